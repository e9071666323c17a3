"""The doors on tables in partitions by owner, behind the second wall: all is as it is without."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import Connection, Engine, create_engine, func, select, table, text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from journal.config import ROOT, Settings
from journal.store.db import models as m
from journal.store.db import owner_wall
from journal.store.db.owner_guard import ALL_OWNERS, OWNED_TABLES
from journal.store.db.upgrade import row_counts
from tests.databases import copied_database
from tests.journals import journal, walled
from tests.partitions import PARTITIONS, lay_out, unique_keys
from tests.people import PASSWORD, Person
from tests.store.making import EXAMPLES, account, kept, one_of_everything, rows_of
from tests.web.conftest import as_role, joined, newcomer
from tests.web.hosts import account_of
from tests.web.reading import apply_form, look
from tests.web.test_care import accepted, end
from tests.web.test_shared import look as opened
from tests.web.test_shared import shared as shared_link
from tests.web.test_signing_in import turned_on, typed
from tests.web.test_tokens import secret_of

WHOLE = {"care", "identities", "shares", "tokens"}
"""Owned, and looked up by a secret or a name that is unique among all owners."""

RULES = text(
    "SELECT relname, CASE contype WHEN 'n' THEN '' ELSE conname END,"  # those have any name
    " pg_get_constraintdef(c.oid) FROM pg_constraint c"
    " JOIN pg_class t ON t.oid = conrelid WHERE NOT relispartition AND conparentid = 0"
    " AND connamespace = current_schema()::regnamespace AND relname <> 'alembic_version'"
    " UNION SELECT t.relname, i.relname, pg_get_indexdef(i.oid) FROM pg_index"
    " JOIN pg_class i ON i.oid = indexrelid JOIN pg_class t ON t.oid = indrelid"
    " WHERE indisunique AND NOT t.relispartition AND t.relname <> 'alembic_version'"
    " AND t.relnamespace = current_schema()::regnamespace"
)

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture(scope="module")
def partitioned(postgresql: str, shared: Settings) -> Iterator[Flask]:
    """A journal on such a database, with a role for its pages."""
    with copied_database(postgresql, template="template0") as url:
        lay_out(url)
        app = journal(walled(replace(shared, database_url=url)))
        yield app
        app.extensions["journal_engine"].dispose()


@pytest.fixture
def database(partitioned: Flask) -> Engine:
    """The engine of its owner."""
    engine: Engine = partitioned.extensions["journal_own_engine"]
    return engine


def test_every_owned_table_is_in_partitions_but_for_those_of_what_is_unique_among_all(
    database: Engine,
) -> None:
    question = text("SELECT relname FROM pg_class WHERE relkind = 'p'")
    with database.connect() as connection:
        assert set(connection.scalars(question)) == set(OWNED_TABLES) - WHOLE


def test_the_guide_names_the_owned_tables_that_stay_whole() -> None:
    guide = (ROOT / "docs" / "scale.md").read_text()
    (words,) = re.findall(r"((?:`\w+`(?:,| and)?\s)+)are owned and stay whole", guide)
    assert re.findall(r"\w+(?=`)", words) == sorted(WHOLE)


def rules(connection: Connection) -> set[tuple[str, str, str]]:
    """Each constraint and each unique index of a database, by its table, as PostgreSQL has it."""
    return {
        (str(table_name), str(name), str(definition).replace(" ONLY ", " "))
        for table_name, name, definition in connection.execute(RULES)
    }


def test_the_partitions_keep_every_rule_of_the_usual_tables(
    database: Engine, postgresql: str
) -> None:
    with copied_database(postgresql) as url:
        usual = create_engine(url)
        with usual.connect() as migrated, database.connect() as parted:
            assert rules(parted) == rules(migrated)
        usual.dispose()


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_what_is_unique_among_all_owners_stays_so(database: Engine, name: str) -> None:
    owners = [account(database, f"{name} {number}") for number in range(2)]
    one_of_everything(database, owners[0])
    table = m.Base.metadata.tables[name]
    (shared_columns,) = [names for names in unique_keys(table) if "owner_id" not in names]
    with database.execution_options(**{ALL_OWNERS: True}).begin() as connection:
        row = connection.execute(table.select()).mappings().first()
        assert row is not None
        same = dict(row) | dict.fromkeys(shared_columns, "the same") | {"id": "another"}
        same = {column: value for column, value in same.items() if column in table.c}
        connection.execute(table.insert(), same)
        with pytest.raises(IntegrityError, match=f"uq_{name}_{'_'.join(shared_columns)}"):
            connection.execute(table.insert(), same | {"owner_id": owners[1]})


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


def test_an_upgrade_counts_a_row_once_whatever_partition_it_is_in(database: Engine) -> None:
    with database.execution_options(**{ALL_OWNERS: True}).connect() as connection:
        assert row_counts(connection).keys() == m.Base.metadata.tables.keys()


def test_no_partition_is_a_way_around_the_wall(partitioned: Flask) -> None:
    pages: Engine = partitioned.extensions["journal_engine"]
    with pages.connect() as connection, pytest.raises(ProgrammingError, match="denied"):
        connection.execute(text("SELECT * FROM pain_levels_0"))


def test_the_wall_put_up_again_takes_back_what_was_granted_on_partitions(
    database: Engine,
) -> None:
    may = text("SELECT has_table_privilege('journal_pages', 'pain_levels_0', 'SELECT')")
    everywhere = "GRANT SELECT ON ALL TABLES IN SCHEMA public TO journal_pages"
    with database.begin() as connection:
        connection.execute(text(everywhere))
        assert connection.scalar(may, execution_options={ALL_OWNERS: True})
    owner_wall.put_up(database, "journal_pages")
    with database.connect() as connection:
        assert not connection.scalar(may, execution_options={ALL_OWNERS: True})


@pytest.fixture
def writer(partitioned: Flask) -> Person:
    """Somebody with a level and a note in their diary."""
    person = joined(partitioned, "ada")
    assert person.log("pain", kind="now", level="4", note="in a partition").status_code == 303
    return person


def test_the_doors_of_signing_in_know_who_is_right(partitioned: Flask, writer: Person) -> None:
    _, codes = turned_on(writer)
    person = newcomer(partitioned)
    assert person.signed_in(writer.name, "not the password").status_code == 422
    page = person.signed_in(writer.name)
    assert typed(person, page, codes[0]).status_code == 303
    assert "in a partition" in person.get("/diary").text


def test_the_doors_of_others_open_and_end(partitioned: Flask, writer: Person) -> None:
    maria, nobody = joined(partitioned, "maria"), newcomer(partitioned)
    page, token = accepted(writer, maria), shared_link(writer, "notes=on")
    assert (maria.get(page).status_code, maria.get("/patients").status_code) == (200, 200)
    assert "in a partition" in opened(nobody, token).text
    secret = secret_of(writer, writer.send("/account/tokens", name="watch", scopes=["read"]))
    headers = {"Authorization": f"Bearer {secret}"}
    answer = nobody.get("/api/v1/pain", headers=headers).json
    assert [each["note"] for each in answer["records"]] == ["in a partition"]  # type: ignore[index]
    end(writer)
    assert maria.get(page).status_code == 404
    assert nobody.get("/api/v1/pain").status_code == 401


def test_the_doors_of_a_host_show_accounts_and_no_diary(
    partitioned: Flask, database: Engine, writer: Person
) -> None:
    host = as_role(partitioned, "host", host=True)
    for path in ("/host", f"/host/accounts/{account_of(database, writer).id}"):
        answer = host.get(path)
        assert (answer.status_code, "in a partition" in answer.text) == (200, False), path


def test_an_account_is_deleted_at_its_own_door(database: Engine, writer: Person) -> None:
    key = account_of(database, writer).id
    typed_words = {"confirm": writer.name, "own_password": PASSWORD}
    assert writer.send("/account/", "/account/delete", **typed_words).status_code == 303
    assert set(rows_of(database, key).values()) == {0}


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
