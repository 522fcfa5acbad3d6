"""Workbooks to grids: looked at as an archive first, and never obeyed.

Nothing in a workbook is run or followed: a file with macros or links to other workbooks is
refused, and an archive that would grow out of proportion is not unpacked. What is no workbook that
can be read is refused by its own name.
"""

import io
import re
import zipfile

from story.publishing.intake.arrival import Limits
from story.publishing.intake.grid import Grid
from story.publishing.intake.ods import read_ods
from story.publishing.intake.opened import Refused
from story.text import Phrases, Text

SAY = Phrases("intake")
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0"
PARTS = 2000  # files in the archive
EXPANDED = 300_000_000  # bytes, all parts unpacked
FOLD = 150  # how often larger than packed a part may be
SMALL = 5_000_000  # bytes below which a part may be packed as well as it likes
LOOKED_AT = 4096  # bytes at the beginning of a file that tell what it is
BEGINNINGS = {
    b"%PDF": Text("a PDF", "PDF 파일"),
    b"\x1f\x8b": Text("a packed archive", "압축 파일"),
    b"7z\xbc\xaf": Text("a packed archive", "압축 파일"),
    b"Rar!": Text("a packed archive", "압축 파일"),
    b"\x89PNG": Text("a picture", "그림 파일"),
    b"\xff\xd8\xff": Text("a picture", "그림 파일"),
    b"GIF8": Text("a picture", "그림 파일"),
    b"ID;P": Text("a SYLK file (.slk)", "SYLK 파일(.slk)"),
    b"{\\rtf": Text("a text document (RTF)", "서식 있는 문서(RTF)"),
    b"SQLite": Text("a database", "데이터베이스 파일"),
}
MARKUP = re.compile(r"\s*(?:<\?xml[^>]*\?>|<\?mso[^>]*\?>|<!--.*?-->|\s)*<", re.DOTALL)


def is_workbook(content: bytes) -> bool:
    """Whether a file is a workbook of any kind, by its first bytes."""
    return content.startswith((ZIP, OLE))


def read_workbook(name: str, content: bytes, limits: Limits) -> list[Grid]:
    """Return the sheets of a workbook; raises Refused."""
    from story.publishing.intake.xlsx import read_xlsx

    names = _look_at(content)
    try:
        if "content.xml" in names:
            return read_ods(name, content, limits)
        return read_xlsx(name, content, limits)
    except Refused:
        raise
    except Exception as damaged:
        # What a damaged workbook raises is whatever its parts happen to break.
        raise _damaged() from damaged


def refuse_other(name: str, content: bytes) -> None:
    """Raise Refused for files that are known and are no table, each by its own name."""
    base = name.replace("\\", "/").rpartition("/")[2]
    if base.startswith(("~$", ".~lock.")):
        raise Refused(
            "lock-file",
            SAY.both("This is the mark a spreadsheet leaves while a file is open, not the file."),
            SAY.both("Close the spreadsheet, and give the file without “~$” in its name."),
        )
    head = content[:LOOKED_AT]
    kind = _kind_of(head)
    if kind:
        raise Refused(
            "other-kind",
            SAY.both("This is {kind}, and no table can be read from it.", kind=kind),
            SAY.both("Open it in Excel or LibreOffice and save it as .xlsx or “CSV UTF-8”."),
        )


def _kind_of(head: bytes) -> Text | None:
    """Return what a file is that is neither a workbook nor CSV; None where it may be CSV."""
    known = next((kind for mark, kind in BEGINNINGS.items() if head.startswith(mark)), None)
    return known or _markup(head)


def _markup(head: bytes) -> Text | None:
    """Return which kind of XML or HTML a file is; None where it is neither."""
    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
    text = text.lstrip("\ufeff")
    if not MARKUP.match(text):
        return None
    small = text.casefold()
    if "urn:schemas-microsoft-com:office:spreadsheet" in small:
        return Text("an Excel file of 2003 in XML", "엑셀 2003 XML 파일")
    if re.search(r"<(html|table|!doctype html|meta|head|body)\b", small):
        return Text("a web page (HTML), whatever its name", "이름과 달리 웹 페이지(HTML)")
    if "opendocument" in small:
        return Text("a flat OpenDocument file (.fods)", "단일 XML 오픈도큐먼트 파일(.fods)")
    return Text("an XML file", "XML 파일") if small.startswith("<?xml") else None


def _damaged() -> Refused:
    return Refused(
        "damaged-workbook",
        SAY.both("The workbook is damaged, or is none."),
        SAY.both("Open it in Excel or LibreOffice and save it again as .xlsx, or as “CSV UTF-8”."),
    )


def _protected() -> Refused:
    return Refused(
        "password",
        SAY.both("The workbook is protected by a password."),
        SAY.both("Open it, take the password off (File › Info › Protect), and save it as .xlsx."),
    )


def _refuse_ole(content: bytes) -> Refused:
    """Return why a file of the old kind is refused; its folder names its parts in UTF-16."""

    def has(part: str) -> bool:
        return part.encode("utf-16-le") in content

    if has("EncryptedPackage") or has("EncryptionInfo"):
        return _protected()
    if has("HwpSummaryInformation") or has("BodyText"):
        return Refused(
            "other-kind",
            SAY.both("This is a Hangul document (.hwp), and no table can be read from it."),
            SAY.both("Copy the table into a new workbook and save it as .xlsx."),
        )
    if has("WordDocument") or has("PowerPoint Document"):
        return Refused(
            "other-kind",
            SAY.both("This is a Word or PowerPoint document, and no table can be read from it."),
            SAY.both("Copy the table into a new workbook and save it as .xlsx."),
        )
    return Refused(
        "old-workbook",
        SAY.both("The workbook is of the old kind (.xls, Excel 97 to 2003)."),
        SAY.both("Open it and save it as .xlsx (File › Save As › Excel Workbook)."),
    )


def _look_at(content: bytes) -> frozenset[str]:
    """Refuse what must not be unpacked; return the names of the parts. Raises Refused."""
    if content.startswith(OLE):
        raise _refuse_ole(content)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as broken:
        raise _damaged() from broken
    parts = archive.infolist()
    if (
        len(parts) > PARTS
        or sum(part.file_size for part in parts) > EXPANDED
        or any(map(_bomb, parts))
    ):
        raise Refused(
            "zip-bomb",
            SAY.both("The workbook would grow out of all proportion when unpacked."),
            SAY.both("Copy the rows into a new workbook, or save the sheet as “CSV UTF-8”."),
        )
    names = frozenset(item.filename.casefold() for item in parts)
    _refuse_parts(archive, names)
    return names


def _refuse_parts(archive: zipfile.ZipFile, names: frozenset[str]) -> None:
    """Raise Refused for what must not be read, by the names of its parts."""
    if any("externallinks/" in name for name in names):
        raise Refused(
            "external-links",
            SAY.both("The workbook is linked to other workbooks."),
            SAY.both("In Excel: Data › Edit Links › Break Link. Or save the sheet as “CSV UTF-8”."),
        )
    if any(item.endswith("vbaproject.bin") for item in names):
        raise Refused(
            "macros",
            SAY.both("The workbook holds macros."),
            SAY.both("Save it as .xlsx, which leaves them out."),
        )
    if any(entry.flag_bits & 1 for entry in archive.infolist()) or _encrypted(archive, names):
        raise _protected()
    other = next(
        (text for part, text in OTHERS.items() if any(part in each for each in names)), None
    )
    if not other and not names & {"[content_types].xml", "content.xml"}:
        other = Text("a packed archive", "압축 파일")
    if other:
        raise Refused(
            "other-kind",
            SAY.both("This is {kind}, and no table can be read from it.", kind=other),
            SAY.both("Open it in Excel or LibreOffice and save it as .xlsx or “CSV UTF-8”."),
        )


OTHERS = {
    "xl/workbook.bin": Text("a binary workbook (.xlsb)", "이진 통합 문서(.xlsb)"),
    "word/document.xml": Text("a Word document", "워드 문서"),
    "ppt/presentation.xml": Text("a PowerPoint presentation", "파워포인트 문서"),
    "index/document.iwa": Text("an Apple Numbers file", "애플 넘버스 파일"),
    "contents/section0.xml": Text("a Hangul document (.hwpx)", "한글 문서(.hwpx)"),
}


def _encrypted(archive: zipfile.ZipFile, names: frozenset[str]) -> bool:
    """Whether an OpenDocument is protected by a password."""
    if "meta-inf/manifest.xml" not in names:
        return False
    return b"encryption-data" in archive.read("META-INF/manifest.xml")


def _bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > SMALL and part.file_size > FOLD * max(part.compress_size, 1)
