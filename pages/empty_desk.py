"""Chapter 7: The empty desk, and what changed."""

from story.surfaces.site.story_page import show

show("empty-desk")
