"""Search that forgives: case, accents, apostrophes and width do not matter, in either script."""

import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

DROPPED = dict.fromkeys(map(ord, "'\u2018\u2019\u02bc\u02bb\u2032`"))  # Ch'oma-bong, Ch’oma-bong


def folded(text: str) -> str:
    """Return `text` without case, accents and apostrophes: `Salmón` is `salmon`, `Yodŏk` `yodok`.

    Follows Unicode's compatibility decomposition (UAX 15, NFKD) with the combining marks of
    category Mn removed, then composes again so that Hangul syllables stay whole.
    """
    parts = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(part for part in parts if unicodedata.category(part) != "Mn")
    # Folded once more: decomposition can uncover capitals, as in the sign for a trade mark.
    return unicodedata.normalize("NFC", bare.translate(DROPPED)).casefold()


def matches(words: str, texts: Iterable[str]) -> bool:
    """Tell whether every word of `words` occurs somewhere in `texts`; no words match anything."""
    wanted = folded(words).split()
    if not wanted:
        return True
    held = "\n".join(map(folded, texts))
    return all(word in held for word in wanted)


class WordIndex:
    """The words of many texts: what `matches` of each is known without reading any again.

    Each item is a few texts, as `matches` takes them, and is known by its place.
    """

    def __init__(self, items: Iterable[Iterable[str]]) -> None:
        written: defaultdict[str, array[int]] = defaultdict(lambda: array("i"))
        self._count = 0
        for texts in items:
            for word in set("\n".join(texts).split()):
                written[word].append(self._count)
            self._count += 1
        # Spellings are few: folding them is a hundredth of the work of folding all texts.
        spelled: defaultdict[str, list[array[int]]] = defaultdict(list)
        for word, places in written.items():
            for part in folded(word).split():
                spelled[part].append(places)
        self._places = {word: _merged(places) for word, places in spelled.items()}

    def matching(self, words: str) -> NDArray[np.int32]:
        """Return the places of the items in which every word of `words` occurs, in order."""
        found = np.arange(self._count, dtype=np.int32)
        for wanted in folded(words).split():
            held = [places for word, places in self._places.items() if wanted in word]
            found = np.intersect1d(found, _merged(held), assume_unique=True)
        return found


def _merged(places: Iterable[Iterable[int]]) -> NDArray[np.int32]:
    """Return places, each once, in order."""
    each = [np.asarray(place, dtype=np.int32) for place in places]
    return np.unique(np.concatenate(each)) if each else np.empty(0, dtype=np.int32)
