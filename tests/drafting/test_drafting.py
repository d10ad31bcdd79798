"""What is drafted from a text: asserted where it is explicit, left open where it is not."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.drafting.article import article_of, language_of
from quiz.drafting.asking.making import DraftedQuestion
from quiz.drafting.drafts import drafts_of
from quiz.drafting.slips import slips_of
from quiz.drafting.vocabulary import LANGUAGES, vocabulary
from quiz.formats import yaml_bank
from quiz.items import Bank, SingleChoice
from quiz.lint.checking import check_bank
from tests.benchmarks.drafting import measured

TEXTS = sorted((Path(__file__).parent / "texts").glob("*.txt"))


def drafted(text: str, language: str = "en") -> list[DraftedQuestion]:
    return drafts_of(article_of(text, language))[2]


def said(text: str, language: str = "en") -> list[tuple[str, ...]]:
    """Return the speakers of what is said, an empty tuple where it is open."""
    return [speech.speakers for speech in drafts_of(article_of(text, language))[0].speeches]


SPEAKERS = [
    ("en", "“The river is clean again,” said Maria Rossi.", ["Maria Rossi"]),
    ("en", "Maria Rossi said: “The river is clean again.”", ["Maria Rossi"]),
    ("en", "“The river,” Maria Rossi said, “is clean again for all of us.”", ["Maria Rossi"]),
    ("en", "According to Maria Rossi, the river is clean again.", ["Maria Rossi"]),
    ("en", "The river is clean again, according to Maria Rossi.", ["Maria Rossi"]),
    ("en", "Maria Rossi, mayor of Turin, said that the river is clean.", ["Maria Rossi"]),
    ("en", "The mayor of Turin, Maria Rossi, said that the river is clean.", ["Maria Rossi"]),
    ("en", "Health Minister Maria Rossi says the river is clean again.", ["Maria Rossi"]),
    ("en", "The river was described by Maria Rossi as “the cleanest of all our rivers”.",
     ["Maria Rossi"]),
    ("en", "A spokesman for Maria Rossi said that the river is clean again.", []),
    ("en", "Maria Rossi’s lawyer said that the river is clean again.", []),
    ("en", "Maria Rossi did not say that the river is clean again.", []),
    ("en", "Maria Rossi denied that the river is clean again.", []),
    ("en", "Maria Rossi spoke. “The river is clean again,” she said.", ["?"]),
    ("en", "Maria Rossi spoke. “The river is clean again,” the minister said.", ["?"]),
    ("en", "Maria Rossi and Paul Weber said that the river is clean.", ["Maria Rossi+Paul Weber"]),
    ("en", "“The river is clean again”. This is how Maria Rossi comments on it.", ["Maria Rossi"]),
    ("en", "“The river is clean,” said Maria Rossi. “And it stays so for us.”",
     ["Maria Rossi", "Maria Rossi"]),
    ("en", "“The river is clean,” said Maria Rossi. “It is not,” a neighbour said to us.",
     ["Maria Rossi"]),
    ("de", "„Der Fluss ist wieder sauber“, so Maria Rossi.", ["Maria Rossi"]),
    ("de", "Der Fluss sei wieder sauber, so Maria Rossi in Turin.", []),
    ("de", "„Der Fluss ist wieder sauber“, sagte Maria Rossi.", ["Maria Rossi"]),
    ("de", "Maria Rossi erklärte, dass der Fluss wieder sauber ist.", ["Maria Rossi"]),
    ("de", "Laut Maria Rossi ist der Fluss wieder sauber.", ["Maria Rossi"]),
    ("de", "Der Anwalt von Maria Rossi sagte, dass der Fluss sauber ist.", []),
    ("fr", "« La rivière est propre », a déclaré Marie Dupont.", ["Marie Dupont"]),
    ("fr", "Selon Marie Dupont, la rivière est de nouveau propre.", ["Marie Dupont"]),
    ("fr", "Marie Dupont a annoncé que la rivière est propre.", ["Marie Dupont"]),
    ("it", "«Il fiume è di nuovo pulito», ha detto Maria Rossi.", ["Maria Rossi"]),
    ("it", "La biologa Marta Colussi dell’Università di Padova ha detto che il fiume è pulito.",
     ["Marta Colussi"]),
    ("es", "«El río está limpio otra vez», dijo María Robledo.", ["María Robledo"]),
    ("es", "Según María Robledo, el río está limpio otra vez.", ["María Robledo"]),
    ("ru", "«Река снова чистая, и это заметно», — сказал Виктор Лапин.", ["Виктор Лапин"]),
    ("ru", "По словам Виктора Лапина, река снова стала чистой.", ["Виктор Лапин"]),
    ("ru", "По словам Анны Семёновой, река снова стала чистой.", ["Анна Семёнова"]),
    ("ru", "По словам директора Института рек Анны Семёновой, река снова стала чистой.",
     ["Анна Семёнова"]),
    ("ru", "По данным Института рек, река снова стала чистой и широкой.", []),
    ("de", "„Der Fluss ist wieder sauber“, sagte Umweltsenatorin Katrin Lührs.",
     ["Katrin Lührs"]),
    ("fr", "Selon l’Agence des rivières, la rivière est de nouveau propre.",
     ["Agence des rivières"]),
    ("it", "Secondo l’Associazione dei pescatori, il fiume è di nuovo pulito.",
     ["Associazione dei pescatori"]),
    ("es", "Habló la alcaldesa, Carmen Soler. «El río está limpio otra vez», afirmó Soler.",
     ["Carmen Soler"]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "speakers"), SPEAKERS)
def test_a_speaker_is_asserted_only_where_the_text_names_one(
    language: str, text: str, speakers: list[str]
) -> None:
    assert ["+".join(one) or "?" for one in said(text, language)] == speakers


ASKED = [
    ("en", "The city opened 14 new schools in 2019.",
     "How many new schools did the city open in 2019?", "14"),
    ("en", "Around 1,200 soldiers took part in the exercise.",
     "Around how many soldiers took part in the exercise?", "1200"),
    ("en", "21 percent of the voters in the north stayed at home.",
     "What percentage of the voters in the north stayed at home?", "21 percent"),
    ("en", "Japan built a new bridge across the bay in March 2014.",
     "When did Japan build a new bridge across the bay?", "2014-03"),
    ("en", "The treaty was signed in Vienna on 9 June 1815.",
     "When was the treaty signed in Vienna?", "1815-06-09"),
    ("en", "The Alpine Pact (Austria, Italy and Slovenia) met yesterday in Trento.",
     "Which countries belong to the Alpine Pact?", "Austria; Italy; Slovenia"),
    ("en", "The World Health Organization (WHO) published the figures last night.",
     "What does WHO stand for?", "World Health Organization"),
    ("en", "The report names a deep sea warning network (DWN) among the costs.",
     "What is the short form of “deep sea warning network”?", "DWN"),
    ("en", "Norway called on the two companies to publish their contracts at once.",
     "What is asked of the two companies?", "publish their contracts at once"),
    ("en", "Anna Rossi, 34, works in the harbour of the town.", "How old is Anna Rossi?", "34"),
    ("en", "France and Spain expressed concern about the price of water.",
     "Which two countries expressed concern about the price of water?", "France; Spain"),
    ("en", "Exports rose from 12 million tonnes to 15 million tonnes within a year.",
     "Two figures are missing: “Exports rose from ___ million tonnes to ___ million tonnes within "
     "a year”. By how many million tonnes do they differ?", "3 million tonnes"),
    ("en", "12 of the 40 members of the council voted against the plan.",
     "Two figures are missing: “___ of the ___ members of the council voted against the plan”. "
     "What percentage of the second is the first?", "30 % (± 1)"),
    ("en", "Japan built a new bridge across the bay in March 2014.",
     "Japan built a new bridge across the bay in ___", "March 2014"),
    ("en", "The club has avoided its rival – the United States – for many long years.",
     "Who or what is meant by “its rival”?", "United States"),
    ("en", "While Anna Rossi praises the plan, Paul Weber in turn supports a wider bridge.",
     "Who in turn supports a wider bridge?", "Paul Weber"),
    ("en", "Norway in mid-January this year brought its ships to the northern coast.",
     "Which country in mid-January this year brought its ships to the northern coast?",
     "Norway"),
    ("de", "Rund 1.200 Menschen kamen zur Einweihung.",
     "Wie viele Menschen kamen zur Einweihung?", "1200"),
    ("de", "Im März 2025 eröffnete die Stadt eine zweite Brücke.",
     "Wann eröffnete die Stadt eine zweite Brücke?", "2025-03"),
    ("en", "The council voted 61 to 38 in favour of the plan.",
     "Which number is missing? “The council voted ___ to 38 in favour of the plan”", "61"),
    ("en", "“It is the largest ever seen out there,” said lead author Dr Helen Park.",
     "Who is named as lead author?", "Helen Park"),
    ("de", "Der Verein, 1987 gegründet, hat heute 4.300 Mitglieder.",
     "Welches Jahr fehlt? „Der Verein, ___ gegründet, hat heute 4.300 Mitglieder“", "1987"),
    ("fr", "L’Agence des eaux (AE) a publié hier les chiffres de la rivière.",
     "Que veut dire AE ?", "Agence des eaux"),
    ("it", "Paolo Ferri ha chiesto al Comune di aumentare i parcheggi entro il 2026.",
     "Che cosa si chiede al Comune?", "aumentare i parcheggi entro il 2026"),
    ("en", "It touches several fields: economic, with the aim of growth, energy, with more gas and "
     "oil, but above all military.",
     "What does the text list as “fields”?", "economic; energy; military"),
    ("de", "Das Programm hat drei Schwerpunkte: Wohnen, Verkehr und Bildung.",
     "Was zählt der Text bei „Schwerpunkte“ auf?", "Wohnen; Verkehr; Bildung"),
    ("fr", "Le plan repose sur trois piliers : le logement, l’énergie et l’éducation.",
     "Qu’énumère le texte sous « piliers » ?", "logement; énergie; éducation"),
    ("en", "The two sides had also agreed to exchange prisoners before the end of the month.",
     "What did the two sides agree to do?", "exchange prisoners before the end of the month"),
    ("de", "Beide Seiten vereinbarten, die Zölle um die Hälfte zu senken und zu verhandeln.",
     "Was vereinbarten beide Seiten?", "die Zölle um die Hälfte zu senken"),
    ("es", "Las partes acordaron intercambiar a los prisioneros antes de fin de mes.",
     "¿Qué acordaron las partes?", "intercambiar a los prisioneros antes de fin de mes"),
    ("it", "Le parti hanno concordato di scambiare i prigionieri entro la fine del mese.",
     "Che cosa hanno deciso insieme le parti?", "scambiare i prigionieri entro la fine del mese"),
    ("ru", "Стороны договорились обменяться пленными до конца месяца.",
     "О чём договорились стороны?", "обменяться пленными до конца месяца"),
    ("en", "It had a call for strict control of biological (bacterial) and toxic weapons.",
     "What is called for? “a call for …”", "strict control of biological and toxic weapons"),
    ("en", "The unions agreed to end the strike at once, but the companies refused.",
     "What did the unions agree to do?", "end the strike at once"),
    ("ru", "В проекте участвуют Россия, Монголия и Казахстан.",
     "Названий каких стран не хватает? «В проекте участвуют ___»", "Россия; Монголия; Казахстан"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "stem", "answer"), ASKED)
def test_a_fact_is_asked_in_the_kind_that_its_answer_has(
    language: str, text: str, stem: str, answer: str
) -> None:
    forms = [form for draft in drafted(text, language) for form in draft.forms]
    found = {form.stem: "; ".join(form.solution) for form in forms}
    assert found.get(stem) == answer, found


NOTHING = [
    "He said three things: he was tired, he wanted to go home and he would not return.",
    "It lists five causes: heat, drought, wind and neglect.",
    "The parties agreed to the new rules on fishing in the northern waters.",
    "The companies agreed to it in the end.",
    "He said it was 5 of them.",
    "They opened Room 12 of the two towers.",
    "",
    "?!",
    "A word",
]


@pytest.mark.parametrize("text", NOTHING)
def test_where_nothing_is_explicit_nothing_is_asserted(text: str) -> None:
    assert drafted(text) == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_language_is_told_and_each_draft_is_a_valid_question(path: Path) -> None:
    text = path.read_text("utf-8")
    article = article_of(text)
    assert article.language == path.stem[:2] == language_of(text)
    _reading, _asker, drafts = drafts_of(article)
    assert len(drafts) >= 10
    for number in range(max(len(draft.forms) for draft in drafts)):
        items = tuple(draft.forms[number] for draft in drafts if len(draft.forms) > number)
        bank = Bank(id="drafts", title="Drafts", language=article.language, items=items)
        checked = check_bank(yaml_bank.encode(bank).data, source="drafts")
        assert [str(fault) for fault in checked.findings if fault.level == "error"] == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_no_question_repeats_more_than_ten_words_running(path: Path) -> None:
    from quiz.drafting.coverage import longest_run

    article = article_of(path.read_text("utf-8"))
    for draft in drafts_of(article)[2]:
        for form in draft.forms:
            assert longest_run(form.stem, article) <= 10, form.stem


@pytest.mark.parametrize("before", range(14))
def test_brackets_within_a_demand_let_no_more_than_ten_words_run(before: int) -> None:
    from quiz.drafting.coverage import longest_run

    words = [f"strict{chr(97 + number)}" for number in range(18)]
    first, rest = " ".join(words[:before]), " ".join(words[before:])
    article = article_of(f"Their letter had a call for {first} (all of it) {rest}.", "en")
    for draft in drafts_of(article)[2]:
        for form in draft.forms:
            for text in form.solution:
                assert longest_run(text, article) <= 10, text


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_wrong_options_are_no_second_right_answer(path: Path) -> None:
    article = article_of(path.read_text("utf-8"))
    for draft in drafts_of(article)[2]:
        sentence = article.sentences[draft.sentence].text
        for form in draft.forms:
            if isinstance(form, SingleChoice) and draft.sort in ("deed", "place", "name", "claim"):
                for option in form.options[1:]:
                    assert option.text not in sentence, form


def test_the_drafts_of_a_text_are_the_same_each_time() -> None:
    text = TEXTS[0].read_text("utf-8")
    assert drafted(text, "de") == drafted(text, "de")


def test_a_speaker_can_be_chosen_where_the_text_leaves_it_open() -> None:
    article = article_of(
        "Maria Rossi and Paul Weber met in Turin. “The river is clean again,” she said."
    )
    _reading, asker, drafts = drafts_of(article)
    [draft] = [draft for draft in drafts if not draft.forms]
    assert set(draft.candidates) == {"Maria Rossi", "Paul Weber"}
    chosen = asker.chosen(draft, "Maria Rossi")
    assert chosen.forms[0].solution == ("Maria Rossi",)


def test_slips_of_a_text_are_warnings_and_never_answers() -> None:
    reading, _asker, _drafts = drafts_of(
        article_of(
            "On Monday, 6 March 2021, a 5300-written report came out. Vladislav Petrenko praised "
            "it. Petrenko wrote the preface. Petrenka signed it.",
            "en",
        )
    )
    found = [slip.message for slip in slips_of(reading)]
    assert "this date isn’t a Monday" in found
    assert any("written" in message for message in found)
    assert any("Petrenka" in message for message in found)


def test_bylines_and_captions_are_no_paragraphs() -> None:
    article = article_of(
        "# A title\n\nBy Anna Rossi\n\nThe river is clean again.\n\nCover photo: Rossi\n\n"
        "Nobody knows why it is so."
    )
    assert article.title == "A title"
    assert [sentence.paragraph for sentence in article.sentences] == [1, 2]


def test_a_sentence_never_ends_within_quotation_marks() -> None:
    text = "Rossi said: “We came. We saw. We left.” Dr. Weber of St. Gallen agreed on p. 5 of it."
    assert len(article_of(text, "en").sentences) == 2


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_the_words_and_questions_that_are_needed(code: str) -> None:
    words, english = vocabulary(code), vocabulary("en")
    assert english.stems.keys() <= words.stems.keys()
    for name in ("saying", "inverted", "roles", "titles", "prepositions", "stops", "articles"):
        assert code == "ru" or words.words[name], name
    for name, stem in words.stems.items():
        fields = {"before", "after"} & {part.partition("}")[0] for part in stem.split("{")[1:]}
        assert fields in (set(), {"before", "after"}), name


SIGNS = list("“”\"'’«»„()[]{},.;:!?–—-%$€ \n\t0123456789\u202e\U0001f600ßİ")
WORDS = (
    "said that according to Rossi and France 2019 4 May million president of in the Maria".split()  # noqa: SIM905
)
MARKS = st.sampled_from([*SIGNS, *WORDS, "Maria Rossi", "according to"])


@given(pieces=st.lists(MARKS, max_size=60), code=st.sampled_from(LANGUAGES))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_text_makes_it_fail(pieces: list[str], code: str) -> None:
    for text in (" ".join(pieces), "".join(pieces)):
        reading, _asker, drafts = drafts_of(article_of(text, code))
        slips_of(reading)
        for draft in drafts:
            assert draft.forms or draft.candidates


@given(text=st.text(max_size=300))
@settings(max_examples=80, deadline=None)
def test_no_letters_make_it_fail(text: str) -> None:
    drafts_of(article_of(text))


FACTS = [path for path in TEXTS if path.with_suffix(".facts").exists()]


def test_three_quarters_of_the_facts_are_asked_and_no_speaker_is_wrong() -> None:
    found = [measured(path) for path in FACTS]
    assert [one.wrong for one in found if one.wrong] == []
    there = sum(one.facts + len(one.missed) for one in found)
    assert sum(one.facts for one in found) >= 0.75 * there, [one.missed for one in found]


def test_a_name_is_no_figure_and_an_office_is_not_that_of_the_one_before() -> None:
    text = "Deputy Premier Paul Lennon, Police Minister David Llewellyn and Steven Kons abstained."
    found = {(form.stem, form.solution) for draft in drafted(text) for form in draft.forms}
    offices = {pair for pair in found if "Who is named as" in pair[0]}
    assert offices == {
        ("Who is named as Deputy Premier?", ("Paul Lennon",)),
        ("Who is named as Police Minister?", ("David Llewellyn",)),
    }
    assert not any(draft.sort == "figure" for draft in drafted(text))


NO_FIGURES = [
    "Hundreds were killed and thousands injured in riots across the whole country.",
    "The 2001 Grand Prix in Melbourne drew large crowds to the old harbour.",
    "The two ministers and the three presidents met at the lake for talks.",
]


@pytest.mark.parametrize("text", NO_FIGURES)
def test_a_rough_number_a_year_and_a_known_pair_are_no_figures(text: str) -> None:
    assert not any(draft.sort == "figure" for draft in drafted(text))


NOT_WHEN = [
    "Paulo Teixeira urged the villagers to take part in the drill on 5 May.",
    "In 2023, the sensors recorded 1,840 earthquakes, compared with 610 in 2022.",
]


@pytest.mark.parametrize("text", NOT_WHEN)
def test_a_date_that_may_belong_to_something_else_is_not_asked_as_when(text: str) -> None:
    stems = [form.stem for draft in drafted(text) for form in draft.forms]
    assert not any(stem.startswith("When did") for stem in stems), stems


SLIPPED = [
    ("Bei Bauarbeiten nahe der Mosel haben Forscher ein Landgut entdeckt.", "Bauarbeiten", "Ort"),
    ("„So ein Mosaik sehen wir selten“, sagte Grabungsleiterin Dr. Miriam Scholz.",
     "Miriam Scholz", "Dr"),
    ("Harlow Vale will play in the final for the first time since 1964.", "1964", "When"),
    ("Mayor John Adler (SPD) praised the plan of the city.", "SPD", "short form"),
    ("The plant will draw 3 million litres of groundwater a year.", "3", "How many"),
]  # fmt: skip
"""Text, an answer, and words that no question about it may have."""


@pytest.mark.parametrize(("text", "answer", "words"), SLIPPED)
def test_what_a_reader_found_wrong_is_not_asked_again(text: str, answer: str, words: str) -> None:
    for draft in drafted(text, "de" if "„" in text or "Bei " in text else "en"):
        for form in draft.forms:
            assert not (answer in " ".join(form.solution) and words in form.stem), form.stem


def test_a_club_is_no_option_beside_people() -> None:
    text = (
        "Striker Kofi Mensah scored twice. Harlow Vale won at Dunmere Athletic. “We ran for it,” "
        "said Sally Brandreth, the manager. Referee Ann Lee and captain Liam Tranter shook hands."
    )
    for draft in drafted(text):
        for form in draft.forms:
            for option in getattr(form, "options", ()):
                assert option.text not in ("Harlow Vale", "Dunmere Athletic"), form


SENSE = [
    ("en", "Fewer than 6% of the participants in the trial of last year were smokers.", "6",
     "percentage"),
    ("de", "Bis zu 20 Prozent der Fische in diesem Fluss starben im letzten Sommer.", "20",
     "Wie viel Prozent"),
    ("de", "Mindestens drei Varianten seien nicht untersucht worden, sagte Anna Beck.", "3",
     "Wie viele"),
    ("es", "El ministerio replicó que la Junta no ha ejecutado más que el 61 por ciento de los "
     "fondos europeos que gestiona.", "Junta", "no ha ejecutado más»"),
    ("en", "Pike’s trial began on 9 January and was interrupted twice after a juror fell ill.",
     "9 January", "begin and"),
    ("en", "In 2020 a trial at Harvard Medical School reported that sleep is good for the heart.",
     "2020", "When did"),
    ("en", "Researchers at Leeds followed 72,269 adults aged 40 to 79 for eight years.",
     "72269", "follow to 79"),
    ("de", "Der Beschluss vom 3. Juni 2022 leide an einem erheblichen Mangel, sagte Anna Beck.",
     "Anna Beck", "vom 3?"),
    ("de", "Das teilte das Bundesverkehrsministerium am Mittwoch in Berlin mit.",
     "Bundesverkehrsministerium", "Das teilte"),
    ("de", "Das Ministerium forderte den Bund auf, wenigstens die alte Brücke bei Petershagen noch "
     "in diesem Jahr zu erneuern.", "Brücke", "verlangt"),
    ("en", "Anna Beck admitted that this could have affected the results of the trial.",
     "Anna Beck", "the could"),
    ("en", "Chief executive Anna Beck said the merger would create “a company that knows both the "
     "flavour and the shelf of its shops”.", "Anna Beck", "Whose claim"),
    ("fr", "Cádiz, 6 mars. – Le maire, Paul Martin, a ouvert la nouvelle école du quartier.",
     "6 mars", "manque"),
    ("fr", "Le groupe des exploitants agricoles (FDSEA) juge la mesure injuste et tardive.",
     "FDSEA", "exploitants"),
    ("it", "La barca è stata prestata dal Museo civico di Ferrara e assicurata per un anno.",
     "Museo", "___ civico"),
    ("it", "La segretaria ha detto che le fotografie sono tra 4.000 e 4.500. Ha aggiunto che il "
     "museo accoglie 180 mila visitatori, contro i 95 mila del 2017.", "segretaria", "contro"),
    ("it", "La grandine ha colpito i comuni di Canelli, Calosso e Nizza. Parla Stefano Roero, "
     "titolare della cantina Roero & Figli di Canelli.", "Figli", "?"),
    ("en", "Judith Bell, a teacher who founded Friends of the Libraries (FWL) in 2016, handed in a "
     "petition with 11,850 names.", "2016", "“in ___, handed"),
    ("en", "Library visits have fallen from 640,000 in 2012 to 395,000 last year.", "2012", "When"),
    ("en", "According to Ann Tilling, ending the leases alone would cost the council £310,000.",
     "Tilling", "the council …"),
    ("fr", "Selon lui, la baisse était connue depuis un an et les théâtres de la ville ont "
     "600 000 euros de réserves.", "600000", "connue"),
    ("en", "The branches at Millbrook, Saint Aldhelm’s and Coldharbour Lane will shut their doors.",
     "Coldharbour Lane", "Who"),
    ("de", "Bisher kostet ein Essen in der Schule 4,20 Euro am Tag.", "Essen", "Ort"),
    ("en", "The Department for Culture, Media and Sport (DCMS) declined to comment on the plan.",
     "Media", "missing"),
    ("fr", "D'après Karim Benslimane, délégué du syndicat, douze emplois seraient supprimés.",
     "D'après", "?"),
    ("en", "The harbour is clean.\n\nAnna Beck, chief executive of Maasline, opened it. Tom Lee, "
     "chief executive of Norlund, was there on Monday too.", "Anna Beck", "as chief executive?"),
]  # fmt: skip
"""Language, text, an answer, and words that no question about it may have."""


@pytest.mark.parametrize(("code", "text", "answer", "words"), SENSE)
def test_no_question_says_another_thing_than_the_text(
    code: str, text: str, answer: str, words: str
) -> None:
    for draft in drafted(text, code):
        for form in draft.forms:
            assert not (answer in " ".join(form.solution) and words in form.stem), form.stem


KEPT = [
    ("en", "She told analysts that no more than 800 of the group’s jobs would go this year.",
     "… told analysts that no more than ___ of the group’s jobs would go"),
    ("es", "El protocolo que caducó el 17 de julio de 2023 permitía faenar a 138 buques europeos.",
     "El protocolo que caducó el ___ permitía faenar"),
    ("de", "Das Land will den Baubeginn 2027 an der alten Brücke auf jeden Fall halten.",
     "Baubeginn ___ an"),
    ("en", "The contractor, Brandt Marine, was fined £4.5m in 2021 by a court in the city.",
     "was fined £___m in 2021"),
    ("fr", "Le golf aurait consommé jusqu’à 1 200 mètres cubes par jour en juin dernier.",
     "jusqu’à ___ mètres cubes"),
    ("en", "“My client is a broken man, not a rich one,” said Oliver Stanhope KC, for the defence.",
     "Whose words are these"),
]  # fmt: skip
"""Language, text, and words that a question about it has."""


@pytest.mark.parametrize(("code", "text", "words"), KEPT)
def test_what_belongs_to_a_clause_stays_with_it(code: str, text: str, words: str) -> None:
    stems = [form.stem for draft in drafted(text, code) for form in draft.forms]
    assert any(words in stem for stem in stems), stems


def test_letters_behind_a_name_are_no_part_of_it() -> None:
    found = said("“He is a broken man, not a rich one,” said Oliver Stanhope KC, for the defence.")
    assert found == [("Oliver Stanhope",)]


def test_a_company_is_no_person_and_no_option_beside_people() -> None:
    text = (
        "The operator, Maasline Terminals, offered 5 per cent. “We came to be paid for it all,” "
        "said Joost van der Velde, a negotiator. Ingrid Thomassen, chief executive of Maasline, "
        "and Transport Minister Karin Ostrowski said that the port is open for all ships again."
    )
    for draft in drafted(text):
        for form in draft.forms:
            for option in getattr(form, "options", ()):
                assert option.text not in ("Maasline", "Maasline Terminals"), form


def test_somebody_unnamed_has_no_candidates() -> None:
    text = (
        "Maureen Quill said the union had warned the ministers before. "
        "A spokesman said it had received “one letter, in 2017, which did not mention him”."
    )
    assert not any(draft.candidates for draft in drafted(text))
