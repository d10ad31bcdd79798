"""What is made of found cards: a bank of their own, a paper, a topic on each."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from quiz.cleaning import clean_line
from quiz.errors import QuizError
from quiz.items import Bank, Item
from quiz.library.files import read
from quiz.library.folders import expanded
from quiz.library.index import REVERSE
from quiz.study import CardRef
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    from quiz.desk.desk import Desk


class FileChange(msgspec.Struct, frozen=True):
    """A bank's file that was changed, so that it can be undone."""

    path: str
    """The file."""
    was: bytes
    """What it held."""
    now: bytes
    """What it holds."""


class Tagging(msgspec.Struct, frozen=True, kw_only=True):
    """What came of adding a topic."""

    changes: tuple[FileChange, ...] = ()
    """The files that were changed."""
    tagged: int = 0
    """Questions that have the topic now and had it not."""
    left_out: int = 0
    """Questions of banks that are not the learner's own."""


def questions_of(desk: "Desk", refs: Sequence[CardRef]) -> list[tuple[str, Item]]:
    """Return the questions of cards with their banks, each once, as written."""
    names = dict.fromkeys((ref.bank, ref.card.removesuffix(REVERSE)) for ref in refs)
    found = ((bank, desk.library.item(bank, name)) for bank, name in names)
    return [(bank, item[0]) for bank, item in found if item is not None]


def export(desk: "Desk", refs: Sequence[CardRef], path: Path) -> int:
    """Save the questions of cards as a bank of their own, and return how many they are.

    Pictures are not copied: their paths lead to where they are.

    Raises:
        QuizError: There is no question, or the file exists or cannot be written.
    """
    from quiz.formats import yaml_bank
    from quiz.library.writing import write_new

    questions = questions_of(desk, refs)
    if not questions:
        raise QuizError(_("No bank has these questions any more."))
    passages: dict[str, str] = {}
    items: list[Item] = []
    ids: set[str] = set()
    for bank, item in questions:
        head = desk.library.head(bank)
        changes: dict[str, object] = {"has_written_id": True}
        if item.id in ids:
            changes["id"] = _free(f"{bank}-{item.id}", ids)
        if item.passage:
            text = dict(head.passages).get(item.passage, "")
            name = item.passage
            if passages.get(name, text) != text:
                name = f"{bank}-{name}"
            passages[name] = text
            changes["passage"] = name
        if item.image:
            folder = Path(desk.library.entries[bank].path).parent
            changes["image"] = os.path.relpath(folder / item.image, path.parent)
        item = item.replaced(**changes)
        ids.add(item.id)
        items.append(item)
    head = desk.library.head(questions[0][0])
    title = path.stem.replace("-", " ").replace("_", " ").strip().capitalize() or path.stem
    bank_made = Bank(
        id=path.stem,
        title=title,
        language=head.language,
        passages=tuple(passages.items()),
        items=tuple(items),
    )
    write_new(path, yaml_bank.encode(bank_made).data)
    return len(items)


def _free(name: str, taken: set[str]) -> str:
    at = 2
    while (free := name if at == 2 else f"{name}-{at}") in taken:
        at += 1
    return free


def write_paper(desk: "Desk", refs: Sequence[CardRef], path: Path) -> int:
    """Save an exam paper that asks the questions of cards, and return how many they are.

    Raises:
        QuizError: There is no question, or the file exists or cannot be written.
    """
    import yaml

    from quiz.library.writing import write_new

    questions = questions_of(desk, refs)
    if not questions:
        raise QuizError(_("No bank has these questions any more."))
    banks = list(dict.fromkeys(bank for bank, _item in questions))
    paper = {
        "title": path.stem.replace("-", " ").strip().capitalize() or path.stem,
        "banks": banks,
        "draw": [
            {"count": len(questions), "ids": [f"{bank}/{item.id}" for bank, item in questions]}
        ],
    }
    text = yaml.safe_dump(paper, sort_keys=False, allow_unicode=True)
    write_new(path, text.encode())
    return len(questions)


def path_of(text: str, ending: str = ".yaml") -> Path:
    """Return the file that a text names, with its ending.

    Raises:
        QuizError: It names none, or one that exists.
    """
    if not text.strip():
        raise QuizError(_("enter a file name"))
    path = expanded(text.strip())
    if path.suffix not in (".yaml", ".yml"):
        path = path.with_name(path.name + ending)
    if os.path.lexists(path):
        raise QuizError(_("{path}: already exists").format(path=path))
    return path


def add_tag(desk: "Desk", refs: Sequence[CardRef], tag: str) -> Tagging:
    """Add a topic to the questions of cards, as far as their banks are the learner's own.

    Raises:
        QuizError: A file cannot be changed so; the ones before it are changed back.
    """
    from quiz.desk.banks.authoring import own_banks
    from quiz.formats.yaml_bank import splice, writer
    from quiz.library.writing import replace_bank

    own = {entry.id for entry in own_banks(desk)}
    wanted: dict[str, dict[str, str]] = {}
    left_out = 0
    for bank, item in questions_of(desk, refs):
        if bank not in own:
            left_out += 1
        elif tag not in item.tags:
            of_bank = desk.library.head(bank).tags
            tags = [*(each for each in item.tags if each not in of_bank), tag]
            wanted.setdefault(bank, {})[item.id] = writer.flow(tags)
    changes: list[FileChange] = []
    try:
        for bank, values in wanted.items():
            path = desk.library.entries[bank].path
            was = read(path)
            now = splice.with_values(was, "tags", values, source=path)
            replace_bank(Path(path), was=was, now=now)
            changes.append(FileChange(path, was, now))
    except QuizError:
        take_back(desk, changes)
        raise
    desk.refresh()
    tagged = sum(map(len, wanted.values()))
    return Tagging(changes=tuple(changes), tagged=tagged, left_out=left_out)


def take_back(desk: "Desk", changes: Sequence[FileChange]) -> None:
    """Undo what was done to files.

    Raises:
        QuizError: One was changed since by someone else.
    """
    from quiz.library.writing import replace_bank

    for change in changes:
        replace_bank(Path(change.path), was=change.now, now=change.was)
    desk.refresh()


def tag_named(text: str) -> str:
    """Return the topic that a text names.

    Raises:
        QuizError: It names none.
    """
    tag = clean_line(text).removeprefix("#").removeprefix("tag:")
    if not tag:
        raise QuizError(_("enter a topic"))
    return tag


def tagged_words(tag: str, done: Tagging) -> str:
    """Return what came of adding a topic, in a sentence or two."""
    words = ngettext(
        "{n} question has the topic {tag} now.",
        "{n} questions have the topic {tag} now.",
        done.tagged,
    ).format(n=done.tagged, tag=tag)
    if done.left_out:
        words += " " + ngettext(
            "{n} left out: its bank isn't your own (copy it: a on Home).",
            "{n} left out: their banks aren't your own (copy them: a on Home).",
            done.left_out,
        ).format(n=done.left_out)
    return words
