"""What one column of a table holds and means: the types of cells, and their description.

A field of a record is a column. Its type says what a cell may hold (checked by Pydantic), a
`Cell` beside the type says the same to people, and `column()` gives the meaning in both languages.
Readers, messages, `data/README.md` and `data/datapackage.json` are all made from these.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, StringConstraints
from pydantic.fields import FieldInfo

from story.text import Text

Form = Literal[
    "id", "text", "date", "count", "number", "choice", "address", "language", "digits", "locator"
]

KEBAB = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ISO_DATE = r"^[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
WHOLE = r"^[0-9]+$"
DECIMAL = r"^-?[0-9]+(\.[0-9]+)?$"
ADDRESS = r"^https?://[^\s/]+\S*$"
LANGUAGE_TAG = r"^[a-z]{2,3}$"
CAMP_NUMBER = r"^[0-9]{1,2}$"
PARTS = ("page", "paragraph", "section", "chapter", "annex", "table", "figure", "note", "minute")
LOCATOR = rf"^({'|'.join(PARTS)}) [0-9A-Za-z][0-9A-Za-z.:()–-]*$"
WRITTEN = r"\S"
ITEM = r"^[^;]*[^;\s][^;]*$"


@dataclass(frozen=True)
class Cell:
    """What a cell of one type holds, said for messages and documents.

    `many` marks lists, separated by semicolons; `blank` cells that may be left empty.
    """

    form: Form
    pattern: str = ""
    minimum: float | None = None
    maximum: float | None = None
    many: bool = False
    blank: bool = False


@dataclass(frozen=True)
class Column:
    """One column of one table, as readers of messages and documents are told about it.

    `choices` are the permitted values where the cell holds a code, `blank` says whether it may
    be left empty, `references` names the column (`table.column`) in which the value must occur,
    `decimals` the digits after the point that are always written, `usual` the least and the
    greatest number to be expected: others may be the truth, but somebody has to say so.
    """

    name: str
    meaning: Text
    cell: Cell
    choices: tuple[str, ...]
    blank: bool
    references: str
    decimals: int
    usual: tuple[float, float] | None = None


def locator() -> Any:  # noqa: ANN401
    """Declare the column that says where in a publication its statement stands."""
    return column(
        "Where in the publication that was read: page, paragraph, section, chapter, annex, table, "
        "figure, note or minute, and its number, such as “paragraph 775” or “minute 14:30”.",
        "읽은 자료에서 해당 내용이 있는 자리. page(쪽), paragraph(항), section(절), chapter(장), "
        "annex(부속서), table(표), figure(그림), note(주), minute(분) 가운데 하나와 번호를 적는다. "
        "예: paragraph 775, minute 14:30.",
        default=(),
    )


def column(
    en: str,
    ko: str,
    *,
    references: str = "",
    decimals: int = 0,
    usual: tuple[float, float] | None = None,
    default: Any = ...,  # noqa: ANN401
) -> Any:  # noqa: ANN401
    """Declare a column: its meaning in both languages and the column its values must occur in.

    `default`: the blank of a column that came later, so that a record made without it is whole.

    Returns Pydantic's field, which is typed as Any so that it may stand beside any annotation.
    """
    extra: dict[str, Any] = {
        "ko": ko, "references": references, "decimals": decimals,
        "usual": list(usual) if usual else None,
    }  # fmt: skip
    return Field(default, description=en, json_schema_extra=extra)


@cache
def columns(kind: type[BaseModel]) -> tuple[Column, ...]:
    """Return the columns of a record class, in the order of its CSV."""
    return tuple(_column(name, field) for name, field in kind.model_fields.items())


@cache
def identifying(kind: type[BaseModel]) -> tuple[str, ...]:
    """Return the key columns that are never blank: without them no row can be told apart."""
    key: tuple[str, ...] = kind.key  # type: ignore[attr-defined]
    return tuple(item.name for item in columns(kind) if item.name in key and not item.blank)


def _column(name: str, field: FieldInfo) -> Column:
    choices = _choices(field.annotation)
    cells = [item for item in field.metadata if isinstance(item, Cell)]
    cell = cells[0] if cells else Cell("choice")
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    return Column(
        name=name,
        meaning=Text(field.description or "", str(extra["ko"])),
        cell=cell,
        choices=tuple(value for value in choices if value),
        blank=cell.blank or "" in choices,
        references=str(extra["references"]),
        decimals=int(str(extra["decimals"])),
        usual=_pair(extra["usual"]),
    )


def _pair(given: object) -> tuple[float, float] | None:
    return (float(given[0]), float(given[1])) if isinstance(given, list) else None


def _choices(annotation: Any) -> tuple[str, ...]:  # noqa: ANN401
    """Return every string of the Literals in an annotation, however they are joined."""
    found: list[str] = []
    for part in get_args(annotation):
        found.extend([part] if isinstance(part, str) else _choices(part))
    return tuple(found)


def _number(pattern: str, make: Callable[[str], float]) -> Callable[[Any], Any]:
    """Return a reader of numbers written in plain digits: no commas, spaces or exponents."""

    def read(value: Any) -> Any:  # noqa: ANN401
        if not isinstance(value, str):
            return value
        if not re.fullmatch(pattern, value):
            raise ValueError("not a number in plain digits")
        return make(value)

    return read


def _or_unknown(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value == "" else read(value)


def _split(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, str):
        return tuple(value.split(";")) if value else ()
    return value


def _on_the_calendar(value: str) -> str:
    if len(value) == len("2013-01-17"):
        date.fromisoformat(value)
    return value


_whole = _number(WHOLE, int)
_decimal = _number(DECIMAL, float)

Id = Annotated[str, Cell("id", KEBAB), StringConstraints(pattern=KEBAB)]
MaybeId = Annotated[str, Cell("id", KEBAB, blank=True), StringConstraints(pattern=rf"^$|{KEBAB}")]
Ids = Annotated[tuple[Id, ...], Cell("id", KEBAB, many=True, blank=True), BeforeValidator(_split)]
Required = Annotated[str, Cell("text"), StringConstraints(pattern=WRITTEN)]
Line = Annotated[str, Cell("text", blank=True)]
Item = Annotated[str, StringConstraints(pattern=ITEM)]
Items = Annotated[
    tuple[Item, ...], Cell("text", ITEM, many=True, blank=True), BeforeValidator(_split)
]
PartialDate = Annotated[
    str,
    Cell("date", ISO_DATE),
    StringConstraints(pattern=ISO_DATE),
    AfterValidator(_on_the_calendar),
]
MaybeDate = Annotated[
    str,
    Cell("date", ISO_DATE, blank=True),
    StringConstraints(pattern=rf"^$|{ISO_DATE}"),
    AfterValidator(_on_the_calendar),
]
Address = Annotated[
    str, Cell("address", ADDRESS, blank=True), StringConstraints(pattern=rf"^$|{ADDRESS}")
]
LanguageTag = Annotated[
    str, Cell("language", LANGUAGE_TAG), StringConstraints(pattern=LANGUAGE_TAG)
]
MaybeLanguageTag = Annotated[
    str,
    Cell("language", LANGUAGE_TAG, blank=True),
    StringConstraints(pattern=rf"^$|{LANGUAGE_TAG}"),
]
CampNumber = Annotated[str, StringConstraints(pattern=CAMP_NUMBER)]
MaybeCampNumber = Annotated[
    str, Cell("digits", CAMP_NUMBER, blank=True), StringConstraints(pattern=rf"^$|{CAMP_NUMBER}")
]
CampNumbers = Annotated[
    tuple[CampNumber, ...],
    Cell("digits", CAMP_NUMBER, many=True, blank=True),
    BeforeValidator(_split),
]
Locators = Annotated[
    tuple[Annotated[str, StringConstraints(pattern=LOCATOR)], ...],
    Cell("locator", LOCATOR, many=True, blank=True),
    BeforeValidator(_split),
]
Count = Annotated[
    Annotated[int, Field(ge=0)] | None,
    Cell("count", WHOLE, 0, blank=True),
    BeforeValidator(_or_unknown(_whole)),
]
Paragraph = Annotated[int, Cell("count", WHOLE, 1, 10), Field(ge=1, le=10), BeforeValidator(_whole)]
Measure = Annotated[
    Annotated[float, Field(ge=0, allow_inf_nan=False)] | None,
    Cell("number", DECIMAL, 0, blank=True),
    BeforeValidator(_or_unknown(_decimal)),
]
Value = Annotated[
    float, Cell("number", DECIMAL), Field(allow_inf_nan=False), BeforeValidator(_decimal)
]
Latitude = Annotated[
    Annotated[float, Field(ge=-90, le=90)] | None,
    Cell("number", DECIMAL, -90, 90, blank=True),
    BeforeValidator(_or_unknown(_decimal)),
]
Longitude = Annotated[
    Annotated[float, Field(ge=-180, le=180)] | None,
    Cell("number", DECIMAL, -180, 180, blank=True),
    BeforeValidator(_or_unknown(_decimal)),
]
