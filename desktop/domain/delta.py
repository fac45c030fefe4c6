"""What arrives of an answer, piece by piece."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from desktop.domain.message import Usage
    from desktop.domain.parts import CitationPart


class Annotation(NamedTuple):
    """What an endpoint made of a PDF.

    Attributes:
        file: The endpoint's hash of it.
        json: All that was said, opaque; to be sent back unchanged (reference/openrouter-api.md §7.2).
    """

    file: str
    json: bytes


class Delta(NamedTuple):
    """One event of a stream. A named tuple, not a dataclass: one is made per token, at a quarter of the cost.

    Attributes:
        text: More of the answer.
        reasoning: More of the reasoning; already taken from one source only (reference §3.6, rule 6).
        details: Items of `reasoning_details`, as decoded from JSON, to be merged and sent back.
        images: `data:` URLs of pictures that the model made.
        citations: Sources.
        parsed: What was made of the PDFs of the question.
        finish_reason: Given once or several times with the same value, or not at all.
        model, provider: Who answers; repeated in every event or missing.
        usage: At the end, or not at all.
        turned: The text before this turns out to have been reasoning.
    """

    text: str = ""
    reasoning: str = ""
    details: tuple[dict[str, Any], ...] = ()
    images: tuple[str, ...] = ()
    citations: tuple[CitationPart, ...] = ()
    parsed: tuple[Annotation, ...] = ()
    finish_reason: str = ""
    native_finish_reason: str = ""
    model: str = ""
    provider: str = ""
    usage: Usage | None = None
    turned: bool = False
