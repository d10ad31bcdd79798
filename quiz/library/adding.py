"""Copying a bank into the user's folder."""

import os
import shutil
from pathlib import Path

from quiz.errors import BankError, QuizError
from quiz.formats import yaml_bank
from quiz.library.files import pictures_beside, read
from quiz.library.folders import expanded
from quiz.library.writing import write_whole


def copy_bank(source: Path, folder: Path) -> Path:
    """Copy a bank and the pictures it names into `folder`, whole or not at all.

    Raises:
        BankError: None of its questions is sound.
        QuizError: It cannot be read or copied, or another file of its name is there.
    """
    source = expanded(source)
    if os.path.isdir(source):
        raise QuizError(f"{source}: a folder; name one bank file")
    data = read(source)
    decoded = yaml_bank.decode(data, source=str(source), exists=pictures_beside(source))
    if decoded.bank is None or not decoded.bank.items:
        raise BankError(decoded.problems)
    target = folder / (source.stem + ".yaml")
    if target.exists():
        if read(target) == data:
            return target
        raise QuizError(f"{target}: is there already and differs; rename one of them")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in {item.image for item in decoded.bank.items if item.image}:
            picture = folder / name
            picture.parent.mkdir(parents=True, exist_ok=True)
            if not picture.exists():
                shutil.copyfile(source.parent / name, picture)
        write_whole(target, data)
    except OSError as error:
        raise QuizError(f"{target}: {error.strerror or error}") from error
    return target
