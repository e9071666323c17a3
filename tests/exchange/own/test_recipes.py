"""The README of the archive says how other tools read its files: each is run, nothing is lost."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from journal.core.model import records as r
from journal.core.model.inputs import columns
from journal.exchange.own import tidy_csv
from journal.exchange.own.archive import RECIPES, readme
from tests.store.making import EXAMPLES

NOTES: list[str | None] = [
    "None",
    "NA",
    "null",
    "0012",
    "=1+1",
    'say "so", twice',
    "two\nlines",
    "true",
    "1e5",
    None,
]
"""What tools take for something else: missing, a number, a formula, several cells."""


def levels() -> Iterator[r.PainLevel]:
    """A pain level with each of these notes, in the hour that the clocks showed twice."""
    first = next(record for record in EXAMPLES if isinstance(record, r.PainLevel))
    for number, note in enumerate(NOTES):
        at = datetime(2026, 10, 25, number % 2, 30, tzinfo=UTC)
        key = f"{first.id[:-2]}{number:02}"
        yield first.with_(id=key, note=note, kind="now", recorded_at=at, recalled=None)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that holds pain.csv."""
    names = [column.name for column in columns(r.PainLevel)]
    rows = [tuple(getattr(level, name) for name in names) for level in levels()]
    text = "".join(tidy_csv.lines(r.PainLevel, rows))
    (tmp_path / "pain.csv").write_text(text, encoding="utf-8", newline="")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(rows: list[dict[str, Any]]) -> None:
    """Whether a tool's rows say all that the records said."""
    records = list(levels())
    assert [row["recorded_at"].astimezone(UTC) for row in rows] == [
        level.recorded_at for level in records
    ]
    assert [row["level"] for row in rows] == [level.level for level in records]
    assert [tidy_csv.unguarded(row["note"] or "") for row in rows] == [
        (level.note or "").replace("\n", "\n") for level in records
    ]
    assert {row["regions"] for row in rows} == {"lower_back_left|tailbone"}
    assert {row["recalled"] or "" for row in rows} == {""}


def run(recipe: str) -> Any:  # each tool's own table
    """What the lines for a tool written in Python leave as ``pain``."""
    names: dict[str, Any] = {}
    exec(RECIPES[recipe], names)  # noqa: S102 (our own lines, which the README prints)
    return names["pain"]


@pytest.mark.usefixtures("folder")
def test_pandas_reads_it_without_loss() -> None:
    check(run("pandas").to_dict("records"))


@pytest.mark.usefixtures("folder")
def test_polars_reads_it_without_loss() -> None:
    check(run("polars").to_dicts())


@pytest.mark.usefixtures("folder")
def test_duckdb_reads_it_without_loss() -> None:
    import duckdb  # noqa: PLC0415 (half a second to load: only where it is used)

    with duckdb.connect() as database:
        database.execute(RECIPES["DuckDB"])
        cursor = database.execute("SELECT *, epoch_ms(recorded_at) AS ms FROM pain")
        names = [column[0] for column in cursor.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    for row in rows:
        row["recorded_at"] = datetime.fromtimestamp(row["ms"] / 1000, UTC)
    check(rows)


def test_the_readme_prints_every_recipe() -> None:
    text = readme()
    for tool, lines in RECIPES.items():
        assert f"\n{tool}:\n" in text
        assert all(line in text for line in lines.splitlines())
