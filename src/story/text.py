"""Language, text in both languages, and numbers, ranges and dates as each language writes them.

English follows the newspaper habit of day month year and an en dash in ranges. Korean writes
numbers by ten thousands without commas (12만 명, 5만3700명) and ranges with a tilde.
"""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
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
    """The interface's phrases of one domain: English is the key, Korean in `<domain>.po`.

    The catalogues, under `locale/ko`, are read as gettext source, so nothing has to be compiled
    before a first run.
    """

    domain: str

    def gettext(self, message: str, language: Language, **values: object) -> str:
        """Return `message` in `language` with `values` filled in.

        Raises MissingTranslation where the Korean is missing.
        """
        if language is Language.EN:
            return message.format(**values) if values else message
        said = self._korean(message)
        return filled(said, values) if values else said

    def ngettext(
        self, item: str, many: str, count: int, language: Language, **values: object
    ) -> str:
        """Return the form for `count`, which is also filled in as `{count}`."""
        given = {"count": number(count, language), **values}
        if language is Language.EN:
            return (item if count == 1 else many).format(**given)
        return filled(self._korean(item), given)

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
    (path,) = LOCALE.joinpath("ko").rglob(f"{domain}.po")
    with path.open("rb") as file:
        return read_po(file, locale="ko", domain=domain)


# Particles that depend on the sound before them, as phrases write them: ‘{name}’은(는).
PARTICLES = {
    "은(는)": ("은", "는"),
    "이(가)": ("이", "가"),
    "을(를)": ("을", "를"),
    "과(와)": ("과", "와"),
    "(으)로": ("으로", "로"),
    "(이)": ("이", ""),
}
_AFTER_VALUE = re.compile(rf"(\{{\w+\}}[’”」]*)({'|'.join(map(re.escape, PARTICLES))})")
_SILENT = "’”」』»\"' \u00a0"
HANGUL_FIRST, HANGUL_LAST, FINALS, RIEUL = 0xAC00, 0xD7A3, 28, 8


def filled(phrase: str, values: Mapping[str, object]) -> str:
    """Return a Korean phrase with its values, each particle after one as its sound asks for.

    `‘{name}’은(는)` becomes `‘명단’은` or `‘지도’는`. What is in brackets is not heard. Where the
    sound cannot be told, as after a foreign word, both forms stay.
    """
    said = _AFTER_VALUE.sub(
        lambda found: found[1] + particle(found[1].format(**values), found[2]), phrase
    )
    return said.format(**values)


def particle(before: str, forms: str) -> str:
    """Return the form of a particle (a key of `PARTICLES`) that follows `before`."""
    closed = final_sound(before)
    if closed is None:
        return forms
    after_consonant, after_vowel = PARTICLES[forms]
    if forms == "(으)로" and closed == "ㄹ":
        return after_vowel
    return after_consonant if closed else after_vowel


def final_sound(text: str) -> str | None:
    """Return the consonant in which a text ends as it is read: `ㄹ`, another (`ㄱ`), or blank.

    None where that cannot be told.
    """
    heard = text.rstrip(_SILENT)
    while heard.endswith((")", "]")):
        opening = heard.rfind("(" if heard.endswith(")") else "[")
        if opening <= 0:
            return None
        heard = heard[:opening].rstrip(_SILENT)
    last = heard[-1:]
    if last and HANGUL_FIRST <= ord(last) <= HANGUL_LAST:
        final = (ord(last) - HANGUL_FIRST) % FINALS
        return "" if not final else "ㄹ" if final == RIEUL else "ㄱ"
    if last.isdecimal():
        return {"1": "ㄹ", "7": "ㄹ", "8": "ㄹ", "0": "ㄱ", "3": "ㄱ", "6": "ㄱ"}.get(last, "")
    if last == "%":
        return ""  # 퍼센트
    if last.isascii() and last.isupper():  # the letter's name: 엘, 엠, 엔, 아르
        return {"L": "ㄹ", "M": "ㄱ", "N": "ㄱ"}.get(last, "")
    return None


def held(text: str) -> str:
    """Return text in which a Korean word of one syllable stays with the next: `한 사람`."""
    return re.sub(r"(?<![가-힣])([가-힣]) (?=[가-힣])", "\\1\u00a0", text)


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


@lru_cache(maxsize=4096)
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
