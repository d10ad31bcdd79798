"""Items of QTI 1.2, as Canvas, Blackboard and Common Cartridge write them.

Source: IMS QTI 1.2.1 ASI; Common Cartridge 1.3; Canvas, `lib/cc/qti`. The shape of an item decides
on its kind, and what its metadata say where the shape leaves it open.
"""

from collections.abc import Callable
from decimal import Decimal
from html import escape
from typing import Any

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
from quiz.formats.exchange.qti.scoring1 import ScoreRule, feedback_of, rules_of, shares
from quiz.formats.exchange.qti.texts import Texts, at_marks, gap_mark, without_marks
from quiz.formats.exchange.xml_tree import Element
from quiz.items import Gap, Item, Order
from quiz.translation import _

_RESPONSES = ("response_lid", "response_str", "response_num", "response_xy", "response_grp")
_WITHOUT = {
    "text_only_question": _("a text without a question"),
    "file_upload_question": _("questions that want a file can't be carried"),
    "file upload": _("questions that want a file can't be carried"),
    "hot spot": _("questions about a place in a picture can't be carried"),
    "opinion scale": _("a question without a correct answer"),
    "survey": _("a question without a correct answer"),
}
_GENERAL = ("general_fb", "solution")
_TRUE, _FALSE = ("true", "wahr", "vrai", "vero", "verdadero"), ("false", "falsch", "faux", "falso")


class Version1Reader:
    """Reads one item."""

    def __init__(self, item: Element, texts: Texts, common: dict[str, Any]) -> None:
        """Begin.

        Args:
            item: The item.
            texts: Reads its texts.
            common: Keys that any question has.
        """
        self._item, self._texts, self._common = item, texts, common
        self._rules = rules_of(item)
        self._feedback = {
            one.get("ident"): texts.markdown(html_of(one)) for one in item.all("itemfeedback")
        }
        self.fields = metadata(item)
        """What its metadata say."""

    def item(self) -> Item:
        """Return the question.

        Raises:
            QuizError: It cannot be read; says why.
        """
        type_ = kind_of(self.fields)
        if type_ in _WITHOUT:
            raise UnreadableError(_WITHOUT[type_])
        presentation = self._item.first("presentation")
        if presentation is None:
            raise UnreadableError(_("it asks nothing"))
        responses = [one for one in presentation.walk() if one.name in _RESPONSES]
        points = decimal_of(self.fields.get("points_possible", ""))
        if points is not None and points > 0:
            self._common["points"] = float(points)
        self._explain()
        if not responses:
            raise UnreadableError(_("a text without a question"))
        if any(one.name in ("response_xy", "response_grp") for one in responses):
            words = _("answers of kind “{kind}” can't be carried")
            raise UnreadableError(words.format(kind=responses[0].name))
        return self._by_shape(type_, presentation, responses)

    def _explain(self) -> None:
        """Keep all feedback that is not to one option as the explanation."""
        to_options = {
            link for rule in self._rules if len(rule.equal) == 1 for link in rule.links
            if link.startswith(rule.equal[0][1]) or rule.score is None
        }  # fmt: skip
        used = {name for name in self._feedback if name not in to_options}
        general = [self._feedback[name] for name in self._feedback if name in used & {*_GENERAL}]
        verdicts = [self._feedback[name] for name in self._feedback if name in used - {*_GENERAL}]
        if any(verdicts):
            self._texts.change(_("feedback to right and wrong answers stands in the explanation"))
        self._common["explain"] = joined((*general, *verdicts))

    def _by_shape(self, type_: str, presentation: Element, responses: list[Element]) -> Item:
        first = responses[0]
        if len(responses) > 1 or "multiple_dropdowns" in type_ or "multiple_blanks" in type_:
            return self._several(type_, presentation, responses)
        html = stem_of(presentation)
        self._common |= self._texts.stem(html)
        if first.name == "response_lid":
            if first.get("rcardinality").lower() == "ordered" or "ordering" in type_:
                return self._order(first)
            return self._choice(type_, first)
        if "calculated" in type_:
            return self._calculated(html)
        is_number = first.name == "response_num" or any(
            one.get("fibtype").lower() in ("decimal", "integer") for one in first.walk()
        )
        if is_number or "numeric" in type_ or any(rule.low is not None for rule in self._rules):
            return self._number()
        accepted = shares(self._rules)
        if "essay" in type_ or "short response" in type_ or not accepted:
            return self._essay()
        feedback = {value: self._feedback_to(value) for value in accepted}
        answers = [
            WeightedAnswer(" ".join(value.split()), float(share), feedback[value])
            for value, share in _to_full(accepted).items()
        ]
        case = any(rule.is_case for rule in self._rules)
        return short_text(self._common, _literal(answers), self._texts.change, case=case)

    def _feedback_to(self, value: str) -> str:
        return self._feedback.get(feedback_of(self._rules, value), "")

    # Kinds

    def _labels(self, response: Element) -> dict[str, str]:
        """Return the options of a response by their names."""
        return {
            one.get("ident"): self._texts.line(html_of(one))
            for one in response.walk()
            if one.name == "response_label"
        }

    def _choice(self, type_: str, response: Element) -> Item:
        labels = {name: text for name, text in self._labels(response).items() if text}
        is_several = (
            response.get("rcardinality").lower() == "multiple" or "multiple_answers" in type_
        )
        name = response.get("ident")
        percents = self._several_percents(labels, name) if is_several else {}
        if not is_several:
            percents = {
                key: float(share) for key, share in _to_full(shares(self._rules, name)).items()
            }
        answers = [
            WeightedAnswer(text, percents.get(key, 0.0), self._feedback_to(key))
            for key, text in labels.items()
        ]
        truth = [text.lower() for text in labels.values()]
        if not is_several and len(answers) == 2 and truth[0] in _TRUE and truth[1] in _FALSE:
            return self._true_false(answers)
        render = next((one for one in response.walk() if one.name == "render_choice"), None)
        shuffle = render is None or render.get("shuffle", "yes").lower() != "no"
        return choice(
            self._common, answers, self._texts.change, is_single=not is_several, shuffle=shuffle
        )

    def _true_false(self, answers: list[WeightedAnswer]) -> Item:
        if not any(answer.percent > 0 for answer in answers):
            raise UnreadableError(_("no option is correct"))
        key = answers[0].percent > answers[1].percent
        right, wrong = answers if key else answers[::-1]
        return true_false(self._common, key, right.feedback, wrong.feedback, self._texts.change)

    def _several_percents(self, labels: dict[str, str], name: str) -> dict[str, float]:
        """Return what each option of several is worth."""
        scored = [
            rule
            for rule in self._rules
            if rule.score is not None and any(to == name for to, _value in rule.equal)
        ]
        best = max(scored, key=lambda rule: rule.score or 0, default=None)
        if best is None:
            return {}
        if len(best.equal) > 1 or best.unequal or len(scored) == 1:
            keys = {value for to, value in best.equal if to == name and value in labels}
            wrong = len(labels) - len(keys)
            return {key: 100 / len(keys) if key in keys else -100 / wrong for key in labels if keys}
        earned = shares(self._rules, name)
        total = sum(share for share in earned.values() if share > 0) or Decimal(1)
        return {key: float(100 * share / total) for key, share in earned.items()}

    def _order(self, response: Element) -> Item:
        labels = self._labels(response)
        scored = [rule for rule in self._rules if rule.score is not None and len(rule.equal) > 1]
        best = max(scored, key=lambda rule: len(rule.equal), default=None)
        order = [value for _to, value in best.equal] if best else list(labels)
        texts = [labels.get(name, "") for name in order]
        if best is None or len(set(texts)) < max(2, len(labels)) or not all(texts):
            raise UnreadableError(_("fewer than two items to order, or two that are the same"))
        return Order(id="", **self._common, entries=tuple(texts))

    def _number(self) -> Item:
        answers = [one for rule in self._rules if (one := self._number_of(rule)) is not None]
        return number(self._common, answers, self._texts.change)

    def _number_of(self, rule: ScoreRule) -> WeightedAnswer | None:
        if rule.score is None or rule.score <= 0:
            return None
        feedback = joined(
            self._feedback.get(link, "") for link in rule.links if "correct" not in link
        )
        middle = decimal_of(rule.equal[0][1]) if rule.equal else None
        if rule.low is None or rule.high is None:
            return WeightedAnswer(str(middle), 100.0, feedback) if middle is not None else None
        if middle is None or middle - rule.low != rule.high - middle:
            middle = (rule.low + rule.high) / 2
        return WeightedAnswer(str(middle), 100.0, feedback, abs(rule.high - middle))

    def _calculated(self, html: str) -> Item:
        """Read Canvas's formula question with the first set of its numbers."""
        found = next((one for one in self._item.walk() if one.name == "calculated"), None)
        chosen = found.first("var_sets", "var_set") if found is not None else None
        answer = decimal_of(chosen.text_at("answer")) if chosen is not None else None
        if found is None or chosen is None or answer is None:
            raise UnreadableError(_("calculated, and a letter has no numbers"))
        for one in chosen.all("var"):
            html = html.replace(f"[{one.get('name')}]", escape(one.text.strip()))
        self._common |= self._texts.stem(html)
        self._texts.change(_("calculated: with the first set of its numbers"))
        width = found.text_at("answer_tolerance")
        tolerance = decimal_of(width.rstrip("%")) or Decimal(0)
        if width.endswith("%"):
            tolerance = abs(answer) * tolerance / 100
        return number(
            self._common,
            [WeightedAnswer(str(answer), 100.0, "", abs(tolerance))],
            self._texts.change,
        )

    def _essay(self) -> Item:
        return essay(self._common)

    # Several responses

    def _blackboard_match(self, presentation: Element, answers: Element) -> Item:
        """Read Blackboard's pairs: the right sides stand apart, in the order of the options."""
        flows = [one for one in presentation.walk() if one.name == "flow"]
        asked = next((one for one in flows if one.get("class") == "QUESTION_BLOCK"), None)
        self._common |= self._texts.stem(html_of(asked) if asked is not None else "")
        rights = [self._texts.line(html_of(one)) for one in answers.all("flow")]
        pairs: list[tuple[str, str]] = []
        for flow in flows:
            response = flow.first("response_lid")
            if response is None:
                continue
            names = [one.get("ident") for one in response.walk() if one.name == "response_label"]
            earned = shares(self._rules, response.get("ident"))
            right = dict(zip(names, rights, strict=False)).get(max(earned, default=""), "")
            pairs.append((self._texts.line(stem_of(flow)), right))
        used = {right for _left, right in pairs}
        pairs += [("", right) for right in rights if right and right not in used]
        return match(self._common, pairs, self._texts.change)

    def _several(self, type_: str, presentation: Element, responses: list[Element]) -> Item:
        for one in presentation.walk():
            if one.get("class") == "RIGHT_MATCH_BLOCK":
                return self._blackboard_match(presentation, one)
        html = without_marks(stem_of(presentation))
        names = [one.get("ident").removeprefix("response_") for one in responses]
        if "matching" not in type_ and all(
            f"[{escape(name, quote=False)}]" in html for name in names
        ):
            for at, name in enumerate(names):
                html = html.replace(f"[{escape(name, quote=False)}]", gap_mark(at), 1)
            return self._gaps(html, responses, is_typed="blanks" in type_)
        if any(one.name != "response_lid" for one in responses):
            return self._gaps(stem_of(presentation, with_gaps=True), responses, is_typed=True)
        self._common |= self._texts.stem(html)
        pairs: list[tuple[str, str]] = []
        rights: dict[str, None] = {}
        for response in responses:
            labels = self._labels(response)
            earned = shares(self._rules, response.get("ident"))
            key = max(earned, key=lambda one: earned[one], default="")
            material = response.first("material")
            left = self._texts.line(html_of(material)) if material is not None else ""
            if not left or not labels.get(key):
                if left:  # Canvas keeps rows that were emptied
                    self._texts.change(_("a pair without its answer is left out"))
                continue
            pairs.append((left, labels[key]))
            rights |= dict.fromkeys(filter(None, labels.values()))
        used = {right for _left, right in pairs}
        pairs += [("", right) for right in rights if right not in used]
        return match(self._common, pairs, self._texts.change)

    def _gaps(self, html: str, responses: list[Element], *, is_typed: bool) -> Item:
        read = self._texts.stem(html)
        segments, order = at_marks(read.pop("stem"))
        if sorted(order) != list(range(len(responses))):
            raise UnreadableError(_("gaps in a place where no text can be"))
        gaps: list[Gap] = []
        for at in order:
            response = responses[at]
            earned = shares(self._rules, response.get("ident"))
            labels = self._labels(response) if response.name == "response_lid" else {}
            if not labels:
                answers = [
                    WeightedAnswer(" ".join(value.split()), float(share))
                    for value, share in _to_full(earned).items()
                ]
            elif is_typed:  # Canvas accepts all that it lists
                answers = [WeightedAnswer(text, 100.0) for text in labels.values() if text]
            else:
                answers = [
                    WeightedAnswer(text, 100.0 if earned.get(key, 0) > 0 else 0.0)
                    for key, text in labels.items()
                ]
            gaps.append(
                gap_of(
                    _literal(answers), self._texts.change, is_picked=bool(labels) and not is_typed
                )
            )
        if any(self._feedback_to(value) for rule in self._rules for _to, value in rule.equal):
            self._texts.change(_("feedback in gaps is left out"))
        return cloze(self._common | read, segments, gaps)


def _literal(answers: list[WeightedAnswer]) -> list[WeightedAnswer]:
    """Return answers in which a star is itself."""
    import msgspec

    return [
        msgspec.structs.replace(one, text=one.text.replace("*", "\\*")) if "*" in one.text else one
        for one in answers
    ]


def _to_full(shares: dict[str, Decimal]) -> dict[str, Decimal]:
    """Return what answers earn so that the best one earns a hundred."""
    most = max(shares.values(), default=Decimal(0))
    if most <= 0:
        return shares
    return {value: share * 100 / most for value, share in shares.items()}


def metadata(item: Element) -> dict[str, str]:
    """Return what the metadata of an item say, by their labels in small letters."""
    found: dict[str, str] = {}
    for place in item.all("itemmetadata", "qtimetadata"):
        for one in place.walk():
            if one.name == "qtimetadatafield":
                found[one.text_at("fieldlabel").lower()] = one.text_at("fieldentry")
            elif one.name.startswith(("bbmd_", "qmd_")):
                found[one.name] = one.text.strip()
    return found


def kind_of(fields: dict[str, str]) -> str:
    """Return what an item calls its kind, in small letters; empty if it does not say."""
    names = ("question_type", "cc_profile", "bbmd_questiontype", "qmd_itemtype")
    return next((fields[name].lower() for name in names if fields.get(name)), "")


# Texts as HTML


def html_of(element: Element) -> str:
    """Return the texts of an element as HTML."""
    out: list[str] = []
    _write(element, out, lambda _response: "")
    return "".join(out).strip()


def stem_of(presentation: Element, *, with_gaps: bool = False) -> str:
    """Return what an item asks as HTML, without its options.

    Args:
        presentation: Of the item.
        with_gaps: Whether each response leaves a gap where it stands.
    """
    count = 0

    def gap(_response: Element) -> str:
        nonlocal count
        count += 1
        return gap_mark(count - 1) if with_gaps else ""

    out: list[str] = []
    _write(presentation, out, gap)
    return "".join(out).strip()


def _write(element: Element, out: list[str], gap: Callable[[Element], str]) -> None:
    for one in element.children:
        if one.name in _RESPONSES:
            out.append(gap(one))
        elif one.name in ("mattext", "mat_formattedtext", "matemtext"):
            out.append(_text(one))
        elif one.name == "matimage":
            source = one.get("uri")
            out.append(f'<img src="{escape(source)}" alt="">' if source else "")
        elif one.name == "matbreak":
            out.append("<br>")
        elif one.name in ("material", "flow_mat", "flow"):
            before = len(out)
            _write(one, out, gap)
            if one.name != "material" and len(out) > before:
                out.append("<br>")
        else:
            _write(one, out, gap)


def _text(element: Element) -> str:
    text = element.text
    type_ = element.get("texttype") or element.get("type")
    if element.children:
        return element.markup()
    is_html = "html" in type_.lower() or "</" in text
    return text if is_html else escape(text, quote=False).strip()
