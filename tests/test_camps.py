"""The map of the camps: whose list it is, what each mark means, and that no words collide."""

import math
from collections.abc import Iterator
from functools import cache
from itertools import combinations, product, takewhile

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from scenes import SHEETS, drawn, texts, written
from story.figures.camps import figure as module
from story.figures.camps.figure import camps
from story.figures.camps.geography import land
from story.figures.camps.ground import SCALE_KM
from story.figures.camps.label_places import Box, Label, Sheet, dot, set_labels
from story.figures.camps.labels import labels_for
from story.figures.camps.marks import Mark, reach, spread
from story.figures.camps.names import camp_name, camp_title
from story.figures.camps.sheet import View, cluster, spots, view_for
from story.figures.camps.states import State, latest_accounts, states
from story.figures.camps.words import REFERENCE
from story.figures.lettering import text_width
from story.figures.scene import PAGE, PHONE, Area, Path, Scene, Symbol
from story.figures.scene import Sheet as Paper
from story.figures.style import DARK, LIGHT, Palette
from story.publishing.folder import load
from story.render.sketch import sketch
from story.render.svg import document
from story.tables import Dataset
from story.tables.model import Camp, CampList, Source
from story.text import Language

DATA = load()
LISTS = [one.list_id for one in DATA.camp_lists]
NAMED = [one.list_id for one in DATA.camp_lists if one.complete == "yes"]
UNNAMED = [one.list_id for one in DATA.camp_lists if one.complete == "no"]
PLACED = {one.camp_id for one in DATA.camps if one.lat is not None}


def by_id(list_id: str) -> dict[str, State]:
    return {one.camp.camp_id: one for one in states(DATA, DATA.find(CampList, list_id))}


def marks_of(list_id: str, **choices: object) -> dict[str, Symbol]:
    scene = camps(DATA, Language.EN, list_id=list_id, **choices).scene
    found = [mark for mark in drawn(scene) if isinstance(mark, Symbol)]
    assert len({mark.row for mark in found}) == len(found)
    return {mark.row: mark for mark in found}


# What a camp is under a list


@pytest.mark.parametrize("list_id", NAMED)
def test_a_camp_is_listed_exactly_when_the_list_names_it(list_id: str) -> None:
    listed = {key for key, one in by_id(list_id).items() if one.listed}
    assert listed == set(DATA.find(CampList, list_id).camp_ids)


@pytest.mark.parametrize("list_id", UNNAMED)
def test_a_list_without_names_says_nothing_of_any_camp(list_id: str) -> None:
    assert {one.code for one in by_id(list_id).values()} == {"unnamed"}


def test_an_inferred_place_is_told_apart_from_a_published_one() -> None:
    for list_id in NAMED:
        for one in by_id(list_id).values():
            if one.listed:
                assert one.inferred == (one.camp.location_precision == "inferred")


def test_camp_15_is_disputed_where_the_list_omits_it() -> None:
    assert by_id("kinu-2025")["camp-15"].code == "disputed"


def test_camp_15_was_not_yet_disputed_when_the_un_inquiry_listed_it() -> None:
    assert by_id(REFERENCE)["camp-15"].code == "listed"
    assert by_id("daily-nk-2025")["camp-15"].code == "listed-disputed"


def test_the_two_lists_of_four_are_told_apart_by_their_marks() -> None:
    un, kinu = by_id(REFERENCE), by_id("kinu-2025")
    differ = {key for key in un if un[key].listed != kinu[key].listed}
    assert differ == {"camp-15", "camp-18-kaechon"}
    assert all(un[key].code != kinu[key].code for key in differ)


def test_a_camp_that_later_accounts_agree_is_closed_is_hollow_when_not_listed() -> None:
    for list_id in NAMED:
        for one in by_id(list_id).values():
            if one.camp.closed and not one.listed:
                assert one.code == "closed"


def test_a_listed_camp_that_had_closed_before_the_list_is_disputed() -> None:
    for list_id in NAMED:
        as_of = DATA.find(CampList, list_id).as_of
        for one in by_id(list_id).values():
            if one.listed and one.camp.closed and one.camp.closed <= as_of:
                assert one.disputed


def test_each_publisher_speaks_once_and_last() -> None:
    for camp in DATA.camps:
        found = latest_accounts(DATA, camp.camp_id)
        publishers = [DATA.find(Source, one.source_id).publisher for one in found]
        assert len(set(publishers)) == len(publishers)
        for one, publisher in zip(found, publishers, strict=True):
            others = [
                row.as_of
                for row in DATA.camp_status
                if row.camp_id == camp.camp_id
                and DATA.find(Source, row.source_id).publisher == publisher
            ]
            assert one.as_of == max(others)


def test_what_is_only_known_to_be_of_a_year_is_not_taken_for_earlier_than_a_day_in_it() -> None:
    until = DATA.find(CampList, REFERENCE).as_of
    assert len(until) > 4
    assert all(one.as_of != until[:4] for one in latest_accounts(DATA, "camp-15", until))


# What is drawn


@pytest.mark.parametrize("list_id", LISTS)
def test_every_camp_with_a_point_is_under_one_mark_and_no_other_camp_is(list_id: str) -> None:
    marks = marks_of(list_id)
    together = spots(states(DATA, DATA.find(CampList, list_id)))
    assert set(marks) == {spot.camp.camp_id for spot in together}
    found = [state.camp for spot in together for state in spot.states]
    assert sorted(camp.camp_id for camp in found) == sorted(PLACED)
    for spot in together:
        named = marks[spot.camp.camp_id].said[0]
        assert all(camp_name(state.camp, Language.EN) in named for state in spot.states)


def test_camps_that_share_a_point_share_a_mark_led_by_the_one_on_the_list() -> None:
    pair = [DATA.find(Camp, one) for one in ("camp-18-kaechon", "choma-bong")]
    kaechon, choma = (camp_name(camp, Language.EN) for camp in pair)
    assert marks_of("kinu-2025")["camp-18-kaechon"].said[0] == f"{kaechon} / {choma}"
    assert marks_of("hrnk-2016")["choma-bong"].said[0] == f"{choma} / {kaechon}"
    assert "choma-bong" not in marks_of("kinu-2025")
    assert "camp-18-kaechon" not in marks_of("hrnk-2016")


def test_all_marks_are_the_same_size_and_in_no_colour_of_an_origin() -> None:
    for choices in ({}, {"focus": ["camp-15"]}):
        marks = marks_of("kinu-2025", **choices).values()
        assert len({mark.size for mark in marks}) == 1
        lines = {mark.line.token for mark in marks if mark.line}
        assert {mark.fill for mark in marks} | lines <= {"ink", "quiet", "paper"}


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_words_and_marks_stand_out_from_every_ground(palette: Palette) -> None:
    for ground in (palette.land, palette.neighbour, palette.sea, palette.paper):
        assert contrast(palette.ink, ground) >= 4.5
        assert contrast(palette.quiet, ground) >= 4.5
    # The fields of the chart of estimates are laid as land is.
    for colour, ground in product(palette.origins.values(), (palette.land, palette.paper)):
        assert contrast(colour, ground) >= 3


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_points_are_published_at_two_decimals() -> None:
    figure = camps(DATA, Language.EN)
    for row in figure.table.itertuples():
        if row.drawn == "yes":
            assert (row.lat, row.lon) == (round(row.lat, 2), round(row.lon, 2))
            assert f"{row.lat:.2f}° N, {row.lon:.2f}° E" in row.place
    for mark in marks_of("kinu-2025").values():
        assert any("° N" in line for line in mark.said)


def test_camps_without_a_point_are_in_the_table_by_province() -> None:
    table = camps(DATA, Language.EN).table
    off = table[table.drawn == "no"]
    assert set(off.camp_id) == {one.camp_id for one in DATA.camps} - PLACED
    assert (off.province != "").all()
    assert off.lat.isna().all()


def test_a_listed_camp_without_a_point_is_named_in_the_key() -> None:
    for list_id in NAMED:
        camp_ids = DATA.find(CampList, list_id).camp_ids
        missing = [DATA.find(Camp, one) for one in camp_ids if one not in PLACED]
        said = " ".join(key_text(camps(DATA, Language.EN, list_id=list_id).scene))
        assert all(camp_title(one, Language.EN) in said for one in missing)
        assert ("no published point" in said) == bool(missing)


def test_the_key_names_the_list_and_the_map_its_makers() -> None:
    for language in Language:
        scene = camps(DATA, language).scene
        label = DATA.find(CampList, "kinu-2025").within("label", language)
        strong = [text for text in texts(scene, "key") if text.lines[0][0].bold]
        assert " ".join(text.text for text in strong).endswith(label)
        assert [text.text for text in texts(scene, "note")] == ["Natural Earth, GeoNames"]


def test_the_scale_bar_is_as_long_as_it_says_and_the_axes_are_alike() -> None:
    for sheet in SHEETS:
        scene = camps(DATA, Language.EN, sheet).scene
        assert scene.fit != "stretch"
        scales = [mark for mark in scene.of("axis") if isinstance(mark, Path)]
        ends = [sorted(point.x for point in scale.points) for scale in scales]
        assert len(ends) == 2
        assert pytest.approx(SCALE_KM, abs=0.5) in [right - left for left, *_, right in ends]
        high, low = scene.down
        assert scene.height / (high - low) == pytest.approx(view_of(sheet).px_per_km, rel=0.01)
        _, sent = written(scene)
        assert sent["layout"]["xaxis"]["scaleanchor"] == "y"


def test_the_inset_enlarges_and_does_not_turn() -> None:
    inset = view_of(PAGE).inset
    assert inset is not None
    (ax, ay), (bx, by) = inset.place(240, 4_380), inset.place(250, 4_385)
    assert (bx - ax, by - ay) == pytest.approx((10 * inset.times, 5 * inset.times))


def test_the_ground_is_the_same_lines_under_every_list_on_a_phone() -> None:
    drawn_under = []
    for list_id in NAMED:
        scene = camps(DATA, Language.EN, PHONE, list_id=list_id, inset=False).scene
        top, bottom = scene.down
        # A kilometre is half a pixel: nothing is scaled to fit, and points lie on tenths of one.
        assert scene.height == (top - bottom) / 2
        ground = list(takewhile(lambda mark: mark.role == "ground", scene.marks))
        outlines = [mark for mark in ground if isinstance(mark, Area | Path)]
        assert len(outlines) > 20
        assert all(
            math.isclose(x * 5, round(x * 5), abs_tol=1e-6)
            for outline in outlines
            for point in outline.points
            for x in (point.x, point.y)
        )
        drawn_under.append(ground)
    assert all(one == drawn_under[0] for one in drawn_under)


def test_discs_are_drawn_only_when_asked_for_and_never_for_people() -> None:
    plain = camps(DATA, Language.EN)
    discs = camps(DATA, Language.EN, discs=True)
    assert "not boundaries" not in plain.reading
    assert "not boundaries" in discs.reading
    assert any("not boundaries" in one for one in key_text(discs.scene))
    assert not any("not boundaries" in one for one in key_text(plain.scene))


def key_text(scene: Scene) -> list[str]:
    return [text.text for text in texts(scene, "key")]


def test_nothing_is_asked_of_a_map_server() -> None:
    sent, plot = written(camps(DATA, Language.EN).scene)
    assert not {"geo", "map", "mapbox", "images"} & set(plot["layout"])
    assert {one["type"] for one in plot["data"]} == {"scatter"}
    assert "http" not in sent


# What is said


def test_the_title_names_list_and_number_and_says_when_the_four_are_not_the_same() -> None:
    un = set(DATA.find(CampList, REFERENCE).camp_ids)
    for list_id in NAMED:
        camp_list = DATA.find(CampList, list_id)
        title = camps(DATA, Language.EN, list_id=list_id).title
        assert title.startswith(camp_list.label_en)
        ids = set(camp_list.camp_ids)
        assert ("but not the UN inquiry’s" in title) == (len(ids) == len(un) and ids != un)
        assert ("the same as" in title) == (ids == un and list_id != REFERENCE)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("list_id", NAMED)
def test_the_summary_names_every_camp_on_the_list(list_id: str, language: Language) -> None:
    summary = camps(DATA, language, list_id=list_id).summary
    for camp_id in DATA.find(CampList, list_id).camp_ids:
        assert camp_name(DATA.find(Camp, camp_id), language) in summary


def test_the_summary_credits_the_report_through_which_a_list_is_known() -> None:
    assert "KINU, October 2025, as reported by" in camps(DATA, Language.EN).summary


def test_the_notes_say_what_has_been_reported_of_a_listed_camp_since() -> None:
    notes = " ".join(camps(DATA, Language.EN, list_id="seoul-2009").notes)
    closed = DATA.find(Camp, "camp-22").closed
    assert f"Camp 22 is on this list; later accounts agree that it closed in {closed}." in notes
    assert "Later accounts of Camp 15 differ." in notes


def test_a_camp_drawn_as_closed_says_who_still_reports_it_open() -> None:
    notes = " ".join(camps(DATA, Language.EN).notes)
    assert "Old Camp 18 is drawn as closed, but is reported as operating by Daily NK" in notes


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("list_id", LISTS)
def test_the_figure_can_be_made_and_its_sources_exist(list_id: str, language: Language) -> None:
    figure = camps(DATA, language, list_id=list_id)
    assert set(figure.headings) <= set(figure.table.columns)
    known = {one.source_id for one in DATA.sources}
    assert set(figure.sources) <= known
    assert figure.title
    assert figure.summary
    assert len(figure.table) == len(DATA.camps)


def test_what_a_mark_says_when_tapped_fits_a_phone() -> None:
    _, plot = written(camps(DATA, Language.EN, PHONE).scene)
    (trace,) = plot["data"]
    assert len(trace["hovertext"]) > 5
    for said in trace["hovertext"]:
        assert all(text_width(line, 13) < 260 for line in said.split("<br>"))


def test_names_from_the_data_are_escaped_in_the_plot() -> None:
    camp = DATA.find(Camp, "camp-14")
    odd = camp.model_copy(update={"name_en": "<i>Kaechon</i> & Co (x)"})
    data = with_camp(DATA, odd)
    _, plot = written(camps(data, Language.EN).scene)
    words = [one["text"] for one in plot["layout"]["annotations"]]
    assert any("&lt;i&gt;Kaechon" in text and "&amp;" in text for text in words)
    hovers = [text for trace in plot["data"] for text in trace["hovertext"]]
    assert any("&lt;i&gt;Kaechon" in text and "&amp;" in text for text in hovers)
    assert not any("<i>Kaechon" in text for text in (*words, *hovers))


def with_camp(data: Dataset, camp: Camp) -> Dataset:
    tables = {name: getattr(data, name) for name in Dataset.__dataclass_fields__}
    tables["camps"] = tuple(camp if one.camp_id == camp.camp_id else one for one in tables["camps"])
    return Dataset(**tables)


def test_a_choice_that_is_none_is_refused_with_those_that_are() -> None:
    with pytest.raises(ValueError, match="kinu-2025"):
        camps(DATA, Language.EN, list_id="kinu-1999")
    with pytest.raises(ValueError, match="camp-15"):
        camps(DATA, Language.EN, focus=["camp-99"])


# Where the words stand


def view_of(sheet: Paper, list_id: str = "kinu-2025", *, inset: bool = True) -> View:
    camp_list = DATA.find(CampList, list_id)
    found = states(DATA, camp_list)
    rows = module.words.key_rows(
        camp_list, module.used_codes(spots(found)), [], Language.EN, discs=False
    )
    return view_for(sheet, Language.EN, rows, cluster(spots(found)) if inset else ())


def layouts() -> Iterator[tuple[View, list[Mark], tuple[object, ...]]]:
    for list_id in LISTS:
        found = spots(states(DATA, DATA.find(CampList, list_id)))
        for sheet in SHEETS:
            for inset in (True, False):
                view = view_of(sheet, list_id, inset=inset)
                for language in Language:
                    for focus in ((), ("camp-15",)):
                        marks = [module.mark_for(DATA, view, one, focus, language) for one in found]
                        marks = spread(marks, view.px_per_km)
                        words = labels_for(view, found, marks, [], language)
                        yield view, marks, (list_id, sheet.name, inset, language, focus, words)


@cache
def all_layouts() -> tuple[tuple[View, list[Mark], tuple[object, ...]], ...]:
    return tuple(layouts())


def test_no_words_collide_in_any_list_language_or_look() -> None:
    for _, _, (*case, words) in all_layouts():
        for one, other in combinations(words.placed, 2):
            assert not one.box.meets(other.box), (case, one.label.key, other.label.key)


def test_no_words_cover_a_mark_or_a_city() -> None:
    for view, marks, (*case, words) in all_layouts():
        for placed in words.placed:
            for mark in marks:
                by = reach(mark.symbol) / view.px_per_km
                ground = Box(mark.x, mark.y, mark.x, mark.y).grown(by)
                assert not placed.box.meets(ground), (case, placed.label.key, mark.ids)
            for other in words.placed:
                if other.label.kind == "city":
                    spot = dot(other.label, view.px_per_km)
                    assert not placed.box.meets(spot), (case, placed.label.key, other.label.key)


def test_no_words_leave_the_least_frame_or_cover_the_key() -> None:
    for view, _, (*case, words) in all_layouts():
        for placed in words.placed:
            assert placed.box.within(view.sheet_box), (case, placed.label.key)
            assert not placed.box.meets(view.key_box), (case, placed.label.key)


def test_every_camp_is_named_on_the_map_or_in_its_inset() -> None:
    for _, marks, (*case, words) in all_layouts():
        named = {one.label.key for one in words.placed}
        assert {mark.ids[0] for mark in marks} <= named, case


def test_no_mark_covers_another() -> None:
    for view, marks, (*case, _) in all_layouts():
        for one, other in combinations(marks, 2):
            gap = math.dist((one.x, one.y), (other.x, other.y)) * view.px_per_km
            assert gap >= reach(one.symbol) + reach(other.symbol) - 1, (case, one.ids, other.ids)


def test_a_camp_s_name_is_nearest_to_its_own_mark() -> None:
    for _, marks, (*case, words) in all_layouts():
        at = {mark.ids[0]: (mark.x, mark.y) for mark in marks}
        for placed in words.placed:
            if placed.label.key in at:
                nearest = min(at, key=lambda key: placed.box.distance(*at[key]))
                assert nearest == placed.label.key, case


def test_the_key_fits_the_least_frame() -> None:
    for view, _, (*case, _) in all_layouts():
        assert view.key_box.within(view.sheet_box), case
        if not view.sheet.narrow:
            ground = shapely.box(
                view.key_box.left, view.key_box.bottom, view.key_box.right, view.key_box.top
            )
            assert not land("North Korea").intersects(ground), case


points = st.tuples(st.floats(0, 300), st.floats(0, 300))


@given(st.lists(points, min_size=1, max_size=8))
def test_words_that_are_set_never_touch_and_stay_in_the_frame(
    at: list[tuple[float, float]],
) -> None:
    frame = Box(0, 0, 300, 300)
    sheet = Sheet(frame, 1, (), suits=lambda *_: True, crosses=lambda _: False)
    wished = [Label(str(i), "city", x, y, "", "Somewhere", 12, 2) for i, (x, y) in enumerate(at)]
    placed = set_labels([], wished, sheet)
    assert all(one.box.within(frame) for one in placed)
    for one, other in combinations(placed, 2):
        assert not one.box.meets(other.box)


def test_words_that_cannot_all_stand_are_refused() -> None:
    sheet = Sheet(Box(0, 0, 60, 20), 1, (), suits=lambda *_: True, crosses=lambda _: False)
    labels = [Label(str(i), "camp", 30, 10, "Camp", "", 12, 5) for i in range(4)]
    with pytest.raises(ValueError, match="no room"):
        set_labels(labels, [], sheet)


@given(st.lists(points, min_size=2, max_size=5, unique=True))
def test_marks_that_stand_free_are_not_moved(at: list[tuple[float, float]]) -> None:
    marks = [Mark("listed", x, y, (str(i),)) for i, (x, y) in enumerate(at)]
    moved = spread(marks, 1)
    free = all(
        math.dist(one, other) >= 2 * reach("listed") + 1 for one, other in combinations(at, 2)
    )
    if free:
        assert moved == marks


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_name_on_a_coast_or_a_border_has_a_rim_in_every_picture(sheet: Paper) -> None:
    figure = camps(DATA, Language.EN, sheet)
    names = texts(figure.scene, "label")
    assert names
    assert all(text.halo for text in names)
    drawn = document(sketch(figure.scene), figure.title, figure.summary, LIGHT)
    assert drawn.count('paint-order="stroke"') == len(names)
    _, sent = written(figure.scene)
    rims = [note for note in sent["layout"]["annotations"] if "shadow" in note["font"]]
    assert len(rims) == len(names)
