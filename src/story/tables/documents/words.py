"""The words for coded values, from `values` or, for origins, from their own table."""

from collections.abc import Mapping

from story.tables.dataset import Dataset
from story.tables.model import Column, Record
from story.tables.values import VALUES
from story.text import Text


def words_for(kind: type[Record], column: Column, dataset: Dataset) -> Mapping[str, Text]:
    """Return the words for each permitted value of a coded column, in the model's order.

    Raises KeyError where a value has no words.
    """
    known = VALUES.get(f"{kind.table}.{column.name}") or {
        origin.origin_id: Text(origin.label_en, origin.label_ko) for origin in dataset.origins
    }
    return {value: known[value] for value in column.choices}
