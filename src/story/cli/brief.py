"""`story brief`: a briefing as slides, PowerPoint or PDF, or every figure as a picture."""

import argparse
import datetime as dt
import sys
from collections.abc import Callable
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
    complain_of,
    exists,
    say,
)
from story.publishing.folder import BrokenData, data_folder, load
from story.tables import Dataset
from story.text import Language, Phrases

SAY = Phrases("cli")
BAR = 28  # characters
A_FIFTH = 0.2
EXAMPLES = """\
OUT.html  slides in one file that opens from a disk without a network
OUT.pptx  a presentation with native charts, shapes and tables
OUT.pdf   a handout of two pages; with --length full the chapters as a print edition

--chapters 7,1,2   those chapters in that order instead of the audience's
--length 5|15|full minutes: one slide a chapter, the main steps, or everything
--audience NAME    public, lawmakers, press or diplomats
--notes            a speaker's own copy, with notes and the answer sheet; not to be passed on
--template FILE    .potx or .pptx whose master, layouts and theme a presentation then has
--paper a4|letter  the handout's paper; by default A4 in Korean and US Letter in English
--speaker, --org, --contact, --logo
                   who made it, for the first slide and the handout; remembered for the folder of
                   OUT, and typed as '' forgotten
--date             the day, such as 2026-12-10; by default today

exit status: 0 when the file stands whole, 1 where it could not be made, 2 if the command was typed
wrongly or cannot write there, 130 where it was broken off; a file that could not be finished is
not left behind"""
TOLD = 5  # lines of progress where there is no terminal


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
    added.add_argument("--paper", default="", metavar="a4|letter", help="the handout's paper")
    for name, what in (
        ("speaker", "who speaks"), ("org", "for which organisation"),
        ("contact", "an address or a number"), ("logo", "a picture file of at most 2 MB"),
        ("date", "the day of the briefing"),
    ):  # fmt: skip
        added.add_argument(f"--{name}", metavar=name.upper(), help=what)
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
    if base_url(given.base_url, language) is None:
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
    from story.surfaces.briefing.choice import LENGTHS
    from story.surfaces.briefing.deck import chapter_titles
    from story.surfaces.briefing.imprint import TYPED, imprint, remember, remembered
    from story.surfaces.briefing.making import form_of, made, put, writable
    from story.surfaces.briefing.wording import speaking_time

    form = form_of(given.out)
    choice = chosen(
        chapter_titles(dataset), language,
        chapters=[part for part in given.chapters.split(",") if part.strip()],
        length=given.length, audience=given.audience, notes=given.notes, paper=given.paper,
    )  # fmt: skip
    typed = {name: said for name in TYPED if (said := getattr(given, name)) is not None}
    today = {"date": dt.datetime.now().astimezone().date().isoformat()}
    by = imprint(**{**today, **remembered(given.out.parent), **typed})
    writable(given.out)
    told = deck(dataset, choice, site=given.base_url, imprint=by)
    # A handout is one picture and one printing.
    steps = 2 if form == "pdf" and choice.length != "full" else len(told.slides)
    content = made(form, dataset, told, _bar(steps, language), given.template)
    replaced = given.out.exists()
    put(given.out, content)
    remember(given.out.parent, by)
    size = SAY.gettext("{kilobytes} kB", language, kilobytes=round(len(content) / 1000))
    say(f"{given.out}: {size}. {speaking_time(told)}.")
    if given.paper and form != "pdf":
        say(SAY.gettext("--paper is for a handout (.pdf): slides have none.", language))
    if replaced:
        say(SAY.gettext("The file that stood there was replaced.", language))
    if choice.length.isdecimal() and abs(told.seconds / 60 / int(choice.length) - 1) > A_FIFTH:
        say(
            SAY.gettext(
                "With these chapters it is not the length of its name: {length}.", language,
                length=LENGTHS[choice.length].within(language),
            )
        )  # fmt: skip


def _figures(dataset: Dataset, folder: Path, language: Language) -> None:
    from story.surfaces.briefing.export import export, views
    from story.surfaces.briefing.making import folder_for

    folder_for(folder)
    count = 2 * sum(1 for _ in views(dataset, language))
    written = export(dataset, folder, _bar(count, language))
    say(SAY.ngettext("{count} file in {folder}.", "{count} files in {folder}.", len(written),
                     language, folder=folder))  # fmt: skip


def _bar(steps: int, language: Language) -> Callable[[str], None]:
    """Return what draws a bar on a terminal, a part longer at each call; elsewhere a few lines."""
    done = told = 0

    def step(_: str) -> None:
        nonlocal done, told
        done = min(done + 1, steps)
        if not sys.stderr.isatty():
            if done * TOLD // steps > told:
                told = done * TOLD // steps
                complain(SAY.gettext("{done} of {steps} made", language, done=done, steps=steps))
            return
        full = round(BAR * done / steps)
        end = "\n" if done == steps else ""
        sys.stderr.write(f"\r[{'#' * full}{'.' * (BAR - full)}] {done}/{steps}{end}")
        sys.stderr.flush()

    return step
