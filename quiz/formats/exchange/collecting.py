"""Collecting the questions of a source: their ids, what was skipped, and what was changed."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import msgspec

from quiz.cells import clip
from quiz.cleaning import clean, clean_line
from quiz.errors import QuizError
from quiz.formats.csv_reading import MOST_BYTES, decoded
from quiz.formats.encodings import UNICODE, encoding_name, encoding_of
from quiz.formats.exchange.exchanged import Imported, MediaFile, Note, PastAnswer, Source
from quiz.formats.yaml_bank.limits import MOST_CHARACTERS, MOST_ENTRIES, MOST_QUESTIONS
from quiz.items import Bank, Item
from quiz.translation import _

_ID = re.compile(r"(?!\.+\Z)[A-Za-z0-9._-]{1,60}\Z")
_TICK = 64
"""Questions after which the one who waits is told."""
_NOT_IN_ID = re.compile(r"[^A-Za-z0-9._-]+")

_CODE = re.compile(r"`[^`\n]*`")


class _Found(msgspec.Struct, gc=False):
    item: Item
    key: str
    name: str


class Collector:
    """Takes down the questions of one source in their order."""

    def __init__(self, source: Source) -> None:
        """Begin with none.

        Args:
            source: What is read.
        """
        self._source = source
        self._found: list[_Found] = []
        self._notes: list[Note] = []
        self._taken: list[str] = []
        self._media: dict[str, MediaFile] = {}
        self._read = 0
        self.title = ""
        """Of the bank; empty for the name of the file."""
        self.language = "en"
        """Of the bank."""
        self.about = ""
        """Of the bank, Markdown."""
        self.passages: dict[str, str] = {}
        """Texts that questions name, Markdown."""
        self.expected = 0
        """Questions that there are about, for the one who waits; 0 where that isn't known."""

    def add(
        self, item: Item, *, where: str | Callable[[], str], key: str = "", name: str = ""
    ) -> None:
        """Take a question.

        Args:
            item: With any id: it gets one that is the same when the source is read again.
            where: Its place in the source, or what gives it, where working it out takes long.
            key: What the source calls it for good (an id number, a guid); empty for nothing.
            name: What people call it there; empty for nothing.
        """
        self._count()
        reason = _fault(item)
        if not reason and len(self._found) >= MOST_QUESTIONS:
            reason = _("over {n} questions; split the file").format(n=f"{MOST_QUESTIONS:,}")
        if reason:
            place = where if isinstance(where, str) else where()
            self._notes.append(Note(where=place, reason=reason, is_skipped=True))
            return
        self._found.append(_Found(item, key, name))

    def skip(self, where: str, reason: str) -> None:
        """Take note of a question that cannot be read."""
        self._count()
        self._notes.append(Note(where=where, reason=reason, is_skipped=True))

    def _count(self) -> None:
        self._read += 1
        if self._read % _TICK == 0:
            self._source.watch(self._read, max(self._read, self.expected) if self.expected else 0)

    def change(self, where: str, reason: str) -> None:
        """Take note of something that is carried otherwise, or not at all."""
        note = Note(where=where, reason=reason)
        if note not in self._notes[-8:]:
            self._notes.append(note)

    def take(self, words: str) -> None:
        """Say what was taken for what."""
        self._taken.append(words)

    def keep_media(self, file: MediaFile) -> None:
        """Take a file that a question names."""
        self._media.setdefault(file.path, file)

    @property
    def read(self) -> int:
        """How many questions were found so far, those that were skipped included."""
        return self._read

    def __len__(self) -> int:
        return len(self._found)

    def imported(self, answers: Iterable[PastAnswer] = ()) -> Imported:
        """Return all of it.

        Raises:
            QuizError: There is no question in the source.
        """
        if not self._read:
            raise QuizError(
                _("{file}: no question in it").format(file=clean_line(self._source.name))
            )
        title = clean_line(self.title) or stem_of(self._source.name)
        bank = Bank(
            id=ident(title) or "imported",
            title=title,
            language=self.language,
            about=self.about,
            passages=tuple(self.passages.items()),
            items=tuple(self._with_ids()),
        )
        return Imported(
            bank=bank,
            notes=tuple(self._notes),
            taken=tuple(self._taken),
            media=tuple(self._media.values()),
            answers=tuple(answers),
            read=self._read,
        )

    def _with_ids(self) -> Iterable[Item]:
        """Yield the questions with their ids: by key, else by name, else by what they ask."""
        keys = Counter(found.key for found in self._found)
        idents = [ident(found.name) if found.name else "" for found in self._found]
        names = Counter(idents)
        used: set[str] = set()
        for found, name in zip(self._found, idents, strict=True):
            if found.key and keys[found.key] == 1:
                wanted = found.key if _ID.match(found.key) else hashed(found.key)
            elif name and names[name] == 1:
                wanted = name
            else:
                wanted = hashed("\x1f".join((found.item.kind, found.item.stem, found.name)))
            one, number = wanted, 2
            while one in used:
                one, number = f"{wanted}-{number}", number + 1
            used.add(one)
            yield msgspec.structs.replace(found.item, id=one, has_written_id=True)


def without_twins(texts: Sequence[str], keys: Iterable[int]) -> tuple[list[int], tuple[int, ...]]:
    """Return which options stay where some are the same, and which of those are right.

    Args:
        texts: All options.
        keys: Indices of the right ones.

    Returns:
        Indices of the options that stay, and the places among them of the right ones, ascending.
    """
    first: dict[str, int] = {}
    for at, text in enumerate(texts):
        first.setdefault(" ".join(text.split()), at)
    stays = sorted(first.values())
    right = {stays.index(first[" ".join(texts[at].split())]) for at in keys}
    return stays, tuple(sorted(right))


def ident(text: str) -> str:
    """Return a text as the id of a question or a bank; empty where nothing of it can be one."""
    plain = text
    if not text.isascii():
        import unicodedata

        plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    made = _NOT_IN_ID.sub("-", plain.lower()).strip("-.")[:60].strip("-.")
    return made if _ID.match(made) else ""


def hashed(text: str) -> str:
    """Return an id made from a text."""
    from hashlib import blake2s

    return "q-" + blake2s(text.encode("utf-8", "replace"), digest_size=6).hexdigest()


def stem_of(name: str) -> str:
    """Return the title of a bank by the name of its file."""
    stem = re.split(r"[\\/]", name)[-1].split(".", 1)[0]
    return clean_line(re.sub(r"[-_]+", " ", stem)).strip().capitalize() or "Bank"


def code_hidden(text: str) -> str:
    """Return a text with `x` for each sign of its code, so that none of them is read as a mark."""
    return _CODE.sub(lambda found: "x" * len(found[0]), text)


def line_place(number: int) -> str:
    """Return how a line of a source is named in a report."""
    return _("line {n}").format(n=number)


def question_place(number: int, name: str = "") -> str:
    """Return how a question of a source is named in a report.

    Args:
        number: From 1.
        name: What it is called there.
    """
    words = _("question {n}").format(n=number)
    return f"{words} ({clip(clean_line(name), 40)})" if name.strip() else words


def text_in(source: Source, collector: Collector | None = None) -> str:
    """Return the text of a source, whatever its encoding and the ends of its lines.

    Args:
        source: What is read.
        collector: Takes note if it was not Unicode.

    Raises:
        QuizError: It is no text, or over 64 MB.
    """
    name = clean_line(source.name)
    if len(source.data) > MOST_BYTES:
        raise QuizError(_("{file}: over 64 MB; split it").format(file=name))
    text = decoded(source.data, name)
    if collector is not None and (encoding := encoding_of(source.data)) not in UNICODE:
        words = _("not UTF-8: read as {encoding}; check its letters and quotes")
        collector.change(line_place(1), words.format(encoding=encoding_name(encoding)))
    return clean(text)


def _fault(item: Item) -> str:
    """Return why a bank cannot hold a question; empty if it can, as far as that is seen at once."""
    texts: Sequence[str] = (item.stem, item.explain, *item.solution)
    if not item.stem.strip():
        return _("it asks nothing")
    if max(map(len, texts)) > MOST_CHARACTERS:
        return _("a text over {n} characters").format(n=f"{MOST_CHARACTERS:,}")
    entries = getattr(item, "options", None) or getattr(item, "entries", ()) or ()
    if len(entries) > MOST_ENTRIES:
        return _("over {n} options").format(n=MOST_ENTRIES)
    return ""
