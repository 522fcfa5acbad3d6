"""How soon a phone on a slow line sees and can use a page: Lighthouse, all pages in one run.

Measures the edition and the site beside an empty Streamlit app and a static page of text, so that
what the machine adds is in every row alike. Lighthouse's mobile defaults: simulated slow 4G, four
times slower processor. Prints medians, and how many times faster than the empty app.
Run with `make bench-lighthouse`; needs Chromium, and npm, which fetches Lighthouse with the Node.js
it runs on. Takes about ten minutes.
"""

import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

HERE = Path(__file__).parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from bench.servers import beside  # noqa: E402
from browser.conftest import chromium_path, serving  # type: ignore[import-not-found]  # noqa: E402
from story.surfaces.compressed import Answer  # noqa: E402

MODULES = HERE / "node_modules"
NODE = MODULES / ".bin" / "node"
LIGHTHOUSE = MODULES / "lighthouse" / "cli" / "index.js"
PATIENCE = 180  # seconds one page may take, Lighthouse's own start included
FLAGS = (
    "--headless=new --no-sandbox --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
TIMES = {
    "first paint": "first-contentful-paint",
    "largest": "largest-contentful-paint",
    "blocking": "total-blocking-time",
    "interactive": "interactive",
}
EMPTY = "empty Streamlit"
SCORES = ("performance", "accessibility", "best-practices", "seo")
TEXT = "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'><title>Text</title><h1>Text</h1>"  # noqa: E501
KINDS = {".html": "text/html; charset=utf-8", ".js": "text/javascript", ".svg": "image/svg+xml",
         ".png": "image/png", ".json": "application/json",
         ".webmanifest": "application/manifest+json"}  # fmt: skip


@contextlib.contextmanager
def host(folder: Path) -> Iterator[str]:
    """Serve a folder as a static host does: compressed, with entity tags."""

    def answer(request: Request) -> Response:
        file = folder / (request.path_params["path"] or "index.html")
        if not file.is_file():
            return Response("", 404)
        kind = KINDS.get(file.suffix, "text/plain")
        return Answer(file.read_bytes(), kind).to(request)

    app = Starlette(routes=[Route("/{path:path}", answer)])
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def measured(url: str) -> dict[str, Any]:
    """Return what Lighthouse says of a page."""
    command = [
        str(NODE), str(LIGHTHOUSE), url, "--output=json", "--quiet", f"--chrome-flags={FLAGS}",
        "--only-categories=" + ",".join(SCORES),
    ]  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": chromium_path()}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True, timeout=PATIENCE
    )
    said: dict[str, Any] = json.loads(done.stdout)
    audits = said["audits"]
    found = {
        name: audits[audit]["numericValue"] / 1000 for name, audit in TIMES.items()
        if audit in audits
    }  # fmt: skip
    requests = audits["network-requests"]["details"]["items"]
    own = url.split("/")[2]
    return {
        **found,
        "kB": sum(one.get("transferSize", 0) for one in requests) / 1000,
        "requests": len(requests),
        "foreign": sum(own not in one["url"] for one in requests if one["url"].startswith("http")),
        **{name: said["categories"][name]["score"] for name in SCORES},
    }


def table(rows: dict[str, dict[str, float]]) -> str:
    """Return the rows as a table, with each page's times as a share of the empty app's."""
    names = list(next(iter(rows.values())))
    lines = ["page".ljust(22) + "".join(one.rjust(15) for one in names)]
    for page, row in rows.items():
        lines.append(page.ljust(22) + "".join(f"{row[one]:15.2f}" for one in names))
    empty = rows[EMPTY]
    lines.append("\ntimes sooner, or lighter, than an empty Streamlit app")
    for page, row in rows.items():
        shares = [
            f"{empty[one] / row[one]:15.1f}" if one in (*TIMES, "kB") and row[one] else " " * 15
            for one in names
        ]
        lines.append(page.ljust(22) + "".join(shares))
    return "\n".join(lines)


@contextlib.contextmanager
def pages(*, site: bool = True) -> Iterator[dict[str, str]]:
    """Serve everything that is measured; yield each page's address by its name."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        edition, plain = folder / "edition", folder / "plain"
        story = Path(sys.executable).with_name("story")
        subprocess.run([story, "build", edition], check=True)
        plain.mkdir()
        words = (edition / "en" / "data.html").read_text(encoding="utf-8").split("<main")[1]
        paragraphs = "".join(f"<p>{one[:300]}</p>" for one in words.split("<")[:120:3])
        (plain / "index.html").write_text(TEXT + paragraphs, encoding="utf-8")
        built = stack.enter_context(host(edition))
        found = {
            "static page": stack.enter_context(host(plain)) + "/",
            "edition, English": f"{built}/en/index.html",
            "edition, Korean": f"{built}/ko/index.html",
            "edition, a chapter": f"{built}/en/the-number.html",
            EMPTY: stack.enter_context(beside("empty", shipped=True)).url + "/",
        }
        if site:
            url = stack.enter_context(serving(printed=True)).url
            found |= {"site, English": f"{url}/", "site, Korean": f"{url}/?lang=ko"}
        yield found


def measurements(runs: int, *, site: bool = True) -> dict[str, dict[str, float]]:
    """Return the medians of `runs` rounds: by page and measure, in seconds, kB and shares of 1."""
    with pages(site=site) as found:
        # Round by round, so that a busy minute of the machine touches every page.
        rounds = [{page: measured(url) for page, url in found.items()} for _ in range(runs)]
    return {
        page: {
            name: statistics.median(one[page][name] for one in rounds) for name in rounds[0][page]
        }
        for page in found
    }


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="how often each page is measured")
    parser.add_argument("--no-site", action="store_true", help="leave the running site out")
    given = parser.parse_args()
    if not LIGHTHOUSE.exists():
        sys.exit("Lighthouse is not installed here; `make bench-lighthouse` installs it.")
    before = os.getloadavg()[0]
    rows = measurements(given.runs, site=not given.no_site)
    sys.stdout.write(f"{table(rows)}\n\nload of the machine before the run: {before:.2f}\n")


if __name__ == "__main__":
    main()
