"""What stands in rows: the table of asks, and the list of sources."""

from collections.abc import Mapping, Sequence
from typing import Any

from pptx.oxml import parse_xml
from pptx.util import Emu, Inches, Pt

from story.surfaces.briefing.deck import Cited, Deck, Slide
from story.surfaces.briefing.fitting import lines_of
from story.surfaces.briefing.powerpoint.theme import DRAWING, solid
from story.surfaces.briefing.powerpoint.words import LEAST, paragraphs, run
from story.surfaces.briefing.source_columns import BETWEEN, SIZE, title_of
from story.surfaces.briefing.speaking import Point
from story.text import Language

Box = tuple[float, float, float, float]
Row = tuple[tuple[Point, ...], ...]
Rows = tuple[Row, ...]
SHARES = (0.2, 0.22, 0.38, 0.2)
MARKS = (0.24, 0.5, 0.26)  # when, what, and what the last column says
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's “No Style, No Grid”


def parts_of(slide: Slide, box: Box) -> list[Rows]:
    """Return the rows of each of the slides that a table takes, its heading on all of them."""
    heading, *rows = slide.rows
    widths = [box[2] * share for share in SHARES]
    parts: list[list[Row]] = [[heading]]
    for row in rows:
        held = sum(_height(item, widths, LEAST) for item in (*parts[-1], row))
        if held > box[3] and len(parts[-1]) > 1:
            parts.append([heading])
        parts[-1].append(row)
    return [tuple(part) for part in parts]


def asks(shapes: Any, rows: Rows, deck: Deck, box: Box) -> Any:
    """Add the table of what was asked, as a table that can be edited."""
    left, top, width, height = box
    language = deck.language
    made = shapes.add_table(
        len(rows), len(SHARES), *(Inches(item) for item in (left, top, width, 0.4))
    )
    table = made.table
    _plain(made)
    widths = [width * share for share in SHARES]
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Inches(wide)
    size = next(
        (entry for entry in (15.0, 14.0, 13.0)
         if sum(_height(row, widths, entry) for row in rows) <= height), float(LEAST),
    )  # fmt: skip
    for number, row in enumerate(rows):
        table.rows[number].height = Inches(_height(row, widths, size))
        for cell, points in zip(table.rows[number].cells, row, strict=True):
            paragraph = _ready(cell)
            for at, point in enumerate(points):
                run(paragraph, f"{' ' if at else ''}{point.text}", language, size=size,
                    tone="ink" if number else "quiet",
                    bold=not number or point is row[0][0])  # fmt: skip
                for mark in point.marks:
                    run(paragraph, f" {mark}", language, size=size, tone="accent",
                        link=deck.source(mark).address, raised=True)  # fmt: skip
    return made


def marks(
    shapes: Any, rows: Sequence[Mapping[str, str]], heading: str, box: Box, language: Language
) -> Any:
    """Add marks of a figure as a table, `heading` over its last column where that says anything."""
    left, top, width, height = box
    shares = MARKS if heading else (MARKS[0], 1 - MARKS[0])
    widths = [width * share for share in shares]
    said = [[row["when"], row["what"], row["last"]][: len(shares)] for row in rows]
    said = [["", "", heading], *said] if heading else said

    def deep(cells: Sequence[str], size: float) -> float:
        pairs = zip(cells, widths, strict=True)
        return max(lines_of(cell, wide - 0.16, size) for cell, wide in pairs) * size / 58 + 0.16

    size = next((entry for entry in (20.0, 18.0, 16.0, 14.0)
                 if sum(deep(cells, entry) for cells in said) <= height), float(LEAST))  # fmt: skip
    made = shapes.add_table(len(said), len(widths), *map(Inches, (left, top, width, 0.4)))
    _plain(made)
    made.table.first_row = bool(heading)
    for column, wide in zip(made.table.columns, widths, strict=True):
        column.width = Inches(wide)
    for number, (row, cells) in enumerate(zip(made.table.rows, said, strict=True)):
        row.height = Inches(deep(cells, size))
        for at, (cell, words) in enumerate(zip(row.cells, cells, strict=True)):
            head = bool(heading) and not number
            run(_ready(cell), words, language, size=max(LEAST, size - 4) if head else size,
                tone="quiet" if head or not at else "ink", bold=at == 1)  # fmt: skip
    return made


def references(frame: Any, listed: Sequence[Cited], language: Language) -> None:
    """Write one column of sources, each source with a link where it has one."""
    for item, paragraph in zip(listed, paragraphs(frame), strict=False):
        paragraph.space_after = Pt(BETWEEN)
        run(paragraph, f"{item.number}  ", language, size=SIZE, tone="accent", bold=True)
        run(paragraph, item.short, language, size=SIZE, tone="ink")
        run(paragraph, f" {title_of(item)}", language, size=SIZE, tone="quiet", link=item.address)


def _height(row: Sequence[Any], widths: Sequence[float], size: float) -> float:
    said = [" ".join(f"{item.text} {item.marks}" for item in cell) for cell in row]
    deepest = max(
        lines_of(entry, wide - 0.14, size) for entry, wide in zip(said, widths, strict=True)
    )
    return deepest * size * 1.25 / 72 + 0.13


def _ready(cell: Any) -> Any:
    """Return a cell's paragraph, the cell without a ground and ruled below."""
    cell.margin_left = Emu(0)
    cell.margin_right = Inches(0.12)
    cell.margin_top = cell.margin_bottom = Inches(0.06)
    cell.fill.background()
    _ruled(cell)
    return cell.text_frame.paragraphs[0]


def _plain(made: Any) -> None:
    """Take PowerPoint's banded style away: hairlines below the rows are enough."""
    properties = made._element.graphic.graphicData.tbl.tblPr
    properties.set("bandRow", "0")
    properties.find(f"{{{DRAWING}}}tableStyleId").text = NO_STYLE


def _ruled(cell: Any) -> None:
    """Rule a hairline below a cell."""
    rule = f'<a:lnB xmlns:a="{DRAWING}" w="9525">{solid("hairline")}</a:lnB>'
    cell._tc.get_or_add_tcPr().insert(0, parse_xml(rule))
