"""The most frequent words of some languages, which say nothing of what a text is about.

By them a text's language is told, and without them the words are left that two texts may share
for a reason. Plain tables: written by hand, from each language's grammar (articles, pronouns,
prepositions, conjunctions, auxiliary verbs, question words).
"""

_TABLE = {
    "en": """
        a an the this that these those it its he she they them his her their him we us our you your
        i me my who whom whose which what when where why how of in on at by for with from to into
        onto over under after before during between among through against about as than then and or
        but nor not no if because while although though is are was were be been being am do does did
        done has have had having can could will would shall should may might must there here so such
        only also very more most much many some any each every both either neither own same other
        another one two first last called call name named give gives given known used use
        following answer question true false correct
        """,
    "de": """
        der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner
        dieser diese dieses diesen diesem jener jede jeder jedes er sie es ihn ihm ihr ihre ihren
        ihrem ihrer sein seine seinen seinem seiner wir uns unser unsere ich mich mir du dich dir
        man wer wen wem wessen welche welcher welches welchen welchem was wann wo warum wie wohin
        woher wodurch womit wofür von vom in im an am auf aus bei mit nach seit zu zum zur für gegen
        ohne durch um über unter vor hinter neben zwischen und oder aber denn weil dass ob wenn als
        sondern nicht auch nur noch schon so sehr mehr viel viele ist sind war waren wird werden
        wurde wurden worden hat haben hatte hatten kann können konnte muss müssen soll sollen darf
        heißt hieß nennt man folgende folgenden antwort frage
        """,
    "fr": """
        le la les l un une des du de d au aux ce cet cette ces il elle ils elles on nous vous je tu
        me te se lui leur leurs son sa ses mon ma mes notre votre qui que qu quoi quel quelle quels
        quelles quand où pourquoi comment combien dans en sur sous par pour avec sans chez vers
        entre avant après depuis pendant contre et ou mais donc car ni ne pas plus moins très aussi
        si comme est sont était étaient été être sera fut furent a ont avait avaient avoir peut
        peuvent doit fait c s n j y lequel laquelle parmi suivants suivantes réponse question
        appelle
        """,
    "es": """
        el la los las lo un una unos unas del de al a este esta estos estas ese esa eso esto él ella
        ellos ellas nosotros usted ustedes yo tú me te se le les nos su sus mi mis tu tus nuestro
        quién quiénes qué que cuál cuáles cuándo cuando dónde donde por cómo como cuánto cuánta
        cuántos cuántas en con sin sobre entre hasta desde hacia para según y e o u pero porque si
        no ni más menos muy también es son era eran fue fueron ser sido está están estaba ha han
        había hay haber tiene tienen puede pueden debe siguientes respuesta pregunta llama llamaba
        """,
    "it": """
        il lo la i gli le l un uno una del dello della dei degli delle di d da dal dallo dalla dai
        dagli dalle a al allo alla ai agli alle in nel nello nella nei negli nelle su sul sullo
        sulla sui sugli sulle con per tra fra questo questa questi queste quello quella quelli
        quelle egli lui lei loro noi voi io tu mi ti si ci vi ne suo sua suoi sue che chi cui quale
        quali qual cosa quando dove dov perché come quanto quanta quanti quante e ed o od ma se
        perciò non né più meno molto anche è sono era erano fu furono essere stato stata stati ha
        hanno aveva avevano avere può possono deve viene vengono c risposta domanda seguenti chiama
        """,
    "pt": """
        o a os as um uma uns umas do da dos das de no na nos nas em ao aos à às pelo pela pelos
        pelas por para com sem sobre entre até desde este esta estes estas esse essa isso isto ele
        ela eles elas nós você vocês eu me te se lhe lhes seu sua seus suas meu minha nosso que quem
        qual quais quando onde porque porquê como quanto quanta quantos quantas e ou mas nem não
        mais menos muito também é são era eram foi foram ser sido está estão estava tem têm tinha
        há haver pode podem deve seguintes resposta pergunta chama
        """,
    "nl": """
        de het een die dat deze dit er hij zij ze hem haar hun wij we ons onze jij je jou jouw ik
        mij me zich zijn wie wiens wat welke welk wanneer waar waarom hoe hoeveel van in op aan bij
        met naar uit voor door om over onder tegen tussen na tot te ten ter en of maar want omdat
        als dan toen niet geen ook nog wel zo zeer meer veel is was waren wordt werd werden worden
        heeft hebben had hadden kan kunnen kon moet moeten mag zal zullen zou heet volgende antwoord
        vraag """,
    "pl": """
        ten ta to te ci tego tej temu tych tym tymi on ona ono oni one jego jej ich im mu go ją my
        nas wy ja mnie ty się siebie swój swoje kto kogo komu co czego czym jaki jaka jakie który
        która które którzy których którym której kiedy gdzie dlaczego jak ile czy w we na do od z ze
        o po przy przez dla bez nad pod przed między za i oraz a ale lub albo bo ponieważ że żeby
        jeśli nie tak też także tylko jest są był była było byli były być został została zostało
        może mogą ma mają miał miała odpowiedź pytanie
        """,
    "ru": """
        и в во не на я он она оно они мы вы ты его её ее их ему ей им него неё них себя свой своя
        свои этот эта это эти того той тому тех тем тот та то те кто кого кому чем что чего какой
        какая какое какие каком какого который которая которое которые которой которого когда где
        куда откуда почему как сколько чей чья чьё чьи с со к ко по из от до для без у о об при за
        над под перед между через про или но а что чтобы если ли бы же был была было были быть есть
        является называется может могут также только ещё уже самый самая все всё ответ вопрос
        """,
    "uk": """
        і й та в у не на я він вона воно вони ми ви ти його її їх йому їй їм нього неї них себе свій
        своя свої цей ця це ці того тієї тому тих тим той та те ті хто кого кому чим що чого який
        яка яке які якому якої якого котрий коли де куди звідки чому як скільки чий чия з зі із до
        по від для без о об при за над під перед між через про або чи але а щоб якщо б ж був була
        було були бути є називається може можуть також тільки ще вже найбільший усі все відповідь
        """,
}

FUNCTION_WORDS: dict[str, frozenset[str]] = {
    code: frozenset(text.split()) for code, text in _TABLE.items()
}
"""By primary language subtag."""


def telling_words() -> dict[str, frozenset[str]]:
    """Return of each language the words that stand in no other list, and so tell it."""
    return {
        code: words.difference(*(other for at, other in FUNCTION_WORDS.items() if at != code))
        for code, words in FUNCTION_WORDS.items()
    }
