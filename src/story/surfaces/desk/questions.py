"""Questions at the desk: each answered by whoever publishes; equal ones are asked once."""

import hashlib
from collections.abc import Sequence

import streamlit as st

from story.publishing.intake import Upload
from story.publishing.refresh import Asked, Plan, Question
from story.surfaces.desk.marking import Part, now_and_after
from story.surfaces.site import words
from story.surfaces.site.address import as_text
from story.tables.headings import heading
from story.text import Language, Phrases, number

SAY = Phrases("desk")
EACH = "each"
MOST = 50  # questions, and cells of one, that are shown


def answers(uploads: Sequence[Upload]) -> dict[str, str]:
    """Return what was answered of these files so far, by the names of the questions."""
    prefix = _prefix(uploads)
    found = {}
    for key, value in st.session_state.items():
        name = str(key).removeprefix(prefix)
        if name == str(key) or not value or value == EACH:
            continue
        kind, _, name = name.partition("-")
        found[name] = kind if value is True else str(value)
    return found


def show(plan: Plan, uploads: Sequence[Upload], language: Language) -> None:
    """Ask what is to be asked; what has an answer can be answered otherwise."""
    title = SAY.gettext("3. Questions", language)
    if not plan.questions:
        words.section(language, title)
        words.put("site/line", language, text=SAY.gettext("None.", language))
        return
    words.section(
        language,
        title,
        SAY.ngettext(
            "{count} is to be answered before this can be published. The log keeps the answers.",
            "{count} are to be answered before this can be published. The log keeps the answers.",
            len(plan.open), language,
        )
        if plan.open
        else SAY.gettext("All have an answer. The log keeps them.", language),
    )  # fmt: skip
    for question in plan.questions[:MOST]:
        with st.container(key=f"desk-question-{_short(question.name)}"):
            _ask(question, _prefix(uploads), language)
    if len(plan.questions) > MOST:
        rest = number(len(plan.questions) - MOST, language)
        words.put(
            "site/line", language, text=SAY.gettext("And {count} more.", language, count=rest)
        )


def _ask(question: Question, prefix: str, language: Language) -> None:
    text = question.question.within(language)
    named = [item for item in question.asked if item.name]
    choices = {choice.key: choice.said.within(language) for choice in question.choices}
    words.put("desk/question", language, text=text)
    _cells(question, language)
    if len(choices) == 1:
        ((code, said),) = choices.items()
        st.checkbox(as_text(said), key=f"{prefix}{code}-{question.name}")
        return
    if len(named) > 1:
        choices[EACH] = SAY.gettext("Choose for each", language)
    chosen = st.radio(
        as_text(text), list(choices), key=f"{prefix}choice-{question.name}", horizontal=True,
        index=_index(question, choices), format_func=lambda each: as_text(choices[each]),
        label_visibility="collapsed",
    )  # fmt: skip
    if chosen == EACH:
        for entry in named[:MOST]:
            _ask_of(entry, question, prefix, language)


def _index(question: Question, choices: dict[str, str]) -> int | None:
    return list(choices).index(question.answer) if question.answer in choices else None


def _ask_of(asked: Asked, question: Question, prefix: str, language: Language) -> None:
    choices = {choice.key: choice.said.within(language) for choice in question.choices}
    parts = [asked.label.within(language)]
    parts += [heading(asked.column).within(language)] if asked.column else []
    st.radio(
        as_text(", ".join(parts)), list(choices), key=f"{prefix}choice-{asked.name}",
        horizontal=True, index=_index(question, choices),
        format_func=lambda item: as_text(choices[item]),
    )  # fmt: skip


def _cells(question: Question, language: Language) -> None:
    rows = [_row(item, language) for item in question.asked[:MOST] if item.place or item.name]
    if not rows:
        return
    conflict = any(entry.name for entry in question.asked)
    values = (
        [SAY.gettext("Published", language), SAY.gettext("Your file", language)]
        if conflict
        else [SAY.gettext("Value", language)]
    )
    rest = len(question.asked) - MOST
    words.put(
        "desk/cells", language, title=question.question.within(language),
        headings=[SAY.gettext("Place", language), SAY.gettext("Row", language),
                  SAY.gettext("Column", language), *values],
        rows=rows if conflict else [[*row[:3], row[-1]] for row in rows],
        rest=SAY.gettext("And {count} more.", language, count=number(rest, language))
        if rest > 0 else "",
    )  # fmt: skip


def _row(asked: Asked, language: Language) -> list[list[Part]]:
    place = ""
    if asked.place:
        cell = f"{asked.place.letter}{asked.place.row or ''}"
        place = " ".join(part for part in (asked.place.file, asked.place.sheet, cell) if part)
    column = heading(asked.column).within(language) if asked.column else ""
    then, given = now_and_after(asked.then.within(language), asked.given.within(language))
    return [[("", place)], [("", asked.label.within(language))], [("", column)], then, given]


def _prefix(uploads: Sequence[Upload]) -> str:
    # Another file is asked about anew, also where the question is called the same.
    return f"desk-answer-{_short(repr([(upload.name, upload.content) for upload in uploads]))}-"


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:10]
