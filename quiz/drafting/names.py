"""Who and what a text names: runs of capitals, the sort of each name, and its full form."""

import re
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property

import msgspec

from quiz.drafting.article import Article, Sentence, Span, word_spans
from quiz.drafting.russian import subject_form
from quiz.lexicon.lists import SHORTEST, is_word
from quiz.lexicon.places import countries, other_places
from quiz.marking.folding import word_key
from quiz.marking.language import is_day_of_week, language, named_month

_POSSESSIVE = re.compile(r"(?:[’']s|[’'])$")
_ACRONYM = re.compile(r"(?:[A-ZÀ-ÞА-Я]{2,6}|[A-Z](?:\.[A-Z])+\.?)$")
_PARTICLE = re.compile(r"(?:al|el|ad|ar|as|ibn|ul|ur)-[A-ZÀ-Þ]|[dl][’'][A-ZÀ-Þ]")
"""Words of a name that begin small: "al-Assad", "d'Alema"."""
_LONGEST_PERSON = 4
"""Words of a person's name, small words between not counted."""
_LONGEST_RUN = 12


class Sort(StrEnum):
    """What a name names."""

    PERSON = "person"
    """Somebody."""
    COUNTRY = "country"
    """A state, or a part of one with its own name."""
    INSTITUTION = "institution"
    """An office, company, school, party and the like."""
    PLACE = "place"
    """A city, region or continent."""
    OTHER = "other"
    """Anything else, or unknown."""


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A name where it stands in a text."""

    text: str
    """As it is written there, without a possessive ending and without titles before it."""
    sentence: int
    """Index of its sentence."""
    span: Span
    """Where it stands in the sentence."""
    title: str = ""
    """Titles and roles directly before it ("Prime Minister"); empty for none."""


class ArticleNames:
    """The names of an article."""

    def __init__(self, article: Article) -> None:
        """Find them."""
        self._article = article
        self._words = article.vocabulary
        self._language = language(article.language)
        self._countries = countries(article.language) | self._listed("countries")
        self._places = other_places(article.language) | self._listed("places")
        self._aliases = _pairs(self._words.phrases.get("aliases", ()))
        self._stands_for = _pairs(self._words.phrases.get("metonyms", ()))
        self._inner = self._capitals_within()
        self._surnames: frozenset[str] = frozenset()
        found = self._all()
        if article.language == "de":
            # "Brandt" is a noun as well: it is a name where a person of that name is met.
            people = [one.text for one in found if self._is_like_person(one.text)]
            self._surnames = frozenset(name.split()[-1] for name in people)
            found = self._all()
        self.mentions: tuple[Mention, ...] = found
        """All of them, in order."""
        self._by_sentence: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            self._by_sentence.setdefault(mention.sentence, []).append(mention)

    def _all(self) -> tuple[Mention, ...]:
        return tuple(
            mention for sentence in self._article.sentences for mention in self._found(sentence)
        )

    def _listed(self, name: str) -> frozenset[str]:
        return frozenset(self._words.phrases.get(name, ()))

    def of(self, sentence: Sentence) -> list[Mention]:
        """Return the names of a sentence, in order."""
        return self._by_sentence.get(sentence.index, [])

    def before(self, sentence: Sentence) -> Iterator[Mention]:
        """Yield the names up to the end of a sentence, the last one first."""
        for index in range(sentence.index, -1, -1):
            yield from reversed(self._by_sentence.get(index, ()))

    def is_part(self, sentence: Sentence, mention: Mention) -> bool:
        """Return whether a name stands for more than itself here: "Israel’s army", "US troops"."""
        after = sentence.text[mention.span[1] :]
        following = re.match(r"\s([^\W\d_]+)", after)
        if following and (
            self._words.has("belongings", following[1])
            or (following[1].islower() and self.is_role(following[1]))
        ):
            return True
        return bool(re.match(r"[’'-]", after)) or (
            self._words.code == "en"
            and (
                self.sort(mention.text) in (Sort.COUNTRY, Sort.PLACE)
                or _ACRONYM.match(mention.text) is not None
            )
            and bool(re.match(r"\s[a-z]{4,}", after))
            and not any(
                self._words.has(name, after.split()[0].strip(",."))
                for name in (
                    "prepositions",
                    "auxiliaries",
                    "conjunctions",
                    "stops",
                    "saying",
                    "adverbs",
                )
            )
            and not after.split()[0].endswith("ed")
        )

    def nominative(self, name: str) -> str:
        """Return a Russian name as its subject form; empty where that is open.

        ArticleNames of other languages do not change, nor do those of places and institutions.
        """
        if self._words.code != "ru" or not self._is_like_person(name):
            return name
        return subject_form(name)

    def full(self, name: str) -> str:
        """Return the longest form in which the text gives a person's name: "Putin" is two words.

        A surname that two people share stays as it is.
        """
        name = self.nominative(name) or name
        return self._full.get(name, name)

    def aliases(self, name: str) -> tuple[str, ...]:
        """Return other names of the same: "US" and "USA" of "United States"."""
        whole = self._aliases.get(name, name)
        return tuple(
            one
            for one in (whole, *(a for a, w in self._aliases.items() if w == whole))
            if one != name
        )

    def whole(self, name: str) -> str:
        """Return what a name may stand for: "China" of "Beijing"; else the name itself."""
        return self._stands_for.get(name, self._aliases.get(name, name))

    def sort(self, name: str) -> Sort:
        """Return what a name names, in any of its forms."""
        return self._sorts.get(self.full(name), Sort.OTHER)

    def counted(self, sort: Sort) -> list[str]:
        """Return the names of a sort in their full form, the most often named first."""
        return self._counted.get(sort, [])

    def is_surely_person(self, name: str) -> bool:
        """Return whether the text shows that a name is a person's, and no club's or ship's.

        It has a title or an office, speaks, or has an age.
        """
        return self.full(name) in self._sure

    @cached_property
    def _sure(self) -> frozenset[str]:
        found = {self.full(name) for name in self._speaking}
        for mention in self.mentions:
            text = self._article.sentences[mention.sentence].text
            after = re.match(
                r",? ?(\(?\d{1,3}\)?[,.]|[^,.;:()]{3,60}[,.;)])", text[mention.span[1] :]
            )
            words = re.findall(r"[^\W\d_][\w-]*", after[1])[:5] if after else []
            has_age = bool(after and re.match(r"\(?\d{1,3}", after[1]))
            has_role = text[mention.span[1] : mention.span[1] + 2] == ", " and any(
                self.is_role(word) for word in words
            )
            before = text[: mention.span[0]].split()[-2:]
            is_source = (
                text[: mention.span[0]].rstrip().lower().endswith(self._words.phrases["according"])
            )
            has_role = (
                is_source or has_role or any(self.is_role(word.strip(",.")) for word in before)
            )
            if mention.title or has_age or has_role:
                found.add(self.full(mention.text))
        return frozenset(found)

    @cached_property
    def _counted(self) -> dict[Sort, list[str]]:
        counts: Counter[str] = Counter()
        for mention in self.mentions:
            if self.sort(mention.text) != Sort.PERSON or self.nominative(mention.text):
                counts[self.full(mention.text)] += 1
        found: dict[Sort, list[str]] = {}
        for name, _count in counts.most_common():
            found.setdefault(self.sort(name), []).append(name)
        return found

    @cached_property
    def _full(self) -> dict[str, str]:
        """Return the full form of each name that has a longer one."""
        wholes = {
            self.nominative(m.text) for m in self.mentions if self._is_like_person(m.text)
        } - {""}
        by_last: dict[str, set[str]] = {}
        by_first: dict[str, set[str]] = {}
        for whole in wholes:
            by_last.setdefault(whole.split()[-1], set()).add(whole)
            by_first.setdefault(whole.split()[0], set()).add(whole)
        found: dict[str, str] = {}
        for mention in self.mentions:
            name = mention.text
            longer = {
                whole
                for whole in by_last.get(name.split()[-1], ())
                if whole != name and whole.endswith(f" {name}")
            }
            if not longer and " " not in name:
                longer = set(by_first.get(name, ()))
            if len(longer) > 1:
                longest = max(longer, key=len)
                longer = {longest} if all(longest.endswith(one) for one in longer) else set()
            is_place = name in self._countries or name in self._places
            if longer and (mention.title or not is_place):
                found[name] = longer.pop()
        return found

    @cached_property
    def _sorts(self) -> dict[str, Sort]:
        titled = {self.full(m.text) for m in self.mentions if m.title}
        after_in: Counter[str] = Counter()
        total: Counter[str] = Counter()
        for mention in self.mentions:
            before = self._article.sentences[mention.sentence].text[: mention.span[0]].split()
            total[mention.text] += 1
            if before and self._words.has("places_before", before[-1]):
                after_in[mention.text] += 1
        found: dict[str, Sort] = {}
        for mention in self.mentions:
            name = self.full(mention.text)
            if name not in found:
                found[name] = self._sort(name, name in titled, 2 * after_in[name] > total[name])
        return found

    def _sort(self, name: str, is_titled: bool, is_after_in: bool) -> Sort:
        words = name.split()
        if name in self._countries:
            return Sort.COUNTRY
        if name in self._places:
            return Sort.PLACE
        if any(self.is_institution_word(word) for word in words):
            return Sort.INSTITUTION
        if is_titled and 1 <= len(words) <= _LONGEST_PERSON:
            return Sort.PERSON
        if any(self._words.has("thing_words", word) for word in words):
            return Sort.OTHER
        if _ACRONYM.match(name):
            return Sort.INSTITUTION if self._words.has("bodies", name) else Sort.OTHER
        if self._is_like_person(name) and not is_after_in:
            return Sort.PERSON
        return Sort.PLACE if is_after_in else Sort.OTHER

    def is_institution_word(self, word: str) -> bool:
        """Return whether a word is the head of an institution's name."""
        plain = _POSSESSIVE.sub("", word)
        if plain in self._words.words.get("institutions", ()):
            return True
        endings = self._words.phrases.get("institution_endings", ())
        return any(plain.lower().endswith(ending) and plain[:1].isupper() for ending in endings)

    def is_role(self, word: str) -> bool:
        """Return whether a word says what somebody is."""
        lower = word.lower()
        if lower in self._words.words["roles"] or lower in self._words.words["titles"]:
            return True
        endings = self._words.phrases.get("role_endings", ())
        return any(lower.endswith(ending) and len(lower) > len(ending) for ending in endings)

    def _is_like_person(self, name: str) -> bool:
        """Return whether a name looks like a first name and a surname."""
        words = [word for word in name.split() if not self._words.has("name_links", word)]
        if not 2 <= len(words) <= _LONGEST_PERSON or name in self._places | self._countries:
            return False
        if any(self.is_institution_word(word) or _is_figure(word) for word in words):
            return False
        if any(self._words.has("thing_words", word) for word in words):
            return False
        if any(re.fullmatch(r"[IVX]{1,4}", word) for word in words) and name not in self._speaking:
            return False  # a ship or a king, and kings have titles
        if any(_ACRONYM.match(word) and len(word) > 2 for word in words):
            return False
        if self._words.code in ("de", "ru"):
            return not any(self._words.has("common_nouns", word) for word in words)
        if any(self._words.has("demonyms", word) for word in words):
            return False
        is_strange = any(len(word) >= SHORTEST and not self._is_common(word) for word in words)
        return is_strange or name in self._speaking

    @cached_property
    def _speaking(self) -> frozenset[str]:
        """Return runs of common words that speak: "Mark Stone said" is a person."""
        found = set()
        for mention in self.mentions:
            text = self._article.sentences[mention.sentence].text
            after = text[mention.span[1] :].split()[:1]
            before = text[: mention.span[0]].split()[-1:]
            speaks = any(self._words.has("saying", word.strip(",.;:")) for word in after) or any(
                self._words.has("inverted", word) for word in before
            )
            if speaks or (mention.title and self._words.code != "ru"):
                found.add(mention.text)
        return frozenset(found)

    def _is_common(self, word: str) -> bool:
        """Return whether a word is one of the language in lower case."""
        key = word_key(word)
        if len(key) < SHORTEST:
            return self._words.has("common", word) or self._words.has("short_words", word)
        return is_word(key, self._words.code)

    def _capitals_within(self) -> frozenset[str]:
        """Return words that have a capital letter where no sentence begins."""
        found = set()
        for sentence in self._article.sentences:
            for start, end in word_spans(sentence.text):
                if sentence.text[start].isupper() and not _begins(sentence.text, start):
                    found.add(_POSSESSIVE.sub("", sentence.text[start:end]))
        return frozenset(found)

    def _found(self, sentence: Sentence) -> Iterator[Mention]:
        """Yield the names of a sentence."""
        text, spans = sentence.text, word_spans(sentence.text)
        at = 0
        while at < len(spans):
            end = self._run(text, spans, at)
            if end == at:
                at += 1
                continue
            yield from self._mention(sentence, spans[at:end])
            at = end

    def _run(self, text: str, spans: list[Span], at: int) -> int:
        """Return the index behind the run of name words that begins at an index; `at` for none."""
        if not self._is_capital(text, spans[at]):
            return at
        end, has_head = at + 1, self.is_institution_word(_cut(text, spans[at]))
        while end < len(spans) and end - at < _LONGEST_RUN:
            if not _is_joined(text, spans[end - 1], spans[end]):
                break
            follows_link = has_head and self._words.has(
                "institution_links", _cut(text, spans[end - 1])
            )
            is_noun = self._words.code == "de" and follows_link and text[spans[end][0]].isupper()
            if is_noun or self._is_capital(text, spans[end]):
                has_head = has_head or self.is_institution_word(_cut(text, spans[end]))
                end += 1
                continue
            links = "institution_links" if has_head else "name_links"
            further = end
            while (
                further < len(spans)
                and further - end < 3
                and self._words.has(links, _cut(text, spans[further]))
                and _is_joined(text, spans[further - 1], spans[further])
            ):
                further += 1
            if not has_head and self._leads_to_institution(text, spans, further):
                break  # "Marta Colussi of the University of Padua" is two names
            if (
                further == end
                or further >= len(spans)
                or not (
                    self._is_capital(text, spans[further])
                    or (has_head and self._words.code == "de" and text[spans[further][0]].isupper())
                )
                or not _is_joined(text, spans[further - 1], spans[further])
                or (has_head and not self._continues(text, spans, end, further))
            ):
                break
            end = further + 1
        return end

    def _leads_to_institution(self, text: str, spans: list[Span], at: int) -> bool:
        """Return whether capitalised words with an institution among them begin at an index."""
        for span in spans[at : at + 4]:
            if not text[span[0]].isupper():
                return False
            if self.is_institution_word(_cut(text, span)):
                return True
        return False

    def _continues(self, text: str, spans: list[Span], end: int, further: int) -> bool:
        """Return whether small words lead on within an institution's name, and not to another.

        After "and" comes a further part only where the name has "of" before: "the Institute of
        Asian and African Countries", but not "the Ministry and the Senate".
        """
        links = [_cut(text, span).lower() for span in spans[end:further]]
        ands = self._words.words["list_and"]
        if links[0] not in ands:
            return True
        if len(links) > 1:
            return False
        of = self._words.words.get("institution_of", frozenset(("of", "for")))
        return any(_cut(text, span).lower() in of for span in spans[max(0, end - 3) : end])

    def _is_capital(self, text: str, span: Span) -> bool:
        word = text[span[0] : span[1]]
        plain = _POSSESSIVE.sub("", word)
        if _PARTICLE.match(word):
            return span[0] > 0
        if not word[0].isupper() or (len(plain) == 1 and text[span[1] : span[1] + 1] != "."):
            return False
        if named_month(plain, self._language) or is_day_of_week(plain, self._language):
            return False
        lower = plain.lower()
        if lower in self._words.words["pronouns"] or lower in self._words.words["articles"]:
            return False
        if self._words.code == "de":
            return self._is_german_name(text, span, plain)
        if not _begins(text, span[0]):
            return True
        is_small = lower in self._words.words["common"] or self._words.has("prepositions", lower)
        if is_small or self._words.has("stops", lower) or self._words.has("adverbs", lower):
            return False
        if _ACRONYM.match(plain) or plain in self._inner or plain in self._countries:
            return True
        following = text[span[1] :].lstrip()[:1]
        if not self._is_common(plain):
            return True
        return following.isupper() and text[span[1] : span[1] + 1] == " "

    def _is_german_name(self, text: str, span: Span, plain: str) -> bool:
        """Return whether a word is part of a name in a language that writes all nouns large."""
        if self._words.has("common", plain) or self._words.has("weak_starts", plain):
            return False
        if plain in self._countries or plain in self._places or _ACRONYM.match(plain):
            return True
        if plain in self._surnames:
            return True
        if self._words.has("common_nouns", plain):
            return False
        if self._is_function(plain):
            return False
        is_noun = self._is_common(plain) or self.is_role(plain) or self._is_compound(plain)
        if not is_noun or self.is_institution_word(plain):
            return True
        before = text[: span[0]].rstrip(" ")
        after = text[span[1] :]
        near_before = re.search(r"([^\W\d_][\w\-]*)$", before)
        near_after = re.match(r" ([^\W\d_][\w\-]*)", after)
        neighbours = [
            (near[1], at + near.start(1))
            for near, at in ((near_before, 0), (near_after, span[1]))
            if near
        ]
        return any(
            one[0].isupper()
            and not self.is_institution_word(one)
            and not (_begins(text, at) and not self.is_role(one) and self._is_function(one))
            and not any(self._words.has(name, one) for name in ("common_nouns", "common"))
            for one, at in neighbours
        )

    def _is_function(self, word: str) -> bool:
        """Return whether a word that begins a sentence is one of its small words."""
        return any(
            self._words.has(name, word)
            for name in (
                "common",
                "articles",
                "determiners",
                "prepositions",
                "pronouns",
                "adverbs",
                "stops",
                "conjunctions",
                "weak_starts",
                "possessors",
            )
        )

    def _is_compound(self, word: str) -> bool:
        """Return whether a German word is two words of the language in one."""
        key = word_key(word.rpartition("-")[2])
        return any(
            is_word(key[at:], "de")
            and (is_word(key[:at], "de") or is_word(key[:at].removesuffix("s"), "de"))
            for at in range(SHORTEST, len(key) - SHORTEST + 1)
        )

    def _mention(self, sentence: Sentence, spans: list[Span]) -> Iterator[Mention]:
        """Yield the name that a run of words gives, its titles taken off."""
        text = sentence.text
        first = 0
        while first < len(spans) - 1 and self._is_title(text, spans, first):
            first += 1
        last = len(spans)
        prefix = re.search(r"\b([a-z]{2,3}) $", text[: spans[0][0]])
        if prefix and self._words.has("name_prefixes", prefix[1]):
            spans = [(prefix.start(1), prefix.end(1)), *spans]
            last += 1
        if (
            self._words.code == "de"
            and last == 1
            and self.is_institution_word(_cut(text, spans[0]))
            and self._is_common(_cut(text, spans[0]))
        ):
            return  # "der Zeitung": which one is not said
        if self.is_role(_cut(text, spans[-1])):
            return  # "the Prime Minister", "the US Defence Secretary": nobody is named
        title = text[spans[0][0] : spans[first - 1][1]] if first else ""
        if not first and last > 1 and _begins(text, spans[0][0]):
            rest = text[spans[1][0] : spans[-1][1]]
            whole = text[spans[0][0] : spans[-1][1]]
            if rest in self._countries and whole not in self._countries | self._places:
                spans, last = spans[1:], last - 1  # "Participan España": only a sentence begins
        name = _POSSESSIVE.sub("", " ".join(text[spans[first][0] : spans[last - 1][1]].split()))
        if any(self.is_institution_word(_cut(text, span)) for span in spans[first:]) and title:
            # "Health Ministry": what looks like a title is part of it.
            first, title = 0, ""
            name = _POSSESSIVE.sub("", text[spans[0][0] : spans[last - 1][1]])
        if not title:
            title = self._small_title(text, spans[first][0])
        if not title and last - first >= 3:
            domain = self._domain(text, spans[first])
            if domain:
                # "la ministre des Transports Hélène Garnier"
                title, first = domain, first + 1
                name = _POSSESSIVE.sub("", " ".join(text[spans[first][0] : spans[-1][1]].split()))
        if name:
            start = spans[first][0]
            yield Mention(
                text=name,
                sentence=sentence.index,
                span=(start, start + len(name)),
                title=title,
            )

    def _is_title(self, text: str, spans: list[Span], at: int) -> bool:
        """Return whether a capitalised word before others is a title or role: "Health Minister"."""
        word = _cut(text, spans[at])
        if self._words.has("possessors", word):
            return False
        if self.is_role(word):
            return True
        # "Deputy Defence Secretary Paul Wolfowitz": words before a role belong to it.
        rest = [_cut(text, span) for span in spans[at + 1 : -1]]
        return any(self.is_role(one) for one in rest[:4]) and (
            self._is_common(word)
            or word in self._countries
            or word in self._places
            or _ACRONYM.match(word) is not None
            or self._words.has("demonyms", word)
        )

    def _domain(self, text: str, span: Span) -> str:
        """Return "ministre des Transports" where a run begins with what an office is for."""
        before = re.search(r"([^\W\d_]+) ([^\W\d_]{1,5}[’']?) ?$", text[: span[0]])
        if (
            before is None
            or not self.is_role(before[1])
            or not self._words.has("prepositions", before[2])
            or not self._is_common(_cut(text, span))
        ):
            return ""
        return text[before.start(1) : span[1]]

    def _small_title(self, text: str, start: int) -> str:
        """Return a title or role in lower case directly before a place; empty for none."""
        before = re.search(r"([^\W\d_][\w.\-’']*)\.? $", text[:start])
        if before is None:
            return ""
        word = before[1].rstrip(".")
        if word.lower() in self._words.words["titles"] or (
            self.is_role(word) and self._words.code != "ru"
        ):
            return word
        return ""


def _pairs(entries: tuple[str, ...]) -> dict[str, str]:
    return dict(entry.split("=") for entry in entries)


def _cut(text: str, span: Span) -> str:
    return _POSSESSIVE.sub("", text[span[0] : span[1]])


def _is_figure(word: str) -> bool:
    return any(letter.isdigit() for letter in word)


def _is_joined(text: str, one: Span, other: Span) -> bool:
    """Return whether nothing but a space stands between two words, or the stop of an initial."""
    between = text[one[1] : other[0]]
    if text[one[0] : one[1]].endswith(("’s", "'s")):
        return False
    if text[one[0] : one[1]].endswith(("’", "'")):
        return not between
    return between == " " or (between == ". " and one[1] - one[0] <= 2)


def _begins(text: str, at: int) -> bool:
    """Return whether a sentence or quotation begins at a place."""
    before = text[:at].rstrip(" \"'“„«‘’([—–-")
    return not before or before[-1] in ".!?…:" or text[at - 1 : at] in tuple('"“„«‘')
