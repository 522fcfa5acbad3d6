"""Three lists of camps side by side: what each names, and what differs."""

from functools import cache

import pytest

from scenes import SHEETS, box_of, marks_of, meet, texts
from story.figures.camps.lists import LISTS, camp_lists
from story.figures.scene import Sheet, Symbol
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
        assert [mark.fill for mark in marks] in ([], ["ink" if listed else "paper"])


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


def test_a_list_that_names_no_camps_is_refused_with_its_name() -> None:
    unnamed = next(row.list_id for row in data().camp_lists if row.complete == "no")
    with pytest.raises(ValueError, match=unnamed):
        camp_lists(data(), Language.EN, lists=(*LISTS[:2], unnamed))
