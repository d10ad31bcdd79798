"""The server of a game is killed at any moment while a class answers."""

import asyncio
import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import msgspec

from quiz.school.sql import Db
from tests.benchmarks.make_banks import write_bank

_PUPILS = 30
_QUESTIONS = 200


class Classes(msgspec.Struct):
    """What came of the kills."""

    kills: int = 0
    """Servers that were killed while pupils answered."""
    acknowledged: int = 0
    """Answers of which a pupil was told that they are in."""
    kept: int = 0
    """Answers in the store."""
    lost: int = 0
    """Acknowledged answers that are not in the store as they were sent."""
    doubled: int = 0
    """Questions that a pupil answered twice in the store."""
    seats_lost: int = 0
    """Pupils who were sent to the door."""
    slowest_s: float = 0.0
    """From a kill until the game went on."""

    @property
    def is_good(self) -> bool:
        """Whether nothing was lost or doubled."""
        return not (self.lost or self.doubled or self.seats_lost)


class _Pupil:
    """A device that answers one question after the other, and sends again what got no reply."""

    def __init__(self, port: int, name: str) -> None:
        self.port, self.name, self.cookie, self.place = port, name, "", 0
        self.questions = 0
        self.stops = False
        self.acknowledged: dict[int, str] = {}
        self.seats_lost = 0

    async def request(self, method: str, path: str, body: str = "") -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            head += f"Connection: close\r\nX-Quiz: fetch\r\nCookie: {self.cookie}\r\n"
            if method == "POST":
                head += "Content-Type: application/x-www-form-urlencoded\r\n"
                head += f"Content-Length: {len(body)}\r\n"
            writer.write(f"{head}\r\n{body}".encode())
            return await asyncio.wait_for(reader.read(), 10)
        finally:
            writer.close()

    async def join(self, code: str) -> None:
        reply = await self.request("POST", "/join", f"code={code}&name={self.name}")
        found = re.search(rb"set-cookie: (quiz_seat=[^;]+)", reply)
        assert found, reply[:200]
        self.cookie = found[1].decode()

    async def play(self) -> None:
        while self.place < self.questions and not self.stops:
            try:
                nonce = f"{self.name}-{self.place}"
                body = f"place={self.place}&nonce={nonce}&o=0"
                reply = await self.request("POST", "/answer", body)
                status = reply[9:12]
                if status == b"401" or b"location: /\r\n" in reply:
                    self.seats_lost += 1
                    return
                if status == b"200":
                    self.acknowledged[self.place] = nonce
                    if (await self.request("POST", "/next"))[9:12] == b"200":
                        self.place += 1
                elif b"paused" in reply:
                    await asyncio.sleep(0.05)
                elif status == b"409":  # it moved on before the reply to `next` was lost
                    self.place += self.place in self.acknowledged
            except (OSError, TimeoutError):
                await asyncio.sleep(0.05)
            await asyncio.sleep(random.uniform(0, 0.05))


class _Server:
    def __init__(self, folder: Path, port: int, *, resumes: bool) -> None:
        asked = ["--resume"] if resumes else [
            str(folder / "bank.yaml"), "-n", str(_QUESTIONS), "--mode", "own-pace",
            "--seconds", "0", "--kind", "choice",
        ]  # fmt: skip
        self.process = subprocess.Popen(
            [sys.executable, "-m", "quiz", "serve", *asked, "--plain", "--port", str(port)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "QUIZ_HOME": str(folder / "home"), "LANGUAGE": "en"},
        )  # fmt: skip
        self.code = ""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if found := re.search(r"Code: (\d+)", line):
                self.code = found[1]
            if " quit" in line:
                break

    def say(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()


def kill_servers(folder: Path, kills: int, seed: int) -> Classes:
    """Kill the server of a game so many times while thirty pupils answer.

    Args:
        folder: An empty one.
        kills: How many.
        seed: Decides the moments.
    """
    write_bank(folder / "bank.yaml", 300)
    found, rng, number = Classes(), random.Random(seed), 0
    while found.kills < kills:
        number += 1
        home = folder / str(number)
        home.mkdir()
        (home / "bank.yaml").write_bytes((folder / "bank.yaml").read_bytes())
        asyncio.run(_game(home, found, kills, rng))
    return found


async def _game(folder: Path, found: Classes, kills: int, rng: random.Random) -> None:
    """Play one game to its end, its server killed again and again."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = await asyncio.to_thread(_Server, folder, port, resumes=False)
    pupils = [_Pupil(port, f"P{number}") for number in range(_PUPILS)]
    await _until_it_answers(pupils[0])
    await asyncio.gather(*(pupil.join(server.code) for pupil in pupils))
    server.say("")
    for pupil in pupils:
        pupil.questions = _questions(folder)
    playing = [asyncio.create_task(pupil.play()) for pupil in pupils]
    while found.kills < kills and not all(task.done() for task in playing):
        await asyncio.sleep(rng.uniform(0.05, 0.6))
        await asyncio.to_thread(server.kill)
        found.kills += 1
        began = time.monotonic()
        server = await asyncio.to_thread(_Server, folder, port, resumes=True)
        await _until_it_answers(pupils[0])
        server.say("pause")  # it was stopped where it was killed
        found.slowest_s = max(found.slowest_s, round(time.monotonic() - began, 2))
    await asyncio.sleep(0.5)
    for pupil in pupils:
        pupil.stops = True
    await asyncio.gather(*playing)
    await asyncio.to_thread(server.kill)
    _count(folder, pupils, found)


def _questions(folder: Path) -> int:
    """Return how many questions the game has."""
    db = Db.open(str(folder / "home" / "classes.sqlite"))
    ((text,),) = db.rows("SELECT questions FROM game")
    db.close()
    return len(msgspec.json.decode(text))


async def _until_it_answers(pupil: _Pupil) -> None:
    for _try in range(400):
        try:
            if (await pupil.request("GET", "/health"))[9:12] == b"200":
                return
        except (OSError, TimeoutError):
            pass
        await asyncio.sleep(0.05)
    raise AssertionError("the server did not come up")


def _count(folder: Path, pupils: list[_Pupil], found: Classes) -> None:
    """Hold what pupils were told against what is in the store."""
    db = Db.open(str(folder / "home" / "classes.sqlite"))
    rows = db.rows("SELECT name, place, answer.nonce FROM answer JOIN player ON player = player.id")
    db.close()
    there = {(name, place): nonce for name, place, nonce in rows}
    found.kept += len(rows)
    found.doubled += len(rows) - len(there)
    for pupil in pupils:
        found.seats_lost += pupil.seats_lost
        found.acknowledged += len(pupil.acknowledged)
        found.lost += sum(
            there.get((pupil.name, place)) != nonce for place, nonce in pupil.acknowledged.items()
        )
