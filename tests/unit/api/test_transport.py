from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

import httpx
import pytest

from desktop.api.transport import Proxy, open_transport, proxy_for
from desktop.domain.errors import CertificatesMissing, ProxyFailed

if TYPE_CHECKING:
    from pathlib import Path

OPENROUTER = httpx.URL("https://openrouter.ai/api/v1")
PLAIN = httpx.URL("http://example.org:8080/v1")


def test_without_a_word_in_the_environment_requests_go_straight() -> None:
    assert proxy_for(OPENROUTER) is None
    assert isinstance(open_transport(OPENROUTER, proxy_for(OPENROUTER)), httpx.AsyncHTTPTransport)
    assert isinstance(open_transport(PLAIN, proxy_for(PLAIN)), httpx.AsyncHTTPTransport)


@pytest.mark.parametrize(
    ("variables", "proxy"),
    [
        ({"https_proxy": "http://proxy:3128"}, Proxy("http://proxy:3128", "HTTPS_PROXY")),
        ({"HTTPS_PROXY": "proxy:3128"}, Proxy("http://proxy:3128", "HTTPS_PROXY")),
        ({"ALL_PROXY": "http://proxy:3128"}, Proxy("http://proxy:3128", "ALL_PROXY")),
        ({"ALL_PROXY": "http://all:1", "HTTPS_PROXY": "http://proxy:3128"}, Proxy("http://proxy:3128", "HTTPS_PROXY")),
        ({"HTTP_PROXY": "http://proxy:3128"}, None),
        ({"HTTPS_PROXY": ""}, None),
        ({"HTTPS_PROXY": "http://proxy:3128", "NO_PROXY": "openrouter.ai"}, None),
        ({"HTTPS_PROXY": "http://proxy:3128", "NO_PROXY": "*"}, None),
        ({"HTTPS_PROXY": "http://proxy:3128", "NO_PROXY": "example.org"}, Proxy("http://proxy:3128", "HTTPS_PROXY")),
    ],
)
def test_the_environment_chooses_the_proxy(
    variables: dict[str, str], proxy: Proxy | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert proxy == proxy_for(OPENROUTER)


@pytest.mark.parametrize("url", ["http://127.0.0.1:11434/v1", "http://localhost:1/v1", "https://[::1]:1/v1"])
def test_this_machine_is_never_asked_through_a_proxy(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://proxy:3128")

    assert proxy_for(httpx.URL(url)) is None


@pytest.mark.parametrize("value", ["ftp://proxy", "http://proxy:port", "socks5://proxy:1080", "http://pro\nxy"])
@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "ALL_PROXY"])
def test_a_proxy_that_is_none_is_named_by_its_variable(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)

    with pytest.raises(ProxyFailed) as caught:
        open_transport(OPENROUTER, proxy_for(OPENROUTER))
    assert (variable, "openrouter.ai") == (caught.value.detail, caught.value.host)


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_a_file_without_certificates_is_named_by_its_variable(
    content: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "certificates.pem"
    if content is not None:
        path.write_text(content)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))

    with pytest.raises(CertificatesMissing) as caught:
        open_transport(OPENROUTER, proxy_for(OPENROUTER))
    assert "SSL_CERT_FILE" == caught.value.detail
    open_transport(PLAIN, proxy_for(PLAIN))


def test_certificates_of_the_environment_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    known = ssl.get_default_verify_paths().cafile or "/etc/ssl/certs/ca-certificates.crt"
    try:
        monkeypatch.setenv("SSL_CERT_FILE", known)
        open_transport(OPENROUTER, proxy_for(OPENROUTER))
    except CertificatesMissing:
        pytest.skip("this machine keeps its certificates elsewhere")
