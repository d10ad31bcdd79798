"""What is kept of the findings of a file."""

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
