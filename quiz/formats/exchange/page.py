"""The table of docs that says what each format carries and loses."""

from quiz.formats.exchange.exchanged import Format
from quiz.formats.exchange.formats import all_formats


def formats_table() -> str:
    """Return the table of `docs/formats.md`: a row for each format."""
    rows = [
        "| name | format | files | import | export | export loses | import leaves out |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    rows += [_row(one) for one in all_formats()]
    return "\n".join(rows) + "\n"


def _row(one: Format) -> str:
    cells = [
        f"`{one.name}`",
        one.title,
        " ".join(f"`{ending}`" for ending in one.endings),
        "yes" if one.decode else "",
        "yes" if one.encode else "",
        "; ".join(one.loses),
        "; ".join(one.leaves),
    ]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
