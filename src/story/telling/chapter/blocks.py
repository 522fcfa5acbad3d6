"""The parts of a chapter's file, line by line: front matter, headings, paragraphs, fences."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from story.tables.problem import Problem, Spot, error
from story.telling.chapter.manuscript import Prose
from story.text import Phrases

SAY = Phrases("chapter")
FRONT = "+++"
FENCE = "```"
HEADING = "## "


@dataclass(frozen=True)
class Block:
    """A run of lines: `kind` is `front`, `heading`, `paragraph`, or the word after a fence."""

    kind: str
    text: str
    line: int


class Unreadable(Exception):  # noqa: N818 - it says what the file is
    """A chapter's file that cannot be read; `problem` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message.en)
        self.problem = problem


def blocks(file: str, text: str) -> Iterator[Block]:
    """Yield the parts of a chapter's file; raises Unreadable for a part that is not closed."""
    lines = text.splitlines()
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.startswith((FRONT, FENCE)):
            mark = line[:3]
            end = next((n for n in range(at + 1, len(lines)) if lines[n].startswith(mark)), 0)
            if not end or lines[end].rstrip() != mark:
                raise Unreadable(_not_closed(file, at + 1, line))
            kind = "front" if mark == FRONT else line[3:].strip()
            yield Block(kind, "\n".join(lines[at + 1 : end]), at + 2)
            at = end + 1
        elif line.startswith(HEADING):
            yield Block("heading", line.removeprefix(HEADING).strip(), at + 1)
            at += 1
        elif line.strip():
            end = at
            while end < len(lines) and lines[end].strip() and not lines[end].startswith(FENCE):
                end += 1
            yield Block("paragraph", "\n".join(lines[at:end]).strip(), at + 1)
            at = end
        else:
            at += 1


@dataclass(frozen=True)
class Keys:
    """The keys of a TOML block, read one by one; raises Unreadable for what does not fit."""

    file: str
    block: Block
    values: Mapping[str, Any]

    @classmethod
    def of(cls, file: str, block: Block, *, permitted: tuple[str, ...]) -> "Keys":
        """Read a block; raises Unreadable for broken TOML and for keys that are not `permitted`."""
        try:
            values = tomllib.loads(block.text)
        except tomllib.TOMLDecodeError as broken:
            raise Unreadable(_broken(file, block, str(broken))) from broken
        keys = cls(file, block, values)
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

    def line(self, key: str, which: int = 0) -> int:
        """Return the line a key stands on; `which` counts keys of one name from 0."""
        lines = self.block.text.splitlines()
        found = [n for n, line in enumerate(lines) if re.match(rf"{re.escape(key)}\s*=", line)]
        return self.block.line + (found[which] if which < len(found) else 0)

    def prose(self, key: str, *, needed: bool = True) -> Prose:
        """Return a passage; raises Unreadable where it is needed and not there."""
        value = self.values.get(key, "")
        if needed and key not in self.values:
            raise Unreadable(
                error(
                    "missing-key",
                    Spot(self.file, self.block.line, self.block.kind, key),
                    SAY.both("“{block}” needs “{key}”.", block=self.block.kind, key=key),
                    SAY.both("Add the line {key} = '…'.", key=key),
                )
            )
        return Prose(" ".join(str(value).split()), self.line(key))

    def names(self, key: str) -> tuple[str, ...]:
        """Return a list of names, empty where the key is not there."""
        value = self.values.get(key, [])
        return tuple(str(item) for item in value) if isinstance(value, list) else (str(value),)


def _not_closed(file: str, line: int, value: str) -> Problem:
    return error(
        "not-closed",
        Spot(file, line, "", value),
        SAY.both("The block that begins here has no end."),
        SAY.both("End it with the same three characters on a line of their own."),
    )


def _broken(file: str, block: Block, why: str) -> Problem:
    row = re.search(r"at line (\d+)", why)
    line = block.line + int(row[1]) - 1 if row else block.line
    return error(
        "broken-block",
        Spot(file, line, block.kind, why),
        SAY.both("The block is not written as TOML."),
        SAY.both(
            "Write key = 'text' on each line; a text may not contain the character that ends it."
        ),
    )
