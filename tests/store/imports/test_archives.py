"""An archive of an account: taken out, put into another, and undone."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from journal.core.account.reminders import FIRST_REMINDER
from journal.core.diary.pauses import Pause
from journal.core.model import records as r
from journal.core.model.periods import Period
from journal.core.report.options import PatientInfo
from journal.exchange.files import zips
from journal.exchange.own.archive import AccountRest, pieces
from journal.store.accounts import reminders
from journal.store.db import models as m
from journal.store.db.sessions import session
from journal.store.db.upgrade import revisions
from journal.store.diary import (
    actions,
    agreed_end,
    catalogue,
    exercise_listing,
    experiments,
    pauses,
    prompts,
    queries,
    report,
    rest_day_rules,
    row_writing,
)
from journal.store.imports import archive_export, import_answers
from journal.store.imports.account_data import HOLDINGS, held
from journal.store.imports.archive_import import ArchiveImport
from journal.store.imports.preview import ImportPreview
from tests.core.strategies import examples
from tests.exchange.own.test_archive import Diary, everything
from tests.store.imports.test_import_undo import undone
from tests.store.making import (
    DAY,
    END,
    EXAMPLES,
    EXPERIMENT,
    NOW,
    ZONE,
    account,
    bring_in,
    exercise,
    keep_picture,
    keep_templates,
    kept,
    pain,
    rows_of,
    sent,
)

ONE = timedelta(days=1)


def taken_out(engine: Engine, owner: str) -> bytes:
    with session(engine, writes=False, one_moment=True) as reading:
        return b"".join(archive_export.pieces(reading, owner, NOW))


LATER = NOW + timedelta(days=11)
"""After every moment that is made up."""


def opened(content: bytes) -> ArchiveImport:
    return ArchiveImport.opened(io.BytesIO(content), now=LATER, zone=ZONE)


def put_in(engine: Engine, owner: str, content: bytes) -> ImportPreview:
    """What an archive did to an account, as it was planned."""
    with session(engine, writes=True) as db:
        before = opened(content).preview(db, owner)
        outcome = opened(content).apply(db, owner, sent())
        assert outcome.change is not None
        assert outcome.preview.digest == before.digest
        db.commit()
        return outcome.preview


def live_in(engine: Engine, owner: str) -> None:
    """Give an account everything that an account can hold."""
    with session(engine, writes=True) as db:
        for example in EXAMPLES:
            actions.add(db, owner, example, sent())
            db.flush()
        walking = row_writing.exercise_named(db, owner, "Walking")
        bridge = row_writing.exercise_named(db, owner, "Bridge")
        assert walking
        assert bridge
        keep_picture(db, owner)
        keep_templates(db, owner)
        catalogue.rename(db, bridge, "Brücke", NOW)
        exercise_listing.take_off(db, walking, sent(), DAY)
        catalogue.add(db, owner, "=Zumba", NOW)
        mine = db.scalars(select(m.Account).where(m.Account.id == owner)).one()
        mine.zone, mine.clock, mine.theme = "Asia/Tokyo", "12", "dark"
        mine.first_weekday, mine.paused_on = "sunday", DAY
        mine.recall_from = mine.end_agreed_on = DAY
        agreed_end.put(db, owner, END, NOW)
        reminder = replace(FIRST_REMINDER, active=True, address="ada@example.org", quiet_from=None)
        reminders.save(db, owner, replace(reminder, quiet_until=None), NOW, ZONE)
        prompts.dismiss(db, owner, "numb", NOW)
        import_answers.remember(db, owner, "daylio", {"mood:rad": "2", "mood": "now"})
        experiments.put(db, owner, EXPERIMENT)
        rest_day_rules.set_rule(db, owner, DAY, DAY)
        pauses.put(db, owner, [Pause(DAY - timedelta(days=30), DAY - timedelta(days=20))])
        report.introduce(db, owner, PatientInfo("Ada L.", "Is swimming\nall right?"), 0, NOW)
        db.commit()


@pytest.fixture(scope="module")
def full(engine: Engine) -> bytes:
    """The archive of an account that holds everything, for tests that only bring it in."""
    lived_in = account(engine, f"ada {uuid4()}")
    live_in(engine, lived_in)
    return taken_out(engine, lived_in)


def test_what_was_taken_out_is_the_same_in_another_account_to_the_byte(
    engine: Engine, owner: str, stranger: str
) -> None:
    live_in(engine, owner)
    content = taken_out(engine, owner)
    preview = put_in(engine, stranger, content)
    assert preview.replaces_starting
    assert preview.history == len(EXAMPLES) + 2  # and the picture, and an exercise off the list
    assert taken_out(engine, stranger) == content
    with session(engine, writes=False) as reading:
        assert held(reading, stranger) == held(reading, owner)
        names = {
            exercise.name: bool(exercise.retired_at)
            for exercise in queries.exercises(reading, stranger)
        }
        assert names == {
            "=Zumba": False,
            "Brücke": False,
            "Curl-up": False,
            "Side leg raise": False,
        }


def test_an_empty_account_goes_into_another(engine: Engine, owner: str, stranger: str) -> None:
    with session(engine, writes=True) as db:
        for line in db.scalars(
            select(m.PrescriptionRow).where(m.PrescriptionRow.owner_id == owner)
        ):
            db.delete(line)
        db.commit()
    content = taken_out(engine, owner)
    put_in(engine, stranger, content)
    assert taken_out(engine, stranger) == content
    assert kept(engine, r.Prescription, stranger) == []


def test_an_archive_put_into_its_own_account_changes_nothing(engine: Engine, owner: str) -> None:
    for lived in (False, True):
        if lived:
            live_in(engine, owner)
        content = taken_out(engine, owner)
        with session(engine, writes=False) as reading:
            assert not opened(content).preview(reading, owner).does_something
        put_in(engine, owner, content)
        assert taken_out(engine, owner) == content


def test_an_account_that_holds_something_keeps_what_is_its_own(
    engine: Engine, stranger: str, full: bytes
) -> None:
    bring_in(engine, stranger, [exercise(exercise="Swimming"), pain(DAY - ONE, 9), pain(DAY, 8)])
    lines = kept(engine, r.Prescription, stranger)
    preview = put_in(engine, stranger, full)
    assert {(file.name, file.new, file.changed) for file in preview.files if file.changed} == {
        ("pain.csv", 0, 1)
    }
    assert preview.new_exercises == ["=Zumba", "Brücke"]
    anywhere = [name for name, holding in HOLDINGS.items() if not holding.whole_only]
    assert [holding.name for holding in preview.holdings] == anywhere
    for line in lines:
        assert line not in kept(engine, r.Prescription, stranger)
    with session(engine, writes=False) as reading:
        assert "Swimming" in [row.name for row in queries.exercises(reading, stranger)]
    assert len(kept(engine, r.PainLevel, stranger)) == 2


def test_an_archive_is_undone_as_a_whole(engine: Engine, stranger: str, full: bytes) -> None:
    before, rows = taken_out(engine, stranger), rows_of(engine, stranger)
    put_in(engine, stranger, full)
    assert undone(engine, stranger).not_restored == []
    assert taken_out(engine, stranger) == before
    after = rows_of(engine, stranger) | {"reminders": 0}
    assert after == rows | {"changes": rows["changes"] + 1, "imports": 1}


def test_settings_that_were_changed_since_stay(engine: Engine, stranger: str, full: bytes) -> None:
    put_in(engine, stranger, full)
    with session(engine, writes=True) as db:
        mine = db.scalars(select(m.Account).where(m.Account.id == stranger)).one()
        mine.theme = "light"
        db.commit()
    assert undone(engine, stranger).not_restored == ["account"]
    with session(engine, writes=False) as db:
        mine = db.scalars(select(m.Account).where(m.Account.id == stranger)).one()
        assert (mine.theme, mine.zone) == ("light", "Asia/Tokyo")


@pytest.mark.parametrize("stopped_on", [None, DAY])
def test_two_experiments_under_way_do_not_come_together(
    engine: Engine, stranger: str, full: bytes, stopped_on: date | None
) -> None:
    own = replace(EXPERIMENT, id=str(uuid4()), stopped_on=stopped_on)
    with session(engine, writes=True) as db:
        experiments.put(db, stranger, own)
        db.commit()
    before = taken_out(engine, stranger)
    if stopped_on:
        put_in(engine, stranger, full)
        with session(engine, writes=False) as reading:
            assert set(held(reading, stranger)["experiments"]) == {own.id, EXPERIMENT.id}
        return
    with session(engine, writes=True) as db:
        with pytest.raises(zips.ZipRefused, match="experiment_under_way"):
            opened(full).preview(db, stranger)
        with pytest.raises(zips.ZipRefused, match="experiment_under_way"):
            opened(full).apply(db, stranger, sent())
        db.rollback()
    assert taken_out(engine, stranger) == before


def changed(content: bytes, old: str, new: str) -> bytes:
    """An archive of which journal.json was rewritten, and the manifest to go with it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = archive.read("journal.json").decode()
    assert old in text
    document = json.loads(text.replace(old, new))
    account_rest = AccountRest(document["settings"], document["exercises"], document["history"])
    return b"".join(pieces({}, account_rest, made_at=NOW, revision=revisions()[-1]))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"zone": "Asia/Tokyo"', '"zone": "Mars/Olympus"'),
        ('"theme": "dark"', '"theme": 4'),
        ('"paused_on": "2026-05-20"', '"paused_on": "soon"'),
        ('"paused_on": "2026-05-20"', '"paused_on": "0001-01-01"'),
        ('"2026-04-20": "2026-04-30"', '"2026-04-20": "2026-04-19"'),
        ('"2026-04-20": "2026-04-30"', '"2026-04-20": null'),
        ('"2026-04-20": "2026-04-30"', '"0001-01-01": "2026-04-30"'),
        ('"2026-04-20": "2026-04-30"', '"2026-04-20": "9999-12-31"'),
        ('"active": "yes"', '"active": "perhaps"'),
        ('"at": "19:00"', '"at": 19'),
        ('"numb": "2026-05-20T12:00:00+00:00"', '"numb": "2026-05-20T12:00:00"'),
        ('"mood": "now"', '"mood": 4'),
        ('"built_in": "bridge"', '"built_in": "rocket"'),
        ('"name": "=Zumba"', '"name": "\\u0000"'),
        ('"action": "created"', '"action": 4'),
        ('"kind": "checkins"', '"kind": "import"'),
        ('"made_at": "2026-05-20T12:00:00+00:00"', '"made_at": "2026"'),
    ],
)
def test_a_strange_archive_changes_nothing(
    engine: Engine, stranger: str, full: bytes, old: str, new: str
) -> None:
    strange = opened(changed(full, old, new))
    before = taken_out(engine, stranger)
    with session(engine, writes=True) as db:
        with pytest.raises(zips.ZipRefused, match=r"journal\.json"):
            strange.preview(db, stranger)
        with pytest.raises(zips.ZipRefused, match=r"journal\.json"):
            strange.apply(db, stranger, sent())
        db.rollback()
    assert taken_out(engine, stranger) == before


def test_a_setting_of_a_newer_journal_is_named(engine: Engine, owner: str, stranger: str) -> None:
    content = changed(taken_out(engine, owner), '"waved": {}', '"waved": {}, "moon": 1')
    assert [(entry.sort, entry.name) for entry in opened(content).not_brought] == [
        ("setting", "moon")
    ]
    put_in(engine, stranger, content)


def of_a_newer_journal(content: bytes) -> bytes:
    """An archive of which each file and setting says something that is not known here."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    document = json.loads(members["journal.json"])
    settings, exercises = document["settings"], document["exercises"]
    settings |= {"moon": 1, "rest_days": {"2026-04-20": "whenever"}}
    settings["account"] |= {"theme": "sepia", "font": "large"}
    exercises[0] |= {"colour": "red", "built_in": "rocket"}
    account_rest = AccountRest(settings, exercises, document["history"])
    again = b"".join(pieces({}, account_rest, made_at=NOW, revision="9999"))
    with zipfile.ZipFile(io.BytesIO(again)) as archive:
        members["journal.json"] = archive.read("journal.json")
        manifest = json.loads(archive.read("manifest.json"))
    members["pain.csv"] = members["pain.csv"].replace(b",day_average,", b",guessed,", 1)
    for name, entry in manifest["files"].items():
        member = members[name]
        entry |= {"bytes": len(member), "sha256": sha256(member).hexdigest()}
    members["manifest.json"] = json.dumps(manifest).encode()
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, member in members.items():
            archive.writestr(name, member)
    return target.getvalue()


def test_of_a_newer_archive_all_that_is_known_comes_in_and_the_rest_is_named(
    engine: Engine, owner: str, stranger: str
) -> None:
    live_in(engine, owner)
    bring_in(engine, owner, [pain(DAY, 3), pain(DAY - ONE, 4)])
    table = m.PainLevelRow.__tablename__
    before = rows_of(engine, owner)[table]
    newer = opened(of_a_newer_journal(taken_out(engine, owner)))
    with session(engine, writes=True) as db:
        newer.preview(db, stranger)
        outcome = newer.apply(db, stranger, sent())
        db.commit()
    assert outcome.change
    assert {(entry.sort, entry.name) for entry in newer.not_brought} == {
        ("setting", "moon"),
        ("setting", "rest_days"),
        ("setting", "theme"),
        ("setting", "font"),
        ("exercise_field", "colour"),
    }
    assert len(newer.not_brought) == 5
    left = [row for part in outcome.preview.files for row in part.file.left_rows]
    assert [(row.column, row.cell) for row in left] == [("kind", "guessed")]
    assert rows_of(engine, stranger)[table] == before - 1
    with session(engine, writes=False) as db:
        settings = held(db, stranger)
    assert settings["account"]["zone"] == "Asia/Tokyo"
    assert settings["account"]["theme"] == "system"


def test_an_unknown_field_of_an_exercise_is_named(
    engine: Engine, stranger: str, full: bytes
) -> None:
    content = changed(full, '"built_in": "bridge"', '"built_in": "bridge", "colour": 1')
    assert [(entry.sort, entry.name) for entry in opened(content).not_brought] == [
        ("exercise_field", "colour")
    ]
    put_in(engine, stranger, content)


def test_one_bad_line_puts_nothing_in(engine: Engine, owner: str, stranger: str) -> None:
    bring_in(engine, owner, [pain(DAY, 3), pain(DAY - ONE, 4)])
    content = taken_out(engine, owner)
    earlier = ArchiveImport.opened(io.BytesIO(content), now=NOW - 30 * ONE, zone=ZONE)
    before = rows_of(engine, stranger)
    with session(engine, writes=True) as db:
        outcome = earlier.apply(db, stranger, sent())
        db.commit()
    assert outcome.change is None
    problems = [problem for part in outcome.preview.files for problem in part.file.problems]
    assert {(problem.line, problem.column) for problem in problems} == {
        (2, "recorded_at"),
        (3, "recorded_at"),
    }
    assert rows_of(engine, stranger) == before


def test_an_archive_tells_one_moment_whatever_is_written_meanwhile(
    engine: Engine, owner: str
) -> None:
    bring_in(engine, owner, [pain(DAY - n * ONE) for n in range(20)])
    before = taken_out(engine, owner)
    with session(engine, writes=False, one_moment=True) as reading:
        pieces = archive_export.pieces(reading, owner, NOW)
        first = next(pieces)
        with session(engine, writes=True) as db:
            actions.add(db, owner, EXAMPLES[6], sent())
            db.commit()
        assert first + b"".join(pieces) == before


def test_what_was_deleted_is_not_in_the_archive(engine: Engine, owner: str) -> None:
    with session(engine, writes=True) as db:
        actions.add(db, owner, EXAMPLES[0].with_(note="secret words"), sent(at=NOW - ONE))
        db.flush()
        row = queries.row(db, r.PainLevel, owner, EXAMPLES[0].id)  # type: ignore[attr-defined]  # a level has one
        assert row is not None
        actions.remove(db, r.PainLevel, row, sent())
        db.commit()
    with zipfile.ZipFile(io.BytesIO(taken_out(engine, owner))) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
        document = json.loads(archive.read("journal.json"))
    assert b"secret" not in everything
    assert [change["action"] for change in document["history"]] == ["created", "deleted"]


@given(everything)
@settings(examples(8), suppress_health_check=list(HealthCheck))
def test_any_diary_comes_back_to_the_byte(engine: Engine, diary: Diary) -> None:
    owner, other = (account(engine, uuid4().hex) for _ in range(2))
    bring_in(engine, owner, [record for records in diary.values() for record in records])
    content = taken_out(engine, owner)
    put_in(engine, other, content)
    assert taken_out(engine, other) == content


MINUTES = st.lists(st.integers(0, 2), min_size=2, max_size=8)


def order_of(engine: Engine, owner: str) -> list[int]:
    """The levels of an account as its pages list them."""
    with session(engine, writes=False) as reading:
        levels = queries.of_period(reading, r.PainLevel, owner, Period(DAY, DAY))
        return [level.level for level in levels]


@given(MINUTES)
@settings(examples(8), suppress_health_check=list(HealthCheck))
def test_what_is_of_one_minute_stays_in_the_order_in_which_it_was_added(
    engine: Engine, minutes: list[int]
) -> None:
    owner, by_archive, by_file = (account(engine, uuid4().hex) for _ in range(3))
    noon = datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=UTC)
    moments = [noon + timedelta(minutes=minute) for minute in minutes]
    with session(engine, writes=True) as db:
        for level, moment in enumerate(moments):
            actions.add(db, owner, pain(level=level, kind="now", recorded_at=moment), sent())
        db.commit()
    order = sorted(range(len(minutes)), key=lambda level: minutes[level])
    assert order_of(engine, owner) == order
    put_in(engine, by_archive, taken_out(engine, owner))
    assert order_of(engine, by_archive) == order
    levels = [pain(level=each, kind="now", recorded_at=moments[each]) for each in order]
    bring_in(engine, by_file, levels)
    assert order_of(engine, by_file) == order


@pytest.mark.parametrize("pause_brought", [None, DAY])
def test_an_archive_does_not_end_or_move_the_pause_of_a_paused_diary(
    engine: Engine, owner: str, stranger: str, pause_brought: date | None
) -> None:
    begun = DAY - timedelta(days=9)
    for person, day in ((owner, pause_brought), (stranger, begun)):
        with session(engine, writes=True) as db:
            db.get_one(m.Account, person).paused_on = day
            db.commit()
    put_in(engine, stranger, taken_out(engine, owner))
    with session(engine, writes=False) as reading:
        assert pauses.pauses(reading, stranger) == [Pause(begun)]


def test_of_two_diaries_that_are_paused_the_days_of_both_pauses_are_kept(
    engine: Engine, owner: str, stranger: str
) -> None:
    begun = DAY - timedelta(days=9)
    for person, day in ((owner, begun), (stranger, DAY)):
        with session(engine, writes=True) as db:
            db.get_one(m.Account, person).paused_on = day
            db.commit()
    put_in(engine, stranger, taken_out(engine, owner))
    with session(engine, writes=False) as reading:
        assert pauses.pauses(reading, stranger) == [Pause(begun)]
