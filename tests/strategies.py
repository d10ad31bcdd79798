"""Hypothesis strategies for items and banks of every kind, as `decode` would give them.

They are canonical: texts have no space at their ends, one-line texts no double space, and no
control characters, because decoding takes these away.

Strategies that are drawn from within others are made once: Hypothesis looks through each new one,
which took longer than drawing.
"""

from decimal import Decimal
from functools import cache
from typing import Any

import msgspec
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from quiz.cleaning import INVISIBLE, clean, clean_line
from quiz.formats.yaml_bank.gaps import parse as parse_gaps
from quiz.formats.yaml_bank.questions import derived_id
from quiz.formats.yaml_bank.suggestions import is_number_with_more
from quiz.items import (
    Allowance,
    Bank,
    Cloze,
    Computed,
    Date,
    Defaults,
    Essay,
    Flashcard,
    Gap,
    Group,
    Groups,
    Item,
    Letter,
    Match,
    MultipleChoice,
    Number,
    Option,
    Order,
    Ordered,
    Pair,
    Picked,
    Placed,
    Rating,
    Response,
    SelfGraded,
    ShortText,
    SingleChoice,
    TextList,
    Ticked,
    Trials,
    TrueFalse,
    Typed,
    TypedParts,
)
from quiz.items.wording import GAP

TRICKY = (
    "true", "false", "null", "Null", "~", "no", "yes", "on", "= x", "=", "<<", "- x", "# x",
    "a # b",
    "a: b", "a:", ": a", "?", "? a", "-", "--", "---", "...", "!x", "! x", "&a", "*a", "@a", "`a`",
    "%d", "|", "| a", ">", "> a", "[a]", "[a", "a]", "{a}", "{{a}}", "{a", "a}", "'a'", "'a", '"a"',
    '"a', "a'", "it's", 'say "x"', "a, b", ",", "007", "0x1F", "1.10", "1e3", "-0", "+1", ".5",
    "12:30", "2021-11", "2022-02-30", "1_000", "200", "-3", ".inf", "NaN", "\\", "\\n", "a\\",
    "C:\\x", "“a”", "„a“", "$x$", "`{{a}}`", "a ~ b", "a :: b", "a|b", "<b>", "[/]", "é", "e\u0301",
    "日本", "👩\u200d🏫", "a\u00a0b", "\u200db", "x" * 120, "word " * 30 + "end", "a:b", "http://x.org/a?b",
    "::", "~", "||", "}}", "{{", "____", "k: |", "- - a", "a\u200db", "\u0085".join("ab"),
)  # fmt: skip
UNSEEN = "".join(chr(code) for code in range(0x10000) if INVISIBLE.match(chr(code)))
"""What a bank is read without."""
_CHARACTERS = st.characters(
    blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufdd0" + UNSEEN
)
_RAW = st.one_of(
    st.sampled_from(TRICKY),
    st.text(st.sampled_from("ab :#-'\"{}[]|>~,?=&*!%@`\\$.0é\u00a0 \n"), max_size=25),
    st.text(_CHARACTERS, max_size=25),
    st.lists(st.sampled_from(TRICKY), min_size=2, max_size=3).map(" ".join),
)


@cache
def one_line() -> SearchStrategy[str]:
    """Texts of one line."""
    return _RAW.map(clean_line).filter(bool)


@cache
def markdown() -> SearchStrategy[str]:
    """Texts of one or more lines."""
    many = st.lists(_RAW, min_size=1, max_size=4).map("\n".join)
    return st.one_of(_RAW, many).map(lambda text: clean(text).strip()).filter(bool)


@cache
def lines(least: int = 1, most: int = 4) -> SearchStrategy[tuple[str, ...]]:
    """Some different texts of one line."""
    return st.lists(one_line(), min_size=least, max_size=most, unique=True).map(tuple)


@cache
def identifiers() -> SearchStrategy[str]:
    """Ids as an author may write them."""
    return st.from_regex(r"[A-Za-z0-9._-]{1,12}", fullmatch=True).filter(lambda id: id.strip("."))


@cache
def amounts() -> SearchStrategy[float]:
    """Points or seconds."""
    return st.one_of(st.integers(0, 1000).map(float), st.decimals(0, 100, places=2).map(float))


@cache
def decimals() -> SearchStrategy[Decimal]:
    """Numbers as banks write them."""
    return st.one_of(
        st.integers(-(10**12), 10**12).map(Decimal),
        st.decimals(-1000, 1000, places=3),
        st.sampled_from(["0", "-0", "1e3", "1E+3", "1.10", "0.5", "1e-7", "200"]).map(Decimal),
    )


@cache
def optional(strategy: SearchStrategy[str]) -> SearchStrategy[str]:
    """An empty text, or one."""
    return st.one_of(st.just(""), strategy)


@cache
@st.composite
def common(draw: st.DrawFn) -> dict[str, Any]:
    """The keys that any question may have."""
    written = draw(st.one_of(st.none(), identifiers()))
    return {
        "id": written or "",
        "has_written_id": written is not None,
        "stem": draw(markdown()),
        "explain": draw(optional(markdown())),
        "hints": draw(st.lists(markdown(), max_size=2).map(tuple)),
        "source": draw(optional(one_line())),
        "image": draw(st.sampled_from(["", "a.png", "pictures/map 1.jpg", "true", "1.10"])),
        "alt": draw(optional(one_line())),
        "tags": draw(lines(0, 2)),
        "points": draw(st.one_of(st.just(1.0), amounts())),
        "time_limit_s": draw(st.one_of(st.just(0.0), amounts())),
        "partial": draw(st.booleans()),
        "shown_first": draw(st.booleans()),
        "is_draft": draw(st.sampled_from([False, False, False, True])),
        "difficulty": draw(
            st.one_of(
                st.none(), st.sampled_from(["easy", "medium", "hard"]), st.floats(0, 1, width=16)
            )
        ),
        "trials": Trials(draw(lines(0, 2)), draw(lines(0, 2))),
    }


def _typing(draw: st.DrawFn) -> dict[str, Any]:
    maybe = st.sampled_from([None, True, False])
    flags = {name: draw(st.booleans()) for name in ("typos", "case")}
    return flags | {name: draw(maybe) for name in ("accents", "endings", "article")}


def _options(draw: st.DrawFn, texts: tuple[str, ...], bare: set[int]) -> tuple[Option, ...]:
    """Options, with feedback on some; those in `bare` have none, as a shuffled key has none."""
    return tuple(
        Option(text, "" if at in bare else draw(optional(markdown())))
        for at, text in enumerate(texts)
    )


@st.composite
def choices(draw: st.DrawFn) -> SingleChoice:
    texts, shuffle = draw(lines(2, 5)), draw(st.booleans())
    key = 0 if shuffle else draw(st.integers(0, len(texts) - 1))
    options = _options(draw, texts, {0} if shuffle else set())
    return SingleChoice(**draw(common()), options=options, key=key, shuffle=shuffle)


@st.composite
def severals(draw: st.DrawFn) -> MultipleChoice:
    texts, shuffle = draw(lines(2, 5)), draw(st.booleans())
    count = draw(st.integers(1, len(texts) - 1))
    keys = tuple(range(count))
    if not shuffle:
        keys = tuple(sorted(draw(st.permutations(range(len(texts))))[:count]))
    options = _options(draw, texts, set(keys) if shuffle else set())
    return MultipleChoice(**draw(common()), options=options, keys=keys, shuffle=shuffle)


@st.composite
def true_falses(draw: st.DrawFn) -> TrueFalse:
    return TrueFalse(**draw(common()), key=draw(st.booleans()))


@st.composite
def short_texts(draw: st.DrawFn) -> ShortText:
    answer, typing = draw(one_line()), _typing(draw)
    equivalent = draw(st.booleans())
    if equivalent:
        answer = draw(st.sampled_from(["2(x+1)", "x^2 - 1", "y = 3x", "12 m", "√x", "$a^2$"]))
    elif is_number_with_more(answer):
        typing["typos"] = False
    accept = draw(lines(0, 3))
    return ShortText(
        **draw(common()), **typing, answer=answer, accept=accept, equivalent=equivalent
    )


@st.composite
def text_lists(draw: st.DrawFn) -> TextList:
    texts = draw(lines(1, 6))
    at, entries = 0, []
    while at < len(texts):
        size = draw(st.integers(1, 2))
        entries.append(texts[at : at + size])
        at += size
    need = draw(st.sampled_from([0, *range(1, len(entries))]))
    return TextList(**draw(common()), **_typing(draw), entries=tuple(entries), need=need)


@cache
def allowances() -> SearchStrategy[Allowance | None]:
    values = st.decimals(0, 50, places=2)
    return st.one_of(st.none(), st.builds(Allowance, values, st.booleans()))


@st.composite
def numbers(draw: st.DrawFn) -> Number:
    return Number(
        **draw(common()),
        answer=draw(decimals()),
        accept=draw(st.lists(decimals(), max_size=2).map(tuple)),
        units=draw(lines(0, 2)),
        tolerance=draw(allowances()),
    )


@st.composite
def dates(draw: st.DrawFn) -> Date:
    if draw(st.integers(0, 5)) == 0:
        text = f"--{draw(st.integers(1, 12)):02}-{draw(st.integers(1, 28)):02}"
        return Date(**draw(common()), date=text)
    year = draw(st.integers(1, 9999))
    text = f"{year:04}"
    if draw(st.booleans()):
        text += f"-{draw(st.integers(1, 12)):02}"
        if draw(st.booleans()):
            text += f"-{draw(st.integers(1, 28)):02}"
    sign = "-" if draw(st.booleans()) else ""
    return Date(**draw(common()), date=sign + text)


@st.composite
def matches(draw: st.DrawFn) -> Match:
    lefts, rights = draw(lines(2, 5)), draw(lines(2, 6))
    paired = [rights[at % len(rights)] for at in range(len(lefts))]
    pairs = tuple(Pair(left, right) for left, right in zip(lefts, paired, strict=True))
    others = tuple(text for text in rights if text not in paired)
    return Match(**draw(common()), pairs=pairs, distractors=_options(draw, others, set()))


@st.composite
def orders(draw: st.DrawFn) -> Order:
    return Order(**draw(common()), entries=draw(lines(2, 6)))


@st.composite
def groupings(draw: st.DrawFn) -> Groups:
    names, members = draw(lines(2, 3)), draw(lines(3, 7))
    count = len(names)
    parts = tuple(Group(name, members[at::count]) for at, name in enumerate(names))
    return Groups(**draw(common()), groups=parts)


@cache
def gap_texts() -> SearchStrategy[str]:
    """Texts that a gap may hold as they are."""

    def is_plain(text: str) -> bool:
        return not any(sign in text for sign in ("{", "}", "|", " ~ ", "::", "`", "$")) and not (
            text.startswith(("~ ", "&")) or text.endswith(" ~") or text == "~"
        )

    marked = st.sampled_from(
        [
            "`a|b`",
            "`std::vector`",
            "`a :: b`",
            "`x ~ y`",
            "`}}`",
            "$|x|$",
            r"$\frac{1}{x^{2}}$",
            "$$y$$",
        ]
    )
    return st.one_of(one_line().filter(is_plain), marked)


@st.composite
def clozes(draw: st.DrawFn) -> Cloze:
    def segment() -> str:
        text = draw(st.one_of(markdown(), st.just("")))
        for sign in ("{", "}", "`", "$", "\\"):
            text = text.replace(sign, "")
        return text

    gaps, segments = [], [segment()]
    for _ in range(draw(st.integers(1, 3))):
        hint = draw(optional(gap_texts()))
        texts = tuple(draw(st.lists(gap_texts(), min_size=2, max_size=3, unique=True)))
        if draw(st.booleans()):
            gaps.append(Gap(answers=texts[:1], options=texts, hint=hint))
        else:
            gaps.append(Gap(answers=texts, hint=hint, group=draw(st.integers(0, 3))))
        segments.append(segment())
    segments[0], segments[-1] = segments[0].lstrip(), segments[-1].rstrip()
    return Cloze(
        **{**draw(common()), "stem": GAP.join(segments)},
        **_typing(draw),
        segments=tuple(segments),
        gaps=tuple(gaps),
    )


@st.composite
def cards(draw: st.DrawFn) -> Flashcard:
    return Flashcard(**draw(common()), back=draw(markdown()), reverse=draw(st.booleans()))


@st.composite
def essays(draw: st.DrawFn) -> Essay:
    return Essay(**draw(common()), model_answer=draw(markdown()), rubric=draw(lines(0, 3)))


@st.composite
def computeds(draw: st.DrawFn) -> Computed:
    low = draw(st.integers(-20, 20))
    steps: list[int | Decimal] = [1, 3, Decimal("0.5"), Decimal("0.1"), Decimal("0.25")]
    step = draw(st.sampled_from(steps))
    starts: list[int | Decimal] = [low, Decimal(low) + Decimal("0.5")]
    start = draw(st.sampled_from(starts))
    letters = (
        Letter("a", low, low + draw(st.integers(0, 30))),
        Letter("c", start, start + draw(st.integers(0, 9)), step),
        Letter("b", listed=tuple(draw(st.lists(decimals(), min_size=1, max_size=3)))),
    )
    formula = draw(
        st.sampled_from(
            ["a + b", "2 * a - b", "a * 3 // 2", "abs(a) + max(b, 1)", "round(a / 3, 1)"]
        )
    )
    tolerance = draw(allowances()) or Allowance(Decimal("0.5"))
    return Computed(
        **draw(common()),
        letters=letters,
        formula=formula,
        units=draw(lines(0, 2)),
        tolerance=tolerance,
    )


@cache
def items() -> SearchStrategy[Item]:
    """Items of all kinds."""
    return st.one_of(
        choices(), severals(), true_falses(), short_texts(), text_lists(), numbers(), dates(),
        matches(), orders(), groupings(), clozes(), cards(), essays(), computeds(),
    )  # fmt: skip


BY_KIND: dict[str, SearchStrategy[Any]] = {
    "choice": choices(),
    "several": severals(),
    "truefalse": true_falses(),
    "text": short_texts(),
    "list": text_lists(),
    "number": numbers(),
    "date": dates(),
    "match": matches(),
    "order": orders(),
    "groups": groupings(),
    "cloze": clozes(),
    "card": cards(),
    "essay": essays(),
    "computed": computeds(),
}


@st.composite
def banks(draw: st.DrawFn, most: int = 4) -> Bank:
    """Whole banks, as `decode` gives them: tags of the bank first, ids made where none was."""
    passages = {name: draw(markdown()) for name in draw(lines(0, 2))}
    tags = draw(lines(0, 2))
    placed: dict[str, Item] = {}
    for item in draw(st.lists(items(), min_size=1, max_size=most)):
        own = tuple(dict.fromkeys((*tags, *item.tags)))
        passage = draw(st.sampled_from(["", *passages]))
        fact = draw(st.sampled_from(["", "f1", "2"]))
        one: Item = msgspec.structs.replace(item, tags=own, passage=passage, fact=fact)
        if not one.has_written_id:
            one = msgspec.structs.replace(one, id=derived_id(one))
        placed.setdefault(one.id, one)
    return Bank(
        id=draw(identifiers()),
        title=draw(one_line()),
        about=draw(optional(markdown())),
        language=draw(st.sampled_from(["en", "de", "pt-BR", "no", "zh_Hans"])),
        author=draw(optional(one_line())),
        license=draw(optional(one_line())),
        source=draw(optional(markdown())),
        tags=tags,
        spellings=tuple(
            texts[at : at + 2]
            for texts in [draw(lines(0, 4))]
            for at in range(0, len(texts) - 1, 2)
        ),
        reading=draw(optional(markdown())),
        defaults=draw(
            st.builds(
                Defaults,
                points=st.one_of(st.just(1.0), amounts()),
                time_limit_s=st.one_of(st.just(0.0), amounts()),
                partial=st.booleans(),
                typos=st.booleans(),
                case=st.booleans(),
            )
        ),
        passages=tuple(passages.items()),
        items=tuple(placed.values()),
    )


@cache
def responses() -> SearchStrategy[Response]:
    """Responses of every class, with any content."""
    indices = st.lists(st.integers(-3, 12) | st.integers(), max_size=8).map(tuple)
    texts = st.one_of(st.text(max_size=40), one_line())
    ratings = st.one_of(st.none(), st.sampled_from(Rating))
    return st.one_of(
        st.builds(Picked, indices),
        st.builds(Typed, texts),
        st.builds(TypedParts, st.lists(texts, max_size=8).map(tuple)),
        st.builds(Placed, indices),
        st.builds(Ordered, indices),
        st.builds(SelfGraded, ratings, texts),
        st.builds(Ticked, indices, texts),
    )


def holds_its_gaps(item: Cloze) -> bool:
    """Return whether the cloze is what `parse` would read: no sign runs into another."""
    from quiz.formats.yaml_bank.gaps import write

    return parse_gaps(write(item.segments, item.gaps)) == (item.segments, item.gaps)
