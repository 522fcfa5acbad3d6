"""`story doctor`: what of a data folder's archive is damaged, what it costs, and what mends it."""

import argparse
import json
from pathlib import Path

from story.cli.parts import (
    FAILED,
    FINE,
    MISUSED,
    Commands,
    add_folder,
    command,
    complain,
    exists,
    say,
    why_refused,
)
from story.publishing.archive import (
    Archive,
    Backup,
    Busy,
    Damage,
    StorageFailed,
    edited,
    inspect,
    mend,
    open_backup,
)
from story.publishing.archive import set_aside as moved_aside
from story.publishing.folder import data_folder
from story.publishing.refresh import bring_up
from story.text import Language, Phrases

SAY = Phrases("cli")

JSON_SHAPE = """\
--json prints an object: damages, a list of kind, path (within .editions), numbers (of the log),
message, cost, cure (in the language of --lang) and known (somebody looked, and nothing could mend
it); and aside, the names of what was set aside."""
EXIT_CODES = """\
Nothing is deleted: what is no part of the archive is moved to .editions/quarantine.

exit status: 0 if all is whole, or what is not is known; 1 if something is damaged; 2 if the command
was typed wrongly or the folder does not exist"""


def add(commands: Commands) -> None:
    """Add the command."""
    added = command(
        commands, "doctor",
        "Say what of a folder's editions is damaged, what that costs, and what mends it.",
        f"{JSON_SHAPE}\n\n{EXIT_CODES}",
    )  # fmt: skip
    add_folder(added)
    added.add_argument(
        "--mend", action="store_true",
        help="mend what can be mended, and set aside what cannot",
    )  # fmt: skip
    added.add_argument(
        "--from", type=Path, action="append", default=[], metavar="BACKUP", dest="backups",
        help="what story backup wrote: it tells what was edited, and mends what is damaged",
    )  # fmt: skip
    added.add_argument("--json", action="store_true", help="print the result as JSON")
    added.set_defaults(run=_run)


def _run(given: argparse.Namespace) -> int:
    folder = given.folder or data_folder()
    if not exists(folder, given.lang):
        return MISUSED
    backups = _opened(given.backups, given.lang)
    if backups is None or (given.mend and not _mended(folder, backups, given.lang)):
        return FAILED
    found = (
        *inspect(folder),
        *(item for each in backups for item in edited(each, Archive(folder))),
    )
    aside = moved_aside(Archive(folder))
    if given.json:
        said = {"damages": [_as_json(entry, given.lang) for entry in found], "aside": aside}
        say(json.dumps(said, ensure_ascii=False, indent=2))
    else:
        say(_report(folder, found, aside, given.lang))
    return FAILED if any(not damage.known for damage in found) else FINE


def _opened(files: list[Path], language: Language) -> list[Backup] | None:
    """Return the backups, each checked whole; None where one cannot be opened."""
    try:
        return [open_backup(item) for item in files]
    except OSError as refused:
        file, why = refused.filename, why_refused(refused, language)
        complain(SAY.gettext("{file} cannot be used ({why}).", language, file=file, why=why))
        return None


def _mended(folder: Path, backups: list[Backup], language: Language) -> bool:
    """Mend, and say what was done; whether it could be."""
    try:
        done = mend(Archive(folder), backups)
    except Busy:
        complain(SAY.gettext("Somebody else is publishing. Try again in a moment.", language))
        return False
    except StorageFailed as failed:
        complain(failed.why.within(language))
        return False
    except OSError as refused:
        file = refused.filename or folder
        why = why_refused(refused, language)
        complain(SAY.gettext("{file} cannot be used ({why}).", language, file=file, why=why))
        return False
    bring_up(folder)
    for item in done:
        complain(item.within(language))
    return True


def _as_json(damage: Damage, language: Language) -> dict[str, object]:
    return {
        "kind": damage.kind,
        "path": damage.path,
        "numbers": damage.numbers,
        "message": damage.message.within(language),
        "cost": damage.cost.within(language),
        "cure": damage.cure.within(language),
        "known": damage.known,
    }


def _report(
    folder: Path, found: tuple[Damage, ...], aside: tuple[str, ...], language: Language
) -> str:
    parts = [_said(item, language) for item in found]
    if aside:
        names = ", ".join(aside)
        parts.append(SAY.gettext("Set aside: {names}.", language, names=names))
    count = len(Archive(folder).entries())
    if not found:
        parts.append(
            SAY.ngettext(
                "{folder}: {count} edition, each whole.", "{folder}: {count} editions, each whole.",
                count, language, folder=folder,
            )
        )  # fmt: skip
    return "\n\n".join(parts)


def _said(damage: Damage, language: Language) -> str:
    lines = [damage.message, damage.cost, damage.cure]
    head, *rest = (line.within(language) for line in lines)
    known = SAY.gettext(" (known)", language) if damage.known else ""
    return "\n".join([f"{head}{known}", *(f"    {line}" for line in rest)])
