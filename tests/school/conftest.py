"""A class store in each database: SQLite, and PostgreSQL where a server can be started."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.school.sql import Db

_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/local/bin", "/opt/homebrew/bin")


def _program(name: str) -> str | None:
    found = shutil.which(name)
    if found:
        return found
    for pattern in _PLACES:
        for path in sorted(Path("/").glob(f"{pattern[1:]}/{name}"), reverse=True):
            return str(path)
    return None


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL server of our own, in a temporary folder, on a socket."""
    initdb, server = _program("initdb"), _program("postgres")
    if initdb is None or server is None:
        pytest.skip("no PostgreSQL server is installed: initdb was not found")
    # A server refuses to run as root, so it becomes the user whom its package made.
    user = "postgres" if os.getuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="quiz-pg-") as folder:
        os.chmod(folder, 0o777)
        data = f"{folder}/data"
        made = subprocess.run(
            [initdb, "-D", data, "-A", "trust", "-U", "quiz", "--no-sync"],
            user=user, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if made.returncode:
            pytest.skip(f"initdb does not run here: {made.stderr.strip()[-200:]}")
        process = subprocess.Popen(
            [server, "-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"],
            user=user, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            address = f"postgresql:///postgres?host={folder}&user=quiz"
            _wait(address)
            yield address
        finally:
            process.terminate()
            process.wait(20)


def _wait(address: str) -> None:
    import time

    import psycopg

    for _try in range(100):
        try:
            psycopg.connect(address, connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    pytest.skip("the PostgreSQL server did not come up")


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty store, once in each database."""
    if request.param == "sqlite":
        yield str(tmp_path / "classes.sqlite")
        return
    found: str = request.getfixturevalue("postgres")
    import psycopg

    with psycopg.connect(found, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    yield found


@pytest.fixture
def db(address: str) -> Iterator[Db]:
    """An empty store in each database."""
    opened = Db.open(address)
    yield opened
    opened.close()
