"""Loads what draws the pages, with pandas: a printed page need not wait for it."""


def load_pages() -> None:
    """Load it, or wait until another thread has.

    Whoever needs any of it comes by this one door, as the script does: two threads that load parts
    of Plotly from different ends could meet halfway in modules that are not ready.
    """
    from story.surfaces.site import frame  # noqa: F401
