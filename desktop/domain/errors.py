"""Everything that can go wrong, as one tree. Sentences and ways out for each kind are in `ui/words`.

Failure
├── ConnectionFailure          nothing usable came back from the network
│   ├── NameNotFound           the host's name has no address
│   ├── Unreachable            refused, or no route
│   ├── ConnectTimeout         no connection within 10 s
│   ├── CertificateRefused     TLS: expired, not yet valid, self-signed, another host's
│   ├── ProxyFailed            the proxy of the environment is wrong or says no
│   ├── NoAnswer               no complete headers within 30 s
│   ├── ConnectionLost         broke after the request had gone out
│   └── Silence                60 s without a byte in mid-answer
├── EndpointFailure            the endpoint answered, and said no
│   ├── BadRequest             400, 422: parameters, or a provider's rejection
│   │   ├── ContextTooLong     more tokens than the model's context length
│   │   ├── PictureRefused     unsupported, too large or unreachable picture
│   │   │   └── PictureTooSmall  fewer pixels than the model wants
│   │   └── FileRefused        the same of a PDF, a recording or a video
│   ├── KeyRefused             401
│   ├── OutOfCredit            402: balance, the key's limit, or a reservation
│   ├── NotAllowed             403: guardrail, region, privacy
│   │   └── Moderated          403: what was asked is not wanted
│   ├── ModelNotFound          404: unknown or retired model
│   │   └── NoEndpoint         404: no provider is left after the account's filters
│   ├── CannotSeePictures      404: no provider of the model takes pictures
│   ├── CannotHear             404: none takes recordings
│   ├── CannotWatch            404: none takes videos
│   ├── CannotReadFiles        404: none takes PDFs as they are
│   ├── CannotGive             404: none gives answers of the kinds that were asked for
│   ├── RequestTooLarge        413
│   ├── RateLimited            429
│   ├── ProviderFailed         5xx, and errors that a provider reports in mid-answer
│   └── UnexpectedStatus       any other status
├── AnswerFailure              an answer came, and cannot be used
│   ├── NotAnApi               a web page instead of data: a captive portal, a wrong address
│   ├── Redirected             3xx: never followed, the key would go along
│   ├── UnreadableAnswer       not HTTP, not JSON, or three damaged events in a row
│   ├── AnswerTooLarge         over 8 MiB in a line, 48 with a picture, 64 in all
│   ├── EmptyAnswer            complete, without any content
│   └── EmptyList              a model list without any model
├── ConnectionSettingFailure   the connection cannot be tried at all
│   ├── KeyMissing             the endpoint wants a key and there is none
│   ├── ManagementKey          a key that manages other keys, and is refused for chatting
│   ├── KeyNotAscii            a character that no HTTP header can carry
│   ├── CertificatesMissing    the file that a variable of the environment names has no certificates
│   └── BadAddress             not an http(s) base URL, or http to a host that is not this machine
├── KeyringFailure             the key could not be kept or read
│   ├── KeyringMissing         no backend
│   ├── KeyringLocked          locked, or the unlock prompt was dismissed
│   ├── KeyringDenied          the backend said no
│   ├── KeyringSilent          no answer in time: a password window is probably open
│   └── KeyringForgetful       what was written does not read back
├── StoreFailure               the conversations could not be read or written
│   ├── DiskFull
│   ├── StoreReadOnly
│   ├── StoreNewer             made by a newer version: never touched
│   ├── StoreDamaged           not a database, or damaged: never overwritten
│   ├── StoreBusy              another program holds it
│   ├── TooMuchUnsaved         in memory, of pictures and files that it took none of
│   └── StoreBroken            any other I/O error
│       └── BytesLost          of a picture or a file: gone or damaged; the detail is their hash
├── AttachmentFailure          a picture or a file cannot be attached
│   ├── NotAPicture            its bytes are none of the known formats, and no text
│   ├── TextTooLong            a text of more bytes than is sent of one
│   ├── PictureDamaged         truncated or broken
│   ├── PdfDamaged             nothing but a beginning
│   ├── PictureTooLarge        to be decoded in the memory there is for that
│   │   ├── TooManyPixels      the detail is its size
│   │   ├── TooManyFrames      or pages
│   │   └── TooManyBytes       as it came, or as it would be sent
│   ├── FileTooLarge           more bytes than are held in memory to be sent
│   ├── FileUnreadable         the system says no; the detail is why, in its own words
│   │   ├── FileGone           missing or vanished
│   │   ├── FileReplaced       another one than was read before
│   │   ├── FileForbidden      no permission
│   │   └── NotAFile           a pipe, a socket, a device
│   ├── FileEmpty              nothing is in it
│   ├── FolderEmpty            likewise, but for what is hidden or leads elsewhere
│   ├── FilesLeftOut           of a folder, for their kinds
│   │   └── FolderTooLarge     more files than one message takes, beside those
│   ├── TooManyPictures        more than one message takes
│   └── DecoderFailed          the decoding process died or took too long
├── FileUnwritable             what was to be saved: no folder, no permission, no room
└── Defect                     our own mistake: an exception nobody expected
"""

from __future__ import annotations

from typing import Any

from desktop.domain import failure

Failure = failure.Failure


class ConnectionFailure(Failure):
    retryable = True


class NameNotFound(ConnectionFailure): ...


class Unreachable(ConnectionFailure): ...


class ConnectTimeout(ConnectionFailure): ...


class CertificateRefused(ConnectionFailure):
    retryable = False


class ProxyFailed(ConnectionFailure):
    retryable = False


class NoAnswer(ConnectionFailure):
    """Not tried again by itself: the request may be running, and be billed."""

    retryable = False


class ConnectionLost(ConnectionFailure):
    """Not tried again by itself: the request may be running, and be billed."""

    retryable = False


class Silence(ConnectionFailure):
    retryable = False


class EndpointFailure(Failure): ...


class BadRequest(EndpointFailure): ...


class ContextTooLong(BadRequest): ...


class PictureRefused(BadRequest): ...


class PictureTooSmall(PictureRefused): ...


class FileRefused(BadRequest): ...


class KeyRefused(EndpointFailure): ...


class OutOfCredit(EndpointFailure): ...


class NotAllowed(EndpointFailure): ...


class Moderated(NotAllowed): ...


class ModelNotFound(EndpointFailure): ...


class NoEndpoint(ModelNotFound): ...


class CannotSeePictures(EndpointFailure): ...


class CannotHear(EndpointFailure): ...


class CannotWatch(EndpointFailure): ...


class CannotReadFiles(EndpointFailure): ...


class CannotGive(EndpointFailure): ...


class RequestTooLarge(EndpointFailure): ...


class RateLimited(EndpointFailure):
    retryable = True


class ProviderFailed(EndpointFailure):
    """Tried again by itself only for 408, 502, 503, 504, 524 and 529; see `api.faults`."""


class UnexpectedStatus(EndpointFailure): ...


class AnswerFailure(Failure): ...


class NotAnApi(AnswerFailure): ...


class Redirected(AnswerFailure): ...


class UnreadableAnswer(AnswerFailure): ...


class AnswerTooLarge(AnswerFailure): ...


class EmptyAnswer(AnswerFailure): ...


class EmptyList(AnswerFailure): ...


class ConnectionSettingFailure(Failure): ...


class KeyMissing(ConnectionSettingFailure): ...


class ManagementKey(ConnectionSettingFailure): ...


class KeyNotAscii(ConnectionSettingFailure): ...


class CertificatesMissing(ConnectionSettingFailure): ...


class BadAddress(ConnectionSettingFailure): ...


class KeyringFailure(Failure): ...


class KeyringMissing(KeyringFailure): ...


class KeyringLocked(KeyringFailure): ...


class KeyringDenied(KeyringFailure): ...


class KeyringSilent(KeyringFailure): ...


class KeyringForgetful(KeyringFailure): ...


class StoreFailure(Failure): ...


class DiskFull(StoreFailure): ...


class StoreReadOnly(StoreFailure): ...


class StoreNewer(StoreFailure): ...


class StoreDamaged(StoreFailure): ...


class StoreBusy(StoreFailure): ...


class TooMuchUnsaved(StoreFailure): ...


class StoreBroken(StoreFailure): ...


class BytesLost(StoreBroken): ...


class AttachmentFailure(Failure): ...


class NotAPicture(AttachmentFailure): ...


class TextTooLong(AttachmentFailure): ...


class PictureDamaged(AttachmentFailure): ...


class PdfDamaged(AttachmentFailure): ...


class PictureTooLarge(AttachmentFailure): ...


class TooManyPixels(PictureTooLarge): ...


class TooManyFrames(PictureTooLarge): ...


class TooManyBytes(PictureTooLarge): ...


class FileTooLarge(AttachmentFailure): ...


class FileUnreadable(AttachmentFailure): ...


class FileGone(FileUnreadable): ...


class FileReplaced(FileUnreadable): ...


class FileForbidden(FileUnreadable): ...


class NotAFile(FileUnreadable): ...  # but a pipe, a socket or a device


class FileEmpty(AttachmentFailure): ...


class FolderEmpty(AttachmentFailure): ...


class FilesLeftOut(AttachmentFailure): ...


class FolderTooLarge(FilesLeftOut): ...


class TooManyPictures(AttachmentFailure): ...


class DecoderFailed(AttachmentFailure): ...


class FileUnwritable(Failure): ...


class Defect(Failure): ...


def kinds(root: type[Failure] = Failure) -> dict[str, type[Failure]]:
    """Every class of the tree below and with `root`, by name."""
    found = {root.__name__: root}
    for child in root.__subclasses__():
        found |= kinds(child)
    return found


def failure_from(facts: dict[str, Any]) -> Failure:
    """The failure that `Failure.facts` describes; a kind of another version becomes a plain `Failure`."""
    kind = kinds().get(str(facts.get("kind", "")), Failure)
    return kind(str(facts.get("detail", "")), **{name: facts[name] for name in failure.KNOWN if name in facts})
