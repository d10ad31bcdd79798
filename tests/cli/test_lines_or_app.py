"""`quiz serve` and `quiz join` show a screen at a terminal, and lines elsewhere."""

from collections.abc import Callable

import pytest

from tests.cli.conftest import Run
from tests.web.test_server import free_port

pytest.importorskip("starlette")


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stand in for the screens and the lines of both commands; returns which was shown."""
    found: list[str] = []

    def stand_in(name: str) -> Callable[..., int]:
        def show(*_given: object, **_more: object) -> int:
            found.append(name.rpartition(".")[2])
            return 0

        return show

    for name in (
        "quiz.ui.serve_app.run_cockpit", "quiz.cli.serve_lines.host_in_lines",
        "quiz.ui.join_app.run_join", "quiz.cli.join_lines.join_in_lines",
    ):  # fmt: skip
        monkeypatch.setattr(name, stand_in(name))
    return found


@pytest.mark.parametrize(
    ("options", "is_terminal", "serves", "joins"),
    [
        ((), True, "run_cockpit", "run_join"),
        ((), False, "host_in_lines", "join_in_lines"),
        (("--plain",), True, "host_in_lines", "join_in_lines"),
    ],
)
def test_a_screen_at_a_terminal_and_lines_elsewhere(
    run: Run, shown: list[str], monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...],
    is_terminal: bool, serves: str, joins: str,
) -> None:  # fmt: skip
    monkeypatch.setattr("quiz.cli.line_choice.has_terminal", lambda: is_terminal)
    assert run("serve", "figures", "--port", str(free_port()), *options).status == 0
    assert run("join", "localhost", *options).status == 0
    assert shown == [serves, joins]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("not a url", "'not a url' is no address of a game"),
        ("ftp://192.168.1.20", "is no address of a game"),
        ("", "is no address of a game"),
        ("example.org", "example.org is no private address"),
        ("http://192.168.1.20:99999", "is no address of a game"),
    ],
)
def test_an_address_that_no_game_has_is_refused_by_what_it_is(
    run: Run, address: str, said: str
) -> None:
    assert said in run("join", address).err
