"""The map of the camps, according to one publisher's list at one date."""

from collections.abc import Sequence

import pandas as pd

from story.figures.camps import words
from story.figures.camps.geography import area, disc
from story.figures.camps.ground import (
    INSET_SCALE_KM,
    SCALE_KM,
    Ground,
    Outline,
    add_ground,
    ground_for,
    scale_start,
)
from story.figures.camps.labels import labels_for
from story.figures.camps.marks import Mark, add_marks, spread
from story.figures.camps.names import camp_name
from story.figures.camps.notes import notes
from story.figures.camps.sheet import EDGE, Spot, View, cluster, spots, used_codes, view_for
from story.figures.camps.states import State, states
from story.figures.camps.type import words_of
from story.figures.figure import Figure, sources_of
from story.figures.scene import PAGE, Line, Scene, Sheet
from story.tables import Dataset
from story.tables.citation import row_citation
from story.tables.model import CampList, CampStatus
from story.text import Language, Phrases

SAY = Phrases("camps")


def camps(
    dataset: Dataset,
    language: Language,
    sheet: Sheet = PAGE,
    *,
    list_id: str = "kinu-2025",
    focus: Sequence[str] = (),
    inset: bool = True,
    discs: bool = False,
) -> Figure:
    """Draw where the camps are and which of them operate according to one list.

    `list_id`: a row of `camp_lists`. `focus`: camp ids to set off from the others. `inset`: show
    camps that lie too close together at a larger scale. `discs`: add discs of each camp's area,
    which say nothing of its boundaries.

    Raises ValueError for a list or camp that is not in the data.
    """
    camp_list = _list(dataset, list_id)
    _check_focus(dataset, focus)
    all_states = states(dataset, camp_list)
    all_spots = spots(all_states)
    unplaced = [state.camp for state in all_states if state.listed and state.camp.lat is None]
    key = words.key_rows(camp_list, used_codes(all_spots), unplaced, language, discs=discs)
    view = view_for(sheet, language, key, cluster(all_spots) if inset else ())
    table = _table(dataset, camp_list, all_states, language)
    return Figure(
        name="camps",
        scene=_scene(dataset, view, all_spots, focus, language, discs=discs),
        table=table,
        headings=_headings(language),
        title=words.title(dataset, camp_list, language),
        reading=_reading(language, discs=discs),
        summary=words.summary(dataset, camp_list, all_states, language),
        sources=sources_of(table),
        notes=notes(dataset, camp_list, all_states, language, inset=inset),
    )


def _list(dataset: Dataset, list_id: str) -> CampList:
    known = [item.list_id for item in dataset.camp_lists]
    if list_id not in known:
        raise ValueError(f"no list is called {list_id!r}; there are {', '.join(known)}")
    return dataset.find(CampList, list_id)


def _check_focus(dataset: Dataset, focus: Sequence[str]) -> None:
    known = [camp.camp_id for camp in dataset.camps]
    for item in focus:
        if item not in known:
            raise ValueError(f"no camp is called {item!r}; there are {', '.join(known)}")


def _scene(
    dataset: Dataset,
    view: View,
    all_spots: Sequence[Spot],
    focus: Sequence[str],
    language: Language,
    *,
    discs: bool,
) -> Scene:
    ground = ground_for(view)
    add_ground(ground, view)
    edges = _discs(view, all_spots) if discs else []
    ground.areas(edges, "hairline")
    ground.lines(edges, Line("quiet"))
    marks = [mark_for(dataset, view, spot, focus, language) for spot in all_spots]
    marks = spread(marks, view.px_per_km)
    placed = labels_for(view, all_spots, marks, edges, language)
    ground.lines(placed.leaders, Line("quiet"), "join")
    add_marks(ground, [*marks, *_key_marks(view)], view.px_per_km)
    _add_scales(ground, view)
    ground.areas(placed.dots, "quiet")
    ground.add(*words_of(view, placed, language))
    return ground.scene(view.height)


def _add_scales(ground: Ground, view: View) -> None:
    x, y = scale_start(view)
    ground.scale(x, y, SCALE_KM, view.km(5))
    if view.inset:
        left, bottom = view.inset.box.left + view.km(EDGE), view.inset.box.bottom + view.km(EDGE)
        ground.scale(left, bottom, INSET_SCALE_KM * view.inset.times, view.km(5))


def mark_for(
    dataset: Dataset, view: View, spot: Spot, focus: Sequence[str], language: Language
) -> Mark:
    """Return the mark of one spot, in the inset where that shows it."""
    ids = tuple(state.camp.camp_id for state in spot.states)
    chosen = any(item in focus for item in ids)
    x, y = spot.x, spot.y
    if view.inset and view.inset.shows(x, y):
        x, y = view.inset.place(x, y)
    said = words.hover(dataset, spot.states, language, accounts=1 if view.sheet.narrow else 3)
    faint = bool(focus) and not chosen
    return Mark(spot.state.code, x, y, ids, tuple(said), faint, chosen)


def _key_marks(view: View) -> list[Mark]:
    left, top = view.key_box.left, view.key_box.top
    return [
        Mark(item.symbol, left + view.km(8), top - view.km(item.down))
        for item in view.key
        if item.symbol
    ]


def _discs(view: View, all_spots: Sequence[Spot]) -> list[Outline]:
    """Return a disc for each camp with a published area, as large as that, on the sheet."""
    found: list[Outline] = []
    for spot in all_spots:
        if spot.camp.area_km2 is None:
            continue
        ground = disc(spot.x, spot.y, spot.camp.area_km2)
        inset = view.inset if view.inset and view.inset.shows(spot.x, spot.y) else None
        rings = area(ground, inset.window if inset else view.window)
        found += [[inset.place(*point) for point in ring] if inset else ring for ring in rings]
    return found


def _table(
    dataset: Dataset, camp_list: CampList, all_states: Sequence[State], language: Language
) -> pd.DataFrame:
    rows = [_row(dataset, camp_list, state, language) for state in all_states]
    frame = pd.DataFrame(rows)
    return frame.sort_values("on_list", ascending=False, kind="stable", ignore_index=True)


def _row(
    dataset: Dataset, camp_list: CampList, state: State, language: Language
) -> dict[str, object]:
    camp = state.camp
    basis: CampList | CampStatus | None = camp_list if state.listed else None
    if basis is None and state.accounts and state.code != "unnamed":
        basis = state.accounts[0]
    return {
        "camp_id": camp.camp_id,
        "number": camp.number,
        "camp": camp_name(camp, language),
        "province": camp.within("province", language),
        "county": camp.within("county", language),
        "list_id": camp_list.list_id,
        "as_of": camp_list.as_of,
        "on_list": "unknown" if state.code == "unnamed" else "yes" if state.listed else "no",
        "state": state.code,
        "state_text": words.state_text(state.code, language),
        "drawn": "no" if camp.lat is None else "yes",
        "lat": None if camp.lat is None else round(camp.lat, 2),
        "lon": None if camp.lon is None else round(camp.lon, 2),
        "location_precision": camp.location_precision,
        "location_uncertainty_km": camp.location_uncertainty_km,
        "place": words.place_text(camp, language),
        "area_km2": camp.area_km2,
        "accounts": "; ".join(
            words.account_text(dataset, account, language) for account in state.accounts
        ),
        "source": row_citation(dataset, language, basis) if basis else "",
        "source_id": basis.source_id if basis else "",
        "via_source_id": basis.via_source_id if basis else "",
    }


def _headings(language: Language) -> dict[str, str]:
    return {
        "camp": SAY.gettext("Camp", language),
        "province": SAY.gettext("Province", language),
        "state_text": SAY.gettext("Under this list", language),
        "place": SAY.gettext("Published point", language),
        "accounts": SAY.gettext("Each publisher’s latest statement", language),
        "source": SAY.gettext("Source", language),
    }


def _reading(language: Language, *, discs: bool) -> str:
    said = SAY.gettext(
        "Marks stand at published points, all of one size: none says how many people are held.",
        language,
    )
    if not discs:
        return said
    added = SAY.gettext(
        "Discs have each camp’s published area: size only, not boundaries.", language
    )
    return f"{said} {added}"
