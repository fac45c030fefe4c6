"""The language of the window: the first of the person's languages that there is a translation for, else English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

from desktop.system.paths import resource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QCoreApplication

UNTRANSLATED = {"en", "C"}


def install(app: QCoreApplication, languages: Sequence[str] | None = None) -> list[QTranslator]:
    """Translate what is shown from now on. Where English is wanted no file is looked for.

    `languages` are names such as `de-AT`, the dearest first; those of the system when not given.
    """
    for name in QLocale.system().uiLanguages() if languages is None else languages:
        if name.partition("-")[0] in UNTRANSLATED:
            break
        if own := _installed(app, "parley", name, str(resource("translations"))):
            qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            return [*own, *_installed(app, "qtbase", name, qt)]
    return []


def _installed(app: QCoreApplication, what: str, name: str, folder: str) -> list[QTranslator]:
    """The translator of a language, installed; Qt itself looks for `de` where there is no `de_AT`."""
    translator = QTranslator()
    if not translator.load(f"{what}_{name.replace('-', '_')}", folder):
        return []
    translator.setParent(app)
    app.installTranslator(translator)
    return [translator]
