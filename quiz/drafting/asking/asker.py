"""All drafted questions of an article, in the order of its text."""

from collections.abc import Iterator

import msgspec

from quiz.drafting.asking.figure_questions import FigureQuestions
from quiz.drafting.asking.group_questions import GroupQuestions
from quiz.drafting.asking.joined_questions import JoinedQuestions
from quiz.drafting.asking.making import DraftedQuestion, Maker
from quiz.drafting.asking.name_questions import NameQuestions
from quiz.drafting.asking.speech_questions import SpeechQuestions
from quiz.drafting.facts import Reading


class Asker:
    """Drafts questions from what was read."""

    def __init__(self, reading: Reading) -> None:
        """Take an article with its facts."""
        self._reading = reading
        make = Maker(reading)
        self._speeches = SpeechQuestions(make)
        self._groups = GroupQuestions(make)
        self._figures = FigureQuestions(make)
        self._names = NameQuestions(make)
        self._joined = JoinedQuestions(make, self._speeches)

    def all(self) -> Iterator[DraftedQuestion]:
        """Yield the drafts of each sentence in order, then those that join several."""
        by_sentence: dict[int, list[DraftedQuestion]] = {}
        for draft in self._of_facts():
            by_sentence.setdefault(draft.sentence, []).append(draft)
        for sentence in self._reading.article.sentences:
            here = by_sentence.get(sentence.index, [])
            yield from here
            yield from self._names.of(sentence, here)
        yield from self._joined.all()

    def chosen(self, draft: DraftedQuestion, name: str) -> DraftedQuestion:
        """Return an open draft with a speaker chosen for it."""
        forms = self._speeches.speaker_forms(draft.id, draft.sentence, draft.quote, True, (name,))
        return msgspec.structs.replace(draft, forms=tuple(forms))

    def _of_facts(self) -> Iterator[DraftedQuestion]:
        reading = self._reading
        for speech in reading.speeches:
            yield from self._speeches.speech(speech)
        for office in reading.offices:
            yield from self._groups.office(office)
        for age in reading.ages:
            yield self._groups.age(age)
        for group in reading.members:
            yield from self._groups.members(group)
        for short in reading.short_forms:
            yield self._groups.short_form(short)
        for demand in reading.demands:
            yield from self._groups.demand(demand)
        for counted in reading.figures:
            yield from self._figures.figure(counted)
        for dated in reading.dates:
            yield from self._figures.date(dated)
        for sentence in reading.article.sentences:
            yield from self._speeches.phrases(sentence)
        yield from self._figures.differences()
        yield from self._figures.shares()
