"""Text in cells: characters that do harm, and text that stands in one language only."""

import re
import unicodedata
from collections.abc import Iterator

from story.tables.formulas import runs
from story.tables.model import TABLES, Record, columns
from story.tables.problem import Problem, Spot, error, warning
from story.tables.rows import Tables
from story.text import Phrases

SAY = Phrases("checks")


REPLACEMENT = "\ufffd"
HANGUL = re.compile(r"[가-힣]")


def unwanted_characters(tables: Tables) -> Iterator[Problem]:
    """Find characters that cannot be seen, that spreadsheets run, or that search stumbles over."""
    for kind in TABLES:
        forms = {column.name: column.cell.form for column in columns(kind)}
        for line in tables.of(kind).lines:
            for name, value in line.cells.items():
                spot = Spot(kind.table, line.row, name, value)
                found = _unwanted(spot, text=forms.get(name) == "text")
                if found:
                    yield found


def _unwanted(spot: Spot, *, text: bool) -> Problem | None:
    value = spot.value
    if value.isascii() and value.isprintable() and not _formula(value, text=text):
        return _stray_space(spot)
    return _harmful(spot, text=text) or _invisible(spot) or _stray_space(spot)


def _formula(value: str, *, text: bool) -> bool:
    return text and runs(value)


def _harmful(spot: Spot, *, text: bool) -> Problem | None:
    if REPLACEMENT in spot.value:
        return error(
            "damaged-text",
            spot,
            SAY.both("Part of the text was lost when the file was saved (�)."),
            SAY.both("Type the text anew, and save the file as “CSV UTF-8”."),
        )
    if _formula(spot.value, text=text):
        return error(
            "formula",
            spot,
            SAY.both(
                "A spreadsheet would take the text for a formula: it begins with “{mark}”.",
                mark=spot.value.lstrip()[0],
            ),
            SAY.both("Begin with a letter, a digit or a quotation mark."),
        )
    # What is printable has no character of these categories, and is told at once.
    if not spot.value.isprintable() and any(
        unicodedata.category(item) == "Cc" and item not in "\n\r" for item in spot.value
    ):
        return error(
            "control-character",
            spot,
            SAY.both("The cell holds a control character."),
            SAY.both("Type the text anew, without copying it."),
        )
    return None


def _invisible(spot: Spot) -> Problem | None:
    if "\n" in spot.value or "\r" in spot.value:
        return warning(
            "line-break",
            spot,
            SAY.both("The cell holds a line break."),
            SAY.both("Write the text on one line."),
        )
    if not spot.value.isprintable() and any(
        unicodedata.category(item) in ("Cf", "Co", "Cn") for item in spot.value
    ):
        return warning(
            "invisible-character",
            spot,
            SAY.both("The cell holds a character that cannot be seen."),
            SAY.both("Type the text anew, without copying it."),
        )
    if not unicodedata.is_normalized("NFC", spot.value):
        return warning(
            "decomposed",
            spot,
            SAY.both("Some letters are stored in pieces (NFD), so that a search misses them."),
            SAY.both("Type the text anew, or convert it to NFC."),
        )
    return None


def _stray_space(spot: Spot) -> Problem | None:
    if spot.value == spot.value.strip() and not re.search(r"[\u00a0\u3000]| {2}", spot.value):
        return None
    return warning(
        "stray-space",
        spot,
        SAY.both("The cell holds a space too many, or a space of another kind."),
        SAY.both("Delete spaces at the beginning and the end, and double spaces within."),
    )


def one_language(tables: Tables) -> Iterator[Problem]:
    """Find text that stands in English or Korean alone."""
    for kind, english, korean in _pairs():
        table = tables.of(kind)
        for line in table.lines:
            if not {english, korean} <= line.cells.keys():
                continue
            present = {name: bool(line.cells[name].strip()) for name in (english, korean)}
            if len(set(present.values())) == 1:
                continue
            written, missing = sorted((english, korean), key=lambda name: not present[name])
            yield error(
                "one-language",
                Spot(kind.table, line.row, missing),
                SAY.both("The text stands in “{written}” only.", written=written),
                SAY.both("Write it in “{missing}” too, or empty both cells.", missing=missing),
            )


def untranslated(tables: Tables) -> Iterator[Problem]:
    """Find Korean cells that repeat a whole English sentence."""
    for kind, english, korean in _pairs():
        for line in tables.of(kind).lines:
            said, value = line.cells.get(english, ""), line.cells.get(korean, "")
            if len(said.split()) > 3 and said == value and not HANGUL.search(value):
                yield warning(
                    "untranslated",
                    Spot(kind.table, line.row, korean, value),
                    SAY.both("The Korean cell repeats the English text."),
                    SAY.both("Translate it."),
                )


def _pairs() -> Iterator[tuple[type[Record], str, str]]:
    """Name the columns that hold one text in two languages: `note_en` or `quote`, and Korean."""
    for kind in TABLES:
        names = [column.name for column in columns(kind)]
        for korean in names:
            stem = korean.removesuffix("_ko")
            english = next((item for item in (f"{stem}_en", stem) if item in names), "")
            # A title is not translated; a description that stands for one is another rule's.
            if korean.endswith("_ko") and english and english != "title":
                yield kind, english, korean
