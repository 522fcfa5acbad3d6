"""Camps: where they are and which of them operate, according to whom and when."""

from story.surfaces.site.camps import show

show()
