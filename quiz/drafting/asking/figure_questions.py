"""Questions for figures and dates."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

import msgspec

from quiz.drafting import clauses
from quiz.drafting.article import Sentence, Span, word_spans, words_of
from quiz.drafting.asking.making import DraftedQuestion, QuestionMaker
from quiz.drafting.clauses import fragment
from quiz.drafting.facts import (
    Counted,
    Dated,
)
from quiz.drafting.wording import how_many, when
from quiz.items import (
    Date,
    Item,
    Number,
    ShortText,
)
from quiz.items.number import Allowance
from quiz.marking.dates import format_date, parse_iso_date


class FigureQuestions(QuestionMaker):
    """Asks for numbers, for days, and for differences."""

    def figure(self, counted: Counted) -> Iterator[DraftedQuestion]:
        """Yield the question for a figure that its clause makes clear."""
        sentence = self._article.sentences[counted.sentence]
        figure = counted.figure
        if sentence.is_quoted(figure.number[0]):
            return
        found = fragment(sentence, figure.number, self._words)
        if found is None:
            return
        draft_id = self._make.id(counted.sentence, "figure", sentence.text[slice(*figure.span)])
        stems = [self._make.missing("number", found)]
        asked = how_many(sentence, figure, self._reading)
        if asked:
            stems.insert(0, asked)
        forms: list[Item] = []
        for stem in stems:
            base = self._make.base(draft_id, counted.sentence, "figure", stem)
            unit = figure.unit
            forms.append(Number(answer=figure.answer, units=(unit,) if unit else (), **base))
        swapped = self._other_figure(counted)
        base = self._make.base(draft_id, counted.sentence, "figure", "")
        if swapped is not None:
            forms.append(self._make.exchanged(base, found, swapped))
        forms.append(self._make.gap(base, found, (sentence.text[slice(*figure.number)],)))
        yield DraftedQuestion(
            id=draft_id,
            sort="figure",
            sentence=counted.sentence,
            spans=(figure.span,),
            forms=tuple(forms),
        )

    def _other_figure(self, counted: Counted) -> str | None:
        """Return another figure of the same unit in the article, as it is written."""
        for other in self._reading.figures:
            figure = other.figure
            if (
                other.sentence != counted.sentence
                and figure.value != counted.figure.value
                and figure.unit == counted.figure.unit
                and figure.is_written == counted.figure.is_written
            ):
                return self._article.sentences[other.sentence].text[slice(*figure.number)]
        return None

    def date(self, dated: Dated) -> Iterator[DraftedQuestion]:
        """Yield the question for a date, at the precision of the text."""
        sentence, point = self._article.sentences[dated.sentence], dated.point
        if sentence.is_quoted(point.span[0]):
            return
        if not point.iso:
            yield from self._fuzzy_date(sentence, point.span)
            return
        if self._is_attribute(sentence, point.span):
            return
        found = fragment(sentence, point.span, self._words)
        if found is None:
            return
        draft_id = self._make.id(dated.sentence, "date", point.iso)
        key = ("year", "month", "date")[point.iso.lstrip("-").count("-")]
        stems = [self._make.missing("date" if point.iso.startswith("--") else key, found)]
        asked = when(sentence, point, self._reading)
        if asked:
            stems.insert(0, asked)
        forms: list[Item] = [
            Date(date=point.iso, **self._make.base(draft_id, dated.sentence, "date", stem))
            for stem in stems
        ]
        others = [
            other.point.iso
            for other in self._reading.dates
            if other.point.iso and len(other.point.iso) == len(point.iso)
        ]
        language = self._reading.language
        shown = [format_date(parse_iso_date(iso), language) for iso in dict.fromkeys(others)]
        answer = format_date(parse_iso_date(point.iso), language)
        base = self._make.base(draft_id, dated.sentence, "date", stems[0])
        choice = self._make.choice(base, answer, shown)
        if choice is not None:
            forms.append(choice)
        other = next((date for date in shown if date != answer), None)
        if other is not None:
            forms.append(self._make.exchanged(base, found, other))
        forms.append(self._make.gap(base, found, (sentence.text[slice(*point.span)],)))
        yield DraftedQuestion(
            id=draft_id,
            sort="date",
            sentence=dated.sentence,
            spans=(point.span,),
            forms=tuple(forms),
        )

    def _is_attribute(self, sentence: Sentence, span: Span) -> bool:
        """Return whether a date is part of a name: "the September 11 attacks"."""
        before = sentence.text[: span[0]].split()[-1:]
        after = sentence.text[span[1] :].split()[:1]
        return bool(
            before
            and after
            and self._words.has("articles", before[0])
            and sentence.text[span[1] : span[1] + 1] == " "
            and self._words.code == "en"
            and not self._words.has("prepositions", after[0])
        )

    def _fuzzy_date(self, sentence: Sentence, span: Span) -> Iterator[DraftedQuestion]:
        found = fragment(sentence, span, self._words)
        if found is None:
            return
        answer = sentence.text[slice(*span)]
        draft_id = self._make.id(sentence.index, "date", answer)
        base = self._make.base(draft_id, sentence.index, "date", self._make.missing("date", found))
        item = ShortText(answer=answer, accept=(answer.replace("-", " "),), **base)
        if "-" not in answer:
            item = msgspec.structs.replace(item, accept=())
        yield DraftedQuestion(
            id=draft_id, sort="date", sentence=sentence.index, spans=(span,), forms=(item,)
        )

    def differences(self) -> Iterator[DraftedQuestion]:
        """Yield a question for each two figures of a sentence that invite arithmetic."""
        by_sentence: dict[int, list[Counted]] = {}
        for counted in self._reading.figures:
            by_sentence.setdefault(counted.sentence, []).append(counted)
        for index, figures in by_sentence.items():
            sentence = self._article.sentences[index]
            for one, other in pairwise(figures):
                if self._invites(sentence, one, other):
                    yield from self._difference(sentence, one, other)
                    break

    def shares(self) -> Iterator[DraftedQuestion]:
        """Yield a question for each "12 of the 40 members": what percentage that is."""
        for one, other in pairwise(self._reading.figures):
            first, second = one.figure, other.figure
            sentence = self._article.sentences[one.sentence]
            between = sentence.text[first.span[1] : second.span[0]].lower().split()
            phrase = " ".join(between)
            if (
                one.sentence != other.sentence
                or phrase not in self._words.phrases.get("of_share", ())
                or first.unit
                or not 0 < first.value < second.value
                or sentence.is_quoted(first.number[0])
            ):
                continue
            found = fragment(sentence, (first.number[0], second.number[1]), self._words)
            if found is None:
                continue
            written = sentence.text[first.number[1] : second.number[0]]
            quoted = f"{found.before}___{written}___{found.after}"
            draft_id = self._make.id(sentence.index, "share", f"{first.answer} {second.answer}")
            stem = self._stems["share"].format(text=quoted)
            base = self._make.base(draft_id, sentence.index, "figure", stem)
            share = (100 * first.value / second.value).quantize(Decimal(1))
            item = Number(answer=share, units=("%",), tolerance=Allowance(Decimal(1)), **base)
            yield DraftedQuestion(
                id=draft_id,
                sort="arithmetic",
                sentence=sentence.index,
                spans=(first.span, second.span),
                forms=(item,),
            )

    def _invites(self, sentence: Sentence, one: Counted, other: Counted) -> bool:
        """Return whether two figures measure the same: "from … to", or "(currently …)"."""
        first, second = one.figure, other.figure
        if first.value == second.value:
            return False
        units = {_bare(first.unit), _bare(second.unit)} - {""}
        scale_only = not second.unit or second.unit in first.unit or first.unit in second.unit
        if len(units) > 1 and not scale_only:
            return False
        text = sentence.text
        if not first.unit and not second.unit and second.is_counting:
            nouns = [words_of(text[one.span[1] :])[:1] for one in (first, second)]
            if nouns[0] != nouns[1]:
                return False
        between = text[first.span[1] : second.span[0]]
        before = text[: first.span[0]].split()[-1:]
        links = between.lower().split()
        from_to = bool(
            before
            and self._words.has("from", before[0])
            and links[:1]
            and (self._words.has("to", links[0]) or self._words.has("to", links[-1]))
        )
        compared = any(self._words.has("compared", word.strip(",(")) for word in links)
        if not first.unit and not first.is_counting and not (from_to and second.unit):
            return False
        return len(links) <= 10 and (from_to or compared)

    def _difference(
        self, sentence: Sentence, one: Counted, other: Counted
    ) -> Iterator[DraftedQuestion]:
        first, second = one.figure, other.figure
        span = (first.number[0], second.number[1])
        found = fragment(sentence, span, self._words)
        between = sentence.text[first.number[1] : second.number[0]]
        if found is None or len(word_spans(between)) > 14:
            return
        unit = max(first.unit, second.unit, key=len)
        scale = _ratio(first, second, unit)
        # "from 6.9 to 8.4 million euros": the first has the unit of the second.
        one_value = first.value if first.unit or first.is_counting else first.value * scale
        answer = abs(one_value - second.value) / scale
        quoted = f"{found.before}___{clauses.tidy(between)}___{found.after}"
        draft_id = self._make.id(sentence.index, "difference", f"{first.answer} {second.answer}")
        stem = self._stems["difference" if unit else "difference_plain"].format(
            text=quoted, unit=unit
        )
        base = self._make.base(draft_id, sentence.index, "figure", stem)
        forms: list[Item] = [Number(answer=_plain(answer), units=(unit,) if unit else (), **base)]
        if first.value and not unit.startswith("%"):
            forms += self._growth(draft_id, sentence.index, quoted, one_value, second.value)
        yield DraftedQuestion(
            id=draft_id,
            sort="arithmetic",
            sentence=sentence.index,
            spans=(first.span, second.span),
            forms=tuple(forms),
        )

    def _growth(
        self, draft_id: str, sentence: int, quoted: str, first: Decimal, second: Decimal
    ) -> Iterator[Item]:
        """Yield the growth from one figure to the other, as far off as rounding may make it."""
        share = 100 * (second - first) / first
        slack = 100 * (_half(second) / first + abs(second) * _half(first) / first**2)
        tolerance = max(Decimal(1), slack.quantize(Decimal(1)) + 1)
        base = self._make.base(
            draft_id, sentence, "figure", self._stems["percent"].format(text=quoted)
        )
        yield Number(
            answer=_plain(abs(share).quantize(Decimal(1))),
            units=("%",),
            tolerance=Allowance(tolerance),
            **base,
        )


def _bare(unit: str) -> str:
    return unit.rsplit(" ", 1)[-1].rstrip("s")


def _ratio(first: object, second: object, unit: str) -> Decimal:
    """Return the value of one of a unit with its scale word."""
    for figure in (first, second):
        if getattr(figure, "unit", "") == unit and getattr(figure, "answer", 0):
            return Decimal(figure.value / figure.answer)  # type: ignore[attr-defined]
    return Decimal(1)


def _half(value: Decimal) -> Decimal:
    """Return half of the last place of a number that counts: of 147 billion half a billion."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(5).scaleb(int(exponent) - 1)


def _plain(value: Decimal) -> Decimal:
    value = value.normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value
