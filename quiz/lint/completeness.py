"""What a question should have besides its answer."""

from collections.abc import Iterator, Sequence

from quiz.errors import Problem
from quiz.items import Essay, Flashcard
from quiz.lint.draft import Draft, DraftQuestion
from quiz.lint.phrases import RIGHT_WORDS
from quiz.lint.text import content_words, language_code, words
from quiz.translation import _, ngettext

_MOST_SINGLE = 5
"""Questions that lack the same up to which each has a finding of its own."""
_LEAST_IN_ALL = 3
"""Questions from which on one finding speaks for all."""


def no_explain(draft: Draft) -> Iterator[Problem]:
    """There is no explanation.

    A wrong answer teaches by feedback that says why; without it, students only see that they were
    wrong. Write one sentence that adds something: a reason, a date, what the wrong options were.
    Cards and essays need none: the back and the model answer explain.

    Bad:
        - question: In which city did the congress meet?
          answer: Vienna

    Good:
        - question: In which city did the congress meet?
          answer: Vienna
          explain: The emperor of Austria was the host, and paid for it for years.
    """
    asked = [q for q in draft.questions if not isinstance(q.item, Flashcard | Essay)]
    return _missing(
        draft,
        [q for q in asked if not q.item.explain],
        len(asked),
        _("no `explain`, so a wrong answer teaches nothing; add one sentence that says why"),
        _(
            "none of the {questions} has `explain`, so wrong answers teach nothing; "
            "add one sentence that says why to each"
        ),
    )


def unseen_draft(draft: Draft) -> Iterator[Problem]:
    """A drafted question was not looked at.

    `quiz draft` writes questions by rules, and rules err: what they drafted may be trivial, unclear
    or wrong. Compare the question with its source, fix it, and delete `draft: true`. No exam asks a
    question before.

    Bad:
        - question: In which city did the congress meet?
          answer: Vienna
          explain: Austria was the host.
          draft: true

    Good:
        - question: In which city did the congress meet?
          answer: Vienna
          explain: Austria was the host.
    """
    return _missing(
        draft,
        [q for q in draft.questions if q.item.is_draft],
        len(draft.questions),
        _("a draft that nobody has looked at; check it, then delete `draft: true`"),
        _(
            "none of the {questions} was looked at since it was drafted; "
            "check each, then delete its `draft: true`"
        ),
    )


def no_source(draft: Draft) -> Iterator[Problem]:
    """There is no source.

    Without a source, nobody can check a doubtful fact, or correct it when it changes. Add a
    `source` to the question, or once for the whole bank.

    Bad:
        title: The congress
        tags: [history]
        questions:
          - id: city
            question: In which city did the congress meet?
            answer: Vienna
            explain: Austria was the host.

    Good:
        title: The congress
        source: Adam Zamoyski, Rites of Peace (2007)
        tags: [history]
        questions:
          - id: city
            question: In which city did the congress meet?
            answer: Vienna
            explain: Austria was the host.
    """
    if draft.bank.source:
        return iter(())
    return _missing(
        draft,
        [q for q in draft.questions if not q.item.source],
        len(draft.questions),
        _("no `source`, so the fact can't be checked; add one here, or once for the whole bank"),
        _(
            "neither the bank nor any of its {questions} has a `source`, so the "
            "facts can't be checked; add one above `questions:`"
        ),
    )


def no_tags(draft: Draft) -> Iterator[Problem]:
    """The question has no topic.

    With `tags`, students choose what to practise and see which topics they are weak in. Add `tags`
    to the question, or once for the whole bank.

    Bad:
        title: The congress
        source: Adam Zamoyski, Rites of Peace (2007)
        questions:
          - id: city
            question: In which city did the congress meet?
            answer: Vienna
            explain: Austria was the host.

    Good:
        title: The congress
        source: Adam Zamoyski, Rites of Peace (2007)
        questions:
          - id: city
            question: In which city did the congress meet?
            answer: Vienna
            explain: Austria was the host.
            tags: [history]
    """
    return _missing(
        draft,
        [q for q in draft.questions if not q.item.tags],
        len(draft.questions),
        _(
            "no `tags`, so the question can't be chosen by topic; add some here, or "
            "once for the whole bank"
        ),
        _(
            "neither the bank nor any of its {questions} has `tags`, so none can be "
            "chosen by topic; add some above `questions:`"
        ),
    )


def _missing(
    draft: Draft, found: Sequence[DraftQuestion], count: int, single: str, every: str
) -> Iterator[Problem]:
    """Yield a finding for each question, or one for the bank where all lack something."""
    if len(found) == count and count >= _LEAST_IN_ALL:
        yield draft.weakness(every.format(questions=draft.counted(count)), "title")
        return
    if len(found) > _MOST_SINGLE:
        text = ngettext(
            "the same applies to {n} more question, the next in line {line}",
            "the same applies to {n} more questions, the next in line {line}",
            len(found) - 1,
        )
        more = text.format(n=len(found) - 1, line=found[1].line)
        yield found[0].weakness(f"{single} ({more})")
        return
    for question in found:
        yield question.weakness(single)


def no_id(draft: Draft) -> Iterator[Problem]:
    """A question has no id of its own.

    Its progress then depends on its text: if you correct a word, it can become another question,
    which is asked as a new one. `quiz check --fix` adds an `id` to every question that has none.
    (The examples on this page leave it out.)

    Bad:
        title: The congress
        source: Adam Zamoyski, Rites of Peace (2007)
        tags: [history]
        questions:
          - question: In which city did the congress meet?
            answer: Vienna
            explain: Austria was the host.

    Good:
        title: The congress
        source: Adam Zamoyski, Rites of Peace (2007)
        tags: [history]
        questions:
          - id: city
            question: In which city did the congress meet?
            answer: Vienna
            explain: Austria was the host.
    """
    found = [question for question in draft.questions if not question.item.has_written_id]
    if found:
        message = ngettext(
            "no `id`, so its progress depends on its text and is lost with an edit; "
            "`quiz check --fix` adds one",
            "{count} of {questions} have no `id`, so their progress depends on their "
            "text and is lost with an edit; `quiz check --fix` adds one to each",
            len(found),
        )
        total = draft.counted(len(draft.questions))
        yield found[0].weakness(message.format(count=len(found), questions=total))


def no_alt(draft: Draft) -> Iterator[Problem]:
    """A picture has no description.

    In a terminal that shows no pictures, and for anyone who can't see it, the question can't be
    answered. Describe under `alt` what the picture shows, without giving the answer away.

    Bad:
        - question: Which congress does this painting show?
          image: isabey.jpg
          answer: Congress of Vienna
          explain: Isabey painted the delegates in 1815.

    Good:
        - question: Which congress does this painting show?
          image: isabey.jpg
          alt: Twenty-three men in a hall, some at a table, one standing in front of it
          answer: Congress of Vienna
          explain: Isabey painted the delegates in 1815.
    """
    for question in draft.questions:
        if question.item.image and not question.item.alt:
            message = _(
                "no `alt`, so anyone who can't see the picture can't answer; "
                "describe what it shows without giving the answer away"
            )
            yield question.weakness(message, "image")


def empty_explain(draft: Draft) -> Iterator[Problem]:
    """The explanation adds nothing.

    The correct answer is shown anyway, and "because of it" is no reason. Say why it is correct, or
    add something that helps to remember it.

    Bad:
        - question: In which city did the congress meet?
          answer: Vienna
          explain: The right answer is Vienna.

    Good:
        - question: In which city did the congress meet?
          answer: Vienna
          explain: The emperor of Austria was the host, and paid for it for years.
    """
    code = language_code(draft)
    for question in draft.questions:
        item = question.item
        if not item.explain or isinstance(item, Flashcard | Essay) or len(item.explain) > 300:
            continue
        said = content_words(item.explain, code) - RIGHT_WORDS
        answer = frozenset(word for text in item.solution for word in words(text))
        answer |= frozenset(part for text in item.solution for part in content_words(text, code))
        if said <= answer and not any(sign in item.explain for sign in "`$=[<"):
            message = _(
                "`explain` only repeats the answer, which is shown anyway; say why "
                "it is correct, or what helps to remember it"
            )
            if answer.isdisjoint(words(item.explain)) and not said:
                message = _(
                    "`explain` says nothing; say why the answer is correct, or what "
                    "helps to remember it"
                )
            yield question.weakness(message, "explain")
