"""Items of QTI 2.0 to 2.2 and 3.0.

Source: IMS QTI 2.1 and 3.0, Assessment, Section and Item information model. 3.0 is the same model
under other names: `qti-choice-interaction` is `choiceInteraction`.
"""

import re
from decimal import Decimal
from html import escape
from typing import Any

import msgspec

from quiz.formats.exchange.answers import (
    UnreadableError,
    WeightedAnswer,
    choice,
    cloze,
    decimal_of,
    essay,
    gap_of,
    joined,
    match,
    number,
    short_text,
    true_false,
)
from quiz.formats.exchange.qti.texts import Texts, at_marks, gap_mark, without_marks
from quiz.formats.exchange.xml_tree import Element
from quiz.items import Allowance, Gap, Item, Order
from quiz.items.wording import GAP
from quiz.translation import _

_KEBAB = re.compile(r"-([a-z])")
_TO_OPTIONS = ("feedbackInline", "feedbackBlock")
_INLINE = ("textEntryInteraction", "inlineChoiceInteraction")
_USUAL_RULES = {
    "responseProcessing", "responseCondition", "responseIf", "responseElse", "responseElseIf",
    "match", "variable", "correct", "setOutcomeValue", "baseValue", "isNull", "not", "mapResponse",
    "and", "sum", "equal",
}  # fmt: skip
"""Rules of marking that come to what the correct response and the mapping say."""
_HIDDEN = ("feedbackBlock", "feedbackInline", "rubricBlock", "modalFeedback", "stylesheet",
           "templateBlock", "templateInline")  # fmt: skip

_UNREAD = {
    "hotspotInteraction": _("a place in a picture is picked"),
    "selectPointInteraction": _("a place in a picture is picked"),
    "positionObjectInteraction": _("markers are dragged onto places in a picture"),
    "graphicOrderInteraction": _("places in a picture are put in order"),
    "graphicAssociateInteraction": _("places in a picture are joined"),
    "graphicGapMatchInteraction": _("labels are dragged onto places in a picture"),
    "sliderInteraction": _("a value is set with a slider"),
    "uploadInteraction": _("a file is handed in"),
    "drawingInteraction": _("something is drawn"),
    "mediaInteraction": _("sound or video is played"),
    "customInteraction": _("a program of its own asks"),
    "portableCustomInteraction": _("a program of its own asks"),
}
"""What the kinds are that no question of ours is near."""


def normalise(root: Element) -> None:
    """Give elements and attributes of QTI 3.0 their names of QTI 2."""
    for one in root.walk():
        if one.name.startswith("qti-"):
            one.name = _camel(one.name.removeprefix("qti-"))
            one.attributes = {_camel(key): value for key, value in one.attributes.items()}


def _camel(name: str) -> str:
    return _KEBAB.sub(lambda found: found[1].upper(), name)


class Declaration(msgspec.Struct):
    """What is right of a response."""

    correct: list[str]
    """Values of the correct response."""
    mapping: dict[str, Decimal]
    """What values earn."""
    is_single: bool
    """Whether a response is one value."""
    base: str
    """Its type."""
    is_case: bool
    """Whether capitals count."""

    @property
    def right(self) -> list[str]:
        """Values that earn something, those of the correct response first."""
        mapped = [key for key, value in self.mapping.items() if value > 0]
        return list(dict.fromkeys([*self.correct, *mapped]))


def _declaration(element: Element) -> Declaration:
    correct = element.first("correctResponse")
    values = [one.text.strip() for one in correct.all("value")] if correct is not None else []
    mapping: dict[str, Decimal] = {}
    is_case = False
    found = element.first("mapping")
    for entry in found.all("mapEntry") if found is not None else ():
        value = decimal_of(entry.get("mappedValue"))
        if value is not None:
            mapping[entry.get("mapKey")] = value
        is_case = is_case or entry.get("caseSensitive") == "true"
    return Declaration(
        correct=[value for value in values if value],
        mapping=mapping,
        is_single=element.get("cardinality", "single") == "single",
        base=element.get("baseType"),
        is_case=is_case,
    )


class Version2Reader:
    """Reads one item."""

    def __init__(self, item: Element, texts: Texts, common: dict[str, Any]) -> None:
        """Begin.

        Args:
            item: The item, with names of QTI 2.
            texts: Reads its texts.
            common: Keys that any question has.
        """
        self._item, self._texts, self._common = item, texts, common
        self._declared = {
            one.get("identifier"): _declaration(one) for one in item.all("responseDeclaration")
        }
        self._gaps: list[Element] = []

    def item(self) -> Item:
        """Return the question.

        Raises:
            QuizError: It cannot be read; says why.
        """
        item = self._item
        body = item.first("itemBody")
        if body is None:
            raise UnreadableError(_("it asks nothing"))
        if item.get("adaptive") == "true":
            raise UnreadableError(_("adaptive items can't be carried"))
        if item.all("templateDeclaration"):
            raise UnreadableError(_("numbers that are drawn by a template can't be carried"))
        found = [one for one in body.walk() if one.name.endswith("Interaction")]
        found = [one for one in found if one.name != "endAttemptInteraction"]
        if not found:
            raise UnreadableError(_("a text without a question"))
        for one in found:
            if one.name not in _KINDS and one.name not in _INLINE:
                words = _("answers of kind “{kind}” can't be carried").format(kind=one.name)
                what = _UNREAD.get(one.name, "")
                raise UnreadableError(f"{words}: {what}" if what else words)
        self._name_rules()
        points = self._points()
        if points is not None and points > 0:
            self._common["points"] = float(points)
        self._common["explain"] = self._explanation()
        if all(one.name in _INLINE for one in found):
            return self._inline(body, found)
        if len(found) > 1:
            raise UnreadableError(_("several questions in one item"))
        one = found[0]
        if one.name not in ("gapMatchInteraction", "hottextInteraction"):
            self._common |= self._texts.stem(self._html(body))
        reads = _KINDS[one.name]
        made: Item = reads(self, one, body)
        return made

    def _points(self) -> Decimal | None:
        """Return how many points the item is worth; None if it does not say."""
        outcomes = {one.get("identifier"): one for one in self._item.all("outcomeDeclaration")}
        most = outcomes.get("MAXSCORE")
        if most is not None:
            return decimal_of(most.text_at("defaultValue", "value"))
        score = outcomes.get("SCORE")
        return decimal_of(score.get("normalMaximum")) if score is not None else None

    def _whole(self, interaction: Element) -> dict[str, Any]:
        """Return the key `partial`: marked by its correct response, an item is all or nothing."""
        processing = self._item.first("responseProcessing")
        template = processing.get("template") if processing is not None else ""
        is_whole = "match_correct" in template and not self._of(interaction).is_single
        return self._common | ({"partial": False} if is_whole else {})

    def _tolerance(self) -> Allowance | None:
        """Return how far off a number may be."""
        processing = self._item.first("responseProcessing")
        for one in processing.walk() if processing is not None else ():
            if one.name == "equal" and one.get("toleranceMode") in ("absolute", "relative"):
                value = decimal_of((one.get("tolerance").split() or [""])[0])
                if value:
                    return Allowance(abs(value), one.get("toleranceMode") == "relative")
        return None

    def _name_rules(self) -> None:
        processing = self._item.first("responseProcessing")
        if processing is None or processing.get("template"):
            return
        if any(one.name not in _USUAL_RULES for one in processing.walk()):
            self._texts.change(_("marked by its correct answer: its own rules were not run"))

    def _explanation(self) -> str:
        modal = [self._texts.markdown(self._html(one)) for one in self._item.all("modalFeedback")]
        to_options = {
            id(one)
            for choice in self._item.walk()
            if choice.name == "simpleChoice"
            for one in choice.walk()
        }
        modal += [
            self._texts.markdown(self._html(one))
            for one in self._item.walk()
            if one.name == "feedbackBlock" and id(one) not in to_options
        ]
        if len({text for text in modal if text}) > 1:
            self._texts.change(_("feedback to right and wrong answers stands in the explanation"))
        return joined(modal)

    def _of(self, interaction: Element) -> Declaration:
        found = self._declared.get(interaction.get("responseIdentifier"))
        return found or Declaration([], {}, True, "", False)

    # Texts

    def _html(self, element: Element) -> str:
        """Return what is in an element as HTML; interactions leave their prompt or a gap."""
        out = []
        for part in element.parts:
            if isinstance(part, str):
                out.append(escape(without_marks(part), quote=False))
            elif part.name in _INLINE or part.name == "gap":
                self._gaps.append(part)
                out.append(gap_mark(len(self._gaps) - 1))
            elif part.name in ("gapMatchInteraction", "hottextInteraction"):
                out.append(self._html(part))
            elif part.name.endswith("Interaction"):
                prompt = part.first("prompt")
                out.append(f"<p>{self._html(prompt)}</p>" if prompt is not None else "")
            elif part.name == "prompt":
                out.append(f"<p>{self._html(part)}</p>")
            elif part.name == "object" and part.get("type", "image/").startswith("image/"):
                alt = escape(" ".join(part.text.split()))
                out.append(f'<img src="{escape(part.get("data"))}" alt="{alt}">')
            elif part.name == "math":
                self._texts.change(_("maths in MathML is written as plain text"))
                out.append(escape(" ".join(part.text.split()), quote=False))
            elif part.name == "hottext":
                out.append(f"<b>{self._html(part)}</b>")
            elif part.name not in _HIDDEN and part.name not in ("gapText", "gapImg"):
                attributes = "".join(
                    f' {key}="{escape(value)}"' for key, value in part.attributes.items()
                )
                out.append(f"<{part.name}{attributes}>{self._html(part)}</{part.name}>")
        return "".join(out)

    def _line(self, element: Element) -> str:
        return self._texts.line(self._html(element))

    def _lines(self, element: Element, *names: str) -> dict[str, str]:
        return {
            one.get("identifier"): self._line(one) for one in element.walk() if one.name in names
        }

    # Kinds

    def choice(self, interaction: Element, _body: Element) -> Item:
        """Read `choiceInteraction`."""
        options = [one for one in interaction.walk() if one.name == "simpleChoice"]
        shuffle = interaction.get("shuffle") == "true"
        return self._picked(interaction, options, shuffle=shuffle)

    def _picked(self, interaction: Element, options: list[Element], *, shuffle: bool) -> Item:
        declared = self._of(interaction)
        percents = self._percents(declared, [one.get("identifier") for one in options])
        answers = []
        for one in options:
            said = joined(
                self._texts.markdown(self._html(each))
                for each in one.walk()
                if each.name in _TO_OPTIONS
            )
            answers.append(
                WeightedAnswer(self._line(one), percents.get(one.get("identifier"), 0.0), said)
            )
        is_single = declared.is_single or interaction.get("maxChoices") == "1"
        truth = [answer.text.lower() for answer in answers]
        if is_single and truth in (["true", "false"], ["false", "true"]):
            if not any(answer.percent > 0 for answer in answers):
                raise UnreadableError(_("no option is correct"))
            right, wrong = sorted(answers, key=lambda one: -one.percent)
            key = right.text.lower() == "true"
            return true_false(self._common, key, right.feedback, wrong.feedback, self._texts.change)
        return choice(
            self._whole(interaction),
            answers,
            self._texts.change,
            is_single=is_single,
            shuffle=shuffle,
        )

    def _percents(self, declared: Declaration, names: list[str]) -> dict[str, float]:
        """Return what each option is worth: by the mapping, else by the correct response."""
        right = [name for name in names if name in declared.right]
        if declared.is_single:
            values = {name: declared.mapping.get(name, Decimal(0)) for name in names}
            most = max([*values.values(), *([Decimal(1)] if declared.correct else [])])
            percents = {name: float(100 * value / (most or 1)) for name, value in values.items()}
            return percents | {name: 100.0 for name in names if name in declared.correct}
        if not right:
            return {}
        wrong = len(names) - len(right)
        total = sum(value for value in declared.mapping.values() if value > 0)
        if not total:
            return {name: 100 / len(right) if name in right else -100 / wrong for name in names}
        return {name: float(100 * declared.mapping.get(name, Decimal(0)) / total) for name in names}

    def hottext(self, interaction: Element, body: Element) -> Item:
        """Read `hottextInteraction`: words of a text are its options."""
        self._common |= self._texts.stem(self._html(body))
        options = [one for one in interaction.walk() if one.name == "hottext"]
        return self._picked(interaction, options, shuffle=False)

    def order(self, interaction: Element, _body: Element) -> Item:
        """Read `orderInteraction`."""
        labels = self._lines(interaction, "simpleChoice")
        texts = [labels.get(name, "") for name in self._of(interaction).correct]
        if len(set(texts)) < max(2, len(labels)) or not all(texts):
            raise UnreadableError(_("fewer than two items to order, or two that are the same"))
        return Order(id="", **self._whole(interaction), entries=tuple(texts))

    def match(self, interaction: Element, _body: Element) -> Item:
        """Read `matchInteraction` and `associateInteraction`."""
        sets = interaction.all("simpleMatchSet")
        labels = self._lines(interaction, "simpleAssociableChoice")
        pairs = [
            (labels[left], labels[right])
            for left, _space, right in (one.partition(" ") for one in self._of(interaction).right)
            if left in labels and right in labels
        ]
        lefts = [left for left, _right in pairs]
        rights = [right for _left, right in pairs]
        second = self._lines(sets[1], "simpleAssociableChoice") if len(sets) > 1 else labels
        if len(set(lefts)) < len(lefts):
            if len(set(rights)) < len(rights):
                raise UnreadableError(_("items with several partners"))
            pairs = [(right, left) for left, right in pairs]
            second = self._lines(sets[0], "simpleAssociableChoice") if len(sets) > 1 else labels
            lefts, rights = rights, lefts
        spare = [text for text in second.values() if text not in rights and text not in lefts]
        pairs += [("", text) for text in dict.fromkeys(spare) if text]
        return match(self._whole(interaction), pairs, self._texts.change)

    def gap_match(self, interaction: Element, body: Element) -> Item:
        """Read `gapMatchInteraction`: words are dragged into gaps."""
        words = self._lines(interaction, "gapText")
        declared = self._of(interaction).right
        fills = {gap: word for word, _space, gap in (one.partition(" ") for one in declared)}
        self._gaps = []
        read = self._texts.stem(self._html(body))
        segments, order = at_marks(read.pop("stem"))
        gaps = []
        for at in order:
            right = words.get(fills.get(self._gaps[at].get("identifier"), ""), "")
            answers = [
                WeightedAnswer(text, 100.0 if text == right else 0.0) for text in words.values()
            ]
            gaps.append(gap_of(answers, self._texts.change, is_picked=True))
        return self._cloze(read, segments, gaps)

    def essay(self, interaction: Element, _body: Element) -> Item:
        """Read `extendedTextInteraction`; what scorers are told is its model answer."""
        told = [
            self._texts.markdown(self._html(one))
            for one in self._item.walk()
            if one.name == "rubricBlock" and "scorer" in one.get("view")
        ]
        correct = [self._texts.markdown(escape(one)) for one in self._of(interaction).correct]
        return essay(self._common, joined([*correct, *told]))

    def _inline(self, body: Element, found: list[Element]) -> Item:
        """Read gaps that are typed or picked; a single one at the end is a typed answer."""
        self._gaps = []
        read = self._texts.stem(self._html(body))
        segments, order = at_marks(read.pop("stem"))
        if order != list(range(len(self._gaps))) or len(order) != len(found):
            raise UnreadableError(_("gaps in a place where no text can be"))
        declared = self._of(found[0])
        if len(found) == 1 and found[0].name == "textEntryInteraction":
            is_number = declared.base in ("integer", "float") and bool(declared.right)
            before, after = segments
            if not after.strip(" .\n"):
                return self._entry(declared, read | {"stem": before.strip()}, is_number)
            if is_number:
                stem = f"{before.rstrip()} {GAP} {after.lstrip()}".strip()
                return self._entry(declared, read | {"stem": stem}, is_number)
        gaps = []
        for gap in self._gaps:
            one = self._of(gap)
            if gap.name == "textEntryInteraction":
                gaps.append(gap_of(_typed(one), self._texts.change, is_picked=False))
                continue
            labels = self._lines(gap, "inlineChoice")
            percents = self._percents(one, list(labels))
            answers = [
                WeightedAnswer(text, percents.get(name, 0.0)) for name, text in labels.items()
            ]
            gaps.append(gap_of(answers, self._texts.change, is_picked=True))
        case = all(self._of(gap).is_case for gap in self._gaps if gap.name in _INLINE[:1])
        is_typed = any(gap.name in _INLINE[:1] for gap in self._gaps)
        return self._cloze(read, segments, gaps, case=case and is_typed)

    def _entry(self, declared: Declaration, read: dict[str, str], is_number: bool) -> Item:
        """Return a question with one typed answer."""
        common, answers = self._common | read, _typed(declared)
        if not is_number:
            return short_text(common, answers, self._texts.change, case=declared.is_case)
        made: Item = number(common, answers, self._texts.change).replaced(
            tolerance=self._tolerance()
        )
        return made

    def _cloze(
        self, read: dict[str, str], segments: list[str], gaps: list[Gap], *, case: bool = False
    ) -> Item:
        if not gaps:
            raise UnreadableError(_("a text without gaps"))
        return cloze(self._common | read, segments, gaps, case=case)


def _typed(declared: Declaration) -> list[WeightedAnswer]:
    """Return the answers that a typed response may have."""
    most = max([*declared.mapping.values(), Decimal(0)])
    answers = [
        WeightedAnswer(" ".join(text.split()).replace("*", "\\*"), 100.0)
        for text in declared.correct
    ]
    return answers + [
        WeightedAnswer(" ".join(text.split()).replace("*", "\\*"), float(100 * value / (most or 1)))
        for text, value in declared.mapping.items()
        if text not in declared.correct
    ]


_KINDS = {
    "choiceInteraction": Version2Reader.choice,
    "hottextInteraction": Version2Reader.hottext,
    "orderInteraction": Version2Reader.order,
    "matchInteraction": Version2Reader.match,
    "associateInteraction": Version2Reader.match,
    "gapMatchInteraction": Version2Reader.gap_match,
    "extendedTextInteraction": Version2Reader.essay,
}
