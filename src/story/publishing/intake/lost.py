"""Characters that a file's encoding has lost: seen by comparing with the row as it is now."""

import re
import unicodedata

from story.tables.problem import Problem, Spot, error, warning
from story.text import Phrases

SAY = Phrases("intake")
WITHIN = re.compile(r"(?<=[^\W\d_])\?(?=[^\W\d_])")
CUT = (254, 255, 256, 1024, 32_767)  # characters, at which programs cut a cell off
RUN = re.compile(r"\?{3,}")


def lost_characters(spot: Spot, now: str) -> Problem | None:
    """Return the problem of a cell in which `?` stands for what was lost, or accents are gone.

    `now`: the cell of the same row as it is in the data, blank for a new row.
    """
    if "?" in spot.value and _masks(spot.value, now):
        return error(
            "lost-characters",
            spot,
            SAY.both("Characters were lost when the file was saved: “?” stands where they were."),
            SAY.both("In the data the cell is “{now}”. Save the file as “CSV UTF-8”.", now=now),
        )
    if not now and (WITHIN.search(spot.value) or RUN.search(spot.value)):
        return warning(
            "lost-characters",
            spot,
            SAY.both("Characters seem to have been lost when the file was saved (“?”)."),
            SAY.both("Type the text anew, and save the file as “CSV UTF-8”."),
        )
    if len(spot.value) in CUT and now.startswith(spot.value) and now != spot.value:
        return error(
            "cut-off",
            spot,
            SAY.both("The text was cut off after {length} characters.", length=len(spot.value)),
            SAY.both(
                "In the data it goes on. Type the whole text, and save the file as “CSV UTF-8”."
            ),
        )
    if spot.value.isascii() and not now.isascii() and spot.value == _bare(now):
        return warning(
            "lost-accents",
            spot,
            SAY.both("Accents were lost: in the data the cell is “{now}”.", now=now),
            SAY.both("If you did not mean to, save the file as “CSV UTF-8”."),
        )
    return None


def _masks(value: str, now: str) -> bool:
    """Whether `value` is what `now` becomes when letters beyond ASCII turn into question marks."""
    if len(value) == len(now):
        pairs = list(zip(value, now, strict=True))
        return any(a == "?" and not b.isascii() for a, b in pairs) and all(
            a == b or (a == "?" and not b.isascii()) for a, b in pairs
        )
    lost = len(re.findall(r"\?", value)) - now.count("?")
    return lost >= 3 and bool(RUN.search(value)) and not now.isascii()


def _bare(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text)
    return "".join(part for part in parts if not unicodedata.combining(part))
