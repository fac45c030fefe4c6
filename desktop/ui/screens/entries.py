"""Messages as the transcript shows them: plain values, already in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.domain.citations import Cited, cited
from desktop.domain.embedded import has_place
from desktop.domain.message import Role, State
from desktop.domain.parts import Engine, ImagePart, LeftOut, MediaPart, Modality, TextPart, Withheld
from desktop.domain.whole_text import Blocks
from desktop.services.progress import Asking, Receiving, Retrying, Sending, Streaming, Waiting
from desktop.services.turn import MOST_THOUGHTS
from desktop.ui import words
from desktop.ui.figures import clock_text, duration, human_size, number
from desktop.ui.images.file_facts import engine_words, file_lines, media_facts, sign_of
from desktop.ui.kind_words import counted
from desktop.ui.links import named_host, true_address, visible
from desktop.ui.screens.receipts import line_of
from desktop.ui.screens.ways_out import are_pictures, why_and_ways
from desktop.ui.transcript.entry import Branch, Entry, Said, SourceLine
from desktop.ui.transcript.files_row import FileLine
from desktop.ui.transcript.foot_row import SEND_AGAIN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from desktop.domain.citations import Source
    from desktop.domain.errors import Failure
    from desktop.domain.message import Message, Receipt
    from desktop.domain.parts import Media, Missing, TextFilePart
    from desktop.services.chat import Chat
    from desktop.services.progress import Phase
    from desktop.services.turn import Turn
    from desktop.ui.transcript.entry import Fact

translate = QCoreApplication.translate

LONGEST_TITLE = 200  # characters


class Entries:
    """Makes the entries of one conversation; unchanged messages keep theirs.

    Args:
        name_model: The name of the model of an id.
        name_other: The name of the model that answered (second) for the one asked (first); "" when it is the same.
    """

    def __init__(self, chat: Chat, name_model: Callable[[str], str], name_other: Callable[[str, str], str]) -> None:
        self._chat = chat
        self._name_model = name_model
        self._name_other = name_other
        self._made: dict[str, tuple[tuple[object, ...], Entry]] = {}

    @property
    def conversation(self) -> str:
        """The id of the conversation."""
        return self._chat.conversation.id

    def of_branch(self) -> Branch:
        """The branch on view, oldest first."""
        messages, ids = self._chat.conversation.messages, self._chat.conversation.branch_ids()
        return Branch(
            ids,
            messages.sizes(ids),
            lambda index: self.of(messages[ids[index]]),
            lambda index: self.said(messages[ids[index]]),
        )

    def said(self, message: Message) -> Said:
        """What a message says, and nothing else of it."""
        turn = self._chat.turn
        if turn is not None and turn.message.id == message.id:
            return Said(
                from_user=False, text="", reasoning=turn.thoughts(), growing=turn.growing, images=turn.album.images
            )
        return Said(message.role is Role.USER, message.text, message.reasoning, images=message.images)

    def speaker(self, message: Message) -> str:
        """Who says it: of an answer the model that gave it, which may be another one than was asked."""
        if message.role is Role.USER:
            return translate("entries", "You")
        answered = message.receipt.model if message.receipt else ""
        return self._name_other(message.model, answered) or self._name_model(message.model)

    def of(self, message: Message) -> Entry:
        chat = self._chat
        turn = chat.turn if chat.turn is not None and chat.turn.message.id == message.id else None
        siblings = chat.conversation.siblings(message.id)
        followed = bool(chat.conversation.children.get(message.id))
        # Other names once the catalog is there.
        named = self._name_model(message.model), self.speaker(turn.message if turn else message)
        asked = chat.conversation.messages.get(message.parent)
        marks = (message, siblings, message.id in chat.saving.unsaved, followed, named, asked and asked.media)
        known = self._made.get(message.id)
        if turn is None and known is not None and known[0] == marks:
            return known[1]
        entry = self._make(message, siblings, turn)
        self._made[message.id] = (marks, entry)
        return entry

    def _make(self, message: Message, siblings: tuple[str, ...], turn: Turn | None) -> Entry:
        from_user = message.role is Role.USER
        named = Cited() if turn else cited(message.text, message.citations)
        reason, fixes = why_and_ways(message, self._chat.conversation.messages)
        return Entry(
            id=message.id,
            speaker=self.speaker(turn.message if turn else message),
            from_user=from_user,
            blocks=turn.growing if turn else Blocks(message.text, typed=from_user),
            reasoning=(reasoning := turn.thoughts() if turn else message.reasoning),
            thought=thought(_thinking_time(message, turn), reasoning),
            images=tuple(image for image in turn.album.images if not image.is_raw) if turn else _placed(message),
            state=_state(message, unsaved=message.id in self._chat.saving.unsaved),
            reason=reason,
            fixes=self._question_fixes(message) if from_user else (*fixes, *_uses(message)),
            note=self._note(message),
            footer=self._footer(message),
            version=siblings.index(message.id) + 1,
            versions=len(siblings),
            followed=bool(self._chat.conversation.children.get(message.id)),
            when=clock_text(message.created),
            streaming=turn is not None,
            waiting=waiting(turn.progress.phase) if turn else "",
            sources=tuple(map(_source_line, named.sources)),
            marks=named.marks,
            files=tuple(_file_line(file) for file in message.files),
            leave_out=_leave_out(message) if from_user else "",
            pictures_below=turn is not None or _begins_with_text(message),
        )

    def _question_fixes(self, question: Message) -> tuple[tuple[str, str], ...]:
        fixes = []
        if not self._chat.conversation.children.get(question.id):
            fixes.append(("answer", translate("entries", "Ask again")))  # its answer was deleted, or never begun
        if any(part.withheld for part in question.media):
            fixes.append((SEND_AGAIN, translate("entries", "Send with later questions again")))
        return tuple(fixes)

    def _footer(self, message: Message) -> tuple[Fact, ...]:
        if message.receipt is None:
            return ()
        other = self._name_other(message.model, message.receipt.model)
        aloud, asked = bool(message.reasoning), self._name_model(message.model)
        return line_of(message.receipt, asked, other, asked_id=message.model, thought_aloud=aloud)

    def _note(self, message: Message) -> str:
        notes = []
        if message.state is State.STOPPED:  # was wanted: no alarm
            notes.append(translate("entries", "This answer was stopped."))
        if message.lost == 1:
            notes.append(translate("entries", "A picture that came here could not be read or saved."))
        elif message.lost:
            said = translate("entries", "{n} pictures that came here could not be read or saved.")
            notes.append(said.format(n=message.lost))
        if message.images and message.role is Role.ASSISTANT:
            notes.append(_not_sent_back(len(message.images)))
        notes += _left_out(message.receipt.left_out if message.receipt else ())
        notes += _reread(message.receipt) if message.receipt else []
        held = dict.fromkeys(part.withheld for part in message.media if part.withheld)
        notes += [_withheld(why, message.media) for why in held]
        return "\n".join(notes)


def _uses(answer: Message) -> list[tuple[str, str]]:
    """What can be done with the pictures of an answer."""
    return [("use", translate("entries", "Use in the next question"))] if answer.images else []


def _not_sent_back(pictures: int) -> str:
    """That pictures of an answer do not go along."""
    if pictures == 1:
        return translate("entries", "The picture of this answer is not sent with later questions.")
    return translate("entries", "The {n} pictures of this answer are not sent with later questions.").format(n=pictures)


def _left_out(counts: Iterable[tuple[Missing, int]]) -> list[str]:
    """What an answer was asked without."""
    said = {
        LeftOut.NOT_TAKEN: translate("entries", "{what} not sent: this model takes none."),
        LeftOut.REFUSED: translate("entries", "{what} not sent: refused by a provider."),
        LeftOut.BY_HAND: translate("entries", "{what} not sent: left out by you."),
        LeftOut.LOST: translate("entries", "{what} not sent: not stored any more."),
        LeftOut.OLD: translate("entries", "{what} not sent: there are newer ones."),
        LeftOut.NO_ROOM: translate("entries", "{what} not sent: no room in the model's context."),
        LeftOut.TOO_LARGE: translate("entries", "{what} not sent: too large for this model."),
        LeftOut.FORMAT: translate("entries", "{what} not sent: in a format that this model does not take."),
    }
    return [said[why].format(what=counted(what, count)) for (what, why), count in counts]


def _reread(receipt: Receipt) -> list[str]:
    """Whether PDFs were read for an answer in another way than their chips said."""
    if not receipt.reread:
        return []
    said = {
        Engine.UNSET: "",
        Engine.NATIVE: translate("entries", "{what} read by the model itself, not as chosen before."),
        Engine.TEXT: translate("entries", "{what} read as text alone, without scans, not as chosen before."),
        Engine.OCR: translate("entries", "{what} read with scans, for a price by the page, not as chosen before."),
    }[receipt.engine]
    return [said.format(what=counted(Modality.FILE, receipt.reread))]


def _withheld(why: Withheld, media: Sequence[Media]) -> str:
    """That parts of a question are sent no more; they are named where it has others beside them."""
    parts = [part for part in media if part.withheld is why]
    if are_pictures(media) and len(parts) == len(media):
        return _withheld_pictures(why, alone=len(parts) == 1)
    names = ", ".join(visible(part.name) for part in parts)
    if why is Withheld.REFUSED:
        said = translate("entries", "No longer sent because a provider refused a request with it: {names}")
        return said.format(names=names)
    if why is Withheld.LOST:
        said = translate("entries", "Not stored any more, so not sent with later questions: {names}")
        return said.format(names=names)
    return translate("entries", "Not sent with later questions: {names}").format(names=names)


def _withheld_pictures(why: Withheld, *, alone: bool) -> str:
    if why is Withheld.REFUSED:
        if alone:
            return translate("entries", "A provider refused a request with this picture. It will not be sent again.")
        return translate("entries", "A provider refused a request with these pictures. They will not be sent again.")
    if why is Withheld.LOST:
        if alone:
            return translate("entries", "This picture is not stored any more, and is not sent with later questions.")
        return translate("entries", "These pictures are not stored any more, and are not sent with later questions.")
    if alone:
        return translate("entries", "This picture is not sent with later questions.")
    return translate("entries", "These pictures are not sent with later questions.")


def _leave_out(question: Message) -> str:
    """What keeps the pictures and files of a question out of later ones; "" where nothing of it goes along."""
    sent = [part for part in question.media if not part.withheld]
    if sent and not are_pictures(sent):
        return translate("entries", "Send only the texts with later questions")
    if len(sent) == 1:
        return translate("entries", "Leave the picture out of later questions")
    return translate("entries", "Leave the pictures out of later questions") if sent else ""


def _file_line(file: TextFilePart | MediaPart) -> FileLine:
    if isinstance(file, MediaPart):
        facts = " · ".join(fact for fact in (media_facts(file), engine_words(file)) if fact)
        return FileLine(file.blob, file.name, facts, file.url, sign_of(file), opens=False)
    return FileLine(file.blob, file.name, f"{file_lines(file)} · {human_size(file.size)}")


def _begins_with_text(message: Message) -> bool:
    """Whether the text comes before the pictures."""
    return isinstance(next((part for part in message.parts if isinstance(part, TextPart | ImagePart)), None), TextPart)


def _source_line(source: Source) -> SourceLine:
    host = named_host(source.url)
    place = true_address(source.url).partition("://")[2]
    if "@" in place.partition("/")[0]:
        place = ""  # what stands before the @ is made to look like a host
    title = " ".join(source.title[:LONGEST_TITLE].split())  # what it hides is told where it is shown
    shown = title or place or host or true_address(source.url)
    return SourceLine(source.number, source.url, shown, "" if shown == host else host)


def _thinking_time(message: Message, turn: Turn | None) -> float | None:
    return turn.thought() if turn else message.receipt.thought if message.receipt else None


def _placed(message: Message) -> tuple[ImagePart, ...]:
    """The pictures of a message; those whose place its text has lost, as after a crash, without one."""
    text = message.text
    return tuple(
        image if not image.place or has_place(text, image.place) else replace(image, place=0)
        for image in message.images
    )


def thought(seconds: float | None, reasoning: str) -> str:
    """How long the reasoning took, if that is known, and whether the rest of it was left out, in words."""
    time = "" if seconds is None else duration(seconds)
    if len(reasoning) < MOST_THOUGHTS:
        return time
    cut = translate("entries", "only the first {n} characters are kept").format(n=number(MOST_THOUGHTS))
    return f"{time} · {cut}" if time else cut


def waiting(phase: Phase) -> str:
    """What is said while nothing comes, "" while there is nothing to say."""
    match phase:
        case Sending(taken, whole):
            return _sending(taken, whole)
        case Retrying(failure, seconds):
            return _after_failure(failure, seconds)
        case Asking(seconds):
            said = translate("entries", "Nothing for {n} minutes. The provider only says that it is alive.")
            return said.format(n=seconds // 60)
        case Waiting(seconds):
            said = translate("entries", "Still waiting: the provider is queueing · {n} s")
            return (said if seconds else translate("entries", "Waiting for the first words…")).format(n=seconds)
        case Receiving(size, silent):
            said = translate("entries", "Receiving a picture… {size}")
            still = translate("entries", "Receiving a picture… {size} · nothing more for {n} s")
            return (still if silent else said).format(size=human_size(size), n=silent)
        case Streaming(silent):
            return translate("entries", "No new words for {n} s").format(n=silent) if silent else ""


def _sending(taken: int, whole: int) -> str:
    """How much of a question is on its way."""
    said = translate("entries", "Sending {n} of {all} · {percent} %")
    return said.format(n=human_size(taken), all=human_size(whole), percent=100 * taken // whole)


def _after_failure(failure: Failure, seconds: int) -> str:
    """Why the last try failed, and below it when the next one comes."""
    coming = translate("entries", "Trying again in {n} s · Esc stops").format(n=seconds)
    if not seconds:
        coming = translate("entries", "Trying again…")
    return f"{words.sentence_for(failure, advice=False)}\n{coming}"


def _state(message: Message, *, unsaved: bool) -> str:
    states = [words.unfinished(message.state), translate("entries", "not saved") if unsaved else ""]
    return " · ".join(state for state in states if state)
