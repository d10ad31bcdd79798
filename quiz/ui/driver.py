"""The terminal's driver: Textual's, with what would end the program or lose keys put right."""

from codecs import IncrementalDecoder, getincrementaldecoder

from textual.driver import Driver
from textual.drivers import linux_driver


def _forgiving(encoding: str) -> "type[IncrementalDecoder]":
    """Return a decoder for which no byte is a fault: a terminal may send Latin-1."""
    strict = getincrementaldecoder(encoding)

    class Forgiving(strict):  # type: ignore[misc, valid-type]  # made at run time
        def __init__(self) -> None:
            super().__init__(errors="replace")

    return Forgiving


# The thread that reads keys makes its decoder by this name, and takes no other way to choose one.
linux_driver.getincrementaldecoder = _forgiving  # type: ignore[assignment, attr-defined]


class QuizDriver(linux_driver.LinuxDriver):
    """Textual's driver for terminals."""

    def _run_input_thread(self) -> None:
        """Read keys; a fault in it ends as any other of ours does, shown and logged."""
        try:
            self.run_input_thread()
        except Exception as error:
            self._app.call_later(self._app._handle_exception, error)

    def _sigcont_application(self, *_: object) -> None:
        """Go on after a stop; one that came without a word, as `kill -STOP`, is tidied up first.

        Otherwise a second thread would read keys beside the first.
        """
        if self._auto_restart and not self._must_signal_resume:
            self.suspend_application_mode()
        super()._sigcont_application()


def ours(usual: type[Driver]) -> type[Driver]:
    """Return the driver to use where Textual would use `usual`."""
    return QuizDriver if usual is linux_driver.LinuxDriver else usual
