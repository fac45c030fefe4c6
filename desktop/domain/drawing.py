"""A formula as a drawing: what lays it out says so, and what shows it reads so."""

from __future__ import annotations

from typing import NamedTuple

INK = "#010203"  # stands for the color of the text in a drawing


class Drawing(NamedTuple):
    """A formula as a vector drawing.

    Attributes:
        svg: Drawn with `INK`, which is to be replaced.
        width: In ems, as the other measures.
        ascent: From the baseline up.
        descent: From the baseline down.
    """

    svg: str
    width: float
    ascent: float
    descent: float
