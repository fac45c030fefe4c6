"""What a base URL and a key must be like before anything is sent."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

import httpx

from desktop.domain.errors import BadAddress, KeyNotAscii


def parsed(base_url: str) -> httpx.URL:
    """The base URL without a slash at its end.

    Raises:
        BadAddress: Not http or https, no host or an impossible one, or more than scheme, host, port and path.
    """
    try:
        url = httpx.URL(base_url.strip())
        _ = urlsplit(str(url)).port  # httpx takes numbers that are no ports
        url.host.encode("idna")  # what resolving the name does: fails for a label that is empty or too long
    except (httpx.InvalidURL, ValueError):
        raise BadAddress from None
    if url.scheme not in ("http", "https") or not url.host or url.userinfo or url.query or url.fragment:
        raise BadAddress
    return url.copy_with(path=url.path.rstrip("/"))


def name_of(url: httpx.URL) -> str:
    """The host for sentences, with its port where that is not the scheme's own."""
    host = f"[{url.host}]" if ":" in url.host else url.host
    return f"{host}:{url.port}" if url.port else host


def is_this_machine(url: httpx.URL) -> bool:
    if url.host == "localhost" or url.host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(url.host).is_loopback
    except ValueError:
        return False


def check_key(key: str, url: httpx.URL) -> None:
    """Refuse a key that cannot, or must not, be sent to `url`.

    Raises:
        KeyNotAscii: A character that no HTTP header can carry: httpx would print the key in its exception.
        BadAddress: Anybody on the way to that host could read it.
    """
    if not all("!" <= letter <= "~" for letter in key):
        raise KeyNotAscii(host=name_of(url))
    if key and url.scheme == "http" and not is_this_machine(url):
        raise BadAddress(host=name_of(url))
