"""Cards: composed for their size, with nothing cut off and no estimate without its range."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from scenes import texts
from story.figures import NAMES, figure_function
from story.figures.figure import Figure
from story.publishing.folder import load
from story.render.cards import CARD, MOST, SLIDE, Size, composed
from story.render.sketch import Disc, Lettering, Outline, Sketch
from story.surfaces.edition.all_pages import CARDS
from story.surfaces.edition.cards import OF_CHAPTER, card, figure_of
from story.surfaces.edition.figure_cache import Showcase
from story.surfaces.edition.words import naming
from story.tables.values import VALUES
from story.telling.narrative import tell
from story.text import Language, number

both = pytest.mark.parametrize("language", list(Language), ids=str)


@cache
def figure(name: str, language: Language, **choices: object) -> Figure:
    return figure_function(name)(load(), language, **choices)


def drawn(made: Figure, language: Language, size: Size = CARD) -> Sketch:
    return composed(made, made.title, ("Site", "Date"), language, size)


def said(sketch: Sketch) -> list[str]:
    words = [one.text for one in sketch.strokes if isinstance(one, Lettering)]
    return [one.replace("\u00a0", " ") for one in words]


def edges(sketch: Sketch) -> tuple[float, float, float, float]:
    """Return how far left, up, right and down anything reaches."""
    xs, ys = [], []
    for one in sketch.strokes:
        if isinstance(one, Lettering):
            left = one.x - {"left": 0, "center": one.width / 2, "right": one.width}[one.across]
            up = {"top": 0, "middle": one.height / 2, "bottom": one.height, "base": one.size}
            xs += [left, left + one.width]
            ys += [one.y - up[one.down], one.y - up[one.down] + one.height]
        elif isinstance(one, Disc):
            xs += [one.x - one.radius, one.x + one.radius]
            ys += [one.y - one.radius, one.y + one.radius]
        else:
            xs += [x for x, _ in one.points]
            ys += [y for _, y in one.points]
    return min(xs), min(ys), max(xs), max(ys)


@both
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", [CARD, SLIDE], ids=["card", "slide"])
def test_nothing_of_any_figure_reaches_beyond_its_picture(
    name: str, language: Language, size: Size
) -> None:
    left, top, right, bottom = edges(drawn(figure(name, language), language, size))
    assert left >= 0
    assert top >= 0
    assert right <= size.width
    assert bottom <= size.height


@both
@pytest.mark.parametrize("choices", [{}, {"origins": ("testimony",)}, {"repeats": True}], ids=str)
def test_estimates_stand_with_what_was_printed_and_every_origin_is_there(
    language: Language, choices: dict[str, object]
) -> None:
    made = figure_function("estimates")(load(), language, **choices)
    words = said(drawn(made, language))
    shown = [row for row in made.table.itertuples() if row.label in words]
    assert len(shown) == min(MOST, sum(made.table["value"] != ""))
    assert all(row.value in words for row in shown)
    assert {row.origin_id for row in shown} == set(made.table["origin_id"]) - {""}
    if not choices:
        ids = {row.estimate_id for row in shown}
        assert {"kinu-2025-total", "un-coi-2014"} <= ids
        assert any("Daily NK" in row.label or "데일리NK" in row.label for row in shown)
        assert any(f"{MOST}" in one and f"{len(made.table)}" in one for one in words)


@both
def test_the_article_s_number_never_stands_without_the_range_it_is_the_top_of(
    language: Language,
) -> None:
    printed = figure("opening", language).table.set_index("record_id")["value"]
    for name in ("opening", "estimates"):
        words = said(drawn(figure(name, language), language))
        assert printed["un-coi-2014"] in words
        assert any(one.endswith(printed["time-2019-oped"]) for one in words)


@both
@pytest.mark.parametrize("size", [CARD, SLIDE], ids=["card", "slide"])
def test_the_opening_s_register_and_field_have_as_many_pixels_a_person(
    language: Language, size: Size
) -> None:
    made = figure("opening", language)
    count, *estimates, own = made.table.to_dict("records")
    outlines = [one for one in drawn(made, language, size).strokes if isinstance(one, Outline)]
    register = next(one for one in outlines if one.closed and one.fill == "quiet")
    (left, top), (right, _), (_, bottom), _ = register.points
    people = (right - left) * (bottom - top) / count["point"]
    edges = [one.points for one in outlines if not one.closed and len(one.points) == 3 and
             one.width == 3]  # fmt: skip
    areas = [(corner[0] - last[0]) * (corner[1] - first[1]) for first, corner, last in edges]
    ends = {row[name] for row in estimates for name in ("low", "point", "high")} - {None, pd.NA}
    assert sorted(areas) == pytest.approx(sorted(end * people for end in ends))
    inks = [one for one in outlines if one.line == "ink" and one.width == 3]
    assert len(inks) == 1
    assert own["high"] in ends
    filled = [one for one in outlines if one.closed and one.fill]
    assert all(one.fill == "quiet" or one.fill.startswith("wash-") for one in filled)


@both
def test_the_lineage_s_card_leads_each_bound_on_and_says_which_is_left_out(
    language: Language,
) -> None:
    made = figure("lineage", language)
    card = drawn(made, language)
    words = said(card)
    focused = {mark.row for mark in made.scene.of("range") if mark.focus}
    line = [row for row in made.table.itertuples() if row.estimate_id in focused]
    assert len(line) > 3
    assert all(row.value in words for row in line)
    low = next(row.low for row in line if row.estimate_id == "kinu-2013")
    threads = [one for one in card.strokes if isinstance(one, Outline) and one.dash]
    assert len(threads) == 1
    assert any(number(low, language) in one and "~" not in one and "–" not in one for one in words)


@both
@pytest.mark.parametrize(
    ("name", "choices"), [("statements", {}), ("timeline", {"kinds": ("statement",)})]
)
def test_every_answer_has_its_number_no_and_unknown_among_them(
    name: str, choices: dict[str, object], language: Language
) -> None:
    made = figure_function(name)(load(), language, **choices)
    words = said(drawn(made, language))
    counted = Counter(made.table["rights_raised"])
    assert {"no", "unknown"} <= set(counted)
    for code, count in counted.items():
        place = words.index(VALUES["events.rights_raised"][code].within(language))
        assert words[place + 1] == number(count, language)


@both
@pytest.mark.parametrize("size", [CARD, SLIDE], ids=["card", "slide"])
def test_the_timeline_s_card_is_the_three_meetings_with_their_answers(
    language: Language, size: Size
) -> None:
    made = figure("timeline", language)
    words = " ".join(said(drawn(made, language, size)))
    large = [row for row in made.table.itertuples() if row.drawn_as == "enlarged"]
    assert len(large) == 3
    for row in large:
        assert row.place in words
        assert row.date_text in words
        assert row.answer_text in words


@both
def test_every_camp_that_the_map_marks_is_named(language: Language) -> None:
    made = figure("camps", language)
    words = " ".join(said(drawn(made, language)))
    marked = [row for row in made.table.itertuples() if row.drawn == "yes"]
    assert len(marked) >= 8
    assert all(row.camp in words for row in marked)
    assert all(row.state_text in words for row in marked)


@both
def test_years_at_the_end_are_not_cut_off(language: Language) -> None:
    made = figure("arrivals", language)
    written = [text.text for text in texts(made.scene, "axis")]
    years = [one for one in written if re.fullmatch("[0-9]{4}", one)]
    assert set(years) <= set(said(drawn(made, language)))
    assert years[-1] == "2025"


@both
def test_every_page_and_chapter_has_a_card_of_a_figure(language: Language) -> None:
    story = tell(load(), language)
    for name in (*CARDS, *(one.slug for one in story.chapters)):
        assert figure_of(name, story)[0] in NAMES
    assert {*OF_CHAPTER} <= {one.slug for one in story.chapters}


def test_a_card_is_a_picture_of_the_size_that_its_page_names(tmp_path: Path) -> None:
    story = tell(load(), Language.KO)
    showcase = Showcase(load(), Language.KO, tmp_path)
    pixels = card(naming("camps", story, load()), story, showcase)
    assert pixels.startswith(b"\x89PNG")
    assert (int.from_bytes(pixels[16:20]), int.from_bytes(pixels[20:24])) == (1200, 630)
