"""The small words that people put round an answer, by language, as plain tables.

Phrases are separated by commas and stand in lower case without accents and apostrophes, as tokens do.
"""

from functools import lru_cache

_CARRIERS = {
    "en": "it is, it was, its, that is, that was, thats, this is, this was, they are, they were, "
    "these are, those are, he is, he was, she is, she was, hes, shes, there are, there is, "
    "there were, there was, theyre, the answer is, the answer was, answer is, my answer is, answer, "
    "i think, i believe, i guess, i say, is, was, are, were, be, by, in, on, at, to, from, of, for, "
    "with, within, into, as, about, around, circa, ca, c, approximately, approx, roughly, some, "
    "exactly, precisely, called, named, namely, because of, due to, the city of, city of, "
    "the town of, the state of, state of, the country of, the island of, the river, the year, year, "
    "the month of, month of, the number, a total of, total of, in total, equals, on the, in the, to the, "
    "from the, of the, by the, at the",
    "de": "es ist, es war, es sind, es waren, das ist, das war, das sind, das waren, er ist, er war, "
    "sie ist, sie war, es gibt, es gab, die antwort ist, die antwort lautet, antwort, ich glaube, "
    "ist, war, sind, waren, im, in, am, an, auf, um, von, vom, zu, zum, zur, bei, beim, nach, aus, "
    "mit, durch, fur, etwa, ungefahr, ungefaehr, ca, circa, zirka, rund, knapp, gut, genau, exakt, insgesamt, "
    "die stadt, das jahr, jahr, jahre",
    "fr": "cest, ce sont, cetait, il y a, il y avait, la reponse est, reponse, je crois, est, etait, "
    "sont, en, a, au, aux, dans, de, du, des, par, pour, vers, sur, avec, environ, exactement, "
    "a peu pres, la ville de, lan, lannee",
    "es": "es, son, era, eran, fue, fueron, hay, habia, la respuesta es, respuesta, creo que, en, a, "
    "al, de, del, por, para, con, hacia, unos, unas, aproximadamente, exactamente, cerca de, "
    "alrededor de, la ciudad de, el ano, ano",
    "it": "sono, era, erano, fu, ci sono, ce, la risposta e, risposta, credo, in, a, al, alla, di, "
    "del, della, nel, nella, da, dal, dalla, per, con, verso, circa, esattamente, la citta di, "
    "lanno, anno",
    "pt": "e, sao, era, foi, ha, a resposta e, em, no, na, a, ao, de, do, da, por, para, com, cerca de, "
    "aproximadamente, exatamente, a cidade de, o ano",
    "nl": "het is, het was, het zijn, er zijn, er waren, het antwoord is, in, op, aan, van, naar, bij, "
    "uit, met, door, voor, ongeveer, circa, ca, precies, de stad, het jaar",
    "ru": "это, был, была, было, были, ответ, в, во, на, из, от, к, ко, с, со, о, об, при, для, "
    "около, примерно, приблизительно, ровно, всего, город, год, в год",
    "pl": "to, to jest, byl, byla, bylo, byly, w, we, na, z, ze, do, od, okolo, ok, dokladnie, rok",
    "sv": "det ar, det var, det finns, i, pa, av, fran, till, cirka, ca, ungefar, exakt",
    "tr": "yaklasik, yaklasık, tam",
    "ar": "هو, هي, في, الي, من, علي, عام, سنه, حوالي, تقريبا, مدينه",
    "zh": "是, 在, 约, 大约, 约为, 叫, 为",
}
_TRAILING = {
    "en": "please, i think, i believe, i guess, approximately, or so, in total, altogether",
    "de": "bitte, glaube ich, insgesamt",
    "fr": "environ",
    "ar": "تقريبا",
}
_OR = {
    "en": "or either versus vs perhaps maybe",
    "de": "oder vielleicht entweder bzw",
    "fr": "ou soit",
    "es": "o u",
    "it": "o oppure",
    "pt": "ou",
    "nl": "of",
    "ru": "или либо",
    "pl": "lub albo czy",
    "sv": "eller",
    "da": "eller",
    "nb": "eller",
    "tr": "veya yoksa ya",
    "ar": "او أو",
    "zh": "或 或者",
}
_NOT = (
    "not no non never neither nor without except isnt wasnt arent cannot nicht nichts kein keine "
    "keinen keinem keiner keines nie niemals ohne weder noch pas jamais sans ne aucun aucune nunca "
    "sin ni tampoco mai senza не нет без ни никогда nao nem sem niet geen nooit zonder inte ingen "
    "utan nie bez degil yok لا ليس غير بدون 不 没 非"
)
_AND = {
    "en": "and",
    "de": "und",
    "fr": "et",
    "es": "y e",
    "it": "e ed",
    "pt": "e",
    "nl": "en",
    "ru": "и",
    "pl": "i oraz",
    "sv": "och",
    "da": "og",
    "nb": "og",
    "tr": "ve",
    "ar": "و",
    "zh": "和 与 及",
}
_OF = {
    "en": "of for on in",
    "de": "von fur fuer zu vom zum zur",
    "fr": "de du des d",
    "es": "de del",
    "it": "di del della dei",
}
_ARTICLES = frozenset("the a an der die das le la el il lo het de".split())
Phrase = tuple[str, ...]


@lru_cache(maxsize=16)
def carriers(code: str) -> frozenset[Phrase]:
    """Return the phrases that may stand before an answer and say nothing ("it is", "in", "ca.").

    Args:
        code: A primary subtag; English phrases are known in every bank.
    """
    return _phrases(_CARRIERS, code)


@lru_cache(maxsize=16)
def trailers(code: str) -> frozenset[Phrase]:
    """Return the phrases that may stand behind an answer and say nothing."""
    return _phrases(_TRAILING, code)


def _phrases(table: dict[str, str], code: str) -> frozenset[Phrase]:
    texts = [table.get(code, "")] if code in table else [table.get("en", "")]
    phrases = {tuple(text.split()) for row in texts for text in row.split(",") if text.strip()}
    # Where articles are free, an answer has lost its own before it is compared.
    bare = {tuple(word for word in phrase if word not in _ARTICLES) for phrase in phrases}
    return frozenset(phrases | bare) - {()}


@lru_cache(maxsize=16)
def alternatives(code: str) -> frozenset[str]:
    """Return the words that offer more than one answer: they are never free in one."""
    return frozenset(f"{_OR['en']} {_OR.get(code, '')}".split())


NEGATIONS = frozenset(_NOT.split())
"""Words that turn an answer round: they are never free in one."""


@lru_cache(maxsize=16)
def conjunctions(code: str) -> frozenset[str]:
    """Return the words for "and", and the sign for it."""
    return frozenset(_AND.get(code, "and").split()) | {"&"}


@lru_cache(maxsize=16)
def prepositions(code: str) -> frozenset[str]:
    """Return the words by which "relics of the Cold War" is "Cold War relics"."""
    return frozenset(_OF.get(code, "").split())


TRUE_WORDS = frozenset(
    "true t 1 wahr richtig w r stimmt vrai v juste verdadero cierto vero verdadeiro certo waar juist "
    "prawda sant верно правда да истина и صح صحيح 对 正确 真 正しい doğru".split()
)
"""True, in the languages in which banks are written; no word of them is false in another."""
FALSE_WORDS = frozenset(
    "false f 2 falsch unwahr faux falso errado onwaar onjuist fałsz falskt неверно ложь нет л خطأ خطا "
    "错 错误 假 間違い yanlış".split()
)
"""False, in the same languages."""
