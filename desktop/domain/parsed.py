"""What was made of PDFs, given back where the same PDF is asked about again, so that it is not paid for twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard

from desktop.domain.message import Role
from desktop.domain.parts import MediaPart, Modality, ParsedPart, TextPart
from desktop.domain.request import OutgoingMessage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop.domain.conversation import Conversation
    from desktop.domain.message import Message
    from desktop.domain.parts import Part

    Known = Mapping[str, Sequence[ParsedPart]]

READ = "[the PDFs above were read]"  # an answer must not be empty
ASKED = "[answer about the PDFs above]"  # nor must a question


def is_pdf(part: Part) -> TypeGuard[MediaPart]:
    return isinstance(part, MediaPart) and part.modality is Modality.FILE


def known_of(conversation: Conversation, branch: Sequence[Message]) -> Known:
    """What answers have brought of the PDFs of a branch, by the ids of the questions that have these.

    Looked at are all answers to a question, and to other versions of it that have one of the same PDFs.
    """
    found: dict[str, Sequence[ParsedPart]] = {}
    for question in branch:
        if pdfs := _pdfs(question):
            versions = [conversation.messages[other] for other in conversation.siblings(question.id)]
            asked = [version.id for version in versions if pdfs & _pdfs(version)]
            answers = [answer for version in asked for answer in conversation.children.get(version, ())]
            found[question.id] = [part for answer in answers for part in conversation.messages[answer].parsed]
    return found


def given_back(outgoing: Sequence[OutgoingMessage], known: Iterable[Sequence[ParsedPart]]) -> list[OutgoingMessage]:
    """The same messages, and what is known of the PDFs of each message that has some.

    Annotations belong to the answer behind the PDF (reference/openrouter-api.md §7.2). Where none follows, one that
    says nothing stands between the PDFs and the question.
    """
    there = {part.file for message in outgoing for part in message.parts if isinstance(part, ParsedPart)}
    result: list[OutgoingMessage] = []
    late: tuple[ParsedPart, ...] = ()
    each = iter(known)
    for place, message in enumerate(outgoing):
        told = next(each) if any(map(is_pdf, message.parts)) else ()
        missing = {part.file: part for part in told if part.file not in there}
        there |= missing.keys()
        result.append(OutgoingMessage(message.role, (*message.parts, *late)))
        late = tuple(missing.values())
        if late and (place + 1 == len(outgoing) or outgoing[place + 1].role is not Role.ASSISTANT):
            result[-1:] = _split(message, late)
            late = ()
    return result


def _split(message: OutgoingMessage, parsed: Sequence[ParsedPart]) -> list[OutgoingMessage]:
    pdfs = tuple(part for part in message.parts if is_pdf(part))
    rest = tuple(part for part in message.parts if not is_pdf(part)) or (TextPart(ASKED),)
    answer = OutgoingMessage(Role.ASSISTANT, (TextPart(READ), *parsed))
    return [OutgoingMessage(message.role, pdfs), answer, OutgoingMessage(message.role, rest)]


def _pdfs(message: Message) -> set[str]:
    return {part.blob or part.url for part in message.files if is_pdf(part)}
