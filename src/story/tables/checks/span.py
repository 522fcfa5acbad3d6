"""Comparing dates that are only as precise as they are known."""


def begins_after(first: str, second: str) -> bool:
    """Whether all of `first` lies after all of `second`; False where either is unknown.

    `2013-05` begins after `2013-04-30` and after `2012`, but not after `2013` or `2013-05-31`.
    """
    precision = min(len(first), len(second))
    return bool(precision) and first[:precision] > second[:precision]
