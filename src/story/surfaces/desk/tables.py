"""The tables at the desk: how fresh each is, and a template to fill in."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from story.publishing.folder import read_files, read_tables
from story.publishing.workbook import csv_template, template
from story.surfaces.desk.problems import XLSX
from story.surfaces.open_editions import editions
from story.surfaces.site import words
from story.surfaces.site.freshness import rows_of
from story.surfaces.site.visit import Visit
from story.tables.changes import Sheets, sheet_of
from story.tables.model import TABLES, Record
from story.text import Phrases

SAY = Phrases("desk")
CSV = "text/csv"


def show(here: Visit) -> None:
    """Show every table's freshness, and offer the templates."""
    language = here.language
    words.section(
        language,
        SAY.gettext("The tables", language),
        SAY.gettext(
            "A template is the table as it is now, as an Excel file with drop-downs and the "
            "meanings of the columns. Change it, and give it above. It remembers the edition it "
            "was made from: what others publish meanwhile is not lost.",
            language,
        ),
    )
    words.put("site/freshness", language, rows=rows_of(here))
    names = {kind.table: kind.called.within(language) for kind in TABLES}
    named = st.selectbox(
        SAY.gettext("Template of", language),
        list(names),
        format_func=names.__getitem__,
        key="desk-template",
        width=460,
    )
    with st.container(horizontal=True, key="desk-templates"):
        for label, ending, mime, make in (
            (SAY.gettext("Download the template (Excel)", language), "xlsx", XLSX, template),
            (SAY.gettext("Download the table (CSV)", language), "csv", CSV, csv_template),
        ):
            st.download_button(
                label,
                data=partial(_made, named, make),
                file_name=f"{named}-{here.dataset.edition}.{ending}",
                mime=mime,
                key=f"desk-template-{ending}",
                on_click="ignore",
            )


def _made(named: str, make: Callable[[type[Record], Sheets, str], bytes]) -> bytes:
    files = read_files(editions().folder)
    tables, _ = read_tables(files)
    sheets = {kind: sheet_of(tables.of(kind)) for kind in TABLES}
    return make(next(kind for kind in TABLES if kind.table == named), sheets, files.edition)
