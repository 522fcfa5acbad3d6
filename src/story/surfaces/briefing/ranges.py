"""The rows of a figure that shows published estimates, with what was printed and how it looks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from story.figures.figure import Figure

FADE = 0.09  # the length of an open end, as a share of the axis: it means nothing but “open”
DASH = "2px,3px"


@dataclass(frozen=True)
class Line:
    """One row: `low` and `high` as drawn, `bound` as printed, `printed` in words.

    A row without `printed` is a heading between the rows. `colour` is six hex digits.
    """

    label: str
    printed: str = ""
    bound: str = ""
    low: float = 0
    high: float = 0
    colour: str = ""
    symbol: str = ""
    origin: str = ""
    fade: float = 0
    focused: bool = False

    @property
    def is_range(self) -> bool:
        """Whether both ends were printed."""
        return self.bound == "range"

    @property
    def is_point(self) -> bool:
        """Whether one number was printed as such."""
        return self.bound in ("about", "exactly")

    @property
    def end(self) -> float:
        """Where the mark ends that stands for the row."""
        return self.low if self.bound in ("at-least", "more-than") else self.high


@dataclass(frozen=True)
class Reference:
    """An upright dotted line at a value."""

    label: str
    value: float


def lines(figure: Figure) -> list[Line]:
    """Return the rows of `opening`, `estimates` or `camp_populations` in the order drawn."""
    marks = _marks(figure)
    top = top_of(figure)
    rows = [item for item in figure.table.to_dict("records") if _id(item) in marks]
    rows.sort(key=lambda entry: marks[_id(entry)][0])
    captions = _captions(figure)
    found: list[Line] = []
    for row in rows:
        y, colour, symbol, bold = marks[_id(row)]
        heading = ""
        while captions and captions[0][0] < y:
            heading = captions.pop(0)[1]
            found.append(Line(heading))
        line = _line(row, colour, symbol, bold, top)
        if heading.endswith(line.label):
            # The heading has said it; the row says when.
            line = replace(line, label=str(row["describes"]))
        found.append(line)
    return found


def top_of(figure: Figure) -> float:
    """Return the end of the axis."""
    return float(figure.plot.layout.xaxis.range[1])


def reference(figure: Figure) -> Reference | None:
    """Return the dotted line of the chart of estimates, where it has one."""
    for shape in figure.plot.layout.shapes:
        if shape.type == "line" and shape.line.dash == DASH and shape.x0 == shape.x1:
            notes = figure.plot.layout.annotations
            said = next(
                (note.text for note in notes if note.x == shape.x0 and "<i>" in note.text), ""
            )
            return Reference(_plain(said), float(shape.x0)) if said else None
    return None


def _line(row: Mapping[Any, Any], colour: str, symbol: str, bold: bool, top: float) -> Line:
    numbers = [float(row[name]) for name in ("low", "point", "high") if row[name] == row[name]
               and row[name] is not None and str(row[name]) != "<NA>"]  # fmt: skip
    label = str(row.get("label") or row.get("publisher"))
    when = str(row.get("period_text") or "")
    return Line(
        label=f"{label}, {when}" if when else label,
        printed=str(row["value"]),
        bound=str(row["bound"]),
        low=min(numbers),
        high=max(numbers),
        colour=colour,
        symbol=symbol,
        origin=str(row.get("origin") or ""),
        fade=top * FADE,
        focused=bold,
    )


def _id(row: Mapping[Any, Any]) -> str:
    names = ("record_id", "estimate_id", "population_id")
    return next((str(row[name]) for name in names if name in row), "")


def _marks(figure: Figure) -> dict[str, tuple[float, str, str, bool]]:
    """Return for each record drawn its height, colour, symbol and whether it is in focus."""
    found: dict[str, tuple[float, str, str, bool]] = {}
    for trace in figure.plot.data:
        if trace.customdata is None or not trace.name:
            continue
        colour = trace.marker.color
        colour = colour if isinstance(colour, str) else colour[-1]
        if not isinstance(colour, str) or not colour.startswith("#"):
            continue
        y = trace.y[0]
        bar = trace.type == "bar"
        focused = trace.width == FOCUS if bar else float(trace.marker.size or 0) > FOCUS
        symbol = "" if bar else str(trace.marker.symbol or "")
        found[str(trace.customdata[0][0])] = (float(y), colour[1:].upper(), symbol, focused)
    return found


FOCUS = 13  # pixels: the thickness of a bar in focus


def _captions(figure: Figure) -> list[tuple[float, str]]:
    """Return the lines in italics that part the rows, with their heights."""
    notes = (
        (float(annotation.y), _plain(annotation.text))
        for annotation in figure.plot.layout.annotations
        if annotation.text.startswith("<i>") and annotation.xref == "paper"
    )
    return sorted(notes)


def _plain(said: str) -> str:
    for tag in ("<i>", "</i>", "<b>", "</b>"):
        said = said.replace(tag, "")
    return said.replace("<br>", " ")
