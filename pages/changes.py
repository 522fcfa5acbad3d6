"""What changed: the editions of the data, newest first, and how fresh each table is."""

from story.surfaces.site.changes import show

show()
