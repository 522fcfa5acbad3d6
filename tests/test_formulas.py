"""Nothing that goes out runs as a formula when a spreadsheet opens it."""

import csv
import io
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from story.figures.figure import Figure
from story.tables.formulas import inert, runs
from tiny_folder import change, copied, found

EVIL = "=cmd|' /C calc'!A0"


@pytest.mark.parametrize("text", [EVIL, "+1+1", "-1+cmd", "@SUM(1)", "＝1", " =1", "\t=1", "\r1"])
def test_what_begins_like_a_formula_runs_and_is_made_inert(text: str) -> None:
    assert runs(text)
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "120", "−5", "a=b", "'=1", "1-2"])
def test_what_does_not_is_left_as_it_is(text: str) -> None:
    assert inert(text) == text


@pytest.mark.parametrize("text", ["-5", "+3.5", "-12%", "+1,234"])
def test_numbers_with_a_sign_are_left_as_they_are(text: str) -> None:
    assert inert(text) == text


@given(st.text())
def test_nothing_made_inert_runs(text: str) -> None:
    made = inert(text)
    assert made in (text, f"'{text}")
    assert not runs(made) or made.lstrip()[1:2] in "0123456789.,"


@pytest.mark.parametrize("text", [EVIL, " =1", "＝1"])
def test_no_table_may_hold_one(text: str, tmp_path: Path) -> None:
    folder = copied(tmp_path)
    change(folder, "estimates", "institute-2013", note_en=text)
    assert ("error", "formula", "estimates.csv", 2, "note_en") in found(folder)


def test_a_figures_download_holds_none() -> None:
    table = pd.DataFrame({"name": [EVIL, "a"], "value": [-5, 3]})
    figure = Figure("test", go.Figure(), table, {}, "", "", "", ())
    rows = list(csv.reader(io.StringIO(figure.csv.decode("utf-8-sig"))))
    assert rows == [["name", "value"], [f"'{EVIL}", "-5"], ["a", "3"]]
