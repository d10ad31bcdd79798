import pytest

from tests.lint.examples import rules_found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said that {{they had all learnt nothing at all}} since.", ["sentence-gap"]),
        ("He said: {{I am old.}}", ["sentence-gap"]),
        ("It lies at {{St. Moritz}}, as does {{Chur}}.", []),
        ("It began {{a. m.}} in the town.", []),
        ("He said that {{it had all been in vain ~ they had learnt nothing at all}} now.", []),
        ("They met at {{the house of the old minister of Austria|the Ballhaus}} then.", []),
    ],
)
def test_a_gap_of_a_sentence(text: str, expected: list[str]) -> None:
    assert rules_found(f"- cloze: '{text}'") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{Rome}} {{Bonn}} {{Lyon}} {{Cork}} {{Metz}} and so on.", ["more-gaps-than-text"]),
        ("{{Rome}} {{Bonn}} {{Lyon}} and so on it goes.", []),
        ("2 + 2 = {{4}}, 3 + 3 = {{6}}, 4 + 4 = {{8}}", []),
        ("{{Je m’appelle}} Anna.", []),
    ],
)
def test_a_text_that_is_mostly_gaps(text: str, expected: list[str]) -> None:
    assert rules_found(f"- cloze: '{text}'") == expected
