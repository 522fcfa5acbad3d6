"""A plot that changes no more: what is sent of it is written out once, not at each visit.

Streamlit copies a Plotly figure and writes it as JSON each time a page runs, which takes longer
than all else a page does. This one hands it parts that are JSON already.
"""

from typing import Any, cast

import orjson
import plotly.graph_objects as go

OPTIONS = orjson.OPT_NON_STR_KEYS | orjson.OPT_SERIALIZE_NUMPY  # as Plotly's own writer


class Settled(go.Figure):  # type: ignore[misc]  # Plotly is not typed
    """A figure to be shown and no longer to be drawn on: it keeps no more than its JSON."""

    def __init__(self, plot: go.Figure) -> None:
        # Not Plotly's own: that would check and copy all traces once more.
        written = plot.to_dict()
        self._settled: dict[str, Any] = {
            "data": [_parts(trace) for trace in written["data"]],
            # Its height is asked for by name.
            "layout": {**_parts(written["layout"]), "height": plot.layout.height},
        }

    def to_dict(self) -> dict[str, Any]:
        """Return the figure as Plotly's writer takes it, each part as JSON."""
        return self._settled

    @property
    def height(self) -> int:
        """The height in pixels it was laid out for."""
        return cast(int, self._settled["layout"]["height"])

    def __repr__(self) -> str:
        return "Settled()"


def _parts(values: dict[str, Any]) -> dict[str, Any]:
    return {name: orjson.Fragment(_json(value)) for name, value in values.items()}


def _json(value: object) -> bytes:
    from plotly.io.json import to_json_plotly

    return cast(str, to_json_plotly(value, engine="orjson")).encode()
