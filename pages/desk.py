"""The desk: where staff refresh the tables; closed unless it is opened."""

from story.surfaces.desk.page import show

show()
