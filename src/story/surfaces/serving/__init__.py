"""Running the site: what operators measure, read in the logs, and limit."""
