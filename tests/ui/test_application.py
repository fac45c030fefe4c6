"""The colors that the application wears: the system's, or those that the person chose."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.services.preferences import Preferences
from desktop.store.settings import SettingsFile
from desktop.system.press import Press
from desktop.ui.application import wear
from desktop.ui.main_window import MainWindow
from desktop.ui.screens.reading import ReadingScreen
from desktop.ui.theme.theme import DARK, LIGHT, theme_of
from desktop.ui.transcript.typesetter import Typesetter


@pytest.fixture
def worn(qapp, themed):
    """The theme that is worn; the application is as it was afterwards."""
    themed(LIGHT)
    yield lambda: theme_of(qapp.palette())
    for name in ("parleyScheme", "parleyTheme"):
        qapp.setProperty(name, None)


def test_a_scheme_that_was_chosen_is_worn_whatever_the_system_says(qapp, worn):
    for scheme, theme in (("dark", DARK), ("light", LIGHT), ("dark", DARK), ("system", LIGHT)):
        wear(qapp, scheme)
        assert worn() == theme  # this system asks for nothing, which is light
        qapp.styleHints().colorSchemeChanged.emit(qapp.styleHints().colorScheme())
        assert worn() == theme


def test_choosing_colors_changes_the_window_at_once(qapp, qtbot, worn):
    window = MainWindow()
    qtbot.addWidget(window)
    window.furnish(Typesetter(Press))
    preferences = Preferences(SettingsFile())
    ReadingScreen(qapp, window, preferences)
    preferences.read_as(replace(preferences.reading, scheme="dark"))

    assert theme_of(window.palette()) == DARK
    assert theme_of(window.chat.transcript.palette()) == DARK

    preferences.read_as(replace(preferences.reading, scheme="light"))

    assert theme_of(window.palette()) == LIGHT
