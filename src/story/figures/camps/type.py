"""The type on the map of the camps: labels, key, scales, the inset's title and the credit."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from story.figures.camps.ground import CREDIT, INSET_SCALE_KM, SCALE_KM, scale_start
from story.figures.camps.label_places import Placed
from story.figures.camps.labels import NAME_SIZE, Words
from story.figures.camps.sheet import EDGE, KEY_HEAD, KEY_TEXT, View
from story.text import Language, Phrases, number

SAY = Phrases("camps")
LOWER = 1.3  # pixels by which type sits too high where it is centred on its line


@dataclass(frozen=True)
class _Set:
    """A piece of type with its place, ready to be drawn."""

    x: float
    y: float
    html: str
    size: float
    anchor: str = "left"
    quiet: bool = False
    italic: bool = False


def words_of(view: View, words: Words, language: Language) -> list[dict[str, object]]:
    """Return the words as text traces: labels, key, scales, credit and the inset's title."""
    found = [_text_trace(view, [_set(item, view) for item in words.placed], "labels")]
    lines = [
        _Set(
            view.key_box.left + view.km(entry.right),
            view.key_box.top - view.km(entry.down),
            f"<b>{escape(entry.text)}</b>" if entry.strong else escape(entry.text),
            KEY_HEAD if entry.strong else KEY_TEXT,
        )
        for entry in view.key
    ]
    return [*found, _text_trace(view, [*lines, *_furniture(view, language)], "key")]


def _set(placed: Placed, view: View) -> _Set:
    label = placed.label
    strong = escape(label.strong) if label.quiet else f"<b>{escape(label.strong)}</b>"
    plain = escape(label.plain).replace("\n", "<br>")
    html = " ".join(item for item in (strong if label.strong else "", plain) if item)
    x, y = placed.at
    italic = label.kind in ("sea", "river")
    return _Set(x, y, html, label.size, placed.anchor, label.quiet, italic)


def _furniture(view: View, language: Language) -> list[_Set]:
    """Return the words of the scales, the inset's title and the credit."""
    x, y = scale_start(view)
    found = [_scale_words(x, y + view.km(13), SCALE_KM, language)]
    if view.inset:
        box, edge = view.inset.box, view.km(EDGE)
        found.append(
            _scale_words(box.left + edge, box.bottom + edge + view.km(13), INSET_SCALE_KM, language)
        )
        title = SAY.gettext("Around {place}", language, place=view.inset.place_name)
        found.append(
            _Set(box.left + edge, box.top - view.km(14), f"<b>{escape(title)}</b>", NAME_SIZE)
        )
    return [*found, _credit(view)]


def _credit(view: View) -> _Set:
    if not view.look.narrow:
        x, _ = scale_start(view)
        return _Set(x, view.frame.bottom + view.km(13), CREDIT, NAME_SIZE, quiet=True)
    box = view.inset.box if view.inset else view.frame
    right, y = box.right - view.km(EDGE), box.bottom + view.km(EDGE + 2)
    return _Set(right, y, CREDIT, NAME_SIZE, "right", quiet=True)


def _scale_words(x: float, y: float, km: int, language: Language) -> _Set:
    return _Set(x, y, f"{number(km, language)} km", NAME_SIZE)


def _text_trace(view: View, pieces: Sequence[_Set], name: str) -> dict[str, object]:
    palette = view.look.palette
    sides = {"left": "middle right", "center": "middle center", "right": "middle left"}
    return {
        "type": "scatter",
        "mode": "text",
        "x": [piece.x for piece in pieces],
        "y": [item.y - view.km(LOWER) for item in pieces],
        "text": [entry.html for entry in pieces],
        "textposition": [sides[each.anchor] for each in pieces],
        "textfont": {
            "size": [one.size for one in pieces],
            "color": [palette.quiet if one.quiet else palette.ink for one in pieces],
            "style": ["italic" if one.italic else "normal" for one in pieces],
        },
        "hoverinfo": "skip",
        "name": name,
        "cliponaxis": False,
    }
