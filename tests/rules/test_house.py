"""The rules of the house that a linter does not know."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest
from shiboken6 import Shiboken

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "desktop").rglob("*.py"))
WIDGETS = [path for path in SOURCES if ROOT / "desktop" / "ui" in path.parents]
LONGEST_FILE = 400  # lines
LONGEST_FUNCTION = 30  # lines without the docstring
TOO_LONG = {  # each at the number of lines that it may not outgrow
    "ui/screens/window.py __init__": 44,
    "ui/transcript/style.py __init__": 36,
}

BANNED = {
    "create_task": {"services/tasks.py"},
    "ensure_future": set(),
    "asyncSlot": set(),
    "QThread": set(),
    "exec": {"ui/images/drag_out.py"},  # Qt has no other way to drag; begun from a timer of Qt's, never from a task
    "exec_": set(),
    "processEvents": {"ui/application.py"},
    "openUrl": {"ui/links.py"},
    "clipboard": {"ui/clipboard.py", "ui/composer/pasting.py"},  # which reads it
    "setMarkdown": set(),
    "setHtml": set(),
}
SHOWN = {
    "setText",
    "setPlaceholderText",
    "setToolTip",
    "setWindowTitle",
    "setAccessibleName",
    "setAccessibleDescription",
    "setStatusTip",
    "setTitle",
    "addAction",
    "addItem",
    "addMenu",
    "addTab",
    "QAction",
    "QCheckBox",
    "QGroupBox",
    "QLabel",
    "QPushButton",
    "QRadioButton",
    "showMessage",
}
NAMED_HOSTS = {
    "openrouter.ai",  # whose client this is
    "huggingface.co",  # pages of open models, opened on a click
    "127.0.0.1",  # examples of other endpoints
    "localhost",
    "example.org",
    "demonstration.invalid",  # the address of the demonstration provider, which no network has
    "www.w3.org",  # the name of SVG's namespace
}


IN_UI = {
    inner.relative_to(ROOT / "desktop").as_posix() for inner in (ROOT / "desktop" / "ui").iterdir() if inner.is_dir()
}


@cache
def tree(path):
    return ast.parse(path.read_text("utf-8"), str(path))


@cache
def calls_in(path):
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]


def name_of(call):
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def inside(path):
    return path.relative_to(ROOT / "desktop").as_posix()


def tracked():
    command = ["git", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name for name in listed.decode().split("\0") if name and (ROOT / name).is_file()]


def test_nothing_banned_is_called():
    for path in SOURCES:
        found = {name for name in set(map(name_of, calls_in(path))) & set(BANNED) if inside(path) not in BANNED[name]}
        assert not found, path


def test_what_runs_on_a_thread_is_waited_for():
    for path in SOURCES:
        lines = [n for n in ast.walk(tree(path)) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Call)]
        assert not [line.lineno for line in lines if name_of(line.value) == "on_thread"], path


def test_nothing_sleeps_but_coroutines():
    for path in SOURCES:
        for call in calls_in(path):
            if isinstance(call.func, ast.Attribute) and call.func.attr == "sleep":
                assert isinstance(call.func.value, ast.Name), path
                assert "asyncio" == call.func.value.id, path


def test_painting_ends_whatever_happens():
    """A painter that an exception keeps alive ends the program with the widget."""
    for path in WIDGETS:
        inside_with = {
            id(item.context_expr) for n in ast.walk(tree(path)) if isinstance(n, ast.With) for item in n.items
        }
        for call in calls_in(path):
            if name_of(call) == "QPainter":
                assert id(call) in inside_with, f"{path} line {call.lineno}"


def test_what_is_translated_is_a_plain_string():
    for path in SOURCES:
        for call in calls_in(path):
            if name_of(call) in {"tr", "translate", "QT_TRANSLATE_NOOP"}:
                assert not any(isinstance(argument, ast.JoinedStr) for argument in call.args), path


def test_what_is_translated_is_found_by_those_who_translate():
    """`lupdate` knows `self.tr`, whose context is the class, and those that name their context."""
    for path in WIDGETS:
        for call in calls_in(path):
            if name_of(call) == "tr":
                assert isinstance(call.func, ast.Attribute), f"{path} line {call.lineno}: of which context?"
                assert "self" == getattr(call.func.value, "id", ""), f"{path} line {call.lineno}"


def test_nothing_is_shown_that_cannot_be_translated():
    for path in WIDGETS:
        for call in calls_in(path):
            if name_of(call) in SHOWN and call.args:
                shown = call.args[0]
                parts = shown.values if isinstance(shown, ast.JoinedStr) else [shown]
                literals = [str(part.value) for part in parts if isinstance(part, ast.Constant)]
                words = re.sub(r"<[^>]*>", "", "".join(literals))
                assert not re.search(r"[A-Za-z]{2}", words), f"{path} line {call.lineno}"


def test_a_file_has_one_job():
    for path in SOURCES:
        assert len(path.read_text("utf-8").splitlines()) <= LONGEST_FILE, path


def length_of(function):
    first = function.body[0]
    described = first.end_lineno - first.lineno + 1 if ast.get_docstring(function) is not None else 0
    return function.end_lineno - function.lineno + 1 - described


def test_a_function_has_one_job():
    """Those that are too long still may only become shorter, and leave the list then."""
    found = {}
    for path in SOURCES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and length_of(node) > LONGEST_FUNCTION:
                found[f"{inside(path)} {node.name}"] = length_of(node)

    assert not {name: lines for name, lines in found.items() if lines > TOO_LONG.get(name, 0)}
    assert not set(TOO_LONG) - set(found)


def loaded_by(module):
    code = f"import sys, {module}; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in done.stdout.split()}


@pytest.mark.parametrize("floor", ["domain", "api", "store", "system", "demo", "services"])
def test_below_the_widgets_nothing_knows_qt(floor):
    others = {"__init__", "image_drawing"}  # which runs in a process of its own, where it draws with Qt
    rooms = [f"desktop.{floor}.{p.stem}" for p in SOURCES if p.parent.name == floor and p.stem not in others]

    assert not {"PySide6", "qasync"} & loaded_by(", ".join(rooms))


def test_the_command_line_is_light():
    assert not {"PySide6", "httpx", "asyncio", "msgspec"} & loaded_by("desktop.cli")


def test_every_failure_has_a_sentence_and_a_way_out_of_its_own():
    from desktop.domain.errors import kinds
    from desktop.ui.words import FIXES, TABLE

    assert set(kinds()) == set(TABLE)
    assert len({sentence for sentence, _ in TABLE.values()}) == len(TABLE)
    assert {fix for _, fix in TABLE.values()} <= set(FIXES)


def test_sentences_are_made_for_every_kind(qapp):
    from desktop.domain.errors import kinds
    from desktop.ui.words import sentence_for, way_out

    for kind in kinds().values():
        said = sentence_for(kind("why", host="example.org", status=418, provider="P", retry_after=3))
        assert said
        assert "{" not in said
        assert way_out(kind())[1]


def test_the_architecture_page_names_every_room_and_no_other():
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    named = set(re.findall(r"`desktop/([a-z0-9_/]+?)(?:\.py|/)?`", page))
    rooms = {inside(p).removesuffix(".py") for p in SOURCES if p.stem not in {"__init__", "__main__"}}
    floors = {inside(p.parent) for p in SOURCES if p.name == "__init__.py"} - {"."}

    assert not named - rooms - floors
    assert not {room for room in rooms if room not in named and not room.startswith(tuple(IN_UI & named))}


def test_calls_keep_their_references_to_none_and_true():
    """PySide6 6.12.0 lost one per call (PYSIDE-3474), which ends Python 3.11 after some thousand calls."""
    code = (
        "import sys\nfrom PySide6.QtCore import QCoreApplication, QObject\n"
        "app = QCoreApplication([])\nthing = QObject()\nthing.objectNameChanged.connect(lambda name: None)\n"
        "none, true = sys.getrefcount(None), sys.getrefcount(True)\n"
        "for n in range(1000):\n"
        "    app.processEvents()\n    thing.setObjectName(str(n))\n    thing.objectNameChanged.emit('')\n"
        "assert sys.getrefcount(None) > none - 50\nassert sys.getrefcount(True) > true - 50\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_mistake_in_what_qt_calls_does_not_end_the_program():
    """Without `desktop.ui.overrides` this dies on Python 3.11."""
    code = (
        "import desktop.ui\nfrom PySide6.QtCore import QEvent\nfrom PySide6.QtWidgets import QApplication, QWidget\n"
        "class Below(QWidget):\n"
        "    def changeEvent(self, event):\n        [].pop()\n"
        "class Above(Below):\n"
        "    def event(self, event):\n        return super().event(event)\n"
        "app = QApplication([])\n"
        "try:\n    Above().setEnabled(False)\nexcept IndexError:\n    print('raised')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "raised" in done.stdout + done.stderr


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="an exception is an object from the start there")
def test_every_method_that_qt_may_call_is_caught():
    """Also one that comes from a class beside Qt's."""
    for _, name, _ in pkgutil.walk_packages([str(ROOT / "desktop" / "ui")], "desktop.ui."):
        importlib.import_module(name)
    for kind in below(Shiboken.Object):
        qt = next(base for base in kind.__mro__ if not base.__module__.startswith("desktop."))
        for name in dir(qt) if kind is not qt else ():
            method = inspect.getattr_static(kind, name)
            if inspect.isfunction(method) and method.__module__.startswith("desktop.") and not name.startswith("_"):
                assert hasattr(method, "__wrapped__"), f"{kind.__qualname__}.{name}"


def below(kind):
    for one in kind.__subclasses__():
        yield one
        yield from below(one)


def test_qt_is_new_enough_to_be_safe():
    """6.11.2 mended the last of its known holes in what is used here (CVE-2026-76151)."""
    from PySide6.QtCore import __version_info__

    assert (6, 11, 2) <= __version_info__[:3]


def test_every_dependency_has_its_reason_beside_it():
    lines = (ROOT / "pyproject.toml").read_text("utf-8").splitlines()
    project = tomllib.loads("\n".join(lines))
    wanted = [*project["project"]["dependencies"], *(d for g in project["dependency-groups"].values() for d in g)]
    for dependency in wanted:
        at = next(n for n, line in enumerate(lines) if f'"{dependency}"' in line)
        assert "#" in lines[at] or "#" in lines[at - 1], dependency


def test_locks_hold_hashes_and_no_addresses():
    for lock in sorted((ROOT / "packaging").glob("requirements*.txt")):
        text = lock.read_text("utf-8")
        assert "://" not in text
        assert "--index" not in text
        assert text.count("--hash=sha256:") >= len(re.findall(r"^[a-z].*==", text, re.MULTILINE))


def test_no_file_names_a_place_on_one_machine():
    here = str(ROOT.parent) + "/"
    for path in tracked():
        if path.suffix not in {".png", ".ico"}:
            assert here not in path.read_text("utf-8", "replace"), path


def test_the_program_holds_no_address_of_others():
    """In its comments it may say where a rule comes from."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for path in SOURCES:
        nodes = list(ast.walk(tree(path)))
        docstrings = {ast.get_docstring(n, clean=False) for n in nodes if isinstance(n, documented)}
        texts = {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}
        for text in texts - docstrings:
            assert not set(re.findall(r"\bhttps?://([\w.-]*\w)", text)) - NAMED_HOSTS, path


def test_no_file_names_a_package_registry():
    for path in tracked():
        assert not re.search(
            r"\bpy[p]i\.org|python[h]osted|debian\.[o]rg|npm[j]s\.", path.read_text("utf-8", "replace")
        ), path


def test_the_changelog_knows_this_version():
    from desktop.version import __version__

    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
