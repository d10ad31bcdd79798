"""What all kinds have whose answers are typed as text."""

from typing import TYPE_CHECKING

from quiz.items.item import BaseItem
from quiz.items.outcome import Context

if TYPE_CHECKING:
    from quiz.marking.language import Language
    from quiz.marking.strictness import Strictness

ARTICLE_WORDS = frozenset(
    [
        "article",
        "articles",
        "artikel",
        "artikels",
        "begleiter",
        "artículo",
        "artículos",
        "articulo",
        "articolo",
        "articoli",
        "artigo",
        "artigos",
        "lidwoord",
    ]
)
"""Words of a stem that asks for the article."""


class TypedItem(BaseItem, frozen=True, kw_only=True):
    """A question whose answers are texts, and what counts in them.

    `accents`, `endings` and `article` are None where the author says nothing: then the question
    decides where it is plain.
    """

    typos: bool = True
    """Whether typos, accents and punctuation are forgiven, and articles free."""
    case: bool = False
    """Whether capitals count."""
    accents: bool | None = None
    """Whether accents count."""
    endings: bool | None = None
    """Whether endings count, and singular is not plural."""
    article: bool | None = None
    """Whether the article must be there; where nothing is said, if the stem asks for it."""

    def strictness(self, language: "Language", *, is_inflected: bool = False) -> "Strictness":
        """Return what counts in an answer.

        Args:
            language: The bank's; only where articles have a gender can a stem ask for one.
            is_inflected: Whether the answer is plainly a form of a word, so that endings count
                unless the author says otherwise.
        """
        from quiz.marking.strictness import Strictness

        asks_for_article = language.primary != "en" and not ARTICLE_WORDS.isdisjoint(
            word.strip(".,:;?!()*_").lower() for word in self.stem.split()
        )
        return Strictness(
            typos=self.typos,
            case=self.case,
            accents=bool(self.accents),
            endings=is_inflected if self.endings is None else self.endings,
            article=asks_for_article if self.article is None else self.article,
        )


def with_spellings(accepted: tuple[str, ...], context: Context) -> tuple[str, ...]:
    """Return the right spellings with those that the bank counts as the same everywhere."""
    if not context.spellings:
        return accepted
    from quiz.marking.folding import fold

    folded = {fold(text) for text in accepted}
    more = [
        text
        for group in context.spellings
        if not folded.isdisjoint(map(fold, group))
        for text in group
    ]
    return (*accepted, *(text for text in dict.fromkeys(more) if text not in accepted))
