"""Which published figures stand in the chart of estimates, in what order, and their table.

Figures for other groups of people never stand beside totals: a scope is shown alone. Figures
that mislead as printed (`use` = trap) are never drawn. Repeats come in only when asked for.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import pandas as pd

from story.figures.choices import checked
from story.figures.estimates.eras import method_year
from story.figures.estimates.selection import FEWER, MOST, seen
from story.figures.marks import printed_value
from story.tables import Dataset
from story.tables.model import Estimate, Event, Origin
from story.tables.values import value_text
from story.text import Language, Phrases, period

SAY = Phrases("estimates")

SCOPES = ("kwanliso", "christians-only", "wider")
USES = ("core", "daily-nk", "context", "repeat")
OP_ED = "time-2019-oped"


@dataclass(frozen=True)
class Rows:
    """What is drawn: the panels' rows in order, and what stands around them.

    `undated` rows fit the choices but have no place in an order by date; `hidden` repeats fit
    too and were not asked for. `op_ed` is the reference, beside totals only; `method_year` the
    year from which housing was read from satellite images, blank where no row did so.
    """

    scope: str
    main: tuple[Estimate, ...]
    daily_nk: tuple[Estimate, ...]
    undated: tuple[Estimate, ...]
    hidden: tuple[Estimate, ...]
    events: tuple[Event, ...]
    op_ed: Estimate | None
    method_year: str

    @property
    def drawn(self) -> tuple[Estimate, ...]:
        """Both panels' rows, in the order of the page."""
        return self.main + self.daily_nk

    @cached_property
    def broken(self) -> str:
        """The id of the main row above which the method changed, blank where it did not."""
        for above, row in pairwise(self.main):
            if self.after_change(row) and not self.after_change(above):
                return row.estimate_id
        return ""

    @cached_property
    def fields(self) -> tuple[tuple[Estimate, ...], ...]:
        """The rows in the order of the page, parted where what they rest on changes."""
        before = [row for row in self.main if not self.after_change(row)]
        parts = (before, self.main[len(before) :], self.daily_nk)
        return tuple(tuple(part) for part in parts if part)

    def after_change(self, row: Estimate) -> bool:
        """Tell whether a row appeared once housing had begun to be read from satellite images."""
        return bool(self.method_year) and moment(row) >= self.method_year

    def exceeds(self, shown: "Rows") -> bool:
        """Tell whether there are more rows than those of these that are shown."""
        return (len(self.drawn), len(self.undated)) != (len(shown.drawn), len(shown.undated))

    def seen(self, focus: Collection[str]) -> "Rows":
        """Return these rows without those that are too many to be drawn one by one."""
        return replace(
            self,
            main=seen(self.main, MOST, focus),
            daily_nk=seen(self.daily_nk, FEWER, focus),
            undated=self.undated[:FEWER],
        )


def moment(row: Estimate) -> str:
    """Return the date a row is ordered by: when it was published, else what time it describes.

    Daily NK's rows keep the time they describe: its tables print several years at once.
    """
    if row.origin_id == "daily-nk":
        return row.period_start
    return row.published or row.period_end or row.period_start


def drawable(dataset: Dataset, scope: str = "kwanliso") -> tuple[Estimate, ...]:
    """Return the rows of one scope that may be drawn at all: dated, and not misleading."""
    return dataset.once(_drawable, scope)


def _drawable(dataset: Dataset, scope: str) -> tuple[Estimate, ...]:
    return tuple(
        row for row in dataset.estimates if row.scope == scope and row.use != "trap" and moment(row)
    )


def choose(
    dataset: Dataset,
    *,
    focus: Sequence[str],
    origins: Iterable[str] | None,
    repeats: bool,
    scope: str,
    years: tuple[int, int] | None,
    events: bool,
    uses: Iterable[str],
) -> Rows:
    """Choose the rows; those in `focus` are drawn whatever the other choices leave out.

    Raises ValueError for a choice that is not known, naming those that are.
    """
    known = tuple(origin.origin_id for origin in dataset.origins)
    wanted_origins = checked("origin", origins if origins is not None else known, known)
    checked("scope", [scope], SCOPES)
    wanted_uses = set(checked("use", uses, USES)) | ({"repeat"} if repeats else set())
    possible = drawable(dataset, scope)
    checked("focus", focus, {row.estimate_id for row in possible})
    if years and years[0] > years[1]:
        raise ValueError(f"years must run forwards, not {years[0]} to {years[1]}")

    totals = scope == "kwanliso"
    op_ed = dataset.find(Estimate, OP_ED) if totals else None
    asked, hidden = [], []
    for row in possible:
        fits = row.origin_id in wanted_origins and _within(moment(row), years)
        wanted = row is not op_ed and (row.use in wanted_uses or not totals)
        if row.estimate_id in focus or (fits and wanted):
            asked.append(row)
        elif fits and row.use == "repeat" and wanted_uses:
            hidden.append(row)
    main = _ordered(row for row in asked if row.use != "daily-nk")
    return Rows(
        scope=scope,
        main=main,
        daily_nk=_ordered(row for row in asked if row.use == "daily-nk"),
        undated=_undated(dataset, scope, wanted_origins, wanted_uses),
        hidden=_ordered(hidden),
        events=_summits(dataset, years) if events and totals else (),
        op_ed=op_ed,
        method_year=method_year(dataset, main),
    )


def _within(iso: str, years: tuple[int, int] | None) -> bool:
    return years is None or years[0] <= int(iso[:4]) <= years[1]


def _ordered(rows: Iterable[Estimate]) -> tuple[Estimate, ...]:
    return tuple(sorted(rows, key=moment))


def _undated(
    dataset: Dataset, scope: str, origins: Iterable[str], uses: Iterable[str]
) -> tuple[Estimate, ...]:
    return tuple(
        row
        for row in dataset.estimates
        if row.scope == scope and row.origin_id in origins and row.use in uses and not moment(row)
    )


def _summits(dataset: Dataset, years: tuple[int, int] | None) -> tuple[Event, ...]:
    found = [
        event
        for event in dataset.events
        if event.kind == "summit" and event.importance == "1" and _within(event.start_date, years)
    ]
    return tuple(sorted(found, key=lambda event: event.start_date))


def table_of(dataset: Dataset, rows: Rows, language: Language) -> pd.DataFrame:
    """Return one row a mark, then the rows that fit the choices but have no date.

    Columns: those of `estimates` (numbers as nullable integers, lists joined by semicolons),
    before them `drawn_as` and `panel`, and readable `label`, `value`, `describes`, `origin`,
    `repeats_of` and `drawn` in `language`. Events come last, with `event_id`.
    """
    reference = [rows.op_ed] if rows.op_ed and rows.op_ed not in rows.main else []
    kinds = [
        *[(row, "mark") for row in rows.drawn],
        *[(row, "reference-line") for row in reference],
        *[(row, "not-drawn") for row in rows.undated],
    ]
    records = [estimate_cells(dataset, row, kind, language) for row, kind in kinds]
    records += [_event_cells(event, language) for event in rows.events]
    table = pd.DataFrame.from_records(records, columns=list(_COLUMNS))
    numbers = ["low", "point", "high", "camps_counted"]
    words = [name for name in _COLUMNS if name not in numbers]
    table[words] = table[words].astype("object").fillna("")
    return table.astype(dict.fromkeys(numbers, "Int64"))


_COLUMNS = (
    "estimate_id", "event_id", "drawn_as", "panel", "label", "value", "describes", "origin",
    "repeats_of", "period_start", "period_end", "published", "low", "point", "high", "bound",
    "scope", "use", "origin_id", "derived_from", "camps_counted", "camps_listed",
    "evidence", "agreement", "rating_text", "note",
    "source_id", "via_source_id",
)  # fmt: skip


def _rating(row: Estimate, language: Language) -> str:
    """Write how we rate what a figure rests on, said to be ours; blank where we do not."""
    if not row.evidence:
        return ""
    return SAY.gettext(
        "our rating: evidence {evidence}, agreement {agreement}",
        language,
        evidence=value_text("estimates.evidence", row.evidence, language).lower(),
        agreement=value_text("estimates.agreement", row.agreement, language).lower(),
    )


def estimate_cells(
    dataset: Dataset, row: Estimate, drawn_as: str, language: Language
) -> dict[str, object]:
    """Return a row's cells, as in the data and as read in `language`."""
    copied = ("period_start", "period_end", "published", "low", "point", "high", "bound", "scope")
    more = (
        "use", "origin_id", "camps_counted", "source_id", "via_source_id", "evidence", "agreement",
    )  # fmt: skip
    parents = [dataset.find(Estimate, parent) for parent in row.derived_from]
    return {name: getattr(row, name) for name in copied + more} | {
        "estimate_id": row.estimate_id,
        "drawn_as": drawn_as,
        "panel": "daily-nk" if row.use == "daily-nk" else "main",
        "label": row.within("label", language),
        "value": printed_value(row, language),
        "describes": period(row.period_start, row.period_end, language),
        "origin": dataset.find(Origin, row.origin_id).within("label", language),
        "repeats_of": "; ".join(parent.within("label", language) for parent in parents),
        "derived_from": ";".join(row.derived_from),
        "camps_listed": ";".join(row.camps_listed),
        "rating_text": _rating(row, language),
        "note": row.within("note", language),
    }


def _event_cells(event: Event, language: Language) -> dict[str, object]:
    return {
        "event_id": event.id,
        "drawn_as": "event",
        "panel": "main",
        "label": event.within("title", language),
        "value": value_text("events.kind", event.kind, language),
        "describes": period(event.start_date, event.end_date, language),
        "published": event.start_date,
        "source_id": event.source_id,
        "via_source_id": event.via_source_id,
    }
