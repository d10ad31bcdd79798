"""An exam paper: what is drawn from which banks, how it is sat, and what it takes to pass."""

from enum import StrEnum

import msgspec

USUAL_PASS = 50.0
"""Percent."""
USUAL_PENALTY = 1 / 3
"""Of the points, for each wrong try: Moodle's default, 0.3333333."""


class Behaviour(StrEnum):
    """How questions answer back; an axis of its own beside their kinds."""

    DEFERRED = "deferred"
    """Nothing is said before the paper is handed in."""
    IMMEDIATE = "immediate"
    """Each answer is marked at once."""
    TRIES = "tries"
    """Several tries with hints between them, each wrong one at a penalty."""
    ADAPTIVE = "adaptive"
    """Several tries too, of which the best counts, less the penalties before it."""
    CERTAINTY = "certainty"
    """With each answer one says how sure one is."""


class PaperSection(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One row of a blueprint: so many questions of one sort."""

    count: int
    """Questions that it takes."""
    tags: tuple[str, ...] = ()
    """Of these topics, any of them; empty: of any."""
    kinds: tuple[str, ...] = ()
    """Only questions of these kinds; empty for all."""
    difficulty: tuple[str, ...] = ()
    """`easy`, `medium`, `hard`."""
    ids: tuple[str, ...] = ()
    """Just these questions: ids, or `bank/id`."""
    banks: tuple[str, ...] = ()
    """From these of the paper's banks; empty: from all."""
    points: float | None = None
    """What each is worth; None: what its bank says."""
    title: str = ""
    """The heading above its questions on paper; empty: they go on after those of the row before."""
    line: int = 0
    """Where the row stands in its file, from 1; 0 for a paper without one."""


class Paper(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An exam paper."""

    title: str
    """What screens and sheets call it."""
    about: str = ""
    """Instructions, Markdown."""
    language: str = ""
    """Of the printed words; empty: that of the first bank."""
    minutes: float = 0.0
    """0: as long as one likes."""
    pass_percent: float = USUAL_PASS
    """So many percent of the points are needed to pass."""
    banks: tuple[str, ...] = ()
    """Ids of banks, or files relative to the paper."""
    draw: tuple[PaperSection, ...] = ()
    """Empty: the usual number of questions from all banks."""
    shuffle: bool = True
    """Whether questions come in a drawn order; False: in that of the rows."""
    versions: int = 1
    """How many are printed, at least 1."""
    behaviour: Behaviour = Behaviour.DEFERRED
    """When answers are marked, and what tries cost."""
    tries: int = 3
    """Of a question, where there are several."""
    penalty: float = USUAL_PENALTY
    """Of the points, for each wrong try; 0 to 1."""
    grades: tuple[tuple[str, float], ...] = ()
    """Each grade with the least percent for it, the best first."""
    school: str = ""
    """Printed above the title."""
    class_name: str = ""
    """Printed above the title; written `class`."""
    logo: str = ""
    """A picture file beside the paper, printed above the title."""
    date: str = ""
    """The day of the exam, as YYYY-MM-DD or in any words; empty: a line to write it on."""

    @property
    def has_tries(self) -> bool:
        """Whether a question may be tried several times."""
        return self.behaviour in (Behaviour.TRIES, Behaviour.ADAPTIVE)

    def grade(self, percent: float) -> str:
        """Return the grade for a score; empty where the paper has none, or none is reached."""
        return next((name for name, least in self.grades if percent >= least - 1e-9), "")
