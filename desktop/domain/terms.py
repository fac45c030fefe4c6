"""The pieces of a query: words, conditions, sorts, and mistakes; each knows the usual way of writing it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

FLAGS: Final = ("vision", "free", "zdr", "favorite", "expiring", "retired", "excluded")
COMPARED: Final = ("price", "outprice", "ctx")
NAMED: Final = ("by", "param", "in", "out", "tag", "note", "at")
LISTED: Final = ("by", "param", "in", "out")  # of these, what no list has is no name
SINCE: Final = ("released", "changed", "used")
SORTED: Final = (
    *("name", "by", "price", "outprice", "cached", "cost", "ctx", "output"),
    *("released", "changed", "used", "expires", "cutoff"),
    *("id", "at", "fit", "favorite", "in", "out", "reasoning", "param"),
    *("intelligence", "coding", "agentic"),
)
SEES: Final = ("in", "image")  # what `vision` is short for


class Expected(Enum):
    """What should stand in place of a mistake."""

    KEY = "key"  # one of those known here
    ALONE = "alone"  # nothing: this word stands alone
    COMPARISON = "comparison"  # `<`, `<=`, `>`, `>=` or `=` behind this key
    COLON = "colon"  # `:` behind this key
    USD = "usd"
    TOKENS = "tokens"
    PERIOD = "period"
    NAME = "name"
    VALUE = "value"  # one of the names that exist
    COLUMN = "column"
    WORDS = "words"  # behind a minus, inside quotes, or before a comparison
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Mistake:
    """A place in the text, as positions of characters, and what should stand there.

    Attributes:
        key: As it was typed.
        names: Some that exist, where one of these is expected; those first that are most like what stands there.
    """

    start: int
    end: int
    expected: Expected
    key: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """What the texts of a model should hold, or `negated` must not. A quoted one is looked for letter by letter."""

    letters: str
    quoted: bool = False
    negated: bool = False
    place: tuple[int, int] = field(default=(0, 0), compare=False)

    @property
    def text(self) -> str:
        return "-" * self.negated + (f'"{self.letters}"' if self.quoted else self.letters)


@dataclass(frozen=True, slots=True)
class Condition:
    """What must be known to hold of a model, or when `negated` must be known not to hold.

    Attributes:
        key: One of FLAGS but `vision`, of COMPARED, NAMED or SINCE.
        sign: `<`, `<=`, `>`, `>=` or `=` behind the keys that are compared.
        value: USD per million tokens or tokens; a name in small letters; days.
        place: Where it stands in the text that was parsed.
    """

    key: str
    value: str | Decimal | int = ""
    sign: str = ""
    negated: bool = False
    place: tuple[int, int] = field(default=(0, 0), compare=False)

    @property
    def text(self) -> str:
        return "-" * self.negated + self._plain

    @property
    def _plain(self) -> str:
        if (self.key, self.value) == SEES:
            return "vision"
        if isinstance(self.value, Decimal):
            amount = _tokens_text(self.value) if self.key == "ctx" else _shortest(self.value)
            return f"{self.key}{self.sign}{amount}"
        if isinstance(self.value, int):
            return f"{self.key}:{self.value}d"
        value = f'"{self.value}"' if " " in self.value else self.value
        return f"{self.key}:{value}" if value else self.key

    @property
    def slot(self) -> tuple[object, ...]:
        """Of the conditions with one slot a line needs one at most: a newer one takes the older one's place."""
        if isinstance(self.value, Decimal):
            return self.key, self.sign[:1] == ">" if not self.negated else self.sign[:1] == "<"
        if self.key in {"by", "at"}:
            return self.key, self.negated and self.value
        return (self.key, self.value) if self.key in NAMED else (self.key,)


@dataclass(frozen=True, slots=True)
class Sort:
    """By what to sort, one of SORTED."""

    key: str
    descending: bool = False
    place: tuple[int, int] = field(default=(0, 0), compare=False)

    @property
    def text(self) -> str:
        return f"sort:{'-' * self.descending}{self.key}"

    @property
    def slot(self) -> tuple[object, ...]:
        return ("sort",)


Term = Word | Condition | Sort
FITS: Final = Condition("fits")  # suits the chat on view: beside the language, for no line of text tells of which chat


def _shortest(amount: Decimal) -> str:
    return f"{amount.normalize():f}"


def _tokens_text(tokens: Decimal) -> str:
    """In thousands or millions where these are whole."""
    for power, unit in ((6, "M"), (3, "k")):
        scaled = tokens.scaleb(-power)
        if scaled and scaled == scaled.to_integral_value():
            return f"{_shortest(scaled)}{unit}"
    return _shortest(tokens)


def begins_any(beginning: str, names: Iterable[str]) -> bool:
    """Whether one of some names is this, or begins so: somebody may be typing still."""
    return any(name.startswith(beginning) for name in names)
