"""The table of rules, by name; a rule's name is its function's, with hyphens."""

from collections.abc import Callable, Iterator

from quiz.errors import Problem
from quiz.lint import options
from quiz.lint.draft import Draft

Rule = Callable[[Draft], Iterator[Problem]]
"""Yields the weaknesses of a draft.

Its docstring is its page in `docs/rules.md` and its test: a line that names the weakness; why it
matters and what to do; an example after `Bad:` that this rule alone finds fault with, and one
after `Good:` that none does.
"""

_RULES: tuple[Rule, ...] = (options.longest_key,)

RULES: dict[str, Rule] = {rule.__name__.replace("_", "-"): rule for rule in _RULES}
"""Every rule, in the order of the documentation."""
