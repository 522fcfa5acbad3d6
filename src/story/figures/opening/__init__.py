"""The opening comparison: a number that is counted, and one nobody may count."""
