"""The edition's folder: files are written only where they differ, and old ones taken away."""

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from story.places import write_whole

LISTED = ".story-build"  # names every file of the last build, one a line
PACKED = ".gz"  # what an operator packs beside a file, for nginx to send in its place
KEPT = "editions"


@dataclass
class Folder:
    """A folder being built; `written` counts the files that had changed."""

    path: Path
    names: set[str] = field(default_factory=set)
    written: int = 0

    def put(self, name: str, content: str | bytes) -> None:
        """Make a file hold `content`; nothing is written where it already does.

        What was packed of a file that changes is taken away: it would be sent in the file's place.
        """
        body = content.encode() if isinstance(content, str) else content
        self.names.add(name)
        file = self.path / name
        try:
            if file.read_bytes() == body:
                return
        except FileNotFoundError:
            file.parent.mkdir(parents=True, exist_ok=True)
        _unpack(file)
        write_whole(file, body)
        self.written += 1

    def finish(self) -> None:
        """Take away what an earlier build left and this one did not make."""
        listed = self.path / LISTED
        if listed.exists():
            for name in set(listed.read_text(encoding="utf-8").split("\n")) - self.names - {""}:
                _unpack(self.path / name)
                (self.path / name).unlink(missing_ok=True)
        self.put(LISTED, "\n".join(sorted(self.names)) + "\n")


def _unpack(file: Path) -> None:
    file.with_name(file.name + PACKED).unlink(missing_ok=True)


def keep(folder: Path, edition: str, files: dict[str, str | bytes]) -> bool:
    """Keep an edition's files for good under its id; return whether it was new.

    What is kept is never written again, so a link to it always shows the same.
    """
    place = folder / KEPT / edition
    if place.exists():
        return False
    place.parent.mkdir(parents=True, exist_ok=True)
    half = Path(tempfile.mkdtemp(prefix=".half-", dir=place.parent))
    try:
        made = Folder(half)
        for name, content in files.items():
            made.put(name, content)
        half.chmod(0o755)
        half.rename(place)
    except BaseException:
        shutil.rmtree(half, ignore_errors=True)
        raise
    return True
