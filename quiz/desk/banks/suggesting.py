"""What a learner has to say to a bank's author, as a patch: notes, spellings and edits.

The patch is made against the author's own text, so that `git apply` takes it: what came with the
program or was fetched, not the learner's copy of it.
"""

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import unified_diff
from typing import TYPE_CHECKING

import msgspec

from quiz.cells import clip
from quiz.cleaning import clean_line
from quiz.desk.banks.differences import Difference
from quiz.desk.banks.differences import lines as difference_lines
from quiz.desk.banks.noting import note_words
from quiz.desk.banks.own_copies import OwnCopy, merge, own_copy, own_edits, shipped_file
from quiz.desk.banks.page import bank_record
from quiz.errors import QuizError
from quiz.formats import yaml_bank
from quiz.formats.yaml_bank import splice
from quiz.items import (
    Item,
    Number,
    ShortText,
    Typed,
    TypedParts,
    Verdict,
    decode_response,
)
from quiz.items.wording import stem_text
from quiz.library.files import read
from quiz.library.followed import followed_sources, original_of
from quiz.library.index import REVERSE, BankEntry
from quiz.library.naming import shown_path
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

_LONGEST = 60
_NO_NEWLINE = b"\\ No newline at end of file\n".decode()
"""What a patch says of a last line without an end, in every language."""


class SuggestedNote(msgspec.Struct, frozen=True, kw_only=True):
    """A note on a question."""

    item: str
    """Id of the question."""
    question: str
    """What it asks, or asked when it was noted."""
    words: str
    """What the note says, one line."""
    day: str
    """When it was taken, as YYYY-MM-DD."""
    is_there: bool = True
    """Whether the author's bank still has the question."""
    is_changed: bool = False
    """Whether the question reads otherwise now, or has another answer."""


class SuggestedSpelling(msgspec.Struct, frozen=True, kw_only=True):
    """An answer that the learner counted right."""

    item: str
    """Id of the question."""
    question: str
    """What it asks."""
    spelling: str
    """What was typed."""
    count: int
    """How often."""
    is_accepted: bool = True
    """Whether the patch accepts it; if not, it is only named."""


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """All that there is to say to the author of a bank."""

    bank: str
    """Id of the bank."""
    title: str
    """Its title."""
    author: str
    """As the bank says; may be empty."""
    source: str
    """Where it comes from; empty for a bank of one's own."""
    file: str
    """Its file's name as the author has it, which the patch is made against."""
    before: bytes
    """The author's text."""
    after: bytes
    """The same with what is suggested."""
    notes: tuple[SuggestedNote, ...] = ()
    """The learner's notes."""
    spellings: tuple[SuggestedSpelling, ...] = ()
    """Answers that are to be accepted."""
    edits: tuple[Difference, ...] = ()
    """Questions that the learner edited."""
    is_against_older: bool = False
    """Whether the author has changed the same lines since, so that the patch is against the text
    that was copied."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.notes or self.spellings or self.edits) and self.before == self.after

    @property
    def counts(self) -> str:
        """How much there is, in words; empty for nothing."""
        said = (
            (len(self.notes), ngettext("{n} note", "{n} notes", len(self.notes))),
            (
                len(self.spellings),
                ngettext("{n} accepted answer", "{n} accepted answers", len(self.spellings)),
            ),
            (len(self.edits), ngettext("{n} edit", "{n} edits", len(self.edits))),
        )
        return ", ".join(words.format(n=count) for count, words in said if count)

    @property
    def patch(self) -> str:
        """The patch, with what it is about above it; empty if there is nothing to say."""
        if self.is_empty:
            return ""
        head = "".join(f"# {line}".rstrip() + "\n" for line in self.lines)
        return head + diff(self.before, self.after, self.file)

    @property
    def lines(self) -> list[str]:
        """What is suggested and why, clean lines."""
        title = _("Suggestions for {title} ({bank}): {counts}")
        said = [
            title.format(title=self.title, bank=self.bank, counts=self.counts or _("an edit")),
            _("Author: {author}").format(author=self.author or _("not stated")),
        ]
        if self.source:
            said.append(_("File: {file} of {source}").format(file=self.file, source=self.source))
        else:
            said.append(_("File: {file}").format(file=self.file))
        if self.before != self.after:
            said.append(_("To apply it: git apply, or patch -p1, where that file is"))
        if self.is_against_older:
            said.append(
                _("The file was changed at the same lines since; this is against the older text")
            )
        if self.notes:
            said += ["", _("Notes:"), *map(_note_line, self.notes)]
        if self.spellings:
            said += ["", _("Answers counted right by the reader:")]
            said += map(_spelling_line, self.spellings)
        if self.edits:
            said += ["", _("Edits:"), *(f"  {line}" for line in difference_lines(self.edits))]
        return [clean_line(line) if not line.startswith("  ") else line for line in said]


def _note_line(note: SuggestedNote) -> str:
    extra = ""
    if not note.is_there:
        extra = " " + _("(no longer in the bank)")
    elif note.is_changed:
        extra = " " + _("(the question was changed since)")
    return f"  {note.item}: {clip(note.question, _LONGEST)}: {note.words} [{note.day}]{extra}"


def _spelling_line(one: SuggestedSpelling) -> str:
    times = ngettext("{n} time", "{n} times", one.count).format(n=one.count)
    extra = "" if one.is_accepted else " " + _("(not in the patch)")
    return f"  {one.item}: {clip(one.question, _LONGEST)}: '{one.spelling}' ({times}){extra}"


# Making one


def suggestion(desk: "Desk", entry: BankEntry) -> Suggestion:
    """Return all that there is to say to the author of a bank.

    Raises:
        QuizError: Its file cannot be read.
    """
    copy = own_copy(desk.places, entry.id)
    before, file, source = _authors_text(desk, entry, copy)
    after, is_against_older = before, False
    edits: tuple[Difference, ...] = ()
    if copy is not None and copy.is_edited:
        edits = own_edits(copy)
        done = merge(copy, before)
        is_against_older = done.data is None
        before = copy.base if done.data is None else before
        after = copy.data if done.data is None else done.data
    after, spellings = _with_spellings(desk, entry.id, after)
    notes = _notes(desk, entry.id, before)
    comments: dict[str, list[str]] = {}
    for note in notes:
        words = _("Reader's note, {day}: {words}").format(day=note.day, words=note.words)
        comments.setdefault(note.item, []).append(words)
    after = with_comments(after, {item: "; ".join(words) for item, words in comments.items()})
    head = desk.library.head(entry.id)
    return Suggestion(
        bank=entry.id,
        title=clean_line(head.title),
        author=clean_line(head.author),
        source=source,
        file=file,
        before=before,
        after=after,
        notes=notes,
        spellings=spellings,
        edits=edits,
        is_against_older=is_against_older,
    )


def suggestions(desk: "Desk") -> list[Suggestion]:
    """Return what there is to say of each bank of which there is something."""
    found = []
    for entry in desk.library.all():
        has_some = entry.id in desk.record.banks_with_notes() or desk.record.overridden(entry.id)
        if has_some or own_copy(desk.places, entry.id) is not None:
            one = suggestion(desk, entry)
            if not one.is_empty:
                found.append(one)
    return found


def _authors_text(desk: "Desk", entry: BankEntry, copy: OwnCopy | None) -> tuple[bytes, str, str]:
    """Return the text of a bank as its author has it, its file's name there, and where that is."""
    for followed in followed_sources(desk.places.followed):
        for bank in followed.banks:
            if bank.id == entry.id:
                path = desk.places.followed / followed.name / bank.file
                original = original_of(path)
                data = read(original if original.is_file() else path)
                return data, bank.name, followed.source.words
    if copy is None:
        return read(entry.path), shown_path(entry.path).lstrip("/"), ""
    path = shipped_file(desk.places, entry.id)
    if path.is_file():
        return read(path), f"questions/{path.name}", _("the banks that came with quiz")
    return copy.base, f"{entry.id}.yaml", ""


def _items(data: bytes) -> dict[str, Item]:
    bank = yaml_bank.decode(data, source="bank", exists=lambda _: True).bank
    return {item.id: item for item in bank.items} if bank is not None else {}


def _with_spellings(
    desk: "Desk", bank: str, data: bytes
) -> tuple[bytes, tuple[SuggestedSpelling, ...]]:
    """Return a bank's text that accepts what was counted right, as far as it can."""
    overridden = bank_record(desk.record, bank).overridden
    items, context = _items(data), desk.library.context(bank)
    found = []
    for name, spellings in overridden.items():
        item = items.get(name)
        for spelling, count in spellings.items():
            if item is None or item.mark(Typed(spelling), context).verdict is Verdict.RIGHT:
                continue
            is_accepted = isinstance(item, ShortText | Number)
            if is_accepted:
                try:
                    data = splice.accepted(data, name, spelling, source=bank)
                except QuizError:
                    is_accepted = False
            found.append(
                SuggestedSpelling(
                    item=name,
                    question=clean_line(stem_text(item)),
                    spelling=spelling,
                    count=count,
                    is_accepted=is_accepted,
                )
            )
    return data, (*found, *_parted_spellings(desk, bank, items))


def _parted_spellings(
    desk: "Desk", bank: str, items: Mapping[str, Item]
) -> Iterator[SuggestedSpelling]:
    """Yield what was counted right of lists and gaps: where it is to be written, authors know."""
    counts: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for card, text in desk.record.overridden(bank):
        try:
            response = decode_response(text) if text else None
        except (msgspec.DecodeError, msgspec.ValidationError):  # a record from elsewhere
            continue
        if isinstance(response, TypedParts):
            counts[card.partition(REVERSE)[0], response.texts] += 1
    context = desk.library.context(bank)
    for (name, texts), count in counts.items():
        item = items.get(name)
        if item is None or item.mark(TypedParts(texts), context).verdict is Verdict.RIGHT:
            continue
        yield SuggestedSpelling(
            item=name,
            question=clean_line(stem_text(item)),
            spelling=clean_line("; ".join(texts)),
            count=count,
            is_accepted=False,
        )


def _notes(desk: "Desk", bank: str, data: bytes) -> tuple[SuggestedNote, ...]:
    items = _items(data)
    found = []
    for note in desk.record.notes(bank):
        item = items.get(note.item)
        asked = clean_line(item.stem) if item is not None else ""
        answer = clean_line("; ".join(item.solution)) if item is not None else ""
        found.append(
            SuggestedNote(
                item=note.item,
                question=clean_line(stem_text(item)) if item is not None else note.question,
                words=note_words(note),
                day=note.at.astimezone(desk.days.zone).date().isoformat(),
                is_there=item is not None,
                is_changed=item is not None and (asked, answer) != (note.question, note.answer),
            )
        )
    return tuple(found)


def with_comments(data: bytes, comments: dict[str, str]) -> bytes:
    """Return a bank's text with a comment above each of some questions, by their ids.

    A comment that would change what the bank says is left out.
    """
    decoded = yaml_bank.decode(data, source="bank", exists=lambda _: True)
    items = decoded.bank.items if decoded.bank is not None else ()
    places = dict(zip((item.id for item in items), decoded.lines, strict=False))
    wanted = sorted(
        ((places[name], words) for name, words in comments.items() if name in places), reverse=True
    )
    for place, words in wanted:
        changed = _commented(data, place, words)
        again = yaml_bank.decode(changed, source="bank", exists=lambda _: True)
        if again.bank == decoded.bank and len(again.problems) == len(decoded.problems):
            data = changed
    return data


def _commented(data: bytes, place: int, words: str) -> bytes:
    """Return a text with a comment above a line, as far in as that begins."""
    lines = _lines(data)
    line = lines[place - 1]
    indent = line[: len(line) - len(line.lstrip(" "))]
    end = "\r\n" if line.endswith("\r\n") else "\n"
    # `# quiz: …` would silence a rule of `quiz check`.
    words = re.sub(r"#\s*quiz:", "quiz:", clean_line(words))
    lines.insert(place - 1, f"{indent}# {words}{end}")
    return "".join(lines).encode()


def _lines(data: bytes) -> list[str]:
    """Return the lines of a text with their ends, split at line feeds only, as in a patch."""
    return io.StringIO(data.decode(), newline="\n").readlines()


# The diff


def diff(before: bytes, after: bytes, file: str) -> str:
    """Return a unified diff that `git apply` and `patch -p1` take; empty if nothing differs."""
    if before == after:
        return ""
    name = file.replace("\\", "/")
    found = unified_diff(
        _lines(before), _lines(after), _patch_name(f"a/{name}"), _patch_name(f"b/{name}")
    )
    said = []
    for line in found:
        said.append(line if line.endswith("\n") else f"{line}\n{_NO_NEWLINE}")
    return "".join(said)


def _patch_name(name: str) -> str:
    """Return a file's name as git writes it: quoted where it must be, ended where it has spaces."""
    if re.search(r'["\\\x00-\x1f\x7f]', name):
        escaped = "".join(
            f"\\{letter}" if letter in '"\\' else f"\\{ord(letter):03o}" if letter < " " else letter
            for letter in name
        )
        return f'"{escaped}"'
    return f"{name}\t" if " " in name else name
