"""The account of a run under load: it tells what was lost, and what is there twice."""

import pytest
from sqlalchemy import create_engine, text

from journal.store.db.engine import open_database
from tests.databases import copied_database
from tests.load.__main__ import is_kept
from tests.load.driving import SENT, Tally
from tests.store.making import account, one_of_everything

COPY = text(
    "UPDATE pain_levels SET note = :note WHERE ctid IN (SELECT ctid FROM pain_levels LIMIT :rows)"
)


@pytest.mark.parametrize(("rows", "whole"), [(0, False), (1, True), (2, False)])
def test_a_level_is_kept_where_it_is_there_once(postgresql: str, rows: int, whole: bool) -> None:
    with copied_database(postgresql) as url:
        engine = open_database(url)
        for name in ("ada", "charlie"):
            one_of_everything(engine, account(engine, name))
        engine.dispose()
        direct = create_engine(url)
        with direct.begin() as connection:
            connection.execute(COPY, {"note": SENT + "a key", "rows": rows})
        direct.dispose()
        assert is_kept(url, Tally(acknowledged={"a key"})) == whole
