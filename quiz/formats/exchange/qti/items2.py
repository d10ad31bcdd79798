"""Writing items of QTI 2.1 and 3.0: the same model under other names.

Source: IMS QTI 2.1 and 3.0, Assessment, Section and Item information model.
"""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from html import escape

import msgspec

from quiz.formats.exchange.answers import model_of
from quiz.formats.exchange.moodle_text import option_html, stem_html
from quiz.formats.exchange.qti.texts import gap_mark
from quiz.formats.exchange.qti.writing import HEAD, PackedPicture, image_html, xhtml
from quiz.items import (
    Cloze,
    Essay,
    Item,
    Match,
    MultipleChoice,
    Number,
    Option,
    Order,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from quiz.items.number import plain

_CAPITAL = re.compile(r"[A-Z]")
_MARK = re.compile("\ue000(\\d+)\ue001")
_RESPONSE = "RESPONSE"
_STRUCK = re.compile(r"<(/?)(?:s|del)>")
_STYLE = re.compile(r' (?:style|start)="[^"]*"')
_BLOCK = re.compile(r"<(?:p|ul|ol|pre|table|blockquote|h\d)\b")


class Names(msgspec.Struct, frozen=True):
    """How a version calls things."""

    is_3: bool
    """Whether it is 3.0."""
    namespace: str
    """Of its items."""
    templates: str
    """Address of its rules of marking; `{}` stands for their name."""

    def tag(self, name: str, inner: str = "", **given: str) -> str:
        """Return an element, its name and attributes as the version has them.

        Args:
            name: In QTI 2.
            inner: XML in it.
            given: Its attributes, named as in QTI 2; empty ones are left out.
        """
        name = f"qti-{self._kebab(name)}" if self.is_3 else name
        attributes = "".join(
            f' {self._kebab(key)}="{escape(value)}"' for key, value in given.items() if value
        )
        return f"<{name}{attributes}>{inner}</{name}>" if inner else f"<{name}{attributes}/>"

    def _kebab(self, name: str) -> str:
        if not self.is_3:
            return name
        return _CAPITAL.sub(lambda found: f"-{found[0].lower()}", name)


VERSION_2 = Names(
    False,
    "http://www.imsglobal.org/xsd/imsqti_v2p1",
    "http://www.imsglobal.org/question/qti_v2p1/rptemplates/{}",
)
VERSION_3 = Names(
    True,
    "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/{}.xml",
)


class _Parts(msgspec.Struct):
    """What an item is made of."""

    declarations: list[str]
    """Of its responses."""
    interaction: str = ""
    """Stands below the text; empty where it is in the text."""
    template: str = "match_correct"
    """The rule of marking."""
    rule: str = ""
    """A rule of its own; empty for the template's."""
    feedback: str = ""
    """Cardinality of the feedback to options; empty for none."""


def item_xml(names: Names, item: Item, name: str, picture: PackedPicture | None) -> str:
    """Return a question as a file; empty if QTI has none of its kind.

    Args:
        names: Of the version.
        item: The question.
        name: Its identifier.
        picture: Its picture.
    """
    writer = _Writer(names, item)
    parts = writer.parts()
    if parts is None:
        return ""
    body = f"<div>{image_html(picture, '../')}{writer.stem()}</div>{parts.interaction}"
    if isinstance(item, Essay) and model_of(item):
        model = writer.content(f"<div>{writer.html(model_of(item))}</div>")
        body += names.tag("rubricBlock", model, view="scorer")
    has_feedback = bool(parts.feedback or item.explain)
    outcomes = [
        names.tag(
            "outcomeDeclaration",
            names.tag("defaultValue", names.tag("value", value)),
            identifier=identifier,
            cardinality="single",
            baseType="float",
        )
        for identifier, value in (("SCORE", "0"), ("MAXSCORE", f"{item.points:g}"))
    ]
    if has_feedback:
        outcomes.append(
            names.tag(
                "outcomeDeclaration",
                identifier="FEEDBACK",
                cardinality=parts.feedback or "single",
                baseType="identifier",
            )
        )
    modal = ""
    if item.explain:  # hidden only while FEEDBACK is "never", so that it is always shown
        said = writer.content(f"<div>{writer.html(item.explain)}</div>")
        modal = names.tag(
            "modalFeedback",
            said,
            outcomeIdentifier="FEEDBACK",
            identifier="never",
            showHide="hide",
        )
    inner = "\n".join(
        [
            *parts.declarations,
            *outcomes,
            names.tag("itemBody", f"\n{body}\n"),
            writer.processing(parts),
            modal,
        ]
    )
    whole = names.tag(
        "assessmentItem",
        f"\n{inner}\n",
        xmlns=names.namespace,
        identifier=name,
        title=item.id or name,
        adaptive="false",
        timeDependent="false",
    )
    return f"{HEAD}{whole}\n"


class _Writer:
    """Writes one item."""

    def __init__(self, names: Names, item: Item) -> None:
        self._names, self._item = names, item

    def html(self, markdown: str) -> str:
        """Return a text as the XHTML that QTI allows."""
        made = xhtml(stem_html(markdown)) if markdown else ""
        if made == markdown:
            made = escape(made, quote=False)
        return _STYLE.sub("", _STRUCK.sub(r"<\1span>", made))

    def line(self, text: str) -> str:
        """Return an option as XHTML."""
        return xhtml(option_html(text))

    def content(self, html: str) -> str:
        """Return a block as 3.0 wants it."""
        return self._names.tag("contentBody", html) if self._names.is_3 else html

    def stem(self) -> str:
        """Return what an item asks; gaps are interactions."""
        item = self._item
        if not isinstance(item, Cloze):
            return self.html(item.stem)
        marked = item.segments[0]
        for at, segment in enumerate(item.segments[1:]):
            marked += gap_mark(at) + segment
        return _MARK.sub(lambda found: self._gap(int(found[1])), self.html(marked))

    def _gap(self, at: int) -> str:
        assert isinstance(self._item, Cloze), "only texts with gaps have marks"
        gap, name = self._item.gaps[at], f"{_RESPONSE}{at + 1}"
        if not gap.options:
            return self._names.tag("textEntryInteraction", responseIdentifier=name)
        options = "".join(
            self._names.tag("inlineChoice", escape(text, quote=False), identifier=f"g{place}")
            for place, text in enumerate(gap.options)
        )
        return self._names.tag(
            "inlineChoiceInteraction", options, responseIdentifier=name, shuffle="true"
        )

    def processing(self, parts: _Parts) -> str:
        """Return how an item is marked."""
        tag, item = self._names.tag, self._item
        if isinstance(item, Essay):
            return ""
        is_usual = item.points == 1 and not parts.feedback and not parts.rule
        is_map = parts.template == "map_response"
        if is_usual or (is_map and not parts.feedback and not parts.rule):
            return tag("responseProcessing", template=self._names.templates.format(parts.template))
        rules = parts.rule
        if not rules and is_map:
            rules = _set_score(tag, tag("mapResponse", identifier=_RESPONSE))
        elif not rules:
            is_right = tag(
                "match",
                tag("variable", identifier=_RESPONSE) + tag("correct", identifier=_RESPONSE),
            )
            rules = _condition(tag, is_right, self._item.points)
        if parts.feedback:
            rules += tag(
                "setOutcomeValue", tag("variable", identifier=_RESPONSE), identifier="FEEDBACK"
            )
        return tag("responseProcessing", rules)

    # Kinds

    def parts(self) -> _Parts | None:
        """Return what only items of a kind have; None if QTI has none of it."""
        match self._item:
            case SingleChoice() as item:
                return self._choice(item.options, [item.key], shuffle=item.shuffle)
            case TrueFalse() as item:
                options = (Option("true"), Option("false"))
                return self._choice(options, list(item.keys), shuffle=False)
            case MultipleChoice() as item:
                return self._several(item)
            case ShortText() as item:
                return self._text(item)
            case Number() as item:
                return self._number(item)
            case Match() as item:
                return self._match(item)
            case Order() as item:
                return self._order(item)
            case Cloze() as item:
                return self._cloze(item)
            case Essay():
                made = self._names.tag("extendedTextInteraction", responseIdentifier=_RESPONSE)
                return _Parts([self._declare("single", "string", ())], made)
            case _:
                return None

    def _declare(
        self,
        cardinality: str,
        base: str,
        correct: Iterable[str],
        mapping: str = "",
        name: str = _RESPONSE,
    ) -> str:
        tag = self._names.tag
        values = "".join(tag("value", escape(value, quote=False)) for value in correct)
        right = tag("correctResponse", values) if values else ""
        return tag(
            "responseDeclaration",
            right + mapping,
            identifier=name,
            cardinality=cardinality,
            baseType=base,
        )

    def _mapping(self, entries: Iterable[tuple[str, float]], *, case: bool | None = None) -> str:
        sensitive = "" if case is None else str(case).lower()
        inner = "".join(
            self._names.tag("mapEntry", mapKey=key, mappedValue=_amount(value),
                            caseSensitive=sensitive)
            for key, value in entries
        )  # fmt: skip
        points = _amount(self._item.points)
        return self._names.tag(
            "mapping", inner, lowerBound="0", upperBound=points, defaultValue="0"
        )

    def _choice(self, options: tuple[Option, ...], keys: list[int], *, shuffle: bool) -> _Parts:
        feedback = "single" if any(option.feedback for option in options) else ""
        return _Parts(
            [self._declare("single", "identifier", [f"c{key}" for key in keys])],
            self._options(options, 1, shuffle=shuffle),
            feedback=feedback,
        )

    def _options(self, options: tuple[Option, ...], most: int, *, shuffle: bool) -> str:
        tag = self._names.tag
        choices = []
        for at, option in enumerate(options):
            said = ""
            if option.feedback:
                html = self.html(option.feedback)
                is_block = _BLOCK.search(html) is not None
                said = tag(
                    "feedbackBlock" if is_block else "feedbackInline",
                    self.content(html) if is_block else html,
                    outcomeIdentifier="FEEDBACK",
                    identifier=f"c{at}",
                    showHide="show",
                )
            choices.append(tag("simpleChoice", self.line(option.text) + said, identifier=f"c{at}"))
        return tag(
            "choiceInteraction",
            "".join(choices),
            responseIdentifier=_RESPONSE,
            shuffle=str(shuffle).lower(),
            maxChoices=str(most),
        )

    def _several(self, item: MultipleChoice) -> _Parts:
        wrong = len(item.options) - len(item.keys)
        mapping = self._mapping(
            (f"c{at}", item.points / len(item.keys) if at in item.keys else -item.points / wrong)
            for at in range(len(item.options))
        )
        feedback = "multiple" if any(option.feedback for option in item.options) else ""
        return _Parts(
            [
                self._declare(
                    "multiple",
                    "identifier",
                    [f"c{key}" for key in item.keys],
                    mapping if item.partial else "",
                )
            ],
            self._options(item.options, 0, shuffle=item.shuffle),
            "map_response" if item.partial else "match_correct",
            feedback=feedback,
        )

    def _text(self, item: ShortText) -> _Parts:
        texts = (item.answer, *item.accept)
        mapping = self._mapping(((text, item.points) for text in texts), case=item.case)
        entry = self._names.tag("textEntryInteraction", responseIdentifier=_RESPONSE)
        declared = self._declare("single", "string", [item.answer], mapping)
        return _Parts([declared], f"<div>{entry}</div>", "map_response")

    def _number(self, item: Number) -> _Parts:
        tag = self._names.tag
        width = item.tolerance
        entry = tag("textEntryInteraction", responseIdentifier=_RESPONSE)
        both = tag("variable", identifier=_RESPONSE) + tag("correct", identifier=_RESPONSE)
        if width is None:
            equal = tag("equal", both, toleranceMode="exact")
        else:
            mode = "relative" if width.is_relative else "absolute"
            amount = plain(width.value)
            equal = tag("equal", both, toleranceMode=mode, tolerance=f"{amount} {amount}")
        return _Parts(
            [self._declare("single", "float", [plain(item.answer)])],
            f"<div>{entry}</div>",
            rule=_condition(tag, equal, item.points),
        )

    def _match(self, item: Match) -> _Parts:
        tag, rights = self._names.tag, item.rights
        lefts = "".join(
            tag("simpleAssociableChoice", self.line(pair.left), identifier=f"l{at}", matchMax="1")
            for at, pair in enumerate(item.pairs)
        )
        most = str(len(item.pairs))
        targets = "".join(
            tag("simpleAssociableChoice", self.line(text), identifier=f"r{at}", matchMax=most)
            for at, text in enumerate(rights)
        )
        correct = [f"l{at} r{rights.index(pair.right)}" for at, pair in enumerate(item.pairs)]
        mapping = self._mapping((pair, item.points / len(correct)) for pair in correct)
        made = tag(
            "matchInteraction",
            tag("simpleMatchSet", lefts) + tag("simpleMatchSet", targets),
            responseIdentifier=_RESPONSE,
            shuffle="true",
            maxAssociations=most,
        )
        declared = self._declare(
            "multiple", "directedPair", correct, mapping if item.partial else ""
        )
        return _Parts([declared], made, "map_response" if item.partial else "match_correct")

    def _order(self, item: Order) -> _Parts:
        tag = self._names.tag
        names = [f"c{at}" for at in range(len(item.entries))]
        # Some readers do not shuffle: the right order is not the one that is written.
        shown = sorted(zip(names, item.entries, strict=True), key=lambda one: one[1])
        choices = "".join(
            tag("simpleChoice", self.line(text), identifier=name) for name, text in shown
        )
        made = tag("orderInteraction", choices, responseIdentifier=_RESPONSE, shuffle="true")
        return _Parts([self._declare("ordered", "identifier", names)], made)

    def _cloze(self, item: Cloze) -> _Parts:
        tag = self._names.tag
        share = item.points / len(item.gaps)
        declared, earned = [], ""
        for at, gap in enumerate(item.gaps, 1):
            name = f"{_RESPONSE}{at}"
            if gap.options:
                mapping = self._mapping([("g0", share)])
                declared.append(self._declare("single", "identifier", ["g0"], mapping, name))
            else:
                entries = ((text, share) for text in gap.answers)
                mapping = self._mapping(entries, case=item.case)
                declared.append(self._declare("single", "string", gap.answers[:1], mapping, name))
            earned += tag("mapResponse", identifier=name)
        total = tag("sum", earned)
        return _Parts(declared, rule=_set_score(tag, total))


def _amount(value: float) -> str:
    return plain(Decimal(repr(round(value, 7))))


def _set_score(tag: Callable[..., str], inner: str) -> str:
    return tag("setOutcomeValue", inner, identifier="SCORE")


def _condition(tag: Callable[..., str], test: str, points: float) -> str:
    """Return the rule that gives all points where a test is met."""
    earned = tag("baseValue", _amount(points), baseType="float")
    return tag("responseCondition", tag("responseIf", test + _set_score(tag, earned)))
