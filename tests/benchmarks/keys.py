"""Key to redrawn feedback, commit included, against a key in a bare in-place app.

    python -m tests.benchmarks.keys [--rounds 5]

A time ends with the frame that draws what was waited for: in a wide window the rail and the curve
of memory come with the next one. Goals: at most 2 times the baseline, 95th percentile under 16 ms.
"""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.harness import HERE, Terminal, environment
from tests.benchmarks.make_banks import write_bank

_QUIZ = str(Path(sys.executable).parent / "quiz")
_PRESSES = 20


def baseline_times(env: dict[str, str], size: tuple[int, int], cwd: Path) -> list[float]:
    """Return the seconds of keys that redraw a bare app in place."""
    terminal = Terminal(
        [sys.executable, str(HERE / "apps" / "in_place.py")],
        env,
        columns=size[0],
        rows=size[1],
        cwd=cwd,
    )
    try:
        terminal.wait_for("Question 001")
        terminal.settle()
        times = []
        for number in range(_PRESSES):
            times.append(terminal.press_for(b"n", f"Question {number + 2:03}"))
            terminal.settle(0.06)
        return times
    finally:
        terminal.close()


def feedback_times(
    env: dict[str, str], size: tuple[int, int], cwd: Path
) -> tuple[list[float], list[float]]:
    """Return the seconds of Enter to feedback, and of Enter to the next question."""
    command = [_QUIZ, "play", str(cwd / "bank.yaml"), "-n", "40", "--kind", "choice"]
    terminal = Terminal(command, env, columns=size[0], rows=size[1], cwd=cwd)
    try:
        terminal.wait_for("Esc Leave")
        terminal.settle()
        told, asked = [], []
        for number in range(_PRESSES):
            terminal.press(b"1")
            terminal.settle(0.2)
            told.append(terminal.press_for(b"\r", "Correct answer", "Right"))
            terminal.settle(0.2)
            asked.append(terminal.press_for(b"\r", f"{number + 2} of 40"))
            terminal.settle(0.2)
        return told, asked
    finally:
        terminal.close()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    for size in ((80, 24), (200, 60)):
        base: list[float] = []
        told: list[float] = []
        asked: list[float] = []
        for _ in range(options.rounds):
            with tempfile.TemporaryDirectory() as folder:
                here = Path(folder)
                write_bank(here / "bank.yaml", 200)
                env = environment(QUIZ_HOME=str(here / "home"))
                base += baseline_times(env, size, here)
                first, second = feedback_times(env, size, here)
                told += first[1:]  # the first answer of a kind imports its marking
                asked += second
        middle = statistics.median(base)
        print(f"{size[0]}x{size[1]}: bare in place {middle * 1000:.1f} ms")
        for name, times in (("key to feedback", told), ("key to next question", asked)):
            p95 = sorted(times)[int(len(times) * 0.95)]
            half = statistics.median(times)
            goal = "" if name != "key to feedback" else " (goals 2x, p95 16 ms)"
            times_base = f"{half * 1000:.1f} ms = {half / middle:.2f}x"
            print(f"  {name}: {times_base}, p95 {p95 * 1000:.1f} ms{goal}")


if __name__ == "__main__":
    main()
