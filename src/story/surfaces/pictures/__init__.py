"""Figures as pictures: SVG that serves both themes, PNG, and pages printed as PDF.

One Chromium draws a whole build, and only what has not been drawn before.
"""

from story.surfaces.pictures.colours import palette_css, standalone
from story.surfaces.pictures.finding import NoBrowser, browser_path
from story.surfaces.pictures.pictures import Pictures

__all__ = ["NoBrowser", "Pictures", "browser_path", "palette_css", "standalone"]
