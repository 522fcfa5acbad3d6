"""A small chapter in both languages, told from `tests/tiny`, and copies with one thing changed."""

from pathlib import Path

from story.publishing.folder import load
from story.tables.problem import Problem
from story.telling.proof import proofread

TINY = Path(__file__).parent / "tiny"

OPENING = """\
---
title: 'A title'
standfirst: 'A standfirst'
claims: ['c01']
conditions:
  - sentence: 'A study gave'
    holds: 'estimates.institute-2013.high < estimates.inside-2025.point'
---

```figure
name: 'arrivals'
annotation: 'A note'
alt: 'Columns'
```

A study gave {{ estimates.institute-2013.range }}.[^estimates.institute-2013] [@c01]

## A step of {{ estimates.time-2019-oped.published | year }}

The minister said {{ events.2019-03-statement.quote }}.[^events.2019-03-statement]

```figure
name: 'estimates'
choices: { focus: ['time-2019-oped'], years: [2012, 2025] }
annotation: 'Another note'
alt: 'Rows'
```

::: so-what

Ask who says so.

:::

::: uncertainty

Nobody has counted.

:::

::: speaker-notes

Not for readers.

:::

```answer
question: 'Why?'
short: 'Because.'
answer: 'Because of {{ estimates.inside-2025.point }}.'
sources: ['estimates.inside-2025']
claims: ['c02']
```

```asks
ask: 'Asked'
then: 'Then'
latest: 'Latest'
checked: 'Last checked'
```

```ask
ask: 'A visit'
then: 'None'
latest: 'None'
checked: '{{ computed.last-event }}'
```
"""


def write_chapters(folder: Path) -> Path:
    """Write the chapter in both languages (the same words will do) and return the folder."""
    folder.mkdir(exist_ok=True)
    for language in ("en", "ko"):
        (folder / f"0-opening.{language}.md").write_text(OPENING, encoding="utf-8")
    return folder


def change(folder: Path, old: str, new: str, *languages: str) -> None:
    """Replace words of the chapter, in both languages unless some are named."""
    for language in languages or ("en", "ko"):
        path = folder / f"0-opening.{language}.md"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


def found(folder: Path) -> tuple[Problem, ...]:
    """Return every problem of the chapters in `folder`, told from the tiny tables."""
    return proofread(load(TINY), folder)
