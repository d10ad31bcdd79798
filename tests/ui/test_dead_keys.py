"""Every key that the bar of keys names does something now, on each screen and in each state."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from quiz.desk import Desk
from quiz.ui.app import QuizApp
from quiz.ui.widgets.key_bar import KeyBar
from tests.ui.exams import Sitter, paper_in_order
from tests.ui.seen import KIND_NAMES, quiz_of

Steps = tuple[str, ...]
QUESTIONS: dict[str, tuple[str, Steps]] = {
    **{kind: (kind, ()) for kind in KIND_NAMES},
    "choice, told": ("choice", ("1", "enter")),
    "text, told": ("text", ("x", "enter")),
    "card, turned": ("card", ("space",)),
    "essay, compared": ("essay", ("x", "ctrl+s")),
    "essay, told": ("essay", ("x", "ctrl+s", "enter")),
    "result": ("choice", ("1", "enter", "enter")),
}
AT_HOME: dict[str, Steps] = {
    "home": (),
    "search": ("slash", "e"),
    "help": ("question_mark",),
    "custom quiz": ("o",),
    "games": ("g",),
    "duel code": ("g", "end", "up", "enter"),
    "names of two": ("g", "end", "enter"),
    "two players": ("g", "end", "enter", "enter"),
    "records": ("v",),
    "recap": ("v", "r"),
    "settings": ("comma",),
    "keys": ("comma", "e"),
    "add a bank": ("a",),
    "add a question": ("plus",),
    "exams": ("x",),
    "new exam": ("x", "n"),
    "statistics": ("s",),
    "hours": ("s", "4"),
    "weak topics": ("s", "5", "tab"),
    "statistics of": ("s", "b"),
    "browse": ("b",),
    "browse, searched": ("b", "slash", "z"),
    "browse, selected": ("b", "space"),
    "card": ("b", "enter"),
    "bank page": ("B",),
    "bank page, searched": ("B", "slash", "z"),
    "preview": ("B", "enter"),
}
IN_AN_EXAM: dict[str, Steps] = {
    "start": (),
    "first question": ("enter",),
    "last question": ("enter", "pagedown", "pagedown"),
    "overview": ("enter", "f8"),
    "hand in?": ("enter", "f8", "i"),
    "result": ("enter", "f8", "i", "y"),
}
STATES = (
    *(("question", name) for name in QUESTIONS),
    *(("home", name) for name in AT_HOME),
    *(("exam", name) for name in IN_AN_EXAM),
)


@asynccontextmanager
async def state(desk: Desk, where: str, name: str, folder: Path) -> AsyncIterator[Sitter]:
    """Run the app up to a state."""
    request, exam = None, None
    steps: Steps
    if where == "question":
        kind, steps = QUESTIONS[name]
        request = quiz_of(kind)
    elif where == "home":
        steps = AT_HOME[name]
    else:
        exam, steps = paper_in_order(folder, "choice", "text", "several"), IN_AN_EXAM[name]
    app = QuizApp(desk, request, exam=exam, guard_s=0)
    async with app.run_test(size=(160, 40)) as pilot:
        sitter = Sitter(app, pilot)
        await sitter.until(lambda: app.screen.is_mounted and sitter.shown.strip(), "a screen")
        for step in steps:
            await pilot.press(step)
            await pilot.pause(0.05)
        yield sitter


def look(sitter: Sitter) -> tuple[object, ...]:
    """Return what a key could change."""
    app = sitter.app
    return (
        app._exit, tuple(id(screen) for screen in app.screen_stack), sitter.shown,
        tuple(sitter.toasts), app.focused, app.desk.record.log_mark(),
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("where", "name"), STATES)
async def test_no_key_that_is_shown_is_dead(
    make_desk: Callable[..., Desk], tmp_path: Path, where: str, name: str
) -> None:
    async with state(make_desk(), where, name, tmp_path) as sitter:
        keys = sitter.app.screen.query_one(KeyBar).shown_keys()
    assert keys
    dead = []
    for key, label, shown in keys:
        # Of several keys in one, as 1-4, the first may say what is so already.
        action = shown.replace("(1)", "(2)") if "-" in key[1:] else shown
        async with state(make_desk(), where, name, tmp_path) as sitter:
            actives = sitter.app.screen.active_bindings.values()
            active = next((a for a in actives if a.binding.action == action), None)
            if active is None:
                continue
            before = look(sitter)
            await sitter.app.run_action(action, active.node)
            await sitter.pilot.pause(0.05)
            if look(sitter) == before:
                dead.append(f"{key} {label}")
    assert not dead


@pytest.mark.slow
@pytest.mark.parametrize(("where", "name"), STATES)
async def test_no_window_is_too_small_for_the_program(
    make_desk: Callable[..., Desk], tmp_path: Path, where: str, name: str
) -> None:
    async with state(make_desk(), where, name, tmp_path) as sitter:
        for columns, rows in (*((columns, 24) for columns in range(12, 0, -1)), (30, 1), (5, 2)):
            await sitter.pilot.resize_terminal(columns, rows)
        await sitter.pilot.resize_terminal(80, 24)
        await sitter.until(lambda: sitter.shown.strip(), "a screen")
        await sitter.misses("This window is")
