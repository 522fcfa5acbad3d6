"""SVG path data, moved and written short: relative, to a tenth of a pixel."""

import re
from collections.abc import Iterator, Sequence

TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?")
ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
Step = tuple[str, tuple[float, ...]]
TENTHS = 10


def parsed(d: str) -> list[Step]:
    """Return path data as absolute steps; raises ValueError for what is no path."""
    steps: list[Step] = []
    x = y = start_x = start_y = 0.0
    for command, given in _commands(d):
        here = (x, y) if command.islower() else (0.0, 0.0)
        upper = command.upper()
        values = _absolute(upper, given, here)
        steps.append((upper, values))
        if upper == "Z":
            x, y = start_x, start_y
        elif upper == "H":
            x = values[0]
        elif upper == "V":
            y = values[0]
        else:
            x, y = values[-2:]
        if upper == "M":
            start_x, start_y = x, y
    return steps


def _commands(d: str) -> Iterator[Step]:
    tokens = TOKEN.findall(d)
    at, command = 0, ""
    while at < len(tokens):
        if tokens[at].isalpha():
            command = tokens[at]
            at += 1
        count = ARGUMENTS[command.upper()]
        yield command, tuple(float(one) for one in tokens[at : at + count])
        at += count
        # Further pairs after a move are lines.
        command = {"M": "L", "m": "l"}.get(command, command)


def _absolute(command: str, given: Sequence[float], here: tuple[float, float]) -> tuple[float, ...]:
    if command == "A":
        return (*given[:5], given[5] + here[0], given[6] + here[1])
    if command in "HV":
        return (given[0] + here["HV".index(command)],)
    return tuple(one + here[i % 2] for i, one in enumerate(given))


def points(steps: Sequence[Step]) -> Iterator[tuple[float, float]]:
    """Yield the points a path runs through, control points among them."""
    x = y = 0.0
    for command, values in steps:
        if command == "H":
            x = values[0]
        elif command == "V":
            y = values[0]
        elif command == "A":
            x, y = values[5:]
        elif command != "Z":
            for at in range(0, len(values) - 2, 2):
                yield values[at], values[at + 1]
            x, y = values[-2:]
        yield x, y


def moved(steps: Sequence[Step], dx: float, dy: float) -> list[Step]:
    """Return a path moved by (dx, dy)."""
    found: list[Step] = []
    for command, values in steps:
        if command == "A":
            values = (*values[:5], values[5] + dx, values[6] + dy)
        elif command in ("H", "V"):
            values = (values[0] + (dx if command == "H" else dy),)
        else:
            values = tuple(one + (dy if i % 2 else dx) for i, one in enumerate(values))
        found.append((command, values))
    return found


def written(steps: Sequence[Step]) -> str:
    """Write a path in steps from its first point.

    Distances are rounded from that point, so that equal outlines are written alike wherever they
    stand.
    """
    parts: list[str] = []
    origin: tuple[float, float] | None = None
    x = y = start_x = start_y = 0  # in tenths, from the first point
    for command, values in steps:
        if origin is None:
            origin = (values[0], values[1])
            parts.append(f"M{short(origin[0])} {short(origin[1])}")
            continue
        if command == "Z":
            parts.append("z")
            x, y = start_x, start_y
            continue
        said, x, y = _step(command, values, origin, (x, y))
        parts.append(said)
        if command == "M":
            start_x, start_y = x, y
    return _joined(parts)


def _step(
    command: str, values: Sequence[float], origin: tuple[float, float], here: tuple[int, int]
) -> tuple[str, int, int]:
    x, y = here
    if command in "HV":
        axis = "HV".index(command)
        there = _tenths(values[0] - origin[axis])
        moved = (there, y) if axis == 0 else (x, there)
        return f"{command.lower()}{_short(there - here[axis])}", *moved
    lead = [f"{one:g}" for one in values[:5]] if command == "A" else []
    pairs = values[5:] if command == "A" else values
    there_all = [_tenths(one - origin[i % 2]) for i, one in enumerate(pairs)]
    if command == "L" and there_all[1] == y:
        return f"h{_short(there_all[0] - x)}", there_all[0], y
    if command == "L" and there_all[0] == x:
        return f"v{_short(there_all[1] - y)}", x, there_all[1]
    said = [_short(one - here[i % 2]) for i, one in enumerate(there_all)]
    return f"{command.lower()}{_numbers([*lead, *said])}", there_all[-2], there_all[-1]


def _joined(parts: Sequence[str]) -> str:
    """Leave out steps that go nowhere, and a letter that the step before has."""
    kept: list[str] = []
    last = ""
    for one in parts:
        if one in ("h0", "v0", "l0 0"):
            continue
        same = one[0] == last and one[0] in "lhv"
        kept.append((" " if one[1] != "-" else "") + one[1:] if same else one)
        last = one[0]
    return "".join(kept)


def short(value: float) -> str:
    """Write a length to a tenth of a pixel: `12`, `3.5`, `.5`."""
    return _short(_tenths(value))


def _short(tenths: int) -> str:
    said = f"{tenths / TENTHS:g}"
    return said.replace("0.", ".", 1) if said.startswith(("0.", "-0.")) else said


def _tenths(value: float) -> int:
    return round(value * TENTHS)


def _numbers(said: Sequence[str]) -> str:
    text = said[0]
    for one in said[1:]:
        text += one if one.startswith("-") else f" {one}"
    return text
