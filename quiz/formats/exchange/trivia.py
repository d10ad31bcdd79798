"""Collections of trivia: OpenTriviaQA, Open Trivia DB, and the YAML of Certificationy.

Source: their files; Open Trivia DB encodes its texts by HTML, by URL or in Base64.
"""

import base64
import binascii
import html
import json
import re
from typing import Any
from urllib.parse import unquote

from quiz.errors import QuizError
from quiz.formats.exchange.choosing import choice_of
from quiz.formats.exchange.collecting import (
    Collector,
    line_place,
    question_place,
    text_in,
)
from quiz.formats.exchange.exchanged import Format, Imported, Source, Trust
from quiz.formats.exchange.rich import escaped, line_of, markdown_of
from quiz.items import Option
from quiz.translation import _

_LOOKED_AT = 20_000
_OPTION = re.compile(r"(?P<letter>[A-Z])[ \t]+(?P<text>\S.*)\Z")
_LEVELS = {"easy": "easy", "medium": "medium", "hard": "hard"}


# OpenTriviaQA


def _trust_qa(source: Source) -> Trust:
    head = source.data[:_LOOKED_AT].decode("utf-8", "replace")
    has_both = re.search(r"(?m)^#Q ", head) and re.search(r"(?m)^\^ ", head)
    return Trust.SURE if has_both else Trust.NO


def _decode_qa(source: Source) -> Imported:
    """Read OpenTriviaQA: `#Q`, `^` and the right answer, options with letters."""
    collector = Collector(source)
    stem: list[str] = []
    right, options, began = "", list[str](), 0
    for number, line in enumerate([*text_in(source, collector).split("\n"), "#Q "], 1):
        text = line.strip()
        if line.startswith("#Q"):
            if stem:
                _take_qa(collector, began, stem, right, options)
            stem, right, options, began = [text[2:].strip()], "", [], number
        elif line.startswith("^"):
            right = text[1:].strip()
        elif right and (found := _OPTION.match(text)):
            options.append(found["text"].strip())
        elif text and stem and options:
            options[-1] += " " + text
        elif text and stem:
            stem.append(text)
    return collector.imported()


def _take_qa(
    collector: Collector, number: int, stem: list[str], right: str, options: list[str]
) -> None:
    where = line_place(number)
    asked = escaped("\n".join(line for line in stem if line))
    folded = [" ".join(option.casefold().split()) for option in options]
    wanted = " ".join(right.casefold().split())
    keys = [folded.index(wanted)] if wanted in folded else []
    item = choice_of(collector, where, asked, [Option(text) for text in options], keys)
    if item is not None:
        collector.add(item, where=where)


# Open Trivia DB


def _trust_db(source: Source) -> Trust:
    head = source.data[:_LOOKED_AT]
    has_both = b'"correct_answer"' in head and b'"incorrect_answers"' in head
    return Trust.SURE if has_both else Trust.NO


def _decode_db(source: Source) -> Imported:
    """Read JSON of Open Trivia DB, whatever its texts are encoded by."""
    collector = Collector(source)
    try:
        found = json.loads(text_in(source, collector))
    except (ValueError, RecursionError) as error:
        raise QuizError(_("{file}: not JSON").format(file=source.name)) from error
    listed = found.get("results", []) if isinstance(found, dict) else found
    if not isinstance(listed, list):
        listed = []
    is_base64 = all(
        isinstance(one, dict) and _is_base64(one.get("question")) for one in listed
    ) and bool(listed)
    for number, one in enumerate(listed, 1):
        where = question_place(number)
        if not isinstance(one, dict) or not isinstance(one.get("question"), str):
            collector.skip(where, _("no question in it"))
            continue
        wrong = one.get("incorrect_answers")
        answers = [one.get("correct_answer"), *(wrong if isinstance(wrong, list) else [])]
        texts = [_plain(str(text), is_base64) for text in answers if text not in (None, "")]
        asked = escaped(_plain(one["question"], is_base64))
        more: dict[str, Any] = {}
        if isinstance(category := one.get("category"), str) and category:
            more["tags"] = (" ".join(_plain(category, is_base64).split()),)
        level = _plain(str(one.get("difficulty", "")), is_base64)
        if level in _LEVELS:
            more["difficulty"] = level
        options = [Option(text) for text in texts]
        item = choice_of(collector, where, asked, options, [0] if texts else [], **more)
        if item is not None:
            collector.add(item, where=where)
    return collector.imported()


def _is_base64(text: object) -> bool:
    if not isinstance(text, str) or len(text) % 4 or not re.fullmatch(r"[A-Za-z0-9+/]+=*", text):
        return False
    try:
        base64.b64decode(text, validate=True).decode()
    except (binascii.Error, ValueError):
        return False
    return True


def _plain(text: str, is_base64: bool) -> str:
    if is_base64 and _is_base64(text):
        text = base64.b64decode(text).decode("utf-8", "replace")
    elif re.search(r"%[0-9A-Fa-f]{2}", text) and " " not in text:
        text = unquote(text)
    return html.unescape(text).strip()


# Certificationy


def _trust_yaml(source: Source) -> Trust:
    head = source.data[:_LOOKED_AT].decode("utf-8", "replace")
    is_one = re.search(r"(?m)^questions:", head) and re.search(r"(?m)^\s+answers:", head)
    return Trust.SURE if is_one and re.search(r"correct:\s*(?:true|false)", head) else Trust.NO


def _decode_yaml(source: Source) -> Imported:
    """Read the YAML of Certificationy: each answer says whether it is correct."""
    import yaml

    collector = Collector(source)
    try:
        found = yaml.load(text_in(source, collector), Loader=_plain_loader())
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        words = _("{file}: not YAML that can be read")
        raise QuizError(words.format(file=source.name)) from error
    if not isinstance(found, dict) or not isinstance(found.get("questions"), list):
        return collector.imported()
    collector.title = str(found.get("category") or "")
    for number, one in enumerate(found["questions"], 1):
        where = question_place(number)
        answers = one.get("answers") if isinstance(one, dict) else None
        if not isinstance(answers, list):
            collector.skip(where, _("no answers in it"))
            continue
        options = [a for a in answers if isinstance(a, dict) and a.get("value") is not None]
        keys = [at for at, a in enumerate(options) if str(a.get("correct")).lower() == "true"]
        item = choice_of(
            collector, where, markdown_of(str(one.get("question", ""))).text,
            [Option(line_of(str(a["value"])).text) for a in options], keys,
            explain=escaped(str(one.get("help") or "").strip()),
        )  # fmt: skip
        if item is not None:
            collector.add(item, where=where, key=str(one.get("uuid") or ""))
    return collector.imported()


def _plain_loader() -> type:
    """Return a loader for which every value is text, and no name stands for another one."""
    import yaml

    class Plain(yaml.BaseLoader):
        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.check_event(yaml.AliasEvent):
                raise yaml.YAMLError("aliases")
            return super().compose_node(parent, index)

    return Plain


FORMAT = Format(
    name="opentriviaqa",
    title="OpenTriviaQA",
    endings=(".txt",),
    trust=_trust_qa,
    decode=_decode_qa,
)
MORE = (
    Format(
        name="opentdb",
        title="Open Trivia DB",
        endings=(".json",),
        trust=_trust_db,
        decode=_decode_db,
    ),
    Format(
        name="certificationy",
        title="Certificationy",
        endings=(".yml", ".yaml"),
        trust=_trust_yaml,
        decode=_decode_yaml,
    ),
)
