"""Estimates: how many people are held, according to whom, and why the figures differ."""

from story.surfaces.site.estimates import show

show()
