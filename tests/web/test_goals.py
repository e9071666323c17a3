"""Goals for a week, what somebody can do, and how exercises are done."""

from datetime import timedelta

import pytest
import time_machine

from tests.people import Person
from tests.web.conftest import NOON
from tests.web.reading import listed, problems, said, soup, texts, undo

pytestmark = pytest.mark.usefixtures("clock")


def quiet(person: Person, days: int) -> str:
    """What Today says so many days later, once the diary has nothing else to ask."""
    with time_machine.travel(NOON + timedelta(days=days), tick=False):
        return said(person.get("/"))


def test_a_goal_is_asked_about_after_its_week_and_answered_in_one_tap(ada: Person) -> None:
    assert ada.send("/goals/new", goal="walk to the shop").status_code == 303
    assert "did it happen" not in quiet(ada, 6)
    with time_machine.travel(NOON + timedelta(days=7), tick=False):
        assert "did it happen?" in said(ada.get("/"))
        (row,) = listed(ada, "goals")
        answer = ada.post(f"/goals/{row['id']}/happened", happened="partly")
        assert answer.status_code == 303
        assert [row["happened"] for row in listed(ada, "goals")] == ["partly"]
        undo(ada)
        assert [row["happened"] for row in listed(ada, "goals")] == [""]


def test_the_form_asks_whether_a_goal_happened_once_its_week_is_over(ada: Person) -> None:
    def asks(path: str) -> bool:
        return bool(soup(ada.get(path)).select("#happened"))

    assert not asks("/goals/new")
    assert not asks("/goals/new?day=2026-05-14")
    assert asks("/goals/new?day=2026-05-13")
    ada.log("goals", goal="walk to the shop")
    (row,) = listed(ada, "goals")
    assert asks(f"/goals/{row['id']}/edit")
    refused = {"goal": "", "written_at": "2026-05-01T09:00"}
    assert soup(ada.send("/goals/new", **refused)).select("#happened")
    assert soup(ada.send("/goals/new", goal="", happened="yes")).select("#happened [value=yes]")


def test_a_goal_is_not_asked_about_again_once_skipped(ada: Person) -> None:
    ada.log("goals", goal="walk to the shop")
    with time_machine.travel(NOON + timedelta(days=8), tick=False):
        (about,) = soup(ada.get("/")).select("form:has(#goal-skip) [name=about]")
        assert ada.post("/prompts/wave", about=about["value"]).status_code == 303
        assert not soup(ada.get("/")).select("#goal-skip")


def test_an_answer_that_is_none_and_a_strangers_goal_are_refused(
    ada: Person, charlie: Person
) -> None:
    ada.log("goals", goal="walk to the shop")
    (row,) = listed(ada, "goals")
    assert ada.post(f"/goals/{row['id']}/happened", happened="maybe").status_code == 422
    assert charlie.post(f"/goals/{row['id']}/happened", happened="yes").status_code == 404
    assert [row["happened"] for row in listed(ada, "goals")] == [""]


def test_activities_are_asked_again_after_four_weeks_with_their_names(ada: Person) -> None:
    fields = {"activity_1": "sitting", "ability_1": "4", "activity_2": "shoes", "ability_2": "6"}
    assert ada.send("/abilities/new", **fields).status_code == 303
    assert "sitting 4, shoes 6, mean 5.0 of 10" in said(ada.get("/diary"))
    assert "rated what you can do" not in quiet(ada, 27)
    assert "rated what you can do" in quiet(ada, 28)
    (form,) = (
        form for form in ada.forms_of(ada.get("/abilities/new")) if "ability_1" in form.names
    )
    typed = texts(form)
    assert [typed[f"activity_{n}"] for n in (1, 2, 3)] == [["sitting"], ["shoes"], [""]]
    assert not typed.get("ability_1", [""])[0]


def test_an_activity_without_a_level_is_refused_at_its_field(ada: Person) -> None:
    fields = {"activity_1": "sitting", "ability_1": "4", "activity_2": "shoes"}
    answer = ada.send("/abilities/new", **fields)
    assert answer.status_code == 422
    assert "ability_2" in problems(answer)


def test_nobody_who_began_neither_is_asked(ada: Person) -> None:
    text = quiet(ada, 60)
    assert "did it happen" not in text
    assert "what you can do" not in text


def test_how_an_exercise_is_done_stands_in_the_programme_and_the_session(ada: Person) -> None:
    fields = {"instructions": "Slowly, feet flat.", "link": "https://example.org/bridge"}
    assert ada.send("/guides/new", exercise="Bridge", **fields).status_code == 303
    page = soup(ada.get("/programme"))
    assert "Slowly, feet flat." in page.get_text()
    (link,) = page.select('a[href="https://example.org/bridge"]')
    assert set(link["rel"]) == {"noreferrer", "noopener"}
    assert "Slowly, feet flat." in soup(ada.get("/session")).get_text()


@pytest.mark.parametrize("link", ["http://example.org", "javascript:alert(1)", "a picture"])
def test_a_link_that_is_no_https_address_is_refused_at_its_field(ada: Person, link: str) -> None:
    answer = ada.send("/guides/new", exercise="Bridge", link=link)
    assert answer.status_code == 422
    assert "link" in problems(answer)
    assert listed(ada, "guides") == []
