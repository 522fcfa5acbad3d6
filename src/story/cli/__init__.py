"""The `story` command: each module parses one command, calls the library and says what came of it.

A command's module has `add(commands)`, which adds its parser, and the parser's `run` carries it
out and returns the exit status.
"""

from story.cli.command import main

__all__ = ["main"]
