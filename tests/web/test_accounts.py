"""Accounts: register, sign in and out, settings, sessions, and leaving for good."""

from collections.abc import Callable
from uuid import uuid4

import pytest
import time_machine
from argon2 import Parameters, Type, extract_parameters
from flask import Flask
from sqlalchemy import Engine, select

from journal.access import passwords
from journal.access.passwords import hashed_password, is_right
from journal.core.model import vocabulary as v
from journal.store.accounts import accounts
from journal.store.db import models as m
from journal.store.db.sessions import session
from tests.people import PASSWORD, Form, Person
from tests.store.making import EXAMPLES, rows_of
from tests.web.conftest import newcomer
from tests.web.reading import (
    bring,
    listed,
    problems,
    said,
    soup,
    texts,
    without_token,
)
from tests.web.test_exports import EVERYTHING

OTHER = "another long password"
COSTLY = passwords._HASHER  # noqa: SLF001 (before it is made cheap for the other tests)
JournalOf = Callable[..., Flask]


def account_of(engine: Engine, name: str) -> m.Account:
    with engine.connect() as connection:
        row = connection.execute(select(m.Account.__table__).where(m.Account.username == name))
        return m.Account(**row.mappings().one())


def register(person: Person, **typed: str) -> tuple[int, dict[str, str], str]:
    """The status, the problems and the words of an attempt to register."""
    filled = {
        "username": f"new {uuid4().hex[:12]}",
        "password": PASSWORD,
        "password_again": typed.get("password", PASSWORD),
        "zone": "Europe/Vienna",
    }
    answer = person.send("/account/register", **(filled | typed))
    return answer.status_code, problems(answer), said(answer)


# Register


def test_registering_signs_in_and_leads_to_the_first_minute(nobody: Person) -> None:
    answer = nobody.send(
        "/account/register",
        username="Zoë von Öst",
        password=PASSWORD,
        password_again=PASSWORD,
        zone="Asia/Tokyo",
    )
    assert (answer.status_code, answer.location) == (303, "/welcome/exercises")
    assert "Sign out Zoë von Öst" in said(nobody.get("/"))
    assert texts(nobody.form("/account/"))["zone"] == ["Asia/Tokyo"]


def test_a_password_is_kept_as_argon2id_only(ada: Person, engine: Engine) -> None:
    password_hash = account_of(engine, ada.name).password_hash
    assert password_hash.startswith("$argon2id$")
    assert PASSWORD not in password_hash
    assert is_right(password_hash, PASSWORD)


def test_a_password_costs_whoever_guesses_it_what_owasp_asks_for() -> None:
    assert extract_parameters(COSTLY.hash(PASSWORD)) == Parameters(
        Type.ID, 19, 16, 32, time_cost=2, memory_cost=19 * 1024, parallelism=1
    )


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("username", "", "Choose a name"),
        ("username", "   ", "Choose a name"),
        ("username", " ada", "spaces at the ends"),
        ("username", "a\0b", "invisible characters"),
        ("username", "a\nb", "invisible characters"),
        ("username", "a\u200bb", "invisible characters"),
        ("username", "a\u202eb", "invisible characters"),
        ("username", "x" * 65, "65 characters"),
        ("password", "", "at least 8"),
        ("password", "seven77", "at least 8"),
        ("password", "x" * 1001, "at most 1,000"),
        ("zone", "Europe/Atlantis", "no such time zone"),
        ("zone", "", "no such time zone"),
        ("zone", "../../etc/passwd", "no such time zone"),
        ("zone", "a\0b", "no such time zone"),
    ],
)
def test_an_account_that_cannot_be_is_refused_at_its_field(
    nobody: Person, field: str, text: str, sentence: str
) -> None:
    status, problems, _ = register(nobody, **{field: text})
    assert status == 422
    assert sentence in problems[field]
    assert nobody.get("/").status_code == 302


def test_what_was_typed_is_kept_but_no_password(nobody: Person) -> None:
    answer = nobody.send(
        "/account/register", username="kept name", password="short", zone="Asia/Tokyo",
        password_again="short",
    )  # fmt: skip
    form = texts(next(f for f in nobody.forms_of(answer) if "password_again" in f.names))
    assert (form["username"], form["zone"]) == (["kept name"], ["Asia/Tokyo"])
    assert form["password"] == form["password_again"] == [""]


def test_a_password_is_typed_twice_and_is_not_the_name(nobody: Person) -> None:
    assert "not the same" in register(nobody, password_again="something else")[1]["password"]
    name = f"Long Name {uuid4().hex[:12]}"
    assert "be your name" in register(nobody, username=name, password=name.upper())[1]["password"]


def test_a_password_may_be_anything_long_enough(app: Flask) -> None:
    for password in (
        "a" * 1000,
        "pässwörd 🧘🏽",
        "  spaces  ",
        "'; DROP TABLE",
        "\N{OGHAM SPACE MARK}" * 8,
    ):
        person = newcomer(app)
        name = f"any {uuid4().hex[:12]}"
        assert register(person, username=name, password=password)[0] == 303
        assert newcomer(app).signed_in(name, password).status_code == 303
        assert newcomer(app).signed_in(name, password.strip() + "x").status_code == 422


@pytest.mark.parametrize("change", [str.upper, str.lower, str.title])
def test_a_name_is_taken_in_whatever_case(
    ada: Person, nobody: Person, change: Callable[[str], str]
) -> None:
    status, problems, _ = register(nobody, username=change(ada.name))
    assert status == 422
    assert "This name is taken" in problems["username"]


def test_a_name_of_any_letters_is_taken_or_refused(app: Flask) -> None:
    for letter in ("\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}", "ß", "İ", "ŉ"):
        status, problems, _ = register(newcomer(app), username=letter * 64)
        assert status == 303 or (status, set(problems)) == (422, {"username"})


def test_somebody_signed_in_has_no_need_of_the_doors(ada: Person) -> None:
    assert ada.get("/account/register").location == "/"
    assert ada.get("/account/sign-in").location == "/"
    assert ada.get("/account/sign-in?next=/diary").location == "/diary"
    assert ada.get("/account/sign-in?next=//evil.example").location == "/"


def test_at_most_twenty_register_in_an_hour_from_one_address(
    clock: time_machine.Traveller, journal_of: JournalOf
) -> None:
    apps = journal_of(), journal_of()
    statuses = [register(Person(apps[n % 2]))[0] for n in range(22)]
    assert statuses == [303] * 20 + [429] * 2
    elsewhere = Person(apps[0])
    elsewhere.browser.environ_base["REMOTE_ADDR"] = "192.0.2.1"
    assert register(elsewhere)[0] == 303
    clock.shift(3601)
    assert register(Person(apps[1]))[0] == 303


def test_the_first_registers_and_nobody_after(journal_of: JournalOf) -> None:
    app = journal_of(registration="first")
    early, late = Person(app), Person(app)
    form = late.form("/account/register")
    assert register(early)[0] == 303
    assert late.get("/account/register").status_code == 403
    fields = dict(form.fields) | {"username": "late", "password": PASSWORD}
    fields["password_again"] = PASSWORD
    assert late.post("/account/register", **fields).status_code == 403
    assert "New here?" not in said(late.get("/account/sign-in"))
    assert late.signed_in("late").status_code == 422


def test_nobody_registers_where_it_is_closed(journal_of: JournalOf) -> None:
    app = journal_of(registration="closed")
    assert Person(app).get("/account/register").status_code == 403
    assert Person(app).post("/account/register", username="x").status_code == 403


def test_the_first_account_needs_the_code_the_server_printed(journal_of: JournalOf) -> None:
    app = journal_of(registration="open", first_account_code="3fa9c1d2")
    person = Person(app)
    for code in ("", "3FA9C1D", "3fa9c1d", "0"):
        status, problems, _ = register(person, code=code)
        assert (status, set(problems)) == (422, {"code"})
    assert register(person, code="3fa9c1d2")[0] == 303
    assert "code" not in Person(app).form("/account/register").names
    assert register(Person(app))[0] == 303


def test_the_code_of_the_first_account_is_guessed_ten_times_an_hour(
    clock: time_machine.Traveller, journal_of: JournalOf
) -> None:
    app = journal_of(registration="first", first_account_code="3fa9c1d2")
    person = Person(app)
    statuses = [register(person, code=f"guess {n}")[0] for n in range(11)]
    assert statuses == [422] * 10 + [429]
    status, problems, _ = register(person, code="3fa9c1d2")
    assert (status, set(problems)) == (429, {"code"})
    clock.shift(3601)
    for _ in range(12):
        assert register(person, code="3fa9c1d2", password="short")[0] == 422
    assert register(person, code="3fa9c1d2")[0] == 303


# Sign in and out


def test_one_signs_in_and_goes_where_one_wanted_to(ada: Person, nobody: Person) -> None:
    address = nobody.get("/diary?range=all").location
    answer = nobody.send(address, username=ada.name.upper(), password=PASSWORD)
    assert (answer.status_code, answer.location) == (303, "/diary?range=all")


@pytest.mark.parametrize(
    "next_page",
    [
        "//evil.example",
        "/\\evil.example",
        "/\\/evil.example",
        "http://evil.example",
        "http:/evil.example",
        "https:evil.example",
        "evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\r\nSet-Cookie: a=b",
        "\x01//evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "",
    ],
)
def test_signing_in_never_leads_elsewhere(ada: Person, nobody: Person, next_page: str) -> None:
    answer = nobody.send("/account/sign-in", username=ada.name, password=PASSWORD, next=next_page)
    assert (answer.status_code, answer.location) == (303, "/")


def test_a_wrong_name_and_a_wrong_password_are_answered_alike(ada: Person, nobody: Person) -> None:
    wrong = nobody.signed_in(ada.name, "not the password")
    unknown = nobody.signed_in("x" * len(ada.name), "not the password")
    assert wrong.status_code == 422
    answers = [
        (status, text.replace(f'value="{name}"', ""))
        for (status, text), name in (
            (without_token(wrong), ada.name),
            (without_token(unknown), "x" * len(ada.name)),
        )
    ]
    assert answers[0] == answers[1]
    assert [name for name, _ in wrong.headers] == [name for name, _ in unknown.headers]


def test_an_unknown_name_costs_the_same_hash(
    monkeypatch: pytest.MonkeyPatch, ada: Person, nobody: Person
) -> None:
    verified: list[str] = []
    plain = passwords._HASHER.verify  # noqa: SLF001 (how long it takes is what is tested)

    class Noting:
        hash = passwords._HASHER.hash  # noqa: SLF001 (as above)

        @staticmethod
        def verify(password_hash: str, password: str) -> bool:
            verified.append(password_hash.split("$")[3])
            return plain(password_hash, password)

    monkeypatch.setattr(passwords, "_HASHER", Noting)
    for name in (ada.name, "never heard of"):
        nobody.signed_in(name, "not the password")
    assert len(verified) == 2
    assert len(set(verified)) == 1


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("", ""),
        ("\0", "x"),
        ("ada\0", "x"),
        ("x", "a\0b"),
        ("é" * 30_000, "x"),
        ("x", "y" * 50_000),
        ("' OR 1=1 --", "x"),
        ("🧘🏽", "x"),
    ],
)
def test_whatever_is_typed_is_a_wrong_name(nobody: Person, username: str, password: str) -> None:
    answer = nobody.signed_in(username, password)
    assert answer.status_code in (413, 422)


def test_ten_failures_in_an_hour_from_one_address_are_enough(
    clock: time_machine.Traveller, journal_of: JournalOf
) -> None:
    apps = journal_of(), journal_of()
    Person(apps[0]).registered("ada")
    statuses = [
        Person(apps[n % 2]).signed_in("ada" if n % 3 else f"name {n}", "wrong").status_code
        for n in range(12)
    ]
    assert statuses == [422] * 10 + [429] * 2
    assert Person(apps[0]).signed_in("ada").status_code == 429
    elsewhere = Person(apps[0])
    elsewhere.browser.environ_base["REMOTE_ADDR"] = "192.0.2.1"
    assert elsewhere.signed_in("ada").status_code == 303
    clock.shift(3601)
    assert Person(apps[1]).signed_in("ada").status_code == 303


def test_one_address_locks_nobody_out(app: Flask, ada: Person, nobody: Person) -> None:
    statuses = {nobody.signed_in(ada.name, "wrong").status_code for _ in range(60)}
    assert statuses == {422, 429}
    assert newcomer(app).signed_in(ada.name).status_code == 303


def test_a_network_of_ipv6_is_one_address(app: Flask) -> None:
    statuses = []
    for n in range(12):
        guesser = newcomer(app)
        guesser.browser.environ_base["REMOTE_ADDR"] = f"2001:db8:1:2::{n:x}"
        statuses.append(guesser.signed_in(f"name {n}", "wrong").status_code)
    assert statuses == [422] * 10 + [429] * 2


def test_an_hour_is_an_hour_whenever_it_begins(
    clock: time_machine.Traveller, journal_of: JournalOf
) -> None:
    app = journal_of()
    Person(app).registered("ada")
    clock.shift(59 * 60)
    for _ in range(10):
        assert Person(app).signed_in("ada", "wrong").status_code == 422
    clock.shift(2 * 60)
    assert Person(app).signed_in("ada", "wrong").status_code == 429


def test_signing_in_rightly_is_no_failure(ada: Person, nobody: Person) -> None:
    for _ in range(12):
        assert nobody.signed_in(ada.name).status_code == 303
        nobody.send("/", "/account/sign-out")
        nobody.name = ""


def test_signing_out_ends_every_copy_of_the_cookie(app: Flask, ada: Person) -> None:
    thief = copied(app, ada)
    assert thief.get("/").status_code == 200
    answer = ada.send("/", "/account/sign-out")
    assert (answer.status_code, answer.location) == (303, "/account/sign-in")
    assert ada.get("/").status_code == 302
    assert thief.get("/").status_code == 302
    assert thief.get("/export/pain.csv").status_code == 302


def copied(app: Flask, person: Person) -> Person:
    """A browser with a copy of somebody's cookie."""
    thief = newcomer(app)
    cookie = person.browser.get_cookie("journal")
    assert cookie is not None
    thief.browser.set_cookie("journal", cookie.value)
    thief.name = person.name
    return thief


def test_signing_out_is_no_link(ada: Person) -> None:
    assert ada.get("/account/sign-out").status_code == 405
    assert ada.get("/").status_code == 200


def test_a_cookie_that_was_made_up_signs_nobody_in(app: Flask, ada: Person) -> None:
    cookie = ada.browser.get_cookie("journal")
    assert cookie is not None
    for value in ("", "x", cookie.value[:-2], cookie.value + "x", "." + cookie.value, "é"):
        thief = newcomer(app)
        thief.browser.set_cookie("journal", value)
        assert thief.get("/").status_code == 302


def test_a_login_is_forgotten_half_a_year_after_it_was_last_seen(
    clock: time_machine.Traveller, ada: Person
) -> None:
    for _ in range(4):
        clock.shift(100 * 24 * 3600)
        assert ada.get("/").status_code == 200
    clock.shift(181 * 24 * 3600)
    assert ada.get("/").status_code == 302


# Settings


def test_settings_are_kept(ada: Person) -> None:
    choices = {"zone": "Asia/Tokyo", "clock": "12", "first_weekday": "sunday", "theme": "dark"}
    assert ada.send("/account/", **choices).status_code == 303
    form = texts(ada.form("/account/"))
    assert {name: form[name] for name in choices} == {n: [t] for n, t in choices.items()}
    assert 'data-theme="dark"' in ada.get("/").text
    ada.log("pain", kind="now", level="4", recorded_at="2026-05-20T13:05")
    assert "1:05 pm" in said(ada.get("/?day=2026-05-20"))
    assert listed(ada, "pain")[0]["zone"] == "Asia/Tokyo"


@pytest.mark.parametrize("field", v.SETTINGS)
def test_a_setting_that_cannot_be_is_refused_at_its_field(ada: Person, field: str) -> None:
    before = texts(ada.form("/account/"))
    for text in ("nonsense", "", "\0", "é" * 5_000):
        answer = ada.post("/account/", **before | {"csrf_token": ada.token(), field: text})
        assert (answer.status_code, set(problems(answer))) == (422, {field})
    assert texts(ada.form("/account/"))[field] == before[field]


def test_another_zone_moves_nothing_that_is_logged(ada: Person) -> None:
    ada.log("pain", kind="day_average", level="4")
    before = listed(ada, "pain")
    ada.send("/account/", zone="Pacific/Kiritimati")
    assert listed(ada, "pain") == before


# Password


def test_a_new_password_ends_every_other_login(app: Flask, ada: Person) -> None:
    thief, phone = copied(app, ada), newcomer(app)
    phone.signed_in(ada.name)
    answer = ada.send(
        "/account/", "/account/password", current=PASSWORD, password=OTHER, password_again=OTHER
    )
    assert answer.status_code == 303
    assert ada.get("/").status_code == 200
    assert phone.get("/").status_code == 302
    assert newcomer(app).signed_in(ada.name).status_code == 422
    assert newcomer(app).signed_in(ada.name, OTHER).status_code == 303
    assert thief.get("/").status_code == 302


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"current": "wrong"}, "current"),
        ({"current": ""}, "current"),
        ({"password": "short", "password_again": "short"}, "password"),
        ({"password_again": "differs"}, "password"),
    ],
)
def test_a_password_is_not_changed_without_the_old_one_and_two_new_ones(
    app: Flask, ada: Person, typed: dict[str, str], field: str
) -> None:
    filled = {"current": PASSWORD, "password": OTHER, "password_again": OTHER}
    answer = ada.send("/account/", "/account/password", **(filled | typed))
    assert answer.status_code == 422
    assert set(problems(answer)) == {field}
    assert OTHER not in answer.text
    assert newcomer(app).signed_in(ada.name).status_code == 303


@pytest.mark.parametrize(
    ("path", "field"), [("/account/password", "current"), ("/account/delete", "own_password")]
)
def test_a_browser_that_is_signed_in_guesses_a_password_ten_times_an_hour(
    clock: time_machine.Traveller, ada: Person, charlie: Person, path: str, field: str
) -> None:
    typed = {"password": OTHER, "password_again": OTHER, "confirm": ada.name}
    guessing = [ada.post(path, **typed, **{field: f"guess {n}"}) for n in range(11)]
    assert [answer.status_code for answer in guessing] == [422] * 10 + [429]
    assert problems(guessing[-1]) == {
        field: "You tried this too often. Wait an hour, then try again."
    }
    assert ada.post(path, **typed, **{field: PASSWORD}).status_code == 429
    typed["confirm"] = charlie.name
    assert charlie.post(path, **typed, **{field: PASSWORD}).status_code == 303
    clock.shift(3601)
    typed["confirm"] = ada.name
    assert ada.post(path, **typed, **{field: PASSWORD}).status_code == 303


@pytest.mark.usefixtures("clock")
def test_the_right_password_is_no_guess(ada: Person) -> None:
    for _ in range(12):
        typed = {"current": PASSWORD, "password": "short", "password_again": "short"}
        assert set(problems(ada.post("/account/password", **typed))) == {"password"}


def changed_meanwhile(app: Flask, name: str) -> Callable[[str | None, str], bool]:
    """Tells whether a password is right, and changes it elsewhere before anybody hears of it."""

    def tell(password_hash: str | None, password: str) -> bool:
        answer = is_right(password_hash, password)
        with session(app.extensions["journal_engine"], writes=True) as changing:
            account = accounts.account_named(changing, name)
            assert account is not None
            accounts.set_password(changing, account, hashed_password(OTHER))
            changing.commit()
        return answer

    return tell


def test_a_password_that_was_changed_this_moment_opens_nothing(
    monkeypatch: pytest.MonkeyPatch, app: Flask, ada: Person
) -> None:
    thief, other = copied(app, ada), newcomer(app)
    fields = {"current": PASSWORD, "password": "of a thief", "password_again": "of a thief"}
    with monkeypatch.context() as patch:
        patch.setattr("journal.web.accounts.is_right", changed_meanwhile(app, ada.name))
        assert other.signed_in(ada.name).status_code == 422
    thief.browser.set_cookie("journal", cookie_after(app, ada.name, OTHER))
    fields["current"] = OTHER
    with monkeypatch.context() as patch:
        patch.setattr(
            "journal.web.support.own_password.is_right", changed_meanwhile(app, ada.name)
        )
        assert thief.post("/account/password", **fields).location == "/account/sign-in"
    assert newcomer(app).signed_in(ada.name, "of a thief").status_code == 422
    assert newcomer(app).signed_in(ada.name, OTHER).status_code == 303


def cookie_after(app: Flask, name: str, password: str) -> str:
    """The cookie of a browser that has just signed in."""
    person = newcomer(app)
    assert person.signed_in(name, password).status_code == 303
    cookie = person.browser.get_cookie("journal")
    assert cookie is not None
    return cookie.value


# Sessions


def test_sessions_are_listed_and_ended_one_by_one(app: Flask, ada: Person) -> None:
    phone = newcomer(app)
    phone.signed_in(ada.name)
    page = ada.get("/account/")
    (path,) = ended_by(ada.forms_of(page))
    assert "this device" in said(page)
    assert ada.post(path).status_code == 303
    assert phone.get("/").status_code == 302
    assert ada.get("/").status_code == 200
    assert ended_by(ada.forms_of(ada.get("/account/"))) == []


def ended_by(forms: list[Form]) -> list[str]:
    return [form.action for form in forms if "/sessions/" in form.action]


def test_a_browser_is_named_in_words_and_never_as_markup(app: Flask, ada: Person) -> None:
    phone = newcomer(app)
    phone.browser.environ_base["HTTP_USER_AGENT"] = "<script>alert(1)</script> Firefox Android"
    phone.signed_in(ada.name)
    page = ada.get("/account/")
    assert "Firefox on Android" in said(page)
    assert "<script>alert" not in page.text


def test_a_stranger_ends_no_session(ada: Person, charlie: Person, app: Flask) -> None:
    phone = newcomer(app)
    phone.signed_in(ada.name)
    (path,) = ended_by(ada.forms_of(ada.get("/account/")))
    theirs, never = charlie.post(path), charlie.post(f"/account/sessions/{uuid4()}/end")
    assert theirs.status_code == 404
    assert without_token(theirs) == without_token(never)
    assert phone.get("/").status_code == 200


# Leaving


def test_an_account_goes_with_everything_and_its_cookies(
    app: Flask, engine: Engine, ada: Person, charlie: Person
) -> None:
    for person in (ada, charlie):
        bring(person, *EVERYTHING)
    owner = account_of(engine, ada.name).id
    thief = copied(app, ada)
    answer = ada.send("/account/", "/account/delete", confirm=ada.name, own_password=PASSWORD)
    assert (answer.status_code, answer.location) == (303, "/account/sign-in")
    assert ada.get("/").status_code == 302
    assert thief.get("/").status_code == 302
    assert set(rows_of(engine, owner).values()) == {0}
    assert newcomer(app).signed_in(ada.name).status_code == 422
    assert len(listed(charlie, "pain")) == 1
    again = newcomer(app).registered(ada.name)
    assert listed(again, "pain") == []
    assert EXAMPLES[0].note not in again.get("/diary?range=all").text  # type: ignore[attr-defined]  # a level has one


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"confirm": "somebody else"}, "confirm"),
        ({"confirm": ""}, "confirm"),
        ({"own_password": "wrong"}, "own_password"),
        ({"own_password": ""}, "own_password"),
    ],
)
def test_an_account_stays_unless_its_name_and_password_are_typed(
    ada: Person, typed: dict[str, str], field: str
) -> None:
    filled = {"confirm": ada.name, "own_password": PASSWORD}
    answer = ada.send("/account/", "/account/delete", **(filled | typed))
    assert answer.status_code == 422
    assert set(problems(answer)) == {field}
    assert ada.get("/").status_code == 200


def test_the_delete_form_leads_to_the_export(ada: Person) -> None:
    form = soup(ada.get("/account/")).select_one('form[action="/account/delete"]')
    assert form is not None
    details = form.find_parent("details")
    assert details is not None
    assert details.find("a", href="/export") is not None
