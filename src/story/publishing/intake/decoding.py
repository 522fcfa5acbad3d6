"""Bytes to text: by marks, and then only on evidence, never by a guess between two that both fit.

Excel writes UTF-8 with a mark, UTF-16 (“Unicode text”), or the code page of its system: CP949
(which contains EUC-KR) in Korea, Windows-1252 in the United States, Mac Roman on an old Mac. The
best evidence are the rows that stand in the data: a decoding that turns cells back into them is
right. Then come the words of the data, and what letters do in any text.
"""

import codecs
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from story.publishing.intake.doubts import Refusal
from story.publishing.intake.grid import NAMES
from story.publishing.intake.mojibake import in_euc_kr
from story.tables.problem import Answer
from story.text import Phrases, Text

SAY = Phrases("intake")
CALLED: Mapping[str, Text] = {
    "utf-8": Text("UTF-8", "UTF-8"),
    "utf-16": Text("UTF-16 (“Unicode text”)", "UTF-16(‘유니코드 텍스트’)"),
    "utf-32": Text("UTF-32", "UTF-32"),
    "cp949": Text("Korean Windows text (CP949)", "한글 윈도 방식(CP949)"),
    "cp1252": Text("Western Windows text (Windows-1252)", "서유럽 윈도 방식(Windows-1252)"),
    "iso8859_15": Text("Western text (ISO 8859-15)", "서유럽 방식(ISO 8859-15)"),
    "mac_roman": Text("Western Macintosh text (Mac Roman)", "서유럽 매킨토시 방식(Mac Roman)"),
    "cp850": Text("Western DOS text (CP850)", "서유럽 도스 방식(CP850)"),
    "cp437": Text("American DOS text (CP437)", "미국 도스 방식(CP437)"),
    "cp1250": Text("Central European Windows text (Windows-1250)", "중부 유럽 윈도 방식"),
    "johab": Text("old Korean text (Johab)", "옛 한글 조합형(Johab)"),
    "cp932": Text("Japanese text (Shift-JIS)", "일본어 방식(Shift-JIS)"),
    "euc_jp": Text("Japanese text (EUC-JP)", "일본어 방식(EUC-JP)"),
    "iso2022_jp": Text("Japanese text (ISO-2022-JP)", "일본어 방식(ISO-2022-JP)"),
    "iso2022_kr": Text("Korean text (ISO-2022-KR)", "한국어 방식(ISO-2022-KR)"),
    "gb18030": Text("simplified Chinese text (GBK)", "중국어 간체 방식(GBK)"),
    "big5": Text("traditional Chinese text (Big5)", "중국어 번체 방식(Big5)"),
    "cp1251": Text("Cyrillic Windows text (Windows-1251)", "키릴 윈도 방식(Windows-1251)"),
    "mac_cyrillic": Text("Cyrillic Macintosh text", "키릴 매킨토시 방식"),
    "koi8_r": Text("Cyrillic text (KOI8-R)", "키릴 방식(KOI8-R)"),
    "cp866": Text("Cyrillic DOS text (CP866)", "키릴 도스 방식(CP866)"),
}
ENCODINGS = tuple(CALLED)
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SEVEN_BITS = ((b"\x1b$)C", "iso2022_kr"), (b"\x1b$B", "iso2022_jp"), (b"\x1b$@", "iso2022_jp"))
TRIED = (
    "cp949", "cp1252", "iso8859_15", "mac_roman", "cp850", "cp437", "cp1250", "johab", "cp932",
    "euc_jp", "gb18030", "big5", "cp1251", "mac_cyrillic", "koi8_r", "cp866",
)  # fmt: skip
TOKEN = re.compile(r'[^\s,;|"]*[^\x00-\x7f][^\s,;|"]*')  # words of cells, without separators
WORD = re.compile(r"[^\W\d_]+")
PUNCTUATION = frozenset(
    "–—‘’“”…·•€£§°©®™«»‐‑−×÷ㆍ‧″′※「」『』〈〉《》【】、。，．～〜・（）：；？！"
)
HEAD = 2000  # bytes looked at for the zeros of UTF-16
SAMPLE = 40  # characters shown of each reading
LOOKED_AT = 3000  # words with letters beyond ASCII that are weighed
# The commonest 300 or so characters of simplified Chinese make up two thirds of any text.
COMMON_CHINESE = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说"
    "产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使"
    "点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明"
    "看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料"
    "象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指"
    "几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶"
    "朝鲜韩权罪犯收容所会谈首脑报告监狱"
)


class Evidence(Protocol):
    """What is known of the tables, by which readings are weighed."""

    def matches(self, text: str) -> int:
        """Return in how many cells beyond ASCII a reading says what stands in the data."""

    def knows(self, word: str) -> bool:
        """Whether a word stands anywhere in the data."""


class Nothing:
    """No evidence."""

    def matches(self, text: str) -> int:
        """Return 0."""
        return 0 * len(text)

    def knows(self, word: str) -> bool:
        """Return False."""
        return word is None


@dataclass(frozen=True)
class Decoded:
    """The text, or why there is none; `how`: what is worth saying of the encoding."""

    text: str = ""
    how: Text | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True)
class _Reading:
    """One reading of a file, and what speaks for and against it.

    `words`: how many words with letters beyond ASCII were looked at; `known` of them stand in the
    data, `likely` are what people write in one language, `odd` are not.
    """

    name: str
    text: str
    matches: int
    words: int
    known: int
    likely: int
    odd: int

    @property
    def clean(self) -> bool:
        """Whether nearly nothing speaks against it."""
        return self.odd * 10 <= self.words


def decode(content: bytes, encoding: str = "", evidence: Evidence | None = None) -> Decoded:
    """Decode a file; `encoding` where somebody says it.

    Where several encodings fit and nothing decides between them, two readings are shown.
    """
    if encoding:
        return _as_told(content, encoding)
    name = _marked(content)
    if name:
        return _strictly(content, name, None if name == "utf-8-sig" else _said(name))
    if b"\0" in content[:HEAD]:
        return _with_zeros(content)
    try:
        return Decoded(content.decode())
    except UnicodeDecodeError as wrong:
        if _damaged_utf_8(content):
            return _undecodable(content, wrong.start)
    return _weighed(content, evidence or Nothing())


def _marked(content: bytes) -> str:
    """Return the encoding that marks in a file name, blank where there are none."""
    found = [name for mark, name in MARKS if content.startswith(mark)]
    if not found and b"\0" not in content:
        found = [name for mark, name in SEVEN_BITS if mark in content]
    return found[0] if found else ""


def _said(name: str) -> Text:
    return SAY.both("The file is stored as {name}.", name=CALLED[name.removesuffix("-sig")])


def _as_told(content: bytes, encoding: str) -> Decoded:
    name = "utf-8-sig" if encoding == "utf-8" else encoding
    return _strictly(content, name, None if encoding == "utf-8" else _said(encoding))


def _strictly(content: bytes, name: str, how: Text | None) -> Decoded:
    try:
        return Decoded(content.decode(name), how)
    except UnicodeDecodeError as wrong:
        return _undecodable(content, wrong.start)


def _undecodable(content: bytes, at: int) -> Decoded:
    line = content[:at].count(b"\n") + 1
    return Decoded(
        refusal=Refusal(
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
    # Letters beyond Latin have no zeros: then the names of the columns tell.
    named = any(item in content[:HEAD].decode(name, "ignore") for item in NAMES if "_" in item)
    if max(odd, even) * 4 < len(head) and not named:
        return _undecodable(content, content.index(b"\0"))
    return _strictly(content, name, _said("utf-16"))


def _damaged_utf_8(content: bytes) -> bool:
    """Whether a file is UTF-8 of which some bytes were spoilt or cut off."""
    text = content.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    whole = sum(not item.isascii() for item in text) - lost
    return whole > 10 * lost


def _weighed(content: bytes, evidence: Evidence) -> Decoded:
    readings = _readings(content, evidence)
    if not readings:
        return _undecodable(content, _first_wrong(content))
    best = _best(readings)
    if best:
        return Decoded(best.text, _said(best.name))
    return _undecided(readings)


def _readings(content: bytes, evidence: Evidence) -> list[_Reading]:
    """Return each different text that the bytes may be, under the first name that gives it."""
    found: dict[str, _Reading] = {}
    for name in TRIED:
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        if text not in found:
            found[text] = _reading(name, text, evidence)
    return list(found.values())


def _reading(name: str, text: str, evidence: Evidence) -> _Reading:
    tokens = [found[0] for _, found in zip(range(LOOKED_AT), TOKEN.finditer(text), strict=False)]
    judged = [_judged(token, name) for token in tokens]
    known = sum(
        bool(words := WORD.findall(token))
        and all(map(evidence.knows, words))
        and all(item.isalnum() or item.isascii() or item in PUNCTUATION for item in token)
        for token in tokens
    )
    return _Reading(
        name, text, evidence.matches(text), len(tokens), known, judged.count(1), judged.count(-1)
    )


def _best(readings: Sequence[_Reading]) -> _Reading | None:
    """Return the reading that beats all others on evidence; None where none does."""
    by_rows = sorted(readings, key=lambda reading: -reading.matches)
    if by_rows[0].matches and (len(by_rows) == 1 or by_rows[0].matches > by_rows[1].matches):
        return by_rows[0]
    even = [reading for reading in readings if reading.matches == by_rows[0].matches]
    clean = [item for item in even if item.clean]
    by_words = sorted(clean, key=lambda reading: -reading.known)
    if by_words and by_words[0].known:
        second = by_words[1].known if len(by_words) > 1 else 0
        if by_words[0].known > 2 * second:
            return by_words[0]
    likely = [entry for entry in clean if entry.likely * 10 >= entry.words * 9]
    if len(likely) == 1:
        return likely[0]
    without = [each for each in likely if not each.odd]
    return without[0] if len(without) == 1 else None


def _judged(token: str, name: str) -> int:
    """Return 1 for a word that people write, -1 for one that they do not, 0 where it is open.

    Korean is written in the syllables of KS X 1001, Japanese with kana, Western words with their
    letters beyond ASCII in small, or all in capitals; signs stand outside words.
    """
    letters = [item for item in token if not item.isascii()]
    if any(not entry.isprintable() and entry not in "\u00a0\u3000" for entry in token):
        return -1
    scripts = {_script(letter) for letter in letters} - {"sign"}
    if "odd" in scripts or len(scripts - {"hanja", "kana"}) + bool(scripts & {"hanja", "kana"}) > 1:
        return -1
    if not scripts:
        return _signs(token)
    if scripts == {"hangul"}:
        return 1 if all(in_euc_kr(each) for each in letters if _script(each) == "hangul") else -1
    if "kana" in scripts:
        # Chinese encodings hold kana too, at the places of the Japanese ones.
        return 1 if name in JAPANESE else 0
    if scripts == {"hanja"}:
        return _chinese(letters)
    if scripts == {"cyrillic"}:
        return _cased(token, mixed=bool(re.search("[A-Za-z]", token)))
    return _cased(token, mixed=False)


def _script(item: str) -> str:
    if item in PUNCTUATION or item in "\u00a0\u3000":
        return "sign"
    for script, (first, last) in SCRIPTS.items():
        if first <= item <= last:
            return script
    return "odd"


SCRIPTS = {
    "hangul": ("가", "힣"),
    "kana": ("\u3041", "\u30ff"),
    "hanja": ("\u4e00", "\u9fff"),
    "cyrillic": ("\u0400", "\u045f"),
    "latin": ("\u00c0", "\u024f"),
    "sign": ("\uff01", "\uff5e"),
}
JAPANESE = ("cp932", "euc_jp", "iso2022_jp")
RARE = frozenset("ŕĺŔĹÐÞðþ×÷ÿŸƒªºµ¬¦¨¯¸¹²³¼½¾")


def _signs(token: str) -> int:
    """Judge a word whose only letters are ASCII: signs stand around it, an apostrophe within."""
    inside = re.search(r"[A-Za-z]([^\x00-\x7f])[A-Za-z]", token)
    if inside and inside[1] not in "’‘–—‐‑·":
        return -1
    if re.search(r"[A-Za-z][‘“«]|[”»][A-Za-z]", token):
        return -1
    return 1


def _cased(token: str, *, mixed: bool) -> int:
    """Judge a word of letters beyond ASCII by where it has capitals."""
    if mixed or any(item in RARE for item in token) or re.search(r"[0-9][^\W\d_a-zA-Z]", token):
        return -1
    for word in WORD.findall(token):
        if re.search(r"[^\W\d_]", word[1:]) and not (word.isupper() or word[1:].islower()):
            return -1
    if re.search(r"[^\W\d_][^\w\s’‘'\-–—·.,;:)\]”»!?…/&@+]+[^\W\d_]", token):
        return -1
    beyond = [entry for entry in token if not entry.isascii() and entry.isalpha()]
    if any("\u0400" <= each <= "\u045f" for each in beyond):
        return 1
    # A single letter may be anything; a word of accents alone is none.
    plain = sum(letter.isascii() and letter.isalpha() for letter in token)
    if not plain and len(beyond) > 2:
        return -1
    return 1 if plain > len(beyond) else 0


def _chinese(letters: Sequence[str]) -> int:
    hanja = [letter for letter in letters if _script(letter) == "hanja"]
    common = sum(item in COMMON_CHINESE for item in hanja)
    if len(hanja) < 4:
        return 0
    return 1 if common * 2 >= len(hanja) else -1


def _first_wrong(content: bytes) -> int:
    try:
        content.decode()
    except UnicodeDecodeError as wrong:
        return wrong.start
    return 0


def _undecided(readings: Sequence[_Reading]) -> Decoded:
    best = sorted(
        readings,
        key=lambda reading: (-reading.matches, reading.odd, -reading.likely, -reading.known),
    )[:2]
    said = "; ".join(f"{item.name}: “{_sample(item.text)}”" for item in best)
    return Decoded(
        refusal=Refusal(
            "undecided-encoding",
            SAY.both("The file can be read in more than one way: {readings}.", readings=said),
            SAY.both(
                "Save it as “CSV UTF-8” or as an Excel workbook (.xlsx), or say which it is "
                "(--encoding)."
            ),
            tuple(
                Answer(
                    entry.name,
                    SAY.both(
                        "{name}: “{sample}”", name=CALLED[entry.name], sample=_sample(entry.text)
                    ),
                )
                for entry in best
            ),
        )
    )


def _sample(text: str) -> str:
    first = next((at for at, item in enumerate(text) if not item.isascii()), 0)
    around = text[max(first - SAMPLE // 2, 0) : first + SAMPLE // 2]
    return " ".join(around.split())
