"""What a deposit says of this story: `CITATION.cff` and `.zenodo.json` agree with the project."""

import json
import re
import tomllib
from datetime import date

import yaml

from story.places import ROOT

CITED = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
DEPOSIT = json.loads((ROOT / ".zenodo.json").read_text(encoding="utf-8"))


def test_the_citation_and_the_deposit_name_the_version_and_day_of_the_change_log() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    log = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    version, day, month, year = re.search(r"^## (\S+) \((\d+) (\w+) (\d{4})\)", log, re.M).groups()
    months = [date(2000, number, 1).strftime("%B") for number in range(1, 13)]
    released = date(int(year), months.index(month) + 1, int(day)).isoformat()
    assert CITED["version"] == DEPOSIT["version"] == project["version"] == version
    assert str(CITED["date-released"]) == DEPOSIT["publication_date"] == released


def test_the_citation_and_the_deposit_say_the_same_of_title_makers_words_and_licence() -> None:
    assert CITED["title"] == DEPOSIT["title"]
    assert [one["name"] for one in CITED["authors"]] == [one["name"] for one in DEPOSIT["creators"]]
    assert CITED["keywords"] == DEPOSIT["keywords"]
    assert CITED["type"] == DEPOSIT["upload_type"] == "dataset"
    described = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    (licence,) = [one["name"] for one in described["licenses"]]
    assert DEPOSIT["license"] == licence.lower()
    assert licence in CITED["license"]


def test_the_citation_and_the_deposit_hold_what_their_readers_require() -> None:
    assert {"cff-version", "message", "title", "authors"} <= set(CITED)
    assert {"title", "upload_type", "description", "creators", "license"} <= set(DEPOSIT)
    assert DEPOSIT["access_right"] == "open"
