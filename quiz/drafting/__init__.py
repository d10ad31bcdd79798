"""From an article to drafted questions, by rules: no network, no model, nothing guessed.

`article` reads a text into paragraphs and sentences, `names`, `figures` and `speech` find what it
names, counts and reports, `facts` what it states, `asking` makes questions of that, and `drafts`
is the way through all of them. What a language needs is a table in `words`.
"""
