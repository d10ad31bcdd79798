"""Gaps that nobody can fill in as intended."""

from collections.abc import Iterator
from itertools import pairwise

from quiz.errors import Problem
from quiz.items import Cloze
from quiz.lint.draft import Draft
from quiz.lint.edits import in_text
from quiz.lint.text import shown, words
from quiz.marking.manners import conjunctions
from quiz.translation import _, ngettext

_MOST_WORDS = 6
"""Of a gap."""
_LEAST_WORDS = 8
"""Of a text whose share of gaps is looked at."""


def sentence_gap(draft: Draft) -> Iterator[Problem]:
    """A gap is a whole sentence.

    Nobody types exactly these words, so students who know the answer are graded wrong. Make a gap
    for the one or two words that matter, or offer options in the gap: `{{right ~ wrong}}`.

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
                    "the gap '{gap}' is a whole sentence, and nobody types exactly "
                    "these words; make a gap for the one or two that matter"
                )
                yield question.weakness(message.format(gap=shown(answer)), "cloze")
                break


def more_gaps_than_text(draft: Draft) -> Iterator[Problem]:
    """More than half of the text is in gaps.

    Too little is left to show what belongs there. Keep the gaps that matter, two or three in a
    sentence, or split the text into several questions.

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
            message = ngettext(
                "{within} of {total} word is in gaps, which leaves too little to go by; keep "
                "only the gaps that matter",
                "{within} of {total} words are in gaps, which leaves too little to go by; keep "
                "only the gaps that matter",
                within + around,
            )
            filled = message.format(within=within, total=within + around)
            yield question.weakness(filled, "cloze")


_IDLE_IN_HINTS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "which",
        "is",
        "that",
        "one",
        "another",
        "other",
        "first",
        "second",
        "ein",
        "eine",
        "der",
        "die",
        "das",
        "un",
        "une",
        "le",
        "la",
        "another",
    ]
)
"""Words of hints that tell nothing apart."""


def _are_alike(one: str, other: str) -> bool:
    """Return whether two hints say the same: "a country" and "another country"."""
    first, second = (frozenset(words(hint)) - _IDLE_IN_HINTS for hint in (one, other))
    return bool(first) and 2 * len(first & second) > len(first | second)


def interchangeable_gaps(draft: Draft) -> Iterator[Problem]:
    """Two gaps could be filled either way round.

    If there is only "and" between two gaps, or both have the same hint, students who know both
    answers may type them in the other order and are graded wrong. Allow any order:
    `{{& Russia}} and {{& China}}`.

    Bad:
        - cloze: The host was Austria; {{Prussia}} and {{Russia}} sent their kings.
          explain: The Tsar stayed for months.

    Good:
        - cloze: The host was Austria; {{& Prussia}} and {{& Russia}} sent their kings.
          explain: The Tsar stayed for months.
    """
    ands = conjunctions(draft.language.primary)
    for question, item in draft.of(Cloze):
        for at, (one, other) in enumerate(pairwise(item.gaps)):
            between = item.segments[at + 1].strip(" ,").lower()
            is_joined = between in ands
            is_alike = _are_alike(one.hint, other.hint)
            if (one.hint or other.hint) and not is_alike:
                continue  # a hint tells which is which
            if one.options or other.options or one.group or other.group:
                continue
            if set(one.answers) == set(other.answers) or not (is_joined or is_alike):
                continue
            if any(map(str.isdigit, one.answers[0] + other.answers[0])) and not is_alike:
                continue
            message = _(
                "‘{one}’ and ‘{other}’ could be filled in either way round; write "
                "{{{{& {one}}}}} and {{{{& {other}}}}}"
            )
            edits = (
                *in_text(question, "cloze", "{{" + one.answers[0], "{{& " + one.answers[0]),
                *in_text(question, "cloze", "{{" + other.answers[0], "{{& " + other.answers[0]),
            )
            texts = {"one": shown(one.answers[0]), "other": shown(other.answers[0])}
            yield question.weakness(message.format(**texts), "cloze", edits=edits)
            break
