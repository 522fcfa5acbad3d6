"""The figures: each a pure function from the dataset, a language and choices to a Figure."""
