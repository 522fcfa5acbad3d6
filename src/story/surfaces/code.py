"""A fingerprint of our own code: what was made by other code is made anew."""

import hashlib
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
ENDINGS = ("py", "po", "md", "txt", "toml", "html", "css", "js", "otf", "ttf")


@cache
def code(*parts: str) -> str:
    """Return a fingerprint of our own code, words and letters: what else decides a page's look.

    With `parts`, of these files and folders of the package alone.
    """
    digest = hashlib.sha256()
    places = [PACKAGE / part for part in parts] or [PACKAGE]
    files = {path for ending in ENDINGS for place in places for path in place.rglob(f"*.{ending}")}
    files.update(place for place in places if place.is_file())
    for file in sorted(files):
        digest.update(file.read_bytes())
    return digest.hexdigest()
