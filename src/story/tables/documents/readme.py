"""`data/README.md`: what every table and column means, for people who do not program."""

from collections.abc import Iterator

from story.tables.dataset import Dataset
from story.tables.documents.prose import EDITING, INTRODUCTION
from story.tables.documents.words import words_for
from story.tables.model import TABLES, Column, Form, Record, columns
from story.text import Text

FORMS: dict[Form, Text] = {
    "id": Text("id", "고유 이름"),
    "text": Text("text", "글"),
    "date": Text("date", "날짜"),
    "count": Text("whole number", "정수"),
    "number": Text("number", "수"),
    "choice": Text("code, see below", "정해진 값(아래)"),
    "address": Text("web address", "웹 주소"),
    "language": Text("language code", "언어 코드"),
    "digits": Text("camp number", "수용소 번호"),
    "locator": Text("place in a publication", "자료 안의 위치"),
}


def readme(dataset: Dataset) -> str:
    """Return the text of `data/README.md`."""
    contents = [f"- [{kind.table}.csv](#{kind.table}csv): {_one_row(kind)}" for kind in TABLES]
    parts = [
        INTRODUCTION,
        "## The tables / 표 목록\n\n" + "\n".join(contents),
        EDITING,
        *(_table(kind, dataset) for kind in TABLES),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _one_row(kind: type[Record]) -> str:
    return f"{kind.one_row.en} / {kind.one_row.ko}"


def _table(kind: type[Record], dataset: Dataset) -> str:
    fields = columns(kind)
    rows = [
        f"| `{field.name}` | {_holds(field)} "
        f"| {_cell(field.meaning.en)} | {_cell(field.meaning.ko)} |"
        for field in fields
    ]
    parts = [
        f"## {kind.table}.csv",
        f"One row is {kind.one_row.en}.  \n한 행: {kind.one_row.ko}.",
        "\n".join(
            ["| Column / 열 | Holds / 담는 것 | Meaning | 뜻 |", "| --- | --- | --- | --- |", *rows]
        ),
    ]
    if any(item.choices for item in fields):
        parts.append("\n".join(_codes(kind, dataset)))
    return "\n\n".join(parts)


def _holds(column: Column) -> str:
    form = FORMS[column.cell.form]
    english = [f"list of {form.en}s" if column.cell.many else form.en]
    korean = [f"{form.ko} 목록" if column.cell.many else form.ko]
    if column.references:
        english.append(f"from `{column.references}`")
        korean.append(f"`{column.references}`의 값")
    if not column.blank:
        english.append("never blank")
        korean.append("비울 수 없음")
    return f"{', '.join(english)} / {', '.join(korean)}"


def _codes(kind: type[Record], dataset: Dataset) -> Iterator[str]:
    yield "| Column / 열 | Code / 값 | Meaning | 뜻 |"
    yield "| --- | --- | --- | --- |"
    for column in columns(kind):
        words = words_for(kind, column, dataset) if column.choices else {}
        for number, (code, text) in enumerate(words.items()):
            name = f"`{column.name}`" if number == 0 else ""
            yield f"| {name} | `{code}` | {_cell(text.en)} | {_cell(text.ko)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
