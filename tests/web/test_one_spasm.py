"""One spasm at most is on, whichever door it comes through; one of an earlier day says its end."""

from uuid import uuid4

import pytest
import time_machine

from tests.people import Person
from tests.web.reading import bring, listed, one, problems, said, soup

pytestmark = pytest.mark.usefixtures("clock")


def log(person: Person, **fields: str) -> int:
    answer = person.post("/episodes/new", client_key=str(uuid4()), **fields)
    return answer.status_code


def still_on(person: Person) -> int:
    return sum(not episode["ended_at"] for episode in listed(person, "episodes"))


def test_the_full_form_asks_what_becomes_of_the_spasm_that_is_on(ada: Person) -> None:
    ada.send("/", "/episodes/start")
    answer = ada.post("/episodes/new", started_at="2026-05-20T13:00", client_key=str(uuid4()))
    assert answer.status_code == 409
    assert "Only one can be going at a time" in said(answer)
    assert still_on(ada) == 1


@pytest.mark.parametrize("end", ["", "2026-05-20T13:50"])
def test_the_question_about_another_spasm_can_be_left(ada: Person, end: str) -> None:
    log(ada, started_at="2026-05-20T13:00", **({"ended_at": end} if end else {"still_on": "yes"}))
    answer = ada.post("/episodes/start", ago="15", client_key=str(uuid4()))
    assert answer.status_code == 409
    (link,) = soup(answer).select("main a.button")
    assert (link.text, link["href"]) == ("Cancel", "/")


def test_the_full_form_ends_the_one_that_is_on(ada: Person) -> None:
    ada.post("/episodes/start", ago="60")
    assert log(ada, started_at="2026-05-20T13:30", running="end") == 303
    assert [episode["ended_at"] for episode in listed(ada, "episodes")] == [
        "2026-05-20T13:30:00+02:00",
        "",
    ]


def test_the_full_form_makes_both_one(ada: Person) -> None:
    ada.send("/", "/episodes/start")
    fields = {"started_at": "2026-05-20T13:00", "peak_level": "7", "note": "lifting"}
    assert log(ada, running="merge", **fields) == 303
    episode = one(ada, "episodes")
    assert (episode["started_at"], episode["peak_level"]) == ("2026-05-20T13:00:00+02:00", "7")
    assert (episode["ended_at"], episode["note"]) == ("", "lifting")


def test_a_part_of_the_one_that_is_on_never_ends_it(ada: Person) -> None:
    log(ada, started_at="2026-05-18T08:00", still_on="yes")
    part = {"started_at": "2026-05-19T10:00", "ended_at": "2026-05-19T11:00", "peak_level": "8"}
    for choice in ("", "end"):
        answer = ada.post("/episodes/new", client_key=str(uuid4()), **part, running=choice)
        assert answer.status_code == 409
        assert 'value="merge"' in answer.text
        assert 'value="end"' not in answer.text
    assert log(ada, **part, running="merge") == 303
    episode = one(ada, "episodes")
    assert (episode["started_at"], episode["ended_at"]) == ("2026-05-18T08:00:00+02:00", "")
    assert episode["peak_level"] == "8"


def test_two_that_begin_together_are_never_parted(ada: Person) -> None:
    log(ada, started_at="2026-05-20T10:00", ended_at="2026-05-20T10:30")
    for choice in ("", "end"):
        answer = ada.post(
            "/episodes/new",
            client_key=str(uuid4()),
            started_at="2026-05-20T10:00",
            ended_at="2026-05-20T10:10",
            running=choice,
        )
        assert answer.status_code == 409
        assert 'value="merge"' in answer.text
        assert 'value="end"' not in answer.text
    assert one(ada, "episodes")["ended_at"] == "2026-05-20T10:30:00+02:00"


def test_an_edit_opens_no_second_one(ada: Person) -> None:
    log(ada, started_at="2026-05-20T10:00", ended_at="2026-05-20T11:00")
    first = one(ada, "episodes")["id"]
    ada.send("/", "/episodes/start")
    answer = ada.send(f"/episodes/{first}/edit", ended_at="")
    assert answer.status_code == 409
    assert still_on(ada) == 1


def test_an_undo_opens_no_second_one(ada: Person, clock: time_machine.Traveller) -> None:
    ada.send("/", "/episodes/start")
    key = one(ada, "episodes")["id"]
    page = ada.browser.post(
        f"/episodes/{key}/end", data={"csrf_token": ada.token()}, follow_redirects=True
    )
    *_, undo = (form for form in ada.forms_of(page) if form.action.endswith("/undo"))
    clock.shift(60)
    ada.post("/episodes/start")
    answer = ada.browser.post(undo.action, data=dict(undo.fields), follow_redirects=True)
    assert "Another spasm has started since" in said(answer)
    assert still_on(ada) == 1


@pytest.mark.parametrize(
    ("fields", "ended"),
    [
        ({"lasted": "120"}, "2026-05-19T22:00:00+02:00"),
        ({"ended_at": "2026-05-19T20:20"}, "2026-05-19T20:20:00+02:00"),
        ({"still_on": "yes"}, ""),
    ],
    ids=str,
)
def test_a_spasm_of_an_earlier_day_is_saved_with_its_end_or_word_that_it_goes_on(
    ada: Person, fields: dict[str, str], ended: str
) -> None:
    assert log(ada, started_at="2026-05-19T20:00", **fields) == 303
    assert one(ada, "episodes")["ended_at"] == ended


def test_a_spasm_of_an_earlier_day_without_an_end_is_asked_about(ada: Person) -> None:
    answer = ada.post("/episodes/new", started_at="2026-05-19T20:00", client_key=str(uuid4()))
    assert answer.status_code == 422
    assert "how long it lasted" in problems(answer)["ended_at"]
    assert 'name="still_on"' in answer.text
    assert listed(ada, "episodes") == []


def test_a_spasm_of_more_than_a_week_is_asked_about_once(ada: Person) -> None:
    times = {"started_at": "2024-05-18T20:00", "ended_at": "2026-05-19T20:00"}
    answer = ada.post("/episodes/new", **times, client_key=str(uuid4()))
    assert answer.status_code == 422
    assert "Did it really last 731 days?" in problems(answer)["ended_at"]
    assert 'name="so_long"' in answer.text
    assert 'name="still_on"' not in answer.text
    assert "2024-05-18T20:00" in answer.text
    assert log(ada, **times, so_long="yes") == 303
    (long,) = listed(ada, "episodes")
    page = ada.get(f"/episodes/{long['id']}")
    assert "so_long" not in page.text


def test_the_other_spasm_of_another_year_is_named_with_its_year(ada: Person) -> None:
    log(ada, started_at="2025-12-30T20:00", ended_at="2026-01-02T20:00")
    answer = ada.post(
        "/episodes/new",
        started_at="2026-01-01T10:00",
        ended_at="2026-01-01T12:00",
        client_key=str(uuid4()),
    )
    assert answer.status_code == 409
    assert "20:00, 30 Dec 2025, to 20:00, Fri 2 Jan" in said(answer)


def test_a_spasm_of_a_week_is_saved_without_a_question(ada: Person) -> None:
    assert log(ada, started_at="2026-05-12T20:00", ended_at="2026-05-19T20:00") == 303


def test_an_end_and_a_length_that_do_not_fit_are_asked_about(ada: Person) -> None:
    times = {"started_at": "2026-05-19T20:00", "ended_at": "2026-05-19T21:00"}
    assert log(ada, **times, lasted="480") == 422
    assert log(ada, **times, lasted="60") == 303


def test_how_long_it_lasted_is_one_of_those_offered(ada: Person) -> None:
    assert log(ada, started_at="2026-05-19T20:00", lasted="17") == 422
    assert log(ada, started_at="2026-05-20T13:50", lasted="60") == 422  # it would end ahead of now


def test_one_that_is_on_since_yesterday_may_be_edited_and_stay_on(
    ada: Person, clock: time_machine.Traveller
) -> None:
    ada.send("/", "/episodes/start")
    clock.shift(24 * 3600)
    key = one(ada, "episodes")["id"]
    assert ada.send(f"/episodes/{key}/edit", note="all night").status_code == 303
    assert still_on(ada) == 1


def test_a_file_keeps_its_spasms_without_an_end_and_only_the_last_is_on(ada: Person) -> None:
    lines = "started_at,ended_at\n2026-05-02T08:00,\n2026-05-20T09:00,\n"
    bring(ada, ("spasms.csv", lines))
    assert still_on(ada) == 2  # as the file has them
    assert "Spasm since 9:00" in said(ada.get("/")) or "09:00" in said(ada.get("/"))
    later = said(ada.get("/diary?from=2026-05-10&to=2026-05-15"))
    assert "Spasm from" not in later


def test_an_emptied_start_is_asked_for_and_one_that_is_left_out_is_now(ada: Person) -> None:
    answer = ada.post("/episodes/new", started_at="", peak_level="4", note="typed")
    assert answer.status_code == 422
    assert problems(answer) == {"started_at": "Choose a date and a time."}
    assert "typed" in answer.text
    assert listed(ada, "episodes") == []
    assert log(ada, peak_level="4") == 303
    assert still_on(ada) == 1
