"""`datapackage.json`: the tables as a Frictionless Data Package (version 1, Table Schema)."""

import json
from typing import Any

from story.tables.dataset import Dataset
from story.tables.documents.words import words_for
from story.tables.model import TABLES, Column, Form, Record, columns

ARTICLE = "time-2019-oped"
TYPES: dict[Form, str] = {"count": "integer", "number": "number"}


def datapackage(dataset: Dataset) -> str:
    """Return the descriptor of the data folder as JSON, two spaces deep."""
    descriptor = {
        "profile": "tabular-data-package",
        "name": "north-korea-political-prison-camps",
        "title": "North Korea's political prison camps: published figures, places and summits",
        "title_ko": "북한 정치범수용소: 발표된 수치와 장소, 그리고 정상회담",
        "description": "Published estimates of people held, camps, summits and statements, and "
        "the claims of one article, each row with its source. Nobody has counted: figures are "
        "what publishers printed. Blank means unknown, never zero. README.md has the conventions.",
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "Creative Commons Attribution 4.0 International",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "contributors": [{"title": "The editors of this data story", "role": "maintainer"}],
        "sources": _sources(dataset),
        "resources": [_resource(kind, dataset) for kind in TABLES],
    }
    return json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"


def _sources(dataset: Dataset) -> list[dict[str, str]]:
    article = [source for source in dataset.sources if source.source_id == ARTICLE and source.url]
    return [
        *({"title": f"{item.publisher}: {item.title}", "path": item.url} for item in article),
        {"title": "The publications listed in sources.csv", "path": "sources.csv"},
    ]


def _resource(kind: type[Record], dataset: Dataset) -> dict[str, Any]:
    return {
        "name": kind.table.replace("_", "-"),
        "path": f"{kind.table}.csv",
        "profile": "tabular-data-resource",
        "description": f"One row is {kind.one_row.en}.",
        "description_ko": f"한 행: {kind.one_row.ko}.",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(kind, column, dataset) for column in columns(kind)],
            "primaryKey": list(kind.key),
            "foreignKeys": [_foreign_key(item) for item in columns(kind) if _single(item)],
            "missingValues": [""],
        },
    }


def _field(kind: type[Record], column: Column, dataset: Dataset) -> dict[str, Any]:
    said: dict[str, Any] = {
        "name": column.name,
        "type": "string" if column.cell.many else TYPES.get(column.cell.form, "string"),
        "description": column.meaning.en,
        "description_ko": column.meaning.ko,
    }
    if constraints := _constraints(column):
        said["constraints"] = constraints
    if column.choices:
        words = words_for(kind, column, dataset)
        said["values"] = {code: {"en": text.en, "ko": text.ko} for code, text in words.items()}
    if column.cell.many:
        said["separator"] = ";"
        said["references"] = column.references
    return said


def _constraints(column: Column) -> dict[str, Any]:
    """Return the Table Schema constraints; they hold for cells that are not blank."""
    cell = column.cell
    found: dict[str, Any] = {} if column.blank else {"required": True}
    if column.choices:
        found["enum"] = list(column.choices)
    if cell.pattern and cell.form not in TYPES:
        found["pattern"] = _repeated(cell.pattern) if cell.many else cell.pattern
    if cell.minimum is not None:
        found["minimum"] = cell.minimum
    if cell.maximum is not None:
        found["maximum"] = cell.maximum
    return found


def _repeated(pattern: str) -> str:
    """Return the pattern of a list whose items each match `pattern`."""
    item = pattern.removeprefix("^").removesuffix("$")
    return f"^{item}(;{item})*$"


def _single(column: Column) -> bool:
    return bool(column.references) and not column.cell.many


def _foreign_key(column: Column) -> dict[str, Any]:
    table, _, name = column.references.partition(".")
    reference = {"resource": table.replace("_", "-"), "fields": [name]}
    return {"fields": [column.name], "reference": reference}
