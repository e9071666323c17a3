"""Links that share the page for a doctor: what they show, to whom, and when they end."""

import re
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from journal.core.model.vocabulary import SHARES_MOST
from journal.web.support import limits
from tests.people import PASSWORD, Person
from tests.web.conftest import newcomer
from tests.web.reading import bring, problems, said, soup, without_token
from tests.web.test_report import DAYS, SECRET, with_diary
from tests.web.test_security import guarded

pytestmark = pytest.mark.usefixtures("clock")

PAGE = "/report/shares"
WANTED = {"label": "Dr Huber", "name": "Ada L."}
WORD = "Zwölf Käfer"


def sent(person: Person, query: str = "", **typed: str) -> TestResponse:
    """The answer to asking for a link."""
    form = person.form(f"{PAGE}?{query}")
    return person.post(form.action, **(dict(form.fields) | WANTED | typed))


def link_of(answer: TestResponse) -> str:
    """The link that an answer shows."""
    assert answer.status_code == 200, said(answer)
    (tag,) = soup(answer).select("code.secret")
    return tag.text


def shared(person: Person, query: str = "", **typed: str) -> str:
    """The token of a new link."""
    return link_of(person.follow(sent(person, query, **typed))).partition("#")[2]


def look(reader: Person, token: str, passcode: str | None = None, **more: Any) -> TestResponse:
    """The answer to whoever opens a link."""
    headers = {"Authorization": f"Share {token}"}
    if passcode is not None:
        headers["Share-Passcode"] = passcode
    return reader.get("/shared/page", headers=headers, **more)


def end(person: Person, number: int = 0) -> TestResponse:
    """The answer to ending one of the links that are open."""
    forms = [form for form in person.forms_of(person.get(PAGE)) if form.action.endswith("/end")]
    return person.post(forms[number].action, **dict(forms[number].fields))


@pytest.fixture
def diary(ada: Person) -> Person:
    """Ada, with twenty days in her diary."""
    return with_diary(ada)


def test_whoever_has_the_link_sees_the_page_and_nothing_else(
    diary: Person, nobody: Person, charlie: Person
) -> None:
    token = shared(diary)
    for reader in (nobody, charlie, diary):
        answer = look(reader, token)
        assert answer.status_code == 200
        words = said(answer)
        assert words.startswith("Ada L. shares this with Dr Huber, until 3 Jun 2026.")
        for part in ("20 of 28", "Days with a spasm 3", "Appendix: the entries"):
            assert part in words
        assert soup(answer).select("form, script, a") == []
    headers = {"Authorization": f"Share {token}"}
    for path in ("/report", "/diary", "/export/pain.csv", PAGE):
        assert nobody.get(path, headers=headers).status_code == 302


def test_the_sheets_are_those_of_the_report(diary: Person, nobody: Person) -> None:
    query = "from=2026-05-02&to=2026-05-12&notes=on"
    token = shared(diary, query, name=diary.name)
    own = soup(diary.get(f"/report?{query}")).select("article.sheet")
    theirs = soup(look(nobody, token)).select("article.sheet")
    assert [str(sheet) for sheet in theirs] == [str(sheet) for sheet in own]


def test_only_what_was_chosen_is_shown(diary: Person, nobody: Person) -> None:
    words = said(look(nobody, shared(diary, "sections=pain,relief&from=2026-05-02&to=2026-05-08")))
    assert "2 May 2026 to 8 May 2026" in words
    assert "7 of 7" in words
    assert "Relief used" in words
    for part in ("PEG", "Days with a spasm", "Appendix", "prescribed", "3 May 2026 4", SECRET):
        assert part not in words


def test_notes_are_shown_only_where_they_were_shared(diary: Person, nobody: Person) -> None:
    assert SECRET not in look(nobody, shared(diary)).text
    assert said(look(nobody, shared(diary, "notes=on"))).count(SECRET) == 26


def test_the_name_is_the_one_that_was_chosen(diary: Person, nobody: Person) -> None:
    assert diary.name not in look(nobody, shared(diary)).text
    assert problems(sent(diary, name="")) == {"name": "Fill this in."}
    diary.post("/report", name="Ada Lovelace", questions="Why?", version="0")
    (name,) = soup(diary.get(PAGE)).select("#name")
    assert name["value"] == "Ada Lovelace"
    assert "What I want to ask Why?" in said(look(nobody, shared(diary)))
    assert "Why?" not in said(look(nobody, shared(diary, "sections=pain")))


def test_a_new_link_is_offered_with_the_default_of_each_choice(diary: Person) -> None:
    days = soup(diary.get(PAGE)).select("input[name=rolling]")
    assert [(day["value"], day.has_attr("checked")) for day in days] == [
        ("no", True),
        ("yes", False),
    ]


def test_days_are_those_of_the_link_or_the_latest_when_it_is_opened(
    diary: Person, nobody: Person, clock: time_machine.Traveller
) -> None:
    fixed, rolling = shared(diary, "range=4w"), shared(diary, "range=4w", rolling="yes")
    assert "23 Apr 2026 to 20 May 2026" in said(look(nobody, fixed))
    assert "23 Apr 2026 to 20 May 2026" in said(look(nobody, rolling))
    clock.shift(7 * 86_400)
    assert "23 Apr 2026 to 20 May 2026" in said(look(nobody, fixed))
    assert "30 Apr 2026 to 27 May 2026" in said(look(nobody, rolling))


def nothing(reader: Person) -> tuple[int, str]:
    """What a link that was never issued answers."""
    answer = look(reader, "never-issued-" + uuid4().hex)
    assert answer.status_code == 404
    return without_token(answer)


def test_a_link_ends_with_its_last_day(
    diary: Person, nobody: Person, clock: time_machine.Traveller
) -> None:
    token = shared(diary, expires_on="2026-05-21")
    clock.move_to("2026-05-21T21:59:59Z")  # a second before midnight in Vienna
    assert look(nobody, token).status_code == 200
    clock.shift(1)
    assert without_token(look(nobody, token)) == nothing(nobody)
    assert "Worked until 21 May 2026" in said(diary.get(PAGE))


def test_an_ended_link_finds_nothing_from_its_next_request_on(
    diary: Person, nobody: Person
) -> None:
    first, second = shared(diary), shared(diary, label="Dr Who", passcode=WORD)
    assert look(nobody, first).status_code == 200
    assert end(diary).status_code == 303
    assert end(diary).status_code == 303
    for token in (first, second):
        for passcode in (None, WORD, "wrong one"):
            assert without_token(look(nobody, token, passcode)) == nothing(nobody)
    assert said(diary.get(PAGE)).count("Ended 20 May 2026") == 2


@pytest.mark.parametrize("token", ["", "x", "Share", "é", "a" * 5_000, "a b", "'", "%00"])
def test_what_is_no_token_opens_nothing(nobody: Person, token: str) -> None:
    said_by = {"Authorization": f"Share {token}".encode().decode("latin-1")}
    answer = nobody.get("/shared/page", headers=said_by)
    assert without_token(answer) == nothing(nobody)
    assert without_token(nobody.get("/shared/page")) == nothing(nobody)


def test_a_token_is_taken_from_its_header_alone(diary: Person, nobody: Person) -> None:
    token = shared(diary)
    for path in (f"/shared/page?token={token}", f"/shared/page?{token}", f"/shared/{token}"):
        assert nobody.get(path).status_code == 404
    for scheme in ("Bearer", "Basic", "share", ""):
        headers = {"Authorization": f"{scheme} {token}"}
        assert nobody.get("/shared/page", headers=headers).status_code == 404


def test_a_deleted_account_ends_its_links(diary: Person, nobody: Person) -> None:
    token = shared(diary)
    answer = diary.send("/account/", "/account/delete", confirm=diary.name, own_password=PASSWORD)
    assert answer.status_code == 303
    assert without_token(look(nobody, token)) == nothing(nobody)


# Passcodes


def test_a_passcode_is_asked_for_and_only_the_right_one_opens(
    diary: Person, nobody: Person
) -> None:
    token = shared(diary, passcode=f" {WORD} ")
    for wrong in (None, "", "zwölf käfer", "%ff", PASSWORD):
        answer = look(nobody, token, wrong and wrong.encode().decode("latin-1"))
        assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Share")
        assert "Ada L." not in answer.text
        assert answer.headers["Cache-Control"] == "no-store"
    assert look(nobody, token, "Zw%C3%B6lf%20K%C3%A4fer%20").status_code == 200


def test_passcodes_are_tried_so_often_and_no_more(
    app: Flask, diary: Person, clock: time_machine.Traveller
) -> None:
    token, other = shared(diary, passcode="open sesame"), shared(diary, passcode="open sesame")
    guesser = newcomer(app)
    guesser.browser.environ_base["REMOTE_ADDR"] = "203.0.113.1"
    tried = [look(guesser, token, f"guess {n}").status_code for n in range(11)]
    assert tried == [401] * 10 + [429]
    assert look(guesser, token, "open%20sesame").status_code == 429
    assert look(guesser, other, "open%20sesame").status_code == 200
    neighbour = newcomer(app)
    for last, tried in (("2", [401] * 10 + [429]), ("3", [429] * 11)):
        neighbour.browser.environ_base["REMOTE_ADDR"] = f"203.0.113.{last}"
        assert [look(neighbour, token, "guess").status_code for _ in range(11)] == tried
    clock.shift(3_600)
    assert look(guesser, token, "open%20sesame").status_code == 200


def test_wrong_passcodes_from_anywhere_close_a_link_to_nobody_else(
    app: Flask, diary: Person
) -> None:
    token = shared(diary, passcode="open sesame")
    guesser, visitor = newcomer(app), newcomer(app)
    for network in range(15):
        guesser.browser.environ_base["REMOTE_ADDR"] = f"198.51.{network}.1"
        for _ in range(4):
            assert look(guesser, token, "guess").status_code == 401
    visitor.browser.environ_base["REMOTE_ADDR"] = "203.0.113.9"
    assert look(visitor, token, "open%20sesame").status_code == 200


def test_so_many_passcodes_an_hour_and_no_more_from_anywhere(
    app: Flask, diary: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PASSCODES_FROM_ANYWHERE", 5)
    token = shared(diary, passcode="open sesame")
    guesser, statuses = newcomer(app), []
    for network in range(6):
        guesser.browser.environ_base["REMOTE_ADDR"] = f"198.51.{network}.1"
        statuses.append(look(guesser, token, "guess").status_code)
    assert statuses == [401] * 5 + [429]


def test_the_right_passcode_is_not_counted(diary: Person, nobody: Person) -> None:
    token = shared(diary, passcode="open sesame")
    for _ in range(12):
        assert look(nobody, token, "open%20sesame").status_code == 200


# By GET alone, without a cookie


@pytest.mark.parametrize("path", ["/shared", "/shared/page"])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "MOVE"])
def test_only_get_is_answered(diary: Person, path: str, method: str) -> None:
    token = shared(diary)
    headers = {"Authorization": f"Share {token}"}
    answer = diary.browser.open(path, method=method, headers=headers, data={"level": "4"})
    assert answer.status_code == 405
    assert set(re.split(", *", answer.headers["Allow"])) == {"GET", "HEAD"}
    guarded(answer)


def test_no_cookie_is_set_or_read(diary: Person, nobody: Person) -> None:
    token = shared(diary)
    for reader in (diary, nobody):
        for answer in (reader.get("/shared"), look(reader, token), look(reader, "x" * 43)):
            assert "Set-Cookie" not in answer.headers
            assert "Cookie" not in answer.headers.get("Vary", "")
    assert diary.get("/shared").text == nobody.get("/shared").text
    assert look(diary, token).text == look(nobody, token).text


def test_nothing_of_it_is_kept_or_indexed(diary: Person, nobody: Person) -> None:
    token = shared(diary)
    for answer in (nobody.get("/shared"), look(nobody, token), look(nobody, "x" * 43)):
        guarded(answer)
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex"


def test_the_page_that_reads_the_link_holds_nothing_of_anybody(
    diary: Person, nobody: Person
) -> None:
    shared(diary)
    page = nobody.get("/shared")
    assert page.status_code == 200
    assert diary.name not in page.text
    assert "needs JavaScript" in said(page)
    assert soup(page).select("form[action], input[name]") == []


# The list


def test_a_link_is_not_on_the_page_of_links_and_kept_as_a_fingerprint(diary: Person) -> None:
    link = link_of(diary.follow(sent(diary)))
    address, _, token = link.partition("#")
    assert address == "http://localhost/shared"
    assert len(token) == 43
    page = diary.get(PAGE)
    assert token not in page.text
    assert "Dr Huber 23 Apr 2026 to 20 May 2026. All sections. Without private notes." in said(
        page
    )
    assert "Works until 3 Jun 2026. Not opened yet." in said(page)


def test_openings_are_noted_once_a_minute(
    diary: Person, nobody: Person, clock: time_machine.Traveller
) -> None:
    token = shared(diary, passcode="open sesame")
    look(nobody, token)
    look(nobody, token, "wrong")
    assert "Not opened yet" in said(diary.get(PAGE))
    for seconds in (0, 59, 1, 30, 30):
        clock.shift(seconds)
        assert look(nobody, token, "open%20sesame").status_code == 200
    assert "Opened 3 times, last on 20 May 2026 at 14:02" in said(diary.get(PAGE))


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("label", "", "Fill this in."),
        ("label", "n" * 81, "the limit is 80"),
        ("expires_on", "", ""),
        ("expires_on", "tomorrow", "YYYY-MM-DD"),
        ("expires_on", "2026-05-19", "This day is over."),
        ("expires_on", "2027-05-22", "within a year"),
        ("passcode", "short", "at least 6 characters"),
    ],
)
def test_what_cannot_be_is_named_and_makes_no_link(
    diary: Person, field: str, typed: str, sentence: str
) -> None:
    answer = sent(diary, **{field: typed})
    assert answer.status_code == 422
    assert sentence in problems(answer)[field]
    assert soup(diary.get(PAGE)).select("form[action$='/end']") == []


def test_a_period_that_cannot_be_read_makes_no_link(diary: Person) -> None:
    fields = dict(diary.form(PAGE).fields) | WANTED
    for query in ("from=2027-01-01", "sections=pain,gossip", "range=decade"):
        assert diary.post(f"{PAGE}?{query}", **fields).status_code == 422
    assert soup(diary.get(PAGE)).select("form[action$='/end']") == []


def test_so_many_links_and_no_more(diary: Person, nobody: Person) -> None:
    tokens = [shared(diary) for _ in range(SHARES_MOST)]
    assert len(set(tokens)) == SHARES_MOST
    assert sent(diary).status_code == 422
    end(diary, SHARES_MOST - 1)
    assert look(nobody, shared(diary)).status_code == 200


def test_a_strangers_link_is_not_ended_or_listed(diary: Person, charlie: Person) -> None:
    token = shared(diary)
    (form,) = [form for form in diary.forms_of(diary.get(PAGE)) if form.action.endswith("/end")]
    assert charlie.post(form.action).status_code == 404
    assert "Dr Huber" not in charlie.get(PAGE).text
    assert look(charlie, token).status_code == 200


def test_the_report_leads_to_a_link_of_the_same_choice(diary: Person) -> None:
    page = soup(diary.get("/report?range=12w&sections=pain&notes=on"))
    (link,) = page.select(f'a[href^="{PAGE}"]')
    words = said(diary.get(str(link["href"])))
    assert "26 Feb 2026 to 20 May 2026. Sections: Pain. With private notes." in words


def test_an_empty_diary_is_shared_too(ada: Person, nobody: Person) -> None:
    assert "0 of 28" in said(look(nobody, shared(ada)))
    bring(ada, ("pain.csv", f"day,kind,level\n{DAYS[0]},day_average,4\n"))
    assert "1 of 28" in said(look(nobody, shared(ada)))
