"""Questions for offices, ages, members, short forms and demands."""

from collections.abc import Iterator
from decimal import Decimal

from quiz.drafting.asking.making import (
    LEAST_WRONG,
    MOST_WRONG,
    DraftedQuestion,
    QuestionMaker,
)
from quiz.drafting.clauses import fragment
from quiz.drafting.facts import (
    Age,
    Demand,
    Members,
    Office,
    ShortForm,
)
from quiz.drafting.names import Sort
from quiz.items import (
    Flashcard,
    Item,
    MultipleChoice,
    Number,
    Option,
    ShortText,
    TextList,
)

_LEAST_OF_ROW = 2
"""Words that stand beside the names of a row that is asked for."""


class GroupQuestions(QuestionMaker):
    """Asks what somebody is, and what belongs together."""

    def office(self, office: Office) -> Iterator[DraftedQuestion]:
        """Yield who holds an office, and which office somebody holds."""
        sort = "office"
        role = self._subject_form(office)
        if not role:
            return
        draft_id = self._make.id(office.sentence, sort, office.name)
        name = office.name
        others = [
            other.role
            for other in self._reading.offices
            if other.name != name and other.is_membership == office.is_membership
        ]
        others = [one for one in others if not _overlap(one, role)]
        key = "belongs" if office.is_membership else "office_held"
        held = self._make.base(draft_id, office.sentence, sort, self._stems[key].format(name=name))
        asked = self._stems["member_of" if office.is_membership else "office"].format(role=role)
        who_is = self._make.base(draft_id, office.sentence, sort, asked)
        people = [
            rival
            for rival in self._make.rivals(Sort.PERSON, office.sentence, (name,))
            if not any(o.name == rival and _overlap(o.role, role) for o in self._reading.offices)
        ]
        is_one = not any(
            other.name != name and _overlap(other.role, role) for other in self._reading.offices
        )
        forms = [
            *(
                (self._make.choice(who_is, name, people), ShortText(answer=name, **who_is))
                if is_one or office.is_membership
                else ()
            ),
            self._make.choice(held, role, others),
        ]
        if office.is_membership:
            forms.append(ShortText(answer=role, **held))
        if not any(forms):
            return  # somebody else holds such an office, and nothing tells them apart
        yield DraftedQuestion(
            id=draft_id,
            sort=sort,
            sentence=office.sentence,
            spans=office.spans,
            forms=tuple(form for form in forms if form is not None),
        )

    def _subject_form(self, office: Office) -> str:
        """Return an office or institution as the subject of a German question; empty if open."""
        if self._words.code != "de":
            return office.role
        words = office.role.split()
        if not office.is_membership:
            first = next((at for at, word in enumerate(words) if word[0].isupper()), 0)
            return " ".join(words[first:])
        if words[0].endswith("en") and len(words) > 1:
            heads = self._words.phrases.get("feminine_endings", ())
            if not any(words[1].lower().endswith(ending) for ending in heads):
                return ""
            words[0] = words[0][:-1]
        return " ".join(words)

    def age(self, age: Age) -> DraftedQuestion:
        """Return how old somebody is."""
        draft_id = self._make.id(age.sentence, "age", age.name)
        base = self._make.base(
            draft_id, age.sentence, "figure", self._stems["age"].format(name=age.name)
        )
        item = Number(answer=Decimal(age.years), **base)
        return DraftedQuestion(
            id=draft_id, sort="figure", sentence=age.sentence, spans=age.spans, forms=(item,)
        )

    def members(self, group: Members) -> Iterator[DraftedQuestion]:
        """Yield what belongs to something, or stands in a row."""
        sort = "members"
        draft_id = self._make.id(group.sentence, sort, group.head or group.names[0])
        sorts = {self._names.sort(name) for name in group.names}
        countries = sorts == {Sort.COUNTRY}
        found = None
        if group.is_row:
            sentence = self._article.sentences[group.sentence]
            found = fragment(sentence, group.spans[0], self._words, least=_LEAST_OF_ROW)
            if found is None:
                return
            key = "countries" if countries else "names"
        elif group.is_named:
            key = "members_countries" if countries else "members"
        else:
            key = "named_countries" if countries else "named"
        if found is not None:
            stem = self._make.missing(key, found)
        else:
            stem = self._stems[key].format(head=group.head)
        base = self._make.base(draft_id, group.sentence, sort, stem)
        wrong: list[str] = []
        if len(sorts) == 1 and Sort.OTHER not in sorts:
            wrong = self._make.rivals(sorts.pop(), group.sentence, group.names)[:MOST_WRONG]
        forms: list[Item] = []
        names = tuple(self._names.full(name) for name in group.names)
        if len(wrong) >= LEAST_WRONG:
            options = tuple(Option(text) for text in (*names, *wrong))
            forms.append(MultipleChoice(options=options, keys=tuple(range(len(names))), **base))
        forms.append(
            TextList(entries=tuple((name, *self._names.aliases(name)) for name in names), **base)
        )
        yield DraftedQuestion(
            id=draft_id,
            sort=sort,
            sentence=group.sentence,
            spans=group.spans,
            forms=tuple(forms),
        )

    def short_form(self, short: ShortForm) -> DraftedQuestion:
        """Return what a short form stands for, or the short form of a name."""
        draft_id = self._make.id(short.sentence, "short-form", short.short)
        stands = self._stems["expansion"].format(acronym=short.short)
        asked = self._stems["abbreviation"].format(name=short.long)
        abbreviation = ShortText(
            answer=short.short,
            **self._make.base(draft_id, short.sentence, "name", asked),
        )
        forms: tuple[Item, ...] = (abbreviation,)
        if short.is_exact:
            base = self._make.base(draft_id, short.sentence, "name", stands)
            others = [o.long for o in self._reading.short_forms if o.short != short.short]
            choice = self._make.choice(base, short.long, others)
            typed = ShortText(answer=short.long, **base)
            forms = tuple(form for form in (choice, typed, abbreviation) if form is not None)
        return DraftedQuestion(
            id=draft_id, sort="name", sentence=short.sentence, spans=short.spans, forms=forms
        )

    def demand(self, demand: Demand) -> Iterator[DraftedQuestion]:
        """Yield what is asked of somebody, or what some agreed to do."""
        articles = self._words.words["articles"]
        is_noun = (
            demand.whom.split()[0].lower() in articles
            and len(demand.whom.split()) == 3
            and (self._words.code == "en" and demand.whom.split()[0] != "the")
        )
        name = "agreement" if demand.is_agreed else "demand_noun" if is_noun else "demand"
        stem = self._stems[name].format(whom=demand.whom)
        for pair in self._words.phrases.get("contractions", ()):
            apart, joined = pair.split("=")
            stem = stem.replace(f" {apart} ", f" {joined} ")
        draft_id = self._make.id(demand.sentence, "demand", demand.whom)
        base = self._make.base(draft_id, demand.sentence, "demand", stem)
        others = [one.what for one in self._reading.demands if one.whom != demand.whom]
        forms: list[Item | None] = [
            self._make.choice(base, demand.what, others),
            Flashcard(back=demand.what, **base),
        ]
        yield DraftedQuestion(
            id=draft_id,
            sort="demand",
            sentence=demand.sentence,
            spans=demand.spans,
            forms=tuple(form for form in forms if form is not None),
        )


def _overlap(one: str, other: str) -> bool:
    """Return whether one text is within the other, or they begin with the same two words."""
    first, second = one.lower(), other.lower()
    return first in second or second in first
