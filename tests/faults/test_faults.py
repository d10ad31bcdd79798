"""The short form of each fault; `python -m tests.faults` is the long one."""

import sys
from pathlib import Path

import pytest

from tests.faults.classes import kill_servers
from tests.faults.damage import flip_bytes
from tests.faults.exams import kill_exams
from tests.faults.kills import kill_often
from tests.faults.migrations import kill_migrations
from tests.faults.recoveries import kill_recoveries
from tests.faults.writers import write_at_once

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


@pytest.mark.slow
def test_a_killed_app_loses_nothing_that_it_showed_as_marked(tmp_path: Path) -> None:
    found = kill_often(tmp_path, 6, seed=5)
    assert found.is_good, found
    assert found.shown > 0
    assert found.kept >= found.shown


def test_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    found = write_at_once(tmp_path, 3, 40)
    assert found.is_good, found


def test_a_killed_migration_leaves_the_old_version_or_the_new(tmp_path: Path) -> None:
    found = kill_migrations(tmp_path, 12, seed=2)
    assert found.is_good, found
    assert found.old + found.new == 12


def test_damage_is_survived_or_told(tmp_path: Path) -> None:
    found = flip_bytes(tmp_path, 40, seed=3)
    assert found.is_good, found
    assert found.told > 0


def test_a_killed_recovery_goes_on_at_the_next_start(tmp_path: Path) -> None:
    found = kill_recoveries(tmp_path, 12, seed=4)
    assert found.is_good, found
    assert found.begun_again


@pytest.mark.slow
def test_a_killed_exam_keeps_every_letter_that_was_seen(tmp_path: Path) -> None:
    found = kill_exams(tmp_path, 4, seed=6)
    assert found.is_good, found
    assert found.typed


@pytest.mark.slow
def test_a_killed_server_loses_no_answer_of_a_class(tmp_path: Path) -> None:
    pytest.importorskip("starlette")
    found = kill_servers(tmp_path, 4, seed=4)
    assert found.is_good, found
    assert found.acknowledged > 30
