import pytest

from quiz.memory.leech import is_leech_now


@pytest.mark.parametrize(
    ("threshold", "called_at"),
    [(8, [8, 12, 16, 20]), (5, [5, 8, 11, 14, 17, 20]), (1, list(range(1, 21)))],
)
def test_a_card_is_called_a_leech_at_the_threshold_and_then_at_every_half(
    threshold: int, called_at: list[int]
) -> None:
    assert [lapses for lapses in range(21) if is_leech_now(lapses, threshold)] == called_at
