"""The edition: the story as static pages, for readers on slow lines, search engines and disks."""
