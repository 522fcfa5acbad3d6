"""The meetings of Trump and Kim, enlarged: said in public, what came of it, what is known."""

from dataclasses import dataclass

from story.figures.events.choice import Chosen
from story.figures.events.index import trump_kim_meetings
from story.figures.events.words import date_text, quoted
from story.figures.lettering import wrapped
from story.figures.style import SMALL
from story.tables import Dataset
from story.tables.model import Event
from story.text import Language, Phrases

SAY = Phrases("timeline")
MOST = 3  # meetings that are enlarged
MOST_SAID = 2  # statements quoted of each
MOST_LINES = (
    8  # of a part; what is longer ends in an ellipsis, and its whole is on the event's card
)


@dataclass(frozen=True)
class Part:
    """A part of what is told of a meeting, in paragraphs."""

    name: str
    paragraphs: tuple[str, ...]

    def lines(self, room: float) -> list[str]:
        """Return its lines, each at most `room` pixels long."""
        apart = "– " if len(self.paragraphs) > 1 else ""
        said = (f"{apart}{paragraph}" for paragraph in self.paragraphs)
        lines = [line for paragraph in said for line in wrapped(paragraph, room, SMALL)]
        return lines if len(lines) <= MOST_LINES else [*lines[: MOST_LINES - 1], "…"]


@dataclass(frozen=True)
class Meeting:
    """A meeting as it is enlarged: the same parts of each."""

    event: Event
    date: str
    place: str
    parts: tuple[Part, ...]


def enlarged(dataset: Dataset, chosen: Chosen, language: Language) -> tuple[Meeting, ...]:
    """Return the weightiest meetings among the events chosen, by date; none beside a focus."""
    if chosen.focus:
        return ()
    met = [event for event in trump_kim_meetings(dataset) if chosen.has(event.id)]
    kept = sorted(met, key=lambda event: event.importance)[:MOST]
    return tuple(
        Meeting(
            event,
            date_text(event, language),
            event.within("place", language),
            (
                Part(SAY.gettext("Said in public", language), _said(event, chosen, language)),
                Part(SAY.gettext("Outcome", language), (event.within("summary", language),)),
                Part(
                    SAY.gettext("On human rights", language),
                    (event.within("rights_basis", language),),
                ),
            ),
        )
        for event in sorted(kept, key=lambda event: event.start_date)
    )


def _said(meeting: Event, chosen: Chosen, language: Language) -> tuple[str, ...]:
    """Return what those who met said in public on its days, as the statements' titles have it."""
    last = meeting.end_date or meeting.start_date
    said = [
        event
        for event in chosen.events.of_kind("statement")
        if event.date_precision == "day"
        and meeting.start_date <= event.start_date <= last
        and event.speaker in meeting.actors
        and event.importance == "1"
    ]
    titles = tuple(event.within("title", language) for event in said[:MOST_SAID])
    return titles or _own_words(meeting, language)


def _own_words(meeting: Event, language: Language) -> tuple[str, ...]:
    words = quoted(meeting, language)
    if not words:
        return (SAY.gettext("No public words are recorded here.", language),)
    speaker = meeting.within("speaker", language)
    return (SAY.gettext("{speaker}: {words}", language, speaker=speaker, words=words),)
