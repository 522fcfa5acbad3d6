"""The Camps page: where they are and which of them operate, according to whom and when."""

import streamlit as st

from story.figures.camps.card import camp_card
from story.search import matches
from story.surfaces.downloads.figure_views import camp_lists
from story.surfaces.links import SiteLinks
from story.surfaces.site import address, figure_block, freshness, words
from story.surfaces.site.visit import Visit, visit
from story.tables.citation import cite
from story.tables.model import Camp
from story.text import Phrases

SAY = Phrases("site")


def show() -> None:
    """Show the page."""
    here = visit()
    language = here.language
    words.head(language, "camps")
    figure_block.show(figure_block.draw("camp_lists", here), here, on_select=_choose, card="camp-")
    listed, discs = _choices(here)
    chosen = _map_and_list(here, listed, discs=discs)
    words.put(
        "site/fresh_line", language, lines=freshness.in_words(here, "camp_lists", "camp_status")
    )
    if chosen:
        key = (here.dataset.edition, chosen)
        words.put_kept("parts/camp_card", language, key, lambda: _card(here, chosen))
    focus = (chosen,) if chosen and _has_populations(here, chosen) else ()
    figure_block.show(figure_block.draw("camp_populations", here, focus=focus), here)
    words.put_kept("parts/know_camps", language, "", dict)


def _choose(mark: str) -> None:
    """Choose the camp of a mark: on the small maps its id stands after that of the list."""
    address.choose("camp", mark.rpartition("/")[2])


def _card(here: Visit, camp_id: str) -> dict[str, object]:
    card = camp_card(here.dataset, here.language, camp_id)
    return {
        "card": card,
        "links": SiteLinks(here.language),
        "sources": [cite(here.dataset, here.language, source) for source in card.sources],
    }


def _choices(here: Visit) -> tuple[str, bool]:
    language = here.language
    lists = sorted(here.dataset.camp_lists, key=lambda entry: entry.as_of, reverse=True)
    newest = camp_lists(here.dataset)[0]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        listed = address.pick(
            "list",
            SAY.gettext("According to", language),
            {item.id: item.within("label", language) for item in lists},
            newest,
        )
        discs = address.switch("areas", SAY.gettext("Show areas as discs", language))
    return listed or newest, discs


def _map_and_list(here: Visit, listed: str, *, discs: bool) -> str | None:
    """Show the map and, beside it, the same choice as a list; return the camp chosen."""
    language = here.language
    # The map needs its width; where both do not fit, the list goes below it.
    with st.container(key="map-and-list", horizontal=True, gap="medium"):
        left, right = st.container(key="map"), st.container(key="camp-list", width=280)
    with right:
        names = _names(here)
        chosen = address.pick(
            "camp", SAY.gettext("Choose a camp", language), names, None, style="radio"
        )
    with left:
        figure = figure_block.draw(
            "camps", here, list_id=listed, discs=discs, focus=(chosen,) if chosen else ()
        )
        figure_block.show(figure, here, on_select=_choose, card="camp-")
    return chosen


def _names(here: Visit) -> dict[str, str]:
    """Let the reader find camps in any spelling; return those found, with their names."""
    language = here.language
    camps = here.dataset.camps
    looked_for = address.words(
        "find",
        SAY.gettext("Find a camp, in any spelling", language),
        lambda asked: any(matches(asked, _texts(camp)) for camp in camps),
    )
    return {
        item.id: item.within("name", language)
        for item in camps
        if matches(looked_for, _texts(item))
    }


def _texts(camp: Camp) -> list[str]:
    names = [camp.name_en, camp.name_ko, *camp.other_names]
    return [*names, camp.county_en, camp.county_ko, camp.number]


def _has_populations(here: Visit, camp_id: str) -> bool:
    return any(population.camp_id == camp_id for population in here.dataset.camp_populations)
