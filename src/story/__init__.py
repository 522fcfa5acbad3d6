"""The camps and the summits: a data story, its figures and the ways to read them."""
