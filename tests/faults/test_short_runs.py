"""The short half of the fault runs; ``python3 run.py faults`` is the long one."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.databases import copied_database
from tests.faults import nodes, runs, slow_clients, whole_or_not


def test_what_was_acknowledged_survives_kills_once(tmp_path: Path) -> None:
    result = runs.saves(tmp_path, 5, 0.5)
    assert result.acknowledged > 0
    assert result.fine, result


def test_a_killed_restore_leaves_the_old_database_or_the_new_one(tmp_path: Path) -> None:
    result = whole_or_not.restores(tmp_path, 5)
    assert result.kills == 5
    assert result.fine, result


def test_a_killed_import_leaves_all_of_it_or_nothing(tmp_path: Path) -> None:
    result = whole_or_not.imports(tmp_path, 3)
    assert result.kills == 3
    assert result.fine, result


def test_backups_during_writes_are_whole_and_complete(tmp_path: Path) -> None:
    result = runs.backups(tmp_path, 5)
    assert result.fine, result


def test_with_64_slow_clients_and_a_held_lock_today_answers_within_a_second(
    tmp_path: Path,
) -> None:
    result, longest = slow_clients.pages_meanwhile(tmp_path, 3, 12)
    assert result.acknowledged > 2 * slow_clients.WARM_UP
    assert result.fine, (result, longest)


def test_many_reminders_of_one_minute_all_go_out_once_and_soon(
    tmp_path: Path, postgresql: str
) -> None:
    result, seconds = nodes.reminders_of_a_minute(postgresql, tmp_path, 300)
    assert result.acknowledged == 300
    assert result.fine, result
    assert seconds < 300 * nodes.TAKES_SECONDS  # so long one after the other would have taken


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_beside_20_stalled_downloads_today_answers_within_a_second(
    tmp_path: Path, postgresql: str, database: str
) -> None:
    with ExitStack() as closing:
        on_server = database == "postgresql"
        url = closing.enter_context(copied_database(postgresql)) if on_server else ""
        result, longest = slow_clients.pages_beside_downloads(tmp_path, url)
    assert result.acknowledged > slow_clients.OPENED_TIMES
    assert result.fine, (result, longest)
