"""One cell, written the way the tables write it: only what can be read in one way alone.

What is shown decides. What is kept behind it and says something else is a doubt with both
readings; a reading that is what stands in the data already wins.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from functools import cache

from story.publishing.intake.days import Ambiguous, names_a_time, names_no_year, read_day
from story.publishing.intake.doubts import Refusal
from story.publishing.intake.formats import plain
from story.publishing.intake.grid import UNSEEN, Raw, as_error, ordinary
from story.publishing.intake.mojibake import mended, spoils_to, spoilt
from story.publishing.intake.numerals import COUNTED, read_count, read_measure
from story.tables.model import Column, Form, Record
from story.tables.problem import Answer
from story.tables.values import VALUES
from story.text import Phrases, Text

SAY = Phrases("intake")
SPACES = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
# Word processors and old Macs end lines within a cell by these.
BREAKS = re.compile("[ \t]*[\x0b\x0c\x1c-\x1e\u2028\u2029]+[ \t]*")
LOST = "\ufffd"
PERCENT = re.compile(r"(-?[0-9.,]+)\s?[%％]")
# What is counted, behind a number: 5곳, but not 5만.
UNIT = re.compile(r"^(.*[0-9]) ?(?![만억천백십조여])[가-힣]+$(?<![만억천백십조여])")
# How people keep a spreadsheet from changing what they typed.
QUOTED = re.compile(r'="([^"]*)"')
YEARS = range(1900, 2100)  # typed into a cell of the kind date, they turn into days of 1905
WORDED = {
    "about": re.compile(
        r"^(?:약|대략|about|around|approx(?:\.|imately)?|circa|c\.|ca\.?|some|~|≈) ?"
        r"|(?: ?명)? ?(?:정도|가량|안팎)$",
        re.IGNORECASE,
    ),
    "at-least": re.compile(r"^(?:최소|적어도|at least|≥|>=) ?|(?: ?명)? ?이상$", re.IGNORECASE),
    "up-to": re.compile(r"^(?:최대|많게는|up to|at most|≤|<=) ?|(?: ?명)? ?이하$", re.IGNORECASE),
    "more-than": re.compile(r"^(?:more than|over|>) ?|(?: ?명)? ?초과$", re.IGNORECASE),
}


@cache
def how_read() -> Mapping[str, Text]:
    """Return what is said of each way in which a cell may have been read."""
    return {
        "spaces": SAY.both("Spaces at the ends, and spaces of other kinds, were put right."),
        "composed": SAY.both("Letters that were stored in pieces were put together."),
        "lines": SAY.both("Line ends were put right."),
        "unseen": SAY.both("Characters that cannot be seen were taken out."),
        "breaks": SAY.both("Line breaks of a word processor were read as spaces."),
        "typed-date": SAY.both("A cell of the kind “date” was read as precisely as it is shown."),
        "date": SAY.both("A date was written the way the tables do."),
        "serial": SAY.both("A number of days was read as a date, as Excel counts them from 1900."),
        "number": SAY.both("A number was written in plain digits."),
        "as-shown": SAY.both("A number was read as it is shown; another one is kept behind it."),
        "percent": SAY.both("A percentage was read as it is shown: the series is in per cent."),
        "man": SAY.both("A number in 만 or 억 was written out."),
        "decimal-comma": SAY.both("A decimal comma was read as a decimal point."),
        "case": SAY.both("A code or an id was written in small letters."),
        "label": SAY.both("Words were read as the code they stand for."),
        "list": SAY.both("The entries of a list were separated by semicolons."),
        "computed": SAY.both("A formula's result was read, as it was when the file was saved."),
        "boolean": SAY.both("A truth value was read as it is shown."),
        "mojibake": SAY.both("Text that had been decoded wrongly is what stands in the data."),
        "as-stands": SAY.both("Of several readings, the one that stands in the data was taken."),
        "worded": SAY.both("The word beside a number agrees with the wording of the figure."),
        "struck": SAY.both("What is struck out within a cell was left out."),
        "merged": SAY.both("Merged cells were read as if each of them held the same."),
    }  # fmt: skip


@dataclass(frozen=True)
class Read:
    """A cell's text as the tables write it.

    `how`: keys of `how_read()`. `refusal`: why it cannot be read, None where it can. `bound`: the
    wording that stood beside a number, as in `estimates.bound`.
    """

    text: str
    how: tuple[str, ...] = ()
    refusal: Refusal | None = None
    bound: str = ""


@dataclass(frozen=True)
class Reader:
    """Reads the cells of one column; remembers nothing.

    `from_1904`: whether the workbook counts its days from 1904.
    """

    kind: type[Record]
    column: Column
    labels: Mapping[str, str] = field(default_factory=dict)
    from_1904: bool = False

    @property
    def form(self) -> Form:
        """What the cells of the column hold."""
        return self.column.cell.form

    def read(self, raw: Raw, now: str = "", *, percent: bool = False) -> Read:
        """Return the cell as the tables write it, and how it was read.

        `now`: the cell as it is in the data. `percent`: whether the row's values are in per cent.
        """
        found = self._read(raw, now, percent=percent)
        if raw.computed and not found.refusal:
            found = replace(found, how=(*found.how, "computed"))
        return _decided(found, now)

    def _read(self, raw: Raw, now: str, *, percent: bool) -> Read:
        if raw.unstruck is not None:
            return self._struck(raw, now, percent=percent)
        if raw.how in ("formula", "error") or (not raw.how and as_error(raw.text)):
            return Read(raw.text, refusal=_computed(raw))
        if raw.how == "not-shown" or (raw.how == "number" and not raw.text):
            return Read(raw.stored, refusal=_not_shown(raw))
        if raw.how == "date":
            return _dated(self, raw)
        if raw.how == "number":
            return self._number(raw, now, percent=percent)
        if raw.how == "boolean" and self.form == "text":
            return Read(raw.text, ("boolean",))
        return self._of_text(raw.text, now, percent=percent)

    def _number(self, raw: Raw, now: str, *, percent: bool) -> Read:
        if self.form in ("digits", "text", "choice") and _equal(now, Decimal(raw.stored)):
            return Read(now, () if raw.text == now else ("number",))
        if self.form in ("count", "number"):
            return _numbered(self, raw, now, percent=percent)
        if self.form == "date":
            return _day_of_number(self, raw)
        found = self._of_text(raw.text, now, percent=percent)
        if _value(raw.text, Decimal(raw.stored)) != Decimal(raw.stored):
            return replace(found, how=(*found.how, "as-shown"))
        return found

    def _of_text(self, written: str, now: str, *, percent: bool) -> Read:
        quoted = QUOTED.fullmatch(written.strip())
        text, how = tidied(quoted[1] if quoted else written)
        if quoted:
            how = (*how, "computed")
        if not text or text == now:
            return Read(text, how)
        if self.form in ("text", "address"):
            # Before spaces are put right: a space may be half of a letter.
            found_spoilt = _spoilt(written, text, now)
            if found_spoilt:
                return found_spoilt
        if self.form in ("count", "number"):
            found = _amount(self, text, percent=percent)
            if found.text == f"{now}.0":  # programs write whole numbers so
                found = replace(found, text=now)
        else:
            found = READERS.get(self.form, _as_it_is)(self, text)
        return replace(found, how=(*how, *found.how))

    def _struck(self, raw: Raw, now: str, *, percent: bool) -> Read:
        """Read a cell of which something is struck out: with it, and without."""
        whole = self._read(raw._replace(unstruck=None), now, percent=percent)
        if whole.refusal:
            return whole
        left = self._read(Raw(raw.unstruck or ""), now, percent=percent).text
        if left == now and left:
            return Read(left, ("struck",))
        answers = (
            Answer("without", SAY.both("Without what is struck out: “{value}”.", value=left), left),
            Answer("with", SAY.both("As if nothing were struck out: “{value}”.",
                                    value=whole.text), whole.text),
        )  # fmt: skip
        refusal = Refusal(
            "struck-out",
            SAY.both("Something in the cell is struck out: “{value}”.", value=raw.text),
            SAY.both("Delete what is struck out, or take the line away."),
            answers,
            decided=False,
        )
        return Read(whole.text, refusal=refusal)


def reader_of(kind: type[Record], column: Column, *, from_1904: bool = False) -> Reader:
    """Return what reads the cells of a column."""
    labels: dict[str, str] = {}
    for code, words in VALUES.get(f"{kind.table}.{column.name}", {}).items():
        labels |= {word.casefold(): code for word in (words.en, words.ko)}
    return Reader(kind, column, labels, from_1904)


def _decided(found: Read, now: str) -> Read:
    """Take the reading that stands in the data already, where exactly one does."""
    refusal = found.refusal
    if not refusal or not refusal.answers or not refusal.decided or not now:
        return found
    same = [answer for answer in refusal.answers if answer.value == now]
    return Read(now, (*found.how, "as-stands")) if same else found


def _computed(raw: Raw) -> Refusal:
    if raw.how == "formula":
        return Refusal(
            "formula-cell",
            SAY.both("The cell holds a formula, and the file does not hold its result."),
            SAY.both("Copy it and paste it as a value, or type what it shows."),
        )
    if set(raw.text.strip()) == {"#"}:
        return Refusal(
            "error-cell",
            SAY.both("The column was too narrow, or the date impossible: only “{value}” was "
                     "written.", value=raw.text.strip()),
            SAY.both("Make the column wider and save the file again."),
        )  # fmt: skip
    return Refusal(
        "error-cell",
        SAY.both("The spreadsheet could not work out this cell: {value}.", value=raw.text.strip()),
        SAY.both("Type the value."),
    )


def _not_shown(raw: Raw) -> Refusal:
    return Refusal(
        "shown-otherwise",
        SAY.both("The cell's number format hides its number, or shows it in an unusual way; "
                 "{stored} is kept.", stored=raw.stored),
        SAY.both("Type the number into a cell of the format “General” or “Text”."),
        (_stored_answer(raw.stored),),
        like="not-shown",
    )  # fmt: skip


def _stored_answer(value: str) -> Answer:
    return Answer("stored", SAY.both("What is kept: {value}.", value=value), value)


def _shown_answer(value: str) -> Answer:
    return Answer("shown", SAY.both("What is shown: {value}.", value=value), value)


def tidied(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text without what only differs in storage, and what that was."""
    if text.isascii() and text.isprintable() and text == text.strip():
        return text, ()
    how = []
    for name, tidy in (
        ("composed", lambda item: unicodedata.normalize("NFC", item)),
        ("unseen", lambda entry: UNSEEN.sub("", entry)),
        ("breaks", lambda each: BREAKS.sub(" ", each)),
        ("lines", lambda text: text.replace("\r\n", "\n").replace("\r", "\n")),
        ("spaces", lambda text: SPACES.sub(" ", text).strip()),
    ):
        again = tidy(text)
        if again != text:
            how.append(name)
            text = again
    return text, tuple(how)


def _spoilt(written: str, text: str, now: str) -> Read | None:
    """Read a text that was decoded wrongly and saved again; None where it was not."""
    right = now if spoils_to(now, written) else mended(written)
    if right == written and not spoilt(written):
        return None
    if LOST in right:
        right = written
    right, _ = tidied(right)
    if right == now:
        return Read(now, ("mojibake",))
    as_written = (
        ()
        if LOST in text
        else (Answer("as-written", SAY.both("It is so: publish it as it is written."), text),)
    )
    back = () if right == text else (
        Answer("mended", SAY.both("What was meant: “{value}”.", value=right), right),
    )  # fmt: skip
    refusal = Refusal(
        "mojibake",
        SAY.both("The text was decoded wrongly and saved again: “{value}”.", value=text),
        SAY.both("Write “{value}”, if that is meant.", value=right)
        if back
        else SAY.both("Part of it is lost. Type the text anew, and save the file as “CSV UTF-8”."),
        (*back, *as_written),
        like="mojibake",
        decided=False,
    )
    return Read(text, refusal=refusal)


# Numbers


def _numbered(reader: Reader, raw: Raw, now: str, *, percent: bool) -> Read:
    """Read a cell that keeps a number, by what it shows of it."""
    stored = Decimal(raw.stored)
    if "%" in raw.text or "％" in raw.text:
        return _per_cent(reader, raw, stored, percent=percent)
    bare, bound = _without_word(raw.text)
    shown = _value(bare, stored)
    if shown is None:
        return Read(raw.text, refusal=_differing(raw, "", raw.stored))
    if shown == stored:
        digits = bare if re.fullmatch(r"-?[0-9]+\.[0-9]+", bare) else raw.stored
        same = now if _equal(now, stored) else _digits(reader, digits)
        return Read(same, ("number",) if raw.text != same else (), bound=bound)
    if re.search("[만억천]", bare):
        return Read(_digits(reader, plain(shown)), ("as-shown",), bound=bound)
    return Read(raw.text, refusal=_differing(raw, plain(shown), raw.stored))


def _per_cent(reader: Reader, raw: Raw, stored: Decimal, *, percent: bool) -> Read:
    found = PERCENT.fullmatch(raw.text.strip())
    shown = _value(found[1], stored) if found else None
    if shown is None:
        return Read(raw.text, refusal=_differing(raw, "", raw.stored))
    whole = shown if shown == stored else stored * 100
    if percent and shown == whole:
        return Read(_digits(reader, plain(shown)), ("percent",))
    other = plain(whole) if percent else raw.stored if shown != stored else plain(shown / 100)
    return Read(raw.text, refusal=_differing(raw, plain(shown), other))


def _differing(raw: Raw, shown: str, stored: str) -> Refusal:
    answers = (*((_shown_answer(shown),) if shown else ()), _stored_answer(stored))
    return Refusal(
        "shown-otherwise",
        SAY.both("The cell shows “{shown}”, and {stored} is kept behind it.",
                 shown=raw.text, stored=raw.stored),
        SAY.both("Type what is meant ({choices}) into a cell of the format “Text”.",
                 choices=_either([answer.value or "" for answer in answers])),
        answers,
        like="shown " + re.sub("[0-9]+", "0", raw.text),
    )  # fmt: skip


def _value(text: str, stored: Decimal) -> Decimal | None:
    """Return the number that is shown: as Washington writes it, or as it is kept; None if none."""
    text = UNIT.sub(r"\1", text.strip())
    bare = COUNTED.sub("", ordinary(text).strip().replace("−", "-"))
    if re.fullmatch(r"\(.*\)", bare):
        bare = f"-{bare[1:-1]}"
    ways = [
        bare.replace(",", ""),
        bare.replace(".", "").replace(",", "."),
        re.sub(r"[ ,]", "", bare),
    ]
    found = []
    for way in ways:
        try:
            found.append(Decimal(read_count(way)[0] if re.search("[만억천]", way) else way))
        except (InvalidOperation, Ambiguous):
            continue
    finite = [item for item in found if item.is_finite()]
    return stored if stored in finite else finite[0] if finite else None


def _equal(now: str, stored: Decimal) -> bool:
    try:
        return Decimal(now) == stored
    except InvalidOperation:
        return False


def _digits(reader: Reader, digits: str) -> str:
    """Write digits the way the column writes numbers."""
    if reader.form == "count" or not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", digits):
        return digits.partition(".")[0] if re.fullmatch(r"[0-9]+\.0+", digits) else digits
    return read_measure(digits, reader.column.decimals)[0]


def _without_word(text: str) -> tuple[str, str]:
    """Return a number without the word beside it, and the wording that the word stands for."""
    for bound, word in WORDED.items():
        bare = word.sub("", text.strip(), count=1)
        if bare != text.strip() and re.search("[0-9]", bare):
            return bare.strip(), bound
    return text, ""


def _amount(reader: Reader, text: str, *, percent: bool) -> Read:
    bare, bound = _without_word(text)
    share = PERCENT.fullmatch(bare)
    if share and reader.form == "number":
        return _share(reader, text, share[1], percent=percent)
    if re.fullmatch(r"[-−]0+(?:[.,]0+)?", bare):
        return Read(text, refusal=_minus_zero(text))
    try:
        found, how = (
            read_count(bare)
            if reader.form == "count"
            else read_measure(bare, reader.column.decimals)
        )
    except Ambiguous as two:
        return Read(text, refusal=_ambiguous(text, two))
    if found == bare and bound and not re.fullmatch(r"[0-9]+(\.[0-9]+)?", found):
        return Read(text)
    return Read(found, (how,) if how else (), bound=bound)


def _share(reader: Reader, text: str, digits: str, *, percent: bool) -> Read:
    try:
        found, _ = read_measure(digits, reader.column.decimals)
    except Ambiguous as two:
        return Read(text, refusal=_ambiguous(text, two))
    if percent:
        return Read(found, ("percent",))
    try:
        part = plain(Decimal(found) / 100)
    except InvalidOperation:
        return Read(text)
    answers = (
        _shown_answer(found),
        Answer("share", SAY.both("A share: {value}.", value=part), part),
    )
    refusal = Refusal(
        "percent",
        SAY.both("“{value}” is a percentage, and the column does not hold any.", value=text),
        SAY.both("Write {choices}, whichever is meant.", choices=_either([found, part])),
        answers,
        like="percent",
    )
    return Read(text, refusal=refusal)


def _minus_zero(text: str) -> Refusal:
    return Refusal(
        "minus-zero",
        SAY.both("“{value}” is no number: a sign is left, and what it belonged to is gone.",
                 value=text),
        SAY.both("Write 0 or the number that was rounded away, or leave the cell blank."),
        (Answer("zero", SAY.both("Zero: 0."), "0"),),
        like="minus-zero",
    )  # fmt: skip


# Dates


def _dated(reader: Reader, raw: Raw) -> Read:
    """Read a cell of the kind “date”, as precisely as it is shown."""
    if reader.form != "date":
        return _date_elsewhere(reader, raw)
    day, _, clock = raw.stored.partition(" ")
    if raw.serial.isdecimal() and int(raw.serial) in YEARS and not clock:
        return Read(raw.stored, refusal=_year_or_day(raw))
    if "y" not in raw.parts or "-" not in day:
        return Read(raw.text, refusal=_no_year(raw.text, day if "d" in raw.parts else ""))
    if clock and "H" in raw.parts:
        return Read(raw.text, refusal=_with_time(raw.text, day))
    parts = set(raw.parts) & set("ymd")
    if parts == set("ymd"):
        return Read(day, ("typed-date",))
    shown = day[:7] if parts == {"y", "m"} else day[:4] if parts == {"y"} else day
    if shown != day and day.endswith("-01" if len(shown) == len("2013-01") else "-01-01"):
        return Read(shown, ("typed-date",))
    return Read(day, refusal=_differing(raw._replace(stored=day), shown, day))


def _year_or_day(raw: Raw) -> Refusal:
    answers = (
        Answer("year", SAY.both("The year: {value}.", value=raw.serial), raw.serial),
        Answer("day", SAY.both("The day: {value}.", value=raw.stored), raw.stored),
    )
    return Refusal(
        "year-or-day",
        SAY.both("A year typed into a cell of the kind “date” turns into a day: {year} into {day}.",
                 year=raw.serial, day=raw.stored),
        SAY.both("Format the column as text, and write {choices}.",
                 choices=_either([raw.serial, raw.stored])),
        answers,
        like="year-or-day",
    )  # fmt: skip


def _no_year(text: str, stored: str = "") -> Refusal:
    message = SAY.both("“{value}” names no year, and none is added to it.", value=text)
    if stored:
        message = SAY.both(
            "The cell shows “{value}” without a year; {stored} is kept behind it.",
            value=text, stored=stored,
        )  # fmt: skip
    return Refusal(
        "no-year",
        message,
        SAY.both("Write the date with its year, such as 2019-02-28."),
        (_stored_answer(stored),) if stored else (),
        like="no-year",
    )


def _with_time(text: str, day: str = "") -> Refusal:
    return Refusal(
        "time-of-day",
        SAY.both("“{value}” has a time of day, which the tables do not hold; elsewhere it may be "
                 "another day.", value=text),
        SAY.both("Write the day alone, such as 2019-02-28."),
        (_stored_answer(day),) if day else (),
        like="time-of-day",
    )  # fmt: skip


def _date_elsewhere(reader: Reader, raw: Raw) -> Read:
    """Refuse a cell of the kind “date” in a column of anything else."""
    day = raw.stored.partition(" ")[0]
    answers: tuple[Answer, ...] = ()
    if reader.form == "text":
        answers = (_shown_answer(raw.text), *([_stored_answer(day)] if day != raw.text else []))
    elif reader.form in ("count", "number"):
        answers = (_stored_answer(raw.serial),)
    refusal = Refusal(
        "typed-date",
        SAY.both("The spreadsheet took what was typed for a date: it shows “{shown}”.",
                 shown=raw.text),
        SAY.both("Format the column as text, and type it again."),
        answers,
        like="typed-date",
    )  # fmt: skip
    return Read(raw.text, refusal=refusal)


def _day_of_number(reader: Reader, raw: Raw) -> Read:
    """Read a number in a column of dates: a year, or the days since a beginning."""
    plainly = _value(raw.text, Decimal(raw.stored))
    text = raw.stored if plainly == Decimal(raw.stored) else raw.text
    if reader.from_1904 and re.fullmatch("[0-9]{5}", text):
        later = str(int(text) + 1462)
        choices = [read_day(later)[0], read_day(text)[0]]
        return Read(text, refusal=_ambiguous(text, Ambiguous(*choices, habits=("1904", "1900"))))
    return _day(reader, text)


def _day(reader: Reader, text: str) -> Read:
    if names_no_year(text):
        return Read(text, refusal=_no_year(text))
    if names_a_time(text):
        return Read(text, refusal=_with_time(text))
    try:
        found, how = read_day(text)
    except Ambiguous as two:
        return Read(text, refusal=_ambiguous(text, two))
    return Read(found, (how,) if how else ())


# Words


def _as_it_is(reader: Reader, text: str) -> Read:
    if reader.column.cell.many:
        return _list(text, r"\s*;\s*")
    return Read(text)


def _list(text: str, separator: str) -> Read:
    items = [part for part in re.split(separator, text.strip("; ")) if part]
    tidy = ";".join(items)
    return Read(tidy, ("list",) if tidy != text else ())


def _small(reader: Reader, text: str) -> Read:
    """Read ids, language codes and camp numbers: lists of them by any separator."""
    text = unicodedata.normalize("NFKC", text)
    listed = _list(text, r"[;,\s]+") if reader.column.cell.many else Read(text)
    # A camp number may stand as 14호; an id has no capitals.
    small = listed.text.casefold()
    return Read(small, (*listed.how, *(("case",) if small != listed.text else ())))


def _choice(reader: Reader, text: str) -> Read:
    choices = reader.column.choices
    if text in choices:
        return Read(text)
    small = re.sub(r"[\s_]+", "-", unicodedata.normalize("NFKC", text).casefold())
    if small in choices:
        return Read(small, ("case",))
    code = reader.labels.get(" ".join(text.casefold().split()))
    return Read(code, ("label",)) if code else Read(text)


@cache
def _habits() -> Mapping[str, Text]:
    """Return what each habit of writing means, to be chosen from."""
    return {
        "thousands": SAY.both("It parts thousands: {value}."),
        "decimal-comma": SAY.both("The comma is a decimal point: {value}."),
        "decimal-point": SAY.both("The point is a decimal point: {value}."),
        "day-first": SAY.both("The day comes first: {value}."),
        "month-first": SAY.both("The month comes first: {value}."),
        "1900s": SAY.both("A year of the 1900s: {value}."),
        "2000s": SAY.both("A year of the 2000s: {value}."),
        "january": SAY.both("January: {value}."),
        "october": SAY.both("October, of which the spreadsheet dropped the zero: {value}."),
        "1904": SAY.both("Days counted from 1904: {value}."),
        "1900": SAY.both("Days counted from 1900: {value}."),
    }


def _ambiguous(text: str, two: Ambiguous) -> Refusal:
    answers = tuple(
        Answer(habit, _meaning(habit, value), value)
        for habit, value in zip(two.habits, two.choices, strict=True)
    )
    return Refusal(
        "ambiguous",
        SAY.both("“{value}” can be read in more than one way.", value=text),
        SAY.both("Write {choices}, whichever is meant.", choices=_either(two.choices)),
        answers,
        like=" ".join(sorted(two.habits)),
    )


def _meaning(habit: str, value: str) -> Text:
    said = _habits().get(habit, Text("{value}", "{value}"))
    return Text(said.en.format(value=value), said.ko.format(value=value))


def _either(choices: Sequence[str]) -> Text:
    return Text(
        " or ".join(f"“{choice}”" for choice in choices),
        " 또는 ".join(f"‘{choice}’" for choice in choices),
    )


READERS: Mapping[Form, Callable[[Reader, str], Read]] = {
    "id": _small,
    "language": _small,
    "digits": _small,
    "choice": _choice,
    "date": _day,
}
