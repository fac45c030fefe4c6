"""Who offers a model, as a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu

from desktop.domain.model import Model
from desktop.domain.pricing import VARIES, Pricing
from desktop.domain.provider import Company, Provider
from desktop.ui.browser.about import About
from desktop.ui.browser.details import ModelDetails
from desktop.ui.browser.provider_dialog import ProviderDialog
from desktop.ui.browser.provider_table import ProviderTable, ProviderTableModel
from desktop.ui.menus import ask_for_menu

Role = Qt.ItemDataRole
FULL = Provider(
    "DeepInfra",
    "deepinfra/fp8",
    "fp8",
    131_072,
    16_384,
    Pricing({"prompt": Decimal("0.000002"), "completion": Decimal("0.000008")}),
    discount=Decimal("0.25"),
    uptime=99.54,
    latency=420.0,
    throughput=80.24,
    working=False,
)
CHEAP = Provider("Cheap", "cheap", pricing=Pricing({"prompt": Decimal("0.000001")}), latency=2.229)
BARE = Provider("<b>Bare</b>\u202e", quantization="unknown", pricing=Pricing({"prompt": VARIES}))
ALL = (FULL, BARE, CHEAP)
POLICY, STATUS = "https://deepinfra.example/privacy", "javascript:alert(1)"
KNOWN = replace(FULL, company=Company("deepinfra", "DeepInfra", POLICY, "", STATUS, "US", ("US", "DE")))


@pytest.fixture
def table(shown):
    found = shown(ProviderTable(), 700, 200)
    found.show_providers(ALL, None)
    return found


def titles(table):
    return [column.title for column in table.providers.columns]


def cells(table, row, role=Role.DisplayRole):
    model = table.model()
    return {title: model.index(row, at).data(role) for at, title in enumerate(titles(table))}


def column(table, title):
    return [cells(table, row)[title] for row in range(table.model().rowCount())]


def test_qt_agrees_with_the_item_model(qtmodeltester):
    model = ProviderTableModel()
    model.show_providers(ALL, frozenset({"cheap"}))
    qtmodeltester.check(model)


def test_all_that_is_stated_is_shown_and_nothing_else(table):
    assert cells(table, 0) == {
        "Provider": "DeepInfra",
        "Input": "$2",
        "Output": "$8",
        "Context": "131K",
        "Answer": "16.4K",
        "Precision": "fp8",
        "Up": "99.5 %",
        "Tokens/s": "80.2",
        "Latency": "420",
        "Where": "–",
        "Data": "–",
    }
    assert set(cells(table, 1).values()) == {"<b>Bare</b>\ufffd", "varies", "–"}
    assert column(table, "Latency") == ["420", "–", "2.23"]


@pytest.mark.parametrize(
    ("day", "now", "said", "heard"),
    [
        (None, None, "–", "Up in the last day: not stated, in the last half hour: not stated"),
        (100.0, 99.97, "100.0 %", "Up in the last day: 100.0 %, in the last half hour: 99.9 %"),
        (99.95, 98.0, "99.9 · 98.0 %", "Up in the last day: 99.9 %, in the last half hour: 98.0 %"),
        (99.5, None, "99.5 %", "Up in the last day: 99.5 %, in the last half hour: not stated"),
        (99.5, 98.6, "99.5 %", "Up in the last day: 99.5 %, in the last half hour: 98.6 %"),
        (99.5, 98.5, "99.5 · 98.5 %", "Up in the last day: 99.5 %, in the last half hour: 98.5 %"),
        (80.0, 99.0, "80.0 · 99.0 %", "Up in the last day: 80.0 %, in the last half hour: 99.0 %"),
        (None, 99.0, "– · 99.0 %", "Up in the last day: not stated, in the last half hour: 99.0 %"),
    ],
)
def test_how_it_is_up_now_is_said_where_that_differs(table, day, now, said, heard):
    table.show_providers((replace(CHEAP, uptime=day, uptime_now=now),), None)

    assert column(table, "Up") == [said]
    assert cells(table, 0, Role.AccessibleTextRole)["Up"] == heard


def test_who_keeps_nothing_is_said_once_that_is_known(table):
    table.show_providers(ALL, frozenset({"cheap"}))

    assert column(table, "Data") == ["may keep", "may keep", "keeps nothing"]


def test_cells_can_be_heard_and_their_tips_are_plain_text(table):
    assert cells(table, 0, Role.AccessibleTextRole)["Output"] == "Output: $8"
    assert cells(table, 1, Role.AccessibleTextRole)["Output"] == "Output: not stated"
    spoken = cells(table, 0, Role.AccessibleTextRole)["Provider"]
    assert spoken == "DeepInfra, deepinfra/fp8, 25 % off, already taken off, reported as degraded"
    assert "&lt;b&gt;" in cells(table, 1, Role.ToolTipRole)["Provider"]


def test_a_degraded_offer_is_dim(table):
    assert cells(table, 0, Role.ForegroundRole)["Input"] is not None
    assert cells(table, 2, Role.ForegroundRole)["Input"] is None


def test_it_is_sorted_by_its_heads_with_what_is_not_known_last(table):
    header = table.horizontalHeader()
    x = header.sectionViewportPosition(1) + 5
    order = []
    for _ in range(3):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 5))
        order.append(column(table, "Provider"))

    assert order == [
        ["Cheap", "DeepInfra", "<b>Bare</b>\ufffd"],
        ["DeepInfra", "Cheap", "<b>Bare</b>\ufffd"],
        ["DeepInfra", "<b>Bare</b>\ufffd", "Cheap"],
    ]


def test_keys_sort_and_copy(table):
    QTest.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)  # no cell is current yet
    table.setCurrentIndex(table.model().index(0, 1))
    QTest.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert column(table, "Input") == ["$1", "$2", "varies"]
    table.setCurrentIndex(table.model().index(0, 1))
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert column(table, "Input") == ["$2", "$1", "varies"]

    table.setCurrentIndex(table.model().index(0, 1))
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith("DeepInfra\t$2\t$8")
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.currentIndex().row() == 1


def test_it_is_as_high_as_its_rows_and_hidden_without_any(table):
    high = table.sizeHint().height()
    table.show_providers((FULL,), None)
    assert table.sizeHint().height() == high - 2 * table.verticalHeader().defaultSectionSize()
    table.show_providers((), None)
    assert not table.isVisible()


@pytest.mark.parametrize(
    ("seat", "centers", "said"),
    [
        ("SG", (), "Singapore"),
        ("US", ("US",), "United States"),
        ("US", ("US", "DE"), "United States · United States, Germany"),
        ("", ("FR",), "– · France"),
        ("XX", (), "XX"),
        ("<b>", ("\ufffd",), "<b> · \ufffd"),
        ("", (), "–"),
    ],
)
def test_the_country_of_a_provider_is_named_and_of_its_data_centers_where_it_is_another(table, seat, centers, said):
    table.show_providers((replace(FULL, company=Company("deepinfra", headquarters=seat, datacenters=centers)),), None)

    assert column(table, "Where") == [said]


def test_countries_are_heard_with_what_they_are_and_where_none_is_told_there_is_no_column(table):
    table.resize(1_000, 200)
    assert table.isColumnHidden(titles(table).index("Where"))
    table.show_providers((KNOWN, CHEAP), None)

    assert not table.isColumnHidden(titles(table).index("Where"))
    assert cells(table, 0, Role.AccessibleTextRole)["Where"] == (
        "Headquarters: United States, Data centers: United States, Germany"
    )
    assert cells(table, 1, Role.AccessibleTextRole)["Where"] == "Headquarters: not stated, Data centers: not stated"
    hostile = Company("deepinfra", headquarters="<b>" * 200, datacenters=("<i>",) * 50)
    table.show_providers((replace(FULL, company=hostile),), None)
    tip = cells(table, 0, Role.ToolTipRole)["Where"]
    assert "<b>" not in tip
    assert len(tip) < 6_000


def test_links_of_a_provider_are_asked_for_by_mouse_and_keys(table):
    table.show_providers((KNOWN, CHEAP), None)
    followed = []
    table.link_activated.connect(lambda *link: followed.append(link))
    at = table.visualRect(table.model().index(0, 2)).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, table.viewport().mapToGlobal(at))
    QApplication.sendEvent(table.viewport(), event)
    menu = table.findChild(QMenu)
    policy, status, apart, copying = menu.actions()
    assert [policy.text(), status.text(), copying.text()] == ["&Privacy policy…", "&Status page…", "&Copy row"]
    assert apart.isSeparator()
    policy.trigger()
    status.trigger()
    assert followed == [(POLICY, ""), (STATUS, "")]  # the dialog tells what may be opened
    menu.close()

    table.setCurrentIndex(QModelIndex())
    ask_for_menu(table)  # no cell is current
    assert not [found for found in table.findChildren(QMenu) if found.isVisible()]
    table.setCurrentIndex(table.model().index(1, 0))
    ask_for_menu(table)
    [menu] = [found for found in table.findChildren(QMenu) if found.isVisible()]
    [copying] = menu.actions()
    copying.trigger()
    assert QGuiApplication.clipboard().text().startswith("Cheap\t$1")
    menu.close()


def seen(table):
    return [title for at, title in enumerate(titles(table)) if not table.isColumnHidden(at)]


def test_a_narrow_table_shows_what_matters_most_and_ends_at_its_edge(table):
    table.show_providers(ALL, frozenset({"cheap"}))
    for width, shown in ((270, ["Provider", "Input", "Output", "Up"]), (220, ["Provider", "Input", "Output"])):
        table.resize(width, 200)
        assert seen(table) == shown
        assert table.horizontalHeader().length() == table.viewport().width()
        assert table.columnWidth(0) >= 60
        assert not table.horizontalScrollBar().isVisible()
    table.resize(900, 200)
    assert seen(table) == [title for title in titles(table) if title != "Where"]
    table.show_providers((CHEAP,), None)
    assert seen(table) == ["Provider", "Input", "Latency"]  # a column of dashes takes no room


def test_in_a_table_that_is_wanted_whole_no_cell_is_cut(shown):
    centers = replace(KNOWN, company=replace(KNOWN.company, datacenters=("US", "DE", "FR", "GB", "JP")))
    table = shown(ProviderTable(whole=True), 900, 200)
    table.show_providers((centers, CHEAP), frozenset())
    at = titles(table).index("Where")

    assert table.columnWidth(at) >= table.fontMetrics().horizontalAdvance(cells(table, 0)["Where"]) > 160


def test_all_columns_are_there_in_a_dialog_with_the_links(shown, qtbot):
    details = shown(ModelDetails(), 300, 500)
    details.show_model(
        Model("a/b", "A: <b>"), date(2026, 8, 22), About(providers=(KNOWN, CHEAP), keeping_nothing=frozenset())
    )
    followed = []
    details.link_activated.connect(lambda *link: followed.append(link))
    details.findChild(QAbstractButton, "model-providers-all").click()
    dialog = details.findChild(ProviderDialog)
    assert dialog.windowTitle() == "Providers of A: <b>"
    table = dialog.findChild(ProviderTable)
    assert seen(table) == titles(table)
    assert dialog.focusWidget() is table
    assert not table.horizontalScrollBar().isVisible()
    table.link_activated.emit(POLICY, "")
    assert followed == [(POLICY, "")]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: details.findChild(ProviderDialog) is None)
    details.show_model(Model("a/b", "A: B"), date(2026, 8, 22), About())
    assert not details.findChild(QAbstractButton, "model-providers-all").isVisible()
