"""The camps as GeoJSON (RFC 7946): published points with how sure each is, and no boundaries."""

import json

from story.tables import Dataset
from story.tables.model import Camp
from story.tables.values import VALUES

DECIMALS = 2  # of a degree: what is said in public


def geojson(dataset: Dataset, licence: str) -> bytes:
    """Return a feature a camp; one without a published point has no geometry.

    `location_precision` says what the point marks, `location_uncertainty_km` how far the camp's
    ground may lie from it: a point is never the middle of a camp.
    """
    said = {
        "type": "FeatureCollection",
        "name": "camps",
        "edition": dataset.edition,
        "license": licence,
        "features": [_feature(camp) for camp in dataset.camps],
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def _feature(camp: Camp) -> dict[str, object]:
    words = VALUES["camps.location_precision"][camp.location_precision]
    cells = {name: value for name, value in dict(camp).items() if name not in ("lat", "lon")}
    blank_is_null = {name: None if value == "" else value for name, value in cells.items()}
    point = None
    if camp.lat is not None and camp.lon is not None:
        point = {"type": "Point", "coordinates": [round(camp.lon, DECIMALS),
                                                  round(camp.lat, DECIMALS)]}  # fmt: skip
    return {
        "type": "Feature",
        "id": camp.camp_id,
        "geometry": point,
        "properties": {
            **blank_is_null,
            "location_precision_en": words.en,
            "location_precision_ko": words.ko,
        },
    }
