"""Characters that a person cannot see and a model reads all the same (reference/reliability.md, T15)."""

from __future__ import annotations

import re

# The table of characters without a shape, each row to be put into a set of a pattern.
CONTROLS = "\x00-\x1f\x7f-\x9f"
TURNS = "\u202a-\u202e\u2066-\u2069"  # change the direction of what stands around them
SIDES = "\u061c\u200e\u200f"  # letters of a direction, and nothing else
ENDS = "\u2028\u2029"  # of lines and paragraphs
JOINERS = "\u200c\u200d"
SOFT = "\u00ad\u034f"
BLANKS = "\u115f\u1160\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
TAGS = "\U000e0000-\U000e007f"
OBJECT = "\ufffc"
VARIANTS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"  # of the character before
UNSHOWN = CONTROLS + TURNS + SIDES + ENDS + JOINERS + SOFT + BLANKS + TAGS + OBJECT + VARIANTS

# The flags of England, Scotland, Wales and other regions are black flags with tag letters: these are seen.
# Joiners and one variation selector belong to emoji and to many scripts; runs of them say something else.
UNSEEN = (
    "(?P<flag>\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f)"
    f"|[{TAGS}]+"
    f"|(?<=[{VARIANTS}])[{VARIANTS}]+"
    f"|(?<=[{JOINERS}])[{JOINERS}]+"
    f"|[{BLANKS}{TURNS}]+"
)

_UNSEEN = re.compile(UNSEEN)

# In code and in links, where a name may be taken for another one: marks of direction and soft hyphens too, and joiners
# behind ASCII, where no script and no emoji has them.
_DECEIVING = re.compile(UNSEEN + f"|[{SOFT}{SIDES}{ENDS}]|(?<=[\\x00-\\x7f])[{JOINERS}]+")
_TURNING = re.compile(f"[{TURNS}]")  # what stands around it, in running text
COVER = "\ufffd"
LONGEST_FLAG = 8  # characters


def unseen_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Where the unseen characters from `start` to `end` are: start and end of each run, in characters."""
    if text.isascii():
        return []
    found = _UNSEEN.finditer(text, start, len(text) if end is None else end)
    return [run.span() for run in found if not run["flag"]]


def seen_of(text: str, start: int, end: int) -> str:
    """What is left from `start` to `end` without them."""
    spans = unseen_spans(text, start, end)
    starts, ends = (start, *(span[1] for span in spans)), (*(span[0] for span in spans), end)
    return "".join(text[one:other] for one, other in zip(starts, ends, strict=True))


def slice_end(text: str, start: int, length: int) -> int:
    """Where a slice of about that length ends, in which `seen_of` takes no flag for something else."""
    end = start + length
    beyond = range(end, end + LONGEST_FLAG)
    return min(
        len(text), next((at for at in beyond if not "\U000e0000" <= text[at : at + 1] <= "\U000e007f"), beyond.stop)
    )


def spell_out(text: str, start: int = 0, end: int | None = None) -> str:
    """Code in a line, or the text of a link, with each unseen character as its number: <U+202E>.

    Of a slice of a text it says what it would say of the whole; see `slice_end`.
    """
    if text.isascii():
        return text[start:end]
    end = len(text) if end is None else end
    found: list[str] = []
    for run in _DECEIVING.finditer(text, start, end):
        if not run["flag"]:
            found += [text[start : run.start()], *(f"<U+{ord(character):04X}>" for character in run[0])]
            start = run.end()
    return "".join([*found, text[start:end]])


def cover(text: str) -> str:
    """A block of code with a sign in place of each unseen character."""
    if text.isascii():
        return text
    return _DECEIVING.sub(lambda found: found[0] if found["flag"] else COVER * len(found[0]), text)


def shown_apart(text: str, start: int = 0, *, code: bool) -> list[tuple[str, bool]]:
    """Text from a place on in parts: each character that must be seen and has no shape (True), and what is between.

    In `code` that is everything that deceives, in running text what turns the direction of reading.
    """
    found: list[tuple[str, bool]] = []
    end = start
    for match in () if text.isascii() else (_DECEIVING if code else _TURNING).finditer(text, start):
        if not (code and match["flag"]):
            found += [(text[end : match.start()], False), *((character, True) for character in match[0])]
            end = match.end()
    return [part for part in [*found, (text[end:], False)] if part[0]]


def may_end_a_flag(text: str) -> bool:
    """Whether what follows may turn the end of a text from hidden characters into a flag."""
    return "\U0001f3f4" in text[-LONGEST_FLAG:]
