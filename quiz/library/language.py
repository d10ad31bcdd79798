"""The language that `config.toml` names, read before anything of the program's has words.

Nothing is imported here that looks up words, and TOML only where the file names a language.
"""

from pathlib import Path

_MOST_BYTES = 1_000_000


def language_in(path: Path) -> str:
    """Return the language that a settings file names; empty for none, or where it can't be read.

    What is wrong with the file is said later, by who reads all settings.
    """
    try:
        if not path.is_file():  # one would wait for what is put into a pipe
            return ""
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES)
        if b"language" not in data:
            return ""
        import tomllib

        value = tomllib.loads(data.decode("utf-8-sig")).get("language")
    except (OSError, ValueError, RecursionError):
        return ""
    return value if isinstance(value, str) else ""
