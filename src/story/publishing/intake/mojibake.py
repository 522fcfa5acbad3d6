"""Text that was decoded wrongly and saved again: recognised cell by cell, and turned back.

`SalmÃ³n` is `Salmón`, stored as UTF-8 and read as Western Windows text; `ÇÑ±¹` is `한국`, stored as
Korean Windows text and read as Western; `愿由ъ냼` is `관리소`, stored as UTF-8 and read as Korean.
"""

import html
import re
from collections.abc import Callable
from functools import cache

WESTERN = ("cp1252", "mac_roman", "cp850", "cp437", "iso8859_15", "cp1251")
BEYOND = re.compile(r"[^\x00-\x7f]+")
HANGUL = re.compile(r"[가-힣]")
C1 = re.compile(r"[\x80-\x9f]")
ENTITY = re.compile(r"&(?:#[0-9]{2,7}|#x[0-9a-fA-F]{2,6}|amp|lt|gt|quot|apos|nbsp|[a-zA-Z]{4,8});")
TRACES = re.compile(
    r"â€|Ã[\u00a0-\u00bf\x80-\x9f]|Â[\u00a0-\u00bf]|ï¿½|ì[^\x00-\x7f]{2}|ê[^\x00-\x7f]{2}"
)
# Letters and signs of the languages of the tables and of their sources.
LETTERS = re.compile(
    "[\u00a0-\u024f\u0300-\u036f\u0400-\u045f\u1e00-\u1eff\u2010-\u2044\u20a9\u20ac\u2116\u2122"
    "\u2190-\u21ff\u2200-\u22ff\u3000-\u30ff\u3130-\u318f\u4e00-\u9fff가-힣\uff01-\uff5e]+"
)
AGAIN = 3  # times a text may have been spoilt
LOST = re.compile("[\ufffd?]+")


@cache
def _ordinary() -> frozenset[str]:
    """Return ASCII, the syllables of KS X 1001, and the punctuation of both languages.

    No text that was decoded wrongly consists of these alone.
    """
    syllables = (chr(item) for item in range(ord("가"), ord("힣") + 1))
    return frozenset(
        [*map(chr, range(128)), *filter(in_euc_kr, syllables), *"–—‘’“”…·•※「」『』〈〉《》㎢~"]
    )


def ordinary(text: str) -> bool:
    """Whether a text consists of what nobody's wrong decoding leaves."""
    return text.isascii() or _ordinary().issuperset(text)


def mended(text: str) -> str:
    """Return a text as it was before it was decoded wrongly; the same text where nothing shows."""
    if ordinary(text):
        return _entities(text)
    found = text
    for _ in range(AGAIN):
        for mend in (_utf_8, _korean, _controls):
            again = mend(found)
            if again != found:
                found = again
                break
        else:
            break
    return _entities(found)


def spoilt(text: str) -> bool:
    """Whether a text shows traces of having been decoded wrongly, though it cannot be mended."""
    if ordinary(text):
        return False
    if TRACES.search(text) or ("\ufffd" in text and HANGUL.search(text)):
        return True
    rare = [item for item in HANGUL.findall(text) if not in_euc_kr(item)]
    return len(rare) >= 3 and len(rare) * 10 > len(HANGUL.findall(text))


def spoils_to(now: str, text: str) -> bool:
    """Whether a text is what `now` becomes when it is decoded wrongly and loses characters."""
    if now.isascii() or now == text:
        return False
    bare = LOST.sub("", text)
    stored = {"utf-8": ("cp949", *WESTERN), "cp949": WESTERN, "euc-kr": ("cp1252",)}
    for right, wrongs in stored.items():
        try:
            content = now.encode(right)
        except UnicodeEncodeError:
            continue
        for wrong in wrongs:
            if LOST.sub("", content.decode(wrong, "replace")) == bare and bare:
                return True
    return False


def in_euc_kr(syllable: str) -> bool:
    """Whether a syllable is one of the 2,350 of KS X 1001, in which nearly all is written."""
    # Python spells the others by their parts, in eight bytes.
    return len(syllable.encode("euc-kr", "ignore")) == 2


def _utf_8(text: str) -> str:
    """Turn back UTF-8 that was read as Western or as Korean text."""
    for wrong in WESTERN:
        found = BEYOND.sub(_decoded(wrong, "utf-8", _written), text)
        if found != text:
            return found
    return _whole(text)


def _whole(text: str) -> str:
    """Turn back UTF-8 that was read as Korean text: syllables may take in ASCII beside them."""
    try:
        found = text.encode("cp949").decode("utf-8")
    except UnicodeError:
        return BEYOND.sub(_decoded("cp949", "utf-8", lambda run: bool(HANGUL.search(run))), text)
    return found if HANGUL.search(found) else text


def _korean(text: str) -> str:
    """Turn back Korean Windows text that was read as Western."""
    for wrong in ("cp1252", "mac_roman"):
        runs = BEYOND.findall(text)
        found = BEYOND.sub(_decoded(wrong, "cp949", _is_korean), text)
        if found != text and len(HANGUL.findall(found)) >= 2 and runs:
            return found
    return text


def _written(run: str) -> bool:
    return bool(LETTERS.fullmatch(run))


def _is_korean(run: str) -> bool:
    return all(
        item >= "가" and item <= "힣" and in_euc_kr(item) for item in run if not item.isascii()
    )


def _controls(text: str) -> str:
    """Turn back Western Windows text that was read as ISO 8859-1, apostrophes as controls."""
    return C1.sub(_decoded("iso8859_1", "cp1252", lambda run: not C1.search(run)), text)


def _decoded(wrong: str, right: str, fits: Callable[[str], bool]) -> Callable[[re.Match[str]], str]:
    def decode(found: re.Match[str]) -> str:
        try:
            run = _encoded(found[0], wrong).decode(right)
        except UnicodeError:
            return found[0]
        return run if fits(run) else found[0]

    return decode


def _encoded(text: str, name: str) -> bytes:
    """Return the bytes of a text; those that Windows-1252 has no letter for are kept as such."""
    if name != "cp1252":
        return text.encode(name)
    return b"".join(_byte(item) for item in text)


def _byte(item: str) -> bytes:
    return bytes([ord(item)]) if "\x80" <= item <= "\x9f" else item.encode("cp1252")


def _entities(text: str) -> str:
    """Turn back the entities of HTML: `&#54620;&amp;` is `한&`."""
    if "&" not in text or not ENTITY.search(text):
        return text
    return ENTITY.sub(lambda found: html.unescape(found[0]), text)
