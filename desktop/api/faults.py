"""What went wrong on the wire → `domain.errors`. Tables first: exceptions, statuses, words, texts.

Sources: reference/openrouter-api.md §5; reference/reliability.md §3.
"""

from __future__ import annotations

import re
import socket
import ssl
from functools import partial
from typing import TYPE_CHECKING

import httpx

from desktop.api.error_body import Report, error_in, report_of
from desktop.api.retry import wait_of
from desktop.domain import errors
from desktop.domain.delta import Annotation
from desktop.domain.foreign import one_line, shortened
from desktop.domain.unseen import UNSHOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

HTTPX = (httpx.HTTPError, httpx.InvalidURL, httpx.CookieConflict, httpx.StreamError)

# The entry nearest in an exception's ancestry wins, so that an exception of a later httpx finds one too.
BY_EXCEPTION: dict[type[BaseException], type[errors.Failure]] = {
    httpx.HTTPError: errors.ConnectionLost,
    httpx.TimeoutException: errors.NoAnswer,
    httpx.ConnectTimeout: errors.ConnectTimeout,
    httpx.PoolTimeout: errors.ConnectTimeout,
    httpx.ReadTimeout: errors.Silence,
    httpx.NetworkError: errors.ConnectionLost,
    httpx.ConnectError: errors.Unreachable,
    httpx.ProxyError: errors.ProxyFailed,
    httpx.UnsupportedProtocol: errors.BadAddress,
    httpx.InvalidURL: errors.BadAddress,
    httpx.ProtocolError: errors.UnreadableAnswer,
    httpx.DecodingError: errors.UnreadableAnswer,
    httpx.TooManyRedirects: errors.Redirected,
    httpx.HTTPStatusError: errors.UnexpectedStatus,
    httpx.LocalProtocolError: errors.Defect,
    httpx.CookieConflict: errors.Defect,
    httpx.StreamError: errors.Defect,
}
CUT = ("disconnected", "peer closed")  # httpcore's and h11's words for a connection that ended too early

BY_STATUS: dict[int, type[errors.Failure]] = {
    400: errors.BadRequest,
    401: errors.KeyRefused,
    402: errors.OutOfCredit,
    403: errors.NotAllowed,
    404: errors.ModelNotFound,
    407: errors.ProxyFailed,
    408: errors.ProviderFailed,
    412: errors.BadRequest,
    413: errors.RequestTooLarge,
    415: errors.BadRequest,
    422: errors.BadRequest,
    429: errors.RateLimited,
}
NOT_MODIFIED = 304  # the answer to a condition, which no request here sends: it leads nowhere else
NOT_AN_API = {404, 405, 511}  # unless an error object says otherwise: a wrong path; a network that wants a login
PAGE_MEANS_NOT_AN_API = {400, 403}
WORTH_ANOTHER_TRY = {408, 502, 503, 504, 524, 529}

# `metadata.error_type` (§5.3), `availability.code`, and the codes of other makers' endpoints.
WORDS: tuple[tuple[type[errors.Failure], int, str], ...] = (
    (errors.BadRequest, 400, "invalid_request invalid_prompt max_tokens_exceeded string_too_long wrong_endpoint"),
    (errors.ContextTooLong, 400, "context_length_exceeded token_limit_exceeded"),
    (errors.PictureRefused, 400, "invalid_image image_too_large unsupported_image_format"),
    (errors.PictureTooSmall, 400, "image_too_small"),
    (errors.PictureRefused, 400, "image_download_failed image_not_found invalid_image_format invalid_image_url"),
    (errors.PictureRefused, 400, "invalid_base64_image invalid_image_mode image_parse_error image_file_too_large"),
    (errors.PictureRefused, 400, "unsupported_image_media_type empty_image_file failed_to_download_image"),
    (errors.PictureRefused, 400, "image_file_not_found"),
    (errors.KeyRefused, 401, "authentication authentication_error invalid_api_key"),
    (errors.OutOfCredit, 402, "payment_required insufficient_quota"),
    (errors.Moderated, 403, "content_policy_violation refusal content_filter content_filtered moderation_blocked"),
    (errors.Moderated, 403, "image_content_policy_violation responsibleaipolicyviolation data_inspection_failed"),
    (errors.Moderated, 403, "datainspectionfailed prohibited_content safety"),
    (errors.NotAllowed, 403, "permission_denied permission_error"),
    (errors.ModelNotFound, 404, "not_found model_not_found model_deprecated free_variant_ended not_found_error"),
    (errors.NoEndpoint, 404, "no_endpoints constraint_filtered privacy_restricted region_restricted"),
    (errors.BadRequest, 400, "invalid_request_error"),
    (errors.BadRequest, 412, "precondition_failed"),
    (errors.RequestTooLarge, 413, "payload_too_large request_too_large"),
    (errors.BadRequest, 422, "unprocessable"),
    (errors.RateLimited, 429, "rate_limit_exceeded rate_limit_error capacity_exhausted"),
    (errors.ProviderFailed, 500, "server unmapped server_error api_error"),
    (errors.ProviderFailed, 502, "provider_unavailable model_unavailable_upstream"),
    (errors.ProviderFailed, 503, "provider_overloaded temporarily_unavailable"),
    (errors.ProviderFailed, 504, "timeout"),
    (errors.ProviderFailed, 529, "overloaded_error"),
)
BY_WORD = {word: (kind, status) for kind, status, words in WORDS for word in words.split()}

# What a person asked was not wanted, in the words of many makers.
UNWANTED = (
    r"content[ _-]?(filter|policy|management|moderation|safety|restriction|exists risk)|\bmoderat(ed|ion)\b"
    r"|safety[ _](system|filter|setting|check|reason|polic)|blocked .{0,30}\bsafety|prohibited_?content"
    r"|data_?inspection|inappropriate content|considered high risk|sensitive (content|information|words?)\b"
    r"|violat\w{1,9} .{0,40}(usage polic(y|ies)|guidelines)\b|new_sensitive|敏感|违规"
    r"|\b(content|images?|input|messages?|prompt|request|text) (was|were|has been|have been|is|got) flagged"
)
# 5xx too, in which codes alone can say so: texts tell as well of a moderation that does not work.
VAGUE = (errors.BadRequest, errors.NotAllowed, errors.ProviderFailed, errors.UnexpectedStatus)
# As the words of a provider behind such an error.
TELLING = (errors.Moderated, errors.PictureRefused, errors.PictureTooSmall)
PICTURES = "png|jpe?g|webp|gif|hei[cf]|avif|bmp|tiff?|svg"  # as media types are named by halves
BLIND = (
    r"image input|not support images?\b|not a multimodal model|unknown variant `?image_url|image_url is only supported"
    r"|content part type\W{1,4}image_url"
)

TOO_SMALL = (
    r"\b(images?|pictures?|width|height|dimensions?|resolution)\b.{0,80}"
    r"(\btoo small\b|\bat least \d+ ?(x|×|by|px|pixels?)|\bmust be (larger|greater|bigger) than \d"
    r"|\bbelow the minimum\b)"
)

NO_WAY = (errors.ModelNotFound, errors.NoEndpoint)
DEAF = ((r"audio", errors.CannotHear), (r"videos?", errors.CannotWatch), (r"(files?|pdfs?)", errors.CannotReadFiles))
# Of a server that breaks over one, and will again; not where it did not get hold of one in time.
NO_PICTURE = (
    r"cannot identify image|(cannot|can't|could not|couldn't|unable to|failed to) (decode|parse|identify)"
    r"( (the|an?|this|your|input|base64))* image|unsupported image|invalid image\b"
)

# Texts that say more than the status. They change: matched loosely, and only within the general kind.
BY_TEXT: tuple[tuple[type[errors.Failure], re.Pattern[str], type[errors.Failure]], ...] = tuple(
    (general, re.compile(pattern, re.IGNORECASE), kind)
    for general, pattern, kind in (
        *((general, r"\boutput modalit", errors.CannotGive) for general in NO_WAY),
        (errors.ModelNotFound, r"image input|support\w* (for )?images?\b", errors.CannotSeePictures),
        (errors.NoEndpoint, r"image input", errors.CannotSeePictures),
        *((general, rf"\b({what} input|input {what})\b", kind) for general in NO_WAY for what, kind in DEAF),
        (errors.ModelNotFound, r"no (allowed )?(endpoints|providers)|data policy", errors.NoEndpoint),
        (errors.BadRequest, r"not a valid model", errors.ModelNotFound),
        (errors.BadRequest, r"context (length|window|size)|too many tokens|input is too long", errors.ContextTooLong),
        (errors.BadRequest, r"prompt is too long|token count .{0,200}exceeds", errors.ContextTooLong),
        *((general, UNWANTED, errors.Moderated) for general in VAGUE),
        *((general, TOO_SMALL, errors.PictureTooSmall) for general in (errors.BadRequest, errors.PictureRefused)),
        (errors.ProviderFailed, NO_PICTURE, errors.PictureRefused),
        *((general, BLIND, errors.CannotSeePictures) for general in (errors.BadRequest, errors.ProviderFailed)),
        *((errors.BadRequest, rf"\bnot support {what} inputs?\b", kind) for what, kind in DEAF),
        (errors.BadRequest, r"\bimages?\b|image_url", errors.PictureRefused),
        (errors.BadRequest, rf"unsupported mime ?type\W{{1,4}}({PICTURES})\b", errors.PictureRefused),
        (errors.BadRequest, r"unsupported mime ?type", errors.FileRefused),
        (errors.BadRequest, r"\b(pdf|document|file|audio|video)s?\b|input_audio|video_url", errors.FileRefused),
        (errors.NotAllowed, r"key limit exceeded", errors.OutOfCredit),
    )
)
DAILY = re.compile(r"free_tier_daily|per-day")  # waiting is pointless before midnight UTC (§5.6)

LONGEST_DETAIL = 500  # characters
READ = 2_000  # characters of a detail in which a reason is looked for: some texts repeat a whole question
LONGEST_REASON = 30  # of up to eight, which then find room beside …
ROOM_FOR_REASONS = 240  # … so much of the rest
ESCAPE = re.compile(rb"\\(?:u00([2-7][0-9a-f])|(/)|.)", re.DOTALL | re.IGNORECASE)  # in JSON
BETWEEN = f"[\\s{UNSHOWN}]*"  # what may stand between the letters of a key that can be read all the same
BLANKS = bytes(code for code in range(128) if re.fullmatch(BETWEEN, chr(code)))
SECRET = 8  # characters from which a key is one; shorter ones are made up for endpoints that want any


class Faults:
    """Makes the failures of one endpoint: names its host, and keeps the key out of every text but the answers.

    Args:
        host: For sentences.
        key: Never part of a detail, even when the endpoint repeats it, in capitals, across lines or with characters
            between that nobody sees.
        proxy: The variable whose proxy is used, empty when none is.
    """

    def __init__(self, host: str, key: str = "", proxy: str = "") -> None:
        self.host = host
        self._key = key
        self._proxy = proxy
        self._secret = key if len(key) >= SECRET else ""

    def of_exception(self, error: BaseException) -> errors.Failure:
        """The failure behind an exception of httpx."""
        kind = next(BY_EXCEPTION[ancestor] for ancestor in type(error).__mro__ if ancestor in BY_EXCEPTION)
        detail = ""
        if kind is errors.Unreachable:
            kind, detail = self._unreachable(error)
        elif kind is errors.UnreadableAnswer and any(word in str(error) for word in CUT):
            kind = errors.ConnectionLost
        elif kind is errors.ProxyFailed:
            detail = self._proxy
        return kind(detail, host=self.host)

    def _unreachable(self, error: BaseException) -> tuple[type[errors.Failure], str]:
        for cause in _causes(error):
            if isinstance(cause, ssl.SSLCertVerificationError):
                return errors.CertificateRefused, cause.verify_message
            if type(cause) is ssl.SSLError:  # its subclasses say that the connection ended, or wants to be read
                return errors.UnreadableAnswer, (cause.reason or "").replace("_", " ").lower()
            if isinstance(cause, socket.gaierror) and not self._proxy:
                return errors.NameNotFound, ""
        return (errors.ProxyFailed, self._proxy) if self._proxy else (errors.Unreachable, "")

    def of_response(self, status: int, headers: httpx.Headers, body: bytes) -> errors.Failure:
        """The failure that an answer other than 200 stands for. `body` is its beginning."""
        if 300 <= status < 400 and status != NOT_MODIFIED:  # noqa: PLR2004 - redirections
            return errors.Redirected(self._told(_target(headers) or self.host), host=self.host, status=status)
        if status == 407:  # noqa: PLR2004 - proxy authentication required
            return errors.ProxyFailed(self._proxy, host=self.host, status=status)
        error = error_in(body)
        page = is_web_page(headers, body)
        if error is None and (status in NOT_AN_API or (page and status in PAGE_MEANS_NOT_AN_API)):
            return errors.NotAnApi(host=self.host, status=status)
        if error is None and not page:
            error = body.decode("utf-8", "replace")
        return self.of_error(error, status=status, headers=headers)

    def of_error(
        self,
        error: object,
        *,
        status: int | None = None,
        headers: Mapping[str, str] | None = None,
        provider: str = "",
    ) -> errors.Failure:
        """The failure that an error object stands for, in the body of any answer or in an event."""
        report = report_of(error)
        word = next((BY_WORD[word] for word in report.words if word in BY_WORD), None)
        status = report.status or status or (word[1] if word else None)
        kind = self._refined(word[0] if word else _by_status(status, report.type), status, report)
        return kind(
            self._told(_with_reasons(report) if kind is errors.Moderated else report.detail),
            host=self.host,
            status=status,
            provider=self._told(report.provider or provider),
            retry_after=wait_of({**(report.headers or {}), **(headers or {})}),
            retryable=_retryable(kind, status, report),
            parsed=tuple(
                Annotation(self.without_key(found.file), self.without_key_in(found.json)) for found in report.parsed
            ),
        )

    def hiccup(self) -> errors.ProviderFailed:
        """A completion without choices and without a word about it: safe to try again (§4.7, 3)."""
        return errors.ProviderFailed(host=self.host, retryable=True)

    def _refined(self, kind: type[errors.Failure], status: int | None, report: Report) -> type[errors.Failure]:
        if kind is errors.KeyRefused and not self._key:
            return errors.KeyMissing
        if kind is errors.NotAllowed and report.limit:  # a cap of the key or a budget, as 403 (§5.4)
            return errors.OutOfCredit
        if kind in VAGUE:
            inner = errors.Moderated if report.moderated else _told_by(report.inner)
            kind = inner or kind
        broken = kind is errors.ProviderFailed and status is not None
        said = report.detail[:READ]
        if broken and status in WORTH_ANOTHER_TRY and not re.search(NO_PICTURE, said, re.IGNORECASE):
            return kind
        texts = (special for general, text, special in BY_TEXT if kind is general and text.search(said))
        return next((special for special in texts if not (broken and special is errors.Moderated)), kind)

    def without_key(self, text: str) -> str:
        """Foreign text without the key."""
        if not self._secret or len(text) < len(self._secret):
            return text
        if _letters(self._secret) not in _letters(text):
            return text
        return re.sub(BETWEEN.join(map(re.escape, self._secret)), "…", text, flags=re.IGNORECASE)

    def without_key_in(self, document: bytes) -> bytes:
        """JSON without the key, escaped or not."""
        if not self._secret:
            return document
        key = self._secret.encode()
        if b"\\u00" in document or b"\\/" in document:
            plain = ESCAPE.sub(partial(_unescaped, key), document)
            document = plain if key in plain else document
        return document.replace(key, "…".encode())

    def _told(self, text: str) -> str:
        """Foreign words on one line, short, without the key and what would turn around the words beside them."""
        text = self.without_key(" ".join(text.split()))
        line = one_line(text, LONGEST_DETAIL)
        return line if len(text) <= LONGEST_DETAIL else line + "…"


def _with_reasons(report: Report) -> str:
    """What moderation says, with the reasons that it does not name in that itself."""
    unsaid = [reason for reason in report.reasons if reason not in report.detail]
    reasons = ", ".join(shortened(reason, LONGEST_REASON) for reason in unsaid)
    if not reasons or not report.detail:
        return report.detail or reasons
    return f"{shortened(report.detail.rstrip('. '), ROOM_FOR_REASONS)} ({reasons})."


def _letters(text: str) -> bytes:
    """What a key can be made of, which shows at a fiftieth of the cost that most texts have none."""
    return text.encode("ascii", "ignore").translate(None, BLANKS).lower()


def _unescaped(letters: bytes, escape: re.Match[bytes]) -> bytes:
    """The letter that an escape stands for, if it is one of these."""
    letter = bytes.fromhex(escape[1].decode()) if escape[1] else escape[2]
    return letter if letter and letter not in b'"\\' and letter in letters else escape[0]


def is_web_page(headers: httpx.Headers, body: bytes) -> bool:
    return "html" in headers.get("content-type", "").lower() or body.lstrip().startswith(b"<")


def _by_status(status: int | None, word: str) -> type[errors.Failure]:
    if status is None:
        return BY_WORD[word][0] if word in BY_WORD else errors.ProviderFailed
    return BY_STATUS.get(status) or (errors.ProviderFailed if status >= 500 else errors.UnexpectedStatus)  # noqa: PLR2004


def _told_by(words: Iterable[str]) -> type[errors.Failure] | None:
    kinds = (BY_WORD[word][0] for word in words if word in BY_WORD)
    return next((kind for kind in kinds if kind in TELLING), None)


def _retryable(kind: type[errors.Failure], status: int | None, report: Report) -> bool:
    if issubclass(kind, errors.ProviderFailed):
        return status in WORTH_ANOTHER_TRY
    if issubclass(kind, errors.RateLimited):
        return not DAILY.search(f"{report.limit} {report.detail}")
    if issubclass(kind, errors.OutOfCredit):  # other requests have reserved the balance: it comes back (§5.5)
        return report.reason == "in_flight_budget_exhausted"
    return kind.retryable


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _target(headers: httpx.Headers) -> str:
    try:
        return httpx.URL(headers.get("location", "")).host
    except (httpx.InvalidURL, UnicodeError):  # the second is idna's, for a host whose name is none
        return ""
