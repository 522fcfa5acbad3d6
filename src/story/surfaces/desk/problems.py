"""What is wrong with the files, at its place in them, and how to mend it."""

from collections import Counter

import streamlit as st

from story.publishing.intake import Located
from story.publishing.refresh import Plan
from story.publishing.workbook import marked_copy
from story.publishing.workbook.marked import headings, told
from story.surfaces.site import words
from story.text import Language, Phrases, number

SAY = Phrases("desk")
MOST = 50  # problems that are shown
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(plan: Plan, language: Language) -> None:
    """Show what has to be put right in the files, and offer all problems marked in them."""
    words.section(language, SAY.gettext("2. Problems", language))
    if plan.broken:
        title = SAY.ngettext(
            "{count} error; nothing can be published until it is put right",
            "{count} errors; nothing can be published until they are put right",
            len(plan.broken), language,
        )  # fmt: skip
        _problem_table(title, plan.broken, language)
    else:
        words.put("site/line", language, text=SAY.gettext("None.", language))
    if not plan.problems:
        return
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
        "desk/table",
        language,
        title=title,
        headings=[file, *others],
        rows=[_cells_of(item, language) for item in found[:MOST]],
        rest=_rest(found[MOST:], language),
    )


def _cells_of(located: Located, language: Language) -> list[str]:
    _, file, sheet, *rest = told(located, language)
    return [f"{file}, {sheet}" if sheet else file, *rest]


def _rest(found: tuple[Located, ...], language: Language) -> str:
    """Say how many more there are, by kind."""
    if not found:
        return ""
    kinds = Counter(item.problem.rule for item in found).most_common()
    return SAY.gettext(
        "And {count} more: {kinds}.", language, count=number(len(found), language),
        kinds=", ".join(f"{rule} {number(count, language)}" for rule, count in kinds),
    )  # fmt: skip
