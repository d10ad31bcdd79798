"""Questions for who said what."""

import re
from collections.abc import Iterator

from quiz.drafting import clauses
from quiz.drafting.article import Sentence, Span, word_spans, words_of
from quiz.drafting.asking.making import DraftedQuestion, QuestionMaker
from quiz.drafting.clauses import cut_short, fragment
from quiz.drafting.speech import Speech
from quiz.items import (
    Item,
    ShortText,
    TextList,
)
from quiz.lexicon.lists import is_word
from quiz.marking.folding import word_key

_LONGEST_CLAIM = 8
"""Words of a claim that is asked; "said that" before it may stand in the text as well."""
_LEAST_PHRASE, _MOST_PHRASE = 1, 4
"""Words of a phrase in quotation marks that is asked for."""


class SpeechQuestions(QuestionMaker):
    """Asks for speakers."""

    def speech(self, speech: Speech) -> Iterator[DraftedQuestion]:
        """Yield the question for who said something; it is open where the text leaves that open."""
        sort = "quotation" if speech.is_quoted else "claim"
        quote = self.quotable(speech)
        if quote is None:
            return
        draft_id = self._make.id(speech.sentence, sort, quote)
        spans = (speech.span, *speech.marks)
        if not speech.speakers:
            yield DraftedQuestion(
                id=draft_id,
                sort=sort,
                sentence=speech.sentence,
                spans=spans,
                candidates=speech.candidates,
                quote=quote,
            )
            return
        forms = self.speaker_forms(
            draft_id,
            speech.sentence,
            quote,
            speech.is_quoted,
            speech.speakers,
            is_clause=speech.is_clause or self._words.code == "en",
        )
        if forms:
            yield DraftedQuestion(
                id=draft_id,
                sort=sort,
                sentence=speech.sentence,
                spans=spans,
                forms=tuple(forms),
                quote=quote,
            )

    def quotable(self, speech: Speech) -> str | None:
        """Return what was said, shortened; None if it says nothing by itself."""
        text = speech.text.strip(" .,;:–—-!…")
        if any(self._mentions_speaker(text, speaker) for speaker in speech.speakers):
            return None
        if speech.is_quoted:
            short = cut_short(speech.text.strip(" ,;:–—-"), self._words)
            if short.endswith("…") and len(word_spans(short)) < 5:
                return None
            return short.rstrip(" .,;:")
        for word, article in zip(
            self._words.phrases.get("this", ()), self._words.phrases.get("the", ()), strict=True
        ):
            alone = re.search(rf"\b{word} ([^\W\d_]+)", text)
            if alone and self._words.has("auxiliaries", alone[1]):
                return None  # "this could have affected the results": what?
            text = re.sub(rf"\b{word}(?= [^\W\d_]{{3,}})", article, text)
        if clauses.leans(text, self._words):
            return None
        if self._words.has("hypotheticals", words_of(text)[0]):
            return None
        short = cut_short(text, self._words, _LONGEST_CLAIM)
        if short.endswith("…") and re.match(r"\W*\d", text[len(short.rstrip(" …")) :]):
            return None  # "would cost … £310,000": another may name another figure
        if self._words.code == "de" and speech.is_clause and short.endswith("…"):
            return None  # the verb of a German clause stands at its end
        if self._words.code == "de" and self._words.has("auxiliaries", words_of(short)[0]):
            return f"… {short}"  # "Nach Angaben von X ist …": the verb comes first
        first = word_spans(short)[0]
        word = short[slice(*first)]
        is_name = any(
            mention.span[0] <= speech.span[0] < mention.span[1]
            for mention in self._names.of(self._article.sentences[speech.sentence])
        )
        if not is_name and self._is_small(word):
            short = short[: first[0]] + word[0].lower() + short[first[0] + 1 :]
        return short.rstrip(" .,;:")

    def _is_half(self, sentence: Sentence, span: Span) -> bool:
        """Return whether a quotation is one half of what somebody said: “This time,” she said."""
        text = sentence.text
        near = [*words_of(text[: span[0]])[-2:], *words_of(text[span[1] :])[:4]]
        return text[: span[1]].rstrip().endswith(",") or any(
            self._words.has("saying", word) for word in near
        )

    def _is_small(self, word: str) -> bool:
        """Return whether a word that begins a sentence is written small within one."""
        if self._words.code == "de":
            return any(
                self._words.has(name, word)
                for name in ("articles", "determiners", "pronouns", "prepositions", "common")
            )
        lower = word.lower()
        return not self._names.is_role(word) and (
            any(
                self._words.has(name, lower)
                for name in (
                    "articles",
                    "determiners",
                    "pronouns",
                    "prepositions",
                    "common",
                    "stops",
                )
            )
            or (word[1:].islower() and is_word(word_key(word), self._words.code))
        )

    def _mentions_speaker(self, text: str, speaker: str) -> bool:
        return len(speaker) > 3 and speaker.split()[-1] in text

    def speaker_forms(
        self,
        draft_id: str,
        sentence: int,
        quote: str,
        is_quoted: bool,
        speakers: tuple[str, ...],
        *,
        is_clause: bool = True,
    ) -> list[Item]:
        """Return the question for the speakers of something, in its wordings and kinds."""
        sort = "quotation" if is_quoted else "claim"
        inner = quote.replace("“", "‘").replace("”", "’").replace('"', "’")
        first, second = ("quotation", "quotation_other") if is_quoted else ("claim", "claim_plain")
        field = "quote" if is_quoted else "claim"
        keys = (first, second) if is_quoted or is_clause else (second,)
        stems = [self._stems[name].format(**{field: inner}) for name in keys]
        if len(speakers) > 1:
            return [
                TextList(
                    entries=tuple((name,) for name in speakers),
                    **self._make.base(draft_id, sentence, sort, stem),
                )
                for stem in stems
            ]
        name = speakers[0]
        kind = self._names.sort(name)
        wrong = self._make.rivals(kind, sentence, speakers)
        found: list[Item | None] = [
            self._make.choice(self._make.base(draft_id, sentence, sort, stems[0]), name, wrong)
        ]
        found += [
            ShortText(answer=name, **self._make.base(draft_id, sentence, sort, stem))
            for stem in stems
        ]
        if len(stems) > 1:
            base = self._make.base(draft_id, sentence, sort, stems[1])
            found.insert(2, self._make.choice(base, name, wrong))
        return [form for form in found if form is not None]

    def phrases(self, sentence: Sentence) -> Iterator[DraftedQuestion]:
        """Yield a question for each phrase of a few words that stands in quotation marks."""
        said = [
            span
            for speech in self._reading.speeches
            if speech.sentence == sentence.index
            for span in (speech.span,)
        ]
        for span in sentence.quotes:
            words = word_spans(sentence.text[slice(*span)])
            if not _LEAST_PHRASE <= len(words) <= _MOST_PHRASE or any(
                start <= span[0] < end for start, end in said
            ):
                continue
            if self._is_half(sentence, span):
                continue
            found = fragment(sentence, (span[0] - 1, span[1] + 1), self._words)
            phrase = sentence.text[slice(*span)].strip(" ,.")
            if found is None or any(letter.isdigit() for letter in phrase):
                continue
            draft_id = self._make.id(sentence.index, "phrase", phrase)
            stem = self._make.missing("phrase", found)
            base = self._make.base(draft_id, sentence.index, "quotation", stem)
            item = ShortText(answer=phrase, **base)
            yield DraftedQuestion(
                id=draft_id, sort="phrase", sentence=sentence.index, spans=(span,), forms=(item,)
            )
