"""What is written to the log: one JSON object a line, without anything about a reader.

No address, user agent, query or session is ever put in: only what happened, where in the program,
and how long it took. What other libraries say is written without the values they fill in, and an
error without its words: both may be what a stranger has sent. STORY_LOGS=plain writes plain lines,
for a developer's terminal.
"""

import json
import logging
import os
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType

LOGGERS = ("story", "streamlit", "uvicorn", "uvicorn.error")
LONGEST = 300  # characters of what another library says
# Uvicorn takes a handshake that was answered with a refusal for one that was forgotten.
REFUSED = "ASGI callable returned without completing handshake."
FRAMES = 12  # of a trace, the innermost


class Lines(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line: when, how grave, which part, what; and where an error came up."""
        said: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "part": record.name,
            "message": _words(record),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[0]:
            said["error"] = record.exc_info[0].__name__
            said["trace"] = _places(record.exc_info[2])
        return json.dumps(said, ensure_ascii=False)


def _words(record: logging.LogRecord) -> str:
    if record.name.partition(".")[0] == "story":
        return record.getMessage()
    return str(record.msg)[:LONGEST]


def _places(trace: TracebackType | None) -> str:
    """Return where an error came up, outermost first: files, lines and functions alone."""
    frames = traceback.extract_tb(trace)[-FRAMES:]
    return " > ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)


def write_lines() -> None:
    """Let every part of the program write its log in this form to the standard error stream."""
    handler = logging.StreamHandler(sys.stderr)
    plain = os.environ.get("STORY_LOGS", "json") == "plain"
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s") if plain else Lines())
    logging.root.handlers = [handler]
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
    logging.getLogger("uvicorn.error").addFilter(lambda record: record.msg != REFUSED)
    access = logging.getLogger("uvicorn.access")
    access.handlers, access.propagate = [], False
