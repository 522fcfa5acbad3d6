"""Visits at a steady rate for minutes on end: whether a replica keeps anything of those who left.

`python -m bench.soak [--minutes N]` draws the memory as docs/pictures/soak.svg; the group only
measures. The site and an empty script beside it have the same visitors at the same time: each opens
a page, runs it, runs it once more a second later, and leaves.
"""

import argparse
import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench import servers
from bench.table import Row, Target
from bench.visitor import Visitor
from bench.visits import PAGES, until_warm

RATE = 5.0  # visits a second, to each server
STAY = 1.0  # seconds between a visitor's two runs
KEPT = 128  # sessions that Streamlit keeps of readers who have left, in case they come back
FLAT = Target("memory after a thousand visits, beside that after two hundred", 1.1)
PICTURE = Path(__file__).parents[1] / "docs" / "pictures" / "soak.svg"


@dataclass
class Watched:
    """A server's memory in megabytes over the visits so far, and how many failed."""

    visits: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    failed: int = 0

    def after(self, visits: int) -> float:
        """Return the memory when so many visits were over."""
        return next(
            (each for count, each in zip(self.visits, self.memory, strict=True) if count >= visits),
            self.memory[-1],
        )

    @property
    def slope(self) -> float:
        """Megabytes that a thousand more visits add: least squares over the second half."""
        half = len(self.visits) // 2
        counts, held = self.visits[half:], self.memory[half:]
        middle, mean = sum(counts) / len(counts), sum(held) / len(held)
        spread = sum((one - middle) ** 2 for one in counts)
        both = sum((x - middle) * (y - mean) for x, y in zip(counts, held, strict=True))
        return 1000 * both / spread if spread else 0.0


def rows(*, quick: bool) -> Iterator[Row]:
    """Soak both servers at once."""
    yield from _rows(*soaked(0.5 if quick else 3.5))


def _rows(site: Watched, empty: Watched) -> Iterator[Row]:
    visits = site.visits[-1]
    early = visits // 5
    for name, one, target in (("site", site, FLAT), ("an empty script", empty, None)):
        yield Row(f"{name}: memory after {visits} visits", one.memory[-1], one.after(early), "MB",
                  f"after {early}", target)  # fmt: skip
    yield Row("memory that 1,000 more visits add", site.slope, site.after(early), "MB",
              f"all after {early}")  # fmt: skip
    yield Row("visits that failed", site.failed, visits, "visits", "visits made")


def soaked(minutes: float) -> tuple[Watched, Watched]:
    """Return what the site and an empty script held over so many minutes of visits."""
    with servers.beside("empty") as empty, servers.story(STORY_WARM="all") as site:
        until_warm(site)
        return asyncio.run(_both(site, empty, minutes * 60))


async def _both(
    site: servers.Server, empty: servers.Server, seconds: float
) -> tuple[Watched, Watched]:
    ours, theirs = await asyncio.gather(
        _watched(site, PAGES, seconds), _watched(empty, ("",), seconds)
    )
    return ours, theirs


async def _watched(server: servers.Server, pages: tuple[str, ...], seconds: float) -> Watched:
    """Send visitors at the rate, whether or not those before have left; note the memory."""
    found, started, number = Watched(), time.perf_counter(), 0
    async with asyncio.TaskGroup() as group:
        while (spent := time.perf_counter() - started) < seconds:
            group.create_task(_visit(server.url, pages[number % len(pages)], found))
            number += 1
            if number % RATE == 0:
                found.visits.append(number)
                found.seconds.append(spent)
                found.memory.append(server.memory)
            await asyncio.sleep(max(0.0, started + number / RATE - time.perf_counter()))
    return found


async def _visit(origin: str, page: str, found: Watched) -> None:
    try:
        async with Visitor(origin, page) as visitor:
            runs = [await visitor.run()]
            await asyncio.sleep(STAY)
            runs.append(await visitor.run())
            found.failed += any(one.failed for one in runs)
    except (OSError, TimeoutError):
        found.failed += 1


def draw(site: Watched, empty: Watched, file: Path) -> None:
    """Draw the memory over the visits, in words and colours that stand on white."""
    from plotly.graph_objects import Figure, Scatter

    figure = Figure()
    for name, one, colour in (("The site", site, "#0A4A5E"), ("An empty script", empty, "#8A8378")):
        figure.add_trace(Scatter(x=one.visits, y=one.memory, mode="lines", line_color=colour))
        figure.add_annotation(
            x=one.visits[-1], y=one.memory[-1], text=f"{name}: {one.memory[-1]:.0f} MB",
            xanchor="right", yanchor="bottom", showarrow=False, font_color=colour, yshift=6,
        )  # fmt: skip
    figure.add_vline(x=KEPT, line={"color": "#8A8378", "width": 1, "dash": "dash"}, opacity=1)
    figure.add_annotation(
        x=KEPT, y=0.5, yref="paper", xanchor="left", yanchor="top", showarrow=False, xshift=6,
        text=f"{KEPT} sessions are kept of readers who have left;<br>"
        "from here on, each new one takes the place of another", align="left",
        font_color="#675F57",
    )  # fmt: skip
    figure.update_layout(
        template="simple_white", showlegend=False, width=760, height=380,
        title={"text": f"Memory over {site.visits[-1]:,} visits, {RATE:.0f} a second", "x": 0.02},
        font_family="Helvetica, Arial, sans-serif", margin={"t": 60, "r": 20, "b": 50, "l": 60},
        xaxis={"title": "visits so far", "tickformat": ","},
        yaxis={"title": "megabytes resident", "range": [0, 1.15 * max(site.memory)]},
    )  # fmt: skip
    figure.write_image(file)


def main() -> None:
    """Soak, draw and say."""
    parser = argparse.ArgumentParser(prog="bench.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=4.0)
    given = parser.parse_args()
    found = soaked(given.minutes)
    draw(*found, PICTURE)
    for row in _rows(*found):
        print("  ".join(row.cells()))


if __name__ == "__main__":
    main()
