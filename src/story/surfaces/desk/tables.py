"""The tables at the desk: how fresh each is, and a template to fill in."""

import streamlit as st

from story.changes import sheet_of
from story.model import TABLES
from story.surfaces.desk.problems import XLSX
from story.surfaces.shelf import editions
from story.surfaces.site import words
from story.surfaces.site.fresh import rows_of
from story.surfaces.site.visit import Visit
from story.tables import read_files, read_tables
from story.text import Phrases
from story.workbook import template

SAY = Phrases("desk")


def show(here: Visit) -> None:
    """Show every table's freshness, and offer the templates."""
    language = here.language
    words.section(
        language,
        SAY.gettext("The tables", language),
        SAY.gettext(
            "A template is the table as it is now, as an Excel file with drop-downs and the "
            "meanings of the columns. Change it, and give it above.",
            language,
        ),
    )
    words.put("freshness", language, rows=rows_of(here))
    names = {kind.table: kind.called.within(language) for kind in TABLES}
    named = st.selectbox(
        SAY.gettext("Template of", language),
        list(names),
        format_func=names.__getitem__,
        key="desk-template",
        width=460,
    )
    st.download_button(
        SAY.gettext("Download the template (Excel)", language),
        data=lambda: _made(named),
        file_name=f"{named}-{here.dataset.edition}.xlsx",
        mime=XLSX,
        key="desk-template-file",
        on_click="ignore",
    )


def _made(named: str) -> bytes:
    tables, _ = read_tables(read_files(editions().folder))
    sheets = {kind: sheet_of(tables.of(kind)) for kind in TABLES}
    return template(next(kind for kind in TABLES if kind.table == named), sheets)
