"""What the commands that change tables share: the files they are given, and the plan."""

import argparse
import getpass
from pathlib import Path

from story.cli.parts import complain, exists
from story.intake import ENCODINGS, Upload
from story.refresh import Plan, bring_up, plan
from story.tables import data_folder
from story.text import Phrases
from story.workbook import marked_copy

SAY = Phrases("cli")

MOST = 200  # cells that are listed one by one


def add_files(added: argparse.ArgumentParser) -> None:
    """Let a command take the files somebody gives, and how they are to be read."""
    added.add_argument(
        "files", nargs="+", type=Path, metavar="FILE",
        help="CSV or XLSX; the table is recognised by its columns, or by the file's name",
    )  # fmt: skip
    added.add_argument(
        "--delete-missing", action="store_true",
        help="withdraw the rows of a table that are not in its file (default: they stay)",
    )  # fmt: skip
    added.add_argument(
        "--encoding", choices=ENCODINGS, default="",
        help="how the CSV files are stored, where that cannot be told with certainty",
    )  # fmt: skip
    added.add_argument(
        "--marked", type=Path, metavar="XLSX",
        help="write a copy of the files with a comment beside each bad cell",
    )  # fmt: skip


def planned(given: argparse.Namespace) -> Plan | None:
    """Return what the files would change, None where one of them cannot be opened."""
    folder = given.data or data_folder()
    if not exists(folder, given.lang):
        return None
    uploads = []
    for path in given.files:
        try:
            uploads.append(Upload(path.name, path.read_bytes()))
        except OSError as closed:
            why = closed.strerror or str(closed)
            complain(SAY.gettext("{file} cannot be opened: {why}.", given.lang, file=path, why=why))
            return None
    complain(SAY.gettext("Reading the files and checking the tables and the story …", given.lang))
    bring_up(folder)
    withdrawn = frozenset[str]()
    made = plan(folder, uploads, encoding=given.encoding)
    if given.delete_missing:
        withdrawn = frozenset(one.kind.table for one in made.intake.arrivals)
        made = plan(folder, uploads, withdrawn=withdrawn, encoding=given.encoding)
    if given.marked:
        given.marked.write_bytes(
            marked_copy(made.intake.grids, made.problems, given.lang, made.edition)
        )
        complain(SAY.gettext("{name} was written.", given.lang, name=given.marked))
    return made


def user() -> str:
    """Return the name under which the log remembers who used the command."""
    try:
        return getpass.getuser()
    except OSError:
        return ""
