"""Overview: the opening, then each chapter in brief."""

from story.surfaces.site.story_page import show

show("overview")
