"""Quizzes in Markdown: ticked lists, options with letters and `Answer: B`, and hascard's cards.

Headings or numbers begin a question; what stands between it and its options belongs to it. A line
`Answer:`, `Correct answer:` or its like names the right letters. hascard: `# question` with `- *`
options, `[*]` boxes, `_gaps_` or a numbered order below it.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from quiz.formats.exchange.choosing import choice_of
from quiz.formats.exchange.collecting import Collector, line_place, text_in
from quiz.formats.exchange.exchanged import Format, Imported, Source, Trust
from quiz.items import Cloze, Flashcard, Gap, Item, Option, Order
from quiz.items.wording import GAP
from quiz.translation import _

_HEAD = re.compile(r"(?P<marks>#{1,6})[ \t]+(?P<text>.*?)[ \t]*#*\Z")
_QUESTION = r"(?:Q(?:uestion)?|Frage|Domanda)?[ \t]?#?"
_NUMBERED = re.compile(
    rf"(?:\*\*)?{_QUESTION}\d{{1,4}}[.):][ \t]*(?:\*\*)?[ \t]*(?P<text>\S.*)\Z", re.I
)
_LABEL = re.compile(rf"{_QUESTION}\d{{1,4}}[.):][ \t]*", re.I)
_TICKED = re.compile(r"[ \t]{0,3}(?:[-*+][ \t]+)?\[(?P<tick>[ xX*✓✔])\][ \t]*(?P<text>.*)\Z")
_LETTERED = re.compile(
    r"[ \t]{0,6}(?:[-*+][ \t]+)?(?P<star>\*\*?)?(?P<letter>[A-Ha-h])(?:[.)]|\)\s|:)[ \t]*"
    r"(?P<text>\S.*?)(?:\*\*?)?\Z"
)
_ANSWER = re.compile(
    r"[ \t>*_]*(?:correct(?: answers?| options?)?|answers?|ans|solution|lösung|antwort|"
    r"richtig(?:e antwort)?|risposta(?: corretta)?|soluzione|réponse|respuesta)"
    r"[ \t*_]*[:=][ \t*_]*(?P<text>\S.*?)[ \t*_]*\Z",
    re.I,
)
_WHY = re.compile(
    r"[ \t>*_]*(?:explanation|why|rationale|erklärung|begründung|spiegazione|explication)"
    r"[ \t*_]*:[ \t*_]*(?P<text>.*)\Z",
    re.I,
)
_REFERENCE = re.compile(r"\[reference\]\((?P<url>[^)\s]+)\)\s*\Z", re.I)
_RADIO = re.compile(r"(?P<mark>[-*])[ \t]+(?P<text>\S.*)\Z")
_PLACED = re.compile(r"(?P<place>\d{1,2})\.[ \t]+(?P<text>\S.*)\Z")
_UNDERLINED = re.compile(r"(?<![\w\\])_(?P<text>[^_\n]{1,80})_(?!\w)")
_LETTERS = "abcdefgh"
_NUMBER = re.compile(r"\d{1,4}")
_STARRED = re.compile(r"[ \t]{0,6}\*[A-Ha-h][.)][ \t]*\S")
_SAYS_NOTHING = re.compile(r"(?:question|frage|domanda|pregunta|q)[ \t]*#?\d*[.:]?\Z", re.I)
_KEY_HEAD = re.compile(
    r"(?mi)^[ \t#*_]*(?:answer key|answers|key|correct answers|lösungen|lösungsschlüssel|soluzioni"
    r"|respuestas|corrigé)[ \t*_]*:?[ \t*_]*$"
)
_KEYED = re.compile(r"(?<![\w.])(?P<number>\d{1,4})[ \t]*[.):=-]?[ \t]*\(?(?P<letter>[A-Ha-h])\b")
"""An entry of a list of answers."""
_LOOKED_AT = 100_000


class _Question(NamedTuple):
    line: int
    lines: list[str]


def trust(source: Source) -> Trust:
    """Return how surely a file is a quiz in Markdown: ticked boxes, or letters and answers."""
    lines = source.data[:_LOOKED_AT].decode("utf-8", "replace").splitlines()
    ticks = [found["tick"] for line in lines if (found := _TICKED.match(line))]
    if any(tick.strip() for tick in ticks) and len(ticks) >= 2:
        return Trust.LIKELY
    letters = sum(_LETTERED.match(line) is not None for line in lines)
    answers = sum(_ANSWER.match(line) is not None for line in lines)
    stars = sum(_STARRED.match(line) is not None for line in lines)
    if letters >= 2 and (_KEY_HEAD.search("\n".join(lines)) or letters >= 2 * stars > 0):
        return Trust.LIKELY
    if letters >= 2 and answers and letters >= 2 * answers:
        return Trust.LIKELY
    return Trust.LIKELY if _is_hascard(lines) else Trust.NO


def _is_hascard(lines: Sequence[str]) -> bool:
    heads = [line for line in lines if line.startswith("# ")]
    rules = [line for line in lines if line.rstrip() == "---"]
    return len(heads) >= 2 and len(rules) >= len(heads) - 1


def decode(source: Source) -> Imported:
    """Read a quiz in Markdown.

    Raises:
        QuizError: It is no text, or holds no question.
    """
    collector = Collector(source)
    text, key = _without_key(text_in(source, collector))
    is_hascard = _is_hascard(text.split("\n")) and not _LETTERED.search(text)
    for question in _cards(text) if is_hascard else _questions(text, collector):
        item = _hascard(collector, question) if is_hascard else _quiz(collector, question, key)
        if item is not None:
            collector.add(item, where=line_place(question.line))
    return collector.imported()


# Ticked lists, and letters with answers


def _questions(text: str, collector: Collector) -> list[_Question]:
    """Return the questions of a text, each with its lines."""
    found: list[_Question] = []
    is_code = False
    for number, line in enumerate(text.split("\n"), 1):
        if line.lstrip().startswith("```"):
            is_code = not is_code
        head, numbered = _HEAD.match(line), _NUMBERED.match(line)
        begins = not is_code and (
            head is not None or (numbered is not None and (not found or _is_done(found[-1])))
        )
        if begins:
            found.append(_Question(number, [line]))
        elif found:
            found[-1].lines.append(line)
        elif line.strip():
            found.append(_Question(number, [line]))
    kept = [one for one in found if _has_options(one)]
    for one in found:
        head = _HEAD.match(one.lines[0])
        if one not in kept and head is not None and not collector.title:
            collector.title = head["text"]
    return kept


def _is_done(question: _Question) -> bool:
    """Return whether a number begins another question: options were there, or a heading alone."""
    if _has_options(question):
        return True
    head = _HEAD.match(question.lines[0])
    is_alone = not any(line.strip() for line in question.lines[1:])
    is_title = head is not None or question.lines[0].isupper()
    return is_title and is_alone and not question.lines[0].rstrip(" #").endswith("?")


def _without_key(text: str) -> tuple[str, dict[int, str]]:
    """Return a text without the list of answers at its end, and the letters by number."""
    found = list(_KEY_HEAD.finditer(text))
    if not found:
        return text, {}
    after = text[found[-1].end() :]
    letters = {int(one["number"]): one["letter"] for one in _KEYED.finditer(after)}
    return (text[: found[-1].start()], letters) if letters else (text, {})


def _has_options(question: _Question) -> bool:
    lines = question.lines
    ticks = sum(_TICKED.match(line) is not None for line in lines)
    return ticks >= 1 or sum(_LETTERED.match(line) is not None for line in lines) >= 2


def _quiz(collector: Collector, question: _Question, key: Mapping[int, str]) -> Item | None:
    where = line_place(question.line)
    stem: list[str] = []
    options: list[list[str]] = []
    why: list[str] = []
    right: list[int] = []
    reference, state, is_code = "", "stem", False
    first = question.lines[0]
    head = _HEAD.match(first) or _NUMBERED.match(first)
    asked = _LABEL.sub("", head["text"], count=1).strip() if head else first
    if first.startswith("**") and asked.endswith("**"):
        asked = asked.removesuffix("**").rstrip()
    stem.append("" if _SAYS_NOTHING.match(asked) else asked)
    number = _NUMBER.search(first)
    answer = key.get(int(number[0]), "") if number is not None else ""
    uses_ticks = any(_TICKED.match(line) for line in question.lines)
    for line in question.lines[1:]:
        if line.lstrip().startswith("```"):
            is_code = not is_code
        ticked = _TICKED.match(line) if uses_ticks and not is_code else None
        lettered = _LETTERED.match(line) if not uses_ticks and not is_code else None
        if ticked or (lettered and _is_next(lettered["letter"], len(options))):
            state = "options"
            found = ticked or lettered
            assert found is not None
            is_right = bool(ticked and ticked["tick"].strip()) or bool(
                lettered and lettered["star"]
            )
            if is_right:
                right.append(len(options))
            options.append([found["text"].strip()])
        elif not is_code and (said := _ANSWER.match(line)) and options:
            answer, state = said["text"], "why"
        elif not is_code and (said := _WHY.match(line)) and options:
            state = "why"
            why.append(said["text"])
        elif not is_code and (said := _REFERENCE.match(line.strip())):
            reference = reference or said["url"]
        elif state == "stem":
            stem.append(line)
        elif state == "options" and (
            line.startswith((" ", "\t")) or is_code or line.lstrip().startswith("```")
        ):
            options[-1].append(line)
        elif state == "options" and line.strip():
            state = "why"
            why.append(line)
        elif state == "why":
            why.append(line)
    if answer and not right:
        right = _places(answer, ["\n".join(option) for option in options])
    texts = [Option(" ".join(_unfenced(option).split())) for option in options]
    told = "\n".join(why).strip()
    return choice_of(
        collector, where, "\n".join(stem).strip(), texts, right, explain=told, source=reference
    )


def _unfenced(lines: list[str]) -> str:
    """Return the lines of an option as one; a block of code in it as code."""
    text = "\n".join(lines)
    found = re.search(r"```\w*\n(?P<code>.*?)\n?\s*```", text, re.S)
    if found is None:
        return text
    code = " ".join(found["code"].split()).replace("`", "'")
    return text[: found.start()] + f"`{code}`" + text[found.end() :]


def _is_next(letter: str, count: int) -> bool:
    return count < len(_LETTERS) and letter.lower() == _LETTERS[count]


def _places(answer: str, options: Sequence[str]) -> list[int]:
    """Return which options an answer names: by letters, or by its text."""
    bare = answer.strip(" .*_`")
    listed = re.fullmatch(r"\(?[A-Ha-h]\)?(?:(?:\s*[,;/&+]\s*|\s+and\s+|\s+)\(?[A-Ha-h]\)?)*", bare)
    lead = re.match(r"\(?(?P<letter>[A-Ha-h])[).:]", bare)
    if listed:
        letters = re.findall(r"[A-Ha-h](?![a-z]{2})", bare)
    else:
        letters = [lead["letter"]] if lead else []
    places = [_LETTERS.index(one.lower()) for one in letters if one.lower() in _LETTERS]
    if places and max(places) < len(options):
        return sorted(set(places))
    folded = [" ".join(option.casefold().split()) for option in options]
    wanted = " ".join(bare.casefold().split())
    return [folded.index(wanted)] if wanted in folded else []


# hascard


def _cards(text: str) -> list[_Question]:
    found: list[_Question] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("# "):
            found.append(_Question(number, [line[2:].strip()]))
        elif found and line.rstrip() != "---":
            found[-1].lines.append(line)
    return found


def _hascard(collector: Collector, card: _Question) -> Item | None:
    where, stem = line_place(card.line), card.lines[0]
    body = [line for line in card.lines[1:] if line.strip()]
    if not stem or not body:
        collector.skip(where, _("a card with an empty side"))
        return None
    ticked = [_TICKED.match(line) for line in body]
    radio = [_RADIO.match(line) for line in body]
    placed = [_PLACED.match(line) for line in body]
    if all(ticked):
        marks = [one for one in ticked if one]
        keys = [at for at, one in enumerate(marks) if one["tick"].strip()]
        options = [Option(one["text"].strip()) for one in marks]
        return choice_of(collector, where, stem, options, keys, is_several=True)
    if all(radio) and any(one and one["mark"] == "*" for one in radio):
        marks = [one for one in radio if one]
        keys = [at for at, one in enumerate(marks) if one["mark"] == "*"]
        return choice_of(
            collector, where, stem, [Option(one["text"].strip()) for one in marks], keys
        )
    if all(placed) and len(placed) >= 2:
        marks = sorted((one for one in placed if one), key=lambda one: int(one["place"]))
        entries = tuple(one["text"].strip() for one in marks)
        if len(set(entries)) == len(entries):
            return Order(id="", stem=stem, entries=entries)
    text = "\n".join(card.lines[1:]).strip()
    gaps = list(_UNDERLINED.finditer(text))
    if not gaps:
        return Flashcard(id="", stem=stem, back=text)
    segments, at = [], 0
    for gap in gaps:
        segments.append(text[at : gap.start()])
        at = gap.end()
    segments.append(text[at:])
    segments[0] = f"**{stem}**\n\n{segments[0]}"
    answers = [
        tuple(part.strip() for part in gap["text"].split("|") if part.strip()) for gap in gaps
    ]
    if not all(answers):
        collector.skip(where, _("an empty gap"))
        return None
    return Cloze(
        id="", stem=GAP.join(segments), segments=tuple(segments),
        gaps=tuple(Gap(spellings) for spellings in answers),
    )  # fmt: skip


FORMAT = Format(
    name="markdown",
    title="Quizzes in Markdown, hascard",
    endings=(".md", ".txt"),
    trust=trust,
    decode=decode,
    leaves=(_("pictures in options"),),
)
