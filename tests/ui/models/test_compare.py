from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html import escape

import pytest
from markdown_it import MarkdownIt
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel, QTableView, QToolButton

from desktop.domain.cost import Use
from desktop.domain.model import NOT_PLANNED, Model, Reasoning
from desktop.domain.pricing import Override, Pricing
from desktop.ui.models.compare import CompareView
from desktop.ui.models.compare_model import CompareTableModel
from desktop.ui.models.compare_rows import as_csv, as_markdown, compared
from desktop.ui.models.scatter import ScatterPlot
from desktop.ui.models.use_bar import use_text
from desktop.ui.theme.theme import LIGHT
from tests.ui.models.rows import EVIL, FACTS, FREE, FULL, MODELS, PLAIN, ROUTER, WRITER, ZERO

Role = Qt.ItemDataRole


def titled(models):
    return {row.title: row for row in compared(models, FACTS)}


def test_rows_say_what_differs_and_what_is_best(qapp):
    rows = titled((FULL, WRITER))

    assert rows["Input"].texts == ("$2.50", "$0.10")
    assert rows["Input"].best == {1}
    assert rows["Context"].best == {0}
    assert rows["Released"].differs
    assert not rows["Released"].best
    assert not rows["Author"].differs
    assert rows["temperature"].texts == ("yes", "no")
    assert rows["max_tokens"].texts == ("yes", "yes")
    assert "Name" not in rows


def test_the_best_is_ahead_of_another_that_is_known(qapp):
    rows = titled((FULL, PLAIN))

    assert not rows["Context"].best
    assert not titled((WRITER, WRITER))["Context"].best
    assert titled((WRITER, FREE, FREE))["Input"].best == {1, 2}


def test_zero_is_not_the_best_price_where_it_is_not_said_to_be_free(qapp):
    assert titled((ZERO, WRITER, FULL))["Input"].best == {1}


def test_who_names_no_author_says_nothing_of_one(qapp):
    assert titled((replace(PLAIN, id="plain"), WRITER))["Author"].texts == ("–", "acme")


def test_a_model_that_lists_no_parameters_says_nothing_of_one(qapp):
    assert titled((WRITER, PLAIN))["seed"].texts == ("yes", "–")


def test_what_no_column_says_has_a_row_where_one_of_them_states_it(qapp):
    dearer = {"prompt": Decimal("0.000005"), "completion": Decimal("0.00003")}
    night = {"prompt": Decimal("0.00000125"), "completion": FULL.pricing.completion}
    overrides = Override(dearer, min_prompt_tokens=200_000), Override(night, utc_start=2200, utc_end=100)
    prices = {**FULL.pricing.prices, "web_search": Decimal("0.01"), "input_cache_write": Decimal("0.000003")}
    thinks = Reasoning(efforts=("high", "low"), default_effort="low", takes_budget=False)
    tiered = replace(
        FULL,
        pricing=Pricing(prices, overrides[:1]),
        provider_context_length=500_000,
        is_moderated=True,
        reasoning=thinks,
    )
    plain = replace(WRITER, context_length=1_000_000, is_moderated=False, provider_context_length=1_000_000)
    rows = titled((tiered, plain, FREE))

    long = rows["Prompts over 200,000 tokens: Input"]
    assert (long.texts, long.raw, long.best) == (("$5", "$0.10", "$0"), ("5", "0.1", "0"), {2})
    assert rows["Prompts over 200,000 tokens: Output"].differs
    assert (rows["Web search"].texts, rows["Web search"].raw) == (("$0.01 per search", "–", "–"), ("0.01", "", ""))
    assert rows["Caching, 5 min"].texts[0] == "$3"
    assert rows["Context at the top provider"].texts == ("500K", "1M", "–")
    assert rows["Context at the top provider"].best == {1}
    assert rows["Moderated"].texts == ("yes", "no", "–")
    assert rows["Efforts"].texts == ("high, low", "–", "–")
    assert rows["Usual effort"].texts == ("low", "–", "–")
    assert rows["Budget in tokens"].texts == ("no", "–", "–")
    assert "On by default" not in rows
    assert not {
        title for title in titled((FULL, WRITER)) if "search" in title or "Moderated" in title or "over" in title
    }
    by_hours = titled((replace(tiered, pricing=Pricing(prices, overrides[1:])), ROUTER, plain))
    assert by_hours["22:00 to 01:00 UTC: Input"].texts == ("$1.25", "varies", "$0.10")
    assert by_hours["22:00 to 01:00 UTC: Input"].raw[1] == "varies"
    assert "22:00 to 01:00 UTC: Output" not in by_hours


def test_copies_say_units_and_what_a_use_is(qapp):
    facts = FACTS._replace(use=Use(2_000, 500, pictures=2, requests=10))
    searching = replace(FULL, pricing=replace(FULL.pricing, prices={**FULL.pricing.prices, "web_search": Decimal(1)}))
    rows = compared((searching, WRITER), facts)
    markdown, table = as_markdown((searching, WRITER), rows), as_csv((searching, WRITER), rows)

    assert "| Input (USD per million tokens) | $2.50 | **$0.10** |" in markdown
    assert "| Typical use (USD for 2,000 tokens sent and 500 back, 2 pictures, 10 times) | " in markdown
    assert "| Web search | $1 per search | – |" in markdown
    assert "Web search (USD per search),1," in table
    assert use_text(Use(pictures=1)) == "USD for 1,000 tokens sent and 300 back, 1 picture"


def test_markdown_is_a_table_with_the_best_in_bold_and_nothing_foreign_is_markup(qapp):
    text = as_markdown((WRITER, EVIL), compared((WRITER, EVIL), FACTS))
    page = MarkdownIt("commonmark").enable("table").render(text)

    assert "<td><strong>$0.10</strong></td>" in page
    assert "<th>=Evil: &lt;img src=x&gt;\ufffd | `b`</th>" in page
    assert page.count("<tr>") == len(compared((WRITER, EVIL), FACTS)) + 1


def test_csv_comes_back_cell_by_cell_and_has_no_formulas(qapp):
    hostile = Model("-1+1/x", 'a,"b"', supported_parameters=("@sum",))
    rows = compared((hostile, EVIL), FACTS)
    cells = list(csv.reader(io.StringIO(as_csv((hostile, EVIL), rows))))

    assert cells[0] == ["", 'a,"b"', "'=Evil: <img src=x>\ufffd | `b`"]
    assert ["Id", "'-1+1/x", "evil/<b>|x"] in cells
    assert cells[-1] == ["'@sum", "yes", ""]


def test_csv_holds_figures_to_calculate_with_and_says_their_units(qapp):
    models = (FULL, WRITER, ZERO, ROUTER, PLAIN)
    text = as_csv(models, compared(models, FACTS))
    cells = {row[0]: row[1:] for row in csv.reader(io.StringIO(text))}

    assert cells["Input (USD per million tokens)"] == ["2.5", "0.1", "0", "varies", ""]
    assert cells["Context (tokens)"] == ["1000000", "128000", "", "", ""]
    assert [Decimal(cost) for cost in cells["Typical use (USD for 1,000 tokens sent and 300 back)"][:2]] == [
        Decimal("0.007"),
        Decimal("0.00016"),
    ]
    assert cells["Released"][:2] == ["2026-07-01", "2026-02-01"]
    assert cells["Removal"][0] == "2096-08-31"
    assert cells["Intelligence"] == ["59.5", "", "", "", ""]
    assert cells["Reasoning"][0] == "always"


def test_a_removal_that_is_not_planned_is_no_day(qapp):
    models = (FULL, replace(WRITER, expiration_date=NOT_PLANNED))

    assert ["Removal", "2096-08-31", "not planned"] in list(
        csv.reader(as_csv(models, compared(models, FACTS)).split("\n"))
    )


def test_the_connection_of_each_is_named_where_they_differ(qapp):
    facts = FACTS._replace(place="openrouter.ai")
    rows = compared((FULL, replace(WRITER, connection="http://127.0.0.1:11434/v1")), facts)

    assert rows[0][:2] == ("Connection", ("openrouter.ai", "127.0.0.1:11434"))
    assert rows[0].differs
    assert "Connection" not in titled((FULL, WRITER))


def test_the_rows_stand_qts_own_test(qtmodeltester, qapp):
    rows = CompareTableModel()
    qtmodeltester.check(rows)
    rows.show_rows((FULL, WRITER), compared((FULL, WRITER), FACTS), LIGHT)
    qtmodeltester.check(rows)
    rows.show_rows(MODELS[:5], compared(MODELS[:5], FACTS), LIGHT)
    rows.show_rows((), (), LIGHT)
    qtmodeltester.check(rows)


def test_best_and_differing_are_seen_without_color_and_heard(qapp):
    rows = CompareTableModel()
    found = compared((FULL, WRITER), FACTS)
    rows.show_rows((FULL, WRITER), found, LIGHT)
    at = {row.title: number for number, row in enumerate(found)}
    best, other, same = rows.index(at["Input"], 1), rows.index(at["Input"], 0), rows.index(at["Author"], 0)

    assert best.data(Role.FontRole).bold()
    assert other.data(Role.FontRole) is None
    assert best.data(Role.AccessibleTextRole) == "Input of Acme: Writer: $0.10, the best"
    assert other.data(Role.AccessibleTextRole) == "Input of Acme: Seer: $2.50"
    assert rows.index(at["Coding"], 1).data(Role.AccessibleTextRole) == "Coding of Acme: Writer: not stated"
    assert other.data(Role.ForegroundRole) is None
    assert same.data(Role.ForegroundRole).color().name() == LIGHT.muted
    down, across = Qt.Orientation.Vertical, Qt.Orientation.Horizontal
    assert rows.headerData(at["Input"], down) == "≠ Input"
    assert rows.headerData(at["Author"], down).strip() == "Author"
    assert rows.headerData(at["Input"], down, Role.AccessibleTextRole) == "Input, differs"
    assert rows.headerData(at["Author"], down, Role.AccessibleTextRole) == "Author"
    assert rows.headerData(0, across) == "Seer"
    assert rows.headerData(0, across, Role.AccessibleTextRole) == "Acme: Seer"
    assert rows.headerData(9, across) is None
    assert rows.data(QModelIndex()) is None


@pytest.fixture
def view(qtbot):
    view = CompareView(FACTS)
    qtbot.addWidget(view)
    view.resize(800, 600)
    view.show()
    return view


def table(view):
    return view.findChild(QTableView, "compare-table").model()


def click(view, name):
    view.findChild(QAbstractButton, name).click()


def test_fewer_than_two_models_are_no_comparison_and_more_than_five_are_cut(view):
    view.show_models((FULL,))
    assert list(view.models) == []
    assert view.findChild(QLabel, "compare-cut").text() == ""
    assert not view.findChild(QTableView, "compare-table").isVisible()
    view.show_models(MODELS)
    assert view.models == MODELS[:5]
    assert table(view).columnCount() == 5
    assert view.findChild(QLabel, "compare-cut").text() == "The first 5 of the 8 that are selected"
    heads = view.findChild(QTableView, "compare-table").horizontalHeader()
    assert heads.textElideMode() == Qt.TextElideMode.ElideRight
    assert view.findChild(QTableView, "compare-table").isVisible()
    missing = view.findChild(QLabel, "compare-missing")
    assert missing.text() == "3 models without these figures are not in the chart"
    view.show_models((FULL, MODELS[3]))
    assert missing.text() == "1 model without these figures is not in the chart"
    view.show_models((FULL, WRITER))
    assert missing.text() == ""


def test_in_a_low_window_the_table_comes_first_and_notes_have_their_own_row(view):
    chart, missing = view.findChild(ScatterPlot), view.findChild(QLabel, "compare-missing")
    view.show_models(MODELS)
    for height, seen in ((600, True), (300, False), (600, True)):
        view.resize(704, height)
        assert (chart.isVisible(), missing.isVisible()) == (seen, seen)
    cut, only = view.findChild(QLabel, "compare-cut"), view.findChild(QAbstractButton, "compare-only")
    places = [widget.geometry() for widget in (cut, missing, only)]
    assert places[1].bottom() < places[2].top()
    assert cut.width() >= cut.sizeHint().width()
    assert missing.height() < 2 * missing.fontMetrics().height()


def test_rows_that_are_the_same_can_be_left_out(view):
    view.show_models((FULL, WRITER))
    everything = table(view).rowCount()
    view.findChild(QToolButton, "compare-only").setChecked(True)

    assert 0 < table(view).rowCount() < everything
    assert all(row.differs for row in view._rows)


def test_who_has_no_room_for_the_question_is_not_the_best_and_has_no_price(qapp):
    models, facts = (FULL, WRITER), FACTS._replace(use=Use(134_500, 300))
    rows = compared(models, facts)
    cost = next(row for row in rows if row.title == "Typical use")

    assert (cost.texts, cost.raw[1], cost.best) == (("$0.341", "6.8K too long"), "6.8K too long", frozenset())
    assert "| 6.8K too long |" in as_markdown(models, rows)


def test_what_is_only_listed_in_another_order_is_the_same(qapp):
    seeing = replace(FULL, input_modalities=("text", "image", "audio", "smell", "file"))
    takes = titled((seeing, replace(seeing, input_modalities=("smell", *seeing.input_modalities[2::-1], "file"))))[
        "Takes"
    ]

    assert not takes.differs
    assert takes.texts[0] == "text, pictures, files, audio, smell"


def test_contexts_that_only_look_the_same_differ(qapp):
    near = replace(FULL, context_length=1_047_576), replace(FULL, context_length=1_050_000)
    assert titled(near)["Context"].differs


def test_all_models_are_asked_the_same_cost_question(view):
    view.show_models((FULL, WRITER))
    view.show_facts(FACTS._replace(use=Use(14_500, 500, requests=10)))
    row = next(row for row in view._rows if row.title == "Typical use")

    assert row.texts == ("$0.438", "$0.0155")


def test_what_is_shown_is_copied(view):
    view.show_models((FULL, WRITER))
    click(view, "compare-markdown")
    assert QGuiApplication.clipboard().text() == as_markdown((FULL, WRITER), compared((FULL, WRITER), FACTS))
    view.findChild(QToolButton, "compare-only").setChecked(True)
    click(view, "compare-csv")
    assert QGuiApplication.clipboard().text().count("\n") == table(view).rowCount() + 1


def test_figures_that_only_look_the_same_are_told_apart_and_the_row_differs(qapp):
    prices = {"prompt": Decimal("0.00000028125")}, {"prompt": Decimal("0.0000002812")}
    lengths = 1_048_576, 1_050_000
    models = [
        replace(PLAIN, context_length=length, provider_context_length=length, pricing=Pricing(price))
        for length, price in zip(lengths, prices, strict=True)
    ]
    rows = titled([*models, PLAIN])

    assert rows["Context"].texts == ("1.05M (1,048,576)", "1.05M (1,050,000)", "–")
    assert rows["Context at the top provider"].texts == rows["Context"].texts
    assert rows["Input"].texts == ("$0.281 (0.28125)", "$0.281 (0.2812)", "–")
    assert rows["Context"].best == {1}
    assert titled(models)["Context"].differs
    assert titled([models[0]] * 2)["Context"].texts == ("1.05M", "1.05M")


def test_what_is_retired_says_so_and_is_ahead_in_nothing(qapp):
    gone = replace(FULL, retired=date(2026, 7, 1), pricing=Pricing({"prompt": Decimal("0.0000000001")}))
    rows = titled([gone, FULL, replace(FULL, context_length=9)])

    assert rows["Cannot be asked"].texts == ("no longer listed · last 1 Jul 2026", "–", "–")
    assert [rows["Typical use"].texts[0], rows["Typical use"].raw[0]] == ["retired"] * 2
    assert rows["Context"].best == {1}
    assert all(0 not in row.best for row in rows.values())
    assert "Cannot be asked" not in titled([FULL, PLAIN])


@pytest.mark.parametrize("name", ["=1+1", "x;=1+1", "a; @SUM(1)", "\uff1d1+1", "x;\uff0b1"])
def test_no_part_of_a_name_is_a_formula_however_a_spreadsheet_parts_cells(qapp, name):
    rows = as_csv([replace(PLAIN, name=name), PLAIN], [])

    parts = next(csv.reader([rows]))[1].split(";")
    assert not [part for part in parts if part.strip()[:1] in set("=+-@\uff1d\uff0b\uff0d\uff20")]


@pytest.mark.parametrize("name", ["see https://evil.example", "www.evil.example", "a &lt;b&gt; &#124; &amp;c"])
def test_no_name_becomes_a_link_or_another_sign_in_markdown(qapp, name):
    text = as_markdown([replace(PLAIN, name=name), PLAIN], [])
    page = MarkdownIt("commonmark").enable("table").render(text)

    assert "https://" not in text
    assert "www." not in text
    assert f"<th>{escape(name)}</th>" in page


def test_who_goes_to_a_point_of_the_chart_turns_to_its_model(view):
    far = replace(WRITER, connection="https://far.example/v1")
    looked = []
    view.looked.connect(looked.append)
    view.show_models([FULL, WRITER, far])
    view.findChild(ScatterPlot, "compare-chart").moved.emit(far.key)

    assert [model.key for model in looked] == [far.key]
