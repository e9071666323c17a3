"""Text that a person typed runs in its own direction, in each field and wherever it is shown."""

import re
from uuid import uuid4

import pytest
import time_machine
from bs4.element import NavigableString, Tag
from flask import Flask

from tests.people import Person
from tests.web.conftest import NOON, settled
from tests.web.reading import soup
from tests.web.test_sweeps import own_pages

pytestmark = pytest.mark.usefixtures("clock")

OWN = "تمرين"
"""An exercise, a note and a reason, written from right to left."""

ATTRIBUTES_ONLY = {"option", "title", "script", "label"}
"""Elements that hold no markup, and labels, which repeat what stands beside them."""


@pytest.fixture(scope="module")
def diary(app: Flask) -> Person:
    """Somebody who writes from right to left."""
    person = settled(app, "directions")
    with time_machine.travel(NOON, tick=False):
        person.send("/programme", "/programme/exercises", name=OWN)
        dose = {"exercise": OWN, "reps": "10", "note": OWN}
        for path, fields in {
            "/programme/new": dose
            | {"times_per_day": "1", "days_per_week": "7", "starts_on": "2026-05-20"},
            "/exercises/new": dose | {"outcome": "partly", "reason": OWN},
            "/pain/new": {"kind": "day_average", "level": "4", "note": OWN},
            "/episodes/new": {
                "started_at": "2026-05-20T10:00",
                "ended_at": "2026-05-20T11:00",
                "triggers": OWN,
                "note": OWN,
            },
            "/relief/new": {"method": "warmth", "note": OWN},
            "/checkins/new": {"pain": "1", "enjoyment": "1", "activity": "1", "note": OWN},
            "/recall/new": {"week_starts_on": "2026-05-11", "level": "3", "note": OWN},
            "/events/new": {"what": "visit", "name": OWN, "agreed": OWN, "note": OWN},
            "/methods/new": {"name": OWN, "method": "medicine", "note": OWN},
            "/topics/new": {"name": OWN, "kind": "symptom", "note": OWN},
            "/days/2026-05-20/edit": {"note": OWN},
        }.items():
            body = {"csrf_token": person.token(), "client_key": str(uuid4()), **fields}
            assert person.browser.post(path, data=body).status_code == 303, path
    return person


def stands_alone(text: NavigableString) -> bool:
    """Whether a text has an element of its own that finds out its direction."""
    parents = [parent for parent in text.parents if isinstance(parent, Tag)]
    exempt = any(
        parent.name in ATTRIBUTES_ONLY or "hidden" in str(parent.get("class"))
        for parent in parents
    )
    return exempt or any(parent.name == "bdi" or parent.get("dir") == "auto" for parent in parents)


def test_each_field_and_each_text_of_a_person_finds_its_direction(
    app: Flask, diary: Person
) -> None:
    count = 0
    pages = {door.path for door in own_pages(app, diary)}
    for path in sorted(pages | {"/report?notes=on&range=4w", "/", "/diary"}):
        with diary.get(path) as answer:
            if answer.status_code != 200 or "text/html" not in answer.headers["Content-Type"]:
                continue
            page = soup(answer)
        fields = page.select("textarea, input:not([type]), input[type=text], input[type=search]")
        for field in fields:
            assert field.get("dir") == "auto" or field.get("readonly") is not None, (path, field)
        for text in page.find_all(string=re.compile(OWN)):
            count += 1
            assert stands_alone(text), (path, text.parent)
    assert count > 20
