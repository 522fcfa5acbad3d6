"""The content policy of a page that stands by itself: only what it holds, known by its hash."""

import base64
import hashlib
from collections.abc import Sequence


def page_policy(styles: Sequence[str], scripts: Sequence[str]) -> str:
    """Return the policy that lets run these scripts and styles, written in the page, and no other.

    What the page asks its own host for: icons, the manifest, word of a newer edition, a search.
    """
    return (
        "default-src 'none'; "
        f"style-src {_hashes(styles)}; script-src {_hashes(scripts)}; "
        "img-src 'self' data:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
        "base-uri 'none'; form-action 'self'"
    )


def _hashes(texts: Sequence[str]) -> str:
    return " ".join(f"'sha256-{digest(text)}'" for text in texts) or "'none'"


def digest(text: str) -> str:
    """Return the base64 of a text's SHA-256, as a policy names it."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
