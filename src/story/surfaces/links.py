"""Where a page's links lead: the same parts of the story stand at other addresses on a site."""

from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote, urlencode

from story.surfaces.contents import PAGES
from story.text import Language


class Links(Protocol):
    """The addresses a surface gives to the parts of the story."""

    def page(self, name: str, anchor: str = "", **choices: str) -> str:
        """Return the way to a page by its name, with choices where the surface knows any."""

    def table(self, name: str) -> str:
        """Return the way to a table as CSV."""

    def row(self, table: str, row: str) -> str:
        """Return the way to one row as CSV, or to its table."""

    @property
    def zip(self) -> str:
        """The way to every table with its metadata."""


@dataclass(frozen=True)
class SiteLinks:
    """The addresses of the site, from its root, in one language."""

    language: Language

    def page(self, name: str, anchor: str = "", **choices: str) -> str:
        """Return the address of a page in this language with these choices."""
        path = next(one.path for one in PAGES if one.name == name)
        tongue = {} if self.language is Language.EN else {"lang": str(self.language)}
        asked = urlencode({**tongue, **choices})
        return f"/{path}{f'?{asked}' if asked else ''}{f'#{anchor}' if anchor else ''}"

    def table(self, name: str) -> str:
        """Return the address of a table's download."""
        return f"/download/{name}.csv"

    def row(self, table: str, row: str) -> str:
        """Return the address of a row's download."""
        return f"/download/{table}/{quote(row, safe='')}.csv"

    @property
    def zip(self) -> str:
        """The address of the download of everything."""
        return "/download/story-data.zip"
