"""One line of the table of figures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A figure beside its yardstick, both measured in the same run.

    Attributes:
        ratio: Of `value` to `yardstick_value`, in the direction in which `target` is worded.
        target: In words, such as `≤ 1.5 ×`.
        met: Whether the target was reached.
    """

    name: str
    value: float
    unit: str
    yardstick: str
    yardstick_value: float
    ratio: float
    target: str
    met: bool
