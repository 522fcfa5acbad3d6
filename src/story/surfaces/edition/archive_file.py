"""An edition as one file to keep: its pages, data, pictures and letters, read from any disk.

It asks for no network, and needs nothing but a browser: letters that a machine lacks come from the
fonts beside the pages.
"""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from errno import ENOENT
from os import strerror
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from story.places import write_whole
from story.render.png import FONTS
from story.surfaces.edition.build import Built, Order, Progress, build
from story.surfaces.edition.files import KEPT, LISTED
from story.surfaces.edition.policy import digest
from story.surfaces.pages import TITLE
from story.text import Language, Phrases
from story.text import date as worded_date

SAY = Phrases("edition")
# What only a host has a use for.
HOSTED = frozenset({"404.html", "_headers", "robots.txt", "sw.js", "site.webmanifest", LISTED})
LETTERS = {"regular.otf": "font-weight:400", "bold.otf": "font-weight:700",
           "italic.ttf": "font-style:italic"}  # fmt: skip
OLDEST = date(1980, 1, 1)  # a ZIP file knows no day before
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
STACK = re.compile(r"(--(?:serif|sans):[^;}]*),(serif|sans-serif)(?=[;}])")


def archive(order: Order, file: Path, progress: Progress) -> Built:
    """Write an edition to one ZIP file, whole or not at all; `order.out` and `base` do not count.

    Raises OSError where the disk refuses.
    """
    if not file.parent.is_dir():  # said before all is drawn
        raise FileNotFoundError(ENOENT, strerror(ENOENT), str(file.parent))
    with TemporaryDirectory(prefix="story-archive-") as folder:
        place = Path(folder)
        built = build(replace(order, out=place, base="", for_site=False), progress)
        write_whole(file, _zipped(place, order))
    return built


def _zipped(place: Path, order: Order) -> bytes:
    day = date.fromisoformat(order.issued) if order.issued else OLDEST
    moment = (*max(day, OLDEST).timetuple()[:3], 0, 0, 0)
    root = f"{_slug(TITLE.en)}-{order.dataset.edition}"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in _contents(place, order):
            packed.writestr(_entry(f"{root}/{name}", moment), content)
    return made.getvalue()


def _entry(name: str, moment: tuple[int, ...]) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, moment)  # type: ignore[arg-type]
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _contents(place: Path, order: Order) -> list[tuple[str, bytes]]:
    """Return the files of the archive by name, in an order that is always the same."""
    found = {"README.txt": _readme(order).replace("\n", "\r\n").encode("utf-8-sig")}
    for file in sorted(place.rglob("*")):
        name = file.relative_to(place).as_posix()
        if file.is_dir() or name in HOSTED or name.startswith(f"{KEPT}/"):
            continue
        body = file.read_bytes()
        found[name] = lettered(body.decode(), name).encode() if file.suffix == ".html" else body
    for name in (*LETTERS, "OFL.txt"):
        found[f"fonts/{name}"] = (FONTS / name).read_bytes()
    return list(found.items())


def lettered(page: str, name: str) -> str:
    """Return a page that takes what no font of the reader's has from the fonts of the archive.

    Its policy knows the new style by its hash, lets the fonts in, and no more. It asks for neither
    a manifest nor a worker.
    """
    page = re.sub(r'<link rel="manifest"[^>]*>\n?', "", page)
    found = STYLE.search(page)
    if not found or not STACK.search(found[1]):
        return page
    up = "../" * (len(PurePosixPath(name).parts) - 1)
    faces = "".join(
        f'@font-face{{font-family:"Story Sans";{look};src:url("{up}fonts/{file}")}}'
        for file, look in LETTERS.items()
    )
    style = faces + STACK.sub(r'\1,"Story Sans",\2', found[1])
    page = page.replace(digest(found[1]), digest(style)).replace(found[1], style, 1)
    return page.replace("; img-src ", "; font-src &#39;self&#39;; img-src ", 1)


def _readme(order: Order) -> str:
    return "\n\n".join(_read_me(order, language) for language in Language) + "\n"


def _read_me(order: Order, language: Language) -> str:
    def say(text: str, **values: object) -> str:
        return SAY.gettext(text, language, **values)

    when = worded_date(order.issued, language) if order.issued else say("not recorded")
    title = TITLE.within(language)
    lines = [
        title,
        "=" * len(title),
        say(
            "This folder is one edition of a data story on the camps of North Korea and the "
            "summits of its leaders, to be kept: every page in English and Korean, every table, "
            "picture and source as it stood."
        ),
        say("Edition: {edition}", edition=order.dataset.edition),
        say("Published: {when}", when=when),
        say(
            "To open it: unpack the whole folder, then open index.html in any web browser. No "
            "network is needed, and the pages ask for none; links to sources lead out to their "
            "publishers."
        ),
        say(
            "The tables are in data/: as CSV, which any program reads as text, and as SQLite, "
            "Parquet and others. datapackage.json in data/story-data.zip says what each column "
            "means."
        ),
        say(
            "The letters are in fonts/. Pages use the fonts of your computer and take from there "
            "what these lack; browsers that read no fonts across folders of a disk, such as "
            "Firefox, show your computer's fonts alone."
        ),
        say(
            "Licence: the tables and the text under CC BY 4.0 "
            "(https://creativecommons.org/licenses/by/4.0/): name “{title}”, the edition, and the "
            "publisher of each figure. The fonts under the SIL Open Font License 1.1 "
            "(fonts/OFL.txt). Quotations belong to those who said them.", title=title,
        ),
    ]  # fmt: skip
    return "\n\n".join(lines)


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")
