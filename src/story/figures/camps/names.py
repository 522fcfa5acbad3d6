"""What a camp is called on a map or in a sentence, made from its full name in the data."""

import re

from story.tables.model import Camp
from story.text import Language, joined


def camp_title(camp: Camp, language: Language) -> str:
    """Return the short name: `Camp 14`, `New Camp 18`, `Ch'oma-bong`; `14호`, `새 18호`."""
    if language is Language.KO:
        head = camp.name_ko.partition("(")[0].strip()
        return head.removesuffix(" 관리소").removesuffix("관리소").removesuffix(" 제한구역")
    place, title = _english(camp)
    return title or place.removesuffix(" Restricted Area")


def camp_place(camp: Camp, language: Language) -> str:
    """Return the place a camp is named after: `Kaechon`, `개천`; blank where that is its title."""
    if language is Language.KO:
        inside = camp.name_ko.partition("(")[2].removesuffix(")")
        return re.split(r"[·/, ]", inside)[0]
    place, title = _english(camp)
    return place if title else ""


def camp_name(camp: Camp, language: Language) -> str:
    """Return the name for a sentence: `Camp 14 (Kaechon)`, `14호 관리소(개천)`."""
    place = camp_place(camp, language)
    if language is Language.KO:
        head = camp.name_ko.partition("(")[0].strip()
        return f"{head}({place})" if place else head
    title = camp_title(camp, language)
    return f"{title} ({place})" if place else title


def camp_names(camps: list[Camp], language: Language) -> str:
    """Return several short names as a list in words: `14, 16, new 18 and 25`.

    Numbers lose the word `Camp`: the sentence round them says it.
    """
    titles = [camp_title(camp, language) for camp in camps]
    if language is Language.KO:
        return joined(titles, language)
    return joined([_bare_number(title) for title in titles], language)


def _bare_number(title: str) -> str:
    before, camp, number = title.partition("Camp ")
    return f"{before.lower()}{number}" if camp else title


def _english(camp: Camp) -> tuple[str, str]:
    base = re.split(r" \(| / ", camp.name_en)[0]
    place, _, title = base.partition(", ")
    if not title and camp.number:
        title = f"Camp {camp.number}"
    return place, title[:1].upper() + title[1:]


def number_of(camp: Camp) -> int:
    """Return a camp's number, by which camps are ordered; those without one come last."""
    return int(camp.number) if camp.number.isdigit() else 99
