"""The `story` command: it parses what was typed, calls the library and says what came of it."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from importlib.metadata import version
from itertools import groupby
from pathlib import Path

from story.chapter import CHAPTERS
from story.documents import documents
from story.problem import Problem
from story.tables import BrokenData, Examination, data_folder, examine, load
from story.text import Language, Phrases

SAY = Phrases("cli")
FINE, FAILED, MISUSED = 0, 1, 2
LONGEST_VALUE = 60

EXIT_CODES = """\
exit status: 0 without errors (warnings do not count), 1 with errors, 2 if the command was typed
wrongly or the folder does not exist"""

JSON_SHAPE = """\
--json prints one object: folder, edition (the content hash), errors and warnings (numbers), and
problems, a list in the order of the files. Each problem has severity (error or warning), rule (a
stable id), file, row (as a spreadsheet numbers it, or the line of a chapter; null for the whole
file), column (null for the whole row; in a chapter the place), value, message and fix (in the
language of --lang)."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status: 0 fine, 1 errors, 2 misused.

    Raises SystemExit for --help, --version and a command that cannot be parsed, as argparse does.
    """
    given = _parser().parse_args(arguments)
    folder: Path = given.folder or data_folder()
    if not folder.is_dir():
        _complain(SAY.gettext("There is no folder {folder}.", given.lang, folder=folder))
        return MISUSED
    if given.command == "documents":
        return _documents(folder, given.lang, only_check=given.check)
    # Other tables than the story's own need not bear out the story's sentences.
    chapters: Path | None = given.chapters or (None if given.folder else CHAPTERS)
    if chapters and not chapters.is_dir():
        _complain(SAY.gettext("There is no folder {folder}.", given.lang, folder=chapters))
        return MISUSED
    return _check(folder, chapters, given.lang, as_json=given.json)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="story", description="Look after the data of the story.", epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("--version", action="version", version=f"story {version('story')}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    check = _command(
        commands, "check",
        "Say everything that is wrong with the tables and chapters, and how to mend it.",
        f"{JSON_SHAPE}\n\n{EXIT_CODES}",
    )  # fmt: skip
    check.add_argument("--json", action="store_true", help="print the result as JSON")
    check.add_argument(
        "--chapters", type=Path, metavar="FOLDER",
        help="the folder of the chapters (default: the story's own, if no tables are named)",
    )  # fmt: skip
    made = _command(
        commands, "documents", "Write README.md and datapackage.json from the model.", EXIT_CODES
    )
    made.add_argument(
        "--check", action="store_true",
        help="write nothing; fail if the documents are not up to date",
    )  # fmt: skip
    return parser


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str, summary: str, epilog: str,
) -> argparse.ArgumentParser:  # fmt: skip
    command = commands.add_parser(
        name, help=summary, description=summary, epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    command.add_argument(
        "folder", nargs="?", type=Path, metavar="FOLDER",
        help="the folder of the tables (default: $STORY_DATA, else the data folder)",
    )  # fmt: skip
    command.add_argument(
        "--lang", type=Language, default=Language.EN, choices=list(Language),
        help="the language of what is said: en or ko (default: en)",
    )  # fmt: skip
    return command


def _check(folder: Path, chapters: Path | None, language: Language, *, as_json: bool) -> int:
    found = examine(folder)
    if chapters and found.dataset:
        # Drawing the chapters' figures takes a moment to load, which other commands need not wait.
        from story.proof import proofread

        found = replace(found, problems=(*found.problems, *proofread(found.dataset, chapters)))
    _print(_json(folder, found, language) if as_json else _report(folder, found, language))
    return FAILED if found.errors else FINE


def _json(folder: Path, found: Examination, language: Language) -> str:
    said = {
        "folder": str(folder),
        "edition": found.edition,
        "errors": len(found.errors),
        "warnings": len(found.warnings),
        "problems": [
            {
                "severity": one.severity,
                "rule": one.rule,
                "file": one.file,
                "row": one.row or None,
                "column": one.column or None,
                "value": one.value,
                "message": one.message.within(language),
                "fix": one.fix.within(language),
            }
            for one in found.problems
        ],
    }
    return json.dumps(said, ensure_ascii=False, indent=2)


def _report(folder: Path, found: Examination, language: Language) -> str:
    parts = []
    groups = (
        (SAY.gettext("Errors", language), found.errors),
        (SAY.gettext("Warnings", language), found.warnings),
    )
    for heading, problems in groups:
        if problems:
            parts.append(heading.upper())
            parts += [
                _of_file(file, list(some), language)
                for file, some in groupby(problems, key=lambda one: one.file)
            ]
    errors = SAY.ngettext("{count} error", "{count} errors", len(found.errors), language)
    warnings = SAY.ngettext("{count} warning", "{count} warnings", len(found.warnings), language)
    parts.append(
        SAY.gettext(
            "{folder}, edition {edition}: {errors}, {warnings}.", language,
            folder=folder, edition=found.edition, errors=errors, warnings=warnings,
        )
    )  # fmt: skip
    return "\n\n".join(parts)


def _of_file(file: str, problems: list[Problem], language: Language) -> str:
    return "\n".join([file, *(_said(one, language) for one in problems)])


def _said(one: Problem, language: Language) -> str:
    """Say one problem in two lines: where and what is wrong, and how to mend it."""
    place = [_row(one, language)] if one.row else []
    place += [one.column] if one.column else []
    where = ", ".join(place) or SAY.gettext("the whole file", language)
    value = f" = {_shortened(one.value)}" if one.value and one.value != one.column else ""
    advice = f"{one.message.within(language)} {one.fix.within(language)}"
    return f"  {where}{value}\n    {_printable(advice)}"


def _row(one: Problem, language: Language) -> str:
    if one.file.endswith(".md"):
        return SAY.gettext("line {row}", language, row=one.row)
    return SAY.gettext("row {row}", language, row=one.row)


def _shortened(value: str) -> str:
    line = _printable(value)
    return line if len(line) <= LONGEST_VALUE else f"{line[: LONGEST_VALUE - 1]}…"


def _printable(text: str) -> str:
    """Return text on one line, without characters that a terminal would obey."""
    line = " ".join(text.split())
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in line)


def _documents(folder: Path, language: Language, *, only_check: bool) -> int:
    try:
        made = documents(load(folder))
    except BrokenData as broken:
        _complain(
            SAY.ngettext(
                "The tables hold {count} error; story check says which.",
                "The tables hold {count} errors; story check says which.",
                len(broken.problems), language,
            )
        )  # fmt: skip
        return FAILED
    stale = [name for name, text in made.items() if _stored(folder / name) != text.encode()]
    for name in stale:
        if only_check:
            _complain(SAY.gettext("{name} is not up to date.", language, name=name))
        else:
            (folder / name).write_bytes(made[name].encode())
            _print(SAY.gettext("{name} was written.", language, name=name))
    if not stale:
        _print(SAY.gettext("The documents are up to date.", language))
    return FAILED if stale and only_check else FINE


def _stored(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _complain(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
