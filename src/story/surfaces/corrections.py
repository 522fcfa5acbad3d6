"""The corrections as readers are told of them, the policy, and where to report an error."""

import logging
import os
import re
from dataclasses import dataclass
from pathlib import Path

from story.publishing.corrections import Corrected, Correction, corrections
from story.tables.model import TABLES
from story.text import Language, Phrases, date

SAY = Phrases("corrections")
LOG = logging.getLogger("story.contact")
FEW = 12  # cells of one publication that are shown; the file has all
CALLED = {kind.table: kind.called for kind in TABLES}
EMAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\"]+")
ADDRESS = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True)
class Contact:
    """Where a reader may report an error: what is shown, and where it leads."""

    shown: str
    href: str


def contact() -> Contact | None:
    """Return where errors are reported, `STORY_CONTACT`; None where none, or no address, is set."""
    named = os.environ.get("STORY_CONTACT", "").strip()
    if EMAIL.fullmatch(named.removeprefix("mailto:")):
        bare = named.removeprefix("mailto:")
        return Contact(bare, f"mailto:{bare}")
    if ADDRESS.fullmatch(named):
        return Contact(named, named)
    if named:
        LOG.warning(
            "STORY_CONTACT is neither an e-mail address nor a web address (%r): "
            "readers are shown no way to report an error.", named,
        )  # fmt: skip
    return None


def told(folder: Path, language: Language) -> dict[str, object]:
    """Return what the section on corrections says, for its template."""
    found = corrections(folder)
    return {
        "heading": SAY.gettext("Corrections", language),
        "policy": SAY.gettext(
            "Errors of fact are corrected as soon as they are confirmed, in every place they "
            "reach and in both languages. Each correction says what stood, what is right, since "
            "which edition and why; the edition with the error stays readable. What was right in "
            "its time and has been overtaken is listed among the changes, not here.",
            language,
        ),
        "report": SAY.gettext("Report an error:", language),
        "contact": contact(),
        "file": SAY.gettext("All corrections (CSV)", language),
        "feed_words": SAY.gettext("Feed of corrections (Atom)", language),
        "none": SAY.gettext("No error has been corrected since the first edition.", language),
        "columns": [
            SAY.gettext("Where", language), SAY.gettext("What stood", language),
            SAY.gettext("What is right", language), SAY.gettext("Wrong since", language),
        ],
        "corrections": [_correction(item, language) for item in found],
    }  # fmt: skip


def lines(correction: Correction, language: Language) -> list[str]:
    """Return a correction's cells in lines, for the feed."""
    return [
        SAY.gettext(
            "{where}: “{stood}” stood; “{right}” is right.", language,
            where=_where(item, language), stood=item.stood.within(language),
            right=item.right.within(language),
        )
        for item in correction.within(language)
    ]  # fmt: skip


def _correction(correction: Correction, language: Language) -> dict[str, object]:
    cells = correction.within(language)
    more = len(cells) - FEW
    return {
        "number": correction.entry.number,
        "edition": correction.entry.edition,
        "date": date(correction.entry.at.date().isoformat(), language),
        "moment": correction.entry.at.isoformat(),
        "why": correction.entry.why(language) or SAY.gettext("No reason was given.", language),
        "cells": [_cell(cell, language) for cell in cells[:FEW]],
        "more": SAY.ngettext(
            "{count} more cell is in the file.", "{count} more cells are in the file.",
            more, language,
        )
        if more > 0
        else "",
    }  # fmt: skip


def _cell(corrected: Corrected, language: Language) -> dict[str, object]:
    # Text of the other language alone stands in that language.
    tongue = corrected.language or language
    return {
        "where": _where(corrected, language),
        "stood": corrected.stood.within(language),
        "right": corrected.right.within(language),
        "tongue": tongue,
        "since": SAY.gettext(
            "{date} ({edition})", language,
            date=date(corrected.since.at.date().isoformat(), language),
            edition=corrected.since.edition,
        ),
    }  # fmt: skip


def _where(corrected: Corrected, language: Language) -> str:
    return SAY.gettext(
        "{table}, {row}: {column}", language,
        table=CALLED[corrected.table].within(language), row=corrected.row.within(language),
        column=corrected.called.within(language),
    )  # fmt: skip
