"""`story sources`: the publications without an address or an archived copy, most used first."""

import argparse
from collections import Counter
from pathlib import Path

from story.cli.parts import (
    FAILED,
    FINE,
    MISUSED,
    Commands,
    add_folder,
    command,
    complain_of,
    exists,
    printable,
    say,
)
from story.publishing.folder import BrokenData, data_folder, load
from story.tables import Dataset
from story.tables.citation import citation
from story.tables.model import TABLES, Column, columns
from story.text import Language, Phrases

SAY = Phrases("cli")


def add(commands: Commands) -> None:
    """Add the command."""
    added = command(
        commands, "sources",
        "List the sources without an address or an archived copy, those used most first.",
    )  # fmt: skip
    add_folder(added)
    added.set_defaults(run=_run)


def _run(given: argparse.Namespace) -> int:
    folder: Path = given.folder or data_folder()
    language: Language = given.lang
    if not exists(folder, language):
        return MISUSED
    try:
        dataset = load(folder)
    except BrokenData as broken:
        complain_of(broken, language)
        return FAILED
    used = uses(dataset)
    # At first use the publications stand in the table's order: sorted keeps it among equals.
    wanting = sorted(
        (item for item in dataset.sources if not (item.url and item.archived_url)),
        key=lambda source: -used[source.id],
    )
    for source in wanting:
        lacks = SAY.gettext("no archived copy", language) if source.url else SAY.gettext(
            "no address", language
        )  # fmt: skip
        rows = SAY.ngettext("{count} row", "{count} rows", used[source.id], language)
        said = printable(citation(dataset, language, source.id))
        say(f"{source.id}  [{lacks}; {rows}]\n    {said}")
    say(
        SAY.gettext(
            "{total} sources: {unaddressed} without an address, {unarchived} with an address and "
            "without an archived copy.", language, total=len(dataset.sources),
            unaddressed=sum(not item.url for item in dataset.sources),
            unarchived=sum(bool(item.url) and not item.archived_url for item in dataset.sources),
        )
    )  # fmt: skip
    return FINE


def uses(dataset: Dataset) -> Counter[str]:
    """Count the rows of all tables that name each source, by the source's id."""
    found: Counter[str] = Counter()
    for kind in TABLES:
        naming = [item for item in columns(kind) if item.references == "sources.source_id"]
        for row in dataset.all(kind):
            found.update({name for item in naming for name in _named(row, item)})
    return found


def _named(row: object, column: Column) -> tuple[str, ...]:
    value = getattr(row, column.name)
    named = value if isinstance(value, tuple) else (value,)
    return tuple(name for name in named if name)
