"""Who made a briefing and when: what its first slide and its handout say of the speaker."""

import base64
import datetime as dt
import json
import re
from dataclasses import asdict, dataclass, field, fields, replace
from io import BytesIO
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from story.places import write_whole
from story.publishing.os_errors import reason
from story.surfaces.briefing.choice import Misfit
from story.text import Language, Phrases
from story.text import date as written

SAY = Phrases("briefing")
REMEMBERED = ".story-brief.json"  # beside the files that are made
LONGEST = 120  # characters of a field
LOGO_BYTES = 2_000_000
PICTURES = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp"}


@dataclass(frozen=True)
class Imprint:
    """The speaker, the organisation and how to reach them; all blank where nobody is named.

    `date` is ISO 8601, or words as typed. `logo` is a picture's path; `logo_data` its bytes and
    `logo_type` its media type once it has been read.
    """

    speaker: str = ""
    org: str = ""
    contact: str = ""
    date: str = ""
    logo: str = ""
    logo_data: bytes = field(default=b"", repr=False)
    logo_type: str = ""

    def day(self, language: Language) -> str:
        """Return the date as the language writes it."""
        try:
            return written(dt.date.fromisoformat(self.date).isoformat(), language)
        except ValueError:
            return self.date

    def lines(self, language: Language) -> tuple[str, ...]:
        """Return what the first slide says: who, for whom they speak and when."""
        who = ", ".join(part for part in (self.speaker, self.org) if part)
        return tuple(line for line in (who, self.contact, self.day(language)) if line)

    @property
    def logo_address(self) -> str:
        """The logo within an address, for a file that asks for nothing; blank without one."""
        if not self.logo_data:
            return ""
        return f"data:{self.logo_type};base64,{base64.b64encode(self.logo_data).decode()}"

    @property
    def typed(self) -> dict[str, str]:
        """What was typed, without what is blank: enough to make it again."""
        told = {key: value for key, value in asdict(self).items() if isinstance(value, str)}
        return {key: value for key, value in told.items() if value and key != "logo_type"}


NUMBERS = re.compile(r"[\d./-]+")  # a date that is no words
TYPED = ("speaker", "org", "contact", "date", "logo")


def imprint(**typed: str) -> Imprint:
    """Return an imprint from words as typed, its logo read.

    Raises Misfit for words that are too long, for a date in digits that is no day (ISO 8601), and
    for a logo that is no picture or too large.
    """
    for name, given in typed.items():
        if len(given) > LONGEST and name != "logo":
            raise Misfit(
                SAY.both(
                    "“{name}” may have {most} characters, and has {count}.",
                    name=name, most=LONGEST, count=len(given),
                )
            )  # fmt: skip
    day = typed.get("date", "").strip()
    if NUMBERS.fullmatch(day) and not _is_day(day):
        raise Misfit(
            SAY.both("There is no day {given}; write it as 2026-12-10, or in words.", given=day)
        )
    said = {name: " ".join(typed.get(name, "").split()) for name in TYPED}
    made = Imprint(said["speaker"], said["org"], said["contact"], said["date"], said["logo"])
    return _with_logo(made) if made.logo else made


def _is_day(given: str) -> bool:
    try:
        return bool(dt.date.fromisoformat(given))
    except ValueError:
        return False


def remembered(folder: Path) -> dict[str, str]:
    """Return what was typed for the last briefing made in a folder, empty where there is none."""
    try:
        read = json.loads((folder / REMEMBERED).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    known = {each.name for each in fields(Imprint)} & {*TYPED} - {"date"}
    return {key: str(read[key]) for key in known if key in read} if isinstance(read, dict) else {}


def remember(folder: Path, made: Imprint) -> None:
    """Keep in a folder who makes its briefings; the date is new each time."""
    kept = {key: value for key, value in made.typed.items() if key != "date"}
    if kept and kept != remembered(folder):
        text = json.dumps(kept, ensure_ascii=False, indent=1) + "\n"
        write_whole(folder / REMEMBERED, text.encode())


def _with_logo(made: Imprint) -> Imprint:
    path = Path(made.logo).expanduser()
    try:
        if path.stat().st_size > LOGO_BYTES:
            raise Misfit(
                SAY.both(
                    "The logo {path} has {megabytes} MB; at most 2 MB are read.",
                    path=made.logo, megabytes=f"{path.stat().st_size / 1_000_000:.1f}",
                )
            )  # fmt: skip
        content = path.read_bytes()
    except OSError as refused:
        raise Misfit(
            SAY.both("The logo {path} cannot be read ({reason}).",
                     path=made.logo, reason=reason(refused))
        ) from refused  # fmt: skip
    try:
        with Image.open(BytesIO(content)) as picture:
            picture.verify()
            kind = PICTURES[picture.format or ""]
    except (UnidentifiedImageError, KeyError, OSError, SyntaxError, ValueError) as wrong:
        raise Misfit(
            SAY.both(
                "The logo {path} is no picture that can be shown. There are: {known}.",
                path=made.logo, known=", ".join(PICTURES),
            )
        ) from wrong  # fmt: skip
    return replace(made, logo=str(path.resolve()), logo_data=content, logo_type=kind)
