"""What every kind of question has."""

from typing import Any

import msgspec

from quiz.items.outcome import Context

NO_CONTEXT = Context()

Difficulty = str | float | None
"""`easy`, `medium`, `hard`, the share expected to be right (0 to 1), or not said."""


class Trials(msgspec.Struct, frozen=True, omit_defaults=True):
    """Answers that the author says must be marked right, or wrong."""

    right: tuple[str, ...] = ()
    """Answers that must be marked right."""
    wrong: tuple[str, ...] = ()
    """Answers that must be marked wrong."""


class Option(msgspec.Struct, frozen=True, omit_defaults=True):
    """One option of a choice."""

    text: str
    """Markdown."""
    feedback: str = ""
    """Shown when it was picked."""


class BaseItem(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", gc=False
):
    """The keys that any question may have.

    Structs and not dataclasses: sixty frozen dataclasses cost 40 ms at every start, these 2.
    """

    id: str
    """Names the question for good, unique in its bank."""
    has_written_id: bool = True
    """False if the id was derived from the text, and so changes with it."""
    stem: str
    """The question, Markdown."""
    explain: str = ""
    """The explanation shown with feedback, Markdown; empty for none."""
    hints: tuple[str, ...] = ()
    """Markdown, in the order in which they are given."""
    source: str = ""
    """Where the answer is from; empty for nothing."""
    passage: str = ""
    """Name of one of the bank's passages."""
    fact: str = ""
    """Name of the fact it asks: questions of one fact in a bank are siblings."""
    image: str = ""
    """Picture file, relative to the bank."""
    alt: str = ""
    """What its picture shows, in words; empty for none."""
    tags: tuple[str, ...] = ()
    """The bank's tags first, then the question's own."""
    points: float = 1.0
    """Points that can be earned, above 0."""
    time_limit_s: float = 0.0
    """Seconds for an answer in a quiz; 0 is no limit."""
    partial: bool = True
    """Whether a partly right answer earns some of them."""
    shown_first: bool = True
    """Whether a review may show a new question with its answer before it wants that recalled."""
    is_draft: bool = False
    """Whether a program drafted it and nobody has looked at it yet; no exam asks it."""
    difficulty: Difficulty = None
    """As its author judges it; None where that is not said."""
    trials: Trials = Trials()
    """Answers that `quiz try` marks."""

    @property
    def kind(self) -> str:
        """The kind's name, as `quiz play --kind` takes it."""
        return str(self.__struct_config__.tag)

    @property
    def wants(self) -> str:
        """What the learner is to do or type, in a few words."""
        return ""

    @property
    def guess_chance(self) -> float:
        """The mean credit of a random guess, 0 to 1; 0 where guessing is hopeless or undefined."""
        return 0.0

    def replaced(self, **changes: Any) -> Any:
        """Return a copy with fields changed."""
        return msgspec.structs.replace(self, **changes)
