"""A plot becomes outlines and words, for PowerPoint and for a wall: all of it, and in its place."""

import re
from dataclasses import replace

import pytest

from story.figures import figure_function
from story.figures.style import Look
from story.publishing.folder import load
from story.render.sketch import Disc, Lettering, Outline, Sketch, sketch
from story.telling.narrative import tell
from story.text import Language

DATA = load()
CHAPTERS = tell(DATA, Language.KO).chapters
CALLS = [one.figure for chapter in CHAPTERS for one in chapter.steps] + [
    one.figure for one in CHAPTERS
]


def drawn(name: str, *, dark: bool = False, **choices: object) -> Sketch:
    look = Look(dark=dark)
    return sketch(figure_function(name)(DATA, Language.EN, look, **choices), 720)


def said(made: Sketch) -> str:
    words = [one for one in made.strokes if isinstance(one, Lettering)]
    return "\n".join(run.text for one in words for line in one.lines for run in line)


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.name)
def test_every_figure_of_the_story_can_be_sketched_and_keeps_within_its_picture(
    call: object,
) -> None:
    figure = figure_function(call.name)(DATA, Language.KO, **call.choices)  # type: ignore[attr-defined]
    made = sketch(figure, 720)
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
        for one in sketch(figure, 720).strokes
        if isinstance(one, Lettering)
        for line in one.lines
        for run in line
    ]
    assert any(run.bold and "KINU" in run.text for run in runs)
    assert all(re.fullmatch("[0-9A-Fa-f]{6}", run.colour) for run in runs)
    assert not any("<" in run.text or "&amp;" in run.text for run in runs)


def test_the_scale_and_the_key_are_drawn() -> None:
    arrivals = said(drawn("arrivals"))
    assert "2,000" in arrivals
    assert "Provisional" in arrivals
    assert "Not checked" in said(drawn("un_record"))


def test_the_key_shows_columns_as_squares_and_dots_as_rings() -> None:
    strokes = drawn("arrivals").strokes
    words = [at for at, one in enumerate(strokes) if isinstance(one, Lettering)]
    final, provisional = (
        strokes[at - 1] for at in words if strokes[at].text.startswith(("Final", "Provisional"))
    )
    assert isinstance(final, Outline)
    assert len(final.points) == 4
    assert isinstance(provisional, Disc)
    assert not provisional.fill


def test_a_vacant_post_is_hatched() -> None:
    boxes = [one for one in drawn("envoy").strokes if isinstance(one, Outline) and one.closed]
    assert [bool(one.hatch) for one in boxes] == [False, True, False, True]


def test_a_dark_look_stays_dark() -> None:
    colours = {one.line for one in drawn("un_record", dark=True).strokes if isinstance(one, Disc)}
    assert "1D1B19" not in colours


def test_a_symbol_that_is_not_known_is_an_error_rather_than_left_out() -> None:
    figure = figure_function("lineage")(DATA, Language.EN)
    plot = figure.plot.__class__(figure.plot)
    plot.update_traces(marker_symbol="hourglass")
    with pytest.raises(ValueError, match="hourglass"):
        sketch(replace(figure, plot=plot), 720)
