"""Options whose form gives the correct one away, or that are too few or too many.

Source: Haladyna, Downing and Rodriguez, "A review of multiple-choice item-writing guidelines for
classroom assessment", Applied Measurement in Education 15 (2002): keep the options about equal in
length and alike in grammar, avoid clues, write as many plausible distractors (wrong options) as you
can.
"""

from collections.abc import Iterator

from quiz.errors import Problem
from quiz.items import MultipleChoice, SingleChoice
from quiz.lint import phrases
from quiz.lint.draft import Draft
from quiz.lint.text import distractors, language_code, listed, said, shown, words
from quiz.translation import _, ngettext

_LEAST_LONGER = 12
"""Characters; below this no one sees the difference."""
_TIMES_LONGER = 1.5
_MOST_OPTIONS = 6
_LEAST_REPEATED = 4
"""Words that all options begin with."""


def longest_key(draft: Draft) -> Iterator[Problem]:
    """The correct option is the longest.

    Authors make the correct option exact, and therefore long, so students who don't know choose the
    longest. Shorten it, move details to `explain`, or make a wrong option as long.

    Bad:
        - question: What ended the Congress of Vienna?
          answer: The signing of its Final Act a few days before the battle of Waterloo
          wrong: [A war, A strike, A flood]
          explain: The Final Act was signed on 9 June 1815.

    Good:
        - question: What ended the Congress of Vienna?
          answer: Its Final Act
          wrong: [A new war, A strike of clerks, A flood]
          explain: The Final Act was signed on 9 June 1815.
    """
    for question, item in draft.of(SingleChoice):
        key = len(item.options[item.key].text)
        others = [len(o.text) for at, o in enumerate(item.options) if at != item.key]
        if key >= max(others) * _TIMES_LONGER and key - max(others) >= _LEAST_LONGER:
            message = _(
                "the correct option is by far the longest ({key} characters, the "
                "next {next}), which gives it away; shorten it, or make a wrong one "
                "as long"
            )
            yield question.weakness(message.format(key=key, next=max(others)), "answer")


def full_stop_key(draft: Draft) -> Iterator[Problem]:
    """Some options end with a full stop, and some without.

    A difference that means nothing still tells the right option from the others. End all options
    alike: sentences with a full stop, words and phrases without.

    Bad:
        - question: What did the Congress of Vienna restore?
          answer: The old dynasties of Europe.
          wrong: [The old Roman roads, The old Polish borders]
          explain: Its principle was legitimacy.

    Good:
        - question: What did the Congress of Vienna restore?
          answer: The old dynasties of Europe
          wrong: [The old Roman roads, The old Polish borders]
          explain: Its principle was legitimacy.
    """
    for question, item in draft.of(SingleChoice):
        key = item.options[item.key].text
        others = distractors(item)
        if len(others) < 2 or any("`" in text or "$" in text for text in (key, *others)):
            continue
        stops = [_ends_with_stop(text) for text in others]
        ends = [text.rstrip().endswith((".", "…", "。", "?", "!")) for text in (key, *others)]
        if _ends_with_stop(key) and not any(stops):
            message = _(
                "only the correct option ends with a full stop, which gives it away; "
                "end all options the same way"
            )
        elif not ends[0] and all(stops):
            message = _(
                "only the correct option doesn't end with a full stop, which gives "
                "it away; end all options the same way"
            )
        elif (any(stops) or _ends_with_stop(key)) and not all(ends):
            message = _(
                "some options end with a full stop and some don't, which gives away "
                "those that differ; end all options the same way"
            )
        else:
            continue
        yield question.weakness(message, "answer")


def _ends_with_stop(text: str) -> bool:
    """Return whether a text ends with a stop that is no abbreviation's."""
    text = text.rstrip()
    if text.endswith("。"):
        return True
    last = text.split(" ")[-1][:-1]
    return text.endswith(".") and len(last) > 3 and "." not in last


def key_qualified(draft: Draft) -> Iterator[Problem]:
    """Words such as "usually" or "always" give the correct option away.

    Authors make the correct option safe ("usually", "may") and the wrong ones absolute ("always",
    "never"), and experienced students know it. Use the word in all options or in none.

    Bad:
        - question: How did the great powers treat a small state after 1815?
          answer: They usually asked for its view.
          wrong: [They ignored its envoys., They doubled its taxes., They opened its borders.]
          explain: Small states were heard in committees.

    Good:
        - question: How did the great powers treat a small state after 1815?
          answer: They asked for its view.
          wrong: [They ignored its envoys., They doubled its taxes., They opened its borders.]
          explain: Small states were heard in committees.
    """
    code = language_code(draft)
    careful, bold = phrases.of(phrases.QUALIFIERS, code), phrases.of(phrases.ABSOLUTES, code)
    if not careful:
        return
    for question, item in draft.of(SingleChoice):
        key, others = item.options[item.key].text, distractors(item)
        if len(others) < 2 or phrases.FREQUENCY.found(item.stem):
            continue
        word = careful.found(said(key))
        if word and _is_qualifier(word, key) and not any(map(careful.found, others)):
            message = _(
                "only the correct option has a cautious word, '{word}', which gives "
                "it away; remove the word, or use one in a wrong option too"
            )
            if not careful.found(item.stem):
                yield question.weakness(message.format(word=word), "answer")
            continue
        found = [(text, bold.found(said(text))) for text in others if len(words(text)) > 2]
        sure = [word for _text, word in found if word]
        if len(sure) > 1 and len(sure) == len(others) and not bold.found(key):
            message = _(
                "only the wrong options are absolute ({words}), which gives the "
                "correct one away; remove these words, or use one in the correct "
                "option too"
            )
            yield question.weakness(message.format(words=listed(dict.fromkeys(sure))), "wrong")


def _is_qualifier(word: str, text: str) -> bool:
    """Return whether the word is not the month of May."""
    return word not in ("may", "might") or f" {word} " in f" {text} "


def few_distractors(draft: Draft) -> Iterator[Problem]:
    """There is only one wrong option.

    Half of all guesses are right. Add a second plausible wrong option; three options are enough. If
    only two answers are possible, write a statement with `answer: true` or `false`.

    Bad:
        - question: Who chaired the Congress of Vienna?
          answer: Metternich
          wrong: [Talleyrand]
          explain: As Austria's minister he was the host.

    Good:
        - question: Who chaired the Congress of Vienna?
          answer: Metternich
          wrong: [Talleyrand, Castlereagh]
          explain: As Austria's minister he was the host.
    """
    for question, item in draft.of(SingleChoice):
        if len(item.options) == 2:
            message = _(
                "only one wrong option, so half of all guesses are right; add "
                "another plausible one, or write a statement with `answer: true` or "
                "`false`"
            )
            yield question.weakness(message, "wrong")


def too_many_options(draft: Draft) -> Iterator[Problem]:
    """There are more than six options to choose one from.

    Reading them takes longer than knowing the answer, and hardly any author finds six plausible
    wrong ones: three or four options test just as well. Keep the most plausible ones, or have the
    answer typed.

    Bad:
        - question: In which city did the monarchs meet in 1814?
          answer: Vienna
          wrong: [Paris, Berlin, London, Madrid, Rome, Moscow, Prague]
          explain: Austria was the host.

    Good:
        - question: In which city did the monarchs meet in 1814?
          answer: Vienna
          wrong: [Paris, Berlin, London]
          explain: Austria was the host.
    """
    for question, item in draft.of(SingleChoice):
        if len(item.options) > _MOST_OPTIONS:
            message = ngettext(
                "{count} option takes longer to read than to know; keep the three or four most "
                "plausible ones",
                "{count} options take longer to read than to know; keep the three or four most "
                "plausible ones",
                len(item.options),
            )
            place = "choices" if question.has("choices") else "wrong"
            yield question.weakness(message.format(count=len(item.options)), place)


def repeated_start(draft: Draft) -> Iterator[Problem]:
    """All options begin with the same words.

    Students read them again with every option. Move them into the question.

    Bad:
        - question: What did the Final Act do?
          answer: It laid down that the German states form a confederation.
          wrong:
            - It laid down that the German states elect an emperor.
            - It laid down that the German states join Austria.
          explain: The German Confederation lasted until 1866.

    Good:
        - question: What did the Final Act lay down for the German states?
          answer: They form a confederation.
          wrong: [They elect an emperor., They join Austria at once.]
          explain: The German Confederation lasted until 1866.
    """
    for question, item in draft.of(SingleChoice, MultipleChoice):
        texts = [option.text for option in item.options]
        if len(texts) < 3 or any(sign in text for text in texts for sign in "`$={};"):
            continue
        start = _common_start([text.split() for text in texts])
        if len(start) >= _LEAST_REPEATED and all(len(text.split()) > len(start) for text in texts):
            message = ngettext(
                "all {count} option begins with '{start}'; move it into the question",
                "all {count} options begin with '{start}'; move it into the question",
                len(texts),
            )
            at = 0 if len(item.keys) > 1 else None
            filled = message.format(count=len(texts), start=shown(" ".join(start)))
            yield question.weakness(filled, "answer", at)


def _common_start(texts: list[list[str]]) -> list[str]:
    start = []
    for row in zip(*texts, strict=False):
        if len(set(row)) > 1:
            break
        start.append(row[0])
    return start
