"""Markdown → HTML for other programs' documents: never a picture, nothing raw, no link that may not be opened."""

from __future__ import annotations

from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from desktop.ui.links import safe_url
from desktop.ui.transcript.document import parser
from desktop.ui.transcript.formula_rules import BLOCK, INLINE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token


@cache
def _renderer() -> RendererHTML:
    from markdown_it.renderer import RendererHTML  # noqa: PLC0415 - as the parser

    class Renderer(RendererHTML):
        def link_open(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
            target = str(tokens[index].attrGet("href") or "")
            return f'<a href="{escape(target)}">' if safe_url(target) else "<span>"

        def link_close(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
            opening = index - 1
            while tokens[opening].type != "link_open":
                opening -= 1
            return "</a>" if safe_url(str(tokens[opening].attrGet("href") or "")) else "</span>"

        def image(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
            target, name = str(tokens[index].attrGet("src") or ""), escape(tokens[index].content)
            return f'<a href="{escape(target)}">{name or "image"}</a>' if safe_url(target) else name

        def footnote_ref(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
            return f"<sup>[{escape(str(tokens[index].meta['label']))}]</sup>"

        def footnote_reference_open(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
            return f"<div>[{escape(str(tokens[index].meta['label']))}] "

        def footnote_reference_close(self, *_: Any) -> str:
            return "</div>"

        def tagged(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
            return f"<{tokens[index].tag}>{escape(tokens[index].content)}</{tokens[index].tag}>"

        def formula(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
            return f"<code>{escape(tokens[index].content)}</code>"

    renderer = Renderer()
    renderer.rules[INLINE] = renderer.rules[BLOCK] = renderer.rules["formula"]
    return renderer


def html_of(markdown: str) -> str:
    """The HTML of a text that is shown as Markdown."""
    env: dict[str, Any] = {}
    return _renderer().render(parser().parse(markdown, env), parser().options, env)
