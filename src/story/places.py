"""Where things are on this machine: the project itself, and what was made once for the next use."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

ROOT = Path(__file__).parents[2]


def cache_folder() -> Path:
    """Return where things made once are kept: `STORY_CACHE`, else `.cache` beside `src`."""
    return Path(os.environ.get("STORY_CACHE", ROOT / ".cache"))


def write_whole(file: Path, content: bytes) -> None:
    """Write a file that anybody may read and nobody sees half of; its folder must be there.

    Written beside its place under a name of its own and moved: of two who write at once the later
    stays. Where the disk refuses, an OSError, and nothing is left.
    """
    half = NamedTemporaryFile(dir=file.parent, prefix=".", delete=False)  # noqa: SIM115 - see below
    try:
        # Closed within: of a full disk a program hears only as the last bytes are written.
        with half:
            half.write(content)
        os.chmod(half.name, 0o644)
        os.replace(half.name, file)
    except BaseException:  # a full disk, and whoever breaks off by Ctrl-C
        os.unlink(half.name)
        raise
