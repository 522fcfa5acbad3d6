"""What each publication did: the cells as a difference, and the figures before and after.

An entry of the log never changes, so what it did is found once and kept on disk; each figure that
differs is a file of the edition, asked for when a reader unfolds it.
"""

import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from story.figures import NAMES, figure_function
from story.figures.scene import PHONE
from story.figures.style import LIGHT
from story.places import cache_folder
from story.publishing.archive import Damaged, Entry
from story.publishing.folder import Examination, examine_files, read_edition
from story.render.sketch import Sketch, sketch
from story.render.svg import document
from story.surfaces.cache import Memory
from story.surfaces.code import code
from story.surfaces.disk_cache import DiskCache
from story.surfaces.edition.figure_inputs import Cells, Watched, unchanged
from story.surfaces.links import Links
from story.tables import Dataset
from story.tables.changes import Changes, changes_csv, compare, sheets_of
from story.text import Language, Phrases

SAY = Phrases("changelog")
LOG = logging.getLogger(__name__)
ROOM = 40_000_000  # bytes kept on disk
READ = 2  # editions at hand: each is compared with the one before it and the one after
# What decides how a figure is drawn and which cells differ; pages and their words do not.
DRAWING = ("figures", "render", "tables", "publishing", "locale/ko/figures",
           "surfaces/edition/figure_changes.py")  # fmt: skip
DID = "figure-changes"  # the file in which the site finds what to show
WHEN = ("before", "after")


@dataclass(frozen=True)
class Drawn:
    """A figure as an edition had it: its title, its summary, and the picture as an SVG file."""

    title: str
    summary: str
    svg: str


@dataclass(frozen=True)
class FigurePair:
    """A figure that differs, before and after."""

    name: str
    before: Drawn
    after: Drawn


@dataclass(frozen=True)
class Change:
    """What a publication did. `csv`: the cells that differ, None where an edition is not kept.

    `figures`: by language those that differ, None where this program no longer reads or draws one
    of the two editions.
    """

    number: int
    before: str
    after: str
    csv: str | None
    figures: dict[Language, tuple[FigurePair, ...] | None]


def changes_of(folder: Path, entries: Sequence[Entry]) -> tuple[Change, ...]:
    """Return what the publications of a data folder did; `entries` stand newest first."""
    return tuple(_change(folder, before, after) for after, before in pairwise(entries))


def files_of(changes: Sequence[Change]) -> dict[str, str | bytes]:
    """Return the differences and the pictures, by their names among the files of the data."""
    found: dict[str, str | bytes] = {}
    for change in changes:
        if change.csv is not None:
            found[_csv_name(change.number)] = f"\ufeff{change.csv}"
        for language, pairs in change.figures.items():
            for pair in pairs or ():
                for when, drawn in zip(WHEN, (pair.before, pair.after), strict=True):
                    found[_picture_name(change.number, pair.name, when, language)] = drawn.svg
    return found


def shown(changes: Sequence[Change], links: Links, language: Language) -> dict[int, dict[str, Any]]:
    """Return what `templates/parts/figure_changes.html` shows of each publication, by number."""
    return {change.number: _shown(change, links, language) for change in changes}


def _shown(change: Change, links: Links, language: Language) -> dict[str, Any]:
    pairs = change.figures[language]
    untold = SAY.gettext(
        "The figures of one of these two editions can no longer be drawn by this program.", language
    )
    counted = SAY.ngettext(
        "{count} figure that changed: before and after",
        "{count} figures that changed: before and after", len(pairs or ()), language,
    )  # fmt: skip
    return {
        "csv": links.data_file(_csv_name(change.number)) if change.csv is not None else "",
        "csv_word": SAY.gettext("Every cell that changed (CSV)", language),
        "untold": untold if pairs is None else "",
        "counted": counted if pairs else "",
        "pairs": [
            [
                {
                    "title": drawn.title,
                    "alt": drawn.summary,
                    "when": words,
                    "src": links.data_file(
                        _picture_name(change.number, pair.name, when, language)
                    ),
                }
                for drawn, when, words in (
                    (pair.before, "before", SAY.gettext("Before: edition {edition}", language,
                                                        edition=change.before)),
                    (pair.after, "after", SAY.gettext("After: edition {edition}", language,
                                                      edition=change.after)),
                )
            ]
            for pair in pairs or ()
        ],
    }  # fmt: skip


def _csv_name(number: int) -> str:
    return f"changes/{number}.csv"


def _picture_name(number: int, figure: str, when: str, language: Language) -> str:
    return f"changes/{number}-{figure}-{when}.{language}.svg"


def _change(folder: Path, before: Entry, after: Entry) -> Change:
    """Return what a publication did, as it is kept, or found and kept now."""
    key = "\n".join((before.edition, after.edition, code(*DRAWING)))
    made = _disk().find(key)
    kept: dict[str, Any] = json.loads(made) if made else _found(folder, before, after)
    if not made and kept["csv"] is not None:  # what is not kept today may be mended tomorrow
        _disk().put(key, json.dumps(kept).encode())
    figures = {
        language: None if kept["figures"][language] is None else tuple(
            FigurePair(pair["name"], Drawn(**pair["before"]), Drawn(**pair["after"]))
            for pair in kept["figures"][language]
        )
        for language in Language
    }  # fmt: skip
    return Change(after.number, before.edition, after.edition, kept["csv"], figures)


def _found(folder: Path, before: Entry, after: Entry) -> dict[str, Any]:
    new, old = _examined(folder, after.edition), _examined(folder, before.edition)
    if old is None or new is None:
        return {"csv": None, "figures": dict.fromkeys(Language)}
    changes = compare(sheets_of(old.tables), sheets_of(new.tables))
    figures: dict[Language, Any] = dict.fromkeys(Language)
    if old.dataset and new.dataset:
        try:
            for language in Language:
                pairs = _pairs(old.dataset, new.dataset, changes, language)
                figures[language] = [asdict(pair) for pair in pairs]
        except (KeyError, ValueError) as wrong:  # a row that a figure of today asks for
            LOG.warning("Between %s and %s: %r", before.edition, after.edition, wrong)
            figures = dict.fromkeys(Language)
    return {"csv": changes_csv(changes), "figures": figures}


def _pairs(
    old: Dataset, new: Dataset, changes: Changes, language: Language
) -> Iterator[FigurePair]:
    """Yield the figures of which more differs than the words about them."""
    changed = {table.kind.table for table in changes.tables}
    for name in NAMES:
        after = _picture(name, new, language)
        same = not after.tables & changed and unchanged(old, after.cells)
        before = _picture(name, old, language, after if same else None)
        if (before.title, before.sketch) != (after.title, after.sketch):
            yield FigurePair(name, before.drawn(), after.drawn())


@dataclass(frozen=True)
class _Picture:
    """What is seen of a figure, its summary, and which tables and cells of sources it read."""

    title: str
    summary: str
    sketch: Sketch
    tables: frozenset[str]
    cells: Cells

    def drawn(self) -> Drawn:
        svg = document(self.sketch, self.title, self.summary, LIGHT)
        return Drawn(self.title, self.summary, svg)


def _picture(
    name: str, dataset: Dataset, language: Language, same: _Picture | None = None
) -> _Picture:
    """Return a figure's picture; `same`: that of another edition in which it read the same."""

    def draw() -> _Picture:
        watched = Watched(dataset)
        figure = figure_function(name)(watched, language, PHONE)
        drawing = sketch(figure.scene)
        return _Picture(figure.title, figure.summary, drawing, watched.tables, watched.cells)

    return _pictures().get((dataset.edition, name, language), lambda: same or draw())


@cache
def _pictures() -> Memory[_Picture]:
    return Memory(READ * len(NAMES) * len(Language))


@lru_cache(maxsize=READ)
def _examined(folder: Path, edition: str) -> Examination | None:
    """Return an edition as far as it can be read; None where it is not kept whole."""
    try:
        files = read_edition(folder, edition)
    except Damaged as damaged:
        LOG.warning("%s", damaged.why.en)
        return None
    return examine_files(files, ruled=False) if files else None


@cache
def _disk() -> DiskCache:
    return DiskCache(cache_folder() / "changes", ROOM)
