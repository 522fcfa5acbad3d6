"""Tables with many times as many rows: what the site has to bear when its subject grows.

Rows are repeated with ids of their own and other days of the years already covered, so that every
rule of the tables still holds. Summits and changes of envoy are not repeated: the story's sentences
count them, and a site does not show tables that its sentences contradict.
"""

import csv
import io
import shutil
from datetime import date, timedelta
from itertools import product
from pathlib import Path

COUNTED = ("summit", "envoy")
STEP = 37  # days between a row and its repetition
FIRST, LAST = date(2013, 1, 1), date(2026, 6, 30)


def grown(data: Path, folder: Path, *, events: int = 1, estimates: int = 1) -> Path:
    """Copy a folder of tables into `folder`, these tables so many times as long; return it."""
    with (data / "events.csv").open(encoding="utf-8-sig") as file:
        fixed = {row["event_id"] for row in csv.DictReader(file) if row["kind"] in COUNTED}
    shutil.copytree(data, folder, ignore=shutil.ignore_patterns(".*"))
    _repeat(folder / "events.csv", "event_id", ("start_date",), events, fixed)
    _repeat(folder / "event_codes.csv", "event_id", (), events, fixed)
    _repeat(folder / "estimates.csv", "estimate_id", (), estimates, set())
    return folder


def _repeat(file: Path, key: str, days: tuple[str, ...], times: int, fixed: set[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    written = io.StringIO()
    writer = csv.DictWriter(written, rows[0], lineterminator="\n")
    writer.writeheader()
    for number, row in product(range(times), rows):
        if number and row[key] in fixed:
            continue
        moved = {name: _moved(row[name], number * STEP) for name in days}
        # A repetition lasts a day: its end would else come before its beginning.
        ended = {"end_date": ""} if "end_date" in row else {}
        again = {**row, **ended, **moved, key: f"{row[key]}-{number}"}
        writer.writerow(again if number else row)
    file.write_text(written.getvalue(), encoding="utf-8")


def _moved(day: str, by: int) -> str:
    """Return a day some days later, round to the beginning at the end; months and years stay."""
    if len(day) < len("2019-02-27"):
        return day
    span = (LAST - FIRST).days
    after = (date.fromisoformat(day) - FIRST).days + by
    return (FIRST + timedelta(days=after % span)).isoformat()
