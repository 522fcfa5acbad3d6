"""Summits, statements and acts: on a timeline, by year, and each on a card."""
