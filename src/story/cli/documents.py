"""`story documents`: the tables' description and data package, written from the model."""

import argparse
from pathlib import Path

from story.cli.parts import (
    FAILED,
    FINE,
    MISUSED,
    Commands,
    add_folder,
    command,
    complain,
    complain_of,
    exists,
    say,
)
from story.publishing.folder import BrokenData, data_folder, is_copy, load
from story.tables.documents import documents
from story.text import Language, Phrases

SAY = Phrases("cli")


def add(commands: Commands) -> None:
    """Add the command."""
    added = command(commands, "documents", "Write README.md and datapackage.json from the model.")
    add_folder(added)
    added.add_argument(
        "--check", action="store_true",
        help="write nothing; fail if the documents are not up to date",
    )  # fmt: skip
    added.set_defaults(run=_run)


def _run(given: argparse.Namespace) -> int:
    folder: Path = given.folder or data_folder()
    if not exists(folder, given.lang):
        return MISUSED
    if is_copy(folder) and not given.check:
        complain(
            SAY.gettext(
                "{folder} is the copy of a storage; write the documents in a folder of your own.",
                given.lang, folder=folder,
            )
        )  # fmt: skip
        return MISUSED
    return _documents(folder, given.lang, only_check=given.check)


def _documents(folder: Path, language: Language, *, only_check: bool) -> int:
    try:
        made = documents(load(folder))
    except BrokenData as broken:
        complain_of(broken, language)
        return FAILED
    stale = [name for name, text in made.items() if _stored(folder / name) != text.encode()]
    for name in stale:
        if only_check:
            complain(SAY.gettext("{name} is not up to date.", language, name=name))
        else:
            (folder / name).write_bytes(made[name].encode())
            say(SAY.gettext("{name} was written.", language, name=name))
    if not stale:
        say(SAY.gettext("The documents are up to date.", language))
    return FAILED if stale and only_check else FINE


def _stored(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""
