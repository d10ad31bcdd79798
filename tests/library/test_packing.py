"""Packs of banks: made, shown, added; and those from strangers, who may put anything there."""

import io
import stat
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.library.packing import Pack, opened, packed, single, unpacked

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
BANK = """\
title: Rivers
id: rivers
author: A teacher
license: CC-BY-4.0
questions:
  - {id: one, question: Which river?, answer: Danube, image: maps/vienna.png, alt: A map}
  - {id: two, question: Which other river?, answer: Seine}
"""


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    (tmp_path / "mine" / "maps").mkdir(parents=True)
    (tmp_path / "mine" / "maps" / "vienna.png").write_bytes(PNG)
    (tmp_path / "mine" / "LICENSE").write_text("Attribution")
    (tmp_path / "mine" / "secret.txt").write_text("not for others")
    path = tmp_path / "mine" / "rivers.yaml"
    path.write_text(BANK, encoding="utf-8")
    return path


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in members.items():
            pack.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return path


def files_below(folder: Path) -> set[str]:
    return {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}


def test_a_bank_goes_to_others_with_its_pictures_and_licence(bank: Path, tmp_path: Path) -> None:
    data, warnings = packed([bank])
    assert warnings == ()
    assert packed([bank])[0] == data
    path = tmp_path / "rivers.quiz.zip"
    path.write_bytes(data)
    (found,) = opened(path).banks
    assert (found.id, found.decoded.problems, found.pictures) == (
        "rivers",
        (),
        {"maps/vienna.png": PNG},
    )
    target = unpacked(found, tmp_path / "home" / "banks")
    assert target.read_text("utf-8") == BANK
    assert files_below(tmp_path / "home") == {
        "banks/rivers/rivers.yaml",
        "banks/rivers/maps/vienna.png",
        "banks/rivers/LICENSE",
    }
    assert unpacked(found, tmp_path / "home" / "banks") == target


def test_an_update_replaces_only_if_that_is_wanted_and_the_old_one_is_kept(
    bank: Path, tmp_path: Path
) -> None:
    path = tmp_path / "rivers.quiz.zip"
    path.write_bytes(packed([bank])[0])
    target = unpacked(opened(path).banks[0], tmp_path / "banks")
    mine = target.read_bytes() + b"# mine\n"
    target.write_bytes(mine)
    with pytest.raises(QuizError, match="already exists and differs"):
        unpacked(opened(path).banks[0], tmp_path / "banks")
    assert target.read_bytes() == mine
    unpacked(opened(path).banks[0], tmp_path / "banks", replaces=True)
    assert target.read_text("utf-8") == BANK
    assert target.with_name(".rivers.before.yaml").read_bytes() == mine


def test_what_cannot_be_passed_on_is_told(bank: Path, tmp_path: Path) -> None:
    bank.write_text(BANK.replace("license: CC-BY-4.0\n", ""), encoding="utf-8")
    (bank.parent / "maps" / "vienna.png").write_bytes(b"#!/bin/sh\n")
    _data, warnings = packed([bank])
    assert len(warnings) == 2
    assert "no `license:`" in warnings[0]
    assert "maps/vienna.png: left out" in warnings[1]
    bank.write_text(BANK.replace("answer: Seine", "answr: Seine"), encoding="utf-8")
    assert packed([bank])[1][0].endswith(
        "rivers.yaml: 1 question left out because of errors (`quiz check` lists them)"
    )
    bank.write_text(BANK, encoding="utf-8")
    other = tmp_path / "other.yaml"
    other.write_text(BANK.replace("image: maps/vienna.png, alt: A map", ""), encoding="utf-8")
    with pytest.raises(QuizError, match="have the same id, 'rivers'"):
        packed([bank, other])


ODD_NAMES = (
    "../rivers.yaml", "/etc/rivers.yaml", "a/../../rivers.yaml", "..\\win.yaml", "C:\\x.yaml",
    "C:x.yaml", "a\nb.yaml", "a\u202elmay.yaml", "~/rivers.yaml", ".git/config.yaml", "a//b.yaml",
    "./rivers.yaml", "__MACOSX/rivers.yaml", "x" * 300 + ".yaml", "\\\\host\\a.yaml", "a/./b.yaml",
    "con\x1b[2J.yaml", "a/.ssh/rivers.yaml", "..", "a/..",
)  # fmt: skip


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_member_with_an_odd_name_is_left_out(name: str, tmp_path: Path) -> None:
    sound = BANK.replace("image: maps/vienna.png, alt: A map", "")
    path = zipped(tmp_path / "odd.zip", {name: sound.encode(), "ok/rivers.yaml": sound.encode()})
    pack = opened(path)
    assert [bank.name for bank in pack.banks] == ["ok/rivers.yaml"]
    assert len(pack.ignored) == 1
    assert not any(sign in pack.ignored[0] for sign in "\n\x1b\u202e")
    unpacked(pack.banks[0], tmp_path / "home")
    assert files_below(tmp_path) == {"odd.zip", "home/rivers/rivers.yaml"}


def test_pictures_outside_of_other_types_and_links_are_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "odd.zip"
    text = BANK.replace("maps/vienna.png", "../vienna.png")
    for number, name in enumerate(("x.sh", "link.png", "big.svg", "gone.png")):
        text += f"  - {{id: p{number}, question: '{name}?', answer: x, image: {name}, alt: x}}\n"
    with zipfile.ZipFile(path, "w") as pack:
        pack.writestr("b/rivers.yaml", text)
        pack.writestr("vienna.png", PNG)
        pack.writestr("b/x.sh", PNG)
        pack.writestr("b/big.svg", "<svg onload='x()'/>")
        link = zipfile.ZipInfo("b/link.png")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        pack.writestr(link, "/etc/passwd")
    found = opened(path)
    assert [item.id for item in found.banks[0].decoded.bank.items] == ["two"]  # type: ignore[union-attr]
    assert len(found.ignored) == 4
    unpacked(found.banks[0], tmp_path / "home")
    assert files_below(tmp_path / "home") == {"rivers/rivers.yaml"}


def test_a_bomb_is_refused_in_bounded_time_and_memory(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("a.yaml", b" " * 30_000_000)
        for number in range(40):
            pack.writestr(f"b{number}.yaml", b"# x\n" * 2_000_000)
    tracemalloc.start()
    with pytest.raises(QuizError, match="no question bank"):
        opened(path)
    assert tracemalloc.get_traced_memory()[1] < 100_000_000
    tracemalloc.stop()


def test_a_member_that_holds_more_than_it_says_is_refused(bank: Path, tmp_path: Path) -> None:
    data = bytearray(packed([bank])[0])
    size = len(BANK.encode()).to_bytes(4, "little")
    at = data.index(size, data.index(b"PK\x01\x02"))
    data[at : at + 4] = (10).to_bytes(4, "little")
    path = tmp_path / "lies.zip"
    path.write_bytes(data)
    with pytest.raises(QuizError):
        opened(path)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no zip at all", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_pack_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "no.zip"
    path.write_bytes(data)
    with pytest.raises(QuizError, match=r"no\.zip"):
        opened(path)
    with pytest.raises(QuizError):
        opened(tmp_path / "gone.zip")


_SAMPLE = io.BytesIO()
with zipfile.ZipFile(_SAMPLE, "w", zipfile.ZIP_DEFLATED) as _pack:
    _pack.writestr("r/rivers.yaml", BANK)
    _pack.writestr("r/maps/vienna.png", PNG)


@settings(max_examples=300, deadline=None)
@given(flips=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=4))
def test_a_damaged_pack_is_read_or_refused(
    flips: list[tuple[int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = bytearray(_SAMPLE.getvalue())
    for at, value in flips:
        data[at % len(data)] = value
    path = tmp_path_factory.getbasetemp() / "damaged.zip"
    path.write_bytes(data)
    try:
        pack = opened(path)
    except QuizError:
        return
    assert isinstance(pack, Pack)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA], ids=["bzip2", "lzma"])
def test_what_cannot_be_unpacked_piece_by_piece_is_refused_unread(
    method: int, tmp_path: Path
) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", method) as pack:
        pack.writestr("a.yaml", b" " * 50_000_000)
    tracemalloc.start()
    with pytest.raises(
        QuizError, match=r"no question bank in this file \(a\.yaml: compressed by a method"
    ):
        opened(path)
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_a_pack_gives_away_nothing_that_a_link_leads_to(bank: Path, tmp_path: Path) -> None:
    secret = tmp_path / "id_rsa"
    secret.write_bytes(PNG + b"a private key")
    (bank.parent / "LICENSE").unlink()
    (bank.parent / "LICENSE").symlink_to(secret)
    data, _warnings = packed([bank])
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        assert sorted(pack.namelist()) == ["rivers/maps/vienna.png", "rivers/rivers.yaml"]
    picture = bank.parent / "maps" / "vienna.png"
    picture.unlink()
    picture.symlink_to(secret)
    with zipfile.ZipFile(io.BytesIO(packed([bank])[0])) as pack:
        assert pack.namelist() == ["rivers/rivers.yaml"]
    alone = single(bank)
    assert alone.pictures == {}
    picture.unlink()
    picture.symlink_to(bank.parent / "other.png")
    (bank.parent / "other.png").write_bytes(PNG)
    assert single(bank).pictures == {"maps/vienna.png": PNG}


def test_why_a_pack_holds_no_bank_is_said(tmp_path: Path) -> None:
    members = {f"../{number}.yaml": BANK.encode() for number in range(5)}
    with pytest.raises(QuizError) as refusal:
        opened(zipped(tmp_path / "odd.zip", members))
    assert "name outside the pack" in str(refusal.value)
    assert "and 2 more" in str(refusal.value)


def test_two_banks_of_one_id_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    sound = BANK.replace("image: maps/vienna.png, alt: A map", "").encode()
    path = zipped(tmp_path / "twins.zip", {"a.yaml": sound, "b/c.yaml": sound})
    with pytest.raises(QuizError, match="a\\.yaml and b/c\\.yaml have the same id, 'rivers'"):
        opened(path)


def test_more_banks_than_anyone_packs_are_refused_soon(tmp_path: Path) -> None:
    small = "id: b{n}\ntitle: T\nquestions: [{{id: q, question: Q?, answer: A}}]\n"
    members = {f"{n}.yaml": small.format(n=n).encode() for n in range(1_100)}
    with pytest.raises(QuizError, match="1,000 banks"):
        opened(zipped(tmp_path / "many.zip", members))
