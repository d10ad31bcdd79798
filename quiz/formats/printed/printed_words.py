"""The words that stand on a printed sheet, in the language of the paper and not of the program."""

import msgspec


class PrintedWords(msgspec.Struct, frozen=True, kw_only=True):
    """The words of one language; `{names}` are filled in where they are printed."""

    name: str
    date: str
    points: str
    version: str
    page: str
    """With `{n}` and `{total}`."""
    minutes: str
    """How long it takes: with `{n}`."""
    text_for: str
    """Above a passage: with `{questions}`."""
    picture: str
    """Where a picture is missing: with `{alt}`."""
    true: str
    false: str
    key: str
    marking: str
    answer_sheet: str
    number: str
    answer: str
    given: str
    rule: str
    also: str
    """More right spellings: with `{texts}`."""
    fill: str
    """How a bubble sheet is filled in."""
    pick_one: str
    pick_all: str
    decide: str
    any_order: str
    pair: str
    once_each: str
    put_in_order: str
    sort: str
    fill_gaps: str
    say: str
    """What to do with a card's front."""
    year: str
    month: str
    day: str
    all_or_nothing: str
    several_rule: str
    """With `{plus}` and `{minus}`."""
    list_rule: str
    """With `{each}` and `{n}`."""
    share_rule: str
    """With `{each}`."""
    order_rule: str
    """With `{each}`."""
    judged: str
    """With `{half}` and `{full}`."""
    typos: str
    exact: str
    unit: str
    decimal_point: str = ","


_EN = PrintedWords(
    name="Name",
    date="Date",
    points="Points",
    version="Version",
    page="Page {n} of {total}",
    minutes="Time: {n} minutes",
    text_for="Text for {questions}",
    picture="Picture: {alt}",
    true="True",
    false="False",
    key="Key",
    marking="Marking sheet",
    answer_sheet="Answer sheet",
    number="No.",
    answer="Right answer",
    given="Given",
    rule="How to mark",
    also="Also right: {texts}",
    fill="Fill the circle of your answer completely, in dark ink or pencil. "
    "Where several answers are right, fill all of them.",
    pick_one="Tick the one right answer.",
    pick_all="Tick all right answers.",
    decide="True or false?",
    any_order="In any order.",
    pair="Write the letter of what belongs to each.",
    once_each="A letter may be used once, more often or not at all.",
    put_in_order="Number in the right order, beginning with 1.",
    sort="Tick the group of each.",
    fill_gaps="Fill the gaps.",
    say="Say what belongs to it.",
    year="Write the year.",
    month="Write month and year.",
    day="Write day, month and year.",
    all_or_nothing="All or nothing.",
    several_rule="{plus} for each right option, {minus} less for each wrong one; never below 0.",
    list_rule="{each} for each right entry; {each} less for each one given beyond {n}.",
    share_rule="{each} for each one that is right.",
    order_rule="{each} for each pair of entries that stand in the right relative order.",
    judged="0, {half} or {full}.",
    typos="A slip in spelling is forgiven.",
    exact="The spelling must be exact.",
    unit="The unit may be left out.",
    decimal_point=".",
)

_DE = PrintedWords(
    name="Name",
    date="Datum",
    points="Punkte",
    version="Version",
    page="Seite {n} von {total}",
    minutes="Zeit: {n} Minuten",
    text_for="Text zu {questions}",
    picture="Bild: {alt}",
    true="Richtig",
    false="Falsch",
    key="Lösungen",
    marking="Korrekturbogen",
    answer_sheet="Antwortbogen",
    number="Nr.",
    answer="Richtige Antwort",
    given="Erreicht",
    rule="Bewertung",
    also="Auch richtig: {texts}",
    fill="Fülle den Kreis deiner Antwort ganz aus, mit dunkler Tinte oder Bleistift. "
    "Sind mehrere Antworten richtig, fülle alle aus.",
    pick_one="Kreuze die eine richtige Antwort an.",
    pick_all="Kreuze alle richtigen Antworten an.",
    decide="Richtig oder falsch?",
    any_order="In beliebiger Reihenfolge.",
    pair="Schreibe den Buchstaben des Passenden dazu.",
    once_each="Ein Buchstabe kann einmal, mehrmals oder gar nicht vorkommen.",
    put_in_order="Nummeriere in der richtigen Reihenfolge, beginnend mit 1.",
    sort="Kreuze jeweils die Gruppe an.",
    fill_gaps="Fülle die Lücken.",
    say="Schreibe, was dazu gehört.",
    year="Schreibe das Jahr.",
    month="Schreibe Monat und Jahr.",
    day="Schreibe Tag, Monat und Jahr.",
    all_or_nothing="Alles oder nichts.",
    several_rule="{plus} je richtiger Antwort, {minus} Abzug je falscher; nie unter 0.",
    list_rule="{each} je richtigem Eintrag; {each} Abzug je Eintrag über {n} hinaus.",
    share_rule="{each} je Richtigem.",
    order_rule="{each} je Paar von Einträgen, das in der richtigen Reihenfolge steht.",
    judged="0, {half} oder {full}.",
    typos="Ein Schreibversehen wird verziehen.",
    exact="Die Schreibung muss genau stimmen.",
    unit="Die Einheit darf fehlen.",
)

_IT = PrintedWords(
    name="Nome",
    date="Data",
    points="Punti",
    version="Versione",
    page="Pagina {n} di {total}",
    minutes="Tempo: {n} minuti",
    text_for="Testo per {questions}",
    picture="Immagine: {alt}",
    true="Vero",
    false="Falso",
    key="Soluzioni",
    marking="Foglio di correzione",
    answer_sheet="Foglio delle risposte",
    number="N.",
    answer="Risposta esatta",
    given="Ottenuti",
    rule="Valutazione",
    also="Anche esatto: {texts}",
    fill="Annerisci completamente il cerchio della tua risposta, con penna scura o matita. "
    "Se le risposte esatte sono più d'una, anneriscile tutte.",
    pick_one="Segna l'unica risposta esatta.",
    pick_all="Segna tutte le risposte esatte.",
    decide="Vero o falso?",
    any_order="In qualsiasi ordine.",
    pair="Scrivi la lettera corrispondente.",
    once_each="Una lettera può servire una volta, più volte o mai.",
    put_in_order="Numera nell'ordine giusto, cominciando da 1.",
    sort="Segna il gruppo di ciascuno.",
    fill_gaps="Completa gli spazi vuoti.",
    say="Scrivi che cosa vi corrisponde.",
    year="Scrivi l'anno.",
    month="Scrivi mese e anno.",
    day="Scrivi giorno, mese e anno.",
    all_or_nothing="Tutto o niente.",
    several_rule="{plus} per ogni opzione esatta, {minus} in meno per ogni errata; mai sotto 0.",
    list_rule="{each} per ogni voce esatta; {each} in meno per ogni voce oltre {n}.",
    share_rule="{each} per ogni elemento esatto.",
    order_rule="{each} per ogni coppia di voci nell'ordine relativo giusto.",
    judged="0, {half} o {full}.",
    typos="Una svista di ortografia è perdonata.",
    exact="L'ortografia deve essere esatta.",
    unit="L'unità può mancare.",
)

_FR = PrintedWords(
    name="Nom",
    date="Date",
    points="Points",
    version="Version",
    page="Page {n} sur {total}",
    minutes="Durée : {n} minutes",
    text_for="Texte pour {questions}",
    picture="Image : {alt}",
    true="Vrai",
    false="Faux",
    key="Corrigé",
    marking="Feuille de correction",
    answer_sheet="Feuille de réponses",
    number="N°",
    answer="Bonne réponse",
    given="Obtenus",
    rule="Barème",
    also="Aussi juste : {texts}",
    fill="Remplis entièrement le cercle de ta réponse, à l'encre foncée ou au crayon. "
    "Si plusieurs réponses sont justes, remplis-les toutes.",
    pick_one="Coche la seule bonne réponse.",
    pick_all="Coche toutes les bonnes réponses.",
    decide="Vrai ou faux ?",
    any_order="Dans n'importe quel ordre.",
    pair="Écris la lettre qui correspond.",
    once_each="Une lettre peut servir une fois, plusieurs fois ou jamais.",
    put_in_order="Numérote dans le bon ordre, en commençant par 1.",
    sort="Coche le groupe de chacun.",
    fill_gaps="Complète le texte.",
    say="Écris ce qui y correspond.",
    year="Écris l'année.",
    month="Écris le mois et l'année.",
    day="Écris le jour, le mois et l'année.",
    all_or_nothing="Tout ou rien.",
    several_rule="{plus} par bonne option, {minus} de moins par mauvaise ; jamais sous 0.",
    list_rule="{each} par bonne entrée ; {each} de moins par entrée au-delà de {n}.",
    share_rule="{each} par élément juste.",
    order_rule="{each} par paire d'entrées dans le bon ordre relatif.",
    judged="0, {half} ou {full}.",
    typos="Une faute de frappe est pardonnée.",
    exact="L'orthographe doit être exacte.",
    unit="L'unité peut manquer.",
)

_ES = PrintedWords(
    name="Nombre",
    date="Fecha",
    points="Puntos",
    version="Versión",
    page="Página {n} de {total}",
    minutes="Tiempo: {n} minutos",
    text_for="Texto para {questions}",
    picture="Imagen: {alt}",
    true="Verdadero",
    false="Falso",
    key="Soluciones",
    marking="Hoja de corrección",
    answer_sheet="Hoja de respuestas",
    number="N.º",
    answer="Respuesta correcta",
    given="Obtenidos",
    rule="Evaluación",
    also="También es correcto: {texts}",
    fill="Rellena por completo el círculo de tu respuesta, con tinta oscura o lápiz. "
    "Si hay varias respuestas correctas, rellénalas todas.",
    pick_one="Marca la única respuesta correcta.",
    pick_all="Marca todas las respuestas correctas.",
    decide="¿Verdadero o falso?",
    any_order="En cualquier orden.",
    pair="Escribe la letra que corresponde.",
    once_each="Una letra puede usarse una vez, varias o ninguna.",
    put_in_order="Numera en el orden correcto, empezando por 1.",
    sort="Marca el grupo de cada uno.",
    fill_gaps="Completa los huecos.",
    say="Escribe lo que le corresponde.",
    year="Escribe el año.",
    month="Escribe mes y año.",
    day="Escribe día, mes y año.",
    all_or_nothing="Todo o nada.",
    several_rule="{plus} por opción correcta, {minus} menos por cada errónea; nunca bajo 0.",
    list_rule="{each} por entrada correcta; {each} menos por cada una más allá de {n}.",
    share_rule="{each} por cada acierto.",
    order_rule="{each} por cada par de entradas en el orden relativo correcto.",
    judged="0, {half} o {full}.",
    typos="Se perdona un desliz de ortografía.",
    exact="La ortografía debe ser exacta.",
    unit="La unidad puede faltar.",
)

_RU = PrintedWords(
    name="Имя",
    date="Дата",
    points="Баллы",
    version="Вариант",
    page="Страница {n} из {total}",
    minutes="Время: {n} мин",
    text_for="Текст к заданиям {questions}",
    picture="Рисунок: {alt}",
    true="Верно",
    false="Неверно",
    key="Ответы",
    marking="Лист проверки",
    answer_sheet="Бланк ответов",
    number="№",
    answer="Верный ответ",
    given="Получено",
    rule="Как оценивать",
    also="Также верно: {texts}",
    fill="Закрасьте кружок ответа целиком, тёмной ручкой или карандашом. "
    "Если верных ответов несколько, закрасьте все.",
    pick_one="Отметьте один верный ответ.",
    pick_all="Отметьте все верные ответы.",
    decide="Верно или неверно?",
    any_order="В любом порядке.",
    pair="Впишите букву того, что подходит.",
    once_each="Буква может встретиться один раз, несколько раз или ни разу.",
    put_in_order="Пронумеруйте в верном порядке, начиная с 1.",
    sort="Отметьте группу каждого.",
    fill_gaps="Заполните пропуски.",
    say="Напишите, что к этому относится.",
    year="Напишите год.",
    month="Напишите месяц и год.",
    day="Напишите день, месяц и год.",
    all_or_nothing="Всё или ничего.",
    several_rule="{plus} за каждый верный вариант, минус {minus} за неверный; не ниже 0.",
    list_rule="{each} за каждый верный пункт; минус {each} за каждый сверх {n}.",
    share_rule="{each} за каждое верное.",
    order_rule="{each} за каждую пару, которая стоит в верном порядке.",
    judged="0, {half} или {full}.",
    typos="Описка прощается.",
    exact="Написание должно быть точным.",
    unit="Единицу можно не писать.",
)

_WORDS = {"en": _EN, "de": _DE, "it": _IT, "fr": _FR, "es": _ES, "ru": _RU}
LANGUAGES = tuple(_WORDS)


def printed_words(language: str) -> PrintedWords:
    """Return the words for a BCP 47 tag; English ones where we do not have the language."""
    return _WORDS.get(language.replace("_", "-").partition("-")[0].lower(), _EN)


def figure(value: float, words: PrintedWords) -> str:
    """Return points as the language writes them, to two places at most."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", words.decimal_point)
