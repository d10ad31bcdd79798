"""What is done for a quick start leaves the program as it should be."""

import gc
import subprocess
import sys
from threading import Barrier, Thread

import pytest

from quiz.formats import yaml_bank
from quiz.startup import collection_paused
from tests.support import EVERY_KIND


@pytest.mark.parametrize("is_on", [True, False])
def test_pauses_of_two_threads_end_as_they_began(is_on: bool) -> None:
    (gc.enable if is_on else gc.disable)()
    try:
        inside, one_left = Barrier(2), Barrier(2)

        def first() -> None:
            with collection_paused():
                inside.wait()
            one_left.wait()

        thread = Thread(target=first)
        thread.start()
        with collection_paused():
            inside.wait()
            one_left.wait()
            assert not gc.isenabled(), "the other thread's pause has ended, and not this one"
        thread.join()
        assert gc.isenabled() is is_on
    finally:
        gc.enable()


def test_reading_a_bank_leaves_the_collector_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []
    for name in ("enable", "disable", "freeze", "set_threshold"):
        monkeypatch.setattr(gc, name, lambda *_, name=name: called.append(name))
    yaml_bank.decode(EVERY_KIND.encode(), source="every.yaml")
    assert called == []


def test_the_app_opens_without_what_only_some_commands_need() -> None:
    code = (
        "import sys, quiz.ui.app, quiz.ui.screens.home, quiz.ui.screens.sittings.question\n"
        "print(*(name for name in sys.argv[1:] if name in sys.modules))"
    )
    heavy = (
        "yaml",
        "csv",
        "click",
        "jinja2",
        "multiprocessing",
        "markdown_it",
        "pylatexenc",
        "PIL",
        "textual_image",
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *heavy], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")
