"""Sources: how each was reached, and descriptions of items whose title is not known."""

import re
from collections.abc import Iterator

from story.tables.model import Source
from story.tables.problem import Problem, error, warning
from story.tables.rows import Tables
from story.text import Phrases

SAY = Phrases("checks")
HANGUL = re.compile(r"[가-힣]")


def reached(tables: Tables) -> Iterator[Problem]:
    """Find sources that were read at a place which the rest of the row rules out."""
    table = tables.of(Source)
    for row, item in table.rows:
        spot = table.spot(row, "read_from")
        if item.read_from and item.read_as == "reported":
            yield error(
                "not-read",
                spot,
                SAY.both("The source is known only through others (read_as: reported)."),
                SAY.both("Empty this cell, or correct read_as."),
            )
        elif item.read_from in ("publisher", "reprint") and not item.url:
            yield error(
                "no-address",
                table.spot(row, "url"),
                SAY.both("The source was read on a page (read_from), but no address is given."),
                SAY.both("Write the address of the page, or correct read_from."),
            )
        elif item.read_from == "publisher" and item.read_as == "copy":
            yield error(
                "copy-at-publisher",
                spot,
                SAY.both(
                    "A copy held elsewhere (read_as: copy) was not read at the publisher's page."
                ),
                SAY.both("Correct read_from or read_as."),
            )


def descriptions(tables: Tables) -> Iterator[Problem]:
    """Find descriptions without their Korean, for a title, or without their brackets."""
    table = tables.of(Source)
    for row, item in table.rows:
        spot = table.spot(row, "title_ko")
        if not item.title_ko:
            if item.described and not HANGUL.search(item.title):
                yield error(
                    "undescribed",
                    spot,
                    SAY.both("The title is a description, and it stands in English only."),
                    SAY.both("Describe the item in Korean too, in square brackets."),
                )
        elif not item.described:
            yield warning(
                "translated-title",
                spot,
                SAY.both("A title is not translated: this cell is not shown."),
                SAY.both("Empty the cell, or put the description in title into square brackets."),
            )
        elif not (item.title_ko.startswith("[") and item.title_ko.endswith("]")):
            yield warning(
                "no-brackets",
                spot,
                SAY.both("The title stands in square brackets, its Korean does not."),
                SAY.both("Put it into square brackets."),
            )
