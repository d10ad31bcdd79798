"""Direct questions where a language's grammar lets them be made without fault."""

import re
from itertools import pairwise

from quiz.drafting.article import Sentence, Span, word_spans
from quiz.drafting.clauses import MOST_RUNNING, clause_of, cut_at_phrase, leans
from quiz.drafting.facts import Named, Reading
from quiz.drafting.figures import DatePoint, Figure
from quiz.drafting.names import Sort
from quiz.drafting.runs import Mention
from quiz.drafting.vocabulary import Vocabulary
from quiz.lexicon.lists import is_word
from quiz.marking.folding import word_key

_LONGEST_SUBJECT = 9
_LONGEST_REST = 10


def how_many(sentence: Sentence, figure: Figure, reading: Reading) -> str | None:
    """Return "How many … ?" for a figure; None where that cannot be said safely."""
    words = reading.article.vocabulary
    start, end = clause_of(sentence, figure.span, words)
    if words.code != "en":
        return _fronted(sentence, figure, (start, end), words)
    following = re.match(r"\s*([^\W\d_]+)", sentence.text[end:])
    leading = re.match(r"\W*([^\W\d_]+)", sentence.text[start:end])
    if following and words.has("complements", following[1]):
        return None
    if (leading and words.has("relatives", leading[1])) or _is_time(figure, words):
        return None
    start = _behind_opening(sentence.text, start, figure.span[0], words)
    before = sentence.text[start : figure.number[0]].strip()
    after = sentence.text[figure.number[1] : end].strip(" ,.;:!?")
    if before.endswith(("$", "€", "£")):
        return None
    if "(" in before or ")" in after or leans(f"{before} {after}", words):
        return None
    how = "How many"
    percent = re.match(r"(?:percent|per cent|%)\s*(of\b.*)?$", after)
    approximate = _approximate(before, words)
    lead = before[: len(before) - len(approximate)].strip() if approximate else before
    if re.match(r"[-‑]|(?:to|or|and|by) \d", after):
        return None  # "61 to 38": a score, and no number of anything
    if percent and lead == "":
        if not percent[1] or (approximate and not words.has("loosely", approximate)):
            return None  # "fewer than 6 % of the participants"
        rest = cut_at_phrase(percent[1], words, _LONGEST_REST + 4)
        return f"What percentage {rest}?" if _has_finite(rest, words) else None
    if percent:
        return None
    if lead == "":
        rest = cut_at_phrase(after, words, _LONGEST_REST + 2)
        if not _has_finite(rest, words) or not _counts(after, words, figure):
            return None
        first = f"{approximate[:1].upper()}{approximate[1:]} how many" if approximate else how
        return f"{first} {rest}?"
    return _object_question(sentence, start, lead, approximate, after, figure, reading)


def _fronted(sentence: Sentence, figure: Figure, clause: Span, words: Vocabulary) -> str | None:
    """Return "Wie viele Menschen nahmen teil?" where a German clause begins with its figure."""
    if "how_many" not in words.stems:
        return None
    text = sentence.text
    before = text[clause[0] : figure.number[0]].strip(" ,")
    after = text[figure.number[1] : clause[1]].strip(" ,.;:!?")
    if before and not words.has("loosely", before):
        return None  # "mindestens", "bis zu": the question would lose them
    if clause[0] > 0 and not text[: clause[0]].rstrip().endswith((".", ":")):
        return None
    if (
        "(" in after
        or "," in after
        or re.match(r"[-‑]", after)
        or len(after.split()) < 4
        or leans(after, words)
    ):
        return None
    rest = after
    if any(words.has("reported", word) for word in rest.split()):
        return None  # "drei Varianten seien …": whoever says so belongs to it
    if len(rest.split()) > MOST_RUNNING + 4:
        return None
    percent = re.match(r"(?:Prozent|%)\s+(.+)", rest)
    if percent:
        return words.stems["how_many_percent"].format(rest=percent[1])
    return words.stems["how_many"].format(rest=rest)


def _object_question(
    sentence: Sentence,
    start: int,
    lead: str,
    approximate: str,
    after: str,
    figure: Figure,
    reading: Reading,
) -> str | None:
    """Return "How many new schools did the city open?" for "The city opened 14 new schools"."""
    words = reading.article.vocabulary
    tokens = lead.split()
    if len(tokens) < 2 or any(mark in lead for mark in ',;:“”"'):
        return None
    verb = tokens[-1]
    subject = " ".join(tokens[:-1])
    auxiliary = ""
    if len(tokens) >= 3 and tokens[-2].lower() in ("has", "have", "had", "will", "would"):
        auxiliary, subject = tokens[-2].lower(), " ".join(tokens[:-2])
        base = verb
        if not (
            verb.endswith("ed")
            or verb.lower() in words.forms["past"]
            or auxiliary in ("will", "would")
        ):
            return None
    else:
        found = _verb(verb, words)
        if found is None:
            return None
        auxiliary, base = found
    if not _is_subject(subject, words) or len(subject.split()) > _LONGEST_SUBJECT:
        return None
    noun = _noun_phrase(after, words, figure)
    if noun is None:
        return None
    counted, rest = noun
    if rest.split()[:1] and words.has("parting_prepositions", rest.split()[0]):
        return None  # "80 million cubic metres of groundwater": it belongs to what is counted
    shown = cut_at_phrase(rest, words, _LONGEST_REST) if rest else ""
    if re.match(r"(?:percent|per cent|%)", counted):
        return None
    if (rest and not shown) or not _counts(after, words, figure) or _is_time(figure, words):
        return None
    subject = _small(subject, sentence, start, reading)
    middle = f"{auxiliary} {subject} {base}".strip()
    return " ".join(f"How many {counted} {middle} {shown}".split()) + "?"


def _counts(after: str, words: Vocabulary, figure: Figure) -> bool:
    first = re.match(r"([^\W\d_]+)", after)
    return bool(figure.unit or (first and not words.has("time_words", first[1])))


def _is_time(figure: Figure, words: Vocabulary) -> bool:
    """Return whether a figure measures time, which is rarely what a verb has for its object."""
    return bool(figure.unit) and words.has("time_words", figure.unit.split()[-1])


def _noun_phrase(after: str, words: Vocabulary, figure: Figure) -> tuple[str, str] | None:
    """Return what is counted and what follows it: "new schools" and "in 2019"."""
    after = re.split(r",(?!\d)", after)[0]
    spans = word_spans(after)
    if not spans:
        return None
    unit_words = len(figure.unit.split())
    for at, (start, end) in enumerate(spans):
        word = after[start:end]
        if re.match(r"\D{1,4} \d", after[start:]) and after[: start - 1][-1:].isdigit():
            continue  # "adults aged 40 to 79"
        if at >= max(1, unit_words) and (
            words.has("prepositions", word)
            or words.has("conjunctions", word)
            or words.has("stops", word)
            or words.has("auxiliaries", word)
            or words.has("adverbs", word)
            or words.has("time_adverbs", word)
        ):
            return after[:start].strip(), after[start:].strip()
        if at > 4:
            return None
    return after.strip(), ""


def _verb(word: str, words: Vocabulary) -> tuple[str, str] | None:
    """Return the auxiliary and the infinitive for a finite verb of English; None if unknown."""
    lower = word.lower()
    if lower in ("has", "have"):
        return ("does" if lower == "has" else "do"), "have"
    if lower in ("was", "were", "is", "are", "be", "been", "being"):
        return None
    past = words.forms["past"].get(lower)
    if past:
        return "did", past
    present = words.forms["present"].get(lower)
    if present:
        return ("does" if lower.endswith("s") else "do"), present
    base = infinitive(lower)
    return ("did", base) if base else None


def infinitive(word: str) -> str | None:
    """Return the infinitive of a regular English past: "opened" is "open", "planned" "plan"."""
    if not word.endswith("ed") or len(word) < 5:
        return None
    stem = word[:-2]
    doubled = stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else ""
    for guess in (f"{stem}e", stem, doubled, f"{stem[:-1]}y" if stem.endswith("i") else ""):
        if guess and (len(guess) < 4 or is_word(word_key(guess), "en")):
            if len(guess) < 4 and guess != stem and guess != doubled and guess[-1] != "e":
                continue
            return guess
    return None


def _is_subject(text: str, words: Vocabulary) -> bool:
    """Return whether a text can be a subject: a noun phrase without a verb of its own."""
    tokens = text.split()
    if not tokens or words.has("prepositions", tokens[0]) or words.has("stops", tokens[0]):
        return False
    if words.has("prepositions", tokens[-1]) or words.has("conjunctions", tokens[-1]):
        return False
    for at, token in enumerate(tokens):
        lower = token.lower()
        if words.has("auxiliaries", lower) or words.has("stops", lower) or lower in ("that", "to"):
            return False
        is_verb = lower in words.forms["past"] and lower not in (
            "left",
            "set",
            "cut",
            "read",
            "put",
        )
        if is_verb or (
            at and token[0].islower() and infinitive(lower) and not _is_within(tokens, at, words)
        ):
            return False
    return True


def _is_within(tokens: list[str], at: int, words: Vocabulary) -> bool:
    """Return whether a participle stands before its noun: "the newly formed partnership"."""
    before = tokens[at - 1]
    return (
        before.endswith("ly") or words.has("articles", before) or words.has("determiners", before)
    )


def _approximate(before: str, words: Vocabulary) -> str:
    """Return "about", "more than" and such at the end of a text; empty for none."""
    lower = before.lower()
    for phrase in words.phrases["approximate"]:
        if lower == phrase or lower.endswith(f" {phrase}"):
            return before[len(before) - len(phrase) :]
    return ""


def _behind_opening(text: str, start: int, end: int, words: Vocabulary) -> int:
    """Return where a clause goes on behind "In total," or "But"."""
    while True:
        lead = re.match(r"\s*([^,“”\"]{1,40}),\s", text[start:end])
        first = re.match(r"\s*([^\W\d_]+)\s", text[start:end])
        if lead and (
            words.has("prepositions", lead[1].split()[0])
            or words.has("adverbs", lead[1].split()[0])
        ):
            start += lead.end()
        elif first and (
            words.has("conjunctions", first[1])
            or words.has("adverbs", first[1])
            or words.has("stops", first[1])
        ):
            start += first.end()
        else:
            return start + len(text[start:end]) - len(text[start:end].lstrip(" ,–—-"))


def _has_finite(text: str, words: Vocabulary) -> bool:
    """Return whether a finite verb follows the first noun of a text."""
    tokens = re.findall(r"[^\W\d_][\w’'-]*|,", text)
    for at, token in enumerate(tokens[:12]):
        lower = token.lower()
        if lower in ("which", "who", "that", "to", ","):
            return False
        if at and (
            (words.has("auxiliaries", lower) and lower not in ("be", "been", "being"))
            or lower in words.forms["past"]
            or lower in words.forms["present"]
            or (
                infinitive(lower) is not None
                and not _is_within(tokens, at, words)
                and not (tokens[at + 1 : at + 2] and tokens[at + 1].lower() == "by")
            )
        ):
            return True
    return False


def _small(subject: str, sentence: Sentence, start: int, reading: Reading) -> str:
    """Return a subject with a small first letter, unless it begins with a name."""
    first = re.match(r"\s*(\S+)", subject)
    if first is None or not subject[0].isupper():
        return subject
    words = reading.article.vocabulary
    at = sentence.text.find(subject.split()[0], start)
    is_name = any(m.span[0] <= at < m.span[1] for m in reading.names.of(sentence)) or any(
        m.title and sentence.text[at : m.span[0]].startswith(m.title.split()[0])
        for m in reading.names.of(sentence)
        if at < m.span[0]
    )
    if words.has("articles", first[1]) or words.has("determiners", first[1]) or not is_name:
        word = first[1]
        if word.isupper() and len(word) > 1:
            return subject
        is_common = (
            words.has("articles", word)
            or words.has("common", word.lower())
            or is_word(word_key(word), words.code)
        )
        return subject[0].lower() + subject[1:] if is_common else subject
    return subject


def when(sentence: Sentence, point: DatePoint, reading: Reading) -> str | None:
    """Return "When … ?" for a date; None where that cannot be said safely."""
    words = reading.article.vocabulary
    text = sentence.text
    start, end = clause_of(sentence, point.lead, words)
    before, after = (
        text[start : point.lead[0]].strip(" ,"),
        text[point.lead[1] : end].strip(" ,.;:!?"),
    )
    if point.lead[0] == point.span[0] or "(" in before + after or ")" in before + after:
        return None
    lead_word = text[point.lead[0] : point.span[0]].split()[:1]
    if not lead_word or not words.has("when_leads", lead_word[0]):
        return None
    if leans(f"{before} {after}", words) or not _is_of_the_verb(before, after, words):
        return None
    following = re.match(r"[\s,]*([^\W\d_]+)", text[end:])
    if following and words.has("complements", following[1]):
        return None  # "In 2020 a trial reported | that …"
    dates = [one for one in reading.dates if one.sentence == sentence.index]
    if any(one.point != point and start <= one.point.span[0] < end for one in dates):
        return None
    maker = {
        "en": _when_en,
        "de": _when_de,
        "fr": _when_plain,
        "it": _when_plain,
        "es": _when_plain,
        "ru": _when_plain,
    }[words.code]
    return maker(sentence, start, before, after, reading)


def _is_of_the_verb(before: str, after: str, words: Vocabulary) -> bool:
    """Return whether a date can only say when the verb of its clause happened.

    Behind an infinitive or another verb it may belong to that: "urged them to meet on 5 May".
    """
    if not before:
        return True
    found = re.findall(r"[^\W\d_]+", before)
    for at, word in enumerate(found[1:], 1):
        if words.has("infinitive_marks", word) and at > 1 and words.code in ("en", "de"):
            return False
        if words.has("complements", word) or words.has("compared_words", word):
            return False
        if words.has("from", word) and after and words.has("to", after.split()[0]):
            return False  # "have fallen from 640,000 in 2012 to 395,000"
        if words.code == "en" and word.endswith("ing") and at > 2:
            return False
    return not after or not words.has("complements", after.split()[0])


def _when_en(
    sentence: Sentence, start: int, before: str, after: str, reading: Reading
) -> str | None:
    words = reading.article.vocabulary
    is_first = not before
    if not is_first:
        opened = _behind_opening(before, 0, len(before), words)
        before = before[opened:]
    clause = after if is_first else before
    tail = "" if is_first else after
    tokens = clause.split()
    for at, token in enumerate(tokens[: _LONGEST_SUBJECT + 1]):
        lower = token.lower().strip(",")
        if at == 0:
            continue
        subject = " ".join(tokens[:at])
        rest = tokens[at + 1 :]
        if lower in ("was", "were", "is", "are", "has", "had", "have", "will", "did", "can"):
            if not _is_subject(subject, words) or "," in subject:
                return None
            shown = _small(subject, sentence, start, reading)
            return _short_question(f"When {lower} {shown}", [*rest, *tail.split()], words)
        found = _verb(lower, words)
        if found is None or _is_within(tokens, at, words):
            continue
        if not _is_main(sentence.text, start, words):
            return None
        if not _is_subject(subject, words) or "," in subject:
            return None
        later = [one.lower() for one in rest]
        if any(one in ("was", "were", "is", "are", "has", "had") for one in later[:4]):
            return None
        auxiliary, base = found
        shown = _small(subject, sentence, start, reading)
        return _short_question(f"When {auxiliary} {shown} {base}", [*rest, *tail.split()], words)
    return None


def _is_main(text: str, start: int, words: Vocabulary) -> bool:
    """Return whether a clause is no apposition: a sentence begins with it, or a conjunction."""
    before = text[:start].rstrip()
    last = re.search(r"([^\W\d_]+),?$", before)
    inside = re.match(r"\s*([^\W\d_]+)", text[start:])
    return (
        not before
        or bool(last and (words.has("stops", last[1]) or words.has("conjunctions", last[1])))
        or bool(inside and (words.has("stops", inside[1]) or words.has("conjunctions", inside[1])))
    )


def _short_question(begun: str, rest: list[str], words: Vocabulary) -> str | None:
    """Return a question with its last words cut off; None if it copies too many."""
    rest = _until_next_verb(rest, words)
    kept = cut_at_phrase(" ".join(rest), words, _LONGEST_REST).rstrip(",") if rest else ""
    if rest and not kept:
        return None
    text = f"{begun} {kept}".strip()
    return f"{text}?" if 4 <= len(text.split()) <= MOST_RUNNING + 12 else None


def _until_next_verb(rest: list[str], words: Vocabulary) -> list[str]:
    """Return words up to what else their subject did: "on 9 January | and was interrupted"."""
    for at, (word, following) in enumerate(pairwise(rest)):
        verb = following.lower().strip(",")
        if words.has("list_and", word) and (
            words.has("auxiliaries", verb) or verb in words.forms["past"] or infinitive(verb)
        ):
            return rest[:at]
    return rest


def _when_de(
    sentence: Sentence, start: int, before: str, after: str, reading: Reading
) -> str | None:
    """Return "Wann …?": behind a date that begins its clause stands the verb already."""
    words = reading.article.vocabulary
    if before and before.split()[-1:] and not words.has("adverbs", before.split()[0]):
        return None
    rest = after if len(after.split()) <= MOST_RUNNING + 4 else ""
    if len(rest.split()) < 3:
        return None
    return f"{words.stems['when_word']} {rest}?"


def _when_plain(
    sentence: Sentence, start: int, before: str, after: str, reading: Reading
) -> str | None:
    """Return the clause behind "Quand est-ce que", "Cuándo", "Когда": the order of words stays."""
    words = reading.article.vocabulary
    opened = _behind_opening(before, 0, len(before), words)
    clause = f"{before[opened:]} {after}".strip(" ,")
    if clause and any(words.has(name, clause.split()[0]) for name in ("stops", "adverbs")):
        return None
    if clause and words.code in ("it", "es") and _has_known_verb(clause.split()[0], words):
        return None  # its subject is left out, or stands elsewhere
    if "," in clause or len(clause.split()) < 3 or not _has_known_verb(clause, words):
        return None
    if len(clause.split()) > MOST_RUNNING + 4:
        return None
    shown = _small(clause, sentence, start, reading)
    return words.stems["when_question"].format(clause=shown)


def _has_known_verb(text: str, words: Vocabulary) -> bool:
    return any(
        words.has("auxiliaries", word)
        or words.has("saying", word)
        or any(word.lower().endswith(one) for one in words.words.get("past_endings", ()))
        for word in re.findall(r"[^\W\d_]+", text)
    )


def who(sentence: Sentence, named: Named, reading: Reading) -> str | None:
    """Return "Who …?" for the subject of a clause; None where that cannot be said safely."""
    words = reading.article.vocabulary
    if words.code == "ru":
        return None
    mention = named.mention
    sort = reading.names.sort(mention.text)
    key = {Sort.PERSON: "who", Sort.COUNTRY: "which_country"}.get(sort)
    rest = _rest(sentence, mention.span, mention.span[1], reading)
    if key is None or rest is None or reading.names.full(mention.text).split()[-1] in rest:
        return None
    first = rest.split()[0].lower()
    if first in words.words.get("plural_auxiliaries", ()):
        return None
    return words.stems[key].format(rest=rest)


def who_both(sentence: Sentence, named: Named, other: Mention, reading: Reading) -> str | None:
    """Return "Which two countries …?" for two names that are one subject."""
    sort = reading.names.sort(named.mention.text)
    key = {Sort.PERSON: "who_both", Sort.COUNTRY: "which_two_countries"}.get(sort)
    rest = _rest(sentence, (named.mention.span[0], other.span[1]), other.span[1], reading)
    return reading.article.vocabulary.stems[key].format(rest=rest) if key and rest else None


def _rest(sentence: Sentence, evidence: Span, at: int, reading: Reading) -> str | None:
    """Return what a clause says of its subject, shortened; None if it leans on what was before."""
    words = reading.article.vocabulary
    _start, end = clause_of(sentence, evidence, words)
    following = re.match(r"\s*([^\W\d_]+)", sentence.text[end:])
    if following and words.has("complements", following[1]):
        return None  # "has told us it isn't known | whether …"
    rest = sentence.text[at:end].strip(" ,.;:!?–—-")
    rest = re.sub(r"^((?:\w+ )?)also ", r"\1", rest)
    if len(rest.split()) < 3 or leans(rest, words) or "(" in rest or "–" in rest:
        return None
    if words.has("saying", rest.split()[0]):
        return None
    shown = cut_at_phrase(rest, words, MOST_RUNNING + 1).rstrip(",")
    while shown and words.has("prepositions", shown.split()[-1]):
        shown = shown.rpartition(" ")[0].rstrip(" ,")
    return re.sub(r"[“”\"]", "", shown) if len(shown.split()) >= 3 else None
