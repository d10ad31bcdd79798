"""Mistakes that teachers typically make: what it is, the advice expected, and the bank.

The sign ▶ stands before the place where the fault is to be reported, and is not in the file.
"""

HEAD = "title: T\nquestions:\n"

IN_A_QUESTION = (
    (
        "key indented too far",
        "wrong indentation; line up all keys of a question",
        """\
  - question: Who?
     ▶answer: Metternich
""",
    ),
    (
        "key not indented enough",
        "wrong indentation; line up all keys of a question",
        """\
  - question: Who?
   ▶answer: Metternich
""",
    ),
    (
        "answer under the dash",
        "wrong indentation; line up all keys of a question",
        """\
  - question: Who?
  ▶answer: Metternich
""",
    ),
    (
        "second question less indented",
        "wrong indentation; line up the dashes of a list",
        """\
  - question: Who?
    answer: Metternich
 ▶- question: When?
    answer: 1815
""",
    ),
    (
        "second question further indented",
        "wrong indentation; line up the dashes of a list",
        """\
  - question: Who?
    answer: Metternich
    ▶- question: When?
      answer: 1815
""",
    ),
    (
        "second question further indented b",
        "wrong indentation; line up the dashes of a list",
        """\
  - question: Who?
    answer: Metternich
   ▶- question: When?
     answer: 1815
""",
    ),
    (
        "block text not indented",
        "indent it",
        """\
  - question: |
    ▶Who was it?
    answer: Metternich
""",
    ),
    (
        "block text left edge",
        "indent it",
        """\
  - question: |
▶Who was it?
    answer: Metternich
""",
    ),
    (
        "block text first line deeper",
        "indent it",
        """\
  - question: |
        Who was it?
      ▶Of the two?
    answer: Metternich
""",
    ),
    (
        "tab",
        "a tab is used for indentation; use spaces",
        """\
  - question: Who?
▶\tanswer: Metternich
""",
    ),
    (
        "no colon after question",
        "missing colon; write `question: …`",
        """\
  - question▶ What colour?
    answer: red
""",
    ),
    (
        "no colon after question, another in it",
        'missing colon; write `question: "…"`',
        """\
  - id: x
    ▶question What colour: red or blue?
    answer: red
""",
    ),
    (
        "comment in a list",
        "a value that starts with # must be quoted",
        """\
  - question: Which?
    answer: a
    wrong: [▶#x, b]
""",
    ),
    (
        "tab after spaces",
        "a tab is used for indentation; use spaces",
        """\
  - question: Who?
  ▶\tanswer: Metternich
""",
    ),
    (
        "tab after dash",
        "a tab is used for indentation; use spaces",
        """\
  -▶\tquestion: Who?
    answer: Metternich
""",
    ),
    (
        "no space after dash",
        "missing space after the dash",
        """\
  ▶-question: Who?
    answer: Metternich
""",
    ),
    (
        "no space after colon",
        "missing space after the colon; write `question: …`",
        """\
  - question:▶Who?
    answer: Metternich
""",
    ),
    (
        "no space after colon second",
        "missing space after the colon; write `answer: …`",
        """\
  - question: Who?
    answer:▶Metternich
""",
    ),
    (
        "no colon",
        "missing colon; write `answer: …`",
        """\
  - question: Who?
    answer▶ Metternich
""",
    ),
    (
        "equals for colon",
        "missing colon; write `answer: …`",
        """\
  - question: Who?
    answer▶ = Metternich
""",
    ),
    (
        "list wrong indent",
        "wrong indentation; line up the dashes of a list",
        """\
  - question: Who?
    answer: Vienna
    wrong:
    - Paris
   ▶- Berlin
""",
    ),
    (
        "entries not indented below",
        "the items of `wrong` below need more indentation; indent them",
        """\
  - question: Who?
    answer: Vienna
    wrong:▶
  - Paris
  - Berlin
""",
    ),
    (
        "wrong dedent",
        "wrong indentation; line up the dashes of a list",
        """\
  - question: Who?
    answer: Vienna
    wrong:
      - Paris
     ▶- Berlin
""",
    ),
    (
        "colon in question",
        "colon inside the text; put quotes around the whole text",
        """\
  - question: Finish the motto▶: liberty, equality and what?
    answer: fraternity
""",
    ),
    (
        "colon in question at end",
        "colon inside the text; put quotes around the whole text",
        """\
  - question: Finish the motto▶:
    answer: fraternity
""",
    ),
    (
        "colon in answer",
        "colon inside the text; put quotes around the whole text",
        """\
  - question: Title?
    answer: Vienna▶: the congress
""",
    ),
    (
        "colon in wrapped question",
        "colon inside the text; put quotes around the whole text",
        """\
  - question: Finish the motto that was
      painted on walls▶: liberty, equality and what?
    answer: fraternity
""",
    ),
    (
        "colon in list entry",
        "`answer` must be text, not a mapping; quote a text with a colon",
        """\
  - question: Title?
    answer: [▶Vienna: a congress, Paris]
""",
    ),
    (
        "colon in order dash entry",
        ("`order` must be text; quote it if it contains a colon, or check the indentation"),
        """\
  - question: Sort
    order:
      - ▶First: this
      - Then that
""",
    ),
    (
        "unclosed double",
        'add " at the end (write " inside it as \\")',
        """\
  - question: ▶"Who?
    answer: Metternich
  - question: And who?
    answer: Talleyrand
""",
    ),
    (
        "unclosed double then quoted",
        'add " at the end (write " inside it as \\")',
        """\
  - question: ▶"Who?
    answer: "Metternich"
  - question: And who?
    answer: Talleyrand
""",
    ),
    (
        "unclosed single",
        "add ' at the end (write an apostrophe inside it as '')",
        """\
  - question: Who?
    answer: ▶'Metternich
""",
    ),
    (
        "text after closing",
        "text after the closing quote; put ' around the whole text",
        """\
  - question: ▶"Vae victis" was said by whom?
    answer: Brennus
""",
    ),
    (
        "text after closing single",
        'text after the closing quote; put " around the whole text',
        """\
  - question: Who?
    answer: ▶'Klemens' Metternich
""",
    ),
    (
        "quote inside double",
        'write " inside "…" as \\", or put the text in \' \'',
        """\
  - question: ▶"Who said "I am the state"?"
    answer: Louis XIV
""",
    ),
    (
        "apostrophe in single",
        "write an apostrophe inside '…' as '', or put the text in \" \"",
        """\
  - question: ▶'What is Moodle's vector?'
    answer: Nobody
""",
    ),
    (
        "apostrophe in single, end",
        "write an apostrophe inside '…' as '', or put the text in \" \"",
        """\
  - question: Whose?
    answer: ▶'the kings' men'
""",
    ),
    (
        "backslash in double",
        "use '…' or no quotes, or double it: \\\\",
        """\
  - question: "Where is C:▶\\Users?"
    answer: there
""",
    ),
    (
        "backslash in double 2",
        "use '…' or no quotes, or double it: \\\\",
        """\
  - question: "What is $▶\\sqrt 4$?"
    answer: 2
""",
    ),
    (
        "smart quotes with colon",
        "typographic quotes (“ ”) are not quotes in YAML; use \" or '",
        """\
  - question: “Finish▶: liberty and what?”
    answer: fraternity
""",
    ),
    (
        "smart quotes round key",
        "unknown key '“answer”'; did you mean 'answer'?",
        """\
  - question: Who?
    ▶“answer”: Metternich
""",
    ),
    (
        "smart quotes in flow",
        "typographic quotes (“) don't protect a comma; put \" or ' around the text",
        """\
  - question: Who?
    answer: Vienna
    wrong: [▶“Paris, France”, Berlin]
""",
    ),
    (
        "unclosed bracket",
        "missing `]`, or text with , : [ or { that isn't quoted",
        """\
  - question: Who?
    answer: Vienna
    wrong: ▶[Paris, Berlin
    explain: Because.
  - question: Who two?
    answer: Vienna
""",
    ),
    (
        "unclosed bracket last",
        "missing `]`, or text with , : [ or { that isn't quoted",
        """\
  - question: Who?
    answer: Vienna
    wrong: ▶[Paris, Berlin
""",
    ),
    (
        "closing bracket too many",
        "extra closing ]; delete it, or quote the text",
        """\
  - question: Who?
    answer: Vienna
    wrong: [Paris, Berlin]▶]
""",
    ),
    (
        "wrong bracket",
        "missing `]`, or text with , : [ or { that isn't quoted",
        """\
  - question: Who?
    answer: Vienna
    wrong: ▶[Paris, Berlin)
    explain: x
""",
    ),
    (
        "unclosed brace",
        "missing `}`, or text with , : [ or { that isn't quoted",
        """\
  - question: Pair
    match: ▶{a: b, c: d
    explain: x
""",
    ),
    (
        "starts *",
        'a value that starts with * must be quoted: "*…"',
        """\
  - question: ▶*Who* was it?
    answer: M
""",
    ),
    (
        "starts **",
        'a value that starts with * must be quoted: "*…"',
        """\
  - question: ▶**Who** was it?
    answer: M
""",
    ),
    (
        "starts &",
        'quote a value that starts with &: "&c …"',
        """\
  - question: Who?
    answer: ▶&c
""",
    ),
    (
        "starts & space",
        'a value that starts with & must be quoted: "&…"',
        """\
  - question: Who?
    answer: ▶& sign
""",
    ),
    (
        "starts @",
        'a value that starts with @ must be quoted: "@…"',
        """\
  - question: Who?
    answer: ▶@home
""",
    ),
    (
        "starts `",
        'a value that starts with ` must be quoted: "`…"',
        """\
  - question: Who?
    answer: ▶`len`
""",
    ),
    (
        "starts %",
        'a value that starts with % must be quoted: "%…"',
        """\
  - question: Who?
    answer: ▶%d
""",
    ),
    (
        "starts !",
        "YAML tags (!…) aren't allowed in banks; quote a value that starts with !",
        """\
  - question: Who?
    answer: ▶!important
""",
    ),
    (
        "starts ! sp",
        "YAML tags (!…) aren't allowed in banks; quote a value that starts with !",
        """\
  - question: Who?
    answer: ▶! important
""",
    ),
    (
        "starts |",
        'after |, the text must start on the next line; or quote the value: "|…"',
        """\
  - question: Who?
    answer: ▶|x|
""",
    ),
    (
        "starts | then text",
        'after |, the text must start on the next line; or quote the value: "|…"',
        """\
  - question: ▶| Who was it?
    answer: M
""",
    ),
    (
        "starts >",
        'after >, the text must start on the next line; or quote the value: ">…"',
        """\
  - question: Who?
    answer: ▶> 5
""",
    ),
    (
        "starts [",
        'a value that starts with [ must be quoted: "[…"',
        """\
  - question: ▶[sic] is what?
    answer: M
""",
    ),
    (
        "starts {",
        'a value that starts with { must be quoted: "{…"',
        """\
  - question: ▶{a, b} is what?
    answer: a set
""",
    ),
    (
        "starts { whole",
        "`answer` must be text, not a mapping; quote a text that starts with {",
        """\
  - question: What?
    answer: ▶{a, b}
""",
    ),
    (
        "starts #",
        "nothing after `answer:` because # starts a comment; quote a value with #",
        """\
  - question: What?
    answer:▶ #1
""",
    ),
    (
        "starts # question",
        "nothing after `question:` because # starts a comment; quote a value with #",
        """\
  - question:▶ #1 is what?
    answer: a number
""",
    ),
    (
        "starts -",
        'a value that starts with - must be quoted: "-…"',
        """\
  - question: What?
    answer: ▶- dash
""",
    ),
    (
        "starts ?",
        'a value that starts with ? must be quoted: "?…"',
        """\
  - question: What?
    answer: ▶? mark
""",
    ),
    (
        "in list starts *",
        'a value that starts with * must be quoted: "*…"',
        """\
  - question: What?
    answer: a
    wrong: [▶*b, c]
""",
    ),
    (
        "in list starts @",
        'a value that starts with @ must be quoted: "@…"',
        """\
  - question: What?
    answer: a
    wrong: [▶@b, c]
""",
    ),
    (
        "in list starts @ dash",
        'a value that starts with @ must be quoted: "@…"',
        """\
  - question: What?
    answer: a
    wrong:
      - ▶@b
      - "%c"
""",
    ),
    (
        "percent in list",
        'a value that starts with % must be quoted: "%…"',
        """\
  - question: What?
    answer: a
    wrong: [▶%b, c]
""",
    ),
    (
        "gap unquoted start",
        "a text that starts with { must be quoted; or write `key",
        """\
  - cloze: ▶{{Vienna}} was it.
""",
    ),
    (
        "gap unquoted alone",
        "`cloze` must be text, not a mapping; quote a text that starts with {",
        """\
  - cloze: ▶{{Vienna}}
""",
    ),
    (
        "explian",
        "unknown key 'explian'; did you mean 'explain'?",
        """\
  - question: Who?
    answer: M
    ▶explian: x
""",
    ),
    (
        "questoin",
        "unknown key 'questoin'; did you mean 'question'?",
        """\
  - ▶questoin: Who?
    answer: M
""",
    ),
    (
        "anwser",
        "unknown key 'anwser'; did you mean 'answer'?",
        """\
  - question: Who?
    ▶anwser: M
""",
    ),
    (
        "Question",
        "unknown key 'Question'; did you mean 'question'?",
        """\
  - ▶Question: Who?
    answer: M
""",
    ),
    (
        "Answer",
        "unknown key 'Answer'; did you mean 'answer'?",
        """\
  - question: Who?
    ▶Answer: M
""",
    ),
    (
        "answers",
        "unknown key 'answers'; did you mean 'answer'?",
        """\
  - question: Who?
    ▶answers: [M, N]
""",
    ),
    (
        "options",
        "unknown key 'options'; did you mean 'choices'?",
        """\
  - question: Who?
    answer: M
    ▶options: [M, N]
""",
    ),
    (
        "correct",
        "unknown key 'correct'; did you mean 'answer'?",
        """\
  - question: Who?
    ▶correct: M
    wrong: [N]
""",
    ),
    (
        "wrongs",
        "unknown key 'wrongs'; did you mean 'wrong'?",
        """\
  - question: Who?
    answer: M
    ▶wrongs: [N]
""",
    ),
    (
        "type",
        "unknown key 'type'; delete it, the form of the answer decides the kind",
        """\
  - ▶type: choice
    question: Who?
    answer: M
    wrong: [N]
""",
    ),
    (
        "key of another kind: rubric",
        "delete it, it's only for: essay",
        """\
  - question: Who?
    answer: M
    ▶rubric: [a]
""",
    ),
    (
        "unit on text",
        "delete it, it's only for: number, computed",
        """\
  - question: Who?
    answer: M
    ▶unit: km
""",
    ),
    (
        "reverse on text",
        "delete it, it's only for: card",
        """\
  - question: Who?
    answer: M
    ▶reverse: true
""",
    ),
    (
        "accept on choice",
        "delete it, it's only for: text, number",
        """\
  - question: Who?
    answer: a
    wrong: [b]
    ▶accept: c
""",
    ),
    (
        "match with choices",
        "delete it, it's only for: choice, several",
        """\
  - question: Who?
    match: {a: b, c: d}
    ▶choices: [b, d]
""",
    ),
    (
        "dup id",
        "the id 'one' is used twice, first in line 3; change one of them",
        """\
  - id: one
    question: Who?
    answer: M
  - id: ▶one
    question: Who else?
    answer: N
""",
    ),
    (
        "dup key",
        "the key 'answer' is used twice, first in line 4; keep one",
        """\
  - question: Who?
    answer: M
    ▶answer: N
""",
    ),
    (
        "two questions in one",
        "missing dash? Write `- question: …`",
        """\
  - question: Who?
    answer: M
    ▶question: Who else?
    answer: N
""",
    ),
    (
        "unclosed gap",
        "a gap opened with {{ is never closed; write }} after its answer",
        """\
  - cloze: The ▶{{Congress of Vienna met.
""",
    ),
    (
        "unclosed gap one brace",
        "a gap opened with {{ is never closed; write }} after its answer",
        """\
  - cloze: The ▶{{Congress} of Vienna met.
""",
    ),
    (
        "empty gap",
        "empty gap; write the answer between {{ and }}",
        """\
  - cloze: The ▶{{}} of Vienna met.
""",
    ),
    (
        "bar and tilde",
        "both | and ~ in one gap; a gap with options (~) has one correct option",
        """\
  - cloze: The ▶{{Congress|Conference ~ Party}} of Vienna met.
""",
    ),
    (
        "no gap",
        "write {{answer}} where students fill something in",
        """\
  - cloze: ▶The Congress of Vienna met.
""",
    ),
    (
        "single braces",
        "write {{answer}} where students fill something in",
        """\
  - cloze: ▶The {Congress} of Vienna met.
""",
    ),
    (
        "second gap unclosed in a block",
        "a gap opened with {{ is never closed; write }} after its answer",
        """\
  - cloze: >-
      The {{Congress}} of
      ▶{{Vienna met.
""",
    ),
    (
        "hint only",
        "YAML reads two colons and a space as a colon; write `key",
        """\
  - cloze: The {{ :▶: a hint}} of Vienna met.
""",
    ),
    (
        "two shapes",
        "two kinds in one question, `answer` and `order`; keep one",
        """\
  - question: Who?
    answer: M
    ▶order: [a, b]
""",
    ),
    (
        "front and answer",
        "two kinds in one question, `front` and `answer`; keep one",
        """\
  - front: Who?
    ▶answer: M
""",
    ),
    (
        "question with back",
        "a card has `front` and `back`; write `front:` instead of `question:`",
        """\
  - ▶question: Who?
    back: M
""",
    ),
    (
        "cloze and question",
        "a cloze contains its question: delete `question`",
        """\
  - ▶question: Fill in
    cloze: The {{Congress}} met.
""",
    ),
    (
        "no shape",
        "no answer; add `answer`, `date`, `match`, `order`, `groups` or `essay`",
        """\
  - ▶question: Who?
""",
    ),
    (
        "no shape wrong",
        "no answer; add `answer: …`, the correct option",
        """\
  - ▶question: Who?
    wrong: [a, b]
""",
    ),
    (
        "no question",
        "`question` is missing; a text question needs it",
        """\
  - ▶answer: M
""",
    ),
    (
        "empty answer",
        "nothing after `answer:`; add a value or delete the key",
        """\
  - question: Who?
    answer:▶
""",
    ),
    (
        "empty quoted answer",
        "empty text after `answer:`; write something or delete the key",
        """\
  - question: Who?
    answer: ▶""
""",
    ),
    (
        "null answer",
        "nothing after `answer:`; quote it if you mean the word",
        """\
  - question: Who?
    answer: ▶null
""",
    ),
    (
        "empty explain",
        "nothing after `explain:`; add a value or delete the key",
        """\
  - question: Who?
    answer: M
    explain:▶
""",
    ),
    (
        "empty question",
        "nothing after `question:`; add a value or delete the key",
        """\
  - question:▶
    answer: M
""",
    ),
    (
        "empty wrong",
        "nothing after `wrong:`; add a value or delete the key",
        """\
  - question: Who?
    answer: M
    wrong:▶
""",
    ),
    (
        "empty list",
        "empty list after `wrong:`; add at least one item",
        """\
  - question: Who?
    answer: M
    wrong: ▶[]
""",
    ),
    (
        "empty list answer",
        "empty list after `answer:`; add at least one item",
        """\
  - question: Who?
    answer: ▶[]
""",
    ),
    (
        "list where text",
        "`question` must be text, not a list; quote it if it starts with [",
        """\
  - question: ▶[Who, When]
    answer: M
""",
    ),
    (
        "list where text2",
        "`explain` must be text, not a list; check for an extra dash",
        """\
  - question: Who?
    answer: M
    explain:
      ▶- one
      - two
""",
    ),
    (
        "text where list",
        "`wrong` must be a list; write `wrong: [N]`",
        """\
  - question: Who?
    answer: M
    wrong: ▶N
""",
    ),
    (
        "text where list commas",
        "`wrong` must be a list; write `wrong: [N, O, P]`",
        """\
  - question: Who?
    answer: M
    wrong: ▶N, O, P
""",
    ),
    (
        "order text",
        "`order` must be a list; write `order: [a, b, c]`",
        """\
  - question: Who?
    order: ▶a, b, c
""",
    ),
    (
        "groups text member",
        "`a` must be a list; write `a: [x]`",
        """\
  - question: Who?
    groups: {a: ▶x, b: [y]}
""",
    ),
    (
        "groups list",
        "`groups` takes groups with their items, as `name: [one, two]`",
        """\
  - question: Who?
    groups: ▶[a, b]
""",
    ),
    (
        "match list",
        "without dashes",
        """\
  - question: Who?
    match:
      ▶- a: b
      - c: d
""",
    ),
    (
        "match text",
        "`match` takes pairs, as `left: right`, one per line",
        """\
  - question: Who?
    match: ▶a = b, c = d
""",
    ),
    (
        "not among, near",
        "the answer 'Viena' isn't one of the `choices`; did you mean 'Vienna'?",
        """\
  - question: Where?
    answer: ▶Viena
    choices: [Vienna, Paris]
""",
    ),
    (
        "not among case",
        "the answer 'vienna' isn't one of the `choices`; did you mean 'Vienna'?",
        """\
  - question: Where?
    answer: ▶vienna
    choices: [Vienna, Paris]
""",
    ),
    (
        "not among, far",
        "the answer 'Rome' isn't one of the `choices`; add it there",
        """\
  - question: Where?
    answer: ▶Rome
    choices: [Vienna, Paris]
""",
    ),
    (
        "several not among",
        "the answer 'Rom' isn't one of the `choices`; did you mean 'Rome'?",
        """\
  - question: Where?
    answer: [Vienna, ▶Rom]
    choices: [Vienna, Paris, Rome]
""",
    ),
    (
        "by letter",
        "write the option itself, such as 'Vienna'",
        """\
  - question: Where?
    answer: ▶b
    choices: [Paris, Vienna]
""",
    ),
    (
        "by number",
        "write the option itself, such as 'Vienna'",
        """\
  - question: Where?
    answer: ▶2
    choices: [Paris, Vienna]
""",
    ),
    (
        "wrong right",
        "'Vienna' is in `wrong` but is also the answer; delete one",
        """\
  - question: Where?
    answer: Vienna
    wrong: [Paris, ▶Vienna]
""",
    ),
    (
        "wrong right several",
        "'Vienna' is in `wrong` but is also the answer; delete one",
        """\
  - question: Where?
    answer: [Vienna, Rome]
    wrong: [Paris, ▶Vienna]
""",
    ),
    (
        "wrong and choices",
        "both `wrong` and `choices`; keep one of them",
        """\
  - question: Where?
    answer: Vienna
    choices: [Vienna, Paris]
    wrong: ▶[Paris]
""",
    ),
    (
        "all right",
        "all options are correct; add wrong ones",
        """\
  - question: Where?
    answer: [Vienna, Paris]
    choices: ▶[Vienna, Paris]
""",
    ),
    (
        "one choice",
        "all options are correct; add wrong ones",
        """\
  - question: Where?
    answer: Vienna
    choices: ▶[Vienna]
""",
    ),
    (
        "twice choices",
        "'Paris' is in `choices` twice; keep one",
        """\
  - question: Where?
    answer: Vienna
    choices: [Vienna, Paris, ▶Paris]
""",
    ),
    (
        "twice wrong",
        "'Paris' is in `wrong` twice; keep one",
        """\
  - question: Where?
    answer: Vienna
    wrong: [Paris, ▶Paris]
""",
    ),
    (
        "twice answer",
        "'Vienna' is in `answer` twice; keep one",
        """\
  - question: Where?
    answer: [Vienna, ▶Vienna]
    wrong: [Paris]
""",
    ),
    (
        "twice order",
        "'a' is in `order` twice; keep one",
        """\
  - question: Where?
    order: [a, b, ▶a]
""",
    ),
    (
        "twice list",
        "'a' is in `answer` twice; keep one",
        """\
  - question: Where?
    answer: [a, b, ▶a]
""",
    ),
    (
        "twice groups",
        "'a' is in both 'x' and 'y'; keep one",
        """\
  - question: Where?
    groups: {x: [a, b], y: [c, ▶a]}
""",
    ),
    (
        "twice in one group",
        "'a' is in 'x' twice; keep one",
        """\
  - question: Where?
    groups: {x: [a, ▶a], y: [c]}
""",
    ),
    (
        "twice match",
        "'a' is used twice in `match`, first in line 4; keep one",
        """\
  - question: Where?
    match: {a: b, ▶a: c}
""",
    ),
    (
        "order one",
        "only one item to order; add more",
        """\
  - question: Where?
    order: ▶[a]
""",
    ),
    (
        "match one",
        "only one pair to match; add more",
        """\
  - question: Where?
    match: ▶{a: b}
""",
    ),
    (
        "match all one",
        "all pairs have the same right side; add others, or `wrong`",
        """\
  - question: Where?
    match: ▶{a: b, c: b}
""",
    ),
    (
        "match wrong pairs",
        "'b' is in `wrong` but also belongs to a pair; delete one",
        """\
  - question: Where?
    match: {a: b, c: d}
    wrong: [▶b]
""",
    ),
    (
        "groups one",
        "only one group; add another",
        """\
  - question: Where?
    groups: ▶{a: [b, c]}
""",
    ),
    (
        "feedback nothing",
        "quote a text with a comma)",
        """\
  - question: Where?
    answer: Vienna
    wrong:
      - ▶Paris:
      - Berlin
""",
    ),
    (
        "feedback comma",
        "quote a text with a comma)",
        """\
  - question: Where?
    answer: Vienna
    wrong: {Paris: that was 1856, ▶and 1919, Berlin: that was 1878}
""",
    ),
    (
        "feedback comma in dash",
        "quote a text with a comma)",
        """\
  - question: Where?
    answer: Vienna
    wrong:
      - {Paris: that was 1856, ▶and 1919}
      - Berlin
""",
    ),
    (
        "1,000",
        "write `answer: 1000`, or, for text, quote it and set `typos: false`",
        """\
  - question: How many?
    answer: ▶1,000
""",
    ),
    (
        "36%",
        'write `answer: 36` and `unit: "%"`, or, for text, quote it and set `typos: false`',
        """\
  - question: How many?
    answer: ▶36%
""",
    ),
    (
        "$5",
        "write `answer: 5` and `unit: $`, or, for text, quote it and set `typos: false`",
        """\
  - question: How many?
    answer: ▶$5
""",
    ),
    (
        "+5",
        "write `answer: 5`, or, for text, quote it and set `typos: false`",
        """\
  - question: How many?
    answer: ▶+5
""",
    ),
    (
        "5500 °C",
        "write `answer: 5500` and `unit: °C`, or, for text, quote it and set `typos: false`",
        """\
  - question: How much?
    answer: ▶5500 °C
""",
    ),
    (
        "300000 km/s",
        "write `answer: 300000` and `unit: km/s`, or, for text, quote it and set `typos: false`",
        """\
  - question: How much?
    answer: ▶300000 km/s
""",
    ),
    (
        "9.81 m/s²",
        "write `answer: 9.81` and `unit: m/s²`, or, for text, quote it and set `typos: false`",
        """\
  - question: How much?
    answer: ▶9.81 m/s²
""",
    ),
    (
        "10 N",
        "write `answer: 10` and `unit: N`, or, for text, quote it and set `typos: false`",
        """\
  - question: How much?
    answer: ▶10 N
""",
    ),
    (
        "100 m2",
        "write `answer: 100` and `unit: m2`, or, for text, quote it and set `typos: false`",
        """\
  - question: How much?
    answer: ▶100 m2
""",
    ),
    (
        "30 minutes",
        "write `answer: 30` and `unit: minutes`, or, for text, quote it and set `typos: false`",
        """\
  - question: How much?
    answer: ▶30 minutes
""",
    ),
    (
        "-273.15 °C",
        "write `answer: -273.15` and `unit: °C`, or, for text, quote it and set `typos: false`",
        """\
  - question: How much?
    answer: ▶-273.15 °C
""",
    ),
    (
        "6.022 × 10^23 mol",
        "write `answer: 6.022e23` and `unit: mol`, or, for text, quote it and set `typos: false`",
        """\
  - question: How much?
    answer: ▶6.022 × 10^23 mol
""",
    ),
    (
        "5 million years",
        "write `answer: 5e6` and `unit: years`, or, for text, quote it and set `typos: false`",
        """\
  - question: How much?
    answer: ▶5 million years
""",
    ),
    (
        "5 billion dollars and their unit",
        "write `answer: 5` and `unit: billion dollars`, or, for text, quote it",
        """\
  - question: How much?
    answer: ▶5 billion dollars
""",
    ),
    (
        "12 km",
        "'12 km' is a number with a separator, sign or unit; wr",
        """\
  - question: How many?
    answer: ▶12 km
""",
    ),
    (
        "5 billion dollars",
        "write `answer: 5e9`, or, for text, quote it and set `typos: false`",
        """\
  - question: How many?
    answer: ▶5 billion
""",
    ),
    (
        "1,5",
        "write `answer: 1.5`, or, for text, quote it and set `typos: false`",
        """\
  - question: How many?
    answer: ▶1,5
""",
    ),
    (
        "1.000.000",
        "write `answer: 1000000`, or, for text, quote it and set `typos: false`",
        """\
  - question: How many?
    answer: ▶1.000.000
""",
    ),
    (
        "1 000",
        "write `answer: 1000`, or, for text, quote it and set `typos: false`",
        """\
  - question: How many?
    answer: ▶1 000
""",
    ),
    (
        "1,000 accept",
        "it starts with 0, and inside [ ] a comma separates items",
        """\
  - question: How many?
    answer: 1000
    accept: [1,▶000]
""",
    ),
    (
        "accept text on number",
        "`accept` must be a number such as 200, -3 or 1.5, not 'a thousand'",
        """\
  - question: How many?
    answer: 1000
    accept: ▶a thousand
""",
    ),
    (
        "points two",
        "`points` must be a number such as 30 or 1.5, not 'two'",
        """\
  - question: How many?
    answer: a
    points: ▶two
""",
    ),
    (
        "points neg",
        "`points` must be at least 0",
        """\
  - question: How many?
    answer: a
    points: ▶-1
""",
    ),
    (
        "time 30s",
        "`time` must be a number such as 30 or 1.5, not '30s'; write `time: 30`",
        """\
  - question: How many?
    answer: a
    time: ▶30s
""",
    ),
    (
        "time neg",
        "`time` must be at least 0",
        """\
  - question: How many?
    answer: a
    time: ▶-30
""",
    ),
    (
        "tolerance neg",
        "`tolerance` must be at least 0",
        """\
  - question: How many?
    answer: 5
    tolerance: ▶-1
""",
    ),
    (
        "tolerance neg pct",
        "`tolerance` must be a number or a percentage, at least 0, such as 0.5 or 2%",
        """\
  - question: How many?
    answer: 5
    tolerance: ▶-1%
""",
    ),
    (
        "tolerance text",
        "`tolerance` must be a number or a percentage, such as 0.5 or 2%",
        """\
  - question: How many?
    answer: 5
    tolerance: ▶about two
""",
    ),
    (
        "tolerance km",
        "write `tolerance: 2`",
        """\
  - question: How many?
    answer: 5
    tolerance: ▶2 km
""",
    ),
    (
        "difficulty",
        "`difficulty` must be easy, medium, hard, or a number from 0 to 1",
        """\
  - question: How many?
    answer: a
    difficulty: ▶very hard
""",
    ),
    (
        "difficulty 3",
        "`difficulty` must be easy, medium, hard, or a number from 0 to 1",
        """\
  - question: How many?
    answer: a
    difficulty: ▶3
""",
    ),
    (
        "typos yes",
        "`typos` must be true or false, not 'no'; write `typos: false`",
        """\
  - question: How many?
    answer: a
    typos: ▶no
""",
    ),
    (
        "partial list",
        "`partial` must be text, not a list; quote it if it starts with [",
        """\
  - question: How many?
    answer: a
    partial: ▶[]
""",
    ),
    (
        "reverse True",
        "`reverse` must be true or false, not 'True'; write `reverse: true`",
        """\
  - front: a
    back: b
    reverse: ▶True
""",
    ),
    (
        "id space",
        "write `id: my-id`",
        """\
  - id: ▶my id
    question: How many?
    answer: a
""",
    ),
    (
        "date not exist",
        "30 February doesn't exist; write a `date` as 1815, 1815-06 or 1815-06-18",
        """\
  - question: When?
    date: ▶2023-02-30
""",
    ),
    (
        "date not exist month",
        "there's no month 13; write a `date` as 1815, 1815-06 or 1815-06-18",
        """\
  - question: When?
    date: ▶2023-13
""",
    ),
    (
        "date dots",
        "write `date: 1989-11-09` (write a `date` as 1815, 1815-06 or 1815-06-18)",
        """\
  - question: When?
    date: ▶9.11.1989
""",
    ),
    (
        "date words",
        "write `date: 1989-11` (write a `date` as 1815, 1815-06 or 1815-06-18)",
        """\
  - question: When?
    date: ▶November 1989
""",
    ),
    (
        "date slash",
        "write `date: 1989-11` (write a `date` as 1815, 1815-06 or 1815-06-18)",
        """\
  - question: When?
    date: ▶11/1989
""",
    ),
    (
        "date slash full",
        (
            "it could be 1989-09-11 or 1989-11-09; write the one you mean (write a "
            "`date` as 1815, 1815-06 or 1815-06-18)"
        ),
        """\
  - question: When?
    date: ▶9/11/1989
""",
    ),
    (
        "date us",
        "write `date: 1989-11-09` (write a `date` as 1815, 1815-06 or 1815-06-18)",
        """\
  - question: When?
    date: ▶1989-11-9
""",
    ),
    (
        "date BC",
        "write `date: -0044` (write a `date` as 1815, 1815-06 or 1815-06-18)",
        """\
  - question: When?
    date: ▶44 BC
""",
    ),
    (
        "date list",
        "`date` must be text, not a list; quote it if it starts with [",
        """\
  - question: When?
    date: ▶[1989, 1990]
""",
    ),
    (
        "picture missing",
        "check its name, or put it next to the bank",
        """\
  - question: When?
    answer: a
    image: ▶missing.png
""",
    ),
    (
        "picture ..",
        "outside the bank's",
        """\
  - question: When?
    answer: a
    image: ▶../map.png
""",
    ),
    (
        "picture abs",
        "outside the bank's",
        """\
  - question: When?
    answer: a
    image: ▶/home/me/map.png
""",
    ),
    (
        "picture C:",
        "outside the bank's",
        """\
  - question: When?
    answer: a
    image: ▶C:\\map.png
""",
    ),
    (
        "picture http",
        "a picture must be a file next to the bank, not a web address; save it there",
        """\
  - question: When?
    answer: a
    image: ▶http://x.org/map.png
""",
    ),
    (
        "picture home",
        "outside the bank's",
        """\
  - question: When?
    answer: a
    image: ▶~/map.png
""",
    ),
    (
        "fact name",
        "'the aim' isn't a name for a fact; use letters, digits, - _ .",
        """\
  - question: When?
    answer: a
    fact: ▶the aim
""",
    ),
    (
        "passage none",
        "add it to the bank: `passages: {name: text}`",
        """\
  - question: When?
    answer: a
    passage: ▶congress
""",
    ),
    (
        "try text",
        "`try` takes `{right: [answers], wrong: [answers]}`",
        """\
  - question: When?
    answer: a
    try: ▶a
""",
    ),
    (
        "try key",
        "unknown key 'rigth'; did you mean 'right'?",
        """\
  - question: When?
    answer: a
    try: {▶rigth: [a]}
""",
    ),
    (
        "unknown letter",
        "the formula uses b, not given under `let`; add it there",
        """\
  - question: How much?
    let: {a: 2..9}
    answer: ▶= a * b
""",
    ),
    (
        "div zero",
        "change the range or the formula",
        """\
  - question: How much?
    let: {a: 2..9, b: 0..3}
    answer: ▶= a / b
    tolerance: 0.1
""",
    ),
    (
        "no let",
        "formula without `let`; add `let`, or quote the text",
        """\
  - question: How much?
    answer: ▶= 2 * 3
""",
    ),
    (
        "let no formula",
        "`let` without a formula; write `answer: = 5`",
        """\
  - question: How much?
    let: {a: 2..9}
    answer: ▶5
""",
    ),
    (
        "let no answer",
        "`let` without a formula; add `answer: = …`",
        """\
  - question: How much?
    ▶let: {a: 2..9}
""",
    ),
    (
        "let no equals",
        "`let` without a formula; write `answer: = a * 2`",
        """\
  - question: How much?
    let: {a: 2..9}
    answer: ▶a * 2
""",
    ),
    (
        "endless",
        "add a `tolerance`, or round it in the formula",
        """\
  - question: How much?
    let: {a: 2..9}
    answer: ▶= a / 7
""",
    ),
    (
        "caret",
        "a power",
        """\
  - question: How much?
    let: {a: 2..9}
    answer: ▶= a ^ 2
""",
    ),
    (
        "2a",
        "use * to multiply",
        """\
  - question: How much?
    let: {a: 2..9}
    answer: ▶= 2a
""",
    ),
    (
        "comma",
        "write decimals with a point",
        """\
  - question: How much?
    let: {a: 2..9}
    answer: ▶= 2,5 * a
""",
    ),
    (
        "x for times",
        "can't read the formula: '×' isn't allowed; write * instead",
        """\
  - question: How much?
    let: {a: 2..9, b: 1..2}
    answer: ▶= a × b
""",
    ),
    (
        "range reversed",
        "the range 9..2 is empty; write `a: 2..9`",
        """\
  - question: How much?
    let: {a: ▶9..2}
    answer: = a
""",
    ),
    (
        "range with dash",
        "write 2..9",
        """\
  - question: How much?
    let: {a: ▶2-9}
    answer: = a
""",
    ),
    (
        "range decimals",
        "write 0.5..1.5",
        """\
  - question: How much?
    let: {a: ▶0.5-1.5}
    answer: = a
""",
    ),
    (
        "let list with text",
        "`a` must be a number such as 200, -3 or 1.5, not 'two'",
        """\
  - question: How much?
    let: {a: [1, ▶two]}
    answer: = a
""",
    ),
    (
        "let sqrt",
        "'sqrt' is the name of a function; use a letter such as a or x",
        """\
  - question: How much?
    let: {▶sqrt: 1..2}
    answer: = sqrt
""",
    ),
    (
        "missing bracket",
        "can't read the formula: missing closing bracket",
        """\
  - question: How much?
    let: {a: 1..2}
    answer: ▶= (a + 1
""",
    ),
    (
        "equivalent of no expression",
        "'2(x +' isn't an expression",
        """\
  - question: Expand it.
    answer: ▶2(x +
    equivalent: true
""",
    ),
    (
        "equivalent number",
        "the key 'equivalent'",
        """\
  - question: How much?
    answer: 5
    ▶equivalent: true
""",
    ),
    (
        "sqrt function",
        "unknown function cosec; available: abs, round, min, max, sqrt, sin, cos",
        """\
  - question: How much?
    let: {a: 1..2}
    answer: ▶= cosec(a)
""",
    ),
    (
        "anchor",
        'quote a value that starts with &: "&q …"',
        """\
  - question: ▶&q Who?
    answer: M
""",
    ),
    (
        "alias",
        'a value that starts with * must be quoted: "*…"',
        """\
  - question: Who?
    answer: ▶*q
""",
    ),
    (
        "merge",
        "merge keys (<<) aren't allowed in banks; write the keys out",
        """\
  - ▶<<: {points: 2}
    question: Who?
    answer: M
""",
    ),
    (
        "tag",
        "YAML tags (!…) aren't allowed in banks; quote a value that starts with !",
        """\
  - question: ▶!!str Who?
    answer: M
""",
    ),
    (
        "two docs",
        "delete the line `---` and everything that belongs to another file",
        """\
  - question: Who?
    answer: M
▶---
title: U
questions: []
""",
    ),
    (
        "doc end",
        "a line `...` ends the file in YAML; quote it or delete it",
        """\
  - question: Who?
    answer: M
▶...
more
""",
    ),
    (
        "questions mapping",
        "`questions` must be a list; start each item with a dash",
        """\
  ▶question: Who?
  answer: M
""",
    ),
    (
        "plain question",
        "write `- question: …` with its other keys below",
        """\
  - ▶What is the capital?
  - question: Who?
    answer: M
""",
    ),
    (
        "plain question colon",
        "unknown key 'Capital'; delete it or check its spelling",
        """\
  - ▶Capital: Paris
""",
    ),
    (
        "dash too many",
        "write `- question: …` with its other keys below",
        """\
  - ▶- question: Who?
      answer: M
""",
    ),
    (
        "dash before answer",
        "extra dash; `answer` belongs to the question in line 3",
        """\
  - question: Who?
  - ▶answer: M
""",
    ),
    (
        "dash before answer 2",
        "wrong indentation; line up the dashes of a list",
        """\
  - question: Who?
    ▶- answer: M
""",
    ),
    (
        "empty dash",
        "write `- question: …` with its other keys below, or delete the dash",
        """\
  -▶
  - question: Who?
    answer: M
""",
    ),
    (
        "fullwidth colon",
        "full-width colon; type a plain `:` and a space",
        """\
  - question▶： Who?
    answer: M
""",
    ),
    (
        "choices as yaml mapping letters",
        "the text before a colon is the option, the text after it is its feedback",
        """\
  - question: Who?
    answer: ▶M
    choices: {a: M, b: N}
""",
    ),
    (
        "essay no text",
        "nothing after `essay:`; add a value or delete the key",
        """\
  - question: Who?
    essay:▶
""",
    ),
)
"""After `HEAD`."""

IN_A_FILE = (
    (
        "dots as the id of a bank",
        "an `id` can't be only dots; use letters or digits",
        """\
title: T
id: ▶..
questions:
  - question: Who?
    answer: M
""",
    ),
    (
        "dots as the id of a question",
        "an `id` can't be only dots; use letters or digits",
        """\
title: T
questions:
  - id: ▶.
    question: Who?
    answer: M
""",
    ),
    (
        "unfinished merge",
        ("unfinished merge; keep one side and delete the lines with <<<<<<<, ======= and >>>>>>>"),
        """\
title: T
questions:
  - question: Who?
▶<<<<<<< HEAD
    answer: M
=======
    answer: N
>>>>>>> other
""",
    ),
    (
        "dup key head",
        "the key 'title' is used twice, first in line 1; keep one",
        """\
title: T
▶title: U
questions:
  - question: Who?
    answer: M
""",
    ),
    (
        "passage near",
        "no passage 'congres' in `passages`; did you mean 'congress'?",
        """\
title: T
passages:
  congress: text
questions:
  - question: When?
    answer: a
    passage: ▶congres
""",
    ),
    (
        "questions missing",
        "`questions` is missing; a bank needs `title` and `questions`",
        """\
▶title: T
""",
    ),
    (
        "title missing",
        "`title` is missing; a bank needs `title` and `questions`",
        """\
▶questions:
  - question: Who?
    answer: M
""",
    ),
    (
        "title empty",
        "nothing after `title:`; add a value or delete the key",
        """\
title:▶
questions:
  - question: Who?
    answer: M
""",
    ),
    (
        "list as file",
        ("not a question bank; a bank needs `title:` and `questions:` at the left margin"),
        """\
▶- question: Who?
  answer: M
""",
    ),
    (
        "text as file",
        ("not a question bank; a bank needs `title:` and `questions:` at the left margin"),
        """\
▶What is the capital of France?
""",
    ),
    (
        "csv",
        ("not a question bank; a bank needs `title:` and `questions:` at the left margin"),
        """\
▶question,answer
Who?,M
""",
    ),
    (
        "only comment",
        ("not a question bank; a bank needs `title:` and `questions:` at the left margin"),
        """\
▶# nothing
""",
    ),
    (
        "empty",
        "the file is empty; a bank needs `title` and `questions`",
        """\
▶
 
""",
    ),
    (
        "questions empty",
        "nothing after `questions:`; add a value or delete the key",
        """\
title: T
questions:▶
""",
    ),
    (
        "questions empty list",
        "empty list after `questions:`; add at least one item",
        """\
title: T
questions: ▶[]
""",
    ),
    (
        "questions text",
        "`questions` must be a list; start each question with a dash",
        """\
title: T
questions: ▶none yet
""",
    ),
    (
        "Title",
        "unknown key 'Title'; did you mean 'title'?",
        """\
▶Title: T
questions:
  - question: Who?
    answer: M
""",
    ),
    (
        "question: for questions:",
        "unknown key 'question'; did you mean 'questions'?",
        """\
title: T
▶question:
  - question: Who?
    answer: M
""",
    ),
    (
        "defaults unknown",
        "unknown key 'shuffle'; available: points, time, partial, shown_first",
        """\
title: T
defaults: {time: 30, ▶shuffle: true}
questions:
  - question: Who?
    answer: M
""",
    ),
    (
        "defaults typo",
        "unknown key 'tme'; did you mean 'time'?",
        """\
title: T
defaults: {▶tme: 30}
questions:
  - question: Who?
    answer: M
""",
    ),
    (
        "defaults text",
        "`defaults` takes keys such as `{points: 1, time: 30}`",
        """\
title: T
defaults: ▶time 30
questions:
  - question: Who?
    answer: M
""",
    ),
    (
        "language nonsense",
        "'english please' isn't a language tag; use one such as en, de or pt-BR",
        """\
title: T
language: ▶english please
questions:
  - question: Who?
    answer: M
""",
    ),
    (
        "language unknown",
        "'english' isn't a language tag; use one such as en, de or pt-BR",
        """\
title: T
language: ▶english
questions:
  - question: Who?
    answer: M
""",
    ),
    (
        "bank id",
        "write `id: my-bank`",
        """\
title: T
id: ▶my bank
questions:
  - question: Who?
    answer: M
""",
    ),
    (
        "unknown head key",
        "unknown key 'auther'; did you mean 'author'?",
        """\
title: T
▶auther: me
questions:
  - question: Who?
    answer: M
""",
    ),
    (
        "passages list",
        "`passages` takes named texts, each as `name: |` with its text below",
        """\
title: T
passages: ▶[a]
questions:
  - question: Who?
    answer: M
""",
    ),
    (
        "title colon",
        "colon inside the text; put quotes around the whole text",
        """\
title: History▶: part one
questions:
  - question: Who?
    answer: M
""",
    ),
    (
        "head wrong indent",
        "wrong indentation; line up all keys of a question",
        """\
title: T
 ▶author: me
questions:
  - question: Who?
    answer: M
""",
    ),
    (
        "head quote unclosed",
        'add " at the end (write " inside it as \\")',
        """\
title: ▶"T
questions:
  - question: Who?
    answer: M
""",
    ),
    (
        "questions no colon",
        "missing colon; write `questions: …`",
        """\
title: T
questions▶
  - question: Who?
    answer: M
""",
    ),
)
"""Whole files."""
