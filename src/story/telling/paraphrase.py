"""The article is paraphrased, never copied: no run of eight of its words stands anywhere here.

The article itself is not kept, only the hashes of its runs, in `article_shingles.txt`.
"""

import hashlib
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

RUN = 8
HASHES = Path(__file__).with_name("article_shingles.txt")
WORD = re.compile(r"[^\W_]+")
APOSTROPHES = re.compile(r"['’ʼ‘]")


@cache
def article_hashes() -> frozenset[str]:
    """Return the hash of every run of eight words of the article."""
    lines = HASHES.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def runs(text: str) -> Iterator[str]:
    """Yield every run of eight words of a text, in lower case and without apostrophes."""
    words = WORD.findall(APOSTROPHES.sub("", text.lower()))
    for start in range(len(words) - RUN + 1):
        yield " ".join(words[start : start + RUN])


@lru_cache(maxsize=4096)
def copied(text: str, hashes: frozenset[str]) -> tuple[str, ...]:
    """Return the runs of a text that are runs of the article too."""
    return tuple(run for run in runs(text) if hash_of(run) in hashes)


def hash_of(run: str) -> str:
    """Return the first sixteen hex digits of a run's SHA-256."""
    return hashlib.sha256(run.encode()).hexdigest()[:16]
