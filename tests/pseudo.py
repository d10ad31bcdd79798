"""A language in which every message of ours is wrapped in «», and programs run in it.

What then is not within «» was printed without `_`, and is English in every language.
"""

import io
import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from textwrap import dedent

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from tests import catalogue

ROOT = Path(__file__).parents[1]
LANGUAGE = "qq"
"""For private use, as ISO 639 has it: nobody's language."""
_LISTS = ("Jan ", "January ", "Mon ", "Monday ", "Mo ")
"""Beginnings of messages that are split at their spaces."""
_WRAPPED = re.compile(r"«[^«»]*»")

_DRIVER = """\
    import contextlib, gettext, io, json, os, sys
    from pathlib import Path

    from quiz import translation

    folder, runs = Path(sys.argv[1]), json.loads(sys.argv[2])
    translation.LOCALES = str(folder)
    translation._CATALOGUE = translation._catalogue()
    assert translation._CATALOGUE is not None
    from quiz.cli.main import main

    told = []
    for arguments, typed in runs:
        said = io.StringIO()
        sys.argv, sys.stdin = ["quiz", *arguments], io.StringIO(typed)
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            try:
                main()
            except SystemExit as end:
                status = end.code
        told.append([status, said.getvalue()])
    print(json.dumps(told))
"""


def write_catalogue(folder: Path) -> None:
    """Write the catalogue of the pseudo-language below a folder of catalogues."""
    made = Catalog(locale="en")
    made.mime_headers = [("Plural-Forms", "nplurals=2; plural=(n != 1);")]
    for message, context in catalogue.messages():
        forms = (message,) if isinstance(message, str) else message
        texts = tuple(map(wrapped, forms))
        made.add(message, texts if len(forms) > 1 else texts[0], context=context or None)
    data = io.BytesIO()
    write_mo(data, made)
    target = folder / LANGUAGE / "LC_MESSAGES" / "quiz.mo"
    target.parent.mkdir(parents=True)
    target.write_bytes(data.getvalue())


def wrapped(text: str) -> str:
    """Return a message as the pseudo-language has it; spaces at its ends stay there."""
    if text.startswith(_LISTS):
        return " ".join(f"«{word}»" for word in text.split())
    inner = text.strip()
    return text.replace(inner, f"«{inner}»") if inner else text


def run(
    folder: Path, runs: Sequence[tuple[Sequence[str], str]], environment: dict[str, str]
) -> list[tuple[int, str]]:
    """Run the command line several times, in one process, in the pseudo-language.

    Args:
        folder: The working folder; the catalogue is written into it.
        runs: The arguments of each run, and what is typed on standard input.
        environment: Of the process.

    Returns:
        Exit status, and what was printed on both streams, of each run.
    """
    if not (folder / "locale").exists():
        write_catalogue(folder / "locale")
    script = folder / "driver.py"
    script.write_text(dedent(_DRIVER), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script), str(folder / "locale"), json.dumps(runs)],
        env={**environment, "LANGUAGE": LANGUAGE, "PYTHONPATH": str(ROOT)},
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [(status, said) for status, said in json.loads(done.stdout.splitlines()[-1])]


def bare(text: str) -> str:
    """Return what is left of a text without what stands within «», however deep."""
    before = ""
    while before != text:
        before, text = text, _WRAPPED.sub("", text)
    return text
