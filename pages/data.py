"""Data and sources: every table, every source, licence and how to cite."""

from story.surfaces.site.data import show

show()
