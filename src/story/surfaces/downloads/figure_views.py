"""A view of a figure, as an address names it: the choices of its page, read, refused, made alike.

What a page of the site lets a reader choose, `/picture` and `/data` take under the same names and
codes. Two addresses that show the same are one view.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from story.figures import NAMES, figure_function
from story.figures.events.index import index_of
from story.figures.figure import Figure
from story.figures.scene import Sheet
from story.tables import Dataset
from story.tables.values import VALUES
from story.telling.narrative import StoryFigure, plain, tell
from story.text import Language, Phrases, Text

SAY = Phrases("pictures")
SCOPES = ("kwanliso", "christians-only", "wider")
LISTED = 40  # valid values that a message names
LONGEST = 200  # characters looked for
Pairs = tuple[tuple[str, str], ...]


class BadChoice(Exception):  # noqa: N818 - it says what is wrong
    """An address asks for what there is not; `said` names what there is, in both languages.

    It repeats nothing of the address: a sentence put there would be read as ours.
    """

    def __init__(self, said: Text) -> None:
        super().__init__(said.en)
        self.said = said


@dataclass(frozen=True)
class Choice:
    """One choice of a page: the figure's argument, and how its codes are read.

    `read` takes the tables and the codes given and returns the argument's value, None where all is
    as by default, with the codes as they are written in one way only. It raises BadChoice.
    """

    argument: str
    read: Callable[[Dataset, Sequence[str]], tuple[object, tuple[str, ...]]]


@dataclass(frozen=True)
class FigureView:
    """One view of a figure: `choices` are its function's arguments, `asked` what the address says.

    `told` is the story's state of it, with its title.
    """

    name: str
    place: str
    asked: Pairs = ()
    choices: Mapping[str, object] = field(default_factory=dict, compare=False)
    told: StoryFigure | None = field(default=None, compare=False)
    title: str = field(default="", compare=False)

    def figure(self, dataset: Dataset, language: Language, sheet: Sheet) -> Figure:
        """Return the figure, in the story's words where the story tells it."""
        made = figure_function(self.name)(dataset, language, sheet, **self.choices)
        if not self.told:
            return made
        annotation = plain(self.told.annotation)
        return replace(made, title=self.title, summary=self.told.alt, annotation=annotation)


def view_of(place: str, given: Sequence[tuple[str, str]], dataset: Dataset, language: Language
            ) -> FigureView:  # fmt: skip
    """Return the view that an address names: a figure, or a step of the story (`step-2.4`).

    `given` are the address's choices by name. Raises BadChoice, naming what there is.
    """
    if place.startswith("step-"):
        steps = dataset.once(_steps, language)
        known("figure", place, steps)
        title, told = steps[place]
        _allknown(given, {}, place)
        return FigureView(told.name, place, (), told.choices, told, title)
    known("figure", place, NAMES)
    offered = PAGE_CHOICES.get(place, {})
    _allknown(given, offered, place)
    asked: list[tuple[str, str]] = []
    choices: dict[str, object] = {}
    for name, choice in offered.items():
        codes = [code for key, code in given if key == name and code]
        value, written = choice.read(dataset, codes)
        if choice.argument and value is not None:
            choices[choice.argument] = value
            asked += [(name, code) for code in written]
    return FigureView(place, place, tuple(asked), choices)


def _steps(dataset: Dataset, language: Language) -> dict[str, tuple[str, StoryFigure]]:
    return {
        f"step-{step.id}": (plain(step.title), step.figure)
        for chapter in tell(dataset, language).chapters
        for step in chapter.steps
    }


def _allknown(given: Sequence[tuple[str, str]], offered: Mapping[str, object], place: str) -> None:
    for name, _ in given:
        if name not in offered:
            raise BadChoice(
                SAY.both(
                    "The address names a choice that {place} does not have. It takes: {known}.",
                    place=place, known=_listed([*offered, *COMMON]),
                )
            )  # fmt: skip


def known(what: str, given: str, there: Collection[str]) -> None:
    """Raise BadChoice, with the names there are, for one that is none of them."""
    if given not in there:
        raise BadChoice(
            SAY.both(
                "The address names a {what} that there is not. There are: {known}.", what=what,
                known=_listed(list(there)),
            )
        )  # fmt: skip


def _listed(known: Sequence[str]) -> str:
    said = ", ".join(islice(known, LISTED))
    return said if len(known) <= LISTED else f"{said}, …"


# How codes are read


def _codes(offered: Callable[[Dataset], Sequence[str]], name: str, argument: str) -> Choice:
    def read(dataset: Dataset, given: Sequence[str]) -> tuple[object, tuple[str, ...]]:
        there = offered(dataset)
        for code in given:
            known(name, code, there)
        chosen = tuple(code for code in there if code in given)
        return chosen or None, chosen

    return Choice(argument, read)


def _code(offered: Callable[[Dataset], Sequence[str]], name: str, argument: str, *,
          many: bool = False) -> Choice:  # fmt: skip
    """Read one code; the first there is goes without saying unless the figure takes `many`."""

    def read(dataset: Dataset, given: Sequence[str]) -> tuple[object, tuple[str, ...]]:
        there = offered(dataset)
        for code in given:
            known(name, code, there)
        if not given or (not many and given[0] == there[0]):
            return None, ()
        return ((given[0],) if many else given[0]), (given[0],)

    return Choice(argument, read)


def _switch(name: str, argument: str, on: object = True) -> Choice:
    def read(_: Dataset, given: Sequence[str]) -> tuple[object, tuple[str, ...]]:
        for code in given:
            known(name, code, ("yes", "no"))
        return (on, ("yes",)) if given and given[-1] == "yes" else (None, ())

    return Choice(argument, read)


def _years(bounds: Callable[[Dataset], tuple[int, int]], kind: type[int] | type[str]) -> Choice:
    def read(dataset: Dataset, given: Sequence[str]) -> tuple[object, tuple[str, ...]]:
        if not given:
            return None, ()
        found = re.fullmatch(r"([0-9]{4})-([0-9]{4})", given[-1])
        first, last = bounds(dataset)
        if not found:
            raise BadChoice(
                SAY.both(
                    "The years of the address are none. They are written as in {first}-{last}, "
                    "the first and the last there are.", first=first, last=last,
                )
            )  # fmt: skip
        low, high = sorted(min(max(int(year), first), last) for year in found.groups())
        if (low, high) == (first, last):
            return None, ()
        return (kind(low), kind(high)), (f"{low}-{high}",)

    return Choice("years", read)


def _words(dataset: Dataset, given: Sequence[str]) -> tuple[object, tuple[str, ...]]:
    asked = " ".join(given[-1][:LONGEST].split()) if given else ""
    if not asked:
        return None, ()
    if not len(index_of(dataset).words.matching(asked)):
        raise BadChoice(SAY.both("No event holds the words of the address."))
    return asked, (asked,)


def _elsewhere(_: Dataset, given: Sequence[str]) -> tuple[object, tuple[str, ...]]:
    """Pass over a choice of the page that this figure does not change with."""
    return None, ()


def estimate_years(dataset: Dataset) -> tuple[int, int]:
    """Return the first and the last year in which an estimate was published."""
    dated = [int(estimate.published[:4]) for estimate in dataset.estimates if estimate.published]
    return min(dated), max(dated)


def _event_years(dataset: Dataset) -> tuple[int, int]:
    years = index_of(dataset).year
    return int(years.min()), int(years.max())


def camp_lists(dataset: Dataset) -> list[str]:
    """Return the lists of camps: the newest complete one first, then by date."""
    lists = sorted(dataset.camp_lists, key=lambda each: each.as_of, reverse=True)
    newest = next(item.id for item in lists if item.complete == "yes")
    return [newest, *(entry.id for entry in lists if entry.id != newest)]


def _camps(dataset: Dataset) -> list[str]:
    return [camp.id for camp in dataset.camps]


def _populated(dataset: Dataset, given: Sequence[str]) -> tuple[object, tuple[str, ...]]:
    """Read a camp; one of which no population is published changes nothing, as on the page."""
    value, written = _code(_camps, "camp", "focus", many=True).read(dataset, given)
    there = {population.camp_id for population in dataset.camp_populations}
    return (value, written) if set(written) & there else (None, ())


IGNORED = Choice("", _elsewhere)
ESTIMATES = {
    "origins": _codes(
        lambda data: [origin.origin_id for origin in data.origins], "origin", "origins"
    ),
    "scope": _code(lambda _: SCOPES, "scope", "scope"),
    "years": _years(estimate_years, int),
    "repeats": _switch("repeats", "repeats"),
    "events": _switch("events", "events"),
}
CAMPS = {
    "list": _code(camp_lists, "list", "list_id"),
    "areas": _switch("areas", "discs"),
    "camp": _code(_camps, "camp", "focus", many=True),
    "find": IGNORED,
}
SUMMITS = {
    "kind": _codes(lambda _: list(VALUES["events.kind"]), "kind", "kinds"),
    "answer": _codes(lambda _: list(VALUES["events.rights_raised"]), "answer", "answers"),
    "people": _codes(lambda data: list(index_of(data).people), "person", "people"),
    "years": _years(_event_years, str),
    "words": Choice("words", _words),
    "details": _switch("details", "importance", 3),
    "name": IGNORED,
    "event": IGNORED,
}
# Figures of a page take all its choices, those too that change only the figure beside them: an
# address can be copied from the page as it is.
PAGE_CHOICES: Mapping[str, Mapping[str, Choice]] = {
    "estimates": ESTIMATES,
    "lineage": dict.fromkeys(ESTIMATES, IGNORED),
    "camps": CAMPS,
    "camp_lists": dict.fromkeys(CAMPS, IGNORED),
    "camp_populations": dict.fromkeys(CAMPS, IGNORED) | {"camp": Choice("focus", _populated)},
    "timeline": SUMMITS,
    "statements": dict.fromkeys(SUMMITS, IGNORED),
}
COMMON = ("lang", "theme", "sheet", "edition")
