"""What an article can state, as values."""

from collections.abc import Iterator

import msgspec

from quiz.drafting.article import Article, Span
from quiz.drafting.figures import DatePoint, Figure
from quiz.drafting.names import ArticleNames
from quiz.drafting.runs import Mention
from quiz.drafting.speech import Speech
from quiz.marking.language import Language


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody is."""

    sentence: int
    """Index of its sentence."""
    name: str
    """In full."""
    role: str
    """Without an article before it."""
    spans: tuple[Span, ...]
    """Where the evidence stands in the sentence."""
    is_membership: bool = False
    """Whether `role` is an institution that the person is named with ("Kashin of the …")."""


class Age(msgspec.Struct, frozen=True, kw_only=True):
    """How old somebody is."""

    sentence: int
    """Index of its sentence."""
    name: str
    """In full."""
    years: int
    """Full years."""
    spans: tuple[Span, ...]
    """Where the evidence stands in the sentence."""


class Members(msgspec.Struct, frozen=True, kw_only=True):
    """What belongs together."""

    sentence: int
    """Index of its sentence."""
    head: str
    """What they are, or belong to."""
    names: tuple[str, ...]
    """In the order of the text, in full."""
    is_open: bool
    """Whether the text says that there are more."""
    is_named: bool
    """Whether the head is a name ("AUKUS")."""
    spans: tuple[Span, ...]
    """Where the evidence stands in the sentence."""
    is_row: bool = False
    """Whether they are only named in a row, without a noun for them; `head` is empty then."""


class ShortForm(msgspec.Struct, frozen=True, kw_only=True):
    """A short form and what it is short for."""

    sentence: int
    """Index of its sentence."""
    short: str
    """As it stands in brackets."""
    long: str
    """As the text has it."""
    is_exact: bool
    """Whether the letters are the first letters of the words."""
    spans: tuple[Span, ...]
    """Where the evidence stands in the sentence."""


class Demand(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody is asked or called on to do, or what some agreed to do."""

    sentence: int
    """Index of its sentence."""
    whom: str
    """Of whom it is asked; "a call" where that is not said."""
    what: str
    """What is to be done, shortened."""
    is_agreed: bool = False
    """Whether those named agreed to it, and were not asked."""
    spans: tuple[Span, ...]
    """Where the evidence stands in the sentence."""


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """A figure in its sentence."""

    sentence: int
    """Index of its sentence."""
    figure: Figure
    """The figure."""


class Dated(msgspec.Struct, frozen=True, kw_only=True):
    """A date in its sentence."""

    sentence: int
    """Index of its sentence."""
    point: DatePoint
    """The date."""


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """A name in its sentence: who did something, or where it was."""

    sentence: int
    """Index of its sentence."""
    mention: Mention
    """Where it is named."""
    is_subject: bool = False
    """Whether the clause begins with it and its verb follows."""
    is_place: bool = False
    """Whether something is said to be there."""
    other: Mention | None = None
    """Who is the subject together with it: "Russia and China"."""


Fact = Office | Age | Members | ShortForm | Demand | Counted | Dated | Named | Speech


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """An article with what was found in it."""

    article: Article
    """The text."""
    names: ArticleNames
    """Whom and what it names."""
    language: Language
    """How its language writes numbers and dates."""
    speeches: tuple[Speech, ...]
    """What is said."""
    offices: tuple[Office, ...]
    """Who is what."""
    ages: tuple[Age, ...]
    """How old people are."""
    members: tuple[Members, ...]
    """What belongs together."""
    short_forms: tuple[ShortForm, ...]
    """Short forms with what they stand for."""
    demands: tuple[Demand, ...]
    """What is asked of whom."""
    figures: tuple[Counted, ...]
    """All figures."""
    dates: tuple[Dated, ...]
    """All dates."""
    named: tuple[Named, ...]
    """ArticleNames that a question can ask for."""

    @property
    def facts(self) -> Iterator[Fact]:
        """All of them, kind by kind."""
        yield from self.speeches
        yield from self.offices
        yield from self.ages
        yield from self.members
        yield from self.short_forms
        yield from self.demands
        yield from self.figures
        yield from self.dates
        yield from self.named
