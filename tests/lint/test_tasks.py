from quiz.lint import check_bank
from tests.lint.examples import rules_found


def test_nine_entries_fit_the_mind() -> None:
    entries = [f"step {at}" for at in range(10)]
    assert rules_found(f"- {{question: Put in order., order: {entries}}}") == ["too-many-entries"]
    assert rules_found(f"- {{question: Put in order., order: {entries[:9]}}}") == []
    groups = {"odd": entries[:8], "even": [f"part {at}" for at in range(8)]}
    assert rules_found(f"- {{question: Sort them., groups: {groups}}}") == ["too-many-entries"]
    groups["odd"] = entries[:7]
    assert rules_found(f"- {{question: Sort them., groups: {groups}}}") == []


def last_pair_left(question: str) -> bool:
    checked = check_bank(f"title: t\nquestions:\n- {question}".encode(), source="t")
    return "last-pair-left" in {problem.rule for problem in checked.weaknesses}


def test_a_pair_is_left_over_unless_a_side_is_spare_or_shared() -> None:
    assert last_pair_left("{question: Match., match: {A: 1, B: 2}}")
    assert not last_pair_left("{question: Match., match: {A: 1, B: 2}, wrong: [3]}")
    assert not last_pair_left("{question: Match., match: {A: 1, B: 1, C: 2}}")


def test_the_back_of_a_card_holds_one_fact() -> None:
    assert rules_found(f"- {{front: Vienna, back: {'so and so ' * 21}}}") == ["long-back"]
    assert rules_found(f"- {{front: Vienna, back: {'so and so ' * 20}}}") == []
    back = "".join(f"      - state {at}\n" for at in range(4))
    assert rules_found(f"- front: Vienna\n  back: |\n{back}") == ["list-on-a-card"]
    assert rules_found(f"- front: Vienna\n  back: |\n      ```\n{back}      ```\n") == []


def cards(*backs: str, reverse: bool = True) -> str:
    more = ", reverse: true" if reverse else ""
    return "".join(f"- {{front: Card {n}, back: {b}{more}}}\n" for n, b in enumerate(backs))


def test_two_cards_with_one_back_cannot_both_be_turned_round() -> None:
    assert rules_found(cards("a minister", "A minister.")) == ["ambiguous-reverse"]
    assert rules_found(cards("a minister", "A minister.", reverse=False)) == []
    assert rules_found(cards("a minister of Spain", "a minister of Rome")) == []
