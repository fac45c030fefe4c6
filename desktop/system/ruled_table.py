"""Tables with lines, which the library lays out and leaves without them."""

from __future__ import annotations

from ziamath.drawable import HLine, VLine
from ziamath.nodes.mtable import Mtable

PAD = "0.3em"  # between the last column and the line behind it


class RuledTable(Mtable, tag="mtable"):
    """A table with lines above the rows and before the columns that its attributes name."""

    def _setup(self, **kwargs: object) -> None:
        super()._setup(**kwargs)
        rules, bars = (list(map(int, self.element.get(name, "").split())) for name in ("rules", "bars"))
        if not rules and not bars:
            return
        pad, thick = self.size_px(PAD), self.units_to_points(self.font.math.consts.fractionRuleThickness)
        columns, rows = self._spans()
        edge = pad if 0 in bars else 0.0
        left, right = min(columns.values())[0] - edge, max(span[1] for span in columns.values())
        right += pad if len(columns) in bars else 0
        top, bottom = min(rows.values())[0] - pad * (0 in rules), max(span[1] for span in rows.values())
        bottom += pad if len(rows) in rules else 0
        for bar in bars:
            self.nodes.append(VLine(bottom - top, thick, style=self.style, **kwargs))
            self.nodexy.append((_between(columns, bar, pad), top))
        for rule in rules:
            self.nodes.append(HLine(right - left, thick, style=self.style, **kwargs))
            self.nodexy.append((left, _between(rows, rule, pad) - thick / 2))
        self.nodexy = [(x + edge, y) for x, y in self.nodexy]
        box = self.bbox
        self.bbox = box._replace(
            xmax=max(box.xmax, right) + edge, ymin=min(box.ymin, -bottom), ymax=max(box.ymax, -top)
        )

    def _spans(self) -> tuple[dict[int, tuple[float, float]], dict[int, tuple[float, float]]]:
        """From where to where the columns and the rows go."""
        columns: dict[int, tuple[float, float]] = {}
        rows: dict[int, tuple[float, float]] = {}
        places = [(row, column) for row, cells in enumerate(self.element) for column in range(len(cells))]
        for (row, column), (x, y), node in zip(places, self.nodexy, self.nodes, strict=True):
            box = node.bbox
            if box.ymin <= box.ymax:
                columns[column] = _joined(columns.get(column), x + box.xmin, x + box.xmax)
                rows[row] = _joined(rows.get(row), y - box.ymax, y - box.ymin)
        return columns, rows


def _joined(span: tuple[float, float] | None, start: float, end: float) -> tuple[float, float]:
    return (start, end) if span is None else (min(span[0], start), max(span[1], end))


def _between(spans: dict[int, tuple[float, float]], index: int, pad: float) -> float:
    """The middle between one column and the one before it; beside the first and the last there is a margin."""
    if index == 0:
        return spans[0][0] - pad
    return (spans[index - 1][1] + spans[index][0]) / 2 if index in spans else spans[index - 1][1] + pad
