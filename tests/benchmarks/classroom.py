"""A live game on loopback: joining, answering in the same instant, a question to all devices.

    python -m tests.benchmarks.classroom [--pupils 300] [--runs 3]

Baseline: the bare floor, the same server saying `ok` to as many requests at the same time
(`/health`). Goals: 30 join in under 0.3 s and 300 in under 1 s; at most 100 kB a
pupil; 300 answers in the same instant on disk with p95 at most 200 ms; a question at all devices
with p95 at most 100 ms.
"""

import argparse
import asyncio
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.benchmarks.harness import environment
from tests.benchmarks.make_banks import write_bank

_PORT = 8791


class Device:
    """One pupil's browser: plain HTTP over sockets of its own."""

    def __init__(self, number: int) -> None:
        self.name = f"Pupil {number}"
        self.cookie = ""
        self.told: list[tuple[float, bytes]] = []
        self.writer: asyncio.StreamWriter | None = None

    async def request(self, method: str, path: str, body: str = "", extra: str = "") -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", _PORT)
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{_PORT}\r\nConnection: close\r\n{extra}"
        )
        if self.cookie:
            head += f"Cookie: {self.cookie}\r\n"
        if body:
            head += "Content-Type: application/x-www-form-urlencoded\r\n"
            head += f"Content-Length: {len(body)}\r\n"
        writer.write(f"{head}\r\n{body}".encode())
        reply = await reader.read()
        writer.close()
        return reply

    async def join(self, code: str) -> None:
        reply = await self.request("POST", "/join", f"code={code}&name={self.name}")
        found = re.search(rb"set-cookie: (quiz_seat=[^;]+)", reply)
        assert found, reply[:300]
        self.cookie = found[1].decode()

    async def listen(self) -> None:
        reader, self.writer = await asyncio.open_connection("127.0.0.1", _PORT)
        head = f"GET /events HTTP/1.1\r\nHost: 127.0.0.1:{_PORT}\r\nCookie: {self.cookie}\r\n\r\n"
        self.writer.write(head.encode())
        while line := await reader.readline():
            if line.startswith(b"data:"):
                self.told.append((time.perf_counter(), line))

    async def answer(self, place: int) -> float:
        start = time.perf_counter()
        body = f"place={place}&nonce=n{place}&o=0"
        reply = await self.request("POST", "/answer", body, "X-Quiz: fetch\r\n")
        assert reply.startswith(b"HTTP/1.1 200"), reply[:300]
        return time.perf_counter() - start


def p95(times: list[float]) -> float:
    return sorted(times)[max(0, int(len(times) * 0.95) - 1)]


def rss(pid: int) -> float:
    """Return the memory of a process in kB."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return float(found[1]) if found else float("nan")


async def all_of(work: Callable[[Device], Awaitable[object]], devices: list[Device]) -> float:
    start = time.perf_counter()
    await asyncio.gather(*(work(device) for device in devices))
    return time.perf_counter() - start


async def round_of(server: "Server", pupils: int) -> None:
    """Let some pupils play three questions, and print what it took."""
    devices = [Device(number) for number in range(pupils)]
    empty = rss(server.process.pid)
    floor = await all_of(lambda device: device.request("GET", "/health"), devices)
    joined = await all_of(lambda device: device.join(server.code), devices)
    listening = [asyncio.create_task(device.listen()) for device in devices]
    while not all(device.told for device in devices):
        await asyncio.sleep(0.01)
    memory = (rss(server.process.pid) - empty) / pupils
    answers: list[float] = []
    pushes: list[float] = []
    for place in range(3):
        counts = [len(device.told) for device in devices]
        start = time.perf_counter()
        server.say("")
        while any(len(d.told) == count for d, count in zip(devices, counts, strict=True)):
            await asyncio.sleep(0.005)
        pushes += [d.told[count][0] - start for d, count in zip(devices, counts, strict=True)]
        answers += await asyncio.gather(*(device.answer(place) for device in devices))
        await asyncio.sleep(1)  # everyone has answered: the question closes by itself
    for task in listening:
        task.cancel()
    print(
        f"{pupils} pupils: join {joined:.2f} s ({joined / floor:.1f}x the floor of {floor:.2f} s),"
        f" {memory:.0f} kB each; answers at once p50 {statistics.median(answers) * 1000:.0f} ms,"
        f" p95 {p95(answers) * 1000:.0f} ms; question to all p95 {p95(pushes) * 1000:.0f} ms"
    )


class Server:
    """`quiz serve` in a process of its own."""

    def __init__(self, folder: Path, db: str) -> None:
        write_bank(folder / "bank.yaml", 20)
        command = [
            sys.executable, "-m", "quiz", "serve", str(folder / "bank.yaml"), "--plain",
            "--port", str(_PORT), "--cap", "2000", "--kind", "choice", "--no-board",
            *(["--db", db] if db else []),
        ]  # fmt: skip
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=environment(QUIZ_HOME=str(folder / "home")),
        )  # fmt: skip
        assert self.process.stdout is not None
        self.code = ""
        while not self.code:
            found = re.search(r"Code: (\d+)", self.process.stdout.readline())
            self.code = found[1] if found else ""
        time.sleep(1)

    def say(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def close(self) -> None:
        self.say("quit")
        self.process.wait(10)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pupils", type=int, nargs="*", default=[30, 100, 300])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--db", default="", help="postgresql://… in place of SQLite")
    options = parser.parse_args()
    for pupils in options.pupils:
        for _run in range(options.runs):
            with tempfile.TemporaryDirectory() as folder:
                server = Server(Path(folder), options.db)
                try:
                    asyncio.run(round_of(server, pupils))
                finally:
                    server.close()


if __name__ == "__main__":
    main()
