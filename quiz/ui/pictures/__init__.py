"""Pictures in a terminal: which way it can show them, and the widget that does."""
