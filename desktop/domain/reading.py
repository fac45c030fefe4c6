"""How a person wants to read: colors, size, fonts, width, density, and what a screen reader says by itself."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

USUAL = 100  # percent
ZOOMS = (50, 60, 70, 80, 90, USUAL, 110, 125, 150, 175, 200, 250, 300)  # percent
WIDTHS = {"narrow": 560, "normal": 760, "wide": 1040, "full": 0}  # pixels of a column at 100 %; 0: all there is
SCHEMES = ("system", "light", "dark")
SPOKEN = ("off", "short", "full")  # of an answer that arrives: nothing, its start and end, each sentence
LONGEST_NAME = 200  # characters of a font's name


@dataclass(frozen=True, slots=True)
class Reading:
    """What stays from one start to the next.

    Attributes:
        zoom: One of `ZOOMS`.
        prose, code: Families of fonts; empty, or not installed: the desktop's own.
        width: One of `WIDTHS`.
        compact: Less room around messages.
        spoken: One of `SPOKEN`.
        scheme: One of `SCHEMES`.
    """

    zoom: int = USUAL
    prose: str = ""
    code: str = ""
    width: str = "normal"
    compact: bool = False
    spoken: str = "full"
    scheme: str = "system"

    def zoomed(self, steps: int) -> Reading:
        """So many steps larger, or smaller when negative; 0 is back to the usual size."""
        at = ZOOMS.index(self.zoom) + steps if steps else ZOOMS.index(USUAL)
        return replace(self, zoom=ZOOMS[min(max(at, 0), len(ZOOMS) - 1)])

    @property
    def column(self) -> int:
        """The widest a line of prose gets, in pixels; 0 is no limit. The same number of letters at every size."""
        return WIDTHS[self.width] * self.zoom // USUAL


def reading_of(values: object) -> Reading:
    """What was stored; a value that does not fit falls back alone."""
    if not isinstance(values, dict):
        return Reading()
    return Reading(**{place.name: values[place.name] for place in fields(Reading) if _fits(place.name, values)})


def _fits(name: str, values: dict[object, object]) -> bool:
    value = values.get(name)
    if name == "zoom":
        return type(value) is int and value in ZOOMS
    if name == "compact":
        return isinstance(value, bool)
    if not isinstance(value, str):
        return False
    if name in {"prose", "code"}:
        return value.isprintable() and len(value) <= LONGEST_NAME
    return value in {"width": WIDTHS, "spoken": SPOKEN, "scheme": SCHEMES}[name]
