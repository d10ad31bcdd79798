"""The catalogues of the words on printed sheets: `python -m tests.paper_words` updates them.

It takes every text of `PrintedWords` into each `quiz/locale/LANGUAGE/LC_MESSAGES/paper.po`, under
the name of its field, keeps what is translated, and makes `paper.mo` of it. A catalogue is begun
with `python -m tests.paper_words LANGUAGE`.
"""

import io
import sys
from pathlib import Path

import msgspec
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from quiz.formats.printed.printed_words import DOMAIN, ENGLISH
from quiz.translation import LOCALES
from tests.catalogue import words_of

_WIDTH = 96


def languages() -> list[str]:
    """Return the languages that have a catalogue."""
    return sorted(path.parts[-3] for path in Path(LOCALES).glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def po_of(language: str) -> Path:
    """Return where a language's catalogue lies."""
    return Path(LOCALES) / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(language: str) -> Catalog:
    """Return a language's catalogue as it is; empty if there is none."""
    path = po_of(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def updated(language: str) -> bytes:
    """Return a language's catalogue with the texts of `PrintedWords`, and no others."""
    old, new = read(language), Catalog(locale=language)
    for name, text in msgspec.structs.asdict(ENGLISH).items():
        known = old.get(text, name)
        new.add(text, known.string if known else "", context=name).flags.clear()
    body = io.BytesIO()
    write_po(body, new, width=_WIDTH, no_location=True, omit_header=True)
    head = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n\n'
    )
    return head.encode() + body.getvalue().rstrip() + b"\n"


def compiled(language: str) -> bytes:
    """Return what `paper.mo` is to hold."""
    made = io.BytesIO()
    write_mo(made, read(language))
    return made.getvalue()


def main() -> None:
    """Bring every catalogue up to date, and say what is left to translate."""
    for language in sorted({*languages(), *sys.argv[1:]}):
        path = po_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(updated(language))
        mo, made = path.with_suffix(".mo"), compiled(language)
        if not mo.exists() or words_of(mo.read_bytes()) != words_of(made):
            mo.write_bytes(made)
        left = [message for message in read(language) if message.id and not message.string]
        print(f"{path}: {len(left)} to translate")


if __name__ == "__main__":
    main()
