"""What is known of one message while words are looked for: its seen text, as far as it has been read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.find import GOES_ON, PARTS, count_in, gist, places_in
from desktop.ui.transcript.seen import Strand

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.ui.transcript.entry import Said
    from desktop.ui.transcript.seen import Reader

THOUGHT, SAID = 0, 1  # the strands of a message
LONGEST_GIST = 30_000  # characters: of a longer text it would take too long at once


class Words(NamedTuple):
    """What is looked for, folded; `needles` are what a message's gist must hold."""

    text: str
    needles: tuple[str, ...]
    exact: bool


class Occurrence(NamedTuple):
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

    __slots__ = ("_counted", "_gist", "_said", "_strands", "_thought", "_whole", "size", "streaming", "total")

    def __init__(self, said: Said, size: int) -> None:
        self.size = size
        self.streaming = said.growing is not None
        self.total = 0  # places of the words in what has been read
        self._strands: tuple[Strand, ...] = ()  # while there is something to be read
        self._thought = self._said = ""  # afterwards: one text each, for ten thousand messages are many lists
        self._whole = False
        self._counted = ""
        source = f"{said.text}\n{said.reasoning}" if said.reasoning else said.text
        self._gist = gist(source) if said.growing is None and len(source) <= LONGEST_GIST else None

    def look(self, said: Callable[[], Said], reader: Reader, words: Words, until: float) -> bool:
        """Count words, until then (CPU time of the thread, in seconds); whether the count is complete."""
        if self._whole:
            if self._counted != words.text:
                self.total = sum(_count(text, words.text) for text in (self._thought, self._said))
                self._counted = words.text
            return True
        if self._counted != words.text:
            for strand in self._strands:
                strand.count(words.text)
            self._counted = words.text
        absent = self._gist is not None and any(needle not in self._gist for needle in words.needles)
        done = absent or self._read(said(), reader, words.text, until)
        self.total = sum([strand.total for strand in self._strands])
        if done and not absent and not self.streaming:
            self._thought, self._said = (PARTS.join(strand.parts) for strand in self._strands)
            self._strands, self._gist, self._whole = (), None, True
        return done

    def _read(self, said: Said, reader: Reader, words: str, until: float) -> bool:
        if not self._strands or not self._strands[SAID].is_of(said.growing):
            markdown = not said.from_user
            self._strands = (Strand(None, markdown=markdown), Strand(said.growing, markdown=markdown))
        texts = (said.reasoning, said.text)
        return all(
            strand.read(reader, text, words, until, streaming=self.streaming)
            for strand, text in zip(self._strands, texts, strict=True)
        )

    def _parts(self, strand: int) -> Sequence[str]:
        """The folded texts of a strand's pieces, as far as they are read."""
        if self._whole:
            return (self._said if strand == SAID else self._thought).split(PARTS)
        return self._strands[strand].parts if self._strands else ()

    def find(self, words: str, step: int, beyond: Occurrence | None) -> Occurrence | None:
        """The next place in a direction, from the message's start or end or from a place in it."""
        for strand in (THOUGHT, SAID)[::step]:
            parts = self._parts(strand)
            for part in range(len(parts))[::step]:
                if beyond and _is_passed((strand, part), beyond[:2], step):
                    continue
                found = [Occurrence(strand, part, at) for at in places_in(parts, part, words)]
                if beyond:
                    found = [place for place in found if (place > beyond if step > 0 else place < beyond)]
                if found:
                    return found[0 if step > 0 else -1]
        return None

    def before(self, words: str, place: Occurrence) -> tuple[int, int]:
        """How many places stand before one: in the message, and in its piece."""
        parts = self._parts(place.strand)
        above = count_in(parts, words, place.part)
        if place.strand == SAID:
            above += count_in(self._parts(THOUGHT), words)
        inside = sum(at < place.at for at in places_in(parts, place.part, words)) if place.part < len(parts) else 0
        return above + inside, inside


def _count(joined: str, words: str) -> int:
    return count_in(joined.split(PARTS), words) if GOES_ON in joined else joined.count(words)


def _is_passed(part: tuple[int, int], other: tuple[int, int], step: int) -> bool:
    """Whether a part lies before another one, going in a direction."""
    return part < other if step > 0 else part > other
