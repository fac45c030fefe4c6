"""What may stand at the cursor of the search line: keys, and names that occur in the list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop.domain.terms import FLAGS, NAMED, SINCE, SORTED

if TYPE_CHECKING:
    from collections.abc import Mapping

SHORTEST = 2  # letters of a key before it is offered
BEGUN: Final = (
    *("price<", "outprice<", "ctx>=", "by:", "param:", "in:", "out:", "tag:", "note:", "at:"),
    *("released:", "changed:", "used:", "sort:"),
    *FLAGS,
)
DENIED: Final = (*FLAGS, *(f"{name}:" for name in (*NAMED, *SINCE)))  # what one writes behind a minus
PERIODS: Final = ("7d", "30d", "90d", "1y")


@dataclass(frozen=True, slots=True)
class Completion:
    """What may replace the text from `start` to the cursor, and of how many models it holds, where that is known."""

    start: int
    offers: Mapping[str, int | None]


def complete(text: str, cursor: int, values: Mapping[str, Mapping[str, int]]) -> Completion:
    """What may stand at the cursor, a position in the text, when it is at the end of a piece and not inside quotes.

    `values` are the names that occur, by key, and how often.
    """
    before, behind = text[:cursor], text[cursor : cursor + 1]
    if before.count('"') % 2 or behind.strip() or not before[-1:].strip():
        return Completion(cursor, {})
    piece = before.split()[-1]
    minus = "-" * piece.startswith("-")
    key, colon, begun = piece.removeprefix("-").lower().partition(":")
    if colon:
        found: Mapping[str, int | None] = {
            f"{minus}{key}:{_quoted(name)}": count for name, count in _likely(begun, _names(key, values)).items()
        }
    else:
        known = DENIED if minus and not key else BEGUN if len(key) >= SHORTEST else ()
        keys = [name for name in known if name.startswith(key) and name != key]
        found = {f"{minus}{name}": None for name in keys}
    return Completion(cursor - len(piece), found)


def _names(key: str, values: Mapping[str, Mapping[str, int]]) -> Mapping[str, int | None]:
    if key in NAMED:
        return dict(values.get(key, {}))
    known = {"sort": (*SORTED, *(f"-{name}" for name in SORTED)), **dict.fromkeys(SINCE, PERIODS)}
    return dict.fromkeys(known.get(key, ()))


def _likely(begun: str, names: Mapping[str, int | None]) -> Mapping[str, int | None]:
    """The names that begin so, then those that have it inside, unless it is a name itself."""
    first = [name for name in names if name.startswith(begun) and name != begun]
    inside = [name for name in names if begun in name and not name.startswith(begun)]
    return {name: names[name] for name in (first if begun in names else first + inside)}


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name
