"""A line that says what is being done, while it takes seconds."""

import sys

import click

from quiz.translation import _


class ProgressLine:
    """A line on standard error that says what is being done, if a person is there to see it."""

    SIGNS = "|/-\\"

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()
        self._count = 0

    def __enter__(self) -> "ProgressLine":
        return self

    def __exit__(self, *_error: object) -> None:
        self.clear()

    def clear(self) -> None:
        """Take the words away, so that a line may be printed."""
        if self._shown:
            click.echo("\r\x1b[K", nl=False, err=True)

    def counted(self, share: float) -> None:
        """Show how far the answers of a long log are counted, from 0 to 1."""
        self.show(_("counting your answers: {share:.0%}").format(share=share))

    def show(self, words: str) -> None:
        """Show some words, with a sign that turns."""
        if self._shown:
            sign = self.SIGNS[self._count % len(self.SIGNS)]
            self._count += 1
            click.echo(f"\r\x1b[K{sign} {words}", nl=False, err=True)
