"""The command line as a whole: every command, and what they have in common."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version

from story.cli.parts import EXIT_CODES, FAILED, SAY, complain
from story.publishing.archive import Damaged, StorageFailed
from story.publishing.os_errors import reason
from story.text import Language

BROKEN_OFF = 130  # what a shell reports of a program ended by Ctrl-C
# Modules beside this one, in the order of the help.
COMMANDS = (
    "check", "diff", "refresh", "undo", "log", "upgrade", "backup", "restore", "doctor", "send",
    "build", "brief", "documents", "sources",
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status: 0 fine, 1 errors, 2 misused, 130 broken off.

    Raises SystemExit for --help, --version and a command that cannot be parsed, as argparse does.
    """
    arguments = sys.argv[1:] if arguments is None else arguments
    language = Language.KO if {"ko", "--lang=ko"} & set(arguments) else Language.EN
    try:
        given = _parser(arguments).parse_args(arguments)
        status: int = given.run(given)
    except KeyboardInterrupt:
        complain(SAY.gettext("Broken off; what was not finished is not kept.", language))
        return BROKEN_OFF
    except BrokenPipeError:
        # Who reads what is said, such as `head`, has had enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except (Damaged, StorageFailed) as failed:
        complain(failed.why.within(language))
        return FAILED
    except OSError as refused:
        complain(_refused(refused, language))
        return FAILED
    return status


def _refused(refused: OSError, language: Language) -> str:
    """Return what the system refused, where a command could not go on."""
    if not refused.filename:
        return SAY.gettext(
            "The system refused ({reason}).", language, reason=reason(refused).within(language)
        )
    return SAY.gettext(
        "{path} cannot be read or written ({reason}).", language, path=str(refused.filename),
        reason=reason(refused).within(language),
    )  # fmt: skip


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="story", description="Look after the data of the story.", epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("--version", action="version", version=f"story {version('story')}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    # What one command needs takes others half a second to load.
    asked = next((argument for argument in arguments if not argument.startswith("-")), "")
    for item in (asked,) if asked in COMMANDS else COMMANDS:
        import_module(f"story.cli.{item}").add(commands)
    return parser
