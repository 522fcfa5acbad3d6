"""Pages printed once and kept by content: a handout of the same edition needs no second print."""

import hashlib
import os
import tempfile

from story.places import cache_folder
from story.surfaces.pictures import Pictures


def printed(page: str, pictures: Pictures) -> bytes:
    """Return a page of HTML as a tagged PDF, as kept or anew. Raises NoBrowser."""
    key = hashlib.sha256(f"pdf\n{page}".encode()).hexdigest()
    file = cache_folder() / key[:2] / key[2:]
    try:
        return file.read_bytes()
    except FileNotFoundError:
        made = pictures.pdf(page)
    file.parent.mkdir(parents=True, exist_ok=True)
    # Written beside and moved, so that nobody reads half a page.
    with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as half:
        half.write(made)
    os.replace(half.name, file)
    return made
