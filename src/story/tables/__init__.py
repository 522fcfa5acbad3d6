"""The tables: what each column means, how rows are read, checked, compared and documented."""

from story.tables.dataset import Dataset

__all__ = ["Dataset"]
