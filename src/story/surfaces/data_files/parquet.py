"""One table as Parquet: numbers as numbers, lists as lists, blank as null, columns explained."""

import io

import pyarrow as pa
import pyarrow.parquet as pq

from story.tables import Dataset
from story.tables.model import Column, Record, columns

TYPES = {"count": pa.int64(), "number": pa.float64()}


def parquet(dataset: Dataset, kind: type[Record]) -> bytes:
    """Return a table as Parquet; each column's meaning stands in its metadata, in both languages.

    The schema's metadata name the edition.
    """
    fields = [
        pa.field(
            item.name, _type(item),
            metadata={"description": item.meaning.en, "description_ko": item.meaning.ko},
        )
        for item in columns(kind)
    ]  # fmt: skip
    said = {"edition": dataset.edition, "description": f"One row is {kind.one_row.en}."}
    rows = dataset.all(kind)
    cells = [[_cell(getattr(row, item.name)) for row in rows] for item in columns(kind)]
    schema = pa.schema(fields, metadata=said)
    arrays = [pa.array(values, field.type) for values, field in zip(cells, fields, strict=True)]
    written = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), written)
    return written.getvalue()


def _type(column: Column) -> pa.DataType:
    return pa.list_(pa.string()) if column.cell.many else TYPES.get(column.cell.form, pa.string())


def _cell(value: object) -> object:
    if isinstance(value, tuple):
        return list(value) or None
    return None if value == "" else value
