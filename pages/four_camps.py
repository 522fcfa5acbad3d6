"""Chapter 3: Four camps, but not the same four."""

from story.surfaces.site.story_page import show

show("four-camps")
