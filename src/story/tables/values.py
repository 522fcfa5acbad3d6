"""The words for coded values, in both languages: what a reader sees where a cell holds a code."""

from collections.abc import Mapping

from story.text import Language, Text

RIGHTS = {
    "yes": Text("Yes", "거론됨"),
    "partly": Text("Partly", "일부 거론됨"),
    "no": Text("No", "거론되지 않음"),
    "unknown": Text("Unknown", "알 수 없음"),
    "not-applicable": Text("Not applicable", "해당 없음"),
}
USE = {
    "core": Text("In the main chart", "주요 수치"),
    "daily-nk": Text("Daily NK series", "데일리NK 연속 보도"),
    "context": Text("Context", "참고"),
    "repeat": Text("Repeats another figure", "다른 수치의 인용"),
    "other-scope": Text("Counts another group", "집계 대상이 다름"),
    "trap": Text("Misleading as printed", "그대로 쓰면 오해를 부르는 수치"),
}
OBSERVED = {
    "final": Text("Final", "확정치"),
    "provisional": Text("Provisional", "잠정치"),
    "interim": Text("Interim", "중간 집계"),
    "rounded": Text("Rounded", "어림치"),
    "upper-bound": Text("Upper bound", "상한"),
    "lower-bound": Text("Lower bound", "하한"),
    "derived": Text("Worked out", "산출·합산치"),
    "superseded": Text("Superseded", "이후 바뀐 값"),
}

VALUES: Mapping[str, Mapping[str, Text]] = {
    "sources.publisher_type": {
        "government": Text("Government", "정부"),
        "legal": Text("Legal body", "법조 단체"),
        "media": Text("Media", "언론"),
        "ngo": Text("NGO", "비정부기구(NGO)"),
        "other": Text("Other", "기타"),
        "research": Text("Research", "연구기관"),
        "un": Text("United Nations", "유엔"),
    },
    "sources.read_as": {
        "original": Text("Read in the original", "원문을 읽음"),
        "copy": Text("Read as a full copy held elsewhere", "다른 곳에 실린 전문을 읽음"),
        "excerpt": Text("Read in part", "일부만 읽음"),
        "reported": Text("Known only through other accounts", "다른 보도를 통해서만 확인"),
    },
    "sources.read_from": {
        "publisher": Text("The publisher's own page", "발행 기관의 페이지"),
        "reprint": Text("A reprint", "전재된 페이지"),
        "stored-copy": Text("A stored copy of the page", "보존된 사본"),
        "print": Text("Print", "인쇄물"),
        "": Text("Not written down", "기록 없음"),
    },
    "estimates.evidence": {
        "robust": Text("Robust", "탄탄함"),
        "medium": Text("Medium", "중간"),
        "limited": Text("Limited", "제한적"),
        "": Text("Not rated", "평가하지 않음"),
    },
    "estimates.agreement": {
        "high": Text("High", "높음"),
        "medium": Text("Medium", "중간"),
        "low": Text("Low", "낮음"),
        "": Text("Not rated", "평가하지 않음"),
    },
    "estimates.bound": {
        "range": Text("Range", "범위"),
        "about": Text("About", "약"),
        "up-to": Text("Up to", "최대"),
        "at-least": Text("At least", "최소"),
        "more-than": Text("More than", "초과"),
        "exactly": Text("Exactly", "정확히"),
    },
    "estimates.scope": {
        "kwanliso": Text("Political prison camps", "정치범수용소"),
        "christians-only": Text("Christians in any custody", "구금된 기독교인"),
        "wider": Text("All detainees", "모든 구금자"),
        "other": Text("Another group", "다른 집단"),
    },
    "estimates.use": USE,
    "camp_populations.use": USE,
    "camps.location_precision": {
        "headquarters": Text("Headquarters or walled compound", "본부 또는 담장 안 구역"),
        "settlement": Text("A settlement inside the camp", "수용소 안 마을"),
        "inferred": Text("Inferred", "추정"),
        "unknown": Text("No published point", "공개된 좌표 없음"),
    },
    "camps.zone_type": {
        "total-control": Text("Total control zone", "완전통제구역"),
        "both": Text("Total control and revolutionizing zones", "완전통제구역과 혁명화구역"),
        "unknown": Text("Not known", "알 수 없음"),
    },
    "camp_lists.complete": {
        "yes": Text("Names the camps", "수용소 이름을 밝힘"),
        "no": Text("Gives a number only", "숫자만 밝힘"),
    },
    "camp_status.status": {
        "operating": Text("Operating", "운영 중"),
        "closed": Text("Closed", "폐쇄"),
        "partly-closed": Text("Partly closed", "일부 폐쇄"),
        "disputed": Text("Left open by the source", "자료가 판단을 유보"),
    },
    "camp_status.evidence_kind": {
        "official-statement": Text("Official statement", "당국 발표"),
        "mixed": Text("Mixed evidence", "여러 근거"),
        "satellite": Text("Satellite images", "위성사진"),
        "testimony": Text("Testimony", "증언"),
        "inside-source": Text("Unnamed source inside", "익명의 내부 소식통"),
    },
    "events.date_precision": {
        "day": Text("To the day", "일 단위"),
        "month": Text("To the month", "월 단위"),
        "approximate": Text("Approximate", "대략"),
    },
    "events.kind": {
        "summit": Text("Summit", "정상회담"),
        "statement": Text("Statement", "발언·성명"),
        "un-action": Text("UN action", "유엔 조치"),
        "law-policy": Text("Law or policy", "법·정책"),
        "detention-case": Text("Detention case", "억류 사건"),
        "report": Text("Report", "보고서"),
        "family-reunion": Text("Family reunion", "이산가족 상봉"),
        "envoy": Text("Envoy", "특사"),
    },
    "events.importance": {
        "1": Text("Key", "핵심"),
        "2": Text("Main", "주요"),
        "3": Text("Detail", "세부"),
    },
    "events.rights_raised": RIGHTS,
    "event_codes.first_code": RIGHTS,
    "event_codes.second_code": {**RIGHTS, "": Text("Not coded", "코딩하지 않음")},
    "event_codes.coders": {
        "two": Text("Two readers", "두 사람"),
        "one": Text("One reader, twice", "한 사람이 두 번"),
        "": Text("Not recorded", "기록 없음"),
    },
    "event_codes.final_code": RIGHTS,
    "claims.kind": {
        "characterisation": Text("Characterisation", "성격 규정"),
        "fact": Text("Fact", "사실"),
        "figure": Text("Figure", "수치"),
        "opinion": Text("Opinion", "의견"),
        "recommendation": Text("Recommendation", "제언"),
    },
    "claims.topic": {
        "summits": Text("Summits", "정상회담"),
        "camps": Text("Camps", "수용소"),
        "accountability": Text("Accountability", "책임 규명"),
        "detention": Text("Detention", "구금"),
        "un": Text("United Nations", "유엔"),
        "expression": Text("Expression", "표현의 자유"),
        "families": Text("Families", "이산가족"),
        "access": Text("Access", "접근"),
        "envoy": Text("Envoy", "특사"),
        "population": Text("Numbers held", "수용 인원"),
    },
    "claims.assessment": {
        "supported": Text("Supported", "뒷받침됨"),
        "supported-with-context": Text("Supported with context", "맥락 더해 뒷받침"),
        "contested": Text("Contested", "이견 있음"),
        "could-not-verify": Text("Could not be verified", "확인 불가"),
        "opinion": Text("Opinion", "의견"),
    },
    "claim_sources.role": {
        "primary": Text("The assessment rests on", "판정의 근거"),
        "supports": Text("Supports the claim as of March 2019", "2019년 3월 기준으로 뒷받침"),
        "complicates": Text(
            "Complicates the claim as of March 2019", "2019년 3월 기준으로 복잡하게 함"
        ),
        "since": Text("What followed", "이후 경과"),
    },
    "observations.status": OBSERVED,
}
VALUES = {**VALUES, "camp_populations.bound": VALUES["estimates.bound"]}


def value_text(column: str, value: str, language: Language) -> str:
    """Return the words for `value` of `column`, named as `table.column`.

    Raises KeyError for a column or value that has no words.
    """
    return VALUES[column][value].within(language)
