"""A chapter on the page: text and picture together, step by step or beside one another.

In a narrow window they stand one after another.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import streamlit as st

from story.surfaces.cache import Kept
from story.surfaces.page_content import after_notes, chapter_end
from story.surfaces.site import figure_block, nearness, words
from story.surfaces.site.component import mount, noted
from story.surfaces.site.passages import Teller
from story.surfaces.site.visit import Visit
from story.surfaces.site.words import Html
from story.telling.narrative import Chapter, Step, Story, StoryFigure, plain


@dataclass(frozen=True)
class Told:
    """A chapter's words as they are sent, the source marks numbered in the order of reading."""

    head: Html | None
    prose: Html
    steps: tuple[Html, ...]
    end: Html


@dataclass(frozen=True)
class Passage:
    """A text with its figure; `key` and `anchor` as `figure` takes them."""

    text: Html
    figure: StoryFigure
    title: str
    key: str
    anchor: str


def show(chapter: Chapter, story: Story, here: Visit) -> None:
    """Show one chapter of the story."""
    said = told(chapter, story, here)
    st.html(said.head)
    if chapter.steps and here.side_by_side:
        _stepped(chapter, said, here)
    elif chapter.steps or here.sheet.narrow:
        _one_after_another(_passages(chapter, said), chapter.number, here)
    else:
        _beside(chapter, said, here)
    st.html(said.end)


def told(chapter: Chapter, story: Story, here: Visit) -> Told:
    """Return the words of a chapter, or of the opening, written once per edition and language."""
    key = (here.dataset.edition, here.language, chapter.number)
    return _kept().get(key, lambda: _tell(chapter, story, here))


@cache
def _kept() -> Kept[Told]:
    return Kept(most=64)


def _tell(chapter: Chapter, story: Story, here: Visit) -> Told:
    teller = Teller(here, chapter.number)
    return Told(
        head=_head(chapter, story, teller) if chapter.number else None,
        prose=words.written("prose", here.language, paragraphs=teller.passages(chapter.paragraphs)),
        steps=tuple(_text(step, teller) for step in chapter.steps),
        end=words.written("chapter_end", here.language, **chapter_end(chapter, teller)),
    )


def _head(chapter: Chapter, story: Story, teller: Teller) -> Html:
    after = after_notes(chapter, story)
    return words.written(
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


def _beside(chapter: Chapter, said: Told, here: Visit) -> None:
    with st.container(key=f"told-{chapter.number}", horizontal=True, gap="large"):
        with st.container(key=f"text-{chapter.number}"):
            st.html(said.prose)
        with st.container(key=f"figure-{chapter.number}"):
            _alone(_passages(chapter, said)[0], chapter.number, here)


@st.fragment
def _alone(passage: Passage, number: int, here: Visit) -> None:
    """Show the figure beside a text, once the reader has come near it."""
    _near(passage, number, here)
    nearness.watch(number, [passage.key])


def _passages(chapter: Chapter, said: Told) -> list[Passage]:
    if not chapter.steps:
        return [Passage(said.prose, chapter.figure, "", f"chapter-{chapter.number}", chapter.slug)]
    return [
        Passage(
            text,
            step.figure,
            plain(step.title),
            f"step-{step.id.replace('.', '-')}",
            f"step-{step.id}",
        )
        for step, text in zip(chapter.steps, said.steps, strict=True)
    ]


@st.fragment
def _one_after_another(passages: Sequence[Passage], number: int, here: Visit) -> None:
    """Show texts and figures; only this part runs when the reader has come near a figure."""
    for passage in passages:
        st.html(passage.text)
        _near(passage, number, here)
    nearness.watch(number, [item.key for item in passages])


def _near(passage: Passage, number: int, here: Visit, *, changing: bool = False) -> None:
    # In a box of its own: a figure that is drawn has more parts than one that waits, and none below
    # may be taken for another.
    with st.container(key=f"plate-{passage.key}"):
        held = passage.key not in nearness.reached(number)
        figure(
            passage.figure, passage.title, here,
            key=passage.key, anchor=passage.anchor, changing=changing, held=held,
        )  # fmt: skip


def _stepped(chapter: Chapter, said: Told, here: Visit) -> None:
    key = f"told-{chapter.number}"
    with st.container(key=key, horizontal=True, gap="large"):
        with st.container(key=f"text-steps-{chapter.number}"):
            for text in said.steps:
                st.html(text)
        with st.container(key=f"figure-{chapter.number}"):
            words.put_kept(
                "stepper",
                here.language,
                (here.dataset.edition, chapter.number),
                lambda: {
                    "number": chapter.number,
                    "steps": [
                        {"id": step.id, "title": plain(step.title)} for step in chapter.steps
                    ],
                },
            )
            _changing(chapter.steps, _passages(chapter, said), chapter.number, here)


@st.fragment
def _changing(steps: Sequence[Step], passages: Sequence[Passage], number: int, here: Visit) -> None:
    """Show the figure in the state of the step being read; only this part runs at a change."""
    state = f"steps-{number}"
    named = st.session_state.get(state, {}).get("step")
    now = next((at for at, step in enumerate(steps) if step.id == named), 0)
    # One plot for all steps, so that it changes where it stands.
    passage = replace(passages[now], key=f"chapter-{number}")
    _near(passage, number, here, changing=True)
    nearness.watch(number, [passage.key])
    data = {"key": f"told-{number}", "current": steps[now].id}
    mount("steps", data, key=state, on_step_change=noted)


def _text(step: Step, teller: Teller) -> Html:
    paragraphs = teller.passages(step.paragraphs)
    return words.written("step", teller.here.language, id=step.id, paragraphs=paragraphs)


def figure(
    told: StoryFigure, title: str, here: Visit, *, key: str, anchor: str = "", level: int = 3,
    changing: bool = False, held: bool = False,
) -> None:  # fmt: skip
    """Show a figure in the state a chapter gives it; `title` is the finding, else its own.

    `anchor` names the passage it belongs to, to which its link leads; `changing` says that it
    gives way to the next step's; `held` that its plot waits until the reader comes near.
    """
    drawn = figure_block.draw(told.name, here, **told.choices)
    retold = figure_block.retold(
        drawn, title=title, summary=told.alt, annotation=plain(told.annotation)
    )
    if held:
        figure_block.hold(retold, here, key=key, level=level, anchor=anchor)
    else:
        figure_block.show(retold, here, key=key, level=level, anchor=anchor, changing=changing)
