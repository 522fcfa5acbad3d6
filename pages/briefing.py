"""Briefing: the story as slides, PowerPoint or a handout, for an audience and a length."""

from story.surfaces.site.briefing import show

show()
