"""`quiz schema`: the JSON Schema of a bank."""

import json

import click


@click.command("schema")
def command() -> int:
    """Print the JSON Schema (draft 7) of a bank, for editors with a YAML language server."""
    from quiz.formats.keys import bank_schema

    click.echo(json.dumps(bank_schema(), indent=2, ensure_ascii=False))
    return 0
