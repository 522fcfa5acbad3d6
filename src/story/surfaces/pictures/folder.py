"""Where pictures are kept between one use and the next."""

import os
from pathlib import Path

from story.tables import ROOT


def cache_folder() -> Path:
    """Return where pictures are kept between builds: `STORY_CACHE`, else `.cache` beside `src`."""
    return Path(os.environ.get("STORY_CACHE", ROOT / ".cache"))
