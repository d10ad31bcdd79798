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
SELF_GRADED = frozenset({"card", "essay"})
"""Kinds that the learner grades; where a best score is at stake they are not asked."""
RECOGNISED = frozenset({"choice", "several", "truefalse", "match", "order", "groups"})
"""Kinds that show what is right among other things; the others want it recalled."""
SHOWN_FIRST = frozenset({"text", "list", "number", "date", "cloze", "card"})
"""Kinds whose answer is a thing to remember: it can be shown before it is to be recalled."""
