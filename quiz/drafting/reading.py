"""Reading an article: all that it states, found by rules."""

import re
from collections.abc import Callable, Iterable

from quiz.drafting.article import Article, words_of
from quiz.drafting.facts import (
    Age,
    Counted,
    Dated,
    Demand,
    Members,
    Named,
    Office,
    Reading,
    ShortForm,
)
from quiz.drafting.figures import dates_of, figures_of
from quiz.drafting.finding import FactFinder
from quiz.drafting.listing import ListFinder
from quiz.drafting.names import ArticleNames
from quiz.drafting.speech import speeches
from quiz.marking.language import language

_LONGEST_DATELINE = 6
"""Words before the dash, where an article begins with place and day."""
_A_STEP = 100
"""Sentences between two words on how far it is."""


def read_facts(
    article: Article, progress: Callable[[float], None] = lambda _share: None
) -> Reading:
    """Find what an article states.

    Args:
        article: The text.
        progress: Is told now and then what share of the sentences was read.
    """
    names = ArticleNames(article)
    spoken = language(article.language)
    lists = ListFinder(article, names)
    finder = FactFinder(article, names, lists)
    ages: list[Age] = []
    offices: list[Office] = []
    members: list[Members] = []
    short_forms: list[ShortForm] = []
    demands: list[Demand] = []
    figures: list[Counted] = []
    dates: list[Dated] = []
    named: list[Named] = []
    for sentence in article.sentences:
        behind = 0 if sentence.index else _dateline(article)
        points = [
            point
            for point in dates_of(sentence, article.vocabulary, spoken)
            if point.span[0] >= behind
        ]
        dates += [Dated(sentence=sentence.index, point=point) for point in points]
        here = list(finder.ages(sentence))
        taken = [span for age in here for span in age.spans]
        ages += here
        figures += [
            Counted(sentence=sentence.index, figure=figure)
            for figure in figures_of(sentence, article.vocabulary, spoken, points)
            if figure.number[0] >= behind
            and not any(start <= figure.number[0] < end for start, end in taken)
        ]
        offices += finder.offices(sentence)
        members += lists.members(sentence)
        short_forms += finder.short_forms(sentence)
        demands += finder.demands(sentence)
        named += (one for one in finder.named(sentence) if one.mention.span[0] >= behind)
        if sentence.index % _A_STEP == 0:
            progress(sentence.index / len(article.sentences))
    return Reading(
        article=article,
        names=names,
        language=spoken,
        speeches=tuple(speeches(article, names)),
        offices=tuple(_once(offices)),
        ages=tuple(ages),
        members=tuple(members),
        short_forms=tuple(short_forms),
        demands=tuple(demands),
        figures=tuple(figures),
        dates=tuple(dates),
        named=tuple(named),
    )


def _dateline(article: Article) -> int:
    """Return where place and day of writing end in the first sentence: "Cádiz, 6 de marzo.- …"."""
    first = article.sentences[0].text
    found = re.match(r"([^\W\d_][\w .,’'/°-]{1,50}?)(?:\.-|\s?[–—]|\s-)\s", first)
    if found and found[1][0].isupper() and len(words_of(found[1])) <= _LONGEST_DATELINE:
        return found.end()
    is_whole = len(words_of(first)) <= _LONGEST_DATELINE and len(article.sentences) > 1
    return len(first) if is_whole and article.sentences[1].text[:1] in "–—-" else 0


def _once(offices: Iterable[Office]) -> list[Office]:
    """Return each office of each person once, the longest wording of it."""
    found: list[Office] = []
    for office in sorted(offices, key=lambda one: -len(one.role)):
        if not any(
            one.name == office.name and office.role.lower() in one.role.lower() for one in found
        ):
            found.append(office)
    return sorted(found, key=lambda one: (one.sentence, one.spans))
