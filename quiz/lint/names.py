"""Names of people and of organisations, by which a typed answer's other spellings are told."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


GIVEN_NAMES = _words(
    """
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
    volodymyr walter werner wilhelm willem william willy winston wolfgang yuri
    """
)
"""First names by which a name of a person is told from that of a thing."""

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
    "von van zu de da di del della du la le den der ter te y bin ibn al el dos das do af av"
)
"""Small words within a name."""

ABBREVIATIONS = {
    "united nations": ("UN",),
    "united states": ("US", "USA"),
    "united states of america": ("US", "USA"),
    "united kingdom": ("UK",),
    "european union": ("EU",),
    "soviet union": ("USSR",),
    "north atlantic treaty organization": ("NATO",),
    "north atlantic treaty organisation": ("NATO",),
    "world health organization": ("WHO",),
    "world health organisation": ("WHO",),
    "world trade organization": ("WTO",),
    "world trade organisation": ("WTO",),
    "international monetary fund": ("IMF",),
    "european central bank": ("ECB",),
    "central intelligence agency": ("CIA",),
    "federal bureau of investigation": ("FBI",),
    "artificial intelligence": ("AI",),
    "deoxyribonucleic acid": ("DNA",),
    "central processing unit": ("CPU",),
    "vereinte nationen": ("UN", "UNO"),
    "vereinigte staaten": ("USA",),
    "vereinigte staaten von amerika": ("USA",),
    "europäische union": ("EU",),
    "europäische zentralbank": ("EZB",),
    "deutsche demokratische republik": ("DDR",),
    "bundesrepublik deutschland": ("BRD",),
    "nazioni unite": ("ONU",),
    "stati uniti": ("USA",),
    "stati uniti d'america": ("USA",),
    "unione europea": ("UE",),
    "unione sovietica": ("URSS",),
    "nations unies": ("ONU",),
    "états-unis": ("USA",),
    "union européenne": ("UE",),
    "union soviétique": ("URSS",),
    "naciones unidas": ("ONU",),
    "estados unidos": ("EE. UU.",),
    "unión europea": ("UE",),
    "união europeia": ("UE",),
    "nações unidas": ("ONU",),
    "verenigde naties": ("VN",),
    "verenigde staten": ("VS",),
    "europese unie": ("EU",),
}
"""What a long name is often shortened to; both are typed for the same thing."""
