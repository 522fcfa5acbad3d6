"""The documents made from the model: `README.md` for people, `datapackage.json` for software.

They are written by `story documents`; a test holds them equal to what is committed.
"""

from collections.abc import Mapping

from story.tables.dataset import Dataset
from story.tables.documents.datapackage import datapackage
from story.tables.documents.readme import readme

__all__ = ["datapackage", "documents", "readme"]


def documents(dataset: Dataset) -> Mapping[str, str]:
    """Return the text of each document by its file name."""
    return {"README.md": readme(dataset), "datapackage.json": datapackage(dataset)}
