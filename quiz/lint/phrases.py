"""Turns of phrase that make an option or a stem weak, by language.

Every table goes by the primary subtag of the bank's language; `ANYWHERE` tables hold phrases that
no other language uses for something else, and are looked for in every bank.
"""

from quiz.lint.text import NO_PHRASES, Phrases


def _by_language(table: dict[str, str]) -> dict[str, Phrases]:
    return {code: Phrases(text) for code, text in table.items()}


def of(table: dict[str, Phrases], code: str) -> Phrases:
    """Return the phrases of a language; none where we know none."""
    return table.get(code, NO_PHRASES)


ABSOLUTES = _by_language(
    {
        "en": "always, never, invariably, without exception, under no circumstances, in all cases, "
        "in every case",
        "de": "immer, niemals, nie, stets, ausnahmslos, keinesfalls, auf keinen fall, "
        "in jedem fall, unter allen umständen",
        "fr": "toujours, jamais, sans exception, dans tous les cas, en aucun cas",
        "es": "siempre, nunca, jamás, sin excepción, en ningún caso, en todos los casos",
        "it": "sempre, mai, senza eccezioni, in nessun caso, in ogni caso, in tutti i casi",
        "pt": "sempre, nunca, jamais, sem exceção, em nenhum caso, em todos os casos",
        "nl": "altijd, nooit, zonder uitzondering, in geen geval",
        "pl": "zawsze, nigdy, bez wyjątku, w żadnym wypadku",
        "ru": "всегда, никогда, без исключения, ни в коем случае",
        "uk": "завжди, ніколи, без винятку, у жодному разі",
    }
)
"""Words that hardly any true statement carries."""

QUALIFIERS = _by_language(
    {
        "en": "usually, often, sometimes, generally, typically, mostly, normally, commonly, "
        "frequently, tends to, tend to, in most cases, in many cases, in general, may, might",
        "de": "meist, meistens, oft, häufig, manchmal, gewöhnlich, üblicherweise, normalerweise, "
        "in der regel, in den meisten fällen, im allgemeinen, mitunter, bisweilen",
        "fr": "souvent, généralement, parfois, habituellement, normalement, en général, "
        "la plupart du temps, dans la plupart des cas, d ordinaire",
        "es": "a menudo, generalmente, a veces, normalmente, por lo general, habitualmente, "
        "frecuentemente, en la mayoría de los casos, suele, suelen",
        "it": "spesso, di solito, a volte, talvolta, generalmente, in genere, in generale, "
        "normalmente, nella maggior parte dei casi, solitamente, di norma",
        "pt": "muitas vezes, frequentemente, geralmente, às vezes, normalmente, em geral, "
        "por vezes, na maioria dos casos, costuma, costumam",
        "nl": "meestal, vaak, soms, gewoonlijk, doorgaans, normaal gesproken, over het algemeen, "
        "in de meeste gevallen",
        "pl": "często, zwykle, zazwyczaj, czasami, czasem, przeważnie, na ogół, "
        "w większości przypadków",
        "ru": "часто, обычно, иногда, как правило, в основном, зачастую, в большинстве случаев",
        "uk": "часто, зазвичай, іноді, інколи, як правило, здебільшого, у більшості випадків",
    }
)
"""Words by which an author makes a right option safe."""

FREQUENCY = Phrases(
    "how often, how frequently, wie oft, wie häufig, quante volte, ogni quanto, "
    "con qué frecuencia, à quelle fréquence, com que frequência, hoe vaak, jak często, как часто, "
    "як часто"
)
"""Stems to which such words are the answer."""

ALL_OF_THEM = Phrases(
    "all of the above, all the above, all of these, all of those, all of them, all above, "
    "all answers are correct, all of the options, all answers are right, any of the above, "
    "all are correct, all of the following, all of the mentioned, all options are correct, "
    "alle genannten, alle oben genannten, alle der genannten, alles davon, alles genannte, "
    "alle antworten sind richtig, alle antworten stimmen, alle sind richtig, alles ist richtig, "
    "alles trifft zu, alle antworten treffen zu, alle aussagen sind richtig, "
    "toutes ces réponses, toutes les réponses ci dessus, toutes les réponses précédentes, "
    "toutes les réponses sont correctes, toutes les réponses sont justes, "
    "toutes les réponses sont bonnes, tous les précédents, "
    "todas las anteriores, todos los anteriores, todo lo anterior, todas son correctas, "
    "todas las respuestas son correctas, todas las opciones anteriores, "
    "tutte le precedenti, tutti i precedenti, tutte le risposte precedenti, "
    "tutte le risposte sono corrette, tutte le risposte sono esatte, "
    "tutte le risposte sono giuste, tutte le opzioni precedenti, tutte le altre risposte, "
    "todas as anteriores, todos os anteriores, todas as alternativas anteriores, "
    "todas as opções anteriores, todas estão corretas, todas as alternativas estão corretas, "
    "alle bovenstaande, al het bovenstaande, alle antwoorden zijn juist, "
    "alle antwoorden zijn goed, alle bovengenoemde, "
    "wszystkie powyższe, wszystkie odpowiedzi są poprawne, wszystkie odpowiedzi są prawidłowe, "
    "все вышеперечисленное, всё вышеперечисленное, все перечисленное, всё перечисленное, "
    "все ответы верны, все варианты верны, все ответы правильные, всё вышесказанное, "
    "усе перелічене, все перелічене, усе вищезазначене, все вищезазначене, усі відповіді правильні"
)
"""Options that name all others, whatever the bank's language."""

NONE_OF_THEM = Phrases(
    "none of the above, none of these, none of those, none of them, none of the options, "
    "none of the following, none of the mentioned, no answer is correct, none is correct, "
    "none are correct, not any of the above, "
    "keine der genannten, keiner der genannten, keines der genannten, keins davon, keines davon, "
    "keine davon, keiner davon, nichts davon, keine der antworten, keine antwort ist richtig, "
    "keine dieser antworten, keine aussage ist richtig, "
    "aucune de ces réponses, aucune des réponses, aucun de ces choix, aucune des précédentes, "
    "aucune réponse n est correcte, aucun des précédents, "
    "ninguna de las anteriores, ninguno de los anteriores, ninguna es correcta, "
    "ninguna de las respuestas, ninguna de estas, ninguna respuesta es correcta, "
    "nessuna delle precedenti, nessuno dei precedenti, nessuna di queste, nessuno di questi, "
    "nessuna delle risposte, nessuna risposta è corretta, nessuna delle altre risposte, "
    "nenhuma das anteriores, nenhum dos anteriores, nenhuma das alternativas, "
    "nenhuma das respostas, nenhuma das opções, nenhuma está correta, "
    "geen van bovenstaande, geen van de bovenstaande, geen van deze, geen van alle, "
    "geen enkel antwoord is juist, geen van de antwoorden, "
    "żadne z powyższych, żadna z powyższych, żaden z powyższych, "
    "żadna odpowiedź nie jest poprawna, "
    "ничего из вышеперечисленного, ничего из перечисленного, ни один из вариантов, "
    "ни один из ответов, нет правильного ответа, нет верного ответа, "
    "нічого з переліченого, жоден із варіантів, жоден з варіантів, немає правильної відповіді"
)
"""Options that deny all others, whatever the bank's language."""

NEGATIONS = _by_language(
    {
        "en": "not, except, isn t, aren t, wasn t, weren t, doesn t, don t, didn t, hasn t, "
        "haven t, hadn t, cannot, can t, couldn t, won t, wouldn t",
        "de": "nicht, kein, keine, keiner, keines, keinen, keinem, außer, ausgenommen",
        "fr": "pas, sauf, excepté, hormis, aucun, aucune",
        "es": "no, excepto, salvo",
        "it": "non, tranne, eccetto, salvo",
        "pt": "não, exceto, excepto, salvo",
        "nl": "niet, geen, behalve",
        "pl": "nie, oprócz, poza, z wyjątkiem",
        "ru": "не, кроме",
        "uk": "не, крім, окрім",
    }
)
"""Words that turn a question round."""

NOT_TURNING = _by_language(
    {
        "en": "not only, not just, not merely, not yet, or not, not until, whether, why, that, "
        "who do not, who does not, who did not, if, because, when, while, although, unless",
        "de": "nicht nur, noch nicht, oder nicht, warum, weshalb, wieso, dass, weil, wenn, obwohl, "
        "ob, gar nicht, nicht mehr, kein mehr",
        "fr": "pas seulement, pas encore, ou pas, pourquoi, parce, si, que, qu, pas que",
        "es": "no solo, no sólo, o no, por qué, porque, si, cuando, aunque, ya no, todavía no, "
        "aún no",
        "it": "non solo, non soltanto, o non, perché, se, quando, anche se, poiché, ancora non, "
        "non ancora, o no, non più",
        "pt": "não só, não apenas, ou não, por que, porque, porquê, se, quando, embora, ainda não, "
        "já não",
        "nl": "niet alleen, nog niet, of niet, waarom, omdat, als, hoewel, dat, niet meer",
        "pl": "nie tylko, jeszcze nie, czy nie, dlaczego, ponieważ, jeśli, gdy, że, już nie",
        "ru": "не только, ещё не, еще не, или не, почему, потому, если, когда, что не, больше не",
        "uk": "не тільки, не лише, ще не, чи не, чому, тому, якщо, коли, що не, більше не",
    }
)
"""What shows that a negation belongs to a clause or a phrase, and turns no question round."""

AUXILIARIES = Phrases(
    "is, are, was, were, do, does, did, has, have, had, can, could, will, would, should, may, "
    "might, must, shall"
).words
"""English verbs that a turning "not" follows at once, or with the subject between."""

EXCEPT = Phrases(
    "except, außer, ausgenommen, sauf, excepté, hormis, excepto, salvo, tranne, eccetto, exceto, "
    "behalve, oprócz, poza, кроме, крім, окрім"
).words
"""Those that may stand before the word that asks: "all of these except which?"."""

GENERIC = {
    "en": "statement statements option options choice choices answers sentence sentences claim "
    "claims fact facts assertion assertions applies apply hold holds right wrong false true "
    "incorrect correct following best describe describes select pick choose mark valid thing "
    "things item items "
    "alternative alternatives",
    "de": "aussage aussagen behauptung behauptungen satz sätze richtig falsch korrekt stimmt "
    "stimmen trifft treffen zu zutreffend wahr antworten möglichkeit möglichkeiten wähle wählen",
    "fr": "affirmation affirmations proposition propositions phrase phrases vraie vraies fausse "
    "correcte correctes juste exacte réponses choisissez cochez option options",
    "es": "afirmación afirmaciones enunciado enunciados frase frases verdadera verdaderas "
    "verdadero falsa correcta correctas cierta ciertas respuestas opción opciones elige señala",
    "it": "affermazione affermazioni frase frasi enunciato enunciati vera vere vero falsa falso "
    "corretta corrette giusta giuste esatta risposte opzione opzioni scegli indica",
    "pt": "afirmação afirmações frase frases enunciado verdadeira verdadeiras falsa correta "
    "corretas certa certas respostas opção opções alternativa alternativas assinale escolha",
    "nl": "stelling stellingen bewering beweringen zin zinnen uitspraak juist juiste onjuist waar "
    "correct klopt kloppen antwoorden optie opties kies",
    "pl": "zdanie zdania stwierdzenie stwierdzenia prawdziwe fałszywe poprawne poprawna prawidłowe "
    "odpowiedzi opcja wybierz zaznacz następujących poniższych",
    "ru": "утверждение утверждения утверждений верно верное верны верные правильно правильное "
    "ответов вариант выберите следующих перечисленных ниже",
    "uk": "твердження тверджень правильне правильні вірне вірно відповідей варіант оберіть "
    "наступних нижче наведених",
}
"""Words of a stem that asks nothing of its own, by language, separated by spaces."""

OR = _by_language(
    {
        "en": "or",
        "de": "oder",
        "fr": "ou",
        "es": "o, u",
        "it": "o, od, oppure",
        "pt": "ou",
        "nl": "of",
        "pl": "lub, czy, albo",
        "ru": "или, либо",
        "uk": "чи, або",
    }
)
"""What stands between two answers on offer in a stem."""

AND = {
    "en": "and, &, plus",
    "de": "und, &, sowie",
    "fr": "et, &",
    "es": "y, e, &",
    "it": "e, ed, &",
    "pt": "e, &",
    "nl": "en, &",
    "pl": "i, oraz, &",
    "ru": "и, &",
    "uk": "і, й, та, &",
}
"""What joins two names in an option, by language, separated by commas."""

OF_WORDS = Phrases(
    "word, words, plural, singular, tense, participle, translate, translated, translation, noun, "
    "verb, adjective, adverb, article, articles, spell, spelt, spelled, spelling, written, write, "
    "writing, punctuation, capital letter, capital letters, apostrophe, comma, hyphen, accent, "
    "letters, letter, abbreviation, abbreviate, acronym, initials, stand for, stands for, synonym, "
    "antonym, opposite, rhyme, rhymes, anagram, conjugate, decline, grammar, grammatical, "
    "in full, full name, "
    "wort, wörter, plural, mehrzahl, einzahl, übersetze, übersetzung, übersetzen, artikel, "
    "geschrieben, schreibt, schreibweise, rechtschreibung, komma, buchstabe, buchstaben, "
    "abkürzung, abgekürzt, kürzel, vollständiger name, "
    "mot, mots, pluriel, traduisez, traduction, article, orthographe, écrit, lettres, sigle, "
    "abréviation, palabra, palabras, plural, traduce, traducción, artículo, ortografía, escribe, "
    "siglas, sigla, abreviatura, parola, parole, plurale, singolare, traduci, traduzione, "
    "articolo, "
    "ortografia, scrive, lettere, abbreviazione, palavra, palavras, tradução, artigo, escreve, "
    "woord, woorden, meervoud, vertaal, vertaling, lidwoord, spelling, geschreven, afkorting, "
    "słowo, słowa, skrót, слово, слова, перевод, переведите, сокращение, аббревиатура, переклад, "
    "скорочення, літер, букв"
)
"""Signs that a stem speaks of words as words, so that their form is what is asked."""

QUANTITY = _by_language(
    {
        "en": "how many, how much, how far, how long, how old, how tall, how high, how deep, "
        "how heavy, how wide, how fast, what percentage, what percent, what proportion, "
        "what share, what fraction, which range, what range",
        "de": "wie viele, wie viel, wieviel, wieviele, wie weit, wie lang, wie lange, wie alt, "
        "wie groß, wie hoch, wie tief, wie schwer, wie breit, wie schnell, wie viel prozent, "
        "welcher anteil",
        "fr": "combien, quel pourcentage, quelle distance, quelle hauteur, quelle proportion",
        "es": "cuántos, cuántas, cuánto, cuánta, qué porcentaje, qué distancia, qué proporción",
        "it": "quanti, quante, quanto, quanta, quale percentuale, che percentuale",
        "pt": "quantos, quantas, quanto, quanta, que percentagem, qual a porcentagem",
        "nl": "hoeveel, hoe ver, hoe lang, hoe oud, hoe hoog, hoe diep, hoe zwaar, welk percentage",
        "pl": "ile, ilu, jaki procent, jaka część",
        "ru": "сколько, какой процент, какая доля",
        "uk": "скільки, який відсоток, яка частка",
    }
)
"""What asks for a quantity."""

MEASURES = _by_language(
    {
        "en": "how far, how old, how tall, how high, how deep, how heavy, how wide",
        "de": "wie weit, wie alt, wie hoch, wie tief, wie schwer, wie breit",
        "nl": "hoe ver, hoe oud, hoe hoog, hoe diep, hoe zwaar",
    }
)
"""What asks for a measure without naming its unit."""

UNITS = Phrases(
    "percent, per cent, percentage, prozent, pour cent, pourcent, por ciento, per cento, "
    "por cento, "
    "procent, процент, процентов, відсотків, dollars, euros, euro, pounds, dollar, "
    "kilometri, metri, centimetri, millimetri, chilometri, litri, grammi, chilogrammi, anni, mesi, "
    "giorni, ore, minuti, secondi, gradi, tonnellate, kilómetros, metros, años, meses, días, "
    "horas, "
    "minutos, segundos, grados, litros, gramos, toneladas, quilômetros, quilómetros, anos, dias, "
    "graus, toneladas, kilomètres, mètres, ans, années, mois, jours, heures, minutes, secondes, "
    "jahre, monate, tage, stunden, minuten, sekunden, grad, meter, kilometer, tonnen, jaren, "
    "maanden, dagen, uren, lat, lata, dni, godzin, minut, kilometrów, metrów, лет, дней, часов, "
    "минут, километров, метров, років, днів, годин, хвилин, кілометрів, метрів"
)
"""Words for units behind "how many", beside those that marking can convert."""

ABOUT = _by_language(
    {
        "en": "about how, approximately, roughly, around how, estimate",
        "de": "ungefähr, etwa wie, circa, ca, rund wie, schätzungsweise, wie viele etwa, "
        "etwa, schätze",
        "fr": "environ, à peu près, approximativement",
        "es": "aproximadamente, más o menos, alrededor de cuántos, alrededor de cuántas",
        "it": "circa, approssimativamente, all incirca, più o meno",
        "pt": "aproximadamente, cerca de quantos, cerca de quantas, mais ou menos",
        "nl": "ongeveer, circa, ruwweg",
        "pl": "około, mniej więcej, w przybliżeniu",
        "ru": "примерно, около, приблизительно",
        "uk": "приблизно, близько",
    }
)
"""What asks for a rough number."""

ASKS_YEAR = Phrases(
    "in which year, in what year, which year, what year, in welchem jahr, welches jahr, "
    "en quelle année, quelle année, en qué año, en que año, qué año, in che anno, in quale anno, "
    "quale anno, em que ano, que ano, in welk jaar, welk jaar, w którym roku, który rok, "
    "в каком году, у якому році, в якому році"
)
WHEN = _by_language(
    {
        "en": "when did, when was, when were, when is, when had, when will, since when, until when",
        "de": "wann, seit wann, bis wann",
        "fr": "quand, depuis quand, jusqu à quand",
        "es": "cuándo, desde cuándo, hasta cuándo",
        "it": "quando, da quando, fino a quando",
        "pt": "quando, desde quando, até quando",
        "nl": "wanneer, sinds wanneer, tot wanneer",
        "pl": "kiedy, od kiedy, do kiedy",
        "ru": "когда, с какого года",
        "uk": "коли, з якого року",
    }
)
"""What begins a question for a time."""

ASKS_MONTH = Phrases(
    "in which month, in what month, which month, what month, month and year, in welchem monat, "
    "en quel mois, quel mois, en qué mes, in che mese, in quale mese, em que mês, in welke maand, "
    "w którym miesiącu, в каком месяце, у якому місяці, в якому місяці"
)
ASKS_DAY = Phrases(
    "on which day, on what day, on which date, on what date, which date, what date, exact date, "
    "exact day, day month and year, an welchem tag, an welchem datum, welches datum, "
    "genaues datum, quel jour, à quelle date, quelle date exacte, qué día, en qué fecha, "
    "fecha exacta, in che giorno, in quale giorno, in quale data, in che data, data esatta, "
    "em que dia, em que data, op welke dag, op welke datum, którego dnia, в какой день, "
    "какого числа, якого числа, якого дня"
)
"""What a stem asks a date for, whatever the bank's language."""

NOT_A_DAY = Phrases(
    "day of the week, weekday, wochentag, jour de la semaine, día de la semana, "
    "giorno della settimana, dia da semana, dag van de week, dzień tygodnia, день недели, "
    "день тижня"
)

YES_NO = _by_language(
    {
        "en": "yes, no, true, false, correct, incorrect, right, wrong",
        "de": "ja, nein, wahr, falsch, richtig, stimmt",
        "fr": "oui, non, vrai, faux",
        "es": "sí, si, no, verdadero, falso, cierto",
        "it": "sì, si, no, vero, falso",
        "pt": "sim, não, verdadeiro, falso",
        "nl": "ja, nee, neen, waar, onwaar",
        "pl": "tak, nie, prawda, fałsz",
        "ru": "да, нет, верно, неверно, правда, ложь",
        "uk": "так, ні, правда, неправда, вірно",
    }
)
"""Answers to a question that is answered by yes or no."""

_TRUE = Phrases(
    "true, yes, wahr, ja, vrai, oui, verdadero, cierto, sí, vero, sì, verdadeiro, sim, waar, tak, "
    "prawda, верно, правда, да, вірно, так"
)
_FALSE = Phrases(
    "false, no, falsch, nein, faux, non, falso, não, onwaar, nee, neen, nie, fałsz, неверно, ложь, "
    "нет, неправда, ні"
)
TRUE_OR_FALSE = {
    **dict.fromkeys(_TRUE.words, "true"),
    **dict.fromkeys(_FALSE.words, "false"),
}
"""Answers to a statement, and the flag that each means."""

BIDDING = Phrases(
    "give, name, write, type, say, state, complete, translate, evaluate, enter, spell, fill, "
    "nenne, schreibe, gib, sage, ergänze, übersetze, donnez, écrivez, complétez, traduisez, da, "
    "escribe, completa, traduce, scrivi, traduci, di, dai, nomina, escreva, complete, traduza, "
    "noem, schrijf, vertaal, podaj, napisz, назовите, напишите, назвіть, напишіть"
)
"""What a stem begins with that bids the learner to type something."""

COUNTS = _by_language(
    {
        "en": "two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, both",
        "de": "zwei, drei, vier, fünf, sechs, sieben, acht, neun, zehn, elf, zwölf, beiden",
        "fr": "deux, trois, quatre, cinq, six, sept, huit, neuf, dix, onze, douze",
        "es": "dos, tres, cuatro, cinco, seis, siete, ocho, nueve, diez, once, doce",
        "it": "due, tre, quattro, cinque, sei, sette, otto, nove, dieci, undici, dodici",
        "pt": "dois, duas, três, quatro, cinco, seis, sete, oito, nove, dez, onze, doze",
        "nl": "twee, drie, vier, vijf, zes, zeven, acht, negen, tien, elf, twaalf, beide",
        "pl": "dwa, dwie, trzy, cztery, pięć, sześć, siedem, osiem, dziewięć, dziesięć",
        "ru": "два, две, три, четыре, пять, шесть, семь, восемь, девять, десять",
        "uk": "два, дві, три, чотири, шість, сім, вісім, девять, десять",
    }
)
"""Number words that ask for several answers, by language."""

ONE_NAME = Phrases(
    "motto, slogan, say, says, said, saying, proverb, quote, quotation, line, verse, refrain, "
    "chant, title, book, novel, play, film, movie, song, album, opera, called, phrase, where, "
    "city, town, place, village, capital, address, firm, company, shop, store, brand, band, "
    "group, trio, duo, day, date, order, wahlspruch, sprichwort, titel, buch, roman, film, lied, "
    "wo, stadt, ort, hauptstadt, firma, gruppe, devise, titre, livre, où, ville, lema, título, "
    "libro, película, dónde, ciudad, motto, titolo, libro, dove, città, gruppo, datum, data"
).words
"""Words of a stem whose answer may hold commas and is still one."""

QUESTION_WORDS = _by_language(
    {
        "en": "who, whom, whose, which, what, when, where, why, how",
        "de": "wer, wen, wem, wessen, welche, welcher, welches, welchen, welchem, was, wann, wo, "
        "warum, wie, wohin, woher, wodurch, womit, wofür",
        "fr": "qui, que, qu, quoi, quel, quelle, quels, quelles, quand, où, pourquoi, comment, "
        "combien",
        "es": "quién, quiénes, qué, cuál, cuáles, cuándo, dónde, cómo, cuánto, cuántos, cuánta, "
        "cuántas, por qué",
        "it": "chi, che, quale, quali, qual, quando, dove, dov, perché, come, quanto, quanti, "
        "quanta, quante, cosa",
        "pt": "quem, que, qual, quais, quando, onde, porque, como, quanto, quantos, quanta, "
        "quantas",
        "nl": "wie, wiens, wat, welke, welk, wanneer, waar, waarom, hoe, hoeveel",
        "pl": "kto, kogo, komu, co, czego, jaki, jaka, jakie, który, która, które, kiedy, gdzie, "
        "dlaczego, jak, ile",
        "ru": "кто, кого, кому, что, чего, какой, какая, какое, какие, какого, который, когда, "
        "где, "
        "куда, откуда, почему, как, сколько, чей",
        "uk": "хто, кого, кому, що, чого, який, яка, яке, які, коли, де, куди, звідки, чому, як, "
        "скільки",
    }
)
"""What a question that is not answered by yes or no holds."""

ATTRIBUTED = Phrases(
    "according to, says, said, claims, claimed, holds, believes, writes, argues, finds, calls, "
    "laut, nach, zufolge, sagt, behauptet, meint, selon, d après, affirme, según, afirma, secondo, "
    "sostiene, segundo, volgens, według, zdaniem, согласно, по мнению, за словами, на думку, згідно"
)
"""Signs that a statement is another's, who may well speak in absolutes."""

RIGHT_WORDS = Phrases(
    "right correct true answer solution richtig korrekt wahr lösung antwort vrai correct réponse "
    "correcto correcta verdadero respuesta giusto corretto vero risposta certo correto resposta "
    "juist goed antwoord".replace(" ", ",")
).words
"""Words that say of an answer no more than that it is one."""
