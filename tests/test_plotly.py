"""The Plotly writer: what is sent has every mark of the scene that can be pointed at, in its place.

Nothing in it is taken for markup, and no colour is in it but the theme's own.
"""

import re
from functools import cache

import pytest

from scenes import SHEETS, drawn, texts, written
from story.figures import NAMES, figure_function
from story.figures.figure import Figure
from story.figures.scene import PAGE, PHONE, At, Bar, Line, Mark, Run, Scene, Sheet, Symbol, Text
from story.figures.style import DARK, LIGHT, TOKENS, Palette, colour_of
from story.publishing.folder import load
from story.render.plotly import Plot, fade_steps
from story.text import Language

every_view = [
    pytest.mark.parametrize("name", NAMES),
    pytest.mark.parametrize("language", list(Language), ids=str),
    pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name),
]
both_themes = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
HOSTILE = "<script>alert(1)</script> & <b>Co</b>"


@cache
def figure(name: str, language: Language, sheet: Sheet) -> Figure:
    return figure_function(name)(load(), language, sheet)


def on_every_view(test):
    for mark in every_view:
        test = mark(test)
    return test


def scene(*marks, fit="stretch") -> Scene:
    return Scene(PAGE, 100, (0, 10), (0, 100), marks, fit=fit)


def pointed_at(sent) -> list[tuple[str, str]]:
    """Return the row and the words of each bar and point."""
    return [
        (row, hover)
        for trace in sent["data"]
        for (row,), hover in zip(trace["customdata"], trace["hovertext"], strict=True)
    ]


@on_every_view
@both_themes
def test_bars_and_points_are_the_marks_of_rows_and_none_is_lost(
    name: str, language: Language, sheet: Sheet, palette: Palette
) -> None:
    shown = figure(name, language, sheet).scene
    _, sent = written(shown, palette)
    rows = {row for row, _ in pointed_at(sent)} - {""}
    assert rows == {mark.row for mark in drawn(shown) if mark.said}
    assert rows == set(shown.rows())
    for trace in sent["data"]:
        axis = {"bar": ("base", "x", "y", "width"), "scatter": ("x", "y")}[trace["type"]]
        assert {len(trace[part]) for part in axis} == {len(trace["customdata"])}
    said = [mark for mark in shown.marks if mark.said]
    assert len(pointed_at(sent)) == sum(map(parts, said))
    assert all(hover for _, hover in pointed_at(sent))
    assert len(sent["layout"]["annotations"]) == len(texts(shown))


def parts(mark: Mark) -> int:
    """Of how many marks of Plotly's a mark is made: an open end of several."""
    if not isinstance(mark, Bar) or not mark.fade:
        return 1
    return fade_steps(mark.corners[1].dy - mark.corners[0].dy)


@on_every_view
@both_themes
def test_no_colour_is_sent_but_the_theme_s_own(
    name: str, language: Language, sheet: Sheet, palette: Palette
) -> None:
    text, sent = written(figure(name, language, sheet).scene, palette)
    named = {colour_of(token, palette) for token in TOKENS}
    mixed = {
        colour
        for trace in sent["data"]
        if trace["type"] == "bar" and "pattern" not in trace["marker"]
        for colour in trace["marker"]["color"]
    }
    assert set(re.findall("#[0-9A-Fa-f]{3,8}", text)) <= named | mixed
    # A fade is mixed from an origin's colour and the paper, in small letters.
    assert {colour for colour in mixed - named if not re.fullmatch("#[0-9a-f]{6}", colour)} <= {
        "rgba(0,0,0,0)"
    }
    other = DARK if palette is LIGHT else LIGHT
    assert other.paper not in text
    assert sent["layout"]["paper_bgcolor"] == palette.paper


@on_every_view
def test_the_height_is_the_scene_s_and_words_keep_their_size(
    name: str, language: Language, sheet: Sheet
) -> None:
    shown = figure(name, language, sheet).scene
    _, sent = written(shown)
    assert Plot(shown, LIGHT).height == sent["layout"]["height"] == shown.height
    sizes = {note["font"]["size"] for note in sent["layout"]["annotations"]}
    assert sizes == {text.size for text in texts(shown)}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_point_stands_at_its_value_and_a_bar_between_its_bounds(sheet: Sheet) -> None:
    shown = figure("estimates", Language.EN, sheet)
    printed = shown.table.set_index("estimate_id")
    _, sent = written(shown.scene)
    bars, points = sent["data"]
    for (row,), x in zip(points["customdata"], points["x"], strict=True):
        if row in printed.index:
            numbers = printed.loc[row, ["low", "point", "high"]].dropna()
            assert x in list(numbers)
    for (row,), base, length in zip(bars["customdata"], bars["base"], bars["x"], strict=True):
        if printed.loc[row, "bound"] == "range":
            ends = (printed.loc[row, "low"], printed.loc[row, "high"])
            assert (base, base + length) == ends


def test_words_and_what_is_said_are_never_markup() -> None:
    dot = Symbol(At(5, 50), fill="ink", row="a", role="point", said=(HOSTILE, "second"))
    words = Text(At(5, 50), ((Run(HOSTILE),),))
    text, sent = written(scene(dot, words))
    assert "<script" not in text
    ((_, hover),) = pointed_at(sent)
    assert hover.startswith("<b>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;")
    assert hover.endswith("</b><br>second")
    (note,) = sent["layout"]["annotations"]
    assert note["text"].startswith("&lt;script&gt;")


def test_words_keep_their_weight_slant_and_colour() -> None:
    line = (Run("KINU", bold=True), Run(" says", "quiet", italic=True))
    _, sent = written(scene(Text(At(5, 50), (line, (Run("more"),)))))
    (note,) = sent["layout"]["annotations"]
    slanted = f'<span style="color:{LIGHT.quiet}"><i> says</i></span>'
    assert note["text"] == f"<b>KINU</b>{slanted}<br>more"
    assert note["font"]["color"] == LIGHT.ink


def test_what_is_said_is_broken_to_fit_the_sheet() -> None:
    long = "words " * 60
    for sheet in SHEETS:
        dot = Symbol(At(5, 50), fill="ink", row="a", said=(long.strip(),))
        _, sent = written(Scene(sheet, 100, (0, 10), (0, 100), (dot,)))
        ((_, hover),) = pointed_at(sent)
        assert hover.replace("<br>", " ") == long.strip()
        assert hover.count("<br>") >= (5 if sheet is PAGE else 10)


def test_an_open_end_fades_into_the_paper_and_stops_at_its_bound() -> None:
    corners = (At(2, 40), At(6, 60))
    for fade, stop in (("left", 6), ("right", 2)):
        bar = Bar(corners, "ink", fade=fade, row="a", said=("a",))
        _, sent = written(scene(bar))
        (trace,) = sent["data"]
        spans = [(base, base + x) for base, x in zip(trace["base"], trace["x"], strict=True)]
        assert all(stop == pytest.approx(span[fade == "left"]) for span in spans)
        lengths = [last - first for first, last in spans]
        assert lengths == sorted(lengths, reverse=True)
        assert max(lengths) == pytest.approx(4)
        assert trace["marker"]["color"][-1].upper() == LIGHT.ink.upper()
        assert trace["marker"]["color"][0] != trace["marker"]["color"][-1]


def test_vacant_time_is_hatched_and_filled_time_is_not() -> None:
    _, sent = written(figure("envoy", Language.EN, PAGE).scene)
    plain, hatched = sent["data"]
    assert "pattern" not in plain["marker"]
    assert hatched["marker"]["pattern"]["shape"] == "/"
    assert isinstance(hatched["marker"]["color"], str)  # one for each bar paints its strokes


def test_a_mark_of_a_row_beside_a_value_of_a_scale_that_stretches_is_refused() -> None:
    beside = Symbol(At(5, 50, dx=3), fill="ink", row="a", said=("a",))
    with pytest.raises(ValueError, match="stands 3 pixels beside its value"):
        Plot(scene(beside), LIGHT)
    written(scene(beside, fit="left"))  # where a value is as many pixels at every width


def test_a_sign_that_stands_for_no_row_may_stand_beside_a_value() -> None:
    sign = Symbol(At(0, 50, dx=12), "square", 11, "ink", Line("ink", 1), role="key")
    _, sent = written(scene(sign))
    assert sent["data"] == []
    (shape,) = sent["layout"]["shapes"]
    assert shape["xsizemode"] == "pixel"


def test_a_colour_that_has_no_name_is_refused() -> None:
    with pytest.raises(KeyError, match="no colour is called 'crimson'"):
        Plot(scene(Symbol(At(1, 1), fill="crimson", row="a")), LIGHT)


def test_a_map_keeps_its_proportions_and_its_side() -> None:
    for sheet, side in ((PAGE, "center"), (PHONE, "left")):
        _, sent = written(figure("camps", Language.EN, sheet).scene)
        assert sent["layout"]["xaxis"]["scaleanchor"] == "y"
        assert sent["layout"]["xaxis"]["constraintoward"] == side
