"""The files somebody gives at the desk, and the plan made of them."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache

import streamlit as st

from story.publishing.folder import read_files, read_loose_files
from story.publishing.intake import USUAL, Upload
from story.publishing.refresh import Plan, plan
from story.surfaces.cache import Memory
from story.surfaces.open_editions import editions
from story.surfaces.site import words
from story.tables.model import TABLES
from story.text import Language, Phrases, number

SAY = Phrases("desk")
MOST = 20  # files at once


def given(language: Language) -> tuple[tuple[Upload, ...], frozenset[str]]:
    """Let somebody give files; return them, and the tables of which missing rows go."""
    words.section(
        language,
        SAY.gettext("1. Give the files", language),
        SAY.gettext(
            "CSV, Excel (.xlsx) or OpenDocument (.ods), one or several; the tables are recognised "
            "by their columns. Rows are matched by their ids. Nothing changes until you publish.",
            language,
        ),
        SAY.gettext(
            "At most {size} MB and {rows} rows a file.",
            language, size=USUAL.size // 1_000_000, rows=number(USUAL.rows, language),
        ),
    )  # fmt: skip
    files = st.file_uploader(
        SAY.gettext("Files", language),
        type=["csv", "txt", "tsv", "xlsx", "ods", "xls", "xlsm"],
        accept_multiple_files=True,
        key="desk-files",
    )
    uploads = tuple(Upload(file.name, file.getvalue()) for file in files[:MOST])
    return uploads, _withdrawn(language) if uploads else frozenset()


def _withdrawn(language: Language) -> frozenset[str]:
    names = {kind.table: kind.called.within(language) for kind in TABLES}
    chosen = st.multiselect(
        SAY.gettext("Withdraw rows that are missing in the file, for these tables", language),
        list(names),
        format_func=names.__getitem__,
        key="desk-withdrawn",
        placeholder=SAY.gettext("None: missing rows stay as they are", language),
    )
    return frozenset(chosen)


def planned(
    uploads: Sequence[Upload],
    withdrawn: frozenset[str],
    answers: Mapping[str, str],
    language: Language,
) -> Plan:
    """Return what the files would change, worked out once for the tables as they are now."""
    folder = editions().folder
    name = hashlib.sha256(
        repr((uploads, sorted(withdrawn), sorted(answers.items()))).encode()
    ).hexdigest()
    now = (read_files(folder).edition, read_loose_files(folder).edition)
    with st.spinner(SAY.gettext("Checking the tables and the story …", language)):
        return _plans().get(
            (name, now),
            lambda: plan(
                folder, tuple(uploads), withdrawn=withdrawn, limits=USUAL, answers=answers
            ),
        )


@cache
def _plans() -> Memory[Plan]:
    return Memory(4)
