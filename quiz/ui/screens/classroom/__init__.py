"""A class: the cockpit of who hosts a game, and the seat of who plays in it."""
