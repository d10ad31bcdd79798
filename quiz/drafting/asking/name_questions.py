"""Questions for who did something, and where it was."""

import re
from collections.abc import Iterator

from quiz.drafting.article import Sentence, words_of
from quiz.drafting.asking.making import (
    LEAST_WRONG,
    MOST_WRONG,
    DraftedQuestion,
    Maker,
    QuestionMaker,
)
from quiz.drafting.clauses import Fragment, fragment
from quiz.drafting.facts import (
    Named,
)
from quiz.drafting.names import Sort
from quiz.drafting.runs import Mention
from quiz.drafting.wording import who, who_both
from quiz.items import (
    Item,
    MultipleChoice,
    Option,
    ShortText,
    TextList,
)

_MOST_OF_A_NAME = 2
"""Times that one name is asked for."""
_MOST_A_SENTENCE = 4
_WORDS_A_DRAFT = 10
"""So many drafts of a sentence, or one for so many of its words, leave deeds and places to ask."""


class NameQuestions(QuestionMaker):
    """Asks for names in their sentences."""

    def __init__(self, make: Maker) -> None:
        """Take what makes questions."""
        super().__init__(make)
        self._by_sentence: dict[int, list[Named]] = {}
        for named in make.reading.named:
            self._by_sentence.setdefault(named.sentence, []).append(named)

    def of(self, sentence: Sentence, here: list[DraftedQuestion]) -> Iterator[DraftedQuestion]:
        """Yield a deed and a place of a sentence, and a name where nothing else is asked."""
        meant = [self._meant(sentence, one) for one in self._names.of(sentence)]
        yield from (draft for draft in meant if draft is not None)
        busy = [span for draft in here for span in draft.spans]
        named = [
            one
            for one in self._by_sentence.get(sentence.index, ())
            if not any(start <= one.mention.span[0] < end for start, end in busy)
            and not self._is_source(sentence, one)
        ]
        most = max(_MOST_A_SENTENCE, len(words_of(sentence.text)) // _WORDS_A_DRAFT)
        if not any(draft.sort in ("quotation", "claim") for draft in here):
            for deed in self._doing(named):
                draft = self._deed(sentence, deed) if len(here) < most else None
                if draft is not None:
                    here = [*here, draft]
                    yield draft
            place = next((one for one in named if one.is_place), None)
            if place is not None and len(here) < most:
                draft = self._missing_name(sentence, place, "place")
                if draft is not None:
                    here = [*here, draft]
                    yield draft
        if len(here) < 2:
            for one in named:
                if any(one.mention.span in draft.spans for draft in here):
                    continue
                draft = self._missing_name(sentence, one, "name")
                if draft is not None:
                    yield draft
                    break

    def _meant(self, sentence: Sentence, mention: Mention) -> DraftedQuestion | None:
        """Return who or what is meant by "its adversary – the United States –"."""
        text, (start, end) = sentence.text, mention.span
        before = re.search(r"(?:^|\s)([^\W\d_]+) ([^\W\d_]+) [–—] (?:([^\W\d_]+) )?$", text[:start])
        if before is None or not re.match(r" [–—]\s", text[end:]):
            return None
        has_article = before[3] is None or self._words.has("articles", before[3])
        is_described = self._words.has("possessors", before[1]) and before[2].islower()
        sort = self._names.sort(mention.text)
        if not has_article or not is_described or sort == Sort.OTHER:
            return None
        stem = self._stems["meant"].format(what=f"{before[1]} {before[2]}")
        return self._name_draft(sentence, mention, "name", stem, self._names.full(mention.text))

    def _doing(self, named: list[Named]) -> list[Named]:
        """Return the first subject of a sentence, and a person who is that of a later clause."""
        subjects = [one for one in named if one.is_subject]
        later = [
            one
            for one in subjects[1:]
            if self._names.sort(one.mention.text) == Sort.PERSON
            and subjects[0].other is None
            and self._names.full(one.mention.text) != self._names.full(subjects[0].mention.text)
        ]
        return subjects[:1] + later[:1]

    def _is_source(self, sentence: Sentence, named: Named) -> bool:
        """Return whether a name stands behind "according to"."""
        before = sentence.text[: named.mention.span[0]].rstrip().lower()
        return before.endswith(self._words.phrases["according"])

    def _deed(self, sentence: Sentence, named: Named) -> DraftedQuestion | None:
        mention = named.mention
        name = self._names.full(mention.text)
        sort = self._names.sort(mention.text)
        if sort not in (Sort.PERSON, Sort.COUNTRY, Sort.INSTITUTION):
            return None
        if sort == Sort.PERSON and " " not in name:
            return None
        if named.other is not None:
            return self._joint_deed(sentence, named, named.other)
        stem = who(sentence, named, self._reading)
        if stem is None:
            return self._missing_name(sentence, named, "name")
        return self._name_draft(sentence, named.mention, "deed", stem, name)

    def _joint_deed(
        self, sentence: Sentence, named: Named, other: Mention
    ) -> DraftedQuestion | None:
        """Return a question for the two who do something together."""
        names = self._names
        both = (names.full(named.mention.text), names.full(other.text))
        if names.sort(both[0]) != names.sort(both[1]):
            return None
        stem = who_both(sentence, named, other, self._reading)
        if stem is None:
            return None
        draft_id = self._make.id(sentence.index, "deed", " ".join(both))
        base = self._make.base(draft_id, sentence.index, "deed", stem)
        entries = tuple((name, *names.aliases(name)) for name in both)
        forms: list[Item] = [TextList(entries=entries, **base)]
        wrong = self._make.rivals(names.sort(both[0]), sentence.index, both)[:MOST_WRONG]
        if len(wrong) >= LEAST_WRONG:
            options = tuple(Option(text) for text in (*both, *wrong))
            forms.insert(0, MultipleChoice(options=options, keys=(0, 1), **base))
        return DraftedQuestion(
            id=draft_id,
            sort="deed",
            sentence=sentence.index,
            spans=(named.mention.span, other.span),
            forms=tuple(forms),
        )

    def _missing_name(self, sentence: Sentence, named: Named, sort: str) -> DraftedQuestion | None:
        mention = named.mention
        name = self._names.full(mention.text)
        kind = self._names.sort(mention.text)
        if kind == Sort.OTHER or (kind == Sort.PERSON and " " not in name):
            return None
        if self._names.is_part(sentence, mention):
            return None
        found = fragment(sentence, mention.span, self._words, cuts_comma=False)
        if (
            found is None
            or self._make.asked[name] >= _MOST_OF_A_NAME
            or name in found.before
            or name in found.after
        ):
            return None
        key = "country" if kind == Sort.COUNTRY else "place" if kind == Sort.PLACE else "name"
        stem = self._make.missing(key, found)
        return self._name_draft(sentence, named.mention, sort, stem, name, found)

    def _name_draft(
        self,
        sentence: Sentence,
        mention: Mention,
        sort: str,
        stem: str,
        name: str,
        found: Fragment | None = None,
    ) -> DraftedQuestion | None:
        self._make.asked[name] += 1
        draft_id = self._make.id(sentence.index, sort, name)
        base = self._make.base(draft_id, sentence.index, sort, stem)
        wrong = self._make.rivals(self._names.sort(name), sentence.index, (name,))
        forms = [
            self._make.choice(base, name, wrong),
            ShortText(answer=name, accept=self._names.aliases(name), **base),
        ]
        if found is not None:
            if wrong:
                forms.append(self._make.exchanged(base, found, wrong[0]))
            answers = dict.fromkeys((mention.text, name, *self._names.aliases(name)))
            forms.append(self._make.gap(base, found, tuple(answers)))
        return DraftedQuestion(
            id=draft_id,
            sort=sort,
            sentence=sentence.index,
            spans=(mention.span,),
            forms=tuple(form for form in forms if form is not None),
        )
