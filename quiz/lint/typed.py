"""Typed answers that refuse what a student who knows would type."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from quiz.errors import Problem
from quiz.items import (
    Cloze,
    Computed,
    Date,
    Essay,
    Flashcard,
    Groups,
    Item,
    Match,
    MultipleChoice,
    Number,
    Order,
    ShortText,
    SingleChoice,
    TextList,
    TrueFalse,
    context_of,
    known_answers,
)
from quiz.items.typing import with_spellings
from quiz.lexicon.lists import SHORTEST, has_list, is_written_so
from quiz.lint import phrases
from quiz.lint.draft import Draft, DraftQuestion
from quiz.lint.names import ABBREVIATIONS
from quiz.lint.text import (
    Phrases,
    language_code,
    line,
    prose,
    said,
    shown,
    stem_key,
    takes_words,
    words,
)
from quiz.marking.folding import fold, unaccented
from quiz.marking.forms import forms_of
from quiz.marking.spelling import is_form_of
from quiz.marking.text import mark_text
from quiz.translation import _, ngettext

_MOST_WORDS = 7
_LONGEST = 80
"""Characters of an answer whose other spellings are thought of."""
_MOST_FINDINGS = 50
_LEAST_FORMS = 4
"""Answers of one sort from which on they are what a bank is about."""
_GENDERS = 3
"""Groups of articles that a language with genders has."""
_LEAST_STEM = 3
_NEAR_FROM, _NEAR_TO = 5, 24
"""Letters of answers that are compared: a typo is forgiven from five on."""
_MOST_OWNERS = 8
"""Questions with one answer that are looked at."""


def unaccepted_variants(draft: Draft) -> Iterator[Problem]:
    """A likely spelling of the answer is refused.

    The student who types "UN" for "United Nations" knows the answer and is told that it is wrong.
    Add it to `accept`, in a list to the item, or to the bank's `spellings`. Articles, capitals,
    typos, titles, a surname alone and what the question says already are accepted anyway.

    Bad:
        - question: Which organisation was founded in San Francisco in 1945?
          answer: United Nations
          explain: Its charter was signed there.

    Good:
        - question: Which organisation was founded in San Francisco in 1945?
          answer: United Nations
          accept: [UN]
          explain: Its charter was signed there.
    """
    context = context_of(draft.bank)
    for question, item in draft.of(ShortText, TextList):
        if not takes_words(item) or phrases.OF_WORDS.found(item.stem):
            continue
        entries = item.entries if isinstance(item, TextList) else ((item.answer, *item.accept),)
        for at, written in enumerate(entries):
            accepted = with_spellings(written, context)
            variant = _refused(accepted, item, draft)
            if variant:
                message = _(
                    "'{variant}' is refused, but students may well type it for "
                    "'{answer}'; add it to `accept`"
                )
                filled = message.format(variant=shown(variant), answer=shown(accepted[0]))
                entry = at if isinstance(item, TextList) else None
                yield question.weakness(filled, "answer", entry)


def _refused(accepted: tuple[str, ...], item: ShortText | TextList, draft: Draft) -> str:
    """Return a likely spelling of an answer that would be marked wrong; empty if there is none."""
    answer = accepted[0]
    if len(answer) > _LONGEST or "`" in answer or "$" in answer:
        return ""

    def is_right(text: str) -> bool:
        verdict = mark_text(
            text,
            accepted,
            language=draft.language,
            strictness=item.strictness(draft.language),
            question=item.stem,
        )
        return verdict.is_right

    for either in _spellings(answer):
        if not any(line(text) in line(item.stem) for text in either) and not any(
            map(is_right, either)
        ):
            return either[0]
    return ""


def _spellings(answer: str) -> Iterator[tuple[str, ...]]:
    """Yield likely spellings of an answer; one of each tuple should be right."""
    bare = answer.lower().removeprefix("the ").removeprefix("die ")
    if bare in ABBREVIATIONS:
        yield ABBREVIATIONS[bare]


def ambiguous_ending(draft: Draft) -> Iterator[Problem]:
    """Two answers differ only in their last letter.

    An answer that the bank has in another question isn't forgiven as a typo: "submarine" is refused
    for "submarines" if it is the answer there. If both are correct, add one to `accept`; if they
    are different things, set `typos: false`, so that students see that every letter counts.

    Bad:
        - question: What did the fleet of 1815 still lack?
          answer: submarines
          explain: Fulton had shown one to Napoleon.
        - question: What kind of ship was the Nautilus of 1800?
          answer: submarine
          explain: It was built by Fulton.

    Good:
        - question: What did the fleet of 1815 still lack?
          answer: submarines
          accept: [submarine]
          explain: Fulton had shown one to Napoleon.
        - question: What kind of ship was the Nautilus of 1800?
          answer: submarine
          accept: [submarines]
          explain: It was built by Fulton.
    """
    accepted = list(_accepted(draft))
    if not accepted:
        return
    known = _Known(draft.questions)
    reported = 0
    for question, key, right, at in accepted:
        for text in right:
            found = known.other_than(text, right)
            if found is None:
                continue
            message = _(
                "'{rival}', an answer in line {line}, is refused here although it "
                "differs from '{answer}' only in the last letter; add it to `accept` "
                "if it is correct, or set `typos: false`"
            )
            rival, line_of_rival = found
            filled = message.format(answer=shown(text), rival=shown(rival), line=line_of_rival)
            yield question.weakness(filled, key, at)
            reported += 1
            break
        if reported == _MOST_FINDINGS:
            return


def _accepted(draft: Draft) -> Iterator[tuple[DraftQuestion, str, tuple[str, ...], int | None]]:
    """Yield the typed answers that forgive typos: key and entry, and the spellings of each."""
    for question, item in draft.of(ShortText, TextList, Cloze):
        if not takes_words(item):
            continue
        match item:
            case ShortText():
                yield question, "answer", (item.answer, *item.accept), None
            case TextList():
                for at, spellings in enumerate(item.entries):
                    yield question, "answer", spellings, at
            case Cloze():
                for gap in item.gaps:
                    if not gap.options:
                        yield question, "cloze", gap.answers, None


def _groups(item: Item) -> Iterable[tuple[str, ...]]:
    """Return the answers of an item, the spellings of each together."""
    match item:
        case ShortText():
            return ((item.answer, *item.accept),)
        case TextList():
            return item.entries
        case Cloze():
            return [gap.options or gap.answers for gap in item.gaps]
        case (
            SingleChoice()
            | MultipleChoice()
            | TrueFalse()
            | Number()
            | Date()
            | Match()
            | Groups()
            | Order()
            | Flashcard()
            | Essay()
            | Computed()
        ):
            return known_answers(item)


class _Known:
    """The answers that a bank knows, found by all their letters but the last."""

    def __init__(self, questions: Iterable[DraftQuestion]) -> None:
        self._spellings: dict[str, list[tuple[frozenset[str], int]]] = {}
        self._by_start: dict[str, set[str]] = {}
        for question in questions:
            for group in _groups(question.item):
                folded = frozenset(fold(text) for text in group if len(text) <= _NEAR_TO)
                for text in folded:
                    owners = self._spellings.setdefault(text, [])
                    if len(owners) < _MOST_OWNERS:
                        owners.append((folded, question.line))
                    self._by_start.setdefault(text, set()).add(text)
                    self._by_start.setdefault(text[:-1], set()).add(text)

    def other_than(self, text: str, right: Sequence[str]) -> tuple[str, int] | None:
        """Return an answer that differs by its last letter and is another's, and its line."""
        whole = fold(text)
        if not _NEAR_FROM <= len(whole) <= _NEAR_TO or not whole[-2:].isalpha():
            return None
        own = frozenset(map(fold, right))
        near = self._by_start.get(whole, set()) | self._by_start.get(whole[:-1], set())
        near = near | ({whole[:-1]} & self._spellings.keys())
        for rival in sorted(near - own)[:_MOST_OWNERS]:
            owners = self._spellings[rival]
            if rival[-1:].isalpha() and all(own.isdisjoint(group) for group, _line in owners):
                return rival, owners[0][1]
        return None


def yes_no_text(draft: Draft) -> Iterator[Problem]:
    """The typed answer is "yes", "no", "True" or "False".

    Half of all guesses are right, and nothing is remembered. Only `true` and `false`, in small
    letters and without quotes, make a statement to judge as true or false; every other spelling is
    text to type. Write a statement with `answer: true` or `false`, or ask for the fact itself.

    Bad:
        - question: Was Austria the host of the congress?
          answer: "yes"
          explain: It met in Vienna.
        - question: Prussia was the host of the congress.
          answer: False
          explain: It met in Vienna.

    Good:
        - question: Austria was the host of the congress.
          answer: true
          explain: It met in Vienna.
    """
    code = language_code(draft)
    answers = phrases.of(phrases.YES_NO, code).words | {"true", "false"}
    asking = phrases.of(phrases.QUESTION_WORDS, code)
    for question, item in draft.of(ShortText):
        given = words(item.answer)
        if len(given) != 1 or given[0] not in answers:
            continue
        stem = item.stem.rstrip()
        meant = phrases.TRUE_OR_FALSE.get(given[0], "")
        is_asked = stem.endswith("?") and said(stem) == stem and not asking.found(stem)
        is_flag = given[0] == meant
        if (is_flag and is_asked) or (meant and _is_statement(stem, asking, is_flag)):
            message = _(
                "'{answer}' is text to type here; only `true` and `false` make a "
                "statement to judge; write `answer: {meant}`"
            )
            filled = message.format(answer=shown(item.answer), meant=meant)
            yield question.weakness(filled, "answer")
        elif is_asked:
            message = _(
                "half of all guesses at '{answer}' are right; write a statement with "
                "`answer: true` or `false`, or ask for the fact itself"
            )
            yield question.weakness(message.format(answer=shown(item.answer)), "answer")


def _is_statement(stem: str, asking: Phrases, is_flag: bool) -> bool:
    """Return whether a stem says something, so that it is true or false.

    Args:
        stem: What is shown.
        asking: The words that ask, in the bank's language.
        is_flag: Whether the answer is "True" or "False", behind which even a stem without a stop
            is a statement.
    """
    if prose(stem) != stem or any(sign in stem for sign in "=<>()") or stem.endswith(("..", "…")):
        return False
    if phrases.BIDDING.begins(stem) or phrases.OF_WORDS.found(stem):
        return False
    beginning = words(stem.partition(",")[0])[:3]
    is_ended = stem.endswith((".", "!")) or (is_flag and stem[-1:].isalnum())
    return is_ended and len(words(stem)) > 2 and asking.words.isdisjoint(beginning)


def long_answer(draft: Draft) -> Iterator[Problem]:
    """The answer to type is longer than seven words.

    Nobody types exactly these words, so students who know the answer are graded wrong. Ask for a
    word or a name; or make it a choice, a text with gaps, or an `essay:`, which is compared with a
    model answer. For verses and other texts to learn by heart, set `typos: false`.

    Bad:
        - question: Why did the powers send Napoleon to Saint Helena?
          answer: because he had come back from Elba once before
          explain: Saint Helena lies far out in the Atlantic.

    Good:
        - question: From which island had Napoleon come back?
          answer: Elba
          explain: Saint Helena lies far out in the Atlantic.
    """
    for question, item in draft.of(ShortText):
        count = len(item.answer.split())
        if (
            takes_words(item)
            and count > _MOST_WORDS
            and min(len(text.split()) for text in (item.answer, *item.accept)) > _MOST_WORDS
        ):
            message = ngettext(
                "the answer has {count} word, and nobody types exactly this; ask for a word or "
                "a name, or make it an `essay`",
                "the answer has {count} words, and nobody types exactly these; ask for a word "
                "or a name, or make it an `essay`",
                count,
            )
            yield question.weakness(message.format(count=count), "answer")


def confusable(draft: Draft) -> Iterator[Problem]:
    """Another word is accepted, because accents don't count.

    Without its accents the answer is another word, and students who type that may mean it. Write
    `accents: true` if they should know the difference. (Checked in languages with a list of words:
    English, German, French, Spanish, Italian, Russian.)

    Bad:
        language: de
        title: Verben
        source: ein Lehrbuch
        tags: [deutsch]
        questions:
          - id: konjunktiv
            question: Wie lautet der Konjunktiv II von „haben“ in der ersten Person?
            answer: hätte
            explain: Er wird vom Präteritum gebildet, mit Umlaut.

    Good:
        language: de
        title: Verben
        source: ein Lehrbuch
        tags: [deutsch]
        questions:
          - id: konjunktiv
            question: Wie lautet der Konjunktiv II von „haben“ in der ersten Person?
            answer: hätte
            accents: true
            explain: Er wird vom Präteritum gebildet, mit Umlaut.
    """
    code = language_code(draft)
    if not has_list(code):
        return
    reported = 0
    for question, item in draft.of(ShortText, TextList, Cloze):
        if not item.typos or item.accents is not None:
            continue
        found = next(
            (
                (answer, other)
                for group in _groups(item)
                for answer in group[:1]
                if (other := _without_accents(answer, code)) and other not in group
            ),
            None,
        )
        if found is None:
            continue
        message = _(
            "‘{other}’ is a different word, but is accepted for ‘{answer}’ because "
            "accents are forgiven; write `accents: true` if accents matter"
        )
        filled = message.format(other=shown(found[1]), answer=shown(found[0]))
        yield question.weakness(filled, stem_key(item) if isinstance(item, Cloze) else "answer")
        reported += 1
        if reported == _MOST_FINDINGS:
            return


def _without_accents(answer: str, code: str) -> str:
    """Return an answer of one word without its accents, if that is another word; or empty."""
    plain = unaccented(answer)
    is_word = answer.isalpha() and len(answer) >= SHORTEST and plain != answer
    return plain if is_word and is_written_so(plain.lower(), code) else ""


def forgiven_forms(draft: Draft) -> Iterator[Problem]:
    """The bank asks for endings or articles, but mistakes in them are forgiven.

    If a bank asks for `geht` and `gehst`, or for nouns with their articles, a wrong ending or a
    missing article is a mistake and not a typo. Say so once, with `defaults: {endings: true}` or
    `defaults: {article: true}`. (In gaps, endings count by default.)

    Bad:
        language: de
        title: Das Haus
        source: ein Lehrbuch
        tags: [deutsch]
        questions:
          - {id: house, question: the house, answer: das Haus, explain: Plural ist Häuser.}
          - {id: door, question: the door, answer: die Tür, explain: Plural ist Türen.}
          - {id: table, question: the table, answer: der Tisch, explain: Plural ist Tische.}
          - {id: bed, question: the bed, answer: das Bett, explain: Plural ist Betten.}

    Good:
        language: de
        title: Das Haus
        source: ein Lehrbuch
        tags: [deutsch]
        defaults: {article: true}
        questions:
          - {id: house, question: the house, answer: das Haus, explain: Plural ist Häuser.}
          - {id: door, question: the door, answer: die Tür, explain: Plural ist Türen.}
          - {id: table, question: the table, answer: der Tisch, explain: Plural ist Tische.}
          - {id: bed, question: the bed, answer: das Bett, explain: Plural ist Betten.}
    """
    if len(draft.language.articles) < _GENDERS or language_code(draft) == "en":
        return
    items = [item for _question, item in draft.of(ShortText) if item.typos]
    open_items = [item for item in items if item.article is None]
    articled = [x for x in open_items if forms_of(x.answer, draft.language, False).article]
    if len(articled) >= _LEAST_FORMS and len(articled) > 0.6 * len(items):
        message = ngettext(
            "{n} of {all} answer has an article, which students may leave out; write "
            "`defaults: {{article: true}}` if it is required",
            "{n} of {all} answers have an article, which students may leave out; write "
            "`defaults: {{article: true}}` if it is required",
            len(items),
        )
        yield draft.weakness(message.format(n=len(articled), all=len(items)), "title")
    words_of = [x.answer for x in items if x.endings is None and x.answer.isalpha()]
    verbs = sorted({word for word in words_of if word.islower()})
    forms = [
        (one, other)
        for one, other in pairwise(verbs)
        if is_form_of(one, other) and min(len(one), len(other)) > _LEAST_STEM
    ]
    if len(forms) >= _LEAST_FORMS - 1:
        message = _(
            "‘{one}’ and ‘{other}’ are forms of one word, and a typo in the ending "
            "is forgiven; write `defaults: {{endings: true}}` if the form matters"
        )
        one, other = forms[0]
        yield draft.weakness(message.format(one=shown(one), other=shown(other)), "title")
