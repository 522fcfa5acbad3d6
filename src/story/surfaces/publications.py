"""What was published, edition by edition, as site and edition list it."""

from collections.abc import Mapping, Sequence

from story.publishing.history import Entry
from story.text import Language, Phrases, date

SAY = Phrases("changelog")


def listed(
    entries: Sequence[Entry], did: Mapping[int, object], language: Language
) -> list[dict[str, object]]:
    """Return publications as `templates/parts/publications.html` lists them.

    `did`: by number what each did, from `edition/figure_changes.py`, as far as it is known.
    """
    return [
        {
            "number": entry.number,
            "called": SAY.gettext("Edition {edition}", language, edition=entry.edition),
            "date": date(entry.at.date().isoformat(), language),
            "moment": entry.at.isoformat(),
            "kind": _kind(entry.kind, language),
            "reason": entry.why(language),
            "sentences": [said.within(language) for said in entry.sentences],
            "did": did.get(entry.number),
        }
        for entry in entries
    ]


def _kind(kind: str, language: Language) -> str:
    return {
        "start": SAY.gettext("The log begins with this edition.", language),
        "publish": "",
        "undo": SAY.gettext("An earlier edition was brought back.", language),
        "by-hand": SAY.gettext("The files were edited by hand.", language),
    }[kind]
