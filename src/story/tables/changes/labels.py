"""What a row is called when it is spoken of: by its name, not by its id."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from story.tables import model
from story.tables.changes.compare import Cells, Key, Sheets
from story.tables.model import TABLES, Record, columns
from story.text import Language, Text, date

LONGEST = 72
NAMES = ("label", "name", "title", "term", "claim")
# Rows without a name of their own are told by what they belong to, and when.
BELONGS: Mapping[type[Record], tuple[str, ...]] = {
    model.Source: ("publisher", "title"),
    model.CampStatus: ("camp_id", "source_id", "as_of"),
    model.CampPopulation: ("camp_id", "source_id", "published"),
    model.Imagery: ("camp_id", "source_id", "published"),
    model.EventCode: ("event_id",),
    model.ClaimSource: ("claim_id", "source_id"),
    model.Observation: ("series_id", "period"),
}
KINDS = {kind.table: kind for kind in TABLES}


@dataclass(frozen=True)
class Labels:
    """The names of rows, found in the tables as they are, or else as they were."""

    now: Sheets
    then: Sheets

    def row(self, kind: type[Record], cells: Cells) -> Text:
        """Return the name of a row in both languages; its id where it has none."""
        parts = list(self._parts(kind, cells)) or [Text(*[cells.get(kind.key[0], "")] * 2)]
        return Text(
            _shortened(", ".join(dict.fromkeys(part.en for part in parts))),
            _shortened(", ".join(dict.fromkeys(item.ko for item in parts))),
        )

    def item(self, references: str, value: str) -> Text:
        """Return the name of the row that a cell points to, by the column it must occur in."""
        table, _, column = references.partition(".")
        kind = KINDS[table]
        if kind.key != (column,):
            return Text(value, value)
        cells = self._cells(kind, (value,))
        if cells is None:
            return Text(value, value)
        if kind is model.Source:
            publisher = _named(cells, "publisher")
            return publisher or Text(value, value)
        return self.row(kind, cells)

    def _cells(self, kind: type[Record], key: Key) -> Cells | None:
        return self.now.get(kind, {}).get(key) or self.then.get(kind, {}).get(key)

    def _parts(self, kind: type[Record], cells: Cells) -> Iterator[Text]:
        own = next((item for name in NAMES if (item := _named(cells, name))), None)
        if kind not in BELONGS:
            if own:
                yield own
            return
        described = {column.name: column for column in columns(kind)}
        for name in BELONGS[kind]:
            value = cells.get(name, "")
            if not value:
                continue
            if described[name].references and name != "title":
                yield self.item(described[name].references, value)
            elif described[name].cell.form == "date":
                yield _dated(value)
            else:
                yield _named(cells, name) or Text(value, value)


def _named(cells: Cells, stem: str) -> Text | None:
    english = cells.get(f"{stem}_en") or cells.get(stem)
    korean = cells.get(f"{stem}_ko") or english
    if not english or not korean:
        return None
    return Text(english, korean)


def _dated(value: str) -> Text:
    try:
        return Text(*(date(value, item) for item in (Language.EN, Language.KO)))
    except ValueError:
        return Text(value, value)


def _shortened(text: str) -> str:
    line = " ".join(text.split()).rstrip(".")
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"
