"""Nobody can make the server work for long: files of briefings are made once, and in turn."""
