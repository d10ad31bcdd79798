"""What several commands take: banks, tags, kinds, each with completion."""

import click
from click.shell_completion import CompletionItem

from quiz.cli.line_choice import wants_lines
from quiz.items.kinds import KINDS
from quiz.translation import _


class BankName(click.ParamType[str]):
    """A bank's file, folder or id; ids are completed, files too."""

    name = "bank"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the ids that begin so; files are completed by the shell."""
        from quiz.desk import Desk

        with Desk.open() as desk:
            ids = [
                CompletionItem(entry.id, help=entry.title)
                for entry in desk.library.entries.values()
                if entry.id.startswith(incomplete)
            ]
        return [*ids, CompletionItem(incomplete, type="file")]


class TagName(click.ParamType[str]):
    """A topic of some bank."""

    name = "tag"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the topics that begin so."""
        from quiz.desk import Desk

        with Desk.open() as desk:
            tags = {tag for e in desk.library.entries.values() for tag in desk.library.tags(e)}
        return [CompletionItem(tag) for tag in sorted(tags) if tag.startswith(incomplete)]


banks_argument = click.argument("banks", nargs=-1, type=BankName(), metavar="[BANK]...")
tag_option = click.option(
    "--tag", "-t", "tags", multiple=True, type=TagName(), help=_("Only this topic (repeatable).")
)
kind_option = click.option(
    "--kind",
    "-k",
    "kinds",
    multiple=True,
    type=click.Choice(KINDS),
    metavar="KIND",
    help=_("Only this kind (repeatable): {kinds}.").format(kinds=", ".join(KINDS)),
)
seed_option = click.option(
    "--seed", type=click.IntRange(0, 2**31), help=_("Random seed, to get the same questions again.")
)
plain_option = click.option(
    "--plain/--no-plain",
    default=wants_lines,
    help=_("Line mode: plain text instead of the app."),
)
json_option = click.option(
    "--json", "as_json", is_flag=True, help=_("Line mode as JSON, for other front ends.")
)
header_option = click.option(
    "--header/--no-header",
    "has_header",
    default=None,
    help=_("Whether the first row names the columns; detected if left out."),
)
