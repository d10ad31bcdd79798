"""The program's words in other languages: all of them there, and all of them used."""

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from quiz import translation
from tests import catalogue
from tests.sources import ROOT, SOURCES, nodes

_NAMES = re.compile(r"(?<!\{)\{([A-Za-z_]\w*)(?:![rsa])?(?::[^{}]*)?\}(?!\})")
_TICKED = re.compile(r"`[^`]+`")
_KEYS = re.compile(r"\b(?:Enter|Space|Esc|Tab|Ctrl\+[A-Z]|F[1-9])\b|\^[a-z]\b")
_FORMATS = re.compile(r"(?<!\{)\{[A-Za-z_]\w*(?:![rsa])?:[^{}]*\}(?!\})")

FAULTY = """\
title: Prova
questions:
  - question: Dove si riunì il congresso?
    answer: Vienna
    explian: Sul Danubio.
"""
WEAK = """\
title: Prova
language: it
questions:
  - question: Chi presiedeva?
    answer: Metternich
"""


def _forms(text: object) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())  # type: ignore[call-overload]


def _pairs(language: str) -> Iterator[tuple[str, str]]:
    """Yield each form of each message with its translation."""
    for message in catalogue.read(language):
        if message.id:
            ids, texts = _forms(message.id), _forms(message.string)
            for at, text in enumerate(texts):
                if text:
                    yield ids[min(at, len(ids) - 1)], text


def _process(*arguments: str, folder: Path, language: str = "it") -> str:
    dropped = ("QUIZ_BANKS", "NO_COLOR", "COLUMNS", "LC_ALL", "LC_MESSAGES")
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    own = {"QUIZ_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    done = subprocess.run(
        [sys.executable, *arguments],
        env={**kept, **own, "LANGUAGE": language, "PYTHONIOENCODING": "utf-8"},
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout + done.stderr


# The catalogues


@pytest.mark.parametrize("language", catalogue.languages())
def test_every_message_of_the_code_is_in_the_catalogue_and_no_other(language: str) -> None:
    known = {(m.id, m.context or "") for m in catalogue.read(language) if m.id}
    said = set(catalogue.messages())
    assert said - known == set(), "python -m tests.catalogue takes them up"
    assert known - said == set(), "python -m tests.catalogue drops them"
    assert not catalogue.read(language).obsolete


@pytest.mark.parametrize("language", catalogue.languages())
def test_every_message_is_translated(language: str) -> None:
    left = [m.id for m in catalogue.read(language) if m.id and not catalogue.is_whole(m.string)]
    assert left == []
    assert [m.id for m in catalogue.read(language) if m.id and m.fuzzy] == []


@pytest.mark.parametrize("language", catalogue.languages())
def test_what_is_filled_in_and_what_is_typed_agree(language: str) -> None:
    for message, text in _pairs(language):
        assert set(_NAMES.findall(message)) == set(_NAMES.findall(text)), text
        assert sorted(_TICKED.findall(message)) == sorted(_TICKED.findall(text)), text
        assert set(_KEYS.findall(message)) == set(_KEYS.findall(text)), text
        assert message.count("{{") == text.count("{{"), text
        edges = message[: len(message) - len(message.lstrip())], message[len(message.rstrip()) :]
        assert edges == (
            text[: len(text) - len(text.lstrip())],
            text[len(text.rstrip()) :],
        ), repr(text)


@pytest.mark.parametrize("language", catalogue.languages())
def test_every_translation_can_be_filled_in(language: str) -> None:
    for message, text in _pairs(language):
        # What is formatted as a number there must be one here.
        assert set(_FORMATS.findall(text)) <= set(_FORMATS.findall(message)), text


@pytest.mark.parametrize("language", catalogue.languages())
def test_the_compiled_catalogue_is_that_of_the_text(language: str) -> None:
    mo = catalogue.po_of(language).with_suffix(".mo").read_bytes()
    made = catalogue.words_of(catalogue.compiled(language))
    assert catalogue.words_of(mo) == made, "python -m tests.catalogue makes it anew"
    assert catalogue.po_of(language).read_bytes() == catalogue.updated(language)


@pytest.mark.parametrize("language", catalogue.languages())
def test_names_of_days_and_months_are_all_there(language: str) -> None:
    for message, text in _pairs(language):
        if message.startswith(("Jan ", "January ", "Mon ", "Mo ")):
            assert len(message.split()) == len(text.split())


# The language


@pytest.mark.parametrize(
    ("environment", "wanted", "spoken"),
    [
        ({}, [], ""),
        ({"LANGUAGE": "it:en"}, ["it", "en"], "it"),
        ({"LANGUAGE": "en:it"}, ["en", "it"], ""),
        ({"LANGUAGE": "de:it"}, ["de", "it"], "de"),
        # Turkish has the words of printed sheets alone.
        ({"LANGUAGE": "tr:it"}, ["tr", "it"], "it"),
        ({"LANGUAGE": "", "LANG": "it_IT.UTF-8"}, ["it_IT"], "it"),
        ({"LANG": "it_IT.UTF-8", "LC_ALL": "C"}, [], ""),
        ({"LANG": "C.UTF-8", "LC_MESSAGES": "it_CH.UTF-8"}, ["it_CH"], "it"),
        ({"LANG": "it@euro"}, ["it"], "it"),
        ({"LANG": "en_GB.UTF-8"}, ["en_GB"], ""),
        ({"LANG": "de_DE.UTF-8"}, ["de_DE"], "de"),
        ({"LANG": "tr_TR.UTF-8"}, ["tr_TR"], ""),
        ({"LANG": "POSIX"}, [], ""),
        ({"LANGUAGE": "../../etc"}, [], ""),
        ({"LANGUAGE": "..\\..\\etc:it"}, ["it"], "it"),
        ({"LANGUAGE": "/etc:it"}, ["/etc", "it"], "it"),
        ({"LANGUAGE": "__init__"}, ["__init__"], ""),
        ({"LANGUAGE": "it" + "x" * 5000}, ["it" + "x" * 5000], ""),
        ({"LANGUAGE": ":::"}, [], ""),
    ],
)
def test_the_language_is_the_environments(
    environment: dict[str, str],
    wanted: list[str],
    spoken: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert translation.wanted_languages(environment) == wanted
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    found = translation._catalogue()
    assert (found.info()["language"] if found else "") == spoken


def test_a_language_is_offered_when_it_has_a_catalogue() -> None:
    assert translation.languages() == ["en", *catalogue.languages()]


def test_english_imports_no_gettext(tmp_path: Path) -> None:
    code = "import sys, quiz.translation, quiz.items; print('gettext' in sys.modules)"
    assert _process("-c", code, folder=tmp_path, language="en").strip() == "False"
    assert _process("-c", code, folder=tmp_path, language="it").strip() == "True"


def test_pages_for_a_browser_name_the_language_of_their_words(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("q1,q2\n1,2\n", encoding="utf-8")
    for language in translation.languages():
        words = ("-m", "quiz", "analyse", "r.csv", "--format", "html")
        assert f'<html lang="{language}" dir="ltr">' in _process(
            *words, folder=tmp_path, language=language
        )


def test_an_empty_text_is_not_the_catalogues_head(tmp_path: Path) -> None:
    code = "from quiz.translation import _; print(repr(_('')))"
    assert _process("-c", code, folder=tmp_path).strip() == "''"


# The command line


@pytest.mark.parametrize(
    ("language", "unknown", "faulty", "weak"),
    [
        ("it", "chiave sconosciuta 'explian'; volevi dire 'explain'?", "1 errore", "nessun errore"),
        (
            "de",
            "unbekannter Schlüssel 'explian'; meintest du 'explain'?",
            "1 Fehler",
            "keine Fehler",
        ),
    ],
)
def test_check_speaks_the_language(
    language: str, unknown: str, faulty: str, weak: str, tmp_path: Path
) -> None:
    (tmp_path / "faulty.yaml").write_text(FAULTY, encoding="utf-8")
    (tmp_path / "weak.yaml").write_text(WEAK, encoding="utf-8")
    files = ("faulty.yaml", "weak.yaml")
    said = _process("-m", "quiz", "check", *files, folder=tmp_path, language=language)
    assert unknown in said
    assert f"faulty.yaml: {faulty}" in said
    assert f"weak.yaml: {weak}" in said
    # What is kept of a file is kept for each language.
    said = _process("-m", "quiz", "check", "faulty.yaml", folder=tmp_path, language="en")
    assert "unknown key 'explian'; did you mean 'explain'?" in said


# The app

_APP = """\
    import asyncio, json, re, sys
    from pathlib import Path

    from tests.support import EVERY_KIND, Clock, open_desk, until, write_banks
    from quiz.ui.app import QuizApp
    from quiz.ui.screens.home.home import HomeScreen
    from quiz.ui.screens.sittings.question import QuestionScreen

    BANK = '''
    title: Zahlen
    language: de
    questions:
      - {question: Wie viel?, answer: 1000.5}
      - {question: Wann?, date: 1815-06-18}
    '''


    def shown(app):
        from textual.geometry import Region
        lines = app.screen._compositor.render_strips()
        return "\\n".join("".join(s.text for s in line).rstrip() for line in lines)


    async def answer(app, pilot, typed):
        screen = app.screen
        await pilot.press(*typed, "enter")
        await until(pilot, lambda: screen.feedback is not None, "the answer to be marked")
        return screen.feedback.outcome.credit


    async def main(folder):
        write_banks(folder, {"zahlen": BANK, "every": EVERY_KIND})
        desk = open_desk(folder, Clock())
        told = {}
        app = QuizApp(desk)
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: isinstance(app.screen, HomeScreen), "Home")
            await pilot.pause(0.2)
            told["home"] = shown(app)
            from quiz.desk.sittings.start import begin
            from quiz.study import Mode, Request
            app.open_sitting(begin(desk, Request(
                mode=Mode.QUIZ, banks=("zahlen",), length=2, seed=1)))
            await until(pilot, lambda: isinstance(app.screen, QuestionScreen), "a question")
            await pilot.pause()
            credits = {}
            for _ in range(2):
                question = app.screen.asked.item
                told[f"question {question.kind}"] = shown(app)
                typed = {"number": "1.000,5", "date": "18. Juni 1815"}[question.kind]
                credits[question.kind] = await answer(app, pilot, typed)
                await pilot.pause()
                told[f"feedback {question.kind}"] = shown(app)
                await pilot.press("f1")
                await pilot.pause()
                told["help"] = shown(app)
                await pilot.press("escape")
                await pilot.pause()
                before = app.screen.asked
                await pilot.press("enter")
                await until(
                    pilot,
                    lambda: not isinstance(app.screen, QuestionScreen)
                    or app.screen.feedback is None,
                    "the next",
                )
            told["result"] = shown(app)
            told["credits"] = credits
        desk.close()
        print(json.dumps(told))

    asyncio.run(main(Path(sys.argv[1])))
"""


def _app(folder: Path, language: str) -> dict[str, object]:
    script = folder / "app.py"
    script.write_text(dedent(_APP), encoding="utf-8")
    said = _process(str(script), str(folder), folder=folder, language=language)
    told: dict[str, object] = json.loads(said.strip().split("\n")[-1])
    return told


def _bar(screen: object) -> str:
    return str(screen).split("\n")[-1].strip()


SPOKEN = {
    "it": {
        "home": ("Raccolta", "Impara 16 schede nuove"),
        "bar": ("Enter Vai", "Esc Esci", "? Aiuto"),
        "question number": ("Un numero",),
        "feedback number": ("✔ Giusto", "3 Bene"),
        "help": ("Come rispondere",),
        "result": ("giuste",),
    },
    "de": {
        "home": ("Sammlung", "16 neue Karten lernen"),
        "bar": ("Enter Los", "Esc Beenden", "? Hilfe"),
        "question number": ("Eine Zahl",),
        "feedback number": ("✔ Richtig", "3 Gut"),
        "help": ("Antworten",),
        "result": ("richtig",),
    },
}
"""What the app says in each language that is complete."""


@pytest.mark.parametrize("language", catalogue.languages())
def test_the_app_speaks_the_language(language: str, tmp_path: Path) -> None:
    told = _app(tmp_path, language)
    for name, said in SPOKEN[language].items():
        shown = _bar(told["home"]) if name == "bar" else str(told[name]).replace("▸ ", "")
        assert all(words in shown for words in said), shown
    for column in ("Due", "New", "Known", "Best"):
        message = catalogue.read(language).get(column)
        assert message is not None
        assert message.string in str(told["home"]).split(), "no name runs into the next"
    for name in ("home", "question number", "feedback number", "result"):
        assert "…" not in _bar(told[name]), told[name]
        assert len(_bar(told[name])) <= 80


@pytest.mark.parametrize("language", translation.languages())
@pytest.mark.slow
def test_a_bank_is_read_in_its_own_language_whatever_the_apps(
    tmp_path: Path, language: str
) -> None:
    assert _app(tmp_path, language)["credits"] == {"number": 1.0, "date": 1.0}


# The code


def _name(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def test_nothing_is_called_underscore_where_words_are_translated() -> None:
    """A loop over `_` in a function that calls `_()` would call a number."""
    found = []
    for path in SOURCES:
        for node in nodes(path):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                own = [*_own(node)]
                calls = any(isinstance(n, ast.Call) and _name(n) == "_" for n in own)
                binds = any(
                    isinstance(n, ast.Name) and n.id == "_" and isinstance(n.ctx, ast.Store)
                    for n in own
                )
                if calls and binds:
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno}: {node.name}")
    assert found == []


def _own(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what lies in a function's own scope: comprehensions have scopes of their own."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            yield from (n for n in ast.walk(child) if not isinstance(n, ast.Name))
            continue
        yield child
        yield from _own(child)


def test_no_message_is_made_of_values() -> None:
    """An f-string, or anything but text, cannot be found in a catalogue."""
    found = []
    for path in SOURCES:
        for node in nodes(path):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                count = {"_": 1, "mark": 1, "ngettext": 2, "pgettext": 2}.get(node.func.id, 0)
                for argument in node.args[:count]:
                    if isinstance(argument, ast.JoinedStr | ast.BinOp):
                        found.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert found == []
