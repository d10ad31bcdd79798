"""Banks whose every text is hostile."""

LONG = "x" * 9_000 + " " + "word " * 2_000 + "end"

TEXTS = {
    "closing tag": "[/] [/bold] [bold]x[/italic]",
    "action": "[@click=app.quit]press me[/] [@click=\"app.bell\"]",
    "link": "[link=http://evil.example]x[/link] [on red]y",
    "clipboard": "a\x1b]52;c;cHduZWQ=\x07b",
    "title": "a\x1b]0;pwned\x07b\x1b]2;pwned\x1b\\c",
    "csi": "a\x1b[2J\x1b[31m\x1b[?1049lb\x1b[6nc",
    "dcs": "a\x1bP$qm\x1b\\b\x1b_pwned\x1b\\c\x1b^x\x1b\\",
    "c1": "a\x9b31mb\x9d52;c;cHduZWQ=\x9cc\x90$qm\x9cd\x85e",
    "hyperlink": "\x1b]8;;http://evil.example\x1b\\x\x1b]8;;\x1b\\",
    "bidi": "abc \u202edef\u202c \u2066ghi\u2069 \u200f\u061cjkl \u05d0\u05d1",
    "controls": "a\x00b\x07c\x08d\x0be\x0cf\x0e\x0fg\x7fh\u2028i\u2029j\ufeffk",
    "zalgo": "Z" + "\u0300\u0315\u0324\u0489" * 5 + "a" + "\u0336" * 20 + "lgo",
    "emoji": "👩\u200d🏫 👨\u200d👩\u200d👧\u200d👦 🏳️\u200d🌈 🇦🇹 1️⃣ \u200d\u200d",
    "tabs": "a\tb\t\tc\t" + "\t" * 30 + "d",
    "newlines": "a\n\n\nb\n" + "\n" * 30 + "c\r\nd\re",
    "markdown": "# h\n\n| a | b\n|--\n```\n<script>alert(1)</script> ![x](file:///etc) $\\frac{",
    "wide": "日本語の長い文章" * 40,
    "format": "{0} %s {stem} \\N{DASH} ${HOME} `rm -rf` $(id)",
}  # fmt: skip
"""Payloads by name."""


def quoted(text: str) -> str:
    """Return a text as a YAML scalar in double quotes; all that is odd is escaped."""
    out = ""
    for character in text:
        code = ord(character)
        if character in '"\\':
            out += "\\" + character
        elif code < 0x20 or 0x7F <= code <= 0xA0 or 0x2000 <= code <= 0x206F or code == 0xFEFF:
            out += f"\\u{code:04x}"
        elif 0xD800 <= code <= 0xDFFF:
            out += "\\ufffd"
        else:
            out += character
    return f'"{out}"'


def bank(text: str, *, name: str = "hostile") -> str:
    """Return a bank of every kind, with the text in every field."""

    def q(mark: str = "") -> str:
        return quoted(f"{text} {mark}" if mark else text)

    short = text[:300]
    tag = quoted(short[:60])

    def k(mark: str) -> str:
        return quoted(f"{mark} {short[:200]}")

    more = f"explain: {q()}, source: {quoted(short)}, hint: [{q('h1')}, {q('h2')}], tags: [{tag}]"
    gap = quoted("a {{one :: " + short.replace("{", "").replace("}", "") + "}} " + short)
    return f"""\
id: {name}
title: {q()}
about: {q("about")}
author: {q()}
passages: {{p: {q("passage")}}}
questions:
  - {{id: c1, question: {q("?")}, answer: {k("A")}, wrong: [{k("B")}: {q()}, {k("C")}], {more}}}
  - {{id: c2, question: {q("?")}, answer: [{k("A")}, {k("B")}], wrong: [{k("C")}], {more}, passage: p}}
  - {{id: c3, question: {q("?")}, answer: true, {more}}}
  - {{id: c4, question: {q("?")}, answer: {k("A")}, accept: [{k("B")}], {more}}}
  - {{id: c5, question: {q("?")}, answer: [{k("A")}, [{k("B")}, {k("C")}], {k("D")}], {more}}}
  - {{id: c6, question: {q("?")}, answer: 5, unit: [{quoted(short[:20])}], {more}}}
  - {{id: c7, question: {q("?")}, date: 1815-06, {more}}}
  - {{id: c8, question: {q("?")}, match: {{{k("A")}: {k("a")}, {k("B")}: {k("b")}}}, wrong: [{k("c")}], {more}}}
  - {{id: c9, question: {q("?")}, order: [{k("A")}, {k("B")}, {k("C")}], {more}}}
  - {{id: c10, question: {q("?")}, groups: {{{k("A")}: [{k("a")}, {k("b")}], {k("B")}: [{k("c")}]}}, {more}}}
  - {{id: c11, cloze: {gap}, {more}}}
  - {{id: c12, front: {q("front")}, back: {q("back")}, {more}}}
  - {{id: c13, question: {q("?")}, essay: {q()}, rubric: [{k("A")}, {k("B")}], {more}}}
  - {{id: c14, question: {q("?")}, let: {{a: "1..9"}}, answer: "= a + 1", {more}}}
"""  # noqa: E501
