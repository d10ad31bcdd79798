"""The program's own words in the reader's language, by gettext.

English is written in the code and needs no catalogue, so that `gettext` is only imported where
another language is wanted and there. The language is that of the settings, which `use_language`
takes up, else the environment's, as gettext reads it (`LANGUAGE`, `LC_ALL`, `LC_MESSAGES`, `LANG`);
a bank's `language` is another matter and plays no part in it.
"""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations

_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_LONGEST = 20
"""Letters of a language's name."""
LOCALES = os.path.join(os.path.dirname(__file__), "locale")
"""Where the catalogues lie: `LANGUAGE/LC_MESSAGES/quiz.po`, and `quiz.mo` made from it."""


def wanted_languages(environment: "os._Environ[str] | dict[str, str]") -> list[str]:
    """Return the languages that the environment wants, the first one first.

    Locales without a language (`C`, `POSIX`) want none.
    """
    value = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    codes = [code.partition(".")[0].partition("@")[0] for code in value.split(":")]
    return [code for code in codes if code not in ("", "C", "POSIX")]


def _has_words(name: str) -> bool:
    return os.path.isfile(os.path.join(LOCALES, name, "LC_MESSAGES", "quiz.mo"))


def _catalogue() -> "NullTranslations | None":
    return _catalogue_of(wanted_languages(os.environ))


def _catalogue_of(codes: list[str]) -> "NullTranslations | None":
    for code in codes:
        if code.split("_")[0] == "en":
            return None
        for name in (code, code.split("_")[0]):
            # The environment is anybody's: only what can name a language is looked for as a file.
            if not name.isidentifier() or len(name) > _LONGEST:
                continue
            # A language may have the words of printed sheets alone (`paper.mo`).
            if _has_words(name):
                import gettext

                return gettext.translation("quiz", LOCALES, [name])
    return None


_CATALOGUE = _catalogue()
_CHOSEN = ""
"""The language of the settings; empty where they leave it to the environment."""


def languages() -> list[str]:
    """Return the languages that the program's words are in, as a setting names them."""
    return ["en", *sorted(filter(_has_words, os.listdir(LOCALES)))]


def use_language(name: str) -> None:
    """Use a language from now on; one that there is not leaves all as it is.

    Words that modules hold are looked up when they are imported: call it before.
    """
    global _CATALOGUE, _CHOSEN
    if name in languages():
        _CATALOGUE, _CHOSEN = _catalogue_of([name]), name


def reader_languages() -> list[str]:
    """Return the languages that the reader wants, the first one first, with their regions."""
    wanted = wanted_languages(os.environ)
    if _CHOSEN and [code.split("_")[0] for code in wanted[:1]] != [_CHOSEN]:
        return [_CHOSEN, *wanted]
    return wanted


def language() -> str:
    """Return the language of our words, as HTML and gettext write it: `en`, `it`."""
    return _CATALOGUE.info().get("language", "en") if _CATALOGUE else "en"


def bind_domain() -> None:
    """Let libraries that look up their words in gettext's global domain find them in ours."""
    if _CATALOGUE:
        import gettext

        gettext.bindtextdomain("quiz", LOCALES)
        gettext.textdomain("quiz")
        # They ask the environment for the language, which the settings may choose against: these
        # are taken by name when such a library is imported, which is later.
        gettext.gettext, gettext.ngettext = _CATALOGUE.gettext, _CATALOGUE.ngettext


def _(message: str) -> str:
    """Return a text of ours in the reader's language.

    Args:
        message: The English text; `{names}` in it are filled in afterwards, by `format`.
    """
    return _CATALOGUE.gettext(message) if _CATALOGUE and message else message


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form of a text that a count wants."""
    if _CATALOGUE:
        return _CATALOGUE.ngettext(one, many, count)
    return one if count == 1 else many


def pgettext(context: str, message: str) -> str:
    """Return a text whose English is one word for two things; the context tells which is meant."""
    return _CATALOGUE.pgettext(context, message) if _CATALOGUE else message


def mark(message: str) -> str:
    """Mark a text for translation where it is written; `_` translates it where it is shown."""
    return message
