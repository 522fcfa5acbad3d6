"""Chapter 6: Recommended every year."""

from story.surfaces.site.story_page import show

show("every-year")
