"""The edition's links: relative, so that it opens from a disk and from any folder of a host."""

import posixpath
from dataclasses import dataclass

from story.surfaces.links import own_page
from story.text import Language

# The choices of a page that are an anchor of its own here.
PARTS = {"camp": "camp-", "event": "event-"}


@dataclass(frozen=True)
class EditionLinks:
    """The ways from one file of the edition, `here`, to the others."""

    language: Language
    here: str
    app: bool = False

    def to(self, path: str) -> str:
        """Return the way to a file by its path in the edition's folder.

        Some hosts show `en/index.html` as `/en`, without the slash: its links start from the folder
        above, which is the same place for both.
        """
        folder, name = posixpath.split(self.here)
        if folder and name == "index.html":
            above = posixpath.dirname(folder)
            return posixpath.join("..", posixpath.relpath(path, above or "."))
        return posixpath.relpath(path, folder or ".")

    def page(self, name: str, anchor: str = "", **choices: str) -> str:
        """Return the way to a page of this language, or to the part a choice names."""
        parts = [f"{PARTS[key]}{value}" for key, value in choices.items() if key in PARTS]
        anchor = anchor or (parts[0] if parts else "")
        file = page_path(name, self.language)
        if anchor and file == self.here:
            return f"#{anchor}"
        path = self.to(file)
        return f"{path}#{anchor}" if anchor else path

    def table(self, name: str) -> str:
        """Return the way to a table."""
        return self.to(f"data/{name}.csv")

    def data_file(self, name: str) -> str:
        """Return the way to a file of the data by its name."""
        return self.to(f"data/{name}")

    def row(self, table: str, row: str) -> str:
        """Return the way to the table in which a row stands."""
        return self.table(table)

    def own(self, table: str, row: str) -> str:
        """Return the way to the page of one claim, camp or event."""
        return self.page(own_page(table, row))

    def embed(self, place: str) -> str:
        """Return the way to a figure that stands alone."""
        return self.to(embed_path(place, self.language))

    def figure_table(self, place: str) -> str:
        """Return the way to the rows of a figure as CSV."""
        return self.to(figure_table_path(place, self.language))

    def feed(self, name: str) -> str:
        """Return the way to a feed."""
        return self.to(f"{self.language}/{name}.atom")

    @property
    def zip(self) -> str:
        """The way to every table with its metadata."""
        return self.to("data/story-data.zip")


def embed_path(place: str, language: Language) -> str:
    """Return the file of a figure that stands alone."""
    return f"{language}/embed/{place}.html"


def figure_table_path(place: str, language: Language) -> str:
    """Return the file of a figure's rows."""
    return f"data/figures/{place}.{language}.csv"


def page_path(name: str, language: Language) -> str:
    """Return a page's file within the edition's folder."""
    return f"{language}/{'index' if name == 'overview' else name}.html"
