"""Every form in which the data are offered, declared once for pages, downloads and builds."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

from story.publishing.workbook import template
from story.surfaces.data_files.making import CSV, LICENCE, Given
from story.surfaces.data_files.package import CRATE, crate, package
from story.tables import Dataset
from story.tables.changes import Sheets
from story.tables.documents import datapackage
from story.tables.model import TABLES, Record
from story.tables.rows import cells_of, write
from story.telling.reference import Reference, bibtex, csl_json, ris, source_reference
from story.text import Language, Phrases, Text

SAY = Phrases("data_files")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Make = Callable[[Given], bytes]


@dataclass(frozen=True)
class DataFile:
    """One file: its name, which is its address's end everywhere, and how it is made."""

    name: str
    media_type: str
    make: Make


@dataclass(frozen=True)
class Form:
    """A form of the data: its files, what it is good for, and a line of code that opens `example`.

    A line is blank where the language has no usual way.
    """

    title: Text
    about: Text
    files: tuple[DataFile, ...]
    python: str = ""
    sql: str = ""
    r: str = ""
    remote: bool = False  # whether the lines open an address as they open a file

    @property
    def example(self) -> DataFile:
        """The file the lines of code open: of many tables the estimates."""
        named = (file for file in self.files if file.name.startswith("estimates."))
        return next(named, self.files[0])

    def lines(self, base: str) -> dict[str, str]:
        """Return the line of each language that has one.

        `base` is where the files are found, ending in a slash; blank, the lines open a file that
        was downloaded, as do those of forms that cannot be opened at an address.
        """
        file = f"{base if self.remote else ''}{self.example.name}"
        said = {"Python": self.python, "SQL (DuckDB)": self.sql, "R": self.r}
        return {name: line.format(file=file) for name, line in said.items() if line}


@cache
def forms() -> tuple[Form, ...]:
    """Return the forms, in the order in which a page lists them."""
    return (*_tables(), *_wholes(), *_single_matters(), *_descriptions())


@cache
def data_files() -> dict[str, DataFile]:
    """Return every file by its name."""
    return {file.name: file for form in forms() for file in form.files}


def _tables() -> tuple[Form, ...]:
    return (
        Form(
            SAY.both("CSV, a file a table"),
            SAY.both("For any program. Text, with a mark by which Excel reads the Korean."),
            _each("csv", CSV, lambda kind, given: _csv(kind, given.dataset)),
            "import pandas; pandas.read_csv('{file}')",
            "SELECT * FROM '{file}';",
            'read.csv("{file}", fileEncoding = "UTF-8-BOM")',
            remote=True,
        ),
        Form(
            SAY.both("Parquet, a file a table"),
            SAY.both("Numbers as numbers, lists as lists, unknown as null, columns explained."),
            _each("parquet", "application/vnd.apache.parquet", _parquet),
            "import pandas; pandas.read_parquet('{file}')",
            "SELECT * FROM '{file}';",
            'arrow::read_parquet("{file}")',
            remote=True,
        ),
        Form(
            SAY.both("Excel, a workbook a table"),
            SAY.both("With what each column and code means. It can be changed and sent back."),
            _each("xlsx", XLSX, _workbook),
            "import pandas; pandas.read_excel('{file}', dtype=str)",
            "",
            'readxl::read_excel("{file}", col_types = "text")',
        ),
    )


def _wholes() -> tuple[Form, ...]:
    return (
        Form(
            SAY.both("SQLite, all tables in one file"),
            SAY.both(
                "With foreign keys, indexes and full-text search; the columns' meanings are "
                "comments of its schema. For Datasette, sqlite-utils and DuckDB."
            ),
            (DataFile("story.sqlite", "application/vnd.sqlite3", _sqlite),),
            "import pandas, sqlite3; "
            "pandas.read_sql('SELECT * FROM estimates', sqlite3.connect('{file}'))",
            "SELECT * FROM sqlite_scan('{file}', 'estimates');",
            'DBI::dbReadTable(DBI::dbConnect(RSQLite::SQLite(), "{file}"), "estimates")',
        ),
        Form(
            SAY.both("Data package, all tables in one archive"),
            SAY.both("CSV with README, a Frictionless data package that is an RO-Crate as well."),
            (
                DataFile(
                    "story-data.zip",
                    "application/zip",
                    lambda given: package(given.dataset, given.issued, LICENCE, given.base),
                ),
            ),
            "import pandas, zipfile; "
            "pandas.read_csv(zipfile.ZipFile('{file}').open('estimates.csv'))",
            "",
            'read.csv(unz("{file}", "estimates.csv"))',
        ),
    )


def _single_matters() -> tuple[Form, ...]:
    return (
        Form(
            SAY.both("Camps as GeoJSON"),
            SAY.both(
                "Published points, each with what it marks and how sure it is; no boundaries."
            ),
            (DataFile("camps.geojson", "application/geo+json", _geojson),),
            "import geopandas; geopandas.read_file('{file}')",
            "SELECT unnest(features) FROM read_json('{file}');",
            'sf::st_read("{file}")',
            remote=True,
        ),
        Form(
            SAY.both("Events for calendars (iCalendar)"),
            SAY.both("Whole days; an event of which only the month is known stands on all of it."),
            _spoken("events.{language}.ics", "text/calendar", _icalendar),
            "import icalendar; "
            "icalendar.Calendar.from_ical(open('{file}', encoding='utf-8').read())",
            "",
            'calendar::ic_read("{file}")',
        ),
        Form(
            SAY.both("Events for TimelineJS"),
            SAY.both("JSON that TimelineJS 3 shows as it is."),
            _spoken("events.timeline.{language}.json", "application/json", _timeline),
            "import json; json.load(open('{file}', encoding='utf-8'))['events']",
            "SELECT unnest(events) FROM read_json('{file}');",
            'jsonlite::fromJSON("{file}")$events',
        ),
        *_references(),
    )


def _references() -> tuple[Form, ...]:
    return (
        Form(
            SAY.both("Sources as CSL-JSON"),
            SAY.both("For Zotero, Pandoc and whatever cites by a style of CSL."),
            _spoken(
                "sources.csl.{language}.json",
                "application/vnd.citationstyles.csl+json",
                lambda language, given: csl_json(*_sources(given, language)).encode(),
            ),
            "import json; json.load(open('{file}', encoding='utf-8'))",
            "SELECT * FROM read_json('{file}');",
            'jsonlite::fromJSON("{file}")',
        ),
        Form(
            SAY.both("Sources as BibTeX"),
            SAY.both("For LaTeX, JabRef and BibDesk."),
            _spoken(
                "sources.{language}.bib",
                "application/x-bibtex",
                lambda language, given: "\n".join(map(bibtex, _sources(given, language))).encode(),
            ),
            "import bibtexparser; bibtexparser.parse_file('{file}')",
            "",
            'RefManageR::ReadBib("{file}")',
        ),
        Form(
            SAY.both("Sources as RIS"),
            SAY.both("For EndNote, Mendeley and RefWorks."),
            _spoken(
                "sources.{language}.ris",
                "application/x-research-info-systems",
                lambda language, given: "\r\n".join(map(ris, _sources(given, language))).encode(),
            ),
            "import rispy; rispy.load(open('{file}', encoding='utf-8'))",
            "",
            'synthesisr::read_refs("{file}")',
        ),
    )


def _descriptions() -> tuple[Form, ...]:
    return (
        Form(
            SAY.both("The description for programs"),
            SAY.both("What each table and column holds; both stand in the archive beside the CSV."),
            (
                DataFile(
                    "datapackage.json",
                    "application/json",
                    lambda given: datapackage(given.dataset).encode(),
                ),
                DataFile(
                    CRATE,
                    "application/ld+json",
                    lambda given: crate(given.dataset, given.issued, LICENCE, given.base),
                ),
            ),
            "import json; json.load(open('{file}', encoding='utf-8'))['resources']",
            "SELECT unnest(resources) FROM read_json('{file}');",
            'jsonlite::fromJSON("{file}")$resources',
        ),
    )


def _each(
    ending: str, media_type: str, make: Callable[[type[Record], Given], bytes]
) -> tuple[DataFile, ...]:
    return tuple(
        DataFile(f"{kind.table}.{ending}", media_type, partial(make, kind)) for kind in TABLES
    )


def _spoken(
    name: str, media_type: str, make: Callable[[Language, Given], bytes]
) -> tuple[DataFile, ...]:
    return tuple(
        DataFile(name.format(language=item), media_type, partial(make, item)) for item in Language
    )


def _csv(kind: type[Record], dataset: Dataset) -> bytes:
    return write(kind, dataset.all(kind)).encode("utf-8-sig")


# What writes the other forms takes a moment to load: a page that lists them need not wait.
def _parquet(kind: type[Record], given: Given) -> bytes:
    from story.surfaces.data_files.parquet import parquet

    return parquet(given.dataset, kind)


def _workbook(kind: type[Record], given: Given) -> bytes:
    return template(kind, given.dataset.once(_sheets), given.dataset.edition)


def _sheets(dataset: Dataset) -> Sheets:
    return {
        kind: {
            tuple(row[name] for name in kind.key): row
            for row in cells_of(kind, write(kind, dataset.all(kind)))
        }
        for kind in TABLES
    }


def _sqlite(given: Given) -> bytes:
    from story.surfaces.data_files.sqlite import database

    return database(given.dataset, given.said)


def _geojson(given: Given) -> bytes:
    from story.surfaces.data_files.places import geojson

    return geojson(given.dataset, LICENCE)


def _icalendar(language: Language, given: Given) -> bytes:
    from story.surfaces.data_files.events import icalendar

    return icalendar(given.dataset, language, given.issued, given.pages("events", language))


def _timeline(language: Language, given: Given) -> bytes:
    from story.surfaces.data_files.events import timeline

    return timeline(given.dataset, language)


def _sources(given: Given, language: Language) -> list[Reference]:
    return [source_reference(given.dataset, language, item.id) for item in given.dataset.sources]
