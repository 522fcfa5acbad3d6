"""Check, compare, publish, take back: the only way a table is ever replaced.

Three doors lead here: the command, the desk page of the site, and the files of a data folder
edited by hand, which are recorded as they are found before anything is put in their place.
"""

from story.publishing.refresh.base import Base, stands
from story.publishing.refresh.conflicts import KEEP, TAKE, Conflict
from story.publishing.refresh.plan import Plan, Stuck, plan
from story.publishing.refresh.publishing import (
    NothingToPublish,
    NotPublished,
    Overtaken,
    bring_up,
    publish,
    record,
)
from story.publishing.refresh.questions import Asked, Choice, Question, where
from story.publishing.refresh.undoing import back, back_alone, stuck_said
from story.publishing.refresh.upgrading import shape_changes, upgrade

__all__ = [
    "KEEP", "TAKE", "Asked", "Base", "Choice", "Conflict", "NotPublished", "NothingToPublish",
    "Overtaken", "Plan", "Question", "Stuck", "back", "back_alone", "bring_up", "plan", "publish",
    "record", "shape_changes", "stands", "stuck_said", "upgrade", "where",
]  # fmt: skip
