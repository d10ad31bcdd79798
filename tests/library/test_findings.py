"""What is kept of the findings of a file."""

import time

from quiz.library.findings import findings_of


def test_findings_of_one_file_end_with_how_many_more_there_are() -> None:
    row = "- {{id: q{n}, question: What is not {n} of?, answer: a, wrong: [all of the above]}}"
    rows = "".join(f"{row.format(n=n)}\n" for n in range(900))
    data = f"title: T\nquestions:\n{rows}- {{id: bad, question: 'No answer?'}}\n".encode()
    found = findings_of(data, "b.yaml", lambda _: True)
    assert len(found.problems) == 1_001
    assert found.count("error") == 1
    assert found.problems[-1].message.startswith("and ")
    assert found.problems[-1].message.endswith("more warnings")
    assert found.problems[-1].level == "weakness"


def test_all_errors_of_a_file_are_counted_though_not_all_are_told() -> None:
    rows = "".join(f"  nonsense{n}: 1\n" for n in range(30_000))
    data = f"title: T\nquestions:\n- question: Q?\n  answer: a\n{rows}".encode()
    began = time.process_time()
    found = findings_of(data, "b.yaml", lambda _: True)
    assert time.process_time() - began < 4, "what each key may mean was looked for"
    assert found.count("error") == 30_000
    assert found.problems[-1].message == "and 29,000 more errors"
