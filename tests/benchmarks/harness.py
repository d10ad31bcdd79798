"""What the benchmarks share: programs under a pseudo-terminal, timed in turn, as ratios.

A ratio is the median of the pair-by-pair ratios to the baseline in the same round (A B A B …), so
that it holds when the machine's speed drifts.
"""

import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

HERE = Path(__file__).parent
ESCAPES = re.compile(
    rb"\x1b\[[0-9;:<=>?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1bP[^\x1b]*\x1b\\"
    rb"|\x1b[()][0-9A-Za-z]|\x1b[0-9A-Za-z=><]"
)
_DROPPED = ("NO_COLOR", "CI", "TERM_PROGRAM", "PYTHONDONTWRITEBYTECODE", "COLUMNS", "LINES")


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a plain terminal of 16 million colours."""
    kept = {key: value for key, value in os.environ.items() if key not in _DROPPED}
    plain = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
    return {**kept, **plain, "LANGUAGE": "en", **more}


class Terminal:
    """A program in a pseudo-terminal that answers nothing."""

    def __init__(
        self,
        command: Sequence[str],
        env: Mapping[str, str],
        *,
        columns: int = 80,
        rows: int = 24,
        cwd: Path | None = None,
    ) -> None:
        self.raw = b""
        self.began = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
                if cwd:
                    os.chdir(cwd)
                os.execvpe(command[0], list(command), dict(env))
            finally:
                os._exit(127)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, timeout_s: float) -> bytes:
        """Return what comes within a time; empty if nothing does, or at the end."""
        if not select.select([self.fd], [], [], max(0.0, timeout_s))[0]:
            return b""
        try:
            data = os.read(self.fd, 1 << 16)
        except OSError:
            return b""
        self.raw += data
        return data

    def wait_for(self, text: str, timeout_s: float = 30.0, since: int = 0) -> float:
        """Return the seconds from the start until a text was drawn."""
        wanted = text.encode()
        end = time.perf_counter() + timeout_s
        while wanted not in ESCAPES.sub(b"", self.raw[since:]):
            if time.perf_counter() > end:
                sys.exit(f"never drawn: {text!r}\n{self.text()[-2000:]}")
            self.read(0.5)
        return time.perf_counter() - self.began

    def settle(self, gap_s: float = 0.3, most_s: float = 5.0) -> None:
        """Read until nothing comes for a while."""
        end = time.perf_counter() + most_s
        while time.perf_counter() < end and self.read(gap_s):
            pass

    def press(self, key: bytes, gap_s: float = 0.04) -> float:
        """Press a key; returns the seconds until the last byte of the redraw."""
        start = last = time.perf_counter()
        os.write(self.fd, key)
        timeout = 0.5
        while self.read(timeout):
            last = time.perf_counter()
            timeout = gap_s
        return last - start

    def press_for(self, key: bytes, *texts: str, gap_s: float = 0.006) -> float:
        """Press a key; returns the seconds until the end of the frame that draws one of the texts.

        A frame is what is written without a pause; what follows it in later ones is not waited for.
        """
        at, start = len(self.raw), time.perf_counter()
        os.write(self.fd, key)
        while self.read(1.0):
            last = time.perf_counter()
            drawn = ESCAPES.sub(b"", self.raw[at:]).decode(errors="replace")
            if any(text in drawn for text in texts):
                while self.read(gap_s):
                    last = time.perf_counter()
                return last - start
        sys.exit(f"never drawn: {texts}\n{self.text()[-2000:]}")

    def peak_mib(self) -> float:
        """Return the peak memory of the program so far."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        found = re.search(r"VmHWM:\s+(\d+)", status)
        return int(found.group(1)) / 1024 if found else float("nan")

    def text(self) -> str:
        """Return what was drawn, without escapes."""
        return ESCAPES.sub(b"", self.raw).decode(errors="replace")

    def close(self) -> None:
        """End the program as a closed window does; one that was killed starts slower next time."""
        try:
            os.kill(self.pid, signal.SIGTERM)
            end = time.perf_counter() + 3
            while os.waitpid(self.pid, os.WNOHANG) == (0, 0):
                self.read(0.01)
                if time.perf_counter() > end:
                    os.kill(self.pid, signal.SIGKILL)
        except (ProcessLookupError, ChildProcessError):
            pass
        os.close(self.fd)


Row = dict[str, float]


def in_turn(
    cases: Mapping[str, Callable[[], Row]], runs: int, warm_ups: int = 1
) -> dict[str, list[Row]]:
    """Run every case in turn, `runs` rounds after the warm-ups."""
    got: dict[str, list[Row]] = {name: [] for name in cases}
    for number in range(warm_ups + runs):
        for name, once in cases.items():
            row = once()
            if number >= warm_ups:
                got[name].append(row)
        print(f"\r round {number + 1} of {warm_ups + runs}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return got


def ratio(rows: Sequence[Row], base: Sequence[Row], key: str) -> float:
    """Return the median of the pair-by-pair ratios."""
    return statistics.median(a[key] / b[key] for a, b in zip(rows, base, strict=True))


def report(got: Mapping[str, Sequence[Row]], goals: Mapping[str, Mapping[str, float]]) -> None:
    """Print medians and ratios to the first case, beside the goals."""
    names = list(got)
    base = got[names[0]]
    for name, rows in got.items():
        words = []
        for key in rows[0]:
            middle = statistics.median(row[key] for row in rows)
            times = ratio(rows, base, key)
            goal = goals.get(name, {}).get(key)
            verdict = "" if goal is None else f" (goal {goal}: {_word(times <= goal)})"
            words.append(f"{key} {middle:.4g} = {times:.2f}x{verdict}")
        print(f"{name:28} {'; '.join(words)}")


def _word(is_met: bool) -> str:
    return "met" if is_met else "NOT MET"


def wall_s(command: Sequence[str], env: Mapping[str, str]) -> float:
    """Return the seconds that a whole command takes."""
    start = time.perf_counter()
    subprocess.run(command, env=dict(env), stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start
