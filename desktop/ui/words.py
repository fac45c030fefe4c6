"""What each failure is called in front of a person: a sentence, and one way out.

Every kind of `domain/errors` stands in the table with its own sentence. `{detail}` holds the other side's own
words: plain text wherever it is shown.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.domain.foreign import one_line
from desktop.domain.message import State
from desktop.domain.refusals import is_unwanted
from desktop.ui.figures import human_size, number

if TYPE_CHECKING:
    from desktop.domain.errors import Failure
    from desktop.domain.message import Message

# Ways out: what the button does, and what stands on it.
FIXES = {
    "retry": QT_TRANSLATE_NOOP("words", "Try again"),
    "continue": QT_TRANSLATE_NOOP("words", "Continue"),
    "key": QT_TRANSLATE_NOOP("words", "API key…"),
    "memory": QT_TRANSLATE_NOOP("words", "Keep for this run only"),
    "model": QT_TRANSLATE_NOOP("words", "Choose another model"),
    "endpoint": QT_TRANSLATE_NOOP("words", "Another endpoint…"),
    "credits": QT_TRANSLATE_NOOP("words", "Open the credits page"),
    "privacy": QT_TRANSLATE_NOOP("words", "Open the privacy settings"),
    "new": QT_TRANSLATE_NOOP("words", "Start a new chat"),
    "edit": QT_TRANSLATE_NOOP("words", "Edit the question"),
    "refresh": QT_TRANSLATE_NOOP("words", "Refresh"),
    "save": QT_TRANSLATE_NOOP("words", "Save now"),
    "fresh": QT_TRANSLATE_NOOP("words", "Open a fresh one beside it"),
    "remove": QT_TRANSLATE_NOOP("words", "Remove"),
    "browser": QT_TRANSLATE_NOOP("words", "Open in the browser…"),
    "elsewhere": QT_TRANSLATE_NOOP("words", "Save elsewhere…"),
}

# What became of an answer.
STATES = {
    State.STREAMING: QT_TRANSLATE_NOOP("words", "on its way"),
    State.COMPLETE: QT_TRANSLATE_NOOP("words", "complete"),
    State.STOPPED: QT_TRANSLATE_NOOP("words", "stopped"),
    State.CUT_OFF: QT_TRANSLATE_NOOP("words", "cut off"),
    State.FAILED: QT_TRANSLATE_NOOP("words", "failed"),
}

REASONS = {
    "DiskFull": QT_TRANSLATE_NOOP("words", "The disk is full."),
    "StoreReadOnly": QT_TRANSLATE_NOOP("words", "The data folder cannot be written."),
}

AT_OPENROUTER = ("credits", "privacy")  # pages of OpenRouter's, no help with another endpoint
OPENROUTER_HOST = "openrouter.ai"

# Kind: (sentence, way out). Order follows the tree.
TABLE = {
    "Failure": (QT_TRANSLATE_NOOP("words", "That did not work. {detail}"), "retry"),
    "ConnectionFailure": (QT_TRANSLATE_NOOP("words", "No connection to {host}. {detail}"), "retry"),
    "NameNotFound": (
        QT_TRANSLATE_NOOP("words", "{host} was not found. Is this computer online?"),
        "retry",
    ),
    "Unreachable": (
        QT_TRANSLATE_NOOP("words", "{host} refused the connection. Is the server running?"),
        "retry",
    ),
    "ConnectTimeout": (QT_TRANSLATE_NOOP("words", "{host} did not accept a connection in 10 seconds."), "retry"),
    "CertificateRefused": (
        QT_TRANSLATE_NOOP("words", "The certificate of {host} is not trusted: {detail}. Is the clock right?"),
        "retry",
    ),
    "ProxyFailed": (QT_TRANSLATE_NOOP("words", "The proxy does not work: {detail}"), "retry"),
    "NoAnswer": (
        QT_TRANSLATE_NOOP("words", "{host} did not answer in 30 seconds. The question may have been charged."),
        "retry",
    ),
    "ConnectionLost": (
        QT_TRANSLATE_NOOP("words", "The connection to {host} was lost. What had arrived is kept."),
        "retry",
    ),
    "Silence": (
        QT_TRANSLATE_NOOP("words", "{host} sent nothing for 60 seconds. What had arrived is kept."),
        "retry",
    ),
    "EndpointFailure": (QT_TRANSLATE_NOOP("words", "{host} refused the request: {detail}"), "retry"),
    "BadRequest": (QT_TRANSLATE_NOOP("words", "The request was not accepted: {detail}"), "edit"),
    "ContextTooLong": (
        QT_TRANSLATE_NOOP("words", "This conversation is longer than the model's context. {detail}"),
        "model",
    ),
    "PictureRefused": (QT_TRANSLATE_NOOP("words", "A picture was not accepted: {detail}"), "edit"),
    "PictureTooSmall": (QT_TRANSLATE_NOOP("words", "A picture is too small for this model: {detail}"), "edit"),
    "FileRefused": (QT_TRANSLATE_NOOP("words", "A file was not accepted: {detail}"), "edit"),
    "KeyRefused": (QT_TRANSLATE_NOOP("words", "{host} refused the key. {detail}"), "key"),
    "OutOfCredit": (QT_TRANSLATE_NOOP("words", "The credit does not cover this request. {detail}"), "credits"),
    "NotAllowed": (QT_TRANSLATE_NOOP("words", "This request is not allowed: {detail}"), "model"),
    "Moderated": (QT_TRANSLATE_NOOP("words", "The provider's moderation ended the answer: {detail}"), "edit"),
    "ModelNotFound": (QT_TRANSLATE_NOOP("words", "{host} does not have this model. {detail}"), "model"),
    "NoEndpoint": (
        QT_TRANSLATE_NOOP(
            "words",
            "No provider is left for this model: it is gone, or the account's settings exclude all. {detail}",
        ),
        "privacy",
    ),
    "CannotSeePictures": (QT_TRANSLATE_NOOP("words", "This model cannot see pictures."), "model"),
    "CannotHear": (QT_TRANSLATE_NOOP("words", "This model cannot hear recordings."), "model"),
    "CannotWatch": (QT_TRANSLATE_NOOP("words", "This model cannot watch videos."), "model"),
    "CannotReadFiles": (QT_TRANSLATE_NOOP("words", "This model cannot read PDFs itself."), "model"),
    "CannotGive": (
        QT_TRANSLATE_NOOP(
            "words", "No provider of this model gives the kinds of answers that it is listed with. {detail}"
        ),
        "model",
    ),
    "RequestTooLarge": (
        QT_TRANSLATE_NOOP(
            "words",
            "The request is too large. Fewer or smaller pictures and files, or a new chat, make it smaller. {detail}",
        ),
        "edit",
    ),
    "RateLimited": (QT_TRANSLATE_NOOP("words", "Too many requests for now. {detail} {wait}"), "retry"),
    "ProviderFailed": (QT_TRANSLATE_NOOP("words", "The provider {provider} failed: {detail}"), "retry"),
    "UnexpectedStatus": (QT_TRANSLATE_NOOP("words", "{host} gave an unexpected answer ({status}). {detail}"), "retry"),
    "AnswerFailure": (QT_TRANSLATE_NOOP("words", "The answer of {host} cannot be used. {detail}"), "retry"),
    "NotAnApi": (
        QT_TRANSLATE_NOOP(
            "words",
            "{host} sent a web page instead of data. This network may want a login, or the address is wrong.",
        ),
        "endpoint",
    ),
    "Redirected": (
        QT_TRANSLATE_NOOP("words", "{host} wants to send the request elsewhere: {detail}. It was not followed."),
        "endpoint",
    ),
    "UnreadableAnswer": (QT_TRANSLATE_NOOP("words", "The answer of {host} is damaged. {detail}"), "retry"),
    "AnswerTooLarge": (QT_TRANSLATE_NOOP("words", "The answer is too large. What had arrived is kept."), "retry"),
    "EmptyAnswer": (QT_TRANSLATE_NOOP("words", "The answer is empty. Another try often helps."), "retry"),
    "EmptyList": (QT_TRANSLATE_NOOP("words", "The list that {host} sent has no models."), "retry"),
    "ConnectionSettingFailure": (
        QT_TRANSLATE_NOOP("words", "This connection cannot be used. {detail}"),
        "endpoint",
    ),
    "KeyMissing": (QT_TRANSLATE_NOOP("words", "Asking this model needs an API key."), "key"),
    "ManagementKey": (
        QT_TRANSLATE_NOOP("words", "This key manages other keys and cannot chat. An ordinary one is needed."),
        "key",
    ),
    "KeyNotAscii": (
        QT_TRANSLATE_NOOP("words", "This key has characters that no key can have. Copy it again, please."),
        "key",
    ),
    "CertificatesMissing": (
        QT_TRANSLATE_NOOP("words", "{detail} names a file without certificates. Correct it, and start Parley again."),
        "retry",
    ),
    "BadAddress": (
        QT_TRANSLATE_NOOP("words", "This is not an address that can be used safely. {detail}"),
        "endpoint",
    ),
    "KeyringFailure": (QT_TRANSLATE_NOOP("words", "The system's keyring does not work. {detail}"), "memory"),
    "KeyringMissing": (
        QT_TRANSLATE_NOOP(
            "words",
            "This system has no keyring (GNOME Keyring, KWallet or KeePassXC). The key can be kept for this run.",
        ),
        "memory",
    ),
    "KeyringLocked": (
        QT_TRANSLATE_NOOP("words", "The system's keyring is locked. Unlock it, or use a key for this run only."),
        "key",
    ),
    "KeyringDenied": (QT_TRANSLATE_NOOP("words", "The system's keyring denied access. {detail}"), "memory"),
    "KeyringSilent": (
        QT_TRANSLATE_NOOP("words", "The system's keyring does not answer. Is its password window open?"),
        "key",
    ),
    "KeyringForgetful": (
        QT_TRANSLATE_NOOP("words", "The system's keyring did not keep the key. It can be kept for this run."),
        "memory",
    ),
    "StoreFailure": (QT_TRANSLATE_NOOP("words", "The conversations cannot be stored. {detail}"), "save"),
    "DiskFull": (QT_TRANSLATE_NOOP("words", "The disk is full. What is new stays on screen, not saved."), "save"),
    "StoreReadOnly": (
        QT_TRANSLATE_NOOP("words", "The data folder cannot be written. What is new stays on screen, not saved."),
        "save",
    ),
    "StoreNewer": (
        QT_TRANSLATE_NOOP("words", "These conversations were stored by a newer Parley. Nothing was touched. {detail}"),
        "fresh",
    ),
    "StoreDamaged": (
        QT_TRANSLATE_NOOP("words", "The file of the conversations is damaged. Nothing was touched. {detail}"),
        "fresh",
    ),
    "StoreBusy": (QT_TRANSLATE_NOOP("words", "Another program holds the conversations."), "save"),
    "TooMuchUnsaved": (
        QT_TRANSLATE_NOOP(
            "words", "Not attached: nothing can be stored now, and what waits for that may take {most_size} at most."
        ),
        "retry",
    ),
    "StoreBroken": (QT_TRANSLATE_NOOP("words", "The conversations cannot be stored: {detail}"), "save"),
    "BytesLost": (
        QT_TRANSLATE_NOOP(
            "words", "A picture or a file of this chat is not stored any more, and goes along no longer."
        ),
        "retry",
    ),
    "AttachmentFailure": (QT_TRANSLATE_NOOP("words", "This cannot be attached. {detail}"), "remove"),
    "NotAPicture": (QT_TRANSLATE_NOOP("words", "Files of this kind cannot be attached."), "remove"),
    "TextTooLong": (
        QT_TRANSLATE_NOOP("words", "This text is too long for a question: {size}. The most is {most_size}."),
        "remove",
    ),
    "PictureDamaged": (
        QT_TRANSLATE_NOOP("words", "This picture cannot be read: it is damaged, or of a rare kind."),
        "remove",
    ),
    "PdfDamaged": (QT_TRANSLATE_NOOP("words", "This is no PDF, though it begins as one: it is damaged."), "remove"),
    "PictureTooLarge": (QT_TRANSLATE_NOOP("words", "This picture is too large to be read. {detail}"), "remove"),
    "TooManyPixels": (
        QT_TRANSLATE_NOOP("words", "This picture is too large: {detail}. The most is {most_millions} million pixels."),
        "remove",
    ),
    "TooManyFrames": (QT_TRANSLATE_NOOP("words", "This picture has more than {most} frames or pages."), "remove"),
    "TooManyBytes": (
        QT_TRANSLATE_NOOP("words", "This picture is too large: {size}. The most is {most_size}."),
        "remove",
    ),
    "FileTooLarge": (
        QT_TRANSLATE_NOOP("words", "This file is too large: {size}. The most is {most_size}."),
        "remove",
    ),
    "FileUnreadable": (QT_TRANSLATE_NOOP("words", "This file cannot be read. {detail}"), "remove"),
    "FileGone": (QT_TRANSLATE_NOOP("words", "This file does not exist, or no longer."), "remove"),
    "FileReplaced": (QT_TRANSLATE_NOOP("words", "A different file has this name now."), "remove"),
    "FileForbidden": (QT_TRANSLATE_NOOP("words", "You have no permission to read this."), "remove"),
    "NotAFile": (QT_TRANSLATE_NOOP("words", "This is a pipe, a socket or a device, and no file."), "remove"),
    "FileEmpty": (QT_TRANSLATE_NOOP("words", "This file is empty."), "remove"),
    "FolderEmpty": (
        QT_TRANSLATE_NOOP("words", "There is no file in this folder, or only hidden ones and links."),
        "remove",
    ),
    "FilesLeftOut": (
        QT_TRANSLATE_NOOP("words", "Files in this folder that were not attached: {count}"),
        "remove",
    ),
    "FolderTooLarge": (
        QT_TRANSLATE_NOOP("words", "One message takes {most} files. Not attached of this folder: {count}."),
        "remove",
    ),
    "TooManyPictures": (
        QT_TRANSLATE_NOOP("words", "One message takes {most} files. Not attached: {count}."),
        "remove",
    ),
    "DecoderFailed": (
        QT_TRANSLATE_NOOP("words", "The process that decodes pictures ended early, or took too long."),
        "retry",
    ),
    "FileUnwritable": (QT_TRANSLATE_NOOP("words", "The file could not be written. {detail}"), "elsewhere"),
    "Defect": (
        QT_TRANSLATE_NOOP("words", "Something went wrong inside Parley ({detail}). It is in the log."),
        "retry",
    ),
}


MILLION = 1_000_000
LONGEST_WAIT = 86_400  # seconds; whoever is to wait for longer comes back on another day


# Instead of what `TABLE` says of answers, where nothing of one came …
NOTHING_KEPT = {
    "ConnectionLost": QT_TRANSLATE_NOOP("words", "The connection to {host} was lost."),
    "Silence": QT_TRANSLATE_NOOP("words", "{host} sent nothing for 60 seconds."),
    "AnswerTooLarge": QT_TRANSLATE_NOOP("words", "The answer is too large."),
    "Moderated": QT_TRANSLATE_NOOP(
        "words", "The provider's moderation refused this question, and later requests go without it: {detail}"
    ),
}
# … and where something else was fetched, such as a list.
NOT_ASKED = {"NoAnswer": QT_TRANSLATE_NOOP("words", "{host} did not answer in 30 seconds."), **NOTHING_KEPT}

# And where a picture was fetched from its address.
FETCHED = NOT_ASKED | {
    "NoAnswer": QT_TRANSLATE_NOOP("words", "{host} did not send the picture in 20 seconds."),
    "NotAPicture": QT_TRANSLATE_NOOP("words", "{host} sent something other than a picture."),
    "Redirected": QT_TRANSLATE_NOOP("words", "{host} says that the picture lies elsewhere: {detail}."),
}


def sentence_for(
    failure: Failure, *, advice: bool = True, asked: bool = True, kept: bool = True, fetched: bool = False
) -> str:
    """What happened and why, in one or two sentences of plain text.

    Without `advice` there is no word of trying again; what was not `asked` of a model is no question, and none of
    it is kept; of an answer nothing is `kept` where nothing had come. What was `fetched` is a picture at an address.
    """
    sentence, _ = TABLE.get(failure.kind, TABLE["Failure"])
    instead = FETCHED if fetched else NOT_ASKED if not asked else {} if kept else NOTHING_KEPT
    sentence = instead.get(failure.kind, sentence)
    words = _translate(sentence).format(
        host=failure.host or _translate(QT_TRANSLATE_NOOP("words", "The endpoint")),
        detail=_ended(failure.detail) if "{detail} " in str(sentence) else failure.detail,
        status=failure.status or "",
        provider=failure.provider or failure.host,
        wait=_wait(failure.retry_after) if advice else "",
        **_amounts(failure),
    )
    return one_line(words, len(words)).removesuffix(":")


def why_not_stored(failure: Failure) -> str:
    """The reason alone, where what becomes of it is said beside it."""
    return _translate(REASONS[failure.kind]) if failure.kind in REASONS else sentence_for(failure)


def why_ended(answer: Message, failure: Failure) -> str:
    """Why an answer did not end well, and what became of what had come of it."""
    came = answer.text.strip() or answer.reasoning or answer.images
    return sentence_for(failure, kept=bool(came) and not is_unwanted(answer))


def _amounts(failure: Failure) -> dict[str, str]:
    """How much there is and how much may be, in whatever way a sentence says that."""
    count, most = failure.count or 0, failure.most or 0
    more = _translate(QT_TRANSLATE_NOOP("words", "more than {n}")) if failure.more else "{n}"
    uncounted = failure.more and not count
    return {
        "count": _translate(QT_TRANSLATE_NOOP("words", "some")) if uncounted else more.format(n=number(count)),
        "size": more.format(n=human_size(count)),
        "most": number(most),
        "most_size": human_size(most),
        "most_millions": number(most / MILLION),
    }


def _ended(text: str) -> str:
    """Others' words with a full stop, as something follows them."""
    return text if not text or unicodedata.category(text[-1]) in {"Po", "Pe", "Pf"} else text + "."


def way_out(failure: Failure) -> tuple[str, str]:
    """The id of the action that helps, and the words on its button."""
    _, fix = TABLE.get(failure.kind, TABLE["Failure"])
    if fix in AT_OPENROUTER and failure.host != OPENROUTER_HOST:
        fix = "retry"
    return fix, fix_label(fix)


def fix_label(fix: str) -> str:
    return _translate(FIXES[fix])


def state_name(state: State) -> str:
    return _translate(STATES[state])


def unfinished(state: State) -> str:
    """Why an answer did not come to its end; "" when it did."""
    return state_name(state) if state.is_unfinished else ""


def _wait(seconds: float | None) -> str:
    if seconds is None or not seconds < LONGEST_WAIT:
        return ""
    return _translate(QT_TRANSLATE_NOOP("words", "Try again in {n} s.")).format(n=round(seconds))


def _translate(text: object) -> str:
    return QCoreApplication.translate("words", str(text))  # Qt's stub calls a marked text an object
