"""One frozen class a CSV row: the contract from which readers, checks and documents are made.

A column is a field; its type says what a cell may hold, its description what it means. Blank
cells are `None` for numbers and `""` for text and dates: unknown or not applicable, never zero.
"""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from story.text import Language

ISO_DATE = r"^[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
KEBAB = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def _none_if_blank(value: Any) -> Any:
    return None if value == "" else value


def _split(value: Any) -> Any:
    return tuple(part for part in value.split(";")) if isinstance(value, str) and value else value or ()


Id = Annotated[str, StringConstraints(pattern=KEBAB)]
Required = Annotated[str, StringConstraints(min_length=1)]
PartialDate = Annotated[str, StringConstraints(pattern=ISO_DATE)]
MaybeDate = Annotated[str, StringConstraints(pattern=rf"^$|{ISO_DATE}")]
Count = Annotated[Annotated[int, Field(ge=0)] | None, BeforeValidator(_none_if_blank)]
Measure = Annotated[Annotated[float, Field(ge=0)] | None, BeforeValidator(_none_if_blank)]
Latitude = Annotated[Annotated[float, Field(ge=-90, le=90)] | None, BeforeValidator(_none_if_blank)]
Longitude = Annotated[
    Annotated[float, Field(ge=-180, le=180)] | None, BeforeValidator(_none_if_blank)
]
Items = Annotated[tuple[str, ...], BeforeValidator(_split)]

Bound = Literal["range", "about", "up-to", "at-least", "more-than", "exactly"]
RightsCode = Literal["yes", "partly", "no", "unknown", "not-applicable"]
OriginId = Literal[
    "seoul-intelligence", "testimony", "kinu-2013", "nis-2014", "kinu-2025", "daily-nk", "other"
]


class Record(BaseModel):
    """A row of one table."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    table: ClassVar[str]
    key: ClassVar[tuple[str, ...]]

    @property
    def id(self) -> str:
        """The row's key; several key columns are joined by a slash."""
        return "/".join(str(getattr(self, column)) for column in self.key)

    def within(self, column: str, language: Language) -> str:
        """Return a column written in both languages, e.g. `within("note", Language.KO)`.

        English columns are named `note_en` or just `publisher`, Korean ones end in `_ko`.
        """
        names = (f"{column}_{language}", column)
        found = next(name for name in names if name in type(self).model_fields)
        return str(getattr(self, found))


class Source(Record):
    """One publication; every other table points here."""

    table: ClassVar[str] = "sources"
    key: ClassVar[tuple[str, ...]] = ("source_id",)

    source_id: Id
    publisher: Required
    publisher_ko: Required
    publisher_type: Literal["government", "legal", "media", "ngo", "other", "research", "un"]
    title: Required
    published: MaybeDate
    url: str
    archived_url: str
    accessed: PartialDate
    language: Required
    read_as: Literal["copy", "excerpt", "original", "reported"]
    note_en: str
    note_ko: str


class Origin(Record):
    """One independent piece of work that estimates go back to."""

    table: ClassVar[str] = "origins"
    key: ClassVar[tuple[str, ...]] = ("origin_id",)

    origin_id: OriginId
    label_en: Required
    label_ko: Required
    method_en: Required
    method_ko: Required
    first_published: MaybeDate


class Estimate(Record):
    """One published figure for the whole camp system, or for a wider or narrower group."""

    table: ClassVar[str] = "estimates"
    key: ClassVar[tuple[str, ...]] = ("estimate_id",)

    estimate_id: Id
    period_start: MaybeDate
    period_end: MaybeDate
    published: MaybeDate
    low: Count
    point: Count
    high: Count
    bound: Bound
    scope: Literal["christians-only", "kwanliso", "other", "wider"]
    camps_counted: Count
    camps_listed: Items
    origin_id: OriginId
    derived_from: Items
    use: Literal["context", "core", "daily-nk", "other-scope", "repeat", "trap"]
    label_en: Required
    label_ko: Required
    note_en: Required
    note_ko: Required
    source_id: Id
    via_source_id: str


class Camp(Record):
    """One camp or possible camp: a place, never its status."""

    table: ClassVar[str] = "camps"
    key: ClassVar[tuple[str, ...]] = ("camp_id",)

    camp_id: Id
    number: str
    name_en: Required
    name_ko: Required
    other_names: Items
    province_en: Required
    province_ko: Required
    county_en: str
    county_ko: str
    lat: Latitude
    lon: Longitude
    location_precision: Literal["headquarters", "inferred", "settlement", "unknown"]
    location_uncertainty_km: Measure
    area_km2: Measure
    area_low_km2: Measure
    area_high_km2: Measure
    established: MaybeDate
    closed: MaybeDate
    zone_type: Literal["both", "total-control", "unknown"]
    operator_en: str
    operator_ko: str
    description_en: Required
    description_ko: Required
    location_note_en: Required
    location_note_ko: Required
    source_ids: Items


class CampList(Record):
    """One publisher's list of operating camps at one date."""

    table: ClassVar[str] = "camp_lists"
    key: ClassVar[tuple[str, ...]] = ("list_id",)

    list_id: Id
    as_of: PartialDate
    label_en: Required
    label_ko: Required
    camp_ids: Items
    complete: Literal["no", "yes"]
    note_en: Required
    note_ko: Required
    source_id: Id
    via_source_id: str


class CampStatus(Record):
    """One publisher's statement on one camp at one date."""

    table: ClassVar[str] = "camp_status"
    key: ClassVar[tuple[str, ...]] = ("status_id",)

    status_id: Id
    camp_id: Id
    as_of: PartialDate
    status: Literal["closed", "disputed", "operating", "partly-closed"]
    evidence_kind: Literal["inside-source", "mixed", "official-statement", "satellite", "testimony"]
    note_en: Required
    note_ko: Required
    source_id: Id
    via_source_id: str


class CampPopulation(Record):
    """One published population of one camp, or of a few camps together."""

    table: ClassVar[str] = "camp_populations"
    key: ClassVar[tuple[str, ...]] = ("population_id",)

    population_id: Id
    camp_id: str
    period_start: MaybeDate
    period_end: MaybeDate
    published: MaybeDate
    low: Count
    point: Count
    high: Count
    bound: Bound
    use: Literal["context", "core", "daily-nk", "other-scope", "repeat", "trap"]
    note_en: Required
    note_ko: Required
    source_id: Id
    via_source_id: str


class Imagery(Record):
    """One finding from satellite images of one camp."""

    table: ClassVar[str] = "imagery"
    key: ClassVar[tuple[str, ...]] = ("imagery_id",)

    imagery_id: Id
    camp_id: Id
    imagery_start: MaybeDate
    imagery_end: MaybeDate
    published: MaybeDate
    finding_en: Required
    finding_ko: Required
    source_id: Id


class Event(Record):
    """One summit, statement, UN action, law, case, report, reunion or envoy change."""

    table: ClassVar[str] = "events"
    key: ClassVar[tuple[str, ...]] = ("event_id",)

    event_id: Id
    start_date: PartialDate
    end_date: MaybeDate
    date_precision: Literal["approximate", "day", "month"]
    kind: Literal["detention-case", "envoy", "family-reunion", "law-policy", "report", "statement", "summit", "un-action"]
    title_en: Required
    title_ko: Required
    summary_en: Required
    summary_ko: Required
    place_en: str
    place_ko: str
    lat: Latitude
    lon: Longitude
    actors: Items
    actors_ko: Items
    speaker: str
    speaker_ko: str
    quote: str
    quote_ko: str
    rights_raised: RightsCode
    rights_basis_en: Required
    rights_basis_ko: Required
    importance: Literal["1", "2", "3"]
    source_id: Id
    via_source_id: str


class EventCode(Record):
    """Two independent codings of one event, and the final one."""

    table: ClassVar[str] = "event_codes"
    key: ClassVar[tuple[str, ...]] = ("event_id",)

    event_id: Id
    first_code: RightsCode
    second_code: RightsCode | Literal[""]
    final_code: RightsCode
    why_en: str
    why_ko: str


class Claim(Record):
    """One claim or argument of the op-ed, paraphrased, with our assessment."""

    table: ClassVar[str] = "claims"
    key: ClassVar[tuple[str, ...]] = ("claim_id",)

    claim_id: Id
    paragraph: int
    claim_en: Required
    claim_ko: Required
    kind: Literal["characterisation", "fact", "figure", "opinion", "recommendation"]
    topic: Literal["access", "accountability", "camps", "detention", "envoy", "expression", "families", "population", "summits", "un"]
    assessment: Literal["contested", "could-not-verify", "opinion", "supported", "supported-with-context"]
    evidence_en: Required
    evidence_ko: Required
    since_en: Required
    since_ko: Required


class ClaimSource(Record):
    """One source for one claim, by the part it plays."""

    table: ClassVar[str] = "claim_sources"
    key: ClassVar[tuple[str, ...]] = ("claim_id", "role", "source_id", "via_source_id")

    claim_id: Id
    role: Literal["complicates", "primary", "since", "supports"]
    source_id: Id
    via_source_id: str


class Series(Record):
    """One context series."""

    table: ClassVar[str] = "series"
    key: ClassVar[tuple[str, ...]] = ("series_id",)

    series_id: Id
    label_en: Required
    label_ko: Required
    unit_en: Required
    unit_ko: Required
    note_en: str
    note_ko: str


class Observation(Record):
    """One value of a context series."""

    table: ClassVar[str] = "observations"
    key: ClassVar[tuple[str, ...]] = ("series_id", "period", "status")

    series_id: Id
    period: PartialDate
    value: float
    status: Literal["derived", "final", "interim", "provisional", "rounded", "upper-bound"]
    note_en: str
    note_ko: str
    source_id: Id
    via_source_id: str


TABLES: tuple[type[Record], ...] = (
    Source, Origin, Estimate, Camp, CampList, CampStatus, CampPopulation, Imagery,
    Event, EventCode, Claim, ClaimSource, Series, Observation,
)
