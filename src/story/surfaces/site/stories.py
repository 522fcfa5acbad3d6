"""The story, told once per edition and language and shared by all readers."""

from functools import cache

from story.surfaces.cache import Memory
from story.surfaces.site.visit import Visit
from story.telling.narrative import Story, tell


def story_for(visit: Visit) -> Story:
    """Return the story of this visit's edition, in its language."""
    key = (visit.dataset.edition, visit.language)
    return _told().get(key, lambda: tell(visit.dataset, visit.language))


@cache
def _told() -> Memory[Story]:
    return Memory(8)
