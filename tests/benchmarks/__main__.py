"""`python -m tests.benchmarks [--json] [NAME…]`: runs `measure()` of every module here, or of those named."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import pkgutil
import subprocess
import sys
from dataclasses import asdict

import tests.benchmarks
from tests.benchmarks.table import Row

HEADINGS = ("figure", "value", "yardstick", "its value", "ratio", "target", "met")


def main() -> int:
    """Print one table, or JSON; 1 when a target was missed."""
    modules = [m.name for m in pkgutil.iter_modules(tests.benchmarks.__path__) if m.name not in ("__main__", "table")]
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(modules))
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    if unknown := set(options.names) - set(modules):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    names = options.names or modules
    rows = measured(names[0]) if len(names) == 1 else [row for name in names for row in apart(name)]
    shown = json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1) if options.json else table(rows)
    print(shown)  # noqa: T201 - what it is for
    return 0 if all(row.met for row in rows) else 1


def measured(name: str) -> list[Row]:
    print(f"measuring {name} …", file=sys.stderr)  # noqa: T201 - a terminal
    module = importlib.import_module(f"tests.benchmarks.{name}")
    return module.measure() if hasattr(module, "measure") else []


def apart(name: str) -> list[Row]:
    """Measured in a process of its own: 50,000 models that one has left behind cost the next a long collection."""
    command = [sys.executable, "-m", "tests.benchmarks", "--json", name]
    printed = subprocess.run(command, stdout=subprocess.PIPE, check=False).stdout
    return [Row(**row) for row in json.loads(printed)]


def table(rows: list[Row]) -> str:
    """The rows in columns, each as wide as its widest entry."""
    lines = [HEADINGS, *(cells(row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join(f"{cell:<{width}}" for cell, width in zip(line, widths, strict=True)) for line in lines)


def cells(row: Row) -> tuple[str, ...]:
    value, yardstick = (
        f"{number:,.{0 if number >= 100 else 2}f} {row.unit}" for number in (row.value, row.yardstick_value)
    )
    return (row.name, value, row.yardstick, yardstick, f"{row.ratio:.2f}", row.target, "yes" if row.met else "NO")


if __name__ == "__main__":
    sys.exit(main())
