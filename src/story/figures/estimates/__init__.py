"""Published figures for the people held, in all and camp by camp."""
