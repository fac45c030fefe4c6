"""Where everything stands in the window of all models. Layout alone."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.browser.age_bar import AgeBar
from desktop.ui.browser.count import CountLine
from desktop.ui.browser.empty import EmptyPage
from desktop.ui.browser.search_bar import SearchBar
from desktop.ui.figures import day_text
from desktop.ui.menus import MenuChip
from desktop.ui.models.changes import ChangesView
from desktop.ui.models.chart import ChartView
from desktop.ui.models.compare import CompareView
from desktop.ui.models.groups import GroupList
from desktop.ui.models.side import PageSide
from desktop.ui.models.table import ModelTable
from desktop.ui.models.use_bar import UseBar
from desktop.ui.notices import NoticeBar
from desktop.ui.theme.labels import name_choice
from desktop.ui.theme.style import chip, icon, tint
from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtGui import QResizeEvent

    from desktop.ui.models.table_model import ModelTableModel
    from desktop.ui.theme.theme import Theme

ARROW = QSize(10, 10)  # device-independent pixels
SIDES = (170, 740, 330)  # device-independent pixels of groups, view and page at first
SETTLE = 500  # milliseconds after which what is another is remembered
SEARCHED = ("table", "chart")  # views of what was found
DETAILS = QKeySequence(Qt.Modifier.ALT | Qt.Key.Key_Return)  # what other programs open properties with
ROOM_FOR_PAGE, ROOM_FOR_GROUPS, ROOM_FOR_ALL = 760, 1_000, 1_180  # widths from which on they are there


class ModelsFrame(QWidget):
    """Search and notices above, groups, views and page beside each other, the typical use below.

    Signals:
        view_changed: Another view is shown; carries its name.
        rearranged: Something that is remembered of how all stands is another, and has been for a while.
        day_chosen: Show the list as it was on this `date`, or as it is for None.
    """

    view_changed = Signal(str)
    rearranged = Signal()
    day_chosen = Signal(object)

    def __init__(self, rows: ModelTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchBar("models-search", self)
        self.search.furnish()
        self.search.searched.connect(self._show_found)
        self._switch = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        self._views: dict[str, QWidget] = {}
        self._build_bar()
        self.groups = GroupList(self)
        self.pages = QStackedWidget(self)
        self.table = ModelTable(rows, self)
        self.empty = EmptyPage(self)
        self.chart = ChartView(self)
        self.compare = CompareView(rows.facts, self)
        self.changes = ChangesView(self)
        self.side = PageSide(self)
        self.side.left.connect(self.enter)
        self.aside = self.side.aside
        self._alone = False  # the page stands in place of the view
        self.use = UseBar(self)
        self._build_days()
        self.columns.setMenu(self.table.menu)
        self._arrange()
        self._add_views()
        self._order_tabs()
        self._note_changes()
        QShortcut(DETAILS, self, self.open_page)
        tint(self, self._tint)

    def _note_changes(self) -> None:
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE)
        self._settle.timeout.connect(self.rearranged)
        changes = self.view_changed, self.table.columns_changed, self.split.splitterMoved, self.use.changed
        for changed in (*changes, self.groups.chosen):
            changed.connect(lambda *_: self._settle.start())

    def _order_tabs(self) -> None:
        """Along the bar, in which what is saved stands last."""
        views = self.search.views
        for before, after in pairwise((views, *self._buttons.values(), self.fits, self.columns, views)):
            self.setTabOrder(before, after)

    def _build_bar(self) -> None:
        self.search.line.installEventFilter(self)
        self.notices = NoticeBar(self)
        self.count = CountLine("models-count", self)
        keeps = self.count.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self.count.setSizePolicy(keeps)
        self.fits = chip("models-fits", self.tr("Suits this chat"), self)
        self.fits.setToolTip(self.tr("Show only models that suit this chat"))
        self.fits.setCheckable(True)
        self.columns = MenuChip(self)
        self.columns.setObjectName("models-columns")
        self.columns.setText(self.tr("Columns"))
        self.columns.setProperty("kind", "chip")
        self.columns.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.columns.setIconSize(ARROW)
        self.columns.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def _build_days(self) -> None:
        self.age = AgeBar("models", self, wraps=False)
        self.days = QComboBox(self)
        self.days.setObjectName("models-day")
        name_choice(self.days, self.tr("The list as it was at the end of a day (UTC)"))
        self.days.activated.connect(lambda at: self.day_chosen.emit(self.days.itemData(at)))
        self.show_days(())
        self._day: date | None = None
        ages = QHBoxLayout()
        ages.addWidget(self.age, 1)
        ages.addWidget(self.days)
        room = self.use.sizePolicy()
        room.setRetainSizeWhenHidden(True)  # nothing moves where it is of no use
        self.use.setSizePolicy(room)
        self._below = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._below.addWidget(self.use, 1)
        self._below.addLayout(ages)

    def _arrange(self) -> None:
        self.columns.follow(self.table.menu)
        self._bar = QHBoxLayout()
        self._bar.setSpacing(SPACE // 2)
        self._bar.addSpacing(SPACE)
        self._bar.addWidget(self.count, 1)
        for widget in (self.fits, self.columns, self.search.views):
            self._bar.addWidget(widget)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.setObjectName("models-split")
        self.split.setProperty("kind", "gap")
        for part in (self.groups, self.pages, self.side):
            self.split.addWidget(part)
        self.split.setHandleWidth(SPACE)
        self.split.setSizes(list(SIDES))
        self.split.setStretchFactor(1, 1)
        self.split.setCollapsible(1, False)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.search)
        column.addLayout(self._bar)
        column.addWidget(self.notices)
        column.addWidget(self.split, 1)
        column.addLayout(self._below)

    def show_days(self, days: Sequence[date]) -> None:
        """Offer to look back to these days, the newest first; today's list stays what it is."""
        if [None, *days] == self._offered_days():  # it may be open
            return
        chosen = self.days.currentData()
        self.days.clear()
        self.days.addItem(self.tr("Today"), None)
        for day in days:
            self.days.addItem(day_text(day), day)
        self._choose_day(chosen)
        self.days.setVisible(bool(days))

    def _choose_day(self, day: date | None) -> None:
        days = self._offered_days()
        self.days.setCurrentIndex(days.index(day) if day in days else 0)

    def _offered_days(self) -> list[date | None]:
        return [self.days.itemData(at) for at in range(self.days.count())]  # findData compares no Python dates

    def show_day(self, day: date | None) -> None:
        """Say that what is shown is how the list was at the end of a day; None: it is how it is."""
        self._choose_day(day)
        if day == self._day:  # its notice may have the keyboard, and is read aloud once
            return
        self._day = day
        if day is None:
            self.notices.remove_notice("day")
            return
        words = self.tr("The list as it was on {day}: models, prices and limits of that day.")
        ways = [(self.tr("Back to today"), lambda: self.day_chosen.emit(None))]
        self.notices.show_notice("day", words.format(day=day_text(day)), ways, closable=False)

    # Views

    def _add_views(self) -> None:
        self.pages.addWidget(self.empty)
        self.add_view("table", self.tr("Table"), self.table)
        self.add_view("chart", self.tr("Chart"), self.chart)
        self.add_view("compare", self.tr("Compare"), self.compare)
        self.add_view("changes", self.tr("What changed"), self.changes)
        self.show_view("table")

    def add_view(self, name: str, title: str, view: QWidget) -> None:
        """Offer one more view in the switch."""
        button = chip(f"models-view-{name}", title, self)
        button.setCheckable(True)
        button.toggled.connect(lambda on: self._show_view(name) if on else None)
        self._bar.insertWidget(len(self._buttons), button)
        self._switch.addButton(button)
        self._buttons[name] = button
        self._views[name] = view
        self.pages.addWidget(view)

    def show_view(self, name: str) -> None:
        """Show a view; the table stands for one that is not offered."""
        self._buttons[name if name in self._views else "table"].setChecked(True)

    def _show_view(self, name: str) -> None:
        self.pages.setCurrentWidget(self._views[name])
        self.columns.setEnabled(name == "table")
        self.fits.setEnabled(name in SEARCHED)
        self.search.enable_filters(on=name != "compare")
        self.count.setVisible(name in SEARCHED)
        self.use.setVisible(name != "changes")
        self._leave_page()
        self.view_changed.emit(name)

    @property
    def view(self) -> str:
        """The name of the view that is switched to, though there may be nothing in it."""
        return next(name for name, button in self._buttons.items() if button.isChecked())

    @property
    def view_names(self) -> list[str]:
        return list(self._views)

    def _show_found(self) -> None:
        """Who searches wants to see what is found; what changed follows the search too."""
        self._leave_page()
        if self.search.text() and self.view == "compare":
            self.show_view("table")

    def enter(self) -> None:
        """Give the keyboard to what is on view: go on from the search to what it found, or back from the page."""
        self._leave_page()
        (self.chart.plot if self.view == "chart" else self._views[self.view]).setFocus(Qt.FocusReason.OtherFocusReason)

    def open_page(self) -> None:
        """Go to the page; where it has no room beside the view it takes its place."""
        self._alone = self._alone or self.side.isHidden()
        self._make_room()
        self.side.enter()

    def _leave_page(self) -> None:
        self._alone = False
        self._make_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back from a page that stands alone."""
        if self._alone and event.key() == Qt.Key.Key_Escape:
            self.enter()
        else:
            super().keyPressEvent(event)

    def show_empty(self, *, empty: bool) -> None:
        """Show why nothing was found in the place of rows and points, or these."""
        if self.view in SEARCHED:
            self.pages.setCurrentWidget(self.empty if empty else self._views[self.view])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the search to what it found."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
            self.enter()
            return True
        return super().eventFilter(watched, event)

    # Looks

    def event(self, event: QEvent) -> bool:
        """Words below that became longer may have no room any more."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._break_line()
        return super().event(event)

    def _break_line(self) -> None:
        """The age of the list stands beside the use, or below it where both have no room."""
        room = self.width() - 2 * SPACE
        wide = sum(
            part.sizeHint().width() + SPACE
            for part in (self.use, self.age, self.days)
            if part is self.use or not part.isHidden()
        )
        ways = QBoxLayout.Direction
        self._below.setDirection(ways.LeftToRight if wide <= room else ways.TopToBottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the table comes first."""
        super().resizeEvent(event)
        self._make_room()
        self._break_line()
        self._settle.start()

    def sides_text(self) -> str:
        """How wide groups, view and page are, for `restore_sides`."""
        return bytes(self.split.saveState().toBase64().data()).decode("ascii")

    def restore_sides(self, text: str) -> None:
        """Have them as wide as they were; what is missing or damaged stays as it is."""
        self.split.restoreState(QByteArray.fromBase64(text.encode("ascii", "replace")))

    def _make_room(self) -> None:
        searched, room = self.view in SEARCHED, self.width() >= ROOM_FOR_GROUPS
        self.groups.setVisible(searched and room)
        if not room:  # a group that nobody sees leaves nothing out
            self.groups.choose_all()
        beside = self.width() >= (ROOM_FOR_PAGE if searched else ROOM_FOR_ALL)
        self._alone = self._alone and not beside
        self.side.show_alone(alone=self._alone)
        self.side.setVisible(beside or self._alone)
        self.pages.setVisible(not self._alone)

    def _tint(self, theme: Theme) -> None:
        self.columns.setIcon(icon("chevron-down", theme, theme.muted, ARROW.width()))
