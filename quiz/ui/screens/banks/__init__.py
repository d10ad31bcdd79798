"""Screens of banks: browsing, reading, previewing, adding, and what changed."""
