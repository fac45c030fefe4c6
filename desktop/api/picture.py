"""A picture at an address, for a person who asked to see it: nothing of the endpoint or of the person goes along."""

from __future__ import annotations

import asyncio

import httpx

from desktop.api.address import name_of
from desktop.api.exchange import exchange
from desktop.api.faults import Faults
from desktop.api.transport import open_transport, proxy_for
from desktop.api.watch import Clocks
from desktop.domain.attachment import picture_address
from desktop.domain.errors import BadAddress, Failure, NoAnswer, Redirected, TooManyBytes, UnexpectedStatus
from desktop.version import __version__

PATIENCE = 20.0  # seconds in all
MOST = 20_000_000  # bytes
MOST_HOPS = 3  # redirections on one host
HEADERS = {"Accept": "image/*", "Accept-Encoding": "identity", "User-Agent": f"parley/{__version__}"}


class _PictureFaults(Faults):
    """A host of pictures is no endpoint: its status says enough, and where it leads is told in full."""

    def of_response(self, status: int, headers: httpx.Headers, body: bytes) -> Failure:
        del body
        if 300 <= status < 400 and (location := headers.get("location")):  # noqa: PLR2004 - redirections
            return Redirected(location, host=self.host, status=status)
        return UnexpectedStatus(host=self.host, status=status)


async def fetch_picture(address: str, patience: float = PATIENCE, most: int = MOST) -> bytes:
    """What is there, whatever it is. Raises `Failure`.

    Raises:
        Redirected: It leads to another host, or away from https: the detail is that address, which may be fetched
            when the person wants that.
        NoAnswer: Not all of it came in time.
        TooManyBytes: There are more than `most`.
    """
    url = _url_of(address)
    try:
        async with asyncio.timeout(patience):
            for _ in range(MOST_HOPS + 1):
                try:
                    return await _fetch(url, most)
                except Redirected as failure:
                    status, url = failure.status, _onward(url, failure)
    except TimeoutError:
        raise NoAnswer(host=name_of(url)) from None
    raise UnexpectedStatus(host=name_of(url), status=status)


def _url_of(address: str) -> httpx.URL:
    try:
        url = httpx.URL(picture_address(address))
        url.host.encode("idna")  # what resolving the name does
    except (httpx.InvalidURL, ValueError):
        raise BadAddress from None
    return url


def _onward(url: httpx.URL, failure: Redirected) -> httpx.URL:
    """Where an answer leads, on the same host."""
    try:
        target = _url_of(str(url.join(failure.detail)))
    except (httpx.InvalidURL, BadAddress):
        raise BadAddress(host=name_of(url)) from None
    if name_of(target) != name_of(url) or (url.scheme, target.scheme) == ("https", "http"):
        raise Redirected(str(target), host=name_of(url), status=failure.status)
    return target


async def _fetch(url: httpx.URL, most: int) -> bytes:
    proxy = proxy_for(url)
    # off the loop: reading the system's certificates takes longer than a frame
    transport = await asyncio.to_thread(open_transport, url, proxy)
    faults = _PictureFaults(name_of(url), proxy=proxy.variable if proxy else "")
    data = bytearray()
    try:
        async with exchange(transport, url, HEADERS, None, Clocks(), faults) as answer:
            answer.expect(whole=True)
            while piece := await answer.chunk():
                data += piece
                if len(data) > most:
                    raise TooManyBytes(count=most, more=True, most=most, host=name_of(url))
    finally:
        await transport.aclose()
    return bytes(data)
