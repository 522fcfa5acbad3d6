"""The words of the subject and of this story, explained, with their Korean originals."""

from typing import ClassVar

from story.tables.model.column import Id, Ids, Items, Line, Required, column
from story.tables.model.record import Record
from story.text import Text


class Term(Record):
    """One word a reader meets here, and what it means."""

    table: ClassVar[str] = "glossary"
    called: ClassVar[Text] = Text("Glossary", "용어")
    key: ClassVar[tuple[str, ...]] = ("term_id",)
    one_row: ClassVar[Text] = Text(
        "one word a reader meets here, and what it means", "여기서 쓰는 용어 하나와 그 뜻"
    )

    term_id: Id = column(
        "The term's id. Links to the glossary end in it, so it never changes.",
        "용어의 고유 이름. 용어집으로 가는 링크의 끝에 쓰이므로 바꾸지 않는다.",
    )
    term_en: Required = column("The term in English, as it is used here.", "영어 용어.")
    term_ko: Required = column("The term in Korean, as it is used here.", "한국어 용어.")
    romanised: Line = column(
        "The Korean in Latin letters: in the spelling most met in English or else in the Revised "
        "Romanization. Blank for our own words and for names of Latin letters.",
        "로마자 표기. 영어권에서 널리 쓰는 표기나 국어의 로마자 표기법을 따른다. 우리가 정한 말과 "
        "로마자 이름은 비운다.",
    )
    other_names: Items = column(
        "Other names and spellings, so that it can be found.", "찾기 쉽도록 적은 다른 이름과 표기."
    )
    meaning_en: Required = column("What it means here, in English.", "여기서 쓰는 뜻(영어).")
    meaning_ko: Required = column("What it means here, in Korean.", "여기서 쓰는 뜻(한국어).")
    see_also_ids: Ids = column(
        "Terms to read beside it.", "함께 읽을 용어.", references="glossary.term_id"
    )
    source_ids: Ids = column(
        "The publications the meaning rests on. Blank for our own words, which state no fact "
        "about the world.",
        "뜻의 근거로 삼은 자료. 사실을 말하지 않는, 우리가 정한 말은 비운다.",
        references="sources.source_id",
    )
