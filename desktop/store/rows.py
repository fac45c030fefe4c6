"""Messages as rows, and rows as messages.

The text of a message stands in a column of its own: most messages are nothing else, and loading them must not
parse anything. All other parts are one JSON array, in which null holds the place of the text. Empty is NULL.
Text loses what no file can hold (`files.storable`), integers stop at 63 bits: nobody counts further.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from functools import partial
from sys import intern
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from desktop.domain.conversation import Draft
from desktop.domain.errors import StoreDamaged, failure_from
from desktop.domain.message import Message, Receipt, Role, State, Usage
from desktop.domain.parts import (
    Attached,
    CitationPart,
    ImagePart,
    LostPart,
    MediaPart,
    ParsedPart,
    Part,
    ReasoningPart,
    TextFilePart,
    TextPart,
)
from desktop.store.files import storable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

MESSAGE_COLUMNS = "id, parent, role, state, created, model, text, parts, receipt, failure"
WAITING = "waiting"
LOST = "/\ufffd"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LARGEST = 2**63 - 1

_ATTACHED: dict[str, type[Attached]] = {"image": ImagePart, "text file": TextFilePart, "media": MediaPart}
_KINDS: dict[str, type[Part]] = {
    "text": TextPart,
    **_ATTACHED,
    "reasoning": ReasoningPart,
    "citation": CitationPart,
    "parsed": ParsedPart,
    "lost": LostPart,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}
_ROLES = {role.value: role for role in Role}
_STATES = {state.value: state for state in State}

_decode_parts = msgspec.json.Decoder(list[dict[str, Any] | None]).decode
_decode_rows = msgspec.json.Decoder(list[Any]).decode
_decode_receipt = msgspec.json.Decoder(Receipt).decode
_decode_failure = msgspec.json.Decoder(dict[str, Any]).decode


def micros(moment: datetime) -> int:
    """Microseconds since 1970 of an aware time."""
    return (moment - EPOCH) // timedelta(microseconds=1)


_SOUND = range(micros(datetime(2, 1, 1, tzinfo=UTC)), micros(datetime(9999, 1, 1, tzinfo=UTC)))  # in every zone


def is_sound(microseconds: int) -> bool:
    """Whether a stored time is one."""
    return microseconds in _SOUND


def moment(microseconds: int) -> datetime:
    """A stored time; 1970 in the place of a damaged one, which must not hide what it belongs to."""
    return EPOCH + timedelta(microseconds=microseconds if is_sound(microseconds) else 0)


def values_of(message: Message) -> tuple[Any, ...]:
    """A message's columns, in the order of `MESSAGE_COLUMNS`."""
    text, parts = _split(message.parts)
    return (
        message.id,
        message.parent,
        message.role.value,
        message.state.value,
        micros(message.created),
        storable(message.model),
        text,
        parts,
        _json(_facts(message.receipt)) if message.receipt else None,
        _json(_clean(message.failure.facts())) if message.failure else None,
    )


class StoredMessage(NamedTuple):
    """A row of `MESSAGE_COLUMNS`, read only when somebody looks at the message."""

    id: str
    parent: str
    role: str
    state: str
    created: int
    model: str
    text: str | None
    parts: str | None
    receipt: str | None
    failure: str | None

    @property
    def size(self) -> int:
        return len(self.text or "")

    @property
    def may_have_pdfs(self) -> bool:
        """Whether a `MediaPart` may be among its parts, which are not read for this."""
        return '"media"' in (self.parts or "")

    def message(self) -> Message:
        """Raises `StoreDamaged`."""
        with _readable():
            if not is_sound(self.created):
                raise ValueError
            return Message(
                self.id,
                self.parent,
                _ROLES[self.role],
                _parts(self.text, self.parts),
                moment(self.created),
                _STATES[self.state],
                self.model,
                _decode_receipt(self.receipt) if self.receipt else None,
                failure_from(_decode_failure(self.failure)) if self.failure else None,
            )

    def read(self) -> Message:
        """The message; of a damaged row what can be read of it, failed: it must not hide the others."""
        try:
            return self.message()
        except StoreDamaged as damage:
            role = _ROLES.get(self.role, Role.ASSISTANT)
            parts = (TextPart(self.text),) if self.text else ()
            return Message(self.id, self.parent, role, parts, EPOCH, State.FAILED, self.model, failure=damage)


def stored_messages(rows: sqlite3.Cursor) -> list[StoredMessage]:
    """What SQLite finds; ids and words that messages have in common are kept once.

    Read some hundred at a time: one by one takes twice as long, and all at once leaves holes as large as what is kept.
    """
    ids: dict[str, str] = {}
    same, make = ids.setdefault, StoredMessage._make
    return [
        make((same(name, name), ids.get(up, up), intern(role), intern(state), made, intern(model), a, b, c, d))
        for part in iter(partial(rows.fetchmany, 500), [])
        for name, up, role, state, made, model, a, b, c, d in part
    ]


def attached_to(draft: Draft) -> str | None:
    """The pictures and files of a draft as one column, in their order; of those that are not ready the paths."""
    rows = [{WAITING: storable(it)} if isinstance(it, str) else _row_of(it) for it in draft.row]
    return _json(rows) if rows else None


def draft_of(text: str, column: str | None) -> Draft:
    """A draft from its two columns. What cannot be read of what was attached is a file that is nowhere: `LOST`."""
    try:
        rows = _decode_rows(column) if column else []
    except (ValueError, RecursionError):
        rows = [None]
    return Draft(text, tuple(map(_attached_or_waiting, rows)))


def _row_of(part: Attached) -> dict[str, Any]:
    """Pictures came before there was anything else: they have no kind."""
    return _facts(part) if isinstance(part, ImagePart) else {"kind": _NAMES[type(part)], **_facts(part)}


def _attached_or_waiting(row: Any) -> Attached | str:
    try:
        if WAITING in row:
            return msgspec.convert(row[WAITING], str)
        return msgspec.convert(row, _ATTACHED[row.get("kind", "image")])
    except (AttributeError, KeyError, TypeError, ValueError):
        return LOST


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise StoreDamaged(f"a row cannot be read: {type(error).__name__}") from error


def _parts(text: str | None, parts: str | None) -> tuple[Part, ...]:
    if parts is None:
        return () if text is None else (TextPart(text),)
    return tuple(TextPart(text or "") if row is None else _part(row) for row in _decode_parts(parts))


def _split(parts: Sequence[Part]) -> tuple[str | None, str | None]:
    """The first text, and everything else with null in its place."""
    texts = [(index, storable(part.text)) for index, part in enumerate(parts) if isinstance(part, TextPart)]
    at, text = texts[0] if texts else (-1, None)
    if all(index == at for index in range(len(parts))):
        return text, None
    others = [{"kind": _NAMES[type(part)], **_facts(part)} for part in parts]
    return text, _json([None if index == at else other for index, other in enumerate(others)])


def _part(row: dict[str, Any]) -> Part:
    return msgspec.convert(row, _KINDS[row["kind"]])


def _facts(noun: Part | Receipt | Usage) -> dict[str, Any]:
    """The fields of a dataclass that are not what they are by themselves."""
    values = ((field.name, getattr(noun, field.name), field.default) for field in fields(noun))
    return {name: _clean(value) for name, value, default in values if value != default}


def _clean(value: Any) -> Any:
    """A value as JSON and SQLite can hold it."""
    match value:
        case str():
            return storable(value)
        case int():
            return max(-LARGEST, min(value, LARGEST))
        case dict():
            return {name: _clean(item) for name, item in value.items()}
        case Usage():
            return _facts(value)
    return value


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()
