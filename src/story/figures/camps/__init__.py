"""The map of the camps, and what is on record about each."""
