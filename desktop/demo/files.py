"""PDFs, recordings and videos of a request: what can be told of them unopened, which is kind, name and size."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.demo.markdown import amount, code

if TYPE_CHECKING:
    from desktop.demo.request import ChatBody, Piece

KINDS = {"file": "PDF", "input_audio": "recording", "video_url": "video"}  # by the type of the part (§3.2)
QUOTA = 4  # letters of base64 for three bytes


class Medium(NamedTuple):
    """One of them; `size` counts bytes, None where only an address came."""

    kind: str
    name: str
    size: int | None

    @property
    def words(self) -> str:
        """Markdown."""
        return f"{code(self.name)}, {'by address' if self.size is None else amount(self.size)}"


def medium(piece: Piece) -> Medium | None:
    """What a part brings; None for one of another kind."""
    if piece.kind not in KINDS:
        return None
    part = json.loads(piece.content).get(piece.kind)
    fields: dict[str, Any] = part if isinstance(part, dict) else {}
    name, address = fields.get("filename") or fields.get("format"), fields.get("file_data") or fields.get("url")
    if "data" in fields:  # of a recording there are the bare letters (§3.2)
        return Medium(KINDS[piece.kind], str(name or ""), _size(str(fields["data"])))
    head, _, data = str(address or "").partition(",")
    stored = head.startswith("data:")
    return Medium(KINDS[piece.kind], str(name or ("" if stored else head)), _size(data) if stored else None)


def told(body: ChatBody) -> str:
    """A sentence about what came with the question, for those who cannot look into it; "" when nothing did."""
    asked = next((message for message in reversed(body.messages) if message.role == "user"), None)
    found = [found for piece in asked.pieces if (found := medium(piece))] if asked else []
    if not found:
        return ""
    named = "; ".join(f"a {one.kind} ({one.words})" for one in found)
    return f"*With your question came {named}. I am not a language model and open no files; a real model is sent them.*"


def _size(data: str) -> int:
    return len(data) // QUOTA * 3 - data[-2:].count("=")
