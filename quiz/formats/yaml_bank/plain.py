"""Writing one text so that the reader takes it for that text."""

import re

_PLAIN = re.compile(r"[^\W\d_][\w .()'’/-]*[\w.)]|[^\W\d_]")
_MORE = frozenset(["true", "false", "null"])


def flow_text(text: str) -> str:
    """Return a text as a YAML scalar that may stand in a list in brackets, quoted where need be."""
    if _PLAIN.fullmatch(text) and text not in _MORE:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
