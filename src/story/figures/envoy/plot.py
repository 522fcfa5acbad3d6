"""The plot of the envoy's post: a strip of time, across or, on a phone, downwards."""

from html import escape

import plotly.graph_objects as go

from story.figures.envoy.rows import Envoy, Spell
from story.figures.envoy.words import label, span_line, span_text, title
from story.figures.lettering import text_width
from story.figures.series.context import TYPE, empty_plot
from story.figures.series.observed import place
from story.figures.style import Look, blank_plot
from story.text import Language

CLEAR = "rgba(0,0,0,0)"
SLIMMEST = 660  # pixels from end to end of a strip across, at the narrowest
SLIMMEST_DOWN = 200  # pixels beside a strip downwards, at the narrowest
YEAR_DOWN = 30  # pixels a year takes in a strip downwards
LINE = 16  # pixels from one line of a label to the next
STRIP = 28  # pixels across the strip


def plot_envoy(rows: Envoy, language: Language, look: Look) -> go.Figure:
    """Draw each spell with its name and dates beside it."""
    if not rows.spells:
        return empty_plot(look, title(rows, language))
    plot = _downwards(rows, language, look) if look.narrow else _across(rows, language, look)
    return plot.update_layout(bargap=0, barmode="overlay")


def _across(rows: Envoy, language: Language, look: Look) -> go.Figure:
    room = LINE * 3 + 10
    plot = blank_plot(look, room * 2 + STRIP + 34)
    # In pixels from the strip's lower edge, so that labels keep their distance.
    plot.update_yaxes(range=[-room, STRIP + room], visible=False)
    plot.update_xaxes(**_time(rows, look), side="bottom", ticklabelstandoff=2)
    plot.update_layout(margin={"l": 14, "r": 14, "t": 4, "b": 26})
    for spell in rows.spells:
        first, last = _ends(spell)
        plot.add_bar(
            x=[(first + last) / 2], width=[last - first], y=[STRIP], base=[0],
            **_fill(spell, rows, language, look),
        )  # fmt: skip
    below = False
    for spell in rows.spells:
        first, last = _ends(spell)
        lines = [f"<b>{escape(label(spell, language))}</b>"]
        lines += [escape(part) for part in span_text(spell, rows, language, short=True) if part]
        year = SLIMMEST / (rows.years[1] - rows.years[0] + 1)
        width = max(text_width(line, TYPE) for line in lines)
        short = width > (last - first) * year
        # A short spell's label leans back over its neighbour's room, and short ones take turns.
        below = short and not below
        back = short and width < (last - rows.years[0]) * year
        plot.add_annotation(
            x=last if back else first, xanchor="right" if back else "left",
            y=-4 if below else STRIP + 4, yanchor="top" if below else "bottom",
            align="right" if back else "left", text="<br>".join(lines),
            showarrow=False, font={"size": TYPE, "color": look.palette.ink},
        )  # fmt: skip
    return plot


def _downwards(rows: Envoy, language: Language, look: Look) -> go.Figure:
    labels = _labels_down(rows, language)
    end = rows.years[1] + 1
    over = max(0, *(y + len(lines) * LINE / YEAR_DOWN - end for y, lines in labels))
    below = round(over * YEAR_DOWN) + 12
    plot = blank_plot(look, (end - rows.years[0]) * YEAR_DOWN + 12 + below)
    plot.update_yaxes(**{**_time(rows, look), "range": [end, rows.years[0]]})
    plot.update_xaxes(range=[0, 100], visible=False)
    plot.update_layout(margin={"l": 44, "r": 4, "t": 12, "b": below})
    for spell, (y, lines) in zip(rows.spells, labels, strict=True):
        first, last = _ends(spell)
        plot.add_bar(
            x=[5], width=[10], y=[last - first], base=[first],
            **_fill(spell, rows, language, look),
        )  # fmt: skip
        plot.add_annotation(
            x=10, xanchor="left", xshift=10, y=y, yanchor="top", align="left",
            text="<br>".join(lines), showarrow=False,
            font={"size": TYPE, "color": look.palette.ink},
        )  # fmt: skip
    return plot


def _labels_down(rows: Envoy, language: Language) -> list[tuple[float, list[str]]]:
    """Return where each label begins, in years, and its lines; none begins before one ends."""
    labels: list[tuple[float, list[str]]] = []
    free = float(rows.years[0])
    for spell in rows.spells:
        dates = [span_line(spell, rows, language, short=True)]
        if text_width(dates[0], TYPE) > SLIMMEST_DOWN:
            dates = list(span_text(spell, rows, language, short=True))
        lines = [f"<b>{escape(label(spell, language))}</b>"]
        lines += [escape(line) for line in dates if line]
        y = max(free, _ends(spell)[0])
        labels.append((y, lines))
        free = y + (len(lines) * LINE + 4) / YEAR_DOWN
    return labels


def _ends(spell: Spell) -> tuple[float, float]:
    return place(spell.start)[0], place(spell.end)[1]


def _time(rows: Envoy, look: Look) -> dict[str, object]:
    """Return the axis of time: a tick at each New Year's Day, named but for the last."""
    first, last = rows.years
    years = list(range(first, last + 2))
    return {
        "range": [first, last + 1],
        "tickvals": years,
        "ticktext": [*(str(year) for year in years[:-1]), ""],
        "ticks": "outside",
        "ticklen": 5,
        "tickcolor": look.palette.quiet,
        "linecolor": look.palette.quiet,
        "showgrid": False,
    }


def _fill(spell: Spell, rows: Envoy, language: Language, look: Look) -> dict[str, object]:
    """Return a spell's bar: solid where the post was filled, hatched where it was vacant."""
    hatching = {
        "color": CLEAR,
        "line": {"width": 1, "color": look.palette.quiet},
        "pattern": {
            "shape": "/", "size": 8, "solidity": 0.14,
            "fgcolor": look.palette.quiet, "bgcolor": CLEAR,
        },
    }  # fmt: skip
    solid = {"color": look.palette.ink, "line": {"width": 1, "color": look.palette.ink}}
    dates = span_line(spell, rows, language)
    return {
        "marker": solid if spell.filled else hatching,
        "customdata": [[spell.id]],
        "hovertext": [escape(f"{label(spell, language)}: {dates}")],
        "hoverinfo": "text",
        "showlegend": False,
    }
