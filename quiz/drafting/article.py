"""A text as paragraphs and sentences, with where each stands."""

import re
from collections import Counter
from collections.abc import Iterator

import msgspec

from quiz.drafting.vocabulary import LANGUAGES, Vocabulary, vocabulary
from quiz.lint.function_words import telling_words

_BREAK = re.compile(r"\n[ \t]*\n+")
_BYLINE = re.compile(r"(?i)(?:by|von|par|di|por|автор|текст)\b:?\s")
_HEADING = re.compile(r"\s*(?:#{1,6} |={3,}|-{3,})")
_MARKS = re.compile(r"^\s*(?:[-*+] |\d{1,3}[.)] |> )")
_END = re.compile(r"[.!?…]['\"”’“»)\]]*\s*$|[。！？]\s*$")
_STOP = re.compile(r"[.!?…]+[\"”’»“)\]]*(?=\s+[\"“„«‘(\[—–-]*\s*[^\W_a-zà-öø-ÿа-яё])")
_ELIDED = (
    "[lLnscCjJmt]|d|[qQ]u|[lL]orsqu|[pP]uisqu|[jJ]usqu|[dD]ell|[aA]ll|[nN]ell|[sS]ull|[dD]all"
    "|[uU]n|[qQ]uest|[qQ]uell"
)
_WORD = re.compile(rf"\d+(?:[.,]\d+)+|(?:{_ELIDED})[’'](?=[^\W\d_])|[^\W_]+(?:[’'\-‑.&/][^\W_]+)*")
_ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof st sen gov rep gen col lt sgt capt rev hon jr sr no nos vs approx fig p pp vol
    inc ltd co corp dept est ca bzw bspw z.b d.h u.a u.s u.k nr str hr fr abs jh jhd m mm mme mlle
    sig dott sra dra ud av art n г гг ул им д тыс млн млрд руб т.е т.д т.п e.g i.e etc cf jan feb
    mar apr jun jul aug sep sept oct nov dec
    """.split()  # noqa: SIM905  # a table of words reads best as one text
)
_LONGEST_QUOTE = 700
"""Characters within which an opened quotation mark is looked for its end."""
_SHORTEST_PARAGRAPH = 8
"""Words of the shortest paragraph that has no sentence end."""
_TOLD_BY = 20_000
"""Characters by which the language of a text is told."""
_NARROW = 100
"""Characters of a line up to which a text counts as wrapped by hand."""

Span = tuple[int, int]
"""Where a piece begins and where it ends, in characters."""


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence."""

    text: str
    """In one line."""
    paragraph: int
    """Number of its paragraph, from 1, as `source:` counts them."""
    index: int
    """Its place among all sentences, from 0."""
    quotes: tuple[Span, ...] = ()
    """What stands in quotation marks, without the marks."""
    brackets: tuple[Span, ...] = ()
    """What stands in round brackets, without them."""

    def is_quoted(self, at: int) -> bool:
        """Return whether a place is within quotation marks."""
        return any(start <= at < end for start, end in self.quotes)


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """A text that was read."""

    title: str
    """Its first heading or line; empty if it begins with a paragraph."""
    language: str
    """Primary subtag of its language."""
    paragraphs: tuple[str, ...]
    """The text of each, in one line."""
    sentences: tuple[Sentence, ...]
    """All of them, in order."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The words of its language."""
        return vocabulary(self.language)


def words_of(text: str) -> list[str]:
    """Return the words of a text, as they are written."""
    return _WORD.findall(text)


def word_spans(text: str) -> list[Span]:
    """Return where the words of a text stand."""
    return [found.span() for found in _WORD.finditer(text)]


def article_of(text: str, language: str = "") -> Article:
    """Read a text.

    Bylines, captions and headings are no paragraphs: they do not end as a sentence does.

    Args:
        text: Plain text or Markdown.
        language: Its BCP 47 tag; empty: told from its words.

    Raises:
        KeyError: The language is none of `LANGUAGES`.
    """
    title, paragraphs = _paragraphs(text)
    code = language.partition("-")[0].lower() or language_of("\n".join(paragraphs))
    marks = vocabulary(code).phrases["quotes"]
    sentences: list[Sentence] = []
    for number, paragraph in enumerate(paragraphs, 1):
        for piece in _sentences(paragraph, marks, code):
            quotes = tuple(_quotes(piece, marks))
            brackets = tuple(
                (found.start(1), found.end(1))
                for found in re.finditer(r"\(([^()]{1,300})\)", piece)
            )
            sentences.append(
                Sentence(
                    text=piece,
                    paragraph=number,
                    index=len(sentences),
                    quotes=quotes,
                    brackets=brackets,
                )
            )
    return Article(
        title=title, language=code, paragraphs=tuple(paragraphs), sentences=tuple(sentences)
    )


def language_of(text: str) -> str:
    """Return the language of a text, of those that can be drafted from; English if it is open."""
    words = Counter(word.lower() for word in words_of(text[:_TOLD_BY]))
    told = telling_words()
    counts = {code: sum(words[word] for word in told[code]) for code in LANGUAGES}
    return max(LANGUAGES, key=lambda code: counts[code])


def _paragraphs(text: str) -> tuple[str, list[str]]:
    """Return the title and the paragraphs of a text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").strip("\ufeff\n ")
    title, found = "", []
    for block in _blocks(text):
        line = " ".join(_MARKS.sub("", row).strip() for row in block.split("\n")).strip()
        line = " ".join(line.split())
        is_heading = bool(_HEADING.match(block))
        ends = bool(_END.search(line)) or line.endswith((":", ";", ","))
        if line and not is_heading and (ends or len(words_of(line)) >= _SHORTEST_PARAGRAPH * 2):
            if len(words_of(line)) > 1:
                found.append(line)
        elif line and not title and not found and not _BYLINE.match(line):
            title = line.lstrip("# ").strip()
    return title, found


def _blocks(text: str) -> Iterator[str]:
    """Yield the pieces of a text that may be paragraphs.

    Where nothing is empty between lines, long lines are paragraphs of their own.
    """
    for block in _BREAK.split(text):
        lines = block.strip("\n").split("\n")
        if len(lines) > 1 and sum(map(len, lines)) / len(lines) > _NARROW:
            yield from lines
        elif len(lines) > 1 and _HEADING.match(lines[0]):
            yield lines[0]
            yield "\n".join(lines[1:])
        elif len(lines) > 1 and all(_MARKS.match(line) for line in lines):
            yield from lines
        else:
            yield block


def _sentences(paragraph: str, marks: tuple[str, ...], code: str) -> Iterator[str]:
    """Yield the sentences of a paragraph; none ends within quotation marks or brackets."""
    kept = [(start - 1, end) for start, end in _quotes(paragraph, marks)]
    kept += [found.span() for found in re.finditer(r"\([^()]{1,300}\)", paragraph)]
    begin = 0
    for stop in _STOP.finditer(paragraph):
        at = stop.start()
        if any(start < at < end - 1 for start, end in kept) and not _closes(stop[0], at, kept):
            continue
        if stop[0].startswith(".") and _is_abbreviation(paragraph, at, code):
            continue
        piece = paragraph[begin : stop.end()].strip()
        if piece:
            yield piece
        begin = stop.end()
    rest = paragraph[begin:].strip()
    if rest:
        yield rest


def _closes(stop: str, at: int, kept: list[Span]) -> bool:
    """Return whether a full stop is the last sign within a quotation, and the sentence ends so."""
    return any(start < at and at + len(stop) >= end + 1 for start, end in kept) and not any(
        start < at and at + len(stop) < end for start, end in kept
    )


def _is_abbreviation(text: str, at: int, code: str) -> bool:
    """Return whether the full stop at a place ends an abbreviation or an initial."""
    before = re.search(r"([^\s(\"“„«]+)$", text[:at])
    if before is None:
        return False
    word = before[1]
    if re.fullmatch(r"\d[\d.,]{2,}", word):
        return False  # "tra 4.000 e 4.500. Ha aggiunto"
    if len(word) == 1 and word.isalpha() and word.isupper():
        return True
    if word.isdigit() and len(word) <= 2 and code == "de":
        return True  # "am 4. Februar": an ordinal number and not an end
    return word.lower().rstrip(".") in _ABBREVIATIONS or ("." in word and len(word) <= 6)


def _quotes(text: str, marks: tuple[str, ...]) -> Iterator[Span]:
    """Yield what stands in quotation marks, without them, outermost first."""
    at = 0
    pairs = [tuple(mark.split()) for mark in marks]
    opening = {pair[0]: [other[1] for other in pairs if other[0] == pair[0]] for pair in pairs}
    while at < len(text):
        closers = opening.get(text[at])
        if not closers or not _opens(text, at):
            at += 1
            continue
        ends = [end for closer in closers if (end := _closing(text, at + 1, closer, text[at])) > 0]
        if not ends:
            at += 1
            continue
        end = min(ends)
        yield at + 1, end
        at = end + 1


def _opens(text: str, at: int) -> bool:
    """Return whether a mark at a place begins a quotation: nothing of a word is before it."""
    is_free = at == 0 or text[at - 1].isspace() or text[at - 1] in "([—–-«“„:"
    return is_free and at + 1 < len(text) and not (text[at + 1].isspace() and text[at] != "«")


def _closing(text: str, start: int, closer: str, opener: str) -> int:
    """Return where a quotation ends, or -1; an apostrophe within a word is no end."""
    at = start
    while 0 <= (at := text.find(closer, at)) <= start + _LONGEST_QUOTE:
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        inside = before.isalnum() and after.isalnum()
        again = closer == opener and before.isspace() and closer != "»"
        if not inside and not again:
            return at
        at += 1
    return -1
