"""PowerPoint: a presentation an office can edit, of native charts, shapes and tables."""

from story.surfaces.briefing.powerpoint.presentation import powerpoint

__all__ = ["powerpoint"]
