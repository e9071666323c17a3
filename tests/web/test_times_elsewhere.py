"""A time that was logged in another zone than the account has now says where that was."""

from datetime import UTC, datetime, timedelta

import pytest
from time_machine import Traveller

from tests.people import Person
from tests.web.reading import known, listed, said, soup, words_of

pytestmark = pytest.mark.usefixtures("clock")

DAY = "2026-05-20T"
"""It is 14:00 in Vienna, 13:00 in Lisbon and 08:00 in New York by the clock of these tests."""


def logged(person: Person) -> None:
    """A level, a relief and a spasm in Vienna."""
    person.log("pain", kind="now", level="4", recorded_at=DAY + "11:51")
    person.log("relief", method="warmth", applied_at=DAY + "12:20")
    person.log("episodes", started_at=DAY + "10:00", ended_at=DAY + "10:30", peak_level="5")


def moved(person: Person, zone: str, **settings: str) -> None:
    assert person.send("/account/", zone=zone, **settings).status_code == 303


def lines(person: Person, path: str, place: str) -> str:
    """The words of what a page lists."""
    return " ".join(words_of(part) for part in soup(person.get(path)).select(place))


@pytest.mark.parametrize(("path", "place"), [("/", "#today-logged"), ("/diary", ".diary-day")])
def test_a_list_says_where_the_clocks_showed_another_time(
    ada: Person, path: str, place: str
) -> None:
    logged(ada)
    plain = lines(ada, path, place)
    assert "11:51" in plain
    assert "Vienna" not in plain
    moved(ada, "Europe/Lisbon")
    words = lines(ada, path, place)
    for text in ("11:51 (Vienna)", "10:00 to 10:30 (Vienna)"):
        assert text in words
    assert "12:20 (Vienna)" in lines(ada, "/", "#today-logged")
    moved(ada, "Europe/Berlin")
    assert lines(ada, path, place) == plain


def test_what_is_logged_after_the_move_says_nothing_and_stands_by_its_moment(ada: Person) -> None:
    logged(ada)
    moved(ada, "Europe/Lisbon")
    ada.log("pain", kind="now", level="6", recorded_at=DAY + "11:40")
    for path, place in (("/", "#today-logged"), ("/diary", ".diary-day")):
        words = lines(ada, path, place)
        assert "11:40 (" not in words
        assert words.index("11:51 (Vienna)") < words.index("11:40")
    assert listed(ada, "pain")[0]["recorded_at"] == "2026-05-20T11:51:00+02:00"


def test_it_is_said_by_the_clock_of_the_account(ada: Person) -> None:
    logged(ada)
    moved(ada, "America/New_York", clock="12")
    assert "11:51 am (Vienna)" in lines(ada, "/", "#today-logged")


def test_a_city_of_two_words_is_written_as_two(ada: Person) -> None:
    moved(ada, "America/Argentina/Buenos_Aires")
    ada.log("relief", method="cold", applied_at=DAY + "08:15")
    moved(ada, "Europe/Vienna")
    assert "08:15 (Buenos Aires)" in lines(ada, "/", "#today-logged")


def test_the_spasm_that_is_on_says_where_it_began_without_a_network_too(ada: Person) -> None:
    ada.post("/episodes/start", ago="60")
    assert "Spasm since 13:00" in said(ada.get("/"))
    moved(ada, "Europe/Lisbon")
    assert "Spasm since 13:00 (Vienna)" in said(ada.get("/"))
    assert "since 13:00 (Vienna)" in said(ada.get("/episodes/now"))
    assert known(ada)["running"]["since"] == "13:00 (Vienna)"


def test_a_page_for_a_doctor_stays_as_it_is(ada: Person) -> None:
    logged(ada)
    moved(ada, "Europe/Lisbon")
    assert "(Vienna)" not in said(ada.get("/report"))


ASKED = "Is the spasm of"


def goes_on(ada: Person, clock: Traveller, began_in: str, moved_to: str, at: datetime) -> None:
    """A spasm that began in one zone, and the person in another one minute later."""
    clock.move_to(at)
    moved(ada, began_in)
    ada.post("/episodes/start", ago="0")
    clock.shift(60)
    moved(ada, moved_to)


def test_after_a_flight_east_a_spasm_is_not_of_the_day_before(
    ada: Person, clock: Traveller
) -> None:
    begun = datetime(2026, 5, 25, 21, 0, tzinfo=UTC)  # Mon 23:00 in Berlin, Tue 09:00 in Auckland
    goes_on(ada, clock, "Europe/Berlin", "Pacific/Auckland", begun)
    assert ASKED not in said(ada.get("/"))
    clock.shift(timedelta(hours=15, minutes=1))
    assert "Is the spasm of Tue 26 May still going?" in said(ada.get("/"))


def test_after_a_flight_west_a_spasm_is_of_the_day_before(ada: Person, clock: Traveller) -> None:
    begun = datetime(2026, 5, 25, 20, 0, tzinfo=UTC)  # Tue 08:00 in Auckland, Mon 22:00 in Berlin
    goes_on(ada, clock, "Pacific/Auckland", "Europe/Berlin", begun)
    assert ASKED not in said(ada.get("/"))
    clock.shift(timedelta(hours=3))
    assert "Is the spasm of Mon 25 May still going?" in said(ada.get("/"))
