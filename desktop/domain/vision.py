"""How models read pictures: what one costs in tokens, and the size in which it is best sent."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from math import ceil, sqrt
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from decimal import Decimal

    from desktop.domain.model import Model

ANYWHERE = ("image/png", "image/jpeg")  # taken where nothing is said


class Detail(StrEnum):
    """How closely a model is to look, where its family lets that be chosen (reference/openrouter-api.md §3.2)."""

    AUTO = ""
    LOW = "low"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Sight:
    """How a family of models reads a picture; 0 where that is not known.

    `resources/vision.toml` has the meanings, the units and the sources.
    """

    edge: int = 0
    short_edge: int = 0
    patch: int = 0
    patch_tokens: float = 1
    tile: int = 0
    tile_tokens: int = 0
    base_tokens: int = 0
    most_tokens: int = 0
    most_encoded: int = 0
    formats: tuple[str, ...] = ()
    animated: bool | None = None
    detailed: bool = False

    @property
    def most(self) -> int:
        """Bytes that are taken of a picture; 0 where that is not known."""
        return self.most_encoded // 4 * 3  # base64 makes four bytes of three

    def takes(self, media_type: str) -> bool | None:
        """Whether a picture of this type is taken; None where nothing is said of it."""
        return media_type in self.formats if self.formats and media_type else None

    def without(self, refused: Collection[str]) -> Sight:
        """The same, where these types were refused."""
        left = tuple(kind for kind in self.formats or ANYWHERE if kind not in refused)
        return replace(self, formats=left) if refused else self

    def tokens(self, width: int, height: int, detail: Detail = Detail.AUTO) -> int | None:
        """About how many tokens a picture of so many pixels costs; None where the family says nothing of it."""
        if self.base_tokens and detail is Detail.LOW:
            return self.base_tokens
        square = self.tile or self.patch
        if not square or not width or not height:
            return None
        width, height = self._scaled(width, height)
        squares = ceil(width / square) * ceil(height / square)
        tokens = self.base_tokens + ceil(squares * self._square_tokens)
        return min(tokens, self.most_tokens) if self.most_tokens else tokens

    def read_edge(self, width: int, height: int, detail: Detail = Detail.AUTO) -> int:
        """About how many pixels of its long edge are read of a picture of so many pixels."""
        if self.tile and detail is Detail.LOW:
            return max(fitted(width, height, self.tile))
        width, height = self._scaled(width, height)
        square = self.tile or self.patch
        room = self.most_tokens // self._square_tokens * square**2 if square else 0
        share = sqrt(room / (width * height)) if 0 < room < width * height else 1
        return round(max(width, height) * share)

    @property
    def _square_tokens(self) -> float:
        return self.tile_tokens if self.tile else self.patch_tokens

    def _scaled(self, width: int, height: int) -> tuple[int, int]:
        width, height = fitted(width, height, self.edge)
        if self.short_edge and min(width, height) > self.short_edge:
            return fitted(width, height, round(max(width, height) * self.short_edge / min(width, height)))
        return width, height


def sights(data: bytes) -> Mapping[str, Sight]:
    """What `resources/vision.toml` holds, by tokenizer, or by the ids of models."""
    names = {field.name for field in fields(Sight)}
    return {
        key: Sight(**{name: _fixed(family[name]) for name in names & family.keys()})
        for family in tomllib.loads(data.decode())["family"]
        for key in (*family.get("tokenizers", ()), *family.get("models", ()))
    }


def family_of(model: Model, keys: Collection[str]) -> str:
    """Under which of the keys of `sights` a model is found; its tokenizer where none is for its id or a variant."""
    name = model.id if keys else ""
    for _ in range(MOST_ENDINGS):  # shorter by one each time
        if "/" not in name:
            break
        if name in keys:
            return name
        name = name[: max(name.rfind(":"), name.rfind("-"), 0)]
    return model.tokenizer


def _fixed(value: object) -> Any:
    return tuple(value) if isinstance(value, list) else value


class Quality(StrEnum):
    """How much of a picture is sent, as the person chooses."""

    ORIGINAL = "original"
    SHARP = "sharp text"
    BALANCED = "balanced"
    SMALL = "small"


MOST_ENDINGS = 30  # of an id that is one of a known family's: twice as many as any has
SPARE = 1.25  # times the edge of what a model reads: much larger pictures are refused, some by 2,000 pixels among many
EDGES = {Quality.SHARP: 2048, Quality.BALANCED: 1568, Quality.SMALL: 1024}  # pixels


class Estimate(NamedTuple):
    """What a picture costs about.

    Attributes:
        tokens: None where it is not known how the model counts.
        cost: In USD; None where the price of a token is not known either.
        detailed: Whether it matters which `Detail` is asked for.
        read_edge: Pixels of the long edge of a picture that the model reads; 0 where that is not known.
    """

    tokens: int | None
    cost: Decimal | None = None
    detailed: bool = False
    read_edge: int = 0


class Plan(NamedTuple):
    """What a picture is made into.

    Attributes:
        edge: Pixels that the long edge has at most; 0 for as many as there are.
        most: Bytes that it has at most; 0 for as many as it takes.
        webp: Whether what is to stay exact may become WebP.
        spare: Pixels that the long edge may have where all of them take fewer bytes: no more than go in sharp text,
            but for a quarter where that costs no more, as far as is known. 0 for none beside `edge`.
        takes_webp, takes_gif, takes_films: Whether such a picture may stay what it is. A film becomes one frame else.
        takes_png, takes_jpeg: Whether a picture may stay or become such; where neither is, it becomes JPEG.
        may_film: Whether a film may stay one where that is chosen by hand: nothing is said against it.
        any_film: Whether it may in whatever format: nothing is said of these either.
        sharp: Pixels that the long edge has at most in sharp text; 0 for the original.
    """

    edge: int = 0
    most: int = 0
    webp: bool = False
    spare: int = 0
    takes_webp: bool = True
    takes_gif: bool = True
    takes_films: bool = True
    takes_png: bool = True
    takes_jpeg: bool = True
    may_film: bool = True
    any_film: bool = False
    sharp: int = 0


AS_IT_IS = Plan()


def plan_for(quality: Quality, sight: Sight) -> Plan:
    """What to make of a picture. A model never gets more pixels than it reads, unless the original is wanted.

    Nor does it get a format that it is not known to take, but for a film that is wanted as the original.
    """
    webp = "image/webp" in sight.formats
    plain = [kind in (sight.formats or ANYWHERE) for kind in ANYWHERE]
    may_film, any_film = sight.animated is not False, not sight.formats
    gif, films = "image/gif" in sight.formats, may_film if quality is Quality.ORIGINAL else bool(sight.animated)
    taken = Plan(0, sight.most, webp, 0, webp, gif, films, *plain)
    taken = taken._replace(may_film=may_film, any_film=any_film)
    if quality is Quality.ORIGINAL:
        return taken
    edge, sharp = (min(EDGES[each], sight.edge or EDGES[each]) for each in (quality, Quality.SHARP))
    spare = round(SPARE * sharp)
    costs_alike = sharp == sight.edge or sight.tokens(1, 1) == sight.tokens(spare, spare)
    spare = spare if costs_alike else sharp
    return taken._replace(edge=edge, spare=spare if spare > edge else 0, sharp=sharp)


def finer(plan: Plan, longest: int) -> list[int]:
    """The long edges that a picture, whose own is `longest`, has in those qualities that keep more of its pixels."""
    edges = {min(edge, plan.sharp) for edge in EDGES.values()}
    return sorted(edge for edge in edges if plan.edge < edge < longest)


def capped(plan: Plan, most: int) -> Plan:
    """The same, with so many bytes at most (0: any)."""
    return plan._replace(most=min(most, plan.most or most)) if most else plan


def fitted(width: int, height: int, edge: int) -> tuple[int, int]:
    """A size with the long edge at most `edge` (0: any), in the same shape."""
    longest = max(width, height)
    if not edge or longest <= edge:
        return width, height
    return max(1, round(width * edge / longest)), max(1, round(height * edge / longest))
