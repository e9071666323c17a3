"""A full disk: each write is refused by its name, and people can still sign in, out and delete."""

import errno
import os
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import pytest
from flask import Flask

from journal.store.db import reserve
from journal.web import single_sign_on
from journal.web.support import full_disk
from tests.people import PASSWORD, Person
from tests.web.apps import app_of
from tests.web.conftest import newcomer
from tests.web.reading import listed, said
from tests.web.test_sweeps import NEVER, actions, doors

ROOMY, FULL = 10**9, 0
pytestmark = pytest.mark.usefixtures("clock")


class Disk(NamedTuple):
    """What a system says of a disk."""

    f_bavail: int
    f_frsize: int = 1


class Filled:
    """A disk that is full: only what the reserve gave up is free."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.is_full = False

    @property
    def free(self) -> int:
        """How many bytes are free."""
        if not self.is_full:
            return ROOMY
        return FULL if (self.folder / reserve.NAME).exists() else reserve.BYTES

    def allocate(self, descriptor: int, begins: int, length: int) -> None:
        """Give a file its room, or say that there is none."""
        if self.is_full:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.truncate(descriptor, begins + length)


@pytest.fixture
def disk(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Filled:
    """The disk of the journal, which watches over its reserve from now on."""
    folder: Path = app.extensions["journal_settings"].data_dir
    filled = Filled(folder)
    monkeypatch.setattr(os, "posix_fallocate", filled.allocate, raising=False)
    monkeypatch.setattr(os, "statvfs", lambda _folder: Disk(filled.free))
    reserve.keep(folder)
    monkeypatch.setitem(app.before_request_funcs, None, [*app.before_request_funcs[None]])
    monkeypatch.setattr(app, "_got_first_request", False)  # the app is one that others share
    full_disk.install(app, folder)
    return filled


def test_with_room_everything_is_saved(disk: Filled, ada: Person) -> None:
    ada.log("relief", method="warmth")
    assert (disk.folder / reserve.NAME).stat().st_size == reserve.BYTES


def test_on_a_full_disk_people_sign_in_and_out_and_delete(
    app: Flask, disk: Filled, ada: Person
) -> None:
    ada.log("relief", method="warmth")
    ada.log("relief", method="rest")
    first, second = listed(ada, "relief")
    disk.is_full = True
    deletion = ada.post(f"/relief/{first['id']}/delete", client_key=str(uuid4()))
    assert deletion.status_code == 303
    assert not (disk.folder / reserve.NAME).exists()
    assert [entry["id"] for entry in listed(ada, "relief")] == [second["id"]]
    again = newcomer(app)
    assert again.signed_in(ada.name).status_code == 303
    assert again.send("/", action="/account/sign-out").status_code == 303
    typed = {"confirm": ada.name, "own_password": PASSWORD}
    deleted = ada.send("/account/", "/account/delete", **typed)
    assert deleted.status_code == 303
    assert newcomer(app).signed_in(ada.name).status_code != 303


def test_once_the_reserve_gave_way_any_other_write_is_told_that_the_disk_is_full(
    app: Flask, disk: Filled, ada: Person
) -> None:
    (disk.folder / reserve.NAME).unlink()
    disk.is_full = True
    token = ada.token()
    for door in actions(app, NEVER):
        if door.endpoint in full_disk.ALWAYS:
            continue
        answer = ada.post(door.path, csrf_token=token, note="typed for an hour")
        assert answer.status_code == 507, door
        assert "disk is full" in said(answer)
        assert "typed for an hour" in answer.text
    assert ada.get("/").status_code == 200
    disk.is_full = False
    ada.log("relief", method="warmth")
    assert (disk.folder / reserve.NAME).exists()


def test_an_app_is_told_that_the_disk_is_full_and_nothing_is_half_saved(
    app: Flask, disk: Filled, ada: Person
) -> None:
    ada.log("relief", method="warmth")
    phone = app_of(ada)
    (disk.folder / reserve.NAME).unlink()
    disk.is_full = True
    writes = [door for door in doors(app, NEVER) if door.for_apps and "POST" in door.methods]
    assert writes
    for door in writes:
        answer = ada.browser.post(door.path, json={"note": "typed"}, headers=phone.headers)
        assert answer.status_code == 507, door
        assert answer.is_json, door
        assert "disk is full" in answer.text, door
    assert [row["method"] for row in listed(ada, "relief")] == ["warmth"]
    assert phone.get("/relief").status_code == 200
    disk.is_full = False
    assert phone.post("/relief", {"method": "rest"}).status_code == 201


def test_two_may_make_it_anew_at_once(disk: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    file = disk.folder / reserve.NAME
    file.unlink()

    def allocate_while_another_does(descriptor: int, begins: int, length: int) -> None:
        monkeypatch.setattr(os, "posix_fallocate", disk.allocate, raising=False)
        reserve.keep(disk.folder)
        disk.allocate(descriptor, begins, length)

    monkeypatch.setattr(os, "posix_fallocate", allocate_while_another_does, raising=False)
    reserve.keep(disk.folder)
    assert list(disk.folder.glob(f"{reserve.NAME}*")) == [file]
    assert file.stat().st_mode & 0o777 == 0o600


def test_people_sign_in_whichever_way_they_do() -> None:
    ways = {"accounts.enter", "signing_in.enter_code", "passkeys.enter", "single_sign_on.enter"}
    assert ways <= full_disk.ALWAYS


def test_no_half_reserve_is_left(disk: Filled) -> None:
    (disk.folder / reserve.NAME).unlink()
    disk.is_full = True
    reserve.keep_if_there_is_room(disk.folder)
    assert not list(disk.folder.glob(f"{reserve.NAME}*"))


def test_what_may_always_be_done_are_doors_that_are_there(app: Flask) -> None:
    doors = {rule.endpoint for rule in app.url_map.iter_rules()}
    doors |= {f"{single_sign_on.bp.name}.{single_sign_on.enter.__name__}"}  # of some journals
    assert doors >= full_disk.ALWAYS
