"""`story diff`: what would change if these files were published."""

import argparse
import json

from story.cli.changing import add_files, misanswered, planned
from story.cli.parts import EXIT_CODES, FAILED, FINE, MISUSED, Commands, add_data, command, say
from story.cli.telling import told
from story.publishing.intake import Located
from story.publishing.refresh import Plan, Question, where
from story.text import Language

JSON_SHAPE = """\
--json prints one object: folder, edition (before and after), errors and warnings (numbers), notes
(how the files were read), problems (as story check has them, with the sheet and the letter of the
column), sentences (in both languages), and tables: of each its added and removed rows, and of each
changed row its id and its cells, before and after. questions: of each its name, the choices,
the answer (null where one is needed) and the cells it is about. missing: what it means that rows
are not in the files."""


def add(commands: Commands) -> None:
    """Add the command."""
    added = command(
        commands, "diff", "Say what would change if these files were published; write nothing.",
        f"{JSON_SHAPE}\n\n{EXIT_CODES}",
    )  # fmt: skip
    add_files(added)
    add_data(added)
    added.add_argument("--json", action="store_true", help="print the result as JSON")
    added.set_defaults(run=_run)


def _run(given: argparse.Namespace) -> int:
    made = planned(given)
    if made is None or misanswered(made, given):
        return MISUSED
    say(_json(made, given.lang) if given.json else told(made, given.lang))
    return FAILED if made.errors else FINE


def _json(made: Plan, language: Language) -> str:
    said = {
        "folder": str(made.base.folder),
        "edition": {"before": made.base.files.edition, "after": made.files.edition},
        "errors": len(made.errors),
        "warnings": len(made.warnings),
        "notes": [
            {
                "file": note.place.file,
                "sheet": note.place.sheet or None,
                "row": note.place.row or None,
                "letter": note.place.letter or None,
                "column": note.column or None,
                "cells": note.count if note.column else None,
                "before": note.before,
                "after": note.after,
                "message": note.message.within(language),
            }
            for note in made.intake.notes
        ],
        "problems": [_problem_json(problem, language) for problem in made.problems],
        "questions": [_question_json(question, language) for question in made.questions],
        "missing": [{"en": absence.en, "ko": absence.ko} for absence in made.absences],
        "sentences": [{"en": sentence.en, "ko": sentence.ko} for sentence in made.sentences],
        "tables": [
            {
                "table": table.kind.table,
                "added": [dict(cells) for cells in table.added.values()],
                "removed": [dict(cells) for cells in table.removed.values()],
                "changed": [
                    {
                        "id": "/".join(row.key),
                        "cells": {
                            name: [row.before.get(name, ""), row.after.get(name, "")]
                            for name in row.columns
                        },
                    }
                    for row in table.changed
                ],
            }
            for table in made.changes.tables
        ],
    }
    return json.dumps(said, ensure_ascii=False, indent=2)


def _question_json(question: Question, language: Language) -> dict[str, object]:
    return {
        "name": question.name,
        "question": question.question.within(language),
        "choices": {each.key: each.said.within(language) for each in question.choices},
        "answer": question.answer or None,
        "cells": [
            {
                "name": cell.name or None,
                "where": where(cell, language),
                "published": cell.then.within(language),
                "given": cell.given.within(language),
                "answer": cell.answer or question.answer or None,
            }
            for cell in question.asked
        ],
    }


def _problem_json(located: Located, language: Language) -> dict[str, object]:
    problem, place = located.problem, located.place
    return {
        "severity": problem.severity,
        "rule": problem.rule,
        "file": place.file if place else problem.file,
        "sheet": (place.sheet or None) if place else None,
        "row": (place.row if place else problem.row) or None,
        "letter": (place.letter or None) if place else None,
        "column": problem.column or None,
        "value": problem.value,
        "message": problem.message.within(language),
        "fix": problem.fix.within(language),
    }
