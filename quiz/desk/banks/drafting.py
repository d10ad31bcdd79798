"""Going over the drafts of an article: decisions, kept on disk, and the bank they make."""

from collections.abc import Callable, Sequence
from hashlib import blake2s
from pathlib import Path

import msgspec

from quiz.desk.banks.articles import ArticleRead, with_distinct_ids
from quiz.drafting.article import Sentence
from quiz.drafting.asking.making import DraftedQuestion
from quiz.drafting.drafts import drafts_of
from quiz.drafting.facts import Reading
from quiz.drafting.slips import Slip, slips_of
from quiz.errors import Problem, QuizError, reason_of
from quiz.formats import yaml_bank
from quiz.formats.exchange.collecting import ident
from quiz.formats.yaml_bank import splice
from quiz.formats.yaml_bank.writer import question
from quiz.items import Bank, Item, MultipleChoice, Option, SingleChoice
from quiz.library.files import read
from quiz.library.writing import replace_bank, write_new, write_whole
from quiz.lint.checking import check_bank
from quiz.translation import _

KEPT, DROPPED = "kept", "dropped"
_OWN = "own-"
"""Begins the ids of questions that were written by hand."""
_MOST_UNDONE = 500


class Decision(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was decided about one draft."""

    state: str = ""
    """`kept`, `dropped`, or empty while it is open."""
    form: int = 0
    """Which of its wordings and kinds is shown."""
    speaker: str = ""
    """Who was chosen where the text leaves that open."""
    text: str = ""
    """The question as YAML, if it was edited."""
    both: bool = False
    """Whether the recalled form is kept beside the recognised one."""


class _Kept(msgspec.Struct, kw_only=True, omit_defaults=True):
    """The file of an article's decisions."""

    decisions: dict[str, Decision] = {}
    own: dict[str, tuple[int, str]] = {}
    """Questions written by hand: the sentence of each, and its YAML."""
    written: list[str] = []
    """Ids of questions that were written to the bank."""
    at: str = ""
    """The draft that was looked at last."""


class DraftProgress(msgspec.Struct, frozen=True, kw_only=True):
    """How far somebody is."""

    kept: int
    """Drafts kept, and questions written by hand."""
    dropped: int
    """Drafts dropped."""
    left: int
    """Drafts that nobody decided about."""
    edited: int
    """Kept ones that were edited."""

    @property
    def total(self) -> int:
        """All of them."""
        return self.kept + self.dropped + self.left


class Drafting:
    """The drafts of one article, and what is decided about them."""

    def __init__(
        self,
        source: ArticleRead,
        folder: Path,
        target: Path,
        progress: Callable[[float], None] = lambda _share: None,
    ) -> None:
        """Draft, and take up what was decided before.

        Args:
            source: The article.
            folder: Where decisions are kept.
            target: The bank that is written.
            progress: Is told now and then what share of the text was read.
        """
        self.source = source
        self.article = source.article
        self.target = target
        reading, self._asker, self.drafts = drafts_of(source.article, progress)
        self.reading: Reading = reading
        """What the article states."""
        self.slips: list[Slip] = slips_of(reading)
        """What looks like a slip in it."""
        key = "\n".join(source.article.paragraphs) + str(target.absolute())
        digest = blake2s(key.encode("utf-8", "replace"), digest_size=12).hexdigest()
        self._path = folder / f"{digest}.json"
        self._kept = self._read()
        self._undo: list[_Kept] = []
        self._findings: dict[str, tuple[Problem, ...]] = {}
        self.drafts += [self._own(name, *found) for name, found in self._kept.own.items()]
        self.drafts.sort(key=lambda draft: (draft.sentence, draft.id.startswith(_OWN)))

    def _read(self) -> _Kept:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=_Kept)
        except (OSError, msgspec.MsgspecError, ValueError):
            return _Kept()

    def _save(self) -> None:
        """Keep what was decided.

        Raises:
            QuizError: It cannot be written.
        """
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._path, msgspec.json.encode(self._kept))
        except OSError as error:
            raise QuizError(f"{self._path}: {reason_of(error)}") from error

    def _change(self, name: str, decision: Decision) -> None:
        self._remember()
        self._kept.decisions[name] = decision
        self._kept.at = name
        self._save()

    def _remember(self) -> None:
        copy = msgspec.json.decode(msgspec.json.encode(self._kept), type=_Kept)
        self._undo = [*self._undo[-_MOST_UNDONE:], copy]

    # What there is

    @property
    def was_begun(self) -> bool:
        """Whether something was decided before."""
        return bool(self._kept.decisions or self._kept.own)

    @property
    def first(self) -> int:
        """The index of the first draft that nobody decided about; else of the last one."""
        open_ones = [at for at, draft in enumerate(self.drafts) if not self.decision(draft).state]
        return open_ones[0] if open_ones else max(0, len(self.drafts) - 1)

    def decision(self, draft: DraftedQuestion) -> Decision:
        """Return what was decided about a draft."""
        return self._kept.decisions.get(draft.id, Decision())

    def progress(self) -> DraftProgress:
        """Return how far one is."""
        states = [self.decision(draft) for draft in self.drafts]
        return DraftProgress(
            kept=sum(one.state == KEPT for one in states),
            dropped=sum(one.state == DROPPED for one in states),
            left=sum(not one.state for one in states),
            edited=sum(one.state == KEPT and bool(one.text) for one in states),
        )

    def by_paragraph(self) -> list[tuple[int, int]]:
        """Return of each paragraph how many drafts are kept, and how many there are."""
        found = [[0, 0] for _paragraph in self.article.paragraphs]
        for draft in self.drafts:
            paragraph = self.sentence(draft).paragraph - 1
            found[paragraph][1] += 1
            found[paragraph][0] += self.decision(draft).state == KEPT
        return [(kept, count) for kept, count in found]

    def by_sort(self) -> list[tuple[str, int, int]]:
        """Return of each kind of fact how many drafts are kept, and how many there are."""
        found: dict[str, list[int]] = {}
        for draft in self.drafts:
            counts = found.setdefault(draft.sort, [0, 0])
            counts[1] += 1
            counts[0] += self.decision(draft).state == KEPT
        return [(sort, kept, count) for sort, (kept, count) in found.items()]

    def unasked(self) -> list[Sentence]:
        """Return the sentences that no kept question is about."""
        asked = {draft.sentence for draft in self.drafts if self.decision(draft).state == KEPT}
        return [one for one in self.article.sentences if one.index not in asked]

    def sentence(self, draft: DraftedQuestion) -> Sentence:
        """Return the sentence that a draft is from."""
        return self.article.sentences[draft.sentence]

    def is_open(self, draft: DraftedQuestion) -> bool:
        """Return whether somebody must choose the speaker first."""
        decision = self.decision(draft)
        return not (draft.forms or decision.speaker or decision.text)

    def forms(self, draft: DraftedQuestion) -> tuple[Item, ...]:
        """Return the wordings and kinds of a draft; none while it is open."""
        decision = self.decision(draft)
        if decision.text:
            item = self._item(decision.text)
            return (item,) if item is not None else draft.forms
        if not draft.forms and decision.speaker:
            return self._asker.chosen(draft, decision.speaker).forms
        return draft.forms

    def item(self, draft: DraftedQuestion) -> Item | None:
        """Return the question as it stands now; None while it is open."""
        forms = self.forms(draft)
        return forms[self.decision(draft).form % len(forms)] if forms else None

    def findings(self, draft: DraftedQuestion) -> tuple[Problem, ...]:
        """Return what the checker finds in a question, beside what every draft lacks."""
        item = self.item(draft)
        if item is None:
            return ()
        text = self.text(draft)
        if text not in self._findings:
            bank = msgspec.structs.replace(self.bank_of(()), items=(self._seen(item),))
            checked = check_bank(yaml_bank.encode(bank).data, source="draft")
            self._findings[text] = tuple(
                one for one in checked.findings if one.rule not in ("no-explain", "no-tags")
            )
        return self._findings[text]

    def slips_in(self, draft: DraftedQuestion) -> list[Slip]:
        """Return what looks like a slip in the sentence of a draft."""
        return [slip for slip in self.slips if slip.sentence == draft.sentence]

    def text(self, draft: DraftedQuestion) -> str:
        """Return a question as it would stand in the bank."""
        item = self.item(draft)
        return question(self._seen(item), self.bank_of(())) if item is not None else ""

    # What is decided

    def keep(self, draft: DraftedQuestion, *, both: bool = False) -> None:
        """Keep a draft; with `both`, the question to be recalled beside the one to be picked.

        Raises:
            QuizError: Its speaker must be chosen first, or the decision cannot be saved.
        """
        if self.is_open(draft):
            raise QuizError(_("choose the speaker first, by number"))
        self._change(draft.id, _with(self.decision(draft), state=KEPT, both=both))

    def drop(self, draft: DraftedQuestion) -> None:
        """Drop a draft."""
        self._change(draft.id, _with(self.decision(draft), state=DROPPED))

    def another(self, draft: DraftedQuestion) -> bool:
        """Show the next wording of the same kind; returns whether there is another."""
        return self._turned(draft, is_kind=False)

    def other_kind(self, draft: DraftedQuestion) -> bool:
        """Show the question as the next kind; returns whether there is another."""
        return self._turned(draft, is_kind=True)

    def _turned(self, draft: DraftedQuestion, *, is_kind: bool) -> bool:
        forms = self.forms(draft)
        if len(forms) < 2:
            return False
        at = self.decision(draft).form % len(forms)
        for step in range(1, len(forms)):
            other = (at + step) % len(forms)
            if (forms[other].kind != forms[at].kind) == is_kind:
                self._change(draft.id, _with(self.decision(draft), form=other))
                return True
        return False

    def choose(self, draft: DraftedQuestion, number: int) -> bool:
        """Choose the speaker of an open draft by number, from 1; returns whether there is one."""
        if draft.forms or not 1 <= number <= len(draft.candidates):
            return False
        name = draft.candidates[number - 1]
        self._change(draft.id, _with(self.decision(draft), speaker=name, form=0, text=""))
        return True

    def swap(self, draft: DraftedQuestion) -> bool:
        """Swap the first wrong option for another name of the text; returns whether it did."""
        item = self.item(draft)
        if not isinstance(item, SingleChoice | MultipleChoice):
            return False
        right = item.keys
        shown = [option.text for option in item.options]
        names = self.reading.names
        sort = names.sort(shown[right[0]])
        here = self.sentence(draft).text
        others = [
            name
            for name in names.counted(sort)
            if name not in shown and name.split()[-1] not in here
        ]
        wrong = [at for at in range(len(shown)) if at not in right]
        if not others or not wrong:
            return False
        options = [*item.options]
        del options[wrong[0]]
        # The next wrong option goes first the next time, and the new one comes last.
        used = self._swapped(draft)
        fresh = next((name for name in others if name not in used), others[0])
        options.append(Option(fresh))
        changed = msgspec.structs.replace(item, options=tuple(options))
        self._change(draft.id, _with(self.decision(draft), text=self._as_text(changed)))
        return True

    def _swapped(self, draft: DraftedQuestion) -> set[str]:
        """Return the options that a draft had before one was swapped."""
        return {option.text for form in draft.forms for option in getattr(form, "options", ())}

    def edit(self, draft: DraftedQuestion, text: str) -> tuple[Problem, ...]:
        """Take a question as it was edited; returns what is wrong with it, if anything.

        Args:
            draft: The draft.
            text: The question as an entry of a bank's list, in YAML.
        """
        problems, item = self._decoded(text)
        if item is None:
            return problems
        self._change(draft.id, _with(self.decision(draft), text=self._as_text(item), form=0))
        return ()

    def write(self, sentence: Sentence, text: str) -> tuple[Problem, ...]:
        """Take a question that was written on a sentence; returns what is wrong with it."""
        problems, item = self._decoded(text)
        if item is None:
            return problems
        self._remember()
        number = 1
        while f"{_OWN}{number}" in self._kept.own:
            number += 1
        name = f"{_OWN}{number}"
        self._kept.own[name] = sentence.index, self._as_text(item)
        self._kept.decisions[name] = Decision(state=KEPT, text=self._as_text(item))
        self.drafts.append(self._own(name, sentence.index, text))
        self.drafts.sort(key=lambda draft: (draft.sentence, draft.id.startswith(_OWN)))
        self._save()
        return ()

    def begun_question(self, sentence: Sentence) -> str:
        """Return what a question on a sentence begins with, as YAML."""
        source = self.article.vocabulary.stems["source"].format(n=sentence.paragraph)
        return f"- question: \n  answer: \n  source: {source}\n"

    def undo(self) -> str:
        """Undo the last decision; returns the id of its draft, empty if there is none."""
        if not self._undo:
            return ""
        at = self._kept.at
        written = self._kept.written
        self._kept = self._undo.pop()
        self._kept.written = written
        self.drafts = [
            one for one in self.drafts if not one.id.startswith(_OWN) or one.id in self._kept.own
        ]
        self._save()
        return at

    # The bank

    def bank_of(self, items: Sequence[Item]) -> Bank:
        """Return a bank with some questions."""
        title = self.article.title or self.source.name
        stem = self.target.name.rsplit(".", 1)[0]
        return Bank(
            id=ident(stem) or "drafts",
            title=title,
            language=self.article.language,
            source=self.source.address or self.source.name,
            reading=self.source.address,
            items=tuple(items),
        )

    def kept_items(self) -> list[Item]:
        """Return the questions that were kept, in the order of the text."""
        found: list[Item] = []
        for draft in self.drafts:
            decision, item = self.decision(draft), self.item(draft)
            if decision.state != KEPT or item is None:
                continue
            found.append(self._seen(item))
            if decision.both:
                found += self._recalled(draft, item)
        return found

    def _recalled(self, draft: DraftedQuestion, item: Item) -> list[Item]:
        """Return the form that wants the answer typed, beside the one to be picked."""
        for form in self.forms(draft):
            if form.kind in ("text", "list", "number", "date") and form.kind != item.kind:
                return [msgspec.structs.replace(self._seen(form), id=f"{item.id}-recall")]
        return []

    def write_bank(self) -> int:
        """Write the kept questions to the bank; returns how many were added.

        What stands in the bank already stays as it is.

        Raises:
            QuizError: The file cannot be written, or is no valid bank.
        """
        items = [item for item in self.kept_items() if item.id not in self._kept.written]
        if self.target.exists():
            self._append(items)
        elif items:
            write_new(self.target, yaml_bank.encode(self.bank_of(with_distinct_ids(items))).data)
        self._kept.written += [item.id for item in items]
        self._save()
        return len(items)

    def _append(self, items: Sequence[Item]) -> None:
        source = str(self.target)
        was = read(self.target)
        now = was
        bank = yaml_bank.decode(was, source=source).sound_bank()
        taken = {item.id for item in bank.items}
        for item in items:
            name, number = item.id, 2
            while name in taken:
                name, number = f"{item.id}-{number}", number + 1
            taken.add(name)
            named = msgspec.structs.replace(item, id=name)
            now = splice.appended(now, named, source=source)
        if now != was:
            replace_bank(self.target, was=was, now=now)

    # Texts and items

    def _seen(self, item: Item) -> Item:
        """Return a question as one that somebody looked at."""
        return msgspec.structs.replace(item, is_draft=False)

    def _as_text(self, item: Item) -> str:
        return question(self._seen(item), self.bank_of(()))

    def _item(self, text: str) -> Item | None:
        return self._decoded(text)[1]

    def _decoded(self, text: str) -> tuple[tuple[Problem, ...], Item | None]:
        """Return what is wrong with a question in YAML, or the question."""
        body = "\n".join(f"  {line}".rstrip() for line in text.strip("\n").split("\n"))
        head = f"title: Drafts\nlanguage: {self.article.language}\nquestions:\n"
        decoded = yaml_bank.decode((head + body + "\n").encode("utf-8", "replace"), source="draft")
        faults = tuple(one for one in decoded.problems if one.level == "error")
        if decoded.bank is None or len(decoded.bank.items) != 1 or faults:
            if not faults and decoded.bank is not None and decoded.bank.items:
                raise QuizError(_("write one question at a time"))
            return faults or tuple(decoded.problems), None
        return (), decoded.bank.items[0]

    def _own(self, name: str, sentence: int, text: str) -> DraftedQuestion:
        item = self._item(text)
        forms = (item,) if item is not None else ()
        return DraftedQuestion(id=name, sort="own", sentence=sentence, spans=(), forms=forms)


def _with(decision: Decision, **changes: object) -> Decision:
    return msgspec.structs.replace(decision, **changes)
