"""`story send`: a folder's editions to a storage, the first time or to mend what is there."""

import argparse

from story.cli.parts import (
    FAILED,
    FINE,
    MISUSED,
    Commands,
    add_folder,
    command,
    complain,
    exists,
    say,
)
from story.publishing.archive import StorageFailed, is_address, send
from story.publishing.folder import data_folder
from story.publishing.refresh import NotPublished, record
from story.text import Phrases

SAY = Phrases("cli")

EXIT_CODES = """\
After that, publish with story refresh --data s3://…: nobody's edition can be overwritten there.

exit status: 0 when the storage has everything, 1 where it does not, 2 if the command was typed
wrongly or the folder does not exist"""


def add(commands: Commands) -> None:
    """Add the command."""
    added = command(
        commands, "send", "Send a folder's editions to a storage such as s3://bucket/prefix.",
        EXIT_CODES,
    )  # fmt: skip
    add_folder(added)
    added.add_argument("url", metavar="URL", help="the storage: s3://bucket/prefix or file:///path")
    added.add_argument(
        "--repair", action="store_true",
        help="read back what is there, and write again what is damaged or missing",
    )  # fmt: skip
    added.set_defaults(run=_run)


def _run(given: argparse.Namespace) -> int:
    folder = given.folder or data_folder()
    if not is_address(given.url):
        complain(
            SAY.gettext("{url} is no storage, such as s3://bucket/prefix.", given.lang,
                        url=given.url)
        )  # fmt: skip
        return MISUSED
    if not exists(folder, given.lang):
        return MISUSED
    try:
        record(folder)
        written = send(folder, given.url, repair=given.repair)
    except NotPublished as why:
        complain(why.why.within(given.lang))
        return FAILED
    except StorageFailed as failed:
        complain(failed.why.within(given.lang))
        return FAILED
    say(
        SAY.ngettext("{count} object was sent to {url}.", "{count} objects were sent to {url}.",
                     written, given.lang, url=given.url)
    )  # fmt: skip
    return FINE
