"""What was made of PDFs, given back where the same PDF is asked about again, so that it is not paid for twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeGuard

from desktop.domain.message import Message, Role
from desktop.domain.parts import MediaPart, Modality, ParsedPart, TextPart, Withheld
from desktop.domain.request import OutgoingMessage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop.domain.conversation import Conversation
    from desktop.domain.parts import Part

    Known = Mapping[str, "Made"]

READ = "[the PDFs above were read]"  # an answer must not be empty
ASKED = "[answer about the PDFs above]"  # nor must a question


class Made(NamedTuple):
    """What answers have brought of PDFs.

    Attributes:
        pdfs: Of which PDFs it may be, by hash or address.
    """

    parts: Sequence[ParsedPart] = ()
    pdfs: frozenset[str] = frozenset()


NOTHING = Made()


def is_pdf(part: Part) -> TypeGuard[MediaPart]:
    return isinstance(part, MediaPart) and part.modality is Modality.FILE


def is_from(part: ParsedPart, host: str, *, parses: bool) -> bool:
    """Whether an endpoint has made it, which `parses` where it is one that may have."""
    return part.host == host if part.host else parses


def known_of(conversation: Conversation, branch: Sequence[Message], host: str) -> Known:
    """What this endpoint has made of the PDFs of a branch, by the ids of the questions that have these.

    Looked at are all answers to a question, and to other versions of it that have one of the same PDFs.
    """
    found: dict[str, Made] = {}
    for question in branch:
        if pdfs := _pdfs(question):
            versions = [conversation.messages[other] for other in conversation.siblings(question.id)]
            brought = [(it, _brought(conversation, it, host)) for it in versions if pdfs & _pdfs(it)]
            of = frozenset[str]().union(*(_readable(version) for version, parts in brought if parts))
            found[question.id] = Made([part for _, parts in brought for part in parts], of)
    return found


def _brought(conversation: Conversation, question: Message, host: str) -> list[ParsedPart]:
    answers = map(conversation.messages.__getitem__, conversation.children.get(question.id, ()))
    return [part for answer in answers for part in answer.parsed if is_from(part, host, parses=True)]


def unread(branch: Sequence[Message], known: Known) -> list[MediaPart]:
    """The PDFs of a branch that the next request has read, each once: nobody has told what is in them.

    What is known does not say of which PDF it is. So none counts as read before there is something of each.
    """
    pdfs, brought, found = set[str](), set[str](), dict[str, MediaPart]()
    for message in branch:
        found |= {place_of(part): part for part in message.files if is_pdf(part) and place_of(part) not in pdfs}
        made = known.get(message.id, NOTHING)
        pdfs |= _readable(message) | made.pdfs
        brought |= {part.file for part in made.parts}
        if len(brought) >= len(pdfs):
            found.clear()
    return [part for part in found.values() if not part.withheld]


def read_anew(conversation: Conversation, leaf: str, host: str) -> tuple[MediaPart, ...]:
    """The PDFs that a question behind `leaf` has read along with its own; of messages without any, none is read."""
    stored = map(conversation.messages.stored, conversation.branch_ids(leaf))
    ids = [it.id for it in stored if (bool(it.files) if isinstance(it, Message) else it.may_have_pdfs)]
    branch = [conversation.messages[message_id] for message_id in ids]
    return tuple(unread(branch, known_of(conversation, branch, host)))


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
    return {place_of(part) for part in message.files if is_pdf(part)}


def _readable(message: Message) -> set[str]:
    """Without those that were refused: nothing comes of them."""
    return {place_of(part) for part in message.files if is_pdf(part) and part.withheld is not Withheld.REFUSED}


def place_of(part: MediaPart) -> str:
    """What it is told apart by: its hash, else its address."""
    return part.blob or part.url
