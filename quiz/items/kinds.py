"""The kinds' names; a module of its own, which costs a command line nothing to import."""

KINDS = (
    "choice",
    "several",
    "truefalse",
    "text",
    "list",
    "number",
    "date",
    "match",
    "order",
    "groups",
    "cloze",
    "card",
    "essay",
    "computed",
)
"""In the order of the format's page."""
