"""`story upgrade`: what this version changes in a data folder, and the tables in its shape."""

import argparse
from importlib.metadata import version

from story.cli.parts import (
    FAILED,
    FINE,
    MISUSED,
    Commands,
    add_folder,
    command,
    complain,
    exists,
    printable,
    say,
)
from story.cli.refresh import published
from story.publishing.archive import inspect
from story.publishing.folder import data_folder
from story.publishing.refresh import Plan, bring_up, shape_changes, upgrade
from story.tables.problem import Problem
from story.text import Language, Phrases

SAY = Phrases("cli")

MOST = 50  # problems written out
EXIT_CODES = """\
Nothing has to be upgraded for the site to show what is published: every edition is read by the
shape it was published with. Without --yes nothing is written.

exit status: 0 if the tables have today's shape or can be brought to it; 1 if something stands in
the way; 2 if the command was typed wrongly or the folder does not exist"""


def add(commands: Commands) -> None:
    """Add the command."""
    added = command(
        commands, "upgrade",
        "Say what this version of the program changes in a data folder; with --yes, publish the "
        "tables in today's shape.", EXIT_CODES,
    )  # fmt: skip
    add_folder(added)
    added.add_argument("--yes", action="store_true", help="publish the tables in today's shape")
    added.set_defaults(run=_run)


def _run(given: argparse.Namespace) -> int:
    folder, language = given.folder or data_folder(), given.lang
    if not exists(folder, language):
        return MISUSED
    if given.yes:
        bring_up(folder)
    made = upgrade(folder)
    for item in inspect(folder):
        complain(f"{item.message.within(language)} {item.cure.within(language)}")
    say(_told(made, language))
    if made.errors:
        return FAILED
    if made.empty or not given.yes:
        return FINE
    reason = SAY.gettext("The tables were brought to the shape of version {version}.",
                         language, version=version("story"))  # fmt: skip
    return published(made, reason, language)


def _told(made: Plan, language: Language) -> str:
    parts = [
        SAY.gettext(
            "{folder}, edition {edition}, with version {version}:", language,
            folder=made.base.folder, edition=made.base.files.edition, version=version("story"),
        )
    ]  # fmt: skip
    changes = shape_changes(made.base)
    parts += [f"  · {change.within(language)}" for change in changes]
    errors = [error.problem for error in made.errors]
    if errors:
        parts.append(
            SAY.gettext(
                "What is published stays readable. Before anything can be published anew, this "
                "must be corrected:", language,
            )
        )  # fmt: skip
        parts += [_said(item, language) for item in errors[:MOST]]
    if len(errors) > MOST:
        parts.append(SAY.gettext("  … and {count} more; see story check.", language,
                                 count=len(errors) - MOST))  # fmt: skip
    if not changes and not errors:
        parts.append(SAY.gettext("  Nothing changes: the tables have today's shape.", language))
    elif not errors and not made.empty:
        parts.append(
            SAY.gettext(
                "story upgrade --yes publishes the tables in today's shape. It need not be done.",
                language,
            )
        )
    return "\n".join(parts)


def _said(problem: Problem, language: Language) -> str:
    row = SAY.gettext("row {row}", language, row=problem.row) if problem.row else ""
    place = ", ".join(part for part in (problem.file, row, problem.column) if part)
    words = f"{problem.message.within(language)} {problem.fix.within(language)}"
    return f"  · {place}: {printable(words)}"
