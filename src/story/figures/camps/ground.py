"""The ground under the camps: sea, neighbours, land, provinces, rivers, scale and inset.

All of it is plain lines and filled outlines on the sheet's axes; nothing is asked from anywhere.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from story.figures.camps.geography import Ground as Named
from story.figures.camps.geography import Window, area, borders, grounds, lines
from story.figures.camps.label_places import Box
from story.figures.camps.sheet import EDGE, Inset, View
from story.figures.drawing import Drawing
from story.figures.scene import Area, At, Band, Line, Path, Role

Outline = list[tuple[float, float]]
Move = Callable[[float, float], tuple[float, float]]
SCALE_KM, INSET_SCALE_KM = 100, 5
CREDIT = "Natural Earth, GeoNames"


@dataclass(frozen=True)
class Ground(Drawing):
    """A drawing on the sheet's axes, in kilometres; points are rounded to `grain` kilometres."""

    grain: float = 1

    def lines(self, drawn: Iterable[Outline], line: Line, role: Role = "ground") -> None:
        """Draw lines."""
        self.add(*(Path(self._points(points), line, role=role) for points in drawn))

    def areas(
        self, drawn: Iterable[Outline], fill: str, line: Line | None = None, role: Role = "ground"
    ) -> None:
        """Fill closed outlines."""
        self.add(*(Area(self._points(points), fill, line, role=role) for points in drawn))

    def scale(self, left: float, y: float, km: float, tick: float) -> None:
        """Draw a bar `km` long, with ticks at both ends."""
        right = left + km
        bar = [(left, y + tick), (left, y), (right, y), (right, y + tick)]
        self.lines([bar], Line("ink", 1.2), "axis")

    def _points(self, outline: Outline) -> tuple[At, ...]:
        return tuple(At(self._rounded(x), self._rounded(y)) for x, y in outline)

    def _rounded(self, km: float) -> float:
        return round(round(km / self.grain) * self.grain, 1)


def ground_for(view: View) -> Ground:
    """Return a drawing on which one kilometre is `view.px_per_km` pixels wide and high.

    On a phone the key and the scales keep to the edge at every width.
    """
    box = view.sheet_box
    fit: Literal["left", "center"] = "left" if view.sheet.narrow else "center"
    return Ground(
        view.sheet, 0, 0, (box.left, box.right), (box.top, box.bottom), fit=fit, grain=view.grain
    )


def add_ground(ground: Ground, view: View) -> None:
    """Draw the ground of the map and of its inset."""
    ground.add(Band(view.frame.top, view.frame.bottom, "sea"))
    _add_land(ground, view.window)
    if view.inset:
        _add_inset(ground, view.inset)


def scale_start(view: View) -> tuple[float, float]:
    """Return where the map's own scale bar begins."""
    lift = EDGE + (0 if view.sheet.narrow else 20)
    return view.frame.left + view.km(EDGE), view.frame.bottom + view.km(lift)


def _add_land(ground: Ground, window: Window, move: Move | None = None) -> None:
    def placed(found: list[Outline]) -> list[Outline]:
        return [[move(*point) for point in line] for line in found] if move else found

    def cut(
        taken: Callable[[Named, Window], list[Outline]], named: Iterable[Named]
    ) -> list[Outline]:
        return placed([line for item in named for line in taken(item, window)])

    countries = grounds("countries")
    north = [country for country in countries if country.name.en == "North Korea"]
    beyond = [country for country in countries if country not in north]
    ground.areas(cut(area, beyond), "neighbour")
    ground.areas(cut(area, north), "land")
    ground.lines(placed(borders("provinces", window)), Line("hairline"))
    ground.lines(cut(lines, beyond), Line("hairline"))
    # The border runs in the rivers: they are water on both sides of its line.
    ground.lines(cut(lines, grounds("rivers")), Line("sea", 5))
    ground.lines(cut(lines, north), Line("quiet"))


def _add_inset(ground: Ground, inset: Inset) -> None:
    box = inset.box
    if inset.bleeds:
        ground.add(Band(box.top, box.bottom, "sea"))
    else:
        ground.areas([outline_of(box)], "sea")
    _add_land(ground, inset.window, inset.place)
    if inset.bleeds:
        ground.add(*(Band(y, y, line=Line("quiet"), role="frame") for y in (box.bottom, box.top)))
    else:
        ground.lines([outline_of(box)], Line("quiet"), "frame")
    ground.lines([outline_of(inset.outline)], Line("ink"), "frame")


def outline_of(box: Box) -> Outline:
    """Return a rectangle as a closed line."""
    return [
        (box.left, box.bottom),
        (box.left, box.top),
        (box.right, box.top),
        (box.right, box.bottom),
        (box.left, box.bottom),
    ]
