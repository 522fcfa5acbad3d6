"""Figures: every state that a chapter names must be one that can be drawn."""

from collections.abc import Collection, Iterator

from story.figures import NAMES, figure_function
from story.tables.problem import Problem, Spot, error, meant
from story.telling.chapter import FigureCall, Manuscript
from story.telling.facts import Facts
from story.text import Language, Phrases

SAY = Phrases("chapter")


def refused(
    manuscripts: tuple[Manuscript, ...], facts: Facts, names: Collection[str] = NAMES
) -> Iterator[Problem]:
    """Find figures that do not exist and choices they refuse, by drawing each state once.

    `names`: the figures to be drawn.
    """
    outcomes: dict[str, str] = {}
    for manuscript in manuscripts:
        for place, figure in manuscript.figures():
            spot = Spot(manuscript.file, figure.line, place, figure.name)
            if figure.name not in NAMES:
                yield error(
                    "unknown-figure",
                    spot,
                    SAY.both("There is no figure called “{name}”.", name=figure.name),
                    meant(
                        figure.name,
                        NAMES,
                        SAY.both("There are: {names}.", names=", ".join(NAMES)),
                    ),
                )
                continue
            key = f"{figure.name} {figure.choices!r}"
            if key not in outcomes and figure.name not in names:
                continue
            if key not in outcomes:
                outcomes[key] = _why_refused(figure, facts)
            if outcomes[key]:
                yield error(
                    "refused-choice",
                    Spot(manuscript.file, figure.line, place, str(dict(figure.choices))),
                    SAY.both(
                        "“{name}” cannot be drawn so: {why}.", name=figure.name, why=outcomes[key]
                    ),
                    SAY.both("Correct the choices."),
                )


def _why_refused(figure: FigureCall, facts: Facts) -> str:
    try:
        figure_function(figure.name)(facts.dataset, Language.EN, **figure.choices)
    except (ValueError, TypeError) as why:
        return str(why)
    return ""
