"""One entry of the log: an edition, when and why it came about, and the files it is made of."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from story.text import Language, Text

Kind = Literal["start", "publish", "undo", "by-hand"]
KINDS = get_args(Kind)

EDITION = re.compile("[0-9a-f]{12}")
HASH = re.compile("[0-9a-f]{64}")
# A table, or a file of the map: nothing else of a folder is part of an edition.
NAME = re.compile(r"[a-z][a-z0-9_]{0,60}\.csv|geo/(?!\.{1,2}$)[^/\\\x00-\x1f\x7f]{1,200}")
FILE = re.compile(r"([0-9]{6,12})\.json")
LARGEST = 1 << 24  # bytes of an entry; the largest so far has 30,000


@dataclass(frozen=True)
class Answer:
    """A question that was answered before publishing; `cells`: what it was about, by name."""

    question: Text
    answer: Text
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One edition in the log.

    `edition`: its content hash. `at`: when, in UTC. `who`: blank where nobody is known, never
    for the public. `reason`: as it was typed. `sentences`: what changed. `kind`: `start` for the
    first that was kept, `publish`, `undo` (an edition brought back), `by-hand` (the files had been
    edited without the command). `files`: the SHA-256 of each file by its path within the folder.
    `aside`: the same of files that were found broken, and kept here when they were replaced.
    `answers`: the questions that whoever published was asked.
    `reason_ko`: the reason in Korean, where somebody gave it. `update`: that what the changed rows
    said was right in its time, so that no error was corrected.
    """

    edition: str
    at: datetime
    who: str
    reason: str
    sentences: tuple[Text, ...]
    kind: Kind
    number: int = 0
    files: Mapping[str, str] = field(default_factory=dict)
    aside: Mapping[str, str] = field(default_factory=dict)
    answers: tuple[Answer, ...] = ()
    reason_ko: str = ""
    update: bool = False

    def why(self, language: Language) -> str:
        """Return the reason in a language; as it was typed where it is not there."""
        return (self.reason_ko if language is Language.KO else "") or self.reason

    def json(self) -> bytes:
        """Return the entry as it is kept."""
        said: dict[str, Any] = {
            "number": self.number,
            "edition": self.edition,
            "at": self.at.isoformat(),
            "kind": self.kind,
            "who": self.who,
            "reason": self.reason,
            "sentences": [{"en": sentence.en, "ko": sentence.ko} for sentence in self.sentences],
            "files": dict(self.files),
            "aside": dict(self.aside),
        }
        # What an entry has not is not written: earlier versions then read it byte for byte.
        if self.reason_ko:
            said["reason_ko"] = self.reason_ko
        if self.update:
            said["update"] = True
        if self.answers:
            said["answers"] = [
                {
                    "question": {"en": answer.question.en, "ko": answer.question.ko},
                    "answer": {"en": answer.answer.en, "ko": answer.answer.ko},
                    "cells": list(answer.cells),
                }
                for answer in self.answers
            ]
        return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def number_in(name: str) -> int:
    """Return the number of the entry that a file is named for, 0 where it is named for none."""
    found = FILE.fullmatch(name)
    number = int(found[1]) if found else 0
    return number if name == entry_name(number) else 0


def entry_name(number: int) -> str:
    """Return the name of the file of an entry."""
    return f"{number:06}.json"


def read_entry(content: bytes) -> Entry:
    """Return the entry kept in `content`; raises ValueError where it is none.

    Whoever can write to a storage can write anything into an entry: nothing of it is believed. The
    names of its files are those of tables or of the map, which lie within the data folder.
    """
    if len(content) > LARGEST:
        raise ValueError("larger than any entry")
    try:
        said = json.loads(content)
        entry = Entry(
            edition=_matching(EDITION, said["edition"]),
            at=_moment(said["at"]),
            who=_text(said["who"]),
            reason=_text(said["reason"]),
            sentences=tuple(_both(item) for item in said["sentences"]),
            kind=_kind(said["kind"]),
            number=_number(said["number"]),
            files=_files(said["files"]),
            aside=_files(said["aside"]),
            answers=tuple(
                Answer(
                    _both(each["question"]), _both(each["answer"]), tuple(map(_text, each["cells"]))
                )
                for each in said.get("answers", ())
            ),
            reason_ko=_text(said.get("reason_ko", "")),
            update=said.get("update", False) is True,
        )
    except (KeyError, TypeError, AttributeError, RecursionError, OverflowError) as wrong:
        raise ValueError(f"not an entry ({type(wrong).__name__})") from wrong
    if not entry.files:
        raise ValueError("an edition without files")
    return entry


def _text(said: Any) -> str:  # noqa: ANN401 - whatever JSON may hold
    if not isinstance(said, str):
        raise TypeError("not a text")
    said.encode()  # halves of characters cannot be written anywhere
    return said


def _both(said: Any) -> Text:  # noqa: ANN401
    return Text(_text(said["en"]), _text(said["ko"]))


def _matching(pattern: re.Pattern[str], said: Any) -> str:  # noqa: ANN401
    if not pattern.fullmatch(_text(said)):
        raise ValueError("a name that is none")
    return _text(said)


def _moment(said: Any) -> datetime:  # noqa: ANN401
    return datetime.fromisoformat(_text(said)).astimezone(UTC)


def _kind(said: Any) -> Kind:  # noqa: ANN401
    if said not in KINDS:
        raise ValueError("a kind that is not known")
    found: Kind = said
    return found


def _number(said: Any) -> int:  # noqa: ANN401
    if type(said) is not int or said < 1:
        raise ValueError("not a number of the log")
    return said


def _files(said: Any) -> dict[str, str]:  # noqa: ANN401
    return {_matching(NAME, name): _matching(HASH, kept) for name, kept in said.items()}
