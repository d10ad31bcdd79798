"""What `marking` knows of each language, as plain tables. `language.py` makes values of them.

Sources: CLDR 44 (names of months, separators, order of day and month), and the grammars for
articles. A table that a tag leaves out is taken from the row named by `like`.
"""

from typing import TypedDict


class LanguageRow(TypedDict, total=False):
    """One language as written below; every key may be left out."""

    like: str
    """The language whose row counts where this one says nothing."""
    articles: str
    """Groups separated by |; the articles of a group stand for each other."""
    decimal: str
    """The decimal separator."""
    groups: str
    """The separators between thousands."""
    months: str
    """Names of the twelve months."""
    months_genitive: str
    """Twelve other names: the genitive, or those of another country."""
    month_first: bool
    """Whether 2/4 is the fourth of February."""
    scales: str
    """Words for powers of ten, as `exponent:word,word`."""
    before_christ: str
    """What stands behind years before Christ, without spaces and points."""
    after_christ: str
    """What stands behind years after Christ, without spaces and points."""
    date_words: str
    """Words in a date that say nothing."""
    date_format: str
    """How a whole date is written."""
    month_format: str
    """How month and year are written."""
    bc_format: str
    """How a year before Christ is written."""
    respellings: str
    """Other spellings of letters, as `letter=letters`."""


ROWS: dict[str, LanguageRow] = {
    "und": {
        "articles": "",
        "decimal": ".",
        "groups": ",",
        "months": "January February March April May June July August September October November "
        "December",
        "scales": "3:thousand,k 6:million,millions,mn,m,mio 9:billion,billions,bn "
        "12:trillion,trillions,tn",
        "before_christ": "bc bce",
        "after_christ": "ad ce",
        "date_words": "of the in on year",
        "date_format": "{day} {month} {year}",
        "month_format": "{month} {year}",
        "bc_format": "{year} BC",
    },
    "en": {
        "like": "und",
        "articles": "the|a an",
        "month_first": True,
        "scales": "2:hundred 3:thousand,thousands,k 6:million,millions,mn,m,mln,mio,mil "
        "9:billion,billions,bn,b,bln,milliard,milliards 12:trillion,trillions,tn,trn,tln",
        "date_words": "of the in on year monday tuesday wednesday thursday friday saturday sunday "
        "mon tue wed thu fri sat sun st nd rd th",
        "date_format": "{month} {day}, {year}",
    },
    "en-US": {"like": "en"},
    "en-GB": {"like": "en", "month_first": False, "date_format": "{day} {month} {year}"},
    "de": {
        "respellings": "ä=ae ö=oe ü=ue ß=ss",
        "articles": "der|die|das|den|dem|des|ein|eine|einen|einem|einer|eines",
        "decimal": ",",
        "groups": ".",
        "months": "Januar Februar März April Mai Juni Juli August September Oktober November "
        "Dezember",
        "months_genitive": "Jänner Feber Maerz April Mai Juno Julei August September Oktober "
        "November Dezember",
        "scales": "3:tausend,tsd,k 6:million,millionen,mio,mill,m 9:milliarde,milliarden,mrd,md "
        "12:billion,billionen,bio",
        "before_christ": "vchr vorchristus vorchr vuz vorunsererzeit vorunsererzeitrechnung vdz",
        "after_christ": "nchr nachchristus nachchr nuz unsererzeit",
        "date_words": "am im den der des jahr jahre",
        "date_format": "{day}. {month} {year}",
        "month_format": "{month} {year}",
        "bc_format": "{year} v. Chr.",
    },
    "de-CH": {"like": "de", "decimal": ".", "groups": "'"},
    "fr": {
        "articles": "le l'|la l'|les|un|une|des",
        "decimal": ",",
        "groups": ".",
        "months": "janvier février mars avril mai juin juillet août septembre octobre novembre "
        "décembre",
        "scales": "3:mille,k 6:million,millions,mio,m 9:milliard,milliards,mds,md,mrd "
        "12:billion,billions",
        "before_christ": "avjc avantjc avantjesuschrist aec avantnotreere",
        "after_christ": "apjc apresjc apresjesuschrist ec",
        "date_words": "le en du de l an annee er au",
        "date_format": "{day} {month} {year}",
        "month_format": "{month} {year}",
        "bc_format": "{year} av. J.-C.",
    },
    "es": {
        "articles": "el|la|los|las|lo|un|una|unos|unas",
        "decimal": ",",
        "groups": ".",
        "months": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
        "diciembre",
        "months_genitive": "enero febrero marzo abril mayo junio julio agosto setiembre octubre "
        "noviembre diciembre",
        "scales": "3:mil,k 6:millon,millones,mill,mm,m 9:millardo,millardos 12:billon,billones",
        "before_christ": "ac adec aec antesdecristo adejc ajc",
        "after_christ": "dc ddec despuesdecristo ec",
        "date_words": "de del el en ano",
        "date_format": "{day} de {month} de {year}",
        "month_format": "{month} de {year}",
        "bc_format": "{year} a. C.",
    },
    "es-MX": {"like": "es", "decimal": ".", "groups": ","},
    "it": {
        "articles": "il l'|lo l'|la l'|i|gli|le|un uno|una un'",
        "decimal": ",",
        "groups": ".",
        "months": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre "
        "novembre dicembre",
        "scales": "3:mila,mille,k 6:milione,milioni,mln,mio,m 9:miliardo,miliardi,mld,mrd "
        "12:bilione,bilioni",
        "before_christ": "ac avanticristo aev",
        "after_christ": "dc dopocristo ev",
        "date_words": "il di del nel anno l",
        "date_format": "{day} {month} {year}",
        "month_format": "{month} {year}",
        "bc_format": "{year} a.C.",
    },
    "pt": {
        "articles": "o|a|os|as|um|uma|uns|umas",
        "decimal": ",",
        "groups": ".",
        "months": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro "
        "dezembro",
        "scales": "3:mil,k 6:milhao,milhoes,mi,m 9:bilhao,bilhoes,bi 12:trilhao,trilhoes,tri",
        "before_christ": "ac aec antesdecristo",
        "after_christ": "dc ec depoisdecristo",
        "date_words": "de do em o ano",
        "date_format": "{day} de {month} de {year}",
        "month_format": "{month} de {year}",
        "bc_format": "{year} a.C.",
    },
    "pt-PT": {"like": "pt", "scales": "3:mil,k 6:milhao,milhoes,m 12:biliao,bilioes"},
    "nl": {
        "articles": "de|het 't|een 'n",
        "decimal": ",",
        "groups": ".",
        "months": "januari februari maart april mei juni juli augustus september oktober november "
        "december",
        "months_genitive": "januari februari mrt april mei juni juli augustus september oktober "
        "november december",
        "scales": "3:duizend,k 6:miljoen,miljoenen,mln,m 9:miljard,miljarden,mld,mrd "
        "12:biljoen,biljoenen",
        "before_christ": "vchr voorchristus vc vgj",
        "after_christ": "nchr nachristus nc",
        "date_words": "de van in op het jaar",
        "date_format": "{day} {month} {year}",
        "month_format": "{month} {year}",
        "bc_format": "{year} v.Chr.",
    },
    "pl": {
        "decimal": ",",
        "groups": ".",
        "months": "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik "
        "listopad grudzień",
        "months_genitive": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września "
        "października listopada grudnia",
        "scales": "3:tysiac,tysiace,tysiecy,tys,k 6:milion,miliony,milionow,mln,m "
        "9:miliard,miliardy,miliardow,mld 12:bilion,biliony,bilionow,bln",
        "before_christ": "pne przednaszaera przedchrystusem",
        "after_christ": "ne naszejery",
        "date_words": "r rok roku w dnia",
        "date_format": "{day} {month} {year}",
        "month_format": "{month} {year}",
        "bc_format": "{year} p.n.e.",
    },
    "ru": {
        "decimal": ",",
        "groups": ".",
        "months": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
        "months_genitive": "января февраля марта апреля мая июня июля августа сентября октября "
        "ноября декабря",
        "scales": "3:тысяча,тысячи,тысяч,тыс,к 6:миллион,миллиона,миллионов,млн,м "
        "9:миллиард,миллиарда,миллиардов,млрд 12:триллион,триллиона,триллионов,трлн",
        "before_christ": "донэ донашейэры дорождествахристова дорх",
        "after_christ": "нэ нашейэры отрождествахристова отрх",
        "date_words": "г год года году в",
        "date_format": "{day} {month} {year}",
        "month_format": "{month} {year}",
        "bc_format": "{year} до н. э.",
    },
    "uk": {
        "decimal": ",",
        "groups": ".",
        "months": "січень лютий березень квітень травень червень липень серпень вересень жовтень "
        "листопад грудень",
        "months_genitive": "січня лютого березня квітня травня червня липня серпня вересня жовтня "
        "листопада грудня",
        "scales": "3:тисяча,тисячі,тисяч,тис,к 6:мільйон,мільйона,мільйони,мільйонів,млн,м "
        "9:мільярд,мільярда,мільярди,мільярдів,млрд 12:трильйон,трильйони,трильйонів,трлн",
        "before_christ": "доне донашоїери дорх",
        "after_christ": "не нашоїери",
        "date_words": "р рік року році у в",
        "date_format": "{day} {month} {year}",
        "month_format": "{month} {year}",
        "bc_format": "{year} до н. е.",
    },
    "da": {
        "respellings": "å=aa ø=oe æ=ae",
        "articles": "en|et|den|det|de",
        "decimal": ",",
        "groups": ".",
        "months": "januar februar marts april maj juni juli august september oktober november "
        "december",
        "scales": "3:tusind,k 6:million,millioner,mio,m 9:milliard,milliarder,mia,mia "
        "12:billion,billioner",
        "before_christ": "fkr fvt førkristus forkristus",
        "after_christ": "ekr evt efterkristus",
        "date_words": "den d i år aar",
        "date_format": "{day}. {month} {year}",
        "month_format": "{month} {year}",
        "bc_format": "{year} f.Kr.",
    },
    "nb": {
        "like": "da",
        "articles": "en|et|ei|den|det|de",
        "months": "januar februar mars april mai juni juli august september oktober november "
        "desember",
        "scales": "3:tusen,k 6:million,millioner,mill,m 9:milliard,milliarder,mrd "
        "12:billion,billioner",
    },
    "ar": {
        "like": "und",
        "scales": "3:thousand,الف,الاف,آلاف,ألف 6:million,مليون,ملايين 9:billion,مليار,مليارات,بليون "
        "12:trillion,تريليون",
        "before_christ": "قم قبلالميلاد bc bce",
        "after_christ": "م ميلادي ميلاديه بعدالميلاد ad ce",
        "date_words": "عام سنه في من شهر يوم العام السنه الموافق م",
    },
    "zh": {
        "like": "und",
        "scales": "3:thousand,千 4:万,萬 6:million,百万 8:亿,億 9:billion 12:trillion,万亿,兆",
        "before_christ": "公元前 西元前 bc bce",
        "after_christ": "公元 西元 ad ce",
        "date_words": "在 于 於 年 月 日 号 是",
    },
    "sv": {
        "respellings": "å=aa ä=ae ö=oe",
        "articles": "en|ett|den|det|de",
        "decimal": ",",
        "groups": ".",
        "months": "januari februari mars april maj juni juli augusti september oktober november "
        "december",
        "scales": "3:tusen,tkr,k 6:miljon,miljoner,mn,milj,m 9:miljard,miljarder,md,mdr "
        "12:biljon,biljoner",
        "before_christ": "fkr forekristus fvt",
        "after_christ": "ekr efterkristus evt",
        "date_words": "den i ar",
        "date_format": "{day} {month} {year}",
        "month_format": "{month} {year}",
        "bc_format": "{year} f.Kr.",
    },
    "tr": {
        "decimal": ",",
        "groups": ".",
        "months": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
        "scales": "3:bin,b,k 6:milyon,mn,mio,m 9:milyar,mr,mlr 12:trilyon,tn",
        "before_christ": "mo io isadanonce miladdanonce",
        "after_christ": "ms is isadansonra miladdansonra",
        "date_words": "yili yilinda",
        "date_format": "{day} {month} {year}",
        "month_format": "{month} {year}",
        "bc_format": "MÖ {year}",
    },
}

ALIASES = {
    "no": "nb",
    "nn": "nb",
    "de-li": "de-CH",
    "fr-ch": "fr",
    "es-us": "es-MX",
    "es-419": "es-MX",
    "es-gt": "es-MX",
    "es-pr": "es-MX",
    "pt-br": "pt",
    "pt-ao": "pt-PT",
    "pt-mz": "pt-PT",
}
"""Tags that read like another row than that of their primary subtag."""
