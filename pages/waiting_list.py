"""Chapter 5: The waiting list."""

from story.surfaces.site.story_page import show

show("waiting-list")
