"""Where saved searches are kept, and what is lost of them is offered back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.domain.foreign import LONGEST_NAME, one_line
from desktop.ui.notices import UNDO_SECONDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.services.preferences import Preferences
    from desktop.ui.browser.views import ViewsButton
    from desktop.ui.notices import NoticeBar

translate = QCoreApplication.translate


def join_views(views: ViewsButton, preferences: Preferences, notices: NoticeBar) -> None:
    """Have searches saved, renamed and forgotten, and show those that are."""

    def keep(changed: Mapping[str, str | None]) -> None:
        before = {name: preferences.views.get(name) for name in changed}
        preferences.keep_views(changed)
        for name, text in before.items():
            if text is not None and text not in changed.values():
                _offer_back(name, before, preferences, notices)

    views.saved.connect(lambda name, text: keep({name: text}))
    views.removed.connect(lambda name: keep({name: None}))
    views.renamed.connect(lambda name, new: keep({name: None, new: preferences.views[name]}))
    preferences.changed.connect(lambda: views.show_views(preferences.views))
    views.show_views(preferences.views)


def _offer_back(name: str, before: Mapping[str, str | None], preferences: Preferences, notices: NoticeBar) -> None:
    """Say that what a name stood for is gone, and bring it back on demand with all that went along."""
    key = f"view {name}"

    def undo() -> None:
        notices.remove_notice(key)
        preferences.keep_views(before)

    replaced = translate("views", "“{name}” stands for another search now.")
    said = replaced if name in preferences.views else translate("views", "The saved search “{name}” was removed.")
    ways = [(translate("views", "Undo"), undo)]
    notices.show_notice(key, said.format(name=one_line(name, LONGEST_NAME)), ways, seconds=UNDO_SECONDS)
