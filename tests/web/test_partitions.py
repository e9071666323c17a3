"""The doors on tables in partitions by owner: nothing of the product changes."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import Engine, func, select, table, text

from journal.config import Settings
from journal.store.db import models as m
from journal.store.db.owner_guard import ALL_OWNERS, OWNED_TABLES
from tests.databases import copied_database
from tests.journals import journal
from tests.partitions import PARTITIONS, lay_out
from tests.store.making import EXAMPLES, account, kept, one_of_everything, rows_of
from tests.web.conftest import joined
from tests.web.reading import apply_form, look

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def partitioned(postgresql: str, settings: Settings) -> Iterator[Flask]:
    """A journal on such a database."""
    with copied_database(postgresql, template="template0") as url:
        lay_out(url)
        app = journal(replace(settings, database_url=url))
        yield app
        app.extensions["journal_engine"].dispose()


@pytest.fixture
def database(partitioned: Flask) -> Engine:
    """The engine of it."""
    engine: Engine = partitioned.extensions["journal_engine"]
    return engine


def test_every_owned_table_is_in_partitions(database: Engine) -> None:
    question = text("SELECT relname FROM pg_class WHERE relkind = 'p'")
    with database.connect() as connection:
        assert set(connection.scalars(question)) == set(OWNED_TABLES)


def test_everything_is_kept_and_deleted_with_its_account(database: Engine) -> None:
    owners = [account(database, f"patient {number}") for number in range(8)]
    for owner in owners:
        one_of_everything(database, owner)
    assert all(len(kept(database, type(record), owners[0])) > 0 for record in EXAMPLES)
    with database.execution_options(**{ALL_OWNERS: True}).begin() as connection:
        shares = [
            connection.scalar(select(func.count()).select_from(table(f"pain_levels_{place}")))
            for place in range(PARTITIONS)
        ]
        assert sum(bool(count) for count in shares) > 1  # several partitions hold some
        connection.execute(m.Account.__table__.delete().where(m.Account.id == owners[0]))  # type: ignore[attr-defined]
    assert set(rows_of(database, owners[0]).values()) == {0}
    assert rows_of(database, owners[1])["pain_levels"] > 0


def test_the_doors_log_show_export_and_import(partitioned: Flask) -> None:
    ada, bob = joined(partitioned, "ada"), joined(partitioned, "bob")
    assert ada.log("pain", kind="now", level="4", note="in a partition").status_code == 303
    for path in ("/", "/diary", "/charts", "/insight", "/programme", "/report", "/account/"):
        assert ada.get(path).status_code == 200, path
    assert "in a partition" in ada.get("/diary").text
    assert "in a partition" not in bob.get("/diary").text
    archive = ada.get("/export/journal.zip").data
    form = apply_form(look(bob, ("journal.zip", archive)))
    assert bob.post(form.action, **dict(form.fields)).status_code == 303
    assert "in a partition" in bob.get("/diary").text
