"""Leeches: cards that are forgotten again and again, and cost more time than they are worth."""


def is_leech_now(lapses: int, threshold: int) -> bool:
    """Return whether a card that just lapsed is to be called a leech.

    At the threshold, and after that at every half of it, rounded up.

    Args:
        lapses: How often it was forgotten, this time included.
        threshold: At least 1.

    Source: Anki, rslib/src/scheduler/states/review.rs.
    """
    half = max(1, -(-threshold // 2))
    return lapses >= threshold and (lapses - threshold) % half == 0
