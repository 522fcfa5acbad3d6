"""The Briefing page: choose what to say, to whom and how long; see the slides; take them along."""

from collections.abc import Mapping
from functools import cache

import streamlit as st

from story.figures.style import LIGHT
from story.render.cards import within
from story.render.svg import document, image
from story.surfaces.briefing import LENGTHS, Choice, Deck, Slide, chosen, deck
from story.surfaces.briefing.choice import PAPERS, in_form
from story.surfaces.briefing.deck import chapter_titles
from story.surfaces.briefing.imprint import LONGEST
from story.surfaces.briefing.programme import programme
from story.surfaces.briefing.slides import last_heading, listed
from story.surfaces.briefing.wording import first_words, foot, point_of, speaking_time
from story.surfaces.cache import Memory
from story.surfaces.chromium import can_print
from story.surfaces.hosts import public_address
from story.surfaces.links import SiteLinks
from story.surfaces.open_editions import editions
from story.surfaces.site import address, words
from story.surfaces.site.visit import Visit, visit
from story.tables import Dataset
from story.text import Language, Phrases

SAY = Phrases("briefing")
WALL = (744, 430)  # pixels a figure is composed for
LANGUAGES = {"en": "English", "ko": "한국어"}


def show() -> None:
    """Show the page."""
    here = visit()
    language = here.language
    words.head(language, "briefing")
    choice, made_by = _choice(here)
    told = _told(choice, public_address(), here.dataset)
    words.put(
        "briefing/summary",
        language,
        time=speaking_time(told),
        slides=SAY.ngettext("{count} slide", "{count} slides", len(told.slides), language),
        chapters=[
            f"{chapter.number}. {_plain(chapter.number, here)}"
            for chapter in told.chapters
            if chapter.number
        ],
        label=SAY.gettext("Chapters", language),
    )
    _downloads(told, here, made_by)
    _preview(told, here)
    words.put(
        "site/section",
        language,
        title=SAY.gettext("How we know", language),
        paragraphs=[
            SAY.gettext(
                "Every sentence of a briefing is a sentence of the story, filled in from the "
                "tables of the edition it names; nothing is typed in by hand. Each slide carries "
                "its sources, their date and the edition.",
                language,
            ),
            SAY.gettext(
                "The edition’s id on a slide leads to the site as it stood with those tables. "
                "Where the tables have changed since, the site says so there.",
                language,
            ),
        ],
    )


@cache
def _decks() -> Memory[Deck]:
    return Memory(40)


def _told(choice: Choice, site: str, dataset: Dataset) -> Deck:
    """Tell a deck once per edition and choice: it is immutable and shared."""
    key = (dataset.edition, choice, site)
    return _decks().get(key, lambda: deck(dataset, choice, site=site))


def _plain(number: int, here: Visit) -> str:
    return here.dataset.once(chapter_titles)[number].within(here.language)


def deck_asked(here: Visit) -> Deck:
    """Return the deck that the address names, without notes: it is for the wall.

    What the address says and there is not counts for nothing, as on the page itself.
    """
    asked = st.query_params
    titles = here.dataset.once(chapter_titles)
    tongue = asked.get("in", str(here.language))
    language = Language(tongue) if tongue in LANGUAGES else here.language
    chapters = ",".join(asked.get_all("chapters")).split(",")
    given = {
        "length": (asked.get("length", ""), "15", LENGTHS),
        "audience": (asked.get("audience", ""), "public", programme().audiences),
    }
    fits = {name: said if said in known else usual for name, (said, usual, known) in given.items()}
    told = [part for part in chapters if part.strip() in map(str, titles)]
    choice = chosen(
        titles, language, chapters=told, length=fits["length"], audience=fits["audience"]
    )
    return _told(choice, public_address(), here.dataset)


def _choice(here: Visit) -> tuple[Choice, dict[str, str]]:
    """Let the reader choose; returns the choice, and who makes it in words as typed."""
    language = here.language
    titles = here.dataset.once(chapter_titles)
    audiences = programme().audiences
    with st.container(horizontal=True, gap="large", key="briefing-choice"):
        audience = address.pick(
            "audience",
            SAY.gettext("Who is in the room", language),
            {
                name: f"{item.label.within(language)}: {item.about.within(language)}"
                for name, item in audiences.items()
            },
            "public",
            style="radio",
        )
        length = address.pick(
            "length",
            SAY.gettext("How long", language),
            {name: entry.within(language) for name, entry in LENGTHS.items()},
            "15",
            style="radio",
        )
        tongue = address.pick(
            "in",
            SAY.gettext("Language of the briefing", language),
            LANGUAGES,
            str(language),
            style="radio",
        )
    chapters = address.picks(
        "chapters",
        SAY.gettext("Chapters (if none is chosen, those for this audience)", language),
        {str(number): f"{number}. {title.within(language)}" for number, title in titles.items()},
        in_order=True,
    )
    notes, paper, made_by = _speaker(language)
    choice = chosen(
        titles,
        Language(tongue or language),
        chapters=chapters,
        length=length or "15",
        audience=audience or "public",
        notes=notes,
        paper=paper,
    )
    return choice, made_by


def _speaker(language: Language) -> tuple[bool, str, dict[str, str]]:
    """Let a speaker ask for notes and say who they are: folded away, for it is not for the public.

    Returns whether notes are asked for, the paper, and what was typed.
    """
    with (
        st.container(key="briefing-speaker"),
        st.expander(SAY.gettext("For the speaker", language)),
    ):
        notes = address.switch(
            "notes",
            SAY.gettext(
                "With speaker notes and the answer sheet: a copy for yourself, not to be passed on",
                language,
            ),
        )
        paper = address.pick(
            "paper",
            SAY.gettext("Paper of the handout", language),
            {
                "": SAY.gettext("A4 in Korean, US Letter in English", language),
                **{name: label.within(language) for name, label in PAPERS.items()},
            },
            "",
        )
        fields = {
            "speaker": SAY.gettext("Speaker", language),
            "org": SAY.gettext("Organisation", language),
            "contact": SAY.gettext("Contact", language),
            "date": SAY.gettext("Date, such as {date}", language, date="2026-12-10"),
        }
        with st.container(horizontal=True, key="briefing-made-by"):
            made_by = {name: address.text(name, label, LONGEST) for name, label in fields.items()}
    return notes, paper or "", made_by


def _downloads(told: Deck, here: Visit, made_by: Mapping[str, str]) -> None:
    """Lead to each form; a file is made when it is asked for, and kept for the next who asks."""
    language, choice = here.language, told.choice
    printing = can_print()
    whole = choice.length == "full"
    labels = {
        "html": SAY.gettext("Slides (HTML, one file)", language),
        "pptx": SAY.gettext("PowerPoint", language),
        "pdf": SAY.gettext("Print edition (PDF)", language)
        if whole
        else SAY.gettext("Handout (PDF)", language),
    }
    links = SiteLinks(language)
    named = "" if told.edition == editions().current().edition else told.edition
    files = [
        {"href": links.briefing(in_form(choice, form).name, form, named, **made_by), "label": label}
        for form, label in labels.items()
        if form != "pdf" or printing
    ]
    words.put("briefing/files", language, files=files)
    words.put(
        "briefing/note",
        language,
        note=SAY.gettext(
            "A file is made when it is asked for: the first time this can take half a minute.",
            language,
        )
        if printing
        else SAY.gettext(
            "This server has no browser to print with, so there is no PDF here. The command story "
            "brief makes it on a computer with Chromium.",
            language,
        ),
    )


def _preview(told: Deck, here: Visit) -> None:
    """Show the slides one at a time, with their list beside them."""
    language = here.language
    titles = {
        item.id: f"{number}. {item.title}" for number, item in enumerate(told.slides, start=1)
    }
    words.put("site/subhead", language, title=SAY.gettext("The slides", language))
    with st.container(horizontal=True, key="briefing-preview"):
        with st.container(key="briefing-list"):
            current = address.pick(
                "slide", SAY.gettext("Slide", language), titles, told.slides[1].id, style="radio"
            )
        slide = next(entry for entry in told.slides if entry.id == current)
        with st.container(key="slide-preview"):
            _slide(slide, told, here)


def picture(slide: Slide, told: Deck, here: Visit) -> words.Html:
    """Return a slide's figure as the wall shows it, drawn without a script."""
    figure = slide.figure
    if figure is None:
        return words.Html("")
    if rows := tuple(listed(figure, slide)):
        return words.written(
            "briefing/slide_listed", here.language, rows=rows, name=figure.name,
            heading=last_heading(figure, rows), tongue=str(told.language),
        )  # fmt: skip
    drawn = within(figure, *WALL, told.language)
    return words.Html(image(document(drawn, slide.title, figure.summary, LIGHT), figure.summary))


def _slide(slide: Slide, told: Deck, here: Visit) -> None:
    lines = first_words(told) if slide.kind == "title" else ()
    common = {
        "slide": slide,
        "cited": [told.source(number) for number in slide.cited],
        "foot": list(foot(told, slide)),
        "listed": told.shown if slide.kind == "sources" else (),
        "tongue": str(told.language),
    }
    words.put(
        "briefing/slide",
        here.language,
        subtitle=told.subtitle if slide.kind == "title" else "",
        lines=lines,
        points=[point_of(told, item) for item in slide.points],
        rows=[[[point_of(told, entry) for entry in cell] for cell in row] for row in slide.rows],
        **common,
    )
    if slide.figure:
        st.html(picture(slide, told, here))
    words.put("briefing/foot", here.language, **common)
    if slide.notes or (told.choice.notes and slide.replies):
        words.put(
            "briefing/notes",
            here.language,
            heading=SAY.gettext("Notes", here.language),
            asked=SAY.gettext("If you are asked", here.language),
            notes=slide.notes,
            tongue=str(told.language),
            replies=[
                (reply.question, reply.short, " ".join(point.text for point in reply.answer))
                for reply in slide.replies
            ],
        )
