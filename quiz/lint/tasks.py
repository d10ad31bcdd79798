"""Matching, order and groups, and the two sides of cards.

Source: Haladyna, Downing and Rodriguez (2002) on matching; for cards Wozniak, "Twenty rules of
formulating knowledge" (1999): the minimum information principle, avoid sets and enumerations.
"""

import re
from collections.abc import Iterator

from quiz.errors import Problem
from quiz.items import Flashcard, Groups, Match, Order
from quiz.lint.draft import Draft, DraftQuestion
from quiz.lint.text import line, prose
from quiz.translation import _, ngettext

_MOST_ENTRIES = 9
_MOST_MEMBERS = 15
_MOST_WORDS = 60
_LEAST_LISTED = 4
"""Lines of a list on a card's back."""
_LIST_ITEM = re.compile(r"(?m)^[ \t]{0,8}(?:[-*+]|\d{1,3}[.)])[ \t]+\S")


def too_many_entries(draft: Draft) -> Iterator[Problem]:
    """There are more than nine items to match or put in order.

    Nobody can keep them in mind, or see them on one screen, and one slip moves everything after it.
    Make two questions with five or six items each. (Groups may have up to fifteen.)

    Bad:
        - question: Put the months of 1815 in order.
          order: [January, February, March, April, May, June, July, August, September, October]
          explain: The Hundred Days lasted from March to July.

    Good:
        - question: Put these months of 1815 in order.
          order: [January, March, June, July, November]
          explain: The Hundred Days lasted from March to July.
    """
    for question, item in draft.of(Match, Order, Groups):
        if isinstance(item, Match):
            count, most, key = len(item.pairs), _MOST_ENTRIES, "match"
        elif isinstance(item, Order):
            count, most, key = len(item.entries), _MOST_ENTRIES, "order"
        else:
            count, most, key = len(item.entries), _MOST_MEMBERS, "groups"
        if count > most:
            message = ngettext(
                "{count} item is too many to keep in mind (at most {most}); make two questions",
                "{count} items are too many to keep in mind (at most {most}); make two questions",
                count,
            )
            yield question.weakness(message.format(count=count, most=most), key)


def last_pair_left(draft: Draft) -> Iterator[Problem]:
    """The last pair can be found by elimination.

    If each right side belongs to one left side and none is left over, the last pair needs no
    knowledge, and one slip always makes two mistakes. Add a right side that belongs to nothing
    (`wrong`), or let one belong to two.

    Bad:
        - question: Match each minister with his state.
          match: {Metternich: Austria, Castlereagh: Britain, Talleyrand: France}
          explain: They met in Vienna.

    Good:
        - question: Match each minister with his state.
          match: {Metternich: Austria, Castlereagh: Britain, Talleyrand: France}
          wrong: [Spain]
          explain: They met in Vienna.
    """
    for question, item in draft.of(Match):
        if not item.distractors and len(item.rights) == len(item.pairs):
            message = _(
                "no right side is left over, so the last pair can be found by "
                "elimination; add some that match nothing under `wrong`"
            )
            yield question.weakness(message, "match")


def long_back(draft: Draft) -> Iterator[Problem]:
    """The back of a card is longer than sixty words.

    It holds several facts but has one rating: students who know half of it can't rate it. Make one
    card for each fact, and move what is only for reading to `explain`.

    Bad:
        - front: The Congress of Vienna
          back: >-
            A meeting of the states of Europe from September 1814 to June 1815, chaired by the
            minister of Austria, at which the four victors over Napoleon, soon joined by France,
            drew new borders from the Rhine to the Vistula, founded a confederation of the German
            states, made Switzerland neutral for good, joined Norway to Sweden and Belgium to the
            Netherlands, condemned the slave trade, and agreed on the ranks of diplomats.

    Good:
        - front: The Congress of Vienna
          back: A meeting of the states of Europe that drew new borders after Napoleon
    """
    for question, item in draft.of(Flashcard):
        count = len(prose(item.back).split()) if len(item.back) > 2 * _MOST_WORDS else 0
        if count > _MOST_WORDS:
            message = ngettext(
                "the back has {count} word, so one rating covers several facts; make one card "
                "for each, and move the rest to `explain`",
                "the back has {count} words, so one rating covers several facts; make one card "
                "for each, and move the rest to `explain`",
                count,
            )
            yield question.weakness(message.format(count=count), "back")


def list_on_a_card(draft: Draft) -> Iterator[Problem]:
    """The back of a card is a list.

    Lists are the hardest thing to remember, and one rating says nothing about the items. Ask for
    the list with `answer: [one, another, …]`, which shows what was missing, or make one card for
    each.

    Bad:
        - front: The five powers of the congress
          back: |
            - Austria
            - Britain
            - France
            - Prussia
            - Russia

    Good:
        - question: Name the five powers of the congress.
          answer: [Austria, [Britain, Great Britain, United Kingdom, UK], France, Prussia, Russia]
          explain: France was the last to be admitted.
    """
    for question, item in draft.of(Flashcard):
        back = item.back[:4000]
        count = len(_LIST_ITEM.findall(back)) if "\n" in back and "```" not in back else 0
        if count >= _LEAST_LISTED:
            message = _(
                "the back is a list of {count}, and one rating says nothing about "
                "the items; ask for it with `answer: [one, another]`, or make one "
                "card for each"
            )
            yield question.weakness(message.format(count=count), "back")


def ambiguous_reverse(draft: Draft) -> Iterator[Problem]:
    """A card that is asked in both directions has the same back as another.

    In reverse, two fronts are correct, and students are marked down for the other one. Make the
    back more specific, or leave out `reverse: true`.

    Bad:
        - front: Castlereagh
          back: A minister at the congress
          reverse: true
        - front: Hardenberg
          back: A minister at the congress
          reverse: true

    Good:
        - front: Castlereagh
          back: The minister of Britain at the congress
          reverse: true
        - front: Hardenberg
          back: The minister of Prussia at the congress
          reverse: true
    """
    seen: dict[str, DraftQuestion] = {}
    for question, item in draft.of(Flashcard):
        back = line(item.back)
        first = seen.setdefault(back, question) if back.strip() else question
        if first is question or line(first.item.stem) == line(item.stem):
            continue
        both = [q for q in (question, first) if isinstance(q.item, Flashcard) and q.item.reverse]
        if both:
            message = _(
                "in reverse, this card and '{id}' in line {line} look the same, so "
                "two answers are correct; make the back more specific, or leave out "
                "`reverse`"
            )
            filled = message.format(id=first.item.id, line=first.line)
            yield both[0].weakness(filled, "back")
