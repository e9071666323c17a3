"""An archive of before, in which two exercises have names that are one by now."""

import io
import json
import zipfile
from hashlib import sha256
from uuid import uuid4

import pytest
from sqlalchemy import Engine

from journal.core.model.names import told_apart
from journal.core.model.programme_template import ProgrammeTemplate, TemplateLine
from journal.pictures import stored_picture
from journal.store.db.sessions import session
from journal.store.diary import (
    actions,
    catalogue,
    exercise_pictures,
    programme_templates,
    row_writing,
)
from journal.store.imports.archive_names import ArchiveNames
from tests.store.imports.test_archives import live_in, opened, put_in, taken_out
from tests.store.making import NOW, PICTURE, exercise, sent

Names = tuple[str, str]
"""An exercise that keeps its name, and one whose name is the same by now."""

TWO_SPACES: Names = ("Leg  raise", "Leg raise")
ONE_SPACE: Names = ("Leg raise", "Leg  raise")


def numbered(name: str) -> str:
    return f"{name} (2)"


def live_with(engine: Engine, owner: str, names: Names) -> None:
    """Give an account two exercises as the upgrade leaves them, each with all that names it."""
    live_in(engine, owner)
    with session(engine, writes=True) as db:
        for was, name in (("Curl-up", names[0]), ("Side leg raise", numbered(names[1]))):
            listed = row_writing.exercise_named(db, owner, was)
            assert listed
            catalogue.rename(db, listed, name, NOW)
            db.flush()
            picture = stored_picture(PICTURE, listed.id, "a leg")
            exercise_pictures.put(db, owner, picture, sent(at=NOW), None)
            actions.add(db, owner, exercise(id=str(uuid4()), exercise=name), sent())
        lines = tuple(TemplateLine(exercise=name) for name in (names[0], numbered(names[1])))
        proposal = ProgrammeTemplate(str(uuid4()), "Both legs", lines)
        programme_templates.keep(db, owner, proposal, NOW, programme_templates.PROPOSED)
        db.commit()


def as_before(content: bytes, names: Names) -> bytes:
    """An archive as the journal wrote it when names differed by white space."""
    first, other = names
    texts = {'"leg raise":': f'"{first.lower()}":'}
    texts[",Leg raise,3,3,50,"] = f",{first},3,3,50,"  # on the flare plan
    texts |= {numbered(name): name for name in (other, other.lower())}
    texts["leg raise (2)"] = other.lower()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name).decode() for name in archive.namelist()}
    for name, member in members.items():
        for old, new in texts.items():
            member = member.replace(old, new)  # noqa: PLW2901 (one text after the other)
        members[name] = member
    manifest = json.loads(members["manifest.json"])
    for name, entry in manifest["files"].items():
        member = members[name]
        digest = sha256(member.encode()).hexdigest()
        entry |= {"bytes": len(member.encode()), "sha256": digest}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, member in (members | {"manifest.json": json.dumps(manifest)}).items():
            archive.writestr(name, member)
    return target.getvalue()


@pytest.mark.parametrize("names", [TWO_SPACES, ONE_SPACE])
def test_two_exercises_of_one_name_come_into_a_new_account_apart(
    engine: Engine, owner: str, stranger: str, names: Names
) -> None:
    live_with(engine, owner, names)
    content = taken_out(engine, owner)
    before = as_before(content, names)
    assert b"(2)" not in before
    preview = put_in(engine, stranger, before)
    assert {names[0], numbered(names[1])} <= {*preview.new_exercises}
    assert names[1] not in preview.new_exercises
    assert taken_out(engine, stranger) == content


@pytest.mark.parametrize("names", [TWO_SPACES, ONE_SPACE])
def test_two_exercises_of_one_name_change_nothing_in_the_account_that_was_upgraded(
    engine: Engine, owner: str, names: Names
) -> None:
    live_with(engine, owner, names)
    content = taken_out(engine, owner)
    before = as_before(content, names)
    with session(engine, writes=False) as reading:
        preview = opened(before).preview(reading, owner)
        assert not preview.does_something
        assert preview.numbered_exercises == [numbered(names[1])]
    put_in(engine, owner, before)
    assert taken_out(engine, owner) == content


def listed(name: str, retired_at: str | None = None) -> dict[str, str | None]:
    return {"name": name, "built_in": None, "retired_at": retired_at}


@pytest.mark.parametrize(
    ("account_names", "names"),
    [
        (set(), ["Side  leg (3)", "Side leg", "Side leg (2)"]),
        ({"Side  leg"}, ["Side  leg", "Side leg (3)", "Side leg (2)"]),
    ],
)
def test_the_name_is_that_of_the_one_the_account_has_or_else_of_one_in_use(
    account_names: set[str], names: list[str]
) -> None:
    exercises = [
        listed("Side  leg", "2026-05-20T12:00:00+00:00"),
        listed("Side leg"),
        listed("Side leg (2)"),
        listed("side leg"),
    ]
    apart = ArchiveNames.of(exercises, account_names)
    assert [values["name"] for values in apart.exercises] == names


def test_a_number_fits_into_the_length_of_a_name() -> None:
    long = "x" * 80
    assert told_apart([long, long, long], 80) == [long, f"{long[:74]} (2)", f"{long[:74]} (3)"]
