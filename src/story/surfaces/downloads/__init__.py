"""Files that readers take along: made once for an edition and a choice, and bounded."""
