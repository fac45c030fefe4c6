"""Pictures that lie at addresses, of the composer or of messages, fetched because the person asked to see them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from desktop.api.picture import fetch_picture
from desktop.domain.errors import Defect, Failure
from desktop.domain.observable import Observable
from desktop.domain.vision import Quality, Sight, plan_for
from desktop.services.sources import MOST_HELD

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from desktop.domain.picture import Prepared
    from desktop.services.intake import Intake
    from desktop.services.tasks import TaskScope
    from desktop.system.images import Images

PLAN = plan_for(Quality.SHARP, Sight())  # as large as it is looked at, which bounds the memory for many


class Remote:
    """Kept in memory alone, and only while a chip or a message on view has the address, which is what is sent.

    But those of answers on view are stored in the place of their addresses, which may not last.

    Attributes:
        changed: What is known of this address is other than before.
        pictures: What was fetched, by address, made fit to be shown.
        failures: Why something was not, until it is tried again.
        kept: What was stored, by address: it need not be in `pictures` too.

    Args:
        keep: Stores what lay at an address that an answer has; gives its hash, or "" where no answer has it.
    """

    def __init__(
        self, intake: Intake, images: Images, tasks: TaskScope, keep: Callable[[str, bytes], Awaitable[str]]
    ) -> None:
        self.changed: Observable[[str]] = Observable()
        self.pictures: dict[str, Prepared] = {}
        self._came: dict[str, bytes] = {}  # what they were made of, as far as there is room for it
        self.failures: dict[str, Failure] = {}
        self.kept: dict[str, str] = {}
        self._keep = keep
        self._intake = intake
        self._images = images
        self._tasks = tasks
        self._fetching: dict[str, asyncio.Task[Any]] = {}
        self._held: set[str] = set()
        self._wish: tuple[str, Callable[[], object]] | None = None  # an address, and what shows its picture
        intake.changed.connect(self._forget)

    def is_fetching(self, address: str) -> bool:
        return address in self._fetching

    def came(self, address: str) -> bytes:
        """What lay at an address, as it came; of so many that it would take too much, what was made of it."""
        return self._came.get(address) or self.pictures[address].data

    def want(self, address: str, show: Callable[[], object]) -> None:
        """Fetch the picture unless it is there, and show it then: at once, later, or after a failure and another try.

        It is no longer wanted when it is given up, or another one is wanted.
        """
        self._wish = address, show
        self.fetch(address)
        self._show(address)

    def fetch(self, address: str, place: str = "") -> None:
        """Fetch the picture once, behind; from the place that the address was found to lead to, where it is given."""
        if address not in self._fetching and address not in self.pictures:
            self.failures.pop(address, None)
            self.kept.pop(address, None)
            self._fetching[address] = self._tasks.start(self._take(address, place or address), "remote picture")
            self._tell(address)

    def hold(self, address: str) -> None:
        """Keep what is known of an address that a message on view has, until `let_go`."""
        self._held.add(address)

    def let_go(self) -> None:
        """Other messages are on view."""
        self._held.clear()
        self.kept.clear()
        self._forget()

    def stop(self, address: str) -> None:
        """Give up what is being fetched."""
        if task := self._fetching.pop(address, None):
            task.cancel()
            self._tell(address)

    async def _take(self, address: str, place: str) -> None:
        try:
            data = await fetch_picture(place)
            if address in self._held and (digest := await self._keep(address, data)):
                self.kept[address] = digest
                if address not in self._attached():
                    return
            self.pictures[address] = await self._images.prepare(data, PLAN)
            if sum(map(len, self._came.values())) + len(data) <= MOST_HELD:
                self._came[address] = data
        except Failure as failure:
            self.failures[address] = failure.at(urlsplit(place).netloc)
        except Exception as error:
            self.failures[address] = Defect(type(error).__name__)
            raise
        finally:
            if self._fetching.get(address) is asyncio.current_task():
                del self._fetching[address]
                self._tell(address)

    def _forget(self) -> None:
        """Keep nothing of an address whose chip or message has gone."""
        wanted = self._held | self._attached()
        for address in {*self._fetching, *self.pictures, *self.failures} - wanted:
            self.stop(address)
            self._came.pop(address, None)
            if self.pictures.pop(address, None) or self.failures.pop(address, None):
                self._tell(address)

    def _attached(self) -> set[str]:
        return {chip.image.url for chip in self._intake.attachments if chip.image}

    def _tell(self, address: str) -> None:
        self.changed.emit(address)
        self._show(address)

    def _show(self, address: str) -> None:
        """Show what was wanted, if it is there; what failed may still come."""
        if self._wish is None or address != self._wish[0] or address in self._fetching or address in self.failures:
            return
        _address, show = self._wish
        self._wish = None
        if address in self.pictures or address in self.kept:
            show()
