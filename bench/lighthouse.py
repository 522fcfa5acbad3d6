"""How soon a phone on a slow line sees and can use a page: Lighthouse, all pages in one run.

Lighthouse's mobile defaults: simulated slow 4G, a processor four times slower. Every page beside an
empty Streamlit app, so that what the machine adds is in every row alike. Needs Chromium, and npm,
with which `make bench` installs Lighthouse and the Node.js it runs on.
"""

import contextlib
import json
import os
import shutil
import statistics
import subprocess
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

from bench import servers
from bench.beside.three import tables
from bench.commands import STORY
from bench.table import Row
from story.surfaces.chromium import browser_path
from story.surfaces.compressed import Answer

MODULES = servers.ROOT / "build" / "bench" / "node_modules"
NODE = MODULES / ".bin" / "node"
LIGHTHOUSE = MODULES / "lighthouse" / "cli" / "index.js"
PATIENCE = 180  # seconds one page may take, Lighthouse's own start included
FLAGS = (
    "--headless=new --no-sandbox --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
BLOCKING = "blocking"
MEASURES = {
    "first paint": "first-contentful-paint",
    "largest": "largest-contentful-paint",
    BLOCKING: "total-blocking-time",
    "usable": "interactive",
}
BYTES = "sent"
SHIFTED = "shifted"  # the share of the window that moves by itself: cumulative layout shift
UNITS = {BYTES: "kB", SHIFTED: "of the window"}
SITE = {"overview": "", "estimates": "estimates"}
OTHERS = {
    **{name: name for name in ("camps", "summits", "claims", "data")},
    "overview in Korean": "?lang=ko", "summits in Korean": "summits?lang=ko",
}  # fmt: skip
EMPTY = "an empty Streamlit app as shipped"
PLAIN = "three figures in plain Streamlit"
TEXT = "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'><title>Text</title><h1>Text</h1>"  # noqa: E501
KINDS = {".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css",
         ".svg": "image/svg+xml", ".png": "image/png", ".json": "application/json",
         ".webmanifest": "application/manifest+json"}  # fmt: skip


def rows(*, quick: bool) -> Iterator[Row]:
    """Measure the pages, of a quick run only some, each once or twice."""
    if not LIGHTHOUSE.exists():
        raise FileNotFoundError("Lighthouse is not installed: `make bench` needs npm for it")
    with pages(quick=quick) as found:
        each = measurements(found, 1 if quick else 2)
    for page, ours in each.items():
        if page == EMPTY:
            continue
        for name, value in ours.items():
            unit = UNITS.get(name, "s")
            # An empty app blocks nothing, and there is no ratio to nothing.
            beside = PLAIN if name == BLOCKING and PLAIN in each else EMPTY
            yield Row(f"{page}: {name}", value, each[beside][name], unit, beside)


@contextlib.contextmanager
def pages(*, quick: bool = False) -> Iterator[dict[str, str]]:
    """Serve everything that is measured; yield each page's address by its name."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        subprocess.run([STORY, "build", folder / "edition"], check=True, capture_output=True)
        _text(folder)
        built = stack.enter_context(host(folder / "edition"))
        empty = stack.enter_context(servers.beside("empty", shipped=True))
        site = stack.enter_context(servers.story(STORY_PRESS="on"))
        servers.until_printed(site.url, PATIENCE)
        found = {
            EMPTY: f"{empty.url}/",
            "edition, English": f"{built}/en/index.html",
            **{f"site, {name}": f"{site.url}/{path}" for name, path in SITE.items()},
        }
        if not quick:
            plain = stack.enter_context(servers.beside("plain", shipped=True))
            dash = stack.enter_context(servers.elsewhere("dash"))
            panel = stack.enter_context(servers.elsewhere("panel"))
            found |= {
                "static page of text": stack.enter_context(host(folder / "plain")) + "/",
                "edition, Korean": f"{built}/ko/index.html",
                "edition, a chapter": f"{built}/en/the-number.html",
                **{f"site, {name}": f"{site.url}/{path}" for name, path in OTHERS.items()},
                **_peers(folder, stack),
                PLAIN: f"{plain.url}/",
                "three figures in Dash": f"{dash.url}/",
                "three figures in Panel": f"{panel.url}/in_panel",
            }
        yield found


def measurements(found: dict[str, str], runs: int) -> dict[str, dict[str, float]]:
    """Return the medians of `runs` rounds: by page and measure, in seconds and kB."""
    # Round by round, so that a busy minute of the machine touches every page.
    rounds = [{page: measured(url) for page, url in found.items()} for _ in range(runs)]
    return {
        page: {
            name: statistics.median(one[page][name] for one in rounds) for name in rounds[0][page]
        }
        for page in found
    }


def measured(url: str) -> dict[str, float]:
    """Return what Lighthouse says of a page."""
    with tempfile.TemporaryDirectory() as folder:
        # To a file: what it writes to its standard output comes cut off now and then.
        report = Path(folder) / "report.json"
        command = [
            str(NODE), str(LIGHTHOUSE), url, "--output=json", f"--output-path={report}", "--quiet",
            f"--chrome-flags={FLAGS}", "--only-categories=performance",
        ]  # fmt: skip
        environment = {**os.environ, "CHROME_PATH": browser_path()}
        subprocess.run(command, env=environment, capture_output=True, check=True, timeout=PATIENCE)
        audits: dict[str, Any] = json.loads(report.read_text("utf-8"))["audits"]
    requests = audits["network-requests"]["details"]["items"]
    return {
        **{name: audits[audit]["numericValue"] / 1000 for name, audit in MEASURES.items()},
        SHIFTED: audits["cumulative-layout-shift"]["numericValue"],
        BYTES: sum(one.get("transferSize", 0) for one in requests) / 1000,
    }


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
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


def _peers(folder: Path, stack: contextlib.ExitStack) -> dict[str, str]:
    """Make the three figures as Observable's tools have them; return their addresses by name."""
    made = MODULES.parent / "observable"
    shutil.copytree(servers.BESIDE / "observable", made, dirs_exist_ok=True)
    (made / "src" / "tables.json").write_text(json.dumps(tables()), "utf-8")
    node = str(NODE)
    framework = MODULES / "@observablehq" / "framework" / "dist" / "bin" / "observable.js"
    for command in ([node, "plot.js"], [node, str(framework), "build"]):
        subprocess.run(command, cwd=made, check=True, capture_output=True, timeout=PATIENCE)
    (folder / "plot").mkdir()
    shutil.copy(made / "plot.html", folder / "plot" / "index.html")
    plot, built = (host(each) for each in (folder / "plot", made / "dist"))
    return {
        "three figures by Observable Plot, as SVG": f"{stack.enter_context(plot)}/",
        "three figures in Observable Framework": f"{stack.enter_context(built)}/",
    }


def _text(folder: Path) -> None:
    """Write a page of text alone: the least anything with words to read can be."""
    words = (folder / "edition" / "en" / "data.html").read_text("utf-8").split("<main")[1]
    paragraphs = "".join(f"<p>{one[:300]}</p>" for one in words.split("<")[:120:3])
    (folder / "plain").mkdir()
    (folder / "plain" / "index.html").write_text(TEXT + paragraphs, "utf-8")
