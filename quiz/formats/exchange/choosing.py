"""Questions with options, as nearly every format has them: one right, several right, or none."""

from collections.abc import Sequence
from typing import Any

from quiz.formats.exchange.collecting import Collector, without_twins
from quiz.items import Item, MultipleChoice, Option, SingleChoice, TrueFalse
from quiz.translation import _

TRUE_WORDS = frozenset({"true", "wahr", "richtig", "vero", "vrai", "verdadero", "t", "yes"})
FALSE_WORDS = frozenset({"false", "falsch", "falso", "faux", "f", "no"})


def choice_of(
    collector: Collector,
    where: str,
    stem: str,
    options: Sequence[Option],
    keys: Sequence[int],
    *,
    is_several: bool = False,
    **more: Any,
) -> Item | None:
    """Return a question with options; None where it cannot be one, which is then named.

    Args:
        collector: Takes note of what cannot be, and of options that are the same.
        where: The question's place in the source.
        stem: What is asked, Markdown.
        options: In the order of the source.
        keys: Indices of the right ones.
        is_several: Whether several may be chosen though one alone is right.
        **more: More keys of the question.
    """
    texts = [option.text for option in options]
    stays, right = without_twins(texts, keys)
    stays = [at for at in stays if texts[at].strip()]
    right = tuple(at for at in right if at < len(stays))
    if not keys or not right:
        collector.skip(where, _("no option is marked right"))
        return None
    if len(stays) < 2:
        collector.skip(where, _("fewer than two options"))
        return None
    if len(stays) < len(options):
        collector.change(where, _("options that are the same, or empty, are left out"))
    kept = tuple(options[at] for at in stays)
    words = [option.text.casefold().strip(" .") for option in kept]
    is_bare = not any(option.feedback for option in kept)
    is_pair = len(kept) == 2 and len(right) == 1 and is_bare and not is_several
    if is_pair and set(words) in _PAIRS:
        return TrueFalse(id="", stem=stem, key=words[right[0]] in TRUE_WORDS, **more)
    if len(right) == 1 and not is_several:
        return SingleChoice(id="", stem=stem, options=kept, key=right[0], **more)
    are_all_right = len(right) == len(kept)
    if are_all_right:
        collector.change(where, _("every option is right"))
    shuffle = not are_all_right and more.pop("shuffle", True)  # else there is no list of wrong ones
    return MultipleChoice(id="", stem=stem, options=kept, keys=right, shuffle=shuffle, **more)


_PAIRS = [
    {"true", "false"}, {"wahr", "falsch"}, {"richtig", "falsch"}, {"vero", "falso"},
    {"vrai", "faux"}, {"verdadero", "falso"}, {"t", "f"},
]  # fmt: skip
"""Options that make a question one of true and false; `yes` and `no` do not."""
