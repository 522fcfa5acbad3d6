"""Doubts: problems that somebody settles by an answer, and the questions they come down to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from story.publishing.intake.arrival import Located
from story.tables.problem import Answer, Problem
from story.text import Text

Answers = Mapping[str, str]
"""What was answered: the codes by the keys of the doubts."""


@dataclass(frozen=True)
class Refusal:
    """Why a cell or a file cannot be read; with `answers`, what somebody may choose so that it can.

    `like`: equal in all cells of a column of which one answer settles all. `decided`: whether the
    answer that stands in the data may be taken without asking.
    """

    rule: str
    message: Text
    fix: Text
    answers: tuple[Answer, ...] = ()
    like: str = ""
    decided: bool = True


@dataclass(frozen=True)
class Doubt:
    """One question, whatever the number of cells it is asked of.

    `problems`: where it arises, at least one; they share key and answers. `answered`: the code
    that was chosen, blank until then.
    """

    key: str
    answers: tuple[Answer, ...]
    problems: tuple[Located, ...]
    answered: str = ""

    @property
    def first(self) -> Located:
        """The first place at which it arises; its message and fix are the question's."""
        return self.problems[0]


def doubts(problems: Iterable[Located]) -> tuple[Doubt, ...]:
    """Return the questions among some problems, each once, in the order in which they arise."""
    by_key: dict[str, list[Located]] = {}
    for problem in problems:
        if problem.problem.doubt:
            by_key.setdefault(problem.problem.doubt, []).append(problem)
    return tuple(
        Doubt(key, same[0].problem.answers, tuple(same), same[0].problem.answered)
        for key, same in by_key.items()
    )


def settled(problem: Problem, answers: Answers) -> Problem:
    """Return a problem as answered: a doubt that has its answer keeps nothing from happening."""
    code = answers.get(problem.doubt, "")
    if code not in {answer.code for answer in problem.answers}:
        return problem
    return replace(problem, severity="warning", answered=code)
