"""One piece of a Markdown text, as `blocks` cuts it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from desktop.domain.quotes import unquoted
from desktop.domain.references import References

# Where a piece begins in the middle of a line: nothing is seen of it, but what follows is words of that line, with the
# blank in front. One comment alone would take the blank with it.
JOINT = "<!----><!---->"


class BlockKind(StrEnum):
    PROSE = "prose"  # any Markdown but a fence of its own
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the text.

    Attributes:
        source: As it stands in the text, with the blank lines that follow.
        language: As the fence names it.
        file: The name of the file that the code belongs into, as the fence has it.
        continued: Goes on where the block before stopped: same fence, paragraph, list or table.
        context: Markdown to be put before `source` when it is parsed, and not shown: the list items or
            the table's head that it belongs to.
        numbers: Of the lists that it begins in, one in the other: the number of the item in the context, or of the
            first item of `source`.
        indent: Columns of the fence, taken off each line of code.
        around: What the fence stands in, from outside to inside: "-" an item, ">" a quote.
        alert: What the quote around it warns of, or "".
        inside: Begins in the middle of a line.
        closed: Ends with the closing fence.
        references: Definitions of the whole text, as far as it is known.
        bare: There is no fence around it.
    """

    kind: BlockKind
    source: str
    language: str = ""
    file: str = ""
    continued: bool = False
    context: str = ""
    numbers: tuple[int, ...] = ()
    indent: int = 0
    around: str = ""
    alert: str = ""
    inside: bool = False
    closed: bool = False
    bare: bool = False
    references: References = field(default_factory=References, compare=False, repr=False)

    @property
    def opening(self) -> str:
        """The context, and the definitions of links that are used."""
        return self.references.used_in(self.source) + self.context

    @property
    def lost(self) -> frozenset[str]:
        """Labels of footnotes that are named here, and have no text: they are no marks."""
        return self.references.lost_in(self.source)

    @property
    def title(self) -> str:
        """What stands above code."""
        return " · ".join(filter(None, (self.language, self.file)))

    @property
    def beside_marker(self) -> bool:
        """Whether it is code that begins on the line of its item, of which the block before has the marker."""
        return self.indent > 0 and self.source[0] in "`~"

    @property
    def code(self) -> str:
        """The lines of code alone, without a last line break."""
        lines = self.source.replace("\r\n", "\n").split("\n")
        if self.bare:
            return "\n".join(lines).rstrip("\n")
        rest = [lines.pop(0)] if self.inside else []
        if not self.continued:
            del lines[0]
        if quotes := self.around.count(">"):
            lines = [line for line in (unquoted(line, quotes) for line in lines) if line is not None]
        if self.closed:
            while not lines.pop().strip():
                pass
        if self.indent:
            lines = [line[min(self.indent, len(line) - len(line.lstrip(" "))) :] for line in lines]
        return "\n".join(rest + lines).removesuffix("\n")
