"""The view of what changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QStyleOptionViewItem, QTreeWidget

from desktop.domain.history import Change, ChangeKind
from desktop.ui.models import changes_tree
from desktop.ui.models.changes import ChangesView
from desktop.ui.models.changes_tree import MOST, SLICE
from desktop.ui.models.window import SMALLEST
from desktop.ui.theme.theme import LIGHT, SPACE

NOON = datetime(2026, 8, 22, 12, tzinfo=UTC)
CHANGES = (
    Change("b/two", "B: Two", ChangeKind.PRICE_UP, NOON, "prompt", "0.000001", "0.000002"),
    Change("a/one", "A: <b>One</b>", ChangeKind.NEW, NOON),
    Change("b/two", "B: Two", ChangeKind.CONTEXT, NOON - timedelta(days=1), "context_length", 1000, 2000),
    Change("c/gone", "C: Gone", ChangeKind.RETIRED, NOON - timedelta(days=1)),
)


@pytest.fixture
def view(shown):
    made = shown(ChangesView(), 700, 400)
    made.show_changes(CHANGES, frozenset({"a/one"}), frozenset({"b/two"}))
    return made


def told(view):
    tree = view.findChild(QTreeWidget, "changes-list")
    groups = [tree.topLevelItem(at) for at in range(tree.topLevelItemCount())]
    return {
        (group.text(0), group.text(1)): [
            (group.child(at).text(0), group.child(at).text(1)) for at in range(group.childCount())
        ]
        for group in groups
    }


def press(view, name):
    QTest.mouseClick(view.findChild(QAbstractButton, name), Qt.MouseButton.LeftButton)


def test_changes_stand_under_their_days_the_newest_first(view):
    assert told(view) == {
        ("22 Aug 2026", "2"): [("B: Two", "Input dearer: $1 → $2 (+100 %)"), ("A: <b>One</b>", "New")],
        ("21 Aug 2026", "2"): [("B: Two", "Context: 1K → 2K"), ("C: Gone", "No longer listed")],
    }
    assert view.findChild(QLabel, "changes-count").text() == "4 changes"


def test_the_zone_is_asked_once_for_all_that_changed_at_once(view, monkeypatch):
    asked = []

    def noted(ask_zone):
        return lambda at: asked.append(at) or ask_zone(at)

    for ask_zone in (changes_tree.day_here, changes_tree.zoned_text):
        monkeypatch.setattr(changes_tree, ask_zone.__name__, noted(ask_zone))
    many = [replace(CHANGES[0], model=f"b/{number}", name=f"B: {number}") for number in range(SLICE)]
    view.show_changes(many, frozenset(), frozenset())
    [(_, rows)] = told(view).items()

    assert SLICE == len(rows)
    assert 3 >= len(asked)  # for the day of the group, and of rows, and for the words of these


def test_what_came_and_went_within_a_day_says_when(view, zone):
    zone("UTC")
    gone, back = ChangeKind.RETIRED, ChangeKind.BACK
    often = [Change("c/gone", "C: Gone", kind, NOON - timedelta(hours=at)) for at, kind in enumerate((back, gone))]
    view.show_changes((*CHANGES[:2], *often, CHANGES[3]), frozenset(), frozenset())

    assert [words for rows in told(view).values() for name, words in rows if name == "C: Gone"] == [
        "Back in the list (12:00)",
        "No longer listed (11:00)",
        "No longer listed",
    ]
    assert told(view)["22 Aug 2026", "4"][1] == ("A: <b>One</b>", "New")


def test_times_and_days_are_those_of_the_place_and_the_tool_tip_names_the_zone(view, zone):
    zone("Asia/Tokyo")
    evening = NOON + timedelta(hours=4)
    kinds = (ChangeKind.BACK, ChangeKind.RETIRED)
    often = [Change("c", "C", kind, evening - timedelta(minutes=at)) for at, kind in enumerate(kinds)]
    view.show_changes((*often, replace(CHANGES[0], at=NOON)), frozenset(), frozenset())

    assert told(view) == {
        ("23 Aug 2026", "2"): [("C", "Back in the list (01:00)"), ("C", "No longer listed (00:59)")],
        ("22 Aug 2026", "1"): [("B: Two", "Input dearer: $1 → $2 (+100 %)")],
    }
    row = view.findChild(QTreeWidget, "changes-list").topLevelItem(0).child(0)
    assert "23 Aug 2026, 01:00 JST" in row.toolTip(1)


def test_what_a_list_of_a_day_alone_brought_stays_on_that_day_everywhere(view, zone):
    zone("America/Los_Angeles")
    view.show_changes((replace(CHANGES[1], at=NOON.replace(hour=0)),), frozenset(), frozenset())

    assert list(told(view)) == [("22 Aug 2026", "1")]
    row = view.findChild(QTreeWidget, "changes-list").topLevelItem(0).child(0)
    assert row.toolTip(1).endswith("22 Aug 2026</qt>")


def test_changes_stand_under_their_models_too(view):
    order = view.findChild(QComboBox, "changes-order")
    order.setFocus()
    QTest.keyClick(order, Qt.Key.Key_Down)

    assert list(told(view)) == [("A: <b>One</b>", "1"), ("B: Two", "2"), ("C: Gone", "1")]
    assert told(view)["B: Two", "2"][0] == ("22 Aug 2026", "Input dearer: $1 → $2 (+100 %)")


def test_the_row_of_a_model_leads_to_its_page_and_is_opened_and_closed(view):
    looked, chosen = [], []
    view.looked.connect(looked.append)
    view.chosen.connect(chosen.append)
    tree = view.findChild(QTreeWidget, "changes-list")
    tree.setFocus()
    tree.setCurrentItem(tree.topLevelItem(1))  # a day is no model
    assert not tree.topLevelItem(1).isSelected()
    assert looked == []
    order = view.findChild(QComboBox, "changes-order")
    order.setCurrentIndex(1)
    order.activated.emit(1)
    looked.clear()
    for at, model_id in enumerate(("a/one", "b/two", "c/gone")):
        tree.setCurrentItem(tree.topLevelItem(at))
        assert looked[-1] == model_id
    QTest.keyClick(tree, Qt.Key.Key_Return)
    assert chosen == []


def test_only_what_concerns_the_person_is_shown_and_exported(view):
    press(view, "changes-favorites")
    assert [change.model for change in view.shown] == ["a/one"]
    press(view, "changes-favorites")
    press(view, "changes-asked")
    assert {change.model for change in view.shown} == {"b/two"}
    press(view, "changes-favorites")
    assert view.shown == []
    assert not view.findChild(QTreeWidget, "changes-list").isVisible()


def test_where_nothing_changed_all_that_ever_did_is_offered(view, qtbot):
    view.show_changes((), frozenset(), frozenset())
    said = view.findChild(QLabel, "changes-none")
    assert said.text() == "Nothing here has changed since you last looked."
    press(view, "changes-asked")
    with qtbot.waitSignal(view.period_chosen, timeout=1000) as heard:
        press(view, "changes-none-action")
    assert heard.args == [36_500]
    assert view.findChild(QComboBox, "changes-period").currentText() == "All"
    assert not view.findChild(QAbstractButton, "changes-asked").isChecked()
    view.show_changes((), frozenset(), frozenset())  # as before
    assert said.text() == "Nothing here has ever changed."
    assert not view.findChild(QAbstractButton, "changes-none-action").isVisible()
    press(view, "changes-asked")
    assert view.findChild(QAbstractButton, "changes-none-action").isVisible()
    view.findChild(QComboBox, "changes-period").setCurrentIndex(1)
    view.show_changes((), frozenset(), frozenset())
    assert said.text() == "Nothing here has changed in that time."


def test_who_has_no_favorites_is_told_so_also_in_a_search(view, qtbot):
    view.show_kept(frozenset(), frozenset())
    press(view, "changes-favorites")
    said = view.findChild(QLabel, "changes-none")
    none = "You have no favorites yet. The star below the details of a model makes it one."
    assert said.text() == none
    view.show_only(frozenset({"a/one"}))
    assert said.text() == none
    view.show_kept(frozenset({"b/two"}), frozenset())
    assert said.text() == "Nothing here is about the models you search for."
    view.show_kept(frozenset(), frozenset())
    with qtbot.waitSignal(view.period_chosen):
        press(view, "changes-none-action")
    assert [change.model for change in view.shown] == ["a/one"]


def test_what_becomes_a_favorite_or_is_none_any_more_is_shown_or_not_at_once(view):
    tree = view.findChild(QTreeWidget, "changes-list")
    tree.setCurrentItem(tree.topLevelItem(1).child(0))  # of the same model as the first row
    at = lit(view)
    view.show_kept(frozenset({"b/two"}), frozenset())
    assert lit(view) == at  # nothing else is shown
    press(view, "changes-favorites")
    assert [change.model for change in view.shown] == ["b/two", "b/two"]
    view.show_kept(frozenset({"a/one"}), frozenset())
    assert told(view) == {("22 Aug 2026", "1"): [("A: <b>One</b>", "New")]}


def test_who_never_looked_is_not_told_of_having_looked(view):
    view.begin(30)
    view.show_changes((), frozenset(), frozenset())

    period = view.findChild(QComboBox, "changes-period")
    offered = [(period.itemText(at), period.itemData(at)) for at in range(period.count())]
    assert offered == [("The last 30 days", 0), ("7 days", 7), ("1 year", 365), ("All", 36_500)]
    assert period.currentText() == "The last 30 days"
    assert view.findChild(QLabel, "changes-none").text() == "Nothing here has changed in that time."
    period.setCurrentIndex(2)
    view.begin(0)
    assert period.currentText() == "1 year"
    period.setCurrentIndex(0)
    view.begin(30)
    view.begin(0)
    assert period.currentText() == "Since you last looked"
    assert period.count() == 5
    assert view.findChild(QLabel, "changes-none").text() == "Nothing here has changed since you last looked."


def test_a_free_row_that_is_gone_is_told_of_once_and_one_change_is_one(view):
    kinds = ChangeKind.RETIRED, ChangeKind.FREE_ENDED
    gone = tuple(Change("d/four:free", "D: Four (free)", kind, NOON) for kind in kinds)
    view.show_changes(gone, frozenset(), frozenset())

    assert told(view) == {("22 Aug 2026", "1"): [("D: Four (free)", "No longer listed for free")]}
    assert view.findChild(QLabel, "changes-count").text() == "1 change"
    assert view.shown == [gone[1]]  # as many are saved as are counted


def test_nothing_is_not_saved(view):
    saves = [view.findChild(QAbstractButton, name) for name in ("changes-json", "changes-atom")]
    assert [save.isEnabled() for save in saves] == [True, True]
    view.show_changes((), frozenset(), frozenset())
    assert [save.isEnabled() for save in saves] == [False, False]


def test_return_on_a_change_looks_at_the_model_also_when_it_is_gone(view, qtbot):
    tree = view.findChild(QTreeWidget, "changes-list")
    tree.setFocus()
    with qtbot.waitSignal(view.chosen, timeout=1000) as heard:
        QTest.keyClick(tree, Qt.Key.Key_Return)
    assert heard.args == ["b/two"]
    tree.setCurrentItem(tree.topLevelItem(1).child(1))
    with qtbot.waitSignal(view.chosen, timeout=1000) as heard:
        QTest.keyClick(tree, Qt.Key.Key_Return)
    assert heard.args == ["c/gone"]


def test_periods_and_exports_are_asked_for(view, qtbot):
    period = view.findChild(QComboBox, "changes-period")
    with qtbot.waitSignal(view.period_chosen, timeout=1000) as heard:
        period.setFocus()
        QTest.keyClick(period, Qt.Key.Key_Down)
    assert heard.args == [7]
    for name, kind in (("changes-json", "json"), ("changes-atom", "atom")):
        with qtbot.waitSignal(view.export_requested, timeout=1000) as heard:
            press(view, name)
        assert heard.args == [kind]


def test_a_day_of_many_changes_shows_them_all_without_a_long_wait(view, qtbot):
    many = [replace(CHANGES[0], model=f"b/m{n}") for n in range(1_162)]
    view.show_changes((*many, replace(CHANGES[3], at=NOON)), frozenset(), frozenset())

    assert list(map(len, told(view).values())) == [SLICE]
    qtbot.waitUntil(lambda: sum(map(len, told(view).values())) == 1_163, timeout=5_000)
    assert told(view)["22 Aug 2026", "1,163"][-1] == ("C: Gone", "No longer listed")
    assert view.findChild(QLabel, "changes-count").text() == "1,163 changes"
    view.show_changes(many, frozenset(), frozenset())
    view.show_changes(CHANGES[:1], frozenset(), frozenset())
    qtbot.wait(20)
    assert list(map(len, told(view).values())) == [1]  # of what was shown before, nothing comes after


def test_of_more_than_there_is_room_for_the_newest_are_shown_and_all_are_counted(view, qtbot, monkeypatch):
    for module in ("changes", "changes_tree"):
        monkeypatch.setattr(f"desktop.ui.models.{module}.MOST", 200)
    many = sorted(CHANGES * 200, key=lambda change: change.at, reverse=True)
    view.show_changes(many, frozenset(), frozenset())

    qtbot.waitUntil(lambda: sum(map(len, told(view).values())) == 200, timeout=5_000)
    assert list(told(view)) == [("22 Aug 2026", "400")]
    assert view.findChild(QLabel, "changes-count").text() == "800 changes, the newest 200 below"


def test_nothing_is_cut_in_a_narrow_window(view, themed):
    themed(LIGHT)
    view.show_changes(CHANGES * MOST, frozenset(), frozenset())

    assert view.minimumSizeHint().width() <= SMALLEST.width() - 2 * SPACE


def test_a_narrow_row_ends_before_a_figure_that_has_no_room(view):
    tree, option = view.findChild(QTreeWidget, "changes-list"), QStyleOptionViewItem()
    tree.initViewItemOption(option)
    option.rect = QRect(0, 0, tree.fontMetrics().horizontalAdvance("Input dearer: $1 → $2 (+1"), 20)
    tree.itemDelegate().initStyleOption(option, tree.indexFromItem(tree.topLevelItem(0).child(0), 1))

    assert option.text == "Input dearer: $1 → $2…"


def test_everything_has_a_name(view, accessible_name):
    for kind in (QComboBox, QAbstractButton, QTreeWidget):
        assert all(accessible_name(widget) for widget in view.findChildren(kind) if widget.isVisible())


def lit(view):
    item = view.findChild(QTreeWidget, "changes-list").currentItem()
    return (item.text(0), item.text(1)) if item else ("", "")


def test_the_first_change_is_lit_and_each_that_one_goes_to_is_looked_at(view):
    looked = []
    view.looked.connect(looked.append)
    assert lit(view) == ("B: Two", "Input dearer: $1 → $2 (+100 %)")
    tree = view.findChild(QTreeWidget, "changes-list")
    for _ in range(2):
        QTest.keyClick(tree, Qt.Key.Key_Down)
    view.look()  # at a day, of which there is no page
    QTest.keyClick(tree, Qt.Key.Key_Down)

    assert looked == ["a/one", "b/two"]


def test_what_changed_is_narrowed_to_what_is_searched_for(view, qtbot):
    view.show_only(frozenset({"c/gone"}))
    assert told(view) == {("21 Aug 2026", "1"): [("C: Gone", "No longer listed")]}
    assert lit(view)[0] == "C: Gone"
    view.show_only(frozenset())
    assert view.findChild(QLabel, "changes-none").isVisible()
    with qtbot.waitSignal(view.search_dropped):
        press(view, "changes-none-action")
    view.show_only(None)
    assert view.findChild(QLabel, "changes-count").text() == "4 changes"


def test_the_change_that_somebody_comes_for_is_lit_once_it_is_there(view, qtbot):
    view.light("a/one")
    assert lit(view) == ("A: <b>One</b>", "New")
    many = [replace(CHANGES[0], model=f"b/m{n}") for n in range(3 * SLICE)]
    view.light("c/gone")
    view.show_changes((*many, CHANGES[3]), frozenset(), frozenset())
    qtbot.waitUntil(lambda: lit(view)[0] == "C: Gone")
    order = view.findChild(QComboBox, "changes-order")
    order.setFocus()
    QTest.keyClick(order, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: lit(view)[1] == "No longer listed")
