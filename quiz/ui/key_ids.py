"""Keys that the settings can choose: ids of bindings, and what is wrong with a choice."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping, Sequence

import msgspec
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode

import quiz.ui
from quiz.translation import _

EVERYWHERE = {"app.quit": ("ctrl+q", _("Quit")), "app.palette": ("ctrl+p", _("All actions"))}
"""Keys of the program itself that no screen can do without, by id: the key, and what it does."""
ASKING = (
    "QuestionScreen", "SatExamScreen", "AssignmentScreen", "PreviewScreen", "SeatScreen",
    "TwoPlayersScreen", "ExamGradeScreen",
)  # fmt: skip
"""Screens on which a question is answered: the keys of what answers it work there too."""


def owners() -> Iterator[tuple[type[DOMNode], list[Binding]]]:
    """Yield each of our screens and widgets that has keys, with them; one binding for each key.

    All screens are imported for it, so that only `quiz config` and tests ask.
    """
    for module in pkgutil.walk_packages(quiz.ui.__path__, "quiz.ui."):
        importlib.import_module(module.name)
    seen = [DOMNode]
    for kind in seen:  # it grows while it is gone through
        # By name: the order of the subclasses is that of the imports.
        below = sorted(kind.__subclasses__(), key=lambda one: (one.__module__, one.__qualname__))
        seen += [each for each in below if each not in seen]
        if kind.__module__.startswith("quiz."):
            own = kind.__dict__.get("BINDINGS", [])
            bindings = [each for each in Binding.make_bindings(own) if each.id is not None]
            if bindings:
                yield kind, bindings


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


def about_of(name: str) -> str:
    """Return what an action does, in words, by its id."""
    if name in EVERYWHERE:
        return EVERYWHERE[name][1]
    return next((one.about for one in actions() if one.name == name), name)


def _taken(chosen: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield each chosen key that does something else too: the id, the key, and the other id."""
    found = list(owners())
    for _owner, bindings in found:
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
    yield from _taken_around(chosen, found)


def _taken_around(
    chosen: Mapping[str, str], found: Sequence[tuple[type[DOMNode], list[Binding]]]
) -> Iterator[tuple[str, str, str]]:
    """Yield chosen keys that the app, or what answers a question on that screen, has as well.

    Two that share a key as usual may share it: one of them is not offered while the other is. So
    may what is offered when an answer was marked: it has keys of answers as usual, or says so.
    """
    everywhere = {name: {key} for name, (key, _about) in EVERYWHERE.items()}
    answers: dict[str, set[str]] = {}
    usual: dict[str, set[str]] = {name: set(keys) for name, keys in everywhere.items()}
    for owner, bindings in found:
        for each in bindings:
            usual.setdefault(str(each.id), set()).add(each.key)
            if owner.__module__.startswith("quiz.ui.kinds."):
                answers.setdefault(str(each.id), set()).add(each.key)
            elif issubclass(owner, App):
                everywhere.setdefault(str(each.id), set()).add(each.key)
    answering = {key for keys in answers.values() for key in keys}
    for owner, bindings in found:
        for name in dict.fromkeys(str(each.id) for each in bindings):
            is_asking = owner.__name__ in ASKING and not name.endswith("_told")
            asks = is_asking and not usual[name] & answering
            for other in everywhere | (answers if asks else {}):
                if other == name or not {name, other} & chosen.keys():
                    continue
                shared = _keys(chosen, usual, name) & _keys(chosen, usual, other)
                if shared and not usual[name] & usual[other]:
                    first, second = (name, other) if name in chosen else (other, name)
                    yield first, min(shared), second


def _keys(chosen: Mapping[str, str], usual: Mapping[str, set[str]], name: str) -> set[str]:
    """Return the keys of an action, as chosen or as usual."""
    if name not in chosen:
        return usual[name]
    return {each.key for each in Binding.make_bindings([Binding(chosen[name], "")])}
