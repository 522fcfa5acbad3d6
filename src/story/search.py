"""Search that forgives: case, accents, apostrophes and width do not matter, in either script."""

import unicodedata
from collections.abc import Iterable

DROPPED = dict.fromkeys(map(ord, "'\u2018\u2019\u02bc\u02bb\u2032`"))  # Ch'oma-bong, Ch’oma-bong


def folded(text: str) -> str:
    """Return `text` without case, accents and apostrophes: `Salmón` is `salmon`, `Yodŏk` `yodok`.

    Follows Unicode's compatibility decomposition (UAX 15, NFKD) with the combining marks of
    category Mn removed, then composes again so that Hangul syllables stay whole.
    """
    parts = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(one for one in parts if unicodedata.category(one) != "Mn")
    # Folded once more: decomposition can uncover capitals, as in the sign for a trade mark.
    return unicodedata.normalize("NFC", bare.translate(DROPPED)).casefold()


def matches(words: str, texts: Iterable[str]) -> bool:
    """Tell whether every word of `words` occurs somewhere in `texts`; no words match anything."""
    wanted = folded(words).split()
    if not wanted:
        return True
    held = "\n".join(map(folded, texts))
    return all(word in held for word in wanted)
