"""Several files of one test taken together, question by question."""

from collections.abc import Sequence

import msgspec

from quiz.analysis.results import Column, Results
from quiz.errors import Location, Problem, QuizError
from quiz.formats.results.tables import ReadResults
from quiz.translation import _


class _Part(msgspec.Struct, frozen=True):
    """A column, and whose learners it is of: their place in all, from and to."""

    column: Column
    first: int
    end: int


def together(
    names: Sequence[str], read: Sequence[ReadResults]
) -> tuple[Results, tuple[Problem, ...]]:
    """Return the learners and questions of all files, and what to say about joining them.

    Questions are the same by id, by their text, or by their name where no more is known. Learners
    who drew different questions of one paper are each counted for those they were asked.

    Args:
        names: The files' names.
        read: What is in them; at least one.

    Raises:
        QuizError: A file holds other questions than the rest.
    """
    learners = tuple(learner for one in read for learner in one.learners)
    groups: list[list[_Part]] = []
    shared = [len(read) == 1] * len(read)
    first = 0
    for at, one in enumerate(read):
        end = first + len(one.learners)
        open_groups = list(groups)
        for column in one.columns:
            group = _same(column, open_groups)
            if group is None:
                groups.append([_Part(column, first, end)])
                continue
            open_groups = [other for other in open_groups if other is not group]
            shared[at] = True
            for part in group:
                shared[_file_of(part, read)] = True
            group.append(_Part(column, first, end))
        first = end
    is_alike = all(len(group) == len(read) for group in groups)
    if not all(shared) or (not is_alike and not all(_has_identity(g) for g in groups)):
        _refuse(names, groups, read, shared)
    columns = tuple(_joined(group, len(learners)) for group in groups)
    if is_alike:
        return Results(learners, columns), ()
    by_all = sum(not column.asked for column in columns)
    message = _(
        "students had different questions, {n} of {total} were asked of everyone; "
        "each figure counts the students who had the question. `quiz exam PAPER "
        "--seed 7` draws the same for everyone"
    )
    place = Location(names[-1], 1, 1)
    warning = Problem(place, message.format(n=by_all, total=len(columns)), "warning")
    return Results(learners, columns), (warning,)


def _refuse(
    names: Sequence[str],
    groups: list[list[_Part]],
    read: Sequence[ReadResults],
    shared: list[bool],
) -> None:
    other = next((at for at, is_shared in enumerate(shared) if not is_shared), None)
    if other is None:  # questions that are known by their places alone
        lone = next(group for group in groups if len(group) < len(read))
        there = {_file_of(part, read) for part in lone}
        other = next(at for at in range(len(read)) if at not in there)
        first = min(there)
    else:
        first = 0 if other else 1
    message = _(
        "{first} and {other} have different questions; analyse them separately. To "
        "give everyone the same questions of a paper that draws them, use a seed: "
        "`quiz exam PAPER --seed 7`"
    )
    raise QuizError(message.format(first=names[first], other=names[other]))


def _file_of(part: _Part, read: Sequence[ReadResults]) -> int:
    at, end = 0, len(read[0].learners)
    while part.first >= end:
        at += 1
        end += len(read[at].learners)
    return at


def _has_identity(group: list[_Part]) -> bool:
    """Return whether a question is known by more than its name, which may be a mere place."""
    return all(part.column.item or part.column.text for part in group)


def _same(column: Column, groups: list[list[_Part]]) -> list[_Part] | None:
    """Return what is known of a question already; None if it is a new one."""
    for is_same in (_is_same_item, _is_same_text, _is_same_name):
        for group in groups:
            if is_same(group[0].column, column):
                return group
    return None


def _is_same_item(one: Column, other: Column) -> bool:
    is_one_bank = one.bank == other.bank or not one.bank or not other.bank
    return bool(one.item) and one.item == other.item and is_one_bank


def _is_same_text(one: Column, other: Column) -> bool:
    return bool(one.text) and one.text.casefold() == other.text.casefold()


def _is_same_name(one: Column, other: Column) -> bool:
    return one.name == other.name and not (one.item and other.item)


def _joined(group: list[_Part], learners: int) -> Column:
    """Return a question of all files: what one of them does not say is said of none."""
    one = group[0].column
    if len(group) == 1 and group[0].end - group[0].first == learners:
        return one
    has_responses = all(part.column.responses for part in group)
    has_seconds = all(part.column.seconds for part in group)
    marks, seconds = [0.0] * learners, [0.0] * learners
    responses, asked = [""] * learners, [False] * learners
    for part in group:
        column, places = part.column, range(part.first, part.end)
        for n, at in enumerate(places):
            # A mark is a share of what the question was worth there.
            marks[at] = column.marks[n] / column.most * one.most
            asked[at] = column.asked[n] if column.asked else True
            if has_responses:
                responses[at] = column.responses[n]
            if has_seconds:
                seconds[at] = column.seconds[n]
    keys = {part.column.key for part in group}
    options = {tuple(sorted(part.column.options)) for part in group}
    return msgspec.structs.replace(
        one,
        marks=tuple(marks),
        responses=tuple(responses) if has_responses else (),
        seconds=tuple(seconds) if has_seconds else (),
        asked=() if all(asked) else tuple(asked),
        key=one.key if len(keys) == 1 else "",
        options=one.options if len(options) == 1 else (),
        text=one.text or next((part.column.text for part in group), ""),
    )
