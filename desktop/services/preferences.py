"""What a person wants to be different from how the program comes, while it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.observable import Observable

if TYPE_CHECKING:
    from desktop.domain.reading import Reading


class Preferences:
    """The state that dialogs and shortcuts change.

    Attributes:
        changed: It is another one now; whoever keeps it for the next start listens too.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.changed: Observable[[]] = Observable()

    def read_as(self, reading: Reading) -> None:
        """Read another way from now on."""
        if reading != self.reading:
            self.reading = reading
            self.changed.emit()

    def zoom(self, steps: int) -> None:
        """Larger by so many steps, or smaller; 0 is the usual size."""
        self.read_as(self.reading.zoomed(steps))
