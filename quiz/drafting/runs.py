"""Runs of capitals in the sentences of an article, with the titles before them."""

import re
from collections.abc import Iterator

import msgspec

from quiz.drafting.article import Article, Sentence, Span, word_spans
from quiz.lexicon.lists import SHORTEST, is_word
from quiz.marking.folding import word_key
from quiz.marking.language import is_day_of_week, language, named_month

_POSSESSIVE = re.compile(r"(?:[’']s|[’'])$")
ACRONYM = re.compile(r"(?:[A-ZÀ-ÞА-Я]{2,6}|[A-Z](?:\.[A-Z])+\.?)$")
"""A short form in capitals."""
_PARTICLE = re.compile(r"(?:al|el|ad|ar|as|ibn|ul|ur)-[A-ZÀ-Þ]|[dl][’'][A-ZÀ-Þ]")
"""Words of a name that begin small: "al-Assad", "d'Alema"."""
_LONGEST_RUN = 12
_SHORTEST_HEAD, _LONG_TAIL = 3, 6
"""Letters of the first part of a German compound, and of a last part that alone tells it."""
_PLACE_ENDINGS = ("kirchen", "brücken", "hausen", "hafen", "felden", "leben")


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


class RunFinder:
    """Finds the names of an article as they are written."""

    def __init__(self, article: Article, countries: frozenset[str], places: frozenset[str]) -> None:
        """Take an article.

        Args:
            article: The text.
            countries: Names of countries in its language.
            places: Names of other places.
        """
        self._article, self._words = article, article.vocabulary
        self._language = language(article.language)
        self._countries, self._places = countries, places
        self._inner = self._capitals_within()
        self.surnames: frozenset[str] = frozenset()
        """Surnames that were met, in a language that writes all nouns large."""

    def all(self) -> tuple[Mention, ...]:
        """Return the names of all sentences, in order."""
        return tuple(
            mention for sentence in self._article.sentences for mention in self._found(sentence)
        )

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

    def is_common(self, word: str) -> bool:
        """Return whether a word is one of the language in lower case."""
        key = word_key(word)
        if len(key) < SHORTEST:
            return self._words.has("common", word) or self._words.has("short_words", word)
        return is_word(key, self._words.code)

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
        if lower in self._words.phrases["according"]:
            return False  # "D'après Karim Benslimane"
        if self._words.code == "de":
            return self._is_german_name(text, span, plain)
        if not _begins(text, span[0]):
            return True
        is_small = lower in self._words.words["common"] or self._words.has("prepositions", lower)
        if is_small or self._words.has("stops", lower) or self._words.has("adverbs", lower):
            return False
        if ACRONYM.match(plain) or plain in self._inner or plain in self._countries:
            return True
        following = text[span[1] :].lstrip()[:1]
        if not self.is_common(plain):
            return True
        return following.isupper() and text[span[1] : span[1] + 1] == " "

    def _is_german_name(self, text: str, span: Span, plain: str) -> bool:
        """Return whether a word is part of a name in a language that writes all nouns large."""
        if self._words.has("common", plain) or self._words.has("weak_starts", plain):
            return False
        article = re.search(r"([^\W\d_]+) $", text[: span[0]])
        if article and article[1].lower() in ("ein", "das") and self.is_common(plain):
            return False  # "kostet ein Essen": no city
        if plain in self._countries or plain in self._places or ACRONYM.match(plain):
            return True
        if plain in self.surnames:
            return True
        if self._words.has("common_nouns", plain):
            return False
        if self._is_function(plain):
            return False
        is_noun = self.is_common(plain) or self.is_role(plain) or self._is_compound(plain)
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
        if not key.endswith(_PLACE_ENDINGS) and any(
            is_word(key[at:], "de") for at in range(_SHORTEST_HEAD, len(key) - _LONG_TAIL + 1)
        ):
            return True  # "Bauarbeiten": what comes first is in no list, as "Bau" is too short
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
        while len(spans) - first >= 3 and self._words.has("post_nominals", _cut(text, spans[-1])):
            spans = spans[:-1]  # "Oliver Stanhope KC"
        if not first and len(spans) >= 3 and self._is_trade(text, spans):
            first = 1
        last = len(spans)
        prefix = re.search(r"\b([a-z]{2,3}) $", text[: spans[0][0]])
        if prefix and self._words.has("name_prefixes", prefix[1]):
            spans = [(prefix.start(1), prefix.end(1)), *spans]
            last += 1
        if (
            self._words.code == "de"
            and last == 1
            and self.is_institution_word(_cut(text, spans[0]))
            and self.is_common(_cut(text, spans[0]))
        ):
            return  # "der Zeitung": which one is not said
        if self._is_part_of_a_name(text, spans[first:]):
            return  # "il Museo civico di Ferrara"
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
            end = start + len(name)
            name += self._spelled_out(text, start, end) or self._described(text, start, end)
            yield Mention(
                text=name,
                sentence=sentence.index,
                span=(start, start + len(name)),
                title=title,
            )

    def _is_trade(self, text: str, spans: list[Span]) -> bool:
        """Return whether a German name begins with a trade: "der Spediteur Karl-Heinz Brandes"."""
        if self._words.code != "de":
            return False
        word = _cut(text, spans[0])
        before = re.search(r"([^\W\d_]+) $", text[: spans[0][0]])
        return (
            before is not None
            and self._words.has("articles", before[1])
            and not word.endswith("e")  # an adjective
            and self.is_common(word)
            and word not in self._places | self._countries
            and not any(self.is_institution_word(_cut(text, span)) for span in spans)
        )

    def _is_part_of_a_name(self, text: str, spans: list[Span]) -> bool:
        """Return whether an institution's bare word has an adjective behind it."""
        if self._words.code not in ("fr", "it", "es") or len(spans) != 1:
            return False
        following = re.match(r" ([^\W\d_]{4,})", text[spans[0][1] :])
        return bool(
            following
            and following[1].islower()
            and self.is_institution_word(_cut(text, spans[0]))
            and following[1].endswith(("o", "a", "i", "e", "al", "ale", "el", "elle", "que", "ar"))
            and not self._is_function(following[1])
            and not any(
                self._words.has(name, following[1])
                for name in ("auxiliaries", "saying", "negations", "inverted")
            )
            and not any(
                following[1].endswith(one) for one in self._words.words.get("past_endings", ())
            )
        )

    def _spelled_out(self, text: str, start: int, end: int) -> str:
        """Return small words that belong to a name by its short form: "Agence des eaux (AE)"."""
        found = re.match(
            r"((?:[ -][^\W\d_A-ZÀ-ÞА-Я][\w’'-]*){1,6}) \(([A-ZÀ-ÞА-Я][\wÀ-ÿ]{1,5})\)", text[end:]
        )
        if found is None:
            return ""
        words = re.findall(r"[\w’'-]+", text[start:end] + found[1])
        heads = [word for word in words if not self._words.has("institution_links", word)]
        initials = {"".join(word[0].upper() for word in some) for some in (words, heads)}
        return found[1] if found[2].upper() in initials else ""

    def _described(self, text: str, start: int, end: int) -> str:
        """Return which one an institution's bare word is: " dei commercianti" of an association."""
        if not self.is_institution_word(text[start:end]):
            return ""
        found = re.match(r" ([^\W\d_]{2,5}) ([^\W\d_]{4,})(?![\w’'-])", text[end:])
        if found is None or not self._words.has("institution_qualifiers", found[1]):
            return ""
        return found[0] if found[2].islower() else ""

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
            self.is_common(word)
            or word in self._countries
            or word in self._places
            or ACRONYM.match(word) is not None
            or self._words.has("demonyms", word)
        )

    def _domain(self, text: str, span: Span) -> str:
        """Return "ministre des Transports" where a run begins with what an office is for."""
        before = re.search(r"([^\W\d_]+) ([^\W\d_]{1,5}[’']?) ?$", text[: span[0]])
        if (
            before is None
            or not self.is_role(before[1])
            or not self._words.has("prepositions", before[2])
            or not self.is_common(_cut(text, span))
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

    def _capitals_within(self) -> frozenset[str]:
        """Return words that have a capital letter where no sentence begins."""
        found = set()
        for sentence in self._article.sentences:
            for start, end in word_spans(sentence.text):
                if sentence.text[start].isupper() and not _begins(sentence.text, start):
                    found.add(_POSSESSIVE.sub("", sentence.text[start:end]))
        return frozenset(found)


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
