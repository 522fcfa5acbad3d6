"""The glossary: what the words of the subject and of this story mean, findable in any spelling."""

from story.search import matches
from story.surfaces import page_content
from story.surfaces.site import address, words
from story.surfaces.site.visit import Visit
from story.tables import Dataset
from story.tables.model import Term
from story.text import Phrases, number

SAY = Phrases("glossary")


def show(here: Visit) -> None:
    """Show the section: a search, and the terms in the order of the reader's language."""
    language = here.language
    words.section(
        language,
        SAY.gettext("Glossary", language),
        SAY.gettext(
            "Words a reader meets here, with their Korean originals. Words that name no source "
            "are our own.",
            language,
        ),
    )
    looked_for = address.words(
        "term",
        SAY.gettext("Search the glossary", language),
        lambda asked: bool(terms(here.dataset, asked)),
    )
    key = None if looked_for else here.dataset.edition
    words.put_kept("parts/glossary", language, key, lambda: _listed(here, looked_for))


def _listed(here: Visit, looked_for: str) -> dict[str, object]:
    language = here.language
    found = terms(here.dataset, looked_for)
    return {
        "count": SAY.gettext(
            "{shown} of {all} terms",
            language,
            shown=number(len(found), language),
            all=number(len(here.dataset.glossary), language),
        ),
        "see_also": SAY.gettext("See also", language),
        "sources_word": SAY.gettext("Sources", language),
        "entries": page_content.glossary(here.dataset, language, found),
    }


def terms(dataset: Dataset, looked_for: str = "") -> tuple[Term, ...]:
    """Return the terms in which every word of `looked_for` occurs, in whichever language."""
    return tuple(item for item in dataset.glossary if matches(looked_for, _texts(item)))


def _texts(term: Term) -> list[str]:
    names = [term.term_id, term.term_en, term.term_ko, term.romanised, *term.other_names]
    return [*names, term.meaning_en, term.meaning_ko]
