"""Offices, ages, short forms, demands and names in the sentences of an article."""

import re
from collections.abc import Iterator

from quiz.drafting.article import Article, Sentence, Span, word_spans, words_of
from quiz.drafting.clauses import MOST_RUNNING, cut_short, leans
from quiz.drafting.facts import (
    Age,
    Demand,
    Named,
    Office,
    ShortForm,
)
from quiz.drafting.listing import ListFinder
from quiz.drafting.names import ArticleNames, Sort
from quiz.drafting.runs import Mention
from quiz.drafting.wording import infinitive
from quiz.lexicon.lists import is_word
from quiz.marking.language import is_day_of_week, language, named_month

_LONGEST_ROLE = 10
_MOST_INTERRUPTED = 12
"""Words of a demand with something in brackets between them."""
_LONGEST_TITLE = 5
"""Words of an office, as it is asked for."""


class FactFinder:
    """Finds facts sentence by sentence."""

    def __init__(self, article: Article, names: ArticleNames, lists: ListFinder) -> None:
        """Take an article, its names, and what finds noun phrases."""
        self._lists = lists
        self._article, self._names, self._words = article, names, article.vocabulary
        self._language = language(article.language)

    def ages(self, sentence: Sentence) -> Iterator[Age]:
        """Yield ages: "Anna Rossi, 34,", "Anna Rossi (34)", "34-year-old Anna Rossi"."""
        text = sentence.text
        for mention in self._names.of(sentence):
            if self._names.sort(mention.text) != Sort.PERSON:
                continue
            after = text[mention.span[1] :]
            found = re.match(
                r"(?:, (?:aged )?(\d{1,2}|1[01]\d)(?=[,.;])| \((\d{1,2}|1[01]\d)\))", after
            )
            if found:
                at = mention.span[1]
                years = int(found[1] or found[2])
                if years > 5:
                    yield self._age(sentence, mention, years, (at, at + found.end()))

    def _age(self, sentence: Sentence, mention: Mention, years: int, span: Span) -> Age:
        return Age(
            sentence=sentence.index,
            name=self._names.full(mention.text),
            years=years,
            spans=(mention.span, span),
        )

    def offices(self, sentence: Sentence) -> Iterator[Office]:
        """Yield who holds which office."""
        for mention in self._names.of(sentence):
            if self._names.sort(mention.text) != Sort.PERSON:
                continue
            name = self._names.full(mention.text)
            if " " not in name or (sentence.is_quoted(mention.span[0])):
                continue
            yield from self._apposition(sentence, mention, name)
            yield from self._before(sentence, mention, name)
            yield from self._of_institution(sentence, mention, name)

    def _apposition(self, sentence: Sentence, mention: Mention, name: str) -> Iterator[Office]:
        """Yield the office after a name: "Bonnie Glaser, director of the …,"."""
        text = sentence.text
        opener = re.match(r"(?:, \d{1,3}| \(\d{1,3}\))?,\s|\s\((?=[^\d)])", text[mention.span[1] :])
        if opener is None:
            return
        start = mention.span[1] + opener.end()
        is_bracket = opener[0].endswith("(")
        closing = re.search(
            r"\)" if is_bracket else r",\s|[.;:!?](?=\s|$)|\s[–—-]\s|[“”«»\"„(]|$", text[start:]
        )
        end = start + (closing.start() if closing else len(text) - start)
        phrase = self._first_role(text, start, end)
        if phrase is not None and not self._names_another(sentence, mention, phrase):
            yield Office(
                sentence=sentence.index,
                name=name,
                role=text[slice(*phrase)],
                spans=(mention.span, phrase),
            )

    def _names_another(self, sentence: Sentence, mention: Mention, span: Span) -> bool:
        """Return whether somebody else is named within an office: it is that person's then."""
        return any(
            other is not mention
            and span[0] < other.span[1]
            and other.span[0] < span[1]
            and self._names.sort(other.text) == Sort.PERSON
            for other in self._names.of(sentence)
        )

    def _first_role(self, text: str, start: int, end: int) -> Span | None:
        """Return where the office stands with which a phrase begins; None if there is none."""
        spans = [(one + start, other + start) for one, other in word_spans(text[start:end])]
        found = [text[slice(*span)] for span in spans]
        if any(self._words.has("possessors", word) for word in found):
            return None
        while (
            found
            and (self._words.has("articles", found[0]) or self._words.has("role_leads", found[0]))
            and not _is_owned(found)
        ):
            found, spans = found[1:], spans[1:]
        if not found or self._words.has("pronouns", found[0]) or self._words.has("stops", found[0]):
            return None
        # The role is among the first words, before any preposition.
        head = None
        for at, word in enumerate(found[:5]):
            if self._is_real_role(word):
                head = at
            elif head is None and (
                self._words.has("prepositions", word)
                or self._words.has("auxiliaries", word)
                or self._words.has("saying", word)
                or self._words.has("conjunctions", word)
            ):
                break
        if head is None:
            return None
        last = len(found)
        for at in range(head + 1, len(found)):
            if (
                self._words.has("auxiliaries", found[at])
                or self._words.has("saying", found[at])
                or (self._words.has("stops", found[at]))
            ):
                last = at
                break
        return self._shortened(text, spans[:last], found[:last])

    def _shortened(self, text: str, spans: list[Span], found: list[str]) -> Span | None:
        """Return an office of nine words at most: the last of two, cut before a preposition."""
        while len(found) > _LONGEST_ROLE:
            joined = next(
                (
                    at
                    for at, word in enumerate(found[:4])
                    if self._words.has("list_and", word)
                    and at + 1 < len(found)
                    and self._names.is_role(found[at + 1])
                ),
                None,
            )
            if joined is not None:
                found, spans = found[joined + 1 :], spans[joined + 1 :]
                continue
            cut = next(
                (
                    at
                    for at in range(min(_LONGEST_ROLE, len(found) - 1), 1, -1)
                    if self._words.has("prepositions", found[at])
                ),
                None,
            )
            if cut is None:
                return None
            found, spans = found[:cut], spans[:cut]
        while found and (
            self._words.has("prepositions", found[-1]) or self._words.has("articles", found[-1])
        ):
            found, spans = found[:-1], spans[:-1]
        return (spans[0][0], spans[-1][1]) if found else None

    def _before(self, sentence: Sentence, mention: Mention, name: str) -> Iterator[Office]:
        """Yield the office before a name: "Health Minister Smith", "the mayor of Turin, Rossi,"."""
        text = sentence.text
        if (titled := self._by_title(sentence, mention, name)) is not None:
            yield titled
            return
        found = re.search(
            r"(?:^|[\s“\"(])([^,;:.!?“”\"()]{3,90})(,\s|\s)$", text[: mention.span[0]]
        )
        if found is None:
            return
        phrase = found[1]
        words = re.findall(r"[^\W\d_][\w.’'-]*", phrase)
        while words and self._is_mere_title(words[-1]):
            words = words[:-1]  # "lead author Dr Helen Park"
        head: int | None = None
        for at in range(len(words) - 1, -1, -1):
            if self._words.has("articles", words[at]) or self._words.has("prepositions", words[at]):
                continue
            if self._is_real_role(words[at]):
                head = at
        if head is None:
            return
        while (
            head > 0
            and self._words.code != "de"
            and not any(
                self._words.has(one, words[head - 1])
                for one in (
                    "articles",
                    "prepositions",
                    "conjunctions",
                    "saying",
                    "auxiliaries",
                    "stops",
                    "pronouns",
                    "determiners",
                    "adverbs",
                )
            )
        ):
            head -= 1
            if len(words) - head > _LONGEST_ROLE:
                return
        role = words[head:]
        if any(self._words.has("possessors", word) or self._is_day(word) for word in role):
            return
        has_link = any(self._words.has("prepositions", word) for word in role)
        is_set_off = found[2].startswith(",")
        if is_set_off != has_link or not 2 <= len(role) <= _LONGEST_ROLE:
            return
        if any(
            self._words.has(one, word)
            for one in ("saying", "auxiliaries", "stops", "adverbs", "pronouns")
            for word in role
        ):
            return
        begin = text.rfind(role[0], 0, mention.span[0] - len(" ".join(role[1:])))
        span = (begin, text.rfind(role[-1], 0, found.end(1)) + len(role[-1]))
        if self._names_another(sentence, mention, span):
            return
        if is_set_off and not re.match(r"[,.“\"]", text[mention.span[1] :]):
            return
        yield Office(
            sentence=sentence.index,
            name=name,
            role=text[slice(*span)].strip(),
            spans=(span, mention.span),
        )

    def _is_day(self, word: str) -> bool:
        return is_day_of_week(word, self._language) or named_month(word, self._language) is not None

    def _by_title(self, sentence: Sentence, mention: Mention, name: str) -> Office | None:
        """Return the office in capitals before a name: "Health Minister Smith"."""
        title = mention.title
        while " " in title and self._is_mere_title(title.split()[-1]):
            title = title.rpartition(" ")[0]  # "Grabungsleiterin Dr. Scholz"
        start = sentence.text.rfind(title, 0, mention.span[0]) if title else -1
        is_office = (
            start >= 0
            and title[0].isupper()
            and not self._is_mere_title(title)
            and 2 <= len(title.split()) <= _LONGEST_TITLE
        )
        if not is_office:
            return None
        return Office(
            sentence=sentence.index,
            name=name,
            role=title,
            spans=((start, start + len(title)), mention.span),
        )

    def _is_real_role(self, word: str) -> bool:
        """Return whether a word is an office, and not only a form of address."""
        plain = word.rstrip(".")
        return self._names.is_role(plain) and not self._words.has("mere_titles", plain)

    def _is_mere_title(self, title: str) -> bool:
        return all(self._words.has("mere_titles", word.rstrip(".")) for word in title.split())

    def _of_institution(self, sentence: Sentence, mention: Mention, name: str) -> Iterator[Office]:
        """Yield the institution of a person: "Vasily Kashin of the Carnegie Centre"."""
        text = sentence.text
        for other in self._names.of(sentence):
            if other.span[0] <= mention.span[1]:
                continue
            between = text[mention.span[1] : other.span[0]].split()
            is_linked = 1 <= len(between) <= 2 and self._words.has("membership_links", between[0])
            if (
                is_linked
                and all(self._words.has("articles", one) for one in between[1:])
                and (self._names.sort(other.text) == Sort.INSTITUTION)
            ):
                yield Office(
                    sentence=sentence.index,
                    name=name,
                    role=other.text,
                    spans=(mention.span, other.span),
                    is_membership=True,
                )
            break

    def short_forms(self, sentence: Sentence) -> Iterator[ShortForm]:
        """Yield short forms in brackets: "World Health Organization (WHO)"."""
        text = sentence.text
        for start, end in sentence.brackets:
            inner = text[start:end].strip()
            if not _is_acronym(inner):
                continue
            before = text[: start - 1].rstrip()
            exact = self._expanded(before, inner)
            if exact is not None:
                yield ShortForm(
                    sentence=sentence.index,
                    short=inner,
                    long=text[slice(*exact)],
                    is_exact=True,
                    spans=(exact, (start, end)),
                )
                continue
            head = self._lists.head_before(sentence, start - 1)
            if (
                head is not None
                and text[head[0]].casefold() == inner[0].casefold()
                and len(text[slice(*head)].split()) >= 2
                and not any(
                    head[0] < other.span[1]
                    and other.span[0] < head[1]
                    and self._names.is_surely_person(other.text)
                    for other in self._names.of(sentence)
                )
            ):
                yield ShortForm(
                    sentence=sentence.index,
                    short=inner,
                    long=text[slice(*head)],
                    is_exact=False,
                    spans=(head, (start, end)),
                )

    def _expanded(self, before: str, short: str) -> Span | None:
        """Return the words whose first letters a short form is; small words may be passed over."""
        letters = [letter for letter in short if letter.isalpha()]
        spans = word_spans(before)
        at = len(spans)
        small = 0
        wanted = len(letters) - 1
        while at > 0 and wanted >= 0 and small < 4:
            at -= 1
            word = before[slice(*spans[at])]
            parts = re.split(r"[-‑]", word)
            initials = [part[:1].upper() for part in parts if part]
            if initials and initials == letters[max(0, wanted - len(initials) + 1) : wanted + 1]:
                wanted -= len(initials)
            elif initials[:1] == [letters[wanted]]:
                wanted -= 1
            elif (
                self._words.has("prepositions", word)
                or self._words.has("articles", word)
                or (self._words.has("conjunctions", word))
            ):
                small += 1
            else:
                return None
        return (spans[at][0], len(before)) if wanted < 0 else None

    def demands(self, sentence: Sentence) -> Iterator[Demand]:
        """Yield what is asked of somebody, or agreed: "called on the government to act"."""
        text = sentence.text
        phrases = self._words.phrases
        for is_agreed, patterns in (
            (False, phrases.get("demands", ())),
            (True, phrases.get("agreements", ())),
        ):
            for pattern in patterns:
                for found in _overlapping(pattern, text):
                    what = self._demanded(found["what"])
                    whom = found["whom"].strip()
                    if sentence.is_quoted(found.start()) or len(words_of(what)) < 3:
                        continue
                    if leans(what, self._words) or leans(whom, self._words):
                        continue
                    start = found.start("what")
                    last = text.find(words_of(what)[-1], start)
                    yield Demand(
                        sentence=sentence.index,
                        whom=f"{whom[:1].lower()}{whom[1:]}" if is_agreed else whom,
                        what=what,
                        is_agreed=is_agreed,
                        spans=(found.span("whom"), (start, last + len(words_of(what)[-1]))),
                    )

    def _demanded(self, text: str) -> str:
        """Return what is to be done without what stands in brackets or turns away, shortened."""
        text = self._until_next_deed(text)
        bracket = re.search(r"\s?\([^()]*\)", text)
        whole = re.sub(r"\s?\([^()]*\)", "", text).partition("(")[0].strip()
        for found in re.finditer(r",\s+([^\W\d_]+)", whole):
            if self._turns_away(found[1]):
                whole = whole[: found.start()]
                break
        # Where something in brackets stood between the words, no ten of them run on.
        before = len(words_of(text[: bracket.start()])) if bracket else 0
        is_interrupted = _MOST_INTERRUPTED - MOST_RUNNING <= before <= MOST_RUNNING
        most = _MOST_INTERRUPTED if is_interrupted else MOST_RUNNING
        short = cut_short(whole, self._words, most)
        if self._words.code == "de" and short.endswith("…"):
            return ""  # what is to be done stands at the end
        return short.rstrip(" …,")

    def _until_next_deed(self, text: str) -> str:
        """Return a text up to what else its subject did: "return … | and urged them to …"."""
        for found in re.finditer(r",?\s([^\W\d_]+)(?=\s([^\W\d_]+))", text):
            if self._words.has("list_and", found[1]) and (
                self._words.has("saying", found[2])
                or found[2] in self._words.forms.get("past", {})
                or (self._words.code == "en" and infinitive(found[2]) is not None)
            ):
                return text[: found.start()]
        return text

    def _turns_away(self, word: str) -> bool:
        """Return whether a word behind a comma begins something else: "…, but Norway refused"."""
        is_turn = self._words.has("weak_starts", word) and not self._words.has("list_and", word)
        return is_turn or self._words.has("side_stops", word)

    def named(self, sentence: Sentence) -> Iterator[Named]:
        """Yield the names that a question can ask for: subjects and places."""
        text = sentence.text
        for mention in self._names.of(sentence):
            if sentence.is_quoted(mention.span[0]):
                continue
            sort = self._names.sort(mention.text)
            before = re.search(
                r"([^\W\d_]+)\s(?:(?:the|die|der|das|den|la|le|il|lo|el|los|las)\s)?$",
                text[: mention.span[0]],
            )
            is_place = bool(
                before
                and sort in (Sort.PLACE, Sort.COUNTRY)
                and self._words.has("places_before", before[1])
            )
            pair = self._pair(sentence, mention)
            yield Named(
                sentence=sentence.index,
                mention=mention,
                is_subject=self._is_subject(sentence, mention, pair.span[1] if pair else 0),
                is_place=is_place,
                other=pair,
            )

    def _pair(self, sentence: Sentence, mention: Mention) -> Mention | None:
        """Return the name that is joined to another by "and"."""
        for other in self._names.of(sentence):
            if other.span[0] > mention.span[1]:
                between = sentence.text[mention.span[1] : other.span[0]].split()
                is_joined = (
                    between
                    and self._words.has("list_and", between[0])
                    and all(self._words.has("articles", word) for word in between[1:])
                )
                return other if is_joined else None
        return None

    def _is_present(self, word: str, mention: Mention) -> bool:
        """Return whether a word behind a person is an English verb in the present: "supports"."""
        return (
            self._words.code == "en"
            and self._names.sort(mention.text) == Sort.PERSON
            and word.endswith("s")
            and is_word(word[:-1], "en")
        )

    def _is_subject(self, sentence: Sentence, mention: Mention, end: int = 0) -> bool:
        """Return whether a clause begins with a name and goes on with its verb."""
        text = sentence.text
        before = text[: mention.span[0]]
        title = mention.title
        before = before.rstrip()
        if title and before.endswith(title):
            before = before[: -len(title)].rstrip()
        before = re.sub(r"(?:^|(?<=\s))(?:The|the)$", "", before).rstrip()
        last = re.search(r"([^\W\d_]+)$", before)
        opens = last and (
            self._words.has("stops", last[1]) or self._words.has("conjunctions", last[1])
        )
        if before and before[-1] not in ",;:–—." and not opens:
            return False
        end = max(end, mention.span[1])
        while True:
            following = re.match(r"\s([^\W\d_][\w’'-]*)", text[end:])
            if following is None or not self._words.has("adverbs", following[1]):
                break
            end += following.end()
        if following is None:
            return False
        if end > mention.span[1] and self._words.code == "en":
            return True
        aside = re.match(r"\s([^\W\d_]+(?:\s[^\W\d_]+){1,2}?)\s([^\W\d_]+)", text[end:])
        if (
            aside
            and self._words.code == "en"
            and self._words.has("prepositions", aside[1].split()[0])
            and self._is_present(aside[2], mention)
        ):
            return True  # "Xi in turn supports"
        if self._words.code == "en" and self._is_past_behind_date(text[end:]):
            return True  # "Russia in mid-January this year brought"
        return self._is_present(following[1], mention) or self.is_finite(following[1])

    def _is_past_behind_date(self, after: str) -> bool:
        """Return whether a date and a verb in the past follow."""
        found = re.match(
            r"\s(?:in|on) ([\w-]+(?: [\w-]+){0,3}?)(?: (?:this|that) year)? (\w+)", after
        )
        if found is None:
            return False
        months = re.split(r"[\s-]", found[1])
        is_date = any(named_month(word, language("en")) for word in months if word[:1].isupper())
        return is_date and found[2] in self._words.forms["past"]

    def is_finite(self, word: str) -> bool:
        """Return whether a word is a verb that can follow its subject."""
        lower = word.lower()
        return (
            self._lists.is_verb(lower)
            or self._words.has("auxiliaries", lower)
            or any(
                lower.endswith(ending) and len(lower) > len(ending) + 2
                for ending in self._words.words.get("past_endings", ())
            )
        )


def _overlapping(pattern: str, text: str) -> Iterator["re.Match[str]"]:
    """Yield the matches of a pattern, each looked for within the rest of the one before."""
    wanted, at = re.compile(pattern), 0
    while (found := wanted.search(text, at)) is not None:
        yield found
        at = found.start("what")


def _is_owned(found: list[str]) -> bool:
    """Return whether an article belongs to an owner: "the federation's chief negotiator"."""
    return found[0].lower() == "the" and found[1:2] != [] and found[1].endswith(("’s", "'s", "s’"))


def _is_acronym(text: str) -> bool:
    return bool(re.fullmatch(r"[A-ZÀ-ÞА-ЯЁ][A-ZÀ-ÞА-ЯЁ0-9.&-]{1,9}", text)) and text.upper() == text
