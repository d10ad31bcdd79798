"""An article that questions are drafted from, and all its drafts as a bank at once."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from quiz.cleaning import clean_line
from quiz.drafting.article import Article, article_of
from quiz.drafting.drafts import drafts_of
from quiz.drafting.facts import Reading
from quiz.drafting.slips import slips_of
from quiz.drafting.vocabulary import LANGUAGES
from quiz.errors import QuizError
from quiz.formats import yaml_bank
from quiz.formats.yaml_bank.writer import question
from quiz.items import Bank, Item
from quiz.translation import _, ngettext

_HTTPS = "https://"


class ArticleRead(msgspec.Struct, frozen=True, kw_only=True):
    """An article as it is drafted from."""

    article: Article
    """Its text."""
    name: str
    """Its file or address, as it is shown."""
    address: str = ""
    """Where it can be read on the web; empty for a file."""


def article_read(text: str, name: str, language: str = "", address: str = "") -> ArticleRead:
    """Return a text as an article.

    Args:
        text: Its text, paragraphs separated by empty lines.
        name: Its file or address.
        language: BCP 47 tag; empty: found out.
        address: Where it can be read on the web.

    Raises:
        QuizError: The language is not known, or there is no sentence in the text.
    """
    primary = language.partition("-")[0].lower()
    if primary and primary not in LANGUAGES:
        words = _("no questions can be drafted in {language!r}; available: {languages}")
        raise QuizError(words.format(language=language, languages=", ".join(LANGUAGES)))
    article = article_of(text, language)
    if not article.sentences:
        raise QuizError(_("{file}: no sentence in it to ask about").format(file=clean_line(name)))
    return ArticleRead(article=article, name=clean_line(name), address=address)


def with_distinct_ids(items: Sequence[Item]) -> list[Item]:
    """Return questions with ids that differ."""
    taken: set[str] = set()
    found = []
    for item in items:
        name, number = item.id, 2
        while name in taken:
            name, number = f"{item.id}-{number}", number + 1
        taken.add(name)
        found.append(msgspec.structs.replace(item, id=name, has_written_id=True))
    return found


def read_article(name: str, language: str = "") -> ArticleRead:
    """Return an article from where it is.

    Args:
        name: A file, an https address, or - for standard input.
        language: Its BCP 47 tag; empty: found out.

    Raises:
        QuizError: It cannot be read, is too large, or holds no text.
    """
    from quiz.formats.articles import MOST_BYTES, text_of

    if name.startswith(("http://", _HTTPS)):
        from quiz.library.fetching import page_at

        if not name.startswith(_HTTPS):
            raise QuizError(_("{address}: only https addresses").format(address=name))
        return article_read(text_of(page_at(name), name), name, language, address=name)
    if name == "-":
        data = sys.stdin.buffer.read(MOST_BYTES + 1)
        shown = _("standard input")
        return article_read(text_of(data, shown), shown, language)
    from quiz.library.files import read

    path = Path(name).expanduser()
    return article_read(text_of(read(path, most=MOST_BYTES), path.name), path.name, language)


class WrittenDrafts(msgspec.Struct, frozen=True, kw_only=True):
    """All drafts of an article, as a bank for an editor."""

    data: bytes
    """The bank."""
    words: str
    """How many there are, in words."""
    slips: tuple[str, ...]
    """What looks like slips of the article, a line each."""


def written_whole(
    source: ArticleRead,
    *,
    bank_id: str,
    with_evidence: bool,
    progress: Callable[[float], None] = lambda _share: None,
) -> WrittenDrafts:
    """Return all drafts of an article as a bank for an editor.

    Drafts whose speaker is open stand as comments, with the names that it may be.

    Args:
        source: The article.
        bank_id: Id of the bank.
        with_evidence: Whether the sentence of each stands above it, as a comment.
        progress: Is told now and then what share of the text was read.

    Raises:
        QuizError: Nothing could be drafted.
    """
    reading, _asker, drafts = drafts_of(source.article, progress)
    whole = [draft for draft in drafts if draft.forms]
    if not whole:
        raise QuizError(_("{file}: nothing in it that rules can ask").format(file=source.name))
    bank = Bank(
        id=bank_id,
        title=source.article.title or source.name,
        language=source.article.language,
        source=source.address or source.name,
        reading=source.address,
    )
    items = with_distinct_ids([draft.forms[0] for draft in whole])
    head = yaml_bank.encode(msgspec.structs.replace(bank, items=tuple(items[:1]))).data.decode()
    parts = [head[: head.index("questions:")], "questions:\n"]
    for draft, item in zip(whole, items, strict=True):
        if with_evidence:
            parts.append(_comment(source.article.sentences[draft.sentence].text))
        parts.append(_indented(question(item, bank)))
    for draft in drafts:
        if not draft.forms:
            stem = source.article.vocabulary.stems["quotation"].format(quote=draft.quote)
            names = ", ".join(draft.candidates)
            parts.append(_comment(_("open: {question} Perhaps {names}").format(
                question=stem, names=names)))  # fmt: skip
    count = len(drafts)
    words = ngettext("{n} draft", "{n} drafts", count).format(n=count)
    left = count - len(whole)
    if left:
        more = ngettext("{n} of them open", "{n} of them open", left).format(n=left)
        words = f"{words}, {more}"
    data = "".join(parts).encode("utf-8", "replace")
    return WrittenDrafts(data=data, words=words, slips=tuple(slip_lines(source, reading)))


def _comment(text: str) -> str:
    return f"  # {clean_line(text)}\n"


def _indented(text: str) -> str:
    return "".join(f"  {line}\n" if line else "\n" for line in text.rstrip("\n").split("\n"))


def slip_lines(source: ArticleRead, reading: Reading) -> list[str]:
    """Return what looks like slips of an article, a line each."""
    words = _("{file}, paragraph {n}: {message}")
    article = source.article
    return [
        words.format(
            file=source.name,
            n=article.sentences[slip.sentence].paragraph,
            message=slip.message,
        )
        for slip in slips_of(reading)
    ]
