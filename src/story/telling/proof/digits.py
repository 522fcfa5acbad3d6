"""Digits typed in prose: a number stands in a table, or is marked as no data."""

import re
from collections.abc import Iterator

from story.tables.problem import Problem, Spot, error
from story.telling.chapter import Manuscript, words
from story.telling.facts import Facts
from story.text import Phrases

SAY = Phrases("chapter")

SMALL = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|[a-z]+ty|a"
TYPED = (
    # 12, 1만2000
    re.compile(r"[0-9０-９][0-9０-９,.]*[만천백]?"),
    # 오만 명, 십이만
    re.compile(r"[일이삼사오육칠팔구십백천만]{2,} ?(?:명|곳|개|건|년|표|차례|가지|쪽|세)"),
    # fifty thousand
    re.compile(rf"\b(?:{SMALL})[ -](?:hundred|thousand|million)\b", re.IGNORECASE),
)


def typed(manuscripts: tuple[Manuscript, ...], _facts: Facts) -> Iterator[Problem]:
    """Find numbers typed into prose."""
    for manuscript in manuscripts:
        for place, prose in manuscript.prose():
            said = words(prose.text)
            for pattern in TYPED:
                for found in pattern.finditer(said):
                    yield error(
                        "typed-number",
                        Spot(manuscript.file, prose.line, place, found[0]),
                        SAY.both("The number “{number}” is typed into the text.", number=found[0]),
                        SAY.both(
                            "Name the fact: {{{{ table.row.column }}}}. If it is no data, write "
                            "{{{{ plain \"{number}\" }}}}.",
                            number=found[0],
                        ),
                    )  # fmt: skip
