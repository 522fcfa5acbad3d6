"""What a spreadsheet shows of a number: ECMA-376 number formats, as far as tables use them.

A cell keeps a number and a format; people see, and mean, what the format makes of it. A format
that is not understood here is said to be so: it is never guessed.
"""

import datetime
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm", 27: 'yyyy"年" mm"月" dd"日"', 28: "mm-dd", 29: "mm-dd", 30: "mm-dd-yy",
    31: 'yyyy"년" mm"월" dd"일"', 32: 'h"시" mm"분"', 33: 'h"시" mm"분" ss"초"', 34: "yyyy-mm-dd",
    35: "yyyy-mm-dd", 36: 'yyyy"年" mm"月" dd"日"', 37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)",
    39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;(#,##0.00)", 41: "#,##0;-#,##0;-",
    42: "₩#,##0;-₩#,##0;-", 43: "#,##0.00;-#,##0.00;-", 44: "₩#,##0.00;-₩#,##0.00;-",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: 'yyyy"年" mm"月" dd"日"', 51: "mm-dd", 52: "yyyy-mm-dd", 53: "yyyy-mm-dd", 54: "mm-dd",
    55: "yyyy-mm-dd", 56: "yyyy-mm-dd", 57: 'yyyy"年" mm"月" dd"日"', 58: "mm-dd",
}  # fmt: skip
"""The formats that have a number and no text; dates in the order of the country are shown whole."""

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_(?P<room>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<clock>AM/PM|A/P|오전/오후)|(?P<general>General)|(?P<date>[yYmMdDhHsSeEgGaAbB]+)"
    r"|(?P<place>[0#?.,]+[eE][+-]0+|[0#?.,%/]+)|(?P<text>@)|(?P<other>.)",
    re.DOTALL,
)
GENERAL = 15  # digits that a double keeps for certain


@dataclass(frozen=True)
class Format:
    """One section of a number format, split into its tokens."""

    tokens: tuple[tuple[str, str], ...]

    @property
    def parts(self) -> str:
        """The parts of a date or time it shows: of `ymdHMs`; blank where it shows a number."""
        return "".join(dict.fromkeys(part for part, _ in self._dated() if part))

    @property
    def general(self) -> bool:
        """Whether it shows a number as it is."""
        return all(name != "place" for name, _ in self.tokens) and not self.parts

    def _dated(self) -> list[tuple[str, str]]:
        """Return each token with the part of a date it stands for, blank for the others."""
        if any(name == "general" for name, _ in self.tokens):
            return [("", value) for _, value in self.tokens]
        found: list[tuple[str, str]] = []
        for name, value in self.tokens:
            letter = value[:1].lower()
            if name == "bracket" and re.fullmatch("[hms]+", value.lower()):
                found.append(({"h": "H", "m": "M", "s": "s"}[letter], value))
            elif name != "date":
                found.append(("", value))
            else:
                found.append((_part(letter, len(value)), value))
        return _minutes(found)


def _part(letter: str, length: int) -> str:
    if letter in "ye":
        return "y"
    if letter == "d":
        return "d" if length <= 2 else "weekday"
    return {"m": "m", "h": "H", "s": "s", "a": "weekday", "g": "era", "b": "era"}[letter]


def _minutes(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Read `m` as minutes where it stands behind hours or before seconds."""
    dated = [at for at, (part, _) in enumerate(found) if part]
    for before, at in zip([-1, *dated], dated, strict=False):
        part, value = found[at]
        following = next((item for item in dated if item > at), -1)
        beside = {found[entry][0] for entry in (before, following) if entry >= 0}
        if part == "m" and len(value) <= 2 and (
            (before >= 0 and found[before][0] == "H") or "s" in beside
        ):  # fmt: skip
            found[at] = ("M", value)
    return found


@cache
def sections(code: str) -> tuple[Format, ...]:
    """Return the sections of a format: for positive, negative numbers, zero, and text."""
    found: list[list[tuple[str, str]]] = [[]]
    for token in TOKEN.finditer(code):
        name = str(token.lastgroup)
        value = token[name]
        if name == "other" and value == ";":
            found.append([])
        else:
            found[-1].append((name, value))
    return tuple(Format(tuple(item)) for item in found)


def parts(code: str) -> str:
    """Return the parts of a date or time that a format shows, of `ymdHMs`; blank for numbers."""
    shown = sections(code)[0].parts
    return "".join(
        {"weekday": "", "era": ""}.get(item, item) for item in re.findall("weekday|era|.", shown)
    )


def shown_number(stored: Decimal, code: str) -> str | None:
    """Return a number as a format shows it; None where the format is not understood."""
    found = sections(code)
    section = found[0]
    negative = stored < 0
    if len(found) > 1 and negative:
        section, negative = found[1], False
    elif len(found) > 2 and stored == 0:
        section = found[2]
    names = [name for name, _ in section.tokens]
    if any(
        name == "bracket" and re.match(r"[<>=]", value) for name, value in section.tokens
    ):  # one format for some numbers and another for others
        return None
    if "place" not in names:
        number = plain(stored.copy_abs()) if {"general", "text"} & set(names) else ""
        if not number and not section.tokens:
            return ""
    else:
        shaped = _placed(stored.copy_abs(), section)
        if shaped is None:
            return None
        number = shaped
        if _parted(section) and not number.isdecimal():
            return None
    return _around(section, number, negative=negative)


def _around(section: Format, number: str, *, negative: bool) -> str:
    """Return a number among the words of its format."""
    said = "-" if negative and number.strip("0.,%") else ""
    digits = iter(_spread(section, number))
    for name, value in section.tokens:
        if name in ("place", "general", "text"):
            said += next(digits, "")
        elif name in ("quoted", "escaped", "other"):
            said += value
        elif name == "bracket" and value.startswith("$"):
            said += value[1:].partition("-")[0]
        elif name == "room":
            said += " "
    return said.strip()


def _widths(section: Format) -> list[int]:
    return [len(re.findall("[0#]", item)) for name, item in section.tokens if name == "place"]


def _parted(section: Format) -> bool:
    """Whether letters stand among a format's digits, as in `0000-00-00`."""
    return any(_widths(section)[1:])


def _spread(section: Format, number: str) -> list[str]:
    """Return what of a number stands at each of its places: `0!.0,` shows 125000 as 12.5."""
    if not _parted(section):
        return [number]
    widths = _widths(section)
    found: list[str] = []
    for width in reversed(widths[1:]):
        found.insert(0, number[len(number) - width :].rjust(width, "0") if width else "")
        number = number[: len(number) - width]
    return [number, *found]


def _placed(value: Decimal, section: Format) -> str | None:
    """Return the digits of a number by the places of its format; None for fractions and others."""
    spelt = "".join(item for name, item in section.tokens if name == "place")
    if "/" in spelt or "?" in spelt:
        return None
    scientific = re.fullmatch(r"([0#,]*)(\.?)([0#]*)[eE][+-](0+)", spelt)
    if scientific:
        if len(scientific[1]) != 1:
            return None
        return f"{value:.{len(scientific[3])}E}"
    digits = re.fullmatch(r"([0#,]*)((?:\.[0#]*)?)(,*)(%*)", spelt)
    if not digits:
        return None
    whole, fraction, late, percent = digits.groups()
    kept = whole.rstrip(",")
    scale = len(whole) - len(kept) + len(late)
    value = value * 100 ** len(percent) / 1000**scale
    places = fraction[1:]
    rounded = value.quantize(Decimal(1).scaleb(-len(places)), ROUND_HALF_UP)
    sign, _, _ = rounded.as_tuple()
    text = f"{rounded:,f}" if "," in kept else f"{rounded:f}"
    text = text.lstrip("-") if sign else text
    before, _, after = text.partition(".")
    after = after[: places.rfind("0") + 1] + after[places.rfind("0") + 1 :].rstrip("0")
    before = before.rjust(kept.replace(",", "").count("0"), "0")
    return f"{before}{'.' if after else ''}{after}{percent}"


def plain(value: Decimal) -> str:
    """Return a number in plain digits, without what only binary fractions add."""
    digits = value.normalize()
    if len(digits.as_tuple().digits) > GENERAL:
        digits = Decimal(f"{value:.{GENERAL - 1}E}").normalize()
    if digits == digits.to_integral_value():
        digits = digits.quantize(Decimal(1))
    return f"{digits:f}"


def shown_date(day: datetime.datetime, code: str) -> str:
    """Return a moment as a format shows it, month names in English."""
    said = ""
    for (name, value), (part, _) in zip(
        sections(code)[0].tokens, sections(code)[0]._dated(), strict=True
    ):
        if part:
            said += _of_date(part, len(value), day)
        elif name in ("quoted", "escaped", "other"):
            said += value
        elif name == "place":
            said += value.strip("0#?")
        elif name == "clock":
            said += "AM" if day.hour < 12 else "PM"
    return said.strip()


def _of_date(part: str, length: int, day: datetime.datetime) -> str:
    if part == "y":
        return f"{day:%Y}" if length > 2 else f"{day:%y}"
    if part == "m":
        name = MONTHS[day.month - 1]
        return name if length == 4 else name[:3] if length == 3 else f"{day.month:0{length}}"
    if part in ("weekday", "era"):
        return f"{day:%a}" if part == "weekday" else ""
    number = {"d": day.day, "H": day.hour, "M": day.minute, "s": day.second}[part]
    return f"{number:0{min(length, 2)}}"
