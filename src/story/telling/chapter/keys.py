"""What is written by key in a chapter: its front matter, and what is no prose."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from story.tables.problem import Problem, Spot, error
from story.telling.chapter.manuscript import Prose
from story.text import Phrases

SAY = Phrases("chapter")


@dataclass(frozen=True)
class Block:
    """A part of a chapter's file: its text begins on `line`.

    `kind` is `front`, `heading`, `paragraph`, or the word after a fence or three colons.
    """

    kind: str
    text: str
    line: int

    @property
    def prose(self) -> Prose:
        """The text as prose."""
        return Prose(self.text, self.line)


class Unreadable(Exception):  # noqa: N818 - it says what the file is
    """A chapter's file that cannot be read; `problem` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message.en)
        self.problem = problem


@dataclass(frozen=True)
class Keys:
    """The keys of a block in YAML, read one by one; raises Unreadable for what does not fit."""

    file: str
    block: Block
    values: Mapping[str, Any]
    lines: Mapping[tuple[str, ...], int]

    @classmethod
    def of(cls, file: str, block: Block, *, permitted: tuple[str, ...]) -> "Keys":
        """Read a block; raises Unreadable for broken YAML and for keys that are not `permitted`."""
        try:
            node = yaml.compose(block.text, Loader=yaml.BaseLoader) or yaml.MappingNode("", [])
            # Each value as it is written: no text becomes a number, a date or a yes.
            values = yaml.load(block.text, Loader=yaml.BaseLoader) or {}  # noqa: S506 - texts alone
            lines = list(_lines(node))
        except yaml.MarkedYAMLError as broken:
            mark = broken.problem_mark
            raise _broken(file, block, mark.line if mark else 0, str(broken)) from broken
        twice = next((at for n, (key, at) in enumerate(lines) if (key in dict(lines[:n]))), None)
        if twice is not None or not isinstance(values, dict):
            raise _broken(file, block, twice or 0, "")
        keys = cls(file, block, values, dict(lines))
        unknown = next((value for value in values if value not in permitted), "")
        if unknown:
            raise Unreadable(
                error(
                    "unknown-key",
                    Spot(file, keys.line(unknown), block.kind, unknown),
                    SAY.both("“{block}” has no “{key}”.", block=block.kind, key=unknown),
                    SAY.both("There are: {keys}.", keys=", ".join(permitted)),
                )
            )
        return keys

    def line(self, *key: str) -> int:
        """Return the line a key stands on, such as `conditions`, `0`, `holds`."""
        return self.block.line + self.lines.get(key, 0)

    def prose(self, key: str, *, needed: bool = True) -> Prose:
        """Return a passage; raises Unreadable where it is needed and not there."""
        if needed and key not in self.values:
            raise Unreadable(
                error(
                    "missing-key",
                    Spot(self.file, self.block.line, self.block.kind, key),
                    SAY.both("“{block}” needs “{key}”.", block=self.block.kind, key=key),
                    SAY.both("Add the line {key}: '…'.", key=key),
                )
            )
        return Prose(" ".join(str(self.values.get(key, "")).split()), self.line(key))

    def names(self, key: str) -> tuple[str, ...]:
        """Return a list of names, empty where the key is not there."""
        value = self.values.get(key, [])
        return tuple(str(item) for item in value) if isinstance(value, list) else (str(value),)

    def typed(self, key: str) -> Mapping[str, object]:
        """Return a mapping whose numbers are numbers; empty where the key is not there."""
        value = yaml.safe_load(self.block.text).get(key, {})
        if not isinstance(value, dict):
            raise _broken(self.file, self.block, self.lines[key,], "")
        return value


def _lines(node: yaml.Node, *place: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield each key's place with its line within the block, from 0."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*place, str(key.value)), key.start_mark.line
            yield from _lines(value, *place, str(key.value))
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _lines(item, *place, str(number))


def _broken(file: str, block: Block, line: int, why: str) -> Unreadable:
    return Unreadable(
        error(
            "broken-block",
            Spot(file, block.line + line, block.kind, why),
            SAY.both("The block is not written as YAML, or has a key twice."),
            SAY.both("Write key: 'text' on each line; an apostrophe within a text is ’, or ''."),
        )
    )
