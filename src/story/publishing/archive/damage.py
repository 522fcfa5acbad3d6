"""What of an archive is not as it was kept, in words: what it is, what it costs, what mends it."""

from dataclasses import dataclass
from typing import Literal

from story.text import Phrases, Text

SAY = Phrases("archive")

Kind = Literal[
    "blob", "entry", "missing-entry", "edition", "newer", "standing", "foreign", "place", "file"
]


class Damaged(ValueError):  # noqa: N818 - it says what happened
    """What was asked for is not as it was kept; `why` says it to people."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.en)
        self.why = why


@dataclass(frozen=True)
class Damage:
    """One thing of an archive that is not as it was kept.

    `path`: where, within the archive. `numbers`: of the entries it concerns, `name`: the hash of a
    blob, blank for all else. `known`: somebody looked, and nothing could mend it: it is still said,
    but is no news.
    """

    kind: Kind
    path: str
    numbers: tuple[int, ...]
    message: Text
    cost: Text
    cure: Text
    name: str = ""
    known: bool = False


def numbered(numbers: tuple[int, ...]) -> str:
    """Return numbers as 1–3, 5: of many in a row the first and the last."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}" if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
