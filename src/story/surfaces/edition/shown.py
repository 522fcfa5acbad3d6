"""Figures as the edition shows them, made once and kept until what they read has changed."""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from html import escape
from pathlib import Path
from typing import Any

from story.figures import figure_function
from story.figures.figure import Figure
from story.figures.points import points
from story.figures.style import Look
from story.narrative import StoryFigure, plain
from story.places import write_whole
from story.render.sketch import sketch
from story.render.svg import element
from story.surfaces.code import code
from story.surfaces.edition.watched import Watched, fingerprints, unchanged
from story.surfaces.matter import table_rows
from story.tables import Dataset
from story.text import Language

# In CSS pixels: what the layouts for phones and for wide windows are drawn for.
NARROW, WIDE = 360, 840


@dataclass(frozen=True)
class Shown:
    """A figure's three forms in one language: pictures, rows and words.

    `narrow` and `wide` are SVG elements. `sources` are the ids of its sources, `points` each mark's
    record id with its words, `csv` the whole table.
    """

    name: str
    title: str
    annotation: str
    reading: str
    summary: str
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    points: tuple[tuple[str, str], ...]
    csv: str
    narrow: str
    wide: str
    height: int


class Showcase:
    """Makes the figures of one edition in one language; `folder` holds what was made before."""

    def __init__(self, dataset: Dataset, language: Language, folder: Path) -> None:
        self.dataset = dataset
        self.language = language
        self.made: list[str] = []  # names of figures that were not known, or no longer
        self._folder = folder / "figures"
        self._prints = fingerprints(dataset)
        self._at_hand: dict[str, Shown] = {}

    def figure(self, name: str, **choices: object) -> Shown:
        """Return a figure in its published view, or with these choices."""
        key = _key(name, self.language, choices)
        if key not in self._at_hand:
            file = self._folder / f"{key}.json"
            self._at_hand[key] = self._known(file) or self._made(file, name, choices)
        return self._at_hand[key]

    def told(self, told: StoryFigure, title: str = "") -> Shown:
        """Return a figure in the state a chapter gives it, with the chapter's words."""
        found = self.figure(told.name, **told.choices)
        return replace(
            found,
            title=title or found.title,
            summary=told.alt,
            annotation=plain(told.annotation),
            narrow=_renamed(found.narrow, told.alt),
            wide=_renamed(found.wide, told.alt),
        )

    def _known(self, file: Path) -> Shown | None:
        try:
            kept = json.loads(file.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return None
        if any(self._prints.get(table) != mark for table, mark in kept["tables"].items()):
            return None
        if not unchanged(self.dataset, kept["cells"]):
            return None
        given: dict[str, Any] = kept["shown"]
        rows, marks = (tuple(map(tuple, given.pop(name))) for name in ("rows", "points"))
        given |= {name: tuple(given[name]) for name in ("notes", "sources", "headings")}
        return Shown(**given, rows=rows, points=marks)

    def _made(self, file: Path, name: str, choices: Mapping[str, object]) -> Shown:
        watched = Watched(self.dataset)
        narrow, wide = (
            figure_function(name)(watched, self.language, Look(narrow=narrow), **choices)
            for narrow in (True, False)
        )
        self.made.append(name)
        shown = self._shown(narrow, wide)
        tables = {table: self._prints[table] for table in sorted(watched.tables)}
        kept = {"tables": tables, "cells": watched.cells, "shown": asdict(shown)}
        with suppress(OSError):  # a full disk costs only the keeping
            file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(file, json.dumps(kept, ensure_ascii=False).encode())
        return shown

    def _shown(self, narrow: Figure, wide: Figure) -> Shown:
        return Shown(
            name=narrow.name,
            title=wide.title,
            annotation="",
            reading=wide.reading,
            summary=wide.summary,
            notes=wide.notes,
            sources=wide.sources,
            headings=tuple(wide.headings.values()),
            rows=tuple(tuple(row) for row in table_rows(wide)),
            points=tuple((one.id, one.text) for one in points(wide, self.language)),
            csv=wide.every_row().to_csv(index=False, lineterminator="\r\n"),
            narrow=element(sketch(narrow, NARROW), narrow.summary, kind="narrow"),
            wide=element(sketch(wide, WIDE), wide.summary, kind="wide"),
            height=int(wide.plot.layout.height),
        )


def _renamed(svg: str, words: str) -> str:
    """Return a picture under the words a chapter describes it with."""
    _, _, rest = svg.removeprefix('<svg aria-label="').partition('"')
    return f'<svg aria-label="{escape(words)}"{rest}'


def _key(name: str, language: Language, choices: Mapping[str, object]) -> str:
    said = f"{name} {language} {sorted(choices.items())!r} {code()}"
    return hashlib.sha256(said.encode()).hexdigest()[:32]
