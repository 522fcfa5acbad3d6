"""One table: each row a ratio against something run beside it in the same run."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

HEAD = ("Group", "What", "Ours", "Beside", "Ratio", "Target", "Beside it")
AIMS = ("Asked", "At most", "Measured", "", "Farthest from it")


@dataclass(frozen=True)
class Target:
    """What was asked for before anything was measured: in words, and as the largest ratio."""

    asked: str
    most: float

    @property
    def shipped(self) -> "Target":
        """The same beside a script that runs as Streamlit is shipped: not with our settings."""
        return replace(self, asked=f"{self.asked}, as Streamlit is shipped")


@dataclass(frozen=True)
class Row:
    """One measurement: `ours` and `beside` in the same `unit`, and the ratio aimed at, if any."""

    what: str
    ours: float
    beside: float
    unit: str
    against: str
    target: Target | None = None

    @property
    def ratio(self) -> float:
        """How many times as much as what ran beside it."""
        return self.ours / self.beside if self.beside else float("inf")

    @property
    def met(self) -> bool:
        """Whether the target is met; true where there is none."""
        return self.target is None or round(self.ratio, 2) <= self.target.most

    def cells(self) -> tuple[str, ...]:
        """Return the row as text."""
        target = f"≤ {self.target.most:g}×" if self.target else ""
        return (
            self.what,
            f"{_short(self.ours)} {self.unit}",
            f"{_short(self.beside)} {self.unit}",
            _times(self.ratio),
            f"{target}{'' if self.met else ' **missed**'}",
            self.against,
        )


@dataclass(frozen=True)
class Unmeasured:
    """What could not be measured in this run, and why."""

    what: str
    why: str

    def cells(self) -> tuple[str, ...]:
        """Return the row as text."""
        return (self.what, "not measured", "", "", "", self.why)


Line = Row | Unmeasured
Groups = Mapping[str, Sequence[Line]]


def markdown(groups: Groups) -> str:
    """Return the rows of all groups as one Markdown table that can also be read as it is."""
    return _set([HEAD, *((name, *one.cells()) for name, rows in groups.items() for one in rows)])


def reached(groups: Groups) -> str:
    """Return each target once, with the row that is farthest from it, as a Markdown table."""
    return _set([AIMS, *_aims(one for rows in groups.values() for one in rows)])


def _aims(lines: Iterable[Line]) -> Iterator[tuple[str, ...]]:
    aimed: dict[Target, list[Row]] = {}
    for line in lines:
        if isinstance(line, Row) and line.target:
            aimed.setdefault(line.target, []).append(line)
    for target, rows in aimed.items():
        worst = max(rows, key=lambda one: one.ratio)
        met = sum(one.met for one in rows)
        how = "met" if met == len(rows) else "missed"
        if 0 < met < len(rows):
            how = f"met by {met} of {len(rows)}"
        yield (target.asked, f"{target.most:g}×", _times(worst.ratio), how, worst.what)


def _set(lines: Sequence[Sequence[str]]) -> str:
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    written = [
        "| "
        + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        + " |"
        for line in lines
    ]
    written.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(written)


def _times(ratio: float) -> str:
    """Return a ratio in words; there is none to nothing."""
    if ratio == float("inf"):
        return "–"
    return f"{ratio:.2f}×" if ratio >= 0.1 or not ratio else f"{ratio:.2g}×"


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:,.1f}" if value >= 1 else f"{value:.2f}"
