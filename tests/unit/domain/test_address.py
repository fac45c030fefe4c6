"""Base URLs as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.address import completed, leads_near


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (" localhost:11434 ", "http://localhost:11434/v1"),
        ("localhost", "http://localhost/v1"),
        ("LOCALHOST:8080/", "http://LOCALHOST:8080/"),
        ("127.0.0.1:8080/v2", "http://127.0.0.1:8080/v2"),
        ("[::1]:8080", "http://[::1]:8080/v1"),
        ("192.168.1.5:1234", "http://192.168.1.5:1234/v1"),
        ("0.0.0.0:8000", "http://0.0.0.0:8000/v1"),
        ("nas:8080", "http://nas:8080/v1"),
        ("studio.local:1234", "http://studio.local:1234/v1"),
        ("host.docker.internal:11434", "http://host.docker.internal:11434/v1"),
        ("openrouter.ai/api/v1", "https://openrouter.ai/api/v1"),
        ("api.example.org", "https://api.example.org"),
        ("8.8.8.8:80", "https://8.8.8.8:80"),
        ("134744072:80", "https://134744072:80"),
        ("0x08080808:80", "https://0x08080808:80"),
        ("bücher.example/v1", "https://bücher.example/v1"),
        ("http://far.example/v1", "http://far.example/v1"),
        ("ftp://localhost/v1", "ftp://localhost/v1"),
        ("http:/localhost", "http:/localhost"),
        ("me@host.example", "me@host.example"),
        ("nonsense", "nonsense"),
        ("two words", "two words"),
        ("localhost:port", "localhost:port"),
        ("", ""),
    ],
)
def test_a_scheme_that_is_missing_is_completed_as_it_is_meant(typed, meant):
    assert completed(typed) == meant


@given(st.text())
def test_any_text_is_completed_or_left(typed):
    assert completed(typed).removeprefix("http://").removeprefix("https://").startswith(typed.strip()[:1])
    assert completed(completed(typed)) == completed(typed)


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("http://127.0.0.1:8080/a.png", True),
        ("http://localhost/a.png", True),
        ("http://10.1.2.3/a.png", True),
        ("http://172.16.0.9/a.png", True),
        ("http://192.168.1.5/a.png", True),
        ("http://169.254.7.7/a.png", True),
        ("http://[::1]/a.png", True),
        ("http://[fe80::1%25eth0]/a.png", True),
        ("http://[fd00::1]/a.png", True),
        ("https://NAS.local./a.png", True),
        ("http://nas/a.png", True),
        ("https://photos.home.arpa/a.png", True),
        ("https://example.org/localhost/a.png", False),
        ("https://8.8.8.8/a.png", False),
        ("https://[2606:4700::1111]/a.png", False),
        ("https://local.example/a.png", False),
        ("https://134744072/a.png", False),
        ("http://[broken/a.png", False),
        ("demo", False),
    ],
)
def test_an_address_leads_near_where_no_other_network_can_follow(address, near):
    assert near == leads_near(address)
