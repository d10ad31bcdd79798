"""Questions of Moodle's add-ons: rows with columns, gaps between signs, and the names of others."""

import pytest

from quiz.items import Cloze, Gap, Groups, Item, Match, Option, Pair
from quiz.items.groups import Group
from tests.formats.exchange import foreign
from tests.formats.exchange.test_moodle_xml import answer, item, question, read


def rows(*places: int, columns: tuple[str, ...] = ("True", "False")) -> str:
    out = [f'<column number="{at}"><responsetext><text>{name}</text></responsetext></column>'
           for at, name in enumerate(columns, 1)]  # fmt: skip
    for row, place in enumerate(places, 1):
        out.append(f'<row number="{row}"><optiontext><text>row {row}</text></optiontext></row>')
        out += [f'<weight rownumber="{row}" columnnumber="{at}">'
                f"<value>{float(at == place)}</value></weight>"
                for at in range(1, len(columns) + 1)]  # fmt: skip
    return "".join(out)


WORDS = answer("cat", 100) + answer("dog", 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (question("mtf", rows(1, 2, 1)),
         item(Groups, stem="Q?", groups=(Group("True", ("row 1", "row 3")),
                                          Group("False", ("row 2",))))),
        (question("kprime", rows(1, 1)),
         item(Match, stem="Q?", pairs=(Pair("row 1", "True"), Pair("row 2", "True")),
               distractors=(Option("False"),))),
        (question("gapfill", WORDS + "<answerdisplay>dragdrop</answerdisplay>", "The [cat] sat."),
         item(Cloze, stem="The ____ sat.", segments=("The ", " sat."),
               gaps=(Gap(("cat",), ("cat", "dog")),))),
        (question("gapfill", WORDS, "The [cat|dog] sat."),
         item(Cloze, stem="The ____ sat.", segments=("The ", " sat."),
               gaps=(Gap(("cat", "dog")),))),
        (question("gapfill", "<delimitchars>##</delimitchars><disableregex>1</disableregex>"
                  "<casesensitive>1</casesensitive>", "[x] #a.b# c"),
         item(Cloze, stem="[x] ____ c", segments=("[x] ", " c"), gaps=(Gap(("a.b",)),),
               case=True)),
    ],
)  # fmt: skip
def test_they_are_read_where_one_of_ours_is_near(text: str, expected: Item) -> None:
    imported = read(text)
    (one,) = imported.bank.items
    assert one.replaced(id="") == expected
    assert imported.notes == ()
    assert foreign.is_sound(imported)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (question("ddmarker"), "markers are dragged onto places in a picture"),
        (question("ddimageortext"), "labels are dragged onto places in a picture"),
        (question("coderunner"), "a program is written"),
        (question("unheard"), "questions of type “unheard” can't be carried"),
        (question("mtf", rows(1, 0)), "a row without one right column"),
        (question("mtf", rows(1)), "rows that are empty, or the same"),
        (question("gapfill", "", "no gap"), "a text without gaps"),
        (question("gapfill", "", "[|] and"), "a gap that nothing fills"),
    ],
)
def test_others_are_named_by_what_they_are(text: str, reason: str) -> None:
    imported = read(text)
    assert imported.bank.items == ()
    assert reason in imported.notes[0].reason


def test_a_pattern_is_told_of() -> None:
    assert "taken as a text" in read(question("gapfill", "", "[colou?r]")).notes[0].reason
