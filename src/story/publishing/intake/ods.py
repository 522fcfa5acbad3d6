"""OpenDocument spreadsheets (.ods) to grids: public offices keep their tables so.

OpenDocument keeps what is shown beside what is stored, so nothing has to be worked out.
"""

import datetime
import io
import re
import zipfile
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import IO
from xml.etree.ElementTree import Element

from story.publishing.intake.arrival import Limits
from story.publishing.intake.formats import plain
from story.publishing.intake.grid import Grid, Looks, Merged, Raw, State
from story.publishing.intake.opened import (
    DAY_ZERO,
    attribute,
    elements,
    local,
    of_moment,
    part,
    too_wide,
)

NUMBERS = ("float", "percentage", "currency")
PARTS = {
    "year": "y", "month": "m", "day": "d", "hours": "H", "minutes": "M", "seconds": "s",
}  # fmt: skip
SHOWN = "ymdHMs"
MERGES = 10_000  # merged ranges that are read
CHARACTERS = {"cm": 5.0, "in": 12.7, "mm": 0.5, "pt": 0.176}  # of a column's width


@dataclass
class _Styles:
    """What the styles of a document say of its cells, by their names."""

    struck: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)
    widths: dict[str, float] = field(default_factory=dict)
    dates: dict[str, str] = field(default_factory=dict)
    dated: dict[str, str] = field(default_factory=dict)


@dataclass
class _Sheet:
    """A sheet while it streams by."""

    title: str
    state: State
    rows: list[tuple[int, list[Raw]]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Merged] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    column_styles: list[str] = field(default_factory=list)
    row: int = 0
    column: int = 0


def read_ods(name: str, content: bytes, limits: Limits) -> list[Grid]:
    """Return the sheets of a document; raises Refused, and anything on a damaged one."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        styles = _Styles()
        for file in ("styles.xml", "content.xml"):
            try:
                with part(archive, file) as xml:
                    _styles(xml, styles)
            except KeyError:
                if file == "content.xml":
                    raise
        with part(archive, "content.xml") as xml:
            return _sheets(name, xml, styles, limits)


def _styles(xml: IO[bytes], styles: _Styles) -> None:
    """Take in the styles of a part; stops where the sheets begin."""
    for event, tag, element in elements(xml):
        if event == "start" and tag == "body":
            return
        if event == "end" and tag == "date-style":
            shown = {PARTS.get(local(item.tag), "") for item in element}
            name = attribute(element, "name")
            styles.dates[name] = "".join(entry for entry in SHOWN if entry in shown)
        elif event == "end" and tag == "style":
            _style(element, styles)


def _style(element: Element, styles: _Styles) -> None:
    name = attribute(element, "name")
    parent = attribute(element, "parent-style-name")
    if parent in styles.struck:
        styles.struck.add(name)
    data = attribute(element, "data-style-name")
    if data in styles.dates:
        styles.dated[name] = styles.dates[data]
    for rule in element:
        kind = local(rule.tag)
        if kind == "text-properties":
            _strike(name, rule, styles)
        elif kind == "table-properties" and attribute(rule, "display") == "false":
            styles.hidden.add(name)
        elif kind == "table-column-properties":
            width = re.match(r"([0-9.]+)(cm|in|mm|pt)", attribute(rule, "column-width"))
            if width:
                styles.widths[name] = float(width[1]) * CHARACTERS[width[2]]


def _strike(name: str, rule: Element, styles: _Styles) -> None:
    """Note whether a style strikes its text out; it may take that from its parent, or end it."""
    line = attribute(rule, "text-line-through-style") or attribute(rule, "text-line-through-type")
    if line and line != "none":
        styles.struck.add(name)
    elif line == "none":
        styles.struck.discard(name)


def _sheets(name: str, xml: IO[bytes], styles: _Styles, limits: Limits) -> list[Grid]:
    found: list[_Sheet] = []
    depth = 0  # a cell may hold a table of its own
    for event, tag, element in elements(xml):
        if tag == "table":
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1:
                hidden = attribute(element, "style-name") in styles.hidden
                found.append(_Sheet(attribute(element, "name"), "hidden" if hidden else ""))
        elif depth == 1 and event == "end":
            _part(found[-1], tag, element, styles, limits)
    return [_grid(name, sheet) for sheet in found]


def _part(sheet: _Sheet, tag: str, element: Element, styles: _Styles, limits: Limits) -> None:
    """Take in a column or a row of a sheet."""
    if tag == "table-column":
        _column(sheet, element, styles, limits)
    elif tag == "table-row":
        if len(sheet.rows) <= limits.rows + 1:
            _row(sheet, element, styles, limits)
        element.clear()


def _grid(name: str, sheet: _Sheet) -> Grid:
    looks = Looks(
        sheet.state, frozenset(sheet.hidden_rows), frozenset(sheet.hidden_columns),
        tuple(sheet.merged), widths=sheet.widths,
    )  # fmt: skip
    return Grid(name, sheet.title, sheet.rows, looks=looks)


def _times(element: Element, name: str) -> int:
    value = attribute(element, name)
    return int(value) if value.isdecimal() else 1


def _column(sheet: _Sheet, element: Element, styles: _Styles, limits: Limits) -> None:
    for _ in range(min(_times(element, "number-columns-repeated"), limits.columns)):
        sheet.column += 1
        if sheet.column > limits.columns:
            return
        sheet.column_styles.append(attribute(element, "default-cell-style-name"))
        if attribute(element, "visibility") in ("collapse", "filter"):
            sheet.hidden_columns.add(sheet.column)
        if width := styles.widths.get(attribute(element, "style-name")):
            sheet.widths[sheet.column] = width


def _row(sheet: _Sheet, element: Element, styles: _Styles, limits: Limits) -> None:
    times = _times(element, "number-rows-repeated")
    first = sheet.row + 1
    sheet.row += times
    cells: list[Raw] = []
    at = 0
    for cell in element:
        if local(cell.tag) not in ("table-cell", "covered-table-cell"):
            continue
        repeated = _times(cell, "number-columns-repeated")
        raw = _cell(cell, sheet, at, styles)
        across = _times(cell, "number-columns-spanned")
        down = _times(cell, "number-rows-spanned")
        if (across > 1 or down > 1) and len(sheet.merged) < MERGES:
            sheet.merged.append(Merged(first, at + 1, first + down - 1, at + across))
        if raw.text or raw.how:
            too_wide(first, at + repeated, limits)
            cells.extend([Raw("")] * (at - len(cells)))
            cells.extend([raw] * repeated)
        at += repeated
    if not any(item.text.strip() or item.how for item in cells):
        return
    hidden = attribute(element, "visibility") in ("collapse", "filter")
    for number in range(first, min(sheet.row, first + limits.rows + 1) + 1):
        sheet.rows.append((number, cells))
        if hidden:
            sheet.hidden_rows.add(number)


def _cell(cell: Element, sheet: _Sheet, at: int, styles: _Styles) -> Raw:
    own = attribute(cell, "style-name")
    style = own or (sheet.column_styles[at] if at < len(sheet.column_styles) else "")
    text, left = _text(cell, styles)
    kind = attribute(cell, "value-type")
    formula = attribute(cell, "formula")
    if formula and not kind and not text:
        return Raw(formula.partition(":")[2] or formula, "formula")
    raw = _raw(cell, kind, text, styles.dated.get(style, "ymd"))
    if left is not None:
        raw = raw._replace(unstruck=left)
    if style in styles.struck and raw.text:
        raw = raw._replace(unstruck="")
    return raw._replace(computed=bool(formula))


def _raw(cell: Element, kind: str, text: str, shown: str) -> Raw:
    if any(value == "error" for key, value in cell.attrib.items() if local(key) == "value-type"):
        return Raw(text, "error")
    if kind in NUMBERS:
        try:
            return Raw(text, "number", plain(Decimal(attribute(cell, "value"))))
        except InvalidOperation:
            return Raw(text)
    if kind == "date":
        try:
            day = datetime.datetime.fromisoformat(attribute(cell, "date-value"))
        except ValueError:
            return Raw(text)
        return of_moment(day, text, shown, str((day - DAY_ZERO).days))
    if kind == "time":
        return Raw(text, "date", attribute(cell, "time-value"), "HM", "0")
    if kind == "boolean":
        return Raw("TRUE" if attribute(cell, "boolean-value") == "true" else "FALSE", "boolean")
    return Raw(text)


def _text(cell: Element, styles: _Styles) -> tuple[str, str | None]:
    """Return a cell's text, and it without what is struck out; None where nothing is."""
    whole, left = [], []
    for item in cell:
        if local(item.tag) == "p":
            pieces = list(_pieces(item, styles, struck=False))
            whole.append("".join(text for text, _ in pieces))
            left.append("".join(text for text, struck in pieces if not struck))
    said, kept = "\n".join(whole), "\n".join(left)
    return said, kept if kept != said else None


def _pieces(element: Element, styles: _Styles, *, struck: bool) -> list[tuple[str, bool]]:
    found = [(element.text or "", struck)]
    for item in element:
        name = local(item.tag)
        if name == "s":
            found.append((" " * _times(item, "c"), struck))
        elif name == "tab":
            found.append(("\t", struck))
        elif name == "line-break":
            found.append(("\n", struck))
        elif name != "annotation":
            out = struck or attribute(item, "style-name") in styles.struck
            found += _pieces(item, styles, struck=out)
        found.append((item.tail or "", struck))
    return found
