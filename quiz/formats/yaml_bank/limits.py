"""How much a bank may hold; more is refused at once, at its line."""

MOST_BYTES = 8 * 1024 * 1024
MOST_QUESTIONS = 20_000
MOST_FAULTS = 1_000
"""Of one file; nobody reads more, and the rest is counted."""
MOST_ENTRIES = 200
"""Of one question: options, pairs, names of a list; more would be neither asked nor answered."""
MOST_GAPS = 50
"""Of one text."""
MOST_MARKS = 20
"""Accents and other marks on one letter; a thousand of them keep a terminal busy for seconds."""
MOST_NODES = 500_000
MOST_CHARACTERS = 20_000
"""Of one text."""
MOST_BLOCKS = 200
"""Of one text: paragraphs, items of lists, cells of tables, headings and pieces of code.

Each is drawn by itself, and thousands of them keep a screen busy for half a minute.
"""
MOST_LINES = 500_000
LONGEST_LINE = 250_000
"""Characters; a longer one holds a text or a list that is too long, and is refused unread."""
DEEPEST = 32
"""Levels of nesting."""
MOST_TRIALS = 60_000
"""Formula values tried in one file; beyond that a hundred a question."""
