"""What is known of one message while words are looked for: its seen text, as far as it has been read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.find import gist, places
from desktop.ui.transcript.seen import Strand

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.transcript.entry import Said
    from desktop.ui.transcript.seen import Reader

THOUGHT, SAID = 0, 1  # the strands of a message
LONGEST_GIST = 100_000  # characters: of a longer text it would take too long at once


class Words(NamedTuple):
    """What is looked for, folded; `needle` is what a message's gist must hold."""

    text: str
    needle: str
    exact: bool


class Place(NamedTuple):
    """Where words stand in a message. Places are ordered as they are seen.

    Attributes:
        strand: THOUGHT or SAID.
        part: The piece of it.
        at: Characters of the piece's folded text before them.
    """

    strand: int
    part: int
    at: int


class Known:
    """A message, read no further than words ask for: most can be told from their source not to hold them.

    Attributes:
        size: Of the text it was made for.
    """

    __slots__ = ("_counted", "_gist", "_strands", "_whole", "size", "streaming")

    def __init__(self, said: Said, size: int) -> None:
        given = said.growing
        self.size = size
        self.streaming = given is not None
        self._strands = (Strand(None, markdown=not said.from_user), Strand(given, markdown=not said.from_user))
        self._whole = False
        self._counted = ""
        source = "" if given else f"{said.text}\n{said.reasoning}"
        self._gist = gist(source) if not given and len(source) <= LONGEST_GIST else None

    @property
    def total(self) -> int:
        """How often the words occur in what has been read."""
        return sum(strand.total for strand in self._strands)

    def look(self, said: Callable[[], Said], reader: Reader, words: Words, until: float) -> bool:
        """Count words, until then (CPU time of the thread, in seconds); whether the count is complete."""
        if self._counted != words.text:
            self._counted = words.text
            for strand in self._strands:
                strand.count(words.text)
        if self._whole or (self._gist is not None and words.needle not in self._gist):
            return True
        now = said()
        texts = (now.reasoning, now.text)
        for strand, text in zip(self._strands, texts, strict=True):
            if not strand.read(reader, text, words.text, until, streaming=self.streaming):
                return False
        if not self.streaming:
            self._whole = True
            self._gist = None
        return True

    def find(self, words: str, step: int, beyond: Place | None) -> Place | None:
        """The next place in a direction, from the message's start or end or from a place in it."""
        for strand in (THOUGHT, SAID)[::step]:
            counts = self._strands[strand].counts
            for part in range(len(counts))[::step]:
                if not counts[part] or (beyond and _lies_before((strand, part), beyond[:2], step)):
                    continue
                found = [Place(strand, part, at) for at in places(self._strands[strand].parts[part], words)]
                if beyond:
                    found = [place for place in found if (place > beyond if step > 0 else place < beyond)]
                if found:
                    return found[0 if step > 0 else -1]
        return None

    def before(self, words: str, place: Place) -> tuple[int, int]:
        """How many places stand before one: in the message, and in its piece."""
        counts = self._strands[place.strand].counts
        text = self._strands[place.strand].parts[place.part]
        inside = sum(at < place.at for at in places(text, words))
        above = self._strands[THOUGHT].total if place.strand == SAID else 0
        return above + sum(counts[: place.part]) + inside, inside


def _lies_before(part: tuple[int, int], other: tuple[int, int], step: int) -> bool:
    """Whether a part is passed before another one, going in a direction."""
    return part < other if step > 0 else part > other
