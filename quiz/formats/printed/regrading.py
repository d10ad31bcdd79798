"""Marked bubble sheets graded again after a key was wrong: in the key, the results, the marks."""

from collections.abc import Sequence

import msgspec

from quiz.classroom.remarking import Remark, RemarkedMark, RemarkKind, after
from quiz.errors import QuizError
from quiz.formats.printed.answer_key import KeyEntry, KeyFile, WrittenEntry
from quiz.formats.printed.mixed import MixedTable
from quiz.formats.printed.scanned import MarkedSheet, MarkedTable, graded
from quiz.formats.results.own import Attempt, File, GivenAnswer
from quiz.items import Item, MultipleChoice, SingleChoice, TrueFalse
from quiz.translation import _

Entry = KeyEntry | WrittenEntry


def found_name(key: KeyFile, question: str) -> str:
    """Return a question of a key as `bank/item`.

    Args:
        key: What was printed.
        question: The question's id, with or without its bank; its number where all have one sheet.

    Raises:
        QuizError: There is none, or the number is another question on each version.
    """
    names = dict.fromkeys(_name(entry) for entry in _entries(key))
    for name in names:
        if question in (name, name.partition("/")[2]):
            return name
    if question.isascii() and question.isdigit():
        numbered = {_name(entry) for entry in _entries(key) if entry.number == int(question)}
        if len(numbered) == 1:
            return numbered.pop()
        if numbered:
            words = _("question {n} is another one on each version; name it by its id")
            raise QuizError(words.format(n=question))
    words = _("no question {question!r}; there are: {names}")
    shown = ", ".join(name.partition("/")[2] for name in names)
    raise QuizError(words.format(question=question, names=shown))


def with_remark(key: KeyFile, name: str, remark: Remark) -> KeyFile:
    """Return a key with something done about one of its questions.

    Args:
        key: What was printed.
        name: The question, as `found_name` returns it.
        remark: What is done; with a new key it holds the question as its bank has it now.

    Raises:
        QuizError: It is a written question, which can only be dropped; or its options are others.
    """
    entries = [entry for entry in _entries(key) if _name(entry) == name]
    if remark.kind is not RemarkKind.DROP and any(isinstance(one, WrittenEntry) for one in entries):
        words = _("a written question is graded by hand: change its points, or use --drop")
        raise QuizError(words)
    if remark.item is None:
        return msgspec.structs.replace(key, remarks=after(key.remarks, name, remark))
    versions = {
        code: tuple(_with_item(entry, remark.item) if _name(entry) == name else entry
                    for entry in entries)
        for code, entries in key.versions.items()
    }  # fmt: skip
    rest = {other: done for other, done in key.remarks.items() if other != name}
    return msgspec.structs.replace(key, versions=versions, remarks=rest)


def _with_item(entry: KeyEntry, item: Item) -> KeyEntry:
    """Return a question with the options right that are right in its bank now."""
    right = set()
    if isinstance(item, SingleChoice | MultipleChoice | TrueFalse):
        right = {item.options[at].text for at in item.keys}
    letters = tuple(letter for letter, text in entry.options.items() if text in right)
    if not right or len(letters) != len(right):
        words = _("{question}: its options were others on paper; use --accept, --full or --drop")
        raise QuizError(words.format(question=entry.name))
    return msgspec.structs.replace(entry, right=letters)


def regraded(file: File, old: KeyFile, key: KeyFile, name: str) -> File:
    """Return results with one question graded by a key as it is now.

    Args:
        file: Results of `quiz mark`.
        old: What they were marked by.
        key: The same, with something done about the question.
        name: The question, as `found_name` returns it.

    Raises:
        QuizError: They are of another exam.
    """
    attempts = tuple(_regraded(attempt, old, key, name) for attempt in file.attempts)
    return msgspec.structs.replace(file, attempts=attempts)


def _regraded(attempt: Attempt, old: KeyFile, key: KeyFile, name: str) -> Attempt:
    if attempt.attempt not in key.versions:
        words = _("{name}: no version {code!r} in the key; these are results of another exam")
        raise QuizError(words.format(name=attempt.learner, code=attempt.attempt[:20]))
    asked: list[Entry] = [*key.versions[attempt.attempt], *key.written.get(attempt.attempt, ())]
    entries = {_name(one): one for one in asked}
    before = {_name(one): one for one in old.versions.get(attempt.attempt, ())}
    answers = []
    for answer in attempt.answers:
        entry = entries.get(f"{answer.bank}/{answer.item}")
        if entry is not None and _name(entry) == name:
            if not key.counts(entry):
                continue
            if isinstance(entry, KeyEntry):
                was = before.get(name, entry)
                letters = _letters(was, answer, old.remark_on(was))
                answer = graded(entry, letters, answer.response, key.remark_on(entry))
        answers.append(answer)
    return msgspec.structs.replace(attempt, answers=tuple(answers))


def _letters(entry: KeyEntry, answer: GivenAnswer, remark: Remark | None) -> tuple[str, ...] | None:
    """Return the letters of an answer; None where it is none to the question.

    Of several that read the same, it is those that earned the points which the answer has.
    """
    read = [
        letters for letters in letters_of(entry, answer.response)
        if entry.several or len(letters) < 2
    ]  # fmt: skip
    for letters in read:
        if graded(entry, letters, answer.response, remark).mark == answer.mark:
            return letters
    return read[0] if read else None


def letters_of(entry: KeyEntry, response: str) -> list[tuple[str, ...]]:
    """Return all letters of which `KeyEntry.texts` may have written a response.

    They are several only where an option's text reads like two others.
    """
    found: list[tuple[str, ...]] = []
    open_ones: list[tuple[str, frozenset[str]]] = [(response, frozenset())]
    while open_ones:
        rest, taken = open_ones.pop()
        if not rest:
            found.append(tuple(letter for letter in entry.options if letter in taken))
        for letter, text in entry.options.items():
            if letter not in taken and (rest == text or rest.startswith(f"{text}; ")):
                open_ones.append((rest[len(text) + 2 :], taken | {letter}))
    return found


def changes(before: File, now: File) -> tuple[RemarkedMark, ...]:
    """Return everyone with their points before and after."""
    return tuple(
        RemarkedMark(name=old.learner, before=_points(old.answers), after=_points(new.answers))
        for old, new in zip(before.attempts, now.attempts, strict=True)
    )


def _points(answers: Sequence[GivenAnswer]) -> float:
    return sum(answer.mark for answer in answers)


def mixed_of(file: File, key: KeyFile) -> MixedTable:
    """Return results as the sheets that they are of, with who waits for points by hand."""
    sheets, waiting = [], {}
    for attempt in file.attempts:
        given = {(one.bank, one.item) for one in attempt.answers}
        open_ones = [one for one in key.written.get(attempt.attempt, ())
                     if key.counts(one) and (one.bank, one.item) not in given]  # fmt: skip
        if open_ones:
            waiting[attempt.learner] = tuple(one.number for one in open_ones)
        most = sum(one.most for one in attempt.answers) + sum(one.points for one in open_ones)
        points = _points(attempt.answers)
        sheets.append(MarkedSheet(0, attempt.learner, attempt.attempt, points, most))
    marked = MarkedTable(results=file, sheets=tuple(sheets), problems=())
    return MixedTable(marked=marked, waiting=waiting)


def _entries(key: KeyFile) -> list[Entry]:
    found: list[Entry] = []
    for code, entries in key.versions.items():
        found += (*entries, *key.written.get(code, ()))
    return found


def _name(entry: Entry) -> str:
    return f"{entry.bank}/{entry.item}"
