"""The endpoint: one method for each thing that can be asked."""

from __future__ import annotations

import asyncio
import re
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.api import address, endpoint_list, model_list, model_rows, wire
from desktop.api.answer import Answer
from desktop.api.body import Body, ReadBlob, Tell
from desktop.api.exchange import exchange
from desktop.api.faults import Faults
from desktop.api.transport import open_transport, proxy_for
from desktop.api.watch import Clocks
from desktop.domain.account import KeyInfo
from desktop.domain.errors import BadAddress, UnreadableAnswer
from desktop.domain.keys import mark_of
from desktop.version import __version__

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
    from contextlib import AbstractAsyncContextManager

    import httpx

    from desktop.api.exchange import Exchange
    from desktop.domain.request import ChatRequest

__all__ = ["Answer", "Client", "Clocks", "FetchedList", "ReadBlob"]

_DETAILS_PATH = re.compile(r"(?:/(?!\.{1,2}(?:/|$))[\w.~:@+-]+)+", re.ASCII)
_MAX_AGE = re.compile(r"max-age=(\d{1,9})")
_SECONDS = re.compile(r"\d{1,9}")
PAGES_MOST = 100
WITH_PICTURES = "output_modalities=text,image"  # else models that answer with pictures alone are left out (§2.1)
KEY_MOST = 1024 * 1024
DAY = timedelta(days=1)
NOT_PACKED = {"Accept": "text/event-stream, application/json", "Accept-Encoding": "identity"}
PACKED = {"Accept": "application/json", "Accept-Encoding": "gzip"}
# By the address OpenRouter tells programs apart; one on this machine counts when a title comes with it (§1.3).
ATTRIBUTION = {
    "HTTP-Referer": "http://localhost/parley",
    "X-OpenRouter-Title": "Parley",
    "X-OpenRouter-Categories": "general-chat",
}


class FetchedList(NamedTuple):
    """A model list as it came, and for how many seconds asking again is of no use."""

    body: bytes
    fresh_for: float = 0.0


class Client:
    """Asks one endpoint, and never sends its key anywhere else.

    Nothing is opened before the first request; whatever is wrong with the environment (a proxy, `SSL_CERT_FILE`)
    is raised there as `ProxyFailed` or `CertificateRefused`.

    Args:
        base_url: Up to and without `/models` or `/chat/completions`.
        key: Sent as it is; empty for none.
        read_blob: Finds the bytes of the pictures of a question.
        transport: Instead of the network.
        attribution: Tell OpenRouter which program asks.
        public_list: Anybody may read the model list: no key is sent for it.
        clocks: How long to wait for what.

    Attributes:
        host: For sentences.
        attribution: As given; may be changed at any time.
        ready: Awaited before what a key may be wanted for: a question, and a list that is not public. What it raises
            is raised there.

    Raises:
        BadAddress: Not a base URL, or a key would go through the network unprotected.
        KeyNotAscii: The key has a character that no header can carry.
    """

    def __init__(
        self,
        base_url: str,
        key: str = "",
        *,
        read_blob: ReadBlob,
        transport: httpx.AsyncBaseTransport | None = None,
        attribution: bool = False,
        public_list: bool = False,
        clocks: Clocks | None = None,
    ) -> None:
        self._url = address.parsed(base_url)
        self.host = address.name_of(self._url)
        self._read_blob = read_blob
        self._transport = transport
        self.attribution = attribution
        self._public_list = public_list
        self._clocks = clocks or Clocks()
        self._proxy = ""
        self.ready: Callable[[], Awaitable[None]] = _at_once
        self.use_key(key)

    def use_key(self, key: str) -> None:
        """Send this key from the next request on. Raises `KeyNotAscii` and `BadAddress`."""
        address.check_key(key, self._url)
        self._key = key

    @property
    def is_documented(self) -> bool:
        """Whether it is OpenRouter, which has all ways that reference/openrouter-api.md names; others may have some."""
        return self._public_list

    @property
    def key_mark(self) -> str:
        """Tells the key that is sent from others; "" where none is."""
        return mark_of(self._key)

    async def models(self) -> FetchedList:
        """The model list, as sent; one that comes in pages is put together (reference/openrouter-api.md §2.1).

        Raises `Failure`; `NotAnApi` for a web page, `AnswerTooLarge` over 32 MB.
        """
        if not self._public_list:
            await self.ready()
        wider = WITH_PICTURES if self._public_list else ""
        return await self._list("/models", wider, public=self._public_list)

    async def account_models(self) -> bytes | None:
        """The models that the settings of the key's account leave (§2.6), as sent; None where nobody could tell.

        OpenRouter alone is asked: to others `user` is the name of a model, or they route all below `/models` to one
        list, whose gaps would be taken for exclusions; and nobody wished for a request that only OpenRouter documents.

        Raises `Failure`.
        """
        if not self._public_list:
            return None
        await self.ready()
        if not self._key:
            return None
        return (await self._list("/models/user", public=False)).body

    async def _list(self, path: str, which: str = "", *, public: bool) -> FetchedList:
        url = self._url.copy_with(path=self._url.path + path, query=which.encode() or None)
        async with await self._ask("", PACKED, public=public, url=url) as answer:
            body, fresh_for = await answer.document(model_list.MODELS_MOST), _fresh_for(answer.headers)
        pages, asked = [body], set[str]()
        while (query := model_list.next_page(body)) not in {"", *asked} and len(pages) < PAGES_MOST:
            asked.add(query)  # a page may name itself, or one before
            url = self._url.copy_with(path=self._url.path + path, query=query.encode())
            async with await self._ask("", PACKED, public=public, url=url) as answer:
                body = await answer.document(model_list.MODELS_MOST - sum(map(len, pages)))
            pages.append(body)
        return FetchedList(model_rows.joined(pages) if len(pages) > 1 else pages[0], fresh_for)

    async def zero_retention(self) -> bytes:
        """All offers of providers that keep nothing (reference/openrouter-api.md §2.6), as sent. Raises `Failure`."""
        async with await self._ask("/endpoints/zdr", PACKED, public=self._public_list) as answer:
            return await answer.document(model_list.MODELS_MOST)

    async def providers(self) -> bytes | None:
        """What is told of all providers (reference/openrouter-api.md §2.6), as sent; None where nobody could tell.

        Raises `Failure`.
        """
        if not self._public_list:
            return None
        async with await self._ask("/providers", PACKED, public=True) as answer:
            return await answer.document(endpoint_list.DETAILS_MOST)

    async def details(self, path: str) -> bytes:
        """What is told about one model at the path that the list names for it, such as `/api/v1/models/…/endpoints`.

        Raises `Failure`; `BadAddress` for a path that does not stay on this host.
        """
        if not _DETAILS_PATH.fullmatch(path):
            raise BadAddress(host=self.host)
        async with await self._ask("", PACKED, url=self._url.copy_with(path=path)) as answer:
            return await answer.document(endpoint_list.DETAILS_MOST)

    async def key(self) -> KeyInfo:
        """What the endpoint knows about the key. Raises `Failure`."""
        async with await self._ask("/key", PACKED) as answer:
            document = await answer.document(KEY_MOST)
            try:
                body = wire.loads(document)
            except wire.ODD:
                raise UnreadableAnswer(host=self.host) from None
            if error := body.get("error"):
                raise answer.faults.of_error(error)
            return _key_info(body.get("data"))

    @asynccontextmanager
    async def chat(self, request: ChatRequest, tell: Tell = lambda *_: None) -> AsyncIterator[Answer]:
        """Ask a model. Leaving the block early closes the connection: that is how to stop. Raises `Failure`.

        `tell` hears how many bytes of the question are on their way, and of how many.
        """
        body = await Body.of(request, self._read_blob, tell)
        await self.ready()
        async with await self._ask("/chat/completions", NOT_PACKED, body) as answer:
            yield Answer(answer)

    async def close(self) -> None:
        """Close all connections. Answers on their way end with `ConnectionLost`."""
        if self._transport is not None:
            await self._transport.aclose()

    async def _ask(
        self,
        path: str,
        headers: Mapping[str, str],
        body: Body | None = None,
        *,
        public: bool = False,
        url: httpx.URL | None = None,
    ) -> AbstractAsyncContextManager[Exchange]:
        if self._transport is None:
            proxy = proxy_for(self._url)
            # off the loop: reading the system's certificates takes longer than a frame
            transport = await asyncio.to_thread(open_transport, self._url, proxy)
            self._transport = self._transport or transport
            self._proxy = proxy.variable if proxy else ""
        url = url or self._url.copy_with(path=self._url.path + path)
        faults = Faults(self.host, self._key, self._proxy)
        return exchange(self._transport, url, {**headers, **self._headers(public=public)}, body, self._clocks, faults)

    def _headers(self, *, public: bool) -> dict[str, str]:
        headers = {"User-Agent": f"parley/{__version__}"}
        if self._key and not public:
            headers["Authorization"] = f"Bearer {self._key}"
        if self.attribution:
            headers |= ATTRIBUTION
        return headers


async def _at_once() -> None: ...


def _fresh_for(headers: Mapping[str, str]) -> float:
    """For how many seconds an answer is good, as its headers say; 0 when they do not."""
    stated = _MAX_AGE.search(headers.get("cache-control", ""))
    age = headers.get("age", "")
    spent = int(age) if _SECONDS.fullmatch(age) else 0
    return max(0.0, float(stated[1]) - spent) if stated else 0.0


def _key_info(data: Any) -> KeyInfo:
    facts = data if isinstance(data, dict) else {}
    free = facts.get("free_model_daily_requests")
    free = free if isinstance(free, dict) else {}
    return KeyInfo(
        label=wire.text(facts.get("label")),
        limit=wire.amount(facts.get("limit")),
        limit_remaining=wire.amount(facts.get("limit_remaining")),
        limit_reset=wire.text(facts.get("limit_reset")),
        usage=wire.amount(facts.get("usage")),
        byok_usage=wire.amount(facts.get("byok_usage")),
        free_requests=wire.count(free.get("limit")),
        free_requests_remaining=wire.count(free.get("remaining")),
        is_free_tier=facts.get("is_free_tier") is True,
        is_management_key=True in (facts.get("is_management_key"), facts.get("is_provisioning_key")),
        expires_at=_moment(facts.get("expires_at")),
    )


def _moment(value: object) -> datetime | None:
    """A time in UTC that every other zone has a day for, too."""
    try:
        moment = datetime.fromisoformat(wire.text(value))
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        _ = moment - DAY, moment + DAY
    except (ValueError, OverflowError):
        return None
    return moment
