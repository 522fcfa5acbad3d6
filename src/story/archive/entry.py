"""One entry of the log: an edition, when and why it came about, and the files it is made of."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from story.text import Language, Text

Kind = Literal["start", "publish", "undo", "by-hand"]


@dataclass(frozen=True)
class Answered:
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
    answers: tuple[Answered, ...] = ()
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
            "reason_ko": self.reason_ko,
            "update": self.update,
            "sentences": [{"en": one.en, "ko": one.ko} for one in self.sentences],
            "files": dict(self.files),
            "aside": dict(self.aside),
        }
        if self.answers:  # Entries without any stay byte for byte what they were.
            said["answers"] = [
                {
                    "question": {"en": one.question.en, "ko": one.question.ko},
                    "answer": {"en": one.answer.en, "ko": one.answer.ko},
                    "cells": list(one.cells),
                }
                for one in self.answers
            ]
        return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def read_entry(content: bytes) -> Entry:
    """Return the entry kept in `content`; raises ValueError or KeyError where it is none."""
    said = json.loads(content)
    return Entry(
        edition=said["edition"],
        at=datetime.fromisoformat(said["at"]),
        who=said["who"],
        reason=said["reason"],
        sentences=tuple(Text(one["en"], one["ko"]) for one in said["sentences"]),
        kind=said["kind"],
        number=said["number"],
        files=said["files"],
        aside=said["aside"],
        answers=tuple(
            Answered(Text(**one["question"]), Text(**one["answer"]), tuple(one["cells"]))
            for one in said.get("answers", ())
        ),
        reason_ko=said.get("reason_ko", ""),
        update=said.get("update", False),
    )
