"""The flow of the site's pages, without a browser."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from story.publishing.folder import load
from story.surfaces.pages import PAGES, Page
from story.text import Language

SCRIPT = Path(__file__).parents[1] / "src" / "story" / "surfaces" / "serving" / "script.py"


def open_page(page: Page, **address: str) -> AppTest:
    app = AppTest.from_file(str(SCRIPT), default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    if page.path:
        app.switch_page(str(page.file)).run()
    assert not app.exception
    return app


def texts(app: AppTest) -> str:
    """Return what a page says in HTML, the story among it, which a script puts into the page."""
    told = (json.loads(one.proto.json)[0] for one in app.get("bidi_component"))
    return "\n".join([
        *(one.proto.body for one in app.get("html")), *(one.get("html", "") for one in told),
    ])  # fmt: skip


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
@pytest.mark.parametrize("language", list(Language))
def test_every_page_runs_in_both_languages(page: Page, language: Language) -> None:
    said = texts(open_page(page, lang=str(language)))
    assert "<h1>" in said
    assert ("어떻게 알 수 있나" in said) == (language is Language.KO)


def test_the_ledger_shows_only_the_claims_asked_for() -> None:
    claims = next(page for page in PAGES if page.name == "claims")
    contested = [one.id for one in load().claims if one.assessment == "contested"]
    said = texts(open_page(claims, assessment="contested"))
    assert [one for one in contested if f'id="{one}"' not in said] == []
    assert said.count("<article") == len(contested)


def test_the_tally_on_the_overview_is_counted_from_the_claims() -> None:
    said = texts(open_page(PAGES[0]))
    opinions = sum(one.assessment == "opinion" for one in load().claims)
    assert f"Opinion: {opinions}" in said


def test_text_from_the_tables_is_escaped_wherever_it_is_shown() -> None:
    data = next(page for page in PAGES if page.name == "data")
    said = texts(open_page(data, source="<b>bold</b>"))
    assert "<b>bold</b>" not in said
