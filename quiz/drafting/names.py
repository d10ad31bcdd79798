"""Who and what a text names: the sort of each name, and its full form."""

import re
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property

from quiz.drafting.article import Article, Sentence
from quiz.drafting.runs import ACRONYM, Mention, RunFinder
from quiz.drafting.russian import subject_form
from quiz.lexicon.lists import SHORTEST, is_name, is_word
from quiz.lexicon.places import countries, other_places
from quiz.marking.folding import word_key

_LONGEST_PERSON = 4
"""Words of a person's name, small words between not counted."""


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


class ArticleNames:
    """The names of an article."""

    def __init__(self, article: Article) -> None:
        """Find them."""
        self._article = article
        self._words = article.vocabulary
        self._countries = countries(article.language) | self._listed("countries")
        self._places = other_places(article.language) | self._listed("places")
        self._aliases = _pairs(self._words.phrases.get("aliases", ()))
        self._stands_for = _pairs(self._words.phrases.get("metonyms", ()))
        self._runs = RunFinder(article, self._countries, self._places)
        found = self._runs.all()
        if article.language == "de":
            # "Brandt" is a noun as well: it is a name where a person of that name is met.
            people = [one.text for one in found if self._is_like_person(one.text)]
            self._runs.surnames = frozenset(name.split()[-1] for name in people)
            found = self._runs.all()
        self.mentions: tuple[Mention, ...] = found
        """All of them, in order."""
        self._by_sentence: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            self._by_sentence.setdefault(mention.sentence, []).append(mention)

    def _listed(self, name: str) -> frozenset[str]:
        return frozenset(self._words.phrases.get(name, ()))

    def is_role(self, word: str) -> bool:
        """Return whether a word says what somebody is."""
        return self._runs.is_role(word)

    def is_institution_word(self, word: str) -> bool:
        """Return whether a word is the head of an institution's name."""
        return self._runs.is_institution_word(word)

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
            or (following[1].islower() and self._runs.is_role(following[1]))
        ):
            return True
        return bool(re.match(r"[’'-]", after)) or (
            self._words.code == "en"
            and (
                self.sort(mention.text) in (Sort.COUNTRY, Sort.PLACE)
                or ACRONYM.match(mention.text) is not None
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

        Names of other languages do not change, nor do those of places and institutions.
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
                self._runs.is_role(word) for word in words
            )
            before = text[: mention.span[0]].split()[-2:]
            is_source = (
                text[: mention.span[0]].rstrip().lower().endswith(self._words.phrases["according"])
            )
            has_role = (
                is_source
                or has_role
                or any(self._runs.is_role(word.strip(",.")) for word in before)
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
        if any(self._runs.is_institution_word(word) for word in words):
            return Sort.INSTITUTION
        if is_titled and 1 <= len(words) <= _LONGEST_PERSON:
            return Sort.PERSON
        if any(self._words.has("thing_words", word) for word in words):
            return Sort.OTHER
        if ACRONYM.match(name):
            return Sort.INSTITUTION if self._words.has("bodies", name) else Sort.OTHER
        if name in self._led:
            return Sort.INSTITUTION
        if self._is_like_person(name) and not is_after_in:
            return Sort.PERSON
        return Sort.PLACE if is_after_in else Sort.OTHER

    def _is_like_person(self, name: str) -> bool:
        """Return whether a name looks like a first name and a surname."""
        words = [word for word in name.split() if not self._words.has("name_links", word)]
        if "&" in name:
            return False  # "Roero & Figli"
        if not 2 <= len(words) <= _LONGEST_PERSON or name in self._places | self._countries:
            return False
        if any(self._runs.is_institution_word(word) or _is_figure(word) for word in words):
            return False
        if any(self._words.has("thing_words", word) for word in words):
            return False
        if any(re.fullmatch(r"[IVX]{1,4}", word) for word in words) and name not in self._speaking:
            return False  # a ship or a king, and kings have titles
        if any(ACRONYM.match(word) and len(word) > 2 for word in words):
            return False
        if self._words.code in ("de", "ru"):
            return not any(self._words.has("common_nouns", word) for word in words)
        if any(self._words.has("demonyms", word) for word in words):
            return False
        if name not in self._speaking and _is_plural_noun(words[-1], self._words.code):
            return False  # "Maasline Terminals"
        is_strange = any(len(word) >= SHORTEST and not self._runs.is_common(word) for word in words)
        return is_strange or name in self._speaking

    @cached_property
    def _led(self) -> frozenset[str]:
        """Return what somebody is at the head of: "the chief executive of Maasline"."""
        heads = self._words.phrases.get("company_heads", ())
        found = set()
        for mention in self.mentions:
            before = self._article.sentences[mention.sentence].text[: mention.span[0]].lower()
            if not mention.title and before.endswith(tuple(f"{head} " for head in heads)):
                found |= {mention.text, self.full(mention.text)}
        return frozenset(found)

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
            named = re.search(r"([^\W\d_]+), $", text[: mention.span[0]])
            is_named = bool(named and self._runs.is_role(named[1]))  # "la alcaldesa, Carmen Soler"
            if speaks or is_named or (mention.title and self._words.code != "ru"):
                found.add(mention.text)
        return frozenset(found)


def _pairs(entries: tuple[str, ...]) -> dict[str, str]:
    return dict(entry.split("=") for entry in entries)


def _is_plural_noun(word: str, code: str) -> bool:
    """Return whether a word is an English noun in the plural, and no surname: "Terminals"."""
    key = word_key(word)
    return (
        code == "en"
        and key.endswith("s")
        and not key.endswith("ss")
        and is_word(key, code)
        and is_word(key[:-1], code)
        and not is_name(key, code)
    )


def _is_figure(word: str) -> bool:
    return any(letter.isdigit() for letter in word)
