"""Notes become questions; what cannot be taken is told with its line."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quiz.desk.banks.importing import prepare
from quiz.errors import QuizError
from quiz.formats import yaml_bank
from quiz.formats.exchange import outline, sheet
from quiz.formats.exchange.exchanged import Imported, Source, Trust
from quiz.formats.exchange.formats import recognised

OUTLINE = """\
# The Congress

Some intro text.

## People

- Metternich: the host
- **Talleyrand** spoke for France
- Castlereagh – Britain
- Great powers:
  - Austria
  - Prussia
- Who presided?
  - Metternich
- nothing here

## Dates

| When | What |
| --- | --- |
| 1815 | Waterloo |
| 1814 | |

Q: Where was it?
A: Vienna

Q: How much in percent?
A: 36%

Q: Who answers?
"""


def read(data: bytes, name: str = "n.md") -> Imported:
    decode = outline.decode if name.endswith(".md") else sheet.decode
    return decode(Source(data=data, name=name))


def test_an_outline_gives_cards_and_typed_questions_with_headings_as_tags() -> None:
    found = read(OUTLINE.encode())
    assert found.bank.title == "The Congress"
    assert [(item.kind, item.stem, item.solution[0], item.tags) for item in found.bank.items] == [
        ("card", "Metternich", "the host", ("People",)),
        ("card", "Talleyrand", "spoke for France", ("People",)),
        ("card", "Castlereagh", "Britain", ("People",)),
        ("card", "Great powers", "- Austria\n- Prussia", ("People",)),
        ("text", "Who presided?", "Metternich", ("People",)),
        ("card", "1815", "Waterloo", ("Dates",)),
        ("text", "Where was it?", "Vienna", ("Dates",)),
        ("card", "How much in percent?", "36%", ("Dates",)),
    ]
    assert [(note.where, note.reason.split(": ")[1]) for note in found.notes] == [
        ("line 3", "Some intro text."),
        ("line 15", "nothing here"),
        ("line 22", "1814 |"),
        ("line 30", "Who answers?"),
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("t.csv", 'Front,Back\n"Vienna, Austria",Danube\nParis,Seine\nRome\n'),
        ("t.csv", '"Vienna, Austria";Danube\nParis;Seine\nRome;\n'),
        ("t.tsv", "term\tmeaning\nVienna, Austria\tDanube\nParis\tSeine\nRome\n"),
        ("t.txt", "Vienna, Austria\tDanube\nParis\tSeine\nRome\t\n"),
    ],
)
def test_a_table_of_two_columns_gives_a_card_a_row(name: str, text: str) -> None:
    found = read(text.encode(), name.replace(".txt", ".tsv"))
    assert [(item.stem, item.solution[0]) for item in found.bank.items] == [
        ("Vienna, Austria", "Danube"),
        ("Paris", "Seine"),
    ]
    assert [(note.is_skipped, note.where) for note in found.notes] == [
        (True, f"line {text.count(chr(10))}")
    ]


def test_entries_below_an_entry_are_pairs_of_their_own_where_they_have_a_meaning() -> None:
    text = "- Rivers\n  - Vienna: Danube\n  - Paris: Seine\n- Vienna: Danube\n"
    found = read(text.encode())
    assert [(item.stem, item.tags) for item in found.bank.items] == [
        ("Vienna", ("Rivers",)),
        ("Paris", ("Rivers",)),
    ]
    assert [note.reason for note in found.notes] == ["the same again: left out"]


def test_times_and_addresses_are_not_parted_at_their_colons() -> None:
    with pytest.raises(QuizError, match="no question"):
        read(b"- at 12:30 we met\n- http://a.org is a site\n")


def test_notes_that_are_no_text_or_too_long_are_told() -> None:
    with pytest.raises(QuizError, match="not a text file"):
        read(b"PK\x03\0\xff")
    with pytest.raises(QuizError, match="2 MB"):
        read(b"x" * 2_000_001)


@pytest.mark.parametrize(
    ("name", "text", "trust"),
    [
        ("n.md", OUTLINE, Trust.LIKELY),
        ("n.md", "Q: a\nA: b\n\nQ: c\nA: d\n", Trust.BY_NAME),
        ("n.md", "Just some words.\n", Trust.NO),
        ("n.pdf", OUTLINE, Trust.NO),
    ],
)
def test_an_outline_is_known_by_its_terms(name: str, text: str, trust: Trust) -> None:
    assert outline.trust(Source(data=text.encode(), name=name)) is trust


_LINES = st.lists(
    st.one_of(
        st.sampled_from(
            ["# H", "## H", "- a: b", "  - c", "| a | b |", "| - | - |", "Q: x", "A: y", "", "---"]
        ),
        st.text(max_size=30),
    ),
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(lines=_LINES, name=st.sampled_from(["n.md", "n.csv", "n.tsv"]))
@example(lines=["\r0", "- a: b"], name="n.md")  # the line ends of old Macs
def test_any_notes_give_sound_questions(lines: list[str], name: str) -> None:
    source = Source(data="\n".join(lines).encode("utf-8", "replace"), name=name)
    try:
        prepared = prepare(source, recognised(source), Path("nowhere"))
    except QuizError:
        return
    assert yaml_bank.decode(prepared.text, source="n.yaml").sound_bank().items


def test_the_head_of_the_second_column_is_asked_for_and_more_columns_are_told() -> None:
    text = (
        "# Rivers\n\n| river | kilometres | sea |\n|---|---|---|\n| Rhine | 1,230 | North Sea |\n"
    )
    found = read(text.encode())
    assert [(item.stem, item.solution[0]) for item in found.bank.items] == [
        ("Rhine – kilometres", "1,230")
    ]
    assert [(note.where, note.reason) for note in found.notes] == [
        ("line 3", "only the first two columns are used")
    ]
    asked = read(b"| a | b |\n|--|--|\n| Who? | I |\n")
    assert asked.bank.items[0].stem == "Who?"


def test_the_title_of_front_matter_is_taken_and_the_rest_of_it_passed_over() -> None:
    keys = '---\ntitle: "Rivers: all"\ntags:\n  - water\naliases: []\n---\n'
    text = f"{keys}# Europe\n\n- Rhine: long\n- x\n"
    found = read(text.encode())
    assert found.bank.title == "Rivers: all"
    assert [(item.stem, item.tags) for item in found.bank.items] == [("Rhine", ())]
    assert [note.where for note in found.notes] == ["line 10"]
    untitled = read(b"---\ntags: [a]\n---\n\n# Europe\n\n- Rhine: long\n")
    assert (untitled.bank.title, untitled.bank.items[0].tags) == ("Europe", ())
    lines = read(b"---\n\nRhine: long\n\n---\n")
    assert [item.stem for item in lines.bank.items] == ["Rhine"]
