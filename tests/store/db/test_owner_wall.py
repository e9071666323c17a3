"""The second wall: PostgreSQL hides the rows of others, also where the code forgets its own."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, event, func, insert, select, text, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, ProgrammingError

from journal.config import ROOT, Settings, WrongSetting
from journal.store.accounts import accounts, care_access, retention
from journal.store.db import models as m
from journal.store.db import owner_wall
from journal.store.db.engine import open_database, pages_engine
from journal.store.db.owner_guard import ALL_OWNERS, OWNED_TABLES, refuse_unowned
from journal.store.db.owner_wall import see, see_nobody
from journal.store.db.preparing import put_up_wall
from journal.store.db.sessions import session
from tests.databases import copied_database
from tests.journals import walled
from tests.middlemen import pooled
from tests.store.making import NOW, account, one_of_everything, rows_of

TABLES = m.Base.metadata.tables


@pytest.fixture(scope="module")
def settings(postgresql: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A journal whose pages have a role of their own."""
    folder = tmp_path_factory.mktemp("walled")
    with copied_database(postgresql) as url:
        settings = Settings.from_env(
            {"JOURNAL_DATA_DIR": str(folder), "JOURNAL_DATABASE_URL": url}
        )
        yield walled(settings)


@pytest.fixture(scope="module")
def own(settings: Settings) -> Iterator[Engine]:
    """The engine of the role that owns the tables."""
    engine = open_database(settings.database_url)
    put_up_wall(engine, settings)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def pages(own: Engine, settings: Settings) -> Iterator[Engine]:
    """The engine of the pages, with the guard in the code switched off."""
    engine = pages_engine(own, settings)
    event.remove(engine, "before_cursor_execute", refuse_unowned)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def people(own: Engine) -> tuple[str, str]:
    """Two accounts with something of everything."""
    owners = account(own, "ada"), account(own, "charlie")
    for owner in owners:
        one_of_everything(own, owner)
    return owners


@pytest.fixture(autouse=True)
def _nobody_seen() -> Iterator[None]:
    see_nobody()
    yield
    see_nobody()


def owners_read(engine: Engine, table: str) -> set[str]:
    """Whose rows a question without any condition answers."""
    with session(engine, writes=False) as reading:
        return set(reading.scalars(select(TABLES[table].c.owner_id)))


@pytest.mark.parametrize("table", sorted(OWNED_TABLES))
def test_every_owned_table_hides_others_from_a_question_without_an_owner(
    own: Engine, pages: Engine, people: tuple[str, str], table: str
) -> None:
    ada, _ = people
    with own.execution_options(**{ALL_OWNERS: True}).connect() as connection:
        whole = set(connection.scalars(select(TABLES[table].c.owner_id)))
    assert owners_read(pages, table) == set()
    see(ada)
    assert owners_read(pages, table) == whole & {ada}


def test_every_table_of_the_sweep_holds_something_of_both(
    own: Engine, people: tuple[str, str]
) -> None:
    rows = [rows_of(own, owner) for owner in people]
    assert [table for table, count in rows[0].items() if not count] == []
    assert rows[0] == rows[1]


def test_every_owned_table_has_its_policy(own: Engine) -> None:
    question = text(
        "SELECT relname FROM pg_class JOIN pg_policy ON polrelid = pg_class.oid"
        " WHERE relrowsecurity AND polname = 'journal_owner'"
    )
    with own.connect() as connection:
        assert set(connection.scalars(question)) == set(OWNED_TABLES)


@pytest.mark.parametrize(
    ("guide", "words"), [("hosting.md", "belong to nobody’s diary"), ("scale.md", "stay whole")]
)
def test_a_guide_names_the_tables_without_an_owner(guide: str, words: str) -> None:
    sentence = re.search(rf"((?:`\w+`(?:,| and)?\s)+){words}", (ROOT / "docs" / guide).read_text())
    assert sentence
    assert re.findall(r"\w+_?\w+(?=`)", sentence[1]) == sorted(TABLES.keys() - {*OWNED_TABLES})


def test_nothing_is_written_or_deleted_of_others(
    pages: Engine, own: Engine, people: tuple[str, str]
) -> None:
    ada, charlie = people
    see(ada)
    levels = TABLES["pain_levels"]
    with session(pages, writes=True) as writing:
        changed = writing.execute(update(levels).values(level=0).returning(levels.c.owner_id))
        assert {owner for (owner,) in changed} == {ada}
        deleted = writing.execute(levels.delete().returning(levels.c.owner_id))
        assert {owner for (owner,) in deleted} == {ada}
    theirs = insert(TABLES["waved"]).values(owner_id=charlie, about="x", at=NOW)
    with session(pages, writes=True) as writing, pytest.raises(ProgrammingError, match="policy"):
        writing.execute(theirs)
    assert rows_of(own, charlie)["pain_levels"] > 0


def test_only_a_statement_that_is_meant_for_all_sees_all(
    pages: Engine, people: tuple[str, str]
) -> None:
    ada, charlie = people
    see(ada)
    question = select(TABLES["pain_levels"].c.owner_id)
    with session(pages, writes=False) as reading:
        assert set(reading.scalars(question)) == {ada}
        everybody = reading.scalars(question, execution_options={ALL_OWNERS: True})
        assert set(everybody) == {ada, charlie}
        assert set(reading.scalars(question)) == {ada}
        reading.rollback()
        assert set(reading.scalars(question)) == {ada}


def test_what_was_told_within_a_savepoint_is_told_again_after_it(
    pages: Engine, people: tuple[str, str]
) -> None:
    ada, _ = people
    see(ada)
    with session(pages, writes=True) as writing:
        inside = writing.begin_nested()
        assert writing.scalar(select(func.count()).select_from(TABLES["waved"])) is not None
        inside.rollback()
        assert set(writing.scalars(select(TABLES["pain_levels"].c.owner_id))) == {ada}


def test_a_clinician_sees_a_patient_once_the_access_was_looked_at(
    own: Engine, pages: Engine, people: tuple[str, str]
) -> None:
    _, charlie = people
    patient, clinician = account(own, "patient"), account(own, "clinician")
    one_of_everything(own, patient)
    with session(own, writes=True) as writing:
        access = update(m.CareRow).where(m.CareRow.owner_id == patient)
        writing.execute(access.values(clinician_id=clinician, accepted_at=NOW, ended_at=None))
        writing.commit()
    see_nobody()
    see(clinician)
    assert owners_read(pages, "pain_levels") == set()
    with session(pages, writes=False) as reading:
        assert care_access.patient_of(reading, clinician, charlie) is None
        assert care_access.patient_of(reading, clinician, patient) is not None
    assert owners_read(pages, "pain_levels") == {patient}


def test_an_account_is_deleted_with_all_that_is_its(own: Engine, pages: Engine) -> None:
    leaver = account(own, "leaver")
    one_of_everything(own, leaver)
    see(leaver)
    with session(pages, writes=True) as writing:
        accounts.remove(writing, leaver)
        writing.commit()
    assert set(rows_of(own, leaver).values()) == {0}


def test_a_page_that_only_reads_cannot_write(pages: Engine, people: tuple[str, str]) -> None:
    see(people[0])
    with session(pages, writes=False) as reading, pytest.raises(DBAPIError, match="read-only"):
        reading.execute(update(m.PainLevelRow).values(level=0))


def test_what_was_prepared_outlives_the_reading_of_a_page(
    pages: Engine, people: tuple[str, str]
) -> None:
    see(people[0])
    for _ in range(10):
        owners_read(pages, "pain_levels")
    with session(pages, writes=False) as reading:
        prepared = reading.scalars(text("SELECT statement FROM pg_prepared_statements")).all()
    assert any("FROM pain_levels" in statement for statement in prepared)


def test_the_work_by_the_clock_forgets_for_everybody(own: Engine, people: tuple[str, str]) -> None:
    changes = select(m.Change.owner_id).where(m.Change.before.is_not(None)).distinct()
    with session(own, writes=True) as forgetting:
        owners = set(forgetting.scalars(changes, execution_options={ALL_OWNERS: True}))
        assert owners >= {*people}
        retention.forget(forgetting, NOW + timedelta(days=2))
        assert not forgetting.scalars(changes, execution_options={ALL_OWNERS: True}).all()


@pytest.mark.pgbouncer
def test_it_holds_through_a_pooler_that_hands_out_transactions(
    settings: Settings, own: Engine, people: tuple[str, str], tmp_path: Path
) -> None:
    assert own.dialect.name == "postgresql"
    with pooled(settings.database_pages_url, tmp_path, 1, user="journal_pages") as way:
        through = replace(settings, database_pages_url=way, database_prepares=False)
        engine = pages_engine(open_database(settings.database_url), through)
        event.remove(engine, "before_cursor_execute", refuse_unowned)
        for owner in people * 3:
            see_nobody()
            assert owners_read(engine, "pain_levels") == set()
            see(owner)
            assert owners_read(engine, "pain_levels") == {owner}
        engine.dispose()


def test_put_up_twice_it_is_left_as_it_is_and_a_new_role_is_let_in(
    own: Engine, settings: Settings
) -> None:
    put_up_wall(own, settings)
    with own.begin() as connection:
        assert owner_wall.is_up(connection, "journal_pages")
        connection.execute(text("CREATE ROLE journal_late LOGIN"))
    with own.connect() as connection:
        assert not owner_wall.is_up(connection, "journal_late")
    owner_wall.put_up(own, "journal_late")
    with own.begin() as connection:
        assert owner_wall.is_up(connection, "journal_late")
        connection.execute(text("DROP OWNED BY journal_late"))
        connection.execute(text("DROP ROLE journal_late"))


@pytest.mark.parametrize(
    "weaken",
    [
        "ALTER POLICY journal_owner ON pain_levels USING (true)",
        "ALTER POLICY journal_owner ON pain_levels WITH CHECK (true)",
        "CREATE POLICY everybody ON pain_levels USING (true)",
        "ALTER TABLE pain_levels DISABLE ROW LEVEL SECURITY",
    ],
)
def test_a_policy_that_was_made_weaker_is_seen_and_put_right(
    own: Engine, pages: Engine, people: tuple[str, str], settings: Settings, weaken: str
) -> None:
    assert all(people)
    with own.begin() as connection:
        assert owner_wall.is_up(connection, "journal_pages")
        connection.execute(text(weaken), execution_options={ALL_OWNERS: True})
    with own.connect() as connection:
        assert not owner_wall.is_up(connection, "journal_pages")
    put_up_wall(own, settings)
    assert owners_read(pages, "pain_levels") == set()
    with own.connect() as connection:
        assert owner_wall.is_up(connection, "journal_pages")


@pytest.mark.parametrize(
    ("right", "table"),
    [("SELECT", '"Left Over"'), ("UPDATE", "alembic_version"), ("TRUNCATE", "pain_levels")],
)
def test_a_right_beyond_the_wall_is_seen_and_taken_back(
    own: Engine, settings: Settings, right: str, table: str
) -> None:
    may = text(f"SELECT has_table_privilege('journal_pages', '{table}', '{right}')")
    options = {ALL_OWNERS: True}
    with own.begin() as connection:
        connection.execute(text('CREATE TABLE "Left Over" ()'))
        assert owner_wall.is_up(connection, "journal_pages")
        grant = text(f"GRANT {right} ON {table} TO journal_pages")
        connection.execute(grant, execution_options=options)
    with own.begin() as connection:
        assert not owner_wall.is_up(connection, "journal_pages")
    put_up_wall(own, settings)
    with own.begin() as connection:
        assert owner_wall.is_up(connection, "journal_pages")
        assert not connection.scalar(may, execution_options=options)
        connection.execute(text('DROP TABLE "Left Over"'))


def test_what_the_server_lets_everybody_read_is_no_fault_of_the_wall(
    own: Engine, settings: Settings
) -> None:
    put_up_wall(own, settings)
    with own.connect() as connection:  # as an extension's view in the same schema
        connection.execute(text("CREATE VIEW statistics AS SELECT 1 AS calls"))
        connection.execute(text("GRANT SELECT ON statistics TO PUBLIC"))
        assert owner_wall.is_up(connection, "journal_pages")


def test_the_role_of_the_pages_changes_no_table(settings: Settings, own: Engine) -> None:
    engine = create_engine(settings.database_pages_url)
    with engine.connect() as connection, pytest.raises(ProgrammingError, match="must be owner"):
        connection.execute(text("ALTER TABLE pain_levels DISABLE ROW LEVEL SECURITY"))
    engine.dispose()
    assert own is not engine


@pytest.mark.parametrize(
    ("weaken", "restore"),
    [
        ("ALTER ROLE journal_pages BYPASSRLS", "ALTER ROLE journal_pages NOBYPASSRLS"),
        ("ALTER ROLE journal_pages SUPERUSER", "ALTER ROLE journal_pages NOSUPERUSER"),
        ("GRANT {owner} TO journal_pages", "REVOKE {owner} FROM journal_pages"),
    ],
)
def test_a_role_before_which_the_wall_does_not_stand_is_refused(
    own: Engine, settings: Settings, weaken: str, restore: str
) -> None:
    with own.begin() as connection:
        owner = connection.scalar(text("SELECT current_user"))
        connection.execute(text(weaken.format(owner=owner)))
    try:
        with pytest.raises(WrongSetting, match="would see everybody’s rows"):
            put_up_wall(own, settings)
    finally:
        with own.begin() as connection:
            connection.execute(text(restore.format(owner=owner)))
    put_up_wall(own, settings)


def test_pages_in_another_database_are_refused(
    own: Engine, settings: Settings, postgresql: str
) -> None:
    with copied_database(postgresql) as url:
        other = make_url(url).set(username="journal_pages").render_as_string(hide_password=False)
        with pytest.raises(WrongSetting, match="in the same database"):
            put_up_wall(own, replace(settings, database_pages_url=other))
