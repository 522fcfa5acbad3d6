"""How many readers nginx gives the edition to, as deploy/ sets it up: wrk, on the same machine.

A reader is one visit with an empty cache: every file that a browser asks for when it opens the
page. Beside it stands one small file from the same nginx, which is what nginx and wrk can do here
at all: wrk takes its share of the same processors. Needs nginx and wrk (Debian's packages).
"""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from deploy.replicas import free_port, proxy, until
from playwright.sync_api import sync_playwright

from bench import servers
from bench.commands import STORY
from bench.steps import FLAGS
from bench.table import Row
from bench.visits import until_warm
from story.surfaces.chromium import browser_path

OPEN = 64  # connections at once
PAGES = {"its first page": "en/index.html", "a chapter": "ko/the-number.html"}
SMALL = "robots.txt"
# As deploy/README.md has it.
PACK = ("find", ".", "-name", "*.html", "-exec", "gzip", "-kf9", "{}", "+")
# Asks for the files of one visit in turn, as a browser does that unpacks what it is sent.
VISIT = """
local paths = {%s}
local turn = 0
wrk.headers["Accept-Encoding"] = "gzip"
request = function()
  turn = turn %% #paths + 1
  return wrk.format("GET", paths[turn])
end
"""


def rows(*, quick: bool) -> Iterator[Row]:
    """Ask nginx for each page with all its files, and a replica for its first page, in turns."""
    if not shutil.which("wrk"):
        raise FileNotFoundError("this needs wrk: on Debian, apt-get install wrk")
    seconds = 3 if quick else 10
    with tempfile.TemporaryDirectory() as place, servers.story(STORY_WARM="some") as site:
        Path(place).chmod(0o755)  # nginx reads it as nobody
        edition, port = Path(place) / "edition", free_port()
        subprocess.run([STORY, "build", edition], check=True, capture_output=True)
        until_warm(site)
        with proxy(port, [int(site.url.rsplit(":", 1)[1])], edition):
            origin = f"http://127.0.0.1:{port}"
            until(f"{origin}/edition/{SMALL}")
            small = _asked(origin, [f"/edition/{SMALL}"], place, seconds)
            one = f"{SMALL} from the same nginx, files/s"
            visits = {name: _visit(origin, f"/edition/{page}") for name, page in PAGES.items()}
            for name, paths in visits.items():
                readers = _asked(origin, paths, place, seconds) / len(paths)
                yield Row(f"edition, {name}: readers a second", readers, small, "/s", one)
            subprocess.run(PACK, cwd=edition, check=True)
            for name, paths in visits.items():
                readers = _asked(origin, paths, place, seconds) / len(paths)
                yield Row(f"edition packed before, {name}: readers a second", readers, small, "/s",
                          one)  # fmt: skip
            shell = _asked(site.url, ["/"], place, seconds)
            yield Row("a replica's first page, no session: readers a second", shell, small, "/s",
                      one)  # fmt: skip


def _visit(origin: str, path: str) -> list[str]:
    """Return every path a browser asks for when it opens a page for the first time."""
    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        page = browser.new_page()
        page.on("request", lambda one: asked.append(one.url))
        page.goto(origin + path, wait_until="networkidle")
        browser.close()
    return [one.removeprefix(origin) for one in asked if one.startswith(origin)]


def _asked(origin: str, paths: Sequence[str], place: str, seconds: int) -> float:
    """Return the requests answered each second; raises RuntimeError where any was refused."""
    script = Path(place) / "visit.lua"
    script.write_text(VISIT % ", ".join(f'"{one}"' for one in paths))
    command = ["wrk", "-t1", f"-c{OPEN}", f"-d{seconds}s", "-s", str(script), origin]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(f"not all were answered: {said}")
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if not found:
        raise RuntimeError(f"wrk said nothing of requests: {said}")
    return float(found[1])
