"""The columns of yearly arrivals: which are drawn, which carry a number, and the plot."""

from dataclasses import dataclass
from html import escape
from itertools import pairwise

import plotly.graph_objects as go

from story.figures.lettering import text_width
from story.figures.series.context import TYPE, empty_plot, key_above
from story.figures.series.observed import by_year, year_of
from story.figures.style import Look, blank_plot
from story.tables.model import Observation
from story.text import Language, Phrases, date, number, people

SAY = Phrases("arrivals")
SLIMMEST = {True: 250, False: 640}  # pixels between the axes at the narrowest width of each form
PLOT_HEIGHT = 250  # pixels between the lowest and the highest value, at the least
COLUMN = 0.54  # of the room a year has
RAISED = 5  # pixels, to clear the hollow mark beside the column
FEWEST_PLACES = 8  # so that a column never looks like a wall


@dataclass(frozen=True)
class Arrivals:
    """What is drawn as columns and as hollow marks, and totals of several years, never drawn."""

    final: tuple[Observation, ...]
    provisional: tuple[Observation, ...]
    totals: tuple[Observation, ...]

    @property
    def peak(self) -> Observation:
        """The highest count, the first of equals."""
        return max(self.final, key=lambda item: item.value)

    @property
    def lowest(self) -> Observation:
        """The lowest count, the first of equals."""
        return min(self.final, key=lambda item: item.value)

    @property
    def steepest(self) -> tuple[Observation, Observation] | None:
        """The fall from one year to the very next that is the largest by share, if any fell."""
        falls = [
            (before, after)
            for before, after in pairwise(self.final)
            if year_of(after) == year_of(before) + 1 and after.value < before.value
        ]
        return min(falls, key=lambda pair: pair[1].value / pair[0].value, default=None)


def plot_arrivals(rows: Arrivals, language: Language, look: Look) -> go.Figure:
    """Draw the columns, the hollow marks beside them and the most telling numbers."""
    drawn = (*rows.final, *rows.provisional)
    if not drawn:
        return empty_plot(look, SAY.gettext("No final count of arrivals in these years", language))
    plot = blank_plot(look, 330 if look.narrow else 380)
    _add_columns(plot, rows.final, language, look)
    if rows.provisional:
        _add_provisional(plot, rows, language, look)
    for item in _labelled(rows, language, look):
        plot.add_annotation(
            x=year_of(item),
            y=item.value,
            yanchor="bottom",
            yshift=RAISED if year_of(item) in by_year(rows.provisional) else 1,
            text=number(item.value, language),
            showarrow=False,
            font={"size": TYPE, "color": look.palette.ink},
        )
    first, last = first_and_last(drawn)
    spare = max(0, FEWEST_PLACES - (last - first + 1)) / 2
    plot.update_xaxes(
        range=[first - 0.6 - spare, last + 0.6 + spare],
        tickvals=_tick_years(first, last),
        ticktext=[date(str(year), Language.EN) for year in _tick_years(first, last)],
        showgrid=False,
        ticklabelstandoff=9,
    )
    top = max(row.value for row in drawn)
    steps = _steps(top)
    plot.update_yaxes(
        range=[0, max(top * 1.09, steps[-1])],
        tickvals=steps,
        ticktext=[number(step, language) for step in steps],
    )
    plot.update_layout(
        margin={"l": 44, "r": 8, "t": 34 if rows.provisional else 10, "b": 33},
        showlegend=bool(rows.provisional),
        legend=key_above(look),
    )
    return plot


def _add_columns(
    plot: go.Figure, rows: tuple[Observation, ...], language: Language, look: Look
) -> None:
    plot.add_bar(
        x=[year_of(row) for row in rows],
        y=[item.value for item in rows],
        width=COLUMN,
        marker={"color": look.palette.quiet, "line": {"width": 0}},
        name=SAY.gettext("Final count", language),
        customdata=[[entry.id] for entry in rows],
        hovertext=[_hover(each, language) for each in rows],
        hoverinfo="text",
    )


def _add_provisional(plot: go.Figure, rows: Arrivals, language: Language, look: Look) -> None:
    counted = by_year(rows.final)
    replaced = {year_of(item) for item in rows.provisional} <= set(counted)
    plot.add_scatter(
        # Beside the column that replaced it; in the middle of its year where none did.
        x=[
            year_of(entry) + (0.5 if year_of(entry) in counted else 0) for entry in rows.provisional
        ],
        y=[each.value for each in rows.provisional],
        mode="markers",
        marker={
            "symbol": "circle-open",
            "size": 5 if look.narrow else 7,
            "color": look.palette.ink,
            "line": {"width": 1.4},
        },
        name=SAY.gettext("Provisional, since revised" if replaced else "Provisional", language),
        customdata=[[one.id] for one in rows.provisional],
        hovertext=[_hover(one, language) for one in rows.provisional],
        hoverinfo="text",
        cliponaxis=False,
    )


def _labelled(rows: Arrivals, language: Language, look: Look) -> list[Observation]:
    """Choose the columns that carry their number, most telling first, so that none collide."""
    if not rows.final:
        return []
    wanted = [rows.peak, rows.final[-1], rows.lowest, *(rows.steepest or ()), rows.final[0]]
    kept: list[Observation] = []
    for item in wanted:
        if item not in kept and _has_room(item, rows, kept, language, look):
            kept.append(item)
    return kept


def _has_room(
    observation: Observation,
    rows: Arrivals,
    kept: list[Observation],
    language: Language,
    look: Look,
) -> bool:
    """Tell whether a number above a column stays clear of the labels kept and of other columns."""
    first, last = first_and_last(rows.final)
    place = SLIMMEST[look.narrow] / max(last - first + 1, FEWEST_PLACES)
    line = TYPE * 1.5 * rows.peak.value / PLOT_HEIGHT

    def half(shown: Observation) -> float:
        return text_width(number(shown.value, language), TYPE) / place / 2

    clear_of_labels = all(
        abs(year_of(observation) - year_of(other)) >= half(observation) + half(other) + 4 / place
        or abs(observation.value - other.value) >= line
        for other in kept
    )
    return clear_of_labels and not any(
        abs(year_of(observation) - year_of(other)) < half(observation) + COLUMN / 2
        and other.value - observation.value > line / 4
        for other in rows.final
        if other != observation
    )


def first_and_last(rows: tuple[Observation, ...]) -> tuple[int, int]:
    """Return the first and the last year of `rows`."""
    found = [year_of(row) for row in rows]
    return min(found), max(found)


def _tick_years(first: int, last: int) -> list[int]:
    """Both ends and the half-decades between, none so near an end that labels would touch."""
    if last - first < FEWEST_PLACES:
        return list(range(first, last + 1))
    between = [year for year in range(first, last) if year % 5 == 0]
    return [first, *(y for y in between if y - first > 3 and last - y > 2), last]


def _steps(top: float) -> list[int]:
    step = next((s for s in (10, 50, 100, 500, 1000, 5000) if top / s <= 6), 10_000)
    return list(range(0, int(top // step) * step + step + 1, step))


def _hover(observation: Observation, language: Language) -> str:
    text = SAY.gettext(
        "{year}: {people}", language,
        year=date(observation.period[:4], language), people=people(observation.value, language),
    )  # fmt: skip
    note = observation.within("note", language)
    return escape(f"{text}. {note}" if note else text)
