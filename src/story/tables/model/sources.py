"""Publications, and the independent origins that estimates go back to."""

from typing import ClassVar, Literal

from story.tables.model.column import (
    Address,
    Id,
    LanguageTag,
    Line,
    MaybeDate,
    PartialDate,
    Required,
    column,
)
from story.tables.model.record import Record
from story.text import Language, Text

OriginId = Literal[
    "seoul-intelligence", "testimony", "kinu-2013", "nis-2014", "kinu-2025", "daily-nk", "other"
]


class Source(Record):
    """One publication; every other table points here."""

    table: ClassVar[str] = "sources"
    called: ClassVar[Text] = Text("Sources", "출처")
    interval: ClassVar[int] = 31
    key: ClassVar[tuple[str, ...]] = ("source_id",)
    one_row: ClassVar[Text] = Text("one publication", "자료 한 건")

    source_id: Id = column(
        "The publication's id. Other tables point to it, so it never changes.",
        "자료의 고유 이름. 다른 표가 이 이름을 가리키므로 바꾸지 않는다.",
    )
    publisher: Required = column("Who published it.", "발행 기관.")
    publisher_ko: Required = column("The publisher, in Korean.", "발행 기관의 한국어 이름.")
    publisher_type: Literal["government", "legal", "media", "ngo", "other", "research", "un"] = (
        column("What kind of publisher it is.", "발행 기관의 성격.")
    )
    title: Required = column(
        "The title in the language of the publication. In square brackets it describes an item "
        "whose title is not known.",
        "자료의 제목(발행된 언어 그대로). 대괄호로 묶은 것은 제목을 알 수 없어 내용을 적은 것이다.",
    )
    title_ko: Line = column(
        "The description in square brackets, in Korean; blank for a title, which is never "
        "translated.",
        "대괄호로 묶은 설명의 한국어. 실제 제목은 옮기지 않으므로 비운다.",
        default="",
    )
    published: MaybeDate = column("When it appeared.", "발행일.")
    url: Address = column(
        "Its address at the publisher; where read_from is reprint, that of the reprint. Blank "
        "where none is known.",
        "발행 기관의 웹 주소. read_from이 reprint이면 전재된 곳의 주소. 알 수 없으면 비운다.",
    )
    archived_url: Address = column(
        "An archived copy of that address.", "같은 주소를 보존한 아카이브 주소."
    )
    accessed: PartialDate = column("When it was read.", "자료를 읽은 날.")
    language: LanguageTag = column(
        "The language of the publication, as a two- or three-letter code such as en or ko.",
        "발행된 언어. en, ko처럼 두세 글자 코드로 적는다.",
    )
    read_as: Literal["copy", "excerpt", "original", "reported"] = column(
        "How it was read. Rows that rest on a reported source also name the publication through "
        "which it is known.",
        "자료를 읽은 방식. 다른 보도로만 아는 자료(reported)를 근거로 한 행은 그것을 전한 자료도 "
        "밝힌다.",
    )
    read_from: Literal["print", "publisher", "reprint", "stored-copy", ""] = column(
        "Where it was read on that day: the publisher's own page, a page of others that carries "
        "its text, a stored copy of a page, or print. Blank where nobody wrote it down. References "
        "give a date of access for the publisher's own page alone.",
        "그날 어디에서 읽었는지. publisher는 발행 기관의 페이지, reprint는 전문을 전재한 다른 "
        "페이지, stored-copy는 보존된 사본, print는 인쇄물이다. 적어 두지 않았으면 비운다. 인용 "
        "정보의 열람일은 발행 기관의 페이지에서 읽은 경우에만 넣는다.",
        default="",
    )
    note_en: Line = column(
        "What a reader of the citation must know, in English.",
        "인용할 때 알아야 할 점(영어).",
    )
    note_ko: Line = column("The same in Korean.", "같은 내용(한국어).")

    @property
    def described(self) -> bool:
        """Whether the title is our description of an item whose title is not known."""
        return self.title.startswith("[") and self.title.endswith("]")

    def titled(self, language: Language) -> str:
        """Return the title as printed, or our description in the reader's language."""
        korean = self.described and language is Language.KO and self.title_ko
        return self.title_ko if korean else self.title


class Origin(Record):
    """One independent piece of work that estimates go back to."""

    table: ClassVar[str] = "origins"
    called: ClassVar[Text] = Text("Origins of the estimates", "추정치의 원천")
    key: ClassVar[tuple[str, ...]] = ("origin_id",)
    one_row: ClassVar[Text] = Text(
        "one independent origin that estimates go back to",
        "추정치가 거슬러 올라가는 독립된 출처 하나",
    )

    origin_id: OriginId = column(
        "The origin's id. Each has its own colour and shape in the figures, so a new one needs "
        "a change of the code.",
        "출처의 고유 이름. 그림에서 색과 모양이 정해져 있어 새로 더하려면 코드를 고쳐야 한다.",
    )
    label_en: Required = column("Its name in English.", "영어 이름.")
    label_ko: Required = column("Its name in Korean.", "한국어 이름.")
    method_en: Required = column(
        "How its figures were arrived at, in English.", "수치를 얻은 방법(영어)."
    )
    method_ko: Required = column(
        "How its figures were arrived at, in Korean.", "수치를 얻은 방법(한국어)."
    )
    first_published: MaybeDate = column("When its first figure appeared.", "첫 수치가 발표된 날.")
