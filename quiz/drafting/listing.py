"""What a text lists: members in brackets, examples, names in a row."""

import re
from collections.abc import Iterator

from quiz.drafting.article import Article, Sentence, Span, word_spans, words_of
from quiz.drafting.facts import (
    Members,
)
from quiz.drafting.names import ArticleNames
from quiz.drafting.runs import Mention

_MOST_MEMBERS = 9
_LEAST_ROW = 3
_LONGEST_HEAD = 5
_LONGEST_ENTRY = 4
"""Words."""


class ListFinder:
    """Finds lists sentence by sentence."""

    def __init__(self, article: Article, names: ArticleNames) -> None:
        """Take an article and its names."""
        self._names, self._words = names, article.vocabulary

    def members(self, sentence: Sentence) -> Iterator[Members]:
        """Yield what is listed: "AUKUS (A, B and C)", "allies such as A", "allies A and B"."""
        text = sentence.text
        for start, end in sentence.brackets:
            names, is_open = self._listed(text[start:end])
            head = self.head_before(sentence, start - 1)
            if len(names) >= 2 and head is not None:
                yield self._group(sentence, head, names, is_open, (start, end))
        for phrase in self._words.phrases["such_as"]:
            for found in re.finditer(rf"[,\s]\s?{re.escape(phrase)}\s", text, re.IGNORECASE):
                if sentence.is_quoted(found.start()):
                    continue
                stretch = re.match(r"[^.;:()“”\"–—]+", text[found.end() :])
                names, _is_open = self._names_listed(sentence, found.end(), stretch)
                head = self.head_before(sentence, found.start())
                if len(names) >= 2 and head is not None:
                    last = found.end() + text[found.end() :].find(names[-1]) + len(names[-1])
                    yield self._group(sentence, head, names, True, (found.end(), last))
        yield from self._bare(sentence)
        yield from self._rows(sentence)
        yield from self._announced(sentence)

    def _announced(self, sentence: Sentence) -> Iterator[Members]:
        """Yield what a colon lists: "several spheres of action: economic, energy, aerospace"."""
        text = sentence.text
        for phrase in self._words.phrases.get("list_counts", ()):
            counting, _, count = phrase.partition("=")
            for found in re.finditer(
                rf"\b{counting} (?P<head>[^.,;:()]{{3,60}}): ", text, re.IGNORECASE
            ):
                if sentence.is_quoted(found.start()):
                    continue
                listed = re.match(r"[^;:“”«»\"]+", text[found.end() :])
                head = self._announcing(sentence, found.span("head"))
                if listed is None or head is None:
                    continue
                names = self._announced_names(listed[0])
                mentioned = {one.text for one in self._names.of(sentence)}
                if (
                    len(names) < _LEAST_ROW
                    or (count and len(names) != int(count))
                    or mentioned.issuperset(names)  # names in a row are found as such
                ):
                    continue
                places = [found.end() + listed[0].find(name) for name in names]
                entries = zip(places, map(len, names), strict=True)
                yield Members(
                    sentence=sentence.index,
                    head=text[slice(*head)],
                    names=tuple(names[:_MOST_MEMBERS]),
                    is_open=False,
                    is_named=False,
                    spans=(head, *((at, at + length) for at, length in entries)),
                )

    def _announcing(self, sentence: Sentence, span: Span) -> Span | None:
        """Return what a list is a list of, up to its verb: "spheres" of "spheres are affected"."""
        text = sentence.text[slice(*span)]
        last = 0
        for start, end in word_spans(text):
            word = text[start:end]
            if self.is_verb(word) or self._words.has("auxiliaries", word):
                break
            last = end
        words = text[:last].split()
        if not words or len(words) > _LONGEST_HEAD or self._is_said(words[-1]):
            return None
        return span[0], span[0] + last

    def _announced_names(self, text: str) -> list[str]:
        """Return the entries of a list behind a colon, without what is said of each."""
        text = re.sub(r"\s?\([^()]*\)", "", text).strip().rstrip(".!?")
        parts = re.split(r",\s+", text)
        ands = "|".join(re.escape(word) for word in self._words.words["list_and"])
        names: list[str] = []
        passed = 0
        for at, part in enumerate(parts):
            pieces = re.split(rf"\s(?:{ands})\s", part) if at == len(parts) - 1 else [part]
            for piece in pieces:
                words = re.sub(r"^[ldLD][’']", "", piece).split()
                while words and self._leads_on(words[0]):
                    words = words[1:]
                if words and self._is_said(words[0]):
                    passed += 1
                    break
                if not words or len(words) > _LONGEST_ENTRY or self._is_clause(words):
                    return []
                names.append(" ".join(words))
        return list(dict.fromkeys(names)) if passed <= len(names) else []

    def _is_said(self, word: str) -> bool:
        """Return whether a word begins what only says more of the entry before: "with …"."""
        return any(self._words.has(one, word) for one in ("prepositions", "openings", "stops"))

    def _leads_on(self, word: str) -> bool:
        """Return whether a word only leads to an entry: "and", "but above all", "the"."""
        lists = ("list_and", "weak_starts", "adverbs", "articles", "conjunctions", "emphases")
        return any(self._words.has(one, word) for one in lists)

    def _is_clause(self, words: list[str]) -> bool:
        """Return whether an entry is a clause, and no thing."""
        lists = ("auxiliaries", "pronouns", "stops", "saying")
        return any(
            self.is_verb(word) or any(self._words.has(one, word) for one in lists)
            for word in words
            if word.islower()
        )

    def _group(
        self, sentence: Sentence, head: Span, names: list[str], is_open: bool, span: Span
    ) -> Members:
        inside = [one for one in self._names.of(sentence) if head[0] <= one.span[0] < head[1]]
        is_named = bool(inside)
        if inside:
            head = (inside[0].span[0], head[1])
        return Members(
            sentence=sentence.index,
            head=sentence.text[slice(*head)],
            names=tuple(names[:_MOST_MEMBERS]),
            is_open=is_open,
            is_named=is_named,
            spans=(head, span),
        )

    def _listed(self, text: str) -> tuple[list[str], bool]:
        """Return the entries of a list in brackets, and whether it says that there are more."""
        if any(letter.isdigit() for letter in text) or re.search(r"[.!?;:]\s", text):
            return [], False
        ands = "|".join(re.escape(word) for word in self._words.words["list_and"])
        parts = [part.strip() for part in re.split(rf",\s*(?:(?:{ands})\s)?|\s(?:{ands})\s", text)]
        etc = self._words.words["etc"]
        is_open = False
        kept = []
        for part in parts:
            words = part.split()
            while words and words[-1].strip(".…").lower() in etc | {""}:
                words, is_open = words[:-1], True
            if words:
                kept.append(" ".join(words))
        if any(len(part.split()) > 4 for part in kept) or any(
            self._words.has(one, word)
            for one in ("saying", "auxiliaries", "stops", "pronouns", "such_as_words")
            for part in kept
            for word in part.split()
            if word[0].islower()
        ):
            return [], False
        articles = self._words.words["articles"]
        kept = [
            part.split(" ", 1)[1] if part.split()[0].lower() in articles and " " in part else part
            for part in kept
        ]
        return list(dict.fromkeys(kept)), is_open

    def _names_listed(
        self, sentence: Sentence, at: int, stretch: "re.Match[str] | None"
    ) -> tuple[list[str], bool]:
        """Return the names that follow each other from a place on: "Japan, Israel and Chile"."""
        if stretch is None:
            return [], False
        found: list[str] = []
        end = at
        for mention in self._names.of(sentence):
            if mention.span[0] < at or mention.span[0] >= at + stretch.end():
                continue
            between = sentence.text[end : mention.span[0]]
            words = re.findall(r"[^\W\d_]+", between)
            if any(
                not (self._words.has("list_and", word) or self._words.has("articles", word))
                for word in words
            ):
                break
            found.append(mention.text)
            end = mention.span[1]
        named = [
            name
            for name in dict.fromkeys(found)
            if not all(self._words.has("demonyms", word) for word in name.split())
        ]
        return named, False

    def _bare(self, sentence: Sentence) -> Iterator[Members]:
        """Yield members that directly follow their noun: "allies Japan and Israel"."""
        text = sentence.text
        for start, end in word_spans(text):
            if not self._words.has("member_nouns", text[start:end]) or sentence.is_quoted(start):
                continue
            stretch = re.match(r"[^.;:()“”\"–—]+", text[end:])
            mentions = [one for one in self._names.of(sentence) if one.span[0] == end + 1]
            if stretch is None or not mentions:
                continue
            names, _is_open = self._names_listed(sentence, end, stretch)
            if len(names) >= 2:
                last = end + text[end:].find(names[-1]) + len(names[-1])
                yield Members(
                    sentence=sentence.index,
                    head=text[slice(*(self.head_before(sentence, end) or (start, end)))],
                    names=tuple(names),
                    is_open=False,
                    is_named=False,
                    spans=((start, end), (mentions[0].span[0], last)),
                )

    def _rows(self, sentence: Sentence) -> Iterator[Members]:
        """Yield three names or more in a row: "France, Italy and Switzerland take part"."""
        mentions = self._names.of(sentence)
        at = 0
        while at < len(mentions):
            end = at + 1
            while end < len(mentions) and self._is_next(sentence, mentions[end - 1], mentions[end]):
                end += 1
            row = mentions[at:end]
            at = end
            span = (row[0].span[0], row[-1].span[1])
            if (
                len(row) < _LEAST_ROW
                or re.match(r" \([A-Z]{2,}\)", sentence.text[span[1] :])  # one institution
                or sentence.is_quoted(span[0])
                or any(one <= span[0] < other for one, other in sentence.brackets)
                or not any(
                    self._words.has("list_and", word)
                    for word in words_of(sentence.text[row[-2].span[1] : row[-1].span[0]])
                )
            ):
                continue
            names = tuple(dict.fromkeys(self._names.full(one.text) for one in row))
            if len(names) >= _LEAST_ROW:
                yield Members(
                    sentence=sentence.index,
                    head="",
                    names=names[:_MOST_MEMBERS],
                    is_open=False,
                    is_named=False,
                    spans=(span,),
                    is_row=True,
                )

    def _is_next(self, sentence: Sentence, one: Mention, other: Mention) -> bool:
        """Return whether nothing but a comma or "and" stands between two names."""
        between = sentence.text[one.span[1] : other.span[0]]
        return (
            bool(re.fullmatch(r"[\s,]*[^\W\d_]*[\s,]*(?:[^\W\d_]{1,3}[’']?)?\s*", between))
            and all(
                self._words.has("list_and", word) or self._words.has("articles", word)
                for word in re.findall(r"[^\W\d_]+[’']?", between)
            )
            and bool(between.strip())
        )

    def head_before(self, sentence: Sentence, at: int) -> Span | None:
        """Return the noun phrase that ends at a place, without its article."""
        text = sentence.text[:at].rstrip(" ,")
        spans = word_spans(text)
        if not spans or spans[-1][1] != len(text):
            return None
        first = len(spans)
        while first > 0 and len(spans) - first < 5:
            word = text[slice(*spans[first - 1])]
            gap = text[spans[first - 1][1] : spans[first][0]] if first < len(spans) else " "
            if gap != " " or any(
                self._words.has(one, word)
                for one in (
                    "articles",
                    "prepositions",
                    "conjunctions",
                    "auxiliaries",
                    "saying",
                    "stops",
                    "pronouns",
                    "determiners",
                    "adverbs",
                    "list_and",
                    "past_words",
                )
            ):
                break
            if len(spans) - first >= 1 and self.is_verb(word):
                break
            first -= 1
        if first == len(spans):
            return None
        return spans[first][0], len(text)

    def is_verb(self, word: str) -> bool:
        """Return whether a word is a form of a known verb."""
        forms, form = self._words.forms, word.lower()
        return form in forms.get("past", {}) or form in forms.get("present", {})
