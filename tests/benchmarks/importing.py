"""How fast files of other programs are read: `python -m tests.benchmarks.importing`."""

from time import perf_counter

from quiz.formats.exchange.exchanged import Source
from quiz.formats.exchange.formats import format_named

_QUESTIONS = 20_000
"""The most that a bank holds."""
_ROUNDS = 5
GIFT = (
    "::Q{n}:: In which year of the {n}th century did it happen? "
    "{{\n\t=It was in {n}\n\t~It was in 7{n}\n\t~It was earlier\n\t~Nobody knows\n}}\n\n",
    "// question: {n}  name: Capital\n::Capital {n}::"
    "What is the capital of land {n}? {{=Town {n} =City {n}}}\n\n",
    "What is {n} plus 1? {{#{n}:1}}\n\n",
    "Land {n} has a capital.{{TRUE####Each land has one.}}\n\n",
)


def gift_file(count: int) -> bytes:
    """Return a file of so many questions of four kinds."""
    return "".join(GIFT[n % len(GIFT)].format(n=n) for n in range(count)).encode()


def main() -> None:
    """Print how many questions a second are decoded."""
    decode = format_named("gift").decode
    assert decode is not None
    data, spent = gift_file(_QUESTIONS), []
    for _round in range(_ROUNDS):
        start = perf_counter()
        imported = decode(Source(data=data, name="a.gift"))
        spent.append(perf_counter() - start)
        assert len(imported.bank.items) == _QUESTIONS
    total = _ROUNDS * _QUESTIONS
    print(
        f"GIFT: {total:,} questions, {total / sum(spent):,.0f} a second"
        f" (best {_QUESTIONS / min(spent):,.0f})"
    )


if __name__ == "__main__":
    main()
