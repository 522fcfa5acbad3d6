"""`story log`: the editions of a data folder, with when, who, why and what."""

import argparse
import json
from pathlib import Path

from story.cli.parts import (
    FINE,
    MISUSED,
    Commands,
    add_data,
    command,
    complain,
    exists,
    printable,
    say,
)
from story.publishing.archive import Archive, inspect, set_aside
from story.publishing.folder import data_folder, read_files
from story.publishing.history import Entry, history
from story.text import Language, Phrases, Text

SAY = Phrases("cli")

EXIT_CODES = """\
exit status: 0, or 2 if the command was typed wrongly or the folder does not exist"""
JSON_SHAPE = """\
--json prints a list of editions, newest first: number, edition (the content hash), at (UTC), kind
(start, publish, undo or by-hand), who, reason, reason_ko, update (whether no error was meant),
sentences (what changed, in both languages), files (the SHA-256 of each), answers (to what was
asked before publishing, where anything was), and aside (the same of files that were set aside
because of errors)."""
KINDS = {
    "start": Text("the first that was kept", "기록을 시작한 판"),
    "publish": Text("published", "공개"),
    "undo": Text("brought back", "되돌림"),
    "by-hand": Text("edited by hand", "파일을 직접 고침"),
}


def add(commands: Commands) -> None:
    """Add the command."""
    added = command(
        commands, "log", "Say which editions there were, when, by whom, why, and what changed.",
        f"{JSON_SHAPE}\n\n{EXIT_CODES}",
    )  # fmt: skip
    add_data(added)
    added.add_argument("--json", action="store_true", help="print the result as JSON")
    added.set_defaults(run=_run)


def _run(given: argparse.Namespace) -> int:
    folder = given.data or data_folder()
    if not exists(folder, given.lang):
        return MISUSED
    entries = history(folder)
    if given.json:
        _warn(folder, given.lang)
        said = [json.loads(entry.json()) for entry in entries]
        say(json.dumps(said, ensure_ascii=False, indent=2))
        return FINE
    _warn(folder, given.lang)
    edition = read_files(folder).edition
    if not entries:
        say(SAY.gettext("Nothing has been published in {folder} yet.", given.lang, folder=folder))
    elif entries[0].edition != edition:
        say(
            SAY.gettext(
                "The files were edited by hand since; they are edition {edition}.", given.lang,
                edition=edition,
            )
            + "\n"
        )  # fmt: skip
    if entries:
        say("\n\n".join(_said(item, given.lang) for item in entries))
    return FINE


def _warn(folder: Path, language: Language) -> None:
    """Say what of the log is damaged, and what was set aside."""
    for item in inspect(folder):
        complain(f"{item.message.within(language)} {item.cure.within(language)}")
    aside = set_aside(Archive(folder))
    if aside:
        complain(SAY.gettext("Set aside: {names}.", language, names=", ".join(aside)))


def _said(entry: Entry, language: Language) -> str:
    who = f", {entry.who}" if entry.who else ""
    kind = KINDS[entry.kind].within(language)
    lines = [f"{entry.number}  {entry.edition}  {entry.at:%Y-%m-%d %H:%M} UTC{who} ({kind})"]
    why = entry.why(language)
    lines += [f"    {printable(why)}"] if why else []
    lines += [f"    · {printable(said.within(language))}" for said in entry.sentences]
    for asked in entry.answers:
        lines.append(
            f"    ? {printable(asked.question.within(language))} "
            f"{printable(asked.answer.within(language))}"
        )
    if entry.aside:
        names = ", ".join(entry.aside)
        lines.append(
            "    " + SAY.gettext("Set aside because of errors: {files}.", language, files=names)
        )
    return "\n".join(lines)
