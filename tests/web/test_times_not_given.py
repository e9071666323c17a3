"""What was tapped for an earlier day has no time that anybody gave: none is shown of it."""

import json

import pytest

from journal.web.support import once
from tests.people import Person, forms
from tests.web.apps import app_of
from tests.web.reading import bring, listed, one, said, soup, words_of
from tests.web.test_imports import archive_of

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.both_databases]

YESTERDAY = "/?day=2026-05-19"


def tap(person: Person, name: str, value: str, **sent_beside: str) -> None:
    """Tap the control of yesterday that sends a value."""
    texts = [dict(form.fields) for form in forms(person.get(YESTERDAY).text)]
    fields = next(each for each in texts if each.get(name) == value)
    path = "/exercises/new" if name == "exercise" else "/relief/new"
    assert person.post(path, **fields | sent_beside).status_code == 303


def lines(person: Person) -> list[str]:
    """What yesterday lists."""
    return [words_of(line) for line in soup(person.get(YESTERDAY)).select("#today-logged .what")]


def test_no_time_is_shown_of_a_tap_on_an_earlier_day(ada: Person) -> None:
    tap(ada, "method", "cold")
    tap(ada, "exercise", "Bridge")
    assert [line for line in lines(ada) if "12:00" in line] == []
    assert sum("no time given" in line for line in lines(ada)) == 2
    for path in ("/diary", "/report"):
        assert "12:00" not in said(ada.get(path)), path
    assert "Cold, no time given" in said(ada.get("/report"))


def test_a_time_that_was_typed_is_shown(ada: Person) -> None:
    ada.send("/relief/new", method="cold", applied_at="2026-05-19T12:00")
    assert any("12:00" in line for line in lines(ada))


def test_a_time_that_is_given_later_is_shown(ada: Person) -> None:
    tap(ada, "method", "cold")
    path = f"/relief/{one(ada, 'relief')['id']}/edit"
    assert "No time given" in said(ada.get(path))
    ada.send(path, note="on the sofa")
    assert "no time given" in lines(ada)[0]
    ada.send(path, applied_at="2026-05-19T13:30")
    assert "13:30" in lines(ada)[0]
    assert "No time given" not in said(ada.get(path))


def test_noon_can_be_given_too(ada: Person) -> None:
    tap(ada, "method", "cold")
    path = f"/relief/{one(ada, 'relief')['id']}/edit"
    ada.send(path, time_not_asked="")
    assert "12:00" in lines(ada)[0]


def test_a_page_that_is_open_since_an_earlier_version_is_understood(ada: Person) -> None:
    tap(ada, "method", "cold", time_not_asked="1")
    assert "no time given" in lines(ada)[0]


def test_what_was_saved_before_an_upgrade_and_is_sent_again_is_saved_once(
    ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    tapped = next(
        form for form in forms(ada.get(YESTERDAY).text) if ("method", "cold") in form.fields
    )
    fields = dict(tapped.fields) | {"time_not_asked": "1"}
    with monkeypatch.context() as earlier:
        earlier.setattr(once, "NOT_CONTENT", once.NOT_CONTENT | {"time_not_asked"})
        assert ada.post("/relief/new", **fields).status_code == 303
    assert ada.post("/relief/new", **fields).status_code == 303
    assert len(listed(ada, "relief")) == 1


def test_files_and_apps_are_told_and_bring_it_back(ada: Person, charlie: Person) -> None:
    tap(ada, "method", "cold")
    tap(ada, "exercise", "Bridge")
    app = app_of(ada, "read", "log")
    for slug in ("relief", "exercises"):
        (row,) = listed(ada, slug)
        assert row["time_not_asked"] == "yes"
        (record,) = (app.get(f"/{slug}").json or {})["records"]
        assert record["time_not_asked"] is True
    bring(charlie, ("journal.zip", archive_of(ada)))
    assert sum("no time given" in line for line in lines(charlie)) == 2


def test_a_file_for_a_clinic_has_the_day_alone(ada: Person) -> None:
    tap(ada, "method", "cold")
    (text,) = (
        entry["resource"]["effectiveDateTime"]
        for entry in json.loads(ada.get("/export/fhir.json").text)["entry"]
        if entry["resource"].get("valueCodeableConcept", {}).get("text") == "cold"
    )
    assert text == "2026-05-19"


def test_a_header_is_as_before_where_every_time_was_given(ada: Person) -> None:
    ada.send("/relief/new", method="cold", applied_at="2026-05-19T12:00")
    assert "time_not_asked" not in one(ada, "relief")
