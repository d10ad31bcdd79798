"""Private parts of libraries that we use: each is there still, and no other one is used.

After an upgrade a failure here names the part, where we use it, and what for.
"""

import ast
import inspect
from collections.abc import Callable
from importlib import import_module

import pytest
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.widgets import Input, TextArea
from textual.widgets.markdown import MarkdownFence

from tests import sources


def sets(cls: type, name: str) -> bool:
    """Return whether an object of a class has an attribute: in the class, or set by a method."""
    if hasattr(cls, name):
        return True
    return any(
        f"self.{name} =" in source or f"self.{name}:" in source
        for base in cls.__mro__[:-1]
        if (source := inspect.getsource(base))
    )


PARTS: dict[str, tuple[str, Callable[[], bool]]] = {
    "_app": (
        "ui/driver.py asks the app to end when reading keys fails",
        lambda: sets(LinuxDriver, "_app"),
    ),
    "_auto_restart": (
        "ui/driver.py tells a stop by the app from one from outside",
        lambda: sets(LinuxDriver, "_auto_restart"),
    ),
    "_must_signal_resume": (
        "ui/driver.py tells a stop by the app from one from outside",
        lambda: sets(LinuxDriver, "_must_signal_resume"),
    ),
    "_handle_exception": (
        "ui/driver.py hands a fault in the thread of keys to the app",
        lambda: sets(App, "_handle_exception"),
    ),
    "_exception": ("ui/base_app.py logs what ended the app", lambda: sets(App, "_exception")),
    "_exit_renderables": (
        "ui/base_app.py says in one line that the program crashed",
        lambda: sets(App, "_exit_renderables"),
    ),
    "_close_messages_no_wait": (
        "ui/base_app.py ends the app after a crash",
        lambda: sets(App, "_close_messages_no_wait"),
    ),
    "_notifications": (
        "ui/base_app.py takes toasts away that are about another screen",
        lambda: sets(App, "_notifications"),
    ),
    "_unnotify": (
        "ui/base_app.py takes toasts away that are about another screen",
        lambda: sets(App, "_unnotify"),
    ),
    "_refresh_truecolor_filter": (
        "ui/base_app.py begins with a theme without reading the styles twice",
        lambda: hasattr(App, "_refresh_truecolor_filter"),
    ),
    "_highlighted_code": (
        "ui/widgets/markdown_blocks.py folds code instead of scrolling it",
        lambda: sets(MarkdownFence, "_highlighted_code"),
    ),
    "yaml._yaml": (
        "formats/yaml_bank/nodes.py composes trees with PyYAML's C parser",
        lambda: all(
            hasattr(import_module("yaml._yaml").CParser, name)
            for name in ("get_single_node", "get_event", "dispose")
        ),
    ),
}
"""By name: where it is used and what for, and whether it is there."""
OVERRIDDEN: dict[str, tuple[str, type]] = {
    "_run_input_thread": ("ui/driver.py survives a fault while keys are read", LinuxDriver),
    "_sigcont_application": ("ui/driver.py tidies up after `kill -STOP`", LinuxDriver),
    "_fatal_error": ("ui/base_app.py logs a crash without local values", App),
    "_replace_via_keyboard": ("ui/widgets/long_text.py bounds what is typed", TextArea),
    "_on_paste": ("ui/widgets/line_field.py joins lines that are pasted", Input),
}
"""Methods that ours take the place of: Textual calls them by these names."""


def foreign_parts() -> set[str]:
    """Return the names with an underscore that the program uses and does not define itself."""
    nodes = [node for path in sources.SOURCES for node in sources.nodes(path)]
    ours: set[str] = set()
    for node in nodes:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                ours.add(name)
            case ast.ClassDef(name=name):
                ours.add(name)
            case ast.Attribute(attr=name, ctx=ast.Store()) | ast.Name(id=name, ctx=ast.Store()):
                ours.add(name)
            case _:
                pass
    used = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            if not node.module.startswith("quiz"):
                used |= {alias.name for alias in node.names} - ours
            if any(part.startswith("_") for part in node.module.split(".")[1:]):
                used.add(node.module)
    private = {name for name in used if name.split(".")[-1].startswith("_")}
    tuples = {"_replace", "_asdict", "_fields"}  # public parts of a NamedTuple
    return {name for name in private - ours - tuples if not name.startswith("__")}


def test_every_private_part_that_is_used_is_named_here() -> None:
    assert foreign_parts() == set(PARTS)


@pytest.mark.parametrize("name", PARTS)
def test_a_private_part_is_there_still(name: str) -> None:
    use, is_there = PARTS[name]
    assert is_there(), f"{name} is gone: {use}; find what the new version has in its place"


@pytest.mark.parametrize("name", OVERRIDDEN)
def test_a_method_that_ours_takes_the_place_of_is_called_still(name: str) -> None:
    use, cls = OVERRIDDEN[name]
    sources = [inspect.getsource(base) for base in cls.__mro__[:-1]]
    assert any(f"def {name}(" in source for source in sources), (
        f"{cls.__name__}.{name} is gone: {use}; find what the new version has in its place"
    )


def test_the_thread_of_keys_takes_its_decoder_by_the_name_that_ours_has() -> None:
    source = inspect.getsource(LinuxDriver.run_input_thread)
    assert "getincrementaldecoder(" in source, (
        "ui/driver.py forgives bytes that are not UTF-8 by giving linux_driver another "
        "getincrementaldecoder; the new version takes its decoder otherwise"
    )
