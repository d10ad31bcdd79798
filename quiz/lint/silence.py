"""Findings that the author does not want to hear of: `# quiz: ignore RULE`."""

import re
from collections.abc import Iterable, Sequence

from quiz.cells import clip
from quiz.errors import Location, Problem
from quiz.lint.text import file_lines
from quiz.translation import _

_COMMENT = re.compile(r"(?:^|\s)#\s*quiz:\s*ignore\b[ \t:]*([^#\r\n]*)")
_TOP = re.compile(r"questions[ \t]*:")


class Silence:
    """The rules that a file silences, and where."""

    def __init__(self, text: str, source: str) -> None:
        """Read the comments of a file.

        A comment behind something speaks of its line; one on a line of its own of the next line
        that holds something, or of the whole bank if it stands above `questions:`.
        """
        self.named: list[tuple[str, Location]] = []
        """Every rule that is named, and where."""
        self._of_bank: set[str] = set()
        self._of_line: dict[int, set[str]] = {}
        if "quiz:" not in text:
            return
        is_head, waiting = True, set[str]()
        for number, line in enumerate(file_lines(text), 1):
            is_head = is_head and not _TOP.match(line)
            found = _COMMENT.search(line)
            rules = re.split(r"[,\s]+", found.group(1).strip()) if found else []
            rules = [rule for rule in rules if rule]
            if found:
                place = Location(source, number, found.start(1) + 1)
                self.named += [(rule, place) for rule in rules]
            if line.lstrip().startswith("#"):
                (self._of_bank if is_head else waiting).update(rules)
            elif line.strip():
                self._of_line.setdefault(number, set()).update(rules, waiting)
                waiting.clear()

    def heard(self, problems: Iterable[Problem], starts: Sequence[int]) -> list[Problem]:
        """Return the weaknesses that are not silenced.

        Args:
            problems: All that were found.
            starts: The lines in which questions begin, ascending: a comment there speaks of the
                whole question.
        """
        from bisect import bisect_right

        if not self.named:
            return list(problems)
        left = []
        for problem in problems:
            line = problem.where.line
            at = bisect_right(starts, line) - 1
            lines = {line, starts[at] if at >= 0 else line}
            rules = self._of_bank.union(*(self._of_line.get(one, ()) for one in lines))
            if problem.rule not in rules:
                left.append(problem)
        return left

    def unknown(self, rules: Iterable[str]) -> list[Problem]:
        """Return a warning for each name that is no rule's."""
        from difflib import get_close_matches

        rules = list(rules)
        found = []
        for name, place in self.named:
            if name not in rules:
                near = get_close_matches(name, rules, 1)
                fix = (
                    _("did you mean `{rule}`?").format(rule=near[0])
                    if near
                    else _("`quiz check --rules` lists them")
                )
                message = _("unknown rule {name!r}; {fix}")
                message = message.format(name=clip(name, 40), fix=fix)
                found.append(Problem(place, message, "warning"))
        return found
