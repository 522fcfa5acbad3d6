"""The claims of the op-ed, assessed, and the sources of each assessment."""

from typing import ClassVar, Literal

from story.tables.model.column import (
    Id,
    Line,
    Locators,
    MaybeId,
    Paragraph,
    Required,
    column,
    locator,
)
from story.tables.model.record import Record
from story.text import Text


class Claim(Record):
    """One claim or argument of the op-ed, paraphrased, with our assessment."""

    table: ClassVar[str] = "claims"
    called: ClassVar[Text] = Text("Claims", "주장")
    interval: ClassVar[int] = 183
    key: ClassVar[tuple[str, ...]] = ("claim_id",)
    one_row: ClassVar[Text] = Text(
        "one claim or argument of the op-ed, paraphrased, with our assessment",
        "풀어 쓴 기고문의 주장 하나와 우리의 판정",
    )

    claim_id: Id = column("The claim's id.", "주장의 고유 이름.")
    paragraph: Paragraph = column(
        "Which of the article's ten body paragraphs it stands in.",
        "기고문의 본문 열 문단 가운데 몇 번째 문단에 있는지.",
    )
    claim_en: Required = column(
        "The claim in our own words, in English. No sentence of the article is copied.",
        "풀어 쓴 주장(영어). 기고문의 문장을 그대로 옮기지 않는다.",
    )
    claim_ko: Required = column("The claim in our own words, in Korean.", "풀어 쓴 주장(한국어).")
    kind: Literal["characterisation", "fact", "figure", "opinion", "recommendation"] = column(
        "What kind of claim it is.", "주장의 성격."
    )
    topic: Literal[
        "access",
        "accountability",
        "camps",
        "detention",
        "envoy",
        "expression",
        "families",
        "population",
        "summits",
        "un",
    ] = column("What it is about.", "주제.")
    assessment: Literal[
        "contested", "could-not-verify", "opinion", "supported", "supported-with-context"
    ] = column(
        "Our assessment, to be labelled so. Opinions and recommendations are attributed, not "
        "scored.",
        "우리의 판정. 우리가 내린 것임을 밝혀 쓴다. 의견과 제언은 누구의 것인지 밝힐 뿐 판정하지 "
        "않는다.",
    )
    asked: Line = column(
        "Who was asked, where our text speaks of a question or a request, in English.",
        "우리 글에 질문이나 요청이 나오는 경우, 그것을 받은 사람이나 기관(영어).",
        default="",
    )
    asked_ko: Line = column("The same in Korean.", "같은 내용(한국어).", default="")
    evidence_en: Required = column(
        "What speaks for and against it as of March 2019, in English.",
        "2019년 3월 기준의 근거(영어).",
    )
    evidence_ko: Required = column(
        "What speaks for and against it as of March 2019, in Korean.",
        "2019년 3월 기준의 근거(한국어).",
    )
    since_en: Required = column("What has happened since, in English.", "이후 경과(영어).")
    since_ko: Required = column("What has happened since, in Korean.", "이후 경과(한국어).")


class ClaimSource(Record):
    """One source for one claim, by the part it plays."""

    table: ClassVar[str] = "claim_sources"
    called: ClassVar[Text] = Text("Sources of the claims", "주장별 자료")
    interval: ClassVar[int] = 183
    key: ClassVar[tuple[str, ...]] = ("claim_id", "role", "source_id", "via_source_id")
    one_row: ClassVar[Text] = Text(
        "one source for one claim, by the part it plays", "한 주장의 자료 하나와 그 역할"
    )

    claim_id: Id = column("The claim.", "주장.", references="claims.claim_id")
    role: Literal["complicates", "primary", "since", "supports"] = column(
        "The part it plays: the assessment rests on primary; supports and complicates speak to "
        "the claim as of March 2019, since to what followed.",
        "자료의 역할. primary는 판정의 근거, supports와 complicates는 2019년 3월 기준으로 주장을 "
        "뒷받침하거나 복잡하게 하는 자료, since는 이후 경과다.",
    )
    source_id: Id = column("The publication.", "자료.", references="sources.source_id")
    via_source_id: MaybeId = column(
        "The publication it is known through, where it is known only at second hand.",
        "직접 읽지 못한 경우, 그것을 전한 자료.",
        references="sources.source_id",
    )
    locator: Locators = locator()
