"""Chapter 4: Far fewer witnesses."""

from story.surfaces.site.story_page import show

show("witnesses")
