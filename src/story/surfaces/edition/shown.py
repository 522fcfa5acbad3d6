"""Figures as the edition shows them, made once and kept until what they read has changed."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Any

from story.figures import figure_function
from story.figures.figure import Figure
from story.figures.points import points
from story.figures.style import Look
from story.narrative import StoryFigure, plain
from story.places import write_whole
from story.surfaces.code import code
from story.surfaces.edition.watched import Watched, fingerprints, unchanged
from story.surfaces.matter import table_rows
from story.surfaces.pictures import NoBrowser, Pictures
from story.tables import Dataset
from story.text import Language

# In CSS pixels: what the layouts for phones and for wide windows are drawn for.
NARROW, WIDE = 360, 840
# Threads gain by waiting for the browser, not by laying out together: that takes one core anyway,
# and what every figure needs, such as the map's ground, would be made once by each of them.
LAYING_OUT = Lock()


@dataclass(frozen=True)
class Shown:
    """A figure's three forms in one language: pictures, rows and words.

    `narrow` and `wide` are SVG elements, blank where no browser could draw them. `sources` are
    the ids of its sources, `points` each mark's record id with its words, `csv` the whole table.
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
    """Makes the figures of one edition in one language.

    `folder` holds what was made before. Where `pictures` is None, or no browser is installed, a
    figure has no picture unless it was drawn before.
    """

    def __init__(
        self, dataset: Dataset, language: Language, folder: Path, pictures: Pictures | None
    ) -> None:
        self.dataset = dataset
        self.language = language
        self.missing = 0  # figures that could not be drawn
        self._folder = folder / "figures"
        self._pictures = pictures
        self._prints = fingerprints(dataset)
        self._at_hand: dict[str, Shown] = {}

    def ahead(
        self, views: Iterable[tuple[str, Mapping[str, object]]], hands: Executor
    ) -> list[Future[Shown]]:
        """Let others make figures, each once: while the browser draws one, the next is laid out.

        `views` are figures' names and choices; what is made is at hand for `figure`.
        """
        asked = {_key(name, self.language, choices): (name, choices) for name, choices in views}
        return [hands.submit(self.figure, name, **choices) for name, choices in asked.values()]

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
        with LAYING_OUT:
            narrow, wide = (
                figure_function(name)(watched, self.language, Look(narrow=one), **choices)
                for one in (True, False)
            )
        shown = self._shown(narrow, wide)
        if shown.narrow:
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
            narrow=self._drawn(narrow, NARROW, "narrow"),
            wide=self._drawn(wide, WIDE, "wide"),
            height=int(wide.plot.layout.height),
        )

    def _drawn(self, figure: Figure, width: int, kind: str) -> str:
        if self._pictures is None:
            self.missing += 1
            return ""
        try:
            svg = self._pictures.svg(figure, width=width)
        except NoBrowser:
            self.missing += 1
            self._pictures = None
            return ""
        return svg.replace('class="picture"', f'class="picture {kind}"', 1)


def _renamed(svg: str, words: str) -> str:
    """Return a picture under the words a chapter describes it with."""
    label, _, rest = svg.removeprefix('<svg aria-label="').partition('"')
    quoted = words.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return f'<svg aria-label="{quoted}"{rest}' if label else svg


def _key(name: str, language: Language, choices: Mapping[str, object]) -> str:
    said = f"{name} {language} {sorted(choices.items())!r} {code()}"
    return hashlib.sha256(said.encode()).hexdigest()[:32]
