"""Overview: the opening, the three questions and what else is known."""

from story.surfaces.site.overview import show

show()
