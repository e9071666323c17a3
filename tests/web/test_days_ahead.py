"""Who travels west may have entries of a day that has not begun where they are: they are seen."""

from datetime import timedelta

import pytest
import time_machine
from werkzeug.test import TestResponse

from tests.people import Person
from tests.web.conftest import joined
from tests.web.reading import listed, said, soup, words_of

pytestmark = pytest.mark.usefixtures("clock")

AHEAD = "2026-05-21"
"""Where the clocks are ahead; by the clock of these tests it is the twentieth in Berlin."""
NOTE = "Thu 21 May hasn’t begun in your time zone"


def moved(person: Person, zone: str) -> None:
    assert person.send("/account/", zone=zone).status_code == 303


@pytest.fixture
def ada(ada: Person) -> Person:
    """Somebody who logged where it was Thursday, and went back to where it is Wednesday."""
    moved(ada, "Pacific/Auckland")
    ada.log("episodes", started_at=f"{AHEAD}T00:00", ended_at=f"{AHEAD}T00:00", peak_level="7")
    ada.log("pain", kind="day_average", level="4")
    moved(ada, "Europe/Berlin")
    assert [row["day"] for row in listed(ada, "pain")] == [AHEAD]
    return ada


@pytest.mark.parametrize("query", ["", "?range=all", f"?from={AHEAD}", "?kind=pain"])
def test_the_diary_shows_them_and_says_that_the_day_has_not_begun(ada: Person, query: str) -> None:
    page = ada.get(f"/diary{query}")
    assert page.status_code == 200
    assert soup(page).select(f"#day-{AHEAD}")
    assert said(page).count(NOTE) == 1


def test_the_weeks_of_a_long_diary_have_them_too(ada: Person) -> None:
    ada.log("pain", kind="now", level="2", recorded_at="2024-05-02T10:00")
    page = ada.get("/diary?range=all")
    assert NOTE in said(page)
    cells = [words_of(cell) for cell in soup(page).select("tbody tr")[0].select("td")]
    assert cells[1:] == ["1", "0", "1"]


def test_today_leads_to_their_day(ada: Person) -> None:
    page = soup(ada.get("/"))
    assert [arrow["href"] for arrow in page.select(".days a.round")][1] == f"/?day={AHEAD}"
    (link,) = page.select("#today-logged p a")
    assert (link["href"], link.text) == (f"/?day={AHEAD}", "Thu 21 May")


def test_the_page_of_their_day_shows_them_and_asks_nothing(ada: Person) -> None:
    page = ada.get(f"/?day={AHEAD}")
    assert page.status_code == 200
    assert NOTE in said(page)
    assert len(soup(page).select("#today-logged .entry-line")) == 2
    assert [arrow["href"] for arrow in soup(page).select(".days a.round")] == ["/?day=2026-05-20"]
    assert not [form for form in ada.forms_of(page) if "level" in form.names]


def test_once_the_day_has_come_it_is_as_any_other(
    ada: Person, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(hours=12))
    assert len(soup(ada.get("/")).select("#today-logged .entry-line")) == 2
    for path in ("/", "/diary"):
        assert "begun" not in said(ada.get(path))


def test_what_was_said_of_that_day_can_be_changed(ada: Person) -> None:
    assert ada.get(f"/days/{AHEAD}/edit").status_code == 404
    moved(ada, "Pacific/Auckland")
    ada.send(f"/days/{AHEAD}/edit", sleep="5")
    moved(ada, "Europe/Berlin")
    assert ada.send(f"/days/{AHEAD}/edit", sleep="3").status_code == 303
    assert [row["sleep"] for row in listed(ada, "days")] == ["3"]


def test_when_its_last_entry_is_gone_its_page_leads_to_today(ada: Person) -> None:
    for slug in ("pain", "episodes"):
        (row,) = listed(ada, slug)
        ada.post(f"/{slug}/{row['id']}/delete", next=f"/?day={AHEAD}")
    answer = ada.get(f"/?day={AHEAD}")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert "begun" not in said(ada.get("/"))


def test_a_tap_on_that_page_is_answered_with_its_own_parts_alone(ada: Person) -> None:
    def deleted(slug: str) -> TestResponse:
        (row,) = listed(ada, slug)
        fields = {"csrf_token": ada.token(), "next": f"/?day={AHEAD}"}
        path = f"/{slug}/{row['id']}/delete"
        return ada.browser.post(path, data=fields, headers={"HX-Request": "true"})

    parts = soup(deleted("pain")).select("[id^=today-]")
    assert {part["id"] for part in parts} == {"today-week", "today-logged"}
    assert deleted("episodes").status_code == 303


def test_a_later_visit_to_come_does_not_stretch_the_diary(ada: Person) -> None:
    ada.log("events", what="visit", happened_at="2026-06-03T10:00")
    page = ada.get("/diary")
    assert soup(page).select("#day-2026-05-21")
    assert not soup(page).select("#day-2026-06-03")
    assert ada.get("/?day=2026-05-22").status_code == 404


def test_a_month_that_has_not_begun_is_drawn(ada: Person, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(days=11))
    kiri = joined(ada.app, "kiri", zone="Pacific/Kiritimati")
    kiri.log("pain", kind="day_average", level="4")
    moved(kiri, "America/New_York")
    page = kiri.get("/diary?range=all")
    assert page.status_code == 200
    assert "Jun 2026" in said(page)
