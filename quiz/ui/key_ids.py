"""Keys that the settings can choose: ids of bindings, and what is wrong with a choice."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping

from textual.binding import Binding
from textual.dom import DOMNode

import quiz.ui
from quiz.translation import _


def owners() -> Iterator[tuple[str, list[Binding]]]:
    """Yield each of our screens and widgets that has keys, with them; one binding for each key.

    All screens are imported for it, so that only `quiz config` and tests ask.
    """
    for module in pkgutil.walk_packages(quiz.ui.__path__, "quiz.ui."):
        importlib.import_module(module.name)
    seen = [DOMNode]
    for kind in seen:  # it grows while it is gone through
        seen += [each for each in kind.__subclasses__() if each not in seen]
        if kind.__module__.startswith("quiz."):
            own = kind.__dict__.get("BINDINGS", [])
            bindings = [each for each in Binding.make_bindings(own) if each.id is not None]
            if bindings:
                yield kind.__qualname__, bindings


def key_ids() -> list[str]:
    """Return the ids of all our bindings, sorted."""
    return sorted({str(each.id) for _owner, bindings in owners() for each in bindings})


def clashes(chosen: Mapping[str, str]) -> dict[str, str]:
    """Return what is wrong with chosen keys, by id: a key that does something else on that screen.

    Args:
        chosen: Keys by id, separated by commas, as the settings have them.
    """
    found: dict[str, str] = {}
    for _owner, bindings in owners():
        taken: dict[str, str] = {}
        rebound = {str(each.id) for each in bindings} & set(chosen)
        for each in bindings:
            if each.id not in rebound:
                taken[each.key] = str(each.id)
        for name in sorted(rebound):
            for each in Binding.make_bindings([Binding(chosen[name], "")]):
                other = taken.setdefault(each.key, name)
                if other != name:
                    words = _("the key {key!r} is taken by {other}")
                    found[name] = words.format(key=each.key, other=other)
    return found
