"""What an advocate chooses: chapters, length, audience, language, and whether notes come along."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from story.surfaces.briefing.programme import Audience, programme
from story.text import Language, Phrases, Text

SAY = Phrases("briefing")
LENGTHS: Mapping[str, Text] = {
    "5": Text("5 minutes: one slide a chapter", "5분: 장마다 한 장면"),
    "15": Text("15 minutes: the main steps", "15분: 주요 장면"),
    "full": Text("Everything: every step", "전체: 모든 장면"),
}

PAPERS: Mapping[str, Text] = {
    "a4": Text("A4", "A4"),
    "letter": Text("US Letter", "미국 레터 용지"),
}
USUAL_PAPER = {Language.EN: "letter", Language.KO: "a4"}

MIME = {
    "html": "text/html",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
}


class Misfit(ValueError):  # noqa: N818 - it says what does not fit
    """A choice that cannot be met; `message` names the valid ones in both languages."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


@dataclass(frozen=True)
class Choice:
    """One briefing: `chapters` by number, in the order told; `length` is a key of LENGTHS.

    `notes` only for a speaker's own copy: speaker notes and the answer sheet in full.
    """

    language: Language
    chapters: tuple[int, ...]
    length: str
    audience: Audience
    notes: bool = False
    paper: str = ""

    @property
    def sheet(self) -> str:
        """The paper it is printed on, a key of PAPERS: the language's own unless it was named."""
        return self.paper or USUAL_PAPER[self.language]

    @property
    def asks(self) -> tuple[int, ...]:
        """The rows of the table of asks to show."""
        told = set(self.chapters) >= set(self.audience.short) or ASKING in self.chapters
        return self.audience.asks if told else ()

    @property
    def name(self) -> str:
        """What tells one choice from another, for file names and caches."""
        told = "".join(map(str, self.chapters))
        notes = "-notes" if self.notes else ""
        paper = f"-{self.paper}" if self.paper else ""
        return f"{self.audience.name}-{told}-{self.length}{notes}{paper}-{self.language}"


ASKING = 7  # the chapter whose table holds what the article asked or hoped for


def chosen(
    titles: Mapping[int, Text],
    language: Language = Language.EN,
    *,
    chapters: Iterable[str] = (),
    length: str = "15",
    audience: str = "public",
    notes: bool = False,
    paper: str = "",
) -> Choice:
    """Return a choice from words as typed; without chapters, those of the audience.

    Chapters are told in the order named. `titles` names every chapter there is, the opening left
    out. Raises Misfit for what is not among them, and for an unknown length, audience or paper.
    """
    audiences = programme().audiences
    if audience not in audiences:
        raise Misfit(
            SAY.both(
                "There is no audience “{given}”. There are: {known}.",
                given=audience,
                known=_listed({item.name: item.label for item in audiences.values()}),
            )
        )  # fmt: skip
    if length not in LENGTHS:
        raise Misfit(
            SAY.both(
                "There is no length “{given}”. There are: {known}.",
                given=length, known=_listed(LENGTHS),
            )
        )  # fmt: skip
    if paper and paper not in PAPERS:
        raise Misfit(
            SAY.both(
                "There is no paper “{given}”. There are: {known}.",
                given=paper, known=_listed(PAPERS),
            )
        )  # fmt: skip
    told = tuple(_number(chapter, titles) for chapter in chapters)
    return Choice(
        language=language,
        chapters=tuple(dict.fromkeys(told)) or audiences[audience].default(length),
        length=length,
        audience=audiences[audience],
        notes=notes,
        paper="" if paper == USUAL_PAPER[language] else paper,
    )


NAMED = re.compile(r"([a-z]+)-([0-9]+)-(5|15|full)(-notes)?(?:-(a4|letter))?-(en|ko)")


def named(titles: Mapping[int, Text], name: str) -> Choice:
    """Return the choice of this name; raises Misfit and KeyError for what names none.

    Each choice has one name and no other spelling, so that what is made of it is made once.
    """
    said = NAMED.fullmatch(name)
    if said:
        audience, chapters, length, notes, paper, language = said.groups()
        found = chosen(
            titles, Language(language), chapters=chapters, length=length, audience=audience,
            notes=bool(notes), paper=paper or "",
        )  # fmt: skip
        if found.name == name:
            return found
    raise KeyError(name)


def in_form(choice: Choice, form: str) -> Choice:
    """Return the choice by which a form is made: what does not change it is left out.

    A handout is the same for 5 minutes and for 15; only paper comes in sizes.
    """
    if form != "pdf":
        return replace(choice, paper="")
    return choice if choice.length == "full" else replace(choice, length="5")


def file_name(choice: Choice, edition: str, form: str) -> str:
    """Return the name under which a briefing is kept."""
    return f"briefing-{choice.name}-{edition}.{form}"


def _number(given: str, titles: Mapping[int, Text]) -> int:
    typed = given.strip()
    # Only the digits of a keyboard: isdecimal() admits others, which no one means.
    if typed.isascii() and typed.isdecimal() and int(typed) in titles:
        return int(typed)
    raise Misfit(
        SAY.both(
            "There is no chapter “{given}”. There are: {known}.",
            given=typed, known=_listed({str(n): title for n, title in titles.items()}),
        )
    )  # fmt: skip


def _listed(known: Mapping[str, Text]) -> Text:
    return Text(
        ", ".join(f"{name} ({words.en})" for name, words in known.items()),
        ", ".join(f"{name}({words.ko})" for name, words in known.items()),
    )
