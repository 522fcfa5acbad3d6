"""Newspapers, the Internet and telephones: how closed to the world, as far as anybody says.

Three strips, each with its own scale. Places in the press-freedom index share one strip and no
axis of time: they are no trend. Guesses are hollow, and no two publishers are joined.
"""

from collections.abc import Iterator

import pandas as pd

from story.figures.figure import Figure, sources_of
from story.figures.scene import PAGE, Sheet
from story.figures.series.observed import observed_headings, observed_table
from story.figures.series.press_and_contact_rows import (
    LOW,
    PHONES,
    POINT,
    RANK,
    SERIES,
    Closed,
    closed,
    values,
)
from story.figures.series.press_and_contact_scene import draw_press_and_contact
from story.tables import Dataset
from story.tables.model import Observation
from story.text import Language, Phrases, joined, people

SAY = Phrases("press_and_contact")


def press_and_contact(dataset: Dataset, language: Language, sheet: Sheet = PAGE) -> Figure:
    """Draw what is recorded of the press, the Internet and telephones, each year on its own."""
    found = closed(dataset, language)
    table = _table(dataset, found, language)
    title = _title(found, language)
    return Figure(
        name="press_and_contact",
        scene=draw_press_and_contact(found, title, language, sheet),
        table=table,
        headings={
            "series_text": SAY.gettext("What", language),
            **observed_headings(SAY.gettext("Value", language), language),
        },
        title=title,
        reading=SAY.gettext(
            "Each strip has its own scale. Hollow: rounded, guessed or worked out; a stop ends an "
            "upper or lower bound.",
            language,
        ),
        summary=" ".join(_summary(found, language)),
        sources=sources_of(table),
        notes=_notes(dataset, language),
    )


def _table(dataset: Dataset, found: Closed, language: Language) -> pd.DataFrame:
    rows = [value for name in SERIES for value in values(dataset, name)]
    ranges = {
        row.id
        for item in (*found.users, *found.phones)
        if item.status == "range"
        for row in item.rows
    }
    drawn = {entry.id: _drawn(entry, ranges, language) for entry in rows}
    table = observed_table(dataset, rows, drawn, language)
    labels = {series.series_id: series.within("label", language) for series in dataset.series}
    table.insert(0, "series_text", [labels[each] for each in table["series_id"]])
    return table


def _drawn(observation: Observation, ranges: set[str], language: Language) -> str:
    if observation.id in ranges:
        return SAY.gettext("End of a bar", language)
    if observation.status in ("upper-bound", "lower-bound"):
        return SAY.gettext("Line with a stop", language)
    if observation.status == "final":
        return SAY.gettext("Solid mark", language)
    return SAY.gettext("Hollow mark", language)


def _title(found: Closed, language: Language) -> str:
    if not found.places.rows or not found.users:
        return SAY.gettext("The press, the Internet and telephones, as far as recorded", language)
    return SAY.gettext(
        "At best {best} of {size} in press freedom; at most {most} guessed to use the Internet",
        language,
        best=found.places.best,
        size=found.places.size,
        most=people(max(user.ends[1] for user in found.users), language),
    )


def _summary(found: Closed, language: Language) -> Iterator[str]:
    if found.places.rows:
        yield SAY.ngettext(
            "In {count} edition of the press-freedom index ({years}) North Korea’s place is "
            "{places} of {size}.",
            "In {count} editions of the press-freedom index ({years}) North Korea’s place is "
            "{places} of {size}.",
            len(found.places.rows),
            language,
            years=found.places.years(language),
            places=found.places.said(language),
            size=found.places.size,
        )
    for numbers, phrase in (
        (found.users, "How many can use the Internet, as guessed: {values}."),
        (found.phones, "Mobile connections inside the country: {values}."),
    ):
        if numbers:
            said = [
                SAY.gettext(
                    "{value} in {year}", language,
                    value=number.said(language), year=number.when(language),
                )
                for number in numbers
            ]  # fmt: skip
            yield SAY.gettext(phrase, language, values=joined(said, language))


def _notes(dataset: Dataset, language: Language) -> tuple[str, ...]:
    series = {item.series_id: item for item in dataset.series}
    heads = {
        RANK: SAY.gettext("Press-freedom index", language),
        LOW: SAY.gettext("The Internet", language),
        POINT: SAY.gettext("The Internet", language),
        PHONES: SAY.gettext("Telephones", language),
    }
    said = [
        SAY.gettext(
            "{head}: {note}", language, head=head, note=series[name].within("note", language)
        )
        for name, head in heads.items()
        if name in series and series[name].note_en
    ]
    return tuple(dict.fromkeys(said))
