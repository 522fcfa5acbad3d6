"""The ground of the map: small, whole, named in both languages, and where it should be."""

import json
from itertools import combinations

import geopandas
import pytest
import shapely

from story.figures.camps.geography import (
    GEO,
    LAYERS,
    Window,
    area,
    borders,
    coasts,
    disc,
    grounds,
    land,
    lines,
    places,
    project,
)
from story.publishing.folder import load
from story.tables.model import Camp

REGION = shapely.box(113, 35, 142, 45.1)
EVERYWHERE = Window(-10_000, 0, 10_000, 10_000)


@pytest.fixture(scope="module", params=LAYERS)
def layer(request: pytest.FixtureRequest) -> geopandas.GeoDataFrame:
    return geopandas.read_file(GEO / f"{request.param}.geojson")


def test_the_layers_are_light() -> None:
    assert sum((GEO / f"{name}.geojson").stat().st_size for name in LAYERS) < 150_000


def test_the_folder_says_where_everything_comes_from() -> None:
    said = (GEO / "README.md").read_text(encoding="utf-8")
    assert all(f"`{name}.geojson`" in said for name in LAYERS)
    assert "Natural Earth" in said
    assert "GeoNames" in said


def test_every_shape_is_valid_and_in_the_region(layer: geopandas.GeoDataFrame) -> None:
    assert layer.crs.to_epsg() == 4326
    assert layer.is_valid.all()
    assert not layer.is_empty.any()
    assert layer.within(REGION).all()


def test_every_feature_is_named_in_both_languages(layer: geopandas.GeoDataFrame) -> None:
    assert layer.name_en.str.fullmatch(r"[A-Za-z ()]+").all()
    assert layer.name_ko.str.fullmatch(r"[가-힣]+").all()
    assert layer.duplicated(["kind", "name_en"]).sum() == 0


def test_the_provinces_fill_the_country_and_nothing_else() -> None:
    whole = land("North Korea")
    parts = [one.shape for one in grounds("provinces")]
    together = shapely.union_all(parts)
    assert together.symmetric_difference(whole).area < whole.area / 1_000
    for one, other in combinations(parts, 2):
        assert one.intersection(other).area < 1  # square kilometres


def test_neighbours_share_their_border() -> None:
    south, north = land("South Korea"), land("North Korea")
    assert south.intersection(north).area < 1
    assert south.boundary.intersection(north.boundary).length > 200  # kilometres


def test_the_camps_provinces_are_named_as_in_the_tables() -> None:
    known = {(one.name.en, one.name.ko) for one in grounds("provinces")}
    camps = load().camps
    assert {(one.province_en.split(" (")[0], one.province_ko) for one in camps} <= known


def test_each_camp_lies_in_the_province_its_row_names() -> None:
    provinces = {one.name.en: one.shape for one in grounds("provinces")}
    for camp in load().camps:
        if camp.lat is not None and camp.lon is not None:
            point = shapely.Point(project(camp.lat, camp.lon))
            assert provinces[camp.province_en].buffer(1).contains(point), camp.camp_id


def test_the_cities_stand_on_land_and_the_seas_names_on_water() -> None:
    for place in places():
        point = shapely.Point(place.x, place.y)
        if place.kind == "city":
            assert land().buffer(3).contains(point), place.name.en
        elif place.kind == "sea":
            assert not land().intersects(point), place.name.en


def test_the_rivers_run_on_the_border() -> None:
    for river in grounds("rivers"):
        assert coasts().buffer(0.5).contains(river.shape), river.name.en


def test_north_is_up_and_the_scale_is_true() -> None:
    # One minute of latitude is a nautical mile of 1.852 km, to within half a per cent.
    x, south = project(39.0, 129.0)
    east, north = project(39.0 + 1 / 60, 129.0)
    assert north - south == pytest.approx(1.852, rel=0.005)
    assert east == pytest.approx(x, abs=0.01)


def test_what_lies_outside_the_window_is_not_drawn() -> None:
    window = Window(200, 4_300, 300, 4_400)
    north = next(one for one in grounds("countries") if one.name.en == "North Korea")
    for line in [*area(north, window), *lines(north, window)]:
        for x, y in line:
            assert window.left <= x <= window.right
            assert window.bottom <= y <= window.top


def test_a_cut_outline_has_no_edge_along_the_window() -> None:
    window = Window(250, 4_300, 300, 4_400)  # all inland
    north = next(one for one in grounds("countries") if one.name.en == "North Korea")
    assert lines(north, window) == []
    assert len(area(north, window)) == 1


def test_an_outline_is_no_further_off_than_its_detail_says() -> None:
    window = Window(100, 4_100, 700, 4_800)
    coarse = Window(100, 4_100, 700, 4_800, detail=0.5)
    north = next(one for one in grounds("countries") if one.name.en == "North Korea")
    fine = shapely.union_all([shapely.LineString(one) for one in lines(north, window)])
    drawn = shapely.union_all([shapely.LineString(one) for one in lines(north, coarse)])
    assert shapely.hausdorff_distance(fine, drawn) <= 0.5
    assert shapely.get_num_coordinates(drawn) < shapely.get_num_coordinates(fine)


def test_a_border_that_two_provinces_share_is_drawn_once() -> None:
    drawn = [shapely.LineString(one) for one in borders("provinces", EVERYWHERE)]
    outlines = [one.shape.boundary for one in grounds("provinces")]
    whole = shapely.union_all(outlines)
    assert sum(one.length for one in drawn) == pytest.approx(whole.length, rel=1e-6)
    assert whole.length < 0.8 * sum(one.length for one in outlines)


def test_a_disc_is_as_large_as_it_says() -> None:
    camp = max((one for one in load().camps if one.area_km2), key=lambda one: one.area_km2 or 0)
    assert camp.area_km2 is not None
    ring = area(disc(0, 4_400, camp.area_km2), EVERYWHERE)[0]
    assert shapely.Polygon(ring).area == pytest.approx(camp.area_km2, rel=0.005)


def test_an_unknown_layer_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="countries, provinces, rivers"):
        grounds("roads")


def test_the_files_are_plain_geojson() -> None:
    for name in LAYERS:
        found = json.loads((GEO / f"{name}.geojson").read_text(encoding="utf-8"))
        assert found["type"] == "FeatureCollection"
        assert found["features"]


def test_points_keep_the_camps_they_stand_for_apart() -> None:
    points = [(one.lat, one.lon) for one in load().all(Camp) if one.lat is not None]
    assert len({project(*point) for point in set(points)}) == len(set(points))
