"""The clause round a piece of evidence, short enough to be quoted and able to stand alone."""

import re
from itertools import pairwise

import msgspec

from quiz.drafting.article import Sentence, Span, word_spans
from quiz.drafting.vocabulary import Vocabulary

MOST_RUNNING = 10
"""Words of an article that a question may repeat in a row."""
_MOST_IN_ALL = 16
_WANTED = 8
"""Words beside what is asked up to which a clause takes in its neighbour."""
_LEAST_OF_A_SENTENCE = 3
"""Words of a whole sentence that is quoted."""
_LEAST = 5
"""Words that a clause needs beside what is asked."""
_SHORT_BRACKET = 3
"""Words in brackets within a clause."""
_LEAST_BEHIND_COMMA = 3
"""Words that a clause needs between a comma and what is asked."""
_NEAR = 6
"""Words before "that" among which a verb of saying stands."""
_HARD = re.compile(r"[;:]\s|\s[–—-]\s|[()]")


class Fragment(msgspec.Struct, frozen=True, kw_only=True):
    """What stands before and after a piece of evidence, as it is quoted."""

    before: str
    """With an ellipsis where something is left out; a space at its end."""
    after: str
    """With a space or a sign at its start."""
    span: Span
    """Where clause and evidence stand in the sentence."""

    def filled(self, answer: str) -> str:
        """Return the clause with something in place of the evidence."""
        text = f"{self.before}{answer}{self.after}"
        return text[:1].upper() + text[1:] if not text.startswith("…") else text


def fragment(
    sentence: Sentence,
    evidence: Span,
    words: Vocabulary,
    *,
    within: Span | None = None,
    cuts_comma: bool = True,
    least: int = _LEAST,
) -> Fragment | None:
    """Return the clause round some evidence; None if it cannot stand alone.

    Args:
        sentence: The sentence.
        evidence: Where the evidence stands in it.
        words: Of its language.
        within: Where the clause is looked for; None: in the whole sentence.
        cuts_comma: Whether it ends at a comma directly behind the evidence.
        least: Words that it needs beside the evidence.
    """
    text = sentence.text
    begins, end = _clause(sentence, evidence, words, within or (0, len(text)))
    begun = _begun(text, begins, evidence[0], words)
    if begun is None:
        return None
    clause = start, end = begun, end
    before = word_spans(text[start : evidence[0]])
    before = [(one + start, other + start) for one, other in before]
    after = [
        (one + evidence[1], other + evidence[1])
        for one, other in word_spans(text[evidence[1] : end])
    ]
    first, last = _trimmed(text, before, after, words)
    if first > 0:
        start = before[first][0] if first < len(before) else evidence[0]
    if last < len(after):
        end = after[last - 1][1] if last else evidence[1]
    while 0 < last <= len(after) and _dangles(text, after[:last], words) and end < len(text) - 1:
        last -= 1
        end = after[last - 1][1] if last else evidence[1]
    if first > 0 and _is_of_a_number(text[clause[0] : start], words):
        # "… of the | port's 9,100 staff, is demanding a pay rise of ___": from the comma on
        comma = text.rfind(", ", start, evidence[0])
        first = sum(one < comma for one, _other in before)
        if comma < 0 or len(before) - first < _LEAST_BEHIND_COMMA:
            return None
        start = before[first][0]
    if _says_another_thing(text, clause, (start, end), words):
        return None
    is_whole = first == 0 and last == len(after) and start == 0 and end >= len(text) - 1
    if len(before) - first + last < (min(least, _LEAST_OF_A_SENTENCE) if is_whole else least):
        return None
    if text[end : end + 1] in ("%", "‰"):
        end += 1
    shown_before, shown_after = text[start : evidence[0]], text[evidence[1] : end]
    if cuts_comma and shown_after.startswith((",", ".")) and len(before) - first >= _LEAST:
        shown_after, last = "", len(after)
    if _leans_without(shown_before, shown_after, words):
        return None
    if _first_in(text, start, "relatives", words):
        return None
    shown_before = tidy(shown_before.lstrip(" ,.–—-"))
    shown_after = tidy(shown_after.rstrip(" ,.;:–—-!?"))
    if first > 0 or (start > 0 and text[start : start + 1].islower()):
        shown_before = f"… {shown_before}"
    if last < len(after):
        shown_after = f"{shown_after} …"
    return Fragment(before=shown_before, after=shown_after, span=(start, end))


def _leans_without(before: str, after: str, words: Vocabulary) -> bool:
    """Return whether a clause leans on what was said before it, whatever its gap has."""
    that = re.match(r"\W*([^\W\d_]+)\s", before)
    if that and words.has("that", that[1]):
        before = before[that.end() :]  # "… that every day cost ___": somebody says so
    if words.code == "de":
        found = re.findall(r"[^\W\d_]+", f"{before}Name{after}")
        if found[:1] in (["Das"], ["Dies"]) and all(word[0].islower() for word in found[1:3]):
            return True  # "Das teilte das Ministerium mit": what?
    return leans(f"{before} {after}", words)


def _begun(text: str, start: int, end: int, words: Vocabulary) -> int | None:
    """Return where a clause may be begun; None where it says nothing by itself."""
    start = _behind_adverb(text, start, end, words)
    first_word = re.match(r"\W*([^\W\d_]+)", text[start:end])
    if first_word is None:
        return start
    if words.has("hypotheticals", first_word[1]):
        return None
    if words.has("that", first_word[1]):
        return _saying_before(text, start, words)  # "… told analysts that": who says so counts
    if words.has("saying", first_word[1]):
        start += first_word.end()  # "…”, says Rosa Delgado, who has run the library since 2011"
    return start


def _says_another_thing(text: str, clause: Span, kept: Span, words: Vocabulary) -> bool:
    """Return whether a clause means something else without what is cut off from it."""
    before, after = text[clause[0] : kept[0]], text[kept[1] : clause[1]]
    sources = (*words.phrases["according"], *words.phrases["according_others"])
    if any(re.search(rf"(?:^|\W){re.escape(one)}\W", before, re.I) for one in sources):
        return True  # "Selon lui, la baisse était connue et …": whose claim it is
    and_ = "|".join(sorted(words.words["conjunctions"]))
    parting = re.compile(rf"[,;:]\s|\b(?:{and_})\b")
    return (
        _turns_round(parting.split(before)[-1], words)
        or _turns_round(parting.split(after)[0], words)
        or _is_compared(text, *kept, words)  # "has not carried out more | than"
    )


def _saying_before(text: str, at: int, words: Vocabulary) -> int | None:
    """Return where a verb of saying begins that "that" depends on; None if there is none near."""
    found = None
    for start, end in word_spans(text[:at])[-_NEAR:]:
        if words.has("saying", text[start:end]):
            found = start
    return found


def _turns_round(text: str, words: Vocabulary) -> bool:
    """Return whether a clause says something else without some of its words: "not", "only"."""
    return any(
        words.has(name, word)
        for name in ("negations", "restrictions")
        for word in re.findall(r"[^\W\d_]+", text)
    )


def _is_of_a_number(text: str, words: Vocabulary) -> bool:
    """Return whether a cut goes through what is counted: "fewer than 6% of the | participants"."""
    near = re.findall(r"[\d.,]*\d%?|[^\W\d_]+", text)[-4:]
    is_within = near != [] and any(
        words.has(name, near[-1]) for name in ("prepositions", "articles", "determiners")
    )
    return is_within and any(one[0].isdigit() for one in near)


def _is_compared(text: str, start: int, end: int, words: Vocabulary) -> bool:
    """Return whether a clause ends within a comparison: "more | than"."""
    last = re.search(r"([^\W\d_]+)\W*$", text[start:end])
    following = re.match(r"\W*([^\W\d_]+)", text[end:])
    return bool(
        last
        and following
        and words.has("comparatives", last[1])
        and words.has("compared_by", following[1])
    )


def _behind_adverb(text: str, start: int, end: int, words: Vocabulary) -> int:
    """Return where a clause goes on behind "Meanwhile," or "Today,"."""
    while True:
        found = re.match(r"\W*([^\W\d_]+),?\s", text[start:end])
        if found is None:
            return start
        has_comma = "," in found[0]
        if not (has_comma and words.has("adverbs", found[1])) and not (
            words.has("weak_adverbs", found[1])
        ):
            return start
        start += found.end()


def clause_of(sentence: Sentence, evidence: Span, words: Vocabulary) -> Span:
    """Return where the whole clause round some evidence stands."""
    return _clause(sentence, evidence, words, (0, len(sentence.text)), is_widened=False)


def tidy(text: str) -> str:
    """Return a text without marks that would stand within a quotation, and lone brackets."""
    text = re.sub(r"[“”„«»\"\[\]]", "", text)
    if text.count("(") != text.count(")"):
        text = text.replace("(", "– ").replace(")", "")
    return text.replace("  ", " ")


def _clause(
    sentence: Sentence,
    evidence: Span,
    words: Vocabulary,
    within: Span,
    *,
    is_widened: bool = True,
) -> Span:
    """Return where the clause round some evidence begins and ends."""
    text = sentence.text
    cuts = {within[0], within[1]}
    inside = any(start <= evidence[0] < end for start, end in sentence.brackets)
    apart = {
        at
        for start, end in sentence.brackets
        if not start <= evidence[0] < end and len(word_spans(text[start:end])) <= _SHORT_BRACKET
        for at in (start - 1, end)
    }
    for found in _HARD.finditer(text, *within):
        if found.start() in apart:
            continue  # a short form in brackets ends no clause
        if inside and found[0] == "(" and found.start() < evidence[0]:
            continue  # what stands in brackets is said of what stands before them
        cuts.add(found.start())
        cuts.add(found.end())
    for start, end in sentence.quotes:
        if len(word_spans(text[start:end])) >= _LEAST:
            cuts.update((start, end + 1))
    for start, _end in word_spans(text):
        word = text[start:_end]
        if within[0] < start < within[1] and _breaks(text, start, word, words):
            cuts.add(start)
    ordered = sorted(cut for cut in cuts if not evidence[0] < cut < evidence[1])
    places = [0, len(ordered) - 1]
    for number, cut in enumerate(ordered):
        if cut <= evidence[0]:
            places[0] = number
    for number in range(len(ordered) - 1, -1, -1):
        if ordered[number] >= evidence[1]:
            places[1] = number
    low, high = places
    while (
        is_widened
        and _count(text, ordered[low], ordered[high], evidence) < _WANTED
        and (low > 0 or high < len(ordered) - 1)
    ):
        if low > 0:
            low -= 1
        else:
            high += 1
    while is_widened and low > 0 and _hangs(text, ordered[low], words):
        low -= 1  # "which make up …": what does?
    return ordered[low], ordered[high]


def _hangs(text: str, at: int, words: Vocabulary) -> bool:
    """Return whether a clause belongs to a noun before it: "which …", "that …" that nobody says."""
    if _first_in(text, at, "relatives", words):
        return True
    return _first_in(text, at, "that", words) and _saying_before(text, at, words) is None


def _first_in(text: str, at: int, name: str, words: Vocabulary) -> bool:
    """Return whether the first word behind a place is in a list."""
    found = re.match(r"\W*([^\W\d_]+)", text[at:])
    return bool(found and words.has(name, found[1]))


def _count(text: str, start: int, end: int, evidence: Span) -> int:
    return len(word_spans(text[start : evidence[0]])) + len(word_spans(text[evidence[1] : end]))


def _breaks(text: str, start: int, word: str, words: Vocabulary) -> bool:
    """Return whether a new clause begins at a word."""
    before = text[:start].rstrip()
    if words.has("stops", word):
        return not words.has("prepositions", word) or before.endswith(",")
    if before.endswith(","):
        return words.has("conjunctions", word) or words.has("pronouns", word)
    return False


def _trimmed(
    text: str, before: list[Span], after: list[Span], words: Vocabulary
) -> tuple[int, int]:
    """Return how many words are left out before, and how many stay after."""
    first, last = 0, len(after)
    first = max(first, len(before) - MOST_RUNNING)
    last = min(last, MOST_RUNNING)
    while len(before) - first + last > _MOST_IN_ALL:
        if len(before) - first > last:
            first += 1
        else:
            last -= 1
    if first > 0:
        first = _opening(text, before, first, words)
    if last < len(after):
        last = _ending(text, after, last, words)
    return first, last


def _opening(text: str, before: list[Span], first: int, words: Vocabulary) -> int:
    """Return the next word at which a shortened clause may begin: a preposition or an article."""
    for at in range(first, len(before) - _WANTED + 2):
        word = text[slice(*before[at])]
        if words.has("openings", word) or words.has("articles", word):
            return at
    return first


def _ending(text: str, after: list[Span], last: int, words: Vocabulary) -> int:
    """Return after how many words a shortened clause may end, so that no phrase is broken off."""
    side = ("openings", "conjunctions", "side_stops")
    for names, least in ((side, _WANTED - 1), (("prepositions",), _WANTED - 1), (side, _LEAST)):
        for count in range(last, min(least, last) - 1, -1):
            if _dangles(text, after[:count], words):
                continue
            following = text[slice(*after[count])] if count < len(after) else ""
            if words.has("partial_nouns", text[slice(*after[count - 1])]):
                continue
            gap = text[after[count - 1][1] : after[count][0]] if count < len(after) else ","
            if re.search(r"[,;:()–—]", gap) or (
                any(words.has(name, following) for name in names)
                and not words.has("infinitive_marks", following)
            ):
                return count
    while last and _dangles(text, after[:last], words):
        last -= 1
    return last


def _dangles(text: str, spans: list[Span], words: Vocabulary) -> bool:
    """Return whether the last word wants another one behind it: "of", "the", "and"."""
    if not spans:
        return False
    word = text[slice(*spans[-1])]
    before = text[slice(*spans[-2])] if len(spans) > 1 else ""
    if word.endswith(("’s", "'s")):
        return True
    if words.code == "en" and word.endswith("ing") and words.has("prepositions", before):
        return True
    return any(
        words.has(name, word)
        for name in (
            "prepositions",
            "articles",
            "conjunctions",
            "stops",
            "determiners",
            "auxiliaries",
            "saying",
        )
    )


def leans(text: str, words: Vocabulary) -> bool:
    """Return whether a clause needs what was said before it: it begins with "he" or has "this"."""
    found = [word.lower() for word in re.findall(r"[^\W\d_]+", text)]
    kept = found
    while kept and (words.has("weak_starts", kept[0]) or words.has("adverbs", kept[0])):
        kept = kept[1:]
    if kept and words.code in ("it", "es") and words.has("auxiliaries", kept[0]):
        return True  # the subject is left out
    is_expletive = " ".join(kept[:2]) in words.phrases.get("expletives", ())
    if kept and words.has("anaphors", kept[0]) and not is_expletive:
        return True
    if words.code == "de" and _has_lone_article(text, words):
        return True
    if words.code == "de" and "es" in found:
        pair = found[found.index("es") : found.index("es") + 2]
        if " ".join(pair) not in words.phrases.get("expletives", ()):
            return True
    return any(
        words.has("people_pronouns", word)
        or (words.has("demonstratives", word) and not words.has("time_words", following))
        for word, following in pairwise([*found, ""])
    )


def _has_lone_article(text: str, words: Vocabulary) -> bool:
    """Return whether a German "das" or "dem" has no noun: "hat dem bislang zugestimmt"."""
    found = re.findall(r"[^\W\d_]+", text)
    return any(
        word in ("das", "dem", "dies")
        and following[:1].islower()
        and any(words.has(name, following) for name in ("adverbs", "negations", "auxiliaries"))
        for word, following in pairwise(found)
    )


def cut_at_phrase(text: str, words: Vocabulary, most: int) -> str:
    """Return the first words of a text if it can be ended where a phrase ends; empty if not.

    For questions, which show no ellipsis: "as an international" may not be their end.
    """
    spans = word_spans(text)
    if len(spans) <= most:
        return text.strip()
    side = ("openings", "conjunctions", "side_stops")
    for names, least in ((side, _LEAST), (("prepositions",), most - _LEAST)):
        for count in range(most, least - 1, -1):
            if _dangles(text, spans[:count], words):
                continue
            following = text[slice(*spans[count])]
            gap = text[spans[count - 1][1] : spans[count][0]]
            if re.search(r"[,;:()–—]", gap) or (
                any(words.has(one, following) for one in names)
                and not words.has("infinitive_marks", following)
            ):
                return text[: spans[count - 1][1]].strip()
    return ""


def cut_short(text: str, words: Vocabulary, most: int = MOST_RUNNING) -> str:
    """Return the first words of a text, up to the end of a phrase, with "…" if it is shortened."""
    spans = word_spans(text)
    if len(spans) <= most:
        return text.strip()
    # A full stop behind "3" or "Dr" is no end of a sentence.
    sentence_end = re.search(r"(?<=[^\W\d_]{3})[.!?](?=\s)", text)
    if sentence_end and 3 <= len(word_spans(text[: sentence_end.start()])) <= most:
        return text[: sentence_end.end()].strip()
    last = _ending(text, spans, most, words) or most
    return f"{text[: spans[last - 1][1]].strip()} …"
