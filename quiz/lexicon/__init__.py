"""What ships with the program about languages: real words, and the names of months and days.

Read-only data of the package, loaded on the first question that needs it and never at start.
`SOURCES.md` beside it names each list with its licence; `python -m tests.lexicon` makes the files.
"""
