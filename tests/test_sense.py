"""Values that can be read and are hardly meant: asked about once, each by its name."""

from datetime import date
from pathlib import Path

import pytest

from story.places import ROOT
from story.publishing.intake import Upload, doubts
from story.publishing.refresh import Plan, plan
from tiny_folder import copied

TODAY = date(2026, 11, 30)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copied(tmp_path)


def planned(folder: Path, table: str, text: str, **answers: str) -> Plan:
    return plan(
        folder,
        [Upload(f"{table}.csv", text.encode())],
        answers={key.replace("_", "-"): code for key, code in answers.items()},
        today=TODAY,
    )


def asked(made: Plan) -> list[tuple[str, str]]:
    return [(one.first.problem.rule, one.first.problem.column) for one in made.doubts]


OBSERVED = "series_id,period,value,status,source_id\n"


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ("separated-families-surviving,2024-12-31,600,final,paper-2013", "ten-times"),
        ("separated-families-surviving,2024-12-31,0,final,paper-2013", "unusual"),
        ("separated-families-surviving,2024-12-31,-60,final,paper-2013", "unusual"),
        ("separated-families-surviving,2024-12-31,60.5,final,paper-2013", "not-whole"),
        ("nk-arrivals-south-korea-cumulative,2024,80,final,paper-2013", "falling"),
    ],
)
def test_a_value_against_the_habits_of_its_series_is_asked_about(
    folder: Path, row: str, rule: str
) -> None:
    made = planned(folder, "observations", f"{OBSERVED}{row}\n")
    assert (rule, "value") in asked(made)
    (doubt,) = [one for one in made.unanswered if one.first.problem.rule == rule]
    assert doubt.first.place is not None
    assert (doubt.first.place.row, doubt.first.place.letter) == (2, "C")
    assert [one.code for one in doubt.answers] == ["as-written"]


def test_twelve_where_ten_thousands_were_meant_is_asked_about() -> None:
    made = planned(ROOT / "data", "estimates", "estimate_id,high\nkinu-2013,12\n")
    (doubt,) = [one for one in made.doubts if one.first.problem.rule == "ten-thousands"]
    assert "120,000" in doubt.first.problem.message.en
    assert "12만" in doubt.first.problem.message.ko


def test_an_answer_is_kept_with_its_doubt_and_lapses_with_another_value(folder: Path) -> None:
    def wrote(value: str, **answers: str) -> Plan:
        text = f"{OBSERVED}separated-families-surviving,2024-12-31,{value},final,paper-2013\n"
        return plan(
            folder, [Upload("observations.csv", text.encode())], answers=answers, today=TODAY
        )

    (key,) = [one.key for one in wrote("600").doubts if one.key.startswith("ten-times")]
    made = wrote("600", **{key: "as-written"})
    assert [one.answered for one in made.doubts if one.key == key] == ["as-written"]
    assert key not in [one.key for one in made.unanswered]
    again = wrote("700", **{key: "as-written"})
    assert "ten-times" in [one.first.problem.rule for one in again.unanswered]


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [("published", "2027-01-02", "after-today"), ("published", "2012", "published-too-early")],
)
def test_dates_that_can_hardly_be_are_asked_about(
    folder: Path, column: str, value: str, rule: str
) -> None:
    made = planned(folder, "estimates", f"estimate_id,{column}\ninstitute-2013,{value}\n")
    assert (rule, column) in asked(made)


def test_a_row_that_speaks_of_a_time_after_its_source_is_asked_about(folder: Path) -> None:
    made = planned(folder, "observations", f"{OBSERVED}us-envoy-in-post,2031,1,final,paper-2013\n")
    assert ("after-source", "period") in asked(made)


def test_a_new_row_that_says_what_another_says_is_asked_about() -> None:
    text = (ROOT / "data" / "glossary.csv").read_text(encoding="utf-8")
    head, first = text.split("\n")[:2]
    made = planned(ROOT / "data", "glossary", f"{head}\nrenamed-{first}\n")
    (doubt,) = made.doubts
    assert doubt.first.problem.rule == "same-row"
    assert "“kwanliso”" in doubt.first.problem.message.en


def test_what_stood_before_is_not_asked_about_again() -> None:
    made = planned(
        ROOT / "data", "estimates", (ROOT / "data" / "estimates.csv").read_text(encoding="utf-8")
    )
    assert made.doubts == ()


def test_equal_doubts_are_one_question_with_one_answer_for_all() -> None:
    text = "series_id,period,status,value\n" + "".join(
        f'dprk-population,{year},final,"{year % 100 + 1},265"\n' for year in range(2000, 2012)
    )
    made = planned(ROOT / "data", "observations", text)
    (doubt,) = [one for one in doubts(made.problems) if one.first.problem.rule == "ambiguous"]
    assert len(doubt.problems) == 12
    assert [one.code for one in doubt.answers] == ["thousands", "decimal-comma"]
    assert doubt.problems[0].problem.severity == "error"
    made = plan(
        ROOT / "data",
        [Upload("observations.csv", text.encode())],
        answers={doubt.key: "thousands"},
        today=TODAY,
    )
    values = [row.cells["value"] for row in made.intake.arrivals[0].rows]
    assert values == [f"{year % 100 + 1}265" for year in range(2000, 2012)]
    assert "ambiguous" not in [one.problem.rule for one in made.errors]


def test_a_cell_that_cannot_be_read_yet_is_not_asked_about_twice(folder: Path) -> None:
    made = planned(
        folder, "observations",
        f"{OBSERVED}separated-families-surviving,2024-12-31,-0,final,paper-2013\n",
    )  # fmt: skip
    assert [rule for rule, column in asked(made) if column == "value"] == ["minus-zero"]


def test_what_is_no_date_is_not_asked_about_as_one(folder: Path) -> None:
    made = planned(folder, "estimates", "estimate_id,published\nfirst,82.4.11\n")
    assert asked(made) == []
