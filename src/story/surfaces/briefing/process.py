"""One briefing made in a process of its own, by `child_process.py`: no reader waits.

    python -m story.surfaces.briefing.process FORM NAME EDITION SITE IMPRINT

writes the file to its output; IMPRINT says in JSON who makes it. It ends with NO_BROWSER or
NO_EDITION where it cannot.
"""

import json
import sys

from story.publishing.folder import BrokenData
from story.surfaces.briefing.choice import named
from story.surfaces.briefing.deck import chapter_titles
from story.surfaces.briefing.imprint import imprint
from story.surfaces.briefing.making import brief
from story.surfaces.child_process import NO_BROWSER, NO_EDITION, end_with_parent
from story.surfaces.chromium import NoBrowser
from story.surfaces.open_editions import editions, kept_edition


def main(form: str, name: str, edition: str, site: str, made_by: str) -> int:
    """Write one briefing; return the exit status."""
    end_with_parent()
    try:
        newest = editions().current()
    except BrokenData:
        return NO_EDITION
    dataset = newest if newest.edition == edition else kept_edition(edition)
    if dataset is None:
        return NO_EDITION
    choice = named(chapter_titles(dataset), name)
    try:
        by = imprint(**json.loads(made_by))
        made = brief(form, dataset, choice, site=site, imprint=by)
    except NoBrowser:
        return NO_BROWSER
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
