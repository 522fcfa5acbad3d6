"""The key to the marks of events: words and glyphs that flow into lines, at the top of a plot."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from story.figures.drawing import Drawing, plain
from story.figures.events.days import is_vague
from story.figures.events.glyphs import glyph, reach
from story.figures.events.index import ANSWERS, Events
from story.figures.events.words import kind_text
from story.figures.lettering import text_width, wrapped
from story.figures.scene import At, Text
from story.tables.model import Event
from story.tables.values import value_text
from story.text import Language, Phrases

SAY = Phrases("timeline")
TYPE, LINE = 12, 20
GUTTER = 24  # from a glyph's left to its words
GAP = 14  # between two entries
BETWEEN = 4  # pixels between two groups
VAGUE = "~"


@dataclass(frozen=True)
class Entry:
    """One entry: its words, and the kind and answer of the mark before them, if any."""

    words: str
    mark: tuple[str, str] | None = None
    sign: str = ""

    @property
    def indent(self) -> float:
        """The room before the words."""
        return GUTTER if self.mark or self.sign else 0

    @property
    def width(self) -> float:
        """The room an entry takes with what keeps it apart from the next."""
        return self.indent + text_width(self.words, TYPE) + GAP


@dataclass(frozen=True)
class Set:
    """An entry set: `x` and `y` of its left end and the middle of its line, in pixels."""

    entry: Entry
    x: float
    y: float


def answers_key(language: Language) -> list[Entry]:
    """Return the five answers, headed by the question."""
    question = SAY.gettext("Was human rights raised?", language)
    return [
        Entry(question),
        *(
            Entry(value_text("events.rights_raised", item, language), ("statement", item))
            for item in ANSWERS
        ),
    ]


def ring_key(events: Events, language: Language) -> list[Entry]:
    """Return what a ring says, where one is drawn."""
    if "summit" not in events.kinds:
        return []
    return [Entry(SAY.gettext("Open ring: the talks were private", language), ("summit", ""))]


def vague_key(events: Iterable[Event], language: Language) -> list[Entry]:
    """Return what stands beside a mark whose day is not known, where one is drawn."""
    if not any(is_vague(event) for event in events):
        return []
    return [Entry(SAY.gettext("Day not known exactly", language), sign=VAGUE)]


def kinds_key(events: Events, language: Language) -> list[Entry]:
    """Return the kinds drawn, for a plot without lanes."""
    return [
        Entry(
            SAY.gettext("Summit (open ring: the talks were private)", language)
            if kind == "summit"
            else kind_text(kind, language),
            (kind, ""),
        )
        for kind in events.kinds
    ]


def flow(groups: Iterable[Sequence[Entry]], width: float, top: float) -> tuple[list[Set], float]:
    """Set entries into lines of at most `width`, each group from a new line; return the bottom."""
    placed: list[Set] = []
    y = top
    for group in groups:
        x = 0.0
        for entry in group:
            if x and x + entry.width - GAP > width:
                x, y = 0.0, y + LINE
            placed.append(Set(entry, x, y + LINE / 2))
            x += entry.width
            # Words longer than a line go on under their own beginning.
            extra = len(wrapped(entry.words, width - entry.indent, TYPE)) - 1
            y += extra * LINE * 0.8
        y += LINE + BETWEEN if group else 0
    return placed, y


def draw_key(drawing: Drawing, placed: Iterable[Set], width: float) -> None:
    """Draw a key at the picture's left edge."""
    for item in placed:
        entry = item.entry
        edge = At(drawing.across[0], item.y, item.x - drawing.left)
        if entry.mark:
            at = replace(edge, dx=edge.dx + reach("summit"))
            drawing.add(*glyph(*entry.mark, at, role="key"))
        at = replace(edge, y=item.y - 9, dx=edge.dx + entry.indent)
        words = plain(wrapped(entry.words, width - entry.indent, TYPE), "quiet")
        drawing.add(Text(at, tuple(words), role="key", pad=1))
        if entry.sign:
            at = replace(at, dx=edge.dx + 7)
            drawing.add(Text(at, tuple(plain([entry.sign], "quiet")), role="key", pad=1))
