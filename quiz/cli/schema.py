"""`quiz schema`: the JSON Schema of a bank."""

import click

from quiz.cli.printed import print_json


@click.command("schema")
def command() -> int:
    """Print the JSON Schema (draft 7) for banks, for editors with a YAML language server."""
    from quiz.formats.keys import bank_schema

    print_json(bank_schema())
    return 0
