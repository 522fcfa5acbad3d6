"""The type on the map of the camps: labels, key, scales, the inset's title and the credit."""

from collections.abc import Sequence

from story.figures.camps.ground import CREDIT, INSET_SCALE_KM, SCALE_KM, scale_start
from story.figures.camps.label_places import Placed
from story.figures.camps.labels import INSET, NAME_SIZE, Words
from story.figures.camps.sheet import EDGE, KEY_HEAD, KEY_TEXT, View
from story.figures.drawing import plain
from story.figures.scene import Align, At, Role, Run, Text, TextLine
from story.text import Language, Phrases, number

SAY = Phrases("camps")


def words_of(view: View, words: Words, language: Language) -> list[Text]:
    """Return the words: labels, key, scales, credit and the inset's title."""
    key = [
        _words(
            view.key_box.left + view.km(line.right), view.key_box.top - view.km(line.down),
            [(Run(line.text, bold=line.strong),)], KEY_HEAD if line.strong else KEY_TEXT, "key",
        )
        for line in view.key
    ]  # fmt: skip
    return [*map(_label, words.placed), *key, *_furniture(view, language)]


def _words(
    x: float, y: float, lines: Sequence[TextLine], size: float, role: Role, align: Align = "left",
    row: str = "",
) -> Text:  # fmt: skip
    # Where a name lies on a coast or a border, the rim keeps the line off its letters.
    halo = role == "label"
    return Text(
        At(x, y), tuple(lines), size, align, "middle", on="land", role=role, row=row, halo=halo
    )


def _label(placed: Placed) -> Text:
    label = placed.label
    token = "quiet" if label.quiet else "ink"
    italic = label.kind in ("sea", "river")
    strong = Run(label.strong, token, bold=not label.quiet, italic=italic)
    first, *rest = [
        Run(part, token, italic=italic)
        for part in (label.plain.split("\n") if label.plain else [""])
    ]
    between = Run(" " if label.strong and first.text else "", token, italic=italic)
    line = tuple(run for run in (strong, between, first) if run.text)
    x, y = placed.at
    row = label.key if label.kind == "camp" and label.key != INSET else ""
    return _words(x, y, [line, *((run,) for run in rest)], label.size, "label", placed.anchor, row)


def _furniture(view: View, language: Language) -> list[Text]:
    """Return the words of the scales, the inset's title and the credit."""
    x, y = scale_start(view)
    found = [_scale_words(x, y + view.km(13), SCALE_KM, language)]
    if view.inset:
        box, edge = view.inset.box, view.km(EDGE)
        found.append(
            _scale_words(box.left + edge, box.bottom + edge + view.km(13), INSET_SCALE_KM, language)
        )
        title = SAY.gettext("Around {place}", language, place=view.inset.place_name)
        lines = plain([title], bold=True)
        found.append(_words(box.left + edge, box.top - view.km(14), lines, NAME_SIZE, "title"))
    return [*found, _credit(view)]


def _credit(view: View) -> Text:
    words = plain([CREDIT], "quiet")
    if not view.sheet.narrow:
        x, _ = scale_start(view)
        return _words(x, view.frame.bottom + view.km(13), words, NAME_SIZE, "note")
    box = view.inset.box if view.inset else view.frame
    right, y = box.right - view.km(EDGE), box.bottom + view.km(EDGE + 2)
    return _words(right, y, words, NAME_SIZE, "note", "right")


def _scale_words(x: float, y: float, km: int, language: Language) -> Text:
    return _words(x, y, plain([f"{number(km, language)} km"]), NAME_SIZE, "axis")
