"""Gaps that nobody can fill as they are meant."""

from collections.abc import Iterator

from quiz.errors import Problem
from quiz.items import Cloze
from quiz.lint.draft import Draft
from quiz.lint.text import shown, words
from quiz.words import _

_MOST_WORDS = 6
"""Of a gap."""
_LEAST_WORDS = 8
"""Of a text whose share of gaps is looked at."""


def sentence_gap(draft: Draft) -> Iterator[Problem]:
    """A gap is a whole sentence.

    Nobody finds just these words, so that those who know are marked wrong. Leave a gap for the one
    or two words that matter, or make it a pick-list: `{{right ~ wrong}}`.

    Bad:
        - cloze: >-
            Talleyrand said of the returning kings that
            {{they had learnt nothing and had forgotten nothing either}}.
          explain: He had served under all of them.

    Good:
        - cloze: >-
            Talleyrand said of the returning kings that they had {{learnt|learned}} nothing and
            {{forgotten}} nothing.
          explain: He had served under all of them.
    """
    for question, item in draft.of(Cloze):
        for gap in item.gaps:
            answer = min(gap.answers, key=len)
            count = len(answer.split())
            is_sentence = count > 2 and answer.rstrip().endswith((".", "!", "?"))
            if not gap.options and (count > _MOST_WORDS or is_sentence):
                message = _(
                    "the gap ‘{gap}’ is a whole sentence, and nobody who knows it types just "
                    "these words; leave a gap for the one or two that matter"
                )
                yield question.weakness(message.format(gap=shown(answer)), "cloze")
                break


def more_gaps_than_text(draft: Draft) -> Iterator[Problem]:
    """More than half of the text stands in gaps.

    Too little is left to tell what belongs there. Keep the gaps that matter, two or three in a
    sentence, or make several questions of it.

    Bad:
        - cloze: >-
            {{& Austria}} and {{& Prussia}} met {{& Russia}}, {{& Britain}} and {{& France}} in
            {{Vienna :: a city}}.
          explain: These were the five powers.

    Good:
        - cloze: >-
            The four victors over Napoleon, Austria, Prussia, {{& Russia}} and {{& Britain}}, met
            in {{Vienna :: a city}}.
          explain: These powers and France had the say.
    """
    for question, item in draft.of(Cloze):
        within = sum(len(words(gap.answers[0])) for gap in item.gaps)
        around = sum(len(words(segment)) for segment in item.segments)
        if len(item.gaps) > 2 and within > around and within + around >= _LEAST_WORDS:
            message = _(
                "{within} of {total} words stand in gaps, so that too little is left to tell what "
                "belongs there; keep the gaps that matter"
            )
            filled = message.format(within=within, total=within + around)
            yield question.weakness(filled, "cloze")
