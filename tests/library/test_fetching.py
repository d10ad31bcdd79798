"""Fetching shared banks: by https, from folders and from git, with sources that mean harm."""

import io
import os
import shutil
import ssl
import stat
import subprocess
import threading
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import cast

import pytest

from quiz.errors import QuizError
from quiz.library import fetching, git
from quiz.library.fetching import MOST_BYTES, Reply, fetched
from quiz.library.sources import FollowedSource, SourceKind, source_named

BANK = b"""title: Capitals
id: caps
author: Ann
questions:
  - question: Capital of Italy?
    id: italy
    answer: Rome
    image: map.png
"""
PLAIN = BANK.replace(b"    image: map.png\n", b"")
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(40)
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in members.items():
            pack.writestr(name, data)
    return out.getvalue()


# Over https


class _Site(BaseHTTPRequestHandler):
    """Answers as the path says."""

    def do_GET(self) -> None:
        name = self.path.strip("/").partition("?")[0]
        if name.startswith("to-"):
            self.send_response(302)
            target = {
                "to-good": "/good.yaml",
                "to-http": "http://localhost:1/x.yaml",
                "to-file": "file:///etc/passwd",
                "to-loop": "/to-loop",
            }[name]
            self.send_header("Location", target)
            self.end_headers()
            return
        bodies = {
            "good.yaml": PLAIN,
            "pack.quiz.zip": packed({"a/caps.yaml": BANK, "a/map.png": PICTURE}),
            "page": b"<!DOCTYPE html><html><body>Sign in</body></html>",
            "picture": PICTURE,
            "settings.yaml": b"theme: dark\n",
            "wrong.yaml": b"title: [",
            "huge": b"# " + b"x" * MOST_BYTES,
            "\u00e4.yaml": PLAIN,
            "%C3%A4.yaml": PLAIN,
        }
        if name == "cut":
            self.send_response(200)
            self.send_header("Content-Length", "5000")
            self.end_headers()
            self.wfile.write(PLAIN)
            return
        if name == "endless":
            self.send_response(200)
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b"x" * 65536)
            except OSError:
                return
        if name == "slow":
            self.send_response(200)
            self.end_headers()
            cast("_Server", self.server).is_closing.wait(20)
            return
        body = bodies.get(name)
        self.send_response(200 if body is not None else 404)
        self.send_header("Content-Type", "text/html")  # which nobody is to trust
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Site)
        self.is_closing = threading.Event()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away early is what these tests are about."""


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate that nobody has signed, with its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    command = (
        f"{openssl} req -x509 -newkey rsa:2048 -nodes -keyout {path} -out {path}.crt -days 30 "
        "-subj /CN=localhost -addext subjectAltName=DNS:localhost"
    )
    subprocess.run(command.split(), check=True, capture_output=True)
    path.write_bytes(path.read_bytes() + Path(f"{path}.crt").read_bytes())
    return path


@pytest.fixture(scope="module")
def site(certificate: Path) -> Iterator[str]:
    """The address of a local https server."""
    server = _Server()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"https://localhost:{server.server_address[1]}"
    server.is_closing.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def get(
    site: str, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], fetching.Fetched]:
    """Fetch a name of the site, trusting its certificate."""
    monkeypatch.setenv("NO_PROXY", "*")
    context = ssl.create_default_context(cafile=str(certificate))

    def fetch(name: str) -> fetching.Fetched:
        source = FollowedSource(kind=SourceKind.HTTPS, address=f"{site}/{name}")
        return fetched(source, open_address=lambda a: fetching._open_address(a, context))

    return fetch


@pytest.mark.parametrize("name", ["good.yaml", "to-good", "pack.quiz.zip", "ä.yaml"])
def test_a_bank_or_pack_is_fetched_whatever_the_server_calls_it(
    get: Callable[[str], fetching.Fetched], name: str
) -> None:
    found = get(name)
    assert [bank.id for bank in found.pack.banks] == ["caps"]
    assert bool(found.pack.banks[0].pictures) == ("pack" in name)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("to-http", "isn't https"),
        ("to-file", "no plain https address"),
        ("to-loop", "no plain https address"),
        ("nothing-there", "not found there (404)"),
        ("page", "a web page, not a bank"),
        ("picture", "not a question bank"),
        ("settings.yaml", "title"),
        ("wrong.yaml", "wrong.yaml:"),
        ("huge", "over 8 MB"),
        ("endless", "over 8 MB"),
        ("cut", "broke off"),
    ],
)
def test_what_is_no_bank_or_not_safe_is_refused_with_the_reason(
    get: Callable[[str], fetching.Fetched], name: str, said: str
) -> None:
    with pytest.raises(QuizError) as error:
        get(name)
    assert said in str(error.value)


def test_a_host_that_says_nothing_is_given_up(
    get: Callable[[str], fetching.Fetched], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "_STILL_S", 0.2)
    with pytest.raises(QuizError, match="no answer in time"):
        get("slow")


def test_a_certificate_that_nobody_knows_is_told_plainly(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "*")
    with pytest.raises(QuizError, match=r"certificate isn't valid .*; nothing was read"):
        fetched(source_named(f"{site}/good.yaml"))


def test_without_a_network_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "*")
    with pytest.raises(QuizError, match=r"can't be reached .*are you online"):
        fetched(source_named("https://localhost:1/x.yaml"))


def test_one_that_drips_is_given_up_after_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter(range(0, 1000, 25))
    monkeypatch.setattr(fetching, "monotonic", lambda: next(times))

    class Dripping(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return b"x"

    source = source_named("https://example.org/x.yaml")
    with pytest.raises(QuizError, match="no answer in time"):
        fetched(source, open_address=lambda _: Reply(body=Dripping(), length=None))


def test_a_bomb_in_a_zip_file_is_not_unpacked() -> None:
    bomb = packed({"a/caps.yaml": b"#" + b"0" * (20 * 1024 * 1024)})
    source = source_named("https://example.org/a.zip")
    with pytest.raises(QuizError, match="no question bank"):
        fetched(source, open_address=lambda _: Reply(body=io.BytesIO(bomb), length=None))


def test_a_pack_is_measured_unpacked() -> None:
    members = {f"{n}/b{n}.yaml": PLAIN.replace(b"caps", b"c%d" % n) for n in range(4)}
    picture = PICTURE + os.urandom(1000) * 2500
    members |= {f"{n}/b{n}.yaml": BANK.replace(b"caps", b"c%d" % n) for n in range(4)} | {
        f"{n}/map.png": picture for n in range(4)
    }
    source = source_named("https://example.org/a.zip")
    data = packed(members)
    assert len(data) < MOST_BYTES
    with pytest.raises(QuizError, match="over 8 MB of banks and pictures"):
        fetched(source, open_address=lambda _: Reply(body=io.BytesIO(data), length=None))


def test_names_that_leave_the_pack_are_left_out() -> None:
    data = packed({"../evil.yaml": PLAIN, "/abs.yaml": PLAIN, "caps.yaml": PLAIN})
    source = source_named("https://example.org/a.zip")
    found = fetched(source, open_address=lambda _: Reply(body=io.BytesIO(data), length=None))
    assert [bank.name for bank in found.pack.banks] == ["caps.yaml"]
    assert len(found.pack.ignored) == 2


# A folder


def write(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def test_of_a_folder_only_banks_pictures_and_licences_are_read(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "LICENSE": b"CC0",
            "geo/caps.yaml": BANK,
            "geo/map.png": PICTURE,
            "run.sh": b"#!/bin/sh",
            ".git/config.yaml": PLAIN,
            "_drafts/x.yaml": PLAIN,
            "mkdocs.yml": b"site_name: x\n",
        },
    )
    found = fetched(source_named(str(tmp_path)))
    (bank,) = found.pack.banks
    assert (bank.name, bank.license_text) == ("geo/caps.yaml", b"CC0")
    assert bank.pictures == {"map.png": PICTURE}
    assert found.pack.ignored == ("mkdocs.yml: not a bank",)


def test_links_and_pipes_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    folder, secret = tmp_path / "shared", tmp_path / "secret"
    write(folder, {"caps.yaml": BANK})
    write(secret, {"other.yaml": PLAIN.replace(b"caps", b"other"), "map.png": PICTURE})
    (folder / "link.yaml").symlink_to(secret / "other.yaml")
    (folder / "map.png").symlink_to(secret / "map.png")
    (folder / "below").symlink_to(secret, target_is_directory=True)
    found = fetched(source_named(str(folder)))
    assert [bank.id for bank in found.pack.banks] == ["caps"]
    assert not found.pack.banks[0].pictures
    assert "link.yaml: link" in found.pack.ignored
    os.mkfifo(folder / "pipe.yaml")
    with pytest.raises(QuizError, match="a pipe or a device"):
        fetched(source_named(str(folder)))


def test_a_folder_without_a_bank_or_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QuizError, match="no question bank"):
        fetched(source_named(str(tmp_path)))
    write(tmp_path, {"caps.yaml": PLAIN, "big.png": bytes(MOST_BYTES)})
    with pytest.raises(QuizError, match="over 8 MB"):
        fetched(source_named(str(tmp_path)))
    gone = FollowedSource(kind=SourceKind.FOLDER, address=str(tmp_path / "gone"))
    with pytest.raises(QuizError, match="no longer exists"):
        fetched(gone)


def test_two_banks_of_one_id_are_named(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": PLAIN, "b/c.yaml": PLAIN})
    with pytest.raises(QuizError, match=r"a\.yaml and b/c\.yaml have the same id, 'caps'"):
        fetched(source_named(str(tmp_path)))


# git


def run_git(folder: Path, *arguments: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    command = ["git", "-c", "user.name=Ann", "-c", "user.email=ann@example.org",
               "-c", "protocol.file.allow=always", *arguments]  # fmt: skip
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bare repository with a bank, and with all that may do harm."""
    base = tmp_path_factory.mktemp("git")
    work, other = base / "work", base / "other"
    run_git(other, "init", "-q", "-b", "main")
    write(other, {"sub.yaml": PLAIN.replace(b"caps", b"sub")})
    run_git(other, "add", "-A")
    run_git(other, "commit", "-qm", "One")
    run_git(work, "init", "-q", "-b", "main")
    write(
        work,
        {
            "banks/caps.yaml": BANK,
            "banks/map.png": PICTURE,
            "LICENSE": b"CC0",
            ".gitattributes": b"*.yaml filter=evil\n",
            "src/main.c": b"int main;",
        },
    )
    (work / "secret.yaml").symlink_to("/etc/passwd")
    run_git(work, "submodule", "add", "-q", str(other), "below")
    run_git(work, "add", "-A")
    run_git(work, "commit", "-qm", "One")
    run_git(work, "checkout", "-qb", "next")
    write(work, {"banks/caps.yaml": PLAIN.replace(b"Rome", b"Roma")})
    run_git(work, "commit", "-qam", "Two")
    run_git(work, "checkout", "-q", "main")
    run_git(base, "clone", "-q", "--bare", str(work), "shared.git")
    return base / "shared.git"


@needs_git
def test_a_repository_is_read_without_running_anything_of_it(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touched = tmp_path / "touched"
    for name in ("post-checkout", "pre-receive", "reference-transaction"):
        hook = repository / "hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\ntouch {touched}\n")
        hook.chmod(hook.stat().st_mode | stat.S_IXUSR)
    settings = tmp_path / "gitconfig"  # a filter that the learner has for other things
    settings.write_text(f'[filter "evil"]\n\tsmudge = touch {touched}\n')
    monkeypatch.setenv("HOME", str(tmp_path))
    settings.rename(tmp_path / ".gitconfig")
    monkeypatch.setenv("GIT_DIR", "/nowhere")  # as in a hook of another repository
    found = fetched(source_named(str(repository)))
    (bank,) = found.pack.banks
    assert (bank.name, bank.data, bank.license_text) == ("banks/caps.yaml", BANK, b"CC0")
    assert bank.pictures == {"map.png": PICTURE}
    assert found.pack.ignored == ("secret.yaml: link",)
    assert len(found.version) == 40
    assert not touched.exists()


@needs_git
def test_a_branch_and_a_folder_of_a_repository_are_read(repository: Path) -> None:
    source = FollowedSource(
        kind=SourceKind.GIT, address=str(repository), branch="next", folder="banks"
    )
    (bank,) = fetched(source).pack.banks
    assert bank.name == "caps.yaml"
    assert b"Roma" in bank.data
    for wrong, said in (
        ({"branch": "no"}, "no such branch"),
        ({"branch": "next", "folder": "no"}, "no such folder"),
    ):
        other = FollowedSource(kind=SourceKind.GIT, address=str(repository), **wrong)
        with pytest.raises(QuizError, match=said):
            fetched(other)


@needs_git
def test_a_repository_that_is_too_large_empty_or_gone_is_refused(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_git(tmp_path, "init", "-q", "--bare", "empty.git")
    with pytest.raises(QuizError, match="the repository is empty"):
        fetched(source_named(str(tmp_path / "empty.git")))
    gone = FollowedSource(kind=SourceKind.GIT, address=str(tmp_path / "gone.git"))
    with pytest.raises(QuizError, match="no git repository there"):
        fetched(gone)
    monkeypatch.setattr(git, "MOST_CLONE_BYTES", 10)
    with pytest.raises(QuizError, match="too large to follow"):
        fetched(source_named(str(repository)))
    monkeypatch.setattr(fetching, "MOST_BYTES", 100)
    monkeypatch.setattr(git, "MOST_CLONE_BYTES", 10_000_000)
    with pytest.raises(QuizError, match="of banks and pictures, too large"):
        fetched(source_named(str(repository)))


@needs_git
@pytest.mark.parametrize("address", ["ext::sh -c id", "file:///etc", "http://localhost:1/x.git"])
def test_git_takes_only_safe_ways(address: str) -> None:
    with pytest.raises(QuizError) as error:
        fetched(FollowedSource(kind=SourceKind.GIT, address=address))
    assert "isn't allowed" in str(error.value)


@needs_git
def test_a_git_that_never_ends_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\nsleep 60\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(git, "LONGEST_S", 0.1)
    with pytest.raises(QuizError, match="no answer in time"):
        fetched(source_named("https://github.com/o/r"))


def test_without_git_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(QuizError, match="git isn't installed"):
        fetched(source_named("https://github.com/o/r"))
