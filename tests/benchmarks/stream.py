"""A long answer from socket to deltas, beside the `openai` package and beside httpx that only receives the bytes.

The server sends each event as a chunk of its own, as OpenRouter does, from another process; what counts is the CPU
time of this one. Everybody reads the same bytes several times in turns, and the quickest time of each is taken.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import httpx
import openai

from desktop.api.client import Client
from desktop.domain.message import Role
from desktop.domain.parts import TextPart
from desktop.domain.request import ChatRequest, OutgoingMessage
from tests.benchmarks.table import Row
from tests.server import scripts
from tests.server.process import served

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

    from openai.types.chat import ChatCompletionUserMessageParam

EVENTS = 100_000
RUNS = 3
PATH = "/chat/completions"
QUESTION = ChatRequest(scripts.MODEL, (OutgoingMessage(Role.USER, (TextPart("Count."),)),))


def measure() -> list[Row]:
    script = [b"".join(step for step in scripts.stream(_events()) if isinstance(step, bytes))]
    with served({("POST", PATH): script}) as base_url:
        ways = {name: _way(base_url) for name, _way in (("parley", _parley), ("bytes", _bytes), ("openai", _openai))}
        best = dict.fromkeys(ways, float("inf"))
        for _ in range(RUNS):
            for name, way in ways.items():
                best[name] = min(best[name], _cpu(way))
    rate, theirs = EVENTS / best["parley"], EVENTS / best["openai"]
    faster, dearer = rate / theirs, best["parley"] / best["bytes"]
    ours, alone = best["parley"] / EVENTS * 1e6, best["bytes"] / EVENTS * 1e6
    return [
        Row("stream events parsed", rate, "1/s", "openai package", theirs, faster, "≥ 8 ×", faster >= 8),
        Row("CPU of a stream event", ours, "µs", "receiving its bytes", alone, dearer, "≤ 1.5 ×", dearer <= 1.5),
    ]


def _events() -> Iterator[bytes]:
    """Mostly text and some reasoning, in the shape and size of the recorded events."""
    for number in range(EVENTS - 1):
        if number % 8:
            yield scripts.delta(f" word {number}")
        else:
            detail = {"type": "reasoning.text", "text": " hm", "format": "unknown", "index": 0}
            yield scripts.delta("", reasoning=" hm", reasoning_details=[detail])
    yield scripts.delta("", "stop", usage=scripts.USAGE)
    yield scripts.DONE


def _cpu(way: Callable[[], Coroutine[object, object, int]]) -> float:
    """Seconds of CPU for reading the stream once."""
    begun = time.process_time()
    count = asyncio.run(way())
    spent = time.process_time() - begun
    if count < EVENTS:
        raise RuntimeError(f"only {count} events came")
    return spent


def _parley(base_url: str) -> Callable[[], Coroutine[object, object, int]]:
    async def read_blob(_blob: str) -> bytes:
        return b""

    async def way() -> int:
        client = Client(base_url, read_blob=read_blob)
        count = 0
        async with client.chat(QUESTION) as answer:
            async for deltas in answer:
                for _delta in deltas:
                    count += 1
        await client.close()
        return count

    return way


def _bytes(base_url: str) -> Callable[[], Coroutine[object, object, int]]:
    async def way() -> int:
        count = 0
        async with (
            httpx.AsyncClient(trust_env=False, timeout=None) as client,  # noqa: S113 - the server is ours
            client.stream("POST", base_url + PATH, json={}) as response,
        ):
            async for _chunk in response.aiter_raw():
                count += 1
        return count

    return way


def _openai(base_url: str) -> Callable[[], Coroutine[object, object, int]]:
    async def way() -> int:
        async with openai.AsyncOpenAI(base_url=base_url, api_key="none") as client:
            question: ChatCompletionUserMessageParam = {"role": "user", "content": "Count."}
            stream = await client.chat.completions.create(model=scripts.MODEL, messages=[question], stream=True)
            count = 0
            async for _event in stream:
                count += 1
            return count

    return way
