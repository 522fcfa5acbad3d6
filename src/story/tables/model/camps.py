"""Camps, the lists of camps, and what was said of single camps."""

from typing import ClassVar, Literal

from story.tables.model.column import (
    Count,
    Id,
    Ids,
    Items,
    Latitude,
    Line,
    Locators,
    Longitude,
    MaybeCampNumber,
    MaybeDate,
    MaybeId,
    Measure,
    PartialDate,
    Required,
    column,
    locator,
)
from story.tables.model.estimates import PEOPLE, Bound, Use
from story.tables.model.record import Record
from story.text import Text

AREA = (0.1, 2_000)  # square kilometres


class Camp(Record):
    """One camp or possible camp: a place, never its status."""

    table: ClassVar[str] = "camps"
    called: ClassVar[Text] = Text("Camps", "수용소")
    interval: ClassVar[int] = 365
    key: ClassVar[tuple[str, ...]] = ("camp_id",)
    one_row: ClassVar[Text] = Text(
        "one camp or possible camp: a place, never its status",
        "수용소(또는 수용소로 추정되는 곳) 하나. 장소일 뿐 운영 여부를 뜻하지 않는다",
    )

    camp_id: Id = column(
        "The camp's id. camp-18-pukchang and camp-18-kaechon are two places.",
        "수용소의 고유 이름. camp-18-pukchang과 camp-18-kaechon은 서로 다른 곳이다.",
    )
    number: MaybeCampNumber = column(
        "The camp's number, where it has one. Two places may bear the same number.",
        "수용소 번호. 없으면 비운다. 서로 다른 두 곳이 같은 번호를 쓸 수 있다.",
    )
    name_en: Required = column("Its name in English.", "영어 이름.")
    name_ko: Required = column("Its name in Korean.", "한국어 이름.")
    other_names: Items = column(
        "Other names and spellings, so that it can be found.", "찾기 쉽도록 적은 다른 이름과 표기."
    )
    province_en: Required = column("The province, in English.", "도(영어).")
    province_ko: Required = column("The province, in Korean.", "도(한국어).")
    county_en: Line = column("The county or city, in English.", "시·군(영어).")
    county_ko: Line = column("The county or city, in Korean.", "시·군(한국어).")
    lat: Latitude = column(
        "The latitude of a published point, in degrees (WGS 84). Never the middle of the camp; "
        "rounded to two decimals in public.",
        "공개된 지점의 위도(WGS 84). 수용소의 중심이 아니며, 공개할 때는 소수 둘째 자리까지만 "
        "쓴다.",
        decimals=4,
        usual=(37.5, 43.1),
    )
    lon: Longitude = column(
        "The longitude of that point, in degrees (WGS 84).",
        "같은 지점의 경도(WGS 84).",
        decimals=4,
        usual=(124, 131),
    )
    location_precision: Literal["headquarters", "inferred", "settlement", "unknown"] = column(
        "What the point marks; unknown where there is no point.",
        "지점이 무엇을 가리키는지. 공개된 지점이 없으면 unknown으로 적는다.",
    )
    location_uncertainty_km: Measure = column(
        "How far the camp's ground may lie from the point, in kilometres; not an error of survey.",
        "수용소 부지가 지점에서 떨어져 있을 수 있는 거리(km). 측량 오차가 아니다.",
        usual=(0, 100),
    )
    area_km2: Measure = column(
        "The area used, in square kilometres. Definitions differ between publishers.",
        "여기서 쓰는 면적(㎢). 발행 기관마다 정의가 다르다.",
        usual=AREA,
    )
    area_low_km2: Measure = column(
        "The smallest area published, in square kilometres.",
        "발표된 가장 작은 면적(㎢).",
        usual=AREA,
    )
    area_high_km2: Measure = column(
        "The largest area published, in square kilometres.",
        "발표된 가장 큰 면적(㎢).",
        usual=AREA,
    )
    established: MaybeDate = column("When it was set up.", "설치된 때.")
    closed: MaybeDate = column(
        "When it closed, only where later accounts agree; what one source says stands in "
        "camp_status.csv.",
        "폐쇄된 때. 이후 자료들이 일치할 때만 적는다. 개별 자료의 설명은 camp_status.csv에 있다.",
    )
    zone_type: Literal["both", "total-control", "unknown"] = column(
        "Whether people could in principle be released: total control zone only, or also a "
        "revolutionizing zone.",
        "구역의 종류. 완전통제구역만 있는지, 풀려날 수 있는 혁명화구역도 있는지.",
    )
    operator_en: Line = column("Who runs or ran it, in English.", "운영 기관(영어).")
    operator_ko: Line = column("Who runs or ran it, in Korean.", "운영 기관(한국어).")
    description_en: Required = column("What is known of it, in English.", "알려진 내용(영어).")
    description_ko: Required = column("What is known of it, in Korean.", "알려진 내용(한국어).")
    location_note_en: Required = column(
        "Where the point comes from, in English.", "지점의 근거(영어)."
    )
    location_note_ko: Required = column(
        "Where the point comes from, in Korean.", "지점의 근거(한국어)."
    )
    source_ids: Ids = column(
        "The publications the row rests on.",
        "근거로 삼은 자료.",
        references="sources.source_id",
    )


class CampList(Record):
    """One publisher's list of operating camps at one date."""

    table: ClassVar[str] = "camp_lists"
    called: ClassVar[Text] = Text("Lists of operating camps", "운영 수용소 목록")
    interval: ClassVar[int] = 183
    key: ClassVar[tuple[str, ...]] = ("list_id",)
    one_row: ClassVar[Text] = Text(
        "one publisher's list of operating camps at one date",
        "한 발행 기관이 한 시점에 운영 중이라고 꼽은 수용소 목록",
    )

    list_id: Id = column("The list's id.", "목록의 고유 이름.")
    as_of: PartialDate = column("The date the list speaks of.", "목록의 기준일.")
    label_en: Required = column("Its name in English.", "영어 이름.")
    label_ko: Required = column("Its name in Korean.", "한국어 이름.")
    camp_ids: Ids = column(
        "The camps on the list; blank where the publisher gives only a number.",
        "목록에 오른 수용소. 숫자만 밝힌 경우에는 비운다.",
        references="camps.camp_id",
    )
    complete: Literal["no", "yes"] = column(
        "Whether the publisher names the camps: yes needs camp_ids, no leaves them blank.",
        "수용소를 거명했는지 여부. yes면 camp_ids를 채우고 no면 비운다.",
    )
    note_en: Required = column("What to mind, in English.", "유의할 점(영어).")
    note_ko: Required = column("What to mind, in Korean.", "유의할 점(한국어).")
    source_id: Id = column(
        "The publication that gives the list.",
        "목록을 제시한 자료.",
        references="sources.source_id",
    )
    via_source_id: MaybeId = column(
        "The publication it is known through, where it is known only at second hand.",
        "직접 읽지 못한 경우, 그것을 전한 자료.",
        references="sources.source_id",
    )
    locator: Locators = locator()


class CampStatus(Record):
    """One publisher's statement on one camp at one date."""

    table: ClassVar[str] = "camp_status"
    called: ClassVar[Text] = Text("Status of the camps", "수용소 운영 여부")
    interval: ClassVar[int] = 183
    key: ClassVar[tuple[str, ...]] = ("status_id",)
    one_row: ClassVar[Text] = Text(
        "one publisher's statement on one camp at one date",
        "한 수용소의 운영 여부에 대해 한 발행 기관이 한 시점에 내놓은 설명",
    )

    status_id: Id = column("The statement's id.", "설명의 고유 이름.")
    camp_id: Id = column(
        "The camp it speaks of.", "설명이 가리키는 수용소.", references="camps.camp_id"
    )
    as_of: PartialDate = column("The date it speaks of.", "설명의 기준일.")
    status: Literal["closed", "disputed", "operating", "partly-closed"] = column(
        "What the publisher says; disputed means that the publisher itself left it open.",
        "발행 기관의 판단. disputed는 발행 기관 스스로 판단을 유보했다는 뜻이다.",
    )
    evidence_kind: Literal[
        "inside-source", "mixed", "official-statement", "satellite", "testimony"
    ] = column("What the statement rests on.", "설명의 근거.")
    note_en: Required = column("What was said, in English.", "설명의 내용(영어).")
    note_ko: Required = column("What was said, in Korean.", "설명의 내용(한국어).")
    source_id: Id = column(
        "The publication that makes the statement.",
        "설명을 내놓은 자료.",
        references="sources.source_id",
    )
    via_source_id: MaybeId = column(
        "The publication it is known through, where it is known only at second hand.",
        "직접 읽지 못한 경우, 그것을 전한 자료.",
        references="sources.source_id",
    )
    locator: Locators = locator()


class CampPopulation(Record):
    """One published population of one camp, or of a few camps together."""

    table: ClassVar[str] = "camp_populations"
    called: ClassVar[Text] = Text("Populations of single camps", "수용소별 인원")
    interval: ClassVar[int] = 365
    key: ClassVar[tuple[str, ...]] = ("population_id",)
    one_row: ClassVar[Text] = Text(
        "one published population of one camp, or of a few camps together",
        "한 수용소(또는 몇 곳을 합친)의 인원으로 발표된 수치 하나",
    )

    population_id: Id = column("The figure's id.", "수치의 고유 이름.")
    camp_id: MaybeId = column(
        "The camp; blank where the figure covers several camps or a site outside camps.csv.",
        "수용소. 여러 곳을 합친 수치이거나 camps.csv에 없는 곳이면 비운다.",
        references="camps.camp_id",
    )
    period_start: MaybeDate = column(
        "The beginning of the time the figure describes.", "수치가 가리키는 시기의 시작."
    )
    period_end: MaybeDate = column(
        "The end of the time the figure describes.", "수치가 가리키는 시기의 끝."
    )
    published: MaybeDate = column("When the figure appeared.", "수치가 발표된 날.")
    low: Count = column("The lower figure printed.", "발표된 수치의 아래쪽.", usual=PEOPLE)
    point: Count = column("The single figure printed.", "발표된 단일 수치.", usual=PEOPLE)
    high: Count = column("The upper figure printed.", "발표된 수치의 위쪽.", usual=PEOPLE)
    bound: Bound = column(
        "How the publisher worded it, as in estimates.csv.",
        "발행 기관의 표현. estimates.csv와 같은 규칙을 따른다.",
    )
    use: Use = column(
        "Which charts the row belongs in, as in estimates.csv.",
        "쓰임새. estimates.csv와 같은 규칙을 따른다.",
    )
    note_en: Required = column("What to mind, in English.", "유의할 점(영어).")
    note_ko: Required = column("What to mind, in Korean.", "유의할 점(한국어).")
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


class Imagery(Record):
    """One finding from satellite images of one camp."""

    table: ClassVar[str] = "imagery"
    called: ClassVar[Text] = Text("Satellite findings", "위성사진 분석")
    interval: ClassVar[int] = 183
    key: ClassVar[tuple[str, ...]] = ("imagery_id",)
    one_row: ClassVar[Text] = Text(
        "one finding from satellite images of one camp",
        "한 수용소의 위성사진에서 나온 분석 결과 하나",
    )

    imagery_id: Id = column("The finding's id.", "분석 결과의 고유 이름.")
    camp_id: Id = column(
        "The camp in the images.", "사진에 담긴 수용소.", references="camps.camp_id"
    )
    imagery_start: MaybeDate = column(
        "The date of the earliest image used.", "분석에 쓴 가장 이른 사진의 날짜."
    )
    imagery_end: MaybeDate = column(
        "The date of the latest image used.", "분석에 쓴 가장 늦은 사진의 날짜."
    )
    published: MaybeDate = column("When the finding appeared.", "분석 결과가 발표된 날.")
    finding_en: Required = column("What the images showed, in English.", "사진이 보여 준 것(영어).")
    finding_ko: Required = column(
        "What the images showed, in Korean.", "사진이 보여 준 것(한국어)."
    )
    source_id: Id = column(
        "The publication of the finding; its own note names the outlets it is known through.",
        "분석 결과를 실은 자료. 다른 매체를 통해 확인한 경우 그 자료의 note에 밝힌다.",
        references="sources.source_id",
    )
    locator: Locators = locator()
