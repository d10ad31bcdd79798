"""How an exam went, as a page that stands alone: to read, print and keep."""

from html import escape

from quiz.cleaning import clean, clean_line
from quiz.desk.exams.result import ExamAnswer, ExamResult, Share
from quiz.desk.exams.text import picked_notes, score_line, verdict_lines
from quiz.items.wording import amount, response_text, solution_text, stem_text
from quiz.translation import _, language

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 48rem; padding: 0 1rem;
  color: #1a1a1a; background: #fff; }
table { border-collapse: collapse; margin: .5rem 0 1.5rem; }
th, td { padding: .2rem .8rem; text-align: right; border-bottom: 1px solid #bbb; }
th:first-child, td:first-child { text-align: left; }
section { margin: 1.2rem 0; padding-left: 1rem; border-left: .3rem solid #999;
  break-inside: avoid; }
.right { border-color: #1b6e37; } .partly { border-color: #b26a00; }
.wrong { border-color: #b00020; }
p { margin: .2rem 0; } pre { white-space: pre-wrap; font: inherit; margin: .2rem 0; }
@media (prefers-color-scheme: dark) { body { color: #eee; background: #161616; }
  th, td { border-color: #555; } }
"""


def exam_page(result: ExamResult) -> str:
    """Return the page; every text of a bank in it is text alone."""
    title = escape(clean_line(result.paper.title))
    when = result.started_at.astimezone().strftime("%Y-%m-%d %H:%M")
    parts = [f"<h1>{title}</h1>", f"<p>{when}</p>", f"<h2>{escape(score_line(result))}</h2>"]
    parts += [f"<p>{escape(line)}</p>" for line in verdict_lines(result)]
    parts.append(_table(_("Topic"), result.topics))
    parts += [_question(answer) for answer in result.answers]
    body = "\n".join(parts)
    return (
        f'<!doctype html>\n<html lang="{language()}"><head><meta charset="utf-8"/>'
        f"<title>{title}</title>\n"
        f"<style>{_STYLE}</style></head>\n<body>\n{body}\n</body></html>\n"
    )


def _table(name: str, shares: tuple[Share, ...]) -> str:
    if not shares:
        return ""
    heads = (name, _("Questions"), _("Points"), "%")
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    rows = "".join(
        f"<tr><td>{escape(clean_line(one.name))}</td><td>{one.questions}</td>"
        f"<td>{amount(one.points)} / {amount(one.points_of)}</td>"
        f"<td>{100 * one.share:.0f}</td></tr>"
        for one in shares
    )
    return f"<table><tr>{head}</tr>{rows}</table>"


def _question(answer: ExamAnswer) -> str:
    item, mark = answer.question.item, answer.mark
    verdict = answer.outcome.verdict.value if answer.outcome else "wrong"
    seconds = answer.given.elapsed_ms / 1000
    earned = f"{amount(mark.points)} / {amount(mark.points_of)}"
    given = response_text(item, answer.response) or _("(no answer)")
    yours = _("Your answer: {answer}").format(answer=clean_line(given))
    right = _("Correct answer: {answer}").format(answer=solution_text(item, answer.solution))
    lines = [
        f"<p><b>{answer.question.place + 1}.</b> {earned} · {seconds:.0f} s</p>",
        f"<pre>{_text(stem_text(item))}</pre>",
        f"<p>{escape(yours)}</p>",
        f"<p>{escape(right)}</p>",
    ]
    lines += [f"<pre>{_text(note)}</pre>" for note in picked_notes(answer)]
    if item.explain:
        lines.append(f"<pre>{_text(item.explain)}</pre>")
    if item.source:
        lines.append(f"<p><small>{escape(clean_line(item.source))}</small></p>")
    return f'<section class="{verdict}">{"".join(lines)}</section>'


def _text(text: str) -> str:
    return escape(clean(text))
