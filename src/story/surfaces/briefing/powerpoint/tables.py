"""What stands in rows: the table of asks, and the list of sources."""

from collections.abc import Sequence
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
            cell.margin_left = Emu(0)
            cell.margin_right = Inches(0.12)
            cell.margin_top = cell.margin_bottom = Inches(0.06)
            cell.fill.background()
            _ruled(cell)
            paragraph = cell.text_frame.paragraphs[0]
            for at, point in enumerate(points):
                run(paragraph, f"{' ' if at else ''}{point.text}", language, size=size,
                    tone="ink" if number else "quiet",
                    bold=not number or point is row[0][0])  # fmt: skip
                for mark in point.marks:
                    run(paragraph, f" {mark}", language, size=size, tone="accent",
                        link=deck.source(mark).address, raised=True)  # fmt: skip
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


def _plain(made: Any) -> None:
    """Take PowerPoint's banded style away: hairlines below the rows are enough."""
    properties = made._element.graphic.graphicData.tbl.tblPr
    properties.set("bandRow", "0")
    properties.find(f"{{{DRAWING}}}tableStyleId").text = NO_STYLE


def _ruled(cell: Any) -> None:
    """Rule a hairline below a cell."""
    rule = f'<a:lnB xmlns:a="{DRAWING}" w="9525">{solid("hairline")}</a:lnB>'
    cell._tc.get_or_add_tcPr().insert(0, parse_xml(rule))
