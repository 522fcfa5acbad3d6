"""What would change, before anybody else sees it: problems, words, cells, figures, sentences."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

import streamlit as st

from story.figures.scene import PHONE
from story.publishing.effects import FigureChange, SentenceChange, figure_changes, sentence_changes
from story.publishing.intake import Note, Upload
from story.publishing.refresh import Plan
from story.render.sketch import sketch
from story.render.svg import document, image
from story.surfaces.cache import Memory
from story.surfaces.desk import problems, publishing, questions
from story.surfaces.desk.marking import Part, now_and_after
from story.surfaces.site import words
from story.surfaces.site.visit import Visit
from story.tables.changes import Cells, worded
from story.tables.headings import heading
from story.tables.model import Record
from story.text import Language, Phrases

SAY = Phrases("desk")
MOST = 200  # cells that are shown one by one


def show(plan: Plan, uploads: Sequence[Upload], here: Visit) -> None:
    """Show a plan, and let it be published if nothing stands in its way."""
    language = here.language
    _reading(plan, language)
    problems.show(plan, language)
    # Also beside errors: an answer may be what brought them about.
    questions.show(plan, uploads, language)
    if plan.errors:
        return
    words.section(language, SAY.gettext("4. What would change", language))
    if plan.empty:
        words.put(
            "site/line",
            language,
            text=SAY.gettext("Nothing: the tables say this already.", language),
        )
        return
    words.put(
        "desk/list", language, lines=[sentence.within(language) for sentence in plan.sentences]
    )
    cells(plan, language)
    _effects(plan, here)
    publishing.show(plan, language)


def _reading(plan: Plan, language: Language) -> None:
    lines = [_note(note, language) for note in plan.intake.notes]
    lines += [absence.within(language) for absence in plan.absences]
    if plan.base.broken:
        lines.append(
            SAY.gettext(
                "Edited by hand and not shown to readers, because of errors: {files}. Publishing "
                "sets these files aside in the log.",
                language, files=", ".join(plan.base.broken),
            )
        )  # fmt: skip
    if lines:
        words.put(
            "desk/fold",
            language,
            title=SAY.gettext("How the files were read", language),
            lines=lines,
            open=True,
        )


def _note(note: Note, language: Language) -> str:
    place = ", ".join(part for part in (note.place.file, note.place.sheet) if part)
    said = f"{place}: {note.message.within(language)}"
    if not note.column:
        return said
    return SAY.ngettext(
        "{said} {count} cell of {column}: {place} “{before}” → “{after}”",
        "{said} {count} cells of {column}, first {place} “{before}” → “{after}”",
        note.count, language, said=said, column=note.column,
        place=f"{note.place.letter}{note.place.row}", before=note.before, after=note.after,
    )  # fmt: skip


def cells(plan: Plan, language: Language) -> None:
    """Show every cell that would change, as it is and as it would be."""
    rows = list(islice(_every_cell(plan, language), MOST + 1))
    words.put(
        "desk/fold_table",
        language,
        title=SAY.gettext("Cell by cell", language),
        headings=[
            SAY.gettext("Table", language),
            SAY.gettext("Row", language),
            SAY.gettext("Column", language),
            SAY.gettext("Now", language),
            SAY.gettext("After", language),
        ],
        rows=rows[:MOST],
        rest=SAY.gettext("And more.", language) if len(rows) > MOST else "",
    )


def _every_cell(plan: Plan, language: Language) -> Iterator[list[list[Part]]]:
    """Yield each cell that changes, and each that an added row brings, whole."""
    for table in plan.changes.tables:
        for cells in table.added.values():
            yield from _row(plan, table.kind, {}, cells, language)
        for cells in table.removed.values():
            head = _head(plan, table.kind, cells, language)
            whole: list[Part] = [("", SAY.gettext("(whole row)", language))]
            withdrawn: list[Part] = [("-", SAY.gettext("withdrawn", language))]
            yield [*head, whole, withdrawn, [("", "–")]]
        for row in table.changed:
            yield from _row(plan, table.kind, row.before, row.after, language)


def _head(plan: Plan, kind: type[Record], cells: Cells, language: Language) -> list[list[Part]]:
    label = plan.labels.row(kind, cells).within(language)
    return [[("", kind.called.within(language))], [("", label)]]


def _row(
    plan: Plan, kind: type[Record], before: Cells, after: Cells, language: Language
) -> Iterator[list[list[Part]]]:
    head = _head(plan, kind, after, language)
    for name in kind.model_fields:
        if before.get(name, "") != after.get(name, ""):
            then, now = (
                worded(kind, name, cells.get(name, ""), plan.labels).within(language)
                for cells in (before, after)
            )
            yield [*head, [("", heading(name).within(language))], *now_and_after(then, now)]


def _effects(plan: Plan, here: Visit) -> None:
    before, after = plan.base.found.dataset, plan.found.dataset
    if not before or not after:
        return
    language = here.language
    with st.spinner(
        SAY.gettext("Drawing the figures as they are and as they would be …", language)
    ):
        figures, sentences = _previews().get(
            (before.edition, after.edition, language),
            lambda: (
                figure_changes(before, after, language, PHONE, plan.read),
                sentence_changes(before, after) if plan.base.told else (),
            ),
        )
    words.section(language, SAY.gettext("Figures that change", language))
    if not figures:
        words.put("site/line", language, text=SAY.gettext("None.", language))
    for figure in figures:
        _figure(figure, here)
    words.section(language, SAY.gettext("Sentences of the story that change", language))
    if not sentences:
        words.put("site/line", language, text=SAY.gettext("None.", language))
    else:
        words.put(
            "desk/sentences",
            language,
            sentences=sentences,
            now=SAY.gettext("Now", language),
            after=SAY.gettext("After", language),
        )


@cache
def _previews() -> Memory[tuple[tuple[FigureChange, ...], tuple[SentenceChange, ...]]]:
    return Memory(8)


def _figure(change: FigureChange, here: Visit) -> None:
    """Show a figure as it is and as it would be, side by side where both fit."""
    language = here.language
    with st.container(horizontal=True, key=f"desk-figure-{change.name}", gap="medium"):
        for name, word, figure in (
            ("now", SAY.gettext("Now", language), change.before),
            ("then", SAY.gettext("After", language), change.after),
        ):
            with st.container(key=f"desk-{name}-{change.name}", width=520):
                words.put("desk/figure", language, when=word, title=figure.title,
                          summary=figure.summary)  # fmt: skip
                drawn = document(sketch(figure.scene), figure.title, figure.summary, here.palette)
                st.html(words.Html(image(drawn, figure.summary)))
