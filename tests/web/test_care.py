"""Clinicians who are invited: what they see and do, what the person sees of it, and the end."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Engine, select
from werkzeug.test import TestResponse

from journal.store.db.models import Account, CareEvent
from journal.store.db.owner_guard import ALL_OWNERS
from journal.store.db.sessions import session
from tests.people import PASSWORD, Form, Person
from tests.store.making import statements
from tests.web.conftest import NOON, joined, newcomer
from tests.web.reading import (
    beside,
    listed,
    problems,
    said,
    soup,
    texts,
    typed,
    without_token,
    words_of,
)
from tests.web.test_report import SECRET, with_diary
from tests.web.test_security import guarded

pytestmark = pytest.mark.usefixtures("clock")

WANTED = {"label": "Maria, physiotherapist", "name": "Ada L."}


@pytest.fixture
def diary(ada: Person) -> Person:
    """Ada, with twenty days in her diary."""
    return with_diary(ada)


def invited(person: Person, **typed: str) -> str:
    """The code of a new invitation."""
    answer = person.follow(person.send("/care", **(WANTED | typed)))
    (code,) = soup(answer).select("code.secret")
    return code.text


def planned(person: Person, exercise: str) -> str:
    """The id of what asks a person for an exercise first."""
    return next(line["id"] for line in listed(person, "programme") if line["exercise"] == exercise)


def accepted(person: Person, clinician: Person, **typed: str) -> str:
    """The address of a patient who invited a clinician."""
    answer = clinician.send("/patients", code=invited(person, **typed))
    assert answer.status_code == 303, said(answer)
    return str(answer.headers["Location"])


def end(person: Person) -> None:
    """End the one access there is."""
    (form,) = [
        form for form in person.forms_of(person.get("/care")) if form.action.endswith("/end")
    ]
    assert person.post(form.action, **dict(form.fields)).status_code == 303


def doors(path: str, key: str) -> list[tuple[str, str]]:
    """Every method and address a clinician may use."""
    return [
        ("GET", path),
        ("POST", f"{path}/comments"),
        ("GET", f"{path}/programme/new"),
        ("POST", f"{path}/programme/new"),
        ("GET", f"{path}/programme/{key}/edit"),
        ("POST", f"{path}/programme/{key}/edit"),
    ]


def prescription(person: Person, path: str) -> Form:
    """The form of a prescription on a page."""
    (form,) = [form for form in person.forms_of(person.get(path)) if "times_per_day" in form.names]
    return form


def saved(answer: TestResponse) -> str:
    """What a page says is saved."""
    (part,) = soup(answer).select(".saved")
    return words_of(part)


def trail(person: Person) -> list[str]:
    """The lines of what clinicians saw and did, the latest first."""
    return [
        " ".join(line.get_text(" ").split())
        for line in soup(person.get("/care")).select(".trail li")
    ]


def test_a_clinician_sees_the_page_of_who_invited_them(diary: Person, maria: Person) -> None:
    path = accepted(diary, maria)
    answer = maria.get(path)
    assert answer.status_code == 200
    guarded(answer)
    words = said(answer)
    for part in (
        "Ada L. shares this diary with you, without private notes.",
        "20 of 28",
        "Appendix: the entries",
    ):
        assert part in words
    assert SECRET not in words
    assert "7 of 7" in said(maria.get(f"{path}?from=2026-05-02&to=2026-05-08"))
    assert maria.get(f"{path}?from=yesterday").status_code == 422
    unknown = maria.get(f"{path}?sections=foo")
    assert unknown.status_code == 422
    assert "There is no section called foo. " in said(unknown)
    patients = said(maria.get("/patients"))
    assert "Ada L." in patients
    assert "Each patient gives you a code." in patients


def test_the_page_says_how_a_clinician_comes_to_an_account(ada: Person, host: Person) -> None:
    for person, is_host in ((ada, False), (host, True)):
        page = person.get("/care")
        assert "Whoever runs this journal invites them as a clinician" in said(page)
        assert bool(soup(page).select("main a[href='/host#invite-title']")) == is_host


LED_TO = ("/patients", "/templates", "/safety")


def own_ways(answer: TestResponse) -> list[str]:
    """Where a page leads that is no page about patients."""
    ways = [str(link["href"]).partition("#")[0] for link in soup(answer).select("main a[href]")]
    return [way for way in ways if way and not way.startswith(LED_TO)]


def test_pages_of_somebody_elses_diary_lead_to_none_of_ones_own(
    diary: Person, maria: Person
) -> None:
    path = accepted(diary, maria)
    key = listed(diary, "programme")[0]["id"]
    forms = ("programme/new", f"programme/{key}/edit", "flareplans/new", "ladders/new")
    assert own_ways(maria.get(path)) == []
    for form in forms:
        page = maria.get(f"{path}/{form}")
        assert soup(page).select(".save a")[0]["href"] == path
        refused = maria.send(f"{path}/{form}", starts_on="never", first_days="99")
        assert refused.status_code == 422
        assert own_ways(page) == own_ways(refused) == [], form


def test_notes_are_shown_only_where_the_person_said_so(
    diary: Person, maria: Person, charlie: Person
) -> None:
    assert SECRET not in maria.get(f"{accepted(diary, maria)}?notes=on").text
    assert SECRET in charlie.get(accepted(diary, charlie, notes="yes")).text


@pytest.mark.parametrize("notes", ["no", "yes"])
def test_the_note_of_a_prescription_is_shown_and_changed_only_with_private_notes(
    diary: Person, maria: Person, notes: str
) -> None:
    path, key = accepted(diary, maria, notes=notes), listed(diary, "programme")[0]["id"]
    assert diary.send(f"/programme/{key}/edit", note=SECRET).status_code == 303
    address = f"{path}/programme/{key}/edit"
    edit, visibility = prescription(maria, address), notes == "yes"
    before = dict(edit.fields) | {"reps": "7", "opened": "", "version": "1"}
    stale = maria.post(address, **before)
    assert stale.status_code == 409
    bad = maria.post(address, **(dict(edit.fields) | {"reps": "much"}))
    assert bad.status_code == 422
    for answer in (maria.get(address), stale, bad):
        assert (SECRET in answer.text) == ('name="note"' in answer.text) == visibility
    typed = dict(edit.fields) | {"reps": "20", "note": "theirs"}
    assert maria.post(address, **typed).status_code == 303
    line = listed(diary, "programme")[0]
    assert (line["reps"], line["note"]) == ("20", "theirs" if visibility else SECRET)


def test_a_note_that_a_clinician_cannot_see_is_no_question_to_them(
    diary: Person, maria: Person
) -> None:
    path, key = accepted(diary, maria), listed(diary, "programme")[0]["id"]
    address = f"{path}/programme/{key}/edit"
    edit = prescription(maria, address)
    assert diary.send(f"/programme/{key}/edit", note=SECRET).status_code == 303
    assert maria.post(address, **(dict(edit.fields) | {"reps": "9"})).status_code == 303
    line = listed(diary, "programme")[0]
    assert (line["reps"], line["note"]) == ("9", SECRET)


def test_whoever_sees_no_private_notes_writes_none(diary: Person, maria: Person) -> None:
    path = accepted(diary, maria)
    new = prescription(maria, f"{path}/programme/new")
    assert "note" not in new.names
    fields = dict(new.fields) | {"exercise": "Walking", "minutes": "15", "note": "n" * 9_000}
    fields["beside"] = planned(diary, "Walking")
    assert maria.post(new.action, **fields).status_code == 303
    (line,) = [line for line in listed(diary, "programme") if line["minutes"] == "15"]
    assert line["note"] == ""


def test_nobody_else_finds_it_and_the_end_is_the_end(
    diary: Person, maria: Person, charlie: Person, nobody: Person
) -> None:
    path, key = accepted(diary, maria), listed(diary, "programme")[0]["id"]
    never = f"/patients/{uuid4()}"
    mine = listed(diary, "programme")
    for person in (charlie, diary):
        for (method, address), (_, not_there) in zip(
            doors(path, key), doors(never, key), strict=True
        ):
            token = person.token()
            answers = [
                person.browser.open(url, method=method, data={"csrf_token": token, "words": "x"})
                for url in (address, not_there)
            ]
            assert answers[0].status_code == 404
            assert without_token(answers[0]) == without_token(answers[1])
    assert nobody.get(path).status_code == 302
    assert maria.get(path).status_code == 200
    end(diary)
    for method, address in doors(path, key):
        fields = {"csrf_token": maria.token(), "words": "x"}
        assert maria.browser.open(address, method=method, data=fields).status_code == 404
    assert "No patients at present." in said(maria.get("/patients"))
    assert listed(diary, "programme") == mine


def test_a_code_works_once_for_a_week_and_for_somebody_else(
    diary: Person, maria: Person, charlie: Person, clock: time_machine.Traveller
) -> None:
    used, own, ended, old = (invited(diary) for _ in range(4))
    assert maria.send("/patients", code=used.lower().replace("-", " ")).status_code == 303
    forms = [form for form in diary.forms_of(diary.get("/care")) if form.action.endswith("/end")]
    refusals = [charlie.send("/patients", code=used), diary.send("/patients", code=own)]
    for form in forms:
        assert diary.post(form.action, **dict(form.fields)).status_code == 303
    refusals += [charlie.send("/patients", code=code) for code in (ended, "", "nonsense")]
    old = invited(diary)
    clock.shift(7 * 86_400)
    refusals.append(charlie.send("/patients", code=old))
    for answer in refusals:
        assert answer.status_code == 422
        assert problems(answer) == {
            "code": "This code does not work. A code works once, within a week. Ask for a new one."
        }
    assert used not in diary.get("/care").text


def test_the_latest_invitation_of_two_is_the_one_that_counts(diary: Person, maria: Person) -> None:
    path = accepted(diary, maria, notes="yes")
    assert accepted(diary, maria) == path
    assert SECRET not in maria.get(path).text
    assert len(soup(maria.get("/patients")).select(".places li")) == 1
    end(diary)
    assert maria.get(path).status_code == 404


def test_codes_are_tried_so_often_and_no_more(app: Flask, diary: Person) -> None:
    guesser, code = joined(app, "guesser"), invited(diary)
    tried = [guesser.send("/patients", code=f"guess {n}").status_code for n in range(11)]
    assert tried == [422] * 10 + [429]
    guesser.browser.environ_base["REMOTE_ADDR"] = newcomer(app).browser.environ_base["REMOTE_ADDR"]
    assert guesser.send("/patients", code=code).status_code == 429


def test_every_look_and_change_is_in_the_trail(
    diary: Person, maria: Person, clock: time_machine.Traveller
) -> None:
    path = accepted(diary, maria)
    maria.get(path)
    maria.get(path)
    clock.shift(60)
    maria.get(path)
    assert maria.send(path, f"{path}/comments", words="Well done.\nGo on.").status_code == 303
    (bridge,) = [
        entry["id"] for entry in listed(diary, "programme") if entry["exercise"] == "Bridge"
    ]
    edit = prescription(maria, f"{path}/programme/{bridge}/edit")
    assert maria.post(edit.action, **(dict(edit.fields) | {"reps": "20"})).status_code == 303
    events = trail(diary)
    words = " ".join(events)
    name = WANTED["label"]
    assert words.count(f"{name} viewed your summary of 23 Apr 2026 to 20 May 2026") == 2
    assert f"{name} sent you a message" in words
    assert f"{name} changed Bridge from 15 to 20 repetitions" in words
    assert all(name in line for line in events)
    assert f"accepted your invitation, as {maria.name}" in words
    assert "Well done. Go on." in said(diary.get("/care"))
    assert "Well done. Go on." in said(maria.get(path))
    assert maria.name not in maria.get("/care").text.split("<main")[1].split("</main>")[0]


def written(engine: Engine, person: Person, most: int) -> None:
    """Make the trail of somebody whose invitation was accepted as long as ``most``.

    Every number is there twice, as two clinicians may look at once.
    """
    with session(engine, writes=True) as db:
        whose = select(CareEvent).join(Account, Account.id == CareEvent.owner_id)
        question = whose.where(Account.username == person.name)
        first = db.scalars(question, execution_options={ALL_OWNERS: True}).one()
        same = {"owner_id": first.owner_id, "care_id": first.care_id, "at": NOON, "who": "maria"}
        db.add_all(
            CareEvent(
                id=str(uuid4()), number=2 + n // 2, what="commented", detail=f"Word {n}.", **same
            )
            for n in range(1, most)
        )
        db.commit()


@pytest.mark.parametrize(
    ("events", "pages"), [(200, [200]), (201, [200, 1]), (430, [200, 200, 30])]
)
def test_no_event_is_ever_out_of_reach(
    engine: Engine, ada: Person, maria: Person, events: int, pages: list[int]
) -> None:
    accepted(ada, maria)
    written(engine, ada, events)
    ways, lists, counts = ["/care"], [], []
    for way in ways:
        with statements(engine) as ran:
            page = ada.get(way)
        counts.append(len(ran))
        lists.append([tag.get_text(" ", strip=True) for tag in soup(page).select(".trail li")])
        ways += [str(link["href"]) for link in soup(page).find_all("a", string="Earlier")]
    assert [len(lines) for lines in lists] == pages
    assert counts == [7, 3, 3][: len(pages)], "of the first, one notes that messages are read"
    assert "accepted your invitation" in lists[-1][-1]
    numbers = re.findall(r"Word [0-9]+\.", " ".join(line for lines in lists[1:] for line in lines))
    assert len(set(numbers)) == len(numbers) == max(0, events - 201)


def test_an_earlier_page_is_nobody_elses(
    engine: Engine, ada: Person, maria: Person, charlie: Person
) -> None:
    accepted(ada, maria)
    written(engine, ada, 201)
    (earlier,) = soup(ada.get("/care")).find_all("a", string="Earlier")
    assert ada.get(str(earlier["href"])).status_code == 200
    for person, way in ((charlie, str(earlier["href"])), (ada, f"/care?before={uuid4()}")):
        assert person.get(way).status_code == 404


def test_a_clinician_changes_the_programme_and_nothing_else(diary: Person, maria: Person) -> None:
    path = accepted(diary, maria)
    before = {slug: listed(diary, slug) for slug in ("pain", "episodes", "exercises", "relief")}
    own = listed(maria, "programme")
    new = prescription(maria, f"{path}/programme/new")
    fields = dict(new.fields) | {"exercise": "Walking", "minutes": "15"}
    fields["beside"] = planned(diary, "Walking")
    for _ in range(2):  # sent twice, saved once
        assert maria.post(new.action, **fields).status_code == 303
    lines = listed(diary, "programme")
    assert {line["minutes"] for line in lines if line["exercise"] == "Walking"} == {"30", "15"}
    assert len(lines) == 5
    bad = maria.post(new.action, **(fields | {"times_per_day": "99", "client_key": str(uuid4())}))
    assert (bad.status_code, set(problems(bad))) == (422, {"times_per_day"})
    key = before["pain"][0]["id"]
    for address in (
        f"/pain/{key}/edit",
        f"{path}/pain/{key}/edit",
        f"{path}/programme/{key}/edit",
    ):
        assert maria.get(address).status_code == 404
        assert maria.post(address, level="1").status_code == 404
    assert {slug: listed(diary, slug) for slug in before} == before
    assert listed(maria, "programme") == own


def test_a_stale_prescription_overwrites_nothing(diary: Person, maria: Person) -> None:
    path, key = accepted(diary, maria), listed(diary, "programme")[0]["id"]
    edit = prescription(maria, f"{path}/programme/{key}/edit")
    assert diary.send(f"/programme/{key}/edit", reps="12").status_code == 303
    answer = maria.post(edit.action, **(dict(edit.fields) | {"reps": "20"}))
    assert answer.status_code == 409
    line = listed(diary, "programme")[0]
    assert line["reps"] == "12"
    assert beside(answer) == {"reps": "Elsewhere it says: 12"}
    assert typed(answer)["reps"] == ["20"]


def test_a_prescription_that_both_changed_keeps_the_changes_of_both(
    diary: Person, maria: Person
) -> None:
    path, key = accepted(diary, maria), listed(diary, "programme")[0]["id"]
    edit = prescription(maria, f"{path}/programme/{key}/edit")
    assert diary.send(f"/programme/{key}/edit", reps="12").status_code == 303
    assert maria.post(edit.action, **(dict(edit.fields) | {"sets": "4"})).status_code == 303
    line = next(each for each in listed(diary, "programme") if each["id"] == key)
    assert (line["reps"], line["sets"]) == ("12", "4")


def test_another_text_under_the_same_key_is_shown_beside_what_is_saved(
    diary: Person, maria: Person
) -> None:
    path, key = accepted(diary, maria), listed(diary, "programme")[0]["id"]
    for where, first in ((f"{path}/programme/new", "11"), (f"{path}/programme/{key}/edit", "12")):
        form = prescription(maria, where)
        fields = dict(form.fields) | {"exercise": "Bridge", "reps": first}
        fields["beside"] = planned(diary, "Bridge")
        assert maria.post(where, **fields).status_code == 303
        before, events = listed(diary, "programme"), trail(diary)
        answer = maria.post(where, **(fields | {"reps": "20"}))
        assert answer.status_code == 409
        assert f"{first} times" in saved(answer)
        again = typed(answer)
        assert again["reps"] == ["20"]
        assert again["client_key"] != [fields["client_key"]]
        assert (listed(diary, "programme"), trail(diary)) == (before, events)
        assert maria.post(where, **fields).status_code == 303


def test_an_edit_sent_again_is_answered_as_before_once_its_line_is_gone(
    diary: Person, maria: Person
) -> None:
    path, key = accepted(diary, maria), listed(diary, "programme")[0]["id"]
    edit = prescription(maria, f"{path}/programme/{key}/edit")
    fields = dict(edit.fields) | {"reps": "12"}
    assert maria.post(edit.action, **fields).status_code == 303
    assert diary.post(f"/programme/{key}/delete").status_code == 303
    assert maria.post(edit.action, **fields).status_code == 303
    other = maria.post(edit.action, **(fields | {"reps": "13"}))
    assert other.status_code == 409
    assert "the entry it saved was deleted since" in said(other)


def test_other_words_under_the_same_key_stay_in_the_form(diary: Person, maria: Person) -> None:
    path = accepted(diary, maria)
    (form,) = [form for form in maria.forms_of(maria.get(path)) if "words" in form.names]
    fields = dict(form.fields) | {"words": "The first."}
    assert maria.post(form.action, **fields).status_code == 303
    answer = maria.post(form.action, **(fields | {"words": "The second."}))
    assert answer.status_code == 409
    assert set(problems(answer)) == {"words"}
    (form,) = [form for form in maria.forms_of(answer) if "words" in form.names]
    assert texts(form)["words"] == ["The second."]
    assert "The second." not in said(diary.get("/care"))
    assert maria.post(form.action, **dict(form.fields)).status_code == 303
    assert "The second." in said(diary.get("/care"))


def test_words_sent_twice_are_kept_once_and_empty_ones_not(diary: Person, maria: Person) -> None:
    path = accepted(diary, maria)
    (form,) = [form for form in maria.forms_of(maria.get(path)) if "words" in form.names]
    fields = dict(form.fields) | {"words": "Only once."}
    for _ in range(2):
        assert maria.post(form.action, **fields).status_code == 303
    assert said(diary.get("/care")).count("Only once.") == 1
    for words in ("", " ", "w" * 2_001):
        assert maria.post(form.action, words=words).status_code == 422


def test_a_code_is_easy_to_read_out_and_needs_to_be_for_somebody(diary: Person) -> None:
    assert re.fullmatch(r"[A-Z2-9]{4}(-[A-Z2-9]{4}){2}", invited(diary))
    assert set(problems(diary.send("/care", label="", name="Ada"))) == {"label"}


def test_accounts_that_leave_take_their_part_along(
    diary: Person, maria: Person, charlie: Person
) -> None:
    path, other = accepted(diary, maria), accepted(diary, charlie)
    maria.get(path)
    leave(maria)
    assert "They deleted their account." in said(diary.get("/care"))
    assert any("viewed your summary" in line for line in trail(diary))
    leave(diary)
    assert charlie.get(other).status_code == 404


def leave(person: Person) -> None:
    """Delete somebody's account."""
    answer = person.send(
        "/account/", "/account/delete", confirm=person.name, own_password=PASSWORD
    )
    assert answer.status_code == 303


def test_a_clinician_goes_to_what_came_since_their_last_visit(
    diary: Person, maria: Person
) -> None:
    path = accepted(diary, maria)
    assert "Since your last visit" not in maria.get(path).text
    with time_machine.travel(NOON + timedelta(days=3), tick=False):
        for _ in range(2):  # the looks of today change nothing of it
            (link,) = soup(maria.get(path)).select(".choices > p > a[href*='from=']")
            assert "Since your last visit" in link.text
            assert link["href"] == f"{path}?from=2026-05-20"
        assert "20 May 2026 to 23 May 2026" in said(maria.get(str(link["href"])))


def test_a_clinician_is_removed_only_after_a_question(diary: Person, maria: Person) -> None:
    accepted(diary, maria)
    (question,) = soup(diary.get("/care")).select("details:has(form[action$='/end'])")
    assert not question.has_attr("open")
    assert "They lose access at once." in question.text
    invited(diary)
    questions = soup(diary.get("/care")).select("details:has(form[action$='/end']) p")
    assert "The code stops working at once." in [question.text for question in questions]


def test_an_exercise_that_is_planned_already_is_asked_about(ada: Person, maria: Person) -> None:
    path = accepted(ada, maria)
    new = {"exercise": "side leg raise", "reps": "12", "days_per_week": "3"}
    page = maria.send(f"{path}/programme/new", **new)
    assert page.status_code == 422
    assert "Side leg raise is planned already: 8 times" in said(page)
    link = soup(page).select_one(".summary a")
    assert link is not None
    assert maria.get(str(link["href"])).status_code == 200
    reps = [line["reps"] for line in listed(ada, "programme")]
    (form,) = [form for form in maria.forms_of(page) if form.action.endswith("/programme/new")]
    for _ in range(2):  # a double tap
        assert maria.post(form.action, **dict(form.fields)).status_code == 303
    assert sorted(line["reps"] for line in listed(ada, "programme")) == sorted([*reps, "12"])
    over = new | {"exercise": "Bridge", "starts_on": "2020-01-01", "ends_on": "2020-02-01"}
    assert maria.send(f"{path}/programme/new", **over).status_code == 303


def test_a_patient_who_left_is_told_of_as_a_stranger_is(ada: Person, maria: Person) -> None:
    path = accepted(ada, maria)
    ada.send("/account/", "/account/delete", confirm=ada.name, own_password=PASSWORD)
    assert "No patients at present." in said(maria.get("/patients"))
    page, other_page = maria.get(path), maria.get(f"/patients/{uuid4()}")
    assert page.status_code == other_page.status_code == 404
    assert "no longer shared with you" in said(page)
    assert said(page) == said(other_page)
