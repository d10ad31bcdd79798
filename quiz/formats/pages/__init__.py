"""Pages of HTML from templates: an exam's result, the analysis of a test, sheets to print.

Whatever a template is given is text and is escaped, unless our own code made it as `Markup`. A page
stands alone: it has no script, and nothing is loaded.
"""

from functools import cache
from typing import TYPE_CHECKING

from quiz.items.directions import direction
from quiz.translation import _, language

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


def page(template: str, *, lang: str = "", **values: object) -> str:
    """Return a page.

    Args:
        template: The name of its file in the folder `templates`, without `.html`.
        lang: BCP 47 tag of the language it is written in; empty for the program's own.
        values: What the template shows.
    """
    tag = lang or language()
    found = environment().get_template(f"{template}.html")
    return found.render(values, lang=tag, dir=direction(tag))


def css_string(text: str) -> "Markup":
    """Return a text as a string of CSS that can neither end the string nor its style sheet."""
    from markupsafe import Markup

    # CSS Syntax Module, 4.3.7: a backslash, the code point in hexadecimal digits, a space.
    shown = (char if char.isalnum() or char == " " else f"\\{ord(char):x} " for char in text)
    return Markup(f'"{"".join(shown)}"')


@cache
def environment(package: str = "quiz.formats.pages") -> "Environment":
    """Return what fills the templates of a package's folder `templates`."""
    # jinja2 takes a while to import, and few commands make a page.
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    made.filters["css_string"] = css_string
    made.globals["_"] = _
    return made
