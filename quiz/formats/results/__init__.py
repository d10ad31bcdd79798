"""A class's results as files: our own JSON and CSV, Moodle's reports, a plain matrix."""

from quiz.formats.results.reading import decode
from quiz.formats.results.tables import Attempts, ReadResults

__all__ = ["Attempts", "ReadResults", "decode"]
