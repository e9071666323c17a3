"""An app that logs another dose of a medicine within its hours is told so."""

import pytest

from tests.people import Person
from tests.web.apps import app_of

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.both_databases]

IBUPROFEN = {"method": "medicine", "name": "Ibuprofen", "unit": "mg"}


@pytest.mark.parametrize("listed", [["400"], ["400", "600"]])
def test_an_app_is_told_of_another_dose_within_the_hours(ada: Person, listed: list[str]) -> None:
    ada.log("methods", **IBUPROFEN, dose="400", not_before_hours="6")
    for dose in listed[1:]:
        ada.log("methods", **IBUPROFEN, dose=dose)
    ada.post("/relief/new", **IBUPROFEN, dose="400")
    entry = app_of(ada, "read", "log").log(
        "relief", **IBUPROFEN | {"name": "IBUPROFEN"}, dose="600"
    )
    assert entry["sooner_than_set"]["hours_set"] == 6
