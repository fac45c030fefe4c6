"""What the parser reads beyond CommonMark: GitHub's extensions, footnotes, and emphasis beside CJK text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from unicodedata import category, east_asian_width

from linkify_it import LinkifyIt
from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import list_block
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.linkify import linkify
from markdown_it.rules_inline.state_inline import Scanned
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_ref

from desktop.domain.formulas import is_in_display
from desktop.ui.transcript.formula_rules import read_formulas
from desktop.ui.transcript.html_table import read_tables
from desktop.ui.transcript.inline import LOST
from desktop.ui.transcript.pre import read_pre
from desktop.ui.transcript.tags import read_tags

if TYPE_CHECKING:
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token
    from markdown_it.utils import EnvType

LONGEST = 2_000  # characters of an address that becomes a link
FORMULA_LINES = 100  # in which the end of a formula is looked for
_LISTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}  # as the parser has them

# A number, or a word that is not the class of a regular expression, such as [^a-z] or [^abc]+.
_NOTE = re.compile(r"\[\^(?:\d{1,3}|(?!\w-\w\])[^\W\d_][\w-]*)\](?![*+?{(:])")
_SCHEME = re.compile(r"(?<![a-z0-9.+-])https?$", re.IGNORECASE)
_HOST = re.compile(r"[\w.-]{1,253}(?![\w.-])")  # no name of a host is longer: not looked for in all that follows
# What stands in CJK text behind an address and is never part of it.
_BEHIND_ADDRESS = re.compile(
    "[\u3001\u3002\u3008-\u3011\u3014-\u301b\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f“”…]|~~"
    '|"[\U0010f000-\U0010ffff]'  # nor is the mark of a source
)


class Dialect(MarkdownIt):
    """The parser. Raw HTML is off: it stays text, but for a few tags among words.

    Nesting is limited, so that no answer can exhaust the stack.
    """

    def __init__(self, nesting: int) -> None:
        super().__init__("commonmark", {"html": False, "maxNesting": nesting, "linkify": True})
        self.options["strikethrough_single_tilde"] = True
        self.enable(["table", "strikethrough", "linkify"])
        active = self.get_active_rules()
        self.linkify = _Addresses()
        self.inline = _Inline()
        self.inline.ruler.enableOnly(active["inline"])
        self.inline.ruler2.enableOnly(active["inline2"])
        read_tags(self.inline)
        footnote_plugin(self, inline=False, move_to_end=False)
        self.inline.ruler.at("footnote_ref", _note)
        self.inline.ruler.at("linkify", _address)
        read_formulas(self)
        self.block.ruler.at("list", _list, _LISTS)
        read_pre(self)
        read_tables(self)

    def normalizeLinkText(self, link: str) -> str:
        """An address as it was written: decoded, it could look like another one."""
        return link


class _Inline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class _State(StateInline):
    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: FBT001, N803 - the parser's names
        """Where a run of marks may open and close.

        CommonMark looks at blanks and punctuation around words. CJK text has no blanks, so that **「this」** would not
        close before a letter: there, CJK characters count as blanks do beside punctuation, and CJK punctuation as
        letters. A single tilde inside a word is a range, not a mark.
        """
        mark = self.src[start]
        end = start
        while end < self.posMax and self.src[end] == mark:
            end += 1
        before = _kind(self.src[start - 1] if start else " ")
        after = _kind(self.src[end] if end < self.posMax else " ")
        left = after != "blank" and (after != "sign" or before in _BREAKS)
        right = before != "blank" and (before != "sign" or after in _BREAKS)
        whole = not canSplitWord or (mark == "~" and end == start + 1)
        can_open = left and not (whole and right and before not in _SIGNS)
        can_close = right and not (whole and left and after not in _SIGNS)
        return Scanned(can_open, can_close, end - start)


_SIGNS = {"sign", "wide sign"}
_BREAKS = {"blank", "sign", "wide", "wide sign"}


@lru_cache(maxsize=2_000)
def _kind(character: str) -> str:
    """What a character is to emphasis: "blank", "sign" (punctuation), "wide" (CJK), "wide sign" or "letter"."""
    if isWhiteSpace(ord(character)):
        return "blank"
    sign = isMdAsciiPunct(ord(character)) or isPunctChar(character)
    wide = east_asian_width(character) in "WFH" and category(character) != "So"
    return "wide sign" if wide and sign else "wide" if wide else "sign" if sign else "letter"


class _Addresses(LinkifyIt):  # type: ignore[misc]  # it has no types
    """Finds addresses in running text: of the web, with their scheme or www., and of mail; no bare hosts, no others."""

    def __init__(self) -> None:
        super().__init__({"ftp:": None, "//": None}, {"fuzzy_link": False, "fuzzy_email": True, "fuzzy_ip": False})
        self.add("www.", {"validate": self._host_length, "normalize": self._with_scheme})

    def _host_length(self, text: str, at: int) -> int:
        """How long the address is behind "www."."""
        if not _HOST.match(text, at):
            return 0
        pattern = self.re["src_host_port_strict"] + self.re["src_path"]
        found = re.compile(pattern, re.IGNORECASE).match(text, at)
        return len(found.group()) if found else 0

    def _with_scheme(self, match: Any) -> None:
        match.url = "http://" + match.url

    def pretest(self, text: str) -> bool:
        """Whether there may be an address at all: the patterns for all kinds of them take half a millisecond a text."""
        return "@" in text or ":" in text or "www." in text.lower()

    def test(self, text: str) -> bool:
        return self.pretest(text) and super().test(text)

    def match_at_start(self, text: str) -> Any:
        [word, *_] = text[: LONGEST + 1].split(maxsplit=1)
        found = super().match_at_start(_BEHIND_ADDRESS.split(word, maxsplit=1)[0])
        if not found or found.last_index > LONGEST:
            return None
        found.url = found.url.rstrip("*_~")  # marks around it
        return found


def _address(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - called by the parser
    """An address behind its scheme, which the parser's own rule looks for in all the text before any `://`."""
    before = state.pending
    return _SCHEME.search(before, max(0, len(before) - len("https"))) is not None and linkify(state, silent)


def _note(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - called by the parser
    """A reference to a footnote, whether or not its text has come yet; none to what is known to have no text."""
    found = _NOTE.match(state.src, state.pos)
    is_one = found is not None and found[0][2:-1] not in state.env.get(LOST, ())
    return is_one and footnote_ref(state, silent, always_match=True)


def _list(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - called by the parser
    """A list, but none for a sign at the start of a line in a formula that begins among the words above."""
    interrupts = silent and state.parentType == "paragraph"
    return list_block(state, line, end, silent) and not (interrupts and _is_in_formula(state, line, end))


def _is_in_formula(state: StateBlock, line: int, end: int) -> bool:
    before = state.getLines(state.line, line, state.blkIndent, True)
    if "$$" not in before and "\\[" not in before:
        return False
    last = min(end, line + FORMULA_LINES)
    last = next((at for at in range(line, last) if state.isEmpty(at)), last)
    return is_in_display(before + state.getLines(line, last, state.blkIndent, False), len(before))
