"""The way from a text to its drafts."""

from collections.abc import Callable

from quiz.drafting.article import Article
from quiz.drafting.asking.asker import Asker
from quiz.drafting.asking.making import DraftedQuestion
from quiz.drafting.facts import Reading
from quiz.drafting.reading import read_facts


def drafts_of(
    article: Article, progress: Callable[[float], None] = lambda _share: None
) -> tuple[Reading, Asker, list[DraftedQuestion]]:
    """Return what was read of an article, and its drafts in the order of the text.

    Args:
        article: The text.
        progress: Is told now and then what share of it was read.
    """
    reading = read_facts(article, progress)
    asker = Asker(reading)
    return reading, asker, list(asker.all())
