"""The Claims page: the ledger of the article's claims, each assessed with its sources."""

from story.surfaces.links import SiteLinks
from story.surfaces.page_content import claim_places, claims_standfirst, strip
from story.surfaces.pages import OP_ED
from story.surfaces.site import address, citing, words
from story.surfaces.site.visit import Visit, story_for, visit
from story.tables.model import Source
from story.tables.values import VALUES
from story.telling.ledger import claim_entries
from story.text import Phrases, date

SAY = Phrases("site")


def show() -> None:
    """Show the page."""
    here = visit()
    language = here.language
    published = date(here.dataset.find(Source, OP_ED).published, language)
    words.head(language, "claims", claims_standfirst(here.dataset, language))
    edition = here.dataset.edition
    words.put_kept(
        "site/strip", language, edition, lambda: {"parts": strip(here.dataset, language)}
    )
    topics, assessments, looked_for = _choices(here)

    def ledger() -> dict[str, object]:
        entries = claim_entries(
            here.dataset,
            language,
            topics=topics or None,
            assessments=assessments or None,
            words=looked_for,
        )
        count = len(entries)
        return {
            "entries": entries,
            "links": SiteLinks(language),
            "places": claim_places(story_for(here), SiteLinks(language)),
            "shown": SAY.ngettext("{count} claim shown", "{count} claims shown", count, language),
        }

    key = None if looked_for else (edition, topics, assessments)
    words.put_kept("parts/claims", language, key, ledger)
    citing.cite_claims(here)
    words.put_kept(
        "parts/know_claims",
        language,
        edition,
        lambda: {
            "date": published,
            "paragraphs": max(claim.paragraph for claim in here.dataset.claims),
        },
    )


def _choices(here: Visit) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    language = here.language

    def worded(column: str) -> dict[str, str]:
        return {code: text.within(language) for code, text in VALUES[column].items()}

    assessments = address.picks(
        "assessment", SAY.gettext("Our assessment", language), worded("claims.assessment")
    )
    topics = address.picks("topic", SAY.gettext("Topic", language), worded("claims.topic"))
    looked_for = address.words(
        "words",
        SAY.gettext("Search the claims", language),
        lambda asked: bool(claim_entries(here.dataset, language, words=asked)),
    )
    return topics, assessments, looked_for
