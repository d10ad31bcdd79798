"""The way from a text to its drafts."""

from quiz.drafting.article import Article
from quiz.drafting.asking.asker import Asker
from quiz.drafting.asking.making import DraftedQuestion
from quiz.drafting.facts import Reading
from quiz.drafting.reading import read_facts


def drafts_of(article: Article) -> tuple[Reading, Asker, list[DraftedQuestion]]:
    """Return what was read of an article, and its drafts in the order of the text."""
    reading = read_facts(article)
    asker = Asker(reading)
    return reading, asker, list(asker.all())
