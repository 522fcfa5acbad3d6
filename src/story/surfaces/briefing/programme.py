"""What a briefing is made of, as `chapters/briefings.toml` says: steps by length, audiences."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from story.telling.chapter import CHAPTERS
from story.text import Text

FILE = CHAPTERS / "briefings.toml"


@dataclass(frozen=True)
class Audience:
    """Those in the room: what they are shown by default, and which asks are theirs to meet.

    `chapters` are numbers in the order of the story, `short` those for which five minutes are
    enough, `asks` rows of its table, counted from 1. `steps` are those of a quarter of an hour,
    `figure` the chapter whose figure stands on the handout.
    """

    name: str
    label: Text
    about: Text
    chapters: tuple[int, ...]
    short: tuple[int, ...]
    asks: tuple[int, ...]
    steps: tuple[str, ...]
    figure: int

    def main(self, chapter: int) -> tuple[str, ...]:
        """Return the steps that carry a chapter: this audience's own, else the chapter's."""
        own = tuple(step for step in self.steps if step.startswith(f"{chapter}."))
        return own or programme().main.get(chapter, ())

    def default(self, length: str) -> tuple[int, ...]:
        """Return the chapters told where none are named."""
        return self.short if length == "5" else self.chapters


@dataclass(frozen=True)
class Programme:
    """The audiences by name, and for each chapter with steps those that carry it.

    `pictures` gives the step whose figure stands for a chapter, where it is not its own.
    """

    audiences: Mapping[str, Audience]
    main: Mapping[int, tuple[str, ...]]
    pictures: Mapping[int, str]


@cache
def programme() -> Programme:
    """Return the programme; raises KeyError where the file lacks something."""
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    audiences = (
        Audience(
            name=item["name"],
            label=Text(**item["label"]),
            about=Text(**item["about"]),
            chapters=tuple(item["chapters"]),
            short=tuple(item["short"]),
            asks=tuple(item["asks"]),
            steps=tuple(item["steps"]),
            figure=item["figure"],
        )
        for item in read["audience"]
    )
    return Programme(
        audiences={audience.name: audience for audience in audiences},
        main={entry["number"]: tuple(entry["main"]) for entry in read["chapter"]},
        pictures={each["number"]: each["picture"] for each in read["chapter"] if "picture" in each},
    )
