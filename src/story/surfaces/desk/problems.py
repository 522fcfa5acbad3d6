"""What is wrong with the files, at its place in them, and how to mend it."""

import streamlit as st

from story.intake import Located
from story.refresh import Plan
from story.surfaces.site import words
from story.text import Language, Phrases, number
from story.workbook import marked_copy
from story.workbook.marked import headings, told

SAY = Phrases("desk")
MOST = 200  # problems of a kind that are shown
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(plan: Plan, language: Language) -> None:
    """Show the problems, errors apart from warnings, and offer them marked in the file."""
    words.section(language, SAY.gettext("2. Problems", language))
    if not plan.problems:
        words.put("line", language, text=SAY.gettext("None.", language))
        return
    for title, found in (
        (
            SAY.ngettext(
                "{count} error; nothing can be published until it is put right",
                "{count} errors; nothing can be published until they are put right",
                len(plan.errors), language,
            ),
            plan.errors,
        ),
        (
            SAY.ngettext(
                "{count} warning: look at it, it may be the truth",
                "{count} warnings: look at them, they may be the truth",
                len(plan.warnings), language,
            ),
            plan.warnings,
        ),
    ):  # fmt: skip
        if found:
            _problem_table(title, found, language)
    if plan.intake.grids:
        st.download_button(
            SAY.gettext("Download your file with the problems marked (Excel)", language),
            data=lambda: marked_copy(plan.intake.grids, plan.problems, language, plan.edition),
            file_name=SAY.gettext("problems", language) + ".xlsx",
            mime=XLSX,
            key="desk-marked",
            on_click="ignore",
        )


def _problem_table(title: str, found: tuple[Located, ...], language: Language) -> None:
    # A sheet is named with its file, and the kind in the title.
    _, file, _, *others = headings(language)
    words.put(
        "desk_table",
        language,
        title=title,
        headings=[file, *others],
        rows=[_cells_of(one, language) for one in found[:MOST]],
        rest=_rest(len(found) - MOST, language),
    )


def _cells_of(one: Located, language: Language) -> list[str]:
    _, file, sheet, *rest = told(one, language)
    return [f"{file}, {sheet}" if sheet else file, *rest]


def _rest(count: int, language: Language) -> str:
    if count <= 0:
        return ""
    return SAY.gettext("And {count} more.", language, count=number(count, language))
