"""Banks as one page that works without a server, from a file or any host."""

import base64
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from importlib.resources import files
from random import Random
from typing import Any, assert_never

import msgspec
from markupsafe import Markup

from quiz.cleaning import clean_line
from quiz.desk.exams.past import about_question
from quiz.errors import QuizError
from quiz.formats.pages import environment, markdown
from quiz.formats.printed import pictures
from quiz.items import (
    Bank,
    Cloze,
    Computed,
    Context,
    Date,
    Essay,
    Flashcard,
    Groups,
    Item,
    Match,
    MultipleChoice,
    Number,
    Order,
    Prompt,
    ShortText,
    SingleChoice,
    TextList,
    TrueFalse,
    context_of,
)
from quiz.items.card import REVERSE
from quiz.items.directions import direction
from quiz.items.markdown import blocks, plain_line
from quiz.items.spoken import stem_line
from quiz.items.wording import option_text
from quiz.translation import _, language, ngettext
from quiz.web.forms import QuestionForm, form_of
from quiz.web.publishing.keys import PageKeys

MOST_INLINE = 2_000_000
"""Bytes of pictures that a single file may hold."""
DRAWS = 20
"""How often a computed question is drawn."""
_CLASS_ALONE = "/* Of the class page alone. */"
_TYPES = {"png": "image/png", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}
ReadPicture = Callable[[str], bytes]


class PublishedBank(msgspec.Struct, frozen=True, kw_only=True):
    """A bank, and how its pictures are read."""

    bank: Bank
    """Its questions."""
    read_picture: ReadPicture
    """Returns the bytes of a picture by its name in the bank; raises QuizError where it cannot."""


class _Variant(msgspec.Struct, frozen=True, kw_only=True):
    """A question with its numbers, as the template draws it."""

    form: QuestionForm | None
    stem: Markup
    button: str
    label: str
    solution: tuple[Markup, ...]
    notes: tuple[tuple[int, Markup], ...]
    rubric: tuple[Markup, ...]
    explain: Markup | str


class _Question(msgspec.Struct, frozen=True, kw_only=True):
    place: int
    passage: Markup | str
    picture: str
    alt: str
    source: str
    variants: tuple[_Variant, ...]


def published(
    banks: Sequence[PublishedBank],
    *,
    is_single: bool = False,
    tell: Callable[[int], object] = lambda done: None,
) -> dict[str, bytes]:
    """Return the files of a page, by their names; the page itself is `index.html`.

    Args:
        banks: What it asks; at least one question.
        is_single: Whether everything is in the one file.
        tell: Called with the number of questions that are done, before each next one.

    Raises:
        QuizError: There is no question, a picture cannot be read, or the pictures are too large for
            one file.
    """
    made = _Builder(is_single, tell)
    for one in banks:
        made.add(one)
    if not made.questions:
        raise QuizError(_("no questions"))
    title = " · ".join(one.bank.title or one.bank.id for one in banks)
    tag = language()
    script = "".join(map(_asset, made.scripts()))
    style = _asset("page.css").partition(_CLASS_ALONE)[0]
    if any(end in script.casefold() for end in ("</script", "<!--")):
        raise AssertionError("the script would end its own element")
    data = {
        "name": "+".join(one.bank.id for one in banks),
        "title": title,
        "words": _words(),
        "questions": made.data,
        "tables": made.keys.tables,
    }
    licences = dict.fromkeys(_licence(one.bank) for one in banks)
    count = len(made.questions)
    text = environment("quiz.web").get_template("publish.html").render(
        lang=tag,
        dir=direction(tag),
        title=title,
        policy=_policy(script, style, is_single),
        abouts=[markdown.blocks(blocks(one.bank.about)) for one in banks if one.bank.about],
        counted=ngettext("{n} question", "{n} questions", count).format(n=count),
        licence=" · ".join(filter(None, licences)),
        questions=made.questions,
        data=_json(data),
        style=Markup(style) if is_single else None,  # ours, and it can't end its element
        script=Markup(script) if is_single else None,
    )  # fmt: skip
    files_ = {"index.html": text.encode()}
    if not is_single:
        files_ |= {"page.css": style.encode(), "publish.js": script.encode()} | made.pictures
    return files_


def _asset(name: str) -> str:
    """Return a file of ours without its indentation and lines of comment: half a page's weight."""
    text = files("quiz.web").joinpath("static", name).read_text("utf-8")
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//")) + "\n"


def _policy(script: str, style: str, is_single: bool) -> str:
    """Return the page's Content-Security-Policy: nothing runs and nothing loads but our own.

    `file:` beside 'self': a page that is opened from a disk has no origin of its own.
    """
    if is_single:
        own_script, own_style = (
            f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}'"
            for text in (script, style)
        )
        own_pictures = "data:"
    else:
        own_script = own_style = "'self' file:"
        own_pictures = "'self' file: data:"
    return (
        f"default-src 'none'; script-src {own_script}; style-src {own_style}; "
        f"img-src {own_pictures}; form-action 'none'; base-uri 'none'"
    )


def _json(data: Any) -> Markup:
    """Return JSON that cannot end the element it stands in."""
    text = msgspec.json.encode(data, enc_hook=str).decode()
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # no sign of HTML is left


def _licence(bank: Bank) -> str:
    author = _("by {author}").format(author=bank.author) if bank.author else ""
    return ", ".join(filter(None, (bank.title or bank.id, author, bank.license, bank.source)))


def _words() -> dict[str, Any]:
    """Return what the script says."""
    return {
        "right": "✔ " + _("Right"),
        "wrong": "✘ " + _("Wrong"),
        "partly": "◐ " + _("Partly right"),
        "signRight": "✔ " + _("right"),
        "signWrong": "✘ " + _("wrong"),
        "skipped": "– " + _("Skipped"),
        "blank": _("Nothing is answered yet."),
        "compare": _("This page can't grade this answer: compare it yourself."),
        "wasRight": _("I was right"),
        "wasPartly": _("Partly right"),
        "wasWrong": _("I was wrong"),
        "next": _("Next"),
        "skip": _("Skip"),
        "stop": _("Stop for now"),
        "again": _("Mistakes again ({n})"),
        "place": _("Question {n} of {of}"),
        "score": _("{n} of {of} were right"),
        "ratings": [_("Again"), _("Hard"), _("Good"), _("Easy")],
    }


class _Builder:
    """Collects the questions of a page."""

    def __init__(self, is_single: bool, tell: Callable[[int], object]) -> None:
        self.is_single = is_single
        self._tell = tell
        self._done = 0
        self.questions: list[_Question] = []
        self.data: list[dict[str, Any]] = []
        self.pictures: dict[str, bytes] = {}
        self.keys = PageKeys()
        self._names: dict[str, str] = {}
        self._size = 0

    def scripts(self) -> list[str]:
        """Return the names of the scripts that its questions need."""
        kinds = {variant["key"]["kind"] for one in self.data for variant in one["variants"]}
        more = ["mark_numbers.js"] if kinds & {"number", "date"} else []
        return ["mark.js", *more, "publish.js"]

    def add(self, source: PublishedBank) -> None:
        """Add all questions of a bank."""
        bank = source.bank
        context = context_of(bank)
        place = self.keys.add_bank(context)
        passages = dict(bank.passages)
        for item in bank.items:
            self._tell(self._done)
            self._done += 1
            picture = self._picture(source, item.image) if item.image else ""
            passage = passages.get(item.passage, "")
            for card, one in _cards(item):
                variants = _laid_out(one, f"{bank.id}/{card}")
                self.data.append(self._facts(bank, card, item, variants, context, place))
                self.questions.append(
                    _Question(
                        place=len(self.questions),
                        passage=markdown.blocks(blocks(passage)) if passage else "",
                        picture=picture,
                        alt=item.alt,
                        source=item.source,
                        variants=tuple(_variant(prompt) for prompt in variants),
                    )
                )

    def _facts(
        self,
        bank: Bank,
        card: str,
        item: Item,
        variants: list[Prompt],
        context: Context,
        place: int,
    ) -> dict[str, Any]:
        """Return what the script knows of a question."""
        return {
            "name": f"{bank.id}/{card}",
            "bank": bank.id,
            "card": card,
            "kind": item.kind,
            "points": item.points,
            "guess": item.guess_chance,
            "tags": item.tags,
            "shuffle": isinstance(item, SingleChoice | MultipleChoice) and item.shuffle,
            "variants": [self._variant_facts(prompt, context, place) for prompt in variants],
        }

    def _variant_facts(self, prompt: Prompt, context: Context, place: int) -> dict[str, Any]:
        item = prompt.item
        facts = about_question(item)
        if facts["guess"] is None:
            del facts["guess"]
        shape, fields, texts, names = _shape(item)
        return {
            "text": clean_line(stem_line(item)),
            "shape": shape,
            "fields": fields,
            "order": prompt.order,
            "texts": texts,
            "names": names,
            "key": self.keys.key_of(item, context, place),
            "facts": facts,
        }

    def _picture(self, source: PublishedBank, name: str) -> str:
        """Return the address of a picture: its data, or its file beside the page."""
        try:
            data = source.read_picture(name)
        except QuizError as error:
            raise QuizError(f"{name}: {error}") from error
        kind = pictures.kind(data)
        digest = sha256(data).hexdigest()[:16]
        if digest not in self._names:
            self._size += len(data)
            if self.is_single:
                if self._size > MOST_INLINE:
                    words = _("the pictures have more than {n} MB; leave out --single")
                    raise QuizError(words.format(n=MOST_INLINE // 1_000_000))
                self._names[digest] = (
                    f"data:{_TYPES[kind]};base64,{base64.b64encode(data).decode()}"
                )
            else:
                self._names[digest] = f"pictures/{digest}.{kind}"
                self.pictures[self._names[digest]] = data
        return self._names[digest]


def _cards(item: Item) -> Iterable[tuple[str, Item]]:
    """Yield the cards of a question with their names: a card may be asked both ways."""
    yield item.id, item
    if isinstance(item, Flashcard) and item.reverse:
        yield f"{item.id}{REVERSE}", item.turned_round()


def _laid_out(item: Item, seed: str) -> list[Prompt]:
    """Return a question as it is shown; a computed one with several sets of numbers."""
    if not isinstance(item, Computed):
        return [item.lay_out(Random(seed))]
    drawn = [item.lay_out(Random(f"{seed}/{n}")) for n in range(DRAWS)]
    return list({prompt.item.stem: prompt for prompt in drawn}.values())


def _shape(item: Item) -> tuple[str, int, tuple[str, ...], tuple[str, ...]]:
    """Return how an answer is read from the form: its shape, its fields, and what they name."""
    match item:
        case SingleChoice() | TrueFalse() | MultipleChoice():
            return "picked", 1, tuple(option.text for option in item.options), ()
        case ShortText() | Number() | Date():
            return "typed", 1, (), ()
        case TextList():
            return "list", item.count, (), ()
        case Cloze():
            return "parts", len(item.gaps), (), ()
        case Match():
            lefts = tuple(pair.left for pair in item.pairs)
            return "match", len(lefts), lefts, item.rights
        case Groups():
            return "groups", len(item.entries), item.entries, item.names
        case Order():
            return "ordered", len(item.entries), item.entries, ()
        case Flashcard() | Essay():
            return "graded", 1, (), ()
        case Computed():
            raise ValueError("a computed question is laid out as a number")
        case _:
            assert_never(item)


def _variant(prompt: Prompt) -> _Variant:
    """Return a question as the template draws it."""
    item = prompt.item
    is_graded = isinstance(item, Flashcard | Essay)
    options = getattr(item, "options", ())
    return _Variant(
        form=None if isinstance(item, Flashcard) else form_of(prompt),
        stem=_blocks(item.stem) if isinstance(item, Flashcard) else Markup(),
        button=_("Show the answer") if is_graded else _("Answer"),
        label=_("A good answer") if isinstance(item, Essay) else _("Correct answer"),
        solution=_solution(item),
        notes=tuple(
            (at, _blocks(option.feedback)) for at, option in enumerate(options) if option.feedback
        ),
        rubric=tuple(map(_line, item.rubric)) if isinstance(item, Essay) else (),
        explain=_blocks(item.explain) if item.explain else "",
    )


def _solution(item: Item) -> tuple[Markup, ...]:
    match item:
        case Flashcard():
            return (_blocks(item.back),)
        case Essay():
            return (_blocks(item.model_answer),) if item.model_answer else ()
        case ShortText() | TextList() | Cloze() | Number():
            # As it is to be typed: no sign of it is Markdown.
            return tuple(Markup("{}").format(text) for text in item.solution)
        case Date():
            from quiz.marking.dates import format_date, parse_iso_date
            from quiz.marking.language import language as rules

            return (Markup("{}").format(format_date(parse_iso_date(item.date), rules(language()))),)
        case _:
            return tuple(_line(option_text(item, text)) for text in item.solution)


def _blocks(text: str) -> Markup:
    return markdown.blocks(blocks(text))


def _line(text: str) -> Markup:
    return markdown.line(plain_line(text))
