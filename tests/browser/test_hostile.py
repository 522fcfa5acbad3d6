"""Hostile text in every text column: shown on every page as text, and nothing of it runs."""

import csv
import io
import zipfile
from collections.abc import Iterator
from urllib.request import urlopen

import pytest

from browser.conftest import PAGES, Open, Server, serving
from hostile import HOSTILE, hostile_folder
from story.tables.model import TABLES

VIEWS = (*PAGES, "changes", "camps?camp=camp-14&lang=ko", "data?lang=ko&table=events")
ELEMENTS = 'img[src="x"], a[href^="javascript"], .stMain strong:text-is("bold"), .katex'


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(hostile_folder(tmp_path_factory.mktemp("hostile"))) as server:
        yield server


def test_nothing_runs_on_any_page(hostile: Server, reader: Open) -> None:
    window = reader(hostile)
    shown = 0
    for view in VIEWS:
        page = window.visit(f"/{view}")
        shown += page.locator(".stMain").inner_text().count("onerror=hacked")
        for fold in page.locator("summary").all()[:6]:
            fold.evaluate("one => one.click()")
        assert page.evaluate("() => window.hacked") is None, view
        assert page.locator(ELEMENTS).count() == 0, view
    assert shown > 100
    assert window.complaints == []


def test_no_download_holds_a_cell_that_a_spreadsheet_would_run(hostile: Server) -> None:
    with urlopen(f"{hostile.url}/download/story-data.zip") as answer:
        archive = zipfile.ZipFile(io.BytesIO(answer.read()))
    texts = [archive.read(f"{kind.table}.csv").decode() for kind in TABLES]
    for kind in TABLES:
        with urlopen(f"{hostile.url}/download/{kind.table}.csv") as answer:
            texts.append(answer.read().decode("utf-8-sig"))
    assert sum(text.count(HOSTILE.split()[0]) for text in texts) > 1000
    cells = [one for text in texts for row in csv.reader(io.StringIO(text)) for one in row]
    running = [one for one in cells if one[:1] in "=@\t\r＝＠" and one]
    assert running == []
    assert [one for one in cells if one[:1] in "+-" and not one[1:2].isdigit()] == [
        ""
    ] * cells.count("")
