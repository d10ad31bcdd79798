"""Text of Org as Markdown: emphasis, code, links, lists, tables, blocks.

Source: the Org manual, "Markup for Rich Contents" and "Hyperlinks".
"""

import re
from collections.abc import Iterator

from quiz.formats.exchange.rich import Picture, Rich, escaped, with_dollars

PROTECTED = (
    r"(?P<latex>\\\([^\n]{1,2000}?\\\)|\\\[.{1,2000}?\\\]|(?<![\w$])\$[^\s$][^$\n]{0,500}\$)"
    r"|(?P<code>(?<![\w=])=[^\s=](?:[^=\n]{0,500}[^\s=])?=(?!\w)"
    r"|(?<![\w~])~[^\s~](?:[^~\n]{0,500}[^\s~])?~(?!\w))"
    r"|\[\[(?P<target>[^\]\[\n]{1,1000})\](?:\[(?P<label>[^\]\n]{1,1000})\])?\]"
)
"""Texts in which no other sign means anything: formulas, code, links."""
_INLINE = re.compile(
    PROTECTED
    + r"|(?<![^\s\-({'\"])(?P<mark>[*/+_])(?P<inner>[^\s*/+_](?:[^\n]{0,500}?\S)??)(?P=mark)"
    r"(?![^\s\-.,:!?;'\")}\[])",
    re.S,
)
_MARKS = {"*": "**", "/": "*", "+": "~~", "_": ""}
_PICTURE = re.compile(r"(?i)\.(?:png|jpe?g|gif|webp)\Z")
_BEGIN = re.compile(r"(?i)\s*#\+begin_(?P<kind>\w+)[ \t]*(?P<more>\S*)")
_END = re.compile(r"(?i)\s*#\+end_\w+\s*\Z")
_KEYWORD = re.compile(r"\s*#(?:\+\w+(?:\[[^\]\n]{0,100}\])?:|\s|\Z)")
_FIXED = re.compile(r"\s*:(?: (?P<text>.*))?\Z")
_LISTED = re.compile(r"(?P<lead>\s*(?:[-+]|\d{1,6}[.)])\s+)(?P<rest>.*)\Z")
_RULE = re.compile(r"\s*\|[-+|]+\s*\Z")


def markdown_of_org(text: str) -> Rich:
    """Return text of Org as Markdown, with the pictures that it names."""
    pictures: list[Picture] = []
    made = "\n".join(_lines(text.split("\n"), pictures))
    return Rich(text=re.sub(r"\n{3,}", "\n\n", made).strip(), pictures=tuple(pictures))


def _lines(lines: list[str], pictures: list[Picture]) -> Iterator[str]:
    block = ""
    table: list[str] = []
    for line in lines:
        if block:
            if _END.match(line):
                yield "```" if block == "code" else ""
                block = ""
            else:
                yield line if block == "code" else f"> {_inline(line.strip(), pictures)}"
            continue
        if table and not line.lstrip().startswith("|"):
            yield from _table(table, pictures)
            table = []
        if found := _BEGIN.match(line):
            is_code = found["kind"].lower() in ("src", "example", "export")
            block = "code" if is_code else "quote"
            if is_code:
                yield f"```{found['more'] if found['kind'].lower() == 'src' else ''}"
        elif line.lstrip().startswith("|"):
            table.append(line)
        elif fixed := _FIXED.match(line):
            yield f"    {fixed['text'] or ''}"
        elif listed := _LISTED.match(line):
            yield listed["lead"].replace("+", "-") + _inline(listed["rest"], pictures)
        elif not _KEYWORD.match(line):
            made = _inline(line.strip(), pictures)
            yield f"\\{made}" if made.startswith((">", "#")) else made
    if table:
        yield from _table(table, pictures)
    if block == "code":
        yield "```"


def _table(lines: list[str], pictures: list[Picture]) -> Iterator[str]:
    rows = [
        [
            _inline(cell.strip(), pictures).replace("|", "\\|")
            for cell in line.strip(" |").split("|")
        ]
        for line in lines
        if not _RULE.match(line)
    ]
    if not rows:
        return
    width = max(map(len, rows))
    yield ""
    for at, row in enumerate(rows):
        yield "| " + " | ".join([*row, *[""] * (width - len(row))]) + " |"
        if at == 0:
            yield "| " + " | ".join(["---"] * width) + " |"
    yield ""


def _inline(text: str, pictures: list[Picture], depth: int = 0) -> str:
    out, at = [], 0
    for found in _INLINE.finditer(text):
        out += [escaped(text[at : found.start()]), _part(found, pictures, depth)]
        at = found.end()
    return "".join([*out, escaped(text[at:])])


def _part(found: re.Match[str], pictures: list[Picture], depth: int) -> str:
    if found["latex"]:
        return with_dollars(found["latex"])
    if found["code"]:
        inner = found["code"][1:-1]
        return f"`{inner}`" if "`" not in inner else f"`` {inner} ``"
    if found["target"]:
        return _link(found["target"], found["label"] or "", pictures)
    inner = _inline(found["inner"], pictures, depth + 1) if depth < 3 else escaped(found["inner"])
    mark = _MARKS[found["mark"]]
    return f"{mark}{inner}{mark}"


def _link(target: str, label: str, pictures: list[Picture]) -> str:
    path = target.removeprefix("file:")
    if _PICTURE.search(path) and "://" not in path:
        pictures.append(Picture(path, label))
        return ""
    words = escaped(label or target)
    is_web = target.startswith(("http://", "https://")) and not re.search(r"[\s()<>]", target)
    return f"[{words}]({target})" if is_web and label else words
