"""The number words of some languages, as plain tables; `numerals.py` reads with them.

A row lists words in the order of their values, other forms of one word separated by `/`. They stand as
`quiz.marking.folding.word_key` gives them: lower case, no accents.
"""

from typing import TypedDict


class NumeralRow(TypedDict, total=False):
    """The number words of one language; a key that is left out has no words."""

    small: str
    """0 to 19."""
    tens: str
    """20, 30 … 90."""
    more: dict[str, int]
    """Single words of any other value below 1000."""
    hundred: str
    """Words that multiply by a hundred."""
    scales: str
    """Words for powers of ten, as `exponent:word/word`."""
    joins: str
    """Words that join parts and say nothing."""
    point: str
    """Words for the decimal separator."""
    halves: str
    """Words for one half."""
    fractions: dict[str, int]
    """Words for one part of so many."""
    are_joined: bool
    """Whether words are written together: dreiundachtzig."""
    prefix: str
    """Letters that may stand before any word and say nothing."""
    ordinal_ends: str
    """Endings that make an ordinal of a figure."""


NUMERALS: dict[str, NumeralRow] = {
    "en": {
        "small": "zero/nought/nil one/a/an two three four five six seven eight nine ten eleven "
        "twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
        "tens": "twenty thirty forty/fourty fifty sixty seventy eighty ninety",
        "hundred": "hundred/hundreds",
        "scales": "3:thousand/thousands 6:million/millions 9:billion/billions "
        "12:trillion/trillions",
        "joins": "and",
        "point": "point",
        "halves": "half",
        "fractions": {
            "third": 3,
            "thirds": 3,
            "quarter": 4,
            "quarters": 4,
            "fifth": 5,
            "fifths": 5,
            "tenth": 10,
            "tenths": 10,
        },
        "ordinal_ends": "st nd rd th",
    },
    "de": {
        "small": "null ein/eins/eine/einen/einem/einer zwei/zwo drei vier funf/fuenf sechs sieben "
        "acht neun zehn elf zwolf/zwoelf dreizehn vierzehn funfzehn/fuenfzehn sechzehn siebzehn "
        "achtzehn neunzehn",
        "tens": "zwanzig dreissig vierzig funfzig/fuenfzig sechzig siebzig achtzig neunzig",
        "hundred": "hundert",
        "scales": "3:tausend 6:million/millionen 9:milliarde/milliarden 12:billion/billionen",
        "joins": "und",
        "point": "komma",
        "halves": "halb/halbe/halben/halbes/einhalb",
        "fractions": {"drittel": 3, "viertel": 4, "funftel": 5, "zehntel": 10},
        "are_joined": True,
        "ordinal_ends": "te ten ter tes",
    },
    "fr": {
        "small": "zero un/une deux trois quatre cinq six sept huit neuf dix onze douze treize "
        "quatorze quinze seize dixsept dixhuit dixneuf",
        "tens": "vingt trente quarante cinquante soixante septante huitante/octante nonante",
        "more": {"quatrevingt": 80, "quatrevingts": 80},
        "hundred": "cent/cents",
        "scales": "3:mille/mil 6:million/millions 9:milliard/milliards 12:billion/billions",
        "joins": "et",
        "point": "virgule",
        "halves": "demi/demie/moitie",
        "fractions": {"tiers": 3, "quart": 4, "quarts": 4, "cinquieme": 5, "dixieme": 10},
        "ordinal_ends": "er ere e eme ieme",
    },
    "es": {
        "small": "cero un/uno/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece "
        "catorce quince dieciseis diecisiete dieciocho diecinueve",
        "tens": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
        "more": {
            **{
                f"veinti{unit}": 20 + number
                for number, unit in enumerate(
                    "uno dos tres cuatro cinco seis siete ocho nueve".split(), 1
                )
            },
            "veintiun": 21,
            "veintiuna": 21,
            "cien": 100,
            "ciento": 100,
            "doscientos": 200,
            "doscientas": 200,
            "trescientos": 300,
            "trescientas": 300,
            "cuatrocientos": 400,
            "cuatrocientas": 400,
            "quinientos": 500,
            "quinientas": 500,
            "seiscientos": 600,
            "seiscientas": 600,
            "setecientos": 700,
            "setecientas": 700,
            "ochocientos": 800,
            "ochocientas": 800,
            "novecientos": 900,
            "novecientas": 900,
        },
        "scales": "3:mil 6:millon/millones 12:billon/billones",
        "joins": "y",
        "point": "coma/punto",
        "halves": "medio/media/mitad",
        "fractions": {"tercio": 3, "tercios": 3, "cuarto": 4, "cuartos": 4, "quinto": 5},
        "ordinal_ends": "o a er",
    },
    "it": {
        "small": "zero un/uno/una due tre quattro cinque sei sette otto nove dieci undici dodici "
        "tredici quattordici quindici sedici diciassette diciotto diciannove",
        "tens": "venti/vent trenta/trent quaranta/quarant cinquanta/cinquant sessanta/sessant "
        "settanta/settant ottanta/ottant novanta/novant",
        "hundred": "cento/cent",
        "scales": "3:mille/mila 6:milione/milioni 9:miliardo/miliardi",
        "joins": "e",
        "point": "virgola",
        "halves": "mezzo/mezza/meta",
        "fractions": {"terzo": 3, "terzi": 3, "quarto": 4, "quarti": 4, "quinto": 5},
        "are_joined": True,
        "ordinal_ends": "o a",
    },
    "pt": {
        "small": "zero um/uma dois/duas tres quatro cinco seis sete oito nove dez onze doze treze "
        "quatorze/catorze quinze dezesseis/dezasseis dezessete/dezassete dezoito "
        "dezenove/dezanove",
        "tens": "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
        "more": {
            "cem": 100,
            "cento": 100,
            "duzentos": 200,
            "trezentos": 300,
            "quatrocentos": 400,
            "quinhentos": 500,
            "seiscentos": 600,
            "setecentos": 700,
            "oitocentos": 800,
            "novecentos": 900,
        },
        "scales": "3:mil 6:milhao/milhoes 9:bilhao/bilhoes",
        "joins": "e",
        "point": "virgula",
        "halves": "meio/meia/metade",
        "fractions": {"terco": 3, "tercos": 3, "quarto": 4, "quartos": 4},
    },
    "nl": {
        "small": "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien "
        "vijftien zestien zeventien achttien negentien",
        "tens": "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
        "hundred": "honderd",
        "scales": "3:duizend 6:miljoen/miljoenen 9:miljard/miljarden",
        "joins": "en",
        "point": "komma",
        "halves": "half/halve",
        "fractions": {"derde": 3, "kwart": 4},
        "are_joined": True,
        "ordinal_ends": "e de ste",
    },
    "ru": {
        "small": "ноль/нуль один/одна/одно/одного/одной два/две/двух три/трех четыре/четырех "
        "пять/пяти шесть/шести семь/семи восемь/восьми девять/девяти десять/десяти "
        "одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать "
        "восемнадцать девятнадцать",
        "tens": "двадцать/двадцати тридцать/тридцати сорок/сорока пятьдесят/пятидесяти "
        "шестьдесят/шестидесяти семьдесят/семидесяти восемьдесят/восьмидесяти девяносто/девяноста",
        "more": {
            "сто": 100,
            "ста": 100,
            "двести": 200,
            "триста": 300,
            "четыреста": 400,
            "пятьсот": 500,
            "шестьсот": 600,
            "семьсот": 700,
            "восемьсот": 800,
            "девятьсот": 900,
        },
        "scales": "3:тысяча/тысячи/тысяч 6:миллион/миллиона/миллионов "
        "9:миллиард/миллиарда/миллиардов 12:триллион/триллиона/триллионов",
        "joins": "и с",
        "point": "целых/целая/запятая",
        "halves": "половина/половиной/половины",
        "fractions": {"треть": 3, "трети": 3, "четверть": 4, "четверти": 4},
        "ordinal_ends": "й го м я е ый ого",
    },
    "ar": {
        "small": "صفر واحد/واحده اثنان/اثنين/اثنتان/اثنتين ثلاثه/ثلاث اربعه/اربع خمسه/خمس سته/ست "
        "سبعه/سبع ثمانيه/ثماني/ثمان تسعه/تسع عشره/عشر",
        "tens": "عشرون/عشرين ثلاثون/ثلاثين اربعون/اربعين خمسون/خمسين ستون/ستين سبعون/سبعين "
        "ثمانون/ثمانين تسعون/تسعين",
        "more": {
            "مئه": 100,
            "مايه": 100,
            "ميه": 100,
            "مئتان": 200,
            "ميتان": 200,
            "ميتين": 200,
            "مايتان": 200,
            "ثلاثميه": 300,
            "اربعميه": 400,
            "خمسميه": 500,
            "ستميه": 600,
            "سبعميه": 700,
            "ثمانميه": 800,
            "تسعميه": 900,
        },
        "scales": "3:الف/الاف 6:مليون/ملايين 9:مليار/مليارات",
        "joins": "و",
        "point": "فاصله",
        "halves": "نصف",
        "fractions": {"ثلث": 3, "ربع": 4},
        "prefix": "و",
    },
}

CHINESE_DIGITS = {
    **{char: number for number, char in enumerate("零一二三四五六七八九")},
    "〇": 0,
    "两": 2,
    "兩": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
CHINESE_SCALES = {"十": 1, "拾": 1, "百": 2, "佰": 2, "千": 3, "仟": 3}
CHINESE_GROUPS = {"万": 4, "萬": 4, "亿": 8, "億": 8, "兆": 12}

ORDINALS: dict[str, str] = {
    "en": "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth "
    "twentyfirst twentysecond twentythird",
    "de": "erste zweite dritte vierte funfte sechste siebte achte neunte zehnte elfte zwolfte "
    "dreizehnte vierzehnte funfzehnte sechzehnte siebzehnte achtzehnte neunzehnte zwanzigste",
    "fr": "premier deuxieme troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme "
    "dixieme onzieme douzieme treizieme quatorzieme quinzieme seizieme dixseptieme dixhuitieme "
    "dixneuvieme vingtieme",
    "es": "primero segundo tercero cuarto quinto sexto septimo octavo noveno decimo undecimo "
    "duodecimo decimotercero decimocuarto decimoquinto decimosexto decimoseptimo decimoctavo "
    "decimonoveno vigesimo",
    "it": "primo secondo terzo quarto quinto sesto settimo ottavo nono decimo undicesimo dodicesimo "
    "tredicesimo quattordicesimo quindicesimo sedicesimo diciassettesimo diciottesimo "
    "diciannovesimo ventesimo",
    "ru": "первый второй третий четвертый пятый шестой седьмой восьмой девятый десятый "
    "одиннадцатый двенадцатый тринадцатый четырнадцатый пятнадцатый шестнадцатый семнадцатый "
    "восемнадцатый девятнадцатый двадцатый",
}
"""Ordinals from the first on."""
ORDINAL_FORMS: dict[str, tuple[str, ...]] = {
    "de": ("n", "r", "s", "m"),
    "fr": ("e", "re"),
    "es": ("s",),
    "it": (),
    "ru": (),
}
"""Endings of other forms of an ordinal, by language."""
