"""Our HTML: templates that escape everything they are given, rendered without a server."""

import re
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from story.text import Language, Phrases

HERE = Path(__file__).parent
ASSETS = HERE / "assets"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["tongue"] = _tongue
    return environment


def _tongue(text: str) -> str:
    """Return the language tag of a name: Korean where it holds Hangul, else English."""
    return "ko" if re.search("[가-힣]", text) else "en"


def render(template: str, language: Language, **values: object) -> str:
    """Render `templates/<template>.html` in a language, the interface's words with it.

    Every value is escaped; a missing value or a missing translation is an error. A template may
    speak from a catalogue of its own surface through a value `say`.
    """
    say = partial(Phrases("site").gettext, language=language)
    found = _environment().get_template(f"{template}.html")
    return found.render(language=language, gettext=say, **values)


@cache
def asset(name: str) -> str:
    """Return the text of `assets/<name>`."""
    return (ASSETS / name).read_text(encoding="utf-8")
