"""Summits: who met, who said what, and was human rights raised."""

from story.surfaces.site.summits import show

show()
