"""The plot of the waiting families: counts by date above, reunions as ticks below."""

from collections.abc import Sequence
from html import escape
from itertools import pairwise

import plotly.graph_objects as go

from story.figures.lettering import text_width
from story.figures.series.context import TYPE, add_sign, empty_plot, key_above
from story.figures.series.families_rows import Families, at_year_end, counted, moment, starred
from story.figures.series.observed import place, year_of
from story.figures.style import Look, blank_plot
from story.tables.model import Event, Observation
from story.text import Language, Phrases, date, number, period

SAY = Phrases("families")
HOLLOW = ("interim", "rounded", "provisional", "derived")
SLIMMEST = {True: 236, False: 620}  # pixels between the axes at the narrowest width of each form
PLOT_HEIGHT = 200  # pixels of the counts' panel, at the least
DOT = 9
CEILING_SIGN = {"symbol": "triangle-down", "size": 11}
# Its point stands on the number and the mark above it, clear of counts just below.
CEILING = {"symbol": "triangle-up", "size": 11, "angle": 180, "standoff": 7}


def plot_families(rows: Families, language: Language, look: Look) -> go.Figure:
    """Draw the counts, the line between consecutive year-ends, and the reunions' ticks."""
    if not rows.counts and not rows.reunions:
        return empty_plot(
            look, SAY.gettext("No count of living applicants in these years", language)
        )
    plot = blank_plot(look, 470 if look.narrow else 440)
    _add_spans(plot, rows, look)
    _add_line(plot, rows.year_ends, look)
    solid = {"symbol": "circle", "color": look.palette.ink, "size": DOT}
    hollow = {"color": look.palette.paper, "line": {"color": look.palette.ink, "width": 1.6}}
    open_circle = {**hollow, "symbol": "circle", "size": DOT - 1}
    for name, statuses, marker, sign in (
        ("Year-end count", ("final",), solid, solid),
        ("Interim or rounded", HOLLOW, open_circle, open_circle),
        ("Fewer than this", ("upper-bound",), {**hollow, **CEILING}, {**hollow, **CEILING_SIGN}),
    ):
        if counts := rows.of(*statuses):
            _add_counts(plot, counts, marker, language)
            add_sign(plot, SAY.gettext(name, language), sign)
    _add_labels(plot, rows, language, look)
    _add_reunions(plot, rows.reunions, language, look)
    _set_axes(plot, rows, language, look)
    plot.update_layout(
        margin={"l": 48, "r": 10, "t": 30, "b": 14}, showlegend=True, legend=key_above(look)
    )
    return plot


def _add_counts(
    plot: go.Figure,
    counts: tuple[Observation, ...],
    marker: dict[str, object],
    language: Language,
) -> None:
    plot.add_scatter(
        x=[moment(count) for count in counts],
        y=[item.value for item in counts],
        mode="markers",
        marker=marker,
        showlegend=False,
        customdata=[[entry.id] for entry in counts],
        hovertext=[_hover(each, language) for each in counts],
        hoverinfo="text",
        cliponaxis=False,
    )


def _add_spans(plot: go.Figure, rows: Families, look: Look) -> None:
    """Draw a thin line as long as the time in which a count without a day may fall."""
    for count in rows.counts:
        first, last = place(count.period)
        if first < last and not at_year_end(count):
            plot.add_scatter(
                x=[first, last],
                y=[count.value] * 2,
                mode="lines",
                line={"color": look.palette.quiet, "width": 1.5},
                hoverinfo="skip",
                showlegend=False,
                customdata=[[count.id]] * 2,
            )


def _add_line(plot: go.Figure, counts: tuple[Observation, ...], look: Look) -> None:
    for before, after in pairwise(counts):
        if year_of(after) == year_of(before) + 1:
            plot.add_scatter(
                x=[moment(before), moment(after)],
                y=[before.value, after.value],
                mode="lines",
                line={"color": look.palette.ink, "width": 1.6},
                hoverinfo="skip",
                showlegend=False,
                customdata=[[before.id], [after.id]],
            )


def _add_labels(plot: go.Figure, rows: Families, language: Language, look: Look) -> None:
    for item in _labelled(rows, language, look):
        last = item == rows.counts[-1] and len(rows.counts) > 1
        plot.add_annotation(
            x=moment(item),
            y=item.value,
            # The counts fall: above to the right, and below to the left, is where nothing stands.
            xanchor="right" if last else "left",
            yanchor="top" if last else "bottom",
            xshift=4 if last else -4,
            yshift=-5 if last else 14 if item.status == "upper-bound" else 5,
            text=f"<b>{_label(item, language)}</b>" if last else _label(item, language),
            showarrow=False,
            font={"size": TYPE, "color": look.palette.ink},
        )


def _label(observation: Observation, language: Language) -> str:
    return counted(observation, language) + ("*" if starred(observation) else "")


def _labelled(rows: Families, language: Language, look: Look) -> list[Observation]:
    """Choose the counts that carry their number: the ends, then year-ends, none touching."""
    shown = [count for count in rows.counts if at_year_end(count)]
    wanted = [*rows.counts[:1], *rows.counts[-1:], *shown]
    year = SLIMMEST[look.narrow] / (rows.years[1] - rows.years[0] + 1)
    line = TYPE * 1.5 * max((item.value for item in rows.counts), default=1) / PLOT_HEIGHT
    last = rows.counts[-1:]
    kept: list[Observation] = []
    for entry in wanted:
        width = text_width(_label(entry, language), TYPE) / year
        # All but the last label run to the right, and must end before the picture does.
        fits = (entry,) == last or moment(entry) + width <= rows.years[1] + 1.2
        if (
            entry not in kept
            and fits
            and all(
                # The last label stands on the other side of its dot and meets none of the others.
                (other,) == last
                or (entry,) == last
                or abs(moment(entry) - moment(other)) >= width
                or abs(entry.value - other.value) >= line
                for other in kept
            )
        ):
            kept.append(entry)
    return kept


def _add_reunions(
    plot: go.Figure, reunions: Sequence[Event], language: Language, look: Look
) -> None:
    if not reunions:
        return
    plot.add_scatter(
        x=[place(reunion.start_date)[0] for reunion in reunions],
        y=[0.75] * len(reunions),
        yaxis="y2",
        mode="markers",
        marker={
            "symbol": "line-ns-open",
            "size": 16,
            "color": look.palette.ink,
            "line": {"width": 3},
        },
        name=SAY.gettext("Reunion round", language),
        customdata=[[item.id] for item in reunions],
        hovertext=[escape(_reunion_hover(entry, language)) for entry in reunions],
        hoverinfo="text",
        cliponaxis=False,
    )
    for each in reunions:
        plot.add_annotation(
            x=place(each.start_date)[0],
            y=0.3,
            yref="y2",
            yanchor="top",
            text=_stacked(date(each.start_date[:7], language, short=True), look),
            showarrow=False,
            font={"size": TYPE, "color": look.palette.ink},
        )


def _stacked(said: str, look: Look) -> str:
    return said.replace(" ", "<br>") if look.narrow else said


def _set_axes(plot: go.Figure, rows: Families, language: Language, look: Look) -> None:
    first, last = rows.years
    every = 1 if SLIMMEST[look.narrow] / (last - first + 1) > 36 else 2
    ticks = [year for year in range(first, last + 1) if (last - year) % every == 0]
    plot.update_xaxes(
        range=[first, last + 1.05],
        tickvals=[year + 0.5 for year in ticks],
        ticktext=[date(str(year), Language.EN) for year in ticks],
        showgrid=False,
        minor={
            "tickvals": list(range(first, last + 2)),
            "ticks": "outside",
            "ticklen": 5,
            "tickcolor": look.palette.quiet,
        },
        linecolor=look.palette.quiet,
        anchor="y",
        ticklabelstandoff=4,
    )
    top = max((count.value for count in rows.counts), default=1)
    step = 20_000 if top > 40_000 else 10_000
    steps = list(range(0, int(top) + 1, step))
    plot.update_yaxes(
        range=[0, top * 1.13],
        domain=[0.27, 1],
        tickvals=steps,
        ticktext=[number(value, language) for value in steps],
    )
    plot.update_layout(
        yaxis2={"domain": [0, 0.16], "range": [-0.4, 1.2], "visible": False, "fixedrange": True}
    )


def _hover(observation: Observation, language: Language) -> str:
    said = f"{date(observation.period, language)}: {counted(observation, language)}"
    note = observation.within("note", language)
    return escape(f"{said}. {note}" if note else said)


def _reunion_hover(event: Event, language: Language) -> str:
    return (
        f"{period(event.start_date, event.end_date, language)}: {event.within('title', language)}"
    )
