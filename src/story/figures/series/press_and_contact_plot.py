"""The plot of the press, the Internet and telephones: one strip under the other."""

from collections.abc import Callable, Iterable
from html import escape

import plotly.graph_objects as go

from story.figures.drawing import SMALL, Drawing, Stroke
from story.figures.lettering import wrapped
from story.figures.series.context import empty_plot
from story.figures.series.press_and_contact_rows import Closed, Number, Places
from story.figures.style import Look
from story.tables.model import Observation
from story.text import Language, Phrases, date, number

SAY = Phrases("press_and_contact")
SLIMMEST = {True: 290, False: 660}  # pixels of the axis at the narrowest width of each form
EDGE = 14  # pixels to each side of the axis, so that no mark is cut off
HEAD = 24  # pixels a strip's heading takes, beside its lines
LINE = 16
ROW = 26  # pixels from a mark's words to its middle and on to the next words
THICK = 9
SIZE = 11


def plot_press_and_contact(found: Closed, title: str, language: Language, look: Look) -> go.Figure:
    """Draw each strip under its heading; return a plot that says so where there is none."""
    drawing = Drawing(look, EDGE, EDGE, SLIMMEST[look.narrow], (0, 1))
    y = 4.0
    if found.places.rows:
        head = SAY.gettext("Newspapers: place in the press-freedom index of RSF", language)
        y = _heading(drawing, head, y)
        y = _places(drawing, found.places, y, language)
    for numbers, head in (
        (found.users, SAY.gettext("The Internet: how many can use it, as guessed", language)),
        (found.phones, SAY.gettext("Telephones: mobile connections inside the country", language)),
    ):
        if numbers:
            y = _heading(drawing, head, y)
            y = _numbers(drawing, numbers, y, language)
    return drawing.plot(y) if drawing.traces else empty_plot(look, title)


def _heading(drawing: Drawing, said: str, y: float) -> float:
    lines = wrapped(said, drawing.axis_width, SMALL + 1)
    text = "<br>".join(f"<b>{escape(line)}</b>" for line in lines)
    drawing.html(text, y, drawing.look.palette.ink, size=SMALL + 1)
    return y + HEAD + LINE * (len(lines) - 1)


def _scale(drawing: Drawing, y: float, ticks: Iterable[tuple[float, str]]) -> float:
    """Draw a strip's line at `y` with ticks, their words below it; return where it ends."""
    palette = drawing.look.palette
    drawing.shapes.append(
        {"type": "line", "x0": 0, "x1": 1, "y0": y, "y1": y, "layer": "below",
         "line": {"color": palette.quiet, "width": 1}}
    )  # fmt: skip
    for x, said in ticks:
        drawing.upright(x, y, y + 5, color=palette.quiet)
        anchor = "left" if x < 0.05 else "right" if x > 0.95 else "center"
        shift = {"left": -EDGE, "right": EDGE, "center": 0}[anchor]
        drawing.at(x, y + 6, said, palette.quiet, xanchor=anchor, xshift=shift, yanchor="top")
    return y + 42


def _places(drawing: Drawing, places: Places, y: float, language: Language) -> float:
    """Draw all places on one strip: the years are told, not laid out as if they were a trend."""

    def at(value: float) -> float:
        return (value - 1) / max(places.size - 1, 1)

    said = SAY.ngettext(
        "{places} in {count} edition, {years}", "{places} in {count} editions, {years}",
        len(places.rows), language,
        places=places.said(language), years=places.years(language),
    )  # fmt: skip
    drawing.text([said], y, drawing.look.palette.quiet)
    middle = y + ROW
    # Solid marks last: a place that was published stands above one that was worked out.
    for row in sorted(places.rows, key=lambda item: item.status == "final"):
        hover = SAY.gettext(
            "{year}: place {place}", language,
            year=date(row.period, language), place=number(row.value, language),
        )  # fmt: skip
        _dot(drawing, row, at(row.value), middle, hover, solid=row.status == "final")
    ends = (
        (0.0, SAY.gettext("1, most free", language)),
        (1.0, SAY.gettext("{place}", language, place=number(places.size, language))),
    )
    return _scale(drawing, middle + 12, ends)


def _numbers(drawing: Drawing, rows: Iterable[Number], y: float, language: Language) -> float:
    """Draw each number in a row of its own, its year, publisher and words above it."""
    found = tuple(rows)
    step, steps = _ticks(max(item.ends[1] for item in found))
    top = step * steps

    def at(value: float) -> float:
        return value / top

    first = y
    for entry in found:
        head = SAY.gettext(
            "{year}, {publisher}: {value}", language,
            year=entry.when(language), publisher=entry.publisher, value=entry.said(language),
        )  # fmt: skip
        lines = wrapped(head, drawing.axis_width, SMALL)
        drawing.text(lines, y, drawing.look.palette.quiet)
        middle = y + ROW + LINE * (len(lines) - 1)
        _number(drawing, entry, middle, head, at)
        y = middle + 16
    bottom = y - 4
    for tick in range(1, steps + 1):
        drawing.upright(at(step * tick), first, bottom)
    return _scale(
        drawing,
        bottom,
        [(at(step * tick), number(step * tick, language)) for tick in range(steps + 1)],
    )


def _number(
    drawing: Drawing, item: Number, y: float, hover: str, at: Callable[[float], float]
) -> None:
    low, high = item.ends
    if item.status == "range":
        _bar(drawing, item, at(low), at(high), y, hover)
    elif item.status in ("upper-bound", "lower-bound"):
        ends = (0.0, at(high)) if item.status == "upper-bound" else (at(high), 1.0)
        drawing.shapes.append(
            {"type": "line", "x0": ends[0], "x1": ends[1], "y0": y, "y1": y,
             "line": {"color": drawing.look.palette.quiet, "width": 2, "dash": "dot"}}
        )  # fmt: skip
        _mark(drawing, item.rows[0], at(high), y, hover, {
            "symbol": "line-ns-open", "size": THICK + 6, "color": drawing.look.palette.ink,
            "line": {"width": 2},
        })  # fmt: skip
    else:
        _dot(drawing, item.rows[0], at(high), y, hover, solid=item.status == "final")


def _dot(
    drawing: Drawing, observation: Observation, x: float, y: float, hover: str, *, solid: bool
) -> None:
    ink, paper = drawing.look.palette.ink, drawing.look.palette.paper
    fill = ink if solid else paper
    marker: Stroke = {
        "symbol": "circle",
        "size": SIZE,
        "color": fill,
        # Marks at one place stay apart.
        "line": {"width": 1, "color": paper} if solid else {"width": 2, "color": ink},
    }  # fmt: skip
    _mark(drawing, observation, x, y, hover, marker)


def _mark(
    drawing: Drawing, observation: Observation, x: float, y: float, hover: str, marker: Stroke
) -> None:
    drawing.traces.append(
        {
            "type": "scatter",
            "mode": "markers",
            "x": [x],
            "y": [y],
            "marker": {"opacity": 1, **marker},
            "cliponaxis": False,
            "customdata": [[observation.id]],
            "hovertext": [escape(hover)],
            "hoverinfo": "text",
            "name": observation.id,
        }
    )


def _bar(drawing: Drawing, item: Number, first: float, last: float, y: float, hover: str) -> None:
    drawing.traces.append(
        {
            "type": "bar",
            "orientation": "h",
            "base": [first],
            "x": [last - first],
            "y": [y],
            "width": THICK,
            "marker": {
                "color": drawing.look.palette.paper,
                "line": {"width": 2, "color": drawing.look.palette.ink},
            },
            "customdata": [[item.rows[0].id]],
            "hovertext": [escape(hover)],
            "hoverinfo": "text",
            "name": item.rows[0].id,
        }
    )


def _ticks(top: float) -> tuple[float, int]:
    """Return a round step and how many of them reach `top`."""
    step = 1.0
    while top / step > 5:
        step *= 2.5 if f"{step:.0f}".startswith("2") else 2
    return step, max(1, -int(-top // step))
