"""`story refresh`: check files, show what they change, and publish them."""

import argparse
import sys

from story.cli.changing import add_files, planned, user
from story.cli.parts import (
    FAILED,
    FINE,
    MISUSED,
    Commands,
    add_data,
    command,
    complain,
    say,
)
from story.cli.telling import told
from story.refresh import NotPublished, Overtaken, Plan, publish
from story.text import Language, Phrases

SAY = Phrases("cli")

EXIT_CODES = """\
exit status: 0 published, or nothing would change; 1 with errors, or not published; 2 if the
command was typed wrongly or a file or folder does not exist"""


def add(commands: Commands) -> None:
    """Add the command."""
    added = command(
        commands, "refresh",
        "Check files, show what they change, and publish them with a reason.", EXIT_CODES,
    )  # fmt: skip
    add_files(added)
    add_data(added)
    added.add_argument(
        "--reason", required=True, metavar="TEXT",
        help="why; readers of the change log will see it",
    )  # fmt: skip
    added.add_argument(
        "--reason-ko", default="", metavar="TEXT",
        help="the same in Korean, for readers in Korean",
    )  # fmt: skip
    added.add_argument(
        "--update", action="store_true",
        help="what the changed rows said was right in its time: list it among the changes, "
        "not among the corrections",
    )  # fmt: skip
    added.add_argument("--yes", action="store_true", help="publish without asking")
    added.set_defaults(run=_run)


def _run(given: argparse.Namespace) -> int:
    if not given.reason.strip():
        complain(SAY.gettext("The reason is empty.", given.lang))
        return MISUSED
    made = planned(given)
    if made is None:
        return MISUSED
    say(told(made, given.lang))
    if made.errors:
        return FAILED
    if made.empty:
        return FINE
    if not given.yes and not _agreed(given.lang):
        complain(SAY.gettext("Nothing was published.", given.lang))
        return FAILED
    return published(made, given.reason, given.lang, reason_ko=given.reason_ko, update=given.update)


def _agreed(language: Language) -> bool:
    """Ask; what is no answer is no agreement."""
    sys.stderr.write(SAY.gettext("Publish this? [y/N] ", language))
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in ("y", "yes", "예", "네")


def published(
    made: Plan, reason: str, language: Language, *, reason_ko: str = "", update: bool = False
) -> int:
    """Publish a plan, say what came of it, and return the exit status."""
    try:
        entry = publish(made, who=user(), reason=reason, reason_ko=reason_ko, update=update)
    except NotPublished as why:
        complain(why.why.within(language))
        if isinstance(why, Overtaken):
            for one in why.changes:
                complain(f"  {one.within(language)}")
            complain(SAY.gettext("Look at the difference again, then publish.", language))
        return FAILED
    say(
        SAY.gettext(
            "Edition {edition} was published, number {number} in the log.", language,
            edition=entry.edition, number=entry.number,
        )
    )  # fmt: skip
    return FINE
