"""What is used for relief has one order: on Today, in a spasm, in its form and on its list."""

import random

import pytest
import time_machine

from tests.people import Person
from tests.web.reading import soup, words_of

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.both_databases]

NAMES = ("Ibuprofen", "Naproxen", "TENS belt", "Voltaren")
DAY = 24 * 60 * 60
BUTTONS = {"/": ".slide form > button", "/episodes/now": ".tiles > form > button"}


def names(person: Person, path: str) -> list[str]:
    """The medicines that a page shows, in its order."""
    page = soup(person.get(path))
    if path == "/relief/new":
        return [str(option["value"]) for option in page.select("#name-options option")]
    texts = [words_of(each) for each in page.select(BUTTONS.get(path, ".entries strong"))]
    return [name for text in texts for name in NAMES if text.startswith(name)]


def orders(person: Person) -> set[tuple[str, ...]]:
    """The orders in which all pages show them."""
    paths = ("/", "/episodes/now", "/relief/new", "/own/")
    return {tuple(names(person, path)) for path in paths}


def use(person: Person, name: str, **sent_beside: str) -> None:
    """Log a use of it."""
    person.post("/relief/new", method="medicine", name=name, **sent_beside)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_all_pages_have_one_order_in_which_nothing_moves_on_a_day(
    clock: time_machine.Traveller, ada: Person, seed: int
) -> None:
    dice = random.Random(seed)  # noqa: S311 (for a test)
    for name in NAMES:
        ada.log("methods", name=name, method="medicine")
    uses = {name: dice.sample(range(1, 20), 3) for name in NAMES}
    for name, hours in uses.items():
        for ago in hours:
            use(ada, name, typed_ago=str(ago * 60 * 60 + NAMES.index(name)))
    clock.shift(DAY)
    ada.send("/", "/episodes/start")
    expected = tuple(sorted(NAMES, key=lambda name: (min(uses[name]), NAMES.index(name))))
    assert orders(ada) == {expected}
    for name in dice.sample(NAMES, 3):
        use(ada, name)
        use(ada, name, typed_ago="600")
        assert orders(ada) == {expected}


def test_the_kinds_of_the_full_form_have_that_order_too(
    clock: time_machine.Traveller, ada: Person
) -> None:
    use(ada, "Ibuprofen")
    clock.shift(60)
    ada.post("/relief/new", method="tens")
    clock.shift(DAY)
    boxes = soup(ada.get("/relief/new")).select("[name=method]")
    assert [box["value"] for box in boxes][:2] == ["tens", "nsaid_cream"]
    assert len({box["value"] for box in boxes}) == len(boxes)
