"""The files of briefings: made once for an edition and a choice, and ahead for the usual ones.

What has to be made first is ordered from a queue and made by a process of its own. A visitor
waits for it a moment, without holding anything up, and is else told when to come back.
"""

import asyncio
import json
import logging
from collections.abc import Iterator
from functools import cache, partial
from itertools import product

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from story.places import cache_folder
from story.publishing.folder import BrokenData
from story.publishing.history import history
from story.surfaces.briefing import Misfit, chosen
from story.surfaces.briefing.choice import LENGTHS, MIME, Choice, file_name, in_form, named
from story.surfaces.briefing.deck import chapter_titles
from story.surfaces.briefing.imprint import imprint
from story.surfaces.briefing.programme import programme
from story.surfaces.cache import Memory
from story.surfaces.child_process import NO_BROWSER, NO_EDITION, ChildFailed, run_child
from story.surfaces.code import code
from story.surfaces.compressed import FRESH, Answer, answers
from story.surfaces.disk_cache import DiskCache
from story.surfaces.downloads.page_files import language_of, missing
from story.surfaces.downloads.queue import Crowded, Queue
from story.surfaces.edition.styling import style
from story.surfaces.hosts import public_address
from story.surfaces.html import render
from story.surfaces.links import SiteLinks
from story.surfaces.open_editions import editions
from story.surfaces.pages import BRIEFING, TITLE
from story.surfaces.visitors import visitor_of
from story.text import Language, Phrases, Text

LOG = logging.getLogger(__name__)
SAY = Phrases("briefing")
ROOM = 200_000_000  # bytes of files kept on the disk
IN_MEMORY = 24_000_000  # bytes of files kept at hand
PATIENCE = 20.0  # seconds a visitor waits before being told to come back
AT_MOST = 120.0  # seconds one file may take
MEMORY = {"pdf": 300_000_000, "html": 100_000_000, "pptx": 100_000_000}  # bytes, to make one
SOON = 10  # seconds
OF_VISITORS = ("speaker", "org", "contact", "date")  # a logo is a file, which no address brings
NOBODY = "{}"
CHILD = "story.surfaces.briefing.process"
Wanted = tuple[str, Choice, str, str]  # form, choice, edition, who makes it, as JSON


def routes() -> list[BaseRoute]:
    """Return the route of the files."""
    return [Route("/download/briefing/{name}.{form}", briefing_file)]


async def briefing_file(request: Request) -> Response:
    """Return a briefing as it is kept, or once it is made; else say when to come back."""
    try:
        wanted = await run_in_threadpool(_wanted, request)
    except BrokenData:
        return _later(language_of(request), "failed", 503, SOON)
    if not wanted:
        return missing(request)
    form, choice, edition, _ = wanted
    found = await run_in_threadpool(_found, *wanted)
    if not found:
        try:
            order = _queue().ask(wanted, visitor_of(request), partial(_make, *wanted))
            made = asyncio.wrap_future(order)
            made.add_done_callback(_heard)
            waited = asyncio.wait_for(asyncio.shield(made), PATIENCE)
            found = Answer(await waited, MIME[form], FRESH)
        except Crowded as crowded:
            return _later(choice.language, "busy", 429, crowded.seconds)
        except TimeoutError:
            return _later(choice.language, "making", 202, SOON)
        except ChildFailed as failed:
            notice = "no browser" if failed.status == NO_BROWSER else "failed"
            return _later(choice.language, notice, 503, SOON)
    answer = found.to(request)
    name = file_name(choice, edition, form)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _heard(made: asyncio.Future[bytes]) -> None:
    """Hear of a failure that nobody waits for any more: it has been logged where it happened."""
    if not made.cancelled():
        made.exception()


def _wanted(request: Request) -> Wanted | None:
    """Return what a request asks for, None for what there is not."""
    form = request.path_params["form"]
    try:
        dataset = editions().current()
        choice = named(dataset.once(chapter_titles), request.path_params["name"])
        typed = {key: request.query_params.get(key, "") for key in OF_VISITORS}
        made_by = json.dumps(imprint(**typed).typed, ensure_ascii=False, sort_keys=True)
    except (KeyError, Misfit):
        return None
    if form not in MIME or choice != in_form(choice, form):
        return None
    edition = request.query_params.get("edition") or dataset.edition
    known = edition == dataset.edition or _published(edition)
    return (form, choice, edition, made_by) if known else None


def make_usual() -> None:
    """Order what most ask for: each audience's own chapters, in each language, length and form."""
    dataset = editions().current()
    titles = dataset.once(chapter_titles)
    for language, audience in product(Language, programme().audiences):
        for form, length in _usual():
            choice = in_form(chosen(titles, language, audience=audience, length=length), form)
            wanted = form, choice, dataset.edition, NOBODY
            if _disk().find(_key(*wanted)) is None:
                _queue().ahead(wanted, partial(_make, *wanted))


def _usual() -> Iterator[tuple[str, str]]:
    for form, length in product(MIME, LENGTHS):
        if form != "pdf" or length != "15":
            yield form, length


def _key(form: str, choice: Choice, edition: str, made_by: str) -> str:
    """Return what decides the bytes of a file, and nothing else."""
    return "\n".join((form, choice.name, edition, made_by, public_address(), code()))


def _published(edition: str) -> bool:
    return any(item.edition == edition for item in history(editions().folder))


@cache
def _disk() -> DiskCache:
    return DiskCache(cache_folder() / "briefings", ROOM)


@cache
def _at_hand() -> Memory[Answer]:
    return answers(IN_MEMORY)


@cache
def _queue() -> Queue[bytes]:
    return Queue()


def _found(form: str, choice: Choice, edition: str, made_by: str) -> Answer | None:
    key = _key(form, choice, edition, made_by)
    if found := _at_hand().find(key):
        return found
    kept = _disk().find(key)
    if kept is None:
        return None
    answer = Answer(kept, MIME[form], FRESH)
    _at_hand().put(key, answer)
    return answer


def _make(form: str, choice: Choice, edition: str, made_by: str) -> bytes:
    """Make a file in a process of its own and keep it; raises ChildFailed."""
    try:
        made = run_child(
            CHILD, form, choice.name, edition, public_address(), made_by, seconds=AT_MOST,
            memory=MEMORY[form],
        )  # fmt: skip
    except ChildFailed as failed:
        if failed.status not in (NO_BROWSER, NO_EDITION):
            LOG.warning("A briefing could not be made (%s): %s", form, failed)
        raise
    _disk().put(_key(form, choice, edition, made_by), made)
    return made


@cache
def _notices() -> dict[str, tuple[Text, Text]]:
    return {
        "busy": (
            SAY.both("Others are waiting for their files"),
            SAY.both(
                "Too many files are being made for this one to come soon. Please try again in "
                "{seconds} seconds. What each audience is offered by default is ready at once.",
                seconds="{seconds}",
            ),
        ),
        "making": (
            SAY.both("The file is being made"),
            SAY.both(
                "The first time this takes up to a minute. This page looks again by itself every "
                "{seconds} seconds, and then the file comes.",
                seconds="{seconds}",
            ),
        ),
        "failed": (
            SAY.both("The file cannot be made now"),
            SAY.both(
                "The server is short of memory, room or time at the moment. Please try again "
                "later; every page, table and figure can be read meanwhile."
            ),
        ),
        "no browser": (
            SAY.both("The file cannot be made here"),
            SAY.both(
                "This server has no browser to print with, so there is no PDF here. The command "
                "story brief makes it on a computer with Chromium."
            ),
        ),
    }


def _later(language: Language, notice: str, status: int, seconds: int) -> Response:
    """Say that a file is not there yet, and when to come back."""
    title, about = (item.within(language) for item in _notices()[notice])
    links = SiteLinks(language)
    other = next(entry for entry in Language if entry is not language)
    text = render(
        "edition/lost", language, links=links, title=title,
        standfirst=about.format(seconds=seconds), site=TITLE.within(language), style=style(),
        onwards=[
            {"href": links.page(BRIEFING.name), "title": BRIEFING.title.within(language),
             "about": BRIEFING.description.within(language)},
        ],
        other={"href": SiteLinks(other).page(BRIEFING.name), "language": other,
               "word": TITLE.within(other)},
    )  # fmt: skip
    headers = {"Retry-After": str(seconds), "Cache-Control": "no-store"}
    if notice == "making":
        headers["Refresh"] = str(seconds)
    return Response(text, status, headers, "text/html; charset=utf-8")
