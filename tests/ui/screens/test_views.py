from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel

from desktop.services.preferences import Preferences
from desktop.store.settings import SettingsFile
from desktop.ui.browser.views import ViewsButton
from desktop.ui.notices import NoticeBar
from desktop.ui.screens.views import join_views

SAVED = {"Cheap": "price<1", "Eyes": "vision"}


@pytest.fixture
def joined(qtbot):
    button, bar = ViewsButton(), NoticeBar()
    qtbot.addWidget(button)
    qtbot.addWidget(bar)
    preferences = Preferences(SettingsFile(views=SAVED))
    join_views(button, preferences, bar)
    return button, bar, preferences


def said(bar):
    return [label.text() for label in bar.findChildren(QLabel) if label.text() and not label.parent().isHidden()]


@pytest.mark.parametrize(
    ("act", "kept", "words"),
    [
        (lambda v: v.saved.emit("Cheap", "free"), {**SAVED, "Cheap": "free"}, "“Cheap” stands for another search now."),
        (lambda v: v.removed.emit("Eyes"), {"Cheap": "price<1"}, "The saved search “Eyes” was removed."),
        (lambda v: v.renamed.emit("Eyes", "Cheap"), {"Cheap": "vision"}, "“Cheap” stands for another search now."),
    ],
)
def test_what_is_lost_of_saved_searches_is_told_and_comes_back(joined, act, kept, words):
    button, bar, preferences = joined
    act(button)
    assert preferences.views == kept
    assert said(bar) == [words]
    bar.findChild(QAbstractButton, "notice-action").click()

    assert preferences.views == SAVED
    assert said(bar) == []


@pytest.mark.parametrize(
    ("act", "kept"),
    [
        (lambda v: v.saved.emit("New", "free"), {**SAVED, "New": "free"}),
        (lambda v: v.saved.emit("Eyes", "vision"), SAVED),
        (lambda v: v.renamed.emit("Eyes", "Eyes"), SAVED),
        (lambda v: v.renamed.emit("Eyes", "Sight"), {"Cheap": "price<1", "Sight": "vision"}),
    ],
)
def test_where_nothing_is_lost_nothing_is_said(joined, act, kept):
    button, bar, preferences = joined
    act(button)

    assert preferences.views == kept
    assert said(bar) == []
