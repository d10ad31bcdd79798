"""The nginx configuration of the documentation, as it stands, before a real server."""

import re
import shutil
import ssl
import subprocess
import time
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from quiz.classroom.rules import GameRules
from quiz.web.server import PlaceRequest, begun, place_of
from tests.classroom.classes import CHOICE, questions
from tests.web.test_server import free_port, served, until

DOCS = Path(__file__).parents[2] / "docs" / "classroom.md"


@pytest.mark.slow
def test_a_game_behind_nginx_as_the_documentation_sets_it_up(tmp_path: Path) -> None:
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
    if nginx is None or shutil.which("openssl") is None:
        pytest.skip("nginx or openssl is not installed")
    port, inner = free_port(), free_port()
    (config,) = re.findall(r"```nginx\n(.*?)```", DOCS.read_text("utf-8"), re.S)
    name = f"localhost:{port}"
    config = (
        config.replace("443", str(port)).replace("8765", str(inner))
        .replace("quiz.school.example", "localhost")
        .replace("/etc/ssl/quiz.pem", str(tmp_path / "c.pem"))
        .replace("/etc/ssl/quiz.key", str(tmp_path / "c.key"))
    )  # fmt: skip
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
         "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
         "-keyout", "c.key", "-out", "c.pem"],
        cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip
    temporary = " ".join(
        f"{kind}_temp_path {tmp_path}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (tmp_path / "nginx.conf").write_text(
        f"daemon off; pid {tmp_path}/pid; error_log {tmp_path}/error.log;\n"
        f"events {{}}\nhttp {{ access_log off; {temporary}\n{config}\n}}\n"
    )
    place = place_of(PlaceRequest(port=inner, behind_proxy=f"https://{name}"))
    proxy = subprocess.Popen(
        [nginx, "-c", str(tmp_path / "nginx.conf"), "-p", str(tmp_path)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    trusted = ssl.create_default_context(cafile=str(tmp_path / "c.pem"))
    jar = CookieJar()
    opener = urllib.request.build_opener(
        urllib.request.HTTPSHandler(context=trusted), urllib.request.HTTPCookieProcessor(jar)
    )
    asked = tuple(questions((CHOICE,)))
    try:
        with (
            begun(str(tmp_path / "s.sqlite"), "Capitals", asked, GameRules()) as started,
            served(started.live, place) as here,
        ):
            until(lambda: _is_up(opener, f"https://{name}/health"))
            body = f"code={started.live.row.code}&name=Ada".encode()
            request = urllib.request.Request(
                f"https://{name}/join", body, {"Origin": f"https://{name}"}
            )
            assert b"You are in, Ada." in opener.open(request, timeout=10).read()
            (cookie,) = jar
            assert cookie.secure
            assert cookie.name.startswith("__Host-")
            stream = opener.open(f"https://{name}/events", timeout=10)
            assert b"retry" in stream.readline()
            first = [stream.readline() for _line in range(3)]
            assert b"lobby" in b"".join(first)
            began = time.monotonic()
            here.go_on()
            while b"asking" not in stream.readline():
                pass
            assert time.monotonic() - began < 5  # not held back until the answer is long
            stream.close()
            foreign = urllib.request.Request(
                f"https://{name}/join", body, {"Origin": "https://evil.example"}
            )
            with pytest.raises(urllib.error.HTTPError, match="403"):
                opener.open(foreign, timeout=10)
    finally:
        proxy.terminate()
        proxy.wait(10)


def _is_up(opener: urllib.request.OpenerDirector, address: str) -> bool:
    try:
        return bool(opener.open(address, timeout=2).read() == b"ok\n")
    except OSError:
        return False
