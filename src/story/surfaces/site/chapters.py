"""A chapter on the page: text and picture together, step by step or beside one another."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from story.narrative import Chapter, Step, Story, StoryFigure, plain
from story.surfaces.html import asset
from story.surfaces.matter import after_notes, chapter_end
from story.surfaces.site import apparatus, words
from story.surfaces.site.telling import Teller
from story.surfaces.site.visit import Visit


def show(chapter: Chapter, story: Story, here: Visit) -> None:
    """Show one chapter of the story."""
    teller = Teller(here, chapter.number)
    _head(chapter, story, teller)
    if not chapter.steps:
        _beside(chapter, teller)
    elif here.side_by_side:
        _stepped(chapter, teller)
    else:
        _one_after_another(chapter, teller)
    end(chapter, teller)


def draw_ahead(story: Story, here: Visit) -> None:
    """Draw every step's figure once the page stands, so that scrolling waits for none."""
    for chapter in story.chapters:
        for step in chapter.steps:
            apparatus.draw(step.figure.name, here, **step.figure.choices)


def _head(chapter: Chapter, story: Story, teller: Teller) -> None:
    after = after_notes(chapter, story)
    words.put(
        "chapter_head",
        story.language,
        number=chapter.number,
        slug=chapter.slug,
        count=len(story.chapters),
        title=plain(chapter.title),
        standfirst=plain(chapter.standfirst),
        content_note=teller.passage(chapter.content_note),
        skip=after.slug,
        skip_title=plain(after.title),
    )


def _beside(chapter: Chapter, teller: Teller) -> None:
    with st.container(key=f"told-{chapter.number}", horizontal=True, gap="large"):
        with st.container(key=f"text-{chapter.number}"):
            paragraphs = teller.passages(chapter.paragraphs)
            words.put("prose", teller.here.language, paragraphs=paragraphs)
        with st.container(key=f"figure-{chapter.number}"):
            figure(
                chapter.figure,
                "",
                teller,
                key=f"chapter-{chapter.number}",
                anchor=chapter.slug,
            )


def _one_after_another(chapter: Chapter, teller: Teller) -> None:
    for step in chapter.steps:
        _text(step, teller, heading="")
        key = f"step-{step.id.replace('.', '-')}"
        figure(step.figure, plain(step.title), teller, key=key, anchor=f"step-{step.id}")


def _stepped(chapter: Chapter, teller: Teller) -> None:
    key = f"told-{chapter.number}"
    with st.container(key=key, horizontal=True, gap="large"):
        with st.container(key=f"text-steps-{chapter.number}"):
            for step in chapter.steps:
                _text(step, teller, heading="")
        with st.container(key=f"figure-{chapter.number}"):
            words.put(
                "stepper",
                teller.here.language,
                number=chapter.number,
                steps=[{"id": one.id, "title": plain(one.title)} for one in chapter.steps],
            )
            _changing(chapter.steps, chapter.number, teller)


@st.fragment
def _changing(steps: Sequence[Step], number: int, teller: Teller) -> None:
    """Show the figure in the state of the step being read; only this part runs at a change."""
    state = f"steps-{number}"
    named = st.session_state.get(state, {}).get("step")
    step = next((one for one in steps if one.id == named), steps[0])
    figure(
        step.figure,
        plain(step.title),
        teller,
        key=f"chapter-{number}",
        anchor=f"step-{step.id}",
        changing=True,
    )
    follow = st.components.v2.component("steps", js=asset("steps.js"))
    data = {"key": f"told-{number}", "current": step.id}
    follow(key=state, data=data, on_step_change=_changed)


def _changed() -> None:
    """Nothing to do: the rerun reads the state."""


def _text(step: Step, teller: Teller, *, heading: str) -> None:
    paragraphs = teller.passages(step.paragraphs)
    words.put("step", teller.here.language, id=step.id, heading=heading, paragraphs=paragraphs)


def figure(
    told: StoryFigure, title: str, teller: Teller, *, key: str, anchor: str = "", level: int = 3,
    changing: bool = False,
) -> None:  # fmt: skip
    """Show a figure in the state a chapter gives it; `title` is the finding, else its own.

    `anchor` names the passage it belongs to, to which its link leads; `changing` says that it
    gives way to the next step's.
    """
    here = teller.here
    drawn = apparatus.draw(told.name, here, **told.choices)
    retold = _retold(drawn, told, title)
    apparatus.show(retold, here, key=key, level=level, anchor=anchor, changing=changing)


def _retold(drawn: apparatus.Drawn, told: StoryFigure, title: str) -> apparatus.Drawn:
    """Return the figure with the story's own words: its finding, annotation and description."""
    return replace(
        drawn, title=title or drawn.title, summary=told.alt, annotation=plain(told.annotation)
    )


def end(chapter: Chapter, teller: Teller) -> None:
    """Show what follows a chapter: what it comes to, how sure it is, and what it may meet."""
    words.put(
        "chapter_end",
        teller.here.language,
        **chapter_end(chapter, teller),
    )
