"""Which cards a search finds."""

from collections.abc import Callable, Sequence
from functools import reduce
from itertools import compress
from operator import and_, ge, gt, le, lt, or_
from re import DOTALL, escape
from re import compile as compile_pattern
from typing import assert_never

from quiz.desk.search.index import Flags, flags_of
from quiz.desk.search.keys import QueryError, nearest
from quiz.desk.search.query import parse, quoted
from quiz.desk.search.table import CardTable
from quiz.desk.search.terms import (
    AllOf,
    AnsweredLately,
    AnyOf,
    Between,
    CardMeasure,
    HasWords,
    InBank,
    InState,
    IntroducedLately,
    Node,
    Not,
    OfKind,
    State,
    Tagged,
    leaves,
)
from quiz.library.searched import folded
from quiz.memory import MemoryState, Phase
from quiz.translation import _

_PARTS_OF_TAG = ("::", "/")
"""What stands between a topic and one below it."""


class Search:
    """Answers searches over one table of cards."""

    def __init__(self, table: CardTable) -> None:
        """Take a table."""
        self.table = table
        self._revision = -1
        self._in_states: dict[State, Flags] = {}

    def find(self, text: str, order: Sequence[int] | None = None) -> list[int]:
        """Return the places of the cards that a search finds.

        Args:
            text: The search.
            order: All places, in the order in which they are to be found; None: as in the table.

        Raises:
            QueryError: It cannot be read, or names a bank or topic that there is not.
        """
        return self.places(self.found(text), order)

    def found(self, text: str) -> Flags:
        """Return the set of the cards that a search finds.

        Raises:
            QueryError: It cannot be read, or names a bank or topic that there is not.
        """
        node = parse(text)
        self.check(node)
        found = self._found(node)
        wants_orphans = any(
            isinstance(leaf, InState) and leaf.state is State.ORPHAN for leaf in leaves(node)
        )
        return found if wants_orphans else found & self._first(self.table.present)

    def lacks(self, text: str) -> set[CardMeasure]:
        """Return the measures that a search needs, and that take seconds to work out.

        Raises:
            QueryError: The search cannot be read.
        """
        measures = {leaf.measure for leaf in leaves(parse(text)) if isinstance(leaf, Between)}
        return {measure for measure in measures if self.table.lacks(measure)}

    def places(self, found: Flags, order: Sequence[int] | None = None) -> list[int]:
        """Return the places of a set, in an order of all places or as in the table."""
        count = len(self.table.rows)
        is_found = found.to_bytes(count, "little")
        if order is None:
            return list(compress(range(count), is_found))
        return [at for at in order if is_found[at]]

    def count(self, found: Flags, state: State) -> int:
        """Return how many cards of a set are in a state."""
        return (found & self._found(InState(state=state))).bit_count()

    def check(self, node: Node) -> None:
        """Check that what a search names is there.

        Raises:
            QueryError: A bank or a topic is not.
        """
        for leaf in leaves(node):
            match leaf:
                case Tagged() if not self._tags_meant(leaf):
                    self._refuse(leaf, list(self.table.tags), _("no topic called {name!r}"))
                case InBank() if not self._banks_meant(leaf):
                    banks = self.table.banks
                    known = [*banks, *banks.values()]
                    self._refuse(leaf, known, _("no bank called {name!r}"))
                case _:
                    pass

    @staticmethod
    def _refuse(leaf: Tagged | InBank, known: list[str], message: str) -> None:
        near = nearest(leaf.pattern, known)
        if near:
            name = "tag" if isinstance(leaf, Tagged) else "bank"
            near = f"{name}:{quoted(near)}"
        raise QueryError(message.format(name=leaf.pattern), leaf.start, leaf.end, near)

    def _found(self, node: Node) -> Flags:
        match node:
            case AllOf(nodes):
                return reduce(and_, map(self._found, nodes), self._every)
            case AnyOf(nodes):
                return reduce(or_, map(self._found, nodes))
            case Not(inner):
                return self._every ^ self._found(inner)
            case HasWords():
                return self._with_words(node)
            case Between():
                return self._between(node)
            case InState():
                return self._in_state_now(node.state)
            case _:
                return flags_of(map(self._is_meant(node), range(len(self.table.rows))))

    @property
    def _every(self) -> Flags:
        return self._first(len(self.table.rows))

    @staticmethod
    def _first(count: int) -> Flags:
        return int.from_bytes(b"\1" * count, "little")

    def _with_words(self, node: HasWords) -> Flags:
        if not node.parts:
            return self._every
        index = self.table.words()
        if len(node.parts) > 1:
            return index.matching(node.parts)
        words = node.parts[0]
        return index.with_phrase(words) if " " in words else index.containing(words)

    def _between(self, node: Between) -> Flags:
        low, high = node.low, node.high
        above, below = ge if node.has_low else gt, le if node.has_high else lt
        return flags_of(
            value is not None and above(value, low) and below(value, high)
            for value in self.table.column(node.measure)
        )

    def _is_meant(
        self, node: Tagged | InBank | OfKind | AnsweredLately | IntroducedLately
    ) -> Callable[[int], bool]:
        """Return what tells whether the card at a place is meant."""
        rows = self.table.rows
        match node:
            case Tagged():
                tags = self._tags_meant(node)
                if folded(node.pattern) == "none" and not tags - {""}:
                    return lambda at: not rows[at].tags
                return lambda at: not tags.isdisjoint(rows[at].tags)
            case InBank():
                banks = self._banks_meant(node)
                return lambda at: rows[at].bank in banks
            case OfKind():
                return lambda at: rows[at].kind == node.kind
            case AnsweredLately():
                found = self.table.answered(node.days, node.rating)
            case IntroducedLately():
                found = self.table.introduced(node.days)
            case unknown:
                assert_never(unknown)
        return lambda at: (rows[at].bank, rows[at].card) in found

    def _in_state_now(self, state: State) -> Flags:
        """Return the cards in a state; worked out once for each state of the record."""
        if self._revision != self.table.revision:
            self._revision = self.table.revision
            self._in_states.clear()
        if state not in self._in_states:
            is_so = self._in_state(state)
            self._in_states[state] = flags_of(map(is_so, range(len(self.table.rows))))
        return self._in_states[state]

    def _in_state(self, state: State) -> Callable[[int], bool]:
        table = self.table
        if state is State.ORPHAN:
            return lambda at: at >= table.present
        if state is State.MISTAKE:
            mistakes = table.mistakes()
            return lambda at: (table.rows[at].bank, table.rows[at].card) in mistakes
        states, is_so = table.states, state_test(state, table.today, table.leech_threshold)
        return lambda at: is_so(states[at])

    def _tags_meant(self, leaf: Tagged) -> set[str]:
        """Return the topics that a pattern means; one that is empty for no topic."""
        wanted = folded(leaf.pattern.replace("*", "\ue000")).replace("\ue000", "*")
        if wanted.removeprefix("#") != wanted:  # as people write them elsewhere
            wanted = wanted.removeprefix("#")
        known = {tag: folded(tag) for tag in self.table.tags}
        found = _meant(wanted, known)
        found |= {
            tag
            for tag, name in known.items()
            if any(name.startswith(wanted + part) for part in _PARTS_OF_TAG)
        }
        return found or ({""} if wanted == "none" else set())

    def _banks_meant(self, leaf: InBank) -> set[str]:
        wanted = folded(leaf.pattern.replace("*", "\ue000")).replace("\ue000", "*")
        banks = self.table.banks
        by_id = _meant(wanted, {bank: folded(bank) for bank in banks})
        return by_id | _meant(wanted, {bank: folded(title) for bank, title in banks.items()})


def _meant(wanted: str, known: dict[str, str]) -> set[str]:
    """Return the keys whose folded names a pattern means."""
    if "*" not in wanted:
        return {key for key, name in known.items() if name == wanted}
    pattern = compile_pattern(".*".join(map(escape, wanted.split("*"))), DOTALL)
    return {key for key, name in known.items() if pattern.fullmatch(name)}


def state_test(state: State, today: int, leech_threshold: int) -> Callable[[MemoryState], bool]:
    """Return what tells whether a card is in a state that follows from its memory state.

    Args:
        state: Any but `MISTAKE` and `ORPHAN`.
        today: The study day, as an ordinal.
        leech_threshold: Lapses from which a card is called a leech.
    """
    match state:
        case State.DUE:
            return lambda card: is_due(card, today)
        case State.NEW:
            return lambda card: card.phase is Phase.NEW and not card.is_suspended
        case State.LEARNING:
            return lambda card: card.phase.is_learning
        case State.REVIEW:
            return lambda card: card.phase is Phase.REVIEW
        case State.SUSPENDED:
            return lambda card: card.is_suspended
        case State.BURIED:
            return lambda card: card.is_away(today) and not card.is_suspended
        case _:
            return lambda card: card.lapses >= leech_threshold


def is_due(card: MemoryState, today: int) -> bool:
    """Return whether a card is to be asked today: all on their steps, as the day's count has it."""
    is_time = card.due_at is not None or (card.due_day is not None and card.due_day <= today)
    return is_time and not card.is_away(today)


def nearest_search(search: Search, text: str) -> str:
    """Return a search with one condition less that finds something; empty if there is none.

    Args:
        search: Over which cards.
        text: A search that finds nothing.
    """
    try:
        parts = leaves(parse(text))
    except QueryError:
        return ""
    for leaf in reversed(parts):
        start = leaf.start
        while start and text[start - 1] == "-":
            start -= 1
        shorter = " ".join((text[:start] + text[leaf.end :]).split())
        try:
            if shorter and search.find(shorter):
                return shorter
        except QueryError:
            continue
    return ""
