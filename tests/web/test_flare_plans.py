"""The flare plan: written, begun, made longer, ended, proposed and accepted."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from tests.people import Person
from tests.web.apps import app_of
from tests.web.conftest import NOON
from tests.web.reading import known, listed, problems, said, soup, undo
from tests.web.test_care import accepted, diary  # noqa: F401 (a fixture)

pytestmark = pytest.mark.usefixtures("clock")

PLAN = {
    "note": "Warmth, then lie on my side",
    "leave": "Curl-up",
    "first_days": "3",
    "first_percent": "50",
    "second_days": "3",
    "second_percent": "75",
    "help": "If it is no better on day five",
}


def written(person: Person, **fields: str) -> None:
    """Somebody who wrote a plan."""
    answer = person.send("/flareplans/new", **(PLAN | fields))
    assert answer.status_code == 303, said(answer)


def begun(person: Person) -> str:
    """The id of the plan that somebody began."""
    assert person.post("/flareplans/begin").status_code == 303
    return next(row["id"] for row in listed(person, "flareplans") if row["state"] == "begun")


def test_begun_and_ended_in_a_spasm_its_page_shows_it_at_once(ada: Person) -> None:
    written(ada)
    ada.post("/episodes/start")

    def shown(path: str) -> str:
        body = {"csrf_token": ada.token(), "next": "/episodes/now"}
        answer = ada.browser.post(path, data=body, headers={"HX-Request": "true"})
        part = soup(answer).find(id="spasm-plan")
        assert part
        return part.get_text()

    assert "day 1 of" in shown("/flareplans/begin")
    key = next(row["id"] for row in listed(ada, "flareplans") if row["state"] == "begun")
    assert "day 1 of" not in shown(f"/flareplans/{key}/end")


def doses(person: Person, path: str = "/") -> list[str]:
    """What Today asks for, each an exercise and its dose."""
    tiles = soup(person.get(path)).select("#today-exercises button.tap")
    return [" ".join(tile.get_text(" ").split()) for tile in tiles]


def test_an_exercise_with_the_sign_that_parts_a_list_is_left_out_and_renamed(ada: Person) -> None:
    ada.send("/programme", "/programme/exercises", name="Bird | Dog")
    line = {"exercise": "Bird | Dog", "reps": "8", "starts_on": "2026-05-20"}
    assert ada.send("/programme/new", **line).status_code == 303
    (offered,) = (
        str(box["value"])
        for box in soup(ada.get("/flareplans/new")).select("input[name=leave]")
        if "Bird" in str(box["value"])
    )
    written(ada, leave=offered)
    begun(ada)
    assert not [dose for dose in doses(ada) if "Bird" in dose]
    assert [dose for dose in doses(ada) if "Walking" in dose]
    (exercise,) = (
        form.action
        for form in ada.forms_of(ada.get("/programme"))
        if ("name", "Bird | Dog") in form.fields
    )
    assert ada.send("/programme", exercise, name="Dog | Bird").status_code == 303
    assert not [dose for dose in doses(ada) if "Bird" in dose]


def test_an_exercise_with_a_comma_in_its_name_is_left_out(ada: Person) -> None:
    ada.send("/programme", "/programme/exercises", name="Squat, slow")
    line = {"exercise": "Squat, slow", "reps": "8", "starts_on": "2026-05-20"}
    assert ada.send("/programme/new", **line).status_code == 303
    boxes = soup(ada.get("/flareplans/new")).select("input[name=leave]")
    ticked = [box for box in boxes if box["type"] == "hidden" or "Squat" in str(box["value"])]
    fields: dict[str, Any] = {**PLAN, "leave": [str(box["value"]) for box in ticked]}
    assert ada.send("/flareplans/new", **fields).status_code == 303
    begun(ada)
    assert not [dose for dose in doses(ada) if "Squat" in dose]
    assert [dose for dose in doses(ada) if "Curl-up" in dose]


def test_a_plan_is_written_and_shown_on_the_programme_page(ada: Person) -> None:
    written(ada)
    text = said(ada.get("/programme"))
    for words in ("Warmth, then lie on my side", "Days 1 to 3", "Bridge 7 times", "Walking 15 min",
                  "Left out for now: Curl-up", "Days 4 to 6", "When to see a doctor"):  # fmt: skip
        assert words in text
    assert "day 1 of 6" not in text


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"second_days": "", "second_percent": "40"}, "second_days", "Say for how many days"),
        ({"second_days": "", "leave_days": "9"}, "leave_days", "The steps take 3 days in all"),
    ],
)
def test_what_the_steps_of_a_plan_would_lose_is_asked_about(
    ada: Person, fields: dict[str, str], field: str, words: str
) -> None:
    answer = ada.send("/flareplans/new", **(PLAN | fields))
    assert answer.status_code == 422
    assert words in problems(answer)[field]
    assert listed(ada, "flareplans") == []
    written(ada, leave_days="6")


def test_the_page_of_the_programme_says_that_a_plan_is_on_and_what_it_asks(ada: Person) -> None:
    written(ada)
    assert "by your flare plan" not in said(ada.get("/programme"))
    begun(ada)
    text = said(ada.get("/programme"))
    assert "Your flare plan is on: day 1 of 6." in text
    assert "Today, by your flare plan: 7 times" in text
    assert "Today, by your flare plan: left out" in text


def test_what_nobody_wrote_is_not_seen_on_today(ada: Person) -> None:
    assert "plan" not in said(ada.get("/")).lower()
    ada.post("/episodes/start", ago="0")
    assert "flare plan" not in said(ada.get("/episodes/now")).lower()


def test_a_running_spasm_has_the_plan_open_and_today_offers_it_in_one_line(ada: Person) -> None:
    written(ada)
    assert not soup(ada.get("/")).select("#flare-plan")
    ada.post("/episodes/start", ago="0")
    for path in ("/episodes/now", "/"):
        page = soup(ada.get(path))
        (offered,) = page.select("details#flare-plan")
        assert offered.has_attr("open") == (path == "/episodes/now")
        assert bool(page.select('#spasm-plan a[href="#flare-plan"]')) == offered.has_attr("open")
        assert offered.select('form[action="/flareplans/begin"][data-queue]')
        assert offered.select('a[href="/safety"]')


def test_a_phone_keeps_the_plan_for_times_without_a_network(ada: Person) -> None:
    assert known(ada)["plan"] is None
    written(ada)
    plan = known(ada)["plan"]
    assert (plan["relief"], plan["help"]) == (PLAN["note"], PLAN["help"])
    assert [step["days"] for step in plan["steps"]] == ["Days 1 to 3", "Days 4 to 6"]
    assert plan["steps"][0]["doses"].startswith("Bridge 7 times")
    assert [step["left"] for step in plan["steps"]] == ["Left out for now: Curl-up"] * 2
    begun(ada)
    assert known(ada)["plan"] is None


def test_one_tap_begins_it_and_today_asks_less(ada: Person) -> None:
    written(ada)
    assert any("15 times" in tile for tile in doses(ada))
    begun(ada)
    tiles = doses(ada)
    assert [tile.split(" tap")[0] for tile in tiles] == [
        "Bridge 7 times, hold 3 s",
        "Side leg raise 4 times, hold 2 s, each side",
        "Walking 15 min",
    ]
    assert "Flare plan, day 1 of 6" in said(ada.get("/"))
    session = said(ada.get("/session"))
    assert "Curl-up" not in session
    exercises = app_of(ada, "read").get("/today").json
    assert exercises is not None
    assert [line["prescription"]["reps"] for line in exercises["programme"]][:2] == [7, 4]


def test_it_comes_back_in_steps_by_itself(ada: Person) -> None:
    written(ada)
    begun(ada)
    for days, bridge in ((3, "Bridge 11 times"), (6, "Bridge 15 times")):
        with time_machine.travel(NOON + timedelta(days=days), tick=False):
            assert any(tile.startswith(bridge) for tile in doses(ada))
    with time_machine.travel(NOON + timedelta(days=6), tick=False):
        assert "Flare plan" not in said(ada.get("/"))


def test_begun_twice_it_is_one(ada: Person) -> None:
    written(ada)
    key = str(uuid4())
    for _ in range(2):
        assert ada.post("/flareplans/begin", client_key=key).status_code == 303
    again = ada.follow(ada.post("/flareplans/begin"))
    assert "No flare plan began" in said(again)
    assert [row["state"] for row in listed(ada, "flareplans")].count("begun") == 1


def test_the_undo_of_a_beginning_leaves_the_written_plan(ada: Person) -> None:
    written(ada)
    ada.get("/")  # which tells of that
    begun(ada)
    assert "Undone: the flare plan is not begun" in undo(ada)
    assert [row["state"] for row in listed(ada, "flareplans")] == ["ready"]


def test_a_day_before_somebody_joined_is_asked_the_full_doses(ada: Person) -> None:
    yesterday = NOON.date() - timedelta(days=1)
    path = f"/?day={yesterday}"
    tiles = [tile.text for tile in soup(ada.get(path)).select("[data-tap=tile]")]
    written(ada)
    begun(ada)
    assert [tile.text for tile in soup(ada.get(path)).select("[data-tap=tile]")] == tiles


def test_without_a_plan_none_begins(ada: Person) -> None:
    assert "No flare plan began" in said(ada.follow(ada.post("/flareplans/begin")))
    assert listed(ada, "flareplans") == []


def test_a_tap_undoes_its_beginning(ada: Person) -> None:
    written(ada)
    ada.get("/")
    begun(ada)
    undo(ada)
    assert any("Bridge 15 times" in tile for tile in doses(ada))


def test_it_is_ended_and_made_longer_by_one_tap(ada: Person) -> None:
    written(ada)
    key = begun(ada)
    assert ada.post(f"/flareplans/{key}/extend").status_code == 303
    assert "day 1 of 7" in said(ada.get("/"))
    assert ada.post(f"/flareplans/{key}/end").status_code == 303
    assert any("Bridge 15 times" in tile for tile in doses(ada))
    over = ada.follow(ada.post(f"/flareplans/{key}/end"))
    assert "as it was" in said(over)


def test_the_written_plan_changed_later_changes_no_day_of_the_begun_one(ada: Person) -> None:
    written(ada)
    begun(ada)
    (ready,) = [row for row in listed(ada, "flareplans") if row["state"] == "ready"]
    ada.send(f"/flareplans/{ready['id']}/edit", first_percent="10")
    assert any("Bridge 7 times" in tile for tile in doses(ada))


def test_a_renamed_exercise_stays_left_out(ada: Person) -> None:
    written(ada)
    begun(ada)
    (form,) = [
        form
        for form in ada.forms_of(ada.get("/programme"))
        if ("name", "Curl-up") in [(name, value) for name, value in form.fields]
    ]
    assert ada.post(form.action, name="Small crunch").status_code == 303
    assert not any("Small crunch" in tile for tile in doses(ada))


def test_the_report_asks_only_what_the_plan_asked(ada: Person) -> None:
    written(ada, first_percent="0", second_days="")
    begun(ada)
    with time_machine.travel(NOON + timedelta(days=6), tick=False):
        first, last = NOON.date(), NOON.date() + timedelta(days=6)
        text = said(ada.get(f"/report?from={first}&to={last}"))
        for exercise in ("Bridge", "Side leg raise", "Curl-up", "Walking"):
            assert f"{exercise} 0 of 4" in text


@pytest.mark.parametrize(
    ("field", "text"),
    [("first_days", "0"), ("first_days", "15"), ("first_percent", "101"), ("state", "nonsense"),
     ("second_percent", "half"), ("leave_days", "-1"), ("note", "x" * 8001)],
)  # fmt: skip
def test_bad_input_is_said_at_its_field_and_saves_nothing(
    ada: Person, field: str, text: str
) -> None:
    answer = ada.send("/flareplans/new", **(PLAN | {field: text}))
    assert answer.status_code == 422
    assert field in problems(answer) or field == "state"
    assert listed(ada, "flareplans") == []


def test_strangers_find_no_plan(ada: Person, charlie: Person) -> None:
    written(ada)
    key = begun(ada)
    for path in ("end", "extend", "accept"):
        assert charlie.post(f"/flareplans/{key}/{path}").status_code == 404
        assert charlie.post(f"/flareplans/{uuid4()}/{path}").status_code == 404


def test_signed_out_nothing_begins(ada: Person, nobody: Person) -> None:
    written(ada)
    before = listed(ada, "flareplans")
    assert "/account/sign-in" in nobody.get("/flareplans/new").headers["Location"]
    key = before[0]["id"]
    for path in ("begin", f"{key}/end", f"{key}/extend", f"{key}/accept"):
        assert "/account/sign-in" in nobody.post(f"/flareplans/{path}").headers["Location"]
    assert listed(ada, "flareplans") == before


def test_a_clinician_proposes_and_the_patient_accepts(ada: Person, maria: Person) -> None:
    path = accepted(ada, maria)
    answer = maria.send(f"{path}/flareplans/new", **PLAN)
    assert answer.status_code == 303, said(answer)
    assert "proposal" in said(maria.follow(answer))
    assert "proposed a flare plan" in said(ada.get("/care"))
    assert soup(ada.get("/care")).select(".shares a[href='/programme#flare']")
    assert not soup(ada.get("/")).select("#flare-plan")
    ada.post("/flareplans/begin")
    (row,) = listed(ada, "flareplans")
    assert row["state"] == "proposed"
    assert "Proposed to you" in said(ada.get("/programme"))
    ada.post(f"/flareplans/{row['id']}/accept")
    assert [each["state"] for each in listed(ada, "flareplans")] == ["ready"]
    assert "Accepted 20 May 2026" in said(maria.get(path))
    begun(ada)


def test_a_clinician_who_may_not_look_proposes_nothing(ada: Person, maria: Person) -> None:
    path = accepted(ada, maria)
    stranger = path.rsplit("/", 1)[0] + f"/{uuid4()}"
    assert maria.get(f"{stranger}/flareplans/new").status_code == 404
    assert maria.post(f"{stranger}/flareplans/new", **PLAN).status_code == 404
    answer = maria.send(f"{path}/flareplans/new", **(PLAN | {"first_days": "99"}))
    assert answer.status_code == 422
    assert listed(ada, "flareplans") == []


def test_the_diary_tells_a_plan_once_and_each_begin_shortly(ada: Person) -> None:
    written(ada)
    ada.post("/flareplans/begin")
    days = said(ada.get("/diary"))
    assert days.count("Warmth, then lie on my side") == days.count("no better on day five") == 1
    assert re.search(r"Flare plan begun, [\d:]+, 50 percent for 3 days", days)


def test_today_lists_a_plan_on_the_days_it_began_and_ended(
    clock: time_machine.Traveller, ada: Person
) -> None:
    def logged() -> str:
        part = soup(ada.get("/")).find(id="today-logged")
        assert part
        return " ".join(part.get_text().split())

    written(ada)
    assert "Flare plan" not in logged()
    key = begun(ada)
    assert "Flare plan begun" in logged()
    clock.shift(timedelta(days=1))
    assert "Flare plan" not in logged()
    ada.post(f"/flareplans/{key}/end")
    assert "ended on" in logged()


def test_today_lists_events_and_check_ins_of_the_day_too(ada: Person) -> None:
    ada.log("events", what="injection", name="Dr Huber")
    ada.log("checkins", pain="5", enjoyment="6", activity="7")
    part = soup(ada.get("/")).find(id="today-logged")
    assert part
    text = " ".join(part.get_text().split())
    assert "Injection Dr Huber" in text
    assert "Check-in" in text


def test_a_form_without_a_second_step_shows_no_part_for_it(ada: Person) -> None:
    def part(path: str) -> str:
        field = soup(ada.get(path)).find(id="second_percent")
        assert field
        return str(field["value"])

    assert part("/flareplans/new") == ""
    written(ada, second_days="", second_percent="")
    (row,) = listed(ada, "flareplans")
    assert (row["second_days"], row["second_percent"]) == ("", "75")
    edit = f"/flareplans/{row['id']}/edit"
    assert part(edit) == ""
    ada.send(edit, second_days="2", second_percent="80")
    assert part(edit) == "80"


def test_the_form_says_which_time_it_asks_for(ada: Person) -> None:
    assert "When did you write it?" in said(ada.get("/flareplans/new"))
    written(ada)
    key = begun(ada)
    assert "When did it begin?" in said(ada.get(f"/flareplans/{key}/edit"))


def test_a_phone_knows_the_doses_of_a_plan_before_it_begins_and_after_it_ends(
    ada: Person,
) -> None:
    written(ada)
    plan = known(ada)["plan"]
    assert known(ada)["whole"] is None
    assert plan["doses"][0]["name"] == "Bridge"
    assert plan["doses"][0]["fields"]["reps"] == 7
    assert plan["begun"] == "Flare plan, day 1 of 6"
    begun(ada)
    whole = {line["name"]: line["fields"].get("reps") for line in known(ada)["whole"]}
    assert whole["Bridge"] == 15
    assert "Curl-up" in whole
    tiles = [tile["id"] for tile in soup(ada.get("/")).select("#today-exercises button.tap")]
    assert tiles == [f"do-{line['id']}" for line in known(ada)["exercises"]]
    assert tiles == [f"do-{line['id']}" for line in plan["doses"]]


def test_beginning_a_plan_changes_neither_the_list_of_exercises_nor_the_programme(
    ada: Person,
) -> None:
    def exercises() -> list[str]:
        names = soup(ada.get("/programme")).select("#own summary")
        return [name.get_text(strip=True) for name in names]

    written(ada, leave="Handstand")
    before = (exercises(), listed(ada, "programme"))
    begun(ada)
    assert (exercises(), listed(ada, "programme")) == before
