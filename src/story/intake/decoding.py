"""Bytes to text: by marks and strict decoding, never by guessing between two that both fit.

Excel writes UTF-8 with a mark, UTF-16 (“Unicode text”), or the Windows code page of its country:
CP949 (which contains EUC-KR) in Korea, Windows-1252 in the United States.
"""

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass

from story.text import Phrases, Text

SAY = Phrases("intake")
ENCODINGS = ("utf-8", "utf-16", "cp949", "cp1252")
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
HIGH_RUNS = re.compile(rb"[\x80-\xff]+")
HANGUL = re.compile(r"[가-힣]")
HEAD = 2000  # bytes looked at for the zeros of UTF-16
SAMPLE = 40  # characters shown of each reading


@dataclass(frozen=True)
class Decoded:
    """The text, or why there is none; `how`: what is worth saying of the encoding."""

    text: str = ""
    how: Text | None = None
    refusal: tuple[str, Text, Text] | None = None


def decode(content: bytes, encoding: str = "", known: Iterable[str] = ()) -> Decoded:
    """Decode a file; `encoding` where somebody says it, `known` texts that may stand in it.

    Where two encodings fit and nothing known tells which, both readings are shown.
    """
    if encoding:
        return _as_told(content, encoding)
    for mark, name in MARKS:
        if content.startswith(mark):
            return _strictly(content, name, _said(name))
    if b"\0" in content[:HEAD]:
        return _with_zeros(content)
    try:
        return Decoded(content.decode())
    except UnicodeDecodeError:
        return _of_windows(content, known)


def _said(name: str) -> Text | None:
    return {
        "utf-16": SAY.both("The file is stored as UTF-16 (“Unicode text”)."),
        "utf-16-le": SAY.both("The file is stored as UTF-16 (“Unicode text”)."),
        "utf-16-be": SAY.both("The file is stored as UTF-16 (“Unicode text”)."),
        "cp949": SAY.both("The file is stored as Korean Windows text (CP949)."),
        "cp1252": SAY.both("The file is stored as Western Windows text (Windows-1252)."),
    }.get(name)


def _as_told(content: bytes, encoding: str) -> Decoded:
    name = "utf-8-sig" if encoding == "utf-8" else encoding
    return _strictly(content, name, _said(encoding))


def _strictly(content: bytes, name: str, how: Text | None) -> Decoded:
    try:
        return Decoded(content.decode(name), how)
    except UnicodeDecodeError as wrong:
        return _undecodable(content, wrong.start)


def _undecodable(content: bytes, at: int) -> Decoded:
    line = content[:at].count(b"\n") + 1
    return Decoded(
        refusal=(
            "undecodable",
            SAY.both("Line {line} of the file holds bytes that are no text.", line=line),
            SAY.both("Save the file again as “CSV UTF-8”, or as an Excel workbook (.xlsx)."),
        )
    )


def _with_zeros(content: bytes) -> Decoded:
    """Read UTF-16 without a mark; zeros at every second byte tell which end comes first."""
    head = content[:HEAD]
    odd, even = head[1::2].count(0), head[::2].count(0)
    name = "utf-16-le" if odd > even else "utf-16-be"
    if max(odd, even) * 4 < len(head):
        return _undecodable(content, content.index(b"\0"))
    return _strictly(content, name, _said(name))


def _of_windows(content: bytes, known: Iterable[str]) -> Decoded:
    readings = {name: text for name in ("cp949", "cp1252") if (text := _tried(content, name))}
    fitting = [name for name in readings if _plausible(name, content, readings)]
    if len(fitting) != 1:
        fitting = _by_what_is_known(readings, known)
    if len(fitting) == 1:
        return Decoded(readings[fitting[0]], _said(fitting[0]))
    if not readings:
        return _undecodable(content, _first_wrong(content))
    return _undecided(readings)


def _tried(content: bytes, name: str) -> str:
    try:
        return content.decode(name)
    except UnicodeDecodeError:
        return ""


def _first_wrong(content: bytes) -> int:
    try:
        content.decode()
    except UnicodeDecodeError as wrong:
        return wrong.start
    return 0


def _plausible(name: str, content: bytes, readings: dict[str, str]) -> bool:
    """Whether a reading looks like what people write.

    Korean stands in runs of the syllables of KS X 1001, the rare ones of CP949 are what Western
    quotation marks turn into; Western letters beyond ASCII stand alone among others.
    """
    if name == "cp949":
        syllables = HANGUL.findall(readings[name])
        common = sum(_in_euc_kr(one) for one in syllables)
        return common > 0 and common >= 10 * (len(syllables) - common)
    runs = [len(run) for run in HIGH_RUNS.findall(content)]
    return sum(length == 1 for length in runs) > 0.9 * len(runs)


def _in_euc_kr(syllable: str) -> bool:
    try:
        return bool(syllable.encode("euc-kr"))
    except UnicodeEncodeError:
        return False


def _by_what_is_known(readings: dict[str, str], known: Iterable[str]) -> list[str]:
    """Return the readings in which texts of the tables occur."""
    texts = [one for one in known if not one.isascii()]
    return [name for name, text in readings.items() if any(one in text for one in texts)]


def _undecided(readings: dict[str, str]) -> Decoded:
    samples = {}
    for name, text in readings.items():
        first = next((at for at, one in enumerate(text) if not one.isascii()), 0)
        around = text[max(first - SAMPLE // 2, 0) : first + SAMPLE // 2]
        samples[name] = " ".join(around.split())
    said = "; ".join(f"{name}: “{sample}”" for name, sample in samples.items())
    return Decoded(
        refusal=(
            "undecided-encoding",
            SAY.both("The file can be read in more than one way: {readings}.", readings=said),
            SAY.both(
                "Save it as “CSV UTF-8” or as an Excel workbook (.xlsx), or say which it is "
                "(--encoding)."
            ),
        )
    )
