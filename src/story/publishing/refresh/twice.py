"""One table given in two files: alike they are one, and where they differ one of them is used."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from story.publishing.intake import Arrival, Note, Place
from story.publishing.refresh.questions import Asked, Choice, Question
from story.text import Language, Phrases, Text, number

SAY = Phrases("refresh")


@dataclass(frozen=True)
class Sorted:
    """The files to be used, the questions which of them to use, and what is said of the others."""

    arrivals: tuple[Arrival, ...]
    questions: tuple[Question, ...]
    notes: tuple[Note, ...]


def sort_out(
    arrivals: Sequence[Arrival], age: Callable[[Arrival], tuple[float, ...]],
    answers: Mapping[str, str],
) -> Sorted:  # fmt: skip
    """Return which of the files to use where two hold one table and differ.

    `age`: what tells the older from the newer, which is the one proposed; of equals the later given
    is newer.
    """
    used: list[Arrival] = []
    questions: list[Question] = []
    notes: list[Note] = []
    for kind in dict.fromkeys(arrival.kind for arrival in arrivals):
        alike = [item for item in arrivals if item.kind is kind]
        names = dict(zip(_names(alike), alike, strict=True))
        differing = _differing(alike)
        if not differing:
            if len(alike) > 1 and _shared(alike):
                said = SAY.both("{table}: given twice and the same; read once.", table=kind.called)
                notes.append(Note(said, Place(alike[-1].file, alike[-1].sheet)))
            used += alike
            continue
        newest = max(enumerate(names), key=lambda given: (age(names[given[1]]), given[0]))[1]
        name = f"{kind.table}-twice"
        others = [entry for entry in names if entry != newest]
        questions.append(
            Question(
                name,
                SAY.both(
                    "{table} was given twice, in {files}, and {count} cells differ. Use the "
                    "newer, {newest}?",
                    table=kind.called, files=Text(*[" · ".join(names)] * 2),
                    count=Text(*(number(differing, each) for each in Language)), newest=newest,
                ),
                tuple(
                    Choice(name, SAY.both("Use {file}", file=name)) for name in (newest, *others)
                ),
                (Asked("", None, "", kind.called, Text("", ""), Text("", "")),),
                answers.get(name, "") if answers.get(name) in names else "",
            )
        )  # fmt: skip
        used.append(names[questions[-1].answer or newest])
    return Sorted(tuple(used), tuple(questions), tuple(notes))


def _names(arrivals: Sequence[Arrival]) -> list[str]:
    """Return what each is called: its file; its sheet too, and a count, where others are so."""
    found: list[str] = []
    for arrival in arrivals:
        same = [other for other in arrivals if other.file == arrival.file]
        name = arrival.file if len(same) == 1 else f"{arrival.file}:{arrival.sheet}"
        again = 1
        while name in found:
            again += 1
            name = (
                f"{arrival.file}:{arrival.sheet or again}"
                if again == 2
                else f"{arrival.file}:{again}"
            )
        found.append(name)
    return found


def _differing(arrivals: Sequence[Arrival]) -> int:
    """Count the cells that two files say otherwise."""
    seen: dict[tuple[str, ...], dict[str, str]] = {}
    count = 0
    for arrival in arrivals:
        own: dict[tuple[str, ...], dict[str, str]] = {}
        for row in arrival.rows:
            for name, value in row.cells.items():
                count += seen.get(row.key, {}).get(name, value) != value
            own.setdefault(row.key, {}).update(row.cells)
        for key, cells in own.items():
            seen[key] = {**seen.get(key, {}), **cells}
    return count


def _shared(arrivals: Sequence[Arrival]) -> bool:
    keys = [{row.key for row in arrival.rows} for arrival in arrivals]
    return sum(map(len, keys)) > len(set().union(*keys))
