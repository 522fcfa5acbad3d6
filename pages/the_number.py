"""Chapter 2: The number no outsider can check."""

from story.surfaces.site.story_page import show

show("the-number")
