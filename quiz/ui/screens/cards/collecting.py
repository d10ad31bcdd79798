"""What can be made of many cards: a bank of their own, a paper, a topic on each."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from quiz.errors import QuizError
from quiz.translation import _, ngettext
from quiz.ui.screens.cards.actions import CardActionsScreen

if TYPE_CHECKING:
    from quiz.desk.search.collecting import FileChange

T = TypeVar("T")
_BANKS = (".yaml", ".yml")
"""Endings of the files that are saved."""


class CollectingScreen(CardActionsScreen):
    """A screen whose keys make something of the cards that they mean."""

    file_changes: "tuple[FileChange, ...]" = ()
    """What adding a topic changed, while that is what was done last."""

    def say(self, words: str, *, can_undo: bool = False) -> None:
        """Say what was done."""
        raise NotImplementedError

    def action_tag(self) -> None:
        """Ask for a topic and add it to the questions of one's own banks."""
        from quiz.desk.search.collecting import add_tag, tag_named, tagged_words

        refs = self.acted_on()

        def add(tag: str) -> None:
            done = add_tag(self.desk, refs, tag)
            self.changed(tagged_words(tag, done))
            self.file_changes = done.changes
            self.say(tagged_words(tag, done), can_undo=bool(done.changes))

        self._ask_line(_("Add which topic?"), _("To the questions of your own banks."),
                       _("trade"), tag_named, add)  # fmt: skip

    def action_export(self) -> None:
        """Ask for a file and save the questions to it as a bank."""
        from quiz.desk.search.collecting import export, path_of

        refs = self.acted_on()

        def save(path: Path) -> None:
            count = export(self.desk, refs, path)
            words = ngettext(
                "{n} question saved to {path}.", "{n} questions saved to {path}.", count
            )
            self.say(words.format(n=count, path=path))

        self._ask_line(_("Export to which file?"), _("A bank with the selected questions."),
                       "~/selected.yaml", path_of, save, endings=_BANKS)  # fmt: skip

    def action_paper(self) -> None:
        """Ask for a file and save an exam paper with the questions to it."""
        from quiz.desk.search.collecting import path_of, write_paper

        refs = self.acted_on()

        def save(path: Path) -> None:
            write_paper(self.desk, refs, path)
            words = _("Paper saved. Print it: quiz print {path}. Take it: quiz exam {path}")
            self.say(words.format(path=path))

        self._ask_line(_("Save the exam paper as"), _("A paper that asks the selected questions."),
                       "~/paper.yaml", path_of, save, endings=_BANKS)  # fmt: skip

    def _ask_line(
        self,
        title: str,
        about: str,
        example: str,
        read: Callable[[str], T],
        then: Callable[[T], None],
        *,
        endings: tuple[str, ...] | None = None,
    ) -> None:
        """Ask for a line, or a path; an error of what follows is shown as all are."""
        from quiz.ui.screens.ask_line import AskLineScreen

        def answered(found: T | None) -> None:
            if found is None:
                return
            try:
                then(found)
            except QuizError as error:
                self.host.report(error)

        screen = AskLineScreen(
            title=title, about=about, placeholder=example, read=read, endings=endings
        )
        self.app.push_screen(screen, answered)

    def action_undo(self) -> None:
        """Undo what was done last: a topic that was added here, else an answer or an action."""
        from quiz.desk.search.collecting import take_back

        if not self.file_changes:
            super().action_undo()
            return
        changes, self.file_changes = self.file_changes, ()
        try:
            take_back(self.desk, changes)
        except QuizError as error:
            self.host.report(error)
            return
        self.changed(_("Undone: {what}").format(what=_("topic added")))
