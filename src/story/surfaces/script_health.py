"""Whether the script that Streamlit runs is well: its last run, and the last error it met."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache


@dataclass
class Pulse:
    """The health of this process's script; it is well until a run fails, and after one that ends.

    Only runs count as failed that nobody sent anything for but an address (`frame.show`): what a
    visitor sends over the socket must not decide how the site is.

    `error` is the name of the last error's class: its text may hold what no stranger should read.
    """

    well: bool = True
    error: str = ""
    failed_at: datetime | None = None

    def ran(self) -> None:
        """Note that a page was drawn to its end."""
        self.well = True

    def failed(self, error: BaseException) -> None:
        """Note that a page could not be drawn."""
        self.well, self.error, self.failed_at = False, type(error).__name__, datetime.now(UTC)


@cache
def pulse() -> Pulse:
    """Return the pulse of this process."""
    return Pulse()
