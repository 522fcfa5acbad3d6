"""The desk: the page on which staff refresh the tables, closed unless `STORY_DESK` opens it."""
