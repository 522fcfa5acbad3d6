"""Open XML workbooks (.xlsx, transitional and strict) to grids: what is shown, and what is kept.

The parts are read as they stream by, by local names. Formulas are not run: what a formula gave
when the workbook was saved is what it shows.
"""

import datetime
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from openpyxl.utils import column_index_from_string, range_boundaries

from story.publishing.intake.arrival import Limits
from story.publishing.intake.formats import BUILT_IN, parts, shown_date
from story.publishing.intake.grid import Grid, Looks, Merged, Raw, State
from story.publishing.intake.opened import (
    DAY_ZERO,
    attribute,
    elements,
    local,
    of_moment,
    of_number,
    part,
    too_wide,
)

PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]+)")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
STATES: Mapping[str, State] = {"hidden": "hidden", "veryHidden": "very-hidden"}
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")  # a footnote at a number is none of its digits
MERGES = 10_000  # merged ranges that are read


@dataclass(frozen=True)
class _Look:
    """How cells of one style look: their number format, and whether they are struck out."""

    code: str = "General"
    struck: bool = False


@dataclass(frozen=True)
class _Book:
    archive: zipfile.ZipFile
    texts: Sequence[tuple[str, str | None]]
    looks: Sequence[_Look]
    from_1904: bool


def read_xlsx(name: str, content: bytes, limits: Limits) -> list[Grid]:
    """Return the sheets of a workbook; raises Refused, and anything on a damaged one."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        main = _main(archive)
        targets = _relations(archive, main)
        sheets, from_1904 = _sheets(archive, main)
        kinds = {kind: target for target, kind in targets.values()}
        texts = list(_texts(archive, kinds.get("sharedStrings", "")))
        looks = _styles(archive, kinds.get("styles", ""))
        book = _Book(archive, texts, looks, from_1904)
        return [
            _grid(name, title, state, book, target, limits)
            for title, state, relation in sheets
            for target, kind in [targets.get(relation, ("", ""))]
            if kind == "worksheet"
        ]


def _main(archive: zipfile.ZipFile) -> str:
    with part(archive, "_rels/.rels") as file:
        for event, name, element in elements(file):
            kind = attribute(element, "Type")
            if event == "start" and name == "Relationship" and kind.endswith("/officeDocument"):
                return attribute(element, "Target").lstrip("/")
    return "xl/workbook.xml"


def _relations(archive: zipfile.ZipFile, main: str) -> dict[str, tuple[str, str]]:
    """Return the parts a workbook points to, and their kinds, by the ids of the relations."""
    folder, name = posixpath.split(main)
    found = {}
    with part(archive, f"{folder}/_rels/{name}.rels") as file:
        for event, tag, element in elements(file):
            if event == "start" and tag == "Relationship":
                target = attribute(element, "Target")
                whole = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                kind = attribute(element, "Type").rpartition("/")[2]
                found[attribute(element, "Id")] = (whole, kind)
    return found


def _sheets(archive: zipfile.ZipFile, main: str) -> tuple[list[tuple[str, State, str]], bool]:
    """Return the title, state and relation of each sheet, and whether days count from 1904."""
    sheets: list[tuple[str, State, str]] = []
    from_1904 = False
    with part(archive, main) as file:
        for event, tag, element in elements(file):
            if event == "end":
                continue
            if tag == "workbookPr":
                from_1904 = attribute(element, "date1904") in ("1", "true")
            elif tag == "sheet":
                relation = next(
                    (value for key, value in element.attrib.items() if key.endswith("}id")), ""
                )
                state = STATES.get(attribute(element, "state"), "")
                sheets.append((attribute(element, "name"), state, relation))
    return sheets, from_1904


def _texts(archive: zipfile.ZipFile, name: str) -> Iterator[tuple[str, str | None]]:
    if not name:
        return
    with part(archive, name) as file:
        for event, tag, element in elements(file):
            if event == "end" and tag == "si":
                yield _text(element)
                element.clear()


def _text(element: Element) -> tuple[str, str | None]:
    """Return a text, and it without its struck-out runs; None where nothing is struck out."""
    whole, left, struck = "", "", False
    for child in element:
        name = local(child.tag)
        if name == "t":
            whole += child.text or ""
            left += child.text or ""
        elif name == "r":
            run = "".join(item.text or "" for item in child if local(item.tag) == "t")
            looks = [entry for rule in child if local(rule.tag) == "rPr" for entry in rule]
            out = any(_is_struck(look) for look in looks)
            if any(_is_raised(each) for each in looks):
                run = run.translate(RAISED)
            struck = struck or (out and bool(run.strip()))
            whole += run
            left += "" if out else run
    return _unescaped(whole), _unescaped(left) if struck else None


def _is_struck(element: Element) -> bool:
    return local(element.tag) == "strike" and attribute(element, "val") not in ("0", "false")


def _is_raised(element: Element) -> bool:
    return local(element.tag) == "vertAlign" and attribute(element, "val") == "superscript"


def _unescaped(text: str) -> str:
    """Return a text with what XML could not hold: `_x000D_` is a carriage return."""
    if "_x" not in text:
        return text
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _styles(archive: zipfile.ZipFile, name: str) -> list[_Look]:
    """Return the looks of cells, in the order by which cells name them."""
    if not name:
        return []
    codes: dict[int, str] = dict(BUILT_IN)
    struck: list[bool] = []
    looks: list[_Look] = []
    inside: list[str] = []
    with part(archive, name) as file:
        for event, tag, element in elements(file):
            if event == "start":
                inside.append(tag)
                continue
            inside.pop()
            above = inside[-1] if inside else ""
            if tag == "numFmt" and above == "numFmts":
                codes[_whole(element, "numFmtId")] = attribute(element, "formatCode")
            elif tag == "font" and above == "fonts":
                struck.append(any(_is_struck(item) for item in element))
            elif tag == "xf" and above == "cellXfs":
                font = _whole(element, "fontId")
                code = codes.get(_whole(element, "numFmtId"), "General")
                looks.append(_Look(code, font < len(struck) and struck[font]))
    return looks


def _whole(element: Element, name: str) -> int:
    value = attribute(element, name)
    return int(value) if value.isdecimal() else 0


@dataclass
class _Reading:
    """What is known of a sheet while its part streams by."""

    rows: list[tuple[int, Sequence[Raw]]]
    hidden_rows: set[int]
    hidden_columns: set[int]
    merged: list[Merged]
    widths: dict[int, float]
    panes: str = ""
    filtered: bool = False
    row: int = 0


def _grid(name: str, title: str, state: State, book: _Book, target: str, limits: Limits) -> Grid:
    found = _Reading([], set(), set(), [], {})
    with part(book.archive, target) as file:
        for event, tag, element in elements(file):
            if event == "start":
                continue
            if tag == "row":
                _row(found, element, book, limits)
                element.clear()
                if len(found.rows) > limits.rows + 1:
                    break
            else:
                _around(found, tag, element, limits)
    looks = Looks(
        state, frozenset(found.hidden_rows), frozenset(found.hidden_columns), tuple(found.merged),
        found.panes, found.widths, found.filtered, book.from_1904,
    )  # fmt: skip
    return Grid(name, title, found.rows, looks=looks)


def _around(found: _Reading, tag: str, element: Element, limits: Limits) -> None:
    """Take in what a sheet says beside its rows."""
    if tag == "pane" and attribute(element, "state").startswith("frozen"):
        found.panes = attribute(element, "topLeftCell")
    elif tag == "col":
        _columns(found, element, limits)
    elif tag == "mergeCell" and len(found.merged) < MERGES:
        left, top, right, bottom = range_boundaries(attribute(element, "ref"))
        if None not in (left, top, right, bottom):
            found.merged.append(Merged(int(top), int(left), int(bottom), int(right)))
    elif tag == "autoFilter":
        found.filtered = True


def _columns(found: _Reading, element: Element, limits: Limits) -> None:
    """Take in which columns are hidden, and how wide they are."""
    first, last = _whole(element, "min"), min(_whole(element, "max"), limits.columns)
    for at in range(first, last + 1):
        if attribute(element, "hidden") in ("1", "true") or attribute(element, "width") == "0":
            found.hidden_columns.add(at)
        if width := attribute(element, "width"):
            found.widths[at] = float(width)


def _row(found: _Reading, element: Element, book: _Book, limits: Limits) -> None:
    found.row = _whole(element, "r") or found.row + 1
    # A height or a width of nothing hides as well.
    if attribute(element, "hidden") in ("1", "true") or attribute(element, "ht") == "0":
        found.hidden_rows.add(found.row)
    cells: list[Raw] = []
    for cell in element:
        if local(cell.tag) != "c":
            continue
        place = PLACE.fullmatch(attribute(cell, "r"))
        at = column_index_from_string(place[1].upper()) if place else len(cells) + 1
        raw = _cell(cell, book)
        if not raw.text and not raw.how:
            continue
        too_wide(found.row, at, limits)
        cells.extend([Raw("")] * (at - len(cells)))
        cells[at - 1] = raw
    if any(item.text.strip() or item.how for item in cells):
        found.rows.append((found.row, cells))


def _cell(cell: Element, book: _Book) -> Raw:
    kind = attribute(cell, "t") or "n"
    style = _whole(cell, "s")
    look = book.looks[style] if style < len(book.looks) else _Look()
    value, formula, inline = "", None, None
    for child in cell:
        name = local(child.tag)
        if name == "v":
            value = child.text or ""
        elif name == "f":
            formula = child.text or ""
        elif name == "is":
            inline = child
    if formula is not None and not value and kind != "str":
        return Raw(f"={formula}", "formula")
    raw = _raw(kind, value, inline, look, book)
    if look.struck and raw.text:
        raw = raw._replace(unstruck="")
    return raw._replace(computed=True) if formula is not None else raw


def _raw(kind: str, value: str, inline: Element | None, look: _Look, book: _Book) -> Raw:
    if kind == "inlineStr":
        whole, left = _text(inline) if inline is not None else ("", None)
        return Raw(whole, unstruck=left)
    if kind == "s":
        whole, left = book.texts[int(value)] if value else ("", None)
        return Raw(whole, unstruck=left)
    if kind == "str":
        return Raw(_unescaped(value))
    if not value:
        return Raw("")
    if kind == "b":
        return Raw("TRUE" if value in ("1", "true") else "FALSE", "boolean")
    if kind == "e":
        return Raw(value, "error")
    if kind == "d":
        return _spelt(value, look)
    return of_number(value, look.code, from_1904=book.from_1904)


def _spelt(value: str, look: _Look) -> Raw:
    """Return a date that is kept in ISO 8601, as strict Open XML may."""
    try:
        day = datetime.datetime.fromisoformat(value.removesuffix("Z"))
    except ValueError:
        return Raw(value)
    code = look.code if parts(look.code) else "yyyy-mm-dd"
    day = day.replace(tzinfo=None)
    serial = str((day - DAY_ZERO).days)
    return of_moment(day, shown_date(day, code), parts(code), serial)
