"""Quizzes in Markdown: ticked lists, options with letters and `Answer: B`, and hascard's cards.

Headings or numbers begin a question, and a paragraph with options right below it; what stands
between it and its options belongs to it. Boxes are `[x]` or `(x)`; ✅ marks an entry of a list.
A line `Answer:`, `Correct answer:` or its like names the right letters, or answers a question
without options. hascard: `# question` with `- *` options, `[*]` boxes, `_gaps_` or a numbered order
below it.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from quiz.formats.exchange.choosing import choice_of
from quiz.formats.exchange.collecting import Collector, line_place, text_in
from quiz.formats.exchange.exchanged import Format, Imported, Source, Trust
from quiz.items import Cloze, Flashcard, Gap, Item, Option, Order, ShortText
from quiz.items.wording import GAP
from quiz.translation import _

_HEAD = re.compile(r"(?P<marks>#{1,6})[ \t]+(?P<text>.*?)[ \t]*#*\Z")
_QUESTION = r"(?:Q(?:uestion)?|Frage|Domanda)?[ \t]?#?"
_NUMBERED = re.compile(
    rf"(?:\*\*)?{_QUESTION}\d{{1,4}}[.):][ \t]*(?:\*\*)?[ \t]*(?P<text>\S.*)\Z", re.I
)
_LABEL = re.compile(rf"{_QUESTION}\d{{1,4}}[.):][ \t]*", re.I)
_TICKED = re.compile(
    r"[ \t]{0,3}(?:[-*+][ \t]+)?(?:\[(?P<tick>[ xX*✓✔])\]|\((?P<round>[ xX*✓✔])\))[ \t]*"
    r"(?P<text>.*)\Z"
)
_BULLET = re.compile(r"[ \t]{0,3}[-*+][ \t]+(?P<text>\S.*)\Z")
_RULE = re.compile(r"[ \t]*(?:-{3,}|\*{3,}|_{3,})[ \t]*\Z")
"""A line across the page between questions."""
_CHECK = re.compile(r"[ \t]*(?:✅|✓|✔️?|☑️?)[ \t]*")
"""What marks the right one of a list of options without boxes."""
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
_KEYED_TEXT = re.compile(r"(?m)^[ \t]*(?P<number>\d{1,4})[.)][ \t]*(?P<text>[^\W\d_][^\n]{1,80})$")
"""An entry that answers an open question."""
_MOST_TYPED_WORDS = 3
_LOOKED_AT = 100_000


class _Question(NamedTuple):
    line: int
    lines: list[str]


def trust(source: Source) -> Trust:
    """Return how surely a file is a quiz in Markdown: ticked boxes, or letters and answers."""
    lines = source.data[:_LOOKED_AT].decode("utf-8", "replace").splitlines()
    ticks = [
        found["tick"] or found["round"] or "" for line in lines if (found := _TICKED.match(line))
    ]
    if any(tick.strip() for tick in ticks) and len(ticks) >= 2:
        return Trust.LIKELY
    if _has_checks(lines):
        return Trust.LIKELY
    letters = sum(_LETTERED.match(line) is not None for line in lines)
    if letters >= 2 and any(_LETTERED.match(line) and _CHECK.search(line) for line in lines):
        return Trust.LIKELY
    answers = sum(_ANSWER.match(line) is not None for line in lines)
    stars = sum(_STARRED.match(line) is not None for line in lines)
    if letters >= 2 and (_KEY_HEAD.search("\n".join(lines)) or letters >= 2 * stars > 0):
        return Trust.LIKELY
    if letters >= 2 and answers and (letters >= 2 * answers or _has_blocks(lines, answers)):
        return Trust.LIKELY
    return Trust.LIKELY if _is_hascard(lines) else Trust.NO


def _has_checks(lines: Sequence[str]) -> bool:
    """Return whether a list's entries are options, of which a check mark tells the right one."""
    entries = [found["text"] for line in lines if (found := _BULLET.match(line))]
    asks = any("?" in line or _NUMBERED.match(line) for line in lines if not _BULLET.match(line))
    if not asks:
        return False  # a list of what was done
    return (
        len(entries) >= 2
        and any(map(_CHECK.search, entries))
        and not all(map(_CHECK.search, entries))
    )


def _has_blocks(lines: Sequence[str], answers: int) -> bool:
    """Return whether a third of the answers stand below options with letters, where some are open.

    Args:
        lines: Of the file.
        answers: How many lines answer a question.
    """
    filled = [line for line in lines if line.strip()]
    whole = sum(
        _ANSWER.match(line) is not None and all(map(_LETTERED.match, filled[max(0, at - 2) : at]))
        for at, line in enumerate(filled)
        if at >= 2
    )
    return whole >= 1 and 3 * whole >= answers


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
    for question in _cards(text) if is_hascard else _questions(text, collector, key):
        item = _hascard(collector, question) if is_hascard else _quiz(collector, question, key)
        if item is not None:
            collector.add(item, where=line_place(question.line))
    return collector.imported()


# Ticked lists, and letters with answers


def _questions(text: str, collector: Collector, key: Mapping[int, str]) -> list[_Question]:
    """Return the questions of a text, each with its lines."""
    found: list[_Question] = []
    is_code = False
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if line.lstrip().startswith("```"):
            is_code = not is_code
        head, numbered = _HEAD.match(line), _NUMBERED.match(line)
        begins = not is_code and (
            head is not None
            or (
                numbered is not None
                and (
                    not found
                    or _is_done(found[-1])
                    or (not lines[number - 2].strip() and _is_next_number(found[-1], line))
                    or (len(found) == 1 and _is_preamble(found[0], line))
                )
            )
            or (bool(found) and _begins_again(found[-1], lines, number - 1))
        )
        if begins:
            found.append(_Question(number, [line]))
        elif found:
            found[-1].lines.append(line)
        elif line.strip():
            found.append(_Question(number, [line]))
    kept = [one for one in found if _has_options(one) or _has_answer(one) or _number_of(one) in key]
    for one in found:
        if one not in kept and _NUMBERED.match(one.lines[0]):
            collector.skip(line_place(one.line), _("no options and no answer"))
    for one in found:
        head = _HEAD.match(one.lines[0])
        if one not in kept and head is not None and not collector.title:
            collector.title = head["text"]
    return kept


def _is_done(question: _Question) -> bool:
    """Return whether a number begins another question: options were there, or a heading alone."""
    if _has_options(question) or _has_answer(question):
        return True
    head = _HEAD.match(question.lines[0])
    is_alone = not any(line.strip() for line in question.lines[1:])
    is_title = head is not None or question.lines[0].isupper()
    return is_title and is_alone and not question.lines[0].rstrip(" #").endswith("?")


def _number_of(question: _Question) -> int:
    """Return the number that a question has; 0 for none."""
    found = _NUMBER.search(question.lines[0])
    return int(found[0]) if found and _NUMBERED.match(question.lines[0]) else 0


def _is_next_number(question: _Question, line: str) -> bool:
    """Return whether a line's number is the one after a question's: no entry of a list in it."""
    before = _number_of(question)
    return before > 0 and _number_of(_Question(0, [line])) == before + 1


def _is_preamble(question: _Question, line: str) -> bool:
    """Return whether what stands before the first question is none: a title, an instruction."""
    is_alone = not any(line.strip() for line in question.lines[1:])
    return is_alone and not _number_of(question) and _number_of(_Question(0, [line])) == 1


def _begins_again(question: _Question, lines: Sequence[str], at: int) -> bool:
    """Return whether a paragraph without a number begins another question: options stand below it.

    Args:
        question: The one before, with its lines so far.
        lines: Of the file.
        at: The index of the paragraph's first line.
    """
    line = lines[at]
    is_first = at > 0 and not lines[at - 1].strip() and line.strip() and line[0] not in " \t>"
    if (
        not is_first
        or _is_part_of_a_list(line)
        or not (_has_options(question) or _has_answer(question))
    ):
        return False
    end = at
    while end < len(lines) and lines[end].strip() and not _is_part_of_a_list(lines[end]):
        end += 1
    while end < len(lines) and not lines[end].strip():
        end += 1
    below = lines[end] if end < len(lines) else ""
    lettered = _LETTERED.match(below)
    return _TICKED.match(below) is not None or (
        lettered is not None and _is_next(lettered["letter"], 0)
    )


def _is_part_of_a_list(line: str) -> bool:
    """Return whether a line is an option, or says which is right or why."""
    return any(one.match(line) for one in (_TICKED, _LETTERED, _ANSWER, _WHY, _HEAD))


def _has_answer(question: _Question) -> bool:
    """Return whether a question without options has a line that answers it."""
    return not _has_options(question) and any(map(_ANSWER.match, question.lines[1:]))


def _without_key(text: str) -> tuple[str, dict[int, str]]:
    """Return a text without the list of answers at its end, and the letters by number."""
    found = list(_KEY_HEAD.finditer(text))
    if not found:
        return text, {}
    after = text[found[-1].end() :]
    letters = {int(one["number"]): one["text"] for one in _KEYED_TEXT.finditer(after)}
    letters |= {int(one["number"]): one["letter"] for one in _KEYED.finditer(after)}
    return (text[: found[-1].start()], letters) if letters else (text, {})


def _has_options(question: _Question) -> bool:
    lines = question.lines
    ticks = sum(_is_ticked(line) for line in lines)
    return (
        ticks >= 1
        or _has_checks(lines)
        or sum(_LETTERED.match(line) is not None for line in lines) >= 2
    )


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
    uses_ticks = any(map(_is_ticked, question.lines))
    uses_checks = not uses_ticks and not _has_letters(question) and _has_checks(question.lines)
    answered: list[str] = []
    for line in question.lines[1:]:
        if line.lstrip().startswith("```"):
            is_code = not is_code
        ticked = _TICKED.match(line) if uses_ticks and not is_code else None
        lettered = _LETTERED.match(line) if not uses_ticks and not is_code else None
        bulleted = _BULLET.match(line) if uses_checks and not is_code else None
        if bulleted or ticked or (lettered and _is_next(lettered["letter"], len(options))):
            state = "options"
            found = bulleted or ticked or lettered
            assert found is not None
            if _is_marked(ticked, bulleted or lettered):
                right.append(len(options))
            options.append([_CHECK.sub(" ", found["text"]).strip()])
        elif not is_code and (said := _ANSWER.match(line)) and (options or state == "stem"):
            answered.append(said["text"])
            state = "why"
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
    if len(answered) > 1:
        collector.skip(where, _("two lines say which answer is right"))
        return None
    answer = answered[0] if answered else answer
    why = [line for line in why if not _RULE.match(line)]
    asked_text, told = "\n".join(stem).strip(), "\n".join(why).strip()
    if not options and answer:
        return _open_question(asked_text, answer, explain=told, source=reference)
    if answer and not right:
        right = _places(answer, ["\n".join(option) for option in options])
    texts = [Option(" ".join(_unfenced(option).split())) for option in options]
    return choice_of(collector, where, asked_text, texts, right, explain=told, source=reference)


def _open_question(stem: str, answer: str, *, explain: str, source: str) -> Item:
    """Return a question with its answer alone: one to type where that is short, else a card."""
    if len(answer.split()) <= _MOST_TYPED_WORDS:
        return ShortText(id="", stem=stem, answer=answer, explain=explain, source=source)
    return Flashcard(id="", stem=stem, back=answer, explain=explain, source=source)


def _is_marked(ticked: re.Match[str] | None, lettered: re.Match[str] | None) -> bool:
    """Return whether an option is marked right: by its box, a star, or a check mark."""
    if ticked is not None:
        return bool((ticked["tick"] or ticked["round"] or "").strip())
    if lettered is None:
        return False
    return bool(lettered.groupdict().get("star") or _CHECK.search(lettered["text"]))


def _has_letters(question: _Question) -> bool:
    """Return whether options of a question have letters."""
    return sum(_LETTERED.match(line) is not None for line in question.lines) >= 2


def _is_ticked(line: str) -> bool:
    """Return whether a line is an option with a box."""
    return _TICKED.match(line) is not None


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
        keys = [at for at, one in enumerate(marks) if (one["tick"] or "").strip()]
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
