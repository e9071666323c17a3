"""What I use: named on a list, logged in one tap, asked about sooner than one's own rule."""

import io
import json
import zipfile

import pytest
import time_machine
from bs4 import Tag

from journal.web.support.openapi import document
from tests.people import Person
from tests.schemas import faults
from tests.web.apps import App, app_of
from tests.web.conftest import NOON
from tests.web.reading import listed, look, one, said, soup, undo
from tests.web.test_imports import archive_of, brought

HOUR = 3600
IBUPROFEN = {"name": "Ibuprofen", "method": "medicine", "dose": "400", "unit": "mg"}


@pytest.fixture(autouse=True)
def noon(clock: time_machine.Traveller) -> None:
    """The clock stands at noon UTC of 20 May 2026."""
    clock.move_to(NOON)


def tiles(person: Person, path: str = "/") -> list[str]:
    """What the controls for relief of a page say."""
    place = ".slide form > button" if path == "/" else ".tiles > form > button"
    return [" ".join(button.text.split()) for button in soup(person.get(path)).select(place)]


def tap(person: Person, name: str, path: str = "/") -> None:
    """Tap the control of that name."""
    for form in soup(person.get(path)).select("form[action$='/relief/new']"):
        fields = {str(field["name"]): str(field["value"]) for field in form.select("[name]")}
        if fields.get("name") == name:
            del fields["csrf_token"]
            assert person.post("/relief/new", **fields).status_code == 303
            return
    raise AssertionError(name)


def test_who_uses_none_sees_one_link_and_nothing_else(ada: Person) -> None:
    ada.post("/relief/new", method="cold")
    assert "Which one?" not in said(ada.get("/relief/new"))
    assert not soup(ada.get("/")).select("[popover][id^=ask-], .not-before")
    assert len(soup(ada.get("/more")).select("a[href$='/own/']")) == 1
    header = ada.get("/export/relief.csv").text.splitlines()[0]
    assert header.endswith("pain_after_60,episode_id,note")


def test_one_of_the_list_is_logged_in_one_tap_with_its_dose(ada: Person) -> None:
    ada.log("methods", **IBUPROFEN)
    assert tiles(ada)[0] == "Ibuprofen 400 mg"
    tap(ada, "Ibuprofen")
    entry = one(ada, "relief")
    assert {name: entry[name] for name in ("method", "name", "dose", "unit")} == {
        "method": "medicine",
        "name": "Ibuprofen",
        "dose": "400",
        "unit": "mg",
    }
    assert "Ibuprofen 400 mg Medicine" in said(ada.get("/"))
    assert "Ibuprofen 400 mg" in said(ada.get("/diary"))
    assert tiles(ada)[0] == "Ibuprofen 400 mg, used today"


def test_a_use_whose_dose_was_changed_since_counts_as_one_more_of_the_same(
    clock: time_machine.Traveller, ada: Person
) -> None:
    ada.log("methods", **IBUPROFEN)
    tap(ada, "Ibuprofen")
    clock.shift(HOUR)
    ada.post("/relief/new", **(IBUPROFEN | {"dose": "800"}))
    button = soup(ada.get("/")).select(".slide form > button")[0]
    assert button["data-uses"] == "2"
    assert str(button["data-used-at"]).startswith("2026-05-20T13:00")


def test_it_is_offered_in_a_spasm_and_belongs_to_it(ada: Person) -> None:
    ada.log("methods", **IBUPROFEN)
    ada.post("/episodes/start")
    assert tiles(ada, "/episodes/now")[0] == "Ibuprofen 400 mg"
    tap(ada, "Ibuprofen", "/episodes/now")
    assert one(ada, "relief")["episode_id"] == one(ada, "episodes")["id"]


def test_the_last_used_comes_first_from_the_next_day_on(
    clock: time_machine.Traveller, ada: Person
) -> None:
    for name in ("TENS belt", "Ibuprofen"):
        ada.log("methods", **(IBUPROFEN | {"name": name}))
        clock.shift(60)
    assert [name.split()[0] for name in tiles(ada)[:2]] == ["TENS", "Ibuprofen"]
    ada.post("/relief/new", method="cold")
    tap(ada, "TENS belt")
    clock.shift(60)
    tap(ada, "Ibuprofen")
    assert [name.split()[0] for name in tiles(ada)[:2]] == ["TENS", "Ibuprofen"]
    clock.shift(24 * HOUR)
    assert [name.split()[0] for name in tiles(ada)[:3]] == ["Ibuprofen", "TENS", "Cold"]


def test_what_is_imported_or_logged_for_an_earlier_day_is_in_the_order_at_once(
    ada: Person, charlie: Person
) -> None:
    charlie.log("relief", method="massage", applied_at="2026-05-18T09:00")
    older = charlie.get("/export/relief.csv").data
    assert brought(ada, look(ada, ("relief.csv", older))).status_code == 303
    assert tiles(ada)[0] == "Massage"
    ada.log("relief", method="cold", applied_at="2026-05-19T09:00")
    order = tiles(ada)
    assert order[:2] == ["Cold", "Massage"]
    ada.log("relief", method="massage", applied_at="2026-05-20T09:00")
    assert [name.split(",")[0] for name in tiles(ada)] == order


def question(person: Person, path: str = "/") -> Tag | None:
    """What is asked before it is logged again."""
    popover: Tag | None = soup(person.get(path)).select_one("[popover][id^=ask-]")
    return popover


def test_sooner_than_the_own_rule_it_asks_and_still_logs(
    clock: time_machine.Traveller, ada: Person
) -> None:
    ada.log("methods", **IBUPROFEN, not_before_hours="6")
    assert tiles(ada)[0] == "Ibuprofen 400 mg"
    tap(ada, "Ibuprofen")
    assert tiles(ada)[0] == "Ibuprofen 400 mg, used today not before 20:00"
    (button,) = soup(ada.get("/")).select(".slide form > button.used")
    assert button["type"] == "button"
    popover = question(ada)
    assert popover is not None
    assert popover["id"] == button["popovertarget"]
    words = " ".join(popover.text.split())
    assert "your own rule or your doctor’s. It is not advice from the journal." in words
    tap(ada, "Ibuprofen")
    assert len(listed(ada, "relief")) == 2
    clock.shift(6 * HOUR - 1)
    assert "not before 20:00" in tiles(ada)[0]
    clock.shift(1)
    assert "not before" not in tiles(ada)[0]


def test_a_page_carries_what_its_rule_counts_from(ada: Person) -> None:
    ada.log("methods", **IBUPROFEN, not_before_hours="6")
    ada.send("/relief/new", **IBUPROFEN, applied_at="2026-05-20T09:30")
    (form,) = soup(ada.get("/")).select("form[data-not-before-hours]")
    assert form["data-not-before-hours"] == "6"
    assert form["data-timed-at"] == "2026-05-20T07:30:00+00:00"
    assert "data-untimed-at" not in form.attrs


def test_past_midnight_the_rule_says_its_day(clock: time_machine.Traveller, ada: Person) -> None:
    ada.log("methods", **IBUPROFEN, not_before_hours="6")
    clock.shift(8 * HOUR + 39 * 60)
    tap(ada, "Ibuprofen")
    assert "not before Thu 04:39" in tiles(ada)[0]
    clock.shift(2 * HOUR)
    assert "not before 04:39" in " ".join(soup(ada.get("/?day=2026-05-21")).get_text(" ").split())


def test_the_rule_may_reach_into_another_day_and_into_a_spasm(ada: Person) -> None:
    ada.log("methods", **IBUPROFEN, not_before_hours="48")
    tap(ada, "Ibuprofen")
    ada.post("/episodes/start")
    assert tiles(ada, "/episodes/now")[0] == "Ibuprofen 400 mg not before Fri 14:00"
    assert question(ada, "/?day=2026-05-19") is None


def test_a_new_name_is_the_name_of_everything_logged_and_can_be_undone(ada: Person) -> None:
    ada.log("methods", **IBUPROFEN)
    tap(ada, "Ibuprofen")
    key = one(ada, "methods")["id"]
    ada.send(f"/methods/{key}/edit", name="Ibu", method="nsaid_cream")
    assert (one(ada, "relief")["name"], one(ada, "relief")["method"]) == ("Ibu", "nsaid_cream")
    undo(ada)
    assert (one(ada, "relief")["name"], one(ada, "relief")["method"]) == ("Ibuprofen", "medicine")
    assert one(ada, "methods")["name"] == "Ibuprofen"


def test_of_two_of_one_name_each_takes_its_own_dose_along(ada: Person) -> None:
    for dose in ("400", "600"):
        ada.log("methods", **(IBUPROFEN | {"dose": dose}))
        ada.post("/relief/new", **(IBUPROFEN | {"dose": dose}))
    key = next(item["id"] for item in listed(ada, "methods") if item["dose"] == "600")
    ada.send(f"/methods/{key}/edit", name="Ibuprofen forte")
    assert {entry["dose"]: entry["name"] for entry in listed(ada, "relief")} == {
        "400": "Ibuprofen",
        "600": "Ibuprofen forte",
    }


def test_a_used_one_is_retired_and_one_never_used_goes(ada: Person) -> None:
    ada.log("methods", **IBUPROFEN)
    tap(ada, "Ibuprofen")
    ada.log("methods", name="Mistake", method="own")
    for item in listed(ada, "methods"):
        assert ada.post(f"/methods/{item['id']}/delete").status_code == 303
    assert "Mistake taken off your list" in said(ada.get("/"))
    item = one(ada, "methods")
    assert (item["name"], item["retired_on"]) == ("Ibuprofen", "2026-05-20")
    assert not any("Ibuprofen" in name for name in tiles(ada))
    assert one(ada, "relief")["name"] == "Ibuprofen"
    page = soup(ada.get("/own/"))
    assert "Ibuprofen" in page.select_one("details").text  # type: ignore[union-attr]
    ada.send(f"/methods/{item['id']}/edit", retired_on="")
    assert "Ibuprofen" in tiles(ada)[0]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("method", ""),
        ("method", "magic"),
        ("dose", "0"),
        ("dose", "-1"),
        ("dose", "much"),
        ("unit", "x" * 21),
        ("not_before_hours", "0"),
        ("not_before_hours", "721"),
    ],
)
def test_bad_input_is_told_at_its_field_and_kept(ada: Person, field: str, value: str) -> None:
    answer = ada.post("/methods/new", **(IBUPROFEN | {"note": "with food", field: value}))
    assert answer.status_code == 422
    assert soup(answer).select(f"#{field}-problem-1")
    assert "with food" in answer.text
    assert listed(ada, "methods") == []


@pytest.mark.parametrize(
    ("typed", "dose"), [("0,5", "0.5"), ("1.50", "1.5"), ("007", "7"), ("2.000", "2")]
)
def test_a_dose_is_any_number_with_up_to_three_decimals(
    ada: Person, typed: str, dose: str
) -> None:
    ada.log("methods", **(IBUPROFEN | {"dose": typed}))
    assert one(ada, "methods")["dose"] == dose


def test_sent_twice_it_is_on_the_list_once(ada: Person) -> None:
    for _ in range(2):
        ada.post("/methods/new", **IBUPROFEN, client_key="11111111-0000-4000-8000-0000000000aa")
    assert len(listed(ada, "methods")) == 1


def test_a_stranger_finds_and_renames_nothing(ada: Person, charlie: Person) -> None:
    ada.log("methods", **IBUPROFEN)
    tap(ada, "Ibuprofen")
    key = one(ada, "methods")["id"]
    charlie.log("methods", **IBUPROFEN)
    assert charlie.get(f"/methods/{key}/edit").status_code == 404
    assert charlie.post(f"/methods/{key}/delete").status_code == 404
    charlie.send(f"/methods/{one(charlie, 'methods')['id']}/edit", name="Mine")
    assert one(ada, "relief")["name"] == "Ibuprofen"


def test_the_summary_tells_names_doses_and_days_of_the_month_but_no_note(ada: Person) -> None:
    ada.log("methods", **IBUPROFEN, note="hidden from everybody")
    for moment in ("2026-04-29T08:00", "2026-05-02T08:00", "2026-05-02T20:00", "2026-05-19T08:00"):
        ada.post("/relief/new", **IBUPROFEN, applied_at=moment, note="a secret")
    ada.post("/relief/new", method="tens", name="Blue belt")
    report = soup(ada.get("/report"))
    medicines = " ".join(report.select_one("[aria-labelledby=sheet-medicines]").text.split())  # type: ignore[union-attr]
    assert "Ibuprofen 400 mg 4 times, on 3 days." in medicines
    relief = " ".join(report.select_one("[aria-labelledby=sheet-relief]").text.split())  # type: ignore[union-attr]
    assert "Ibuprofen 400 mg 4 times, Blue belt 1 time." in relief
    assert "secret" not in report.text
    assert "hidden" not in report.text
    short = said(ada.get("/report?from=2026-05-18&to=2026-05-20"))
    assert "Ibuprofen 400 mg 1 time, on 1 day." in short


def test_the_archive_brings_list_and_history_back(ada: Person, charlie: Person) -> None:
    ada.log("methods", **IBUPROFEN, not_before_hours="6", note="with food")
    tap(ada, "Ibuprofen")
    archive = archive_of(ada)
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        assert "Ibuprofen" in files.read("methods.csv").decode()
        assert (
            files.read("relief.csv")
            .decode()
            .splitlines()[0]
            .endswith(",name,dose,unit,time_not_asked")
        )
    assert brought(charlie, look(charlie, ("archive.zip", archive))).status_code == 303
    assert one(charlie, "relief")["dose"] == "400"
    assert one(charlie, "methods")["not_before_hours"] == "6"
    assert "not before 20:00" in tiles(charlie)[0]


def test_an_app_reads_and_writes_the_list(ada: Person) -> None:
    app = app_of(ada, "read", "log")
    entry = app.log("methods", **(IBUPROFEN | {"dose": 12.5}))
    assert (entry["dose"], entry["unit"]) == ("12.5", "mg")
    relief = app.log("relief", method="medicine", name="Ibuprofen", dose="12.5", unit="mg")
    assert relief["name"] == "Ibuprofen"
    fhir = json.loads(ada.get("/export/fhir.json").text)
    tried = [
        entry["resource"]
        for entry in fhir["entry"]
        if entry["resource"].get("valueCodeableConcept", {}).get("text") == "Ibuprofen"
    ]
    assert [part["valueQuantity"] for part in tried[0]["component"]] == [
        {"value": 12.5, "unit": "mg"}
    ]


def test_two_alike_in_all_that_their_buttons_say_are_not_kept(ada: Person) -> None:
    ada.log("methods", **IBUPROFEN)
    for name in ("Ibuprofen", "ibuprofen"):
        answer = ada.send("/methods/new", **(IBUPROFEN | {"name": name}))
        assert answer.status_code == 422
        assert "“Ibuprofen” with this dose is in your list already." in said(answer)
    for change in ({"dose": "600"}, {"unit": "tablets"}, {"method": "own"}):
        ada.log("methods", **(IBUPROFEN | change))
    (first,) = [row for row in listed(ada, "methods") if row.items() >= IBUPROFEN.items()]
    path = f"/methods/{first['id']}/edit"
    assert ada.send(path, note="with food").status_code == 303
    assert ada.send(path, dose="600").status_code == 422
    assert ada.send(path, retired_on="2026-05-20").status_code == 303
    ada.log("methods", **IBUPROFEN)
    assert len(listed(ada, "methods")) == 5


SOONER = "Ibuprofen saved, 2 h after the one before; you set 4 h"


def told_last(person: Person) -> str:
    """What the next page tells of what was done last."""
    *_, message = soup(person.get("/")).select("#toast .message")
    assert message.select_one("#undo") is not None
    return " ".join(message.select("p")[0].text.split())


@pytest.fixture
def ruled(clock: time_machine.Traveller, ada: Person) -> Person:
    """Ada, who set 4 hours and used it 2 hours ago."""
    ada.log("methods", **IBUPROFEN, not_before_hours="4")
    ada.post("/relief/new", method="medicine", name="ibuprofen")
    assert told_last(ada) == "Ibuprofen saved"
    clock.shift(2 * HOUR)
    return ada


def test_a_page_that_was_open_before_is_told_of_the_rule(ruled: Person) -> None:
    ruled.post("/relief/new", method="medicine", name="Ibuprofen", dose="200", unit="mg")
    assert told_last(ruled) == SOONER.replace("Ibuprofen", "Ibuprofen 200 mg")
    assert len(listed(ruled, "relief")) == 2


def test_a_form_sent_twice_is_told_of_the_rule_both_times(ruled: Person) -> None:
    for _ in range(2):
        ruled.post("/relief/new", method="medicine", name="Ibuprofen", client_key="twice")
        assert told_last(ruled) == SOONER
    assert len(listed(ruled, "relief")) == 2


def test_a_tap_that_is_answered_in_place_is_told_of_the_rule(ruled: Person) -> None:
    answer = ruled.browser.post(
        "/relief/new",
        data={
            "csrf_token": ruled.token(),
            "next": "/",
            "method": "medicine",
            "name": "Ibuprofen",
        },
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 200
    assert SOONER in said(answer)


def test_what_waited_is_told_of_the_rule_by_when_it_was_typed(ruled: Person) -> None:
    ruled.post("/relief/new", method="medicine", name="Ibuprofen", typed_ago=str(3 * HOUR))
    assert told_last(ruled) == "Ibuprofen saved, 1 h before the next one; you set 4 h"


def test_of_much_that_arrives_at_once_what_came_too_soon_is_told(ruled: Person) -> None:
    ruled.post("/relief/new", method="medicine", name="Ibuprofen")
    for level in range(5):
        ruled.post("/pain/new", kind="now", level=str(level))
    paragraphs = soup(ruled.get("/")).select("#toast .message p")
    assert [" ".join(each.text.split()) for each in paragraphs] == [
        SOONER,
        "Pain now 3 saved",
        "Pain now 4 saved",
    ]


def test_an_edit_that_moves_a_use_is_told_of_the_rule_and_no_other_edit(
    clock: time_machine.Traveller, ruled: Person
) -> None:
    clock.shift(3 * HOUR)
    ruled.post("/relief/new", method="medicine", name="Ibuprofen")
    assert told_last(ruled) == "Ibuprofen saved again; last at 14:00"
    path = f"/relief/{listed(ruled, 'relief')[-1]['id']}/edit"
    ruled.send(path, applied_at="2026-05-20T16:00")
    assert told_last(ruled) == SOONER
    ruled.send(path, note="with food")
    assert told_last(ruled) == "Ibuprofen saved"


@pytest.fixture
def watch(ada: Person) -> App:
    """An app of Ada's that may read and log."""
    return app_of(ada)


@pytest.fixture
def button(ada: Person) -> App:
    """An app of Ada's that may only log."""
    return app_of(ada, "log")


def test_an_app_that_may_read_is_told_of_the_rule(watch: App, ruled: Person) -> None:
    entry = watch.log("relief", method="medicine", name="Ibuprofen")
    assert entry["sooner_than_set"] == {
        "minutes": 120,
        "hours_set": 4,
        "this_one": "later",
        "message": "Saved, 2 h after the one before; you set 4 h.",
    }
    assert faults(entry, document()["components"]["schemas"]["LoggedRelief"], document()) == []
    assert "sooner_than_set" not in (watch.get(f"/relief/{entry['id']}").json or {})
    earlier = watch.log(
        "relief", method="medicine", name="Ibuprofen", applied_at="2026-05-20T11:30+00:00"
    )
    assert earlier["sooner_than_set"]["this_one"] == "earlier"
    assert earlier["sooner_than_set"]["message"] == (
        "Saved, 30 min before the next one; you set 4 h."
    )
    assert "sooner_than_set" not in watch.log("relief", method="warmth")
    assert len(listed(ruled, "relief")) == 4


def test_an_app_that_may_only_log_learns_nothing_of_other_uses(button: App, ruled: Person) -> None:
    entry = button.log("relief", method="medicine", name="Ibuprofen")
    assert [*entry] == ["id"]
    assert len(listed(ruled, "relief")) == 2


def test_what_is_no_more_offered_has_no_rule(ruled: Person) -> None:
    ruled.send(f"/methods/{one(ruled, 'methods')['id']}/edit", retired_on="2026-05-20")
    ruled.post("/relief/new", method="medicine", name="Ibuprofen")
    assert told_last(ruled) == "Ibuprofen saved again; last at 14:00"


def test_a_relief_that_was_used_several_times_shows_how_often(ada: Person) -> None:
    ada.post("/episodes/start")
    spasm = one(ada, "episodes")["id"]
    for count in (1, 2, 3):
        ada.post("/relief/new", method="cold", episode_id=spasm)
        for path, control in (("/", "#relief-cold"), ("/episodes/now", "#try-cold")):
            marks = [mark.text[:-1] for mark in soup(ada.get(path)).select(f"{control} .uses")]
            assert marks == [str(count)] * (count > 1), path


def test_all_that_can_be_used_is_in_reach_in_one_order_and_what_was_used_is_marked(
    ada: Person,
) -> None:
    for number in range(9):
        ada.log("methods", name=f"Cream {number}", method="own")
    before = tiles(ada)
    assert len(before) == 9 + 8
    ada.post("/episodes/start")
    assert tiles(ada, "/episodes/now") == before
    assert not soup(ada.get("/episodes/now")).select("#more-tiles[open]")
    spasm = one(ada, "episodes")["id"]
    for method in ("rest", "medicine"):
        ada.post("/relief/new", method=method, episode_id=spasm)
    for path in ("/", "/episodes/now"):
        assert [tile.split(",")[0] for tile in tiles(ada, path)] == [*before, "Medicine"], path
        used = soup(ada.get(path)).select(".chip.used[id$=-rest], .chip.used[id$=-medicine]")
        assert len(used) == 2, path
    assert soup(ada.get("/episodes/now")).select("#more-tiles[open] .used")
