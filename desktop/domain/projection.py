"""History and model → what is sent, and what is left out. A conversation never gets stuck on a picture or a file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.domain.embedded import without_places
from desktop.domain.media import engine_of, is_read_otherwise
from desktop.domain.message import Role
from desktop.domain.parsed import NOTHING, given_back, is_from, is_pdf, unread
from desktop.domain.parts import (
    EVERYTHING,
    Engine,
    ImagePart,
    LeftOut,
    Missing,
    Modality,
    ParsedPart,
    ReasoningPart,
    TextFilePart,
    TextPart,
)
from desktop.domain.picture_rules import ALL_PICTURES, FITTING, WITHHELD, PictureRules, too_old
from desktop.domain.refusals import is_unwanted
from desktop.domain.request import ChatRequest, OutgoingMessage

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from desktop.domain.message import Message
    from desktop.domain.parsed import Known
    from desktop.domain.parts import Media, Part

    Carried = Mapping[str, tuple[Media, ...]]

AHEAD = "The pictures that the questions below are about, in their order:"
NOUNS = {Modality.IMAGE: "picture", Modality.FILE: "PDF", Modality.AUDIO: "recording", Modality.VIDEO: "video"}
WHY = {  # for the model, hence English in every language of the interface
    LeftOut.NOT_TAKEN: "this model does not take them",
    LeftOut.REFUSED: "a provider refused them",
    LeftOut.BY_HAND: "not sent any more",
    LeftOut.LOST: "they are lost",
    LeftOut.OLD: "only newer ones are sent",
    LeftOut.NO_ROOM: "there is no room for them",
    LeftOut.TOO_LARGE: "they are too large for this model",
    LeftOut.FORMAT: "this model does not take their format",
}
WHY_ONE = {  # where one is spoken of otherwise
    LeftOut.NOT_TAKEN: "this model does not take it",
    LeftOut.REFUSED: "a provider refused it",
    LeftOut.LOST: "it is lost",
    LeftOut.NO_ROOM: "there is no room for it",
    LeftOut.TOO_LARGE: "it is too large for this model",
    LeftOut.FORMAT: "this model does not take its format",
}
NO_ANSWER = "[no answer came]"  # in the place of one that failed, but has something to send back


@dataclass(frozen=True, slots=True)
class Projection:
    """A request, and what is to be said of it.

    Attributes:
        left_out: How many pictures, PDFs, recordings and videos are not in it.
        carried: Those that are in it, by the ids of their messages, oldest first.
        reread: How many PDFs are read otherwise than it was chosen for them.
    """

    request: ChatRequest
    left_out: Mapping[Missing, int] = field(default_factory=dict)
    carried: Carried = field(default_factory=dict)
    reread: int = 0


def lacking(inputs: Collection[str], *, parses: bool, told: frozenset[Modality] = frozenset()) -> frozenset[Modality]:
    """What a model with these inputs does not take; nothing where none are stated, but what is `told` of it.

    PDFs go to every model where the endpoint `parses`: their text does.
    """
    lacked = told | (EVERYTHING.difference(inputs) if inputs else frozenset())
    return lacked - {Modality.FILE} if parses else lacked


def project(
    branch: Sequence[Message],
    model: str,
    *,
    inputs: Collection[str] = (),
    not_taken: frozenset[Modality] = frozenset(),
    parses: bool = False,
    host: str = "",
    rules: PictureRules = ALL_PICTURES,
    session: str = "",
    modalities: tuple[str, ...] = (),
    known: Known | None = None,
) -> Projection:
    """What goes to `model` of the messages of a branch, oldest first.

    Text goes before files, and these before pictures (reference/openrouter-api.md §7.1), unless all pictures are wanted
    in a system message before everything else, as is said there too. In the place of what is left out stands a short
    note, and behind an answer with pictures another one: they go back only in a question (§7.5), where the person
    attaches them. Answers with neither text nor pictures (failed, or stopped early) are left out, and so is a question
    that moderation refused, once another one follows; reasoning goes back only to the model that made it (§3.6), and
    what an endpoint made of PDFs to an endpoint that does so, once. The engine of the newest PDF reads all of them that
    are not `known`: a request has one.

    `inputs` are the modalities that the model takes; empty where its list does not say, and it may then take all.
    What is `not_taken` by what its endpoint has said, it does not take, whatever its list says. An endpoint that
    `parses` reads PDFs for models that do not; what is `known` of them goes back where they would be paid for again.
    Another one at this `host` gets back what it has made of PDFs, and nothing that it may not understand.
    """
    lacks, blind = (lacking(inputs, parses=it, told=not_taken) for it in (parses, False))
    last = max((index for index, message in enumerate(branch) if message.role is not Role.ASSISTANT), default=0)
    outgoing, carried, left_out = list[OutgoingMessage](), dict[str, "tuple[Media, ...]"](), Counter[Missing]()
    for index, (message, old) in enumerate(zip(branch, too_old(branch, model, rules), strict=True)):
        if message.role is Role.ASSISTANT:
            returned = _to_return(message, outgoing, host, parses=parses)
            parts = _answer_parts(message, model, returned, goes_on=index > last)
        else:
            media, missing = _sorted_out(branch, index, lacks, old, rules if index < last else ALL_PICTURES)
            left_out += missing
            parts = [] if _is_refused(branch, index) else [*_texts(message), *_notes(missing), *media]
            carried |= {message.id: tuple(media)} if media else {}
        outgoing += [OutgoingMessage(message.role, tuple(parts))] if parts else []
    engine, reread = _reading(branch, carried, known or {}, blind) if parses else (Engine.UNSET, 0)
    outgoing = _not_paid_again(outgoing, carried, known) if known else outgoing
    request = ChatRequest(model, _arranged(outgoing, rules), session=session, modalities=modalities, engine=engine)
    return Projection(request, left_out, carried, reread)


def _sorted_out(
    branch: Sequence[Message], index: int, lacks: Collection[Modality], old: int, rules: PictureRules
) -> tuple[list[Media], Counter[Missing]]:
    """What goes of all that is attached to a question but texts, and what does not: not its first `old` pictures.

    Nothing goes of a question that is left out as a whole.
    """
    if _is_refused(branch, index):
        return [], Counter(Missing(part.modality, LeftOut.REFUSED) for part in branch[index].media)
    goes: list[Media] = []
    missing: Counter[Missing] = Counter()
    pictures = 0
    for part in branch[index].media:
        pictures += isinstance(part, ImagePart)
        why = LeftOut.NOT_TAKEN if part.modality in lacks else WITHHELD.get(part.withheld)
        if why is None and isinstance(part, ImagePart):
            beyond = LeftOut.NO_ROOM if rules.newest == FITTING else LeftOut.OLD
            why = beyond if pictures <= old else rules.unfit(part)
        if why:
            missing[Missing(part.modality, why)] += 1
        else:
            goes.append(part)
    return goes, missing


def _arranged(messages: Sequence[OutgoingMessage], rules: PictureRules) -> tuple[OutgoingMessage, ...]:
    """Where it is wanted all pictures in one message before the others, with notes on which belong where."""
    if not rules.first:
        return tuple(messages)
    ahead: list[Part] = []
    others = []
    for message in messages:
        images = [part for part in message.parts if isinstance(part, ImagePart)]
        texts = tuple(part for part in message.parts if not isinstance(part, ImagePart))
        if images:
            texts += (TextPart(_place(len(ahead) + 1, len(ahead) + len(images))),)
        ahead += images
        others.append(OutgoingMessage(message.role, texts))
    return (*([OutgoingMessage(Role.SYSTEM, (TextPart(AHEAD), *ahead))] if ahead else []), *others)


def _place(first: int, last: int) -> str:
    return f"[picture {first} of those above]" if first == last else f"[pictures {first} to {last} of those above]"


def _is_refused(branch: Sequence[Message], index: int) -> bool:
    """Whether moderation refused a question, and it is not the one that is asked."""
    following = branch[index + 1 : index + 3]
    return len(following) > 1 and is_unwanted(following[0])


def _texts(message: Message) -> list[Part]:
    written: list[Part] = [part for part in message.parts if isinstance(part, TextPart) and part.text]
    return written + [part for part in message.parts if isinstance(part, TextFilePart)]


def _answer_parts(message: Message, model: str, returned: list[ParsedPart], *, goes_on: bool) -> list[Part]:
    """What goes back of an answer; one that `goes_on` is the model's own beginning, which ends in no note."""
    made = _made(message)
    if not message.text and not made:
        return [TextPart(NO_ANSWER), *returned] if returned else []
    kept = (part for part in message.parts if isinstance(part, ReasoningPart) and part.details)
    said = without_places(message.text) if made else message.text
    notes = [] if goes_on and said else made
    words = "\n\n".join(filter(None, [said, *notes]))  # one text: not every server takes several of an answer
    return [*(kept if message.model == model else ()), TextPart(words), *returned]


def _made(message: Message) -> list[str]:
    """What a model is told of an answer's pictures: those that are there, and those that are lost."""
    shown, lost = len(message.images), message.lost
    return [
        *([f"[{_pictures(shown)} made here, sent back only when attached to a question]"] if shown else []),
        *([f"[{_pictures(lost)} made here, and lost]"] if lost else []),
    ]


def _to_return(message: Message, before: Sequence[OutgoingMessage], host: str, *, parses: bool) -> list[ParsedPart]:
    """What an answer brought of PDFs that are in the request, and did not go back with an earlier one."""
    made = [part for part in message.parsed if is_from(part, host, parses=parses)]
    earlier = [part for other in before for part in other.parts] if made else []
    known = {part.file for part in earlier if isinstance(part, ParsedPart)}
    return [part for part in made if part.file not in known] if any(map(is_pdf, earlier)) else []


def _reading(
    branch: Sequence[Message], carried: Carried, known: Known, lacks: Collection[Modality]
) -> tuple[Engine, int]:
    """Who reads the PDFs for a model that lacks these, and how many of them otherwise than it was chosen for them."""
    pdfs = [part for media in carried.values() for part in media if is_pdf(part)]
    engine = engine_of(pdfs[-1].engine, native=Modality.FILE not in lacks) if pdfs else Engine.UNSET
    return engine, sum(is_read_otherwise(engine, pdf) for pdf in unread(branch, known) if pdf in pdfs)


def _not_paid_again(outgoing: list[OutgoingMessage], carried: Carried, known: Known) -> list[OutgoingMessage]:
    asked = {question: pdfs for question, media in carried.items() if (pdfs := [*filter(is_pdf, media)])}
    if all(pdf.engine is not Engine.OCR for pdfs in asked.values() for pdf in pdfs):
        return outgoing
    return given_back(outgoing, (known.get(question, NOTHING).parts for question in asked))


def _pictures(count: int) -> str:
    return f"{count} picture{'s' if count > 1 else ''}"


def _notes(missing: Mapping[Missing, int]) -> list[TextPart]:
    return [TextPart(_note(count, *what)) for what, count in missing.items()]


def _note(count: int, what: Modality, why: LeftOut) -> str:
    if count > 1:
        return f"[{count} {NOUNS[what]}s left out: {WHY[why]}]"
    return f"[1 {NOUNS[what]} left out: {WHY_ONE.get(why, WHY[why])}]"
