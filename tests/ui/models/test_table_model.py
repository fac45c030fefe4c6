from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QModelIndex, Qt

from desktop.domain.cost import Use
from desktop.domain.fit import Need
from desktop.domain.pricing import Override
from desktop.ui.models.table_model import ModelTableModel
from tests.ui.models.rows import EVIL, FACTS, FULL, MODELS, PLAIN, WRITER

Role = Qt.ItemDataRole


@pytest.fixture
def rows(qapp):
    return ModelTableModel(FACTS)


def column(rows, key):
    return next(at for at, column in enumerate(rows.columns) if column.key == key)


def test_the_rows_stand_qts_own_test_through_all_that_can_happen(rows, qtmodeltester):
    qtmodeltester.check(rows)
    rows.show_models(MODELS)
    rows.show_need(Need(pictures=1), "acme/writer")
    rows.show_facts(FACTS._replace(use=Use(5, 5)))
    rows.show_models(MODELS[2:4])
    rows.show_models(())
    qtmodeltester.check(rows)
    rows.show_models(MODELS)
    qtmodeltester.check(rows)


def test_a_row_is_found_by_its_model_and_the_other_way_around(rows):
    rows.show_models(MODELS)

    assert rows.at(1) is WRITER
    assert rows.at(-1) is None
    assert rows.at(99) is None
    assert rows.row_of("acme/writer") == 1
    assert rows.row_of("no/such") == -1
    assert rows.data(QModelIndex()) is None
    assert rows.headerData(99, Qt.Orientation.Horizontal) is None
    assert rows.headerData(0, Qt.Orientation.Vertical) is None


def test_a_cell_in_which_nothing_stands_is_heard_all_the_same(rows):
    rows.show_facts(FACTS._replace(place="here.example"))
    rows.show_models((WRITER, PLAIN))
    keys = [column.key for column in rows.columns]

    def heard(row, key):
        return rows.index(row, keys.index(key)).data(Role.AccessibleTextRole)

    assert [heard(row, "favorite") for row in (0, 1)] == ["Favorite", "no favorite"]
    assert [heard(1, key) for key in ("place", "why", "note")] == [
        *("Connection: here.example", "Why not: nothing", "Your note: nothing")
    ]


def test_two_models_of_one_id_are_two_rows(rows):
    twin = PLAIN.__class__("acme/seer", "Twin")
    rows.show_models((FULL, twin))

    assert [rows.index(row, 0).data() for row in (0, 1)] == ["Acme: Seer", "Twin"]


def test_what_cannot_be_asked_says_so_in_place_of_what_it_would_cost(rows):
    gone, kept_out = replace(FULL, retired=date(2026, 8, 1)), replace(WRITER, excluded=True)
    rows.show_models((gone, kept_out, FULL))
    at = column(rows, "cost")

    assert [rows.painted(row, [at])[0] for row in range(3)] == [["retired"], ["excluded"], ["$0.007"]]
    assert rows.index(0, at).data(Role.AccessibleTextRole) == "Typical use: retired"
    assert rows.painted(0, [1])[0] == rows.painted(2, [1])[0]


def test_what_does_not_suit_is_dim_and_says_why_to_eyes_and_ears(rows):
    soon = replace(FULL, expiration_date=date(2026, 8, 31))
    rows.show_models((soon, WRITER))
    rows.show_need(Need(pictures=2, tokens=140_000), "")
    dim, plain = rows.index(1, 0), rows.index(0, 0)

    assert rows.painted(1, [0])[1]
    assert dim.data(Role.AccessibleTextRole) == (
        "Acme: Writer, does not suit this chat: cannot see pictures, context too small by about 12K tokens"
    )
    assert "Does not suit this chat: cannot see pictures, context" in dim.data(Role.ToolTipRole)
    assert plain.data(Role.AccessibleTextRole) == "Acme: Seer, does not suit this chat: expires in 9 days"
    rows.show_need(Need(), "")
    assert not rows.painted(1, [0])[1]
    assert dim.data(Role.AccessibleTextRole) == "Acme: Writer"


def test_the_model_of_the_chat_is_bold(rows):
    rows.show_models((FULL, WRITER))
    rows.show_need(Need(), "acme/writer")

    assert rows.index(1, 0).data(Role.FontRole).bold()
    assert rows.index(0, 0).data(Role.FontRole) is None
    assert rows.index(1, 1).data(Role.FontRole) is None


def test_cells_are_heard_with_the_name_of_their_column(rows):
    rows.show_models((FULL, PLAIN))
    at = column(rows, "context")

    assert rows.index(0, at).data(Role.AccessibleTextRole) == "Context: 1M"
    assert rows.index(1, at).data(Role.AccessibleTextRole) == "Context: not stated"
    assert rows.headerData(at, Qt.Orientation.Horizontal, Role.AccessibleTextRole) == "Longest conversation, in tokens"
    assert rows.headerData(at, Qt.Orientation.Horizontal) == "Context"


def test_figures_stand_at_the_right_and_words_at_the_left(rows):
    rows.show_models((FULL,))

    assert rows.index(0, column(rows, "context")).data(Role.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert rows.index(0, 0).data(Role.TextAlignmentRole) & Qt.AlignmentFlag.AlignLeft


def test_tips_show_foreign_markup_as_text(rows):
    rows.show_models((EVIL,))

    assert "<img" not in rows.index(0, 0).data(Role.ToolTipRole)
    assert "&lt;img src=x&gt;" in rows.index(0, 0).data(Role.ToolTipRole)


def test_a_text_is_made_once_and_then_only_looked_up(rows, monkeypatch):
    made = []
    name = rows.columns[0]
    read = name._replace(text=lambda model, facts: made.append(model.id) or name.text(model, facts))
    monkeypatch.setattr(rows, "columns", (read, *rows.columns[1:]))
    rows.show_models(MODELS)
    for _ in range(3):
        for at in range(len(rows.columns)):
            rows.index(0, at).data()
            rows.index(0, at).data(Role.ToolTipRole)
    rows.show_models(MODELS[:2])
    rows.index(0, 0).data()
    assert made == ["acme/seer"]
    rows.forget()
    rows.index(0, 0).data()
    assert made == ["acme/seer", "acme/seer"]


def test_another_use_shows_other_costs(rows):
    rows.show_models((FULL,))
    cost = rows.index(0, column(rows, "cost"))
    told = []
    rows.dataChanged.connect(lambda first, last: told.append((first.row(), last.row(), last.column())))
    assert cost.data() == "$0.007"
    rows.show_facts(FACTS._replace(use=Use(1_000_000, 0)))

    assert cost.data() == "$2.50"
    assert told == [(0, 0, len(rows.columns) - 1)]


def test_a_price_that_goes_by_the_hour_is_marked_and_the_tip_says_what_it_is_now(rows):
    cheaper = Override({"prompt": Decimal("0.00000125")}, utc_start=1000, utc_end=1300)
    long = Override({"completion": Decimal("0.00003")}, min_prompt_tokens=200_000)
    rows.show_models([replace(FULL, pricing=replace(FULL.pricing, overrides=(cheaper, long))), FULL])
    prompt, completion = column(rows, "prompt"), column(rows, "completion")

    assert [rows.index(row, prompt).data() for row in (0, 1)] == ["≤ $2.50", "$2.50"]
    assert "Input: ≤ $2.50, by the time from $1.25 to $2.50, now $1.25" in rows.index(0, prompt).data(Role.ToolTipRole)
    assert rows.index(1, prompt).data(Role.AccessibleTextRole) == "Input: $2.50"
    assert rows.index(0, completion).data() == "$15"
