"""One table: each row a ratio against something run beside it in the same run."""

from dataclasses import dataclass

HEAD = ("What", "Ours", "Beside", "Ratio", "Target", "Beside it")


@dataclass(frozen=True)
class Row:
    """One measurement: `ours` and `beside` in the same `unit`, and the ratio aimed at, if any."""

    what: str
    ours: float
    beside: float
    unit: str
    against: str
    target: float | None = None

    @property
    def ratio(self) -> float:
        """How many times as much as what ran beside it."""
        return self.ours / self.beside if self.beside else float("inf")

    @property
    def met(self) -> bool:
        """Whether the target is met; true where there is none."""
        return self.target is None or round(self.ratio, 2) <= self.target

    def cells(self) -> tuple[str, ...]:
        """Return the row as text."""
        target = f"≤ {self.target:g}×" if self.target is not None else ""
        return (
            self.what,
            f"{_short(self.ours)} {self.unit}",
            f"{_short(self.beside)} {self.unit}",
            f"{self.ratio:.2f}×",
            f"{target}{'' if self.met else ' **missed**'}",
            self.against,
        )


def markdown(rows: list[Row]) -> str:
    """Return the rows as a Markdown table that can also be read as it is."""
    lines = [HEAD, *(one.cells() for one in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    written = [
        "| "
        + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        + " |"
        for line in lines
    ]
    written.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(written)


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:,.1f}" if value >= 1 else f"{value:.2f}"
