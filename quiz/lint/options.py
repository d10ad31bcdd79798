"""Weak options of a choice."""

from collections.abc import Iterator

from quiz.errors import Problem
from quiz.items import SingleChoice
from quiz.lint.draft import Draft
from quiz.words import _

_LEAST_LONGER = 12
"""Characters; below this no one sees the difference."""
_TIMES_LONGER = 1.5


def longest_key(draft: Draft) -> Iterator[Problem]:
    """The right option is the longest.

    Authors make the right option exact, and so long; who knows nothing picks the longest and is
    right. Shorten it, move what it explains to `explain`, or make a wrong option as long.

    Bad:
        - question: What ended the Congress of Vienna?
          answer: The signing of its Final Act a few days before the battle of Waterloo
          wrong: [A war, A strike, A flood]
          explain: The Final Act was signed on 9 June 1815.

    Good:
        - question: What ended the Congress of Vienna?
          answer: Its Final Act
          wrong: [A new war, A strike of clerks, A flood]
          explain: The Final Act was signed on 9 June 1815.
    """
    for question, item in draft.of(SingleChoice):
        key = len(item.options[item.key].text)
        others = [len(o.text) for at, o in enumerate(item.options) if at != item.key]
        if key >= max(others) * _TIMES_LONGER and key - max(others) >= _LEAST_LONGER:
            message = _(
                "the right option is by far the longest ({key} characters, the next {next}), and "
                "who knows nothing picks it; shorten it, or make a wrong one as long"
            )
            yield question.weakness(message.format(key=key, next=max(others)), "answer")
