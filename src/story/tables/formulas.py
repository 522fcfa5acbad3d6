"""Formulas: text that a spreadsheet would run when it opens a CSV file.

No cell of the tables may begin like one (`story.tables.checks`), so the tables go out as they
are. What is written from them, such as the words of a figure's table, is made inert on its way out.
"""

import re

# Korean and Japanese spreadsheets take the wide forms for the narrow ones.
MARKS = "=+@-＝＋＠－"
NUMBER = re.compile(r"[-+]?[0-9.,]+%?")


def runs(text: str) -> bool:
    """Whether a spreadsheet would take a text for a formula."""
    bare = text.lstrip()
    return bool(bare) and (bare[0] in MARKS or text[0] in "\t\r")


def inert(text: str) -> str:
    """Return text that no spreadsheet runs: an apostrophe before what would be a formula."""
    return f"'{text}" if runs(text) and not NUMBER.fullmatch(text) else text
