"""What the first line of a fence says."""

from __future__ import annotations

import pytest

from desktop.domain.block import BlockKind
from desktop.domain.blocks import Growing
from desktop.domain.fences import info_in, nested_fence

INFO = [
    ("", "", ""),
    ("  python ", "python", ""),
    ("python:src/main.py", "python", "src/main.py"),
    ("json:package.json", "json", "package.json"),
    ("python:3.11", "python", ""),
    ("make:Makefile", "make", ""),
    ("12:20:src/main.py", "py", "src/main.py"),
    ("src/main.py", "py", "src/main.py"),
    ("red/system", "red/system", ""),
    ("vb.net", "vb.net", ""),
    ("c++", "c++", ""),
    ("js {1,3}", "js", ""),
    ("js{1,3}", "js", ""),
    ("rust,ignore", "rust", ""),
    ("js:title=src/x.js", "js", "src/x.js"),
    ('python title="a b.py" x', "python", "a b.py"),
    ("python filename='x.py'", "python", "x.py"),
    ("python title=''", "python", ""),
    ("{.python .numberLines}", "python", ""),
    ('{#id .python filename="x.py"}', "python", "x.py"),
    ("{r, echo=FALSE}", "r", ""),
    ("{}", "", ""),
]


@pytest.mark.parametrize(("text", "language", "file"), INFO)
def test_the_language_and_the_file_are_told_however_they_are_written(text: str, language: str, file: str) -> None:
    assert info_in(text) == (language, file)


def test_a_block_of_code_has_both_above_it() -> None:
    growing = Growing()
    growing.feed("```py:a/b.py\nx\n```\n\n```\ny\n```\n\n[1]")
    growing.close()

    assert ["py · a/b.py", "", ""] == [block.title for block in growing]


@pytest.mark.parametrize(
    "text",
    [
        "```math\na\n\n# b\n- c\n```\n",
        "~~~ Math\na\n\nb\n~~~\n",
        "- a\n  ```math\n  b\n\n  c\n  ```\n",
        "- ```math\n  b\n\n  c\n  ```\n",
        "> ```math\n> b\n>\n> c\n> ```\n",
        "> - a\n>   ```math\n>   - b\n>   ```\n",
        "> - ```math\n>   b\n>\n>   c\n>   ```\n",
    ],
)
def test_a_formula_between_fences_stays_in_its_place(text: str) -> None:
    growing = Growing()
    growing.feed(text + "\nend\n")
    growing.close()

    assert {BlockKind.PROSE} == {block.kind for block in growing}
    assert text in growing[0].source


def test_behind_a_formula_text_is_text_again() -> None:
    growing = Growing()
    growing.feed("```math\na\n```\n\n# b\n\n```\nc\n```\n")
    growing.close()

    assert [BlockKind.PROSE, BlockKind.PROSE, BlockKind.CODE] == [block.kind for block in growing]


def test_a_long_formula_is_opened_again_where_it_stands() -> None:
    growing = Growing()
    growing.feed("- a\n  ```math\n" + "  x + y\n" * 1_500 + "  ```\n")
    growing.close()

    assert len(growing) > 1
    assert {"- #\n  ```math\n"} == {block.context for block in growing.sealed[1:]}


@pytest.mark.parametrize("line", ["    ```math", "```py", "math"])
def test_what_is_indented_or_called_otherwise_is_no_formula(line: str) -> None:
    assert nested_fence(line) is None
