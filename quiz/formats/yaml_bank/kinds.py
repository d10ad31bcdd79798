"""What each kind of question is made of: from its keys to an item."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from yaml import Node, ScalarNode, SequenceNode

from quiz.cells import clip
from quiz.errors import Edit, Location, Problem
from quiz.formats.yaml_bank import limits
from quiz.formats.yaml_bank.gaps import GapError
from quiz.formats.yaml_bank.gaps import parse as parse_gaps
from quiz.formats.yaml_bank.plain import flow_text
from quiz.formats.yaml_bank.problems import letters_of, trial_fault
from quiz.formats.yaml_bank.reader import Fields, Reader, is_nothing, is_number
from quiz.formats.yaml_bank.suggestions import (
    NUMBER,
    is_number_with_more,
    meant_option,
    not_among,
    number_and_unit,
    number_with_more,
    plain_figure,
)
from quiz.items import (
    Allowance,
    Cloze,
    Computed,
    Date,
    Defaults,
    Essay,
    Flashcard,
    Group,
    Groups,
    Item,
    Match,
    MultipleChoice,
    Number,
    Option,
    Order,
    Pair,
    ShortText,
    SingleChoice,
    TextList,
    TrueFalse,
)
from quiz.items.wording import GAP
from quiz.translation import _

Values = dict[str, Any]
"""Fields of an item, by name."""
TYPING_KEYS = ("typos", "case", "accents", "endings", "article")
"""What counts in a typed text."""
_DATE_FORMS = _("write a `date` as 1815, 1815-06 or 1815-06-18")


class KindReader:
    """Makes items of one bank's questions, of whose keys the common ones are read already."""

    def __init__(self, reader: Reader, defaults: Defaults, language: str) -> None:
        """Take what the bank's head says about typed answers."""
        self.reader = reader
        self.language = language
        self.trials_left = limits.MOST_TRIALS
        self._typed = {name: getattr(defaults, name) for name in TYPING_KEYS}

    def item(self, kind: str, fields: Fields, common: Values) -> Item | None:
        """Return the item of a kind without a derived id; None after a fault in its own keys."""
        return _BUILD[kind](self, fields, common)

    def _typing(self, fields: Fields) -> Values:
        flags = dict(self._typed)
        for key in flags:
            if key in fields:
                flags[key] = self.reader.flag_of(fields[key], key)
        return flags

    def _choice(self, fields: Fields, common: Values) -> Item | None:
        answer = self.reader.line_of(fields["answer"], "answer")
        options = self._options(fields, (answer,) if answer else (), fields["answer"])
        if not options or not answer or "stem" not in common:
            return None
        key = next(at for at, option in enumerate(options) if option.text == answer)
        return SingleChoice(**common, options=options, key=key, shuffle="wrong" in fields)

    def _several(self, fields: Fields, common: Values) -> Item | None:
        nodes = self.reader.list_of(fields["answer"], "answer")
        answers = tuple(self.reader.line_of(node, "answer") for node in nodes)
        self._check_distinct(answers, nodes, "answer")
        options = self._options(fields, answers, fields["answer"])
        if not options or not all(answers) or "stem" not in common:
            return None
        wanted = set(answers)
        keys = tuple(at for at, option in enumerate(options) if option.text in wanted)
        return MultipleChoice(**common, options=options, keys=keys, shuffle="wrong" in fields)

    def _options(
        self, fields: Fields, answers: tuple[str, ...], answer_node: Node
    ) -> tuple[Option, ...]:
        """Return all options, the answers first if they are to be shuffled; none after a fault."""
        reader = self.reader
        if "wrong" in fields and "choices" in fields:
            reader.fault(fields["wrong"], _("both `wrong` and `choices`; keep one of them"))
            return ()
        key = "wrong" if "wrong" in fields else "choices"
        listed = reader.options_of(fields[key], key)
        if not listed or not all(answers):
            return ()
        texts = tuple(option.text for option, _ in listed)
        self._check_distinct(texts, [node for _, node in listed], key)
        if key == "wrong":
            for option, node in listed:
                if option.text in answers:
                    reader.fault(
                        node,
                        _("{text!r} is in `wrong` but is also the answer; delete one").format(
                            text=option.text
                        ),
                    )
            return (*(Option(text) for text in answers), *(option for option, _ in listed))
        missing = [text for text in answers if text not in texts]
        for text in missing:
            node = answer_node
            if type(answer_node) is SequenceNode:
                node = answer_node.value[answers.index(text)]
            among = [option for option, _ in listed]
            meant = meant_option(text, among)
            edits = (reader.instead(node, flow_text(meant)),) if meant else ()
            reader.fault(node, not_among(text, among), *edits)
        if len(set(answers)) >= len(texts) and not missing:
            reader.fault(fields[key], _("all options are correct; add wrong ones"))
        return () if missing else tuple(option for option, _ in listed)

    def _check_distinct(self, texts: tuple[str, ...], nodes: list[Node], key: str) -> None:
        if len(set(texts)) == len(texts):
            return
        seen: set[str] = set()
        for text, node in zip(texts, nodes, strict=True):
            if text and text in seen:
                self.reader.fault(
                    node, _("{text!r} is in `{key}` twice; keep one").format(text=text, key=key)
                )
            seen.add(text)

    def _truefalse(self, fields: Fields, common: Values) -> Item | None:
        if "stem" not in common:
            return None
        return TrueFalse(**common, key=self.reader.flag_of(fields["answer"], "answer"))

    def _text(self, fields: Fields, common: Values) -> Item | None:
        node = fields["answer"]
        answer = self.reader.line_of(node, "answer")
        typing = self._typing(fields)
        if "equivalent" in fields:
            typing["equivalent"] = self.reader.flag_of(fields["equivalent"], "equivalent")
        if typing.get("equivalent"):
            self._check_expression(node, answer)
        elif answer and typing["typos"] and is_number_with_more(answer):
            self.reader.fault(node, number_with_more(answer), *self._as_number(fields, answer))
        accept = self.reader.lines_of(fields["accept"], "accept") if "accept" in fields else ()
        if not answer or "stem" not in common:
            return None
        return ShortText(**common, **typing, answer=answer, accept=accept)

    def _as_number(self, fields: Fields, answer: str) -> tuple[Edit, ...]:
        """Return the edits that make a number of a text, and a unit of what stands behind it."""
        node = fields["answer"]
        number, unit = number_and_unit(answer) or ("", "")
        if not number or node.start_mark.line != node.end_mark.line:
            return ()
        if not unit or "unit" in fields:
            return (self.reader.instead(node, number),)
        line = self.reader.text.rfind("\n", 0, node.start_mark.index) + 1
        before = self.reader.text[line : node.start_mark.index]
        is_block = before.strip(" -") == "answer:"
        joint = "\n" + " " * before.index("answer:") if is_block else ", "
        return (self.reader.instead(node, f"{number}{joint}unit: {flow_text(unit)}"),)

    def _check_expression(self, node: Node, answer: str) -> None:
        from quiz.marking.expressions import is_expression
        from quiz.marking.language import language

        if answer and not is_expression(answer, decimal=language(self.language).decimal):
            message = _(
                "{text!r} isn't an expression such as 2(x + 1); rewrite it, or delete `equivalent`"
            )
            self.reader.fault(node, message.format(text=clip(answer, 60)))

    def _list(self, fields: Fields, common: Values) -> Item | None:
        nodes = self.reader.list_of(fields["answer"], "answer")
        entries = tuple(self.reader.lines_of(node, "answer") for node in nodes)
        seen: dict[str, int] = {}
        for at, (node, spellings) in enumerate(zip(nodes, entries, strict=True)):
            for text in spellings:
                if seen.setdefault(text, at) != at:
                    self.reader.fault(
                        node, _("{text!r} is in `answer` twice; keep one").format(text=text)
                    )
        if not entries or not all(entries) or "stem" not in common:
            return None
        need = self._need(fields, len(entries))
        return TextList(**common, **self._typing(fields), entries=entries, need=need)

    def _need(self, fields: Fields, count: int) -> int:
        """Return how many entries are enough; 0 for all."""
        if "need" not in fields:
            return 0
        number = self.reader.number_of(fields["need"], "need", least=1)
        if number is None:
            return 0
        if number != number.to_integral_value() or number > count:
            text = _("`need` must be a whole number from 1 to {count}, the number of answers")
            self.reader.fault(fields["need"], text.format(count=count))
            return 0
        return int(number) if number < count else 0

    def _number(self, fields: Fields, common: Values) -> Item | None:
        answer = self.reader.number_of(fields["answer"], "answer")
        accept = self._numbers(fields["accept"]) if "accept" in fields else ()
        units, tolerance = self._measure(fields)
        if answer is None or "stem" not in common:
            return None
        return Number(**common, answer=answer, accept=accept, units=units, tolerance=tolerance)

    def _numbers(self, node: Node) -> tuple[Decimal, ...]:
        nodes = [node] if type(node) is ScalarNode else self.reader.list_of(node, "accept")
        numbers = [self.reader.number_of(entry, "accept") for entry in nodes]
        return tuple(number for number in numbers if number is not None)

    def _measure(self, fields: Fields) -> tuple[tuple[str, ...], Allowance | None]:
        units = self.reader.lines_of(fields["unit"], "unit") if "unit" in fields else ()
        node = fields.get("tolerance")
        return units, self._tolerance(node) if node is not None else None

    def _tolerance(self, node: Node) -> Allowance | None:
        if type(node) is ScalarNode and node.value.endswith("%") and len(node.value) < 20:
            written = node.value[:-1].strip()
            share = Decimal(written) if NUMBER.match(written) else Decimal(-1)
            if share >= 0 and abs(share.adjusted()) <= 60:
                return Allowance(share, True)
            self.reader.fault(
                node,
                _("`tolerance` must be a number or a percentage, at least 0, such as 0.5 or 2%"),
            )
            return None
        if type(node) is ScalarNode and not is_number(node) and not is_nothing(node):
            plain = plain_figure(node.value)
            fix = _("; write `tolerance: {number}`").format(number=plain) if plain else ""
            self.reader.fault(
                node,
                _("`tolerance` must be a number or a percentage, such as 0.5 or 2%{fix}").format(
                    fix=fix
                ),
            )
            return None
        number = self.reader.number_of(node, "tolerance", least=0)
        return Allowance(number) if number is not None else None

    def _date(self, fields: Fields, common: Values) -> Item | None:
        from quiz.marking.dates import NotADate, parse_iso_date

        text = self.reader.line_of(fields["date"], "date")
        if not text:
            return None
        try:
            parsed = parse_iso_date(text)
        except NotADate:
            fault, iso = self._date_fault(text)
            edits = (self.reader.instead(fields["date"], iso),) if iso else ()
            self.reader.fault(fields["date"], fault, *edits)
            return None
        except ValueError as error:
            self.reader.fault(fields["date"], f"{error}; {_DATE_FORMS}")
            return None
        return Date(**common, date=parsed.iso()) if "stem" in common else None

    def _date_fault(self, text: str) -> tuple[str, str]:
        """Return what is wrong with a date, and one in another notation as banks write it."""
        from quiz.marking.dates import read_date
        from quiz.marking.language import language

        reading = read_date(text[:100], language=language(self.language), is_yearless=True)
        # 09/01/1939 may be two days: the author decides.
        read = None if reading.other is not None else reading.date
        if reading.date is not None and reading.other is not None:
            both = reading.date.iso(), reading.other.iso()
            fix = _("it could be {one} or {other}; write the one you mean").format(
                one=both[0], other=both[1]
            )
        elif read is not None:
            fix = _("write `date: {date}`").format(date=read.iso())
        else:
            fix = _("use four digits for a year (44 BC is -0044)")
        message = _("can't read the date {text!r}; {fix} ({forms})")
        fault = message.format(text=text[:60], fix=fix, forms=_DATE_FORMS)
        return fault, read.iso() if read else ""

    def _match(self, fields: Fields, common: Values) -> Item | None:
        shape = _("pairs, as `left: right`, one per line")
        entries = self.reader.mapping_of(fields["match"], "match", shape)
        pairs = [Pair(left, self.reader.line_of(node, left)) for left, _, node in entries]
        if len(entries) == 1 and len(fields["match"].value) == 1:
            self.reader.fault(fields["match"], _("only one pair to match; add more"))
        distractors = self.reader.options_of(fields["wrong"], "wrong") if "wrong" in fields else []
        rights = {pair.right for pair in pairs}
        texts = tuple(option.text for option, _ in distractors)
        self._check_distinct(texts, [node for _, node in distractors], "wrong")
        for option, node in distractors:
            if option.text in rights:
                self.reader.fault(
                    node,
                    _("{text!r} is in `wrong` but also belongs to a pair; delete one").format(
                        text=option.text
                    ),
                )
        if len(rights) + len(distractors) < 2 and len(pairs) > 1:
            self.reader.fault(
                fields["match"], _("all pairs have the same right side; add others, or `wrong`")
            )
        if len(pairs) < 2 or not all(p.right for p in pairs) or "stem" not in common:
            return None
        options = tuple(option for option, _ in distractors)
        return Match(**common, pairs=tuple(pairs), distractors=options)

    def _order(self, fields: Fields, common: Values) -> Item | None:
        nodes = self.reader.list_of(fields["order"], "order")
        entries = tuple(self.reader.line_of(node, "order") for node in nodes)
        self._check_distinct(entries, nodes, "order")
        if len(nodes) == 1:
            self.reader.fault(fields["order"], _("only one item to order; add more"))
        if len(entries) < 2 or not all(entries) or "stem" not in common:
            return None
        return Order(**common, entries=entries)

    def _groups(self, fields: Fields, common: Values) -> Item | None:
        shape = _("groups with their items, as `name: [one, two]`")
        entries = self.reader.mapping_of(fields["groups"], "groups", shape)
        groups = []
        seen: dict[str, str] = {}
        for name, _key, node in entries:
            nodes = self.reader.list_of(node, name)
            members = tuple(self.reader.line_of(member, name) for member in nodes)
            for text, member in zip(members, nodes, strict=True):
                if text and text in seen:
                    if seen[text] == name:
                        message = _("{text!r} is in {one!r} twice; keep one")
                    else:
                        message = _("{text!r} is in both {one!r} and {other!r}; keep one")
                    said = message.format(text=text, one=seen[text], other=name)
                    self.reader.fault(member, said)
                seen[text] = name
            groups.append(Group(name, members))
        if len(groups) == 1:
            self.reader.fault(fields["groups"], _("only one group; add another"))
        if len(groups) < 2 or not all(g.members for g in groups) or "stem" not in common:
            return None
        return Groups(**common, groups=tuple(groups))

    def _cloze(self, fields: Fields, common: Values) -> Item | None:
        node = fields["cloze"]
        text = self.reader.text_of(node, "cloze")
        if not text:
            return None
        try:
            segments, gaps = parse_gaps(text)
        except GapError as error:
            self._gap_fault(node, text, error)
            return None
        stem = GAP.join(segments)
        return Cloze(
            **{**common, "stem": stem}, **self._typing(fields), segments=segments, gaps=gaps
        )

    def _gap_fault(self, node: Node, text: str, error: GapError) -> None:
        """Report a gap at its own line: the n-th `{{` of the value is the n-th of its source."""
        number = text.count("{{", 0, error.at)
        start, end = node.start_mark.index, node.end_mark.index
        at = start
        for _line in range(number + 1):
            found = self.reader.text.find("{{", at, end)
            if found < 0:
                self.reader.fault(node, str(error))
                return
            at = found + 2
        line = self.reader.text.count("\n", 0, at - 2) + 1
        column = at - 2 - self.reader.text.rfind("\n", 0, at - 2)
        where = Location(self.reader.source, line, column)
        self.reader.problems.append(Problem(where, str(error)))

    def _card(self, fields: Fields, common: Values) -> Item | None:
        if "front" not in fields or "back" not in fields:
            return None
        front = self.reader.text_of(fields["front"], "front")
        back = self.reader.text_of(fields["back"], "back")
        reverse = "reverse" in fields and self.reader.flag_of(fields["reverse"], "reverse")
        return Flashcard(**{**common, "stem": front}, back=back, reverse=reverse)

    def _essay(self, fields: Fields, common: Values) -> Item | None:
        model = self.reader.text_of(fields["essay"], "essay")
        rubric: tuple[str, ...] = ()
        if "rubric" in fields:
            nodes = self.reader.list_of(fields["rubric"], "rubric")
            rubric = tuple(self.reader.line_of(node, "rubric") for node in nodes)
            self._check_distinct(rubric, nodes, "rubric")
        if "stem" not in common:
            return None
        return Essay(**common, model_answer=model, rubric=rubric)

    def _computed(self, fields: Fields, common: Values) -> Item | None:
        node = fields["answer"]
        written = self.reader.line_of(node, "answer")
        if not written:
            return None
        if "let" not in fields:
            self.reader.fault(node, _("formula without `let`; add `let`, or quote the text"))
            return None
        if not written.startswith("="):
            written = written if len(written) < 60 else "…"
            self.reader.fault(
                node,
                _("`let` without a formula; write `answer: = {formula}`").format(formula=written),
            )
            return None
        before = len(self.reader.problems)
        letters = letters_of(self.reader, fields["let"])
        units, tolerance = self._measure(fields)
        if len(self.reader.problems) > before or not letters or "stem" not in common:
            return None
        item = Computed(
            **common,
            letters=letters,
            formula=written[1:].strip(),
            units=units,
            tolerance=tolerance,
        )
        fault, tried = trial_fault(item, max(100, self.trials_left))
        self.trials_left -= tried
        if fault:
            self.reader.fault(node, fault)
        return item


_Build = Callable[[KindReader, Fields, Values], Item | None]
_BUILD: dict[str, _Build] = {
    "choice": KindReader._choice,
    "several": KindReader._several,
    "truefalse": KindReader._truefalse,
    "text": KindReader._text,
    "list": KindReader._list,
    "number": KindReader._number,
    "date": KindReader._date,
    "match": KindReader._match,
    "order": KindReader._order,
    "groups": KindReader._groups,
    "cloze": KindReader._cloze,
    "card": KindReader._card,
    "essay": KindReader._essay,
    "computed": KindReader._computed,
}
