from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QMenu, QPushButton, QWidget

from desktop.ui.sidebar.conversations import ConversationListModel, Row
from desktop.ui.sidebar.sidebar import Sidebar
from desktop.ui.theme.theme import theme_of

ROWS = (("a", "Why is the sky blue?", "14:05"), ("b", "", "yesterday"), ("c", "<b>bold</b> <img src=x>", "Mon"))


@pytest.fixture
def sidebar(shown):
    made = shown(Sidebar(), 300, 240)
    made.furnish()
    made.set_conversations(ROWS)
    return made


def view(sidebar):
    return sidebar.findChild(QListView, "conversation-list")


def titles(sidebar):
    model = view(sidebar).model()
    return [model.index(at, 0).data() for at in range(model.rowCount())]


def middle(sidebar, at):
    index = view(sidebar).model().index(at, 0)
    return view(sidebar).visualRect(index).center()


def click(sidebar, at):
    QTest.mouseClick(
        view(sidebar).viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle(sidebar, at)
    )


def editor(sidebar):
    return view(sidebar).findChild(QLineEdit)


def test_titles_are_shown_as_they_are_and_the_untitled_as_a_new_chat(sidebar):
    assert ["Why is the sky blue?", "New chat", "<b>bold</b> <img src=x>"] == titles(sidebar)


def test_a_title_stays_on_its_line_and_hides_nothing(sidebar):
    sidebar.set_conversations([("a", "one\ntwo \u202egnp.exe", "now")])

    assert ["one two <U+202E>gnp.exe"] == titles(sidebar)


def test_that_there_are_none_is_said_only_once_it_is_known(shown):
    sidebar = shown(Sidebar(), 300, 240)
    sidebar.furnish()
    rows = view(sidebar).viewport()
    unknown = rows.grab().toImage()
    sidebar.set_conversations([])
    said = rows.grab().toImage()
    sidebar.set_conversations(ROWS)

    assert 1 == len({unknown.pixel(x, y) for x in range(rows.width()) for y in range(rows.height())})
    assert unknown != said != rows.grab().toImage()


@pytest.mark.parametrize("how", ["click", "Return", "Enter"])
def test_a_row_is_opened(sidebar, qtbot, how):
    with qtbot.waitSignal(sidebar.opened, timeout=1000) as heard:
        if how == "click":
            click(sidebar, 2)
        else:
            view(sidebar).setCurrentIndex(view(sidebar).model().index(2, 0))
            QTest.keyClick(view(sidebar), getattr(Qt.Key, f"Key_{how}"))

    assert ["c"] == heard.args


def test_walking_through_the_list_opens_nothing(sidebar, qtbot):
    view(sidebar).setFocus()
    with qtbot.assertNotEmitted(sidebar.opened):
        QTest.keyClick(view(sidebar), Qt.Key.Key_Down)
        QTest.keyClick(view(sidebar), Qt.Key.Key_Down)

    assert view(sidebar).currentIndex().row() > 0


def test_the_button_begins_a_new_chat(sidebar, qtbot):
    with qtbot.waitSignal(sidebar.new_requested, timeout=1000):
        QTest.mouseClick(sidebar.findChild(QPushButton, "new-chat"), Qt.MouseButton.LeftButton)


def test_f2_edits_the_title_in_its_row_and_return_renames(sidebar, qtbot):
    view(sidebar).setFocus()
    view(sidebar).setCurrentIndex(view(sidebar).model().index(0, 0))
    QTest.keyClick(view(sidebar), Qt.Key.Key_F2)
    assert "Why is the sky blue?" == editor(sidebar).text()
    QTest.keyClicks(editor(sidebar), "  Rayleigh   scattering ")
    with qtbot.waitSignal(sidebar.rename_requested, timeout=1000) as heard:
        QTest.keyClick(editor(sidebar), Qt.Key.Key_Return)

    assert ["a", "Rayleigh scattering"] == heard.args
    assert "Why is the sky blue?" == titles(sidebar)[0]


def test_escape_keeps_the_title(sidebar, qtbot):
    sidebar.edit_title("a")
    QTest.keyClicks(editor(sidebar), "other")
    with qtbot.assertNotEmitted(sidebar.rename_requested):
        QTest.keyClick(editor(sidebar), Qt.Key.Key_Escape)


def test_the_same_title_again_is_no_renaming(sidebar, qtbot):
    sidebar.edit_title("a")
    with qtbot.assertNotEmitted(sidebar.rename_requested):
        QTest.keyClick(editor(sidebar), Qt.Key.Key_Return)


def test_a_title_can_be_taken_away(sidebar, qtbot):
    sidebar.edit_title("a")
    editor(sidebar).clear()
    with qtbot.waitSignal(sidebar.rename_requested, timeout=1000) as heard:
        QTest.keyClick(editor(sidebar), Qt.Key.Key_Return)

    assert ["a", ""] == heard.args


def test_the_editor_stays_open_while_the_list_changes(sidebar, qtbot):
    sidebar.edit_title("b")
    QTest.keyClicks(editor(sidebar), "half a ti")
    sidebar.set_conversations([("new", "Newest", "now"), *reversed(ROWS)])
    sidebar.set_current("new")
    QTest.keyClicks(editor(sidebar), "tle")
    with qtbot.waitSignal(sidebar.rename_requested, timeout=1000) as heard:
        QTest.keyClick(editor(sidebar), Qt.Key.Key_Return)

    assert ["b", "half a title"] == heard.args


def test_delete_asks_for_the_row_to_go(sidebar, qtbot):
    view(sidebar).setFocus()
    view(sidebar).setCurrentIndex(view(sidebar).model().index(1, 0))
    with qtbot.waitSignal(sidebar.delete_requested, timeout=1000) as heard:
        QTest.keyClick(view(sidebar), Qt.Key.Key_Delete)

    assert ["b"] == heard.args
    assert 3 == len(titles(sidebar))


def test_the_menu_of_a_row_renames_and_deletes_that_row(sidebar, qtbot):
    sidebar.set_current("a")
    view(sidebar).customContextMenuRequested.emit(middle(sidebar, 2))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    rename, delete = menu.actions()
    assert ["Rename", "Delete"] == [rename.text(), delete.text()]
    with qtbot.waitSignal(sidebar.delete_requested, timeout=1000) as heard:
        delete.trigger()
    rename.trigger()
    menu.close()

    assert ["c"] == heard.args
    assert "<b>bold</b> <img src=x>" == editor(sidebar).text()


def test_there_is_no_menu_beside_the_rows(sidebar):
    view(sidebar).customContextMenuRequested.emit(QPoint(5, view(sidebar).height() - 5))

    assert QApplication.activePopupWidget() is None


def test_letters_typed_on_the_list_go_up_to_the_window(shown):
    heard = []

    class Window(QWidget):
        def keyPressEvent(self, event):  # noqa: N802 - Qt's name
            heard.append(event.text())

    window = Window()
    made = Sidebar(window)
    made.furnish()
    made.resize(300, 200)
    made.set_conversations(ROWS)
    shown(window, 320, 240)
    view(made).setFocus()
    QTest.keyClicks(view(made), "wh")

    assert ["w", "h"] == heard


def test_the_conversation_on_view_is_marked_and_the_current_row(sidebar):
    sidebar.set_current("b")
    model = view(sidebar).model()

    assert [False, True, False] == [model.index(at, 0).data(ConversationListModel.OPEN) for at in range(3)]
    assert 1 == view(sidebar).currentIndex().row()

    sidebar.set_current("gone")
    assert not any(model.index(at, 0).data(ConversationListModel.OPEN) for at in range(3))


def test_a_walk_through_the_list_is_not_disturbed(sidebar):
    view(sidebar).setFocus()
    view(sidebar).setCurrentIndex(view(sidebar).model().index(2, 0))
    sidebar.set_current("a")

    assert 2 == view(sidebar).currentIndex().row()


def test_the_mark_is_seen(sidebar):
    def has_accent(at):
        place = middle(sidebar, at)
        image = view(sidebar).viewport().grab().toImage()
        return theme_of(sidebar.palette()).accent in {image.pixelColor(x, place.y()).name() for x in range(8)}

    sidebar.set_current("b")

    assert [False, True, False] == [has_accent(at) for at in range(3)]


def test_the_empty_list_says_what_it_is_for(sidebar):
    muted = QColor(theme_of(sidebar.palette()).muted).name()

    def speaks():
        image = view(sidebar).viewport().grab().toImage()
        return muted in {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}

    sidebar.set_conversations([])
    assert speaks()


def test_everything_has_its_name_for_a_screen_reader(sidebar, accessible_name):
    sidebar.set_current("b")
    rows = QAccessible.queryAccessibleInterface(view(sidebar))

    assert "Chats" == accessible_name(view(sidebar))
    assert "New chat" == accessible_name(sidebar.findChild(QPushButton, "new-chat"))
    assert [
        "Why is the sky blue?, 14:05",
        "New chat, yesterday, open",
        "<b>bold</b> <img src=x>, Mon",
    ] == [rows.child(at).text(QAccessible.Text.Name) for at in range(rows.childCount())]


def rows_of(ids):
    return [Row(one, f"title {one}", "now") for one in ids]


def test_the_model_tells_the_view_of_every_change(qtmodeltester):
    model = ConversationListModel()
    model.set_rows(rows_of("abc"))
    qtmodeltester.check(model)
    for ids in ("cab", "b", "", "xbyaz", "zayb"):
        model.set_rows(rows_of(ids))
        assert list(ids) == [model.index(at, 0).data(ConversationListModel.ID) for at in range(model.rowCount())]
    model.set_open("a")


@given(*[st.lists(st.sampled_from("abcdefg"), unique=True)] * 2)
def test_persistent_indexes_stay_with_their_rows(before, after):
    from PySide6.QtCore import QPersistentModelIndex

    model = ConversationListModel()
    model.set_rows(rows_of(before))
    held = {one: QPersistentModelIndex(model.index_of(one)) for one in before}
    model.set_rows(rows_of(after))

    assert list(after) == [model.index(at, 0).data(ConversationListModel.ID) for at in range(model.rowCount())]
    for one, index in held.items():
        assert (one in after) == index.isValid()
        if index.isValid():
            assert one == index.data(ConversationListModel.ID)


def test_an_unchanged_list_says_nothing(qtbot):
    model = ConversationListModel()
    model.set_rows(rows_of("abc"))
    with (
        qtbot.assertNotEmitted(model.dataChanged),
        qtbot.assertNotEmitted(model.rowsInserted),
        qtbot.assertNotEmitted(model.rowsRemoved),
        qtbot.assertNotEmitted(model.rowsMoved),
    ):
        model.set_rows(rows_of("abc"))


NEWS = ("Acme: Seer has changed:", "Input dearer: $1 → $2 (+100 %)", "<b>")


def with_news(sidebar, *, of=0):
    sidebar.set_conversations((*row, NEWS if at == of else ()) for at, row in enumerate(ROWS))


def test_news_of_a_model_are_a_dot_that_says_what_happened(sidebar):
    before = [shot(sidebar, at) for at in range(3)]
    with_news(sidebar)
    index = view(sidebar).model().index(0, 0)

    assert shot(sidebar, 0) != before[0]
    assert [shot(sidebar, at) for at in (1, 2)] == before[1:]
    assert "Input dearer: $1 → $2 (+100 %)<br>&lt;b&gt;" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Why is the sky blue?, 14:05, news"
    assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == " ".join(NEWS)
    assert view(sidebar).model().index(1, 0).data(Qt.ItemDataRole.ToolTipRole) is None
    sidebar.set_conversations(ROWS)
    assert shot(sidebar, 0) == before[0]


def test_a_chat_that_is_being_answered_has_a_sign(sidebar):
    before = [shot(sidebar, at) for at in range(3)]
    sidebar.set_conversations([ROWS[0], (*ROWS[1], (), True), ROWS[2]])

    assert [shot(sidebar, at) == before[at] for at in range(3)] == [True, False, True]
    said = [view(sidebar).model().index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(2)]
    assert said == ["Why is the sky blue?, 14:05", "New chat, yesterday, being answered"]


def shot(sidebar, at):
    index = view(sidebar).model().index(at, 0)
    return view(sidebar).viewport().grab(view(sidebar).visualRect(index)).toImage()


@pytest.mark.parametrize("of", [0, 1])
def test_the_menu_leads_to_what_changed_where_there_are_news(sidebar, qtbot, of):
    with_news(sidebar)
    view(sidebar).customContextMenuRequested.emit(middle(sidebar, of))
    menu = view(sidebar).findChild(QMenu)
    offered = {action.text(): action for action in menu.actions()}

    assert ("What changed" in offered) == (of == 0)
    if of == 0:
        with qtbot.waitSignal(sidebar.news_requested) as asked:
            offered["What changed"].trigger()
        assert asked.args == [view(sidebar).model().index(0, 0).data(ConversationListModel.ID)]
    menu.close()


def test_the_ring_of_a_chat_that_is_answered_is_explained(sidebar):
    sidebar.set_conversations([Row("a", "A", "now", answering=True), Row("b", "B", "now", ("News.",), answering=True)])
    tips = [view(sidebar).model().index(at, 0).data(Qt.ItemDataRole.ToolTipRole) for at in range(2)]

    assert ["<qt>being answered</qt>", "<qt>being answered<br>News.</qt>"] == tips


def row_of(sidebar, at):
    return QAccessible.queryAccessibleInterface(view(sidebar)).child(at)


def test_a_row_is_opened_without_looking(sidebar, qtbot):
    row, action = row_of(sidebar, 1), QAccessibleActionInterface
    verbs = row.actionInterface()
    assert [action.pressAction(), action.setFocusAction(), action.showMenuAction()] == verbs.actionNames()
    with qtbot.waitSignal(sidebar.opened) as opened:
        verbs.doAction(action.pressAction())
    assert ["b"] == opened.args

    verbs.doAction(action.setFocusAction())
    assert (True, True) == (bool(row.state().focused), bool(row.state().selected))
    assert row is QAccessible.queryAccessibleInterface(view(sidebar)).focusChild()
    verbs.doAction(action.showMenuAction())
    assert "Delete" in [item.text() for item in sidebar.findChild(QMenu).actions()]


def test_a_row_is_selected_without_looking_or_opening(sidebar, qtbot):
    listed = QAccessible.queryAccessibleInterface(view(sidebar))
    choice, row = listed.selectionInterface(), row_of(sidebar, 2)
    with qtbot.assertNotEmitted(sidebar.opened):
        assert choice.select(row)

    assert [row] == choice.selectedItems()
    assert (1, True, False) == (choice.selectedItemCount(), choice.isSelected(row), choice.selectAll())
    assert choice.unselect(row)
    assert not choice.unselect(row)
    assert [] == choice.selectedItems()


def test_a_row_that_moves_keeps_its_interface_and_one_that_goes_loses_it(sidebar):
    listed = QAccessible.queryAccessibleInterface(view(sidebar))
    first, second, last = (row_of(sidebar, at) for at in range(3))
    sidebar.set_conversations([ROWS[2], ROWS[0]])

    assert [last, first] == [listed.child(0), listed.child(1)]
    assert (2, None) == (listed.childCount(), listed.child(2))
    assert (True, False) == (first.isValid(), second.isValid())
    assert listed.childAt(last.rect().center().x(), last.rect().center().y()) is last
