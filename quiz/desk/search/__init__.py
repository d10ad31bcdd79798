"""Searching all cards: the language, the table that is searched, and saved searches."""
