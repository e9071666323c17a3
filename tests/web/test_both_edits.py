"""One thing edited on two devices: each keeps what it changed, and what both changed is asked."""

import pytest

from journal.core.account.reminders import Reminder
from journal.core.diary.agreed_end import AgreedEnd
from journal.core.model.inputs import Input, columns
from journal.core.model.kinds import RECORDS
from journal.core.model.programme_template import TemplateLine
from tests.people import Person
from tests.web.reading import beside, listed, one, problems, said, soup, texts, typed, undo
from tests.web.test_offline import send
from tests.web.test_programme import paths

pytestmark = pytest.mark.usefixtures("clock")

DAY = "/days/2026-05-19/edit"
NOON = "2026-05-20T"

Fields = dict[str, list[str]]


def opened_twice(person: Person, path: str) -> tuple[Fields, Fields]:
    """What the form of a page would send untouched, on each of two devices."""
    first, second = (texts(person.form(path)) for _ in range(2))
    return first, second


def spasm(person: Person, **fields: str) -> str:
    """The address of the form of a spasm from 10:00 to 10:30."""
    times = {"started_at": NOON + "10:00", "ended_at": NOON + "10:30"}
    person.log("episodes", **times, **fields)
    return f"/episodes/{one(person, 'episodes')['id']}/edit"


def answers_of(person: Person) -> set[str]:
    """The answers to the person's own questions about the only day."""
    return {*one(person, "days")["factors"].split("|")}


LOGGED = [
    ("pain", {"kind": "now", "level": "4"}, {"level": "5"}, {"interference": "2"}),
    ("episodes", {"peak_level": "4"}, {"peak_level": "5"}, {"symptoms": ["aching"]}),
    ("exercises", {"exercise": "Bridge", "reps": "4"}, {"reps": "5"}, {"outcome": "partly"}),
    ("relief", {"method": "cold"}, {"minutes": "9"}, {"pain_before": "3"}),
    ("programme", {"exercise": "Bridge", "starts_on": "2026-05-20"}, {"reps": "5"}, {"sets": "2"}),
]


@pytest.mark.parametrize(("slug", "fields", "one_change", "other_change"), LOGGED)
def test_what_each_device_changed_stays(
    ada: Person, slug: str, fields: dict[str, str], one_change: Fields, other_change: Fields
) -> None:
    ada.log(slug, **fields)
    entry = listed(ada, slug)[-1] if slug == "programme" else one(ada, slug)
    path = f"/{slug}/{entry['id']}/edit"
    first, second = opened_twice(ada, path)
    assert ada.post(path, **first | one_change).status_code == 303
    assert ada.post(path, **second | other_change).status_code == 303
    after = next(each for each in listed(ada, slug) if each["id"] == entry["id"])
    changes = {
        name: "|".join(text) if isinstance(text, list) else text
        for name, text in {**one_change, **other_change}.items()
    }
    assert after == entry | changes


def test_of_a_day_that_two_devices_answered_both_answers_stay(ada: Person) -> None:
    first, second = opened_twice(ada, DAY)
    assert ada.post(DAY, **first | {"sleep": "7", "note": "of the phone"}).status_code == 303
    assert ada.post(DAY, **second | {"stress": "yes"}).status_code == 303
    row = one(ada, "days")
    assert (row["sleep"], row["stress"], row["note"]) == ("7", "yes", "of the phone")


def test_own_questions_are_asked_one_by_one(ada: Person) -> None:
    ada.log("topics", name="Coffee", kind="yes_no")
    ada.log("topics", name="Mood", kind="level")
    first, second = opened_twice(ada, DAY)
    assert ada.post(DAY, **first | {"factors": ["Coffee=yes", ""]}).status_code == 303
    assert ada.post(DAY, **second | {"factors": ["", "Mood=7"]}).status_code == 303
    assert answers_of(ada) == {"Coffee=yes", "Mood=7"}
    answer = ada.post(DAY, **second | {"factors": ["Coffee=no", "Mood=7"], "client_key": "other"})
    assert answer.status_code == 409
    assert beside(answer) == {"factors": "Elsewhere it says: Coffee: yes"}
    assert not soup(answer).select("input[name=take]")
    assert ada.post(DAY, **typed(answer)).status_code == 303
    assert answers_of(ada) == {"Coffee=no", "Mood=7"}


@pytest.mark.parametrize(("choice", "after"), [({}, "mine"), ({"take": "note"}, "theirs")])
def test_only_what_both_changed_is_asked_and_either_can_be_kept(
    ada: Person, choice: dict[str, str], after: str
) -> None:
    path = spasm(ada)
    first, second = opened_twice(ada, path)
    ada.post(path, **first | {"note": "theirs", "regions": ["neck_left"]})
    answer = ada.post(path, **second | {"note": "mine", "peak_level": "6"})
    assert answer.status_code == 409
    assert beside(answer) == {"note": "Elsewhere it says: theirs"}
    fields = typed(answer)
    assert (fields["note"], fields["regions"]) == (["mine"], ["neck_left"])
    assert one(ada, "episodes")["note"] == "theirs"
    assert ada.post(path, **fields | choice).status_code == 303
    row = one(ada, "episodes")
    assert (row["note"], row["regions"], row["peak_level"]) == (after, "neck_left", "6")


def test_what_was_changed_elsewhere_is_shown_in_words(ada: Person) -> None:
    path = spasm(ada)
    first, second = opened_twice(ada, path)
    theirs = {"ended_at": NOON + "11:05", "regions": ["neck_left"], "onset": "sudden"}
    ada.post(path, **first | theirs)
    mine = {"ended_at": NOON + "10:45", "regions": ["neck_right"], "onset": "gradual"}
    assert beside(ada.post(path, **second | mine)) == {
        "ended_at": "Elsewhere it says: 20 May 2026, 11:05",
        "regions": "Elsewhere it says: Neck, left",
        "onset": "Elsewhere it says: Suddenly",
    }


def test_what_was_emptied_elsewhere_is_shown_as_nothing(ada: Person) -> None:
    path = spasm(ada, note="first")
    first, second = opened_twice(ada, path)
    ada.post(path, **first | {"note": ""})
    answer = ada.post(path, **second | {"note": "mine"})
    assert beside(answer) == {"note": "Elsewhere it says: nothing"}


def test_the_same_change_on_both_devices_is_no_question(ada: Person) -> None:
    path = spasm(ada)
    first, second = opened_twice(ada, path)
    ada.post(path, **first | {"peak_level": "6"})
    assert ada.post(path, **second | {"peak_level": "6", "note": "more"}).status_code == 303
    assert (one(ada, "episodes")["peak_level"], one(ada, "episodes")["note"]) == ("6", "more")


@pytest.mark.parametrize(
    ("mine", "status"), [({"stress": "yes"}, 204), ({"sleep": "2", "stress": "yes"}, 409)]
)
def test_a_form_that_waited_for_the_network_is_taken_alike(
    ada: Person, mine: dict[str, str], status: int
) -> None:
    first, second = opened_twice(ada, DAY)
    ada.post(DAY, **first | {"sleep": "7"})
    waited = {name: values[0] for name, values in second.items()} | mine | {"typed_ago": "600"}
    answer = send(ada, DAY, **waited)
    assert answer.status_code == status
    row = one(ada, "days")
    assert (row["sleep"], row["stress"]) == ("7", "yes" if status == 204 else "")
    if status == 409:
        assert beside(answer) == {"sleep": "Elsewhere it says: 7"}
        assert typed(answer)["sleep"] == ["2"]


def test_another_zone_and_another_note_go_together_and_the_moments_stay(ada: Person) -> None:
    path = spasm(ada)
    first, second = opened_twice(ada, path)
    moved = {"zone": "Europe/Lisbon", "started_at": NOON + "09:00", "ended_at": NOON + "09:30"}
    assert ada.post(path, **first | moved).status_code == 303
    assert ada.post(path, **second | {"note": "mine"}).status_code == 303
    row = one(ada, "episodes")
    assert (row["started_at"], row["note"]) == ("2026-05-20T09:00:00+01:00", "mine")


def test_a_time_typed_beside_another_zone_stays_the_moment_it_was(ada: Person) -> None:
    path = spasm(ada)
    first, second = opened_twice(ada, path)
    moved = {"zone": "Europe/Lisbon", "started_at": NOON + "09:00", "ended_at": NOON + "09:30"}
    assert ada.post(path, **first | moved).status_code == 303
    assert ada.post(path, **second | {"ended_at": NOON + "11:00"}).status_code == 303
    row = one(ada, "episodes")
    assert row["ended_at"] == "2026-05-20T10:00:00+01:00"


def test_the_later_of_two_equal_times_stays_the_later(ada: Person) -> None:
    times = {"started_at": "2025-10-26T01:30", "ended_at": "2025-10-26T01:45"}
    ada.log("episodes", **times)
    path = f"/episodes/{one(ada, 'episodes')['id']}/edit"
    first, second = opened_twice(ada, path)
    later = {"ended_at": "2025-10-26T02:30", "ended_at_later": "yes"}
    assert ada.post(path, **first | later).status_code == 303
    assert ada.post(path, **second | {"note": "mine"}).status_code == 303
    assert one(ada, "episodes")["ended_at"] == "2025-10-26T02:30:00+01:00"


def test_two_changes_that_cannot_be_together_are_said_at_their_field(ada: Person) -> None:
    path = f"/programme/{listed(ada, 'programme')[-1]['id']}/edit"
    first, second = opened_twice(ada, path)
    assert ada.post(path, **first | {"ends_on": "2026-05-21"}).status_code == 303
    answer = ada.post(path, **second | {"starts_on": "2026-05-22", "note": "mine"})
    assert answer.status_code == 422
    assert "ends_on" in problems(answer)
    fields = typed(answer)
    assert (fields["starts_on"], fields["ends_on"]) == (["2026-05-22"], ["2026-05-21"])
    assert ada.post(path, **fields | {"ends_on": "2026-05-23"}).status_code == 303
    assert listed(ada, "programme")[-1]["note"] == "mine"


def test_what_was_changed_elsewhere_and_undone_there_is_no_question(ada: Person) -> None:
    path = spasm(ada)
    first, second = opened_twice(ada, path)
    assert ada.post(path, **first | {"note": "theirs"}).status_code == 303
    undo(ada)
    assert ada.post(path, **second | {"peak_level": "6"}).status_code == 303
    row = one(ada, "episodes")
    assert (row["note"], row["peak_level"]) == ("", "6")


def test_a_level_and_what_it_is_of_never_come_from_two_places(ada: Person) -> None:
    ada.log("pain", kind="day_average", level="4")
    path = f"/pain/{one(ada, 'pain')['id']}/edit"
    first, second = opened_twice(ada, path)
    assert ada.post(path, **first | {"kind": "now"}).status_code == 303
    answer = ada.post(path, **second | {"level": "5"})
    assert answer.status_code == 409
    assert beside(answer) == {
        "kind": "Elsewhere it says: Right now",
        "level": "Elsewhere it says: 4",
    }
    assert "Choose what to keep in 2 fields" in said(answer)
    assert one(ada, "pain")["level"] == "4"


BRIDGE = {"exercise": "Bridge", "reps": "4", "sets": "2"}
IBUPROFEN = {"method": "medicine", "name": "Ibuprofen", "dose": "400", "unit": "mg"}

PARTS = [
    ("exercises", BRIDGE, {"exercise": "Curl-up", "sets": "3"}, {"reps": "12"}, "sets"),
    ("exercises", BRIDGE, {"exercise": "Curl-up"}, {"hold_seconds": "9"}, ""),
    ("exercises", BRIDGE, {"difficulty": "too_easy"}, {"exercise": "Curl-up"}, ""),
    ("programme", BRIDGE, {"exercise": "Curl-up"}, {"days_per_week": "3"}, ""),
    ("relief", {"method": "cold"}, {"method": "warmth"}, {"minutes": "20"}, ""),
    ("relief", IBUPROFEN, {"name": "Aspirin"}, {"dose": "600", "minutes": "9"}, ""),
    ("methods", IBUPROFEN, {"name": "Aspirin"}, {"not_before_hours": "8"}, ""),
    (
        "episodes",
        {"started_at": NOON + "10:00", "ended_at": NOON + "10:30"},
        {"started_at": NOON + "09:50"},
        {"ended_at": NOON + "11:00"},
        "",
    ),
    ("events", {"what": "visit", "name": "Ada"}, {"what": "injection"}, {"name": "Bo"}, ""),
    ("goals", {"goal": "Walk"}, {"goal": "Swim"}, {"happened": "yes"}, ""),
    (
        "abilities",
        {"activity_1": "Walk", "ability_1": "4"},
        {"activity_1": "Swim"},
        {"ability_1": "6"},
        "",
    ),
    ("guides", {"exercise": "Bridge"}, {"exercise": "Curl-up"}, {"instructions": "Lie"}, ""),
    ("topics", {"name": "Coffee", "kind": "yes_no"}, {"name": "Tea"}, {"kind": "level"}, ""),
    ("flareplans", {"note": "rest"}, {"first_days": "5"}, {"first_percent": "25"}, ""),
]


@pytest.mark.parametrize(("slug", "fields", "theirs", "mine", "also_asked"), PARTS)
def test_what_nobody_logged_is_never_put_together_of_two_edits(
    ada: Person,
    slug: str,
    fields: dict[str, str],
    theirs: dict[str, str],
    mine: dict[str, str],
    also_asked: str,
) -> None:
    begun = {"starts_on": "2026-05-20"} if slug == "programme" else {}
    earlier = listed(ada, slug)
    ada.log(slug, **fields, **begun)
    (before,) = [entry for entry in listed(ada, slug) if entry not in earlier]
    path = f"/{slug}/{before['id']}/edit"
    first, second = opened_twice(ada, path)
    assert ada.post(path, **first | theirs).status_code == 303
    saved = listed(ada, slug)
    answer = ada.post(path, **second | mine)
    assert answer.status_code == 409
    names = {*theirs, *mine, also_asked} - {""}
    assert {*beside(answer)} == names
    assert listed(ada, slug) == saved
    takes = {"take": sorted(names)}
    assert ada.post(path, **typed(answer) | takes).status_code == 303
    assert {name: listed(ada, slug)[-1][name] for name in theirs} == {
        name: saved[-1][name] for name in theirs
    }


@pytest.mark.parametrize("kind", [*RECORDS.values(), TemplateLine, Reminder, AgreedEnd])
def test_what_belongs_together_are_fields(kind: type[Input]) -> None:
    names = {column.name for column in columns(kind)}
    assert {name for group in kind.TOGETHER for name in group} <= names


def test_to_rename_an_exercise_is_no_edit_of_what_was_done(ada: Person) -> None:
    ada.log("exercises", **BRIDGE)
    path = f"/exercises/{one(ada, 'exercises')['id']}/edit"
    first, second = opened_twice(ada, path)
    assert ada.post(path, **first | {"note": "theirs"}).status_code == 303
    assert ada.post(paths(ada, "Bridge")["rename"], name="Lift").status_code == 303
    assert ada.post(path, **second | {"reps": "12"}).status_code == 303
    row = one(ada, "exercises")
    assert (row["exercise"], row["reps"], row["note"]) == ("Lift", "12", "theirs")


def test_a_dose_and_its_unit_never_come_from_two_places(ada: Person) -> None:
    ada.log("relief", method="medicine", name="Ibuprofen", dose="400", unit="mg")
    path = f"/relief/{one(ada, 'relief')['id']}/edit"
    first, second = opened_twice(ada, path)
    assert ada.post(path, **first | {"dose": "1", "unit": "tablet"}).status_code == 303
    answer = ada.post(path, **second | {"dose": "600", "note": "mine"})
    assert answer.status_code == 409
    assert beside(answer) == {
        "dose": "Elsewhere it says: 1",
        "unit": "Elsewhere it says: tablet",
    }
    assert ada.post(path, **typed(answer)).status_code == 303
    row = one(ada, "relief")
    assert (row["dose"], row["unit"], row["note"]) == ("600", "mg", "mine")


@pytest.mark.parametrize("origin", ["", "{", '{"peak_level": "eleven"}'])
def test_a_form_of_before_that_does_not_say_what_it_was_opened_with_asks(
    ada: Person, origin: str
) -> None:
    path = spasm(ada)
    first, second = opened_twice(ada, path)
    ada.post(path, **first | {"note": "theirs"})
    answer = ada.post(path, **second | {"opened": origin, "peak_level": "6"})
    assert answer.status_code == 409
    assert {*beside(answer)} == {"note", "peak_level"}
    assert one(ada, "episodes")["note"] == "theirs"


def test_what_was_typed_with_an_old_token_still_says_what_it_was_opened_with(ada: Person) -> None:
    path = spasm(ada)
    form = texts(ada.form(path)) | {"note": "mine", "csrf_token": "old"}
    answer = ada.post(path, **form)
    assert answer.status_code == 400
    (field,) = soup(answer).select("input[name=opened]")
    assert [field["value"]] == form["opened"]
    assert not soup(answer).find("label", string="opened")


def test_words_for_a_doctor_from_two_devices_both_stay(ada: Person) -> None:
    path = "/report"
    forms = [ada.get(path) for _ in range(2)]
    first, second = (
        texts(next(form for form in ada.forms_of(page) if "questions" in form.names))
        for page in forms
    )
    assert ada.post(path, **first | {"name": "Ada L."}).status_code == 303
    assert ada.post(path, **second | {"questions": "Why?"}).status_code == 303
    words = said(ada.get(path))
    assert "Ada L." in words
    assert "Why?" in words


def test_what_is_asked_of_words_for_a_doctor_is_read_with_its_field(ada: Person) -> None:
    ada.post("/report", name="Ada", questions="", version="0")
    answer = ada.post("/report", name="A. Lovelace", questions="", version="0")
    assert beside(answer) == {"name": "Elsewhere it says: Ada"}
    (field,) = soup(answer).select("#name")
    assert str(field["aria-describedby"]).split() == ["name-beside"]


def test_an_agreed_end_from_two_devices_keeps_both(ada: Person) -> None:
    first, second = opened_twice(ada, "/off-ramp")
    assert ada.post("/off-ramp", **first | {"weeks": "8"}).status_code == 303
    assert ada.post("/off-ramp", **second | {"helped": "walking"}).status_code == 303
    fields = texts(ada.form("/off-ramp"))
    assert (fields["weeks"], [text.strip() for text in fields["helped"]]) == (["8"], ["walking"])
