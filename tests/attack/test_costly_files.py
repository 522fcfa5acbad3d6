"""Nobody can make the server work for long: files of briefings are made once, and in turn."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from itertools import product
from pathlib import Path
from threading import Event

import pytest
from httpx import ASGITransport, AsyncClient, Response
from starlette.applications import Starlette

from apart import run_apart
from story.figures import figure_function
from story.figures.figure import Figure
from story.publishing.folder import data_folder, load, read_edition
from story.publishing.history import history
from story.surfaces import open_editions
from story.surfaces.briefing import chosen, deck
from story.surfaces.briefing.choice import LENGTHS, MIME
from story.surfaces.briefing.deck import chapter_titles
from story.surfaces.briefing.programme import programme
from story.surfaces.child_process import NO_BROWSER, ChildFailed
from story.surfaces.compressed import answers
from story.surfaces.disk_cache import DiskCache
from story.surfaces.downloads import briefing_files
from story.surfaces.downloads.queue import EACH, MOST, Queue
from story.surfaces.serving.web import routes
from story.text import Language

FILE = "/download/briefing/public-23-5-en.pdf"


class Maker:
    """Stands for the process that makes files; it waits until `go` is set."""

    def __init__(self) -> None:
        self.made: list[tuple[str, ...]] = []
        self.go = Event()
        self.go.set()
        self.fails: Exception | None = None

    def __call__(self, module: str, *given: str, seconds: float, memory: int) -> bytes:
        self.made.append(given)
        self.go.wait(30)
        if self.fails:
            raise self.fails
        return " ".join(given).encode()


@pytest.fixture
def maker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Maker]:
    made = Maker()
    disk, at_hand, queue = DiskCache(tmp_path, 1_000_000), answers(100_000), Queue[bytes]()
    for name, value in {"_disk": disk, "_at_hand": at_hand, "_queue": queue}.items():
        monkeypatch.setattr(briefing_files, name, lambda value=value: value)
    monkeypatch.setattr(briefing_files, "run_child", made)
    monkeypatch.setattr(briefing_files, "PATIENCE", 0.05)
    yield made
    made.go.set()
    queue.ahead("the last", lambda: b"").result(30)  # nothing goes on into another test


Ask = Callable[..., Response]


async def ask(path: str, visitor: str = "192.0.2.1", **headers: str) -> Response:
    app = Starlette(routes=routes())
    transport = ASGITransport(app, client=(visitor, 40000))
    async with AsyncClient(transport=transport, base_url="http://localhost") as client:
        return await client.get(path, headers=headers)


def asked(path: str, visitor: str = "192.0.2.1", **headers: str) -> Response:
    return run_apart(ask(path, visitor, **headers))


def test_a_file_is_made_once_whoever_asks_and_however(
    maker: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(briefing_files, "PATIENCE", 30)
    answers = [
        asked(FILE, visitor, host=host, cookie=host, referer=host)
        for visitor, host in (("192.0.2.1", "a.example"), ("2001:db8::1", "b.example"))
    ]
    assert [one.status_code for one in answers] == [200, 200]
    assert len(maker.made) == 1
    assert not any("example" in given for given in maker.made[0])
    assert b"example" not in answers[1].content
    assert asked(FILE, **{"if-none-match": answers[0].headers["etag"]}).status_code == 304


@pytest.mark.parametrize(
    "name",
    [
        "public-22-5-en.pdf",  # a chapter twice
        "public-23-15-en.pdf",  # a handout is the same for five minutes and for fifteen
        "public-23-05-en.pdf", "public-23-5-EN.pdf", "public-23-5-en.PDF", "public-8-5-en.pdf",
        "public--5-en.pdf", "nobody-23-5-en.pdf", "public-23-5-en.docx", "public-２３-5-en.pdf",
        "public-23-5-en-notes.pdf", "public-2300000000000000000000000000000000000-5-en.pdf",
    ],
)  # fmt: skip
def test_each_choice_has_one_name_and_any_other_costs_nothing(maker: Maker, name: str) -> None:
    assert asked(f"/download/briefing/{name}").status_code == 404
    assert maker.made == []


def test_an_edition_that_was_never_published_is_not_looked_for(maker: Maker) -> None:
    for edition in ("0" * 12, "the figures are invented", "../../x"):
        answer = asked(f"{FILE}?edition={edition}")
        assert answer.status_code == 404
        assert edition not in answer.text
    assert maker.made == []


def test_what_takes_longer_than_a_moment_holds_nobody_and_says_when_to_look_again(
    maker: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    maker.go.clear()
    answer = asked(FILE.replace("-en", "-ko"))
    assert answer.status_code == 202
    assert int(answer.headers["retry-after"]) == int(answer.headers["refresh"]) > 0
    assert "파일을 만들고 있습니다" in answer.text
    monkeypatch.setattr(briefing_files, "PATIENCE", 30)
    maker.go.set()
    assert asked(FILE.replace("-en", "-ko")).status_code == 200
    assert len(maker.made) == 1


def test_a_visitor_gets_so_many_files_at_once_and_a_sentence(maker: Maker) -> None:
    maker.go.clear()
    for chapter in range(1, 1 + EACH):
        assert asked(f"/download/briefing/public-{chapter}-5-en.pdf").status_code == 202
    for language, said in (("en", "Others are waiting"), ("ko", "다른 이용자의 파일")):
        refused = asked(f"/download/briefing/public-7-5-{language}.pdf")
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) > 0
        assert refused.headers["cache-control"] == "no-store"
        assert said in refused.text
    # Somebody else is not refused for it; another of the same network is no one else.
    assert asked("/download/briefing/public-7-5-en.pdf", "192.0.2.2").status_code == 202


def test_the_addresses_of_one_network_are_one_visitor(maker: Maker) -> None:
    maker.go.clear()
    answers = [
        asked(f"/download/briefing/public-{chapter}-5-en.pdf", f"2001:db8::{chapter}")
        for chapter in range(1, 2 + EACH)
    ]
    assert [one.status_code for one in answers] == [202] * EACH + [429]


def test_many_who_ask_for_unusual_files_do_not_make_the_server_hold_them(maker: Maker) -> None:
    maker.go.clear()

    async def crowd() -> list[Response]:
        names = [f"{one}{two}" for one, two in product("1234567", repeat=2) if one < two]
        return await asyncio.gather(
            *(
                ask(f"/download/briefing/public-{name}-full-en.pdf", f"192.0.2.{number}")
                for number, name in enumerate(names)
            )
        )

    statuses = [one.status_code for one in run_apart(crowd())]
    assert statuses.count(202) == MOST
    assert statuses.count(429) == len(statuses) - MOST


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (ChildFailed(-9, "killed where memory ran out"), "cannot be made now"),
        (ChildFailed(1, "Traceback (most recent call last)"), "cannot be made now"),
        (ChildFailed(0, "No space left on device"), "cannot be made now"),
        (ChildFailed(NO_BROWSER, ""), "cannot be made here"),
    ],
)
def test_a_file_that_cannot_be_made_costs_nothing_but_itself(
    maker: Maker, failure: ChildFailed, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(briefing_files, "PATIENCE", 30)
    maker.fails = failure
    answer = asked(FILE)
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert said in answer.text
    assert "Traceback" not in answer.text
    maker.fails = None
    assert asked(FILE).status_code == 200


def test_what_each_audience_is_offered_is_made_before_anybody_asks(maker: Maker) -> None:
    briefing_files.make_usual()
    briefing_files._queue().ahead("last", lambda: b"").result(60)
    forms = len(MIME) * len(LENGTHS) - 1  # a handout for five minutes is that for fifteen
    # Two audiences may have the same chapters, but not the same asks.
    assert len(maker.made) == forms * len(programme().audiences) * len(Language)
    edition = load().edition
    assert {given[2] for given in maker.made} == {edition}
    assert asked("/download/briefing/public-1234567-15-ko.pptx").status_code == 200
    assert len(maker.made) == forms * len(programme().audiences) * len(Language)


def test_a_disk_that_is_full_costs_only_the_keeping(
    maker: Maker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(briefing_files, "PATIENCE", 30)
    in_the_way = tmp_path / "a file"
    in_the_way.touch()
    monkeypatch.setattr(briefing_files, "_disk", lambda: DiskCache(in_the_way, 1_000_000))
    assert [asked(FILE).status_code for _ in range(2)] == [200, 200]


def test_a_page_of_many_slides_draws_the_figure_of_the_slide_it_shows_and_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn: list[str] = []

    def noting(name: str) -> Callable[..., Figure]:
        drawn.append(name)
        return figure_function(name)

    decks = import_module("story.surfaces.briefing.deck")
    monkeypatch.setattr(decks, "figure_function", noting)
    dataset = load()
    titles = chapter_titles(dataset)
    told = deck(dataset, chosen(titles, length="full"))
    assert len(told.slides) > 20
    assert told.seconds > 0
    assert drawn == []
    assert told.slides[1].figure
    assert len(drawn) == 1


def test_an_earlier_edition_is_read_once_for_many_who_ask_in_turn_and_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[str] = []

    def counted(folder: Path, name: str) -> object:
        read.append(name)
        return read_edition(folder, name)

    monkeypatch.setattr(open_editions, "read_edition", counted)
    monkeypatch.setattr(open_editions, "proven", lambda _: ())
    open_editions._read.cache_clear()
    open_editions._untellable.cache_clear()
    names = [one.edition for one in history(data_folder())][1:6]
    with ThreadPoolExecutor(8) as strangers:
        found = list(strangers.map(open_editions.kept_edition, names * 4))
    assert any(found)
    # One that cannot be told is looked up again, which costs nothing.
    assert sorted(read) == sorted(names)
    open_editions._read.cache_clear()
    open_editions._untellable.cache_clear()
