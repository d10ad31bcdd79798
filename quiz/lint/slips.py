"""What means something else than the author thinks, often out of habit from other programs."""

import re
from collections.abc import Iterator, Sequence

from yaml import MappingNode, ScalarNode, SequenceNode

from quiz.errors import Edit, Problem
from quiz.formats.yaml_bank.plain import flow_text
from quiz.items import (
    Cloze,
    MultipleChoice,
    Option,
    Order,
    ShortText,
    SingleChoice,
    TextList,
)
from quiz.lint import phrases
from quiz.lint.draft import Draft, DraftQuestion
from quiz.lint.edits import as_date, in_list, in_text, instead, rewritten, to_accept, with_need
from quiz.lint.text import language_code, said, shown, words
from quiz.marking.dates import read_date
from quiz.marking.manners import alternatives
from quiz.marking.number_reading import read_number
from quiz.marking.numerals import figure_of
from quiz.translation import _

_NUMBERED = re.compile(r"\(?([0-9]{1,2}|[a-z])[.):]\s+(?=\S)", re.IGNORECASE)
_LATEX = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]", re.DOTALL)
_FOREIGN_COMMA = re.compile("[،、，]")
_LONGEST_TAG = 40
_MOST_COUNTED = 12
_TEXT_KEYS = ("question", "front", "back", "cloze", "explain", "essay", "answer")


def letters_as_options(draft: Draft) -> Iterator[Problem]:
    """The options are letters, and their texts are only feedback.

    The text before a colon is the option; the text after it is shown once the option is chosen.
    With `a: Vienna`, students see only "a". Leave the letters out, and write the answer itself.

    Bad:
        - question: In which city did the congress meet?
          answer: a
          choices: {a: Vienna, b: Paris, c: Berlin}
          explain: Austria was the host.

    Good:
        - question: In which city did the congress meet?
          answer: Vienna
          choices: [Vienna, Paris, Berlin]
          explain: Austria was the host.
    """
    for question, item in draft.of(SingleChoice, MultipleChoice):
        if not _are_letters(item.options):
            continue
        message = _(
            "‘{letter}’ is the option here, and ‘{text}’ only its feedback; leave the letters out "
            "and write the answer itself"
        )
        first = item.options[0]
        filled = message.format(letter=shown(first.text), text=shown(first.feedback))
        edits = _without_letters(question, item.options)
        yield question.weakness(filled, "answer", edits=edits)


def _are_letters(options: Sequence[Option]) -> bool:
    names = [option.text.strip(".)").lower() for option in options]
    rows = ("abcdefghijklmnopqrst"[: len(names)], "123456789"[: len(names)])
    return all(option.feedback for option in options) and "".join(names) in rows


def _without_letters(question: DraftQuestion, options: Sequence[Option]) -> tuple[Edit, ...]:
    """Return the edits that make the texts behind the letters the options."""
    values = question.entry.values if question.entry else {}
    listed, answer = values.get("choices"), values.get("answer")
    if listed is None or answer is None:
        return ()
    meant = {option.text: option.feedback for option in options}
    edits = []
    for node in answer.value if type(answer) is SequenceNode else [answer]:
        if type(node) is not ScalarNode or node.value not in meant:
            return ()
        edits.append(instead(node, flow_text(meant[node.value])))
    if type(listed) is MappingNode and listed.flow_style:
        texts = ", ".join(flow_text(option.feedback) for option in options)
        return (*edits, instead(listed, f"[{texts}]"))
    pairs = (
        listed.value
        if type(listed) is MappingNode
        else [pair for node in listed.value for pair in node.value]
    )
    dash = "- " if type(listed) is MappingNode else ""
    for key, value in pairs:
        edits.append(Edit(key.start_mark.index, value.start_mark.index, dash))
    return tuple(edits)


def numbered_items(draft: Draft) -> Iterator[Problem]:
    """The items to put in order begin with their numbers.

    Students only have to sort the numbers. Leave them out.

    Bad:
        - question: Put the battles in order.
          order: [1. Leipzig, 2. Ligny, 3. Waterloo]
          explain: They lie two years apart.

    Good:
        - question: Put the battles in order.
          order: [Leipzig, Ligny, Waterloo]
          explain: They lie two years apart.
    """
    for question, item in draft.of(Order):
        found = [_NUMBERED.match(entry) for entry in item.entries]
        names = [match[1].lower() for match in found if match]
        row = [str(n) for n in range(1, len(names) + 1)]
        letters = list("abcdefghijkl"[: len(names)])
        if len(names) != len(item.entries) or names not in (row, letters):
            continue
        message = _("‘{entry}’ tells its place by its number; leave the numbers out")
        texts = [
            entry[match.end() :] for entry, match in zip(item.entries, found, strict=True) if match
        ]
        yield question.weakness(
            message.format(entry=shown(item.entries[0])),
            "order",
            edits=rewritten(question, "order", texts),
        )


def comma_in_accept(draft: Draft) -> Iterator[Problem]:
    """Several spellings or topics are written as one text.

    Outside brackets, a comma is part of the text: `accept: Wien, Vindobona` is one spelling, which
    nobody types. Write a list: `[Wien, Vindobona]`.

    Bad:
        - question: In which city did the congress meet?
          answer: Vienna
          accept: Wien, Vindobona
          explain: Austria was the host.

    Good:
        - question: In which city did the congress meet?
          answer: Vienna
          accept: [Wien, Vindobona]
          explain: Austria was the host.
    """
    for question in draft.questions:
        for key in ("accept", "tags"):
            node = question.entry.values.get(key) if question.entry else None
            if type(node) is not ScalarNode or node.style in ("|", ">"):
                continue
            parts = [part.strip() for part in re.split("[,;،、，]", node.value)]
            if len(parts) < 2 or not all(parts) or max(map(len, parts)) > _LONGEST_TAG:
                continue
            answer = getattr(question.item, "answer", "")
            if key == "accept" and "," in str(answer):
                continue  # "Paris, Texas" has its comma
            listed = f"[{', '.join(map(flow_text, parts))}]"
            message = _("`{key}` is one text here; write `{key}: {listed}`")
            yield question.weakness(
                message.format(key=key, listed=listed), key, edits=(instead(node, listed),)
            )


def foreign_comma(draft: Draft) -> Iterator[Problem]:
    """A list in brackets is separated by a comma that YAML doesn't know.

    `[أحمد، علي]` and `[北京、上海]` have one entry each. Use the comma of an English keyboard.

    Bad:
        - question: Which cities are meant?
          answer: [北京、上海]
          explain: Both lie in China.

    Good:
        - question: Which cities are meant?
          answer: [北京, 上海]
          explain: Both lie in China.
    """
    for question in draft.questions:
        for key, node in (question.entry.values if question.entry else {}).items():
            if type(node) is not SequenceNode or not node.flow_style:
                continue
            found = [
                entry
                for entry in node.value
                if type(entry) is ScalarNode
                and not entry.style
                and _FOREIGN_COMMA.search(entry.value)
            ]
            if not found:
                continue
            edits = tuple(
                instead(entry, re.sub(r"\s*[،、，]\s*", ", ", entry.value)) for entry in found
            )
            message = _("‘{text}’ is one entry, since this comma separates nothing; write `,`")
            yield question.weakness(message.format(text=shown(found[0].value)), key, edits=edits)


def either_answer(draft: Draft) -> Iterator[Problem]:
    """One answer contains two, and one of them would be enough.

    Students who type one of the two are graded wrong. Write the first as the answer and the other
    under `accept`; in a gap, separate them with a bar: `{{went|walked}}`.

    Bad:
        - cloze: The envoys {{went/walked}} home.
          explain: Most of them had a carriage.

    Good:
        - cloze: The envoys {{went|walked}} home.
          explain: Most of them had a carriage.
    """
    ors = alternatives(draft.language.primary)
    for question, item in draft.of(ShortText):
        parts = _either(item.answer, ors) if item.typos else []
        if parts:
            message = _("‘{answer}’ is one text; write `answer: {first}` and `accept: [{rest}]`")
            first, rest = flow_text(parts[0]), ", ".join(map(flow_text, parts[1:]))
            filled = message.format(answer=shown(item.answer), first=first, rest=rest)
            edits = to_accept(question, first, rest) if not item.accept else ()
            yield question.weakness(filled, "answer", edits=edits)
    for question, cloze in draft.of(Cloze):
        for gap in cloze.gaps:
            parts = [] if gap.options else _either(gap.answers[0], ors)
            if parts:
                message = _("‘{answer}’ is one text; write {{{{{parts}}}}}")
                filled = message.format(answer=shown(gap.answers[0]), parts="|".join(parts))
                edits = in_text(question, "cloze", gap.answers[0], "|".join(parts))
                yield question.weakness(filled, "cloze", edits=edits)
                break


_NO_WORDS = '`$="“”„«»‘’'
"""Signs of code, maths and quotations, in which a bar or a word for "or" belongs to the text."""


def _either(answer: str, ors: frozenset[str]) -> list[str]:
    """Return the answers that a text offers; empty where it offers one.

    Names on both sides of "or", or words on both sides of a slash; "dead or alive" is a phrase.
    """
    if any(sign in answer for sign in _NO_WORDS):
        return []
    joined = "|".join(re.escape(word) for word in ors if word.isalpha() and word not in _STANDING)
    parts = [part.strip() for part in re.split(rf"\s+(?:{joined})\s+|\s*/\s*", answer)]
    is_short = all(part and len(part.split()) <= 3 and len(part) > 2 for part in parts)
    if len(parts) != 2 or not is_short or not all(any(map(str.isalpha, p)) for p in parts):
        return []
    one, other = (part.casefold() for part in parts)
    if set(one.split()) & set(other.split()) or one in other or other in one:
        return []
    if "/" in answer:
        is_code = any(part.isupper() or any(map(str.isdigit, part)) for part in parts)
        return [] if is_code else parts
    return parts if any(part[0].isupper() for part in parts) else []


_STANDING = frozenset(
    ["perhaps", "maybe", "either", "versus", "vs", "vielleicht", "entweder", "u", "o"]
)


def typed_as_text(draft: Draft) -> Iterator[Problem]:
    """The answer is a date or a number, but written as text.

    As text, a correct "9 Nov 1989" or "1,500" may be graded wrong. Write `date:` instead of
    `answer:`, or the number alone with a `unit`.

    Bad:
        - question: On which day did the congress end?
          answer: 9 June 1815
          explain: Waterloo was nine days later.

    Good:
        - question: On which day did the congress end?
          date: 1815-06-09
          explain: Waterloo was nine days later.
    """
    for question, item in draft.of(ShortText):
        answer = item.answer
        if not item.typos or len(answer) > 40 or not any(map(str.isdigit, answer)):
            continue
        if phrases.OF_WORDS.found(item.stem):
            continue
        date = read_date(answer, language=draft.language, is_yearless=True).date
        if date is not None and date.month is not None and any(map(str.isalpha, answer)):
            message = _("a date as text is refused in other notations; write `date: {date}`")
            yield question.weakness(
                message.format(date=date.iso()), "answer", edits=as_date(question, date.iso())
            )
            continue
        reading = read_number(answer, language=draft.language)
        unit_words = reading.unit.split()
        if (
            reading.value is not None
            and answer[0].isdigit()
            and 1 <= len(unit_words) <= 2
            and reading.unit.islower()
            and _asks_how_many(item.stem, language_code(draft))
        ):
            message = _(
                "a number as text is refused in other notations; write the number alone and "
                "`unit: {unit}`"
            )
            yield question.weakness(message.format(unit=flow_text(reading.unit)), "answer")


def _asks_how_many(stem: str, code: str) -> bool:
    asking = phrases.of(phrases.QUANTITY, code)
    return bool(asking and asking.found(stem))


def count_in_stem(draft: Draft) -> Iterator[Problem]:
    """The question asks for more or fewer answers than it has.

    Students who are asked for two of three and name two lose points, although they did as they were
    asked. Change the number in the question, or add `need` for how many are enough.

    Bad:
        - question: Which two powers had beaten Napoleon?
          answer: [Austria, Prussia, Russia]
          explain: Britain had done so too.

    Good:
        - question: Name any two powers that had beaten Napoleon.
          answer: [Austria, Prussia, Russia]
          need: 2
          explain: Britain had done so too.
    """
    code = language_code(draft)
    for question, item in draft.of(TextList, MultipleChoice):
        wanted = _count_asked(item.stem, code)
        count = item.count if isinstance(item, TextList) else len(item.keys)
        if not wanted or wanted == count:
            continue
        edits: tuple[Edit, ...] = ()
        if isinstance(item, TextList) and wanted < count == len(item.entries):
            edits = with_need(question, wanted)
            message = _(
                "the question asks for {wanted}, and all {count} count; add `need: {wanted}`"
            )
        else:
            message = _("the question asks for {wanted}, and there are {count}; change one of them")
        filled = message.format(wanted=wanted, count=count)
        yield question.weakness(filled, "answer", edits=edits)


def _count_asked(stem: str, code: str) -> int:
    """Return how many answers a stem asks for: "which two", "name three"; 0 if it does not say."""
    found = words(said(stem))
    asking = phrases.of(phrases.QUESTION_WORDS, code).words
    for at, word in enumerate(found[:-1]):
        if word not in asking and not phrases.BIDDING.begins(word):
            continue
        for following in found[at + 1 : at + 3]:
            if following in (
                "the",
                "any",
                "all",
                "die",
                "alle",
                "les",
                "las",
                "los",
                "le",
                "i",
                "in",
            ):
                continue
            number = figure_of(following, code)
            is_ordinal = following[0].isdigit() and not following.isdigit()
            if number is not None and 2 <= number <= _MOST_COUNTED and not is_ordinal:
                return number
            break
    return 0


def latex_brackets(draft: Draft) -> Iterator[Problem]:
    r"""Maths is written in LaTeX brackets.

    They are shown as you wrote them. Write maths between dollar signs: `$x^2$`, or `$$…$$` on a
    line of its own.

    Bad:
        - question: What is the positive root of \(x^2 = 4\)?
          answer: 2
          explain: The other one is negative.

    Good:
        - question: What is the positive root of $x^2 = 4$?
          answer: 2
          explain: The other one is negative.
    """
    for question in draft.questions:
        for key, node in (question.entry.values if question.entry else {}).items():
            if key not in _TEXT_KEYS or type(node) is not ScalarNode:
                continue
            found = _LATEX.search(node.value)
            if found:
                message = _("‘{text}’ is shown as it is; write it between dollar signs: `$…$`")
                source = draft.text[node.start_mark.index : node.end_mark.index]
                better = source
                for one, two in ((r"\(", "$"), (r"\)", "$"), (r"\[", "$$"), (r"\]", "$$")):
                    better = better.replace(one.replace("\\", "\\\\"), two).replace(one, two)
                edit = Edit(node.start_mark.index, node.end_mark.index, better)
                yield question.weakness(message.format(text=shown(found[0])), key, edits=(edit,))


def tags_by_capitals(draft: Draft) -> Iterator[Problem]:
    """Two topics differ only in capitals.

    They count as two topics, so `--tag NATO` finds only some of the questions. Write them alike.

    Bad:
        - question: In which city did the congress meet?
          answer: Vienna
          explain: Austria was the host.
          tags: [Congress]
        - question: Which river flows past that city?
          answer: Danube
          explain: It was the way for most envoys.
          tags: [congress]

    Good:
        - question: In which city did the congress meet?
          answer: Vienna
          explain: Austria was the host.
          tags: [congress]
        - question: Which river flows past that city?
          answer: Danube
          explain: It was the way for most envoys.
          tags: [congress]
    """
    counts: dict[str, int] = {}
    for question in draft.questions:
        for tag in question.item.tags:
            counts[tag] = counts.get(tag, 0) + 1
    usual: dict[str, str] = {}
    for tag in sorted(counts, key=lambda tag: -counts[tag]):
        usual.setdefault(tag.casefold(), tag)
    for question in draft.questions:
        for tag in question.item.tags:
            better = usual[tag.casefold()]
            if tag != better and tag not in draft.bank.tags:
                message = _("the topic ‘{tag}’ is ‘{other}’ elsewhere; write them alike")
                yield question.weakness(
                    message.format(tag=shown(tag), other=shown(better)),
                    "tags",
                    edits=in_list(question, "tags", tag, better),
                )
