"""A settled plot is sent as Plotly itself would write it."""

import json

import plotly.io
import pytest

from story.figures import NAMES, figure_function
from story.figures.settled import Settled
from story.publishing.folder import load
from story.text import Language


@pytest.mark.parametrize("name", NAMES)
def test_a_settled_plot_is_written_as_the_plot_it_was_made_from(name: str) -> None:
    plot = figure_function(name)(load(), Language.KO).plot
    written = json.loads(plotly.io.to_json(plot, validate=False))
    settled = json.loads(plotly.io.to_json(Settled(plot), validate=False))
    assert settled == written


def test_a_settled_plot_tells_its_height() -> None:
    plot = figure_function("estimates")(load(), Language.EN).plot
    assert Settled(plot).to_dict()["layout"]["height"] == plot.layout.height
