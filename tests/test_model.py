"""The model says of every column what it holds and what it means."""

import re
import typing

import pytest
from pydantic import TypeAdapter, ValidationError

from story.tables.model import TABLES, Column, Estimate, Event, Record, columns
from story.text import Language

KINDS = {kind.table: kind for kind in TABLES}
COLUMNS = [(kind, one) for kind in TABLES for one in columns(kind)]
NAMES = [f"{kind.table}.{one.name}" for kind, one in COLUMNS]


def accepts(kind: type[Record], column: Column, cell: str) -> bool:
    field = kind.model_fields[column.name]
    annotation = field.annotation
    for extra in field.metadata:
        annotation = typing.Annotated[annotation, extra]
    try:
        TypeAdapter(annotation).validate_python(cell)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(("kind", "column"), COLUMNS, ids=NAMES)
def test_a_column_has_a_meaning_in_both_languages(kind: type[Record], column: Column) -> None:
    assert column.meaning.en.endswith(".")
    assert column.meaning.ko.endswith(".")
    assert re.search("[가-힣]", column.meaning.ko)
    assert not re.search("[가-힣]", column.meaning.en)


@pytest.mark.parametrize(("kind", "column"), COLUMNS, ids=NAMES)
def test_what_is_said_of_blanks_and_codes_is_what_is_accepted(
    kind: type[Record], column: Column
) -> None:
    assert accepts(kind, column, "") == column.blank
    assert all(accepts(kind, column, code) for code in column.choices)
    if column.choices:
        assert not accepts(kind, column, "no such code")


@pytest.mark.parametrize(("kind", "column"), COLUMNS, ids=NAMES)
def test_a_link_points_to_a_column_that_exists(kind: type[Record], column: Column) -> None:
    if column.references:
        table, name = column.references.split(".")
        assert name in KINDS[table].model_fields


@pytest.mark.parametrize("kind", TABLES, ids=list(KINDS))
def test_every_column_that_ends_in_id_is_a_key_or_a_link(kind: type[Record]) -> None:
    for one in columns(kind):
        if re.search(r"_ids?$", one.name) and one.name != kind.key[0]:
            assert one.references


@pytest.mark.parametrize("kind", TABLES, ids=list(KINDS))
def test_every_english_column_has_its_korean(kind: type[Record]) -> None:
    names = set(kind.model_fields)
    assert {f"{name[:-3]}_ko" for name in names if name.endswith("_en")} <= names
    assert re.search("[가-힣]", kind.one_row.ko)


@pytest.mark.parametrize(
    "cell", ["2013-02-30", "2013-13", "13-01-17", "2013-1-17", "2013/01/17", "Jan-13", "2013 "]
)
def test_a_date_that_is_none_is_refused(cell: str) -> None:
    column = next(one for one in columns(Event) if one.name == "start_date")
    assert not accepts(Event, column, cell)


@pytest.mark.parametrize("cell", ["2013", "2013-01", "2013-01-17", "2024-02-29"])
def test_a_date_is_as_precise_as_it_is_known(cell: str) -> None:
    column = next(one for one in columns(Event) if one.name == "start_date")
    assert accepts(Event, column, cell)


@pytest.mark.parametrize("cell", ["1,000", "1 000", "1_000", "1e3", "1000.0", "-1", "١٠", "12\n"])
def test_a_count_is_plain_digits(cell: str) -> None:
    column = next(one for one in columns(Estimate) if one.name == "low")
    assert not accepts(Estimate, column, cell)


@pytest.mark.parametrize("cell", ["nan", "inf", "1e2", "1,5", "+1", "91", "９"])
def test_a_latitude_is_plain_digits_on_the_globe(cell: str) -> None:
    column = next(one for one in columns(Event) if one.name == "lat")
    assert not accepts(Event, column, cell)


def test_a_record_gives_its_text_in_either_language() -> None:
    column = Event.model_construct(title_en="Summit", title_ko="정상회담", speaker="Kim",
                                   speaker_ko="김정은")  # fmt: skip
    assert column.within("title", Language.EN) == "Summit"
    assert column.within("title", Language.KO) == "정상회담"
    assert column.within("speaker", Language.EN) == "Kim"
    assert column.within("speaker", Language.KO) == "김정은"


def test_a_record_cannot_be_changed() -> None:
    event = Event.model_construct(event_id="a")
    with pytest.raises(ValidationError):
        event.event_id = "b"  # type: ignore[misc]
