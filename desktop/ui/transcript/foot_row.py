"""What is said under the text of a message, and its buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics

from desktop.ui.links import visible
from desktop.ui.theme.theme import SPACE
from desktop.ui.transcript.receipt_line import RECEIPT, needs_own_line, own_lines, paint_receipt, receipt_target
from desktop.ui.transcript.rows import COPY_REASONING, Target, paint_button
from desktop.ui.transcript.style import PADDING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.ui.transcript.entry import Entry
    from desktop.ui.transcript.rows import Paint
    from desktop.ui.transcript.style import Style

VERSIONS = ("previous", "versions", "next")
SEND_AGAIN = "send-again"
WORDS = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop

translate = QCoreApplication.translate


class FootRow:
    """What is said under the text, and the buttons."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.height = 0
        self._apart = 0  # how many lines the receipt has for itself, below the buttons

    def _lines(self) -> Iterator[tuple[str, bool]]:
        """Each sentence, and whether it says that something went wrong."""
        entry = self.entry
        for line in entry.waiting.splitlines():
            yield visible(line), False
        if entry.reason:
            yield visible(entry.reason), True
        for line in entry.note.splitlines():
            yield visible(line), False

    def measure(self, style: Style, width: int) -> int:
        y = 0
        for line, bad in self._lines():
            y += self._line_height(style, width, line, bad=bad) + SPACE // 2
        if self.entry.fixes:
            y = self._fix_targets(style, width)[-1].rect.bottom() + 1 + SPACE // 2
        self.height = y + style.small_height + SPACE // 2 + style.below // 2
        apart = needs_own_line(self.entry.footer, style, self._beside(style, width))
        self._apart = own_lines(self.entry.footer, style, width) if apart else 0
        if self._apart:
            self.height += self._apart * style.small_height + SPACE
        return self.height

    def _line_height(self, style: Style, width: int, line: str, *, bad: bool) -> int:
        font = style.body if bad else style.small
        return QFontMetrics(font).boundingRect(QRect(0, 0, width, 10_000), int(WORDS), line).height()

    def _fix_targets(self, style: Style, width: int) -> list[Target]:
        y = sum(self._line_height(style, width, line, bad=bad) + SPACE // 2 for line, bad in self._lines())
        x = 0
        high = style.small_height + SPACE + SPACE // 2
        found = []
        for action, label in self.entry.fixes:
            wide = style.small_advance(label) + PADDING * 2
            if x and x + wide > width:
                x, y = 0, y + high + SPACE // 2
            found.append(Target(QRect(x, y, wide, high), action, label))
            x += wide + SPACE
        if self.entry.from_user:  # below the question's box
            found = [fix._replace(rect=fix.rect.translated(width - x + SPACE, 0)) for fix in found]
        return found

    def targets(self, style: Style, width: int) -> list[Target]:
        receipt, actions = self._receipt_targets(style, width), self._action_targets(style, width)
        return [*self._fix_targets(style, width), *(actions + receipt if self._apart else receipt + actions)]

    def _beside(self, style: Style, width: int) -> int:
        """The room that the buttons leave for the receipt."""
        actions = self._action_targets(style, width)
        return min((target.rect.left() for target in actions), default=width + SPACE) - SPACE

    def _receipt_room(self, style: Style, width: int) -> QRect:
        high = max(1, self._apart) * style.small_height
        wide = width if self._apart else self._beside(style, width)
        return QRect(0, self.height - high - SPACE // 2, wide, high)

    def _receipt_targets(self, style: Style, width: int) -> list[Target]:
        footer = self.entry.footer
        return [receipt_target(footer, style, self._receipt_room(style, width))] if footer else []

    @property
    def _retried(self) -> bool:
        """Whether there is a button that does what "regenerate" does, and says why."""
        return not self.entry.from_user and "retry" in dict(self.entry.fixes)

    def _actions(self) -> list[tuple[str, str]]:
        entry = self.entry
        if entry.streaming:
            return []
        versions = [("previous", "◀"), ("versions", f"{entry.version}/{entry.versions}"), ("next", "▶")]
        if entry.from_user:
            again = ("edit", translate("transcript", "Edit"))
        else:
            again = ("regenerate", translate("transcript", "Regenerate"))
        return [
            ("copy", translate("transcript", "Copy")),
            *([] if self._retried else [again]),
            ("more", "⋯"),
            *(versions if entry.versions > 1 else []),  # at the edge, where they stand by themselves most of the time
        ]

    def choices(self) -> list[tuple[str, str]]:
        """Every action with its label in words, for a menu and for those who cannot see the signs."""
        words = {
            "previous": translate("transcript", "Previous version"),
            "versions": translate("transcript", "All versions…"),
            "next": translate("transcript", "Next version"),
        }
        shown = [(action, words.get(action, label)) for action, label in self._actions() if action != "more"]
        thoughts = [(COPY_REASONING, translate("transcript", "Copy reasoning"))] if self.entry.reasoning else []
        if not shown:
            return [*self.entry.fixes, *thoughts]
        count = 1 if self._retried else 2
        first, versions = shown[:count], [*shown[count::2], *shown[count + 1 :: 2]]  # all of them behind the two beside
        if not self.entry.from_user:
            first[1:1] = [("copy-markdown", translate("transcript", "Copy as Markdown")), *thoughts]
        more = [
            ("quote", translate("transcript", "Quote")),
            ("source", translate("transcript", "Show the source…")),
            *([(RECEIPT, translate("transcript", "Receipt…"))] if self.entry.footer else []),
        ]
        if not self.entry.from_user:
            more.insert(0, ("another", translate("transcript", "Regenerate with another model…")))
        again = [fix for fix in self.entry.fixes if fix[0] == SEND_AGAIN]
        leave_out = [("withhold", self.entry.leave_out)] if self.entry.leave_out else []
        more += [*again, *leave_out]  # the one undoes the other: in the same place
        whole = translate("transcript", "Delete with what follows")
        delete = whole if self.entry.followed else translate("transcript", "Delete")
        fixes = [fix for fix in self.entry.fixes if fix not in again]
        return [*fixes, *first, *more, *versions, ("delete", delete)]

    def in_vain(self, action: str) -> bool:
        """Whether there is no version on that side."""
        ends = {"previous": 1, "next": self.entry.versions}
        return ends.get(action) == self.entry.version

    def spoken(self) -> dict[str, str]:
        """What those hear who cannot see the signs on the buttons."""
        counted = translate("transcript", "Version {n} of {count}")
        return {
            **dict(self.choices()),
            "versions": counted.format(n=self.entry.version, count=self.entry.versions),
            "more": translate("transcript", "More"),
        }

    def _action_targets(self, style: Style, width: int) -> list[Target]:
        """On the right, where the receipt of an answer does not have to make room for them."""
        high = style.small_height + SPACE // 2
        apart = self._apart * style.small_height + SPACE if self._apart else 0
        y = self.height - high - SPACE // 4 - apart
        x = 0
        found = []
        for action, label in self._actions():
            wide = style.small_advance(label) + (SPACE if action == "versions" else SPACE * 2)
            found.append(Target(QRect(x, y, wide, high), action, label, enabled=not self.in_vain(action)))
            x += wide
        return [target._replace(rect=target.rect.translated(width - x, 0)) for target in found]

    def paint(self, paint: Paint) -> None:
        painter, style = paint.painter, paint.style
        y = 0
        for line, bad in self._lines():
            painter.setPen(QColor(style.theme.danger if bad else style.theme.muted))
            painter.setFont(style.body if bad else style.small)
            high = self._line_height(style, paint.width, line, bad=bad)
            side = Qt.AlignmentFlag.AlignRight if self.entry.from_user else Qt.AlignmentFlag.AlignLeft
            painter.drawText(QRect(0, y, paint.width, high), int(WORDS | side), line)
            y += high + SPACE // 2
        for target in self._fix_targets(style, paint.width):
            paint_button(paint, target, framed=True)
        self._paint_actions(paint)

    def _paint_actions(self, paint: Paint) -> None:
        style = paint.style
        targets = self._action_targets(style, paint.width)
        if not paint.active:  # that there are other versions is always seen
            targets = [target for target in targets if target.action in VERSIONS]
        for target in targets:
            paint_button(paint, target)
        for receipt in self._receipt_targets(style, paint.width):
            room = self._receipt_room(style, paint.width)
            if not self._apart:
                room.setWidth(min((target.rect.left() for target in targets), default=paint.width + SPACE) - SPACE)
            paint_receipt(paint, self.entry.footer, receipt, room)
