"""Where the menu's actions meet the screens, and what the whole window accepts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QMenu

from desktop.domain.attachment import MOST
from desktop.domain.parts import Modality
from desktop.domain.picture_rules import RULES
from desktop.ui import actions
from desktop.ui.dialogs.about import AboutDialog
from desktop.ui.dialogs.frame import open_dialog
from desktop.ui.dialogs.link import ask_to_open
from desktop.ui.dialogs.shortcuts import ShortcutsDialog
from desktop.ui.images.drop import DropTarget
from desktop.ui.kind_words import lack

if TYPE_CHECKING:
    from desktop.services.preferences import Preferences
    from desktop.services.workspace import Workspace
    from desktop.ui.images.mime import Brought
    from desktop.ui.main_window import MainWindow
    from desktop.ui.screens.account import AccountScreen
    from desktop.ui.screens.catalog import CatalogScreen
    from desktop.ui.screens.chat import ChatScreen
    from desktop.ui.screens.models import ModelsScreen
    from desktop.ui.screens.sidebar import SidebarScreen
    from desktop.ui.screens.viewer import ViewerScreen


VERSIONS = {"previous-version": -1, "next-version": 1}
WITH_ANSWERS = ("stop", "regenerate", "edit", "copy", *VERSIONS)  # actions that a chat may have nothing for


class WindowScreen(QObject):
    """Joins every action of the table to the verb it stands for."""

    def __init__(
        self,
        window: MainWindow,
        workspace: Workspace,
        chat: ChatScreen,
        sidebar: SidebarScreen,
        catalog: CatalogScreen,
        models: ModelsScreen,
        account: AccountScreen,
        viewer: ViewerScreen,
    ) -> None:
        super().__init__(window)
        self._window, self._workspace = window, workspace
        self._is_text, self._messages = chat.is_text, chat.messages
        verbs = {
            "new": workspace.new,
            "rename": sidebar.rename_current,
            "delete": sidebar.delete_current,
            "key": account.open_key,
            "endpoint": account.open_endpoint,
            "demo": account.try_demo,
            "stop": chat.stop,
            "regenerate": chat.regenerate_last,
            "edit": chat.edit_last,
            "copy": chat.copy_last,
            "versions": chat.messages.show_versions,
            "model": catalog.focus_search,
            "models": models.open,
            "refresh": catalog.refresh,
            "find": window.chat.open_find,
            "find-next": lambda: window.chat.find_again(1),
            "find-previous": lambda: window.chat.find_again(-1),
            "sidebar": window.toggle_left,
            "composer": window.chat.composer.focus_editor,
            "shortcuts": self.show_shortcuts,
            "about": self.show_about,
        }
        for name, verb in verbs.items():
            window.actions_by_id[name].triggered.connect(lambda _checked=False, verb=verb: verb())
        self._join_answers()
        window.chat.model_clicked.connect(catalog.focus_search)
        window.chat.transcript.link_activated.connect(self.ask_link)
        window.chat.transcript.picture_activated.connect(viewer.open)
        self._accept_drops(chat)

    def _say_copied(self, done: bool) -> None:  # noqa: FBT001 - a signal's
        """What takes longer cannot be pasted until it is there."""
        self._window.show_briefly(self.tr("Copied.") if done else self.tr("Copying …"))

    def _accept_drops(self, chat: ChatScreen) -> None:
        drops = DropTarget(self._window, self._drop_line)
        drops.dropped.connect(chat.offer)
        drops.written.connect(self._window.chat.composer.write)
        drops.inserted.connect(self._window.chat.composer.insert)
        drops.doubted.connect(lambda paths: chat.look_into(paths, partial(drops.refuse, paths)))
        drops.missed.connect(self._window.chat.composer.say_missed)

    def _join_answers(self) -> None:
        for name, step in VERSIONS.items():
            self._window.actions_by_id[name].triggered.connect(lambda _=False, by=step: self._messages.turn(by))
        menu = next(o for o in self._window.actions_by_id["stop"].associatedObjects() if isinstance(o, QMenu))
        menu.aboutToShow.connect(self._show_what_can_be_done)
        menu.aboutToHide.connect(self._enable_keys)
        self._window.chat.transcript.copying.worked.connect(self._say_copied)

    def _show_what_can_be_done(self) -> None:
        """With answers, as long as their menu is open."""
        chat = self._workspace.chat
        asked = len(chat.conversation.branch_ids())
        free = not chat.answering
        turned = (bool(self._messages.version_beside(step)) for step in VERSIONS.values())
        able = (not free, free and asked > 1, free and asked > 0, asked > 1, *turned)
        for name, enabled in zip(WITH_ANSWERS, able, strict=True):
            self._window.actions_by_id[name].setEnabled(enabled)

    def _enable_keys(self) -> None:
        """Whoever uses the keys is told why nothing can be done."""
        for name in WITH_ANSWERS:
            self._window.actions_by_id[name].setEnabled(True)

    def join_rules(self, preferences: Preferences) -> None:
        """Let the menu say which pictures are sent along and where, from the next question on."""

        def show() -> None:
            self._window.actions_by_id[f"pictures-{preferences.newest_pictures}"].setChecked(True)
            first.setChecked(preferences.pictures_first)
            originals.setChecked(preferences.keeps_originals)

        first, originals = (self._window.actions_by_id[name] for name in ("pictures-first", "originals"))
        first.triggered.connect(preferences.send_pictures_first)
        originals.triggered.connect(preferences.keep_originals)
        for rule in RULES:
            choice = self._window.actions_by_id[f"pictures-{rule}"]
            choice.triggered.connect(lambda _checked=False, rule=rule: preferences.send_newest(rule))
        preferences.changed.connect(show)
        show()

    def _drop_line(self, brought: Brought) -> tuple[str, bool]:
        """What dropping will do, named while the drag is still on; or why it can do nothing."""
        if brought.pages or (brought.addresses and all(map(self._is_text, brought.addresses))):
            several = len(brought.pages) > 1 or len(brought.addresses) > 1
            said = self.tr("Drop the address → it becomes text of the question")
            return self.tr("Drop the addresses → they become text of the question") if several else said, True
        if brought.count > self._workspace.intake.room:
            there = len(self._workspace.intake.attachments)
            return self.tr("A question takes {most} files; attached: {n}").format(most=MOST, n=there), False
        if lacks := self._lacks(brought):
            return self.tr("Drop to attach · {lack}").format(lack=lacks), True
        return self._invitation(brought), True

    def _lacks(self, brought: Brought) -> str:
        """What the model cannot do with it; "" where it can."""
        workspace, model = self._workspace, self._workspace.model
        if model is None:
            return ""
        kinds = sorted(workspace.asked().lacks & set(brought.kinds))
        said = lack(model.name, kinds).removesuffix(".") if kinds else ""
        parsed = set(brought.kinds).difference(kinds) & {Modality.FILE}
        if not parsed or model.takes(Modality.FILE) is not False:
            return said
        text = self.tr("{model} gets only the text of PDFs")
        if said:
            text = self.tr("{lack}, and gets only the text of PDFs")
        return text.format(lack=said, model=model.name)

    def _invitation(self, brought: Brought) -> str:
        far = len(brought.addresses) == brought.count
        said = self._for_one(brought, far=far) if brought.count == 1 else self._for_several(brought, far=far)
        model = self._workspace.model
        return said.format(n=brought.count, model=model.name if model else self._workspace.model_id)

    def _for_one(self, brought: Brought, *, far: bool) -> str:
        """Nobody may look, during a drag, whether a name without an ending is a folder's."""
        [kind] = brought.kinds
        if far:
            picture = self.tr("Drop the picture → send its address to {model}")
            return picture if kind is Modality.IMAGE else self.tr("Drop the file → send its address to {model}")
        if brought.folders:
            return self.tr("Drop the file or folder → ask {model}")
        said = {
            Modality.IMAGE: self.tr("Drop the picture → ask {model}"),
            Modality.FILE: self.tr("Drop the PDF → ask {model}"),
            Modality.AUDIO: self.tr("Drop the recording → ask {model}"),
            Modality.VIDEO: self.tr("Drop the video → ask {model}"),
        }
        return said[kind] if kind else self.tr("Drop the file → ask {model}")

    def _for_several(self, brought: Brought, *, far: bool) -> str:
        if brought.kinds.count(Modality.IMAGE) == brought.count:
            pictures = self.tr("Drop {n} pictures → ask {model}")
            return self.tr("Drop {n} pictures → send their addresses to {model}") if far else pictures
        if far:
            return self.tr("Drop {n} files → send their addresses to {model}")
        if brought.folders:
            return self.tr("Drop {n} files and folders → ask {model}")
        return self.tr("Drop {n} files → ask {model}")

    def ask_link(self, address: str, said: str = "") -> None:
        """Show where a link with this text goes; it opens only from there."""
        ask_to_open(address, said, self._window)

    def show_shortcuts(self) -> None:
        """Over the window that is in use, which may be that of all models."""
        over = QApplication.activeWindow() or self._window
        open_dialog(ShortcutsDialog(actions.shortcuts(self._window.actions_by_id), over))

    def show_about(self) -> None:
        dialog = AboutDialog(self._window)
        open_dialog(dialog)
