"""Where banks lie on disk, and the compiled index that opens them in no time.

Nothing is imported here: `quiz check` needs `files` and neither the index nor SQLite.
"""
