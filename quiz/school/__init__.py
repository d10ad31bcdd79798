"""The class store: games, classes and what pupils answered, in SQLite or PostgreSQL."""
