"""On paper: two pages, tagged for a screen reader, in a language and with fonts of their own."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pdfua
import pikepdf
import pytest

from story.publishing.folder import load
from story.surfaces.briefing import chosen, deck
from story.surfaces.briefing.deck import chapter_titles
from story.surfaces.briefing.paper import handout, print_edition
from story.surfaces.briefing.pdf_finishing import Untagged, elements, finished, pages_of
from story.surfaces.chromium import pdf
from story.text import Language

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return a Korean handout of all chapters and the print edition of two, by the browser."""
    data = load()
    titles = chapter_titles(data)
    whole = deck(data, chosen(titles, Language.KO), site="https://example.org")
    one = deck(data, chosen(titles, Language.EN, chapters=["1", "7"], length="full"))
    folder = tmp_path_factory.mktemp("pictures")
    with pytest.MonkeyPatch.context() as here:
        here.setenv("STORY_CACHE", str(folder))
        files = {"handout": handout(data, whole)}

        def kept(sheet: str) -> bytes:
            files["sheet"] = sheet.encode()  # the last that is printed
            return pdf(sheet)

        here.setattr("story.surfaces.briefing.paper.pdf", kept)
        files["edition"] = print_edition(data, one)
        return files


def structure(pdf: pikepdf.Pdf) -> list[str]:
    return [str(one.S) for one in elements(pdf.Root.StructTreeRoot)]


def test_the_handout_takes_two_pages_and_is_read_in_its_language(printed: dict[str, bytes]) -> None:
    with pikepdf.open(BytesIO(printed["handout"])) as pdf:
        assert len(pdf.pages) == 2
        assert str(pdf.Root.Lang) == "ko"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as about:
            assert about["dc:title"] == "수용소와 정상회담: 유인물"
            assert about["pdfuaid:part"] == "1"
        kinds = structure(pdf)
    assert {"/H1", "/H2", "/H3", "/P", "/L", "/LI", "/Table", "/TH", "/TD", "/Figure", "/Link"} <= {
        *kinds
    }


def test_every_picture_on_paper_is_described_and_every_chapter_has_a_bookmark(
    printed: dict[str, bytes],
) -> None:
    with pikepdf.open(BytesIO(printed["edition"])) as pdf:
        figures = [one for one in elements(pdf.Root.StructTreeRoot) if str(one.S) == "/Figure"]
        described = [str(one.Alt) for one in figures]
        with pdf.open_outline() as outline:
            (top,) = outline.root
            titles = [one.title for one in top.children]
    assert len(described) == 6
    assert all(len(one) > 40 for one in described)
    assert titles[0] == "Contents"
    assert titles[1].endswith("No one has been allowed to count.")
    assert titles[2:] == [
        "Two speeches, two summits",
        "The empty desk, and what changed",
        "Sources",
    ]


def test_the_contents_name_the_page_on_which_each_chapter_begins(
    printed: dict[str, bytes],
) -> None:
    begin = pages_of(printed["edition"])[1:]
    with pikepdf.open(BytesIO(printed["edition"])) as pdf:
        numbers = {page.objgen: at for at, page in enumerate(pdf.pages, start=1)}
        links = [item for item in pdf.pages[0].Annots if "/Dest" in item]
        led_to = {numbers[pdf.Root.Dests[item.Dest][0].objgen] for item in links}
    written = re.findall(r'class="page">(\d+)<', printed["sheet"].decode())
    assert [int(number) for number in written] == begin == sorted(led_to)


def drawn(page: pikepdf.Page) -> Iterator[tuple[str, list[float], pikepdf.Matrix, tuple[str, ...]]]:
    """Yield what is drawn on a page: operator, numbers, where it stands, and its marks."""
    matrix, kept = pikepdf.Matrix(), []
    marks: tuple[str, ...] = ()
    for item in pikepdf.parse_content_stream(page):
        match operator := str(item.operator):
            case "q":
                kept.append(matrix)
            case "Q":
                matrix = kept.pop()
            case "cm":
                matrix = pikepdf.Matrix(*map(float, item.operands)) @ matrix
            case "BMC" | "BDC":
                marks = (*marks, str(item.operands[0]))
            case "EMC":
                marks = marks[:-1]
            case "Tm" | "Tj" | "TJ" | "f" | "S":
                yield operator, list(item.operands), matrix, marks


def test_no_page_but_the_last_is_nearly_empty_and_nothing_on_one_is_without_a_mark(
    printed: dict[str, bytes],
) -> None:
    used = []
    with pikepdf.open(BytesIO(printed["edition"])) as pdf:
        for page in pdf.pages:
            found = list(drawn(page))
            bare = {operator for operator, _, _, marks in found if not marks}
            assert bare <= {"Tm"}
            # A running head and the page's number are artefacts, and fill no page.
            lines = [matrix.transform((float(values[4]), float(values[5])))[1]
                     for operator, values, matrix, marks in found
                     if operator == "Tm" and "/Artifact" not in marks]  # fmt: skip
            used.append((max(lines) - min(lines)) / float(page.mediabox[3]))
    assert len(used) > 5
    assert all(share > 0.15 for share in used[:-1]), used


@pytest.mark.parametrize("name", ["handout", "edition"])
def test_the_checker_finds_nothing_against_pdf_ua(
    printed: dict[str, bytes], name: str, tmp_path: Path
) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(printed[name])
    report = pdfua.validate(str(file))
    assert [str(one) for one in report.findings] == []


# ISO 32000-1, 14.8.4: what PDF/UA-1 lets stand without a map to something else.
STANDARD = {
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index",
    "NonStruct", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table",
    "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "Code",
    "Link", "Figure", "Formula",
}  # fmt: skip


@pytest.mark.parametrize("name", ["handout", "edition"])
def test_the_structure_has_standard_elements_only_and_each_item_a_body(
    printed: dict[str, bytes], name: str
) -> None:
    with pikepdf.open(BytesIO(printed[name])) as pdf:
        root = pdf.Root.StructTreeRoot
        assert "/RoleMap" not in root
        assert {kind.removeprefix("/") for kind in structure(pdf)} <= STANDARD
        items = [one for one in elements(root) if one.S == "/LI"]
        assert items
        for item in items:
            kinds = [str(part.S) for part in item.K]
            assert kinds in (["/Lbl", "/LBody"], ["/LBody"])
            assert all(part.P.objgen == item.objgen for part in item.K)


@pytest.mark.parametrize("name", ["handout", "edition"])
def test_every_font_is_in_the_file(printed: dict[str, bytes], name: str) -> None:
    with pikepdf.open(BytesIO(printed[name])) as pdf:
        fonts = [
            one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)
            and one.get("/Type") == "/Font"
        ]  # fmt: skip
        assert fonts
        for one in fonts:
            if one.Subtype == "/Type3":
                assert "/CharProcs" in one
                assert "/ToUnicode" in one
            elif one.Subtype == "/Type0":
                assert "/ToUnicode" in one
            else:
                assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(one.FontDescriptor.keys())


def test_a_pdf_that_a_screen_reader_cannot_follow_is_not_finished() -> None:
    bare = pikepdf.new()
    bare.add_blank_page()
    written = BytesIO()
    bare.save(written)
    with pytest.raises(Untagged, match="structure tree"):
        finished(written.getvalue(), "", "t", "a", Language.EN, "e")
