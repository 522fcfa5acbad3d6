"""The parts that a chart of PowerPoint is written with: series, labels from cells, axes, a key."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from xml.sax.saxutils import escape

from story.surfaces.briefing.powerpoint.sheet import NUMBERS, Cells
from story.surfaces.briefing.powerpoint.theme import DRAWING, line, solid
from story.surfaces.briefing.powerpoint.words import LEAST, TAGS, printable
from story.text import Language

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
NEWER = "http://schemas.microsoft.com/office/drawing/2012/chart"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LABELS = "{CE6537A1-D6FC-4f65-9D91-7224C49458BB}"  # of what Office 2013 added to labels
RANGE = "{02D57815-91ED-43cb-92C2-25804820EDAC}"  # and to series
FIELD = "{0B7A8F1C-6B0A-4C57-9D0B-2B6E6C9A7F10}"
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class NativeChart:
    """A chart with its cells, as python-pptx takes one."""

    xml: str
    xlsx_blob: bytes

    def xml_bytes(self, _: Any) -> bytes:
        """Return the chart's part."""
        return self.xml.encode()


@dataclass(frozen=True)
class Label:
    """What stands beside a point: on which side, how heavy, clear of the mark where `apart`.

    A heading begins `across` the chart from there, in shares of its width.
    """

    at: int
    side: str
    bold: bool = False
    across: float = 0
    apart: bool = False


def cell_labels(cells: Cells, labels: Sequence[Label], language: Language) -> tuple[str, str]:
    """Return the labels of a series that say what its cells hold, and where these are."""
    made = "".join(_from_cell(label, str(cells.values[label.at]), language) for label in labels)
    source = (
        f'<c:extLst><c:ext uri="{RANGE}" xmlns:c15="{NEWER}">'
        f"<c15:datalabelsRange><c15:f>{cells.address}</c15:f><c15:dlblRangeCache>{_points(cells)}"
        "</c15:dlblRangeCache></c15:datalabelsRange></c:ext></c:extLst>"
    )
    return labels_of(made), source


def _from_cell(label: Label, said: str, language: Language) -> str:
    """Return a label that says what its cell holds, as PowerPoint's “value from cells” does."""
    heading = bool(label.across)
    weight = f'b="{int(label.bold)}" i="{int(heading)}"'
    look = f'lang="{TAGS[language]}" sz="{LEAST * 100}" {weight}'
    # Two spaces that hold, so that the words stand clear of the mark.
    space = f"<a:r><a:rPr {look}/><a:t>\u00a0\u00a0</a:t></a:r>" if label.apart else ""
    moved = (
        f'<c:layout><c:manualLayout><c:x val="{label.across:.4f}"/><c:y val="0"/></c:manualLayout>'
        "</c:layout>" if heading else ""
    )  # fmt: skip
    before, after = (space, "") if label.side == "r" else ("", space)
    return (
        f'<c:dLbl><c:idx val="{label.at}"/>{moved}<c:tx><c:rich><a:bodyPr wrap="none"/>'
        f'<a:p>{before}<a:fld id="{FIELD}" type="CELLRANGE"><a:rPr {look}>'
        f"{solid('quiet' if heading else 'ink')}</a:rPr>"
        f"<a:t>{escape(printable(said))}</a:t></a:fld>{after}</a:p></c:rich></c:tx>"
        f'<c:dLblPos val="{label.side}"/>{_shown(0)}<c:extLst>'
        f'<c:ext uri="{LABELS}" xmlns:c15="{NEWER}">'
        '<c15:showDataLabelsRange val="1"/></c:ext></c:extLst></c:dLbl>'
    )


def own_value(at: int, side: str, language: Language) -> str:
    """Return a label that says its point's own value."""
    return (
        f'<c:dLbl><c:idx val="{at}"/><c:numFmt formatCode="{NUMBERS}" sourceLinked="0"/>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{typeface(language)}"
        f'<c:dLblPos val="{side}"/>{_shown(1)}</c:dLbl>'
    )


def labels_of(made: str) -> str:
    """Return the labels of a series: those given, and none for its other points."""
    alone = (
        f'<c:extLst><c:ext uri="{LABELS}" xmlns:c15="{NEWER}"><c15:showLeaderLines val="0"/>'
        "</c:ext></c:extLst>"
    )
    return f"<c:dLbls>{made}{_shown(0)}{alone}</c:dLbls>" if made else ""


def _shown(value: int) -> str:
    return (
        f'<c:showLegendKey val="0"/><c:showVal val="{value}"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )


def xy_series(
    at: int, title: str, across: Cells, down: Cells, *, look: str = "", mark: str = "",
    labels: tuple[str, str] = ("", ""),
) -> str:  # fmt: skip
    """Return a series of an XY chart, in the order that the schema asks for."""
    mark = mark or '<c:marker><c:symbol val="none"/></c:marker>'
    return (
        f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/>{title}'
        f"<c:spPr>{look or line('', 1)}</c:spPr>{mark}{labels[0]}"
        f"<c:xVal>{numbers_in(across)}</c:xVal><c:yVal>{numbers_in(down)}</c:yVal>"
        f'<c:smooth val="0"/>{labels[1]}</c:ser>'
    )


def titled(address: str, said: str) -> str:
    """Return what a series is called, and the cell that says so."""
    return (
        f'<c:tx><c:strRef><c:f>{address}</c:f><c:strCache><c:ptCount val="1"/>'
        f'<c:pt idx="0"><c:v>{escape(said)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    )


def words_in(cells: Cells) -> str:
    """Return cells of words, and what they hold."""
    return (
        f"<c:strRef><c:f>{cells.address}</c:f><c:strCache>{_points(cells)}</c:strCache></c:strRef>"
    )


def numbers_in(cells: Cells, format_code: str = NUMBERS) -> str:
    """Return cells of numbers, and what they hold."""
    return (
        f"<c:numRef><c:f>{cells.address}</c:f><c:numCache><c:formatCode>{format_code}"
        f"</c:formatCode>{_points(cells)}</c:numCache></c:numRef>"
    )


def _points(cells: Cells) -> str:
    values = ((at, _said(value)) for at, value in enumerate(cells.values) if value is not None)
    made = "".join(f'<c:pt idx="{at}"><c:v>{said}</c:v></c:pt>' for at, said in values)
    return f'<c:ptCount val="{len(cells.values)}"/>{made}'


def _said(value: str | float | date) -> str:
    if isinstance(value, str):
        return escape(value)
    return f"{serial(value) if isinstance(value, date) else value:.10g}"


def serial(day: date) -> int:
    """Return a day as a workbook counts it."""
    return (day - date(1899, 12, 30)) // timedelta(days=1)


def marker(symbol: str, size: float, fill: str, edge: str) -> str:
    """Return a mark `size` points wide; without a fill it is hollow."""
    return (
        f'<c:marker><c:symbol val="{symbol}"/><c:size val="{round(size)}"/><c:spPr>'
        f"{solid(fill)}{line(edge, 1.5)}</c:spPr></c:marker>"
    )


@dataclass(frozen=True)
class Axis:
    """An axis: `catAx`, `dateAx` or `valAx`, its own id and that of the axis it crosses.

    `first` and `last` are its ends, days on a `dateAx`; `side` is l, r, t or b. Where `between`,
    its values stand between the marks of the other axis.
    """

    kind: str
    own: int
    other: int
    side: str
    first: float | None = None
    last: float | None = None
    step: float = 0
    grid: bool = False
    turned: bool = False
    hidden: bool = False
    between: bool = False

    def written(self, language: Language) -> str:
        """Return the axis, its parts in the order that the schema asks for."""
        ends = "".join(
            f'<c:{name} val="{value:.10g}"/>'
            for name, value in (("max", self.last), ("min", self.first)) if value is not None
        )  # fmt: skip
        grid = f"<c:majorGridlines><c:spPr>{line('hairline', 0.75)}</c:spPr></c:majorGridlines>"
        shape, labels, edge = {
            "catAx": ("General", "low", "hairline"),
            "dateAx": ("yyyy", "low", "hairline"),
            "valAx": (NUMBERS, "nextTo", ""),
        }[self.kind]
        return (
            f'<c:{self.kind}><c:axId val="{self.own}"/><c:scaling>'
            f'<c:orientation val="{"maxMin" if self.turned else "minMax"}"/>{ends}</c:scaling>'
            f'<c:delete val="{int(self.hidden)}"/><c:axPos val="{self.side}"/>'
            f'{grid if self.grid else ""}<c:numFmt formatCode="{shape}" sourceLinked="0"/>'
            '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
            f'<c:tickLblPos val="{labels}"/><c:spPr>{line(edge, 0.75)}</c:spPr>'
            f'{typeface(language, tone="quiet")}<c:crossAx val="{self.other}"/>'
            f'<c:crosses val="{"max" if self.side == "r" else "autoZero"}"/>{self._last()}'
            f"</c:{self.kind}>"
        )

    def _last(self) -> str:
        match self.kind:
            case "catAx":
                return (
                    '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
                    '<c:noMultiLvlLbl val="1"/>'
                )
            case "dateAx":
                return (
                    '<c:auto val="0"/><c:lblOffset val="100"/><c:baseTimeUnit val="days"/>'
                    '<c:majorUnit val="1"/><c:majorTimeUnit val="years"/>'
                )
        step = f'<c:majorUnit val="{self.step:g}"/>' if self.step else ""
        return f'<c:crossBetween val="{"between" if self.between else "midCat"}"/>{step}'


def typeface(language: Language, *, bold: bool = False, tone: str = "ink") -> str:
    """Return how words are set."""
    return (
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="{LEAST * 100}" b="{int(bold)}">'
        f'{solid(tone)}</a:defRPr></a:pPr><a:endParaRPr lang="{TAGS[language]}"/></a:p></c:txPr>'
    )


def key(language: Language, unlisted: Sequence[int] = ()) -> str:
    """Return the key above a chart, without the series `unlisted` by their numbers."""
    left_out = "".join(
        f'<c:legendEntry><c:idx val="{at}"/><c:delete val="1"/></c:legendEntry>' for at in unlisted
    )
    return (
        f'<c:legend><c:legendPos val="t"/>{left_out}<c:overlay val="0"/>'
        f"{typeface(language, tone='quiet')}</c:legend>"
    )


def space(
    plot: str, axes: Sequence[Axis], language: Language, key: str = "", inner: Box | None = None
) -> str:
    """Return the whole part; `inner` is the plot's place in shares of the chart."""
    drawn = "".join(axis.written(language) for axis in axes)
    layout = "".join(
        f'<c:{name} val="{value:.4f}"/>'
        for name, value in zip("xywh", inner or (), strict=bool(inner))
    )
    placed = (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
        f'<c:yMode val="edge"/>{layout}</c:manualLayout></c:layout>' if inner else "<c:layout/>"
    )  # fmt: skip
    return (
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
        f'<c:chartSpace xmlns:c="{CHART}" xmlns:a="{DRAWING}" xmlns:r="{RELATIONS}">'
        f'<c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
        f"<c:plotArea>{placed}{plot}{drawn}</c:plotArea>{key}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="span"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f"{typeface(language)}</c:chartSpace>"
    )
