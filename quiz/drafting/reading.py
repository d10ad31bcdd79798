"""Reading an article: all that it states, found by rules."""

from collections.abc import Callable, Iterable

from quiz.drafting.article import Article
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
        points = dates_of(sentence, article.vocabulary, spoken)
        dates += [Dated(sentence=sentence.index, point=point) for point in points]
        here = list(finder.ages(sentence))
        taken = [span for age in here for span in age.spans]
        ages += here
        figures += [
            Counted(sentence=sentence.index, figure=figure)
            for figure in figures_of(sentence, article.vocabulary, spoken, points)
            if not any(start <= figure.number[0] < end for start, end in taken)
        ]
        offices += finder.offices(sentence)
        members += lists.members(sentence)
        short_forms += finder.short_forms(sentence)
        demands += finder.demands(sentence)
        named += finder.named(sentence)
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


def _once(offices: Iterable[Office]) -> list[Office]:
    """Return each office of each person once, the longest wording of it."""
    found: list[Office] = []
    for office in sorted(offices, key=lambda one: -len(one.role)):
        if not any(
            one.name == office.name and office.role.lower() in one.role.lower() for one in found
        ):
            found.append(office)
    return sorted(found, key=lambda one: (one.sentence, one.spans))
