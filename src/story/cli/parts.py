"""What several commands share: their parsers, exit statuses, and how they speak."""

import argparse
import sys
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

from story.publishing.archive import Archive, StorageFailed, fetch
from story.publishing.folder import BrokenData, folder_of
from story.publishing.os_errors import reason
from story.text import Language, Phrases

SAY = Phrases("cli")
FINE, FAILED, MISUSED = 0, 1, 2
LONGEST_VALUE = 60
TABLES = "the folder of the tables (default: $STORY_DATA, else the data folder)"
EXIT_CODES = """\
exit status: 0 without errors (warnings do not count), 1 with errors, 2 if the command was typed
wrongly or the folder does not exist"""

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def command(
    commands: Commands, name: str, summary: str, epilog: str = EXIT_CODES
) -> argparse.ArgumentParser:
    """Add a command that speaks English or Korean."""
    added = commands.add_parser(
        name, help=summary, description=summary, epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    added.add_argument(
        "--lang", type=_language, default=Language.EN, metavar="en|ko",
        help="the language of what is said: en or ko (default: en)",
    )  # fmt: skip
    return added


def _language(given: str) -> Language:
    """Return a language as typed; what is wrong is said in both, as neither is known."""
    try:
        return Language(given)
    except ValueError as wrong:
        said = SAY.both("There is no language “{given}”. There are: en, ko.", given=given)
        raise argparse.ArgumentTypeError(f"{said.en} {said.ko}") from wrong


def add_folder(added: argparse.ArgumentParser) -> None:
    """Let the command take the folder of the tables as its one argument."""
    added.add_argument("folder", nargs="?", type=folder_of, metavar="FOLDER", help=TABLES)


def add_data(added: argparse.ArgumentParser) -> None:
    """Let the command take the folder of the tables as an option."""
    added.add_argument("--data", type=folder_of, metavar="FOLDER", help=TABLES)


def base_url(given: str, language: Language) -> str | None:
    """Return a web address with a slash at its end, blank if blank; complain of any other."""
    parts = urlsplit(given)
    if not given or (parts.scheme in ("http", "https") and parts.netloc):
        return f"{given.rstrip('/')}/" if given else ""
    complain(
        SAY.gettext(
            "{url} is not an address; it begins with http:// or https://.", language, url=given
        )
    )
    return None


def exists(folder: Path, language: Language) -> bool:
    """Return whether there is such a folder, and complain where there is none.

    The copy of a storage is brought up to date first, or else used as it is.
    """
    if folder.is_dir():
        try:
            fetch(folder)
        except StorageFailed as failed:
            complain(failed.why.within(language))
            return _copied(folder, language)
        return True
    complain(SAY.gettext("There is no folder {folder}.", language, folder=folder))
    return False


def _copied(folder: Path, language: Language) -> bool:
    """Return whether a storage that does not answer has been copied here, and say so."""
    last = Archive(folder).last()
    if last:
        complain(
            SAY.gettext(
                "Edition {edition} of {at} is used, which was copied before.", language,
                edition=last.edition, at=f"{last.at:%Y-%m-%d %H:%M} UTC",
            )
        )  # fmt: skip
    return last is not None


def why_refused(refused: OSError, language: Language) -> str:
    """Return why the system did not open or write something."""
    return reason(refused).within(language)


def say(text: str) -> None:
    """Print what came of the command."""
    sys.stdout.write(f"{text}\n")


def complain(text: str) -> None:
    """Print what went wrong."""
    sys.stderr.write(f"{text}\n")


def shortened(value: str) -> str:
    """Return a value on one line, cut where it is long."""
    line = printable(value)
    return line if len(line) <= LONGEST_VALUE else f"{line[: LONGEST_VALUE - 1]}…"


def printable(text: str) -> str:
    """Return text on one line, without characters that a terminal would obey."""
    line = " ".join(text.split())
    return "".join(item if item.isprintable() else "\N{REPLACEMENT CHARACTER}" for item in line)


def complain_of(broken: BrokenData, language: Language) -> None:
    """Say how many errors keep the tables from being read."""
    complain(
        SAY.ngettext(
            "The tables hold {count} error; story check says which.",
            "The tables hold {count} errors; story check says which.",
            len(broken.problems), language,
        )
    )  # fmt: skip
