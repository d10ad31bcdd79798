"""Boards: a canvas of cells, what is drawn on it, and the widget that shows it."""
