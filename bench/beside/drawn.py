"""The three figures as SVG files, with Plotly and Kaleido as their manual has it: OUT_FOLDER."""

import sys
from pathlib import Path

import plotly.io as pio

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.beside.three import figures

drawn = list(figures().values())
pio.write_images(drawn, [Path(sys.argv[1]) / f"{number}.svg" for number in range(len(drawn))])
