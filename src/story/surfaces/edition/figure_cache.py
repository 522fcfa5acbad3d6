"""Figures and pictures of the edition, made once and kept until what they read has changed."""

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from html import escape
from pathlib import Path
from typing import Any, TypeVar, cast

from story.figures import figure_function
from story.figures.figure import Figure
from story.figures.points import points
from story.figures.scene import PAGE, PHONE
from story.places import write_whole
from story.render.sketch import sketch
from story.render.svg import element
from story.surfaces.code import code
from story.surfaces.edition.figure_inputs import Watched, fingerprints, unchanged
from story.surfaces.page_content import table_rows
from story.tables import Dataset
from story.telling.narrative import StoryFigure, plain
from story.text import Language

T = TypeVar("T")
# How wide a picture is drawn, in pixels: its words, of 12, have 11 in the narrowest place that
# `edition.css` gives it, and in the widest no more than the text around it.
WIDTHS = {PHONE: 328, PAGE: 756}


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
    """Makes what one edition shows in one language; `folder` holds what was made before.

    Of each figure and picture the last that was made is kept, so that the folder does not grow.
    """

    def __init__(self, dataset: Dataset, language: Language, folder: Path) -> None:
        self.dataset = dataset
        self.language = language
        self.made: list[str] = []  # names of what was not known, or no longer
        self._folder = folder / "figures"
        self._prints = fingerprints(dataset)
        self._at_hand: dict[str, Shown] = {}

    def figure(self, name: str, **choices: object) -> Shown:
        """Return a figure in its published view, or with these choices."""
        view = f"{name} {sorted(choices.items())!r}"
        if view not in self._at_hand:

            def make(dataset: Dataset) -> dict[str, Any]:
                draw = figure_function(name)
                narrow = draw(dataset, self.language, PHONE, **choices)
                return asdict(self.shown(narrow, draw(dataset, self.language, PAGE, **choices)))

            self._at_hand[view] = _from_json(self._kept(name, view, "", make))
        return self._at_hand[view]

    def picture(self, name: str, given: str, make: Callable[[Dataset], bytes]) -> bytes:
        """Return the picture of this name that `make` draws of the tables and what is `given`."""
        return b64decode(
            self._kept(name, f"{name}.png", given, lambda item: b64encode(make(item)).decode())
        )

    def _kept(self, name: str, view: str, given: str, make: Callable[[Dataset], T]) -> T:
        """Return what `make` returns, which JSON can hold, or what it returned before.

        It is made again where the code, what is `given`, or what it read of the tables differs.
        `view` tells it from all else that is kept in this language.
        """
        key = hashlib.sha256(f"{view} {self.language}".encode()).hexdigest()[:32]
        file, given = self._folder / f"{key}.json", f"{code()} {given}"
        kept = self._known(file, given)
        if kept is None:
            watched = Watched(self.dataset)
            kept = {"given": given, "made": make(watched), "cells": watched.cells}
            kept["tables"] = {table: self._prints[table] for table in sorted(watched.tables)}
            self.made.append(name)
            with suppress(OSError):  # a full disk costs only the keeping
                file.parent.mkdir(parents=True, exist_ok=True)
                write_whole(file, json.dumps(kept, ensure_ascii=False).encode())
        return cast(T, kept["made"])

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

    def _known(self, file: Path, given: str) -> dict[str, Any] | None:
        try:
            kept: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return None
        if kept["given"] != given:
            return None
        if any(self._prints.get(table) != mark for table, mark in kept["tables"].items()):
            return None
        return kept if unchanged(self.dataset, kept["cells"]) else None

    def shown(self, narrow: Figure, wide: Figure) -> Shown:
        """Return the forms of a figure as it is drawn for a phone and for a page; kept nowhere."""
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
            points=tuple((point.id, point.text) for point in points(wide, self.language)),
            csv=wide.every_row().to_csv(index=False, lineterminator="\r\n"),
            narrow=element(sketch(narrow.scene, WIDTHS[PHONE]), narrow.summary, kind="narrow"),
            wide=element(sketch(wide.scene, WIDTHS[PAGE]), wide.summary, kind="wide"),
            height=int(wide.scene.height),
        )


def _renamed(svg: str, words: str) -> str:
    """Return a picture under the words a chapter describes it with."""
    _, _, rest = svg.removeprefix('<svg aria-label="').partition('"')
    return f'<svg aria-label="{escape(words)}"{rest}'


def _from_json(given: dict[str, Any]) -> Shown:
    rows, marks = (tuple(map(tuple, given[name])) for name in ("rows", "points"))
    lists = {name: tuple(given[name]) for name in ("notes", "sources", "headings")}
    return Shown(**{**given, **lists, "rows": rows, "points": marks})
