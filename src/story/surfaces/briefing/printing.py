"""Pages printed once and kept by content: a handout of the same edition needs no second print."""

import hashlib

from story.places import cache_folder, kept
from story.surfaces.chromium import pdf


def printed(page: str) -> bytes:
    """Return a page of HTML as a tagged PDF, as kept or anew. Raises NoBrowser."""
    key = hashlib.sha256(f"pdf\n{page}".encode()).hexdigest()
    return kept(cache_folder() / key[:2] / key[2:], lambda: pdf(page))
