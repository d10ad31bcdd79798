"""The catalogues of the program's words: `python -m tests.catalogue` brings them up to date.

It takes every message of the code into each `quiz/locale/LANGUAGE/LC_MESSAGES/quiz.po`, drops what
the code no longer says, keeps what is translated, and makes `quiz.mo` of it. A catalogue is begun
with `python -m tests.catalogue LANGUAGE`.
"""

import ast
import gettext
import io
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from quiz.cli.click_words import paragraphs
from quiz.translation import LOCALES

_KEYWORDS = {"_": None, "mark": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
_PACKAGE = Path(LOCALES).parent
_WIDTH = 96

Text = str | tuple[str, ...]
"""A message, or its forms for one and for many."""


@cache
def messages() -> tuple[tuple[Text, str], ...]:
    """Return every message of the code with its context, each once, in the alphabet's order."""
    sources = [("**.py", "python"), ("**.html", "jinja2")]
    found = extract_from_dir(_PACKAGE, sources, keywords=_KEYWORDS)
    known = {(message, context or "") for _path, _line, message, _notes, context in found}
    known |= {(text, "") for text in _help_of_commands()}
    return tuple(sorted(known, key=lambda pair: (first(pair[0]), pair[1])))


def _help_of_commands() -> Iterator[str]:
    """Yield each paragraph of the docstrings of commands, which are their help."""
    for path in sorted((_PACKAGE / "cli").glob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and any(map(_makes_command, node.decorator_list)):
                yield from paragraphs(ast.get_docstring(node) or "")


def _makes_command(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Attribute) and called.attr in ("command", "group")


def first(message: Text) -> str:
    """Return a message's form for one."""
    return message if isinstance(message, str) else message[0]


def po_of(language: str) -> Path:
    """Return where a language's catalogue lies."""
    return Path(LOCALES) / language / "LC_MESSAGES" / "quiz.po"


def languages() -> list[str]:
    """Return the languages that have a catalogue."""
    return sorted(path.parent.parent.name for path in Path(LOCALES).glob("*/LC_MESSAGES/quiz.po"))


def read(language: str) -> Catalog:
    """Return a language's catalogue as it is; empty if there is none."""
    path = po_of(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def updated(language: str) -> bytes:
    """Return a language's catalogue with the messages of the code, and no others."""
    old = read(language)
    new = Catalog(locale=language)
    # As the catalogue has it: CLDR may know of more forms than anyone writes.
    new.mime_headers = [("Plural-Forms", old.plural_forms)]
    for message, context in messages():
        known = old.get(first(message), context or None)
        # A message of one form that got two, or the other way round, is another.
        is_same = known is not None and known.id == message
        text = known.string if known is not None and is_same else None
        added = new.add(message, text, context=context or None)
        added.flags.clear()  # of the format: each version of Babel has others
    body = io.BytesIO()
    write_po(body, new, width=_WIDTH, no_location=True, omit_header=True)
    head = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {new.plural_forms}\\n"\n\n'
    )
    return head.encode() + body.getvalue().rstrip() + b"\n"


def compiled(language: str) -> bytes:
    """Return what `quiz.mo` is to hold."""
    made = io.BytesIO()
    write_mo(made, read(language))
    return made.getvalue()


def words_of(mo: bytes) -> dict[object, str]:
    """Return the translations of a compiled catalogue, without its head, which has a date."""
    known = gettext.GNUTranslations(io.BytesIO(mo))
    translations: dict[object, str] = known._catalog  # type: ignore[attr-defined]
    return {message: text for message, text in translations.items() if message}


def main() -> None:
    """Bring every catalogue up to date, and say what is left to translate."""
    for language in sorted({*languages(), *sys.argv[1:]}):
        path = po_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(updated(language))
        mo = path.with_suffix(".mo")
        made = compiled(language)
        if not mo.exists() or words_of(mo.read_bytes()) != words_of(made):
            mo.write_bytes(made)
        catalogue = read(language)
        left = [message for message in catalogue if message.id and not is_whole(message.string)]
        print(f"{path}: {len(catalogue)} messages, {len(left)} to translate")


def is_whole(text: str | Sequence[str] | None) -> bool:
    """Return whether all forms of a translation are there."""
    return bool(text) if isinstance(text, str) else bool(text and all(text))


if __name__ == "__main__":
    main()
