"""The edition: the whole story as pages that need no server, no script and no network."""

import json
import re
import shutil
from collections.abc import Iterator
from functools import cache
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import fromstring

import html5lib
import pytest

from edition_order import BASE, CACHE, order, quiet
from story.figures import NAMES
from story.publishing.folder import data_folder, load
from story.surfaces.data_files import data_files
from story.surfaces.edition.all_pages import Book
from story.surfaces.edition.assembling import assembled, spoken
from story.surfaces.edition.build import build
from story.surfaces.edition.figure_cache import Showcase
from story.surfaces.edition.figure_inputs import Watched
from story.surfaces.edition.files import Folder
from story.surfaces.edition.policy import digest
from story.surfaces.edition.styling import style, style_within
from story.surfaces.pages import CHAPTERS, OP_ED, PAGES
from story.tables import Dataset
from story.tables.model import Camp, Event, Source
from story.tables.values import VALUES
from story.telling.narrative import plain, tell
from story.text import Language

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("edition")]  # built once, by one worker
LANGUAGES = pytest.mark.parametrize("language", list(Language))


class Links(HTMLParser):
    """Collects what a page leads to, what it loads, and its ids."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs) -> None:
        given = dict(attrs)
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        if tag in ("img", "script", "iframe", "source") and given.get("src"):
            self.loads.append(given["src"])
        if tag == "link" and given.get("rel") in ("stylesheet", "icon", "manifest", "preload"):
            self.loads.append(given["href"])


@cache
def read(path: Path) -> Links:
    found = Links()
    found.feed(path.read_text(encoding="utf-8"))
    return found


def pages(edition: Path) -> list[Path]:
    return sorted(edition.rglob("*.html"))


def test_no_link_within_the_edition_is_broken(edition: Path) -> None:
    ids = {path: set(read(path).ids) for path in pages(edition)}
    broken = []
    for path in pages(edition):
        if path.name == "404.html":
            continue  # shown under any address, so its links start from the host
        for link in read(path).links + read(path).loads:
            parts = urlsplit(link)
            if parts.scheme:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            here = target.is_file() and (
                not parts.fragment or unquote(parts.fragment) in ids.get(target, {})
            )
            if not here:
                broken.append((path.relative_to(edition).as_posix(), link))
    assert broken == []


def test_no_page_loads_anything_from_elsewhere(edition: Path) -> None:
    for path in pages(edition):
        loads = [one for one in read(path).loads if not one.startswith(BASE)]
        assert [one for one in loads if urlsplit(one).scheme] == [], path
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"url\((?!#)|@import|\son\w+=", text.partition("<body")[2]), path


def test_every_page_is_valid_html_with_each_id_once(edition: Path) -> None:
    for path in pages(edition / "en") + pages(edition / "ko"):
        ids = read(path).ids
        assert len(ids) == len(set(ids)), path
    # Reading as strictly as a browser's own standard takes its time: one of each kind.
    for path in [*(edition / "en").glob("*.html"), edition / "ko" / "embed" / "camps.html"]:
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(path.read_text(encoding="utf-8"))
        assert [error for _, error, _ in parser.errors] == [], path


def test_every_page_runs_under_its_own_policy(edition: Path) -> None:
    for path in pages(edition):
        text = path.read_text(encoding="utf-8")
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
        assert policy, path
        assert "unsafe" not in policy[1]
        assert "default-src &#39;none&#39;" in policy[1]
        for tag in ("style", "script"):
            for held in re.findall(rf"<{tag}>(.*?)</{tag}>", text, flags=re.DOTALL):
                assert digest(held) in policy[1], (path, tag)
        assert " style=" not in text


@LANGUAGES
def test_the_overview_tells_every_chapter_in_brief_and_leads_to_its_page(
    language: Language, edition: Path
) -> None:
    text = (edition / str(language) / "index.html").read_text(encoding="utf-8")
    story = tell(load(), language)
    for one in story.chapters:
        brief = text.partition(f'id="{one.slug}"')[2].partition("</section>")[0]
        assert f"<h3>{escape(plain(one.finding), quote=False)}</h3>" in brief
        assert f'class="caption">{escape(plain(one.figure.annotation), quote=False)}</p>' in brief
        assert brief.count('href="../' + f'{language}/{one.slug}.html"') == 2
        assert brief.count("<figure") == 1
        # Old links to its steps still end here, where no script leads them on.
        assert [step.id for step in one.steps if f'<span id="step-{step.id}">' not in brief] == []


@LANGUAGES
def test_the_article_is_named_before_the_tally_of_its_claims(
    language: Language, edition: Path
) -> None:
    text = (edition / str(language) / "index.html").read_text(encoding="utf-8")
    article = plain(tell(load(), language).opening.paragraphs[0])[:20]
    assert 0 < text.index(article) < text.index('class="strip"')


@LANGUAGES
def test_what_advocates_ask_stands_apart_and_is_marked_as_theirs(
    language: Language, edition: Path
) -> None:
    story = tell(load(), language)
    asked = [(one.slug, item) for one in story.chapters for item in one.requests]
    assert asked
    for slug, request in asked:
        text = (edition / str(language) / f"{slug}.html").read_text(encoding="utf-8")
        apart = text.partition('<aside class="requests"')[2].partition("</aside>")[0]
        assert escape(plain(request.ask), quote=False) in apart
        assert escape(plain(request.ask), quote=False) not in text.replace(apart, "")


@LANGUAGES
def test_a_chapter_opens_with_the_words_of_an_event_its_speaker_and_its_date(
    language: Language, edition: Path
) -> None:
    dataset = load()
    said = 0
    for chapter in tell(dataset, language).chapters:
        text = (edition / str(language) / f"{chapter.slug}.html").read_text(encoding="utf-8")
        assert ('<figure class="voice">' in text) == (chapter.voice is not None)
        if chapter.voice:
            said += 1
            (record,) = {each for mark in chapter.voice.by for each in getattr(mark, "records", ())}
            event = dataset.find(Event, record.partition(".")[2])
            words = event.quote if language is Language.EN else event.quote_ko
            voice = text.partition('<figure class="voice">')[2].partition("</figure>")[0]
            assert escape(words, quote=False) in voice
            assert escape(event.within("speaker", language), quote=False) in voice
            assert str(event.start_date)[:4] in voice
    assert said >= 5


@LANGUAGES
def test_a_figures_caption_has_at_most_twenty_words(language: Language, edition: Path) -> None:
    for path in [
        *(edition / str(language)).glob("*.html"),
        *(edition / str(language)).glob("embed/*"),
    ]:
        if path.suffix == ".html":
            for caption in re.findall(
                r'class="caption">([^<]*)<', path.read_text(encoding="utf-8")
            ):
                assert len(caption.split()) <= 20, (path.name, caption)


@LANGUAGES
def test_a_chapters_page_has_the_table_the_words_and_the_sources_of_every_figure(
    language: Language, edition: Path
) -> None:
    for chapter in tell(load(), language).chapters:
        text = (edition / str(language) / f"{chapter.slug}.html").read_text(encoding="utf-8")
        figures = text.count('<figure class="figure"')
        assert figures == max(len(chapter.steps), 1)
        for part in ("sources", "table"):
            assert len(re.findall(rf'id="figure-[^"]+-{part}"', text)) == figures
        assert text.count('class="picture wide"') == text.count('class="picture narrow"') == figures


def test_each_claim_camp_and_event_has_a_page_that_its_list_leads_to_with_its_neighbours(
    edition: Path,
) -> None:
    dataset = load()
    sitemap = (edition / "sitemap.xml").read_text(encoding="utf-8")
    for language in Language:
        for name, rows, listed in (
            ("claim", dataset.claims, "claims"), ("camp", dataset.camps, "camps"),
            ("event", dataset.events, "summits"),
        ):  # fmt: skip
            leads = read(edition / str(language) / f"{listed}.html").links
            for row in rows:
                path = f"{language}/{name}/{row.id}.html"
                found = read(edition / path)
                assert f"<loc>{BASE}{path}</loc>" in sitemap
                assert path.partition("/")[2] in leads
                assert f"../{listed}.html" in found.links
                beside = [link for link in found.links if re.fullmatch(r"[a-z0-9-]+\.html", link)]
                assert len({*beside} - {f"{row.id}.html"}) in (1, 2), path
                assert (edition / path).stat().st_size < 180_000


VOCABULARY = json.loads((Path(__file__).parent / "schema_org.json").read_text())["types"]


PLAIN = {"Text", "URL", "Number", "Integer", "Boolean", "Date", "DateTime"}


def misfits(said: dict[str, object], where: str) -> Iterator[str]:
    """Yield what schema.org does not know of an object and of those within it."""
    known = VOCABULARY[said["@type"]]["properties"]
    for name, value in said.items():
        if name != "@type" and name not in known:
            yield f"{where}: {said['@type']} has no {name}"
        for item in (value if isinstance(value, list) else [value]) if name in known else []:
            yield from misfit(item, set(known[name]), f"{where}.{name}")


def misfit(item: object, allowed: set[str], where: str) -> Iterator[str]:
    """Yield what is wrong with one value of a property that allows these kinds."""
    if not isinstance(item, dict):
        if not PLAIN & allowed:
            yield f"{where}: no {sorted(allowed)}"
    elif "@id" in item:  # a page, by its address
        if "Thing" not in allowed:
            yield f"{where}: no {sorted(allowed)}"
    else:
        if not set(VOCABULARY[item["@type"]]["is"]) & allowed:
            yield f"{where}: no {item['@type']}"
        yield from misfits(item, where)


@LANGUAGES
def test_structured_data_are_of_the_vocabulary_and_opinions_are_not_rated(
    language: Language, edition: Path
) -> None:
    found: dict[str, list[dict[str, object]]] = {}
    for path in sorted((edition / str(language)).rglob("*.html")):
        data = re.search(r'ld\+json">(.*?)</script>', path.read_text("utf-8"), flags=re.DOTALL)
        if data:
            found[path.stem] = json.loads(data[1])["@graph"]
            assert [item for part in found[path.stem] for item in misfits(part, path.stem)] == []
    for claim in load().claims:
        review, crumbs = found[claim.id]
        if claim.assessment == "opinion":
            assert review["@type"] == "Article"
            continue
        rating = review["reviewRating"]
        assert review["claimReviewed"] == claim.within("claim", language)
        assert rating["alternateName"] == VALUES["claims.assessment"][claim.assessment].within(
            language
        )
        assert ("ratingValue" in rating) is (claim.assessment != "could-not-verify")
        assert [item["item"]["@id"] for item in crumbs["itemListElement"]] == [
            f"{BASE}{language}/{name}.html" for name in ("index", "claims", f"claim/{claim.id}")
        ]
    files = found["data"][0]["distribution"]
    assert {item["name"] for item in files} == set(data_files())
    for item in files:
        file = edition / item["contentUrl"].removeprefix(BASE)
        assert item["contentSize"] == f"{file.stat().st_size} B"


def test_what_is_to_be_found_and_shared_is_named_in_both_languages(edition: Path) -> None:
    names = ["index" if page.name == "overview" else page.name for page in PAGES]
    for language in Language:
        for name in names:
            text = (edition / str(language) / f"{name}.html").read_text(encoding="utf-8")
            assert f'<link rel="canonical" href="{BASE}{language}/{name}.html">' in text
            for tag in ("en", "ko", "x-default"):
                assert f'hreflang="{tag}" href="{BASE}' in text
            data = re.search(r'ld\+json">(.*?)</script>', text, flags=re.DOTALL)
            assert data
            said = json.loads(data[1])["@graph"][0]
            assert said["@type"] == ("Dataset" if name == "data" else "Article")
            assert said["inLanguage"] == str(language)
            card = re.search(rf'og:image" content="{BASE}([^"]+)"', text)
            assert card
            assert (edition / card[1]).read_bytes()[16:24] == (1200).to_bytes(4) + (630).to_bytes(4)
    sitemap = fromstring((edition / "sitemap.xml").read_text(encoding="utf-8"))
    addresses = [one.text for one in sitemap.iter() if one.tag.endswith("loc")]
    assert len(addresses) == len(set(addresses))
    assert all((edition / str(one).removeprefix(BASE)).is_file() for one in addresses)
    json.loads((edition / "site.webmanifest").read_text(encoding="utf-8"))


@LANGUAGES
def test_every_figure_can_be_embedded_with_its_source_and_edition(
    language: Language, edition: Path
) -> None:
    for name in NAMES:
        text = (edition / str(language) / "embed" / f"{name}.html").read_text(encoding="utf-8")
        assert "<svg" in text
        assert 'class="source-line"' in text
        assert load().edition in text
        answer = json.loads((edition / str(language) / "embed" / f"{name}.json").read_text("utf-8"))
        assert answer["type"] == "rich"
        assert f"{BASE}{language}/embed/{name}.html" in answer["html"]


def test_an_edition_is_kept_as_it_was_and_says_so(edition: Path) -> None:
    kept = edition / "editions" / load().edition
    assert {one.name for one in kept.iterdir()} == {
        "en",
        "ko",
        "assets",
        "data",
        "site.webmanifest",
    }
    text = (kept / "en" / "index.html").read_text(encoding="utf-8")
    assert 'class="kept"' in text
    assert 'href="../../../en/index.html"' in text
    assert 'data-base="../../../"' in text


def test_a_second_build_writes_nothing_and_a_third_elsewhere_the_same_bytes(
    edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[object] = []
    with monkeypatch.context() as here:
        for place in (
            "figure_cache.figure_function",
            "cards.figure_function",
            "cards.png",
            "build.png",
        ):
            here.setattr(f"story.surfaces.edition.{place}", drawn.append)
        again = build(order(edition), quiet)
    assert (again.written, again.kept, drawn) == (0, False, [])
    build(order(tmp_path), quiet)
    names = sorted(one.relative_to(edition) for one in edition.rglob("*") if one.is_file())
    assert names == sorted(
        one.relative_to(tmp_path) for one in tmp_path.rglob("*") if one.is_file()
    )
    differ = [one for one in names if (edition / one).read_bytes() != (tmp_path / one).read_bytes()]
    assert differ == []


def changed(tmp_path: Path, name: str, old: str, new: str) -> Dataset:
    """Return the story's tables with one word of one of them replaced."""
    data = tmp_path / name
    shutil.copytree(data_folder(), data, ignore=shutil.ignore_patterns(".*"))
    table = data / f"{name}.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    dataset = load(data)
    assert dataset.edition != load().edition
    return dataset


def made_of(dataset: Dataset, cache: Path) -> list[str]:
    """Return the figures that are made anew for these tables after the story's own."""
    shutil.copytree(CACHE / "figures", cache / "figures")
    told = Showcase(dataset, Language.EN, cache)
    for name in NAMES:
        told.figure(name)
    return told.made


@pytest.mark.usefixtures("edition")
def test_a_changed_table_draws_only_what_depends_on_it(tmp_path: Path) -> None:
    assert made_of(load(), tmp_path / "same") == []
    words = changed(tmp_path, "glossary", "kwanliso", "kwalliso")
    assert made_of(words, tmp_path / "words") == []
    posts = changed(tmp_path, "observations", "not a yearly value", "no yearly value")
    anew = made_of(posts, tmp_path / "posts")
    assert "arrivals" in anew
    assert "estimates" not in anew


@pytest.mark.usefixtures("edition")
def test_a_sources_new_title_makes_no_figure_again_but_its_new_publisher_does(
    tmp_path: Path,
) -> None:
    named = load().find(Source, "global-economic-times-arrivals")
    title = changed(tmp_path / "title", "sources", named.title, "Another title")
    assert made_of(title, tmp_path / "titled") == []
    publisher = changed(tmp_path / "publisher", "sources", named.publisher, "Another publisher")
    anew = made_of(publisher, tmp_path / "published")
    assert "arrivals" in anew
    assert "camps" not in anew


def cards_of(dataset: Dataset, cache: Path) -> tuple[dict[str, bytes], set[str]]:
    """Return the English cards for these tables by page, and the names of those made anew."""
    told = Showcase(dataset, Language.EN, cache)
    cards = Book(tell(dataset, Language.EN), told, "", "", "", ()).cards()
    found = {Path(path).stem: pixels for path, pixels in cards}
    return found, {name.removeprefix("card of ") for name in told.made}


@pytest.mark.usefixtures("edition")
def test_a_changed_table_draws_only_the_cards_that_show_it(tmp_path: Path) -> None:
    shutil.copytree(CACHE / "figures", tmp_path / "figures")
    before, anew = cards_of(load(), tmp_path)
    assert anew == set()
    words = changed(tmp_path, "glossary", "kwanliso", "kwalliso")
    assert cards_of(words, tmp_path) == (before, set())
    name = load().find(Camp, "camp-14").name_en
    camps = changed(tmp_path, "camps", name, "Renamed camp")
    after, anew = cards_of(camps, tmp_path)
    assert "camps" in anew
    assert not {"estimates", "summits"} & anew
    assert {page for page in before if after[page] != before[page]} <= anew
    assert after["camps"] != before["camps"]
    assert cards_of(camps, tmp_path) == (after, set())
    kept = len(list((tmp_path / "figures").iterdir()))
    assert cards_of(load(), tmp_path) == (before, anew)
    assert len(list((tmp_path / "figures").iterdir())) == kept


def test_a_figure_is_known_to_read_the_tables_it_reads() -> None:
    watched = Watched(load())
    assert watched.tables == set()
    assert watched.claims
    camp = watched.find(Camp, "camp-14")
    assert watched.tables == {"claims", "camps"}
    assert camp.name_en
    source = watched.find(Source, OP_ED)
    assert source.within("publisher", Language.KO) == load().find(Source, OP_ED).publisher_ko
    assert source.id == OP_ED
    assert watched.tables == {"claims", "camps"}
    assert set(watched.cells[OP_ED]) == {"publisher_ko", "source_id"}


def test_pictures_on_a_page_share_outlines_and_no_id() -> None:
    outline = "l" + "1 2 " * 60 + "z"
    picture = (
        '<svg aria-label="A"><defs><linearGradient id="p0a1b2c3d"/></defs>'
        f'<rect fill="url(#p0a1b2c3d)"/><path fill="var(--land)" d="M1 2{outline}"/></svg>'
    )
    page = assembled(f"<!-- store -->{picture}<p>{picture.replace('M1 2', 'M7 9')}")
    assert page.count(outline) == 1
    assert re.findall(r'id="(\w+)"', page) == ["o1", "d1", "d2"]
    assert '<use href="#o1" x="7" y="9" fill="var(--land)"/>' in page
    assert page.count('fill="url(#d1)"') == page.count('fill="url(#d2)"') == 1
    # An outline a little too short to be shared stays whole: no digit of its start is taken.
    short = f'<svg aria-label="A"><path d="M160.3 287.5{outline[:155]}z"/></svg>'
    assert assembled(f"<!-- store -->{short}{short}").count(short) == 2


def test_marks_carry_their_words_where_they_can_be_walked_and_nothing_elsewhere() -> None:
    picture = '<svg><rect data-id="kinu-2013"/><circle fill="none" data-id="x" r="1"/></svg>'
    assert '<rect data-id="kinu-2013" data-said="KINU: &lt;80,000&gt;"/>' in spoken(
        picture, {"kinu-2013": "KINU: <80,000>"}
    )


@pytest.mark.usefixtures("edition")
def test_every_page_of_the_site_and_of_its_chapters_has_a_first_paint_with_links_of_the_site(
    tmp_path: Path,
) -> None:
    shutil.copytree(CACHE / "figures", tmp_path / "figures")
    showcase = Showcase(load(), Language.KO, tmp_path)
    book = Book(tell(load(), Language.KO), showcase, BASE, "https://example.org/", "", ())
    paints = dict(book.first_paints())
    for page in (*PAGES, *CHAPTERS):
        paint = json.loads(paints[f"shells/{page.name}.ko.json"])
        assert f'rel="canonical" href="https://example.org/{page.path}?lang=ko"' in paint["head"]
        assert re.findall(r'href="(?!/|#|https?:)[^"]*"', paint["body"]) == []
    overview = json.loads(paints["shells/overview.ko.json"])["body"]
    assert [page for page in CHAPTERS if f'href="/{page.path}?lang=ko"' not in overview] == []


def test_the_style_can_be_kept_within_one_element() -> None:
    within = style_within("#edition")
    assert "#edition{" in within
    assert "#edition .masthead" in within
    assert not re.search(r"[};]\.\w", within)
    assert within.count("{") == style().count("{")


def test_a_file_an_earlier_build_made_is_taken_away(tmp_path: Path) -> None:
    first = Folder(tmp_path)
    first.put("en/old.html", "old")
    first.put("en/new.html", "new")
    first.finish()
    second = Folder(tmp_path)
    second.put("en/new.html", "new")
    second.finish()
    assert not (tmp_path / "en" / "old.html").exists()
    assert (tmp_path / "en" / "new.html").read_text() == "new"


def test_what_was_packed_of_a_page_goes_when_the_page_changes_or_goes(tmp_path: Path) -> None:
    first = Folder(tmp_path)
    for name in ("same.html", "other.html", "gone.html"):
        first.put(name, "before")
        (tmp_path / f"{name}.gz").write_text("packed")
    first.finish()
    second = Folder(tmp_path)
    second.put("same.html", "before")
    second.put("other.html", "after")
    second.finish()
    assert {one.name for one in tmp_path.glob("*.gz")} == {"same.html.gz"}
