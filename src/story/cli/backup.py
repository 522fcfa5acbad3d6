"""`story backup`: everything of a data folder in one file, read back before it is trusted."""

import argparse
import os
from pathlib import Path

from story.cli.parts import (
    FAILED,
    FINE,
    MISUSED,
    Commands,
    add_data,
    command,
    complain,
    exists,
    say,
    why_refused,
)
from story.publishing.archive import Busy, back_up
from story.publishing.folder import data_folder
from story.publishing.refresh import NotPublished, bring_up, record
from story.text import Phrases

SAY = Phrases("cli")

EXIT_CODES = """\
The file holds the log, every edition and the folder's own files, and names the SHA-256 of each. It
is read back before it takes its name, and replaces no file but a backup of which it has
everything. An archive that is damaged is not backed up: see story
doctor.

exit status: 0 if the file was written; 1 if not; 2 if the command was typed wrongly or the folder
does not exist"""


def add(commands: Commands) -> None:
    """Add the command."""
    added = command(
        commands, "backup", "Write everything of a data folder into one file that proves itself.",
        EXIT_CODES,
    )  # fmt: skip
    added.add_argument("file", type=Path, metavar="FILE", help="such as story-2026-11-30.zip")
    add_data(added)
    added.set_defaults(run=_run)


def _run(given: argparse.Namespace) -> int:
    folder = given.data or data_folder()
    if not exists(folder, given.lang):
        return MISUSED
    try:
        bring_up(folder)
        if os.access(folder, os.W_OK):
            record(folder)
        made = back_up(folder, given.file)
    except NotPublished as refusal:
        complain(refusal.why.within(given.lang))
        return FAILED
    except Busy:
        complain(SAY.gettext("Somebody else is publishing. Try again in a moment.", given.lang))
        return FAILED
    except OSError as refused:
        complain(
            SAY.gettext("{file} cannot be written: {why}.", given.lang,
                        file=given.file, why=why_refused(refused, given.lang))
        )  # fmt: skip
        return FAILED
    size = f"{given.file.stat().st_size / 1000:,.0f} kB"
    say(
        SAY.ngettext(
            "{file}: {count} edition, {size}, read back and whole.",
            "{file}: {count} editions, {size}, read back and whole.",
            len(made.log), given.lang, file=given.file, size=size,
        )
    )  # fmt: skip
    if made.lost:
        say(
            SAY.ngettext(
                "It lacks {count} file of editions, which is damaged here: see story doctor.",
                "It lacks {count} files of editions, which are damaged here: see story doctor.",
                made.lost, given.lang,
            )
        )  # fmt: skip
    return FINE
