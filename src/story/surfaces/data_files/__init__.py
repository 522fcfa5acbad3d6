"""The tables in the forms that other tools read, all made from the one model."""

from story.surfaces.data_files.forms import DataFile, Form, data_files, forms
from story.surfaces.data_files.making import LICENCE, Given, known_size, made
from story.surfaces.data_files.offered import offered

__all__ = [
    "LICENCE", "DataFile", "Form", "Given", "data_files", "forms", "known_size", "made", "offered",
]  # fmt: skip
