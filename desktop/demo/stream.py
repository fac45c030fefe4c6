"""Answers on the wire: whole, and in pieces as server-sent events (reference/openrouter-api.md §4.1-4.5)."""

from __future__ import annotations

import json
import re
import time
import uuid
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

PROVIDER = "Demonstration"
PIECES_PER_SECOND = 75  # of `pieces`: about 50 words
COMMENT = b": OPENROUTER PROCESSING\n\n"
DONE = b"data: [DONE]\n\n"


def generation_id() -> str:
    """As the real ones look: seconds, then 20 letters and digits."""
    return f"gen-{int(time.time())}-{uuid.uuid4().hex[:20]}"


def pieces(text: str) -> list[str]:
    """Text cut as a tokenizer would cut it; joined again it is the same text."""
    return re.findall(r"\s*(?:\w{1,6}|[^\w\s]{1,16})|\s+", text)


def encoded(body: dict[str, Any]) -> bytes:
    """JSON; halves of surrogate pairs, which a question may hold, become question marks."""
    return json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")


class Answer:
    """One answer in both of its forms."""

    def __init__(self, model: str, question: str, text: str) -> None:
        self.id = generation_id()
        self._text = text
        self._pieces = pieces(text)
        self._head = {"id": self.id, "created": int(time.time()), "model": model, "provider": PROVIDER}
        self._usage = _usage(len(pieces(question)), len(self._pieces))

    def whole(self) -> dict[str, Any]:
        """The body of an answer that is not streamed."""
        message = {"role": "assistant", "content": self._text, "refusal": None, "reasoning": None}
        choice = {"index": 0, "logprobs": None, **_ending("stop"), "message": message}
        head = {**self._head, "object": "chat.completion", "system_fingerprint": None}
        return {**head, "choices": [choice], "usage": self._usage}

    def events(self) -> Iterator[bytes]:
        """A comment, the pieces, the finish, the usage (which repeats the finish), and the end mark."""
        yield COMMENT
        for piece in self._pieces:
            yield self._event(piece, None)
        yield self._event("", "stop")
        yield self._event("", "stop", usage=self._usage)
        yield DONE

    def _event(self, piece: str, finish: str | None, **more: object) -> bytes:
        choice = {"index": 0, "delta": {"role": "assistant", "content": piece}, **_ending(finish), "logprobs": None}
        chunk = {**self._head, "object": "chat.completion.chunk", "choices": [choice], **more}
        return b"data: " + encoded(chunk) + b"\n\n"


def _ending(finish: str | None) -> dict[str, str | None]:
    return {"finish_reason": finish, "native_finish_reason": finish}


def _usage(asked: int, answered: int) -> dict[str, Any]:
    """Counted in `pieces`, since nothing here has tokens; the cost is nothing."""
    return {
        "prompt_tokens": asked,
        "completion_tokens": answered,
        "total_tokens": asked + answered,
        "cost": 0,
        "is_byok": False,
        "prompt_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0, "audio_tokens": 0, "video_tokens": 0},
        "cost_details": {
            "upstream_inference_cost": 0,
            "upstream_inference_prompt_cost": 0,
            "upstream_inference_completions_cost": 0,
        },
        "completion_tokens_details": {"reasoning_tokens": 0, "image_tokens": 0, "audio_tokens": 0},
    }
