"""Numbers as people write them, to plain digits: `120,000`, `12만 3400명`, `1.234,5`."""

import re
from decimal import Decimal

from story.publishing.intake.days import Ambiguous
from story.publishing.intake.grid import ordinary
from story.tables.rows import cell

GROUPED = re.compile(r"[0-9]{1,3}(?P<by>[,.' ])[0-9]{3}(?:(?P=by)[0-9]{3})*")
KOREAN = re.compile(
    r"(?:(?P<eok>[0-9,]+(?:\.[0-9]{1,2})?)\s*억)?\s*(?:(?P<man>[0-9,]+(?:\.[0-9]{1,2})?)\s*만)?"
    r"\s*(?:(?P<cheon>[0-9]+)\s*천)?\s*"
    r"(?P<rest>[0-9,]+)?"
)
COUNTED = re.compile(r"\s*(?:명|인|people|persons)$")
PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def read_count(text: str) -> tuple[str, str]:
    """Return a whole number in plain digits and how it was read; unreadable text as it is.

    Raises Ambiguous where a full stop may part thousands or decimals.
    """
    bare = _bare(COUNTED.sub("", text))
    if bare.isdecimal():
        # Zeros in front say nothing of a number.
        digits = bare.lstrip("0") or "0"
        return digits, _how(digits, text)
    if re.fullmatch(r"[0-9]+\.0{1,2}", bare):
        return bare.partition(".")[0], "number"
    grouped = GROUPED.fullmatch(bare)
    if grouped:
        digits = re.sub(r"[^0-9]", "", bare)
        if grouped["by"] == "." and bare.count(".") == 1 and bare.endswith("000"):
            raise Ambiguous(bare.partition(".")[0], digits, habits=("decimal-point", "thousands"))
        return digits, "number"
    korean = _millions(bare) or _korean(bare)
    return (korean, "man") if korean else (text, "")


def read_measure(text: str, decimals: int = 0) -> tuple[str, str]:
    """Return a number with a decimal point and how it was read; unreadable text as it is.

    `decimals`: the digits after the point that are always written. Raises Ambiguous for `1,234`.
    """
    bare = _bare(text)
    counted = COUNTED.sub("", bare)
    if counted != bare or re.search("[만억천]", bare):
        return read_count(text)
    if PLAIN.fullmatch(bare):
        bare = re.sub(r"^(-?)0+(?=[0-9])", r"\1", bare)
        tidy = cell(float(bare), decimals) if len(bare) < 16 else bare
        # Zeros at the end say how precisely something is known: only missing ones are added.
        kept = bare if len(bare) > len(tidy) and float(bare) == float(tidy) else tidy
        return kept, _how(bare, text)
    if re.fullmatch(r"-?[0-9]{1,3},[0-9]{3}", bare):
        raise Ambiguous(
            bare.replace(",", ""), bare.replace(",", "."), habits=("thousands", "decimal-comma")
        )
    for point, group, how in ((".", ",", "number"), (",", ".", "decimal-comma")):
        whole, _, rest = bare.partition(point)
        sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
        grouped = GROUPED.fullmatch(digits)
        fits = digits.isdecimal() or (grouped and grouped["by"] in (group, " "))
        if fits and (rest.isdecimal() or (not rest and point not in bare)):
            plain = sign + re.sub(r"[^0-9]", "", digits)
            return (f"{plain}.{rest}" if rest else plain), how
    return text, ""


def _millions(text: str) -> str:
    """Return `7.5백만`, as statistics in millions are written, in digits; blank for others."""
    found = re.fullmatch(r"([0-9]+(?:\.[0-9]{1,6})?) ?백만", text)
    total = Decimal(found[1]) * 1_000_000 if found else Decimal(0)
    return str(int(total)) if found and total == int(total) else ""


def _bare(text: str) -> str:
    """Return the text with ordinary digits, signs and spaces."""
    return ordinary(text).replace("−", "-").replace("’", "'").strip()


def _how(bare: str, text: str) -> str:
    return "" if bare == text else "number"


def _korean(text: str) -> str:
    """Return `12만 3400` or `1억 2000만` in digits, blank where it is no such number."""
    found = KOREAN.fullmatch(text)
    if not found or not any(found[unit] for unit in ("eok", "man", "cheon")):
        return ""
    units = {"eok": 100_000_000, "man": 10_000, "cheon": 1000, "rest": 1}
    digits = {unit: (found[unit] or "0").replace(",", "") for unit in units}
    if not all(digit.replace(".", "").isdecimal() for digit in digits.values()):
        return ""
    total = sum(Decimal(digits[unit]) * size for unit, size in units.items())
    return str(int(total)) if total == int(total) else ""
