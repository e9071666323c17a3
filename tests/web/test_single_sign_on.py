"""Signing in by an OpenID provider of the host's."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from flask import Flask
from joserfc import jwk
from werkzeug.test import TestResponse

from journal.access.identity_provider import IdentityProvider
from journal.config import Settings, WrongSetting
from tests.journals import security_lines
from tests.openid_provider import CLIENT, SECRET, Provider, openid_provider
from tests.people import PASSWORD, Person
from tests.web.conftest import newcomer
from tests.web.reading import said, soup
from tests.web.test_signing_in import turned_on, typed
from tests.web.test_turns import taken

pytestmark = pytest.mark.usefixtures("clock")

BEGIN, BACK = "/account/sign-in/provider", "/account/sign-in/provider/back"
PAGE = "/account/signing-in"
PUBLIC = "https://journal.example.org"
JournalOf = Callable[..., Flask]


@pytest.fixture
def provider() -> Iterator[Provider]:
    with openid_provider() as running:
        running.moment = 1_779_278_400  # noon, as the clock of these tests stands
        yield running


@pytest.fixture
def clinic(journal_of: JournalOf, provider: Provider) -> Flask:
    """A journal that lets the provider sign people in."""
    trusted = IdentityProvider(provider.issuer, CLIENT, "Clinic", SECRET)
    return journal_of(registration="open", public_url=PUBLIC, identity_provider=trusted)


def sent_back(person: Person, provider: Provider, **more: str) -> TestResponse:
    """The page somebody comes back to from the provider."""
    answer = person.get(BEGIN)
    assert answer.status_code == 302, said(answer)
    assert answer.location.startswith(f"{provider.issuer}/authorize?")
    return person.get(BACK, query_string=provider.sent_back(answer.location) | more)


def confirmed(person: Person, page: TestResponse, **more: str) -> TestResponse:
    """The answer to the one form of that page."""
    assert page.status_code == 200, said(page)
    (form,) = [form for form in person.forms_of(page) if "ticket" in form.names]
    return person.post(form.action, **dict(form.fields) | more)


def connected(app: Flask, provider: Provider, name: str = "ada") -> Person:
    person = newcomer(app).registered(name)
    answer = confirmed(person, sent_back(person, provider), own_password=PASSWORD)
    assert (answer.status_code, answer.location) == (303, PAGE)
    return person


def signed_in(app: Flask, provider: Provider) -> tuple[Person, TestResponse]:
    person = newcomer(app)
    return person, confirmed(person, sent_back(person, provider))


# It works


def test_somebody_connects_once_and_then_signs_in_by_the_provider(
    clinic: Flask, provider: Provider
) -> None:
    ada = connected(clinic, provider)
    assert "You can sign in with Clinic" in said(ada.get(PAGE))
    assert "Sign in with Clinic" in said(newcomer(clinic).get("/account/sign-in"))
    person, answer = signed_in(clinic, provider)
    assert (answer.status_code, answer.location) == (303, "/")
    assert "Sign out ada" in said(person.get("/"))


def test_the_provider_is_asked_with_state_nonce_and_a_hashed_verifier(
    clinic: Flask, provider: Provider
) -> None:
    connected(clinic, provider)
    first = dict(provider.asked)
    assert first["response_type"] == "code"
    assert first["scope"] == "openid"
    assert first["redirect_uri"] == PUBLIC + BACK
    assert first["code_challenge_method"] == "S256"
    signed_in(clinic, provider)
    for name in ("state", "nonce", "code_challenge"):
        assert len(first[name]) >= 43, name
        assert first[name] != provider.asked[name], name


def test_a_second_factor_is_still_asked_for(clinic: Flask, provider: Provider) -> None:
    ada = connected(clinic, provider)
    _, codes = turned_on(ada)
    person, page = signed_in(clinic, provider)
    assert "Six digits" in said(page)
    assert person.get("/").status_code == 302
    assert typed(person, page, codes[0]).status_code == 303


def test_disconnected_the_provider_signs_nobody_in(clinic: Flask, provider: Provider) -> None:
    ada = connected(clinic, provider)
    assert ada.post("/account/provider/end", own_password="no").status_code == 422
    assert ada.post("/account/provider/end", own_password=PASSWORD).status_code == 303
    assert sent_back(newcomer(clinic), provider).status_code == 422
    looks = said(ada.get("/account/looks"))
    assert "was connected" in looks
    assert "was disconnected" in looks


def test_signing_out_offers_to_sign_out_there_too(clinic: Flask, provider: Provider) -> None:
    ada = connected(clinic, provider)
    answer = ada.send("/", "/account/sign-out")
    page = ada.get(answer.location)
    (link,) = [link for link in soup(page).select("a") if link.text == "Sign out of Clinic too"]
    answer = ada.get(str(link["href"]))
    assert answer.location.startswith(f"{provider.issuer}/end?client_id={CLIENT}&post_logout")
    assert ada.get("/").status_code == 302


def test_the_security_log_names_it(clinic: Flask, provider: Provider) -> None:
    connected(clinic, provider)
    signed_in(clinic, provider)
    newcomer(clinic).get(BACK)
    lines = security_lines(clinic.extensions["journal_settings"].data_dir)
    events = {line["event"] for line in lines}
    assert {"provider_connected", "signed_in_by_provider", "provider_refused"} <= events
    assert "248289761001" not in str(lines)


def test_a_connection_that_is_refused_is_in_the_security_log(clinic: Flask) -> None:
    ada = newcomer(clinic).registered("ada")
    assert ada.post("/account/provider", ticket="x", own_password=PASSWORD).status_code == 422
    lines = security_lines(clinic.extensions["journal_settings"].data_dir)
    assert [line["event"] for line in lines].count("provider_refused") == 1


# Off, strangers


def test_without_a_provider_there_are_no_such_doors(ada: Person, nobody: Person) -> None:
    for path in (BEGIN, BACK, f"{BEGIN}/end"):
        assert nobody.get(path).status_code == 404
    assert "Sign in with" not in said(nobody.get("/account/sign-in")).replace(
        "Sign in with a passkey", ""
    )
    assert ada.post("/account/provider", ticket="x", own_password=PASSWORD).status_code == 404


def test_an_email_address_or_a_name_connects_nobody(clinic: Flask, provider: Provider) -> None:
    newcomer(clinic).registered("ada@example.org")
    provider.claims = {"email": "ada@example.org", "email_verified": True, "name": "ada"}
    person = newcomer(clinic)
    page = sent_back(person, provider)
    assert page.status_code == 422
    assert "No account here is connected" in said(page)
    assert person.get("/").status_code == 302


def test_one_person_of_the_provider_opens_one_account(clinic: Flask, provider: Provider) -> None:
    connected(clinic, provider)
    eve = newcomer(clinic).registered("eve")
    answer = confirmed(eve, sent_back(eve, provider), own_password=PASSWORD)
    assert answer.status_code == 409
    person, _ = signed_in(clinic, provider)
    assert "Sign out ada" in said(person.get("/"))
    provider.claims = {"sub": "another"}
    assert sent_back(newcomer(clinic), provider).status_code == 422


def test_nothing_is_connected_without_the_password(clinic: Flask, provider: Provider) -> None:
    ada = newcomer(clinic).registered("ada")
    page = sent_back(ada, provider)
    assert confirmed(ada, page, own_password="not it").status_code == 422
    assert sent_back(newcomer(clinic), provider).status_code == 422
    assert newcomer(clinic).post("/account/provider", ticket="x").status_code == 401


# Bad input


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"},
        {"aud": "another client"},
        {"aud": ["another client", CLIENT]},
        {"azp": "another client"},
        {"nonce": "another"},
        {"nonce": None},
        {"sub": None},
        {"sub": ""},
        {"sub": 5},
        {"sub": "x" * 256},
        {"exp": None},
        {"exp": 1_779_278_400 - 200},
        {"iat": 1_779_278_400 + 900},
        {"nbf": 1_779_278_400 + 900},
    ],
    ids=str,
)
def test_a_token_that_does_not_hold_signs_nobody_in(
    clinic: Flask, provider: Provider, claims: dict[str, Any]
) -> None:
    connected(clinic, provider)
    provider.claims = claims
    person = newcomer(clinic)
    assert sent_back(person, provider).status_code == 422
    assert person.get("/").status_code == 302


def test_a_token_of_another_key_or_a_shared_secret_is_refused(
    clinic: Flask, provider: Provider
) -> None:
    connected(clinic, provider)
    provider.signer = jwk.RSAKey.generate_key(2048, {"kid": "one"}, private=True)
    assert sent_back(newcomer(clinic), provider).status_code == 422
    provider.signer = jwk.OctKey.import_key(SECRET * 4, {"kid": "one"})
    provider.header = {"alg": "HS256", "kid": "one"}
    assert sent_back(newcomer(clinic), provider).status_code == 422


def test_another_state_a_second_try_and_an_old_one_are_refused(
    clinic: Flask, provider: Provider, clock: time_machine.Traveller
) -> None:
    connected(clinic, provider)
    assert sent_back(newcomer(clinic), provider, state="another").status_code == 422
    assert sent_back(newcomer(clinic), provider, code="another").status_code == 422
    person = newcomer(clinic)
    parameters = provider.sent_back(person.get(BEGIN).location)
    assert (
        newcomer(clinic).get(BACK, query_string=parameters).status_code == 422
    )  # no such browser
    assert person.get(BACK, query_string=parameters).status_code == 200
    assert person.get(BACK, query_string=parameters).status_code == 422
    parameters = provider.sent_back(person.get(BEGIN).location)
    clock.shift(601)
    assert person.get(BACK, query_string=parameters).status_code == 422


def test_what_the_provider_said_counts_for_ten_minutes_and_cannot_be_made_up(
    clinic: Flask, provider: Provider, clock: time_machine.Traveller
) -> None:
    connected(clinic, provider)
    person = newcomer(clinic)
    page = sent_back(person, provider)
    assert person.post(BEGIN, ticket="W10.x").status_code == 422
    clock.shift(601)
    assert confirmed(person, page).status_code == 422
    assert person.get("/").status_code == 302


@pytest.mark.parametrize(
    "places", [{"issuer": "https://evil.example"}, {"token_endpoint": None}, {"jwks_uri": 5}]
)
def test_a_provider_that_is_not_itself_signs_nobody_in(
    clinic: Flask, provider: Provider, places: dict[str, Any]
) -> None:
    connected(clinic, provider)
    person = newcomer(clinic)
    parameters = provider.sent_back(person.get(BEGIN).location)
    provider.places = places
    assert person.get(BACK, query_string=parameters).status_code == 422


def test_where_the_provider_does_not_answer_the_page_says_so(
    clinic: Flask, provider: Provider
) -> None:
    provider.is_away = True
    answer = newcomer(clinic).get(BEGIN)
    assert answer.status_code == 422
    assert "Clinic does not answer" in said(answer)


RIGHT = {
    "JOURNAL_PUBLIC_URL": PUBLIC,
    "JOURNAL_OIDC_ISSUER": "https://id.example.org/realms/clinic",
    "JOURNAL_OIDC_CLIENT_ID": CLIENT,
    "JOURNAL_OIDC_LABEL": "Clinic",
}


def test_the_settings_of_a_provider_are_whole_or_refused(tmp_path: Any) -> None:
    file = tmp_path / "secret"
    file.write_text(SECRET + "\n")
    right = RIGHT | {"JOURNAL_OIDC_CLIENT_SECRET_FILE": str(file)}
    provider = Settings.from_env(right).identity_provider
    assert provider == IdentityProvider(RIGHT["JOURNAL_OIDC_ISSUER"], CLIENT, "Clinic", SECRET)
    assert SECRET not in repr(provider)
    assert Settings.from_env({}).identity_provider is None
    for name in right:
        with pytest.raises(WrongSetting, match="JOURNAL_"):
            Settings.from_env(right | {name: ""})
    for issuer in ("http://id.example.org", "id.example.org", "https://a@b", "https://x/?y=1"):
        with pytest.raises(WrongSetting, match="JOURNAL_OIDC_ISSUER"):
            Settings.from_env(right | {"JOURNAL_OIDC_ISSUER": issuer})
    with pytest.raises(WrongSetting, match="can’t be read"):
        Settings.from_env(right | {"JOURNAL_OIDC_CLIENT_SECRET_FILE": str(tmp_path / "none")})


def test_pages_do_not_wait_while_the_provider_is_asked(
    clinic: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with taken(monkeypatch, "READING"):
        assert newcomer(clinic).get(BEGIN).status_code == 302
    with taken(monkeypatch, "ASKING"):
        assert newcomer(clinic).get(BEGIN).status_code == 503
        assert newcomer(clinic).get("/safety").status_code == 200
