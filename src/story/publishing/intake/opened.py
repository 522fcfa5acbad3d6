"""What the readers of workbooks share: refusals, limits while reading, numbers and dates."""

import datetime
import zipfile
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import IO
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from story.publishing.intake.arrival import Limits
from story.publishing.intake.formats import parts, plain, shown_date, shown_number
from story.publishing.intake.grid import Raw
from story.text import Phrases, Text

SAY = Phrases("intake")
Refusal = tuple[str, Text, Text]
DAY_ZERO = datetime.datetime(1899, 12, 30)  # Excel counts 29 February 1900, a day that never was
DAY_ZERO_1904 = datetime.datetime(1904, 1, 1)
LAST = 2_958_465  # 31 December 9999, as Excel counts


class Refused(Exception):  # noqa: N818 - it says what happened to the file
    """The workbook is not read; `why` has a rule, a message and a fix."""

    def __init__(self, rule: str, message: Text, fix: Text) -> None:
        super().__init__(rule)
        self.why: Refusal = (rule, message, fix)


def elements(part: IO[bytes]) -> Iterator[tuple[str, str, Element]]:
    """Yield ("start" or "end", local name, element) of an XML part that declares no entities."""
    for event, element in iterparse(part, events=("start", "end"), forbid_dtd=True):
        yield event, local(element.tag), element


def local(tag: str) -> str:
    """Return a name without its namespace: strict Open XML uses others for the same things."""
    return tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """Return an attribute by its local name, blank where there is none."""
    direct = element.get(name)
    if direct is not None:
        return direct
    return next((value for key, value in element.attrib.items() if local(key) == name), "")


def part(archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    """Open a part of the archive, whatever the case of its name; raises KeyError."""
    names = {item.casefold(): item for item in archive.namelist()}
    return archive.open(names[name.casefold().lstrip("/")])


def too_wide(row: int, width: int, limits: Limits) -> None:
    """Raise Refused where a row has more cells than are read."""
    if width > limits.columns:
        raise Refused(
            "too-wide",
            SAY.both("Row {row} has {width} columns.", row=row, width=width),
            SAY.both("Delete the columns to the right of the table."),
        )


def of_number(digits: str, code: str, *, from_1904: bool = False) -> Raw:
    """Return a cell that keeps a number, as its format shows it."""
    try:
        value = Decimal(digits)
    except InvalidOperation:
        return Raw(digits)
    if not value.is_finite():
        return Raw(digits)
    shown = parts(code)
    if shown:
        return _of_serial(value, code, shown, from_1904=from_1904)
    said = shown_number(value, code)
    stored = plain(value)
    if said is None:
        return Raw(stored, "not-shown", stored, code=code)
    return Raw(said, "number", stored, code="" if said == stored else code)


def _of_serial(value: Decimal, code: str, shown: str, *, from_1904: bool) -> Raw:
    if not 0 <= value <= LAST:
        return Raw("#" * 8, "error", plain(value))
    seconds = int((value * 86_400).to_integral_value())
    if from_1904:
        day = DAY_ZERO_1904 + datetime.timedelta(seconds=seconds)
    else:
        early = datetime.timedelta(days=1 if value < 60 else 0)
        day = DAY_ZERO + early + datetime.timedelta(seconds=seconds)
    return of_moment(day, shown_date(day, code), shown, plain(value))._replace(code=code)


def of_moment(day: datetime.datetime, text: str, shown: str, serial: str) -> Raw:
    """Return a cell that keeps a moment: as it is shown, in ISO 8601, and as a number."""
    stored = day.date().isoformat() if day.time() == datetime.time() else day.isoformat(" ")
    return Raw(text, "date", stored, shown, serial)
