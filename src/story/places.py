"""Where things are on this machine: the project itself, and what was made once for the next use."""

import os
from pathlib import Path

ROOT = Path(__file__).parents[2]


def cache_folder() -> Path:
    """Return where things made once are kept: `STORY_CACHE`, else `.cache` beside `src`."""
    return Path(os.environ.get("STORY_CACHE", ROOT / ".cache"))
