from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QListView

from desktop.ui.models.groups import GroupList
from tests.ui.models.rows import EVIL, FREE, FULL, MODELS, WRITER


@pytest.fixture
def groups(shown):
    groups = GroupList()
    groups.show_whole(MODELS)
    groups.show_models(MODELS)
    return shown(groups, 200, 300)


def rows(groups):
    model = groups.findChild(QListView).model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def choose(groups, words):
    view = groups.findChild(QListView)
    view.setCurrentIndex(view.model().index(rows(groups).index(words), 0))


def by(groups, words):
    box = groups.findChild(QComboBox)
    box.setCurrentIndex(box.findText(words))


def test_authors_stand_with_their_counts(groups):
    assert rows(groups) == ["All · 8", "acme · 4", "not stated · 1", "evil · 1", "router · 1", "zero · 1"]
    assert groups.ids is None


def test_a_chosen_group_is_told_and_stays_though_a_search_leaves_nothing_of_it(groups):
    told = []
    groups.chosen.connect(lambda: told.append(groups.ids))
    choose(groups, "acme · 4")
    assert told == [{"acme/seer", "acme/writer", "acme/writer:free", "~acme/seer-latest"}]
    groups.show_models((FULL, EVIL))
    assert groups.ids == {"acme/seer"}
    groups.show_models((EVIL,))
    assert groups.ids == frozenset()
    assert rows(groups) == ["All · 1", "evil · 1", "acme · 0"]
    assert len(told) == 1
    groups.choose_all()
    assert groups.ids is None
    assert len(told) == 2


def test_models_without_an_author_are_a_group_too(groups):
    choose(groups, "not stated · 1")

    assert groups.ids == {"plain"}


def test_families_are_those_with_relatives(groups):
    told = []
    choose(groups, "evil · 1")
    groups.chosen.connect(lambda: told.append(groups.ids))
    by(groups, "Families")

    assert rows(groups) == ["All · 8", "seer · 2", "writer · 2", "without relatives · 4"]
    assert told == [None]
    choose(groups, "seer · 2")
    assert groups.ids == {"acme/seer", "~acme/seer-latest"}
    groups.show_models((FULL, WRITER))
    assert rows(groups) == ["All · 2", "seer · 1", "writer · 1"]
    choose(groups, "writer · 1")
    assert groups.ids == {"acme/writer"}
    groups.show_models((FULL, EVIL))
    assert rows(groups) == ["All · 2", "seer · 1", "without relatives · 1", "writer · 0"]
    choose(groups, "without relatives · 1")
    groups.show_models((FULL, FREE, WRITER))
    assert rows(groups) == ["All · 3", "writer · 2", "seer · 1", "without relatives · 0"]
    assert groups.ids == frozenset()


def test_a_family_is_one_of_the_whole_list_and_so_is_what_it_is_called(groups):
    by(groups, "Families")
    other = replace(WRITER, id="zero/writer", canonical_slug="")
    groups.show_whole((*MODELS, other, replace(other, id="zero/writer:free")))
    groups.show_models(MODELS)
    assert rows(groups) == ["All · 8", "seer · 2", "acme/writer · 2", "without relatives · 4"]
    groups.show_whole((FULL, WRITER))
    groups.show_models((FULL, WRITER))
    assert rows(groups) == ["All · 2", "without relatives · 2"]


def test_families_of_one_name_are_told_apart_by_their_authors(groups):
    by(groups, "Families")
    other = replace(WRITER, id="zero/writer", canonical_slug="")
    models = FULL, replace(FULL, id="acme/seer:free"), WRITER, FREE, other, replace(other, id="zero/writer:free")
    groups.show_whole(models)
    groups.show_models(models)
    view = groups.findChild(QListView)

    assert rows(groups) == ["All · 6", "seer · 2", "acme/writer · 2", "zero/writer · 2"]
    assert view.model().index(1, 0).data(Qt.ItemDataRole.ToolTipRole) == "<qt>acme/seer · 2</qt>"


def test_a_narrow_list_cuts_names_and_no_numbers(groups):
    assert groups.findChild(QListView).textElideMode() is Qt.TextElideMode.ElideMiddle


def test_a_search_resets_nothing_which_clients_would_hear_of_once_a_row(groups, qtbot):
    view = groups.findChild(QListView)
    with qtbot.assertNotEmitted(view.model().modelReset):
        groups.show_models(MODELS[:2])

    assert view.currentIndex().row() == 0
