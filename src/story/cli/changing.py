"""What the commands that change tables share: files, answers, the plan, and how it is asked."""

import argparse
import getpass
import sys
from collections.abc import Sequence
from pathlib import Path

from story.cli.parts import FINE, MISUSED, complain, exists, printable, why_refused
from story.publishing.folder import data_folder
from story.publishing.intake import ENCODINGS, USUAL, Limits, Upload
from story.publishing.refresh import Plan, Question, bring_up, plan
from story.tables.model import TABLES
from story.text import Language, Phrases

SAY = Phrases("cli")
YES = ("y", "yes", "예", "네")
LARGE = Limits()


def add_files(added: argparse.ArgumentParser) -> None:
    """Let a command take the files somebody gives, and how they are to be read."""
    added.add_argument(
        "files", nargs="+", type=Path, metavar="FILE",
        help="CSV, XLSX or ODS; the table is recognised by its columns, or by the file's name",
    )  # fmt: skip
    added.add_argument(
        "--delete-missing", action="store_true",
        help="withdraw the rows of a table that are not in its file (default: they stay)",
    )  # fmt: skip
    added.add_argument(
        "--answer", action="append", default=[], metavar="NAME=CHOICE",
        help="answer a question by its name, or of one cell by the cell's name; repeat it for each",
    )  # fmt: skip
    added.add_argument(
        "--encoding", choices=ENCODINGS, default="",
        help="how the CSV files are stored, where that cannot be told with certainty",
    )  # fmt: skip
    added.add_argument(
        "--large", action="store_true",
        help=f"read files of up to {LARGE.size // 1_000_000} MB and {LARGE.rows:,} rows (default: "
        f"{USUAL.size // 1_000_000} MB and {USUAL.rows:,} rows, as the desk does)",
    )  # fmt: skip
    added.add_argument(
        "--marked", type=Path, metavar="XLSX",
        help="write a copy of the files with a comment beside each bad cell",
    )  # fmt: skip


def planned(given: argparse.Namespace, answers: dict[str, str] | None = None) -> Plan | None:
    """Return what the files would change, None where a file cannot be opened.

    `answers`: besides those that were typed with the command.
    """
    folder = given.data or data_folder()
    if answers is None and not exists(folder, given.lang):
        return None
    uploads = _uploads(given.files, given.lang)
    if uploads is None:
        return None
    if answers is None:
        complain(
            SAY.gettext("Reading the files and checking the tables and the story …", given.lang)
        )
        bring_up(folder)
    everything = frozenset(kind.table for kind in TABLES)
    made = plan(
        folder, uploads, withdrawn=everything if given.delete_missing else frozenset(),
        encoding=given.encoding, limits=LARGE if given.large else USUAL,
        answers={**typed_answers(given), **(answers or {})},
    )  # fmt: skip
    if given.marked:
        from story.publishing.workbook import marked_copy

        content = marked_copy(made.intake.grids, made.problems, given.lang, made.edition)
        given.marked.write_bytes(content)
        complain(SAY.gettext("{name} was written.", given.lang, name=given.marked))
    return made


def _uploads(files: Sequence[Path], language: Language) -> list[Upload] | None:
    uploads = []
    for path in files:
        try:
            uploads.append(Upload(path.name, path.read_bytes(), path.stat().st_mtime))
        except OSError as closed:
            why = why_refused(closed, language)
            complain(SAY.gettext("{file} cannot be opened: {why}.", language, file=path, why=why))
            return None
    return uploads


def typed_answers(given: argparse.Namespace) -> dict[str, str]:
    """Return the answers typed with a command, by the names of what they answer."""
    pairs = (item.rpartition("=") for item in given.answer)
    return {name.strip(): choice.strip() for name, _, choice in pairs}


def misanswered(made: Plan, given: argparse.Namespace) -> int:
    """Complain of answers to what nobody asks, or that are none; return the exit status."""
    choices = {
        question.name: {each.key for each in question.choices} for question in made.questions
    }
    for item in made.questions:
        choices |= {cell.name: choices[item.name] for cell in item.asked if cell.name}
    for name, choice in typed_answers(given).items():
        if name not in choices:
            complain(SAY.gettext("Nothing is asked by the name “{name}”.", given.lang, name=name))
            return MISUSED
        if choice not in choices[name]:
            complain(
                SAY.gettext(
                    "“{choice}” is no answer to {name}; there are: {choices}.", given.lang,
                    choice=choice, name=name, choices=", ".join(sorted(choices[name])),
                )
            )  # fmt: skip
            return MISUSED
    return FINE


def ask(question: Question, language: Language) -> str:
    """Ask a question on the terminal; return the answer, blank where there is none."""
    sys.stderr.write(f"\n{printable(question.question.within(language))}\n")
    for number, choice in enumerate(question.choices, start=1):
        sign = "*" if choice.key == question.answer else " "
        sys.stderr.write(
            f" {sign}{number}  {printable(choice.said.within(language))} ({choice.key})\n"
        )
    sys.stderr.write("? ")
    sys.stderr.flush()
    said = sys.stdin.readline().strip()
    keys = [item.key for item in question.choices]
    if said.isdecimal() and 0 < int(said) <= len(keys):
        return keys[int(said) - 1]
    return said if said in keys else question.answer


def agreed(question: str) -> bool:
    """Ask; what is no answer is no agreement."""
    sys.stderr.write(question)
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in YES


def user() -> str:
    """Return the name under which the log remembers who used the command."""
    try:
        return getpass.getuser()
    except OSError:
        return ""
