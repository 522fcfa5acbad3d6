"""Workbooks for staff: a table's template, and their own file with what is wrong marked in it."""

from story.publishing.workbook.marked import marked_copy
from story.publishing.workbook.template import csv_template, template

__all__ = ["csv_template", "marked_copy", "template"]
