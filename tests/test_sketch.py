"""A scene becomes outlines and words, for pictures and cards: all of it, and in its place."""

from typing import get_args

import pytest

from story.figures import figure_function
from story.figures.scene import PAGE, At, Line, Scene, Shape, Symbol
from story.figures.style import TOKENS
from story.publishing.folder import load
from story.render.sketch import Disc, Lettering, Outline, Sketch, sketch
from story.telling.narrative import tell
from story.text import Language

DATA = load()
CHAPTERS = tell(DATA, Language.KO).chapters
CALLS = [one.figure for chapter in CHAPTERS for one in chapter.steps] + [
    one.figure for one in CHAPTERS
]


def drawn(name: str, **choices: object) -> Sketch:
    return sketch(figure_function(name)(DATA, Language.EN, **choices).scene, 720)


def said(made: Sketch) -> str:
    words = [one for one in made.strokes if isinstance(one, Lettering)]
    return "\n".join(run.text for one in words for line in one.lines for run in line)


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.name)
def test_every_figure_of_the_story_can_be_sketched_and_keeps_within_its_picture(
    call: object,
) -> None:
    figure = figure_function(call.name)(DATA, Language.KO, **call.choices)  # type: ignore[attr-defined]
    made = sketch(figure.scene, 720)
    assert made.width == 720
    for one in made.strokes:
        if isinstance(one, Outline):
            assert all(-3 <= x <= made.width + 3 for x, _ in one.points)
            assert all(-3 <= y <= made.height + 3 for _, y in one.points)
        elif isinstance(one, Disc):
            assert 0 <= one.x <= made.width


def test_a_map_ends_where_its_picture_ends() -> None:
    land = [one for one in drawn("camps").strokes if isinstance(one, Outline) and one.closed]
    assert max(x for one in land for x, _ in one.points) <= 720
    assert min(x for one in land for x, _ in one.points) >= 0


def test_words_keep_their_weight_slant_and_colour() -> None:
    figure = figure_function("lineage")(DATA, Language.EN, focus=("kinu-2013",))
    runs = [
        run
        for one in sketch(figure.scene, 720).strokes
        if isinstance(one, Lettering)
        for line in one.lines
        for run in line
    ]
    assert any(run.bold and "KINU" in run.text for run in runs)
    assert {run.token for run in runs} <= set(TOKENS)
    assert not any("<" in run.text or "&amp;" in run.text for run in runs)


def test_the_scale_and_the_key_are_drawn() -> None:
    arrivals = said(drawn("arrivals"))
    assert "2,000" in arrivals
    assert "Provisional" in arrivals
    assert "Not checked" in said(drawn("un_record"))


def test_the_key_shows_columns_as_squares_and_dots_as_rings() -> None:
    made = drawn("arrivals")
    final, provisional = (sign_before(made, words) for words in ("Final", "Provisional"))
    assert isinstance(final, Outline)
    assert len(final.points) == 4
    assert isinstance(provisional, Disc)
    assert not provisional.fill


def sign_before(made: Sketch, words: str) -> Outline | Disc:
    """Return what a key shows before the entry that begins with these words."""
    entries = [one for one in made.strokes if isinstance(one, Lettering)]
    (entry,) = (one for one in entries if one.text.startswith(words))
    signs = []
    for one in made.strokes:
        if isinstance(one, Outline | Disc):
            spots = one.points if isinstance(one, Outline) else ((one.x, one.y),)
            if all(entry.x - 24 < x < entry.x and abs(y - entry.y) < 9 for x, y in spots):
                signs.append(one)
    (sign,) = signs
    return sign


def test_a_vacant_post_is_hatched() -> None:
    boxes = [one for one in drawn("envoy").strokes if isinstance(one, Outline) and one.closed]
    assert [bool(one.hatch) for one in boxes] == [False, True, False, True]


def test_strokes_are_painted_by_the_names_of_colours() -> None:
    for stroke in drawn("un_record", focus=["assembly-2014"]).strokes:
        if isinstance(stroke, Outline | Disc):
            assert {stroke.fill, stroke.line} - {""} <= set(TOKENS)


def test_a_scene_fills_a_place_of_another_size() -> None:
    scene = figure_function("arrivals")(DATA, Language.EN).scene
    made = sketch(scene, 660, 300)
    assert (made.width, made.height) == (660, 300)
    assert sketch(scene).width == PAGE.width
    assert sketch(scene).height == scene.height
    columns = [one for one in made.strokes if isinstance(one, Outline) and one.id]
    assert max(x for one in columns for x, _ in one.points) <= 660 - scene.right
    (floor,) = {max(y for _, y in one.points) for one in columns}
    assert floor == pytest.approx(300 - scene.bottom)


@pytest.mark.parametrize("shape", get_args(Shape))
def test_every_shape_is_drawn_around_its_place(shape: Shape) -> None:
    symbol = Symbol(At(0.5, 0.5), shape, 12, line=Line("ink", 2), row="a")
    strokes = sketch(Scene(PAGE, 100, (0, 1), (0, 1), (symbol,))).strokes
    assert strokes
    for stroke in strokes:
        assert isinstance(stroke, Outline | Disc)
        assert stroke.id == "a"
        if isinstance(stroke, Disc):
            assert (stroke.x, stroke.y, stroke.radius) == (PAGE.width / 2, 50, 6)
        else:
            xs, ys = zip(*stroke.points, strict=True)
            assert min(xs) <= PAGE.width / 2 <= max(xs)
            assert min(ys) <= 50 <= max(ys)
            assert max(xs) - min(xs) <= 12 * 1.5
