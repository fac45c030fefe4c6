from __future__ import annotations

import json
import socket
import ssl
import time
from email.utils import formatdate
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from desktop.api.faults import BY_EXCEPTION, BY_WORD, HTTPX, LONGEST_DETAIL, READ, Faults

if TYPE_CHECKING:
    from desktop.domain.errors import Failure

HOST = "example.org"
KEY = "sk-or-v1-" + "5e27" * 16
FAULTS = Faults(HOST, KEY)
PROXIED = Faults(HOST, KEY, "HTTPS_PROXY")
DATE = "Tue, 07 Oct 2025 13:56:16 GMT"


def refused(
    status: int, body: object = b"", content_type: str = "application/json", faults: Faults = FAULTS, **headers: str
) -> Failure:
    """What an answer with this status and body stands for."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return faults.of_response(status, httpx.Headers({"content-type": content_type, **named}), data)


def told(message: object = "no", **more: Any) -> dict[str, Any]:
    return {"error": {"message": message, **more}}


def exceptions(root: type[BaseException]) -> set[type[BaseException]]:
    return {root}.union(*(exceptions(child) for child in root.__subclasses__()))


def with_cause(error: Exception, *causes: BaseException) -> Exception:
    inner: BaseException = error
    for cause in causes:
        inner.__cause__ = cause
        inner = cause
    return error


# Exceptions


def test_no_exception_of_httpx_is_forgotten() -> None:
    public = {thing for name in dir(httpx) if isinstance(thing := getattr(httpx, name), type)}
    theirs = {kind for kind in public if issubclass(kind, BaseException)}

    assert theirs <= set().union(*(exceptions(root) for root in HTTPX))
    for kind in theirs:
        failure = FAULTS.of_exception(kind.__new__(kind))
        assert HOST == failure.host
        assert failure.kind != "Failure"


def test_the_table_names_only_exceptions_that_httpx_has() -> None:
    assert set(BY_EXCEPTION) <= set().union(*(exceptions(root) for root in HTTPX))


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (httpx.ConnectTimeout(""), "ConnectTimeout"),
        (httpx.ReadTimeout(""), "Silence"),
        (httpx.WriteTimeout(""), "NoAnswer"),
        (httpx.ReadError(""), "ConnectionLost"),
        (httpx.WriteError(""), "ConnectionLost"),
        (httpx.ConnectError("All connection attempts failed"), "Unreachable"),
        (httpx.RemoteProtocolError("illegal status line: bytearray(b'HTTP/9')"), "UnreadableAnswer"),
        (httpx.RemoteProtocolError("Server disconnected without sending a response."), "ConnectionLost"),
        (httpx.RemoteProtocolError("peer closed connection without sending complete"), "ConnectionLost"),
        (httpx.DecodingError("Error -3 while decompressing data"), "UnreadableAnswer"),
        (with_cause(httpx.ConnectError(""), OSError(), socket.gaierror(-2, "unknown")), "NameNotFound"),
        (with_cause(httpx.ConnectError(""), ssl.SSLEOFError(8, "EOF")), "Unreachable"),
    ],
)
def test_an_exception_becomes_the_failure_behind_it(error: Exception, kind: str) -> None:
    assert kind == FAULTS.of_exception(error).kind


def test_a_certificate_is_refused_for_the_reason_that_openssl_gives() -> None:
    refusal = ssl.SSLCertVerificationError(1, "certificate verify failed")
    refusal.verify_message = "certificate has expired"

    failure = FAULTS.of_exception(with_cause(httpx.ConnectError(""), refusal))

    assert ("CertificateRefused", "certificate has expired") == (failure.kind, failure.detail)


def test_what_does_not_speak_tls_is_unreadable() -> None:
    garbage = ssl.SSLError(1, "[SSL: WRONG_VERSION_NUMBER] wrong version number")
    garbage.reason = "WRONG_VERSION_NUMBER"

    failure = FAULTS.of_exception(with_cause(httpx.ConnectError(""), garbage))

    assert ("UnreadableAnswer", "wrong version number") == (failure.kind, failure.detail)


@pytest.mark.parametrize(
    "error",
    [
        httpx.ProxyError("407 Proxy Authentication Required"),
        httpx.ConnectError("refused"),
        with_cause(httpx.ConnectError(""), socket.gaierror(-2, "unknown")),
    ],
)
def test_a_proxy_that_does_not_work_is_named_by_its_variable(error: Exception) -> None:
    failure = PROXIED.of_exception(error)

    assert ("ProxyFailed", "HTTPS_PROXY") == (failure.kind, failure.detail)


def test_a_certificate_is_refused_through_a_proxy_too() -> None:
    error = with_cause(httpx.ConnectError(""), ssl.SSLCertVerificationError(1, ""))
    error.__cause__.verify_message = "self-signed certificate"  # type: ignore[union-attr]

    assert "CertificateRefused" == PROXIED.of_exception(error).kind


# Statuses


@pytest.mark.parametrize(
    ("status", "kind", "retryable"),
    [
        (201, "UnexpectedStatus", False),
        (204, "UnexpectedStatus", False),
        (206, "UnexpectedStatus", False),
        (400, "BadRequest", False),
        (401, "KeyRefused", False),
        (402, "OutOfCredit", False),
        (403, "NotAllowed", False),
        (404, "ModelNotFound", False),
        (407, "ProxyFailed", False),
        (408, "ProviderFailed", True),
        (409, "UnexpectedStatus", False),
        (412, "BadRequest", False),
        (413, "RequestTooLarge", False),
        (418, "UnexpectedStatus", False),
        (422, "BadRequest", False),
        (429, "RateLimited", True),
        (500, "ProviderFailed", False),
        (501, "ProviderFailed", False),
        (502, "ProviderFailed", True),
        (503, "ProviderFailed", True),
        (504, "ProviderFailed", True),
        (520, "ProviderFailed", False),
        (524, "ProviderFailed", True),
        (529, "ProviderFailed", True),
    ],
)
def test_a_status_has_its_kind_and_is_tried_again_or_not(status: int, kind: str, *, retryable: bool) -> None:
    failure = refused(status, told("no", code=status))

    assert (kind, retryable, status, HOST) == (failure.kind, failure.retryable, failure.status, failure.host)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirection_names_where_it_wanted_to_go(status: int) -> None:
    failure = refused(status, location="https://elsewhere.example/path?secret=1")

    assert ("Redirected", "elsewhere.example", status) == (failure.kind, failure.detail, failure.status)


def test_what_has_not_changed_is_no_redirection() -> None:
    failure = refused(304, location="https://elsewhere.example/")

    assert ("UnexpectedStatus", 304) == (failure.kind, failure.status)


@pytest.mark.parametrize("location", ["", "/somewhere", "http://elsewhere.example:port/", "https://xn--0/x"])
def test_a_redirection_to_nowhere_else_names_the_host_itself(location: str) -> None:
    failure = refused(302, location=location)

    assert ("Redirected", HOST) == (failure.kind, failure.detail)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, "NotAnApi"),
        (401, "KeyRefused"),
        (403, "NotAnApi"),
        (404, "NotAnApi"),
        (405, "NotAnApi"),
        (413, "RequestTooLarge"),
        (429, "RateLimited"),
        (502, "ProviderFailed"),
        (511, "NotAnApi"),
        (524, "ProviderFailed"),
    ],
)
@pytest.mark.parametrize("content_type", ["text/html; charset=utf-8", "text/plain"])
def test_a_web_page_is_never_shown(status: int, kind: str, content_type: str) -> None:
    failure = refused(status, b" <!doctype html><h1>error code: 5xx</h1>", content_type)

    assert (kind, "") == (failure.kind, failure.detail)


def test_a_wrong_path_is_not_a_missing_model() -> None:
    assert "NotAnApi" == refused(404, b"404 page not found", "text/plain").kind
    assert "NotAnApi" == refused(404, {"detail": "Not Found"}).kind
    assert "ModelNotFound" == refused(404, {"object": "error", "message": "The model `x` does not exist."}).kind


def test_plain_words_are_shown_on_one_line_and_not_for_ever() -> None:
    assert "Internal Server Error" == refused(500, b"Internal\r\n  Server Error\n", "text/plain").detail
    assert LONGEST_DETAIL + 1 == len(refused(500, b"x" * 60_000, "text/plain").detail)


def test_no_key_is_missing_where_none_was_sent() -> None:
    assert "KeyMissing" == refused(401, told("Missing Authentication header"), faults=Faults(HOST)).kind


# Error objects


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ({"metadata": {"error_type": "context_length_exceeded"}, "code": 400}, "ContextTooLong"),
        ({"metadata": {"error_type": "image_too_large"}, "code": 400}, "PictureRefused"),
        ({"metadata": {"error_type": "content_policy_violation"}, "code": 400}, "Moderated"),
        ({"metadata": {"error_type": "refusal"}, "code": 403}, "Moderated"),
        ({"metadata": {"error_type": "payment_required"}}, "OutOfCredit"),
        ({"error_type": "rate_limit_exceeded", "http_status": 429}, "RateLimited"),
        ({"metadata": {"error_type": "something_new"}, "code": 403}, "NotAllowed"),
        ({"availability": {"code": "model_deprecated"}, "code": 404}, "ModelNotFound"),
        ({"availability": {"code": "region_restricted"}, "code": 404}, "NoEndpoint"),
        ({"code": "server_error"}, "ProviderFailed"),
        ({"code": "insufficient_quota", "type": "insufficient_quota"}, "OutOfCredit"),
        ({"code": None, "type": "overloaded_error"}, "ProviderFailed"),
        ({"code": None, "type": "invalid_request_error"}, "BadRequest"),
        ({"code": 401, "type": "invalid_request_error"}, "KeyRefused"),
        ({"code": "429"}, "RateLimited"),
        ({"code": 1301}, "ProviderFailed"),
        ({"code": 200}, "ProviderFailed"),
        ({"code": None}, "ProviderFailed"),
        ({"code": 403, "message": "Key limit exceeded (total limit)"}, "OutOfCredit"),
        ({"code": 403, "metadata": {"limit_source": "openrouter_workspace_budget"}}, "OutOfCredit"),
        ({"code": 403, "metadata": {"reasons": ["violence"]}}, "Moderated"),
        ({"code": 403, "metadata": {"flagged_input": "…"}}, "Moderated"),
        ({"code": 403, "metadata": {"patterns": ["x"]}}, "NotAllowed"),
        ({"code": 404, "message": "No endpoints found that support image input"}, "CannotSeePictures"),
        ({"code": 404, "message": "No endpoints found that support tool use."}, "NoEndpoint"),
        (
            {"code": 404, "message": "No endpoints found that support the requested output modalities: image, text"},
            "CannotGive",
        ),
        ({"code": 404, "availability": {"code": "no_endpoints"}, "message": "output modality image"}, "CannotGive"),
        ({"code": 400, "metadata": {"error_type": "image_too_small"}, "message": "no"}, "PictureTooSmall"),
        (
            {"code": 400, "metadata": {"error_type": "invalid_image"}, "message": "image 2 is too small"},
            "PictureTooSmall",
        ),
        ({"code": 400, "message": "Image must be at least 512 pixels"}, "PictureTooSmall"),
        ({"code": 400, "message": "height:9 or width:9 must be larger than 10"}, "PictureTooSmall"),
        ({"code": 400, "message": "images must be smaller than 5 MB"}, "PictureRefused"),
        (
            {"code": 500, "metadata": {"raw": {"error": {"code": "image_too_small", "message": "no"}}}},
            "PictureTooSmall",
        ),
        ({"code": 404, "message": "No endpoints found matching your data policy"}, "NoEndpoint"),
        ({"code": 404, "message": "No allowed providers are available for the selected model."}, "NoEndpoint"),
        (
            {"code": 404, "availability": {"code": "no_endpoints"}, "message": "no image input"},
            "CannotSeePictures",
        ),
        ({"code": 404, "message": "No endpoints found that support audio input"}, "CannotHear"),
        ({"code": 404, "message": "No endpoints found that support input video"}, "CannotWatch"),
        ({"code": 404, "availability": {"code": "no_endpoints"}, "message": "no file input"}, "CannotReadFiles"),
        ({"code": 400, "message": "This model does not support audio input"}, "CannotHear"),
        ({"code": 400, "message": "video inputs: not support video inputs"}, "CannotWatch"),
        ({"code": 415, "message": "Unsupported image media type: image/webp"}, "PictureRefused"),
        ({"code": 415, "message": "Unsupported media type: application/pdf"}, "FileRefused"),
        ({"code": 415, "message": "Unsupported Media Type"}, "BadRequest"),
        ({"code": 502, "message": "cannot identify image file <_io.BytesIO>"}, "PictureRefused"),
        ({"code": 503, "message": "Failed to decode the input image"}, "PictureRefused"),
        ({"code": 500, "message": "Unsupported image"}, "PictureRefused"),
        ({"code": 400, "message": "Failed to parse report.pdf"}, "FileRefused"),
        ({"code": 400, "message": "messages[0].content[1].input_audio: invalid base64"}, "FileRefused"),
        ({"code": 422, "message": "The audio is too long."}, "FileRefused"),
        ({"code": 400, "message": "Bad user profile"}, "BadRequest"),
        ({"code": 404, "message": "model 'x' not found, try pulling it first"}, "ModelNotFound"),
        ({"code": 400, "message": "x/y is not a valid model ID"}, "ModelNotFound"),
        ({"code": 400, "message": "This endpoint's maximum context length is 131072 tokens."}, "ContextTooLong"),
        ({"code": 400, "message": "prompt is too long: 210000 tokens > 200000 maximum"}, "ContextTooLong"),
        ({"code": 400, "message": "The input token count (1100000) exceeds the maximum"}, "ContextTooLong"),
        ({"code": 400, "message": "Could not process image"}, "PictureRefused"),
        ({"code": 400, "message": "this model does not support image input"}, "CannotSeePictures"),
        ({"code": 400, "message": "temperature must be at most 2"}, "BadRequest"),
    ],
)
def test_an_error_object_has_its_kind_by_word_status_and_text(error: dict[str, Any], kind: str) -> None:
    assert kind == FAULTS.of_error({"message": "no", **error}).kind


def behind(raw: object, **metadata: object) -> dict[str, Any]:
    """What a provider said, as it is repeated by who asked it."""
    return {"message": "Provider returned error", "metadata": {"raw": raw, "provider_name": "P", **metadata}}


AZURE = {
    "message": "The response was filtered due to the prompt triggering a policy.",
    "code": "content_filter",
    "innererror": {"code": "ResponsibleAIPolicyViolation"},
}
GEMINI = {"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}}
LIMIT = "messages.0.content.1.image.source.base64: image exceeds 5 MB maximum: 6500712 bytes > 5242880 bytes"
NOT_VALID = "The image data you provided does not represent a valid image."
ONE_OF = "Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp'"


CODED = [
    {"message": "Your input was flagged.", "metadata": {"reasons": ["sexual"], "flagged_input": "image"}},
    behind(json.dumps({"error": AZURE})),
    behind({"error": {**AZURE, "code": None}}),
    behind(json.dumps(GEMINI), error_type="invalid_request"),
    behind({"error": {"message": "no", "innererror": {"code": "ResponsibleAIPolicyViolation"}}}),
    AZURE,
    {"message": "no", "code": "moderation_blocked", "type": "image_generation_user_error"},
    {"message": "Input data may contain inappropriate content.", "code": "data_inspection_failed"},
]
SAID = [
    {"metadata": {"error_type": "invalid_prompt"}, "message": "Invalid prompt: your prompt was flagged as …"},
    behind(json.dumps({"error": {"message": "Content Exists Risk", "code": "invalid_request_error"}})),
    {"message": "Output blocked by content filtering policy", "type": "invalid_request_error"},
    {"message": "Your request was rejected as a result of our safety system."},
    {"message": "<400> InternalError.Algo.DataInspectionFailed: Input text data may contain …"},
    {"message": "Response blocked/empty due to PROHIBITED_CONTENT."},
    {"message": "The message was blocked for reason: SAFETY"},
    {"message": "The request was rejected because it was considered high risk"},
    {"message": "input new_sensitive (1026)", "code": 1026},
    {"message": "系统检测到输入或生成内容可能包含不安全或敏感内容", "code": "1301"},
    "This request appears to violate our Usage Policy.",
    "Content violates usage guidelines. Failed check: SAFETY_CHECK_TYPE_BIO",
    "PROHIBITED_CONTENT",
]


@pytest.mark.parametrize(
    ("error", "status"),
    [
        *((error, status) for error in CODED for status in (None, 400, 403, 409, 422, 500, 502)),
        *((error, status) for error in SAID for status in (None, 400, 403, 409, 422)),
    ],
)
def test_what_is_not_wanted_is_told_from_other_errors(error: object, status: int | None) -> None:
    failure = FAULTS.of_error(error, status=status)

    assert ("Moderated", False) == (failure.kind, failure.retryable)


@pytest.mark.parametrize("status", [408, 500, 501, 502, 503, 504, 520, 524, 529])
@pytest.mark.parametrize(
    "words",
    [
        "The safety check service is overloaded.",
        "content_filter: upstream timeout",
        "The moderation of images is not available, try again.",
        "Could not check whether the content violates usage guidelines",
        "PROHIBITED_CONTENT",
    ],
)
def test_a_server_that_breaks_refuses_nothing_by_its_words_alone(words: str, status: int) -> None:
    failures = refused(status, told(words)), FAULTS.of_error(words, status=status)
    worth_another_try = status not in {500, 501, 520}

    assert [("ProviderFailed", worth_another_try)] * 2 == [(failure.kind, failure.retryable) for failure in failures]


@pytest.mark.parametrize("status", [400, 422])
@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (behind(json.dumps({"error": {"message": "no", "code": "image_parse_error"}})), "PictureRefused"),
        (behind({"error": {"message": LIMIT, "type": "invalid_request_error"}}), "PictureRefused"),
        (behind('{"error":{"code":400,"message":"Unable to process input image","status":"X"}}'), "PictureRefused"),
        ({"message": "no", "code": "invalid_image_format", "type": "invalid_request_error"}, "PictureRefused"),
        ({"message": "You uploaded an unsupported image.", "code": "sanitizer_server_error"}, "PictureRefused"),
        ({"message": NOT_VALID, "code": "invalid_value"}, "PictureRefused"),
        ({"message": f"messages.10.content.3.image.source.base64.media_type: {ONE_OF}"}, "PictureRefused"),
        ({"message": "Unsupported MIME type: png"}, "PictureRefused"),
        ({"message": "Unsupported MIME type: application/msword"}, "FileRefused"),
        ({"message": "messages.0.content.1.image_url: Invalid base64"}, "PictureRefused"),
        ({"message": "m is not a multimodal model None", "type": "BadRequestError"}, "CannotSeePictures"),
        ({"message": "Invalid content type. image_url is only supported by certain models."}, "CannotSeePictures"),
        ({"message": "messages[0]: unknown variant `image_url`, expected `text`"}, "CannotSeePictures"),
    ],
)
def test_a_refused_picture_is_told_by_the_words_of_who_refused_it(error: object, status: int, kind: str) -> None:
    assert kind == FAULTS.of_error(error, status=status).kind


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_server_that_breaks_over_a_picture_is_not_asked_again_and_again(status: int) -> None:
    raw = "PIL.UnidentifiedImageError: cannot identify image file <_io.BytesIO object at 0x7f>"
    failure = refused(status, {"error": {"code": status, **behind(raw)}})

    assert ("PictureRefused", raw, False) == (failure.kind, failure.detail, failure.retryable)


def test_a_server_at_home_that_fails_over_pictures_cannot_see() -> None:
    failures = [
        FAULTS.of_error(
            {"code": 500, "message": 'Failed to parse messages: Unsupported content part type: "image_url"'}
        ),
        FAULTS.of_error({"code": 500, "message": "image input is not supported - hint: you may need the mmproj"}),
    ]

    assert ["CannotSeePictures", "CannotSeePictures"] == [failure.kind for failure in failures]


@pytest.mark.parametrize(
    ("status", "error", "kind"),
    [
        (429, behind({"error": {"code": "content_filter"}}), "RateLimited"),
        (401, "Your key violates our terms", "KeyRefused"),
        (402, behind({"error": {"code": "image_parse_error"}}), "OutOfCredit"),
        (503, behind({"error": {"code": "overloaded"}}), "ProviderFailed"),
        (400, behind({"error": {"code": "invalid_value", "message": "no"}}), "BadRequest"),
        (403, "Access denied", "NotAllowed"),
        (403, "The request is prohibited due to a violation of provider Terms Of Service.", "NotAllowed"),
        (403, "This is against the rules of your organization.", "NotAllowed"),
        (400, "This request violates our usage terms.", "BadRequest"),
        (400, "The schema of a function violates the rules of strict mode.", "BadRequest"),
        (502, "The image input service is overloaded.", "ProviderFailed"),
        (502, "Failed to download image", "ProviderFailed"),
        (404, "No file found", "ModelNotFound"),
        (400, "The audio does not support this", "FileRefused"),
    ],
)
def test_what_says_enough_by_its_status_stays_what_it_is(status: int, error: object, kind: str) -> None:
    assert kind == FAULTS.of_error(error, status=status).kind


@pytest.mark.parametrize(
    "body",
    [
        {"code": "The caller does not have permission", "error": "Content violates usage guidelines."},
        {"detail": "Content Exists Risk"},
        [{"loc": ["body", "prompt"], "msg": "The content was flagged by a content checker."}],
    ],
)
def test_what_is_not_wanted_is_found_in_bodies_of_other_shapes(body: object) -> None:
    assert "Moderated" == refused(403, body).kind


@pytest.mark.parametrize(
    ("message", "reasons", "detail"),
    [
        (
            "Your input was flagged.",
            ["violence/graphic", "self-harm"],
            "Your input was flagged (violence/graphic, self-harm).",
        ),
        ('Flagged for "self-harm".', ["violence", "self-harm"], 'Flagged for "self-harm" (violence).'),
        ('Flagged for "violence".', ["violence"], 'Flagged for "violence".'),
        ("", ["violence"], "violence"),
        ("Flagged", ["\u202eno\n", 7, "", None], "Flagged (\ufffdno )."),
        ("Flagged.", "violence", "Flagged."),
        ("x" * 600, ["y" * 40] * 9, "x" * 239 + f"… ({', '.join(['y' * 29 + '…'] * 8)})."),
        ("Say it again. " * 40, ["violence"], "Say it again. " * 16 + "Say it again.… (violence)."),
    ],
)
def test_moderation_says_what_is_not_wanted(message: str, reasons: object, detail: str) -> None:
    failure = refused(403, told(message, metadata={"reasons": reasons}))

    assert ("Moderated", detail) == (failure.kind, failure.detail)


@pytest.mark.parametrize("word", sorted(BY_WORD))
def test_a_word_alone_is_enough(word: str) -> None:
    kind, status = BY_WORD[word]

    failure = FAULTS.of_error({"metadata": {"error_type": word}})

    assert (kind.__name__, status) == (failure.kind, failure.status)


def test_words_of_others_turn_nothing_around() -> None:
    failure = FAULTS.of_error({"message": "\u202eno\x1b[2J\n\u2066way", "metadata": {"provider_name": "\u202eB"}})

    assert ("\ufffdno\ufffd[2J \ufffdway", "\ufffdB") == (failure.detail, failure.provider)


def test_a_reason_is_looked_for_in_the_beginning_of_a_long_text_alone() -> None:
    reason = "the prompt was flagged"

    assert [
        type(refused(400, told(f"{'x ' * (READ // 2 + more)}{reason}"))).__name__ for more in (-len(reason), 0)
    ] == ["Moderated", "BadRequest"]


@pytest.mark.parametrize("text", ["violat", "token count "])
def test_words_that_repeat_cost_no_more_than_others(text: str) -> None:
    def taken(word: str) -> float:
        begun = time.thread_time()
        FAULTS.of_error({"message": word * 10_000, "code": 400})
        return time.thread_time() - begun

    assert min(taken(text) for _ in range(5)) < 50 * max(taken("harmless ") for _ in range(5))


# Keys and waits


def test_a_key_that_the_endpoint_repeats_is_not_in_the_failure() -> None:
    failures = [
        refused(401, told(f"Incorrect API key provided: {KEY}.")),
        refused(500, f"no such key: {KEY}".encode(), "text/plain"),
        refused(302, location=f"https://{KEY}.example/"),
        FAULTS.of_error({"message": "Provider returned error", "metadata": {"raw": KEY, "provider_name": KEY}}),
        FAULTS.of_error(f"bad key {KEY.upper()}"),
        FAULTS.of_error(f"bad key {KEY[:30]}\n{KEY[30:50]} \t{KEY[50:]}"),
    ]

    told_of = repr([(failure, failure.facts()) for failure in failures])
    assert not [piece for piece in (KEY, KEY[:30], KEY[50:]) if piece in told_of.lower()]
    assert ["bad key …"] * 2 == [failure.detail for failure in failures[4:]]


def test_a_key_is_not_in_what_was_made_of_a_pdf() -> None:
    made = {"type": "file", "file": {"hash": KEY, "content": KEY}}
    failure = FAULTS.of_error({"message": "no", "metadata": {"file_annotations": [made]}})

    assert [("…", {"type": "file", "file": {"hash": "…", "content": "…"}})] == [
        (found.file, json.loads(found.json)) for found in failure.parsed
    ]


@pytest.mark.parametrize(
    ("key", "document", "kept"),
    [
        (KEY, f'{{"a": "{KEY}"}}', '{"a": "…"}'),
        (KEY, f'{{"a": "\\n\\u00{ord(KEY[0]):02X}{KEY[1:]}\\u003c"}}', '{"a": "\\n…\\u003c"}'),
        ("made/up/0123", r'{"a": "made\/up\/\u0030123\/"}', '{"a": "…/"}'),
        (KEY, f'{{"a": "\\\\u0073{KEY[1:]} \\/ \\u0073"}}', None),
        ("", r'{"a": "\u0073"}', None),
    ],
)
def test_a_document_is_kept_without_the_key_however_that_is_written(key: str, document: str, kept: str | None) -> None:
    assert (kept or document) == Faults(HOST, key).without_key_in(document.encode()).decode()


@pytest.mark.parametrize(
    "unseen",
    ["\u200b", "\u200d", "\u00ad", "\u202e", "\u2060", "\ufeff", "\ufe0f", "\x7f", "\U000e0041", "\ufffc"],
)
def test_characters_that_nobody_sees_do_not_hide_a_key(unseen: str) -> None:
    assert "bad key …." == FAULTS.of_error(f"bad key {unseen.join(KEY)}.").detail


def test_a_made_up_word_for_a_key_does_not_punch_holes_into_messages() -> None:
    assert "ollama is busy" == Faults(HOST, "ollama").of_error("ollama is busy").detail


def test_the_wait_is_found_in_headers_and_in_the_error_itself() -> None:
    limited = told("Rate limit exceeded", code=429, metadata={"headers": {"X-RateLimit-Reset": "1759845420000"}})

    assert 44 == refused(429, limited, date=DATE).retry_after
    assert 7 == refused(429, limited, date=DATE, retry_after="7").retry_after
    assert 30 == FAULTS.of_error({"code": 503, "availability": {"retry_after": 30}}).retry_after
    assert refused(503, told("overloaded", code=503)).retry_after is None


@pytest.mark.parametrize(
    "error",
    [
        told("Rate limit exceeded: free-models-per-day", code=429),
        told("no", code=429, metadata={"limit_source": "openrouter_free_tier_daily"}),
    ],
)
def test_the_limit_of_a_day_is_not_tried_again(error: dict[str, Any]) -> None:
    failure = refused(429, error)

    assert ("RateLimited", False) == (failure.kind, failure.retryable)


@pytest.mark.parametrize(
    ("reason", "retryable"), [("in_flight_budget_exhausted", True), ("weight_exceeds_budget", False), (None, False)]
)
def test_only_a_balance_that_comes_back_is_waited_for(reason: str | None, *, retryable: bool) -> None:
    metadata = {"limit_source": "openrouter_in_flight_budget", "reason": reason}

    soon = formatdate(time.time() + 120, usegmt=True)
    failure = refused(402, told("no", code=402, metadata=metadata), retry_after=soon)

    assert ("OutOfCredit", retryable) == (failure.kind, failure.retryable)
    assert failure.retry_after
