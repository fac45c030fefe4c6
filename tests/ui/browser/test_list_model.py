from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt

from desktop.domain.fit import Need
from desktop.ui.browser import list_model
from desktop.ui.browser.delegate import ModelDelegate
from desktop.ui.browser.facts import row_text
from desktop.ui.browser.list_model import ModelListModel
from tests.ui.browser.rows import MODELS


def test_the_rows_stand_qts_own_test_through_searches_and_marks(qtmodeltester):
    rows = ModelListModel()
    qtmodeltester.check(rows)
    rows.show_models(MODELS)
    rows.mark("acme/writer")
    rows.show_models(MODELS[2:4])
    rows.mark("")
    rows.show_models(())
    qtmodeltester.check(rows)
    rows.show_models(MODELS)
    qtmodeltester.check(rows)


def test_a_mark_changes_the_row_that_had_it_and_the_one_that_gets_it():
    rows = ModelListModel()
    rows.show_models(MODELS)
    rows.mark("acme/seer")
    changed = []
    rows.dataChanged.connect(lambda first, last: changed.append((first.row(), last.row())))
    rows.mark("acme/writer")

    assert changed == [(0, 0), (1, 1)]
    assert rows.is_current(MODELS[1])
    assert not rows.is_current(MODELS[0])


def test_the_same_rows_are_painted_anew_and_not_reset():
    rows = ModelListModel()
    resets, changed = [], []
    rows.modelReset.connect(lambda: resets.append(rows.rowCount()))
    rows.dataChanged.connect(lambda first, last: changed.append((first.row(), last.row())))
    for models in (MODELS, list(MODELS), MODELS[:2], MODELS[1:3], (), ()):
        rows.show_models(models)

    assert resets == [len(MODELS), 2, 2, 0, 0]
    assert changed == [(0, len(MODELS) - 1)]


def test_a_row_gives_its_model_and_is_heard_with_its_facts():
    rows = ModelListModel()
    rows.show_models(MODELS)
    rows.mark("acme/seer")

    assert rows.painted(0).model is MODELS[0]
    assert rows.index(0).data() == "Acme: Seer"
    assert (
        rows.index(0).data(Qt.ItemDataRole.AccessibleTextRole).startswith("Acme: Seer, the model of this chat, $2.50")
    )
    assert rows.index(0).data(Qt.ItemDataRole.DecorationRole) is None
    assert rows.index(99).data() is None


def test_the_tip_of_a_row_shows_foreign_markup_as_text():
    rows = ModelListModel()
    rows.show_models(MODELS)
    tip = rows.index(len(MODELS) - 1).data(Qt.ItemDataRole.ToolTipRole)

    assert tip.startswith("<qt>Evil: &lt;img src=x&gt; &amp; &lt;b&gt;bold&lt;/b&gt;<br>")
    assert not tip.endswith("<br></qt>")


def test_a_row_says_why_its_model_does_not_suit_the_chat():
    rows = ModelListModel()
    changed = []
    rows.dataChanged.connect(lambda first, last: changed.append((first.row(), last.row())))
    rows.show_need(Need(pictures=1), date(2026, 8, 22))
    rows.show_models([*MODELS[:2], replace(MODELS[1], retired=date(2026, 8, 1))])

    painted = [rows.painted(row) for row in range(3)]
    assert [row.facts.startswith("no pictures · ") for row in painted] == [False, True, False]  # it is gone
    assert [row.short.startswith("no pictures · ") for row in painted] == [False, True, False]
    assert [row.dim for row in painted] == [False, True, True]
    spoken = [rows.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert spoken[1].endswith("answers with text, does not suit this chat: cannot see pictures")
    assert not any("suit" in words for words in (spoken[0], spoken[2]))
    assert rows.index(1).data(Qt.ItemDataRole.ToolTipRole).endswith("<br>cannot see pictures</qt>")
    rows.show_models([replace(MODELS[1], connection="http://127.0.0.1:11434/v1"), *MODELS[:2]])
    assert rows.painted(0).short.startswith("127.0.0.1:11434 · no pictures · $")  # what tells it from its like is first
    rows.show_need(Need(), date(2026, 8, 22))
    assert changed == [(0, 2)]
    assert not rows.painted(0).dim


def test_what_is_painted_of_a_model_is_made_once(monkeypatch):
    made = []
    monkeypatch.setattr(list_model, "row_text", lambda model, day: made.append(model.id) or row_text(model, day))
    monkeypatch.setattr(list_model, "MOST_MADE", 2)
    rows = ModelListModel()
    for row in (0, 1, 1, 0, 2, 2):  # the third needs the room of the others
        rows.show_models(MODELS[:3])
        rows.painted(row)

    assert made == [model.id for model in MODELS[:3]]
    assert len(rows._made) == 1


def test_of_a_name_that_is_cut_both_ends_stay_as_in_the_table(qapp):
    delegate = ModelDelegate(ModelListModel(), qapp)
    name, facts = (delegate._fit("DeepSeek: DeepSeek V4 Flash Exp", 120, name=name).text() for name in (True, False))

    assert name.startswith("Deep")
    assert name.endswith("…Exp")
    assert facts.endswith("…")


def test_names_are_given_when_they_are_asked_for():
    rows = ModelListModel()
    rows.show_models(MODELS)

    assert [rows.index(row).data() for row in range(len(MODELS))] == [model.name for model in MODELS]
    assert rows.match(rows.index(0), Qt.ItemDataRole.DisplayRole, MODELS[1].name)[0].row() == 1
    assert rows.stringList() == [""] * len(MODELS)
