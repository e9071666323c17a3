"""The short half of the fault runs; ``python3 run.py faults`` is the long one."""

from pathlib import Path

from tests.faults import runs


def test_what_was_acknowledged_survives_kills_once(tmp_path: Path) -> None:
    result = runs.saves(tmp_path, 5, 0.5)
    assert result.acknowledged > 0
    assert result.fine, result


def test_a_killed_restore_leaves_the_old_database_or_the_new_one(tmp_path: Path) -> None:
    result = runs.restores(tmp_path, 5, 0.5)
    assert result.fine, result


def test_backups_during_writes_are_whole_and_complete(tmp_path: Path) -> None:
    result = runs.backups(tmp_path, 5)
    assert result.fine, result
