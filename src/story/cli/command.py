"""The command line as a whole: every command, and what they have in common."""

import argparse
from collections.abc import Sequence
from importlib.metadata import version

from story.cli import brief, build, check, diff, documents, log, refresh, send, undo
from story.cli.parts import EXIT_CODES

COMMANDS = (check, diff, refresh, undo, log, send, build, brief, documents)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status: 0 fine, 1 errors, 2 misused.

    Raises SystemExit for --help, --version and a command that cannot be parsed, as argparse does.
    """
    given = _parser().parse_args(arguments)
    status: int = given.run(given)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="story", description="Look after the data of the story.", epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("--version", action="version", version=f"story {version('story')}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for one in COMMANDS:
        one.add(commands)
    return parser
