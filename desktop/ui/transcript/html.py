"""Markdown → HTML for other programs' documents: never a picture, nothing raw, no link that may not be opened."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from desktop.domain.unseen import spell_out
from desktop.ui.links import safe_url
from desktop.ui.transcript.formula_rules import BLOCK, INLINE
from desktop.ui.transcript.inline import alert_in, title_of
from desktop.ui.transcript.lists import box_of
from desktop.ui.transcript.parsing import is_too_deep, parser
from desktop.ui.transcript.tags import TAGGED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token

# What ends and begins again where a text is cut: end, beginning, and what parts the words then.
_SEAMS = (
    ("</blockquote>\n", re.compile("<blockquote>\n"), ""),
    ("</ul>\n", re.compile("<ul>\n"), ""),
    ("</ol>\n", re.compile(r'<ol(?: start="\d+")?>\n'), ""),
    ("</tbody>\n</table>\n", re.compile("<table>\n<thead>.*?</thead>\n<tbody>\n", re.DOTALL), ""),
    ("</p>\n", re.compile("<p>"), "<br />\n"),
)
AROUND = 3  # of them, those of lists and quotes
_AROUND = r"p|h[1-6]|li|ul|ol|blockquote|div"
_ENDS = re.compile(rf"(?:</(?:{_AROUND})>\n)*\Z")
_STARTS = re.compile(rf"(?:<(?:{_AROUND})(?: [^>]*)?>\n?)*")
_TAG = re.compile(r"<(\w+)([^>]*)>")


@cache
def _renderer() -> RendererHTML:
    from markdown_it.renderer import RendererHTML  # noqa: PLC0415 - as the parser

    class Renderer(RendererHTML):
        def image(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
            target, name = str(tokens[index].attrGet("src") or ""), escape(tokens[index].content)
            return f'<a href="{escape(target)}">{name or "image"}</a>' if safe_url(target) else name or _file(target)

        def footnote_ref(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
            return f"<sup>[{escape(str(tokens[index].meta['label']))}]</sup>"

        def footnote_reference_open(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
            return f"<div>[{escape(str(tokens[index].meta['label']))}] "

        def footnote_reference_close(self, *_: Any) -> str:
            return "</div>"

        def tagged(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
            return f"<{tokens[index].tag}>{escape(tokens[index].content)}</{tokens[index].tag}>"

        def display(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
            return f"<p>{self.formula(tokens, index)}</p>\n"

        def formula(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
            return f"<code>{escape(tokens[index].content)}</code>"

    renderer = Renderer()
    renderer.rules["softbreak"] = renderer.rules["hardbreak"]  # as it is seen
    renderer.rules[INLINE], renderer.rules[BLOCK] = renderer.rules["formula"], renderer.rules["display"]
    return renderer


def html_of(markdown: str) -> str | None:
    """The HTML of a text that is shown as Markdown; None when it is nested too deep for that."""
    env: dict[str, Any] = {}
    tokens = parser().parse(markdown, env)
    if is_too_deep(tokens):
        return None
    tokens = _with_alerts(tokens)
    _put_boxes(tokens)
    _make_honest(tokens)
    return _renderer().render(tokens, parser().options, env).replace("<p></p>\n", "")


def _file(target: str) -> str:
    """The name of a picture's file, where nothing else names the picture and it is one beside the text."""
    return "" if ":" in target or target.startswith("#") else escape(unquote(target))


def _with_alerts(tokens: list[Token]) -> list[Token]:
    """With what an alert is called in a paragraph of its own, in the place of the line that says so."""
    found: list[Token] = []
    for at, token in enumerate(tokens):
        kinds = [before.type for before in tokens[max(0, at - 2) : at]]
        alert = alert_in(token.content) if kinds == ["blockquote_open", "paragraph_open"] else ""
        if alert:
            make, name = type(token), title_of(alert)[0]
            strong = (
                make("strong_open", "strong", 1),
                make("text", "", 0, content=name),
                make("strong_close", "strong", -1),
            )
            title = token.copy(children=list(strong))
            children = token.children or []
            breaks = [number for number, child in enumerate(children) if child.type.endswith("break")]
            token.children = children[breaks[0] + 1 :] if breaks else []
            found += [title, make("paragraph_close", "p", -1, block=True), found[-1]]
        found.append(token)
    return found


def _put_boxes(tokens: Sequence[Token]) -> None:
    """Put a box before each task."""
    for item, _, words in zip(tokens, tokens[1:], tokens[2:], strict=False):
        parts = words.children or []
        if item.type == "list_item_open" and parts and (box := box_of(parts[0].content)):
            parts[0].content = parts[0].content[len(box) :]
            done = {"checked": ""} if box == "[x]" else {}
            parts.insert(0, type(words)("box", "input", 0, {"type": "checkbox", **done, "disabled": ""}))


def _make_honest(tokens: Sequence[Token]) -> None:
    """Leave no link that may not be opened; spell out what deceives in links and in code among words, as is seen."""
    for token in tokens:
        links = [False]  # those around a word: whether each may be opened
        for part in token.children or []:
            if part.type == "link_open":
                links.append(bool(safe_url(str(part.attrGet("href") or ""))))
                part.tag, part.attrs = ("a", part.attrs) if links[-1] else ("span", {})
                if title := part.attrs.get("title"):
                    part.attrs["title"] = spell_out(str(title))
            elif part.type == "link_close":
                part.tag = "a" if links.pop() else "span"
            elif part.type in {"code_inline", "image"} or (links[-1] and part.type in {"text", TAGGED}):
                part.content = spell_out(part.content)


def html_of_code(code: str, language: str) -> str:
    """The HTML of a block of code, which may be too long to be parsed at once."""
    named = f' class="language-{escape(language)}"' if language else ""
    return f"<pre><code{named}>{escape(code)}\n</code></pre>\n"


def sewn(before: str, after: str, seams: Sequence[tuple[str, re.Pattern[str], str]] = _SEAMS) -> str:
    """HTML that goes on in a piece of its own: in the same list, quote, table or paragraph, where that is seen."""
    for end, start, between in seams:
        if before.endswith(end) and (begun := start.match(after)):
            return before.removesuffix(end) + between + after[begun.end() :]
    return before + after


def sewn_inside(before: str, after: str, quotes: int, *, counting: bool) -> str:
    """HTML of two blocks of so many quotes, or of a list in them; one of numbers goes on if it is `counting`."""
    for seam in _SEAMS[: AROUND if counting else AROUND - 1]:
        quoted = seam is _SEAMS[0]
        if before.endswith(seam[0]) and (begun := seam[1].match(after)) and (quotes or not quoted):
            inside = before.removesuffix(seam[0]), after[begun.end() :]
            return sewn_inside(*inside, quotes - quoted, counting=counting)
    return before + after


def sewn_in_line(before: str, after: str) -> str:
    """HTML that goes on in the middle of a line, in whatever that stands."""
    end, start = _ENDS.search(before), _STARTS.match(after)
    if end is None or start is None or not start[0]:
        return before + after
    around = _TAG.findall(start[0])
    words, _, rest = after[start.end() :].partition(f"</{around[-1][0]}>\n")
    begun = around[:-1]
    while begun and rest.startswith(close := f"</{begun[-1][0]}>\n"):
        rest = rest.removeprefix(close)
        begun.pop()
    again = "".join(f"<{tag}{more}>\n" for tag, more in begun)
    return sewn(before[: end.start()] + words + end[0], again + rest, _SEAMS[:-1])
