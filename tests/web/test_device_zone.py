"""On a device whose clocks show another time than the account's, each time says where it is."""

import pytest

from tests.people import Person
from tests.web.reading import soup, words_of

pytestmark = pytest.mark.usefixtures("clock")

NOW = "2026-05-20T"
"""It is 14:00 in Vienna, 21:00 in Tokyo by the clock of these tests."""
MEDICINE = {"method": "medicine", "name": "Ibuprofen"}


def carried_to(person: Person, zone: str) -> None:
    """Their device says that it is in a zone, as its script does."""
    person.browser.set_cookie("device_zone", zone)


def logged(person: Person) -> None:
    """A medicine with a rule, and the spasm that is on."""
    person.log("methods", **MEDICINE, not_before_hours="6")
    person.log("relief", **MEDICINE, applied_at=NOW + "11:51")
    person.log("episodes", started_at=NOW + "13:30", ended_at="")


def words(person: Person, path: str) -> str:
    """All that a page says."""
    return words_of(soup(person.get(path)).select_one("main") or soup(person.get(path)))


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Nowhere/Atlantis", "", "Europe/Vienna"])
def test_where_the_clocks_show_the_same_nothing_is_said(ada: Person, zone: str) -> None:
    logged(ada)
    plain = [words(ada, path) for path in ("/", "/episodes/now", "/relief/new")]
    carried_to(ada, zone)
    assert [words(ada, path) for path in ("/", "/episodes/now", "/relief/new")] == plain
    assert "(Vienna)" not in " ".join(plain)


def test_a_traveller_reads_of_each_time_where_it_is(ada: Person) -> None:
    logged(ada)
    words(ada, "/")  # kept as it was at home
    carried_to(ada, "Asia/Tokyo")
    for path in ("/", "/episodes/now"):
        text = words(ada, path)
        assert "not before 17:51 (Vienna)" in text
        assert "since 13:30 (Vienna)" in text
        assert "Times are in Europe/Vienna. This device is in Asia/Tokyo." in text
    assert "11:51 (Vienna)" in words(ada, "/")
    assert "13:30 (Vienna)" in words(ada, "/diary")


def test_a_form_says_by_which_clock_its_times_are(ada: Person) -> None:
    carried_to(ada, "Asia/Tokyo")
    assert "By the clock in Vienna." in words(ada, "/relief/new")
    (field,) = soup(ada.get("/relief/new")).select("#applied_at")
    assert field["value"] == NOW + "14:00"


def test_the_line_leads_to_the_zone_of_the_device_which_is_saved_by_one_tap(ada: Person) -> None:
    carried_to(ada, "Asia/Tokyo")
    (link,) = soup(ada.get("/")).select("#elsewhere a")
    page = soup(ada.get(str(link["href"]).partition("#")[0]))
    (option,) = page.select("#zone option[selected]")
    assert words_of(option) == "Asia/Tokyo"
    (field,) = page.select("[name=shown_zone]")
    assert field["value"] == "Europe/Vienna"
    ada.send("/account/", zone="Asia/Tokyo")
    assert not soup(ada.get("/")).select("#elsewhere")


@pytest.mark.parametrize("slug", ["methods", "topics"])
def test_a_form_without_times_does_not_say_of_which_zone_they_are(ada: Person, slug: str) -> None:
    page = soup(ada.get(f"/{slug}/new"))
    assert "Times are in" not in page.text
    (field,) = page.select("form.entry [name=zone]")
    assert field["value"] == "Europe/Vienna"
    assert "Times are in" in soup(ada.get("/relief/new")).text
