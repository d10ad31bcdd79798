"""The rules of the house: what imports what, what the documents say, what the project carries."""

import ast
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import click
import pytest
import yaml
from textual.binding import Binding

import quiz
from quiz.cli import line_mode, sat_exam_lines
from quiz.cli.commands import COMMANDS, cli
from quiz.errors import Problem
from quiz.formats import paper, yaml_bank
from quiz.formats.decoded import Decoded
from quiz.formats.keys import BANK_KEYS, QUESTION_KEYS, SHAPES, reference
from quiz.items import KINDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
BANK_FORMAT = (ROOT / "docs" / "bank-format.md").read_text("utf-8")
LINE_MODE = (ROOT / "docs" / "line-mode.md").read_text("utf-8")
PURE = ("items", "marking", "memory", "study")
HEAVY = ("textual", "rich", "sqlite3", "yaml", "click", "platformdirs")
MODULES = ("quiz", *sorted(module.name for module in walk_packages(quiz.__path__, "quiz.")))


@cache
def files_of_the_project() -> tuple[Path, ...]:
    """Return the files that git knows, and those that it would take."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode != 0:
        pytest.skip("this is no git work tree")
    paths = (ROOT / name for name in listed.stdout.decode().split("\0") if name)
    return tuple(path for path in paths if path.is_file())


# Modules


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_brings_in_no_screen_file_format_or_database(room: str) -> None:
    names = [name for name in MODULES if name.startswith(f"quiz.{room}")]
    assert len(names) > 4
    code = (
        "import sys\nfrom importlib import import_module\nheavy, names = sys.argv[1:]\n"
        "for name in names.split(): import_module(name)\n"
        "print(*(name for name in heavy.split() if name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, " ".join(HEAVY), " ".join(names)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "\n", "")


def source_of(name: str) -> tuple[Path, str]:
    path = ROOT / Path(*name.split("."))
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return path, path.read_text("utf-8")


@pytest.mark.parametrize("name", MODULES)
def test_a_module_says_what_it_is_and_is_under_600_lines(name: str) -> None:
    path, source = source_of(name)
    docstring = ast.get_docstring(ast.parse(source))
    assert docstring, path
    assert docstring.splitlines()[0].endswith((".", ":", "?")), path
    assert source.count("\n") < 600, path


VALUES = ("Struct", "NamedTuple", "TypedDict", "Enum", "StrEnum", "IntEnum", "Protocol")
"""Bases of classes whose fields are what they are for."""


def fields_of(cls: ast.ClassDef) -> Iterator[tuple[str, ast.stmt | None]]:
    """Return the name of each public field of a class, and the statement behind it."""
    for statement, behind in zip(cls.body, [*cls.body[1:], None], strict=True):
        match statement:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation):
                if "ClassVar" in ast.unparse(annotation):
                    continue
            case ast.Assign(targets=[ast.Name(id=name)]):
                pass
            case _:
                continue
        if not name.startswith("_"):
            yield name, behind


def is_docstring(statement: ast.stmt | None) -> bool:
    match statement:
        case ast.Expr(value=ast.Constant(value=str(text))):
            return bool(text.strip())
        case _:
            return False


@cache
def classes() -> tuple[tuple[str, ast.ClassDef], ...]:
    """Return the public classes of the program, each with its module."""
    return tuple(
        (name, node)
        for name in MODULES
        for node in ast.parse(source_of(name)[1]).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )


def test_every_field_of_a_value_says_what_it_is() -> None:
    bare, count = [], 0
    structs = {"BaseItem"}  # of which the kinds are
    for module, cls in classes():
        bases = {ast.unparse(base).split(".")[-1].split("[")[0] for base in cls.bases}
        if not bases & {*VALUES, *structs}:
            continue
        for field, behind in fields_of(cls):
            count += 1
            if not is_docstring(behind):
                bare.append(f"{module}.{cls.name}.{field}")
    assert bare == []
    assert count > 1_000


def test_a_class_name_is_given_once() -> None:
    named: dict[str, str] = {}
    for module, cls in classes():
        assert cls.name not in named, (module, named[cls.name])
        named[cls.name] = module


def test_no_two_modules_say_the_same_of_themselves() -> None:
    said: dict[str, str] = {}
    for name in MODULES:
        text = ast.get_docstring(ast.parse(source_of(name)[1])) or ""
        assert text not in said, (name, said[text])
        said[text] = name


def test_every_package_of_the_program_is_found() -> None:
    found = {name.split(".")[1] for name in MODULES if "." in name}
    assert {*PURE, "formats", "library", "store", "desk", "ui", "cli"} <= found
    assert len(MODULES) > 80


_DRAWN_ONCE = {
    "a bar or a spark line": r"""["'][^"'\n]*[━╸▁▂▃▄▅▆▇█]""",
    "a cut text": r"\[ ?:[^\]]*\](?:\.rstrip\(\))?(?:\} ?…| \+ f?. ?…)|\+ ELLIPSIS|\.truncate\(",
    "a clock": r"divmod\([^()]*, 60\)|% 60:02",
    "a title's ink": r"bold \$text-primary",
    "the muted ink": r"\$foreground-muted",
}
_DRAWERS = {
    "quiz.cells",
    "quiz.ui.canvas.charts",
    "quiz.ui.ascii_filter",
    "quiz.ui.content.parts",
    "quiz.ui.inks",
}


@pytest.mark.parametrize("what", _DRAWN_ONCE)
def test_what_is_drawn_is_decided_in_one_place(what: str) -> None:
    found = {name for name in MODULES if re.search(_DRAWN_ONCE[what], source_of(name)[1])}
    assert found & _DRAWERS, "or the pattern finds nothing"
    # One cuts a file, the other takes the middle out of a message.
    allowed = {"quiz.store.sync_files", "quiz.formats.yaml_bank"} if what == "a cut text" else set()
    if what == "a title's ink":
        allowed |= {"quiz.ui.content.question"}  # of the chosen rating
    assert found - _DRAWERS - allowed == set()


def methods_that_write() -> set[str]:
    """Return the methods of the record that write, by what they call."""
    found = set()
    for name in ("quiz.store.record", "quiz.store.side_tables", "quiz.store.sittings"):
        for node in ast.walk(ast.parse(source_of(name)[1])):
            if isinstance(node, ast.FunctionDef) and "_database.write(" in ast.unparse(node):
                found.add(node.name)
    return found


def test_the_screens_write_nothing_into_the_record() -> None:
    writing = methods_that_write()
    assert {"append", "put_meta", "begin_sitting", "keep_weights"} <= writing
    for name in MODULES:
        if not name.startswith("quiz.ui."):
            continue
        for node in ast.walk(ast.parse(source_of(name)[1])):
            match node:
                case ast.Call(func=ast.Attribute(value=value, attr=called)):
                    on_record = ast.unparse(value).split(".")[-1] in ("record", "_record")
                    assert not (on_record and called in writing), (name, called)
                case _:
                    pass


# Examples of the documents


def blocks(text: str, language: str) -> list[str]:
    """Return the fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def spans(text: str) -> list[str]:
    """Return the code spans outside fenced blocks."""
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"`([^`\n]+)`", prose)


def section(text: str, heading: str) -> str:
    """Return what stands below a heading of the second level."""
    return text.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def decoded(text: str) -> Decoded:
    return yaml_bank.decode(text.encode(), source="example.yaml")


def bank_of(example: str) -> str:
    """Return a whole bank of an example, which may be questions or some keys of one."""
    example = example.replace("- …", "- {question: What, answer: That}")
    value: Any = yaml.safe_load(example)
    if isinstance(value, dict) and "questions" in value:
        return example
    if isinstance(value, dict):
        keys = {"question": "What?", "answer": "That"} if "cloze" not in value else {}
        missing = "".join(f"{k}: {v}\n" for k, v in keys.items() if k not in value)
        lines = (missing + dedented(example)).splitlines()
        example = "- " + "\n  ".join(lines) + "\n"
    return "title: Example\nquestions:\n" + "".join(f"  {line}\n" for line in example.splitlines())


def dedented(text: str) -> str:
    margin = min(len(line) - len(line.lstrip()) for line in text.splitlines() if line.strip())
    return "".join(line[margin:] + "\n" for line in text.splitlines())


EXAMPLES = [
    pytest.param(block, id=f"{name}-{number}")
    for name, text in (("readme", README), ("bank-format", BANK_FORMAT))
    for number, block in enumerate(blocks(text, "yaml"), 1)
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_of_the_documents_has_no_fault(example: str) -> None:
    if "\ndraw:" in example:  # an exam's paper
        assert paper.decode(example.encode(), source="example.yaml").problems == ()
        return
    found = decoded(bank_of(example))
    assert [str(problem) for problem in (*found.problems, *found.warnings)] == []
    assert found.bank is not None
    assert found.bank.items


def test_there_are_examples_in_both_documents() -> None:
    assert len(blocks(README, "yaml")) >= 1
    assert len(blocks(BANK_FORMAT, "yaml")) >= 3


def rows(text: str) -> Iterator[list[str]]:
    """Return the cells of each row of the tables in a text, without heads."""
    for line in text.splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if cells and not set(line) <= set("|- ") and cells[0] not in ("kind", "key"):
            yield cells


KIND_ROWS = [row for row in rows(section(BANK_FORMAT, "The kinds")) if len(row) == 4]


def test_the_table_of_kinds_names_every_kind_in_their_order() -> None:
    assert list(dict.fromkeys(row[0] for row in KIND_ROWS)) == list(KINDS)


@pytest.mark.parametrize(
    "row", [row for row in KIND_ROWS if row[0] != "cloze"], ids=lambda row: row[0]
)
def test_an_example_of_a_kind_is_of_that_kind(row: list[str]) -> None:
    kind, _, keys, example = row
    written = re.findall(r"`(\w+: [^`]+)`", f"{keys} {example}")
    names = [text.partition(":")[0] for text in written]
    written += [f"{key}: What?" for key in SHAPES[kind] if key not in names]
    found = decoded("title: Example\nquestions:\n  - " + "\n    ".join(written) + "\n")
    assert [str(problem) for problem in found.problems] == []
    assert found.bank is not None
    (item,) = found.bank.items
    assert item.kind == kind


def test_the_keys_named_for_a_kind_are_keys() -> None:
    known = {key.name for key in QUESTION_KEYS}
    for row in KIND_ROWS:
        for text in re.findall(r"`(\w+)", row[2]):
            assert text in known, row


def test_the_table_of_keys_is_the_one_that_the_program_has() -> None:
    assert section(BANK_FORMAT, "All keys of a question").strip() == reference().strip()


def test_the_example_of_a_bank_shows_every_key_of_its_head() -> None:
    shown = yaml.safe_load(blocks(BANK_FORMAT, "yaml")[0])
    assert set(shown) == {key.name for key in BANK_KEYS}


def test_the_fault_that_the_documents_print_is_the_one_that_is_printed() -> None:
    where = decoded("title: t\nquestions:\n  - {question: q, answer: a, explian: x}\n").problems
    assert isinstance(where[0], Problem)
    assert "did you mean 'explain'?" in where[0].message
    assert "did you mean `explain`?" in BANK_FORMAT


# What the README names


def command_lines() -> list[list[str]]:
    """Return the words of every `quiz …` that the README writes."""
    found = []
    for text in (*spans(README), *"\n".join(blocks(README, "sh")).splitlines()):
        for part in re.split(r"&&|\||\$\(|\)", text):
            words = part.split()
            if words and re.fullmatch(r"(.*/)?quiz", words[0]):
                found.append(words[1:])
    return found


def options_of(words: list[str]) -> set[str]:
    """Return the options of the command that the words call; of `class new` those of `new`."""
    command: click.Command | None = cli
    for word in words:
        if not isinstance(command, click.Group):
            break
        command = command.get_command(click.Context(command), word)
        assert command is not None, words
    assert command is not None
    named = [option for one in command.params for option in (*one.opts, *one.secondary_opts)]
    return {option for option in named if option[0] == "-"}


def test_every_command_that_the_readme_names_exists() -> None:
    named = {words[0] for words in command_lines() if words}
    assert {"play", "review", "banks", "due", "undo", "check", "schema"} <= named
    assert named <= set(COMMANDS)


def test_every_option_that_the_readme_gives_a_command_exists() -> None:
    checked = 0
    for words in command_lines():
        for word in words[1:]:
            if word.startswith("-"):
                assert word in options_of(words), words
                checked += 1
    assert checked >= 5


def test_every_option_that_the_readme_names_alone_exists() -> None:
    alone = {span.split()[0] for span in spans(README) if span.startswith("-")}
    assert {"--plain", "--json", "-n", "--tag", "--kind", "--seed", "--format"} <= alone
    assert alone <= set().union(*(options_of([name]) for name in COMMANDS))


def test_every_word_of_the_line_mode_that_is_named_is_understood() -> None:
    named = {span[1:] for text in (README, LINE_MODE) for span in spans(text) if span[0] == ":"}
    assert {"hint", "skip", "undo", "right", "1", "4", "help", "quit"} <= named
    heads = {name.split()[0] for name in named}
    assert heads <= {*line_mode._COMMANDS, *line_mode._REVIEW_COMMANDS, *sat_exam_lines.COMMANDS}


def keys_of_the_app() -> set[str]:
    """Return every key that some screen or widget of ours has a binding for."""
    keys: set[str] = set()
    for name in MODULES:
        if not name.startswith("quiz.ui"):
            continue
        for value in vars(import_module(name)).values():
            for bound in vars(value).get("BINDINGS", ()) if isinstance(value, type) else ():
                keys |= {*(bound.key if isinstance(bound, Binding) else bound[0]).split(",")}
    return {"?" if key == "question_mark" else key for key in keys}


def test_every_key_that_the_readme_names_does_something() -> None:
    named = {span for span in spans(README) if re.fullmatch(r"[\w?]", span)}
    assert {"q", "w", "u", "h", "a", "?", "1", "4"} <= named
    keys = keys_of_the_app()
    assert named <= keys
    assert "escape" in keys


def test_every_file_and_folder_that_the_readme_names_exists() -> None:
    named = [span for span in spans(README) if re.fullmatch(r"[\w.]+(/[\w.]+)+/?", span)]
    named += re.findall(r"\]\(([^):]+)\)", README)
    assert len(named) > 10
    for name in named:
        path, _hash, heading = name.partition("#")
        assert (ROOT / path).exists(), name
        if heading:
            titles = re.findall(r"^#+ (.+)$", (ROOT / path).read_text(encoding="utf-8"), re.M)
            slugs = {re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in titles}
            assert heading in slugs, name


def prose(text: str) -> str:
    """Return a page without its examples and code."""
    return re.sub(r"`[^`]*`", "", re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S))


@pytest.mark.parametrize("path", sorted((ROOT / "docs").glob("*.md")), ids=lambda path: path.name)
def test_a_page_for_users_has_no_words_of_our_own(path: Path) -> None:
    ours = (
        r"anew|beside|foretell\w*|foretold|parted|mend(?:s|ed)?|taken? back|gone? on with|"
        r"go(?:es)? without|passed over|what it brought|learners?|ticked|faults?|weakness(?:es)?|"
        r"made new|sittings?|blueprints?"
    )
    found = re.findall(rf"\b(?:{ours})\b", prose(path.read_text("utf-8")), re.I)
    allowed = {"developing.md": {"faults"}}  # the folder of its tests
    assert set(found) - allowed.get(path.name, set()) == set()


def test_every_link_between_the_pages_leads_somewhere() -> None:
    for page in (ROOT / "docs").glob("*.md"):
        for name, heading in re.findall(r"\]\(([\w./-]*)(?:#([\w-]+))?\)", page.read_text("utf-8")):
            target = page.parent / name if name else page
            assert target.exists(), (page.name, name)
            if heading:
                titles = re.findall(r"^#+ (.+)$", target.read_text("utf-8"), re.M)
                slugs = {re.sub(r"[^\w -]", "", one).lower().replace(" ", "-") for one in titles}
                assert heading in slugs, (page.name, heading)


def test_every_place_that_the_page_for_developers_names_exists() -> None:
    named = [
        span
        for span in spans((ROOT / "docs" / "developing.md").read_text("utf-8"))
        if re.fullmatch(r"(quiz|tests)/[\w./]+", span)
    ]
    assert len(named) > 15
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_room_of_the_readme_is_a_package() -> None:
    listed = set(re.findall(r"`quiz/(\w+)`", section(README, "How it is built")))
    there = {path.name for path in (ROOT / "quiz").iterdir() if (path / "__init__.py").exists()}
    assert listed == there


def test_the_events_of_the_line_mode_are_those_that_are_emitted() -> None:
    listed = {name for row in rows(section(LINE_MODE, "Events")) for name in spans(row[0])}
    source = (ROOT / "quiz" / "cli" / "json_output.py").read_text("utf-8")
    told = set(re.findall(r'_emit\(\s*"(\w+)"', source))
    assert listed - {"event"} == told


# The project


def test_no_file_names_a_place_on_one_machine_or_a_registry() -> None:
    foreign = [
        "/" + "work/main",
        "/" + "work/shared",
        "/tmp/" + "venv",
        "/" + "root/",
        "pypi.org/" + "simple",
        "pythonhosted" + ".org",
        "index" + "-url",
        "arti" + "factory",
    ]
    scanned = 0
    for path in files_of_the_project():
        text = path.read_bytes().decode("utf-8", "replace")
        scanned += 1
        assert [name for name in foreign if name in text] == [], path
    assert scanned > 100


def test_no_file_of_the_project_is_left_from_building_or_running() -> None:
    left = re.compile(r"(^|/)(__pycache__|\.venv|dist|build|\.mypy_cache)/|\.(pyc|sqlite|log)$")
    names = [path.relative_to(ROOT).as_posix() for path in files_of_the_project()]
    assert [name for name in names if left.search(name)] == []


def test_text_files_end_with_one_newline_and_have_no_carriage_return() -> None:
    for path in files_of_the_project():
        if path.suffix in (".py", ".md", ".yaml", ".toml", ".tcss", ".sql", ".html", ".css"):
            data = path.read_bytes()
            assert b"\r" not in data, path
            assert not data or (data.endswith(b"\n") and not data.endswith(b"\n\n")), path


def test_the_changelog_has_what_is_unreleased_on_top() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.findall(r"^## (.*)$", text, re.MULTILINE)[0] == "Unreleased"
    parts = re.findall(r"^### (.*)$", section(text, "Unreleased"), re.MULTILINE)
    assert parts
    assert set(parts) <= {"Added", "Changed", "Fixed", "Removed"}


def test_every_line_of_the_changelog_names_its_issue() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    entries = re.split(r"^- ", text, flags=re.MULTILINE)[1:]
    assert entries
    for entry in entries:
        assert re.search(r"\(#\d+\)\.", entry.split("\n\n")[0]), entry


@pytest.mark.slow
def test_the_wheel_carries_the_program_its_banks_styles_and_tables(tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    carried = {
        path.relative_to(ROOT).as_posix()
        for path in files_of_the_project()
        if path.is_relative_to(ROOT / "quiz")
    }
    assert {Path(name).suffix for name in carried} >= {
        ".py",
        ".tcss",
        ".sql",
        ".yaml",
        ".html",
        ".css",
    }
    assert carried <= names
    banks = {f"quiz/questions/{path.name}" for path in (ROOT / "questions").glob("*.yaml")}
    assert len(banks) >= 4
    assert banks <= names
    others = names - carried - banks
    assert {name for name in others if ".dist-info/" not in name} == set()
