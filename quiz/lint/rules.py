"""The table of rules, by name; a rule's name is its function's, with hyphens."""

from collections.abc import Callable, Iterator

from quiz.errors import Problem
from quiz.lint import (
    alternatives,
    clues,
    completeness,
    form,
    gaps,
    language,
    notation,
    numbers,
    options,
    slips,
    stems,
    tasks,
    typed,
    whole_bank,
)
from quiz.lint.draft import Draft

Rule = Callable[[Draft], Iterator[Problem]]
"""Yields the weaknesses of a draft.

Its docstring is its page in `docs/rules.md` and its test: a line that names the weakness; why it
matters and what to do; an example after `Bad:` that this rule alone finds fault with, and one
after `Good:` that none does.
"""

_RULES: tuple[Rule, ...] = (
    stems.negative_stem,
    stems.unfocused_stem,
    stems.double_question,
    stems.long_stem,
    options.longest_key,
    options.full_stop_key,
    options.key_qualified,
    options.repeated_start,
    options.few_distractors,
    options.too_many_options,
    alternatives.all_of_the_above,
    alternatives.none_of_the_above,
    alternatives.overlapping_options,
    alternatives.same_options,
    alternatives.ungrammatical_options,
    clues.key_in_stem,
    clues.echoed_words,
    clues.hint_gives_away,
    clues.absolute_statement,
    clues.one_sided_statements,
    clues.key_position,
    typed.unaccepted_variants,
    typed.ambiguous_ending,
    typed.yes_no_text,
    typed.long_answer,
    typed.confusable,
    typed.forgiven_forms,
    notation.list_as_text,
    notation.curly_quotes,
    notation.lettered_options,
    notation.options_in_stem,
    slips.letters_as_options,
    slips.numbered_items,
    slips.comma_in_accept,
    slips.foreign_comma,
    slips.either_answer,
    slips.typed_as_text,
    slips.count_in_stem,
    slips.latex_brackets,
    slips.tags_by_capitals,
    numbers.no_unit,
    numbers.no_tolerance,
    numbers.year_as_number,
    numbers.finer_date,
    numbers.coarser_date,
    numbers.long_computed,
    gaps.sentence_gap,
    gaps.more_gaps_than_text,
    gaps.interchangeable_gaps,
    tasks.too_many_entries,
    tasks.last_pair_left,
    tasks.long_back,
    tasks.list_on_a_card,
    tasks.ambiguous_reverse,
    whole_bank.near_duplicates,
    whole_bank.same_question,
    whole_bank.answer_in_other_stem,
    completeness.unseen_draft,
    completeness.no_explain,
    completeness.empty_explain,
    completeness.no_source,
    completeness.no_tags,
    completeness.no_alt,
    completeness.no_id,
    language.language_mismatch,
    form.key_order,
    form.trailing_space,
    form.tab_in_value,
)

RULES: dict[str, Rule] = {rule.__name__.replace("_", "-"): rule for rule in _RULES}
"""Every rule, in the order of the documentation."""
