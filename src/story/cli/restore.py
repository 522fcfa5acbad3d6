"""`story restore`: a data folder from a backup, whole or not at all."""

import argparse
from pathlib import Path

from story.cli.parts import FAILED, FINE, MISUSED, Commands, command, complain, say, why_refused
from story.publishing.archive import Backup, Busy, open_backup, restore
from story.publishing.folder import data_folder, folder_of, is_copy, read_files
from story.publishing.refresh import bring_up
from story.text import Language, Phrases

SAY = Phrases("cli")

EXIT_CODES = """\
A folder that does not exist appears whole. In one that has a log, what is damaged or missing is put
back; nothing that was published since is taken away, and files edited by hand stay. To restore
tables on a storage, restore into a folder and use story send.

exit status: 0 if the folder has everything that is in the file; 1 if not; 2 if the command was
typed wrongly or the file does not exist"""


def add(commands: Commands) -> None:
    """Add the command."""
    added = command(
        commands, "restore", "Restore a data folder from a file that story backup wrote.",
        EXIT_CODES,
    )  # fmt: skip
    added.add_argument("file", type=Path, metavar="FILE", help="what story backup wrote")
    added.add_argument(
        "--data", type=folder_of, metavar="FOLDER",
        help="the folder of the tables, which need not exist (default: as for the others)",
    )  # fmt: skip
    added.add_argument(
        "--check", action="store_true", help="only check the file, and say what is in it"
    )
    added.set_defaults(run=_run)


def _run(given: argparse.Namespace) -> int:
    try:
        backup = open_backup(given.file)
    except OSError as closed:
        complain(
            SAY.gettext("{file} cannot be opened: {why}.", given.lang,
                        file=given.file, why=why_refused(closed, given.lang))
        )  # fmt: skip
        return MISUSED
    say(
        SAY.ngettext(
            "{file} is whole: {count} edition, made {made}.",
            "{file} is whole: {count} editions, made {made}.",
            len(backup.log), given.lang, file=given.file, made=backup.made,
        )
    )  # fmt: skip
    if given.check:
        return FINE
    folder: Path = given.data or data_folder()
    if is_copy(folder):
        complain(
            SAY.gettext(
                "This is the copy of a storage. Restore into a folder, then use story send.",
                given.lang,
            )
        )
        return MISUSED
    return _restored(backup, folder, given.lang)


def _restored(backup: Backup, folder: Path, language: Language) -> int:
    """Restore, say what was done, and return the exit status."""
    try:
        done = restore(backup, folder)
    except Busy:
        complain(SAY.gettext("Somebody else is publishing. Try again in a moment.", language))
        return FAILED
    except OSError as refused:
        complain(
            SAY.gettext("{file} cannot be written: {why}.", language,
                        file=folder, why=why_refused(refused, language))
        )  # fmt: skip
        return FAILED
    bring_up(folder)
    for item in done:
        say(item.within(language))
    if not done:
        say(SAY.gettext("The folder had everything already.", language))
    if backup.log and read_files(folder).edition != backup.log[-1].edition:
        complain(
            SAY.gettext(
                "Files of the folder were edited by hand and stay as they are; story check and "
                "story diff say how they differ.", language,
            )
        )  # fmt: skip
    return FINE
