"""What a question should have besides its answer."""

from collections.abc import Iterator, Sequence

from quiz.errors import Problem
from quiz.items import Essay, Flashcard
from quiz.lint.draft import Draft, Question
from quiz.lint.phrases import RIGHT_WORDS
from quiz.lint.text import content_words, tongue, words
from quiz.words import _, ngettext

_MOST_SINGLE = 5
"""Questions that lack the same up to which each has a finding of its own."""
_LEAST_IN_ALL = 3
"""Questions from which on one finding speaks for all."""


def no_explain(draft: Draft) -> Iterator[Problem]:
    """There is no explanation.

    Feedback that says why is what a wrong answer teaches by; without it the learner only sees that
    it was wrong. Write one sentence that adds something: a reason, a date, what the wrong options
    were. Cards and essays need none: their back and their model answer explain.

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
        _("there is no `explain`, so that a wrong answer teaches nothing; write one sentence why"),
        _(
            "none of the {questions} has `explain`, so that wrong answers teach nothing; "
            "write one sentence why for each"
        ),
    )


def no_source(draft: Draft) -> Iterator[Problem]:
    """Nothing says where the fact stands.

    Without a source nobody can check what is doubted, or correct it when it has changed. Write
    `source` at the question, or once for the whole bank.

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
        _(
            "there is no `source`, so that nobody can check the fact; write one here, or once for "
            "the bank"
        ),
        _(
            "neither the bank nor any of its {questions} has a `source`, so that nobody can "
            "check the facts; write one above `questions:`"
        ),
    )


def no_tags(draft: Draft) -> Iterator[Problem]:
    """The question has no topic.

    By `tags` learners choose what to practise, and see which topics they are weak in. Write `tags`
    at the question, or once for the whole bank.

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
            "there are no `tags`, so that the question cannot be chosen by its topic; write one "
            "here, or once for the bank"
        ),
        _(
            "neither the bank nor any of its {questions} has `tags`, so that none can be "
            "chosen by its topic; write them above `questions:`"
        ),
    )


def _missing(
    draft: Draft, found: Sequence[Question], count: int, single: str, every: str
) -> Iterator[Problem]:
    """Yield a finding for each question, or one for the bank where all lack something."""
    if len(found) == count and count >= _LEAST_IN_ALL:
        yield draft.weakness(every.format(questions=draft.counted(count)), "title")
        return
    if len(found) > _MOST_SINGLE:
        text = _("the same holds for {n} more questions, the next in line {line}")
        more = text.format(n=len(found) - 1, line=found[1].line)
        yield found[0].weakness(f"{single} ({more})")
        return
    for question in found:
        yield question.weakness(single)


def no_id(draft: Draft) -> Iterator[Problem]:
    """A question has no id of its own.

    Its progress then hangs on its text: whoever corrects a word makes another question of it, which
    is asked as a new one. `quiz check --fix` writes an `id` into every question that has none.
    (The examples of this page leave it out.)

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
            "the question has no `id`, so that its progress hangs on its text and is lost with "
            "an edit; `quiz check --fix` writes one",
            "{count} of {questions} have no `id`, so that their progress hangs on their "
            "text and is lost with an edit; `quiz check --fix` writes one into each",
            len(found),
        )
        total = draft.counted(len(draft.questions))
        yield found[0].weakness(message.format(count=len(found), questions=total))


def no_alt(draft: Draft) -> Iterator[Problem]:
    """A picture is not described.

    In a terminal that shows no pictures, and for whoever cannot see it, the question cannot be
    answered. Write under `alt` what the picture shows, without giving the answer away.

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
                "the picture has no `alt`, so that whoever cannot see it cannot answer; describe "
                "what it shows without giving the answer away"
            )
            yield question.weakness(message, "image")


def empty_explain(draft: Draft) -> Iterator[Problem]:
    """The explanation says nothing new.

    The right answer is shown anyway, and "because of it" is no reason. Say why it is right, or
    something that helps to remember it.

    Bad:
        - question: In which city did the congress meet?
          answer: Vienna
          explain: The right answer is Vienna.

    Good:
        - question: In which city did the congress meet?
          answer: Vienna
          explain: The emperor of Austria was the host, and paid for it for years.
    """
    code = tongue(draft)
    for question in draft.questions:
        item = question.item
        if not item.explain or isinstance(item, Flashcard | Essay) or len(item.explain) > 300:
            continue
        said = content_words(item.explain, code) - RIGHT_WORDS
        answer = frozenset(word for text in item.solution for word in words(text))
        answer |= frozenset(part for text in item.solution for part in content_words(text, code))
        if said <= answer and not any(sign in item.explain for sign in "`$=[<"):
            message = _(
                "`explain` only repeats the answer, which is shown anyway; say why it is right, or "
                "what helps to remember it"
            )
            if answer.isdisjoint(words(item.explain)) and not said:
                message = _(
                    "`explain` says nothing; say why the answer is right, or what helps to "
                    "remember it"
                )
            yield question.weakness(message, "explain")
