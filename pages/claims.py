"""Claims: the op-ed's claims and arguments, each assessed."""

from story.surfaces.site.claims import show

show()
