"""What the pupils of a class say is wrong with questions, for their teacher and the author."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from quiz.classroom.game import ClassGame
from quiz.desk.banks.noting import add_note, note_words, typed_words
from quiz.desk.classroom.work import Work
from quiz.items.spoken import stem_line
from quiz.school.classes import Classes, ClassRow
from quiz.study import CardRef

if TYPE_CHECKING:
    from quiz.desk.desk import Desk


class ClassNote(msgspec.Struct, frozen=True, kw_only=True):
    """What one pupil says of one question."""

    ref: CardRef
    """The question."""
    question: str
    """What it asks."""
    name: str
    """The pupil's."""
    words: str
    """What is wrong, one line."""


def game_notes(game: ClassGame) -> list[ClassNote]:
    """Return the notes of a game's players, in the order of the questions."""
    return [
        ClassNote(
            ref=CardRef(game.questions[int(place)].bank, game.questions[int(place)].card),
            question=stem_line(game.questions[int(place)].item),
            name=game.players[player].name,
            words=typed_words(text),
        )
        for place, notes in sorted(game.state.notes.items(), key=lambda one: int(one[0]))
        for player, text in notes.items()
        if player in game.players
    ]


def pupils_notes(classes: Classes, work: Work, row: ClassRow) -> list[ClassNote]:
    """Return the notes of a class's pupils, by question."""
    found = []
    sat = {attempt.pupil for one in work.assignments.of_class(row)
           for attempt in work.assignments.attempts(one)}  # fmt: skip
    for pupil in classes.pupils(row):
        if pupil.id not in sat:  # there is no record of theirs, and none is to be made
            continue
        record = work.desk_of(pupil).record
        found += [
            ClassNote(
                ref=CardRef(note.bank, note.item), question=note.question, name=pupil.name,
                words=note_words(note),
            )
            for bank in record.banks_with_notes() for note in record.notes(bank)
        ]  # fmt: skip
    return sorted(found, key=lambda note: note.ref)


def keep_notes(desk: "Desk", notes: Sequence[ClassNote]) -> int:
    """Keep what pupils say as the teacher's own notes, which `quiz suggest` writes for the author.

    Args:
        desk: The teacher's.
        notes: Of the pupils, whose names are left out.

    Returns:
        How many questions have a note now.
    """
    by_question: dict[CardRef, dict[str, None]] = {}
    for note in notes:
        by_question.setdefault(note.ref, {})[note.words] = None
    for ref, words in by_question.items():
        add_note(desk, ref, "; ".join(words))
    return len(by_question)
