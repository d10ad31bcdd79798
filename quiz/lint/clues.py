"""Questions that give their own answer away.

Source: Haladyna, Downing and Rodriguez (2002): avoid clues to the right answer, such as "clang
associations, choices identical to or resembling words in the stem" and specific determiners.
"""

import re
from collections.abc import Iterable, Iterator

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
)
from quiz.items.number import plain
from quiz.lint import phrases
from quiz.lint.draft import Draft, DraftQuestion
from quiz.lint.text import (
    content_words,
    distractors,
    language_code,
    line,
    listed,
    prose,
    said,
    shown,
    stands_in,
    stem_key,
    words,
)
from quiz.translation import _, ngettext

_LEAST_ECHOED = 5
"""Letters; shorter words are shared by chance."""
_LEAST_IN_GAP = 4
_LONGEST_STEM = 40
"""Words; in a longer one, a riddle or a story, many words stand."""
_LONGEST_KEY = 8
_LONGEST_ECHO = 300
_LEAST_SHARE_ECHOED = 1 / 3
"""Of the words of the right option."""
_LEAST_ON_ONE_SIDE = 0.8
"""Share of a bank's statements."""
_DIGITS = re.compile(r"\d(?:[\d.,' ]{0,30}\d)?")


def key_in_stem(draft: Draft) -> Iterator[Problem]:
    """The question contains its answer.

    Students can read it there instead of remembering it. Reword the question without the answer.
    Alternatives in the question ("Austria or Prussia?"), quotations, emphasised words, code, and
    questions about words don't count.

    Bad:
        - question: Which city was the host of the Vienna Congress?
          answer: Vienna
          explain: The congress sat there from September 1814.

    Good:
        - question: Which city was the host of the congress that ended in June 1815?
          answer: Vienna
          explain: The congress sat there from September 1814.
    """
    code = language_code(draft)
    for question, item in draft.of(SingleChoice, ShortText, Cloze):
        for answer in _held(item, code):
            message = _(
                "the question contains its answer, '{answer}'; reword it without the answer"
            )
            yield question.weakness(message.format(answer=shown(answer)), stem_key(item))
            break


def _held(item: SingleChoice | ShortText | Cloze, code: str) -> Iterator[str]:
    """Yield the right answers that stand in an item's own stem."""
    match item:
        case SingleChoice():
            yield from _held_key(item, code)
        case ShortText():
            for answer in (item.answer, *item.accept):
                if _is_given(answer, item.stem, code):
                    yield answer
        case Cloze():
            text = said(" … ".join(item.segments))
            for gap in item.gaps:
                for answer in () if gap.options else gap.answers:
                    if len(answer) >= _LEAST_IN_GAP and _is_given(answer, text, code):
                        yield answer


def _held_key(item: SingleChoice, code: str) -> Iterator[str]:
    key = item.options[item.key].text
    if _is_given(key, item.stem, code):
        whole = line(item.stem)
        if not any(line(text).strip() and line(text) in whole for text in distractors(item)):
            yield key


def _is_given(answer: str, stem: str, code: str) -> bool:
    if not stands_in(answer, stem, code):
        return False
    plain_stem = said(stem)
    if len(words(stem)) > _LONGEST_STEM or not stands_in(answer, plain_stem, code):
        return False
    # "git --version" does not stand in "your git version".
    if " ".join(answer.lower().split()) not in " ".join(plain_stem.lower().split()):
        return False
    offers = phrases.of(phrases.OR, code).found(stem) or _is_listed(answer, stem)
    return not (offers or phrases.OF_WORDS.found(stem))


def _is_listed(answer: str, stem: str) -> bool:
    """Return whether a text stands in a row with others: alternatives that are on offer."""
    low, found = stem.lower(), answer.lower()
    at = low.find(found)
    if at < 0:
        return False
    before, after = low[:at].rstrip(), low[at + len(found) :].lstrip()
    joins = (" and", " und", " et", " y", " e", " i", " и", " і", " та", " en", ",", "/", "(")
    return before.endswith(joins) or after.startswith((",", "/", "and ", "und ", "et ", "e ", "y "))


def echoed_words(draft: Draft) -> Iterator[Problem]:
    """Only the correct option repeats words from the question.

    Students who don't know choose the option that sounds like the question. Reword the correct
    option or the question, or repeat one of its words in a wrong option too.

    Bad:
        - question: What did the congress create in place of the old German empire?
          answer: A German confederation
          wrong: [A Polish republic, A council of bishops, An Italian kingdom]
          explain: The confederation had 39 members.

    Good:
        - question: What did the congress create in place of the old German empire?
          answer: A German confederation
          wrong: [A German republic, A council of bishops, An Italian kingdom]
          explain: The confederation had 39 members.
    """
    code = language_code(draft)
    for question, item in draft.of(SingleChoice):
        key, others = item.options[item.key].text, distractors(item)
        if len(others) < 2 or len(key.split()) > _LONGEST_KEY or len(item.stem) > _LONGEST_ECHO:
            continue
        stem = content_words(said(item.stem), code)
        own = content_words(prose(key), code)
        shared = {word for word in own & stem if _is_telling(word)}
        if not shared or len(shared) < _LEAST_SHARE_ECHOED * len(own):
            continue
        if any(content_words(text, code) & stem for text in others):
            continue
        if phrases.OF_WORDS.found(item.stem) or _is_given(key, item.stem, code):
            continue
        message = _(
            "only the correct option repeats {words} from the question, which gives "
            "it away; reword it, or repeat a word in a wrong option too"
        )
        yield question.weakness(message.format(words=listed(sorted(shared))), "answer")


def _is_telling(word: str) -> bool:
    return len(word) >= _LEAST_ECHOED and word.isalpha()


def hint_gives_away(draft: Draft) -> Iterator[Problem]:
    """A hint contains the answer.

    Students then copy it instead of remembering it, and are told that they knew it. Write something
    that leads to the answer: its first letter, its category, its context.

    Bad:
        - question: Who chaired the Congress of Vienna?
          answer: Metternich
          hint: It was prince Metternich, the minister of Austria.
          explain: As the host he led the talks.

    Good:
        - question: Who chaired the Congress of Vienna?
          answer: Metternich
          hint: He was the minister of Austria.
          explain: As the host he led the talks.
    """
    code = language_code(draft)
    for question in draft.questions:
        item = question.item
        hints: list[tuple[str, str, int | None]] = [
            (hint, "hint", at) for at, hint in enumerate(item.hints)
        ]
        if isinstance(item, Cloze):
            hints += [(gap.hint, "cloze", None) for gap in item.gaps if gap.hint]
        for hint, key, at in hints:
            found = next((a for a in _answers(item) if _tells(hint, a, item, code)), "")
            if found:
                message = _(
                    "the hint contains the answer, '{answer}'; write something that "
                    "only leads to it"
                )
                place = at if len(item.hints) > 1 else None
                yield question.weakness(message.format(answer=shown(found)), key, place)


def _answers(item: Item) -> Iterable[str]:
    """Return the texts that a hint must not hold."""
    match item:
        case SingleChoice():
            return (item.options[item.key].text,)
        case ShortText():
            return (item.answer, *item.accept)
        case TextList():
            return [text for spellings in item.entries for text in spellings]
        case Cloze():
            return [text for gap in item.gaps for text in gap.answers]
        case Number():
            return (plain(item.answer),)
        case Date():
            return (item.date.removeprefix("-").partition("-")[0],)
        case (
            MultipleChoice()
            | TrueFalse()
            | Match()
            | Groups()
            | Order()
            | Flashcard()
            | Essay()
            | Computed()
        ):
            return ()


def _tells(hint: str, answer: str, item: Item, code: str) -> bool:
    if isinstance(item, Number | Date):
        if len(answer) < 2 or not any(map(str.isdigit, hint)):
            return False
        bare = answer.lstrip("-0")
        figures = (re.sub(r"[.,' ]", "", figure) for figure in _DIGITS.findall(hint[:2000]))
        return bare.replace(".", "") in figures
    if not stands_in(answer, hint, code):
        return False
    others = distractors(item) if isinstance(item, SingleChoice) else []
    return not any(stands_in(text, hint, code) for text in others)


def absolute_statement(draft: Draft) -> Iterator[Problem]:
    """A false statement says "always" or "never".

    Hardly anything is always true, so experienced students answer "false" without knowing. Reword
    it so that the fact itself is false. What someone is said to claim ("according to …") and
    emphasised words don't count.

    Bad:
        - question: At the congress all decisions were always made by a vote of all states.
          answer: false
          explain: Five powers settled most of them.

    Good:
        - question: At the congress most decisions were made by a vote of all states.
          answer: false
          explain: Five powers settled most of them.
    """
    bold = phrases.of(phrases.ABSOLUTES, language_code(draft))
    if not bold:
        return
    for question, item in draft.of(TrueFalse):
        word = "" if item.key else bold.found(said(item.stem))
        if word and not phrases.ATTRIBUTED.found(item.stem):
            message = _(
                "'{word}' gives away that the statement is false; reword it so that "
                "the fact itself is false"
            )
            yield question.weakness(message.format(word=word), "question")


def one_sided_statements(draft: Draft) -> Iterator[Problem]:
    """Nearly all statements in the bank are true, or nearly all are false.

    Students notice, and answer without reading. Reword some of them so that about half are true.

    Bad:
        - {question: The congress met in Vienna., answer: true, explain: Austria was the host.}
        - {question: It ended in 1815., answer: true, explain: The Final Act is from June.}
        - {question: Talleyrand spoke for France., answer: true, explain: He had changed sides.}
        - {question: Prussia gained land on the Rhine., answer: true, explain: It was a new border.}
        - {question: Napoleon came back in March., answer: true, explain: He had left Elba.}
        - {question: Norway came to Sweden., answer: true, explain: Denmark lost it in Kiel.}

    Good:
        - {question: The congress met in Paris., answer: false, explain: Austria was the host.}
        - {question: It ended in 1815., answer: true, explain: The Final Act is from June.}
        - {question: Talleyrand spoke for Spain., answer: false, explain: He spoke for France.}
        - {question: Prussia gained land on the Rhine., answer: true, explain: It was a new border.}
        - {question: Napoleon came back in March., answer: true, explain: He had left Elba.}
        - {question: Norway came to Prussia., answer: false, explain: It came to Sweden.}
    """
    found = list(draft.of(TrueFalse))
    right = sum(item.key for _question, item in found)
    most = max(right, len(found) - right)
    is_most = most >= _LEAST_ON_ONE_SIDE * len(found)
    if len(found) >= 6 and is_most and _chance(most, len(found), 0.5) * 2 < 0.04:
        message = ngettext(
            "of {count} statement, {most} are {side}, so students can answer without "
            "reading; reword some so that about half are true",
            "of {count} statements, {most} are {side}, so students can answer without "
            "reading; reword some so that about half are true",
            len(found),
        )
        side = _("true") if right == most else _("false")
        filled = message.format(count=len(found), most=most, side=side)
        yield found[0][0].weakness(filled, "answer")


def key_position(draft: Draft) -> Iterator[Problem]:
    """The correct option is in the same place again and again.

    Options under `choices` are shown in the order you write them, and students find out where the
    correct one is. Use `wrong`, which shuffles, or move the correct option. Numbers and dates in
    ascending order are fine, unless the correct one is in the same place in every question.

    Bad:
        - {question: Who sent Metternich?, answer: Austria, choices: [Spain, Austria, Rome],
           explain: He was its minister.}
        - {question: Who sent Castlereagh?, answer: Britain, choices: [Rome, Britain, Spain],
           explain: He was its minister.}
        - {question: Who sent Talleyrand?, answer: France, choices: [Saxony, France, Naples],
           explain: He was its minister.}
        - {question: Who sent Nesselrode?, answer: Russia, choices: [Poland, Russia, Sweden],
           explain: He was its minister.}
        - {question: Who sent Hardenberg?, answer: Prussia, choices: [Naples, Prussia, Poland],
           explain: He was its minister.}

    Good:
        - {question: Who sent Metternich?, answer: Austria, wrong: [Spain, Rome],
           explain: He was its minister.}
        - {question: Who sent Castlereagh?, answer: Britain, wrong: [Rome, Spain],
           explain: He was its minister.}
    """
    fixed = [(q, item) for q, item in draft.of(SingleChoice) if not item.shuffle]
    loose = [(q, item) for q, item in fixed if not _is_ascending(item)]
    always = len({item.key for _question, item in fixed}) == 1 and len(fixed) >= 5
    chosen = fixed if always else loose
    if len(chosen) < 5:
        return
    places = [item.key for _question, item in chosen]
    place = max(sorted(set(places)), key=places.count)
    count = places.count(place)
    chance = sum(1 / len(item.options) for _question, item in chosen) / len(chosen)
    width = max(len(item.options) for _question, item in chosen)
    if always or _chance(count, len(chosen), chance) * width < 0.01:
        message = ngettext(
            "in {count} of {total} question with `choices`, the correct option is number "
            "{place}, which students notice; use `wrong`, which shuffles, or move it",
            "in {count} of {total} questions with `choices`, the correct option is number "
            "{place}, which students notice; use `wrong`, which shuffles, or move it",
            len(chosen),
        )
        filled = message.format(count=count, total=len(chosen), place=place + 1)
        yield _first(chosen, place).weakness(filled, "answer")


def _first(chosen: list[tuple[DraftQuestion, SingleChoice]], place: int) -> DraftQuestion:
    return next(question for question, item in chosen if item.key == place)


def _is_ascending(item: SingleChoice) -> bool:
    """Return whether options stand in the order of their numbers, or of the alphabet."""
    texts = [option.text for option in item.options]
    figures = [_DIGITS.search(text) for text in texts]
    if all(figures):
        return True
    low = [text.lower() for text in texts]
    return low in (sorted(low), sorted(low, reverse=True)) or (not any(figures) and len(low) == 2)


def _chance(least: int, count: int, share: float) -> float:
    """Return the chance of at least `least` hits in `count` trials, each with chance `share`.

    Source: the binomial distribution's upper tail.
    """
    from math import exp, lgamma, log

    if share >= 1:
        return 1.0
    total = 0.0
    for hits in range(least, count + 1):
        ways = lgamma(count + 1) - lgamma(hits + 1) - lgamma(count - hits + 1)
        total += exp(ways + hits * log(share) + (count - hits) * log(1 - share))
    return min(1.0, total)
