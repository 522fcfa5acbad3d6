"""Proofreading: what is wrong with the chapters, as problems with file, line and advice.

A refresh of the tables asks the same questions: a sentence that new data make untrue is a
problem of the chapter it stands in.
"""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from story.figures import NAMES
from story.tables import Dataset
from story.tables.problem import Problem
from story.telling import chapter
from story.telling.chapter import Manuscript
from story.telling.facts import Facts
from story.telling.proof import conditions, copying, digits, drawing, marks, siblings

# Each rule reads all chapters at once, with the facts they name.
RULES: tuple[Callable[[tuple[Manuscript, ...], Facts], Iterator[Problem]], ...] = (
    siblings.missing_language,
    siblings.different,
    marks.unknown,
    marks.untold,
    marks.broken,
    marks.too_little_said,
    digits.typed,
    conditions.failed,
    copying.copied_runs,
)


def proofread(
    dataset: Dataset, folder: Path = chapter.CHAPTERS, *, drawn: bool | Collection[str] = True
) -> tuple[Problem, ...]:
    """Return every problem of the chapters in `folder` when told from `dataset`, file by file.

    `drawn`: whether to draw every figure in every state as well, which takes seconds; or the names
    of those to be drawn.
    """
    manuscripts, problems = chapter.read_folder(folder)
    facts = Facts(dataset, chapter.counts(manuscripts))
    unread = {problem.table for problem in problems}
    found = [*problems]
    for rule in RULES:
        found += [item for item in rule(manuscripts, facts) if item.table not in unread]
    names = NAMES if drawn is True else drawn or ()
    refused = drawing.refused(manuscripts, facts, names)
    found += [entry for entry in refused if entry.table not in unread]
    return tuple(sorted(found, key=lambda each: (each.table, each.row)))
