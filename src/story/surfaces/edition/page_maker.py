"""What the edition's pages are made from, for one page in one language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from story.figures import NAMES
from story.surfaces.edition.assembling import spoken
from story.surfaces.edition.figure_cache import Showcase, Shown
from story.surfaces.html import render
from story.surfaces.links import Links
from story.surfaces.page_content import first_sentence, sources_counted
from story.surfaces.pages import TITLE
from story.surfaces.passages import Teller
from story.tables import Dataset
from story.tables.citation import cite
from story.telling.narrative import Story, StoryFigure
from story.telling.reference import Site, figure_reference, plain
from story.text import Language, Phrases

SAY = Phrases("edition")
View = dict[str, Any]
STEP = "step-"
# Figures of whose marks each stands for a row that has a card, and the table of these rows.
CARDED = {"camps": "camps", "camp_lists": "camps", "timeline": "events"}


@dataclass(frozen=True)
class Maker:
    """Makes one page: its figures with all that belongs to them, its passages and its words.

    `links` lead from this page; `site` and `here`, the page's link within it, are what is cited.
    """

    story: Story
    showcase: Showcase
    links: Links
    site: Site = field(default_factory=lambda: Site(TITLE))
    here: str = ""

    @property
    def dataset(self) -> Dataset:
        """The edition's tables."""
        return self.showcase.dataset

    @property
    def language(self) -> Language:
        """The page's language."""
        return self.showcase.language

    def render(self, template: str, **values: object) -> str:
        """Render `templates/edition/<template>.html`."""
        return render(
            f"edition/{template}", self.language, say=partial(SAY.gettext, language=self.language),
            links=self.links, **values,
        )  # fmt: skip

    def figure(self, name: str, **choices: object) -> View:
        """Return a figure in its published view, or another, as a template shows it."""
        return self.view(self.showcase.figure(name, **choices), f"figure-{name}", name)

    def told(self, told: StoryFigure, title: str, place: str) -> View:
        """Return a figure as a chapter tells it; `place` names its passage."""
        shown = self.showcase.told(told, title)
        # In the story the text itself carries the cautions that matter at this point.
        return self.view(shown, f"figure-{place}", place) | {"caution": ""}

    def view(self, shown: Shown, anchor: str, place: str) -> View:
        """Return a figure with what a template needs beside it."""
        citations = [cite(self.dataset, self.language, source) for source in shown.sources]
        said = dict(shown.points)
        given = (self.dataset, self.language, self.site, place, shown.title)
        return {
            **vars(shown),
            "narrow": spoken(shown.narrow, said),
            "wide": spoken(shown.wide, said),
            "cards": self.links.own(CARDED[shown.name], "{id}") if shown.name in CARDED else "",
            "id": anchor,
            "both": True,
            "caption": shown.annotation or shown.reading,
            "caution": first_sentence(shown.notes[0]) if shown.notes else "",
            "cited": plain(figure_reference(*given, f"{self.here}#{anchor}"), self.language),
            "citations": citations,
            "sources_word": sources_counted(len(citations), self.language),
            "publishers": "; ".join(dict.fromkeys(citation.publisher for citation in citations)),
            "csv_way": self.links.figure_table(place),
            "embed_way": self.links.embed(place),
        }


@dataclass
class Notes(Teller):
    """A teller that also gathers the notes to stand at the end of its chapter.

    `claims`: each claim that is marked, once, by its id.
    """

    marks: list[dict[str, Any]] = field(default_factory=list)
    claims: dict[object, dict[str, Any]] = field(default_factory=dict)

    def passage(self, told: Any) -> list[dict[str, object]]:  # noqa: ANN401
        """Return a passage's parts, and keep its marks."""
        spans = super().passage(told)
        self.marks.extend(span for span in spans if span["kind"] == "sources")
        self.claims |= {span["id"]: span for span in spans if span["kind"] == "claim"}
        return spans


def views(story: Story) -> Iterator[tuple[str, StoryFigure | None, str]]:
    """Yield each view of a figure that can be embedded: its place, its state and its name."""
    for name in NAMES:
        yield name, None, name
    for chapter in (story.opening, *story.chapters):
        yield chapter.slug, chapter.figure, chapter.figure.name
        for step in chapter.steps:
            yield f"{STEP}{step.id}", step.figure, step.figure.name


def by_code(label: str, name: str, options: Sequence[tuple[str, str]]) -> View:
    """Return a group of boxes for `templates/edition/choices.html`."""
    return {"label": label, "name": name, "options": options}
