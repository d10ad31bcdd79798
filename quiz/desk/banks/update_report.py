"""What an update of followed banks did, in words."""

from collections.abc import Mapping, Sequence

from quiz.cleaning import clean_line
from quiz.desk.banks.differences import lines
from quiz.desk.banks.noting import note_words
from quiz.desk.banks.shared_banks import SourceUpdate, answers_changed
from quiz.store import QuestionNote
from quiz.translation import _, ngettext


def update_lines(update: SourceUpdate, notes: Mapping[str, Sequence[QuestionNote]]) -> list[str]:
    """Return what was done to a source; of a question that was noted, that it changed.

    Args:
        update: What was done.
        notes: What the learner noted on questions, by bank.
    """
    if update.error:
        words = _("{name}: not updated, nothing was changed: {why}")
        return [words.format(name=update.name, why=update.error)]
    said = []
    for path in update.rescued:
        words = _("{name}: you had edited a bank in its place; your edits are in {path}")
        said.append(words.format(name=update.name, path=clean_line(path)))
    if not update.banks:
        return [*said, _("{name}: up to date").format(name=update.name)]
    said.append(_("{name}: updated").format(name=update.name))
    for bank in update.banks:
        said.append(f"  {bank.words}")
        said += [f"    {line}" for line in lines(bank.differences)]
        changed = {one.item for one in bank.differences}
        for note in notes.get(bank.id, ()):
            if note.item in changed:
                words = _("you noted on {item}: {note} (`!` on the question removes your note)")
                noted = words.format(item=note.item, note=note_words(note))
                said.append(f"    {clean_line(noted)}")
        if bank.own_words:
            said.append(f"    {bank.own_words}")
    count = answers_changed(update)
    if count:
        words = ngettext(
            "  Your progress is kept; if you had learned the question whose answer changed, you're "
            "asked whether it still applies.",
            "  Your progress is kept; if you had learned one of the {n} questions whose answers "
            "changed, you're asked whether it still applies.",
            count,
        )
        said.append(words.format(n=count))
    return said
