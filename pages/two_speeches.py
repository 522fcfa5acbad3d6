"""Chapter 1: Two speeches, two summits."""

from story.surfaces.site.story_page import show

show("two-speeches")
