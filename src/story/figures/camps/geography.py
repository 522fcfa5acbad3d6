"""The ground of the locator map: outlines, rivers and places in UTM zone 52N, in kilometres.

The layers in `data/geo` (see its README for credits) are read once and projected. UTM 52N
(EPSG:32652) keeps shapes, has north at the top and is true to within 0.2 per cent of any
length in North Korea. GeoPandas is imported when the first map is drawn, not before.
"""

import json
import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from story.places import ROOT
from story.text import Text

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from pyproj import Transformer
    from shapely.geometry.base import BaseGeometry

GEO = ROOT / "data" / "geo"
LAYERS = ("countries", "provinces", "rivers", "places")
UTM = "EPSG:32652"
METRES = 1_000  # in a kilometre


@dataclass(frozen=True)
class Window:
    """A rectangle on the projected map; east and north in kilometres.

    Outlines in it may be `detail` kilometres away from where they are known to run.
    """

    left: float
    bottom: float
    right: float
    top: float
    detail: float = 0


@dataclass(frozen=True)
class Ground:
    """A country, province or river."""

    kind: str
    name: Text
    shape: "BaseGeometry"


@dataclass(frozen=True)
class Place:
    """A city, or the spot where the name of a country, sea or river is written.

    `rank` is 1 for what is named first, up to 4 for what only a close view shows.
    """

    kind: str
    name: Text
    rank: int
    x: float
    y: float


def project(lat: float, lon: float) -> tuple[float, float]:
    """Return a WGS84 point as kilometres east and north in UTM 52N."""
    east, north = _transformer().transform(lon, lat)
    return east / METRES, north / METRES


@cache
def grounds(layer: str) -> tuple[Ground, ...]:
    """Return the features of `countries`, `provinces` or `rivers`.

    Raises ValueError for any other layer.
    """
    if layer not in ("countries", "provinces", "rivers"):
        raise ValueError(f"no ground is called {layer!r}; there are countries, provinces, rivers")
    frame = _layer(layer)
    return tuple(
        Ground(row.kind, Text(row.name_en, row.name_ko), row.geometry) for row in frame.itertuples()
    )


@cache
def places() -> tuple[Place, ...]:
    """Return the cities and the spots for names, in order of rank."""
    frame = _layer("places").sort_values("rank", kind="stable")
    return tuple(
        Place(
            row.kind,
            Text(row.name_en, row.name_ko),
            int(row.rank),
            row.geometry.x,
            row.geometry.y,
        )
        for row in frame.itertuples()
    )


def disc(x: float, y: float, area_km2: float) -> Ground:
    """Return a disc of a given area round a point: a size, and the outline of nothing."""
    import shapely

    radius = math.sqrt(area_km2 / math.pi)
    return Ground("disc", Text("", ""), shapely.Point(x, y).buffer(radius, quad_segs=24))


def area(ground: Ground, window: Window) -> list[list[tuple[float, float]]]:
    """Return the outer rings of what lies in the window; closed where the window cuts it off."""
    return [list(part.exterior.coords) for part in _parts(_cut(ground.shape, window), "Polygon")]


def lines(ground: Ground, window: Window) -> list[list[tuple[float, float]]]:
    """Return a river, or the outline of a country or province, open where the window cuts it."""
    shape = ground.shape if ground.kind == "river" else ground.shape.boundary
    return [list(part.coords) for part in _parts(_cut(shape, window), "LineString")]


def borders(layer: str, window: Window) -> list[list[tuple[float, float]]]:
    """Return the outlines of a layer's features, those that two share once.

    Raises ValueError for a layer that `grounds` does not know.
    """
    return [list(part.coords) for part in _parts(_cut(_borders(layer), window), "LineString")]


@cache
def _borders(layer: str) -> "BaseGeometry":
    import shapely

    every: BaseGeometry = shapely.union_all([ground.shape.boundary for ground in grounds(layer)])
    return shapely.line_merge(every)


@cache
def coasts() -> "BaseGeometry":
    """Return every coast and border between countries as one shape, prepared for questions."""
    import shapely

    found: BaseGeometry = shapely.union_all(
        [ground.shape.boundary for ground in grounds("countries")]
    )
    shapely.prepare(found)
    return found


@cache
def land(country: str = "") -> "BaseGeometry":
    """Return one country by its English name, or all land, prepared for questions."""
    import shapely

    shapes = [ground.shape for ground in grounds("countries") if country in ("", ground.name.en)]
    found: BaseGeometry = shapely.union_all(shapes)
    shapely.prepare(found)
    return found


def _cut(shape: "BaseGeometry", window: Window) -> "BaseGeometry":
    import shapely

    box = shapely.box(window.left, window.bottom, window.right, window.top)
    found: BaseGeometry = shapely.simplify(shapely.intersection(shape, box), window.detail)
    return found


def _parts(shape: "BaseGeometry", kind: str) -> "list[BaseGeometry]":
    parts = getattr(shape, "geoms", [shape])
    return [part for part in parts if part.geom_type == kind and not part.is_empty]


def _layer(name: str) -> "GeoDataFrame":
    import geopandas

    # Its own reader is made for every format there is and takes longer to load than all layers.
    features = json.loads((GEO / f"{name}.geojson").read_text(encoding="utf-8"))
    frame = geopandas.GeoDataFrame.from_features(features, crs="EPSG:4326").to_crs(UTM)
    frame.geometry = frame.geometry.affine_transform([1 / METRES, 0, 0, 1 / METRES, 0, 0])
    return frame


@cache
def _transformer() -> "Transformer":
    from pyproj import Transformer

    return Transformer.from_crs("EPSG:4326", UTM, always_xy=True)
