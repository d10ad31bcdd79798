"""The pictures in the docs show the app as it is."""

import re

import pytest

from tests.pictures import FOLDER, NAMES, learner, take, text_of


@pytest.mark.slow
async def test_the_pictures_of_the_docs_say_what_the_app_says() -> None:
    with learner() as desk:
        for name in NAMES:
            kept = (FOLDER / f"{name}.svg").read_text("utf-8")
            assert text_of(kept) == text_of(await take(desk, name)), (
                f"python -m tests.pictures {name}"
            )


def test_the_pictures_are_complete_and_load_nothing_from_elsewhere() -> None:
    assert {path.stem for path in FOLDER.glob("*.svg")} == set(NAMES)
    for path in FOLDER.glob("*.svg"):
        svg = path.read_text("utf-8")
        assert len(text_of(svg)) > 20, path
        assert re.search(r"""url\(["']?http""", svg) is None, path
