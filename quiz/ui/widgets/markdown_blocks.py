"""Tables, lists, headings and code of a bank's Markdown, by Textual's Markdown widget."""

from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Label, Markdown
from textual.widgets.markdown import MarkdownFence

from quiz.items.markup import new_parser
from quiz.items.maths import to_block, to_unicode
from quiz.ui.markup import MATHS, folded_line

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token
    from textual.widgets.markdown import MarkdownBlock


class _Code(Label):
    """Highlighted code, its lines folded to the width that there is."""

    def _folded(self, width: int) -> Content:
        content = self.content
        assert isinstance(content, Content)
        lines = content.expand_tabs(4).split("\n", allow_blank=True)
        if width >= 8:
            lines = [piece for line in lines for piece in folded_line(line, width)]
        return Content("\n").join(lines)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines at a width."""
        return len(self._folded(width).plain.split("\n"))

    def render(self) -> Content:
        """Return the code for the width that there is."""
        return self._folded(self.content_size.width)


class _Fence(MarkdownFence):
    """Fenced code: all of it is in sight, and no key is needed to read what is wide."""

    DEFAULT_CSS = "_Fence { overflow: hidden hidden; & > _Code { width: 100%; padding: 1 2; } }"

    def compose(self) -> ComposeResult:
        """Yield the code."""
        yield _Code(self._highlighted_code, id="code-content")


class MarkdownBlocks(Markdown):
    """Shows a Markdown text with blocks, its maths drawn."""

    BLOCKS = {**Markdown.BLOCKS, "fence": _Fence, "code_block": _Fence}  # noqa: RUF012

    def __init__(self, text: str, *, id: str) -> None:
        """Show a text from which nothing is opened."""
        super().__init__(text, id=id, open_links=False, parser_factory=_parser)

    def unhandled_token(self, token: "Token") -> "MarkdownBlock | None":
        """Return what shows maths on lines of their own."""
        if token.type != "math_block":
            return None
        block = self.get_block_class("paragraph_open")(self, token)
        block.set_content(Content.styled(to_block(token.content), MATHS))
        return block


def _parser() -> "MarkdownIt":
    parser = new_parser()
    parser.core.ruler.push("maths", _draw_maths)
    return parser


def _draw_maths(state: "StateCore") -> None:
    """Put what is drawn in the place of maths in a line."""
    for token in state.tokens:
        if token.children:
            token.children = [new for child in token.children for new in _drawn(child)]


def _drawn(child: "Token") -> list[Any]:
    from markdown_it.token import Token

    if child.type not in ("math_inline", "math_inline_double"):
        return [child]
    text = Token("text", "", 0, content=to_unicode(child.content))
    return [Token("em_open", "em", 1), text, Token("em_close", "em", -1)]
