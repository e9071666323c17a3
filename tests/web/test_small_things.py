"""Small things that lost what was typed, or stood in a host's way."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask

from journal.config import Settings, WrongSetting
from journal.exchange.files import zips
from journal.exchange.own.tidy_csv import guarded, unguarded
from tests.people import Person, forms
from tests.web.conftest import newcomer
from tests.web.reading import listed, one, said, soup, texts

JournalOf = Callable[..., Flask]


def logged(person: Person) -> str:
    """The address where a level of this person can be edited."""
    person.log("pain", kind="now", level="4", note="first")
    return f"/pain/{one(person, 'pain')['id']}/edit"


def test_what_was_typed_into_an_entry_deleted_elsewhere_can_be_saved(ada: Person) -> None:
    edit = logged(ada)
    form = texts(ada.form(edit)) | {"note": ["typed\r\nfor an hour"], "level": ["6"]}
    ada.post(edit.replace("/edit", "/delete"), client_key=str(uuid4()))
    answer = ada.post(edit, **form)
    assert answer.status_code == 404
    assert "not there any more" in said(answer)
    (again,) = [page_form for page_form in forms(answer.text) if "level" in page_form.names]
    assert again.action == "/pain/new"
    assert ada.post(again.action, **texts(again)).status_code == 303
    assert one(ada, "pain")["note"] == "typed\nfor an hour"


@pytest.mark.parametrize("version", ["", "-1", "one", "9" * 5000, "1.0", "\u0661"])
def test_without_a_version_that_can_be_nothing_is_overwritten(ada: Person, version: str) -> None:
    edit = logged(ada)
    form = texts(ada.form(edit)) | {"version": [version], "note": ["mine"]}
    ada.send(edit, note="of another tab")
    answer = ada.post(edit, **form)
    assert answer.status_code == 409
    assert texts(
        next(page_form for page_form in forms(answer.text) if "level" in page_form.names)
    )["note"] == ["mine"]
    assert one(ada, "pain")["note"] == "of another tab"


def test_the_same_text_with_other_line_ends_is_the_same(ada: Person) -> None:
    fields = {"kind": "now", "level": "4", "client_key": str(uuid4())}
    for ends in ("\n", "\r\n"):
        assert ada.post("/pain/new", note=f"two{ends}lines", **fields).status_code == 303
    assert len(listed(ada, "pain")) == 1


def test_a_settings_page_that_stood_open_brings_no_old_zone_back(ada: Person) -> None:
    old = texts(ada.form("/account/"))
    ada.send("/account/", zone="America/Vancouver", first_weekday="sunday")
    assert ada.post("/account/", **old | {"theme": ["dark"]}).status_code == 303
    now = texts(ada.form("/account/"))
    values = {name: now[name] for name in ("zone", "first_weekday", "theme")}
    assert values == {
        "zone": ["America/Vancouver"], "first_weekday": ["sunday"], "theme": ["dark"]
    }  # fmt: skip


def test_two_journals_on_one_host_sign_nobody_out_of_the_other(journal_of: JournalOf) -> None:
    first = Person(journal_of()).registered("ada")
    second = Person(journal_of(secret_key="another key, for the other journal here"))
    second.browser = first.browser.__class__(second.app, second.app.response_class)
    cookie = first.browser.get_cookie("journal")
    assert cookie is not None
    second.browser.set_cookie("journal", cookie.value)
    assert second.signed_in("ada").status_code == 303
    assert second.get("/").status_code == 200
    still = second.browser.get_cookie("journal")
    assert still is not None
    assert still.value == cookie.value  # the first one's is not replaced
    assert first.get("/").status_code == 200


@pytest.mark.parametrize("name", ["127.0.0.1:8000", "localhost", "[::1]:8000"])
def test_the_machine_itself_may_ask_for_its_health_whatever_hosts_are_trusted(
    journal_of: JournalOf, name: str
) -> None:
    person = Person(journal_of(trusted_hosts=("journal.example",)))
    assert person.get("/healthz", headers={"Host": name}).status_code == 200
    assert person.get("/safety", headers={"Host": name}).status_code == 400
    assert person.get("/healthz", headers={"Host": "evil.example"}).status_code == 400
    stranger = newcomer(person.app)
    assert stranger.get("/healthz", headers={"Host": name}).status_code == 400


def test_a_secret_of_a_container_may_be_read_by_others_in_it(tmp_path: Path) -> None:
    secret = tmp_path / "secrets" / "key"
    secret.parent.mkdir()
    secret.write_text("0123456789abcdef0123456789abcdef\n")
    env = {"JOURNAL_DATA_DIR": str(tmp_path / "data"), "JOURNAL_SECRET_KEY_FILE": str(secret)}
    settings = Settings.from_env(env)
    secret.chmod(0o444)
    assert settings.key(accounts_exist=True) == "0123456789abcdef0123456789abcdef"
    secret.chmod(0o644)
    with pytest.raises(WrongSetting, match="chmod 600"):
        settings.key(accounts_exist=True)


def packed() -> bytes:
    """A small zip."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("pain.csv", "day,kind,level\n2026-05-01,day_average,4\n" * 20)
        archive.writestr("README.txt", "what it holds")
    return file.getvalue()


@pytest.mark.parametrize("lost", [1, 2, 7, 20, 100])
def test_a_zip_that_lost_bytes_is_refused_or_read_and_never_a_fault_of_ours(lost: int) -> None:
    whole, refused = packed(), 0
    for at in range(len(whole)):
        try:
            archive = zips.opened(BytesIO(whole[:at] + whole[at + lost :]))
            for name in archive.namelist():
                list(zips.pieces(archive, name))
        except zips.ZipRefused:
            refused += 1
    assert refused > len(whole) / 2


@pytest.mark.parametrize(
    "sign", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r", "\n", "'"]
)
def test_no_cell_begins_as_a_formula_and_its_text_comes_back(sign: str) -> None:
    text = f"{sign}1+2"
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("/relief/new", {"name": "x" * 200, "minutes": "0"}),
        ("/pain/new", {"level": "11", "day": "soon", "interference": "x"}),
        ("/events/new", {"name": "x" * 200, "happened_at": "soon"}),
        ("/abilities/new", {"activity_2": "x" * 200, "ability_2": "11"}),
        ("/off-ramp", {"peg_most": "11", "weeks": "x"}),
        ("/care", {"label": "x" * 200, "name": "x" * 200}),
        ("/account/tokens", {"name": "", "expires_on": "soon"}),
        ("/report/shares", {"label": "", "expires_on": "soon"}),
        ("/insight/experiment", {"one_way": ""}),
    ],
)
def test_an_error_is_named_as_its_field_is(ada: Person, path: str, typed: dict[str, str]) -> None:
    answer = ada.send(path, **typed)
    page = soup(answer)
    links = page.select(".summary li a")
    assert (answer.status_code, len(links) >= len(typed)) == (422, True)
    for link in links:
        name = str(link["href"]).removeprefix("#")
        label = page.select_one(f'label[for="{name}"], fieldset[id="{name}"] > legend')
        assert label, name
        assert link.text == label.text
