"""The programme by weeks, the days it rests, and the places and reliefs of the charts."""

from uuid import uuid4

import pytest

from tests.people import Person
from tests.web.reading import bring, listed, said, soup

pytestmark = pytest.mark.usefixtures("clock")


def cells(person: Person, path: str, name: str) -> list[str]:
    """The row of an exercise in the table of weeks, the newest week first."""
    for row in soup(person.get(path)).select("table.adherence tbody tr"):
        head = row.select_one("th")
        if head is not None and head.text.strip() == name:
            return [cell.text.strip() for cell in row.select("td")]
    raise AssertionError(name)


def test_this_week_shows_done_of_prescribed(ada: Person) -> None:
    bring(
        ada, ("p.csv", "exercise,times_per_day,days_per_week,starts_on\nBridge,1,5,2026-01-01\n")
    )
    bring(
        ada, ("e.csv", "completed_at,exercise\n2026-05-18T08:00,Bridge\n2026-05-19T08:00,Bridge\n")
    )
    for path in ("/programme", "/charts/exercise"):
        assert cells(ada, path, "Bridge")[0] == "2 of 5"


def test_days_at_rest_ask_for_less_and_keep_what_was_said_of_them(ada: Person) -> None:
    bring(
        ada, ("p.csv", "exercise,times_per_day,days_per_week,starts_on\nBridge,1,7,2026-01-01\n")
    )
    ada.send("/days/2026-05-18/edit", sleep="4")
    answer = ada.post("/programme/rest", first="2026-05-18", last="2026-05-20", why="travel")
    assert answer.status_code == 303
    assert cells(ada, "/programme", "Bridge")[0] == "0 of 4"
    assert [(day["day"], day["sleep"], day["rest_reason"]) for day in listed(ada, "days")] == [
        ("2026-05-18", "4", "travel"),
        ("2026-05-19", "", "travel"),
        ("2026-05-20", "", "travel"),
    ]


def test_days_at_rest_are_taken_back_as_a_whole(ada: Person) -> None:
    key = str(uuid4())
    for _ in range(2):
        ada.post(
            "/programme/rest", first="2026-05-18", last="2026-05-20", why="flare", client_key=key
        )
    undo = next(f for f in ada.forms_of(ada.get("/programme")) if f.action.endswith("/undo"))
    ada.post(undo.action, **dict(undo.fields))
    assert listed(ada, "days") == []


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"first": "2026-05-20", "last": "2026-05-18", "why": "flare"}, "before the first"),
        ({"first": "2026-05-20", "last": "2026-05-21", "why": "flare"}, "in the future"),
        ({"first": "2026-01-01", "last": "2026-05-20", "why": "flare"}, "at most 92 days"),
        ({"first": "2026-05-18", "last": "2026-05-20", "why": "laziness"}, "Choose one of: flare"),
        ({"first": "yesterday", "last": "2026-05-20", "why": "flare"}, "YYYY-MM-DD"),
        ({"last": "2026-05-20", "why": "flare"}, "Choose a day"),
    ],
)
def test_days_that_cannot_rest_are_refused_and_stay_typed(
    ada: Person, fields: dict[str, str], words: str
) -> None:
    answer = ada.post("/programme/rest", **fields)
    assert answer.status_code == 422
    assert words.lower() in said(answer).lower()
    for name in ("first", "last"):
        typed = soup(answer).select_one(f"input[name={name}]")
        assert typed is not None
        assert typed["value"] == fields.get(name, "")
    assert listed(ada, "days") == []


def test_another_reason_under_the_same_key_is_not_lost(ada: Person) -> None:
    key = str(uuid4())
    for why in ("flare", "illness"):
        days = {"first": "2026-05-18", "last": "2026-05-18", "why": why}
        assert ada.post("/programme/rest", **days, client_key=key).status_code == 303
        assert listed(ada, "days")[0]["rest_reason"] == why


def test_a_file_of_days_has_the_column_of_rest_only_where_it_is_used(ada: Person) -> None:
    ada.send("/days/2026-05-18/edit", sleep="4")
    assert "rest_reason" not in listed(ada, "days")[0]
    ada.post("/programme/rest", first="2026-05-18", last="2026-05-18", why="illness")
    assert listed(ada, "days")[0]["rest_reason"] == "illness"


def test_the_charts_say_where_it_was_and_what_followed(ada: Person) -> None:
    bring(
        ada,
        (
            "e.csv",
            "started_at,ended_at,regions\n2026-05-18T08:00,2026-05-18T09:00,tailbone|neck_left\n",
        ),
    )
    bring(ada, ("p.csv", "recorded_at,kind,level,regions\n2026-05-18T08:10,now,5,tailbone\n"))
    bring(
        ada,
        (
            "r.csv",
            "applied_at,method,pain_before,pain_after_20\n"
            "2026-05-17T08:00,cold,5,4\n2026-05-16T08:00,cold,6,3\n",
        ),
    )
    page = ada.get("/charts/where")
    places = [
        row.get_text(" ", strip=True) for row in soup(page).select(".whereabouts-table tbody tr")
    ]
    assert places == ["Tailbone 2", "Neck, left 1"]
    tried = said(ada.get("/charts/relief"))
    assert "Cold: 2 times" in tried
    assert "moderate Cold 2 5.5 3.5 of 2" in tried


def test_what_was_stopped_before_it_was_planned_counts_in_part(ada: Person) -> None:
    ada.send("/programme", "/programme/exercises", name="Side bend")
    for outcome in ("stopped", "skipped", "done", "partly"):
        ada.log(
            "exercises", exercise="Side bend", outcome=outcome, completed_at="2026-05-18T09:00"
        )
    ada.log("programme", exercise="Side bend", starts_on="2026-05-20")
    sentence = "not counted above: Side bend 1 time and 2 times in part."
    for path in ("/charts/exercise", "/report"):
        assert sentence in said(ada.get(path))
