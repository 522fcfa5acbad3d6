"""Summits, statements and the other events, and how each was coded."""

from typing import ClassVar, Literal

from story.tables.model.column import (
    Id,
    Items,
    Latitude,
    Line,
    Locators,
    Longitude,
    MaybeDate,
    MaybeId,
    MaybeLanguageTag,
    PartialDate,
    Required,
    column,
    locator,
)
from story.tables.model.record import Record
from story.text import Text

RightsCode = Literal["yes", "partly", "no", "unknown", "not-applicable"]


class Event(Record):
    """One summit, statement, UN action, law, case, report, reunion or envoy change."""

    table: ClassVar[str] = "events"
    called: ClassVar[Text] = Text("Summits, statements and events", "회담·발언·사건")
    interval: ClassVar[int] = 31
    key: ClassVar[tuple[str, ...]] = ("event_id",)
    one_row: ClassVar[Text] = Text(
        "one summit, statement, UN action, law, case, report, reunion or envoy change",
        "정상회담, 발언·성명, 유엔 조치, 법, 사건, 보고서, 상봉, 특사 교체 가운데 하나",
    )

    event_id: Id = column(
        "The event's id. It may contain a day that is no longer claimed: trust start_date.",
        "사건의 고유 이름. 지금은 확실하지 않은 날짜가 들어 있을 수 있으므로 날짜는 start_date를 "
        "따른다.",
    )
    start_date: PartialDate = column("The day it happened or began.", "일어난 날 또는 시작한 날.")
    end_date: MaybeDate = column(
        "The day it ended; blank for one day.", "끝난 날. 하루에 끝났으면 비운다."
    )
    date_precision: Literal["approximate", "day", "month"] = column(
        "How precisely the date is known. Never pad a date for display.",
        "날짜가 얼마나 정확한지. 모르는 날짜를 채워 넣지 않는다.",
    )
    kind: Literal[
        "detention-case",
        "envoy",
        "family-reunion",
        "law-policy",
        "report",
        "statement",
        "summit",
        "un-action",
    ] = column(
        "What kind of event it is; the lane it stands in.", "사건의 종류. 연표에서 놓이는 줄."
    )
    title_en: Required = column("The headline in English.", "제목(영어).")
    title_ko: Required = column("The headline in Korean.", "제목(한국어).")
    summary_en: Required = column("What happened, in English.", "내용(영어).")
    summary_ko: Required = column("What happened, in Korean.", "내용(한국어).")
    place_en: Line = column("Where, in English.", "장소(영어).")
    place_ko: Line = column("Where, in Korean.", "장소(한국어).")
    lat: Latitude = column(
        "The latitude of the town or site, in degrees, to two decimals; blank where a statement "
        "has no meaningful place.",
        "도시나 현장의 위도(소수 둘째 자리까지). 장소가 의미 없는 성명이면 비운다.",
        decimals=2,
    )
    lon: Longitude = column(
        "The longitude of the town or site, in degrees, to two decimals.",
        "도시나 현장의 경도(소수 둘째 자리까지).",
        decimals=2,
    )
    actors: Items = column("Who took part, in English.", "관련 인물과 기관(영어).")
    actors_ko: Items = column(
        "The same in Korean: as many, in the same order.",
        "같은 인물과 기관(한국어). 수와 순서를 영어와 맞춘다.",
    )
    speaker: Line = column("Whose words the quotation is.", "인용문의 발언자(영어).")
    speaker_ko: Line = column("The speaker, in Korean.", "인용문의 발언자(한국어).")
    quote: Line = column(
        "Public words of an official, word for word, 25 words at most.",
        "공직자가 공개적으로 한 말 그대로. 영어로 25단어를 넘기지 않는다.",
    )
    quote_ko: Line = column(
        "A translation of the quotation, to be marked so.", "인용문의 번역. 번역임을 밝혀 쓴다."
    )
    quote_original: Line = column(
        "The words as they were spoken or written, where that was not in English; quote is then a "
        "translation too.",
        "영어가 아닌 말로 한 경우 원래의 말 그대로. 이때는 quote도 번역이다.",
        default="",
    )
    quote_language: MaybeLanguageTag = column(
        "The language of those words, as a code such as ko; blank where they were English.",
        "그 말의 언어(ko 등). 영어였으면 비운다.",
        default="",
    )
    asked: Line = column(
        "Who was asked, where the row speaks of a question or a request, in English.",
        "질문이나 요청이 나오는 경우, 그것을 받은 사람이나 기관(영어).",
        default="",
    )
    asked_ko: Line = column("The same in Korean.", "같은 내용(한국어).", default="")
    answered: Line = column(
        "Who answered, in English; blank where nobody did or it is not known.",
        "대답한 사람이나 기관(영어). 답이 없었거나 알 수 없으면 비운다.",
        default="",
    )
    answered_ko: Line = column("The same in Korean.", "같은 내용(한국어).", default="")
    reported_by: Line = column(
        "On whose word the row rests, where not on the record itself, in English: an official, a "
        "witness, an agency.",
        "공개 기록이 아니라 누군가의 말에 근거한 경우, 그 말을 한 당국자·목격자·통신사(영어).",
        default="",
    )
    reported_by_ko: Line = column("The same in Korean.", "같은 내용(한국어).", default="")
    rights_raised: RightsCode = column(
        "Whether the treatment of North Koreans was raised; the same as final_code in "
        "event_codes.csv. It codes what was said, not sincerity or effect.",
        "북한 주민의 처우가 거론됐는지. event_codes.csv의 final_code와 같다. 진심이나 효과가 "
        "아니라 무슨 말을 했는지를 코딩한다.",
    )
    rights_basis_en: Required = column("Why it was coded so, in English.", "판정 근거(영어).")
    rights_basis_ko: Required = column("Why it was coded so, in Korean.", "판정 근거(한국어).")
    importance: Literal["1", "2", "3"] = column(
        "1 for key events, 2 for the main line, 3 for details shown when asked for.",
        "중요도. 1은 핵심, 2는 주요, 3은 선택하면 보이는 세부.",
    )
    source_id: Id = column(
        "The publication the row rests on.", "근거로 삼은 자료.", references="sources.source_id"
    )
    via_source_id: MaybeId = column(
        "The publication it is known through, where it is known only at second hand.",
        "직접 읽지 못한 경우, 그것을 전한 자료.",
        references="sources.source_id",
    )
    locator: Locators = locator()


class EventCode(Record):
    """Two independent codings of one event, and the final one."""

    table: ClassVar[str] = "event_codes"
    called: ClassVar[Text] = Text("Coding of the events", "사건 코딩")
    interval: ClassVar[int] = 31
    key: ClassVar[tuple[str, ...]] = ("event_id",)
    one_row: ClassVar[Text] = Text(
        "two independent codings of one event, and the final one",
        "한 사건에 대한 두 차례의 독립된 코딩과 최종 판정",
    )

    event_id: Id = column(
        "The event coded; every event has one row here.",
        "코딩한 사건. 모든 사건은 여기에 한 행이 있다.",
        references="events.event_id",
    )
    first_code: RightsCode = column("The first coding.", "첫 번째 코딩.")
    second_code: RightsCode | Literal[""] = column(
        "The second coding, made independently from the row's text alone; blank where an event "
        "was coded once.",
        "해당 행의 글만 보고 독립적으로 한 두 번째 코딩. 한 번만 코딩했으면 비운다.",
    )
    coders: Literal["one", "two", ""] = column(
        "Whether two readers made the two codings or one reader at two sittings; blank where an "
        "event was coded once. How far codings agree is worked out from those of two readers.",
        "두 코딩을 두 사람이 했는지, 한 사람이 두 번에 나눠 했는지. 한 번만 코딩했으면 비운다. "
        "일치도는 두 사람이 한 것만으로 계산한다.",
    )
    final_code: RightsCode = column(
        "The code used, the same as rights_raised in events.csv.",
        "최종 판정. events.csv의 rights_raised와 같다.",
    )
    why_en: Line = column(
        "Why the final code was chosen, in English; needed where the codings differ.",
        "최종 판정의 이유(영어). 두 코딩이 다르면 반드시 적는다.",
    )
    why_ko: Line = column("The same in Korean.", "같은 내용(한국어).")

    @property
    def independent(self) -> bool:
        """Whether two readers coded the event, each without the other."""
        return bool(self.second_code) and self.coders != "one"
