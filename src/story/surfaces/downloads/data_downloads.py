"""The data in every form: `/download/NAME`, of the newest edition or of the one that is named.

Names and editions are those that there are, so what can be asked for is bounded; each file is made
once and kept (`data_files/making.py`).
"""

from collections.abc import Callable
from functools import cache, wraps

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from story.publishing.corrections import corrections, corrections_csv
from story.publishing.folder import BrokenData
from story.publishing.history import history, issued
from story.surfaces.cache import Memory
from story.surfaces.compressed import Answer, answers
from story.surfaces.data_files import Given, data_files, made
from story.surfaces.data_files.forms import SAY
from story.surfaces.downloads.page_files import language_of
from story.surfaces.hosts import public_address
from story.surfaces.open_editions import editions, kept_tables
from story.surfaces.pages import EDITION
from story.tables import Dataset
from story.tables.model import TABLES
from story.tables.rows import write

CSV = "text/csv; charset=utf-8"
IN_MEMORY = 24_000_000  # bytes of answers kept at hand
NO_STORE = {"Cache-Control": "no-store"}
UNREADABLE = (
    "There is no edition of the tables to show at the moment; please try again later.\n"
    "지금은 보여 드릴 수 있는 표가 없습니다. 잠시 뒤에 다시 시도해 주십시오.\n"
)


def routes() -> list[BaseRoute]:
    """Return the routes; all of them only read."""
    return [
        Route("/download/corrections.csv", corrected),
        Route("/download/{name}", readable(data_file)),
        Route("/download/{name}/{row:path}.csv", readable(row)),
    ]


def given(dataset: Dataset) -> Given:
    """Return what decides the files of an edition on this site, as its own build has it."""
    public = public_address()
    day = issued(history(editions().folder), dataset.edition)
    return Given(dataset, day, f"{public}edition/" if public else "")


def readable(answer: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """Return an answer that says when to come back while there is no edition to read."""

    @wraps(answer)
    def guarded(request: Request) -> Response:
        try:
            return answer(request)
        except BrokenData:
            return PlainTextResponse(UNREADABLE, 503, {"Retry-After": "30", **NO_STORE})

    return guarded


def data_file(request: Request) -> Response:
    """Return a file of the data; 404 where there is no such file or edition, with what there is."""
    language = language_of(request)
    file = data_files().get(request.path_params["name"])
    if file is None:
        names = ", ".join(data_files())
        text = SAY.gettext("There is no file of this name. There are: {names}.", language,
                           names=names)  # fmt: skip
        return PlainTextResponse(f"{text}\n", 404, NO_STORE)
    current = editions().current()
    named = request.query_params.get("edition", "")
    dataset: Dataset | None = current
    if named not in ("", current.edition):
        dataset = kept_tables(named) if EDITION.fullmatch(named) else None
    if dataset is None:
        text = SAY.gettext(
            "This edition is not kept here. The newest is {edition}; the page of changes lists "
            "all.", language, edition=current.edition,
        )  # fmt: skip
        return PlainTextResponse(f"{text}\n", 404, NO_STORE)
    wanted = given(dataset)
    text_of = "; charset=utf-8" if file.media_type.startswith("text/") else ""
    answer = _at_hand().get(
        (file.name, wanted.dataset.edition, wanted.issued, wanted.base),
        lambda: Answer(made(file, wanted), f"{file.media_type}{text_of}"),
    )
    stem, _, ending = file.name.partition(".")
    return _attached(answer.to(request), f"{stem}-{dataset.edition}.{ending}")


def row(request: Request) -> Response:
    """Return one row as CSV, for the card of a figure's source."""
    name, row_id = request.path_params["name"], request.path_params["row"]
    kind = next((item for item in TABLES if item.table == name), None)
    dataset = editions().current()
    found = (
        [
            entry
            for entry in dataset.all(kind)
            if row_id in entry.id.split("/") or entry.id == row_id
        ]
        if kind
        else []
    )
    if not kind or not found:
        return PlainTextResponse("No row has this id.\n", 404)
    file = f"{name}-{row_id.replace('/', '-')}-{dataset.edition}.csv"
    text = write(kind, found).encode("utf-8-sig")
    return _attached(Response(text, media_type=CSV), file)


def corrected(_: Request) -> Response:
    """Return everything that was corrected as CSV."""
    text = corrections_csv(corrections(editions().folder)).encode("utf-8-sig")
    return _attached(Response(text, media_type=CSV), "corrections.csv")


def _attached(response: Response, name: str) -> Response:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@cache
def _at_hand() -> Memory[Answer]:
    return answers(IN_MEMORY)
