"""Bring the translations up to date with the program, and compile them.

    python packaging/make_translations.py [LANGUAGE…]

New and changed strings of desktop/ui go into packaging/translations/parley_LANGUAGE.ts, marked as unfinished;
those that are gone are taken out. Each file is compiled into resources/translations. A language that is named and
new, such as `fr` or `pt_BR`, gets a file of its own.
"""

from __future__ import annotations

import argparse
import subprocess
from pathlib import Path

import PySide6

ROOT = Path(__file__).parent.parent
SOURCES = ROOT / "packaging" / "translations"
TARGETS = ROOT / "resources" / "translations"
TOOLS = Path(PySide6.__file__).parent


def update(source: Path) -> None:
    """Merge the program's strings into a file of translations; the language is in its name."""
    language = source.stem.partition("_")[2]
    files = sorted(str(file) for file in (ROOT / "desktop" / "ui").rglob("*.py") if file.stat().st_size)
    options = ["-silent", "-no-obsolete", "-locations", "none", "-target-language", language]
    subprocess.run([TOOLS / "lupdate", *files, *options, "-ts", source], check=True)


def release(source: Path, target: Path) -> None:
    subprocess.run([TOOLS / "lrelease", "-silent", source, "-qm", target], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Bring the translations up to date, and compile them.")
    parser.add_argument("languages", nargs="*", metavar="LANGUAGE", help="also one that is new")
    parser.add_argument("--sources", type=Path, default=SOURCES, help="folder of the .ts files")
    parser.add_argument("--targets", type=Path, default=TARGETS, help="folder for the .qm files")
    options = parser.parse_args()
    for folder in (options.sources, options.targets):
        folder.mkdir(parents=True, exist_ok=True)
    named = {options.sources / f"parley_{language}.ts" for language in options.languages}
    for source in sorted({*options.sources.glob("parley_*.ts"), *named}):
        update(source)
        release(source, options.targets / f"{source.stem}.qm")
        unfinished = source.read_text("utf-8").count('type="unfinished"')
        print(f"{source.name}: {unfinished} unfinished")


if __name__ == "__main__":
    main()
