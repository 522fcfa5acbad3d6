"""Context series and their values."""

import re
from dataclasses import dataclass
from typing import ClassVar, Literal

from story.tables.model.column import (
    Id,
    Line,
    Locators,
    MaybeDate,
    MaybeId,
    PartialDate,
    Required,
    Value,
    column,
    locator,
)
from story.tables.model.record import Record
from story.text import Text


@dataclass(frozen=True)
class Habit:
    """What the values of a series do as a rule; one that does not may be the truth, if said.

    `least` and `most`: what to expect, None where anything is. `whole`: no fractions. `rising`:
    never less than before.
    """

    least: float = 0
    most: float | None = None
    whole: bool = False
    rising: bool = False


WHOLE_UNITS = "people|member states|votes|connections|meetings|rounds|pages|interviews|days|rank"


class Series(Record):
    """One context series."""

    table: ClassVar[str] = "series"
    called: ClassVar[Text] = Text("Series", "통계")
    key: ClassVar[tuple[str, ...]] = ("series_id",)
    one_row: ClassVar[Text] = Text("one context series", "참고 통계 하나")

    series_id: Id = column("The series' id.", "통계의 고유 이름.")
    label_en: Required = column("Its name in English.", "영어 이름.")
    label_ko: Required = column("Its name in Korean.", "한국어 이름.")
    unit_en: Required = column("What a value counts, in English.", "값의 단위(영어).")
    unit_ko: Required = column("What a value counts, in Korean.", "값의 단위(한국어).")
    note_en: Line = column("How to draw and read it, in English.", "그리고 읽는 법(영어).")
    note_ko: Line = column("How to draw and read it, in Korean.", "그리고 읽는 법(한국어).")

    @property
    def habit(self) -> Habit:
        """What its values do as a rule, as its unit says."""
        unit = self.unit_en
        whole = bool(re.match(WHOLE_UNITS, unit))
        top = re.search(r"\bof ([0-9]+)\b", unit)
        people = unit.startswith(("people", "connections"))
        return Habit(
            least=1 if people else 0,
            most=100 if re.match("per cent|%", unit) else float(top[1]) if top else None,
            whole=whole,
            rising="cumulative" in unit or ("at the end of the year" in unit and people),
        )


class Observation(Record):
    """One value of a context series."""

    table: ClassVar[str] = "observations"
    called: ClassVar[Text] = Text("Values of the series", "통계값")
    interval: ClassVar[int] = 92
    key: ClassVar[tuple[str, ...]] = ("series_id", "period", "status", "vintage")
    one_row: ClassVar[Text] = Text("one value of a series", "통계의 값 하나")

    series_id: Id = column("The series.", "통계.", references="series.series_id")
    period: PartialDate = column(
        "The year the value is for, or the day a count refers to. A missing year was not "
        "checked; it is never zero.",
        "값이 가리키는 해, 또는 집계 기준일. 없는 해는 확인하지 않은 것이며 0이 아니다.",
    )
    value: Value = column("The value, in the series' unit.", "값. 단위는 series.csv에 있다.")
    status: Literal[
        "derived",
        "final",
        "interim",
        "lower-bound",
        "provisional",
        "rounded",
        "superseded",
        "upper-bound",
    ] = column(
        "How firm it is. A main line uses final only; derived values are worked out or cover "
        "several years; superseded ones were replaced in a later printing.",
        "값의 성격. 주 선에는 final만 쓴다. derived는 산출했거나 여러 해를 합친 값, superseded는 "
        "이후 발표에서 다른 값으로 바뀐 것이다.",
    )
    vintage: MaybeDate = column(
        "The date of the publisher's table that gives this value. A year has as many values as "
        "there are tables: one in force, the others superseded.",
        "이 값을 실은 발행 기관 표의 날짜. 같은 해의 값도 표마다 다를 수 있다. 하나만 현재 값이고 "
        "나머지는 superseded로 적는다.",
        default="",
    )
    corrected: MaybeDate = column(
        "When the publisher said that it had printed a wrong value and gave this one; the wrong "
        "one stands as superseded beside it.",
        "발행 기관이 잘못 발표했다며 이 값으로 바로잡은 날. 잘못된 값은 superseded 행으로 둔다.",
        default="",
    )
    note_en: Line = column("What to mind, in English.", "유의할 점(영어).")
    note_ko: Line = column("What to mind, in Korean.", "유의할 점(한국어).")
    source_id: Id = column(
        "The publication that gives the value.",
        "값을 제시한 자료.",
        references="sources.source_id",
    )
    via_source_id: MaybeId = column(
        "The publication it is known through, where it is known only at second hand.",
        "직접 읽지 못한 경우, 그것을 전한 자료.",
        references="sources.source_id",
    )
    locator: Locators = locator()

    @property
    def id(self) -> str:
        """The row's key, without a vintage where none is given."""
        return super().id.removesuffix("/")
