"""Names of persons: how they are told from names of things, and how people give them."""

from collections.abc import Iterator

from quiz.lexicon.lists import is_word
from quiz.marking.folding import unaccented
from quiz.marking.language import Language
from quiz.marking.manners import NEGATIONS, alternatives, conjunctions
from quiz.marking.tokens import Token, Tokens


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


GIVEN_NAMES = _words(
    """
    abraham adolf agatha aldous alexandra alfredo ali amadeus angelo ansel anton aristotle arnold
    arthur august ayn ban benedict bernhard bertrand billie boris calvin charlie che chiang
    cleopatra constantine cyrus denis desmond dmitrij dwight edvard edward edwin elias eliot elon
    emanuel enzo erich erik ernesto erwin ethel ezra fidel florian fridtjof fritjof garry george
    geoffrey gordon gottlieb graham grace greta guy gabriela hans harald hector helena henrik
    herman hideki hillary ho howard hubert ibn igor ismail italo ivo jair jawaharlal jerome jesse
    jeff jill johannes josef joséphine kamala karol katherine kim klara kofi konrad kurt lars
    lenin li linda lionel lorenzo louisa lucy luther mahatma malcolm mao marcel marcus marcello
    margaret marilyn martina max maya mehmed miles milton mohammed mohandas muhammad nadine
    narendra nelson neville noah noam norman olaf olga orson orville pearl peter pope ralph rachel
    ramses ray richard robin ronald rory rowan roald rudyard rupert saddam salman samuel scott
    simón stephan stephanie sylvia søren taylor ted tenzin thurgood tina tom tomas toussaint
    truman ursula vaclav václav vera viktoria vivien wassily wilbur willi wladimir xavier yasser
    yuri zhou иосиф исаак антон осип марина афанасий
    adam albert alan alberto aleksander alessandro alexander alexandre alexei alfred alice amelia
    amy anders andrea andreas andrei andrew angela anna anne anthony antonio arthur augusto barack
    barbara beatrice benito benjamin bernard bertha bertolt bill bob bonnie boris carl carlo carlos
    caroline caterina catherine cecilia charles charlotte christian christoph christopher clara
    claude claudia clemens cristoforo daniel dante david diego dmitri dmitry donald dorothy edgar
    edmund eduard edward eleanor elena elisabeth elizabeth emil emily emma emmanuel enrico ernest
    ernst eugen eva evelyn felix ferdinand fidel florence francesco francis franz françois franklin
    frederick friedrich fritz fyodor gabriel galileo georg george gerald gerhard giacomo giordano
    giovanni giulio giuseppe gottfried gregor guglielmo guillermo gustav gustave hannah hans harold
    harriet harry heinrich helen helmut henri henry herbert hermann hugo ian igor immanuel indira
    ingrid isaac isabel isabella ivan jack jacob jacques jakob james jan jane javier jean jeanne
    jennifer jimmy joachim joan joe johann johannes john jonas jorge josé joseph josef juan jules
    julia julius karl katharina klaus klemens konrad konstantin kurt laura lauren lech leo leon
    leonard leonardo leonhard leonid lev lewis linus lise louis louise ludwig luigi luis lyndon
    marco margaret margarete maria marie marina mario mark marlene martha martin mary matthias max
    maximilien michael michail michel miguel mikhail nadia nancy napoleon neil nelson niccolò
    nicolas niels nikita nikola nikolai nikolaus oliver olympe oscar otto pablo pascal patrick paul
    paula pedro percy peter philipp pierre rainer ralph raymond rebecca rené richard robert roberto
    roger rosa rosalind rudolf ruth salvador samuel sandro sarah sebastian sergei serge sigmund
    silvio simon simone sofia sophie stefan stephen steve susan theodor theodore therese thomas tim
    toni tony ulrike umberto ursula valentina vasco vasily victor viktor vincent virginia vladimir
    лев иван петр александр николай михаил алексей владимир дмитрий сергей андрей юрий борис павел
    василий федор антон максим григорий яков илья анна мария екатерина елена ольга наталья татьяна
    volodymyr walter werner wilhelm willem william willy winston wolfgang yuri
    """
)
"""First names by which a name of a person is told from that of a thing."""

_GIVEN_LOOSE = frozenset(map(unaccented, GIVEN_NAMES))

PERSONS = _words(
    """
    who whom whose president author writer novelist poet painter composer scientist physicist
    chemist biologist explorer general politician philosopher mathematician inventor actor actress
    director astronaut architect engineer expert chancellor statesman singer musician sculptor
    astronomer economist historian naturalist diplomat minister leader artist sailor navigator
    wer wen wem wessen präsident präsidentin autor autorin dichter dichterin maler malerin komponist
    physiker physikerin chemiker forscher forscherin politiker politikerin philosoph erfinder
    erfinderin bundeskanzler schriftsteller schriftstellerin
    qui président auteur écrivain poète peintre compositeur physicien chimiste explorateur
    philosophe inventeur
    quién presidente autor escritor escritora poeta pintor pintora compositor físico químico
    explorador filósofo inventor
    chi autore autrice scrittore scrittrice pittore pittrice compositore fisico chimico esploratore
    filosofo inventore scienziato scienziata
    quem escritor wie schrijver schilder kto кто хто
    """
)
"""Words of a stem that asks for a person."""

PARTICLES = _words(
    "von van zu de da di del della du la le den der ter te y bin ibn al el dos das do af av ad as"
)
"""Small words within a name."""

_TITLES = _words(
    """
    mr mister mrs pres ms miss dr doctor prof professor sir dame lord lady president presidents
    vicepresident chancellor minister secretary general colonel captain admiral marshal king queen
    prince princess emperor empress tsar czar duke duchess count countess baron earl pope saint st
    father senator governor ambassador judge chairman director comrade premier
    herr frau doktor präsident praesident präsidentin bundeskanzler kanzler kanzlerin könig koenig
    königin kaiser kaiserin fürst fuerst prinz graf gräfin herzog freiherr papst ministerpräsident
    außenminister aussenminister zar
    m mme mlle monsieur madame mademoiselle président roi reine empereur prince comte duc pape
    señor señora sr sra don doña presidente rey reina emperador papa conde
    signor signora sig re regina imperatore conte duca dottor dott onorevole ministro
    гн гжа господин госпожа президент царь король королева император князь граф профессор
    товарищ доктор генерал министр
    السيد الدكتور الرييس الملك
    """
)
"""Words before a name that say what somebody is."""

_MOST_WORDS = 6
_MOST_BETWEEN = 3
"""First names and particles that may stand between the first name and the surname."""


def asks_for_person(stem: Tokens) -> bool:
    """Return whether a question asks for a person."""
    return any(token.key in PERSONS for token in stem)


def without_titles(tokens: Tokens, role: frozenset[str]) -> Tokens:
    """Return a name without the titles before it ("US President", "Prof. Dr"), never empty.

    Args:
        tokens: A name.
        role: Words of the question, which may stand among the titles ("Foreign Minister").
    """
    start = 0
    last_title = 0
    if len(tokens) > 2 and tokens[0].key + tokens[1].key in _TITLES:
        start = last_title = 2  # г-н: a hyphen separates words
    while start < len(tokens) - 1:
        key = tokens[start].key.replace(" ", "")
        if key in _TITLES or tokens[start].loose in _TITLES:
            last_title = start + 1
        elif not (key in role or key in _BEFORE_TITLES) or tokens[start].is_figure:
            break
        start += 1
    return tokens[last_title:]


_BEFORE_TITLES = _words(
    "us uk american russian chinese german french british foreign prime vice the"
)


def without_generation(tokens: Tokens) -> Tokens:
    """Return a name without "Jr." or "Sr." behind it."""
    is_more = len(tokens) > 1 and tokens[-1].key in ("jr", "sr", "junior", "senior")
    return tokens[:-1] if is_more else tokens


def has_title(tokens: Tokens) -> bool:
    """Return whether a name begins with a title."""
    return len(tokens) > 1 and (tokens[0].key in _TITLES or tokens[0].loose in _TITLES)


def is_like_name(tokens: Tokens) -> bool:
    """Return whether an answer is written as names of two words or more are: `Joe Biden`."""
    words = [token for token in tokens if token.key not in PARTICLES]
    return 2 <= len(words) <= _MOST_WORDS and all(
        token.is_capital and not any(map(str.isdigit, token.key)) for token in words
    )


def is_person(tokens: Tokens, language: Language, is_asked: bool) -> bool:
    """Return whether an answer is the name of a person.

    A first name that we know says so, and so does a question for a person where no word of the
    answer is a word of the language: `North Korea` is none.

    Args:
        tokens: The answer.
        language: Whose words are looked up.
        is_asked: Whether the question asks for a person.
    """
    if not is_like_name(tokens):
        return False
    if any(token.is_figure and len(token.key) > 1 for token in tokens):
        return False  # John Paul II is another than John II
    if tokens[0].loose in _GIVEN_LOOSE or (is_asked and _is_initial(tokens[0])):
        return True
    return is_asked and not any(
        is_word(token.loose, language.primary)
        for token in tokens
        if token.key not in PARTICLES and len(token.loose) > 3
    )


def has_given_name(tokens: Tokens) -> bool:
    """Return whether a name begins with a first name that we know."""
    return bool(tokens) and (tokens[0].loose in _GIVEN_LOOSE or _is_initial(tokens[0]))


def _is_initial(token: Token) -> bool:
    """Return whether a word is an initial, or several: J., J.R.R., Л.Н."""
    return token.is_initials or (len(token.key) == 1 and token.key.isalpha())


def arrangements(
    typed: Tokens, right: Tokens, *, language: Language, is_titled: bool, is_asked: bool
) -> Iterator[tuple[Tokens, Tokens]]:
    """Yield both sides of a name, made alike where people give one in another way.

    Surname first, initials, particles and middle names left out or added, and the surname alone of
    somebody who is a person for certain.

    Args:
        typed: What was typed, without titles.
        right: The right name, without titles; the full name stands in it.
        language: Of the bank.
        is_titled: Whether a title was typed, so that a surname may stand for a first name too.
        is_asked: Whether the question asks for a person.
    """
    bare_typed = _without_particles(typed)
    bare = _without_particles(right)
    if len(bare_typed) > _MOST_WORDS or not bare_typed or not bare:
        return
    if (len(bare_typed), len(bare)) != (len(typed), len(right)):
        yield bare_typed, bare
    if not is_like_name(right):
        return
    if len(bare_typed) > 1 and _is_initial(bare_typed[0]) and len(bare_typed[0].key) > 1:
        bare_typed = (*_letters(bare_typed[0]), *bare_typed[1:])
    if len(bare) > 1 and _is_initial(bare[0]) and len(bare[0].key) > 1:
        bare = (*_letters(bare[0]), *bare[1:])
    turned = (bare_typed[1:] + bare_typed[:1], bare_typed[-1:] + bare_typed[:-1])
    certain = is_person(right, language, is_asked)
    for order in dict.fromkeys((bare_typed, *turned)):
        yield _with_initials(order, bare), bare
        if certain and len(order) != len(bare) and len(order) > 1 < len(bare):
            long = max(order, bare, key=len)
            free = NEGATIONS | alternatives(language.primary) | conjunctions(language.primary)
            if len(long) - 2 <= _MOST_BETWEEN and not any(t.key in free for t in long[1:-1]):
                ends = _with_initials((order[0], order[-1]), (bare[0], bare[-1]))
                yield ends, (bare[0], bare[-1])
    # The surname is the last word, but for a roman number, which makes a king of it.
    is_surname = not bare[-1].is_figure
    if len(bare_typed) == 1 and certain and is_surname and (is_titled or has_given_name(right)):
        yield bare_typed, bare[-1:]


def _letters(token: Token) -> Tokens:
    """Return two initials as two words."""
    return tuple(
        token._replace(key=letter, loose=letter, unmarked=letter) for letter in token.loose
    )


def _without_particles(tokens: Tokens) -> Tokens:
    return tuple(token for token in tokens if token.key not in PARTICLES) or tokens


def _with_initials(typed: Tokens, right: Tokens) -> Tokens:
    """Return a name with each initial replaced by the word that it stands for."""
    if len(typed) != len(right):
        return typed
    found = []
    for at, (one, other) in enumerate(zip(typed, right, strict=True)):
        is_last = at == len(right) - 1
        short, long = sorted((one.loose, other.loose), key=len)
        is_initial = len(short) == 1 and long.startswith(short) and not is_last
        found.append(other if is_initial else one)
    return tuple(found)
