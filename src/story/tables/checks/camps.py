"""Camps: points inside North Korea, areas, and lists that name what they say they name."""

from collections.abc import Iterator

from story.tables.model import Camp, CampList
from story.tables.problem import Problem, error
from story.tables.rows import Tables
from story.text import Phrases

SAY = Phrases("checks")

WEST, EAST = 124.0, 131.0
SOUTH, NORTH = 37.5, 43.1


def points(tables: Tables) -> Iterator[Problem]:
    """Find points outside North Korea, half points, and points that disagree with precision."""
    table = tables.of(Camp)
    for row, item in table.rows:
        if (item.lat is None) != (item.lon is None):
            yield error(
                "half-point",
                table.spot(row, "lon" if item.lon is None else "lat"),
                SAY.both("Only one of latitude and longitude is given."),
                SAY.both("Give both, or empty both."),
            )
        elif (item.lat is None) != (item.location_precision == "unknown"):
            yield error(
                "point-precision",
                table.spot(row, "location_precision"),
                SAY.both("location_precision is “unknown” exactly where there is no point."),
                SAY.both("Correct location_precision, or the latitude and longitude."),
            )
        elif item.lat is not None and item.lon is not None and not _inside(item.lat, item.lon):
            yield error(
                "outside-region",
                table.spot(row, "lat" if not SOUTH <= item.lat <= NORTH else "lon"),
                SAY.both(
                    "The point does not lie in North Korea (latitude {south} to {north}, "
                    "longitude {west} to {east}).",
                    south=SOUTH,
                    north=NORTH,
                    west=WEST,
                    east=EAST,
                ),
                SAY.both("Latitude and longitude are swapped.")
                if _inside(item.lon, item.lat)
                else SAY.both("Correct the latitude or the longitude."),
            )


def _inside(lat: float, lon: float) -> bool:
    return SOUTH <= lat <= NORTH and WEST <= lon <= EAST


def areas(tables: Tables) -> Iterator[Problem]:
    """Find areas outside the smallest and largest published."""
    table = tables.of(Camp)
    for row, item in table.rows:
        given = [item.area_low_km2, item.area_km2, item.area_high_km2]
        known = [value for value in given if value is not None]
        if known != sorted(known):
            yield error(
                "area-order",
                table.spot(row, "area_km2"),
                SAY.both("The areas are not in ascending order: smallest, used, largest."),
                SAY.both("Correct one of the three."),
            )


def lists(tables: Tables) -> Iterator[Problem]:
    """Find lists said to name the camps that name none, and the other way round."""
    table = tables.of(CampList)
    for row, item in table.rows:
        spot = table.spot(row, "camp_ids")
        if item.complete == "yes" and not item.camp_ids:
            yield error(
                "list-without-camps",
                spot,
                SAY.both("The list is said to name the camps (complete: yes), but names none."),
                SAY.both("List the camps, or write no in “complete”."),
            )
        if item.complete == "no" and item.camp_ids:
            yield error(
                "list-with-camps",
                spot,
                SAY.both("The list is said not to name the camps (complete: no), but names some."),
                SAY.both("Empty the cell, or write yes in “complete”."),
            )
