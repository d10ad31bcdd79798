"""Fitting the memory model: progress, and what came of it in a student's words."""

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from quiz.cleaning import clean_line
from quiz.desk import Desk
from quiz.desk.care.fit_process import FitCancelled
from quiz.desk.care.fit_thread import fit_there, place_of, take_back_there
from quiz.errors import QuizError
from quiz.translation import _, ngettext
from quiz.ui.content import parts
from quiz.ui.inks import MUTED
from quiz.ui.screens.base import QuizModal
from quiz.ui.widgets.box import ModalBox
from quiz.ui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from textual.app import App

    from quiz.desk.care.fit_thread import Fitted

_SIGNS = "◐◓◑◒"


class FitScreen(QuizModal[None]):
    """Fits in a process of its own; the app goes on drawing meanwhile."""

    CSS_PATH = "fit.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "close", _("Done"), id="fit.done", tooltip=_("Back to Home")),
        Binding("u", "take_back", _("Undo"), id="fit.undo",
                tooltip=_("Go back to the memory model from before this fit")),
        Binding("escape", "close", _("Close"), id="fit.close",
                tooltip=_("Stop the fit, or go back to Home")),
    ]  # fmt: skip

    def __init__(self, *, takes_back: bool = False) -> None:
        """Begin a fit, or take the last one back."""
        super().__init__()
        self._takes_back = takes_back
        self.is_at_work = True
        """Whether something is still being done."""
        self._is_kept = False
        self._turns = 0
        self._shown = Static(id="fit-words")

    def compose(self) -> ComposeResult:
        """Yield a title, what is being done, and keys."""
        with ModalBox():
            yield Static(parts.title(_("Fit the memory model")))
            yield self._shown
            yield KeyBar()

    def on_mount(self) -> None:
        """Begin."""
        if self._takes_back:
            self._take_back(self.app, self.desk)
        else:
            self._say_stage("starting")
            self._fit(self.app, self.desk)

    @work(thread=True, group="fit")
    def _fit(self, app: "App[object]", desk: Desk) -> None:
        worker = get_current_worker()

        def progress(words: str) -> None:
            app.call_from_thread(self._say_stage, words)

        try:
            fitted = fit_there(place_of(desk), progress, lambda: worker.is_cancelled)
        except FitCancelled:
            return
        except QuizError as error:
            words = Content(_("Nothing changed: {why}.").format(why=clean_line(str(error))))
            app.call_from_thread(self._end, words)
            return
        # Too late to stop: what was kept is followed, be the screen there or not.
        app.call_from_thread(self._show_result, fitted, desk)

    @work(thread=True, group="fit")
    def _take_back(self, app: "App[object]", desk: Desk) -> None:
        app.call_from_thread(self._say_stage, _("undoing the last fit"))
        was_there = take_back_there(place_of(desk))
        app.call_from_thread(self._taken_back, was_there, desk)

    def _taken_back(self, was_there: bool, desk: Desk) -> None:
        desk.take_up_weights()
        self._is_kept = False
        words = _("The last fit was undone. Due dates stay the same.")
        self._end(Content(words if was_there else _("There's no fit to undo.")))

    def _say_stage(self, words: str) -> None:
        sign = _SIGNS[self._turns % len(_SIGNS)]
        self._turns += 1
        line = Content(f"{words[:1].upper()}{words[1:]}…")
        self._show(Content.styled(f"{sign} ", "$text-accent") + line)

    def _show_result(self, fitted: "Fitted", desk: Desk) -> None:
        if fitted.report.kept:
            desk.take_up_weights()
            self._is_kept = True
        self._end(_result_text(fitted))

    def _end(self, words: Content) -> None:
        self.is_at_work = False
        self._show(words)

    def _show(self, words: Content) -> None:
        if self.is_attached:  # it may have been left
            self._shown.update(words)
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to undo what was kept, once it is."""
        if action == "take_back":
            return not self.is_at_work and self._is_kept
        return True

    def action_take_back(self) -> None:
        """Go back to the weights before."""
        self.is_at_work = True
        self.refresh_bindings()
        self._take_back(self.app, self.desk)

    def action_close(self) -> None:
        """Stop what is being done, and go back."""
        self.workers.cancel_group(self, "fit")
        self.dismiss(None)


def _result_text(fitted: "Fitted") -> Content:
    """Return what came of a fit."""
    report = fitted.report
    if not report.kept:
        lines = [
            Content.styled(_("Nothing changed."), "bold"),
            Content(f"{report.reason[:1].upper()}{report.reason[1:]}."),
        ]
    else:
        words = ngettext(
            "From each card's next answer on, it's scheduled by your own memory "
            "instead of an average student's. {n:,} card was recalculated; due dates "
            "stay the same until then.",
            "From each card's next answer on, it's scheduled by your own memory "
            "instead of an average student's. {n:,} cards were recalculated; due "
            "dates stay the same until then.",
            fitted.changed,
        )
        lines = [
            Content.styled(_("✔ Fitted to your answers."), "bold $text-success"),
            Content(
                words.format(n=fitted.changed)
                if fitted.changed
                else _("You already have this fit.")
            ),
        ]
    if report.before is not None and report.after is not None:
        usual, recalled = report.before.of_a_hundred
        fitted_to_you, _recalled = report.after.of_a_hundred
        lines += [
            Content(""),
            Content.styled(
                ngettext(
                    "Tested on your last {n:,} answer, which wasn't used for the fit:",
                    "Tested on your last {n:,} answers, which weren't used for the fit:",
                    report.before.reviews,
                ).format(n=report.before.reviews),
                MUTED,
            ),
            Content(
                _(
                    "Out of 100 answers, the default model predicted {usual} right "
                    "and the fitted one {fitted}; {recalled} were right."
                ).format(usual=usual, fitted=fitted_to_you, recalled=recalled)
            ),
            Content(
                _(
                    "Prediction error: {usual:.3f} default, {fitted:.3f} fitted (log "
                    "loss; lower is better)."
                ).format(usual=report.before.log_loss, fitted=report.after.log_loss)
            ),
        ]
    return Content("\n").join(lines)
