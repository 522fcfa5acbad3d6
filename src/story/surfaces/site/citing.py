"""Cite and share: a quiet fold with a link to this view and the reference in four formats.

What a fold holds is made when it is opened, so that a page with many figures stays light, and
so that the link names the choices of that moment.
"""

from collections.abc import Callable
from urllib.parse import urlencode, urljoin

import streamlit as st

from story.publishing.history import history, issued
from story.surfaces.downloads.figure_views import PAGE_CHOICES
from story.surfaces.hosts import public_address
from story.surfaces.links import SiteLinks
from story.surfaces.open_editions import editions
from story.surfaces.pages import ALL_PAGES, TITLE, Page
from story.surfaces.site import address, freshness, words
from story.surfaces.site.visit import Visit, edition
from story.telling.reference import (
    Reference,
    Site,
    bibtex,
    claim_reference,
    csl_json,
    page_reference,
    plain,
    ris,
)
from story.text import Language, Phrases

SAY = Phrases("citing")
FILES: tuple[tuple[str, str, str, Callable[[Reference], str]], ...] = (
    ("BibTeX", "bib", "application/x-bibtex", bibtex),
    ("RIS", "ris", "application/x-research-info-systems", ris),
    ("CSL-JSON", "json", "application/vnd.citationstyles.csl+json", csl_json),
)


def site() -> Site:
    """Return the site at its public address, else at the one this visit's handshake came to.

    The handshake has been let in by that address; what the browser says of itself is not asked.
    With it the day on which the edition was published, and today, on which it is read.
    """
    came_to = st.context.headers.get("Origin") or ""
    base = public_address() or (f"{came_to}/" if came_to else "")
    day = issued(history(editions().folder), edition().edition)
    return Site(TITLE, base, day, freshness.today().isoformat())


def view() -> str:
    """Return the link, relative to the site, to what the reader sees now."""
    return f"{_page().path}?{urlencode(address.chosen())}".removesuffix("?")


def link(path: str, language: Language, **choices: str) -> str:
    """Return the link, relative to the site, to a page with these choices."""
    given = {**({"lang": str(language)} if language is not Language.EN else {}), **choices}
    return f"{path}?{urlencode(given)}".removesuffix("?")


def embedding(name: str, language: Language) -> str:
    """Return the address at which a figure stands alone, in the view that the reader sees now."""
    way = SiteLinks(language).embed(name)
    asked = urlencode([pair for pair in address.chosen() if pair[0] in PAGE_CHOICES.get(name, {})])
    return urljoin(site().base, f"{way}{'&' if '?' in way else '?'}{asked}" if asked else way)


def cite_this(kind: str, language: Language, key: str, make: Callable[[], Reference]) -> None:
    """Offer the reference to one part of a page; `key` tells the folds of a page apart."""
    labels = {
        "figure": SAY.gettext("Cite or share this figure", language),
        "table": SAY.gettext("Cite or share this table", language),
    }
    _fold(labels[kind], language, key, make)


def cite_page(visit: Visit) -> None:
    """Offer the reference to the page, with the choices that stand when the fold is opened."""
    language = visit.language

    def made() -> Reference:
        page = _page()
        # The first page is the site's own: it is cited by the site's name.
        title = page.title.within(language) if page.path else TITLE.within(language)
        return page_reference(visit.dataset, language, site(), page.name, title, view())

    _fold(SAY.gettext("Cite or share this page", language), language, "page", made)


def cite_claims(visit: Visit) -> None:
    """Offer the reference to any claim of the article."""
    language = visit.language

    def made() -> Reference:
        claims = {claim.id: claim.within("claim", language) for claim in visit.dataset.claims}
        chosen = st.selectbox(
            SAY.gettext("Claim", language),
            list(claims),
            format_func=lambda item: f"{item}: {claims[item]}",
            key="cite-which",
        )
        path = f"{link('claims', language)}#{chosen}"
        return claim_reference(visit.dataset, language, site(), chosen, path)

    _fold(SAY.gettext("Cite or share a claim", language), language, "claims", made)


@st.fragment
def _fold(label: str, language: Language, key: str, make: Callable[[], Reference]) -> None:
    with st.expander(label, key=f"cite-{key}", on_change="rerun") as fold:
        if not fold.open:
            return
        reference = make()
        words.put(
            "site/cite_this",
            language,
            key=key,
            link_label=SAY.gettext("Link to exactly this view", language),
            address=reference.address,
            embed_label=SAY.gettext("Address to embed this view", language),
            embed=embedding(key, language) if reference.kind == "figure" else "",
            plain_label=SAY.gettext("Plain text", language),
            plain=plain(reference, language),
            formats=[(name, write(reference)) for name, _, _, write in FILES],
        )
        with st.container(horizontal=True, key=f"cite-files-{key}"):
            for name, ending, mime, write in FILES:
                st.download_button(
                    SAY.gettext("Download {format} (.{ending})", language, format=name,
                                ending=ending),
                    data=write(reference),
                    file_name=f"{reference.key}.{ending}",
                    mime=mime,
                    key=f"cite-{ending}-{key}",
                    on_click="ignore",
                    type="tertiary",
                )  # fmt: skip


def _page() -> Page:
    return next(item for item in ALL_PAGES if item.name == st.session_state["page"])
