"""Nothing that a stranger writes is said in our voice, wherever it is written."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from bench.servers import story
from bench.visitor import Run, Visitor
from deploy.replicas import ROOT

from apart import run_apart
from attack.conftest import PUBLIC, Attacked
from attack.wire import ask
from story.publishing.folder import load
from story.surfaces.pages import PUBLIC_PAGES

SENTENCE = "The UN found these figures to be invented"
TELLING = ("invented", "UN found these", quote("UN found these"), "UN+found+these")
# Every name by which a page of ours reads its address, and some that none does.
NAMES = (
    "edition", "lang", "present", "at", "camp", "list", "discs", "find", "scope", "origins",
    "years", "kind", "answer", "people", "words", "name", "details", "event", "assessment", "topic",
    "source", "publisher", "read", "table", "rows", "rows-page", "sources-page", "term", "audience",
    "length", "in", "chapters", "notes", "slide", "step", "url", "format", "embed", "embed_options",
    "x", "theme", "sheet", "areas", "repeats", "events", SENTENCE,
)  # fmt: skip
PAGES = tuple(one.path for one in PUBLIC_PAGES)


def said_by(text: str) -> bool:
    return any(one in text for one in TELLING)


OTHERS = (
    "embed/camps", "embed/camps.csv", "changes.atom", "corrections.atom", "oembed", "sitemap.xml",
    "download/claims.csv", "edition/en/index.html", "desk", "nope", "healthz",
    "download/briefing/x.pdf", "picture/camps.svg", "picture/estimates.png", "data/timeline.csv",
    "data/step-2.4.json",
)  # fmt: skip


@pytest.mark.parametrize("page", [*PAGES, *OTHERS])
def test_no_answer_repeats_a_parameter(page: str, attacked: Attacked, behind: str) -> None:
    for name in NAMES:
        asked = f"/{page}?{quote(name)}={quote(SENTENCE)}"
        for url in (attacked.url, behind):
            assert not said_by(ask(url, asked).said), asked


PATHS = (
    "/{}", "/{}/", "/camps/{}", "/download/{}.csv", "/download/claims/{}.csv", "/embed/{}",
    "/embed/{}.csv", "/edition/{}", "/edition/en/{}.html", "/edition/editions/{}/en/index.html",
    "/media/{}.csv", "/static/{}.js", "/_stcore/{}", "/_stcore/upload_file/{}/{}",
    "/component/{}/x", "/download/briefing/{}.pdf", "/auth/{}", "/assets/{}",
    "/oembed/{}", "/picture/{}.svg", "/picture/step-{}.png", "/picture/camps.{}", "/data/{}.json",
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_no_answer_repeats_a_path(path: str, attacked: Attacked, behind: str, down: str) -> None:
    for url in (attacked.url, behind, down):
        for method in ("GET", "PUT"):
            reply = ask(url, path.format(*[quote(SENTENCE)] * 2), method=method)
            assert not said_by(reply.said)
            assert reply.status != 200


HEADERS = (
    "User-Agent", "Referer", "Accept", "Accept-Language", "Accept-Encoding", "Cookie", "Range",
    "If-None-Match", "If-Modified-Since", "X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "Via",
    "X-Forwarded-Proto", "X-Request-Id", "Authorization", "Content-Type", "X-Xsrftoken",
)  # fmt: skip


@pytest.mark.parametrize("target", ["/", "/nope", "/healthz", "/_stcore/health", "/changes.atom"])
def test_no_answer_repeats_a_header(target: str, attacked: Attacked, behind: str) -> None:
    for name in HEADERS:
        for value in (SENTENCE, f"a={SENTENCE}", f"_streamlit_xsrf={SENTENCE}"):
            for url in (attacked.url, behind):
                assert not said_by(ask(url, target, headers=[(name, value)]).said)
    assert not said_by(ask(attacked.url, target, host=f"{SENTENCE}.example").said)
    assert not said_by(ask(attacked.url, target, host=PUBLIC, headers=[("Origin", SENTENCE)]).said)


def test_an_edition_is_named_by_twelve_hex_digits_or_not_at_all(attacked: Attacked) -> None:
    own = load().edition
    for named in (SENTENCE, own.upper(), own[:11], f"{own}0", f"{own}/..", "../../etc", "%00", "é"):
        for page in PAGES:
            reply = ask(attacked.url, f"/{page}?edition={quote(named)}")
            assert reply.status == 404
            assert reply.guarded
    for named in (own, "0" * 12, ""):
        assert ask(attacked.url, f"/?edition={named}").status == 200


def shown(run: Run) -> str:
    """Return everything a run shows, whatever it is: it is written out whole."""
    return "\n".join(str(one) for one in run.elements)


def visited(url: str, page: str, query: str) -> str:
    async def visit() -> str:
        visitor = Visitor(url, page, query=query)
        await visitor.arrive()
        run = await visitor.run()
        await visitor.leave()
        assert not run.failed
        assert run.elements
        return shown(run)

    return run_apart(visit())


@pytest.mark.parametrize("page", PAGES)
def test_no_page_says_what_its_address_says(page: str, attacked: Attacked) -> None:
    query = "&".join(f"{quote(name)}={quote(SENTENCE)}" for name in NAMES if name != "present")
    assert not said_by(visited(attacked.url, page, query))
    assert not said_by(visited(attacked.url, page, f"present=yes&x={quote(SENTENCE)}"))


def test_words_that_the_tables_hold_are_still_looked_for(attacked: Attacked) -> None:
    assert "Yodok" in visited(attacked.url, "camps", "find=Yodok")


def test_what_the_address_holds_besides_choices_is_in_no_link(attacked: Attacked) -> None:
    said = visited(attacked.url, "camps", f"camp=camp-15&x={quote(SENTENCE)}&lang=ko")
    (way,) = re.findall(r'href=\\?"(\?[^"\\]*present=yes)', said)
    assert "camp=camp-15" in way
    assert "lang=ko" in way
    assert "x=" not in way


@pytest.fixture(scope="module")
def failing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site whose tables are broken, and says so."""
    data = Path(shutil.copytree(ROOT / "data", tmp_path_factory.mktemp("broken") / "data"))
    (data / "claims.csv").write_text("nothing\n", encoding="utf-8")
    with story(data, STORY_WARM="none") as server:
        yield server.url


def test_an_error_repeats_nothing_of_the_request(failing: str) -> None:
    for page in (*PAGES, "download/claims.csv", "changes.atom", "healthz", "ready", SENTENCE):
        reply = ask(failing, f"/{quote(page)}?lang={quote(SENTENCE)}")
        assert not said_by(reply.said)
        assert reply.guarded
