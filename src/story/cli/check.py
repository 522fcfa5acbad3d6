"""`story check`: everything that is wrong with the tables and the chapters."""

import argparse
import json
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from story.cli.parts import (
    EXIT_CODES,
    FAILED,
    FINE,
    MISUSED,
    Commands,
    add_folder,
    command,
    exists,
    printable,
    say,
    shortened,
)
from story.publishing.archive import Archive
from story.publishing.folder import Examination, data_folder, examine
from story.tables.problem import Problem
from story.telling.chapter import CHAPTERS
from story.text import Language, Phrases

SAY = Phrases("cli")

JSON_SHAPE = """\
--json prints one object: folder, edition (the content hash), errors and warnings (numbers), and
problems, a list in the order of the files. Each problem has severity (error or warning), rule (a
stable id), file, row (as a spreadsheet numbers it, or the line of a chapter; null for the whole
file), column (null for the whole row; in a chapter the place), value, message and fix (in the
language of --lang)."""


def add(commands: Commands) -> None:
    """Add the command."""
    added = command(
        commands, "check",
        "Say everything that is wrong with the tables and chapters, and how to mend it.",
        f"{JSON_SHAPE}\n\n{EXIT_CODES}",
    )  # fmt: skip
    add_folder(added)
    added.add_argument("--json", action="store_true", help="print the result as JSON")
    added.add_argument(
        "--chapters", type=Path, metavar="FOLDER",
        help="the folder of the chapters (default: the story's own, if no tables are named)",
    )  # fmt: skip
    added.set_defaults(run=_run)


def _run(given: argparse.Namespace) -> int:
    folder: Path = given.folder or data_folder()
    # Other tables than the story's own need not bear out the story's sentences.
    chapters: Path | None = given.chapters or (None if given.folder else CHAPTERS)
    if not all(exists(item, given.lang) for item in (folder, chapters) if item):
        return MISUSED
    _bring_up(folder)
    return _check(folder, chapters, given.lang, as_json=given.json)


def _bring_up(folder: Path) -> None:
    """Finish what an interrupted publication left to do; there is seldom anything."""
    if Archive(folder).behind():
        from story.publishing.refresh import bring_up

        bring_up(folder)


def _check(folder: Path, chapters: Path | None, language: Language, *, as_json: bool) -> int:
    found = examine(folder)
    if chapters and found.dataset:
        # Drawing the chapters' figures takes a moment to load, which other commands need not wait.
        from story.telling.proof import proofread

        found = replace(found, problems=(*found.problems, *proofread(found.dataset, chapters)))
    say(_json(folder, found, language) if as_json else _report(folder, found, language))
    return FAILED if found.errors else FINE


def _json(folder: Path, found: Examination, language: Language) -> str:
    said = {
        "folder": str(folder),
        "edition": found.edition,
        "errors": len(found.errors),
        "warnings": len(found.warnings),
        "problems": [
            {
                "severity": problem.severity,
                "rule": problem.rule,
                "file": problem.file,
                "row": problem.row or None,
                "column": problem.column or None,
                "value": problem.value,
                "message": problem.message.within(language),
                "fix": problem.fix.within(language),
            }
            for problem in found.problems
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
                for file, some in groupby(problems, key=lambda problem: problem.file)
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
    return "\n".join([file, *(_said(problem, language) for problem in problems)])


def _said(problem: Problem, language: Language) -> str:
    """Say one problem in two lines: where and what is wrong, and how to mend it."""
    place = [_row(problem, language)] if problem.row else []
    place += [problem.column] if problem.column else []
    where = ", ".join(place) or SAY.gettext("the whole file", language)
    value = (
        f" = {shortened(problem.value)}"
        if problem.value and problem.value != problem.column
        else ""
    )
    advice = f"{problem.message.within(language)} {problem.fix.within(language)}"
    return f"  {where}{value}\n    {printable(advice)}"


def _row(problem: Problem, language: Language) -> str:
    if problem.file.endswith(".md"):
        return SAY.gettext("line {row}", language, row=problem.row)
    return SAY.gettext("row {row}", language, row=problem.row)
