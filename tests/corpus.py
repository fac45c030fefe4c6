"""Markdown that is hard on a program: what models and attackers write at their worst, made by rule, not by chance."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MEGABYTE = 1_000_000  # characters


def _nested_lists() -> str:
    return "".join(f"{'  ' * level}- level {level}\n" for level in range(1_000))


def _nested_ordered() -> str:
    return "".join(f"{'   ' * level}{level % 10}. level {level}\n\n" for level in range(300))


def _broken_fences() -> str:
    return "".join(f"{'`' * (3 + n % 4)}python {n}\nprint({n})\n{'~' * (3 + n % 3)}\n" for n in range(20_000))


def _rows() -> str:
    return "| name | value | rest |\n|---|--:|---|\n" + "".join(
        f"| row **{n}** | {n} | `x{n}` |\n" for n in range(2_000)
    )


def _code() -> str:
    lines = "".join(f"def f{n}(x):  # {'a long line ' * (n % 20)}\n    return x * {n}\n\n" for n in range(1_700))
    return f"```python\n{lines}```\n"


def _json() -> str:
    rows = [{"id": n, "name": f"user {n}", "tags": ["a", "b"], "at": {"lat": n / 7, "lon": 2.5}} for n in range(7_000)]
    return f"```json\n{json.dumps(rows, indent=1)}\n```\n"


PATHOLOGICAL: dict[str, Callable[[], str]] = {
    "nested quotes": lambda: ">" * 10_000 + " deep\n",
    "quotes that deepen": lambda: "".join("> " * level + f"level {level}\n" for level in range(500)),
    "nested lists": _nested_lists,
    "nested ordered lists": _nested_ordered,
    "100,000 emphasis marks": lambda: "*a **b " * 33_334,
    "100,000 closed emphasis marks": lambda: "*a* **b** " * 16_667,
    "underscores": lambda: "_a" * 100_000,
    "a line of 1 MB": lambda: "word " * (MEGABYTE // 5),
    "a word of 1 MB": lambda: "x" * MEGABYTE,
    "a line of code of 1 MB": lambda: "```\n" + "x=1;" * (MEGABYTE // 4) + "\n```\n",
    "5,000 lines of code": _code,
    "JSON of 1 MB": _json,
    "JSON of 1 MB on one line": lambda: json.dumps([{"id": n, "name": f"user {n}"} for n in range(30_000)]),
    "table of 2,000 rows": _rows,
    "table of 200 columns": lambda: ("| a " * 200 + "|\n") + ("|---" * 200 + "|\n") + ("| cell " * 200 + "|\n") * 100,
    "table of 60 columns": lambda: "| a " * 60 + "|\n" + "|---" * 60 + "|\n" + ("| **c** `x` " * 60 + "|\n") * 50,
    "table of 20 columns from right to left": lambda: (
        "| \u05d0 " * 20 + "|\n" + "|---" * 20 + "|\n" + ("| **c** `x` " * 20 + "|\n") * 150
    ),
    "pictures in pictures": lambda: ("![" * 390 + "a" + "](x)" * 390 + "\n\n") * 50,
    "items of carriage returns": lambda: "- a\r" * 30_000,
    "marks of footnotes": lambda: "a[^1] " * 20_000,
    "marks of lost footnotes": lambda: "[^a" * 30_000,
    "10,000 links": lambda: "".join(f"[link {n}](https://example.com/{n}) " for n in range(10_000)),
    "10,000 links, a line each": lambda: "".join(f"- [link {n}](https://example.com/{n})\n" for n in range(10_000)),
    "10,000 references": lambda: "".join(f"[a{n}]: https://example.com/{n}\n" for n in range(10_000)) + "[a1] [a2]\n",
    "open brackets": lambda: "[" * 100_000,
    "open images": lambda: "![a](" * 50_000,
    "backticks": lambda: "".join("`" * n + " " for n in range(1, 1_000)),
    "broken fences": _broken_fences,
    "20,000 fences": lambda: "```\nx\n```\n" * 20_000,
    "headings": lambda: "# heading\n\n" * (MEGABYTE // 11),
    "rules": lambda: "---\n\n" * 50_000,
    "blank lines": lambda: "\n" * MEGABYTE,
    "backslashes": lambda: "\\" * 200_000,
    "entities": lambda: "&amp;&#x1F600;&nope " * 20_000,
    "raw tags": lambda: "<a><b></c> <!-- x " * 20_000,
    "autolinks": lambda: "<https://example.com> https://example.com www.example.com a@example.com " * 5_000,
    "dollars": lambda: "$a$ $$b$$ $ 5 \\(c\\) " * 20_000,
    "20,000 formulas": lambda: "".join(f"let $x_{{{n}}}^2$ be " for n in range(20_000)),
    "lines of dollars": lambda: "$$\n" * 300_000,
    "displayed formulas": lambda: "$$\nx_1^2\n$$\n\n" * 70_000,
    "open dollars": lambda: "$$\n" + "x_1^2 " * 50_000,
    "footnotes": lambda: "".join(f"text[^{n}]\n\n[^{n}]: note {n}\n\n" for n in range(5_000)),
    "blank lines in code": lambda: "```\n" + "\n" * 300_000,
    "blank lines in an item's code": lambda: "- ```\n" + "\n" * 100_000,
    "definitions and escaped brackets": lambda: "[x]: y\n\n" + ("\\[" * 1_900 + "\n") * 20,
    "long definitions": lambda: (
        "".join(f"[a{n}]: https://e.com/{'x' * 1_900}\n" for n in range(38))
        + "".join("".join(f"[a{n}] " for n in range(38)) + "\n\n" for _ in range(60))
    ),
    "beginnings of addresses": lambda: "www." * 30_000,
    "schemes of no address": lambda: "x://e " * 4_000 + "\n\n" + "http:// " * 3_000,
    "addresses of files": lambda: "see ftp://e.com/a and file:///home/user/a/long/path/to/a/name.txt " * 400,
    "signs": lambda: "@ " * 6_000 + "! " * 6_000 + ": " * 12_000,
    "opened formulas": lambda: "\\[a\n" * 30_000,
    "combining marks": lambda: "e" + "\u0301" * 50_000,
    "right to left": lambda: "\u202e\u0634\u0644\u0627\u0645 \u05e2\u05d1\u05e8\u05d9\u05ea abc " * 20_000,
    "words from right to left in code": lambda: "```python\n" + ("f(\u0634);" * 150 + "\n") * 100 + "```\n",
    "emoji": lambda: "👩‍👩‍👧‍👦🏳️‍🌈 " * 20_000,
    "task lists": lambda: "- [ ] do **this**\n- [x] done\n" * 10_000,
    "JSON": lambda: "```json\n[" + '{"a": [1, 2, {"b": null}]}, ' * 30_000 + "1]\n```\n",
    "hard breaks": lambda: "line  \n" * 50_000,
    "setext": lambda: "a\n" * 100_000 + "===\n",
}
