"""Ladders: written, proposed by a clinician, and each step answered by the person."""

from datetime import timedelta

import pytest
import time_machine

from tests.people import Person
from tests.web.conftest import NOON
from tests.web.reading import listed, problems, said, soup, undo
from tests.web.test_care import accepted, diary  # noqa: F401 (a fixture)

pytestmark = pytest.mark.usefixtures("clock")

LADDER = {
    "exercise": "Bridge",
    "dose_part": "reps",
    "step_by": "2",
    "up_to": "20",
    "fine_times": "1",
    "worse_by": "2",
}


def wrote(person: Person, **fields: str) -> str:
    """The id of a ladder that somebody wrote."""
    answer = person.send("/ladders/new", **(LADDER | fields))
    assert answer.status_code == 303, said(answer)
    return listed(person, "ladders")[0]["id"]


def rated(person: Person, *levels: tuple[str, int]) -> None:
    """Somebody who noted levels of moments."""
    for moment, level in levels:
        answer = person.log("pain", kind="now", level=str(level), recorded_at=moment)
        assert answer.status_code == 303, said(answer)


def good_morning(person: Person, after: int = 3) -> None:
    """A bridge yesterday, with a level before it and one of this morning."""
    dose = {"exercise": "Bridge", "sets": "1", "reps": "15", "hold_seconds": "3"}
    person.log("exercises", completed_at="2026-05-19T18:00", **dose)
    rated(person, ("2026-05-19T17:00", 3), ("2026-05-20T08:00", after))


@pytest.fixture
def ready(ada: Person) -> Person:
    """Somebody whose programme is a day older than their first session, and who answered all."""
    bridge = next(row for row in listed(ada, "programme") if row["exercise"] == "Bridge")
    answer = ada.send(f"/programme/{bridge['id']}/edit", starts_on="2026-05-01")
    assert answer.status_code == 303, said(answer)
    return ada


def answered(person: Person, key: str, answer: str, amount: str = "17", **fields: str) -> int:
    """The status of an answer to the step that is proposed."""
    person.get("/")  # so that what was told before is gone
    typed = {"answer": answer, "amount_after": amount, **fields}
    return person.post(f"/ladders/{key}/answer", **typed).status_code


def bridges(person: Person) -> list[tuple[str, str, str]]:
    rows = [row for row in listed(person, "programme") if row["exercise"] == "Bridge"]
    return [(row["reps"], row["starts_on"], row["ends_on"]) for row in rows]


def test_nobody_who_wrote_none_is_asked_for_a_ladder(ready: Person) -> None:
    good_morning(ready)
    assert "mornings after were fine" not in said(ready.get("/"))
    assert "Off until you write one" in said(ready.get("/programme"))


def test_a_proposal_changes_no_dose_by_itself(ready: Person) -> None:
    wrote(ready)
    good_morning(ready)
    for path in ("/", "/programme"):
        assert "Go up to 17 times, hold 3 s?" in said(ready.get(path))
    assert bridges(ready) == [("15", "2026-05-01", "")]
    assert listed(ready, "laddersteps") == []


def test_accepted_the_new_dose_is_asked_for_from_today_on(ready: Person) -> None:
    key = wrote(ready)
    good_morning(ready)
    assert answered(ready, key, "accepted") == 303
    assert bridges(ready) == [("15", "2026-05-01", "2026-05-19"), ("17", "2026-05-20", "")]
    assert "17 times" in said(ready.get("/"))
    assert "15 times" in said(ready.get("/?day=2026-05-19"))
    (step,) = listed(ready, "laddersteps")
    assert (step["answer"], step["amount_before"], step["amount_after"]) == (
        "accepted",
        "15",
        "17",
    )
    ids = {row["id"] for slug in ("exercises", "pain") for row in listed(ready, slug)}
    assert set(step["rests_on"].split()[3:]) == ids
    assert step["rests_on"].startswith("2026-05-19 3 3 ")
    assert "19 May: pain 3 before, 3 the next morning" in said(ready.get("/programme"))
    assert "19 May: pain 3 before, 3 the next morning" in said(ready.get("/diary"))


def test_an_accepted_step_is_undone_as_one(ready: Person) -> None:
    key = wrote(ready)
    good_morning(ready)
    answered(ready, key, "accepted")
    undo(ready)
    assert bridges(ready) == [("15", "2026-05-01", "")]
    assert listed(ready, "laddersteps") == []


def test_tapped_twice_it_goes_up_once(ready: Person) -> None:
    key = wrote(ready)
    good_morning(ready)
    for _ in range(2):
        answered(ready, key, "accepted", client_key="the same")
    answered(ready, key, "accepted")
    assert [reps for reps, *_ in bridges(ready)] == ["15", "17"]
    assert len(listed(ready, "laddersteps")) == 1


@pytest.mark.parametrize("answer", ["declined", "later"])
def test_declined_or_put_off_the_dose_stays_and_it_is_not_asked_again_today(
    ready: Person, answer: str
) -> None:
    key = wrote(ready)
    good_morning(ready)
    answered(ready, key, answer)
    assert bridges(ready) == [("15", "2026-05-01", "")]
    assert "mornings after were fine" not in said(ready.get("/"))
    assert [step["answer"] for step in listed(ready, "laddersteps")] == [answer]


def test_a_step_that_is_not_what_was_seen_is_not_taken(ready: Person) -> None:
    key = wrote(ready)
    assert answered(ready, key, "accepted") == 303
    good_morning(ready)
    assert answered(ready, key, "accepted", amount="99") == 303
    assert answered(ready, key, "whatever") == 422
    assert bridges(ready) == [("15", "2026-05-01", "")]


def test_pain_that_is_up_the_next_morning_is_said_and_nothing_proposed(ready: Person) -> None:
    wrote(ready)
    good_morning(ready, after=5)
    text = said(ready.get("/programme"))
    assert "Stay as it is for now." in text
    assert "19 May: pain 3 before, 5 the next morning" in text
    assert "mornings after were fine" not in said(ready.get("/"))


def test_the_morning_after_today_asks_for_the_level_until_noon(ready: Person) -> None:
    wrote(ready)
    ready.log("exercises", exercise="Bridge", reps="15", completed_at="2026-05-19T18:00")
    with time_machine.travel(NOON - timedelta(hours=5), tick=False):
        (link,) = soup(ready.get("/")).select("#ladder-morning")
        form = soup(ready.get(str(link["href"])))
        assert form.select("[name=kind][value=now][checked], option[value=now][selected]")
    assert not soup(ready.get("/")).select("#ladder-morning")


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"dose_part": ""}, "dose_part"),
        ({"step_by": "0"}, "step_by"),
        ({"up_to": "3601"}, "up_to"),
        ({"exercise": "Nobody's"}, "exercise"),
        ({"worse_by": "11"}, "worse_by"),
    ],
)
def test_what_no_ladder_can_be_is_refused_at_its_field(
    ada: Person, fields: dict[str, str], wrong: str
) -> None:
    answer = ada.send("/ladders/new", **(LADDER | fields))
    assert answer.status_code == 422
    assert wrong in problems(answer)
    assert listed(ada, "ladders") == []


def test_a_stranger_finds_no_ladder(ready: Person, charlie: Person) -> None:
    key = wrote(ready)
    good_morning(ready)
    for path in (f"/ladders/{key}/answer", f"/ladders/{key}/accept"):
        assert charlie.post(path, answer="accepted", amount_after="17").status_code == 404
    assert bridges(ready) == [("15", "2026-05-01", "")]


def test_a_ladder_for_a_dose_that_its_exercise_has_not_is_refused_at_the_field(
    ready: Person, maria: Person
) -> None:
    path = f"{accepted(ready, maria)}/ladders/new"
    for person, address in ((ready, "/ladders/new"), (maria, path)):
        answer = person.send(address, **(LADDER | {"dose_part": "minutes"}))
        assert answer.status_code == 422
        assert "no such dose" in problems(answer)["dose_part"]
    assert listed(ready, "ladders") == []
    wrote(ready)


def test_a_ladder_to_what_is_asked_for_already_is_refused_at_the_field(
    ready: Person, maria: Person
) -> None:
    path = f"{accepted(ready, maria)}/ladders/new"
    for person, address in ((ready, "/ladders/new"), (maria, path)):
        answer = person.send(address, **(LADDER | {"up_to": "15"}))
        assert answer.status_code == 422
        assert "It is 15 already" in problems(answer)["up_to"]
    assert listed(ready, "ladders") == []
    assert "your patient’s pain before the exercise" in said(maria.get(path))
    wrote(ready, up_to="16")


def test_a_ladder_that_reached_its_top_may_still_be_edited(ready: Person) -> None:
    key = wrote(ready)
    bridge = next(row for row in listed(ready, "programme") if row["exercise"] == "Bridge")
    ready.send(f"/programme/{bridge['id']}/edit", reps="20", applies="always")
    assert ready.send(f"/ladders/{key}/edit", fine_times="3").status_code == 303


def test_a_clinician_proposes_and_the_patient_accepts(ada: Person, maria: Person) -> None:
    care = accepted(ada, maria)
    path = f"{care}/ladders/new"
    assert maria.send(path, **(LADDER | {"exercise": "Nobody's"})).status_code == 422
    assert maria.send(path, **LADDER).status_code == 303
    assert "proposed a ladder for Bridge" in said(ada.get("/"))
    assert "proposed a ladder for Bridge" in said(ada.get("/care"))
    assert soup(ada.get("/care")).select(".shares a[href='/programme#ladders']")
    (ladder,) = listed(ada, "ladders")
    assert ladder["state"] == "proposed"
    assert "A proposal waits" in said(maria.get(care))
    assert "Proposed to you" in said(ada.get("/programme"))
    assert ada.get("/").status_code == 200
    assert ada.post(f"/ladders/{ladder['id']}/accept").status_code == 303
    assert [row["state"] for row in listed(ada, "ladders")] == ["ready"]
    assert "repetitions: 2 more each time" in said(maria.get(care))
    undo(ada)
    assert [row["state"] for row in listed(ada, "ladders")] == ["proposed"]
    assert "repetitions: 2 more each time" not in said(maria.get(care))


def test_taken_off_the_list_an_exercise_takes_its_ladder_along(ready: Person) -> None:
    wrote(ready)
    (exercise,) = (path for path in bridge_paths(ready) if path.endswith("/delete"))
    assert ready.post(exercise).status_code == 303
    assert listed(ready, "ladders") == []


def bridge_paths(person: Person) -> list[str]:
    """Where the bridge is taken off the list."""
    for details in soup(person.get("/programme")).select("#own details"):
        summary = details.find("summary")
        if summary and "Bridge" in summary.get_text():
            return [str(form["action"]) for form in details.select("form")]
    return []


def test_a_step_is_asked_before_the_exercise_of_yesterday(ada: Person) -> None:
    bridge = next(row for row in listed(ada, "programme") if row["exercise"] == "Bridge")
    ada.send(f"/programme/{bridge['id']}/edit", starts_on="2026-05-01")
    key = wrote(ada)
    dose = {"exercise": "Bridge", "sets": "1", "reps": "15", "hold_seconds": "3"}
    ada.log("exercises", completed_at="2026-05-18T18:00", **dose)
    rated(ada, ("2026-05-18T17:00", 3), ("2026-05-19T08:00", 3))
    page = said(ada.get("/"))
    assert "Go up to 17 times, hold 3 s?" in page
    assert "Any exercise yesterday?" not in page
    assert answered(ada, key, "declined") == 303
    assert "Any exercise yesterday?" in said(ada.get("/"))


def test_what_ends_a_row_of_good_mornings_is_said(ready: Person) -> None:
    wrote(ready, fine_times="2")
    good_morning(ready)
    assert "1 of 2 good mornings in a row so far." in said(ready.get("/programme"))
    ready.log("episodes", started_at="2026-05-19T20:00", ended_at="2026-05-19T21:00")
    page = said(ready.get("/programme"))
    assert "0 of 2 good mornings in a row so far." in page
    assert "was beside a spasm, so the count starts again." in page
