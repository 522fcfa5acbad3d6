"""What every record has: a table, a key, and text in two languages."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from story.text import Language, Text


class Record(BaseModel):
    """A row of one table.

    `table` names the CSV file, `called` names it for readers, `key` the columns that tell its rows
    apart, `one_row` says what one row is. `interval` is after how many days at most somebody
    should look for news of it, 0 where nothing is expected to change.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    table: ClassVar[str]
    called: ClassVar[Text]
    key: ClassVar[tuple[str, ...]]
    one_row: ClassVar[Text]
    interval: ClassVar[int] = 0
    added: ClassVar[bool] = False

    @property
    def id(self) -> str:
        """The row's key; several key columns are joined by a slash."""
        return "/".join([str(getattr(self, column)) for column in self.key])

    def within(self, column: str, language: Language) -> str:
        """Return a column written in both languages, e.g. `within("note", Language.KO)`.

        English columns are named `note_en` or just `publisher`, Korean ones end in `_ko`.
        """
        names = (f"{column}_{language}", column)
        found = next(name for name in names if name in type(self).model_fields)
        return str(getattr(self, found))
