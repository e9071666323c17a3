"""A session: several exercises sent at once, saved as one."""

from tests.people import Person
import pytest
pytestmark = pytest.mark.usefixtures("clock")

def test_x(ada: Person) -> None:
    page = ada.get("/session")
    assert page.status_code == 200
    a = ada.send("/session", **{"0-outcome": "done", "pain_before": "4", "1-outcome": "skipped", "1-reason": "Too sore"})
    assert a.status_code == 303, a.text
    a = ada.send("/session", **{"0-outcome": "done", "pain_before": "14", "0-reps": "x"})
    assert a.status_code == 422, a.text
    print(a.text)
