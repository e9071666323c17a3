"""Programme templates: made by a clinician, proposed in one step, and accepted or not."""

from dataclasses import replace

import pytest
import time_machine

from journal.config import Settings
from journal.store.imports.account_data import HOLDINGS
from tests.journals import security_lines
from tests.people import Form, Person
from tests.web.conftest import NOON
from tests.web.reading import bring, listed, look, problems, said, soup, texts
from tests.web.test_care import accepted, trail


@pytest.fixture(autouse=True)
def noon(clock: time_machine.Traveller) -> None:
    """The clock stands at noon of 20 May 2026."""
    clock.move_to(NOON)


def new_template(person: Person, name: str = "After a spasm", **more: str) -> str:
    """The address of a new template."""
    answer = person.send("/templates", name=name, **more)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def with_line(person: Person, path: str, **line: str) -> str:
    """The same template with another exercise."""
    answer = person.send(f"{path}/lines/new", **line)
    assert answer.status_code == 303, problems(answer)
    return path


def ready(person: Person) -> str:
    """A template of two exercises, one of which the journal brings along."""
    path = with_line(person, new_template(person), exercise="bridge", sets="2", reps="12")
    return with_line(
        person, path, exercise="Cat and cow", minutes="3", instructions="slowly", days_per_week="5"
    )


def form_to(person: Person, page: str, end: str) -> Form:
    """The form of a page that goes to an address with that end."""
    (form,) = [form for form in person.forms_of(person.get(page)) if form.action.endswith(end)]
    return form


def proposed(maria: Person, ada: Person, path: str) -> Form:
    """The form that was sent to propose a template on the page of a patient."""
    patient = accepted(ada, maria)
    form = form_to(maria, patient, patient.rpartition("/")[2])
    assert form.action.startswith(f"{path}/propose/")
    assert maria.post(form.action, **dict(form.fields)).status_code == 303
    return form


def lines_of(person: Person) -> dict[str, list[tuple[str, str, str]]]:
    """What a programme holds, by exercise: repetitions, from when, until when."""
    lines: dict[str, list[tuple[str, str, str]]] = {}
    for line in listed(person, "programme"):
        dose = (line["reps"], line["starts_on"], line["ends_on"])
        lines.setdefault(line["exercise"], []).append(dose)
    return lines


def test_a_template_is_made_changed_and_deleted(maria: Person) -> None:
    path = ready(maria)
    page = said(maria.get(path))
    assert "bridge 2 \N{MULTIPLICATION SIGN} 12 once a day, every day" in page
    assert "Cat and cow 3 min once a day, 5 days a week" in page
    assert maria.send(f"{path}/lines/0", reps="15").status_code == 303
    assert "2 \N{MULTIPLICATION SIGN} 15" in said(maria.get(path))
    assert maria.send(path, path, name="Weeks 1 and 2").status_code == 303
    assert "Weeks 1 and 2 2 exercises" in said(maria.get("/templates"))
    assert maria.send(f"{path}/lines/0", f"{path}/lines/0/delete").status_code == 303
    assert "bridge" not in str(soup(maria.get(path)).select_one("ul.programme"))
    assert maria.send(path, f"{path}/delete").status_code == 303
    assert maria.get(path).status_code == 404
    assert "No templates yet." in said(maria.get("/templates"))


def test_what_is_sent_twice_is_kept_once(maria: Person) -> None:
    form = form_to(maria, "/templates", "/templates")
    fields = dict(form.fields) | {"name": "Twice"}
    first, second = (maria.post("/templates", **fields) for _ in range(2))
    assert first.location == second.location
    new_line = maria.form(f"{first.location}/lines/new")
    for _ in range(2):
        line = dict(new_line.fields) | {"exercise": "Bridge"}
        assert maria.post(f"{first.location}/lines/new", **line).status_code == 303
    assert len(soup(maria.get(first.location)).select("ul.programme li")) == 1


def test_of_a_line_that_two_windows_changed_both_changes_stay(maria: Person) -> None:
    path = ready(maria)
    first, second = (texts(maria.form(f"{path}/lines/0")) for _ in range(2))
    assert maria.post(f"{path}/lines/0", **first | {"reps": "15"}).status_code == 303
    assert maria.post(f"{path}/lines/0", **second | {"sets": "3"}).status_code == 303
    assert "3 \N{MULTIPLICATION SIGN} 15" in said(maria.get(path))


def test_a_line_is_never_written_over_another_that_took_its_place(maria: Person) -> None:
    path = ready(maria)
    form = texts(maria.form(f"{path}/lines/0"))
    assert maria.send(f"{path}/lines/0", f"{path}/lines/0/delete").status_code == 303
    answer = maria.post(f"{path}/lines/0", **form | {"sets": "3"})
    assert answer.status_code == 409
    assert "Cat and cow" in said(maria.get(path))


@pytest.mark.both_databases
def test_a_line_that_was_changed_in_another_window_is_not_written_over(maria: Person) -> None:
    path = ready(maria)
    old = maria.form(f"{path}/lines/0")
    assert maria.send(f"{path}/lines/0", reps="15").status_code == 303
    answer = maria.post(f"{path}/lines/0", **(dict(old.fields) | {"reps": "20"}))
    assert answer.status_code == 409
    assert 'value="20"' in answer.text
    assert "2 \N{MULTIPLICATION SIGN} 15" in said(maria.get(path))


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"exercise": ""}, "exercise"),
        ({"exercise": "Bridge", "reps": "many"}, "reps"),
        ({"exercise": "Bridge", "days_per_week": "8"}, "days_per_week"),
        ({"exercise": "Bridge", "side": "left", "reps_right": "15"}, "reps_right"),
    ],
)
def test_what_no_line_can_be_is_told_at_its_field(
    maria: Person, typed: dict[str, str], field: str
) -> None:
    path = new_template(maria)
    answer = maria.send(f"{path}/lines/new", instructions="kept as typed", **typed)
    assert answer.status_code == 422
    assert problems(answer).keys() == {field}
    assert "kept as typed" in answer.text
    unnamed = maria.send("/templates", name="")
    assert unnamed.status_code == 422
    assert problems(unnamed).keys() == {"name"}


@pytest.mark.both_databases
def test_a_stranger_finds_no_template_and_proposes_nothing(
    maria: Person, ada: Person, charlie: Person
) -> None:
    path = ready(maria)
    for address in (path, f"{path}/lines/new", f"{path}/lines/0"):
        assert charlie.get(address).status_code == 404
    token = charlie.token()
    patient = accepted(ada, maria).rpartition("/")[2]
    for address in (path, f"{path}/delete", f"{path}/lines/0", f"{path}/propose/{patient}"):
        assert charlie.post(address, csrf_token=token, name="mine").status_code == 404
    own = ready(charlie)
    assert charlie.post(f"{own}/propose/{patient}", csrf_token=token).status_code == 404
    assert charlie.get(f"/templates?patient_id={patient}").status_code == 404
    copied = {"name": "x", "patient_id": patient}
    assert charlie.post("/templates", csrf_token=token, **copied).status_code == 404
    assert "Proposed to you" not in said(ada.get("/programme"))


def test_a_template_of_a_programme_has_nothing_of_the_diary(maria: Person, ada: Person) -> None:
    ada.log("programme", exercise="Curl-up", reps="9", starts_on="2026-05-01", note="a secret")
    ada.log("programme", exercise="Walking", minutes="7", starts_on="2026-06-01")
    ada.log("guides", exercise="Curl-up", instructions="another secret")
    patient = accepted(ada, maria).rpartition("/")[2]
    path = new_template(maria, patient_id=patient)
    page = said(maria.get(path))
    assert "Curl-up 9 times once a day, every day" in page
    assert "7 min" not in page
    for text in ("secret", "2026", "Ada"):
        assert text not in page, text


@pytest.mark.both_databases
def test_a_copy_of_a_programme_is_in_the_trail_and_the_security_log(
    shared: Settings, maria: Person, ada: Person
) -> None:
    patient = accepted(ada, maria).rpartition("/")[2]
    before = len(trail(ada))
    new_template(maria)
    assert len(trail(ada)) == before, "an empty template is nobody's"
    form = form_to(maria, f"/templates?patient_id={patient}", "/templates")
    fields = dict(form.fields) | {"name": "Copied"}
    for _ in range(2):  # a double tap
        assert maria.post("/templates", **fields).status_code == 303
    assert len(trail(ada)) == before + 1
    assert "Maria, physiotherapist copied your programme as a template" in trail(ada)[0]
    assert "copied your programme as a template" in said(ada.get("/account/looks"))
    copies = [
        line for line in security_lines(shared.data_dir) if line["event"] == "clinician_copied"
    ]
    assert [line["account"] for line in copies] == [patient]


def test_a_proposal_changes_nothing_until_it_is_accepted(maria: Person, ada: Person) -> None:
    before = lines_of(ada)
    proposed(maria, ada, ready(maria))
    assert lines_of(ada) == before
    page = said(ada.get("/programme"))
    now, new = "15 times, hold 3 s", "2 \N{MULTIPLICATION SIGN} 12"
    assert f"After a spasm bridge now {now} \N{RIGHTWARDS ARROW} then {new}, once a day" in page
    assert "Cat and cow new: 3 min, once a day, 5 days a week slowly" in page
    assert "proposed a programme: After a spasm" in said(ada.get("/"))
    assert "Maria, physiotherapist proposed a programme: After a spasm" in trail(ada)[0]
    assert "A proposal waits for their answer." in said(maria.get(accepted(ada, maria)))


@pytest.mark.both_databases
def test_accepted_it_takes_the_place_of_the_same_exercises_and_is_undone_as_one(
    maria: Person, ada: Person
) -> None:
    ada.log("programme", exercise="Bridge", reps="8", starts_on="2026-05-01")
    before = lines_of(ada)
    proposed(maria, ada, ready(maria))
    form = form_to(ada, "/programme", "/accept")
    for _ in range(2):  # a double tap
        assert ada.post(form.action, **dict(form.fields)).status_code == 303
    page = ada.get("/programme")
    after = lines_of(ada)
    assert ("8", "2026-05-01", "2026-05-19") in after["Bridge"]
    assert ("12", "2026-05-20", "") in after["Bridge"]
    assert [line for line in after["Bridge"] if not line[2]] == [("12", "2026-05-20", "")]
    assert after["Cat and cow"] == [("", "2026-05-20", "")]
    assert after["Walking"] == before["Walking"]
    assert "slowly" in said(page)
    assert "Accepted. The proposed exercises are in your programme from today." in said(page)
    assert "Proposed to you" not in said(page)
    back = next(form for form in ada.forms_of(page) if form.action.endswith("/undo"))
    assert ada.post(back.action, **dict(back.fields)).status_code == 303
    assert lines_of(ada) == before


def test_it_asks_which_of_the_untouched_starting_exercises_stop_now(
    maria: Person, ada: Person
) -> None:
    before = lines_of(ada)
    proposed(maria, ada, ready(maria))
    page = soup(ada.get("/programme"))
    boxes = page.select("input[name=ends]")
    starting = [str(box["value"]) for box in boxes]
    assert sorted(starting) == sorted(before.keys() - {"Bridge"})
    assert not any(box.has_attr("checked") for box in boxes), "nothing stops by itself"
    form = form_to(ada, "/programme", "/accept")
    assert {str(box["form"]) for box in boxes} == {
        str(page.select("form[action$=accept]")[0]["id"])
    }
    ends = starting[1:]
    assert ada.post(form.action, **dict(form.fields), ends=ends).status_code == 303
    after = lines_of(ada)
    goes_on = {name for name, lines in after.items() if lines[-1][2] == ""}
    assert goes_on == {"Bridge", "Cat and cow", starting[0]}
    back = form_to(ada, "/programme", "/undo")
    assert ada.post(back.action, **dict(back.fields)).status_code == 303
    assert lines_of(ada) == before
    boxes = soup(ada.get("/programme")).select("input[name=ends]")
    assert sorted(str(box["value"]) for box in boxes) == sorted(starting), "asked as before"


def test_a_programme_that_was_touched_keeps_all_that_is_not_ticked(
    maria: Person, ada: Person
) -> None:
    ada.send("/programme", "/programme/exercises", name="Side bend")
    ada.log("programme", exercise="Side bend", reps="8", starts_on="2026-05-01")
    proposed(maria, ada, ready(maria))
    boxes = soup(ada.get("/programme")).select("input[name=ends]")
    assert boxes
    assert not any(box.has_attr("checked") for box in boxes)
    assert "Side bend" not in [box["value"] for box in boxes]


@pytest.mark.both_databases
def test_an_acceptance_that_is_undone_brings_the_proposal_back(maria: Person, ada: Person) -> None:
    proposed(maria, ada, ready(maria))
    for _ in range(2):
        form = form_to(ada, "/programme", "/accept")
        assert ada.post(form.action, **dict(form.fields)).status_code == 303
        page = ada.get("/programme")
        assert "Proposed to you" not in said(page)
        back = next(form for form in ada.forms_of(page) if form.action.endswith("/undo"))
        for _ in range(2):  # a double tap
            assert ada.post(back.action, **dict(back.fields)).status_code == 303
        again = said(ada.get("/programme"))
        assert again.count("Proposed to you: After a spasm bridge now") == 1
        assert "slowly" in again


def test_a_clinician_is_told_that_a_proposal_was_accepted_unless_that_is_undone(
    maria: Person, ada: Person, clock: time_machine.Traveller
) -> None:
    patient = f"/patients/{proposed(maria, ada, ready(maria)).action.rpartition('/')[2]}"
    assert "Not read yet" in said(maria.get(patient))
    clock.shift(60)
    form = form_to(ada, "/programme", "/accept")
    assert ada.post(form.action, **dict(form.fields)).status_code == 303
    assert "accepted a proposal" in said(maria.get("/patients"))
    assert "Accepted 20 May 2026" in said(maria.get(patient))
    back = form_to(ada, "/programme", "/undo")
    assert "Accepted 20 May 2026" in said(ada.get("/care"))
    assert ada.post(back.action, **dict(back.fields)).status_code == 303
    assert "Accepted" not in said(maria.get(patient))
    assert "accepted a proposal" not in said(maria.get("/patients"))


def test_a_proposal_that_was_answered_and_accepted_says_both(maria: Person, ada: Person) -> None:
    patient = f"/patients/{proposed(maria, ada, ready(maria)).action.rpartition('/')[2]}"
    address = str(soup(ada.get("/care")).select('a[href$="/answer"]')[0]["href"])
    assert ada.send(address, words="Gladly.").status_code == 303
    form = form_to(ada, "/programme", "/accept")
    assert ada.post(form.action, **dict(form.fields)).status_code == 303
    page = said(maria.get(patient))
    assert "Accepted 20 May 2026" in page
    assert "answered, 20 May 2026 Gladly." in page


def test_what_a_proposal_changes_is_told_beside_what_is_done_today(
    maria: Person, ada: Person
) -> None:
    ada.log("programme", exercise="Bridge", reps="8", times_per_day="2", starts_on="2026-05-01")
    path = with_line(maria, new_template(maria), exercise="Bridge", reps="8", times_per_day="3")
    path = with_line(maria, path, exercise="Walking", minutes="30", days_per_week="7")
    proposed(maria, ada, path)
    page = said(ada.get("/programme"))
    now = (
        "now 8 times, 2 times a day, every day",
        "now 15 times, hold 3 s, once a day, every day",
    )
    assert "; ".join(now) in page
    assert "then 8 times, 3 times a day, every day" in page
    assert "Walking as now: 30 min, once a day, every day" in page


def test_the_page_says_whose_own_guide_a_proposal_replaces(maria: Person, ada: Person) -> None:
    proposed(maria, ada, ready(maria))
    assert "It also replaces" not in said(ada.get("/programme"))
    ada.send("/programme", "/programme/exercises", name="cat and COW")
    ada.log("guides", exercise="cat and COW", instructions="on a soft mat")
    ada.log("guides", exercise="Bridge", instructions="feet flat")
    page = said(ada.get("/programme"))
    assert "It also replaces what you saved on how you do: Cat and cow." in page


def test_what_is_as_the_template_has_it_already_stays_as_it_is(maria: Person, ada: Person) -> None:
    ada.send("/programme", "/programme/exercises", name="Cat and cow")
    ada.log("guides", exercise="Cat and cow", instructions="slowly")
    ada.log(
        "programme",
        exercise="Cat and cow",
        minutes="3",
        days_per_week="5",
        starts_on="2026-05-01",
        note="on the mat",
    )
    proposed(maria, ada, ready(maria))
    page = said(ada.get("/programme"))
    assert "Cat and cow as now: 3 min, once a day, 5 days a week" in page
    assert "It also replaces" not in page
    form = form_to(ada, "/programme", "/accept")
    assert ada.post(form.action, **dict(form.fields)).status_code == 303
    assert lines_of(ada)["Cat and cow"] == [("", "2026-05-01", "")]
    assert ("12", "2026-05-20", "") in lines_of(ada)["Bridge"]
    assert len(listed(ada, "guides")) == 1


def test_declined_it_is_gone_and_the_programme_as_it_was(maria: Person, ada: Person) -> None:
    before = lines_of(ada)
    proposed(maria, ada, ready(maria))
    form = form_to(ada, "/programme", "/decline")
    assert ada.post(form.action, **dict(form.fields)).status_code == 303
    assert lines_of(ada) == before
    assert "Proposed to you" not in said(ada.get("/programme"))
    assert ada.post(form.action, **dict(form.fields)).status_code == 404


def test_proposed_twice_by_a_double_tap_it_lies_there_once(maria: Person, ada: Person) -> None:
    form = proposed(maria, ada, ready(maria))
    assert maria.post(form.action, **dict(form.fields)).status_code == 303
    assert said(ada.get("/programme")).count("Proposed to you") == 1
    decline = form_to(ada, "/programme", "/decline")
    ada.post(decline.action, **dict(decline.fields))
    page = maria.follow(maria.post(form.action, **dict(form.fields)))
    assert "Proposed to you" not in said(ada.get("/programme"))
    assert "Not proposed again" in said(page)
    fresh = next(each for each in maria.forms_of(page) if each.action == form.action)
    maria.post(fresh.action, **dict(fresh.fields))
    assert "Proposed to you" in said(ada.get("/programme"))


def test_nobody_else_answers_a_proposal(maria: Person, ada: Person, charlie: Person) -> None:
    proposed(maria, ada, ready(maria))
    form = form_to(ada, "/programme", "/accept")
    token = charlie.token()
    for path in (form.action, form.action.replace("/accept", "/decline")):
        assert charlie.post(path, csrf_token=token).status_code == 404
        assert maria.post(path, csrf_token=maria.token()).status_code == 404


def test_who_has_no_templates_sees_nothing_of_them(ada: Person) -> None:
    assert "emplate" not in said(ada.get("/programme")) + said(ada.get("/"))
    assert "emplate" not in said(ada.get("/patients"))


@pytest.mark.both_databases
def test_an_archive_takes_templates_and_proposals_along(
    maria: Person, ada: Person, charlie: Person
) -> None:
    proposed(maria, ada, ready(maria))
    new_template(ada, "My own")
    content = ada.get("/export/journal.zip").data
    bring(charlie, ("journal.zip", content))
    assert "My own 0 exercises" in said(charlie.get("/templates"))
    assert "Proposed to you: After a spasm" in said(charlie.get("/programme"))
    again = look(charlie, ("journal.zip", content))
    assert not [form for form in charlie.forms_of(again) if form.action.endswith("/apply")]


def test_an_answered_proposal_does_not_come_back_with_an_archive(
    maria: Person, ada: Person
) -> None:
    ada.log("pain", kind="day_average", level="4")
    proposed(maria, ada, ready(maria))
    content = ada.get("/export/journal.zip").data
    form = form_to(ada, "/programme", "/decline")
    assert ada.post(form.action, **dict(form.fields)).status_code == 303
    page = look(ada, ("journal.zip", content))
    assert not [form for form in ada.forms_of(page) if form.action.endswith("/apply")]
    assert "Proposed to you" not in said(ada.get("/programme"))


def test_an_archive_brings_no_more_templates_than_can_be_kept(
    maria: Person, charlie: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready(maria)
    content = maria.get("/export/journal.zip").data
    of_one = replace(HOLDINGS["programme_templates"], most=1)
    monkeypatch.setitem(HOLDINGS, "programme_templates", of_one)
    new_template(charlie, "My own")
    page = look(charlie, ("journal.zip", content))
    assert "more programme templates than can be kept" in said(page)
    assert said(charlie.get("/templates")).count("0 exercises") == 1


def test_what_was_done_in_part_before_it_stopped_today_was_planned(
    maria: Person, ada: Person
) -> None:
    proposed(maria, ada, ready(maria))
    ada.log("exercises", exercise="Curl-up", outcome="partly", completed_at="2026-05-20T09:00")
    form = form_to(ada, "/programme", "/accept")
    ends = ["Curl-up", "Walking"]
    assert ada.post(form.action, **dict(form.fields), ends=ends).status_code == 303
    lines = lines_of(ada)
    assert [line[2] for line in lines["Curl-up"]] == ["2026-05-20"]
    assert "Walking" not in lines
    page = said(ada.get("/charts/exercise"))
    assert "Curl-up 0 done, 1 in part, of 1" in page
    assert "without being planned" not in page


def test_an_edit_of_a_starting_exercise_that_is_undone_leaves_it_as_the_journal_began(
    maria: Person, ada: Person
) -> None:
    proposed(maria, ada, ready(maria))
    (line,) = [line for line in listed(ada, "programme") if line["exercise"] == "Walking"]
    ada.send(f"/programme/{line['id']}/edit", minutes="10")
    ends, page = "input[name=ends][value=Walking]", ada.get("/programme")
    assert not soup(page).select(ends)
    undo = next(form for form in ada.forms_of(page) if form.action.endswith("/undo"))
    ada.post(undo.action, **dict(undo.fields))
    assert soup(ada.get("/programme")).select(ends)


def undone(person: Person, path: str) -> None:
    (undo,) = [form.action for form in person.forms_of(person.get(path)) if "/undo" in form.action]
    assert person.post(undo).status_code == 303
    assert "Undone: the template is back." in said(person.get(path))


def test_a_declined_proposal_and_a_deleted_template_are_there_again_by_undo(
    maria: Person, ada: Person
) -> None:
    template_path = ready(maria)
    proposed(maria, ada, template_path)
    ada.get("/programme")
    form = form_to(ada, "/programme", "/decline")
    assert ada.post(form.action, **dict(form.fields)).status_code == 303
    undone(ada, "/programme")
    assert "Proposed to you" in said(ada.get("/programme"))
    deleting = next(
        form
        for form in maria.forms_of(maria.get(template_path))
        if form.action.endswith("/delete")
    )
    before = said(maria.get(template_path))
    assert maria.post(deleting.action).status_code == 303
    undone(maria, "/templates")
    assert said(maria.get(template_path)) == before


def test_an_exercise_removed_from_a_template_comes_back_by_undo(maria: Person) -> None:
    path = ready(maria)
    before = str(soup(maria.get(path)).select_one("ul.programme"))
    maria.send(f"{path}/lines/1", f"{path}/lines/1/delete")
    page = maria.get(path)
    assert "“Cat and cow” is removed from this template." in said(page)
    undo = next(each for each in maria.forms_of(page) if each.action.endswith("/undo"))
    maria.post(undo.action, next=path)
    page = maria.get(path)
    assert "Undone: the exercise is in the template again." in said(page)
    assert str(soup(page).select_one("ul.programme")) == before


def test_an_exercise_does_not_come_back_into_a_template_that_was_changed_since(
    maria: Person,
) -> None:
    path = ready(maria)
    maria.send(f"{path}/lines/1", f"{path}/lines/1/delete")
    undo = next(each for each in maria.forms_of(maria.get(path)) if each.action.endswith("/undo"))
    with_line(maria, path, exercise="Walking", minutes="10")
    before = str(soup(maria.get(path)).select_one("ul.programme"))
    maria.post(undo.action, next=path)
    page = maria.get(path)
    assert "Undone" not in said(page)
    assert str(soup(page).select_one("ul.programme")) == before
