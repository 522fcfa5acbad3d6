"""An edition as one file to keep: opened from a disk, whole, with nothing asked of a network."""

import posixpath
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from edition_order import order, quiet
from story.cli.command import main
from story.surfaces.edition.archive_file import archive, lettered
from story.surfaces.edition.policy import digest, page_policy

pytestmark = pytest.mark.xdist_group("edition")
ASKING = {"img": "src", "script": "src", "link": "href", "iframe": "src", "source": "src"}


class Ways(HTMLParser):
    """What a page leads to, and what it asks for by itself."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.asked: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.links.add(str(given["href"]))
        if tag in ASKING and given.get(ASKING[tag]):
            self.asked.add(str(given[ASKING[tag]]))


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, edition: Path) -> Path:
    """Make the archive; the shared edition has made its figures before."""
    assert edition.is_dir()
    folder = tmp_path_factory.mktemp("archive")
    archive(order(folder / "unused"), folder / "story.zip", quiet)
    assert [item.name for item in folder.iterdir()] == ["story.zip"]
    return folder / "story.zip"


def test_every_link_and_picture_leads_to_a_file_of_it_and_no_page_asks_another_host(
    file: Path,
) -> None:
    with zipfile.ZipFile(file) as packed:
        names = set(packed.namelist())
        pages = {name: packed.read(name).decode() for name in names if name.endswith(".html")}
    assert len({name.partition("/")[0] for name in names}) == 1
    assert len(pages) > 100
    lost, foreign = set(), set()
    for name, page in pages.items():
        ways = Ways(page)
        foreign |= {item for item in ways.asked if urlsplit(item).scheme not in ("", "data")}
        foreign |= set(re.findall(r"url\(\"?(?:https?:)?//", page))
        for way in ways.links | ways.asked:
            parts = urlsplit(way)
            if parts.scheme or not parts.path:
                continue
            there = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
            lost |= {(name, way)} if there not in names else set()
    assert (lost, foreign) == (set(), set())


def test_it_says_what_it_is_in_both_languages_and_brings_its_fonts_with_their_licence(
    file: Path,
) -> None:
    wanted = order(file.parent)
    with zipfile.ZipFile(file) as packed:
        root = packed.namelist()[0].partition("/")[0]
        said = packed.read(f"{root}/README.txt").decode("utf-8-sig")
        licence = packed.read(f"{root}/fonts/OFL.txt").decode()
        page = packed.read(f"{root}/ko/index.html").decode()
        assert packed.read(f"{root}/fonts/regular.otf").startswith(b"OTTO")
    assert wanted.dataset.edition in root
    assert said.count(wanted.dataset.edition) == 2
    assert "index.html" in said
    assert "압축을 푼" in said
    assert "SIL OPEN FONT LICENSE" in licence
    assert 'src:url("../fonts/regular.otf")' in page


def test_a_page_of_it_names_its_new_style_and_lets_nothing_in_but_its_fonts() -> None:
    style = ":root{--sans:Arial,sans-serif;--serif:Georgia,serif}"
    policy = page_policy([style], []).replace("'", "&#39;")
    page = lettered(f'<meta content="{policy}"><style>{style}</style>', "en/claim/c1.html")
    new = re.search("<style>(.*)</style>", page)
    assert new
    assert digest(new[1]) in page
    assert digest(style) not in page
    assert "font-src &#39;self&#39;; img-src &#39;self&#39;" in page
    assert 'url("../../fonts/bold.otf")' in new[1]
    assert '--sans:Arial,"Story Sans",sans-serif' in new[1]


def test_a_folder_that_is_not_there_is_named_before_anything_is_drawn(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--archive", str(tmp_path / "absent" / "story.zip")]) == 1
    assert f"{tmp_path / 'absent'} cannot be read or written" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_what_is_broken_off_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken_off(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("story.surfaces.edition.archive_file.build", broken_off)
    with pytest.raises(KeyboardInterrupt):
        archive(order(tmp_path), tmp_path / "story.zip", quiet)
    assert list(tmp_path.iterdir()) == []
