"""The built-in help itself: complete, short, well formed, and in step with the program."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt
from PySide6.QtGui import QKeySequence

from desktop.cli import parse
from desktop.demo.guide import FORMATTING, Guide
from desktop.demo.search import sections
from desktop.ui.actions import MENUS

LONGEST = 1_600  # characters of a section: it has to be read in a chat
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def test_every_page_has_a_title_and_only_sections(help_pages: dict[str, str]) -> None:
    for name, page in help_pages.items():
        if name != FORMATTING:
            assert page.startswith("# ")
            assert all(section.title != section.page and section.body for section in sections({name: page})), name


def test_sections_are_short_and_their_titles_differ(help_pages: dict[str, str]) -> None:
    found = sections({name: page for name, page in help_pages.items() if name != FORMATTING})

    assert len({section.title for section in found}) == len(found)
    assert [section.title for section in found if len(section.body) > LONGEST] == []


def test_each_title_finds_its_own_section(help_pages: dict[str, str]) -> None:
    guide = Guide(help_pages)
    pages = {name: page for name, page in help_pages.items() if name != FORMATTING}
    titles = [section.title for section in sections(pages)]
    missed = [title for title in titles if guide.answer(title).split("\n\n")[1] != f"### {title}"]

    assert missed == []


def test_nothing_in_the_help_is_html_or_a_picture(help_pages: dict[str, str]) -> None:
    tokens = [token for page in help_pages.values() for token in READER.parse(page)]
    kinds = {child.type for token in tokens for child in (token, *(token.children or []))}

    assert not kinds & {"html_block", "html_inline", "image"}


def test_the_formatting_sample_has_everything_that_the_transcript_draws(help_pages: dict[str, str]) -> None:
    tokens = READER.parse(help_pages[FORMATTING])
    kinds = {child.type for token in tokens for child in (token, *(token.children or []))}
    wanted = ["heading", "ordered_list", "bullet_list", "table", "blockquote", "link", "strong", "em", "s"]

    assert {f"{kind}_open" for kind in wanted} | {"fence", "code_inline", "hr"} <= kinds


@pytest.mark.usefixtures("qapp")
def test_every_shortcut_of_the_window_is_in_the_help(help_pages: dict[str, str]) -> None:
    keys = [QKeySequence(key).toString() for rows in MENUS.values() for _, _, key in rows if key is not None]

    assert [key for key in keys if key and f"**{key}**" not in help_pages["shortcuts"]] == []


def test_every_option_of_the_command_line_is_in_the_help(
    help_pages: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        parse(["--help"])
    options = set(re.findall(r"--[a-z][a-z-]+", capsys.readouterr().out))

    assert options == set(re.findall(r"--[a-z][a-z-]+", help_pages["command-line"]))
