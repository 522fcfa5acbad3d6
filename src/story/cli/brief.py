"""`story brief`: a briefing as slides, PowerPoint or PDF, or every figure as a picture."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from story.cli.parts import (
    FAILED,
    FINE,
    MISUSED,
    Commands,
    add_data,
    command,
    complain,
    complain_of,
    exists,
    say,
)
from story.publishing.folder import BrokenData, data_folder, load
from story.tables import Dataset
from story.text import Language, Phrases

SAY = Phrases("cli")
BAR = 28  # characters
EXAMPLES = """\
OUT.html  slides in one file that opens from a disk without a network
OUT.pptx  a presentation with native charts, shapes and tables
OUT.pdf   a handout of two pages; with --length full the chapters as a print edition

--chapters 2,3,7   those chapters instead of the audience's
--length 5|15|full minutes: one slide a chapter, the main steps, or everything
--audience NAME    public, lawmakers, press or diplomats
--notes            a speaker's own copy, with notes and the answer sheet; not to be passed on
--template FILE    .potx or .pptx whose master, layouts and theme a presentation then has

exit status: 0 when the file stands whole, 1 where it could not be made, 2 if the command was typed
wrongly or cannot write there; a file that could not be finished is not left behind"""


def add(commands: Commands) -> None:
    """Add the command."""
    added = command(
        commands, "brief",
        "Make a briefing of the story: slides, PowerPoint, a handout, or every figure.", EXAMPLES,
    )  # fmt: skip
    added.add_argument(
        "out", nargs="?", type=Path, metavar="OUT", help="the file to make: .html, .pptx or .pdf"
    )
    added.add_argument("--chapters", default="", metavar="2,3,7", help="chapters by number")
    added.add_argument("--length", default="15", metavar="5|15|full", help="minutes, or full")
    added.add_argument("--audience", default="public", metavar="NAME", help="those in the room")
    added.add_argument("--notes", action="store_true", help="with speaker notes: your own copy")
    added.add_argument(
        "--template", type=Path, metavar="THEIRS.potx", help="an office's PowerPoint template"
    )
    added.add_argument(
        "--figures", type=Path, metavar="OUT_FOLDER",
        help="write every figure in both languages as PNG, SVG and CSV into a folder",
    )  # fmt: skip
    add_data(added)
    added.add_argument(
        "--base-url", default="", metavar="URL",
        help="the site's address, to which each slide then leads",
    )  # fmt: skip
    added.set_defaults(run=_run)


def _run(given: argparse.Namespace) -> int:
    language: Language = given.lang
    folder: Path = given.data or data_folder()
    if not exists(folder, language):
        return MISUSED
    if not given.out and not given.figures:
        complain(SAY.gettext("Name a file to make, or --figures and a folder.", language))
        return MISUSED
    # What makes briefings takes a moment to load, which other commands need not wait for.
    from story.surfaces.briefing.choice import Misfit
    from story.surfaces.chromium import NoBrowser

    try:
        dataset = load(folder)
        if not _borne_out(dataset, language):
            return FAILED
        _make(dataset, given, language)
    except Misfit as misfit:
        complain(misfit.message.within(language))
        return MISUSED
    except NoBrowser as missing:
        complain(missing.said.within(language))
        return FAILED
    except BrokenData as broken:
        complain_of(broken, language)
        return FAILED
    return FINE


def _make(dataset: Dataset, given: argparse.Namespace, language: Language) -> None:
    if given.figures:
        _figures(dataset, given.figures, language)
    if given.out:
        _brief(dataset, given, language)


def _borne_out(dataset: Dataset, language: Language) -> bool:
    """Return whether every sentence of the story holds in these tables, and complain if not."""
    from story.telling.proof import proofread

    problems = proofread(dataset, drawn=False)
    if problems:
        first = problems[0]
        complain(
            SAY.gettext(
                "The story does not hold in these tables; story check lists why. The first "
                "reason: {reason}",
                language, reason=first.message.within(language),
            )
        )  # fmt: skip
    return not problems


def _brief(dataset: Dataset, given: argparse.Namespace, language: Language) -> None:
    from story.surfaces.briefing import chosen, deck
    from story.surfaces.briefing.deck import chapter_titles
    from story.surfaces.briefing.making import form_of, made, put, writable
    from story.surfaces.briefing.wording import speaking_time

    form = form_of(given.out)
    choice = chosen(
        chapter_titles(dataset), language,
        chapters=[part for part in given.chapters.split(",") if part.strip()],
        length=given.length, audience=given.audience, notes=given.notes,
    )  # fmt: skip
    writable(given.out)
    told = deck(dataset, choice, site=given.base_url)
    content = made(form, dataset, told, _bar(len(told.slides)), given.template)
    put(given.out, content)
    size = SAY.gettext("{kilobytes} kB", language, kilobytes=round(len(content) / 1000))
    say(f"{given.out}: {size}. {speaking_time(told)}.")


def _figures(dataset: Dataset, folder: Path, language: Language) -> None:
    from story.surfaces.briefing.export import export, views
    from story.surfaces.briefing.making import folder_for

    folder_for(folder)
    count = 2 * sum(1 for _ in views(dataset, language))
    written = export(dataset, folder, _bar(count))
    say(SAY.ngettext("{count} file in {folder}.", "{count} files in {folder}.", len(written),
                     language, folder=folder))  # fmt: skip


def _bar(steps: int) -> Callable[[str], None]:
    """Return what draws a bar on a terminal, a part longer at each call."""
    done = 0

    def step(_: str) -> None:
        nonlocal done
        done = min(done + 1, steps)
        if sys.stderr.isatty():
            full = round(BAR * done / steps)
            end = "\n" if done == steps else ""
            sys.stderr.write(f"\r[{'#' * full}{'.' * (BAR - full)}] {done}/{steps}{end}")
            sys.stderr.flush()

    return step
