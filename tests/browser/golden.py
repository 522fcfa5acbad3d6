"""Golden files: a page's accessibility tree as text a person can read and review."""

import difflib
import os
import re
from pathlib import Path

GOLDEN = Path(__file__).parents[1] / "golden"
WRITE = "STORY_WRITE_GOLDEN"  # set to write the files anew instead of comparing
# What a link or button is named by, said a second time below it, and where a link leads.
ECHOES = re.compile(r"^\s*- (?:/url: |paragraph: |paragraph:$|strong: )")


def readable(snapshot: str, edition: str) -> str:
    """Return an ARIA snapshot without echoes, and with what changes at each edition named."""
    kept: list[str] = []
    for line in snapshot.splitlines():
        depth = len(line) - len(line.lstrip())
        parent = kept[-1] if kept else ""
        named = re.match(r"\s*- '?(?:link|button|radio|switch) ", parent)
        if ECHOES.match(line) and named and depth > len(parent) - len(parent.lstrip()):
            continue
        kept.append(line)
    text = "\n".join(re.sub(r"^(\s*- '?(?:link|button|radio).*?):$", r"\1", one) for one in kept)
    # Which point was walked to last depends on what was done before, not on the page.
    text = re.sub(r"^(\s*- '?option .*?) \[selected\]", r"\1", text, flags=re.MULTILINE)
    # The size of a file is told once somebody has asked for the file.
    text = re.sub(r"^ *- text: [\d,]+ ?kB\n", "", text, flags=re.MULTILINE)
    return text.replace(edition, "EDITION") + "\n"


def difference(name: str, found: str) -> str:
    """Return a readable difference from the golden file `name`, blank where there is none.

    Writes the golden file where asked to, and `<name>.changed.txt` where it differs.
    """
    path, changed = GOLDEN / f"{name}.txt", GOLDEN / f"{name}.changed.txt"
    if os.environ.get(WRITE):
        GOLDEN.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8")
    expected = path.read_text(encoding="utf-8") if path.exists() else ""
    if found == expected:
        changed.unlink(missing_ok=True)
        return ""
    GOLDEN.mkdir(exist_ok=True)
    changed.write_text(found, encoding="utf-8")
    lines = difflib.unified_diff(
        expected.splitlines(), found.splitlines(), path.name, changed.name, lineterm="", n=2
    )
    return "\n".join([*lines, "", "If the change is meant, run `make golden` and review the file."])
