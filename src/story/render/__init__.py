"""Figures as pictures without a browser: strokes, SVG for both themes, PNG in our own letters."""
