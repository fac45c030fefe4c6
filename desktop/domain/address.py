"""Base URLs as people type them."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

_HOST = re.compile(r"(?P<host>\[[\d.:a-f]+\]|[\w-]+(?:\.[\w-]+)*\.?)(?P<port>:\d+)?(?P<path>/\S*)?", re.IGNORECASE)
_NUMBER = re.compile(r"\d+|0x[\da-f]*")  # an address, and mostly of somebody else, in one number
_OWN = (".localhost", ".local", ".lan", ".internal", ".home.arpa")  # names that no certificate is given for


def completed(typed: str) -> str:
    """What was typed, with the scheme that it lacks; as it is where it has one, or is no host.

    Servers on this machine and in its own network rarely have certificates: they are asked by http. There the usual
    path is meant where none was typed.
    """
    typed = typed.strip()
    match = _HOST.fullmatch(typed)
    if match is None or not (match["port"] or "." in typed or ":" in typed or match["host"].lower() == "localhost"):
        return typed
    if not is_near(match["host"]):
        return f"https://{typed}"
    return f"http://{typed}" + ("" if match["path"] else "/v1")


def is_near(host: str) -> bool:
    """Whether the name or number of a host can only mean this machine, or one in its own network."""
    host = host.lower().strip("[].").partition("%")[0]
    try:
        return ip_address(host).is_private
    except ValueError:
        return not _NUMBER.fullmatch(host) if "." not in host else host.endswith(_OWN)


def leads_near(address: str) -> bool:
    """Whether an address with its scheme leads to such a host."""
    try:
        host = urlsplit(address).hostname
    except ValueError:
        return False
    return host is not None and is_near(host)
