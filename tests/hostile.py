"""The story's tables with hostile text in every cell that holds free text."""

import shutil
from pathlib import Path

from story.places import ROOT
from story.publishing.folder import examine
from story.tables.changes import sheets_of
from story.tables.model import TABLES, Column, Record, columns
from story.tables.rows import write_cells

# Tries to run as HTML, as Markdown, as a template, as a formula of mathematics.
HOSTILE = (
    "<img src=x onerror=hacked=1><script>hacked=2</script>"
    "[l](javascript:hacked=3)**bold** $x^2$ {{7*7}} <a href=javascript:hacked=4>a</a>"
)


def hostile_folder(folder: Path) -> Path:
    """Copy the story's tables into `folder`, hostile text behind every text; return the copy."""
    made = Path(
        shutil.copytree(ROOT / "data", folder / "hostile", ignore=shutil.ignore_patterns(".*"))
    )
    for kind, sheet in sheets_of(examine(made).tables).items():
        rows = [_spoilt(kind, dict(cells)) for cells in sheet.values()]
        (made / f"{kind.table}.csv").write_text(write_cells(kind, rows), encoding="utf-8")
    return made


def _spoilt(kind: type[Record], cells: dict[str, str]) -> dict[str, str]:
    for one in columns(kind):
        if one.cell.form == "text" and cells[one.name]:
            # The names in a list are counted and looked for: it gets one more.
            told = cells[one.name]
            cells[one.name] = f"{told};{HOSTILE}" if one.cell.many else _spoilt_text(one, told)
    return cells


def _spoilt_text(column: Column, text: str) -> str:
    if column.name == "quote":  # of 25 words at most
        text = " ".join(text.split()[:15])
    # A title in square brackets describes an item, and stays in them.
    if text.endswith("]"):
        return f"{text[:-1]} {HOSTILE}]"
    return f"{text} {HOSTILE}"


def hostile_columns() -> int:
    """Return how many columns hold free text."""
    return sum(one.cell.form == "text" for kind in TABLES for one in columns(kind))
