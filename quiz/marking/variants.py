"""Spellings of one word in two places: British and American, old and new."""

import re
from functools import lru_cache

_ENGLISH = (
    (re.compile(r"(?<=\w{3})our(?=s?$|ed$|ing$|er|ite|able|ful|less|hood|ist|y$)"), "or"),
    (re.compile(r"(?<=\w[tbdcg])re(?=s?$)"), "er"),
    (re.compile(r"(?<=\w{2})is(?=e[sdr]?$|ers$|ing$|ation)"), "iz"),
    (re.compile(r"(?<=\w{2})ys(?=e[sdr]?$|ing$)"), "yz"),
    (re.compile(r"ae|(?<!p)oe(?!s?$)"), "e"),
    (re.compile(r"sulph"), "sulf"),
    (re.compile(r"(?<=[fs])ence(?=s?$|less$)"), "ense"),
    (re.compile(r"(?<=l)ogue(?=s?$)"), "og"),
    (re.compile(r"^(\w*[aeiou]\w*[^aeiou][aeiou])ll(?=ed$|ing$|er|or)"), r"\1l"),
)
_PAIRS = {
    one: other
    for pair in (
        "grey gray,aluminium aluminum,programme program,cheque check,tyre tire,kerb curb,"
        "plough plow,mould mold,sceptic skeptic,sceptical skeptical,jewellery jewelry,odour odor,"
        "practise practice,licence license,storey story,pyjamas pajamas,moustache mustache,"
        "artefact artifact,caesium cesium,fulfil fulfill,enrol enroll,skilful skillful,"
        "wilful willful,instalment installment,draught draft,gaol jail,colour color,"
        "metre meter,litre liter,fibre fiber,centre center,theatre theater"
    ).split(",")
    for one, _space, other in [pair.partition(" ")]
}


@lru_cache(maxsize=4_096)
def usual_spelling(word: str, code: str) -> str:
    """Return the form by which two spellings of one word agree: `color` for `colour`.

    Args:
        word: A word in lower case without accents.
        code: The primary subtag of its language; English and German have rules.
    """
    if code == "de":
        return word.replace("ph", "f") if len(word) >= 5 else word
    if code != "en" or len(word) < 4:
        return word
    for ending in ("", "s"):
        stem = word.removesuffix(ending) if ending else word
        if stem in _PAIRS and word.endswith(ending):
            return _PAIRS[stem] + ending
    if len(word) < 5:
        return word
    for pattern, instead in _ENGLISH:
        word = pattern.sub(instead, word)
    return word


def other_spellings(word: str, code: str) -> frozenset[str]:
    """Return the usual spelling of a word, and the rarer ones of our table of pairs."""
    usual = usual_spelling(word, code)
    if code != "en":
        return frozenset([usual])
    rarer = {one for one, other in _PAIRS.items() if usual in (other, f"{other}s")}
    return frozenset([usual, *rarer, *(f"{one}s" for one in rarer if usual.endswith("s"))])
