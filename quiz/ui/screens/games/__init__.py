"""The games: choosing one, and playing one together."""
