"""What all drafted questions are made with: their names, their common keys, their wrong options."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import msgspec

from quiz.drafting.article import Span
from quiz.drafting.clauses import Fragment
from quiz.drafting.facts import Reading
from quiz.drafting.names import Sort
from quiz.formats.exchange.collecting import ident
from quiz.items import Cloze, Gap, Item, Option, SingleChoice, TrueFalse

Base = dict[str, Any]
"""The keys that all kinds have, by field of an item."""
MOST_WRONG = 3
"""Wrong options of a drafted choice."""
LEAST_WRONG = 2
_MOST_RIVALS = 8
"""Names that are looked for, of which the first are wrong options."""


class DraftedQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """A question that rules made, for somebody to look at."""

    id: str
    """Unique among the drafts of an article, and the same each time."""
    sort: str
    """Which kind of fact it asks: "quotation", "claim", "office", "figure", "date" …"""
    sentence: int
    """Index of the sentence that it is from."""
    spans: tuple[Span, ...]
    """Where the evidence stands in the sentence."""
    forms: tuple[Item, ...] = ()
    """The question in each of its wordings and kinds, the best first; empty while it is open."""
    candidates: tuple[str, ...] = ()
    """Who it may be that is asked for, where the text leaves it open."""
    quote: str = ""
    """What was said, where the speaker is open."""


class Maker:
    """Gives the questions of one article their names and options."""

    def __init__(self, reading: Reading) -> None:
        """Take an article with its facts."""
        self.reading = reading
        self.words = reading.article.vocabulary
        self.stems = self.words.stems
        self.asked: Counter[str] = Counter()
        """How often each name is asked for so far."""
        self._taken: set[str] = set()

    def id(self, sentence: int, sort: str, words: str) -> str:
        """Return a name for a question, unique among those of the article."""
        paragraph = self.reading.article.sentences[sentence].paragraph
        stem = ident(" ".join(words.split()[:4])) or str(sentence)
        name = f"p{paragraph}-{sort}-{stem}"[:70].rstrip("-.")
        number, unique = 2, name
        while unique in self._taken:
            unique, number = f"{name}-{number}", number + 1
        self._taken.add(unique)
        return unique

    def base(self, draft_id: str, sentence: int, sort: str, stem: str) -> Base:
        """Return the keys that a question has whatever its kind."""
        paragraph = self.reading.article.sentences[sentence].paragraph
        return {
            "id": draft_id,
            "stem": stem,
            "fact": draft_id,
            "source": self.stems["source"].format(n=paragraph),
            "tags": (self.stems[f"tag_{sort}"],),
            "is_draft": True,
        }

    def choice(self, base: Base, answer: str, wrong: Iterable[str]) -> Item | None:
        """Return a choice with two or three wrong options; None where there are fewer."""
        others = [one for one in dict.fromkeys(wrong) if one != answer][:MOST_WRONG]
        if len(others) < LEAST_WRONG:
            return None
        options = tuple(Option(text) for text in (answer, *others))
        return SingleChoice(options=options, key=0, **base)

    def rivals(self, sort: Sort, sentence: int, answers: tuple[str, ...]) -> list[str]:
        """Return names of a sort that cannot be right too: none from the sentence itself."""
        names = self.reading.names
        if sort == Sort.OTHER or (
            sort == Sort.PERSON and not any(map(names.is_surely_person, answers))
        ):
            return []
        if self.words.code == "ru" and sort in (Sort.PLACE, Sort.COUNTRY):
            return []  # each in the case of its own sentence, and "Костроме" beside "Кострому"
        sentence_names = names.of(self.reading.article.sentences[sentence])
        taken = {names.whole(names.full(mention.text)) for mention in sentence_names}
        taken |= {names.whole(answer) for answer in answers}
        words = {word for answer in answers for word in answer.split() if len(word) > 3}
        found: list[str] = []
        for name in names.counted(sort):
            if len(found) >= _MOST_RIVALS:
                break
            whole = names.whole(name)
            if any(name in other or other in name for other in found):
                continue  # "Junta" is "Junta de Andalucía"
            if whole in taken or not words.isdisjoint(name.split()):
                continue
            if sort != Sort.PERSON or (" " in name and names.is_surely_person(name)):
                found.append(name)
                taken.add(whole)
        return found

    def gap(self, base: Base, found: Fragment, answers: tuple[str, ...]) -> Cloze:
        """Return a clause with a gap in place of its evidence.

        Args:
            base: The common keys; their question is left out.
            found: The clause.
            answers: What fills the gap, the first one shown.
        """
        before, after = (_gapless(text) for text in (found.before, found.after))
        stem = f"{before}___{after}"
        return Cloze(
            segments=(before, after), gaps=(Gap(answers=answers),), **{**base, "stem": stem}
        )

    def exchanged(self, base: Base, found: Fragment, other: str) -> TrueFalse:
        """Return a clause that says something else of the text in place of its evidence: false."""
        stem = self.stems["true"].format(statement=found.filled(other))
        return TrueFalse(key=False, **{**base, "stem": stem})

    def missing(self, name: str, found: Fragment) -> str:
        """Return the question for what is missing in a clause."""
        return self.stems[name].format(before=found.before, after=found.after)


def _gapless(text: str) -> str:
    """Return a text without the signs that mark a gap."""
    return text.replace("{{", "{").replace("}}", "}").replace("*", "").replace("`", "’")


class QuestionMaker:
    """What asks for one sort of fact: what it makes questions with, and of what."""

    def __init__(self, make: Maker) -> None:
        """Take what makes questions."""
        self._make, self._reading = make, make.reading
        self._article, self._names = make.reading.article, make.reading.names
        self._words, self._stems = make.words, make.stems
