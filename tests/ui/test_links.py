"""Which links may be opened, and how their addresses are shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from desktop.ui.links import links_in, open_link, other_host, safe_url, true_address, true_host, visible

SAFE = {
    "https://example.com": "example.com",
    "http://example.com:8080/a?b=c#d": "example.com",
    "HTTPS://EXAMPLE.COM/": "example.com",
    "https://\u0430\u0440\u0440\u04cf\u0435.com/": "xn--80ak6aa92e.com",
    "https://[::1]/": "::1",
    "  https://example.com/with blank  ": "example.com",
    "mailto:someone@example.com": "",
    "mailto:someone@example.com?subject=hello": "",
}
UNSAFE = [
    "",
    "example.com",
    "//example.com/x",
    "/etc/passwd",
    "C:\\windows\\system32\\calc.exe",
    "\\\\host\\share",
    "file:///etc/passwd",
    "file://host/share",
    "javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "smb://host/share",
    "vscode://file/x",
    "ms-msdt:/id",
    "ssh://host",
    "ftp://host/x",
    "tel:+123",
    "about:blank",
    "view-source:https://example.com",
    "http:",
    "http://",
    "https:///path",
    "https:example.com",
    "https://good.com@evil.com/",
    "https://user:password@evil.com/",
    "https://@evil.com/",
    "https://example.com/\u202egnp.exe",
    "https://exam\u200bple.com/",
    "https://example.com/\x00",
    "https://example.com/a\nb",
    "https://example.com/\U000e0041",
    "mailto:",
    "mailto:nobody",
    "mailto:a@b.c?attach=/etc/passwd",
    "mailto:a@b.c?subject=x&ATTACHMENT=/etc/passwd",
    "mailto:a@b.c?%61ttach=/etc/passwd",
    "--help",
    "-x",
    "https://example.com/" + "a" * 3_000,
    "http://exa mple.com",
]


class Opener(QObject):
    """Stands where the browser would be."""

    def __init__(self):
        super().__init__()
        self.opened = []

    @Slot(QUrl)
    def open(self, url):
        self.opened.append(url.toString())


@pytest.fixture
def opener(qapp):
    made = Opener()
    schemes = ("http", "https", "mailto", "file", "javascript", "data", "smb", "vscode", "ftp", "")
    for scheme in schemes:
        QDesktopServices.setUrlHandler(scheme, made, "open")
    yield made
    for scheme in schemes:
        QDesktopServices.unsetUrlHandler(scheme)


@pytest.mark.parametrize(("address", "host"), SAFE.items())
def test_web_and_mail_addresses_are_opened(opener, address, host):
    assert open_link(address)
    assert len(opener.opened) == 1
    assert true_host(address) == host


@pytest.mark.parametrize("address", UNSAFE)
def test_nothing_else_is_opened(opener, address):
    assert safe_url(address) is None
    assert not open_link(address)
    assert opener.opened == []
    assert true_host(address) == ""


def test_an_address_is_shown_in_ascii():
    assert true_address("https://\u0430\u0440\u0440\u04cf\u0435.com/\u00e4") == "https://xn--80ak6aa92e.com/%C3%A4"


def test_emoji_stay_whole_and_joiners_elsewhere_are_shown():
    whole = "\U0001f469\u200d\U0001f469\U0001f3fd\u200d\U0001f467 \u2764\ufe0f\u200d\U0001f525"

    assert visible(whole) == whole
    assert visible("a\u200d\U0001f469\u200d\u200d\u200c\ufe0f\u200d\u2764") == (
        "a<U+200D>\U0001f469<U+200D><U+200D><U+200C>\ufe0f<U+200D>\u2764"
    )
    assert safe_url("https://example.com/\U0001f469\u200d\U0001f469") is None


def test_what_is_no_address_is_shown_as_written_with_its_hidden_characters():
    assert true_address("x\u202ey\u200b\x07") == "x<U+202E>y<U+200B><U+0007>"
    assert visible("plain \u0645") == "plain \u0645"


@pytest.mark.parametrize(
    ("said", "host", "named"),
    [
        ("openrouter.ai", "evil.example", "openrouter.ai"),
        ("https://openrouter.ai/keys", "evil.example", "openrouter.ai"),
        ("www.bank.com", "bank.com.evil.example", "www.bank.com"),
        ("http://setup.py", "evil.example", "setup.py"),
        ("OpenRouter.ai", "openrouter.ai", ""),
        ("www.openrouter.ai", "openrouter.ai", ""),
        ("openrouter.ai/docs", "docs.openrouter.ai", ""),
        ("docs.openrouter.ai", "openrouter.ai", ""),
        ("README.md", "github.com", ""),
        ("“bank.com” ↗", "evil.example", "bank.com"),
        ("[bank.com/]…", "evil.example", "bank.com"),
        ("bank\u3002com", "evil.example", "bank.com"),
        ("bank\u2024com", "evil.example", "bank.com"),
        ("Node.js", "nodejs.org", ""),
        ("package.json", "github.com", ""),
        ("asyncio.gather", "docs.python.org", ""),
        ("http://node.js", "nodejs.org", "node.js"),
        ("\u0440\u043e\u0441\u0442.\u0440\u0444", "evil.example", "\u0440\u043e\u0441\u0442.\u0440\u0444"),
        ("the docs", "openrouter.ai", ""),
        ("see openrouter.ai", "evil.example", ""),  # a sentence, not an address
        ("see https://bank.com/login, now", "evil.example", "bank.com"),
        ("(www.bank.com)", "evil.example", "www.bank.com"),
        ("bank.com: https://evil.example", "evil.example", ""),
        ("https://evil.example or https://bank.com.", "evil.example", "bank.com"),
        ("münchen.de", "xn--mnchen-3ya.de", ""),
        ("münchen.de", "munchen.de", "münchen.de"),
        ("https://\u0430\u0440\u0440\u04cf\u0435.com", "xn--80ak6aa92e.com", "apple.com"),
        ("p\u0430ypal.com", "xn--pypal-4ve.com", "paypal.com"),
        ("\u0440\u043e\u0441\u0442.\u0440\u0444", "xn--n1adee.xn--p1ai", ""),
        ("\u043c\u0438\u0440.com", "xn--h1ahn.com", ""),
        ("3.14", "evil.example", ""),
        ("", "evil.example", ""),
    ],
)
def test_a_text_that_names_another_host_is_told(said, host, named):
    assert other_host(said, host) == named


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        ("plain (a) [b] <c>", ["plain (a) [b] <c>"]),
        ("a [b](https://c.de/f) g", ["a ", ("b", "https://c.de/f"), " g"]),
        ("[b](<https://c.de/>)", [("b", "https://c.de/")]),
        ("[b](https://c.de/x_(y))", [("b", "https://c.de/x_(y)")]),
        ("[b](/c) [d](javascript:alert(1)) [e](mailto:x@y.z)", ["b", " ", "d", " ", "e"]),
        ("see https://c.de/f?g=h. Then", ["see ", ("https://c.de/f?g=h", "https://c.de/f?g=h"), ". Then"]),
        ("(https://c.de)", ["(", ("https://c.de", "https://c.de"), ")"]),
        ("[https://a.bc](https://c.de)", [("https://a.bc", "https://c.de")]),
        ("[a](https://x@c.de)", ["a"]),
        ("[a]( https://c.de)", ["[a]( ", ("https://c.de", "https://c.de"), ")"]),
    ],
)
def test_links_of_a_text_are_those_that_may_be_opened(text, pieces):
    found = [(said, address) if address else said for said, address in links_in(text) if said]

    assert found == pieces


@given(st.text(alphabet="[]()<>:/.ahtps \n", max_size=60))
def test_no_text_has_more_than_its_own_words_and_marks_around_links(text):
    said = "".join(piece for piece, _ in links_in(text))

    assert len(said) <= len(text)


def test_a_text_of_nothing_but_brackets_is_read_at_once():
    text = "[" * 4_000 + "](" * 2_000 + "(" * 4_000

    assert "".join(piece for piece, _ in links_in(text)) == text
