"""How requests leave: straight or through the environment's proxy, trusting what the system trusts."""

from __future__ import annotations

import os
import ssl
from typing import NamedTuple
from urllib.request import getproxies, proxy_bypass

import httpx
import truststore

from desktop.api import address
from desktop.domain.errors import CertificatesMissing, ProxyFailed

CERTIFICATES = "SSL_CERT_FILE"


class Proxy(NamedTuple):
    """A proxy and the variable that names it (upper case; the system's own setting where there is no variable)."""

    url: str
    variable: str


def proxy_for(url: httpx.URL) -> Proxy | None:
    """The proxy of the environment. Never one for this machine: it could not reach it, but would see the key."""
    proxies = getproxies()
    host = f"{url.host}:{url.port}" if url.port else url.host
    if address.is_this_machine(url) or proxy_bypass(host):
        return None
    for scheme in (url.scheme, "all"):
        if found := proxies.get(scheme):
            return Proxy(found if "://" in found else f"http://{found}", f"{scheme.upper()}_PROXY")
    return None


def open_transport(url: httpx.URL, proxy: Proxy | None) -> httpx.AsyncBaseTransport:
    """Connections to one origin. Reads certificates: tens of milliseconds.

    HTTP/1.1 only, as stopping must close the connection (httpcore#943), and no connection is used twice: one that
    has died unnoticed, as in a suspended computer, would cost the next question half a minute.

    Raises:
        ProxyFailed, CertificatesMissing: The environment is wrong; the detail names the variable.
    """
    verify = _certificates() if url.scheme == "https" else False  # nothing to verify on a plain connection
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)
    try:
        return httpx.AsyncHTTPTransport(
            verify=verify, trust_env=False, http2=False, limits=limits, proxy=proxy.url if proxy else None
        )
    except (ValueError, ImportError, httpx.InvalidURL):  # another scheme, SOCKS without its library, no URL at all
        variable = proxy.variable if proxy else ""
        raise ProxyFailed(variable, host=address.name_of(url)) from None


def _certificates() -> ssl.SSLContext:
    """The system's certificates, or those of `SSL_CERT_FILE` alone."""
    path = os.environ.get(CERTIFICATES)
    if not path:
        return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        return ssl.create_default_context(cafile=path)
    except (OSError, ssl.SSLError):
        raise CertificatesMissing(CERTIFICATES) from None
