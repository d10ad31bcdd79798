"""What may stand round a name that is the subject of a verb of saying."""

import re

from quiz.drafting.article import Article, Sentence, words_of
from quiz.drafting.names import ArticleNames, Sort
from quiz.drafting.runs import Mention

_MOST_ADJECTIVES = 2
_MOST_DESCRIBING = 3
"""Words that describe a speaker who is named behind them."""
MOST_BEFORE = 8
"""Words before a speaker that say what he is."""


class SubjectRules:
    """Says of texts beside a name whether they only describe who is named."""

    def __init__(self, article: Article, names: ArticleNames) -> None:
        """Take an article and its names."""
        self._article, self._names, self._words = article, names, article.vocabulary

    def _is_title_text(self, text: str) -> bool:
        """Return whether a text holds nothing but articles, titles, roles and what they need."""
        if any(mark in text for mark in ';:()“”"«»') or text.count(",") > 1:
            return False
        found = words_of(text)
        if len(found) > MOST_BEFORE:
            return False
        has_role = any(self._names.is_role(word.rstrip(".")) for word in found)
        has_link = any(self._words.has("prepositions", word) for word in found)
        if has_link:
            # "the mayor of Turin, Anna Rossi": a role, and the name set off by a comma.
            return has_role and text.rstrip().endswith(",")
        return all(
            self._words.has("articles", word)
            or self._words.has("determiners", word)
            or self._words.has("role_adjectives", word)
            or self._names.is_role(word.rstrip("."))
            or (has_role and not self._words.has("saying", word))
            for word in found
        ) and (not text.strip().endswith(",") or has_role)

    def _may_speak(self, mention: Mention, sentence: Sentence) -> bool:
        """Return whether a name can be a speaker: no place, and not followed by "’s office"."""
        after = sentence.text[mention.span[1] :]
        if re.match(r"[’'](?:s\b|\s)", after):
            return False
        sort = self._names.sort(mention.text)
        return sort in (Sort.PERSON, Sort.INSTITUTION, Sort.COUNTRY) or (
            sort == Sort.OTHER
            and not any(self._words.has("demonyms", word) for word in mention.text.split())
        )

    def _is_before_noun(self, sentence: Sentence, mention: Mention) -> bool:
        """Return whether a noun follows that a name only describes: "Jenin hospital officials"."""
        following = re.match(r"\s([^\W\d_]+)", sentence.text[mention.span[1] :])
        if following is None or not following[1][0].islower() or self._words.code != "en":
            return False
        return not following[1].endswith("ly") and not any(
            self._words.has(name, following[1])
            for name in (
                "prepositions",
                "conjunctions",
                "auxiliaries",
                "saying",
                "stops",
                "adverbs",
                "articles",
                "time_adverbs",
                "list_and",
                "by",
                "as",
            )
        )

    def _is_description(self, text: str) -> bool:
        """Return whether a text is one to three small words that say what somebody is."""
        found = words_of(text)
        while found and self._words.has("articles", found[0]):
            found = found[1:]
        return (
            0 < len(found) <= _MOST_DESCRIBING
            and not re.search(r"[^\w\s’'-]", text)
            and all(word[0].islower() or self._words.code == "de" for word in found)
            and not any(
                self._words.has(name, word)
                for name in (
                    "prepositions",
                    "saying",
                    "auxiliaries",
                    "conjunctions",
                    "stops",
                    "pronouns",
                    "adverbs",
                    "determiners",
                    "time_words",
                    "claim_starts",
                )
                for word in found
            )
        )

    def _is_described(self, text: str) -> bool:
        """Return whether a text is an article and adjectives, as before an office."""
        found = words_of(text)
        if 0 < len(found) <= _MOST_ADJECTIVES and not re.search(r"[^\w\s’'-]", text):
            # "Independent councillor Derek Pym", "Dunmere coach Piet van Aalst"
            return not any(
                self._words.has(name, word)
                for name in (
                    "prepositions",
                    "saying",
                    "auxiliaries",
                    "conjunctions",
                    "stops",
                    "pronouns",
                )
                for word in found
            )
        return (
            0 < len(found) <= 1 + _MOST_ADJECTIVES
            and not re.search(r"[^\w\s’'-]", text)
            and any(
                self._words.has(name, found[0])
                for name in ("articles", "determiners", "possessors")
            )
            and all(
                word[0].islower()
                and not any(
                    self._words.has(name, word)
                    for name in ("prepositions", "saying", "auxiliaries", "conjunctions", "stops")
                )
                for word in found[1:]
            )
        )

    def _skipped(self, text: str, at: int) -> int:
        """Return where auxiliaries and adverbs before a verb begin."""
        while True:
            before = re.search(r"([^\W\d_][\w’'-]*)(,?\s+)$", text[:at])
            if before is None or not (
                self._words.has("auxiliaries", before[1]) or self._words.has("adverbs", before[1])
            ):
                break
            if before[2].startswith(",") and text[: before.start(1)].rstrip().endswith(","):
                # ", meanwhile, said": both commas belong to the adverb.
                return len(text[: before.start(1)].rstrip()) - 1
            at = before.start(1)
        adverb = re.search(r",\s*([^\W\d_]+),\s*$", text[:at])
        if adverb and self._words.has("adverbs", adverb[1]):
            at = adverb.start()
        return at

    def _ending_at(self, sentence: Sentence, at: int) -> Mention | None:
        text = sentence.text
        for mention in self._names.of(sentence):
            if mention.span[1] <= at and not text[mention.span[1] : at].strip():
                return mention
        return None

    def _left_of(self, sentence: Sentence, at: int) -> str:
        """Return what stands between the start of a clause and a place."""
        text = sentence.text[:at]
        begin = 0
        for _start, end in sentence.quotes:
            if end < at:
                begin = max(begin, end + 1)
        cut = [found.end() for found in re.finditer(r"[;:–—]\s|\s-\s", text)]
        begin = max([begin, *cut])
        piece = text[begin:].lstrip(' ,.–—-”"’»')
        # An opening adverbial ("In Brussels, ") or conjunction is no part of the subject.
        while True:
            lead = re.match(r"([^,]{1,60}),\s", piece)
            if lead is None or any(
                self._names.is_role(word) for word in re.findall(r"[\w-]+", lead[1])
            ):
                break
            piece = piece[lead.end() :]
        first = re.match(r"([^\W\d_]+)\s", piece)
        if first and (
            self._words.has("conjunctions", first[1])
            or self._words.has("stops", first[1])
            or self._words.has("adverbs", first[1])
            or self._words.has("weak_starts", first[1])
            or any(f"{first[1]} ".lower() == f"{one} " for one in self._words.phrases["thus"])
        ):
            piece = piece[first.end() :]
        for phrase in self._words.phrases["thus"]:
            if piece.lower().startswith(phrase):
                piece = piece[len(phrase) :].lstrip()
        return piece
