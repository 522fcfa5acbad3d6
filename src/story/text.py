"""Language, text in both languages, and numbers, ranges and dates as each language writes them.

English follows the newspaper habit of day month year and an en dash in ranges. Korean writes
numbers by ten thousands without commas (12만 명, 5만3700명) and ranges with a tilde.
"""

import datetime
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parent / "locale"
MAN = 10_000  # 만, the unit by which Korean groups large numbers


class Language(StrEnum):
    """A language of the story; the value is its BCP 47 tag."""

    EN = "en"
    KO = "ko"


@dataclass(frozen=True)
class Text:
    """One piece of text in both languages."""

    en: str
    ko: str

    def within(self, language: Language) -> str:
        """Return the text in `language`."""
        return self.en if language is Language.EN else self.ko


class MissingTranslation(LookupError):  # noqa: N818 - it names what is missing
    """A phrase of the interface has no Korean."""


@dataclass(frozen=True)
class Phrases:
    """The interface's phrases of one domain: English is the key, Korean in `locale/ko/<domain>.po`.

    The catalogues are read as gettext source, so nothing has to be compiled before a first run.
    """

    domain: str

    def gettext(self, message: str, language: Language, **values: object) -> str:
        """Return `message` in `language` with `values` filled in.

        Raises MissingTranslation where the Korean is missing.
        """
        said = message if language is Language.EN else self._korean(message)
        return said.format(**values) if values else said

    def ngettext(
        self, one: str, many: str, count: int, language: Language, **values: object
    ) -> str:
        """Return the form for `count`, which is also filled in as `{count}`."""
        english = one if count == 1 else many
        said = english if language is Language.EN else self._korean(one)
        return said.format(**{"count": number(count, language), **values})

    def both(self, message: str, **values: object) -> Text:
        """Return `message` in both languages; a value that is a Text is put in each language."""
        en, ko = (
            self.gettext(message, language, **{n: _within(v, language) for n, v in values.items()})
            for language in (Language.EN, Language.KO)
        )
        return Text(en, ko)

    def _korean(self, message: str) -> str:
        found = _catalog(self.domain).get(message)
        string = found.string if found else ""
        korean = string if isinstance(string, str) else (string or ("",))[0]
        if not korean:
            raise MissingTranslation(f"{self.domain}.po has no Korean for {message!r}")
        return korean


def _within(value: object, language: Language) -> object:
    return value.within(language) if isinstance(value, Text) else value


@cache
def _catalog(domain: str) -> Catalog:
    with (LOCALE / "ko" / f"{domain}.po").open("rb") as file:
        return read_po(file, locale="ko", domain=domain)


def number(value: float, language: Language) -> str:
    """Write a number: `53,700` in English, `5만3700` in Korean."""
    whole = float(value).is_integer()
    if language is Language.EN or not whole:
        return f"{value:,.0f}" if whole else f"{value:,}"
    amount = abs(int(value))
    sign = "-" if value < 0 else ""
    man, rest = divmod(amount, MAN)
    if not man:
        return f"{sign}{rest}"
    return f"{sign}{man}만{rest or ''}"


def people(value: float, language: Language) -> str:
    """Write a number of people: `120,000 people`, `12만 명`, `5만3700명`."""
    said = number(value, language)
    if language is Language.EN:
        return f"{said} people" if value != 1 else "1 person"
    return f"{said} 명" if said.endswith("만") else f"{said}명"


def span(low: float, high: float, language: Language) -> str:
    """Write a range of numbers: `80,000–120,000`, `8만~12만`."""
    mark = "–" if language is Language.EN else "~"
    return f"{number(low, language)}{mark}{number(high, language)}"


def date(iso: str, language: Language, *, short: bool = False) -> str:
    """Write an ISO 8601 date as precisely as it is known.

    `2013`, `January 2013`, `17 January 2013`; `2013년`, `2013년 1월`, `2013년 1월 17일`.
    `short` abbreviates English months. Raises ValueError on anything else.
    """
    parts = [int(part) for part in iso.split("-")]
    if len(parts) == 1:
        return f"{parts[0]}" if language is Language.EN else f"{parts[0]}년"
    day = datetime.date(parts[0], parts[1], parts[2] if len(parts) == 3 else 1)
    month = "MMM" if short else "MMMM"
    pattern = {
        (Language.EN, 2): f"{month} y",
        (Language.EN, 3): f"d {month} y",
        (Language.KO, 2): "y년 M월",
        (Language.KO, 3): "y년 M월 d일",
    }[language, len(parts)]
    return format_date(day, pattern, locale=str(language))


def period(start: str, end: str, language: Language, *, short: bool = False) -> str:
    """Write a period between two ISO dates; one date where both are equal, blank where both are."""
    if not start or not end or start == end:
        return date(start or end, language, short=short) if start or end else ""
    if language is Language.KO:
        return _korean_period(start, end)
    first, last = date(start, language, short=short), date(end, language, short=short)
    if start[:4] == end[:4] and first.endswith(f" {start[:4]}"):
        first = first.removesuffix(f" {start[:4]}")
    if len(start) == len(end) == 10 and start[:7] == end[:7]:
        first = str(int(start[8:]))
    return f"{first}–{last}"


def _korean_period(start: str, end: str) -> str:
    """Write what both ends share once: `1967~1974년`, `2025년 1~6월`, `2019년 2월 27~28일`."""
    first, last = date(start, Language.KO), date(end, Language.KO)
    for shared in (end[:7], end[:4]):
        if start.startswith(shared) and len(start) > len(shared):
            last = last.removeprefix(f"{date(shared, Language.KO)} ")
            break
    if len(start) == len(end) and start[: max(len(end) - 3, 0)] == end[: max(len(end) - 3, 0)]:
        first = first[:-1]
    return f"{first}~{last}"


def joined(items: list[str], language: Language) -> str:
    """Join words into a list: `a, b and c`, `a, b, c`."""
    if language is Language.KO or len(items) < 2:
        return ", ".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"
