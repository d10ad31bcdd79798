"""What an editor shows: the real YAML language server, with our schema, over good and bad banks."""

import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue
from typing import IO, Any

import pytest

from quiz.formats.keys import BANK_KEYS, QUESTION_KEYS, bank_schema
from quiz.formats.yaml_bank.beginning import SCHEMA_NAME, begun
from quiz.items import KINDS
from tests.support import EVERY_KIND

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
PACKAGE = "yaml-language-server@^1.15"
MODELINE = f"# yaml-language-server: $schema={SCHEMA_NAME}\n"


class Server:
    """A language server, spoken to over its standard input and output."""

    def __init__(self, command: list[str], folder: Path) -> None:
        self.folder = folder
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._in, self._messages = self._process.stdin, Queue[dict[str, Any]]()
        reader = threading.Thread(target=self._read, args=(self._process.stdout,), daemon=True)
        reader.start()
        self._number = 0
        root = folder.as_uri()
        self.ask("initialize", processId=os.getpid(), rootUri=root, capabilities={})
        self._send({"method": "initialized", "params": {}})
        settings = {"yaml": {"schemaStore": {"enable": False}, "hover": True, "completion": True}}
        self._send({"method": "workspace/didChangeConfiguration", "params": {"settings": settings}})

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()
        self._in.close()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _read(self, out: IO[bytes]) -> None:
        while True:
            size = 0
            while (line := out.readline().strip()) or not size:
                if line.lower().startswith(b"content-length:"):
                    size = int(line.split(b":")[1])
                elif not line and not size:
                    return
            self._messages.put(json.loads(out.read(size)))

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._in.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self._in.flush()

    def _next(self) -> dict[str, Any]:
        try:
            message = self._messages.get(timeout=60)
        except Empty:
            pytest.fail("the language server does not answer")
        if "method" in message and "id" in message:  # it asks for settings, or to register
            items = message.get("params", {}).get("items", [])
            yaml = {"schemaStore": {"enable": False}, "hover": True, "completion": True}
            answer = [yaml if item.get("section") == "yaml" else {} for item in items]
            self._send({"id": message["id"], "result": answer if items else None})
        return message

    def ask(self, method: str, **params: Any) -> Any:
        """Return what the server answers."""
        self._number += 1
        self._send({"id": self._number, "method": method, "params": params})
        while True:
            message = self._next()
            if message.get("id") == self._number and "method" not in message:
                return message.get("result")

    def open(self, name: str, text: str) -> str:
        """Open a document, and return its address."""
        uri = (self.folder / name).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        return uri

    def faults(self, name: str, text: str) -> list[tuple[int, str]]:
        """Return line (from 1) and message of what the server underlines in a bank."""
        uri = self.open(name, text)
        while True:
            message = self._next()
            if message.get("method") == "textDocument/publishDiagnostics":
                params = message["params"]
                if params["uri"] == uri:
                    found = params["diagnostics"]
                    return [(d["range"]["start"]["line"] + 1, d["message"]) for d in found]

    def offered(self, name: str, text: str) -> set[str]:
        """Return what is offered where `|` stands in a text."""
        before = text.partition("|")[0]
        uri = self.open(name, text.replace("|", "", 1))
        place = {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}
        found = self.ask("textDocument/completion", textDocument={"uri": uri}, position=place)
        entries = found["items"] if isinstance(found, dict) else found or []
        return {entry["label"] for entry in entries}

    def hover(self, name: str, text: str, line: int, column: int) -> str:
        """Return what is shown at a place, from 0."""
        uri = self.open(name, text)
        place = {"line": line, "character": column}
        found = self.ask("textDocument/hover", textDocument={"uri": uri}, position=place)
        return str(found["contents"]["value"]) if found else ""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        pytest.skip("node and npm are not installed, which the YAML language server needs")
    folder = tmp_path_factory.mktemp("editor")
    installed = subprocess.run(
        [npm, "install", "--no-audit", "--no-fund", "--silent", "--cache", folder / "npm", PACKAGE],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )
    script = folder / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
    if installed.returncode != 0 or not script.is_file():
        pytest.skip(f"npm cannot install {PACKAGE}: {installed.stderr.strip()[:200]}")
    banks = folder / "banks"
    banks.mkdir()
    (banks / SCHEMA_NAME).write_text(json.dumps(bank_schema()), encoding="utf-8")
    running = Server([node, str(script), "--stdio"], banks)
    yield running
    running.close()


GOOD = {
    "new": begun(title="New", bank_id="new", language="en"),
    "every": MODELINE + EVERY_KIND,
    **{p.stem: MODELINE + p.read_text("utf-8") for p in (ROOT / "questions").glob("*.yaml")},
}


@pytest.mark.parametrize("name", GOOD)
def test_nothing_is_underlined_in_a_good_bank(name: str, server: Server) -> None:
    assert server.faults(f"{name}.yaml", GOOD[name]) == []


BAD = {
    "an unknown key": ("    answr: Vienna\n    answer: x\n", 5, "answr"),
    "no answer": ("    explain: x\n", 4, "answer"),
    "a word for a flag": ("    answer: x\n    case: maybe\n", 6, "boolean"),
    "points below zero": ("    answer: x\n    points: -1\n", 6, "minimum"),
    "wrong beside choices": ("    answer: x\n    wrong: [y]\n    choices: [x, y]\n", 4, ""),
    "a difficulty that is none": ("    answer: x\n    difficulty: evil\n", 6, ""),
    "empty list": ("    answer: x\n    wrong: []\n", 6, ""),
    "a mapping for a text": ("    answer: x\n    explain: {a: b}\n", 6, "string"),
    "a rubric without an essay": ("    answer: x\n    rubric: [y]\n", 4, "essay"),
    "alt without an image": ("    answer: x\n    alt: y\n", 4, "image"),
    "an id with a space": ("    answer: x\n    id: a b\n", 6, "pattern"),
    "try with a wrong key": ("    answer: x\n    try: {rigth: [x]}\n", 6, "rigth"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_seeded_fault_is_underlined_in_its_line(name: str, server: Server) -> None:
    keys, line, said = BAD[name]
    text = MODELINE + "title: T\nquestions:\n  - question: Where?\n" + keys
    found = server.faults(f"{name.replace(' ', '-')}.yaml", text)
    assert found
    assert any(at == line and said.lower() in message.lower() for at, message in found), found


def test_a_bank_without_title_or_with_an_odd_key_is_underlined(server: Server) -> None:
    text = MODELINE + "langauge: en\nquestions:\n  - {question: a?, answer: b}\n"
    messages = " ".join(message for _, message in server.faults("head.yaml", text))
    assert "title" in messages
    assert "langauge" in messages


def test_keys_and_whole_questions_are_offered(server: Server) -> None:
    head = server.offered("head-keys.yaml", MODELINE + "title: T\n|\n")
    assert {key.name for key in BANK_KEYS} - {"title"} <= head
    start = MODELINE + "title: T\nquestions:\n  - question: Where?\n    "
    keys = server.offered("keys.yaml", start + "|\n")
    assert {key.name for key in QUESTION_KEYS} - {"question"} <= keys
    questions = server.offered("questions.yaml", MODELINE + "title: T\nquestions:\n  - |\n")
    assert set(KINDS) <= questions


def test_a_key_is_described_where_the_mouse_rests(server: Server) -> None:
    text = MODELINE + "title: T\nquestions:\n  - question: Where?\n    answer: x\n    typos: true\n"
    for key, line in (("typos", 5), ("answer", 4)):
        shown = server.hover(f"hover-{key}.yaml", text, line, 6)
        described = next(k.description for k in QUESTION_KEYS if k.name == key)
        assert described.replace("`", "") in shown.replace("`", "").replace("\\", "")
