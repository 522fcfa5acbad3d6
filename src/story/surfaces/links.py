"""Where a page's links lead: the same parts of the story stand at other addresses on a site."""

from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote, urlencode

from story.surfaces.pages import ALL_PAGES, SEARCH
from story.text import Language

PART_OF = {"glossary": "data"}  # pages of the edition that are a part of one of the site's
CITING = "cite"  # a page that only the edition has
# The tables of which each row has a page of its own, and the folder its pages stand in.
OWN_PAGES = {"claims": "claim", "camps": "camp", "events": "event"}


def own_page(table: str, row: str) -> str:
    """Return the name of the page of a claim, camp or event; raises KeyError for other tables."""
    return f"{OWN_PAGES[table]}/{row}"


def row_of(page: str) -> tuple[str, str]:
    """Return the table and the id of a page's claim, camp or event, blank for other pages."""
    folder, slash, row = page.partition("/")
    tables = {name: table for table, name in OWN_PAGES.items()}
    return (tables[folder], row) if slash else ("", "")


class Links(Protocol):
    """The addresses a surface gives to the parts of the story."""

    @property
    def app(self) -> bool:
        """Whether its pages can become the running app, which lets readers choose."""

    def page(self, name: str, anchor: str = "", **choices: str) -> str:
        """Return the way to a page by its name, with choices where the surface knows any."""

    def table(self, name: str) -> str:
        """Return the way to a table as CSV."""

    def data_file(self, name: str) -> str:
        """Return the way to a file of the data by its name."""

    def row(self, table: str, row: str) -> str:
        """Return the way to one row as CSV, or to its table."""

    def own(self, table: str, row: str) -> str:
        """Return the way to the page of one claim, camp or event, by its table and id."""

    def embed(self, place: str) -> str:
        """Return the way to a figure that stands alone."""

    def figure_table(self, place: str) -> str:
        """Return the way to the rows of a figure as CSV."""

    def feed(self, name: str) -> str:
        """Return the way to a feed: `changes` or `corrections`."""

    @property
    def zip(self) -> str:
        """The way to every table with its metadata."""


def place_of(links: Links, table: str, row: str) -> str:
    """Return the way to where a row of a table is shown; blank for a table that is not shown."""
    match table:
        case "camps":
            return links.page("camps", f"camp-{row}", camp=row)
        case "events":
            return links.page("summits", f"event-{row}", details="yes", event=row)
        case "claims":
            return links.page("claims", row)
        case "sources":
            return links.page("data", row, source=row)
        case "glossary":
            return links.page("glossary", f"term-{row}", term=row)
        case "estimates":
            return links.page("estimates")
    return ""


@dataclass(frozen=True)
class SiteLinks:
    """The addresses of the site, from its root, in one language."""

    language: Language
    app: bool = True

    def page(self, name: str, anchor: str = "", **choices: str) -> str:
        """Return the address of a page in this language with these choices."""
        if name == SEARCH.name:
            return f"/{SEARCH.path}/{self.language}"
        if name == CITING:
            return f"/edition/{self.language}/{name}.html"
        name = PART_OF.get(name, name)
        path = {item.name: item.path for item in ALL_PAGES}[name]
        tongue = {} if self.language is Language.EN else {"lang": str(self.language)}
        asked = urlencode({**tongue, **choices})
        return f"/{path}{f'?{asked}' if asked else ''}{f'#{anchor}' if anchor else ''}"

    def table(self, name: str) -> str:
        """Return the address of a table's download."""
        return f"/download/{name}.csv"

    def data_file(self, name: str) -> str:
        """Return the address of a file of the data."""
        return f"/download/{name}"

    def row(self, table: str, row: str) -> str:
        """Return the address of a row's download."""
        return f"/download/{table}/{quote(row, safe='')}.csv"

    def own(self, table: str, row: str) -> str:
        """Return the address of the page of one claim, camp or event, in the edition served."""
        return f"/edition/{self.language}/{own_page(table, row)}.html"

    def embed(self, place: str) -> str:
        """Return the address of a figure that stands alone."""
        tongue = "" if self.language is Language.EN else f"?lang={self.language}"
        return f"/embed/{place}{tongue}"

    def figure_table(self, place: str) -> str:
        """Return the address of a figure's rows as CSV."""
        tongue = "" if self.language is Language.EN else f"?lang={self.language}"
        return f"/embed/{place}.csv{tongue}"

    def feed(self, name: str) -> str:
        """Return the address of a feed."""
        tongue = "" if self.language is Language.EN else f"?lang={self.language}"
        return f"/{name}.atom{tongue}"

    def briefing(self, name: str, form: str, edition: str = "", **made_by: str) -> str:
        """Return the address of a briefing's file: its choice's name, the newest edition or one.

        `made_by` says who makes it, in words as typed.
        """
        given = {"edition": edition, **made_by}
        asked = urlencode({key: value for key, value in given.items() if value})
        return f"/download/briefing/{name}.{form}{f'?{asked}' if asked else ''}"

    @property
    def zip(self) -> str:
        """The address of the download of everything."""
        return "/download/story-data.zip"
