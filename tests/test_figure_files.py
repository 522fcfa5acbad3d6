"""A picture of exactly this view, and its rows: same choices as the page, bounded, refused."""

import json
from concurrent.futures import Future
from html import escape, unescape
from pathlib import Path
from types import SimpleNamespace

import pytest
from defusedxml.ElementTree import fromstring
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.testclient import TestClient

from story.figures import NAMES
from story.figures.scene import PAGE
from story.figures.style import DARK, LIGHT
from story.publishing.folder import load
from story.surfaces.compressed import Answer
from story.surfaces.downloads import figure_files, page_files
from story.surfaces.downloads.figure_files import SHEETS
from story.surfaces.downloads.figure_views import PAGE_CHOICES, BadChoice, view_of
from story.surfaces.downloads.queue import Crowded
from story.surfaces.edition.host_files import oembed
from story.surfaces.links import SiteLinks
from story.surfaces.open_editions import editions
from story.surfaces.pages import PAGES
from story.text import Language

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """The routes of figures, with nothing kept and nobody waiting."""
    figure_files._at_hand.cache_clear()
    figure_files._queue.cache_clear()
    monkeypatch.setattr(figure_files, "OFTEN", 1000)
    return TestClient(Starlette(routes=figure_files.routes()))


def texts(svg: str) -> str:
    return " ".join("".join(one.itertext()) for one in fromstring(svg).iter(f"{SVG}text"))


def view(place: str, asked: str = ""):
    pairs = [tuple(one.split("=")) for one in asked.split("&") if one]
    return view_of(place, pairs, load(), Language.EN)


@pytest.mark.parametrize("name", [*NAMES, "step-2.4"])
def test_every_figure_and_step_is_there_on_every_sheet(name: str, site: TestClient) -> None:
    for sheet in SHEETS:
        answer = site.get(f"/picture/{name}.svg?sheet={sheet}&lang=ko&theme=dark")
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "image/svg+xml"
        root = fromstring(answer.text)
        assert root.find(f"{SVG}title") is not None
        assert DARK.paper in answer.text
        assert LIGHT.paper not in answer.text
    for form in ("csv", "json"):
        assert site.get(f"/data/{name}.{form}").status_code == 200


def test_a_picture_shows_the_choices_of_the_address(site: TestClient) -> None:
    every = texts(site.get("/picture/estimates.svg").text)
    chosen = texts(site.get("/picture/estimates.svg?origins=daily-nk&lang=en").text)
    assert "KINU, January 2013" in every.replace("\u00a0", " ")
    assert "KINU, January 2013" not in chosen.replace("\u00a0", " ")
    assert "Daily NK" in chosen


def test_pixels_are_as_many_as_the_sheet_says(site: TestClient) -> None:
    sizes = {"card": (1200, 630), "slide": (1280, 720), "page": (1520, None), "phone": (800, None)}
    for sheet, (width, height) in sizes.items():
        pixels = site.get(f"/picture/opening.png?sheet={sheet}").content
        assert int.from_bytes(pixels[16:20]) == width
        assert height in (None, int.from_bytes(pixels[20:24]))


def test_rows_come_with_what_must_be_known_of_them(site: TestClient) -> None:
    told = site.get("/data/estimates.json?origins=kinu-2013&lang=ko").json()
    assert {row["origin_id"] for row in told["rows"]} == {"kinu-2013"}
    assert told["rows_drawn"] == len(told["rows"])
    assert told["choices"] == {"origins": ["kinu-2013"]}
    assert told["edition"] == load().edition
    assert told["licence"].startswith("https://creativecommons.org/")
    assert {"title", "summary", "reading", "notes"} <= set(told)
    cited = {row["source_id"] for row in told["rows"]}
    assert cited <= {one["id"] for one in told["sources"]}
    assert {one["name"] for one in told["columns"]} == set(told["rows"][0])
    table = site.get("/data/estimates.csv?origins=kinu-2013&lang=ko")
    assert table.content.startswith(b"\xef\xbb\xbf")
    assert len(table.text.splitlines()) == len(told["rows"]) + 1
    assert table.headers["link"].startswith("</data/estimates.json?origins=kinu-2013&lang=ko>")


@pytest.mark.parametrize(
    ("place", "asked", "same"),
    [
        ("estimates", "origins=daily-nk&origins=kinu-2013", "origins=kinu-2013&origins=daily-nk"),
        ("estimates", "scope=kwanliso&repeats=no&events=", ""),
        ("estimates", "years=2025-2012", "years=2012-2025"),
        ("estimates", "years=0001-9999", ""),
        ("lineage", "origins=kinu-2013&scope=wider", ""),
        ("camps", "find=yodok&areas=no", ""),
        ("camp_populations", "camp=camp-18-kaechon&list=kinu-2025", "camp=camp-18-kaechon"),
        ("timeline", "answer=unknown&answer=no&event=whatever", "answer=no&answer=unknown"),
        ("timeline", "words=%20", ""),
        ("statements", "people=anybody", ""),
    ],
)
def test_addresses_that_show_the_same_are_one_view(place: str, asked: str, same: str) -> None:
    assert view(place, asked.replace("%20", " ")) == view(place, same)


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("/picture/nothing.svg", "estimates"),
        ("/picture/step-99.svg", "step-2.4"),
        ("/picture/estimates.gif", "svg, png"),
        ("/data/estimates.png", "csv, json"),
        ("/picture/estimates.svg?theme=sepia", "light, dark"),
        ("/picture/estimates.svg?sheet=poster", "page, phone, card, slide"),
        ("/picture/estimates.svg?lang=fr", "en, ko"),
        ("/picture/estimates.svg?colour=red", "origins, scope, years, repeats, events, lang"),
        ("/picture/estimates.svg?origins=cia", "seoul-intelligence"),
        ("/picture/estimates.svg?scope=all", "christians-only"),
        ("/picture/estimates.svg?years=2013", "1982-2025"),
        ("/picture/estimates.svg?repeats=maybe", "yes, no"),
        ("/picture/camps.svg?camp=camp-99", "camp-14"),
        ("/picture/timeline.svg?answer=perhaps", "partly"),
        ("/picture/timeline.svg?people=Nobody%20At%20All", "Donald Trump"),
        ("/picture/timeline.svg?words=xyzzyplugh", "No event holds the words"),
        ("/picture/arrivals.svg?years=2010-2012", "lang, theme, sheet, edition"),
        ("/picture/estimates.svg?edition=000000000000", "The newest is"),
        ("/picture/estimates.svg?edition=../../etc", "The newest is"),
    ],
)
def test_what_there_is_not_is_refused_with_what_there_is(
    address: str, named: str, site: TestClient
) -> None:
    answer = site.get(address)
    assert answer.status_code == 400
    assert named in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_a_refusal_is_in_the_reader_s_language_and_never_longer_than_it_need_be(
    site: TestClient,
) -> None:
    answer = site.get("/picture/estimates.svg?lang=ko&theme=" + "x" * 5000)
    assert "쓸 수 있는 값: light, dark." in answer.text
    assert len(answer.text) < 600


def test_the_same_view_of_an_edition_is_not_sent_twice(site: TestClient) -> None:
    first = site.get("/picture/opening.svg?lang=ko")
    tag = first.headers["etag"]
    again = site.get("/picture/opening.svg?lang=ko&theme=light", headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert again.headers["etag"].split("-")[0].strip('"') == tag.split("-")[0].strip('"')
    other = site.get("/picture/opening.svg?lang=ko&theme=dark", headers={"If-None-Match": tag})
    assert other.status_code == 200


def test_what_was_drawn_is_at_hand_for_the_next(
    site: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[object] = []
    made = figure_files._made
    monkeypatch.setattr(
        figure_files, "_made", lambda *given: drawn.append(given[0]) or made(*given)
    )
    bodies = {
        site.get(f"/picture/estimates.svg?{asked}").content
        for asked in ("repeats=yes", "repeats=yes&theme=light", "scope=kwanliso&repeats=yes")
    }
    assert len(bodies) == len(drawn) == 1


def test_memory_is_bounded_however_many_views_are_asked_for(
    site: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figure_files, "IN_MEMORY", 200_000)
    for first in range(1990, 2012):
        assert site.get(f"/picture/estimates.svg?years={first}-2025").status_code == 200
    held = figure_files._at_hand()._found.values()
    assert 0 < sum(one.weight for one in held) <= 200_000


def test_one_visitor_is_told_to_wait_before_holding_a_core(
    site: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figure_files, "OFTEN", 3)
    figure_files._queue.cache_clear()
    codes = [
        site.get(f"/picture/estimates.svg?years={first}-2025").status_code
        for first in range(1990, 1994)
    ]
    assert codes == [200, 200, 200, 429]
    # What is kept costs nothing.
    assert site.get("/picture/estimates.svg?years=1990-2025").status_code == 200


def test_a_crowd_is_told_when_to_come_back(
    site: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> Future[object]:
        raise Crowded(7)

    monkeypatch.setattr(figure_files, "order", full)
    answer = site.get("/picture/opening.png?lang=ko")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "7")
    assert "7초 뒤" in answer.text


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize(
    "asked", ["estimates.svg?origins=nis-2014&years=1982-1983", "timeline.svg?kind=envoy&answer=no"]
)
def test_a_choice_without_any_row_is_a_picture_all_the_same(
    asked: str, sheet: str, site: TestClient
) -> None:
    answer = site.get(f"/picture/{asked}&sheet={sheet}")
    assert answer.status_code == 200
    assert site.get(f"/data/{asked.replace('.svg', '.json')}").json()["rows_drawn"] <= 1
    assert len(texts(answer.text)) > 40


SHELL = (
    '<meta property="og:url" content="https://camps.example/estimates">\n'
    '<meta property="og:image" content="https://camps.example/edition/cards/en/estimates.png">\n'
    '<meta property="og:image:width" content="1200">\n'
    '<meta property="og:image:alt" content="All of it">'
)


def shell_of(page: str, asked: str, monkeypatch: pytest.MonkeyPatch, lang: str = "en") -> str:
    """Return the head of a page whose address makes choices."""
    monkeypatch.setenv("STORY_URL", "https://camps.example")
    entry = next(one for one in PAGES if one.name == page)
    scope = {
        "type": "http", "path": f"/{page}", "query_string": asked.encode(), "headers": [],
        "client": ("203.0.113.9", 1),
    }  # fmt: skip
    shown = Answer(SHELL.encode(), "text/html; charset=utf-8")
    return page_files._of_view(shown, entry, Language(lang), Request(scope)).body.decode()


@pytest.mark.usefixtures("site")
def test_a_link_to_a_view_is_previewed_by_the_card_of_that_view_in_words_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    head = shell_of("estimates", "lang=ko&origins=kinu-2013&x=1", monkeypatch, "ko")
    way = "https://camps.example/picture/estimates.png?origins=kinu-2013&amp;lang=ko&amp;sheet=card"
    assert f'<meta property="og:image" content="{way}">' in head
    own = "https://camps.example/estimates?lang=ko&amp;origins=kinu-2013"
    assert f'<meta property="og:url" content="{own}">' in head
    said = view("estimates", "origins=kinu-2013").figure(load(), Language.KO, PAGE).summary
    assert f'<meta property="og:image:alt" content="{escape(said)}">' in head
    assert '<meta property="og:image:width" content="1200">' in head


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("page", "asked"),
    [
        ("estimates", ""), ("estimates", "scope=kwanliso&lang=en"), ("estimates", "origins=cia"),
        ("estimates", "utm_source=x"), ("claims", "origins=kinu-2013"),
    ],
)  # fmt: skip
def test_a_link_without_choices_or_with_none_there_are_keeps_the_page_s_card(
    page: str, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shell_of(page, asked, monkeypatch) == SHELL


def test_every_choice_of_a_page_is_a_choice_of_its_pictures() -> None:
    for place, choices in PAGE_CHOICES.items():
        for name in choices:
            given = [(name, "")]
            assert view_of(place, given, load(), Language.EN).asked == ()
    with pytest.raises(BadChoice):
        view("opening", "scope=wider")


def test_rows_hold_no_formula(site: TestClient) -> None:
    table = site.get("/data/timeline.csv").text
    assert not any(line.startswith(("=", "+", "@")) for line in table.splitlines())
    assert json.loads(site.get("/data/timeline.json").text)["rows_in_all"] >= 80
    assert editions().current().edition == load().edition


@pytest.mark.parametrize("language", list(Language))
def test_a_figure_to_embed_keeps_the_choices_of_its_view(language: Language) -> None:
    figure_files._at_hand.cache_clear()
    figure_files._queue.cache_clear()
    site = TestClient(Starlette(routes=page_files.routes()))
    asked = f"list=un-coi-2014&lang={language}"
    answer = site.get(f"/embed/camps?{asked}&utm_source=elsewhere")
    assert answer.status_code == 200
    assert "frame-ancestors *" in answer.headers["content-security-policy"]
    view = view_of("camps", [("list", "un-coi-2014")], load(), language)
    assert view.figure(load(), language, PAGE).title in unescape(answer.text)
    assert f'href="{SiteLinks(language).page("camps")}' in answer.text
    assert "list=un-coi-2014" in answer.text
    assert "elsewhere" not in answer.text
    assert site.get("/embed/camps?list=nothing").status_code == 400
    rows = site.get(f"/embed/camps.csv?{asked}&utm_source=elsewhere")
    assert "14" in rows.text.splitlines()[1]
    assert site.get("/embed/camps.csv?list=nothing").status_code == 400


def test_oembed_leads_to_the_view_whose_address_it_is_given(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    home = "https://example.org/"
    monkeypatch.setattr(page_files, "public_address", lambda: home)
    monkeypatch.setattr(page_files, "press", lambda: SimpleNamespace(folder=tmp_path))
    file = tmp_path / "ko" / "embed" / "camps.json"
    file.parent.mkdir(parents=True)
    file.write_text(oembed(home, "camps", Language.KO, "수용소", 700), encoding="utf-8")
    site = TestClient(Starlette(routes=page_files.routes()))

    def frame(choices: str) -> str:
        url = f"{home}embed/camps?lang=ko{choices}"
        return site.get("/oembed", params={"url": url}).json().get("html", "")

    assert f'src="{home}ko/embed/camps.html"' in frame("")
    assert f'src="{home}embed/camps?lang=ko&amp;list=un-coi-2014"' in frame("&list=un-coi-2014")
    assert frame("&list=nothing") == ""
