"""Comparing what was typed with what is right: text, numbers and units, dates.

Pure: no file, clock, chance or terminal. Nothing here raises on a typed text, and an answer of any
length is marked in bounded time.
"""
