"""What a page says of an entry, an app that may read is told as it logs it."""

import pytest

from tests.people import Person
from tests.web.apps import app_of

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.both_databases]

IBUPROFEN = {"method": "medicine", "name": "Ibuprofen", "unit": "mg"}


def test_an_app_is_told_what_else_is_on_the_list(ada: Person) -> None:
    app = app_of(ada, "read", "log")
    first = app.log("methods", **IBUPROFEN, dose="400", not_before_hours=6)
    assert "told" not in first
    assert app.log("methods", **IBUPROFEN, dose="600")["told"] == (
        "Ibuprofen 600 mg saved. Also on your list: Ibuprofen 400 mg. "
        "Hours between uses are counted together."
    )


def test_an_app_is_told_that_a_line_of_the_programme_is_there_twice(ada: Person) -> None:
    app = app_of(ada, "read", "log")
    line = {"exercise": "Walking", "minutes": 20, "starts_on": "2026-05-20"}
    assert app.log("programme", **line)["told"].endswith("both count.")


def test_an_app_is_told_that_a_day_is_no_rest_day_any_more(ada: Person) -> None:
    app = app_of(ada, "read", "log")
    app.log("days", day="2026-05-20", no_exercise=True)
    answer = app.log("exercises", exercise="Bridge")
    assert answer["told"] == "Bridge: done; no longer a rest day"


def test_an_app_that_may_not_read_is_told_nothing(ada: Person) -> None:
    assert list(app_of(ada, "log").log("methods", **IBUPROFEN, dose="400")) == ["id"]
