"""Publish a plan: all of it at one instant, with its reason, or not at all."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from story.publishing.archive import (
    Archive,
    Busy,
    Damaged,
    Entry,
    Kind,
    StorageFailed,
    digest,
    disk,
    fetch,
)
from story.publishing.folder import Examination, Files, examine_files, read_published
from story.publishing.os_errors import reason
from story.publishing.refresh.base import Base, stands
from story.publishing.refresh.plan import Plan, in_sentences
from story.tables.changes import Labels, compare, sheets_of
from story.tables.documents import documents
from story.text import Phrases, Text

SAY = Phrases("refresh")


class NotPublished(Exception):  # noqa: N818 - it says what happened
    """Nothing was published, and nothing changed; `why` says it to people."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.en)
        self.why = why


class NothingToPublish(NotPublished):
    """The plan changes nothing, or holds errors."""


class Overtaken(NotPublished):
    """The tables have changed since the plan was made; `changes` says how."""

    def __init__(self, why: Text, changes: tuple[Text, ...]) -> None:
        super().__init__(why)
        self.changes = changes


def publish(
    plan: Plan,
    *,
    who: str,
    reason: str,
    reason_ko: str = "",
    update: bool = False,
    at: datetime | None = None,
) -> Entry:
    """Publish a plan and return its entry in the log.

    `update`: what the changed rows said was right in its time, so that no error is corrected.

    Raises Overtaken where the tables have changed since the plan was made, NothingToPublish where
    it has errors, changes nothing or has questions without an answer, NotPublished where the disk
    refuses or another is publishing.
    """
    if plan.errors:
        raise NothingToPublish(SAY.both("There are errors; nothing was published."))
    if plan.empty:
        raise NothingToPublish(SAY.both("Nothing would change; nothing was published."))
    if plan.open:
        raise NothingToPublish(
            SAY.both("There are questions without an answer; nothing was published.")
        )
    archive = Archive(plan.base.folder)
    moment = (at or datetime.now(UTC)).replace(microsecond=0)
    with _explained():
        fetch(archive.folder, damaged=True)
        with archive.locked():
            _follow(archive)
            now = stands(plan.base.folder)
            if not now.same(plan.base):
                raise _overtaken(archive, plan.base, now)
            _record_what_stands(archive, now, moment)
            entry, contents = _edition(plan, now, who, reason, moment)
            explained = replace(entry, reason_ko=reason_ko.strip(), update=update)
            entry = archive.commit(explained, contents)
            _try_to_follow(archive)
            return entry


def record(folder: Path) -> None:
    """Let the log name what readers of a folder are given, where it does not yet.

    Raises NotPublished where somebody else is publishing or the disk refuses.
    """
    archive = Archive(folder)
    with _explained(), archive.locked():
        _follow(archive)
        _record_what_stands(archive, stands(folder), datetime.now(UTC).replace(microsecond=0))


@contextmanager
def _explained() -> Iterator[None]:
    """Raise NotPublished, with the reason in words, where the block could not do its work."""
    try:
        yield
    except Busy:
        raise NotPublished(
            SAY.both("Somebody else is publishing. Try again in a moment.")
        ) from None
    except Damaged as damaged:
        raise NotPublished(damaged.why) from damaged
    except StorageFailed as failed:
        raise NotPublished(
            SAY.both(
                "{why} Nothing of yours is lost; look at the log before you publish again.",
                why=failed.why,
            )
        ) from failed
    except OSError as refused:
        raise NotPublished(
            SAY.both(
                "The data folder could not be written ({why}); nothing was published.",
                why=reason(refused),
            )
        ) from refused


def bring_up(folder: Path) -> None:
    """Finish what an interrupted publication left to do: bring the files to the last edition.

    Where that cannot be done now, readers are still given the edition, and it is tried again.
    """
    archive = Archive(folder)
    if archive.behind():
        try:
            with archive.locked():
                _follow(archive)
        except (Busy, OSError):
            return


def _try_to_follow(archive: Archive) -> None:
    """Bring the files in line; what is published stays published if the disk refuses."""
    try:
        _follow(archive)
    except OSError:
        return


def _follow(archive: Archive) -> None:
    """Bring the files to the last edition; one that is damaged or newer is put nowhere."""
    if archive.behind():
        with suppress(Damaged):
            archive.bring_in_line()
            _describe(archive)
            archive.settle()


def _describe(archive: Archive) -> None:
    """Write the folder's README and data package again, where it has them."""
    files = read_published(archive.folder)
    found = examine_files(files) if files else None
    if not found or not found.dataset:
        return
    for name, text in documents(found.dataset).items():
        path = archive.folder / name
        if path.exists() and path.read_bytes() != text.encode():
            staged = archive.place / "staging" / name
            disk.remove(staged)
            disk.write(staged, text.encode())
            disk.replace(staged, path)


def _overtaken(archive: Archive, then: Base, now: Base) -> Overtaken:
    since = [entry for entry in archive.entries() if entry.number > then.number]
    changes = _said(then.found, now.found, then.files, now.files)
    if since and since[-1].who:
        why = SAY.both(
            "{who} has published since you looked: “{reason}”. Nothing of yours was published.",
            who=since[-1].who, reason=since[-1].reason,
        )  # fmt: skip
    else:
        why = SAY.both("The tables have changed since you looked. Nothing of yours was published.")
    return Overtaken(why, changes)


def _said(then: Examination, now: Examination, before: Files, after: Files) -> tuple[Text, ...]:
    old, new = sheets_of(then.tables), sheets_of(now.tables)
    return in_sentences(compare(old, new), Labels(new, old), before, after)


def _record_what_stands(archive: Archive, now: Base, moment: datetime) -> None:
    """Record what readers are given if it is not in the log yet: nothing is ever lost."""
    last = archive.last()
    if last and last.edition == now.files.edition:
        return
    if not now.found.dataset:
        # Files that were never good are replaced for the first time: they are set aside below.
        return
    said: tuple[Text, ...] = ()
    kind: Kind = "start"
    reason = ""
    if last:
        kind = "by-hand"
        said = _since(archive, last, now)
    entry = Entry(
        now.files.edition, moment, "", reason, said, kind, files=_hashes(now.files.contents)
    )
    archive.commit(entry, _by_hash(now.files.contents))
    if not now.broken:
        with suppress(Damaged):
            archive.bring_in_line()
            archive.settle()


def _since(archive: Archive, last: Entry, now: Base) -> tuple[Text, ...]:
    """Return what changed by hand since the last entry, as far as that is whole."""
    try:
        before = Files(archive.folder, archive.contents(last), kept=True)
    except Damaged as damaged:
        return (damaged.why,)
    return _said(examine_files(before), now.found, before, now.files)


def _edition(
    plan: Plan, now: Base, who: str, reason: str, moment: datetime
) -> tuple[Entry, Mapping[str, bytes]]:
    aside = {
        name: content
        for name, content in now.loose.contents.items()
        if name in now.broken or not now.found.dataset
    }
    entry = Entry(
        edition=plan.files.edition,
        at=moment,
        who=who,
        reason=reason.strip(),
        sentences=plan.sentences,
        kind=plan.kind,
        files=_hashes(plan.files.contents),
        aside=_hashes(aside),
        answers=tuple(question.kept() for question in plan.questions),
    )
    return entry, _by_hash(plan.files.contents) | _by_hash(aside)


def _hashes(contents: Mapping[str, bytes]) -> dict[str, str]:
    return {name: digest(content) for name, content in contents.items()}


def _by_hash(contents: Mapping[str, bytes]) -> dict[str, bytes]:
    return {digest(content): content for content in contents.values()}
