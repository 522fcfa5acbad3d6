"""Answers that are compressed once and then kept: as Brotli, as gzip, and as they are."""

import gzip
import hashlib
import queue
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock, Thread

import brotli
from starlette.requests import Request
from starlette.responses import Response

from story.surfaces.cache import Memory
from story.surfaces.disk_cache import DiskCache
from story.surfaces.fonts import recipe, reduced, reducible

FOREVER = "public, max-age=31536000, immutable"
FRESH = "no-cache"
WORTH = 1000  # bytes; less is not made smaller
SMALL_ALREADY = (
    "image/png", "application/zip", "application/pdf", "application/vnd.openxmlformats", "font/",
    "application/vnd.apache.parquet", "application/vnd.sqlite3",
)  # fmt: skip
# Brotli's steps: for files kept on disk, for pages made once for all readers (half a second, for
# a tenth less to send), and for what is made while one waits.
BEST, ONCE, QUICK = 11, 10, 9


@dataclass(frozen=True)
class Answer:
    """A body that is served in the smallest form a reader's browser takes."""

    body: bytes
    media_type: str
    caching: str = FRESH
    effort: int = QUICK

    @cached_property
    def brotli(self) -> bytes:
        """The body as Brotli."""
        return bytes(brotli.compress(self.body, quality=self.effort))

    @cached_property
    def gzip(self) -> bytes:
        """The body as gzip, with no time in it."""
        return gzip.compress(self.body, 9, mtime=0)

    @cached_property
    def tag(self) -> str:
        """The entity tag: a fingerprint of the body."""
        return hashlib.sha256(self.body).hexdigest()[:16]

    @property
    def weight(self) -> int:
        """The bytes it takes at most: its body, which its smaller forms do not exceed together."""
        return 2 * len(self.body)

    def to(self, request: Request, status: int = 200) -> Response:
        """Return the answer to a request; nothing but the headers where the reader has it."""
        named, body = self._form(request.headers.get("accept-encoding", ""))
        tag = f'"{self.tag}-{named}"' if named else f'"{self.tag}"'
        headers = {"Cache-Control": self.caching, "Vary": "Accept-Encoding", "ETag": tag}
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        headers |= {"Content-Encoding": named} if named else {}
        return Response(body, status, headers, self.media_type)

    def _form(self, accepted: str) -> tuple[str, bytes]:
        names = {part.partition(";")[0].strip() for part in accepted.split(",")}
        if len(self.body) < WORTH or self.media_type.startswith(SMALL_ALREADY):
            return "", self.body
        if "br" in names:
            return "br", self.brotli
        return ("gzip", self.gzip) if "gzip" in names else ("", self.body)


def answers(room: int) -> Memory[Answer]:
    """Return room for the answers last given, of at most `room` bytes."""
    return Memory(room, lambda answer: answer.weight)


class Shelf:
    """Compressed copies of files that never change, filled once by a thread of its own.

    `disk` keeps them between runs, by the files' content. A file that is asked for before it
    has been compressed is not on the shelf yet: the caller serves it as it is.
    """

    def __init__(self, disk: DiskCache) -> None:
        self._disk = disk
        self._answers: dict[Path, Answer] = {}
        self._asked: set[Path] = set()
        self._work: queue.SimpleQueue[tuple[Path, str]] = queue.SimpleQueue()
        self._lock = Lock()

    def find(self, file: Path, media_type: str) -> Answer | None:
        """Return the compressed copies of a file, None where they are still to be made."""
        found = self._answers.get(file)
        if found is None:
            self._ask(file, media_type)
        return found

    def fill(self, file: Path, media_type: str) -> Answer:
        """Make a file smaller, or read what was made before, and keep it."""
        body = file.read_bytes()
        named = hashlib.sha256(body).hexdigest()[:32]
        if reducible(file):
            body = self._disk.get(f"{named}-{recipe()}.woff2", lambda: reduced(file))
        answer = Answer(body, media_type, FOREVER)
        if not media_type.startswith(SMALL_ALREADY):
            # The slots of the cached properties: made here, never while a reader waits.
            answer.__dict__["brotli"] = self._disk.get(f"{named}.br", lambda: _squeezed(body))
            answer.__dict__["gzip"] = self._disk.get(
                f"{named}.gz", lambda: gzip.compress(body, 9, mtime=0)
            )
        self._answers[file] = answer
        return answer

    def _ask(self, file: Path, media_type: str) -> None:
        with self._lock:
            if file in self._asked:
                return
            if not self._asked:
                Thread(target=self._run, name="compressing", daemon=True).start()
            self._asked.add(file)
        self._work.put((file, media_type))

    def _run(self) -> None:
        while True:
            self.fill(*self._work.get())


def _squeezed(body: bytes) -> bytes:
    return bytes(brotli.compress(body, quality=BEST))
