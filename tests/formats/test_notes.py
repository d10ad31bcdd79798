"""Notes become questions; what cannot be taken is told with its line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.formats import notes, yaml_bank
from quiz.items import Bank, Flashcard, ShortText

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


def test_an_outline_gives_cards_and_typed_questions_with_headings_as_tags() -> None:
    found = notes.decode(OUTLINE.encode(), source="notes.md")
    assert found.title == "The Congress"
    assert [(item.kind, item.stem, item.solution[0], item.tags) for item in found.items] == [
        ("card", "Metternich", "the host", ("People",)),
        ("card", "Talleyrand", "spoke for France", ("People",)),
        ("card", "Castlereagh", "Britain", ("People",)),
        ("card", "Great powers", "- Austria\n- Prussia", ("People",)),
        ("text", "Who presided?", "Metternich", ("People",)),
        ("card", "1815", "Waterloo", ("Dates",)),
        ("text", "Where was it?", "Vienna", ("Dates",)),
        ("card", "How much in percent?", "36%", ("Dates",)),
    ]
    assert [(problem.where.line, problem.message.split(": ")[1]) for problem in found.left_out] == [
        (3, "Some intro text."),
        (15, "nothing here"),
        (22, "1814 |"),
        (30, "Who answers?"),
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
    found = notes.decode(text.encode(), source=name)
    assert [(item.stem, item.solution[0]) for item in found.items] == [
        ("Vienna, Austria", "Danube"),
        ("Paris", "Seine"),
    ]
    assert [problem.where.line for problem in found.left_out] == [text.count("\n")]


def test_entries_below_an_entry_are_pairs_of_their_own_where_they_have_a_meaning() -> None:
    text = "- Rivers\n  - Vienna: Danube\n  - Paris: Seine\n- Vienna: Danube\n"
    found = notes.decode(text.encode(), source="n.md")
    assert [(item.stem, item.tags) for item in found.items] == [
        ("Vienna", ("Rivers",)),
        ("Paris", ("Rivers",)),
    ]
    assert [p.message for p in found.left_out] == ["left out: duplicate"]


def test_times_and_addresses_are_not_parted_at_their_colons() -> None:
    found = notes.decode(b"- at 12:30 we met\n- http://a.org is a site\n", source="n.md")
    assert found.items == ()
    assert len(found.left_out) == 2


def test_notes_that_are_no_text_are_told() -> None:
    (problem,) = notes.decode(b"PK\x03\0\xff", source="n.md").left_out
    assert "UTF-8" in problem.message
    (problem,) = notes.decode(b"x" * 2_000_001, source="n.md").left_out
    assert "2 MB" in problem.message
    assert notes.decode(b"", source="n.md") == notes.Notes()


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
def test_any_notes_give_sound_questions(lines: list[str], name: str) -> None:
    data = "\n".join(lines).encode("utf-8", "replace")
    items = notes.decode(data, source=name).items
    assert all(isinstance(item, Flashcard | ShortText) for item in items)
    if items:
        written = yaml_bank.encode(Bank(id="n", title="N", items=items)).data
        assert yaml_bank.decode(written, source="n.yaml").sound_bank().items == items


def test_the_head_of_the_second_column_is_asked_for_and_more_columns_are_told() -> None:
    text = (
        "# Rivers\n\n| river | kilometres | sea |\n|---|---|---|\n| Rhine | 1,230 | North Sea |\n"
    )
    found = notes.decode(text.encode(), source="n.md")
    assert [(item.stem, item.solution[0]) for item in found.items] == [
        ("Rhine – kilometres", "1,230")
    ]
    assert [(p.where.line, p.message) for p in found.left_out] == [
        (3, "only the first two columns are used")
    ]
    table = notes.decode(b"term,kilometres,tags\nRhine,1230,river long\n", source="n.csv")
    assert [(item.stem, item.tags) for item in table.items] == [
        ("Rhine – kilometres", ("river", "long"))
    ]
    asked = notes.decode(b"| a | b |\n|--|--|\n| Who? | I |\n", source="n.md")
    assert asked.items[0].stem == "Who?"


def test_the_title_of_front_matter_is_taken_and_the_rest_of_it_passed_over() -> None:
    keys = '---\ntitle: "Rivers: all"\ntags:\n  - water\naliases: []\n---\n'
    text = f"{keys}# Europe\n\n- Rhine: long\n- x\n"
    found = notes.decode(text.encode(), source="n.md")
    assert found.title == "Rivers: all"
    assert [(item.stem, item.tags) for item in found.items] == [("Rhine", ())]
    assert [p.where.line for p in found.left_out] == [10]
    untitled = notes.decode(b"---\ntags: [a]\n---\n\n# Europe\n\n- Rhine: long\n", source="n.md")
    assert (untitled.title, untitled.items[0].tags) == ("Europe", ())
    lines = notes.decode(b"---\n\nRhine: long\n\n---\n", source="n.md")
    assert [item.stem for item in lines.items] == ["Rhine"]
