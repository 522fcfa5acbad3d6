"""Published figures for the whole camp system."""

from typing import ClassVar, Literal

from story.tables.model.column import (
    CampNumbers,
    Count,
    Id,
    Ids,
    Locators,
    MaybeDate,
    MaybeId,
    Required,
    column,
    locator,
)
from story.tables.model.record import Record
from story.tables.model.sources import OriginId
from story.text import Text

Bound = Literal["range", "about", "up-to", "at-least", "more-than", "exactly"]
Use = Literal["context", "core", "daily-nk", "other-scope", "repeat", "trap"]


# How many people a published figure may count before somebody is asked whether it is so.
PEOPLE = (10, 2_000_000)


class Estimate(Record):
    """One published figure for the whole camp system, or for a wider or narrower group."""

    table: ClassVar[str] = "estimates"
    called: ClassVar[Text] = Text("Estimates", "추정치")
    interval: ClassVar[int] = 183
    key: ClassVar[tuple[str, ...]] = ("estimate_id",)
    one_row: ClassVar[Text] = Text(
        "one published figure for the whole camp system, or for a wider or narrower group",
        "수용소 전체(또는 더 넓거나 좁은 집단)에 대해 발표된 수치 하나",
    )

    estimate_id: Id = column(
        "The estimate's id. Other rows and the chapters point to it, so it never changes.",
        "추정치의 고유 이름. 다른 행과 본문이 이 이름을 가리키므로 바꾸지 않는다.",
    )
    period_start: MaybeDate = column(
        "The beginning of the time the figure describes, not the date it appeared.",
        "수치가 가리키는 시기의 시작. 발표일이 아니다.",
    )
    period_end: MaybeDate = column(
        "The end of the time the figure describes; the same as the beginning for one date.",
        "수치가 가리키는 시기의 끝. 한 시점이면 시작과 같게 적는다.",
    )
    published: MaybeDate = column("When the figure appeared.", "수치가 발표된 날.")
    low: Count = column(
        "The lower figure printed: of a range, or after “at least” or “more than”.",
        "발표된 수치의 아래쪽. 범위의 하한, 또는 ‘최소’나 ‘초과’로 제시된 수.",
        usual=PEOPLE,
    )
    point: Count = column(
        "The single figure printed, after “about”. Never worked out from a range.",
        "‘약’으로 제시된 단일 수치. 범위에서 계산해 넣지 않는다.",
        usual=PEOPLE,
    )
    high: Count = column(
        "The upper figure printed: of a range, or after “up to”.",
        "발표된 수치의 위쪽. 범위의 상한, 또는 ‘최대’로 제시된 수.",
        usual=PEOPLE,
    )
    bound: Bound = column(
        "How the publisher worded it: range fills low and high, about fills point, up-to fills "
        "high, at-least and more-than fill low. “exactly” is not used: nobody has counted.",
        "발행 기관의 표현. range는 low와 high, about은 point, up-to는 high, at-least와 more-than은 "
        "low를 채운다. 실제로 세어 본 이가 없으므로 exactly는 쓰지 않는다.",
    )
    scope: Literal["christians-only", "kwanliso", "other", "wider"] = column(
        "Which people it counts. Only kwanliso, the political prison camps, belongs beside totals.",
        "집계 대상. 총계와 나란히 둘 수 있는 것은 정치범수용소(kwanliso)뿐이다.",
    )
    camps_counted: Count = column(
        "How many camps the publisher says the figure covers.",
        "발행 기관이 밝힌 집계 대상 수용소의 수.",
        usual=(1, 30),
    )
    camps_listed: CampNumbers = column(
        "The numbers of the camps it names, as in camps.csv.",
        "발행 기관이 거명한 수용소의 번호(camps.csv의 number).",
        references="camps.number",
    )
    origin_id: OriginId = column(
        "The independent work the figure goes back to. Count origins, not citations.",
        "수치가 거슬러 올라가는 독립된 출처. 인용 횟수가 아니라 출처의 수를 센다.",
        references="origins.origin_id",
    )
    derived_from: Ids = column(
        "The estimates this one repeats or is built on. A repeat without one repeats the figure "
        "in general use at the time.",
        "이 수치가 옮겨 쓰거나 바탕으로 삼은 추정치. repeat인데 비어 있으면 당시 널리 쓰이던 "
        "수치를 옮긴 것이다.",
        references="estimates.estimate_id",
    )
    use: Use = column(
        "Which charts the row belongs in: core for the main chart; daily-nk for its own panel, "
        "never joined to anything else; context for tables and notes; repeat for the lineage "
        "only; other-scope never beside totals; trap never as printed.",
        "쓰임새. core는 주 그림, daily-nk는 따로 떼어 놓은 그림(다른 수치와 잇지 않는다), "
        "context는 표와 설명, repeat는 계보에만 쓴다. other-scope는 총계와 나란히 두지 않고, "
        "trap은 발표된 대로 그리지 않는다.",
    )
    evidence: Literal["limited", "medium", "robust", ""] = column(
        "Our rating of what the figure rests on, to be labelled ours; with agreement, or blank.",
        "수치를 받치는 근거에 대한 우리의 평가. 우리가 매긴 것임을 밝혀 쓴다. agreement와 함께 "
        "채우거나 비운다.",
        default="",
    )
    agreement: Literal["high", "low", "medium", ""] = column(
        "Our rating of how far other origins agree with it, to be labelled ours.",
        "다른 원천의 수치와 얼마나 일치하는지에 대한 우리의 평가. 우리가 매긴 것임을 밝혀 쓴다.",
        default="",
    )
    label_en: Required = column("Its name in English.", "영어 이름.")
    label_ko: Required = column("Its name in Korean.", "한국어 이름.")
    note_en: Required = column(
        "Where it comes from and what to mind, in English.", "유래와 유의할 점(영어)."
    )
    note_ko: Required = column("The same in Korean.", "같은 내용(한국어).")
    source_id: Id = column(
        "The publication that makes the statement.",
        "수치를 제시한 자료.",
        references="sources.source_id",
    )
    via_source_id: MaybeId = column(
        "The publication it is known through, where it is known only at second hand.",
        "직접 읽지 못한 경우, 그것을 전한 자료.",
        references="sources.source_id",
    )
    locator: Locators = locator()
