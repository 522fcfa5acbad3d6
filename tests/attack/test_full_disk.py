"""A disk that takes nothing, full or read-only, costs what would be kept and never the site."""

import errno
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from bench.visitor import Visitor
from deploy.replicas import free_port, until

from apart import run_apart
from story.cli import main
from story.publishing.folder import load
from story.surfaces.downloads import edition_build as presses
from story.surfaces.downloads.edition_build import Press

ROOT = Path(__file__).parents[2]
# No file may grow: the closest to a full disk that needs no rights and no mount.
FULL = ("bash", "-c", 'ulimit -f 0; exec "$@"', "-")


class Log(list[str]):
    """The lines of a server's log as they come; `refused` is set by the edition's."""

    def __init__(self) -> None:
        super().__init__()
        self.refused = Event()

    def read(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.append(line)
            if "could not be printed" in line:
                self.refused.set()


@contextmanager
def on_a_full_disk(folder: Path, log: Log) -> Iterator[str]:
    """Serve the site where nothing can be written; `log` is what it says until it ends."""
    port = free_port()
    command = [
        *FULL, sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port),
        "--server.address", "127.0.0.1",
    ]  # fmt: skip
    environment = {
        **os.environ, "STORY_CACHE": f"{folder}/cache", "STORY_EDITION": f"{folder}/edition",
        "STORY_WARM": "none", "STORY_PRESS": "on",
    }  # fmt: skip
    # Through a pipe: a file could not take the log.
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True,
    ) as site:  # fmt: skip
        assert site.stdout
        reading = Thread(target=log.read, args=(site.stdout,))
        reading.start()
        try:
            until(f"http://127.0.0.1:{port}/healthz")
            yield f"http://127.0.0.1:{port}"
        finally:
            site.terminate()
            reading.join(30)


def status(address: str) -> int:
    try:
        with urlopen(address, timeout=60) as answer:
            answer.read()
            return int(answer.status)
    except HTTPError as refused:
        refused.read()
        return refused.code


def test_the_site_is_read_as_ever_where_nothing_can_be_kept(tmp_path: Path) -> None:
    async def run(url: str) -> str:
        async with Visitor(url, "estimates") as visitor:
            first = await visitor.run()
            assert not first.failed
            return first.texts()

    log = Log()
    with on_a_full_disk(tmp_path, log) as url:
        for path in ("/", "/camps?lang=ko", "/download/estimates.csv", "/download/story-data.zip",
                     "/changes.atom", "/ready"):  # fmt: skip
            assert status(f"{url}{path}") == 200, path
        with urlopen(f"{url}/healthz") as answer:
            assert json.load(answer)["status"] == "ok"
        assert "<h1>" in run_apart(run(url))
        # What needs no disk is made all the same.
        assert status(f"{url}/download/briefing/public-7-5-en.pptx") in (200, 202)
        # What is not printed is not there, which is said as ever.
        assert status(f"{url}/edition/en/index.html") == 404
        # Printing is a process of its own: on a busy machine it fails only after all that.
        assert log.refused.wait(120)
    assert not any("Traceback" in line for line in log)


def test_an_edition_that_cannot_be_printed_is_said_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delenv("STORY_PRESS", raising=False)
    monkeypatch.setattr(presses, "REST", -1.0)
    edition = load().edition
    full, press = [True], Press(tmp_path / "edition")

    def build(*_: object, **__: object) -> bytes:
        if full[0]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        (tmp_path / "edition" / "edition.json").write_text(json.dumps({"edition": edition}))
        return b""

    monkeypatch.setattr(presses, "run_child", build)
    press._print(edition)
    assert press.ready() == ""
    assert "No space left on device" in caplog.text
    full[0] = False
    press._print(edition)
    assert press.ready() == edition


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize(
    "command",
    [["build", "{full}/edition"], ["brief", "{full}/a.pptx"], ["brief", "--figures", "{full}/b"],
     ["check", "s3://bucket/x"], ["log", "--data", "s3://bucket/x"]],
)  # fmt: skip
def test_a_command_that_cannot_write_says_where_and_why(
    command: list[str], language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    # A file stands where the folder would: the system refuses, to root too.
    full = tmp_path / "full"
    full.touch()
    monkeypatch.setenv("STORY_CACHE", str(full / "cache"))
    given = [one.format(full=full) for one in command]
    assert main([*given, "--lang", language]) != 0
    said = capsys.readouterr().err
    assert str(full) in said
    assert re.search("part of the path is a file" if language == "en" else "파일이 있음", said)
