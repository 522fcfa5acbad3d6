"""The Estimates page: how many people are held, according to whom, and why the figures differ."""

import streamlit as st

from story.surfaces.downloads.figure_views import SCOPES, estimate_years
from story.surfaces.site import address, figure_block, words
from story.surfaces.site.visit import Visit, visit
from story.tables.model import Estimate
from story.tables.values import VALUES
from story.text import Phrases

SAY = Phrases("site")


def show() -> None:
    """Show the page."""
    here = visit()
    language = here.language
    words.head(language, "estimates")
    figure_block.show(figure_block.draw("estimates", here, **_choices(here)), here)
    figure_block.show(figure_block.draw("lineage", here), here)
    words.put_kept("parts/know_estimates", language, here.dataset.edition, lambda: _known(here))


def _known(here: Visit) -> dict[str, object]:
    return {
        "figures": len(here.dataset.estimates),
        "origins": len(here.dataset.origins),
        "year": here.dataset.find(Estimate, "kinu-2013").published[:4],
    }


def _choices(here: Visit) -> dict[str, object]:
    language = here.language
    first, last = here.dataset.once(estimate_years)
    with words.choices(language):
        origins = address.picks(
            "origins",
            SAY.gettext("Origins of the figures", language),
            {origin.origin_id: origin.within("label", language) for origin in here.dataset.origins},
        )
        scope = address.pick(
            "scope",
            SAY.gettext("Who is counted", language),
            {item: VALUES["estimates.scope"][item].within(language) for item in SCOPES},
            SCOPES[0],
        )
        years = address.years("years", SAY.gettext("Years of publication", language), first, last)
        with st.container(horizontal=True):
            repeats = address.switch("repeats", SAY.gettext("Show repeats, faint", language))
            events = address.switch("events", SAY.gettext("Show the summits", language))
    return {
        "origins": origins or None,
        "scope": scope,
        "years": None if years == (first, last) else years,
        "repeats": repeats,
        "events": events,
    }
