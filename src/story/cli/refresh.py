"""`story refresh`: check files, show what they change, and publish them."""

import argparse

from story.cli.changing import add_files, agreed, ask, misanswered, planned, user
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
from story.publishing.refresh import NotPublished, Overtaken, Plan, publish
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
    if made is None or misanswered(made, given):
        return MISUSED
    say(told(made, given.lang))
    if made.questions and not (made.broken or given.yes):
        answers = {question.name: ask(question, given.lang) for question in made.questions}
        made = planned(given, {name: answer for name, answer in answers.items() if answer}) or made
    if made.errors or made.open:
        _complain_of_questions(made, given.lang)
        return FAILED
    if made.empty:
        return FINE
    if not given.yes and not agreed(SAY.gettext("Publish this? [y/N] ", given.lang)):
        complain(SAY.gettext("Nothing was published.", given.lang))
        return FAILED
    return published(made, given.reason, given.lang, reason_ko=given.reason_ko, update=given.update)


def _complain_of_questions(made: Plan, language: Language) -> None:
    names = ", ".join(item.name for item in made.open)
    if names and not made.broken:
        complain(
            SAY.gettext(
                "There are questions without an answer: {names}. Nothing was published.",
                language, names=names,
            )
        )  # fmt: skip


def published(
    made: Plan, reason: str, language: Language, *, reason_ko: str = "", update: bool = False
) -> int:
    """Publish a plan, say what came of it, and return the exit status."""
    try:
        entry = publish(made, who=user(), reason=reason, reason_ko=reason_ko, update=update)
    except NotPublished as why:
        complain(why.why.within(language))
        if isinstance(why, Overtaken):
            for change in why.changes:
                complain(f"  {change.within(language)}")
            complain(SAY.gettext("Look at the difference again, then publish.", language))
        return FAILED
    say(
        SAY.gettext(
            "Edition {edition} was published, number {number} in the log.", language,
            edition=entry.edition, number=entry.number,
        )
    )  # fmt: skip
    return FINE
