"""The edition: the story as static pages, for readers on slow lines, search engines and disks."""

from story.surfaces.edition.build import Built, Order, build

__all__ = ["Built", "Order", "build"]
