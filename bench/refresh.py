"""How long and how much memory a large file takes, from its bytes to what it would change.

Prints, for files of observations up to 100,000 rows as CSV and as XLSX, the time of reading and
of the whole plan beside that of splitting the same CSV with the standard library, and the peak
memory of a process that does nothing else. Near-linear growth shows as a steady last column.
Run with `make bench-refresh`.
"""

import csv
import io
import json
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
SIZES = (12_500, 25_000, 50_000, 100_000)
FIRST = date(1700, 1, 1)


def text(rows: int) -> str:
    """Return observations of one series, one a day."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(["series_id", "period", "value", "status", "note_en", "note_ko", "source_id"])
    for number in range(rows):
        day = FIRST + timedelta(days=number)
        writer.writerow(["us-envoy-in-post", day, number % 2, "final", "", "", "inside-2025"])
    return written.getvalue()


def workbook(content: str) -> bytes:
    """Return the same rows as a workbook."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("observations")
    for row in csv.reader(io.StringIO(content)):
        sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def measure(rows: int, kind: str) -> dict[str, float]:
    """Return the seconds of each part and the peak memory of this process in megabytes."""
    import resource

    from story.intake import Upload, take
    from story.refresh import plan, stands
    from tiny_folder import copied  # type: ignore[import-not-found]

    plain = text(rows)
    content = plain.encode() if kind == "csv" else workbook(plain)
    with tempfile.TemporaryDirectory() as place:
        folder = copied(Path(place))
        sheets = stands(folder).sheets
        start = time.perf_counter()
        split = len(list(csv.reader(io.StringIO(plain))))
        floor = time.perf_counter() - start
        upload = Upload(f"observations.{kind}", content)
        start = time.perf_counter()
        taken = take([upload], sheets)
        reading = time.perf_counter() - start
        start = time.perf_counter()
        made = plan(folder, [upload])
        whole = time.perf_counter() - start
        said = len(made.sentences)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if len(taken.arrivals[0].rows) != rows or split != rows + 1 or not said:
        raise ValueError("the file was not read whole")
    return {"floor": floor, "reading": reading, "plan": whole, "peak": peak}


def main() -> None:
    """Measure each size in a process of its own, and print the table."""
    print(
        f"{'file':>6} {'rows':>8} {'split':>8} {'read':>8} {'plan':>8} {'peak':>8} {'plan/row':>10}"
    )
    for kind in ("csv", "xlsx"):
        for rows in SIZES:
            done = subprocess.run(
                [sys.executable, __file__, str(rows), kind], capture_output=True, check=True,
                text=True,
            )  # fmt: skip
            found = json.loads(done.stdout)
            print(
                f"{kind:>6} {rows:>8,} {found['floor']:>7.2f}s {found['reading']:>7.2f}s "
                f"{found['plan']:>7.2f}s {found['peak']:>5.0f} MB "
                f"{found['plan'] / rows * 1e6:>7.0f} µs"
            )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(int(sys.argv[1]), sys.argv[2])))
    else:
        main()
