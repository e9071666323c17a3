"""What the journal is for, done in each engine."""

import pytest

from tests.engines.conftest import Person

SAVED = "document.querySelector('#toast').textContent.includes({text!r})"


def test_a_day_is_one_tap_and_what_was_tapped_is_shown(person: Person) -> None:
    window = person.window
    window.tap("#pain-6")
    window.wait_for(SAVED.format(text="Pain 6 saved"))
    assert window.evaluate("document.querySelector('#pain-6').ariaPressed") == "true"
    assert [(it["kind"], it["level"]) for it in person.records("pain")] == [("day_average", "6")]


def test_nothing_moves_when_something_is_tapped(person: Person) -> None:
    window = person.window
    where = "JSON.stringify([scrollY, document.querySelector('#pain-3').getBoundingClientRect()])"
    window.place("#pain-3")
    before = window.evaluate(where)
    window.tap("#pain-3")
    window.wait_for(SAVED.format(text="Pain 3 saved"))
    assert window.evaluate(where) == before


def test_two_taps_at_one_place_are_one_entry(person: Person) -> None:
    window = person.window
    place = window.place("#today-exercises .tap")
    window.tap_at(*place)
    window.tap_at(*place)
    window.wait_for(SAVED.format(text="done"))
    assert len(person.records("exercises")) == 1
    assert person.records("pain") == []
    assert person.records("episodes") == []


def test_a_spasm_is_started_rated_and_ended(person: Person) -> None:
    window = person.window
    window.tap("#start-0")
    window.wait_for(
        "document.querySelector('#end-spasm') && location.pathname === '/episodes/now'"
    )
    window.tap("#now-7")
    window.wait_for(SAVED.format(text="Pain 7 saved"))
    window.tap("#end-spasm")
    window.wait_for("location.pathname.endsWith('/ended')")
    (spasm,) = person.records("episodes")
    assert spasm["ended_at"]
    assert spasm["peak_level"] == "7"


@pytest.mark.parametrize("width", [360, 390])
@pytest.mark.parametrize("percent", [100, 130, 200])
def test_large_text_makes_no_page_wider_than_the_window(
    person: Person, width: int, percent: int
) -> None:
    window = person.window
    window.size(width, 780)
    for path in ("/", "/diary", "/episodes/now", "/pain/new"):
        window.open(path)
        window.evaluate(f"(document.documentElement.style.fontSize = '{percent}%', true)")
        wide = window.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, (path, wide)
