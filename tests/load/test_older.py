"""The tables of an older commit under load: filled with what they know, and nothing else."""

import pytest
from sqlalchemy import create_engine, text

from journal.store.db.engine import open_database
from tests.databases import copied_database
from tests.load.older import fill
from tests.store.making import account, one_of_everything, rows_of

OLDER = (
    "ALTER TABLE reliefs ADD CONSTRAINT knows_none CHECK (minutes IS NOT NULL AND minutes < 0)",
    "ALTER TABLE pain_levels DROP COLUMN movement",
    "DROP TABLE flare_plans",
)


def test_it_gets_the_columns_and_rows_that_it_knows_and_says_what_is_left_out(
    postgresql: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with copied_database(postgresql) as today, copied_database(postgresql) as older:
        engine = open_database(today)
        owner = account(engine, "ada")
        one_of_everything(engine, owner)
        direct = create_engine(older)
        with direct.begin() as connection:
            for statement in OLDER:
                connection.execute(text(statement))
        fill(today, older)
        before = rows_of(engine, owner)
        with direct.connect() as connection:
            for table in ("pain_levels", "reliefs", "changes"):
                count = connection.scalar(text(f"SELECT count(*) FROM {table}"))  # noqa: S608
                assert count == (0 if table == "reliefs" else before[table]), table
        direct.dispose()
        engine.dispose()
    assert f"{before['reliefs']} rows of reliefs are left out" in capsys.readouterr().out
