"""Make a briefing in one of its forms, and put it where it is wanted, whole or not at all."""

import errno
import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from story.places import write_whole
from story.publishing.os_errors import reason
from story.surfaces.briefing.choice import Choice, Misfit
from story.surfaces.briefing.deck import Deck, deck
from story.surfaces.briefing.imprint import Imprint
from story.surfaces.briefing.paper import handout, print_edition
from story.surfaces.briefing.powerpoint import powerpoint
from story.surfaces.briefing.slides import slides
from story.tables import Dataset
from story.text import Phrases, Text

SAY = Phrases("briefing")
Step = Callable[[str], None]
FORMS: Mapping[str, Text] = {
    "html": Text("slides, one file", "파일 하나로 된 슬라이드"),
    "pptx": Text("PowerPoint", "파워포인트"),
    "pdf": Text("handout; the whole story with --length full", "유인물, --length full이면 전문"),
}


def nobody(_: str) -> None:
    """Tell nobody how far it is."""


def form_of(path: Path) -> str:
    """Return the form that a file's ending asks for; raises Misfit with those there are."""
    ending = path.suffix.lower().removeprefix(".")
    if ending in FORMS:
        return ending
    known = Text(
        ", ".join(f".{name} ({said.en})" for name, said in FORMS.items()),
        ", ".join(f".{name}({said.ko})" for name, said in FORMS.items()),
    )
    raise Misfit(
        SAY.both(
            "The file’s name says what to make: “{given}” ends in none of {known}.",
            given=path.name, known=known,
        )
    )  # fmt: skip


def made(
    form: str, dataset: Dataset, told: Deck, step: Step = nobody, template: Path | None = None
) -> bytes:
    """Return a briefing in a form of FORMS; PDF alone raises NoBrowser where there is none.

    PowerPoint can be made with a template; Misfit where it is none, or the form another.
    """
    if template and form != "pptx":
        raise Misfit(SAY.both("A template is for PowerPoint: name a file that ends in .pptx."))
    if form == "pptx":
        return powerpoint(told, step, template)
    if form == "html":
        return slides(told, step).encode()
    paper = print_edition if told.choice.length == "full" else handout
    return paper(dataset, told, step)


def brief(
    form: str, dataset: Dataset, choice: Choice, *, site: str = "", imprint: Imprint | None = None
) -> bytes:
    """Return a briefing from nothing but the choice and who makes it."""
    return made(form, dataset, deck(dataset, choice, site=site, imprint=imprint))


def writable(path: Path) -> None:
    """Raise Misfit where a file cannot be put at `path`, before any work is done."""
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "")
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
        os.close(handle)
        os.unlink(name)
    except OSError as refused:
        raise _unwritable(path, refused) from refused


def folder_for(folder: Path) -> None:
    """Make a folder for files where there is none; raises Misfit where they cannot be put there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as refused:
        raise _unwritable(folder, refused) from refused
    writable(folder / "figure.png")


def put(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there; raises Misfit where the disk refuses."""
    try:
        write_whole(path, content)
    except OSError as refused:
        raise _unwritable(path, refused) from refused


def _unwritable(path: Path, refused: OSError) -> Misfit:
    return Misfit(
        SAY.both(
            "{path} cannot be written ({reason}). Name a file in a folder that exists and that "
            "you may write to.",
            path=str(path), reason=reason(refused),
        )
    )  # fmt: skip
