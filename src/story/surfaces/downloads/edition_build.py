"""The edition as this server offers it: printed by a process of its own, never for one reader.

The same rendering is the first paint of every page of the site (`shells/` in the folder), what
is embedded and shared, and the static edition under `/edition/`.
"""

import json
import logging
import os
import time
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from story.places import cache_folder
from story.publishing.folder import BrokenData, data_folder
from story.surfaces.child_process import ChildFailed, run_child
from story.surfaces.hosts import public_address
from story.surfaces.open_editions import editions

LOG = logging.getLogger(__name__)
AT_MOST = 1800.0  # seconds to print, on a machine that is busy with readers
REST = 60.0  # seconds until what could not be printed is tried again


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
    _again: float = 0.0  # when an edition that could not be printed is tried anew
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
            if wanted != self._tried or 0 < self._again < time.monotonic():
                self._tried, self._again = wanted, 0.0
                Thread(target=self._print, args=(wanted,), name="press", daemon=True).start()
        return self._ready if self._ready == wanted else ""

    def _print(self, wanted: str) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            run_child(
                "story.cli", "build", str(self.folder), "--for-site", "--data", str(data_folder()),
                "--base-url", public_address(), seconds=AT_MOST,
            )  # fmt: skip
            complaint = "" if self._made() == wanted else "the tables changed meanwhile"
        except (OSError, ChildFailed) as failed:
            complaint = str(failed)
        if complaint:
            # Readers keep what Streamlit shows meanwhile.
            LOG.warning("The edition could not be printed, and is tried again: %s", complaint)
            self._again = time.monotonic() + REST
            return
        LOG.info("Edition %s is printed.", wanted)
        self._ready = wanted

    def _made(self) -> str:
        try:
            said: dict[str, Any] = json.loads((self.folder / "edition.json").read_text("utf-8"))
        except (OSError, ValueError):
            return ""
        return str(said["edition"])


@cache
def press() -> Press:
    """Return the press of this process."""
    return Press(folder())
