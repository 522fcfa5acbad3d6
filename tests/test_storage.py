"""Tables on object storage: one log for all writers, and a whole copy for every reader."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from bench.visitor import Visitor
from deploy.replicas import free_port, replica, until
from fsspec.core import url_to_fs
from moto.server import ThreadedMotoServer

from apart import run_apart
from story.cli import main
from story.places import ROOT
from story.publishing.archive import Archive, Storage, StorageFailed, fetch, mirror_of, send
from story.publishing.folder import edition_of, folder_of, load
from story.publishing.history import history
from story.publishing.refresh import record
from story.tables.problem import Problem
from story.text import Text
from tiny_folder import copied

pytestmark = pytest.mark.slow

Captured = pytest.CaptureFixture[str]
SECONDS = 10.0
GOOD = "estimate_id,high\ninstitute-2013,{high}\n"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """A server that speaks S3, with a bucket."""
    import botocore.session

    server = ThreadedMotoServer("127.0.0.1", 0)
    server.start()
    host, port = server.get_host_and_port()
    url = f"http://{host}:{port}"
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "AWS_ENDPOINT_URL": url, "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_DEFAULT_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true",
        }.items():  # fmt: skip
            patch.setenv(name, value)
        botocore.session.get_session().create_client("s3").create_bucket(Bucket="bucket")
        yield url
    server.stop()


@pytest.fixture(params=["s3", "file"])
def url(request: pytest.FixtureRequest, endpoint: str, tmp_path: Path) -> str:
    """The address of an empty storage of either kind."""
    return f"s3://bucket/{tmp_path.name}" if request.param == "s3" else f"file://{tmp_path}/store"


@pytest.fixture(autouse=True)
def untold(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    problem = (Problem("0-opening.en.md", 1, "", "", Text("Untold.", "."), Text("", "")),)
    monkeypatch.setattr("story.publishing.refresh.base.proofread", lambda *_, **__: problem)
    monkeypatch.setattr("story.cli.telling.figure_changes", lambda *_, **__: ())
    monkeypatch.setenv("STORY_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def sent(url: str, tmp_path: Path, capsys: Captured) -> Path:
    """A folder that was sent to the storage."""
    folder = copied(tmp_path)
    assert main(["send", str(folder), url]) == 0
    capsys.readouterr()
    return folder


def refresh(url: str, tmp_path: Path, high: int) -> int:
    file = tmp_path / "estimates.csv"
    file.write_text(GOOD.format(high=high), encoding="utf-8")
    return main(["refresh", str(file), "--data", url, "--reason", f"To {high}", "--yes"])


def test_a_copy_has_every_edition_of_the_storage(url: str, sent: Path, tmp_path: Path) -> None:
    assert refresh(url, tmp_path, 130) == 0
    assert refresh(url, tmp_path, 140) == 0
    other = mirror_of(url, tmp_path / "another machine")
    assert fetch(other)
    assert not fetch(other)
    assert load(other).edition == load(folder_of(url)).edition != edition_of(sent)
    assert [one.reason for one in history(other)] == ["To 140", "To 130", ""]
    for one in history(other):
        assert Archive(other).contents(one)
    assert (other / "estimates.csv").read_bytes() == (folder_of(url) / "estimates.csv").read_bytes()


@pytest.mark.parametrize("url", ["file"], indirect=True)
def test_undo_brings_back_the_edition_before_for_everyone(
    url: str, sent: Path, tmp_path: Path
) -> None:
    assert refresh(url, tmp_path, 130) == 0
    assert main(["undo", "--yes", "--data", url, "--reason", "Wrong"]) == 0
    other = mirror_of(url, tmp_path / "another machine")
    fetch(other)
    assert edition_of(other) == edition_of(sent)


def test_of_two_writers_the_second_is_refused_and_overwrites_nothing(
    url: str, sent: Path, tmp_path: Path, capsys: Captured
) -> None:
    assert refresh(url, tmp_path, 130) == 0
    before = history(folder_of(url))[0]
    assert not Storage(url).publish(before.number, b"another")
    assert main(["send", str(sent), url]) == 1
    assert "has another log than this folder, from number 2 on" in capsys.readouterr().err
    assert Storage(url).entries([2])[2] == before.json()
    # From the storage on, it goes.
    assert refresh(url, tmp_path, 150) == 0


@pytest.mark.parametrize("url", ["s3"], indirect=True)
def test_one_who_planned_before_another_published_is_told_so(
    url: str, sent: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    assert main(["log", "--data", url]) == 0
    with monkeypatch.context() as patch:
        # Both looked; the other machine is quicker.
        def planned_and_overtaken(*_: object) -> str:
            patch.undo()
            with pytest.MonkeyPatch.context() as elsewhere:
                elsewhere.setenv("STORY_CACHE", str(tmp_path / "another machine"))
                problem = (Problem("0-opening.en.md", 1, "", "", Text("-", "-"), Text("", "")),)
                elsewhere.setattr(
                    "story.publishing.refresh.base.proofread", lambda *_, **__: problem
                )
                elsewhere.setattr("story.cli.refresh.told", lambda *_: "")
                assert refresh(url, tmp_path, 130) == 0
            return ""

        patch.setattr("story.cli.refresh.told", planned_and_overtaken)
        patch.setattr("story.cli.telling.figure_changes", lambda *_, **__: ())
        patch.setenv("STORY_CACHE", os.environ["STORY_CACHE"])
        problem = (Problem("0-opening.en.md", 1, "", "", Text("-", "-"), Text("", "")),)
        patch.setattr("story.publishing.refresh.base.proofread", lambda *_, **__: problem)
        assert refresh(url, tmp_path, 140) == 1
    assert "has published since you looked: “To 130”" in capsys.readouterr().err


@pytest.mark.parametrize("url", ["s3"], indirect=True)
def test_a_damaged_object_is_never_shown_and_can_be_sent_again(
    url: str, sent: Path, tmp_path: Path
) -> None:
    other = mirror_of(url, tmp_path / "another machine")
    name = Archive(sent).last().files["estimates.csv"]  # type: ignore[union-attr]
    Storage(url).keep(name, b"half of")
    with pytest.raises(StorageFailed, match=f"damaged object, blobs/{name}"):
        fetch(other)
    assert not history(other)
    assert main(["send", str(sent), url, "--repair"]) == 0
    fetch(other)
    assert edition_of(other) == edition_of(sent)


@pytest.mark.parametrize("url", ["file"], indirect=True)
def test_what_was_changed_in_a_copy_is_put_right(url: str, sent: Path) -> None:
    folder = folder_of(url)
    fetch(folder)
    (folder / "estimates.csv").write_text("spoilt")
    fetch(folder)
    assert edition_of(folder) == edition_of(sent)


def test_the_commands_read_the_last_copy_where_the_storage_does_not_answer(
    endpoint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    url = f"s3://bucket/{tmp_path.name}"
    folder = copied(tmp_path)
    assert main(["send", str(folder), url]) == 0
    assert main(["check", url]) == 0
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{free_port()}")
    assert main(["check", url]) == 0
    said = capsys.readouterr().err
    assert f"{url} cannot be reached" in said
    assert f"Edition {edition_of(folder)} of " in said
    assert refresh(url, tmp_path, 130) == 1
    assert "Nothing of yours is lost" in capsys.readouterr().err
    assert len(history(folder_of(url))) == 1


def test_a_wrong_bucket_missing_credentials_and_an_empty_storage_are_said(
    endpoint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    def said(url: str) -> str:
        assert main(["check", url]) == 2
        return capsys.readouterr().err

    assert "There is no such bucket: s3://nowhere/x" in said("s3://nowhere/x")
    assert "Nothing has been sent to s3://bucket/empty yet" in said("s3://bucket/empty")
    assert "is no address of a storage" in said("gopher://bucket/x")
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert "There are no credentials for s3://bucket/x" in said("s3://bucket/x")


def test_a_start_on_a_folder_loads_nothing_of_the_storage() -> None:
    code = (
        "import sys; from story.publishing.folder import data_folder; data_folder();"
        "print('fsspec' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def health(port: int) -> dict[str, object]:
    try:
        with urlopen(f"http://127.0.0.1:{port}/healthz") as answer:
            return json.loads(answer.read())  # type: ignore[no-any-return]
    except HTTPError as ill:
        return json.loads(ill.read())  # type: ignore[no-any-return]


def test_a_publication_reaches_every_replica_and_an_outage_takes_nothing_from_readers(
    endpoint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    url = "s3://bucket/site"
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "data", folder, ignore=shutil.ignore_patterns(".*"))
    environment = {
        "STORY_DATA": url, "STORY_WARM": "none", "STORY_PRESS": "off", "AWS_ENDPOINT_URL": endpoint,
    }  # fmt: skip
    ports = [free_port(), free_port()]
    with ExitStack() as stack:
        for port in ports:
            cache = str(tmp_path / f"cache-{port}")
            stack.enter_context(replica(port, STORY_CACHE=cache, **environment))
        for port in ports:
            until(f"http://127.0.0.1:{port}/_stcore/health")
            # Nothing has been sent yet: said in a word, and the page says it too.
            assert health(port)["status"] == "broken"
            assert health(port)["edition"] is None
        assert "which has not answered yet" in run_apart(page(ports[0]))

        record(folder)
        send(folder, url)
        _within_ten_seconds(ports, "edition", edition_of(folder))

        publication = history(folder)[0]
        rivers = folder / "geo" / "rivers.geojson"
        rivers.write_bytes(rivers.read_bytes() + b"\n")
        record(folder)
        assert history(folder)[0].number == publication.number + 1
        send(folder, url)
        _within_ten_seconds(ports, "edition", edition_of(folder))

        last = Storage(url).entries([2])[2]
        store, _ = url_to_fs(url, skip_instance_cache=True)
        store.rm_file(f"{url}/entries/000002.json")
        _within_ten_seconds(ports, "storage", "failing")
        for port in ports:
            assert health(port)["status"] == "stale"
            assert health(port)["edition"] == edition_of(folder)
        assert Storage(url).publish(2, last)
        _within_ten_seconds(ports, "status", "ok")


def _within_ten_seconds(ports: list[int], field: str, value: object) -> None:
    """See that every replica says so within ten seconds."""
    end = time.monotonic() + SECONDS
    while True:
        said = [health(port)[field] for port in ports]
        if said == [value] * len(ports):
            return
        assert time.monotonic() < end, said


async def page(port: int) -> str:
    async with Visitor(f"http://127.0.0.1:{port}", "claims") as visitor:
        return (await visitor.run()).texts()
