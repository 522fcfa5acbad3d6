"""The story's own pages: the overview with everything told, and each chapter with its tables."""

from story.surfaces.edition.page_maker import STEP, Maker, Notes, View
from story.surfaces.page_content import after_notes, chapter_end, opening_lines, strip
from story.surfaces.pages import PAGES
from story.telling.narrative import Chapter, plain
from story.text import date


def overview(maker: Maker) -> str:
    """Return the story from its opening through its chapters, without the tables."""
    story = maker.story
    opening, teller = story.opening, _notes(maker, 0)
    lead = maker.told(opening.figure, "", opening.slug, "")
    # The first picture is the one that most readers see: it has a layout for each window.
    lead |= {"both": True, "more": _more(maker, "sources"), "more_table": _more(maker, "table")}
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
        contents=[{"slug": item.slug, "title": plain(item.title)} for item in story.chapters],
        told="".join(chapter(maker, entry, level=2) for entry in story.chapters),
        onwards=onwards(maker),
        date=date(newest, maker.language),
        **end,
    )


def _more(maker: Maker, part: str) -> str:
    return maker.links.page("estimates", f"figure-opening-{part}")


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


def chapter(maker: Maker, told: Chapter, *, level: int = 1) -> str:
    """Return one chapter; its first heading is of `level`."""
    story, teller = maker.story, _notes(maker, told.number)
    after = after_notes(told, story)
    note = teller.passage(told.content_note)
    steps = _steps(maker, told, teller)
    # On the page of the whole story its steps' figures may stand in one place.
    staged = len(steps) > 1 and not maker.whole
    for step in steps:
        step["figure"]["staged"] = staged
    # Within the overview the next chapter stands on the page itself.
    skip = f"#{after.slug}" if level > 1 else maker.links.page(after.slug)
    return maker.render(
        "chapter",
        level=level,
        whole=maker.whole,
        number=told.number,
        count=len(story.chapters),
        slug=told.slug,
        title=plain(told.title),
        standfirst=plain(told.standfirst),
        content_note=note,
        skip=skip,
        skip_title=plain(after.title),
        steps=steps,
        staged=staged,
        **chapter_end(told, teller),
        marks=teller.marks,
        claims=list(teller.claims.values()),
    )


def _steps(maker: Maker, told: Chapter, teller: Notes) -> list[View]:
    if not told.steps:
        figure = maker.told(told.figure, "", told.slug, told.slug)
        paragraphs = teller.passages(told.paragraphs)
        return [
            {"anchor": f"{told.slug}-text", "title": "", "paragraphs": paragraphs, "figure": figure}
        ]
    return [
        {
            "anchor": f"{STEP}{step.id}",
            "title": plain(step.title),
            "paragraphs": teller.passages(step.paragraphs),
            "figure": maker.told(step.figure, plain(step.title), f"{STEP}{step.id}", told.slug),
        }
        for step in told.steps
    ]


def _notes(maker: Maker, number: int) -> Notes:
    return Notes(maker.dataset, maker.language, maker.links, number)
