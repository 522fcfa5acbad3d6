"""All tables in one archive: a data package that is an RO-Crate as well."""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from story.surfaces.pages import TITLE
from story.tables import Dataset
from story.tables.documents import documents
from story.tables.model import TABLES
from story.tables.rows import write

EPOCH = (1980, 1, 1, 0, 0, 0)  # the time of every file in a zip: the earliest it can hold
CRATE = "ro-crate-metadata.json"
EDITORS = "The editors of this data story"


def package(dataset: Dataset, issued: str, licence: str, address: str) -> bytes:
    """Return the zip: every table, README.md, datapackage.json and the crate's metadata."""
    files = {f"{kind.table}.csv": write(kind, dataset.all(kind)) for kind in TABLES}
    files |= documents(dataset)
    files[CRATE] = crate(dataset, issued, licence, address).decode()
    return zipped(files)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """Return files in a zip that is the same for the same files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def crate(dataset: Dataset, issued: str, licence: str, address: str) -> bytes:
    """Return the metadata of the archive as RO-Crate 1.1; what is not known is left out."""
    editors = {"@id": "#editors"}
    described = {"README.md": "text/markdown", "datapackage.json": "application/json"}
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": TITLE.en,
        "alternateName": TITLE.ko,
        "description": "Published estimates of people held in North Korea's political prison "
        "camps, the camps, summits and statements, and the claims of one article, each row with "
        "its source. Nobody has counted: figures are what publishers printed.",
        "license": {"@id": licence},
        "publisher": editors,
        "author": editors,
        "version": dataset.edition,
        "datePublished": issued,
        "url": address,
        "hasPart": [{"@id": f"{kind.table}.csv"} for kind in TABLES]
        + [{"@id": name} for name in described],
    }
    graph: list[dict[str, Any]] = [
        {"@id": CRATE, "@type": "CreativeWork", "about": {"@id": "./"},
         "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"}},
        {name: value for name, value in root.items() if value},
        {"@id": "#editors", "@type": "Organization", "name": EDITORS},
        {"@id": licence, "@type": "CreativeWork", "name": "CC BY 4.0",
         "description": "Creative Commons Attribution 4.0 International"},
        *(
            {"@id": f"{kind.table}.csv", "@type": "File", "name": f"{kind.table}.csv",
             "description": f"One row is {kind.one_row.en}.", "encodingFormat": "text/csv"}
            for kind in TABLES
        ),
        *(
            {"@id": name, "@type": "File", "name": name, "encodingFormat": kind}
            for name, kind in described.items()
        ),
    ]  # fmt: skip
    said = {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph}
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()
