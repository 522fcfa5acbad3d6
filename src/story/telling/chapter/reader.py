"""From a chapter's file, Markdown, to a Manuscript.

---                     front matter, YAML: title, finding, standfirst, claims, content_note, voice
title: '…'              (an event that quotes somebody), conditions: `sentence` and `holds`
---
```figure               the figure that stands for the chapter: name, choices, annotation, alt
## A step's title       then its paragraphs, the first of which its slide shows, and its own figure
::: so-what             prose up to three colons; so are uncertainty and speaker-notes
```answer               YAML: question, short, answer, sources, claims
```ask                  YAML: ask, then, latest, checked
```request              YAML: audience, ask, grounds
```number               YAML: value, what
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise, takewhile
from pathlib import Path

from markdown_it.token import Token

from story.tables.problem import Problem, Spot, error
from story.telling.chapter.inline import markdown
from story.telling.chapter.keys import Block, Keys, Unreadable
from story.telling.chapter.manuscript import (
    Answer,
    Ask,
    Condition,
    FigureCall,
    Manuscript,
    Number,
    Prose,
    Request,
    Step,
    Voice,
)
from story.text import Language, Phrases

SAY = Phrases("chapter")
CHAPTERS = Path(__file__).parents[1] / "chapters"
FILE = re.compile(r"(?P<number>[0-9])-(?P<slug>[a-z0-9-]+)\.(?P<language>en|ko)\.md")
PASSAGES = ("so-what", "uncertainty", "speaker-notes")
KINDS = (
    "front",
    "heading",
    "paragraph",
    "figure",
    "answer",
    "asks",
    "ask",
    "request",
    "number",
    *PASSAGES,
)


def read_folder(folder: Path) -> tuple[tuple[Manuscript, ...], tuple[Problem, ...]]:
    """Read every chapter of a folder, by number and language, as far as they can be read."""
    found: list[Manuscript] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.md")):
        try:
            found.append(read_manuscript(path.name, path.read_text(encoding="utf-8")))
        except Unreadable as unreadable:
            problems.append(unreadable.problem)
    return tuple(found), tuple(problems)


def counts(manuscripts: Iterable[Manuscript]) -> dict[str, int]:
    """Count what the chapters may say of themselves; the opening is no chapter."""
    read = tuple(manuscripts)
    chapters = {item.number: item for item in read if item.number}
    asks = sum(len(chapter.asks) for chapter in chapters.values())
    return {"count.chapters": len(chapters), "count.asks": asks}


def read_manuscript(file: str, text: str) -> Manuscript:
    """Read one chapter's text; raises Unreadable, with the line, for what cannot be read."""
    named = FILE.fullmatch(file)
    if not named:
        raise _missing(file, 0, "1-two-speeches.en.md")
    parts = list(_blocks(file, text))
    front = Keys.of(
        file, _only(file, parts, "front"),
        permitted=(
            "title", "finding", "standfirst", "claims", "content_note", "voice", "conditions",
        ),
    )  # fmt: skip
    head = list(takewhile(lambda part: part.kind != "heading", parts))
    passages = {kind: _passage(parts, kind) for kind in PASSAGES}
    return Manuscript(
        file=file,
        number=int(named["number"]),
        slug=named["slug"],
        language=Language(named["language"]),
        title=front.prose("title"),
        finding=front.prose("finding", needed=False),
        standfirst=front.prose("standfirst"),
        content_note=front.prose("content_note", needed=False),
        voice=_voice(front.prose("voice", needed=False)),
        claims=front.names("claims"),
        conditions=_conditions(front),
        paragraphs=tuple(item.prose for item in head if item.kind == "paragraph"),
        figure=_figure(file, _only(file, head, "figure")),
        steps=_steps(file, parts[len(head) :]),
        asks_heading=next((_ask(file, part) for part in parts if part.kind == "asks"), None),
        asks=tuple(_ask(file, entry) for entry in parts if entry.kind == "ask"),
        requests=tuple(_request(file, part) for part in parts if part.kind == "request"),
        numbers=tuple(_number(file, part) for part in parts if part.kind == "number"),
        so_what=passages["so-what"],
        uncertainty=passages["uncertainty"],
        speaker_notes=passages["speaker-notes"],
        answers=tuple(_answer(file, each) for each in parts if each.kind == "answer"),
    )


def _blocks(file: str, text: str) -> Iterator[Block]:
    """Yield the parts of a file; raises Unreadable for one that is not closed, or not known."""
    lines = text.splitlines()
    parsed = markdown().parse(text)
    if text.startswith("---") and not (parsed and parsed[0].type == "front_matter"):
        raise _not_closed(file, 1, lines[0])
    for token in parsed:
        if token.level or token.nesting < 0:
            continue
        block = _block(file, lines, token)
        if block.kind not in KINDS:
            raise _unknown_block(file, (token.map or [0])[0] + 1, block.kind)
        yield block


def _block(file: str, lines: list[str], token: Token) -> Block:
    start, end = token.map or [0, 0]
    said = "\n".join(lines[start:end]).strip()
    match token.type:
        case "front_matter":
            return Block("front", token.content, start + 2)
        case "heading_open" if token.markup == "##":
            return Block("heading", said.removeprefix("##").strip(), start + 1)
        case "paragraph_open":
            return Block("paragraph", " ".join(said.split()), start + 1)
        case "bullet_list_open" | "ordered_list_open":
            return Block("paragraph", said, start + 1)
        case "fence":
            return _closed(file, lines, token, start, end - 1)
        case "container_part_open":
            return _closed(file, lines, token, start, end)
    return Block(said.partition("\n")[0], "", start + 2)


def _closed(file: str, lines: list[str], token: Token, start: int, end: int) -> Block:
    mark, inside = token.markup, lines[start + 1 : end]
    last = lines[end].rstrip() if end < len(lines) else ""
    if last != mark or any(line.startswith(mark) for line in inside):
        raise _not_closed(file, start + 1, lines[start])
    blank = sum(1 for _ in takewhile(lambda line: not line.strip(), inside))
    return Block(token.info.strip(), "\n".join(inside).strip(), start + 2 + blank)


def _passage(parts: list[Block], kind: str) -> Prose:
    return next((part.prose for part in parts if part.kind == kind), Prose("", 0))


def _only(file: str, parts: list[Block], kind: str) -> Block:
    found = [part for part in parts if part.kind == kind]
    if len(found) != 1:
        raise _missing(file, found[1].line if found else 0, kind)
    return found[0]


def _voice(event: Prose) -> Voice | None:
    """Return what an event quotes; in the data alone are the words, the speaker and the date."""
    row, line = f"events.{event.text}", event.line
    by = f"{{{{ {row}.speaker }}}}, {{{{ {row}.start_date }}}}[^{row}]"
    return Voice(Prose(f"{{{{ {row}.quote }}}}", line), Prose(by, line)) if event else None


def _conditions(front: Keys) -> tuple[Condition, ...]:
    given = front.values.get("conditions", [])
    rows = given if isinstance(given, list) else []
    return tuple(
        Condition(
            str(row.get("sentence", "")),
            str(row.get("holds", "")),
            front.line("conditions", str(n), "holds"),
        )
        for n, row in enumerate(rows)
        if isinstance(row, Mapping)
    )


def _figure(file: str, block: Block) -> FigureCall:
    keys = Keys.of(file, block, permitted=("name", "choices", "annotation", "alt"))
    return FigureCall(
        name=keys.prose("name").text,
        choices={name: _tuples(value) for name, value in keys.typed("choices").items()},
        annotation=keys.prose("annotation"),
        alt=keys.prose("alt"),
        line=block.line,
    )


def _tuples(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _steps(file: str, parts: list[Block]) -> tuple[Step, ...]:
    starts = [n for n, part in enumerate(parts) if part.kind == "heading"]
    steps = []
    for start, end in pairwise([*starts, len(parts)]):
        inside = parts[start + 1 : end]
        paragraphs = tuple(item.prose for item in inside if item.kind == "paragraph")
        figure = _figure(file, _only(file, inside, "figure"))
        steps.append(Step(parts[start].prose, paragraphs, figure))
    return tuple(steps)


def _answer(file: str, block: Block) -> Answer:
    keys = Keys.of(file, block, permitted=("question", "short", "answer", "sources", "claims"))
    return Answer(
        question=keys.prose("question"),
        short=keys.prose("short"),
        answer=keys.prose("answer"),
        sources=keys.names("sources"),
        claims=keys.names("claims"),
        line=block.line,
    )


def _ask(file: str, block: Block) -> Ask:
    keys = Keys.of(file, block, permitted=("ask", "then", "latest", "checked"))
    return Ask(*(keys.prose(name) for name in ("ask", "then", "latest", "checked")))


def _request(file: str, block: Block) -> Request:
    keys = Keys.of(file, block, permitted=("audience", "ask", "grounds"))
    return Request(keys.prose("audience").text, keys.prose("ask"), keys.prose("grounds"))


def _number(file: str, block: Block) -> Number:
    keys = Keys.of(file, block, permitted=("value", "what"))
    return Number(keys.prose("value"), keys.prose("what"))


def _unknown_block(file: str, line: int, kind: str) -> Unreadable:
    return Unreadable(
        error(
            "unknown-block",
            Spot(file, line, "", kind),
            SAY.both("There is no block called “{kind}”.", kind=kind),
            SAY.both("There are: {kinds}.", kinds=", ".join(KINDS[3:])),
        )
    )


def _missing(file: str, line: int, kind: str) -> Unreadable:
    return Unreadable(
        error(
            "missing-block",
            Spot(file, line, kind),
            SAY.both("Exactly one “{kind}” is needed here.", kind=kind),
            SAY.both("Add it, or delete what is too many."),
        )
    )


def _not_closed(file: str, line: int, value: str) -> Unreadable:
    return Unreadable(
        error(
            "not-closed",
            Spot(file, line, "", value),
            SAY.both("The block that begins here has no end."),
            SAY.both("End it with the same three characters on a line of their own."),
        )
    )
