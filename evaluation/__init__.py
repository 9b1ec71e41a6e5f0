"""Readings and hand-made labels in, scores out: how well and how fast the program reads."""
