"""Where what was made once is kept for the next use: pictures, and compressed files."""

import os
from pathlib import Path

from story.tables import ROOT


def cache_folder() -> Path:
    """Return where things made once are kept: `STORY_CACHE`, else `.cache` beside `src`."""
    return Path(os.environ.get("STORY_CACHE", ROOT / ".cache"))
