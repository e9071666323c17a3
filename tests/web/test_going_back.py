"""Where the browser's Back leads to from the page after one that answered a form."""

import pytest

from tests.people import Person
from tests.web.reading import soup

HERE = "http://localhost"


def test_a_form_with_a_problem_has_the_place_of_the_form_anew(ada: Person) -> None:
    answer = ada.send("/pain/new", level="77")
    assert answer.status_code == 422
    assert soup(answer).select("body")[0]["data-place"] == "/pain/new"


@pytest.mark.parametrize(
    ("sent_from", "place"),
    [
        (f"{HERE}/episodes/new?day=2026-01-05", "/episodes/new?day=2026-01-05"),
        (f"{HERE}//elsewhere.example/", "/"),
        ("", "/"),
    ],
)
def test_an_address_that_only_takes_forms_has_the_place_it_was_sent_from(
    ada: Person, sent_from: str, place: str
) -> None:
    fields = {"csrf_token": ada.token(), "level": "77"}
    answer = ada.browser.post("/pain/0/undo", data=fields, headers={"Referer": sent_from})
    assert answer.status_code == 404
    assert soup(answer).select("body")[0]["data-place"] == place


def test_a_page_that_was_only_looked_at_has_its_place(ada: Person) -> None:
    assert "data-place" not in soup(ada.get("/pain/new")).select("body")[0].attrs
