"""`story undo`: back to an earlier edition, as a new one."""

import argparse

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
)
from story.cli.refresh import EXIT_CODES, published
from story.cli.telling import told
from story.refresh import back, bring_up
from story.tables import data_folder
from story.text import Phrases

SAY = Phrases("cli")


def add(commands: Commands) -> None:
    """Add the command."""
    added = command(
        commands, "undo",
        "Bring back the edition before, byte for byte, as a new edition. Undoing that again "
        "brings back what was undone.", EXIT_CODES,
    )  # fmt: skip
    add_data(added)
    added.add_argument(
        "--to", type=int, default=0, metavar="NUMBER",
        help="bring back the edition with this number in the log instead",
    )  # fmt: skip
    added.add_argument(
        "--reason", default="", metavar="TEXT", help="why; readers of the change log will see it"
    )
    added.set_defaults(run=_run)


def _run(given: argparse.Namespace) -> int:
    folder = given.data or data_folder()
    if not exists(folder, given.lang):
        return MISUSED
    bring_up(folder)
    try:
        made = back(folder, given.to)
    except KeyError:
        complain(
            SAY.gettext("The log has no number {number}.", given.lang, number=given.to)
            if given.to
            else SAY.gettext("There is no earlier edition.", given.lang)
        )
        return FAILED
    say(told(made, given.lang))
    if made.errors:
        return FAILED
    if made.empty:
        return FINE
    return published(made, given.reason, given.lang)
