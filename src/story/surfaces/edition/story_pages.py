"""The story's own pages: the overview, with each chapter in brief, and the chapters."""

from story.surfaces.edition.page_maker import STEP, Maker, Notes, View
from story.surfaces.page_content import after_notes, chapter_end, opening_lines, strip
from story.surfaces.pages import PAGES
from story.telling.narrative import Chapter, plain
from story.text import date


def overview(maker: Maker) -> str:
    """Return the opening, then each chapter in brief, with the way to its own page."""
    story = maker.story
    opening, teller = story.opening, _notes(maker, 0)
    lead = maker.told(opening.figure, "", opening.slug)
    paragraphs = teller.passages(opening.paragraphs)
    end = chapter_end(opening, teller)
    newest = max(source.published for source in maker.dataset.sources)
    return maker.render(
        "overview",
        lines=opening_lines(opening),
        standfirst=plain(opening.standfirst),
        shown=lead,
        strip=strip(maker.dataset, maker.language),
        paragraphs=paragraphs,
        number=0,
        marks=teller.marks,
        claims=list(teller.claims.values()),
        chapters=[_brief(maker, entry) for entry in story.chapters],
        onwards=onwards(maker),
        date=date(newest, maker.language),
        **end,
    )


def _brief(maker: Maker, told: Chapter) -> View:
    """Return a chapter's finding, its figure and what it comes to, in one paragraph."""
    teller = _notes(maker, told.number)
    paragraph = teller.passage(told.so_what)
    return {
        "slug": told.slug,
        "number": told.number,
        "title": plain(told.title),
        "href": maker.links.page(told.slug),
        "steps": [f"{STEP}{step.id}" for step in told.steps],
        "figure": maker.told(told.figure, plain(told.finding), told.slug),
        "paragraph": paragraph,
        "marks": teller.marks,
        "claims": list(teller.claims.values()),
    }


def onwards(maker: Maker) -> list[View]:
    """Return the ways to the other pages, with what each is about."""
    return [
        {
            "href": maker.links.page(item.name),
            "title": item.title.within(maker.language),
            "about": item.description.within(maker.language),
        }
        for item in PAGES[1:]
    ]


def chapter(maker: Maker, told: Chapter) -> str:
    """Return one chapter."""
    story, teller = maker.story, _notes(maker, told.number)
    after = after_notes(told, story)
    note = teller.passage(told.content_note)
    voice = told.voice
    said = {"words": teller.passage(voice.words), "by": teller.passage(voice.by)} if voice else None
    steps = _steps(maker, told, teller)
    return maker.render(
        "chapter",
        number=told.number,
        count=len(story.chapters),
        slug=told.slug,
        title=plain(told.title),
        standfirst=plain(told.standfirst),
        content_note=note,
        voice=said,
        skip=maker.links.page(after.slug),
        skip_title=plain(after.title),
        steps=steps,
        **chapter_end(told, teller),
        marks=teller.marks,
        claims=list(teller.claims.values()),
        neighbours=_neighbours(maker, told),
    )


def _neighbours(maker: Maker, told: Chapter) -> list[tuple[str, View | None]]:
    def way(number: int) -> View | None:
        beside = next((item for item in maker.story.chapters if item.number == number), None)
        if not beside:
            return None
        return {"href": maker.links.page(beside.slug), "title": plain(beside.title)}

    return [("prev", way(told.number - 1)), ("next", way(told.number + 1))]


def _steps(maker: Maker, told: Chapter, teller: Notes) -> list[View]:
    if not told.steps:
        figure = maker.told(told.figure, "", told.slug)
        paragraphs = teller.passages(told.paragraphs)
        return [
            {"anchor": f"{told.slug}-text", "title": "", "paragraphs": paragraphs, "figure": figure}
        ]
    return [
        {
            "anchor": f"{STEP}{step.id}",
            "title": plain(step.title),
            "paragraphs": teller.passages(step.paragraphs),
            "figure": maker.told(step.figure, plain(step.title), f"{STEP}{step.id}"),
        }
        for step in told.steps
    ]


def _notes(maker: Maker, number: int) -> Notes:
    return Notes(maker.dataset, maker.language, maker.links, number)
