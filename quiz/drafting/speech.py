"""Who said what: a speaker is asserted only where the text names one, and else left open."""

import re
from collections.abc import Iterator

import msgspec

from quiz.drafting.article import Article, Sentence, Span, word_spans, words_of
from quiz.drafting.names import ArticleNames, Sort
from quiz.drafting.runs import Mention
from quiz.drafting.subjects import MOST_BEFORE, SubjectRules

_LEAST_QUOTE = 4
"""Words of a quotation that is asked by itself; shorter ones are phrases."""
_LEAST_PART = 6
"""Words of a part of a sentence that is asked by itself."""
_MOST_APPOSITION = 16
"""Words between a speaker and the verb, set off by commas."""
_MOST_CANDIDATES = 4


class Speech(msgspec.Struct, frozen=True, kw_only=True):
    """Something that somebody said, in their words or in others."""

    sentence: int
    """Index of the sentence in which it stands."""
    span: Span
    """Where it stands."""
    text: str
    """What was said."""
    is_quoted: bool
    """Whether these are the speaker's own words."""
    speakers: tuple[str, ...] = ()
    """Full names of who said it; empty where the text leaves it open."""
    marks: tuple[Span, ...] = ()
    """Where the speakers stand, if in the same sentence."""
    is_clause: bool = False
    """Whether it follows "that", and can be told so again."""
    candidates: tuple[str, ...] = ()
    """Who may have said it, the most likely first, where it is open."""


class _Subject(msgspec.Struct, frozen=True):
    """Who does what a verb says."""

    mentions: tuple[Mention, ...]
    is_open: bool
    """Whether there is a subject that nobody is named by: "he", "the minister"."""
    is_unnamed: bool = False
    """Whether it is somebody whom the text names nowhere: "a spokesman"."""


def speeches(article: Article, names: ArticleNames) -> list[Speech]:
    """Return what people say in an article, in order."""
    reader = _Reader(article, names)
    found: list[Speech] = []
    last: tuple[str, ...] = ()
    before: list[Speech] = []
    for sentence in article.sentences:
        here = list(reader.of(sentence, last))
        if len(here) == 1 and not here[0].speakers and reader.goes_on(sentence, before):
            here = [msgspec.structs.replace(here[0], speakers=before[-1].speakers, candidates=())]
        before = here
        found += here
        named = [speech.speakers for speech in here if speech.speakers]
        if named:
            last = named[-1]
    return found


class _Reader(SubjectRules):
    """Reads one article."""

    def of(self, sentence: Sentence, last: tuple[str, ...]) -> Iterator[Speech]:
        """Yield what is said in a sentence."""
        quotes = [span for span in sentence.quotes if self._is_quotation(sentence, span)]
        subject, verb = self._speaker(sentence)
        if quotes:
            yield from self._quotations(sentence, quotes, subject, last)
        yield from self._claims(sentence, subject, verb)

    def goes_on(self, sentence: Sentence, before: list[Speech]) -> bool:
        """Return whether a quotation goes on with the one before: “…,” said Rossi. “And …” is so.

        The first one ends with a comma and what says whose it is, or goes on itself; the second is
        all of the next sentence.

        Args:
            sentence: With the second one.
            before: What is said in the sentence before.
        """
        if not before or not before[-1].is_quoted or not before[-1].speakers:
            return False
        first = self._article.sentences[before[-1].sentence]
        if first.index + 1 != sentence.index or first.paragraph != sentence.paragraph:
            return False
        end = before[-1].span[1]
        behind = first.text[end:].strip(" .,;:!?“”\"«»‘’'")
        is_said_behind = bool(before[-1].marks) and before[-1].marks[0][0] >= end
        outside = sentence.text
        for opening, closing in reversed(sentence.quotes):
            outside = outside[:opening] + outside[closing:]
        is_alone = not re.search(r"\w", outside)
        return is_alone and (is_said_behind or (not before[-1].marks and not behind))

    def _is_quotation(self, sentence: Sentence, span: Span) -> bool:
        """Return whether something in quotation marks is what somebody said, and no name."""
        text = sentence.text[slice(*span)]
        least = _LEAST_QUOTE if text.strip()[:1].isupper() else _LEAST_PART
        return len(word_spans(text)) >= least and any(letter.islower() for letter in text)

    def _quotations(
        self, sentence: Sentence, quotes: list[Span], subject: _Subject, last: tuple[str, ...]
    ) -> Iterator[Speech]:
        if not subject.mentions and not subject.is_open:
            subject = self._next_says(sentence) or subject
        outside = len(sentence.text) - sum(end - start for start, end in quotes)
        text = sentence.text[slice(*max(quotes, key=lambda span: span[1] - span[0]))]
        span = max(quotes, key=lambda span: span[1] - span[0])
        if subject.mentions and self._named(subject):
            speakers = self._named(subject)
            marks = tuple(m.span for m in subject.mentions if m.sentence == sentence.index)
            for span in quotes:
                yield Speech(
                    sentence=sentence.index,
                    span=span,
                    text=sentence.text[slice(*span)],
                    is_quoted=True,
                    speakers=speakers,
                    marks=marks,
                )
        elif subject.is_open or outside < 12:
            candidates = self._candidates(sentence, last) if not subject.is_unnamed else ()
            if candidates:
                yield Speech(
                    sentence=sentence.index,
                    span=span,
                    text=text,
                    is_quoted=True,
                    candidates=candidates,
                )

    def _named(self, subject: _Subject) -> tuple[str, ...]:
        names = [self._names.nominative(m.text) for m in subject.mentions]
        return tuple(dict.fromkeys(self._names.full(name) for name in names if name))

    def _candidates(self, sentence: Sentence, last: tuple[str, ...]) -> tuple[str, ...]:
        """Return the people named last before a sentence, who spoke last first."""
        found = dict.fromkeys(last)
        for mention in self._names.before(sentence):
            if len(found) >= _MOST_CANDIDATES:
                break
            if self._names.sort(mention.text) == Sort.PERSON:
                found[self._names.full(mention.text)] = None
        return tuple(found)[:_MOST_CANDIDATES]

    def _next_says(self, sentence: Sentence) -> _Subject | None:
        """Return the speaker that the next sentence names: "This is how X comments …"."""
        following = sentence.index + 1
        if following >= len(self._article.sentences):
            return None
        after = self._article.sentences[following]
        text = after.text.lower()
        if after.paragraph != sentence.paragraph or not any(
            text.startswith(phrase) for phrase in self._words.phrases["thus"]
        ):
            return None
        subject, _verb = self._speaker(after)
        return subject if subject.mentions else None

    def _speaker(self, sentence: Sentence) -> tuple[_Subject, Span]:
        """Return the subject of the verb of saying in a sentence, and where that verb stands."""
        text = sentence.text
        according = self._according(sentence)
        if according is not None:
            return according
        nobody = _Subject((), False), (0, 0)
        is_open = is_unnamed = False
        for start, end in word_spans(text):
            if sentence.is_quoted(start):
                continue
            if self._words.has("said_behind", text[start:end]):
                after = self._after(sentence, start, end)
                if after and text[after[0].span[1] :][:1] in ",.;:–)":
                    return _Subject(tuple(after), False), (start, end)  # "…“, so Thiele."
            if not self._words.has("saying", text[start:end]):
                continue
            if any(one <= start < other for one, other in sentence.brackets):
                continue
            if self._is_denied(text, start, end):
                continue
            mentions = self._before(sentence, start) or self._after(sentence, start, end)
            if mentions:
                return _Subject(tuple(mentions), False), (start, end)
            if self._is_near_quote(sentence, start, end):
                is_open = True
                is_unnamed = is_unnamed or self._is_indefinite(text, start, end)
        passive = self._passive(sentence)
        if passive:
            return _Subject((passive,), False), (0, 0)
        return (_Subject((), True, is_unnamed), (0, 0)) if is_open else nobody

    def _is_indefinite(self, text: str, start: int, end: int) -> bool:
        """Return whether "a spokesman" stands before a verb, or behind it."""
        said = max((text.rfind(mark, 0, start) for mark in '“”„«»",;'), default=-1)
        before, after = words_before(text[said + 1 : start], start, 3), words_after(text, end, 1)
        return any(self._words.has("indefinite", word) for word in (*before[:-1], *after))

    def _is_denied(self, text: str, start: int, end: int) -> bool:
        near = [*words_before(text, start, 2), *words_after(text, end, 1)]
        return any(self._words.has("negations", word) for word in near)

    def _is_near_quote(self, sentence: Sentence, start: int, end: int) -> bool:
        """Return whether a quotation stands in the same sentence as a verb, and so is said."""
        return any(
            abs(close - start) < 60 or abs(open_ - end) < 60 for open_, close in sentence.quotes
        )

    def _according(self, sentence: Sentence) -> tuple[_Subject, Span] | None:
        """Return who is named after "according to", and where the phrase ends."""
        text = sentence.text
        for phrase in (*self._words.phrases["according"], *self._words.phrases["according_others"]):
            found = re.search(
                rf"(?:^|(?<=[\s,(])){re.escape(phrase)}(?=[\s’'])", text, re.IGNORECASE
            )
            if found is None or sentence.is_quoted(found.start()):
                continue
            if phrase in self._words.phrases.get("according_first", ()) and found.start() > 0:
                continue
            mention = self._named_at(sentence, found.end())
            if self._words.code == "ru":
                mention = self._person_within(sentence, found.end())
            if mention is None:
                if phrase in self._words.phrases["according"]:
                    return _Subject((), False), (0, 0)
                continue
            return _Subject((mention,), False), (found.start(), found.end())
        for word in self._words.words.get("according_after", ()):
            for mention in self._names.of(sentence):
                if re.match(rf"\s+{re.escape(word)}\b", text[mention.span[1] :]):
                    return _Subject((mention,), False), mention.span
        return None

    def _person_within(self, sentence: Sentence, at: int) -> Mention | None:
        """Return the first person that is named before the next comma.

        In Russian what is named there has another case than it is called by, and the form that
        institutions are called by is not known; "по словам директора Института Марины Орловой".
        """
        end = sentence.text.find(",", at)
        for mention in self._names.of(sentence):
            if at <= mention.span[0] and (end < 0 or mention.span[1] <= end):
                is_person = self._names.sort(mention.text) == Sort.PERSON
                if is_person and self._may_speak(mention, sentence):
                    return mention
        return None

    def _named_at(self, sentence: Sentence, at: int) -> Mention | None:
        """Return the name that begins behind a place, titles and articles between."""
        for mention in self._names.of(sentence):
            if mention.span[0] >= at:
                between = sentence.text[at : mention.span[0]]
                is_joined = (
                    self._is_title_text(between) or self._is_description(between)
                ) and not self._is_before_noun(sentence, mention)
                return mention if is_joined and self._may_speak(mention, sentence) else None
        return None

    def _before(self, sentence: Sentence, verb: int) -> list[Mention]:
        """Return the names that are the subject before a verb."""
        text = sentence.text
        at = self._skipped(text, verb)
        mention = self._ending_at(sentence, at)
        mention = self._with_place(sentence, mention, at) or mention
        before = text[:at].rstrip()
        if mention is None and before.endswith(","):
            named = self._ending_at(sentence, len(before) - 1)
            if named is not None and self._is_title_text(self._left_of(sentence, named.span[0])):
                return [named]  # "The mayor of Turin, Maria Rossi, said"
            mention = self._before_apposition(sentence, before)
        if mention is None:
            return []
        left = self._left_of(sentence, mention.span[0])
        if mention.title and left.rstrip().endswith(mention.title):
            left = left.rstrip()[: -len(mention.title)]
            if self._is_described(left):
                left = ""
        joined = self._joined_with(sentence, mention)
        if joined is not None:
            return joined
        if not self._may_speak(mention, sentence) or not self._is_title_text(left):
            return []
        return [mention]

    def _with_place(self, sentence: Sentence, nearest: Mention | None, at: int) -> Mention | None:
        """Return a person with the institution before the verb: "Rossi of the University said"."""
        text = sentence.text
        for mention in reversed(self._names.of(sentence)):
            if mention.span[1] >= at or mention is nearest:
                continue
            between = text[mention.span[1] : at]
            words = words_of(between)
            if (
                words
                and len(words) <= MOST_BEFORE
                and self._words.has("membership_links", words[0])
                and not re.search(r"[,;:()«»“”\"–—]", between)
                and not any(
                    self._words.has(name, word)
                    for name in ("saying", "auxiliaries", "stops", "conjunctions")
                    for word in words[1:]
                    if word[0].islower()
                )
                and self._names.sort(mention.text) == Sort.PERSON
            ):
                return mention
            return None
        return None

    def _before_apposition(self, sentence: Sentence, text: str) -> Mention | None:
        """Return the name before what is set off by commas: "Glaser, director of …, believes"."""
        closing = len(text) - 1
        for mention in reversed(self._names.of(sentence)):
            if mention.span[1] > closing:
                continue
            between = sentence.text[mention.span[1] : closing]
            opener = re.match(r"\s?(,|\(\d{1,3}\),)\s", between)
            if opener and len(word_spans(between)) <= _MOST_APPOSITION:
                inner = between[opener.end() :]
                if "," in inner and not self._names.is_role(re.split(r"\W+", inner)[0]):
                    has_role = any(
                        self._names.is_role(word) for word in re.findall(r"[\w-]+", inner)
                    )
                    if not has_role:
                        return None
                starts = re.match(r"([^\W\d_]+)", inner)
                if starts and self._words.has("conjunctions", starts[1]):
                    return None
                if any(mark in inner for mark in '.;:“”"'):
                    return None
                return mention
        return None

    def _joined_with(self, sentence: Sentence, last: Mention) -> list[Mention] | None:
        """Return both names of "A and B said"; None where the name stands alone.

        An empty list where another word is joined to the name, and the speakers are not clear.
        """
        text = sentence.text[: last.span[0]]
        link = re.search(r"(\S+)\s+([^\W\d_]+)\s+$", text)
        if link is None or not self._words.has("list_and", link[2]):
            return None
        first = self._ending_at(sentence, link.start(2))
        if first is None:
            return []
        left = self._left_of(sentence, first.span[0])
        if not self._is_title_text(left):
            return []
        both = [first, last]
        return both if all(self._may_speak(one, sentence) for one in both) else []

    def _after(self, sentence: Sentence, start: int, end: int) -> list[Mention]:
        """Return the name after a verb that stands behind what was said: "…”, said Rossi"."""
        text = sentence.text
        verb = text[start:end]
        if not self._words.has("inverted", verb):
            return []
        at = self._skipped(text, start)
        before = text[:at].rstrip()
        if not before or before[-1] not in ',”"»’–—-“)?!…':
            return []
        mention = self._named_at(sentence, end)
        if mention is None:
            return []
        following = words_after(text, mention.span[1], 1)
        sign = text[mention.span[1] : mention.span[1] + 1]
        if (
            sign == " "
            and following
            and (
                self._words.has("auxiliaries", following[0])
                or self._words.has("saying", following[0])
            )
        ):
            return []
        if following and self._words.has("list_and", following[0]):
            return []
        return [mention]

    def _passive(self, sentence: Sentence) -> Mention | None:
        """Return who called something so: "was described by X as “…”"."""
        text = sentence.text
        if not sentence.quotes:
            return None
        for start, end in word_spans(text):
            if not self._words.has("by", text[start:end]) or sentence.is_quoted(start):
                continue
            near = words_before(text, start, 3)
            if not any(self._words.has("described", word) for word in near):
                continue
            mention = self._named_at(sentence, end)
            if mention is None:
                continue
            rest = text[mention.span[1] :].lstrip()
            if self._words.has("as", rest.split(" ")[0]):
                return mention
        return None

    def _claims(self, sentence: Sentence, subject: _Subject, verb: Span) -> Iterator[Speech]:
        """Yield what is told of a speaker without quotation marks."""
        if not subject.mentions or verb == (0, 0):
            return
        text = sentence.text
        mention = subject.mentions[-1]
        if verb[0] <= mention.span[0] and self._is_according(text, verb):
            claim = self._beside_according(sentence, verb, mention)
        elif verb[0] > mention.span[0]:
            claim = self._after_verb(sentence, verb)
        else:
            claim = self._before_comma(text, verb)
        if claim is None:
            return
        start, end = claim
        for opening, closing in sentence.quotes:
            if start < opening < end and closing - opening > 30:
                if text[: opening - 1].rstrip()[-1:] not in ",:;–—":
                    return  # "the merger would create | “a company that …”"
                end = opening - 1
        if any(
            start <= opening and closing <= end
            for opening, closing in sentence.quotes
            if closing - opening > 3 * (end - start) // 5
        ):
            return
        said = text[start:end].strip(" ,.:–—-")
        start += text[start:end].find(said)
        if len(word_spans(said)) < _LEAST_QUOTE:
            return
        if not self._named(subject):
            return
        thats = "|".join(self._words.words["that"])
        yield Speech(
            sentence=sentence.index,
            span=(start, start + len(said)),
            text=said,
            is_quoted=False,
            speakers=self._named(subject),
            marks=tuple(one.span for one in subject.mentions),
            is_clause=bool(re.search(rf"\b(?:{thats})\s+$", text[:start], re.IGNORECASE)),
        )

    def _is_according(self, text: str, span: Span) -> bool:
        phrases = (*self._words.phrases["according"], *self._words.phrases["according_others"])
        return text[slice(*span)].lower() in phrases

    def _beside_according(self, sentence: Sentence, phrase: Span, mention: Mention) -> Span | None:
        text = sentence.text
        if phrase[0] == 0:
            comma = text.find(",", mention.span[1])
            if comma < 0:
                return mention.span[1], len(text)
            is_set_off = text[mention.span[1]] == ","
            following = re.match(r", ([^\W\d_]+)", text[mention.span[1] :])
            if is_set_off and following:
                closing = text.find(",", comma + 1)
                apposition = text[comma + 1 : closing] if closing > 0 else ""
                first = apposition.split()[:4]
                if closing > 0 and any(self._names.is_role(word.strip(",")) for word in first):
                    comma = closing
            return comma + 1, len(text)
        before = text[: phrase[0]].rstrip()
        return (0, len(before)) if before.endswith(",") else None

    def _after_verb(self, sentence: Sentence, verb: Span) -> Span | None:
        text = sentence.text
        following = re.match(r"\s*[,:]?\s*([^\W\d_]+)\b", text[verb[1] :])
        if following is None:
            return None
        rest = text[verb[1] :]
        adverb = re.match(r"\s*,\s*([^\W\d_]+),\s*", rest)
        at = verb[1] + (adverb.end() if adverb and self._words.has("adverbs", adverb[1]) else 0)
        that = re.match(r"[\s,]*([^\W\d_]+(?:[’']|(?=\s)))\s*", text[at:])
        if that and self._words.has("that", that[1]):
            return at + that.end(), len(text)
        for later in re.finditer(r"(?<=\s)([^\W\d_]+)\s+", text[verb[1] : verb[1] + 70]):
            if "," in text[verb[1] : verb[1] + later.start()].rstrip(" ,"):
                break
            if sentence.is_quoted(verb[1] + later.start()):
                break
            if self._words.has("that", later[1]):
                return verb[1] + later.end(), len(text)
        if that and self._words.has("bare_claim", text[slice(*verb)]):
            first = that[1]
            is_subject = (
                self._words.has("articles", first)
                or first[0].isupper()
                or self._words.has("claim_starts", first)
            )
            if is_subject and at == verb[1]:
                return verb[1], len(text)
        colon = re.match(r"\s*:\s+", text[at:])
        return (at + colon.end(), len(text)) if colon else None

    def _before_comma(self, text: str, verb: Span) -> Span | None:
        at = self._skipped(text, verb[0])
        before = text[:at].rstrip()
        return (0, len(before)) if before.endswith((",", "–", "—", "-")) else None


def words_before(text: str, at: int, count: int) -> list[str]:
    """Return the last words before a place."""
    return re.findall(r"[^\W\d_][\w’'-]*", text[max(0, at - 80) : at])[-count:]


def words_after(text: str, at: int, count: int) -> list[str]:
    """Return the first words behind a place."""
    return re.findall(r"[^\W\d_][\w’'-]*", text[at : at + 80])[:count]
