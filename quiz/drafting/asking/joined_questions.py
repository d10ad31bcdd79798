"""Questions over several facts of an article."""

from collections.abc import Iterator

from quiz.drafting.article import word_spans, words_of
from quiz.drafting.asking.making import DraftedQuestion, Maker
from quiz.drafting.asking.speech_questions import SpeechQuestions
from quiz.drafting.clauses import fragment
from quiz.drafting.facts import (
    Office,
)
from quiz.drafting.speech import Speech
from quiz.items import (
    Match,
    Order,
    Pair,
)

_MOST_ORDERED = 6
_MOST_PAIRS = 6
_LEAST_PAIRS = 3


class JoinedQuestions:
    """Asks to match and to order."""

    def __init__(self, make: Maker, speeches: SpeechQuestions) -> None:
        """Take what makes questions, and what shortens quotations."""
        self._speeches = speeches
        self._make, self._reading = make, make.reading
        self._article, self._names = make.reading.article, make.reading.names
        self._words, self._stems = make.words, make.stems

    def all(self) -> Iterator[DraftedQuestion]:
        """Yield the matches and the order that an article has."""
        offices = [one for one in self._reading.offices if not one.is_membership]
        pairs = list({one.name: (one.name, one.role) for one in offices}.values())
        yield from self._match("office_match", "office", offices[:1], pairs)
        quotes: dict[str, tuple[str, str]] = {}
        for speech in self._reading.speeches:
            quote = self._speeches.quotable(speech)
            if speech.is_quoted and len(speech.speakers) == 1 and quote:
                quotes.setdefault(speech.speakers[0], (speech.speakers[0], f"“{quote}”"))
        said = [speech for speech in self._reading.speeches if speech.speakers]
        yield from self._match("quotation_match", "quotation", said[:1], list(quotes.values()))
        yield from self._order()

    def _match(
        self,
        key: str,
        sort: str,
        where: "list[Office] | list[Speech]",
        pairs: list[tuple[str, str]],
    ) -> Iterator[DraftedQuestion]:
        distinct: list[tuple[str, str]] = []
        for left, right in pairs:
            if not any(_overlap(right, other) for _left, other in distinct):
                distinct.append((left, right))
        if len(distinct) < _LEAST_PAIRS or not where:
            return
        draft_id = self._make.id(where[0].sentence, f"{sort}s", "match")
        base = self._make.base(draft_id, where[0].sentence, sort, self._stems[key])
        item = Match(
            pairs=tuple(Pair(left, right) for left, right in distinct[:_MOST_PAIRS]),
            **base,
        )
        yield DraftedQuestion(
            id=draft_id, sort="match", sentence=where[0].sentence, spans=(), forms=(item,)
        )

    def _order(self) -> Iterator[DraftedQuestion]:
        """Yield the order of what has dates, if three or more can be told apart."""
        events: dict[str, str] = {}
        for dated in self._reading.dates:
            iso = dated.point.iso
            sentence = self._article.sentences[dated.sentence]
            if not iso or iso.startswith("-") or sentence.is_quoted(dated.point.span[0]):
                continue
            if sum(one.sentence == dated.sentence for one in self._reading.dates) > 1:
                continue  # which of them the event has may be open
            found = fragment(sentence, dated.point.lead, self._words)
            if found is None or found.before.startswith("…"):
                continue
            if not self._says_when(sentence.text[dated.point.lead[0] : dated.point.span[0]]):
                continue
            label = f"{found.before.strip()} {found.after.strip()}".strip(" ,…")
            words = label.split(" ", 1)
            if len(words) > 1 and self._words.has("stops", words[0]):
                label = words[1]
            if " ," in label or any(
                self._words.has(name, word)
                for name in ("reported", "stops", "relatives")
                for word in words_of(label)
            ):
                continue  # the date may be another clause's
            if len(word_spans(label)) >= 3 and iso not in events:
                events[iso] = label[:1].upper() + label[1:]
        ordered = sorted(events)
        ordered = [
            iso for at, iso in enumerate(ordered) if at == 0 or not iso.startswith(ordered[at - 1])
        ][:_MOST_ORDERED]
        if len(ordered) < _LEAST_PAIRS or len({events[iso] for iso in ordered}) < len(ordered):
            return
        first = next(d.sentence for d in self._reading.dates if d.point.iso == ordered[0])
        draft_id = self._make.id(first, "order", "events")
        base = self._make.base(draft_id, first, "date", self._stems["order"])
        item = Order(entries=tuple(events[iso] for iso in ordered), **base)
        yield DraftedQuestion(id=draft_id, sort="order", sentence=first, spans=(), forms=(item,))

    def _says_when(self, lead: str) -> bool:
        """Return whether what stands before a date says when: "on", not "since" or "until"."""
        first = lead.split()[:1]
        return not lead or (bool(first) and self._words.has("when_leads", first[0]))


def _overlap(one: str, other: str) -> bool:
    """Return whether one text is within the other, or they begin with the same two words."""
    first, second = one.lower(), other.lower()
    return first in second or second in first
