"""The demonstration on every kind of day: its pages answer whenever it is made."""

import io
import re
import zipfile
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask
from pypdf import PdfReader

from journal.access import passwords
from journal.core.model.moments import local_day
from journal.store.db.sessions import session
from journal.store.diary import demo
from tests.people import PASSWORD, Person
from tests.web.conftest import newcomer
from tests.web.reading import csv_of, listed, said, soup

MONDAY = date(2026, 11, 23)
HOURS = (time(0, 30), time(12, 0), time(23, 30))
WEEK = [
    datetime.combine(MONDAY + timedelta(days=number), hour)
    for number, hour in product(range(7), HOURS)
]
TURNS = [
    datetime.fromisoformat(text)
    for text in (
        "2027-02-28 23:30",
        "2028-02-29 12:00",
        "2026-03-29 03:30",  # half an hour after the clocks went on
        "2026-03-29 23:30",
        "2026-10-25 02:30",  # the first of two
        "2026-10-25 23:30",
        "2026-12-31 23:30",
        "2027-01-01 00:30",
    )
]
"""The last day of February, both changes of the clocks, and the turn of the year."""

PAGES = ("/", "/session", "/diary", "/charts", "/insight", "/report", "/programme", "/relief/new")


MADE_UP = "This is a demonstration: all entries are made up."


def labelled(person: Person) -> list[bool]:
    """Whether each page, the PDF for a doctor and the README of the archive say what it is."""
    pages = [MADE_UP in said(person.get(path)) for path in (*PAGES, "/episodes/now", "/more")]
    (sheet, *_) = soup(person.get("/report")).select(".sheet")
    (page, *_) = PdfReader(io.BytesIO(person.get("/report.pdf").data)).pages
    with zipfile.ZipFile(io.BytesIO(person.get("/export/journal.zip").data)) as archive:
        readme = archive.read("README.txt").decode()
    texts = [" ".join(text.split()) for text in (sheet.text, page.extract_text(), readme)]
    own_words = [("logged by the person themselves" in text) is False for text in texts[:2]]
    return [*pages, *(MADE_UP in text for text in texts), *own_words]


def test_the_demonstration_says_so_everywhere_and_a_diary_of_somebody_nowhere(
    app: Flask, ada: Person
) -> None:
    assert not any(labelled(ada))
    with session(app.extensions["journal_engine"], writes=True) as making:
        demo.make(making, "demo", passwords.hashed_password(PASSWORD), datetime.now(UTC))
        making.commit()
    person = newcomer(app)
    assert person.signed_in("demo").status_code == 303
    assert all(labelled(person))
    assert person.send("/", "/episodes/start").status_code == 303
    assert "· demonstration" in said(person.get("/episodes/now"))


@pytest.mark.parametrize("moment", WEEK + TURNS, ids=lambda moment: f"{moment:%a %F %R}")
def test_the_pages_of_the_demonstration_answer_whenever_it_is_made(
    app: Flask, moment: datetime
) -> None:
    now = moment.replace(tzinfo=ZoneInfo(demo.ZONE)).astimezone(UTC)
    with time_machine.travel(now, tick=False):
        with session(app.extensions["journal_engine"], writes=True) as making:
            demo.make(making, "demo", passwords.hashed_password(PASSWORD), now)
            making.commit()
        person = newcomer(app)
        assert person.signed_in("demo").status_code == 303
        for path in PAGES:
            answer = person.get(path)
            assert answer.status_code == 200, path
        today = local_day(now, demo.ZONE)
        assert today == moment.date()
        heading = soup(person.get("/")).select_one(".days h1")
        assert heading is not None
        assert f"{today.day} {today:%b}" in re.sub(r"\s+", " ", heading.text)
        days = [row["day"] for row in listed(person, "pain")]
        assert today - timedelta(days=365) <= date.fromisoformat(days[0])
        assert date.fromisoformat(days[-1]) <= today
        assert csv_of(person, "exercises").count(b"\n") > 300
