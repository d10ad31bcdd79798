"""Keys that the settings can choose: ids of bindings, and what is wrong with a choice."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping

import msgspec
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
    words = _("the key {key!r} is taken by {other}")
    return {name: words.format(key=key, other=other) for name, key, other in _taken(chosen)}


def taken_by(chosen: Mapping[str, str], name: str) -> str:
    """Return the id of what else a chosen key does on a screen of its own; empty for nothing.

    Args:
        chosen: Keys by id, as the settings have them.
        name: The id of what the key is chosen for.
    """
    for one, _key, other in _taken(chosen):
        if name in (one, other):
            return other if name == one else one
    return ""


class Action(msgspec.Struct, frozen=True):
    """What keys do."""

    name: str
    """Its id."""
    about: str
    """What it does, in words."""
    keys: str
    """Its usual keys, separated by commas."""

    @property
    def group(self) -> str:
        """What the keys of one screen have in common."""
        return self.name.partition(".")[0]


def actions() -> list[Action]:
    """Return all that keys do, by screen, Home and questions first."""
    found: dict[str, Action] = {}
    for _owner, bindings in owners():
        for each in bindings:
            name, about = str(each.id), each.tooltip or each.description
            before = found.get(name)
            keys = dict.fromkeys([*(before.keys.split(",") if before else ()), each.key])
            found[name] = Action(name, before.about if before else about, ",".join(keys))
    first = {"home": 0, "question": 1}
    # In each group as they are declared, what matters most before the rest.
    return sorted(found.values(), key=lambda one: (first.get(one.group, 2), one.group))


def _taken(chosen: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield each chosen key that does something else too: the id, the key, and the other id."""
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
                    yield name, each.key, other
