from __future__ import annotations

import pytest

from desktop.api import address
from desktop.domain.errors import BadAddress, KeyNotAscii

KEY = "sk-or-v1-0123456789abcdef"


@pytest.mark.parametrize(
    ("base_url", "kept"),
    [
        ("https://openrouter.ai/api/v1", "https://openrouter.ai/api/v1"),
        (" https://openrouter.ai/api/v1/ ", "https://openrouter.ai/api/v1"),
        ("http://127.0.0.1:11434/v1//", "http://127.0.0.1:11434/v1"),
        ("HTTPS://Example.ORG", "https://example.org"),
        ("https://bücher.example/v1", "https://xn--bcher-kva.example/v1"),
    ],
)
def test_a_base_url_loses_only_its_last_slashes(base_url: str, kept: str) -> None:
    assert kept == str(address.parsed(base_url))


@pytest.mark.parametrize(
    "base_url",
    [
        "",
        "openrouter.ai/api/v1",
        "ftp://openrouter.ai",
        "file:///etc/passwd",
        "https://",
        "https:///v1",
        "https://user:secret@openrouter.ai/v1",
        "http://127.0.0.1\\@elsewhere.example/v1",
        "https://openrouter.ai/v1?key=1",
        "https://openrouter.ai/v1#part",
        "https://openrouter.ai:port/v1",
        "https://openrouter.ai:65536/v1",
        "https://open\nrouter.ai/v1",
        f"https://{'a' * 64}.example/v1",
        "https://a..b/v1",
    ],
)
def test_what_is_no_base_url_is_refused(base_url: str) -> None:
    with pytest.raises(BadAddress):
        address.parsed(base_url)


@pytest.mark.parametrize(
    ("base_url", "name"),
    [
        ("https://openrouter.ai/api/v1", "openrouter.ai"),
        ("https://openrouter.ai:443/api/v1", "openrouter.ai"),
        ("https://openrouter.ai:8443/api/v1", "openrouter.ai:8443"),
        ("http://[::1]:11434/v1", "[::1]:11434"),
    ],
)
def test_the_host_is_named_with_an_unusual_port(base_url: str, name: str) -> None:
    assert name == address.name_of(address.parsed(base_url))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1:8080", "localhost", "ollama.localhost:1", "[::1]:11434"])
def test_a_key_may_go_unprotected_to_this_machine(host: str) -> None:
    address.check_key(KEY, address.parsed(f"http://{host}/v1"))


@pytest.mark.parametrize("host", ["192.168.1.5", "openrouter.ai", "localhost.example", "10.0.0.1", "127.0.0.1.example"])
def test_a_key_never_goes_unprotected_to_another_machine(host: str) -> None:
    url = address.parsed(f"http://{host}/v1")

    with pytest.raises(BadAddress):
        address.check_key(KEY, url)
    address.check_key("", url)
    address.check_key(KEY, url.copy_with(scheme="https"))


@pytest.mark.parametrize("odd", ["\n", "\0", " ", "\u200b", "ö", "\x7f", "\ud800"])
def test_a_key_that_no_header_can_carry_is_refused_without_being_shown(odd: str) -> None:
    with pytest.raises(KeyNotAscii) as caught:
        address.check_key(KEY + odd, address.parsed("https://openrouter.ai/api/v1"))

    assert KEY not in repr(caught.value) + str(caught.value.facts())
