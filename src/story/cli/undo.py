"""`story undo`: back to an earlier edition, as a new one."""

import argparse
from pathlib import Path

from story.cli.changing import agreed
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
from story.publishing.folder import data_folder
from story.publishing.history import history
from story.publishing.refresh import Plan, back, back_alone, bring_up
from story.text import Language, Phrases

SAY = Phrases("cli")


def add(commands: Commands) -> None:
    """Add the command."""
    added = command(
        commands, "undo",
        "Bring back the edition before, byte for byte, as a new edition. Undoing that again "
        "brings back what was undone.", EXIT_CODES,
    )  # fmt: skip
    add_data(added)
    which = added.add_mutually_exclusive_group()
    which.add_argument(
        "--to", type=int, metavar="NUMBER",
        help="bring back the edition with this number in the log instead",
    )  # fmt: skip
    which.add_argument(
        "--only", type=int, metavar="NUMBER",
        help="take back the publication with this number alone, and keep those after it",
    )  # fmt: skip
    added.add_argument(
        "--reason", default="", metavar="TEXT", help="why; readers of the change log will see it"
    )
    added.add_argument("--yes", action="store_true", help="take it back without asking")
    added.set_defaults(run=_run)


def _run(given: argparse.Namespace) -> int:
    folder = given.data or data_folder()
    if not exists(folder, given.lang):
        return MISUSED
    bring_up(folder)
    try:
        made = _plan(folder, given)
    except KeyError:
        complain(_unknown(folder, given))
        return MISUSED if 0 in (given.to, given.only) else FAILED
    say(told(made, given.lang))
    if made.errors:
        return FAILED
    if made.empty:
        return FINE
    if not given.yes and not agreed(_question(made, given.lang)):
        complain(SAY.gettext("Nothing was published.", given.lang))
        return FAILED
    return published(made, given.reason, given.lang)


def _plan(folder: Path, given: argparse.Namespace) -> Plan:
    if given.only is not None:
        return back_alone(folder, given.only)
    if given.to is None:
        return back(folder)
    if not given.to:
        raise KeyError(given.to)
    return back(folder, given.to)


def _unknown(folder: Path, given: argparse.Namespace) -> str:
    number = given.only if given.only is not None else given.to
    if number is None:
        return SAY.gettext("There is no earlier edition.", given.lang)
    numbers = sorted(item.number for item in history(folder))
    last = max(numbers, default=0)
    if given.only == 1 and last:
        return SAY.gettext("The log begins with number 1; it cannot be taken back.", given.lang)
    said = SAY.gettext("The log has no number {number}.", given.lang, number=number)
    if not last:
        return said
    there = (
        SAY.gettext("It has the numbers 1 to {last}.", given.lang, last=last)
        if len(numbers) == last
        else SAY.gettext("It has the numbers {numbers}.", given.lang,
                         numbers=", ".join(str(entry) for entry in numbers))
    )  # fmt: skip
    return f"{said} {there}"


def _question(made: Plan, language: Language) -> str:
    others = len(made.taken_back)
    if others < 2:
        return SAY.gettext("Take this back? [y/N] ", language)
    return SAY.ngettext(
        "This takes back {count} publication. Take it back? [y/N] ",
        "This takes back {count} publications. Take them back? [y/N] ",
        others, language,
    )  # fmt: skip
