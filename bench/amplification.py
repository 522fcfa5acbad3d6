"""What a cheap request costs: processor time a server spends on each, route by route.

    python -m bench.amplification [--root ANOTHER_TREE]

Each request is one that anybody can send, asked over and over with whatever makes it new: another
path, edition or choice. Two tables of numbers, one before a change and one after, say what it
closed. The site is served with its edition printed, on tables with a dozen published editions.
"""

import argparse
import asyncio
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import combinations, count
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.servers import ROOT, TICKS, Server, serving, streamlit, until_printed
from bench.visitor import Visitor, labelled

CEILING = 0.5  # seconds of processor time, of any one request
EDITIONS = 12
REPEATED = 20
PRINTING = 600.0  # seconds
PAGES = ("", "estimates", "camps", "summits", "claims", "data", "briefing", "changes")


@dataclass(frozen=True)
class Cost:
    """Seconds of processor time one request took at most and on average, and what it answered."""

    name: str
    most: float
    mean: float
    answer: str


def spent(server: Server) -> float:
    """Return the processor time a server and all that it has started have used, in seconds."""
    total, family = 0.0, {server.pid}
    found: dict[int, tuple[int, list[str]]] = {}
    for one in Path("/proc").iterdir():
        if one.name.isdecimal():
            try:
                fields = (one / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            found[int(one.name)] = int(fields[1]), fields
    grown = True
    while grown:
        more = {pid for pid, (parent, _) in found.items() if parent in family} - family
        family |= more
        grown = bool(more)
    for pid in family & set(found):
        total += sum(int(one) for one in found[pid][1][11:15]) / TICKS
    return total


def measured(server: Server, name: str, asks: list[Callable[[], object]]) -> Cost:
    """Send each request and return what they cost."""
    costs, answers = [], set[str]()
    for ask in asks:
        before = spent(server)
        answers.add(str(ask()))
        costs.append(spent(server) - before)
    return Cost(name, max(costs), sum(costs) / len(costs), ", ".join(sorted(answers)))


def get(server: Server, path: str, **headers: str) -> str:
    """Ask for a path and return the answer's status."""
    try:
        with urlopen(Request(f"{server.url}{path}", headers=headers), timeout=180) as answer:
            answer.read()
            return str(answer.status)
    except HTTPError as refused:
        return str(refused.code)
    except OSError as gone:
        return type(gone).__name__


def visit(server: Server, page: str, query: str = "") -> str:
    """Open a page over the socket and run it once."""

    async def once() -> str:
        async with Visitor(server.url, page, query) as visitor:
            run = await visitor.run()
            return "failed" if run.failed else "run"

    return asyncio.run(once())


def again(server: Server, page: str, times: int) -> list[float]:
    """Run a page again over one socket; return what each cost."""

    async def many() -> list[float]:
        costs = []
        async with Visitor(server.url, page) as visitor:
            await visitor.run()
            for _ in range(times):
                before = spent(server)
                await visitor.run()
                costs.append(spent(server) - before)
        return costs

    return asyncio.run(many())


def deferred(server: Server, query: str, label: str) -> str:
    """Ask for a file of the Briefing page as its button did, or as its link does."""

    async def taken() -> str:
        async with Visitor(server.url, "briefing", query) as visitor:
            await visitor.run()
            button = next(
                (one for one in visitor._shown if labelled("download_button", label)(one)), None
            )
            if button is None:
                return "no button"
            message = BackMsg()
            request = message.backend_operation_request
            request.request_id, request.session_id = "1", visitor.session
            request.deferred_file.file_id = button.download_button.deferred_file_id
            await visitor._open.send(message.SerializeToString())
            async for raw in visitor._open:
                said = ForwardMsg.FromString(raw)
                if said.WhichOneof("type") == "backend_operation_response":
                    return "refused" if said.backend_operation_response.error_msg else "made"
        return "closed"

    return asyncio.run(taken())


def choices() -> Iterator[str]:
    """Return sets of chapters that no audience is shown by default."""
    return ("".join(one) for one in combinations("1234567", 2))


def report(server: Server, published: list[str]) -> Iterator[Cost]:
    """Measure every kind of request."""
    ask = partial(partial, get, server)
    yield measured(server, "idle, beside each request", [lambda: ""] * REPEATED)
    paths = {
        "a page's shell": [f"/{one}" for one in PAGES],
        "a page's shell, in Korean": [f"/{one}?lang=ko" for one in PAGES],
        "a page's shell, with an edition that is none": [f"/?edition={n:012x}" for n in range(20)],
        "a page that is none": [f"/none/{n}" for n in range(20)],
        "/healthz": ["/healthz"] * REPEATED,
        "/ready": ["/ready"] * REPEATED,
        "/_stcore/health": ["/_stcore/health"] * REPEATED,
        "/changes.atom": ["/changes.atom"] * REPEATED,
        "/sitemap.xml, /robots.txt, /site.webmanifest": ["/sitemap.xml", "/robots.txt",
                                                         "/site.webmanifest"],
        "/download/TABLE.csv": [f"/download/{one}.csv" for one in
                                ("events", "sources", "estimates", "observations", "claims")] * 3,
        "/download/TABLE/ROW.csv": ["/download/sources/inside-2025.csv"] * REPEATED,
        "/download/TABLE/ROW.csv of no row": [f"/download/sources/none-{n}.csv" for n in range(20)],
        "/download/story-data.zip": ["/download/story-data.zip"] * REPEATED,
        "/edition/PAGE.html": [f"/edition/en/{one}.html" for one in
                               ("index", "camps", "claims", "estimates", "summits", "data")] * 2,
        "/edition/editions/ID/PAGE.html, each another": [
            f"/edition/editions/{one}/en/index.html" for one in published],
        "/embed/FIGURE": ["/embed/estimates", "/embed/camps", "/embed/timeline"] * 3,
        "/oembed": ["/oembed?url=http://example.org/embed/estimates"] * REPEATED,
        "/picture/FIGURE.svg, each another": [
            f"/picture/{one}.svg?lang={tongue}&theme={theme}"
            for one in ("estimates", "camps", "timeline") for tongue in ("en", "ko")
            for theme in ("light", "dark")],
        "/picture/FIGURE.png, each another": [
            f"/picture/{one}.png?sheet={sheet}&lang=ko"
            for one in ("estimates", "camps", "timeline") for sheet in ("page", "card", "slide")],
        "/picture/FIGURE.png of another edition": [
            f"/picture/camps.png?edition={one}" for one in published],
        "/data/FIGURE.csv, each another": [
            f"/data/{one}.csv?lang={tongue}" for one in ("estimates", "camps", "timeline")
            for tongue in ("en", "ko")],
        "/static/, a large file": ["/static/index.html"] * REPEATED,
    }  # fmt: skip
    for name, wanted in paths.items():
        brotli = {"Accept-Encoding": "br, gzip"}
        yield measured(server, name, [ask(one, **brotli) for one in wanted])
    yield measured(server, "a query of 8 kB", [ask(f"/?x={'a' * 8000}")] * 5)
    yield measured(server, "a header of 30 kB", [ask("/", Cookie="a" * 30000)] * 5)
    for page in PAGES:
        yield measured(server, f"a visit: /{page}", [partial(visit, server, page)] * 5)
        costs = again(server, page, 8)
        yield Cost(f"a rerun: /{page}", max(costs), sum(costs) / len(costs), "run")
    yield measured(
        server, "a visit: /?edition=ID, each another published edition",
        [partial(visit, server, "claims", f"edition={one}") for one in published * 2],
    )  # fmt: skip
    yield measured(
        server, "a visit: /?edition=ID, the whole story, each another",
        [partial(visit, server, "", f"edition={one}") for one in published * 2],
    )  # fmt: skip
    yield measured(
        server, "a visit: /briefing?edition=ID, every step, each another",
        [partial(visit, server, "briefing", f"edition={one}&length=full") for one in published],
    )  # fmt: skip
    yield measured(
        server, "a visit: /?edition=ID of none",
        [partial(visit, server, "claims", f"edition={n:012x}") for n in range(5)],
    )  # fmt: skip
    yield measured(
        server, "a visit: /estimates, a choice nobody made",
        [partial(visit, server, "estimates", f"measure={n}&year=20{n:02}") for n in range(10)],
    )  # fmt: skip
    yield measured(
        server, "a visit: /briefing, chapters nobody chose, every step",
        [partial(visit, server, "briefing", f"chapters={one[0]}&chapters={one[1]}&length=full")
         for one in list(choices())[:8]],
    )  # fmt: skip
    yield measured(
        server, "a visit: /briefing, all chapters, every step, with notes",
        [partial(visit, server, "briefing", f"length=full&notes=yes&audience={one}")
         for one in ("public", "press", "lawmakers", "diplomats")],
    )  # fmt: skip
    yield from files(server)


def files(server: Server) -> Iterator[Cost]:
    """Measure files of briefings: as a flood of one visitor, each file another."""
    offered = get(server, "/download/briefing/none.pdf") == "404" and _has_link(server)
    for form, label in (("pptx", "PowerPoint"), ("html", "Slides"), ("pdf", "Handout")):
        name = f"a briefing's file that was not made: {form}, a dozen asked at once"
        wanted = list(choices())[:12]
        before, started = spent(server), time.monotonic()
        asks = [
            partial(get, server, f"/download/briefing/press-{one}-5-en.{form}")
            if offered
            else partial(
                deferred, server, f"audience=press&chapters={one[0]}&chapters={one[1]}&length=5",
                label,
            )
            for one in wanted
        ]  # fmt: skip
        answers = asyncio.run(_together(asks))
        took, cost = time.monotonic() - started, spent(server) - before
        said = ", ".join(f"{answers.count(one)}× {one}" for one in sorted(set(answers)))
        yield Cost(name, cost / len(wanted), cost / len(wanted), f"{said}; all in {took:.0f} s")


async def _together(asks: list[Callable[[], str]]) -> list[str]:
    return list(await asyncio.gather(*(asyncio.to_thread(one) for one in asks)))


def _has_link(server: Server) -> bool:
    return (
        Path(f"/proc/{server.pid}/cwd").resolve() / "src/story/surfaces/downloads/queue.py"
    ).exists()


@contextmanager
def tables(root: Path) -> Iterator[tuple[Path, list[str]]]:
    """Return a folder of the tables with a dozen editions published, and the editions' names."""
    number = count(1)
    with tempfile.TemporaryDirectory() as place:
        folder = shutil.copytree(root / "data", Path(place) / "data")
        sys.path.insert(0, str(root / "src"))
        from datetime import UTC, datetime

        from story.publishing.archive import Archive, Entry, digest
        from story.publishing.folder import edition_of, paths

        published, titled = [], ""
        for _ in range(EDITIONS):
            # Another title of the first source: another edition.
            sources = folder / "sources.csv"
            lines = sources.read_text(encoding="utf-8").split("\n")
            cells = lines[1].split(",")
            cells[4] = f"{titled or (titled := cells[4])} ({next(number)})"
            sources.write_text("\n".join([lines[0], ",".join(cells), *lines[2:]]), "utf-8")
            contents = {p.relative_to(folder).as_posix(): p.read_bytes() for p in paths(folder)}
            named = {name: digest(content) for name, content in contents.items()}
            edition = edition_of(folder)
            entry = Entry(edition, datetime.now(UTC), "", "bench", (), "publish", files=named)
            archive = Archive(folder)
            with archive.locked():
                archive.commit(entry, {named[name]: one for name, one in contents.items()})
                archive.bring_in_line()
                archive.settle()
            published.append(edition)
        yield folder, published


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOT, help="the tree whose site is served")
    root = parser.parse_args().root.resolve()
    with tables(root) as (data, published), tempfile.TemporaryDirectory() as cache:
        environment = {
            "STORY_DATA": str(data), "STORY_CACHE": cache, "STORY_WARM": "some",
            "PYTHONPATH": str(root / "src"), "STORY_URL": "",
        }  # fmt: skip
        with serving(partial(streamlit, root / "app.py"), root, environment) as server:
            until_printed(server.url, PRINTING)
            print("| Request | CPU at most, s | on average | Answer |\n|---|---|---|---|")
            for one in report(server, published):
                mark = "**" if one.most > CEILING else ""
                print(
                    f"| {one.name} | {mark}{one.most:.2f}{mark} | {one.mean:.3f} | {one.answer} |",
                    flush=True,
                )
        print(f"\n{os.cpu_count()} cores; load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
