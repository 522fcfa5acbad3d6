"""What is written to the log: one JSON object a line, without anything about a reader.

No address, user agent, query or session is ever put in: only what happened, where in the program,
and how long it took. STORY_LOGS=plain writes plain lines, for a developer's terminal.
"""

import json
import logging
import os
import sys
from datetime import UTC, datetime

LOGGERS = ("story", "streamlit", "uvicorn", "uvicorn.error")


class Lines(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line: when, how grave, which part, what; and the cause of an error."""
        said: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "part": record.name,
            "message": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[0]:
            said["error"] = record.exc_info[0].__name__
            said["trace"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False)


def write_lines() -> None:
    """Let every part of the program write its log in this form to the standard error stream."""
    handler = logging.StreamHandler(sys.stderr)
    plain = os.environ.get("STORY_LOGS", "json") == "plain"
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s") if plain else Lines())
    for name in LOGGERS:
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
    # Streamlit gives every module of its own a handler.
    for name, found in logging.root.manager.loggerDict.items():
        if name.startswith("streamlit.") and isinstance(found, logging.Logger):
            found.handlers, found.propagate = [], True
    logging.getLogger("story").setLevel(logging.INFO)
    # Below that, the server names the address of everyone who connects.
    for name in ("uvicorn", "uvicorn.error"):
        logging.getLogger(name).setLevel(logging.WARNING)
    access = logging.getLogger("uvicorn.access")
    access.handlers, access.propagate = [], False
