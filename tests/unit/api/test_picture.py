"""What goes out for a picture that a person wants to see, and what may come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from desktop.api.picture import MOST_HOPS, _onward, fetch_picture
from desktop.domain import errors
from desktop.version import __version__
from tests.server.server import Cut, ScriptedServer, Stall

if TYPE_CHECKING:
    from desktop.domain.errors import Failure

DATA = b"whatever it is"


def reply(data: bytes = DATA, *headers: str, status: str = "200 OK") -> list[bytes]:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(data)}", *headers, "", ""]
    return ["\r\n".join(lines).encode("latin-1") + data]


def leads(to: str) -> list[bytes]:
    return reply(b"", f"Location: {to}", "Set-Cookie: seen=1", status="302 Found")


async def refused(address: str, **limits: float) -> Failure:
    with pytest.raises(errors.Failure) as caught:
        await fetch_picture(address, **limits)  # type: ignore[arg-type]
    return caught.value


async def test_nothing_of_the_person_goes_along_and_the_address_is_asked_once(server: ScriptedServer) -> None:
    server.on("GET", "/cat.png", reply())

    assert await fetch_picture(f"{server.base_url}/cat.png?size=1#top") == DATA
    [asked] = server.requests
    assert (asked.path, asked.body) == ("/cat.png?size=1", b"")
    assert asked.headers == {
        "host": f"127.0.0.1:{server.port}",
        "accept": "image/*",
        "accept-encoding": "identity",
        "user-agent": f"parley/{__version__}",
    }


async def test_it_is_followed_on_its_host_without_the_cookie_that_was_set(server: ScriptedServer) -> None:
    server.on("GET", "/cat.png", leads("/v1/new/../cat.jpg?a=b"))
    server.on("GET", "/cat.jpg", reply())

    assert await fetch_picture(f"{server.base_url}/cat.png") == DATA
    assert [asked.path for asked in server.requests] == ["/cat.png", "/cat.jpg?a=b"]
    assert not any({"cookie", "referer", "authorization"} & asked.headers.keys() for asked in server.requests)


async def test_another_host_is_named_and_not_asked(server: ScriptedServer) -> None:
    with ScriptedServer() as other:
        server.on("GET", "/cat.png", leads(f"{other.base_url}/cat.png?a=b"))
        failure = await refused(f"{server.base_url}/cat.png")
        assert other.connections == 0

    assert type(failure) is errors.Redirected
    assert (failure.detail, failure.host) == (f"{other.base_url}/cat.png?a=b", f"127.0.0.1:{server.port}")


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "http://me:secret@example.org/", "http://a:b/", "http://a..b/"]
)
async def test_what_is_no_address_of_a_picture_is_not_followed(server: ScriptedServer, target: str) -> None:
    server.on("GET", "/cat.png", leads(target))
    failure = await refused(f"{server.base_url}/cat.png")

    assert (type(failure), failure.host) == (errors.BadAddress, f"127.0.0.1:{server.port}")


def test_one_host_is_the_same_with_https_and_never_again_without() -> None:
    plain, safe = httpx.URL("http://example.org/cat.png"), httpx.URL("https://example.org/cat.png")

    assert _onward(plain, errors.Redirected(str(safe))) == safe
    with pytest.raises(errors.Redirected, match=str(plain)):
        _onward(safe, errors.Redirected(str(plain)))


async def test_a_ring_is_followed_a_few_times(server: ScriptedServer) -> None:
    server.on("GET", "/cat.png", leads("cat.png"))
    failure = await refused(f"{server.base_url}/cat.png")

    assert (type(failure), failure.status) == (errors.UnexpectedStatus, 302)
    assert len(server.requests) == 1 + MOST_HOPS


@pytest.mark.parametrize("status", [304, 302, 401, 402, 404, 429, 500])
async def test_a_status_is_told_as_it_is(server: ScriptedServer, status: int) -> None:
    server.on("GET", "/cat.png", reply(b"<html>", "Content-Type: text/html", status=f"{status} No"))
    failure = await refused(f"{server.base_url}/cat.png")

    assert (type(failure), failure.status) == (errors.UnexpectedStatus, status)


async def test_more_than_is_taken_is_not_read_to_its_end(server: ScriptedServer) -> None:
    server.on("GET", "/cat.png", [b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 1_000, b"y", Stall()])
    failure = await refused(f"{server.base_url}/cat.png", most=1_000)

    assert (type(failure), failure.most) == (errors.TooManyBytes, 1_000)
    assert server.requests[0].gone.wait(10)


async def test_as_much_as_is_taken_comes_whole(server: ScriptedServer) -> None:
    server.on("GET", "/cat.png", reply(b"x" * 1_000))

    assert await fetch_picture(f"{server.base_url}/cat.png", most=1_000) == b"x" * 1_000


async def test_what_does_not_come_to_its_end_is_given_up(server: ScriptedServer) -> None:
    server.on("GET", "/cat.png", [b"HTTP/1.1 200 OK\r\n\r\n", b"x", Stall()])
    failure = await refused(f"{server.base_url}/cat.png", patience=0.2)

    assert (type(failure), failure.host) == (errors.NoAnswer, f"127.0.0.1:{server.port}")
    assert server.requests[0].gone.wait(10)


async def test_a_connection_that_breaks_is_told(server: ScriptedServer) -> None:
    server.on("GET", "/cat.png", [b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", b"x", Cut()])

    assert isinstance(await refused(f"{server.base_url}/cat.png"), errors.ConnectionLost)


@pytest.mark.parametrize("address", ["ftp://a/a.png", "cat.png", "http://[::1", "http://a..b/", "http://" + 99 * "a"])
async def test_an_address_that_cannot_be_one_is_refused(address: str) -> None:
    assert isinstance(await refused(address), errors.BadAddress)


async def test_a_proxy_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "ftp://proxy")
    failure = await refused("http://example.org/a.png")

    assert (type(failure), failure.detail) == (errors.ProxyFailed, "HTTP_PROXY")
