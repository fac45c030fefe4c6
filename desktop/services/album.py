"""The pictures of one answer: kept one after the other, beside its text, which never waits for them."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.attachment import file_name, numbered

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from desktop.domain.parts import ImagePart

MOST_PICTURES = 200  # of one answer: no model means more, and each takes room on the screen
ENOUGH = 60.0  # seconds that pictures may still take once all of an answer has come …
HURRY = 1.0  # … and once it was stopped, which may be the end of the program


class KeepPicture(NamedTuple):
    """What becomes of a picture that came as a URL. Both give None for what is no picture, or cannot be stored.

    Attributes:
        prepared: Decoded and made fit to be shown, which may take its time.
        as_it_came: Stored without being looked at.
    """

    prepared: Callable[[str], Awaitable[ImagePart | None]]
    as_it_came: Callable[[str], Awaitable[ImagePart | None]]


class Album:
    """Takes pictures as they come. Those without an address are called after their model, which needs no language.

    Attributes:
        images: Those that are kept.
        lost: How many more came that could not be read or stored.
        name: Of the model, as far as it is known which one answers.

    Args:
        taken: Called with each picture that is kept.
        images: Those of an answer that is gone on with.
    """

    def __init__(
        self, keep: KeepPicture, taken: Callable[[ImagePart], object], name: str, images: tuple[ImagePart, ...] = ()
    ) -> None:
        self.images = images
        self.lost = 0
        self._keep = keep
        self._taken = taken
        self.name = name
        self._coming: list[tuple[str, int]] = []  # with their places in the text
        self._held: dict[tuple[str, int], ImagePart | None] = {}  # as they came, of those that are coming
        self._known: dict[tuple[int, int], int] = {}  # places by lengths and hashes: each may have megabytes
        self._came = asyncio.Event()
        self._keeping = asyncio.Lock()
        self._over = False

    @property
    def full(self) -> bool:
        return len(self.images) + self.lost + len(self._coming) >= MOST_PICTURES

    @property
    def missing(self) -> int:
        """How many came that are not there."""
        return self.lost + len(self._coming)

    def add(self, url: str, place: int = 0) -> int:
        """Have a picture kept, once: some endpoints send it again, in a later event or with the whole message.

        Their numbers say nothing: different pictures come under the same one.

        Returns: The place in the text that it came with first.
        """
        known = len(url), hash(url)
        if known not in self._known:
            self._known[known] = place
            self._coming.append((url, place))
            self._came.set()
        return self._known[known]

    async def keep_coming(self) -> None:
        """Keep what comes, until this is cancelled."""
        while True:
            await self._came.wait()
            self._came.clear()
            await self._keep_all()

    async def hold(self) -> tuple[ImagePart, ...]:
        """Those that are still being made ready, stored as they came: what came later must not outlast them."""
        for coming in tuple(self._coming):
            if coming not in self._held:
                self._held[coming] = await self._keep.as_it_came(coming[0])
        self._held = {coming: self._held[coming] for coming in self._coming if coming in self._held}
        known, found = list(self.images), []
        for (_, place), image in self._held.items():
            if image is not None:
                known.append(self._named(image, place, known))
                found.append(known[-1])
        return tuple(found)

    async def settle(self, seconds: float) -> None:
        """No more come: keep those that are not kept yet, after so many seconds without looking at them."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._keep_all()
        self._over = True
        while self._coming:
            self._take(await self._keep.as_it_came(self._coming[0][0]))

    async def _keep_all(self) -> None:
        async with self._keeping:
            while self._coming:
                image = await self._keep.prepared(self._coming[0][0])
                if self._over:
                    break
                self._take(image)

    def _take(self, image: ImagePart | None) -> None:
        """Add the next picture, under a name that no other one has."""
        _, place = self._coming.pop(0)
        if image is None:
            self.lost += 1
            return
        self.images += (self._named(image, place, self.images),)
        self._taken(self.images[-1])

    def _named(self, image: ImagePart, place: int, known: Sequence[ImagePart]) -> ImagePart:
        named = image.name if image.url else file_name(self.name, image.media_type)
        return replace(image, name=numbered(named, {other.name for other in known}), place=place)
