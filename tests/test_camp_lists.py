"""Three lists of camps side by side: what each names, and what differs."""

from dataclasses import replace
from functools import cache
from itertools import combinations

import pytest

from scenes import SHEETS, box_of, marks_of, meet, texts
from story.figures.camps.lists import LISTS, camp_lists
from story.figures.scene import Area, Sheet, Symbol
from story.publishing.folder import load
from story.tables import Dataset
from story.tables.model import CampList
from story.text import Language


@cache
def data() -> Dataset:
    return load()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_full_mark_is_a_camp_on_the_list_and_a_ring_one_that_another_list_names(
    sheet: Sheet,
) -> None:
    figure = camp_lists(data(), Language.EN, sheet)
    for row in figure.table.itertuples():
        marks = [m for m in marks_of(figure.scene, row.entry_id) if isinstance(m, Symbol)]
        listed = row.camp_id in data().find(CampList, row.list_id).camp_ids
        assert row.on_list == ("yes" if listed else "no")
        common = row.camp_id in everywhere()
        fill = "quiet" if common else "ink" if listed else "paper"
        assert [mark.fill for mark in marks] in ([], [fill])


def everywhere() -> set[str]:
    """The camps that all the lists name."""
    return set.intersection(*(set(data().find(CampList, one).camp_ids) for one in LISTS))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_what_differs_is_larger_than_what_does_not(sheet: Sheet) -> None:
    scene = camp_lists(data(), Language.EN, sheet).scene
    sizes: dict[bool, set[float]] = {True: set(), False: set()}
    for mark in scene.of("point"):
        if isinstance(mark, Symbol):
            sizes[mark.row.partition("/")[2] in everywhere()].add(mark.size)
    assert max(sizes[True]) < min(sizes[False])


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_the_same_camps_stand_under_each_map_and_a_list_s_own_are_full(sheet: Sheet) -> None:
    figure = camp_lists(data(), Language.EN, sheet)
    _, _, _, *signs = [mark for mark in figure.scene.of("key") if isinstance(mark, Symbol)]
    expected = [row.on_list == "yes" for row in figure.table.itertuples()]
    assert [sign.fill in ("ink", "quiet") for sign in signs] == expected
    camps = len(expected) // len(LISTS)
    lefts = [signs[start].at.x for start in range(0, len(signs), camps)]
    places = [
        [round(sign.at.x - left, 3) for sign in signs[number * camps :][:camps]]
        for number, left in enumerate(lefts)
    ]
    assert places[0] == places[1] == places[2]


def test_each_list_says_in_what_it_differs_from_the_first() -> None:
    notes = [text.text for text in texts(camp_lists(data(), Language.EN).scene, "note")]
    first, *others = (set(data().find(CampList, one).camp_ids) for one in LISTS)
    for note, camps in zip(notes, (first, *others), strict=True):
        assert ("without" in note) == bool(first - camps)
        assert ("with " in note) == bool(camps - first)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_camp_without_a_place_and_a_list_with_a_long_name_are_still_read(sheet: Sheet) -> None:
    long = "아주 길고도 길어서 한 줄에는 도저히 들어가지 않는 기관의 수용소 명단, 2025년 10월"
    changed = replace(
        data(),
        edition="long",
        camps=tuple(
            camp.model_copy(update={"lat": None, "lon": None}) if camp.id == "camp-25" else camp
            for camp in data().camps
        ),
        camp_lists=tuple(
            one.model_copy(update={"label_ko": long}) if one.id == LISTS[0] else one
            for one in data().camp_lists
        ),
    )
    scene = camp_lists(changed, Language.KO, sheet).scene
    assert not [row for row in scene.rows() if row.endswith("camp-25")]
    words = texts(scene)
    assert any("25" in text.text and "공개된 위치 없음" in text.text for text in words)
    boxes = [(text.text, box_of(text, scene, sheet.least, line=1.1)) for text in words]
    assert all(box[0] >= 0 and box[2] <= sheet.least + 1 for _, box in boxes)
    assert not [1 for (_, one), (_, other) in combinations(boxes, 2) if meet(one, other)]


def test_only_camps_without_a_published_place_are_not_drawn() -> None:
    figure = camp_lists(data(), Language.EN)
    unplaced = {camp.id for camp in data().camps if camp.lat is None}
    drawn = set(figure.scene.rows())
    for row in figure.table.itertuples():
        assert (row.entry_id in drawn) == (row.camp_id not in unplaced)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_two_words_meet(sheet: Sheet, language: Language) -> None:
    scene = camp_lists(data(), language, sheet).scene
    boxes = [(text.text, box_of(text, scene, sheet.least, line=1.1)) for text in texts(scene)]
    for at, (said, box) in enumerate(boxes):
        assert not [other for other, over in boxes[at + 1 :] if meet(box, over)], said


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_words_lie_on_a_mark(sheet: Sheet, language: Language) -> None:
    scene = camp_lists(data(), language, sheet).scene
    for mark in scene.of("point", "key"):
        if isinstance(mark, Symbol):
            x, y = scene.at(mark.at, sheet.least)
            r = mark.size / 2 - 1
            over = (x - r, y - r, x + r, y + r)
            boxes = [(text.text, box_of(text, scene, sheet.least, line=1)) for text in texts(scene)]
            assert not [said for said, box in boxes if meet(box, over)], mark.row


def test_a_list_that_names_no_camps_is_refused_with_its_name() -> None:
    unnamed = next(row.list_id for row in data().camp_lists if row.complete == "no")
    with pytest.raises(ValueError, match=unnamed):
        camp_lists(data(), Language.EN, lists=(*LISTS[:2], unnamed))


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_the_picture_says_what_is_listed_and_names_its_three_signs(
    sheet: Sheet, language: Language
) -> None:
    scene = camp_lists(data(), language, sheet).scene
    said = [text.text for text in texts(scene, "key")]
    assert {Language.EN: "camps", Language.KO: "수용소"}[language] in said[0]
    signs = [mark for mark in scene.of("key") if isinstance(mark, Symbol)][:3]
    assert [sign.fill for sign in signs] == ["ink", "paper", "quiet"]
    ground = [mark for mark in scene.marks if isinstance(mark, Area)]
    assert all(at.x >= 3 for mark in ground for at in mark.points)
