"""The edition as this server offers it: printed by a process of its own, never for one reader.

The same rendering is the first paint of every page of the site (`shells/` in the folder), what
is embedded and shared, and the static edition under `/edition/`.
"""

import json
import logging
import os
import subprocess
import sys
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from story.places import cache_folder
from story.surfaces.hosts import public_address
from story.surfaces.shelf import editions
from story.tables import BrokenData, data_folder

LOG = logging.getLogger(__name__)
LAZY = 10  # the niceness of the process: readers who are here come first


def folder() -> Path:
    """Return the folder printed to: `STORY_EDITION`, else one for these tables in the cache."""
    named = os.environ.get("STORY_EDITION")
    if named:
        return Path(named)
    return cache_folder() / "site" / sha256(str(data_folder().resolve()).encode()).hexdigest()[:12]


@dataclass
class Press:
    """Prints each edition once; `folder` holds the last one that was printed whole."""

    folder: Path
    _ready: str = ""
    _tried: str = ""
    _lock: Lock = field(default_factory=Lock)

    def ready(self) -> str:
        """Return the edition that readers see where it is printed, else blank; begins to print."""
        if os.environ.get("STORY_PRESS") == "off":
            return ""
        try:
            wanted = editions().current().edition
        except BrokenData:
            return ""
        with self._lock:
            if wanted != self._tried:
                self._tried = wanted
                Thread(target=self._print, args=(wanted,), name="press", daemon=True).start()
        return self._ready if self._ready == wanted else ""

    def _print(self, wanted: str) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        command = [
            sys.executable, "-m", "story.cli", "build", str(self.folder), "--for-site",
            "--data", str(data_folder()), "--base-url", public_address(),
        ]  # fmt: skip
        done = subprocess.run(  # noqa: S603 - our own command
            command, capture_output=True, text=True, check=False, preexec_fn=_lazy
        )
        made = self._made()
        if done.returncode or made != wanted:
            # Readers keep what Streamlit shows; the next edition is tried anew.
            LOG.warning("The edition could not be printed: %s", done.stderr.strip()[-500:])
            return
        LOG.info("Edition %s is printed.", wanted)
        self._ready = wanted

    def _made(self) -> str:
        try:
            said: dict[str, Any] = json.loads((self.folder / "edition.json").read_text("utf-8"))
        except (FileNotFoundError, ValueError):
            return ""
        return str(said["edition"])


def _lazy() -> None:
    os.nice(LAZY)


@cache
def press() -> Press:
    """Return the press of this process."""
    return Press(folder())
