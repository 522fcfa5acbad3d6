"""`story build`: the whole story as static pages in both languages."""

import argparse
import sys
from pathlib import Path

from story.cli.parts import (
    FAILED,
    FINE,
    MISUSED,
    Commands,
    add_data,
    base_url,
    command,
    complain,
    exists,
    say,
)
from story.publishing.folder import BrokenData, data_folder, load
from story.publishing.history import history
from story.tables import Dataset
from story.text import Language, Phrases, number

SAY = Phrases("edition")


def add(commands: Commands) -> None:
    """Add the command."""
    added = command(commands, "build", "Write the story as static pages, for any host or a disk.")
    where = added.add_mutually_exclusive_group(required=True)
    where.add_argument("out", type=Path, nargs="?", metavar="OUT", help="the folder to write to")
    where.add_argument(
        "--archive", type=Path, metavar="FILE.zip",
        help="write the edition to one file to keep instead: pages, tables, pictures and fonts, "
             "read from a disk without a network",
    )  # fmt: skip
    added.add_argument(
        "--base-url", default="", metavar="URL",
        help="the address at which the folder will be found; without it, pages carry no "
             "canonical links, cards, sitemap or oEmbed",
    )  # fmt: skip
    add_data(added)
    # The site asks for its own first paint as well; nobody types this.
    added.add_argument("--for-site", action="store_true", help=argparse.SUPPRESS)
    added.set_defaults(run=_run)


def _run(given: argparse.Namespace) -> int:
    folder: Path = given.data or data_folder()
    language: Language = given.lang
    if given.for_site:
        from story.surfaces.child_process import end_with_parent

        end_with_parent()
    if not exists(folder, language):
        return MISUSED
    base = base_url(given.base_url, language)
    if base is None:
        return MISUSED
    try:
        dataset = load(folder)
    except BrokenData as broken:
        complain(SAY.gettext("The tables hold errors; `story check` lists them.", language))
        complain(broken.problems[0].message.within(language))
        return FAILED
    return _make(given, dataset, base, language)


def _make(given: argparse.Namespace, dataset: Dataset, base: str, language: Language) -> int:
    # Drawing takes a moment to load, which other commands need not wait for.
    from story.places import cache_folder
    from story.render.png import MissingFont
    from story.surfaces.edition.archive_file import archive
    from story.surfaces.edition.build import Order, build

    out: Path = given.archive or given.out
    log = history(dataset.folder)
    order = Order(dataset, log, out, base, cache_folder(), given.for_site)
    try:
        built = archive(order, out, _progress) if given.archive else build(order, _progress)
    except MissingFont as missing:
        complain(missing.said.within(language))
        return FAILED
    sys.stderr.write("\r\033[K" if sys.stderr.isatty() else "")
    told = {"out": out, "edition": dataset.edition, "pages": built.pages}
    if given.archive:
        size = number(round(out.stat().st_size / 1000), language)
        say(
            SAY.gettext(
                "{out}: edition {edition}, {pages} pages, {size} kB.", language, size=size, **told
            )
        )
        return FINE
    say(
        SAY.gettext(
            "{out}: edition {edition}, {pages} pages, {written} files written.", language,
            written=built.written, **told,
        )
    )  # fmt: skip
    return FINE


def _progress(done: int, total: int, name: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{done}/{total} {name}")
    elif done == total:
        sys.stderr.write(f"{done}/{total}\n")
    sys.stderr.flush()
