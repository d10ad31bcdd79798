"""Reading LaTeX maths with pylatexenc."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from quiz.items.maths import signs
from quiz.items.maths.commands import AS_THEY_ARE, COMMANDS
from quiz.items.maths.nodes import Node
from quiz.items.maths.text import Unknown

if TYPE_CHECKING:
    from pylatexenc.macrospec import LatexContextDb


def parsed(source: str) -> list[Node]:
    """Return the nodes of a formula.

    Raises:
        Unknown: It cannot be read.
    """
    from pylatexenc.latexwalker import LatexWalker, LatexWalkerError

    # In a bank a percent sign is one, not the start of a comment.
    source = re.sub(r"(?<!\\)((?:\\\\)*)%", r"\1\\%", source.strip())
    walker = LatexWalker(source, latex_context=context(), tolerant_parsing=False)
    state = walker.make_parsing_state(in_math_mode=True)
    try:
        nodes, _at, _length = walker.get_latex_nodes(parsing_state=state)
    except (LatexWalkerError, IndexError, ValueError) as error:
        raise Unknown from error
    return list(nodes)


@lru_cache(1)
def context() -> "LatexContextDb":
    """Return which commands take which arguments."""
    from pylatexenc.macrospec import (
        EnvironmentSpec,
        LatexContextDb,
        MacroSpec,
        SpecialsSpec,
    )

    context = LatexContextDb()
    macros = [MacroSpec(name, arguments) for name, (arguments, _draw) in COMMANDS.items()]
    macros += [MacroSpec(name, "{") for name in (*AS_THEY_ARE, *signs.ACCENTS)]
    macros += [MacroSpec("\\", "*["), MacroSpec("operatorname", "*{")]
    environments = [EnvironmentSpec("array", "[{"), EnvironmentSpec("alignat", "{"),
                    EnvironmentSpec("alignedat", "{")]  # fmt: skip
    specials = [SpecialsSpec("&"), SpecialsSpec("~")]
    context.add_context_category("quiz", macros, environments, specials)
    context.set_unknown_macro_spec(MacroSpec(""))
    context.set_unknown_environment_spec(EnvironmentSpec(""))
    return context
