"""What click says, and the help of commands, in the reader's language.

Click looks its own messages up in gettext's global domain: with ours bound there, it finds them in
our catalogue. The help of a command is its docstring, which click keeps in English; each of its
paragraphs is a message.
"""

import inspect

import click

from quiz.translation import _, mark, ngettext

_MESSAGES = (
    mark("Aborted!"),
    mark("Commands"),
    mark("Could not open file {filename!r}: {message}"),
    mark("Error: invalid input"),
    mark("Error: {message}"),
    mark("Invalid value for {param_hint}: {message}"),
    mark("Invalid value: {message}"),
    mark("Missing argument"),
    mark("Missing option"),
    mark("Missing parameter"),
    mark("Missing parameter: {param_name}"),
    mark("Missing {param_type}"),
    mark("No such command {name!r}."),
    mark("No such option {name!r}."),
    mark("No such option: {name}"),
    mark("Option {name!r} does not take a value."),
    mark("Options"),
    mark("Show the version and exit."),
    mark("Show this message and exit."),
    mark("Try '{command} {option}' for help."),
    mark("Usage:"),
    mark("default: {default}"),
    mark("directory"),
    mark("file"),
    mark("path"),
    mark("unknown error"),
    mark("{name} {filename!r} does not exist."),
    mark("{name} {filename!r} is a directory."),
    mark("{name} {filename!r} is a file."),
    mark("{name} {filename!r} is not readable."),
    mark("{name} {filename!r} is not writable."),
    mark("{value!r} is not a valid {number_type}."),
    mark("{value} is not in the range {range}."),
    ngettext("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", 1),
    ngettext(
        "Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", 1
    ),
    ngettext(
        "Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", 1
    ),
    ngettext("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", 1),
)
"""Messages of click that a command of ours can show, here for the catalogue."""


def paragraphs(docstring: str) -> list[str]:
    """Return the paragraphs of a docstring, each on one line: the messages of a command's help."""
    return [" ".join(part.split()) for part in inspect.cleandoc(docstring).split("\n\n")]


def translate_help(command: click.Command) -> None:
    """Put the help of a command, and of those below it, into the reader's language; only once."""
    if command.help:
        command.help = "\n\n".join(map(_, paragraphs(command.help)))
    if isinstance(command, click.Group):
        for below in command.commands.values():
            translate_help(below)
