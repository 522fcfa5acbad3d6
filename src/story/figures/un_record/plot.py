"""The plot of the UN record: years across and bodies down; on a phone the other way round."""

from dataclasses import dataclass
from html import escape

import plotly.graph_objects as go

from story.figures.lettering import wrapped
from story.figures.series.context import TYPE, add_sign, key_above
from story.figures.style import Look, blank_plot
from story.figures.un_record.rows import ROWS, STATES, Cell, UnRecord
from story.figures.un_record.words import hover, row_text, state_text, votes_text
from story.text import Language

SYMBOLS = {
    "vote": ("circle", 0.0),
    "without-vote": ("circle-open", 2.0),
    "committee": ("circle-cross-open", 1.6),
    "open": ("diamond", 0.0),
    "closed": ("diamond-open", 2.0),
    "dropped": ("x", 0.0),
    "blocked": ("x-open", 1.6),
    "not-held": ("line-ew-open", 2.0),
}
SIZE = 13
CLEAR = "rgba(0,0,0,0)"
LABELS = 150  # pixels for the names of rows, where they stand at the left
SLIMMEST = 250  # pixels between the axes at the narrowest width
DENSE = 15  # more years than this are written 2005, 06, 07 …

# Where a row begins and ends, in pixels: downwards, or across on a phone (in 100 parts).
DOWN = {
    "assembly": (0, 84),
    "council-open": (84, 138),
    "council-closed": (138, 178),
    "referral": (178, 218),
}
ACROSS = {
    "assembly": (0, 36),
    "council-open": (36, 56),
    "council-closed": (56, 75),
    "referral": (75, 100),
}
YEAR_DOWN = 27  # pixels a year takes on a phone
HEADS = 2.2  # years' room for the names of rows, where they stand above


@dataclass(frozen=True)
class _Box:
    """A cell's room, and where its mark stands in it."""

    left: float
    right: float
    top: float
    bottom: float
    mark: tuple[float, float]

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


def plot_un_record(rows: UnRecord, language: Language, look: Look) -> go.Figure:
    """Draw every cell's mark or hatching, votes in figures, and frames around the focus."""
    states = [state for state in STATES if any(cell.state == state for cell in rows.cells)]
    key_room = 20 * (len(states) if look.narrow else 3)
    years = rows.years[1] - rows.years[0] + 1
    height = round((years + HEADS) * YEAR_DOWN) if look.narrow else DOWN["referral"][1] + 28
    plot = blank_plot(look, height + key_room)
    _add_frames(plot, rows, look)
    for state in states:
        cells = [cell for cell in rows.cells if cell.state == state]
        if state == "not-checked":
            _add_hatching(plot, cells, language, look)
        elif state == "none-recorded":
            _add_empty_row(plot, rows, language, look)
        else:
            _add_marks(plot, rows, cells, language, look)
    _add_votes(plot, rows, language, look)
    _set_axes(plot, rows, language, look)
    plot.update_layout(showlegend=True, legend=key_above(look), bargap=0)
    return plot


def _box(cell: Cell, look: Look) -> _Box:
    if look.narrow:
        left, right = ACROSS[cell.row]
        inset = 6 if cell.row in ("assembly", "council-open") else (right - left) / 2
        return _Box(left + 1, right - 1, cell.year - 0.42, cell.year + 0.42,
                    (left + inset, cell.year))  # fmt: skip
    top, bottom = DOWN[cell.row]
    down = 20 if cell.row in ("assembly", "council-open") else (bottom - top) / 2
    return _Box(cell.year - 0.42, cell.year + 0.42, top + 4, bottom - 4, (cell.year, top + down))


def _add_marks(
    plot: go.Figure, rows: UnRecord, cells: list[Cell], language: Language, look: Look
) -> None:
    symbol, line = SYMBOLS[cells[0].state]
    sign = {"symbol": symbol, "size": SIZE, "color": look.palette.ink, "line": {"width": line}}
    add_sign(plot, state_text(cells[0].state, language), sign)
    places = [_box(cell, look).mark for cell in cells]
    quiet = rows.focus and look.palette.quiet
    plot.add_scatter(
        x=[x for x, _ in places],
        y=[y for _, y in places],
        mode="markers",
        marker={
            "symbol": symbol,
            "size": SIZE,
            "color": [
                look.palette.ink if rows.focused(cell) or not quiet else quiet for cell in cells
            ],
            "line": {"width": line},
        },
        showlegend=False,
        customdata=[[_record_id(cell), cell.id] for cell in cells],
        hovertext=[escape(hover(cell, language)) for cell in cells],
        hoverinfo="text",
        cliponaxis=False,
    )


def _record_id(cell: Cell) -> str:
    record = cell.record or (cell.votes[0] if cell.votes else None)
    return record.id if record else cell.id


def _add_hatching(plot: go.Figure, cells: list[Cell], language: Language, look: Look) -> None:
    boxes = [_box(cell, look) for cell in cells]
    plot.add_bar(
        x=[box.middle[0] for box in boxes],
        base=[box.top for box in boxes],
        y=[box.bottom - box.top for box in boxes],
        width=[box.right - box.left for box in boxes],
        marker={
            "color": CLEAR,
            "line": {"width": 0},
            "pattern": {
                "shape": "/", "size": 8, "solidity": 0.12,
                "fgcolor": look.palette.quiet, "bgcolor": CLEAR,
            },
        },
        name=state_text("not-checked", language),
        customdata=[[cell.id, cell.id] for cell in cells],
        hovertext=[escape(hover(cell, language)) for cell in cells],
        hoverinfo="text",
    )  # fmt: skip


def _add_empty_row(plot: go.Figure, rows: UnRecord, language: Language, look: Look) -> None:
    """Frame the whole row: nothing was recorded in any year, and no year was checked alone."""
    cells = rows.row("referral")
    first, last = _box(cells[0], look), _box(cells[-1], look)
    plot.add_shape(
        type="rect", x0=first.left, x1=last.right, y0=first.top, y1=last.bottom,
        line={"color": look.palette.quiet, "width": 1, "dash": "dot"}, layer="below",
    )  # fmt: skip
    said = state_text("none-recorded", language)
    if look.narrow:
        said = "<br>".join(wrapped(said, 50, TYPE))
    plot.add_scatter(
        x=[(first.left + last.right) / 2],
        y=[(first.top + last.bottom) / 2],
        mode="text",
        text=[said],
        textfont={"size": TYPE, "color": look.palette.ink},
        showlegend=False,
        customdata=[[rows.referral.id, "referral"]],
        hovertext=[escape(hover(cells[-1], language))],
        hoverinfo="text",
    )


def _add_votes(plot: go.Figure, rows: UnRecord, language: Language, look: Look) -> None:
    for cell in rows.cells:
        if not cell.votes:
            continue
        x, y = _box(cell, look).mark
        across = look.narrow
        plot.add_annotation(
            x=x, y=y,
            xanchor="left" if across else "center", yanchor="middle" if across else "top",
            xshift=11 if across else 0, yshift=0 if across else -9,
            text=votes_text(cell, language, "–" if across else "<br>"),
            showarrow=False, align="center",
            font={"size": TYPE, "color": look.palette.ink},
        )  # fmt: skip


def _add_frames(plot: go.Figure, rows: UnRecord, look: Look) -> None:
    """Frame what is in focus: a row as a whole, or single cells."""
    framed = [
        *([cell] for cell in rows.cells if cell.id in rows.focus),
        *(rows.row(name) for name in ROWS if name in rows.focus),
    ]
    for cells in framed:
        first, last = _box(cells[0], look), _box(cells[-1], look)
        corners = {"x0": first.left, "x1": last.right, "y0": first.top, "y1": last.bottom}
        shade = {"fillcolor": look.palette.land, "line": {"width": 0}, "layer": "below"}
        plot.add_shape(type="rect", **corners, **shade)
        # The line lies above, or hatched cells would cover it.
        plot.add_shape(type="rect", **corners, line={"color": look.palette.accent, "width": 2})


def _set_axes(plot: go.Figure, rows: UnRecord, language: Language, look: Look) -> None:
    first, last = rows.years
    years = list(range(first, last + 1))
    if look.narrow:
        plot.update_xaxes(range=[0, 100], visible=False)
        plot.update_yaxes(
            range=[last + 0.5, first - 0.5 - HEADS], tickvals=years, ticktext=list(map(str, years)),
            showgrid=False,
        )  # fmt: skip
        plot.update_layout(margin={"l": 40, "r": 4, "t": 8, "b": 6})
    else:
        plot.update_xaxes(
            range=[first - 0.5, last + 0.5], tickvals=years, ticktext=_year_texts(years),
            showgrid=False, side="bottom",
        )  # fmt: skip
        plot.update_yaxes(range=[DOWN["referral"][1], 0], visible=False)
        plot.update_layout(margin={"l": LABELS, "r": 4, "t": 24, "b": 26})
    for name in ROWS:
        _add_row_name(plot, name, first, language, look)


def _add_row_name(plot: go.Figure, name: str, first: int, language: Language, look: Look) -> None:
    said = escape(row_text(name, language, short=look.narrow))
    if look.narrow:
        left, right = ACROSS[name]
        lines = wrapped(said, (right - left) / 100 * SLIMMEST, TYPE)
        plot.add_annotation(
            x=(left + right) / 2, y=first - 0.5, yanchor="bottom", yshift=2,
            text="<br>".join(lines), showarrow=False, align="center",
            font={"size": TYPE, "color": look.palette.ink},
        )  # fmt: skip
        return
    top, bottom = DOWN[name]
    plot.add_annotation(
        x=0, xref="paper", xanchor="right", xshift=-10, align="right",
        y=top + 20 if name in ("assembly", "council-open") else (top + bottom) / 2,
        text="<br>".join(wrapped(said, LABELS - 16, TYPE + 1)), showarrow=False,
        font={"size": TYPE + 1, "color": look.palette.ink},
    )  # fmt: skip


def _year_texts(years: list[int]) -> list[str]:
    if len(years) <= DENSE:
        return [str(year) for year in years]
    full = (years[0], years[-1])
    return [str(y) if y in full or y % 5 == 0 else f"{y % 100:02d}" for y in years]
