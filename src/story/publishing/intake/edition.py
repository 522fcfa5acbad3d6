"""The edition a file was begun from, where the file still says so.

A workbook that came from here carries it as a property, which Excel and LibreOffice keep; a CSV
file as the heading of a last, empty column; and a download also in its name.
"""

import io
import re
import zipfile

PROPERTY = "story-edition"
HEADING = re.compile(r"edition[-_ ]([0-9a-f]{12})")
IN_NAME = re.compile(r"-([0-9a-f]{12})(?![0-9a-f])")
# Where Open XML and OpenDocument keep what a document says of itself.
PARTS = ("docProps/custom.xml", "meta.xml")
SAID = re.compile(rf'name="{PROPERTY}"[^>]*>(?:\s*<[^>]*>)?\s*([0-9a-f]{{12}})')
LONGEST = 65_536  # bytes of a part, or of a first line


def edition_heading(edition: str) -> str:
    """Return the heading that says which edition a CSV file was written from."""
    return f"edition_{edition}"


def edition_in(name: str, content: bytes) -> str:
    """Return the edition a file was begun from, blank where it does not say."""
    said = _in_workbook(content) if content.startswith(b"PK") else _in_heading(content)
    named = IN_NAME.search(name)
    return said or (named[1] if named else "")


def _in_workbook(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            for item in PARTS:
                if item in parts.namelist():
                    with parts.open(item) as part:
                        text = part.read(LONGEST).decode(errors="replace")
                    if found := SAID.search(text):
                        return found[1]
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError, EOFError):
        return ""  # reading the sheets says what is wrong with it
    return ""


def _in_heading(content: bytes) -> str:
    # In UTF-16 every other byte of these letters is zero.
    first = content[:LONGEST].replace(b"\0", b"").splitlines()[:10]
    text = b"\n".join(first).decode(errors="replace").casefold()
    found = HEADING.search(text)
    return found[1] if found else ""
