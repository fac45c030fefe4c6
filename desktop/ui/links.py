"""The one place that opens links, and the one that says which links may be opened."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop.domain.unseen import BLANKS, CONTROLS, ENDS, JOINERS, OBJECT, SIDES, SOFT, TAGS, TURNS

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 2_000  # characters of an address that is handed to another program

# Controls, and marks that turn the direction of text: they make an address look like another one.
_HIDDEN = f"{CONTROLS}{SOFT}{SIDES}{ENDS}{BLANKS}{TURNS}{OBJECT}{TAGS}"
_DECEIVING = re.compile(f"[{_HIDDEN}{JOINERS}]")
_EMOJI = "\u2190-\u2bff\U0001f000-\U0001faff"
_BETWEEN_EMOJI = f"(?:(?<=[{_EMOJI}])|(?<=[{_EMOJI}]\ufe0f))\u200d(?=[{_EMOJI}])"  # makes one of them
_UNSHOWN = re.compile(f"[{_HIDDEN}]|(?!{_BETWEEN_EMOJI})[{JOINERS}]")
_NAMED = re.compile(r"(?P<scheme>https?://)?(?P<host>[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,})\.?(?:[:/?#]\S*)?")
_ADDRESS = re.compile(r"(?:https?://|\bwww\.)[^\s<>\"'()\[\]]+")
_LINK = re.compile(
    r"\[(?P<said>[^\[\]\n]+)\]\(<?(?P<target>(?:[^\s<>()]|\([^\s<>()]*\))+)>?\)"
    r"|(?P<bare>https?://[^\s<>\"'()\[\]]*[^\s<>\"'()\[\].,;:!?])"
)
_AROUND = re.compile(r"^\W+|[^\w/]+$")  # quotes, brackets, arrows
_DOT = re.compile("(?<=\\w)[\u2024\u3002\uff0e\uff61](?=[a-z])")  # read as one, and mostly taken for one
# Letters of other scripts, and what they are taken for.
_LOOKALIKES = str.maketrans(
    "\u0430\u0441\u0501\u0435\u04bd\u050d\u04bb\u0456\u0458\u04cf\u043f\u043e\u0440\u051b\u0433\u0455\u0443\u0475\u051d\u0461\u0445"
    "\u03b1\u03b5\u03b7\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7\u03b3\u03c9"
    "\u0570\u0575\u0578\u0585\u0566\u057d\u0581\u0131\u0251\u0261\u0269",
    "acdeeghijlnopqrsyvwwxaenikvoptuxywhjnoquqiagi",
)
_FILE_ENDINGS = {"cc", "md", "pl", "ps", "py", "rs", "sh", "so", "zip"}  # that are top-level domains too


def visible(text: str) -> str:
    """`text` with every invisible or direction-turning character spelled out, such as `<U+202E>`.

    Emoji of several parts stay whole.
    """
    return _UNSHOWN.sub(lambda match: f"<U+{ord(match.group()):04X}>", text)


def safe_url(text: str) -> QUrl | None:
    """The address as it may be opened: http or https with a host and without a user's name, or mailto; else None.

    A mail address may not bring attachments. What hides characters is refused (reference/reliability.md, T5 and T14).
    """
    text = text.strip()
    if _DECEIVING.search(text) or len(text) > LONGEST:
        return None
    url = QUrl(text, QUrl.ParsingMode.TolerantMode)
    if not url.isValid():
        return None
    if url.scheme() in {"http", "https"}:
        return url if url.host() and not url.userInfo() and "@" not in url.authority() else None
    if url.scheme() == "mailto":
        fields = url.query().lower().replace("%61", "a").replace("%74", "t")
        return url if "@" in url.path() and "attach" not in fields else None
    return None


def true_address(text: str) -> str:
    """Where an address really goes, in ASCII (international hosts as punycode); as written when it is no address."""
    url = safe_url(text)
    return visible(text) if url is None else url.toString(QUrl.ComponentFormattingOption.FullyEncoded)


def true_host(text: str) -> str:
    """The ASCII host of an address, "" when there is none to be opened."""
    url = safe_url(text)
    return "" if url is None else url.host(QUrl.ComponentFormattingOption.FullyEncoded)


def named_host(text: str) -> str:
    """The ASCII host of a web address, also of one that may not be opened; "" when it names none."""
    url = QUrl(text.strip(), QUrl.ParsingMode.TolerantMode)
    return url.host(QUrl.ComponentFormattingOption.FullyEncoded) if url.scheme() in {"http", "https"} else ""


def other_host(said: str, host: str) -> str:
    """A host that the text of a link names although it goes to another one; "" when it names none, or that one.

    Addresses in a text name theirs, and a text that is nothing but a host; names of files and of libraries are none.
    One in letters that all look like those of ASCII names what people read.
    """
    text = _DOT.sub(".", said.casefold())
    for address in [_AROUND.sub("", text), *_ADDRESS.findall(text)]:
        named = _NAMED.fullmatch(address.rstrip(".,;:!?"))
        if named is None:
            continue
        read = named["host"].translate(_LOOKALIKES)
        read = read if read.isascii() else named["host"]
        spoken = true_host(f"https://{read}") or read
        if not (named["scheme"] or address.startswith("www.") or spoken.rpartition(".")[2] in _top_domains()):
            continue
        before, after = spoken.removeprefix("www."), host.casefold().removeprefix("www.")
        if not (before == after or after.endswith("." + before) or before.endswith("." + after)):
            return read
    return ""


@cache
def _top_domains() -> frozenset[str]:
    from linkify_it.tlds import TLDS  # noqa: PLC0415 - nothing needs it before a link is pointed at

    return frozenset(map(str.casefold, TLDS)) - _FILE_ENDINGS


def links_in(text: str) -> Iterator[tuple[str, str]]:
    """A text in pieces, each with the address that it leads to, "" for none: Markdown's links, and bare addresses.

    Of a Markdown link that leads nowhere from here, such as `[Models](/models)`, its text is left.
    """
    at = 0
    for found in _LINK.finditer(text):
        yield text[at : found.start()], ""
        address = found["target"] or found["bare"]
        yield found["said"] or found["bare"], address if "://" in address and safe_url(address) else ""
        at = found.end()
    yield text[at:], ""


def open_link(text: str) -> bool:
    """Hand an address to the person's browser or mail program; False when it may not be opened or nothing did."""
    url = safe_url(text)
    return url is not None and QDesktopServices.openUrl(url)
