"""Choices a figure is asked for: known, or refused with those that are."""

from collections.abc import Collection, Iterable
from itertools import islice
from typing import TypeVar

LISTED = 300  # known values that a message names
T = TypeVar("T")


def checked(what: str, given: Iterable[T], known: Collection[T]) -> tuple[T, ...]:
    """Return what was given; raises ValueError, naming those known, where one of it is not."""
    given = tuple(given)
    unknown = [item for item in given if item not in known]
    if unknown:
        listed = ", ".join(map(str, islice(known, LISTED)))
        more = f" and {len(known) - LISTED} more" if len(known) > LISTED else ""
        raise ValueError(f"unknown {what} {', '.join(map(str, unknown))}; known: {listed}{more}")
    return given
