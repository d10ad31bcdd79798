"""An assignment being sat at a terminal: the exam's own screen, its answers kept on the server."""

from typing import Any, cast

from quiz.errors import QuizError
from quiz.items import Response
from quiz.translation import _
from quiz.ui.screens.classroom.background import call_beside
from quiz.ui.screens.classroom.fetched_pictures import FetchedPictures
from quiz.ui.screens.classroom.work_result import WorkResultScreen
from quiz.ui.screens.exams.sat_exam import SatExamScreen
from quiz.ui.screens.noting import ask_what_is_wrong
from quiz.web.client import LineLost, SentHome
from quiz.web.remote_exam import RemoteExam
from quiz.web.work_client import WorkClient
from quiz.web.work_told import WorkResult

_SEND_S = 0.5
_AGAIN_S = 1.0


class AssignmentScreen(SatExamScreen):
    """Asks the questions of an assignment; what is typed is sent as it stands."""

    CSS_PATH = "../exams/sitting.tcss"

    def __init__(self, exam: RemoteExam, client: WorkClient) -> None:
        """Show an attempt.

        Args:
            exam: It.
            client: The way to the server, signed in.
        """
        super().__init__(exam)
        self._remote, self._client = exam, client
        self._is_sending = self._is_checking = False
        self._pictures = FetchedPictures(self, self.sheet.picture, self._picture)

    def _picture(self, place: int) -> bytes:
        return self._client.picture(self._remote.assignment, self._remote.n, place)

    async def ask_again(self) -> None:
        """Show the question in front, with its picture as soon as that is here."""
        await super().ask_again()
        if self.question is not None:
            self._pictures.show(self.question.place, self.question.item)

    @property
    def trouble(self) -> str:
        """Why answers are not being kept on the server; empty while they are."""
        return self._remote.trouble

    async def on_mount(self) -> None:
        """Send what is done, every now and then."""
        await super().on_mount()
        self.set_interval(_SEND_S, self._send)

    # Sending

    def _send(self) -> None:
        if self._is_sending or self.is_over or (self._remote.is_sent and not self.trouble):
            return
        self._is_sending = True
        call_beside(self, self._remote.send_waiting, self._sent, self._not_sent)

    def _sent(self, _none: object) -> None:
        self._is_sending = False
        self.show_trouble()
        if self._remote.state.is_handed_in:
            self.hand_in(_("This assignment was handed in."))

    def _not_sent(self, error: QuizError) -> None:
        self._is_sending = False
        self.show_trouble()
        self._say_refusal(error)

    def _say_refusal(self, error: QuizError) -> None:
        if isinstance(error, SentHome):
            cast("Any", self.app).end(error)
        elif not isinstance(error, LineLost):
            self.host.report(error)

    # Answers that are marked at once wait for the server

    async def check(self, response: Response) -> None:
        """Have the server mark an answer, and show what came of it."""
        if self._is_checking:
            return
        spent, certainty = self.spent_ms(), self.certainty
        self._is_checking = True

        async def checked(_outcome: object) -> None:
            self._is_checking = False
            self.show_trouble()
            if self._remote.state.is_handed_in:
                self.hand_in(_("This assignment was handed in."))
                return
            await self.ask_again()  # once it is final, with what is right in it
            self.show_checked(response)

        call_beside(
            self,
            lambda: self._remote.answer(response, elapsed_ms=spent, certainty=certainty),
            checked,
            self._not_checked,
        )

    def _not_checked(self, error: QuizError) -> None:
        self._is_checking = False
        self.show_trouble()
        if isinstance(error, LineLost):
            self.notify(_("No connection. Press Enter again in a moment."), markup=False)
        self._say_refusal(error)

    def action_hint(self) -> None:
        """Ask the server for the next hint, and show it."""

        def shown(hint: str | None) -> None:
            if hint is not None:
                self.show_hint()

        call_beside(self, self._remote.hint, shown, self._not_checked)

    def action_note(self) -> None:
        """Tell the teacher what is wrong with the question."""

        def noted(text: str) -> None:
            self._remote.note(text)
            self.host.announce(_("Noted. Your teacher sees it."), timeout=4)

        if self.question is not None:
            ask_what_is_wrong(self, noted)

    # The end

    @property
    def leaving_words(self) -> str:
        """How one comes back to an assignment that is left."""
        if self.trouble:
            return _("There is no connection: what you answered last would be lost.")
        return _("Your answers are saved. You can continue on any device.")

    def left(self) -> None:
        """Send what waits, and show the list."""
        call_beside(self, self._remote.send_waiting, self._leave, self._leave)

    def _leave(self, _what: object) -> None:
        self.dismiss(None)

    def hand_in(self, words: str) -> None:
        """End the answering, hand in, and show how it went.

        Args:
            words: What to say; empty for nothing.
        """
        if self.is_over:
            return
        self.stop()
        if words:
            self.host.announce(words, timeout=6)
        self._hand_in()

    def _hand_in(self) -> None:
        exam = self._remote

        def hand_in() -> WorkResult:
            exam.hand_in()
            return self._client.result(exam.assignment, exam.n)

        call_beside(self, hand_in, self._show_result, self._not_handed_in)

    def _show_result(self, result: WorkResult) -> None:
        while len(self.app.screen_stack) > 1 and self.app.screen is not self:
            self.app.pop_screen()
        self.app.switch_screen(WorkResultScreen(result))

    def _not_handed_in(self, error: QuizError) -> None:
        """Try again once there is a line; what stands here is not lost before that."""
        self.show_trouble()
        if isinstance(error, LineLost):
            self.set_timer(_AGAIN_S, self._hand_in)
            return
        self._say_refusal(error)
        self.dismiss(None)
