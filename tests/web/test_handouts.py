"""Handouts: a programme, a patient's or a template, as a tagged PDF for paper."""

import io
import re

import pytest
import time_machine
from pypdf import PdfReader

from journal.config import Settings
from journal.web.support.exercise_figures import exercise_figure
from tests.journals import security_lines
from tests.people import Person
from tests.web.conftest import NOON
from tests.web.reading import said
from tests.web.test_care import accepted, end, trail
from tests.web.test_programme_templates import ready

OWN = "/programme/handout.pdf"


@pytest.fixture(autouse=True)
def noon(clock: time_machine.Traveller) -> None:
    """The clock stands at noon of 20 May 2026."""
    clock.move_to(NOON)


def handout(person: Person, path: str) -> PdfReader:
    """The handout at an address."""
    answer = person.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.content_type == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    return PdfReader(io.BytesIO(answer.data))


def words(reader: PdfReader) -> str:
    """All words of a PDF, one blank between them, without what says which way they run."""
    text = " ".join(page.extract_text() for page in reader.pages)
    return " ".join(re.sub("[\u2066-\u2069]", "", text).split())


def test_a_handout_has_exercises_doses_days_instructions_and_when_to_stop(ada: Person) -> None:
    ada.log("programme", exercise="Curl-up", reps="9", days_per_week="3", starts_on="2026-05-01")
    ada.log("programme", exercise="Bridge", reps="77", starts_on="2026-06-01", note="a secret")
    ada.log("guides", exercise="Curl-up", instructions="with a towel", note="a secret")
    reader = handout(ada, OWN)
    text = words(reader)
    for part in ("9 times, once a day, 3 days a week", "with a towel", "Squeeze your buttocks"):
        assert part in text, part
    stop = text.index("When to stop Stop if pain shoots down a leg")
    assert stop < text.index("Curl-up"), "it stands on the first page, however many there are"
    assert "77" not in text
    assert "secret" not in text
    assert reader.root_object["/MarkInfo"]["/Marked"]  # type: ignore[index]  # it is a dictionary


def test_a_name_is_on_it_only_where_it_is_wanted(ada: Person) -> None:
    ada.send("/report", name="Ada Lovelace")
    assert "Lovelace" not in words(handout(ada, OWN))
    assert "For Ada Lovelace, 20 May 2026" in words(handout(ada, f"{OWN}?name=yes"))


def test_it_is_for_a4_or_letter_and_in_large_letters_takes_more_pages(ada: Person) -> None:
    a4, letter = handout(ada, OWN), handout(ada, f"{OWN}?paper=letter")
    assert [round(float(side)) for side in a4.pages[0].mediabox[2:]] == [595, 842]
    assert [round(float(side)) for side in letter.pages[0].mediabox[2:]] == [612, 792]
    large = handout(ada, f"{OWN}?letters=large")
    assert len(large.pages) > len(a4.pages)
    assert words(large)[:40] == words(a4)[:40]


@pytest.mark.parametrize("query", ["paper=a5", "letters=tiny", "name=perhaps"])
def test_what_cannot_be_printed_is_refused(ada: Person, query: str) -> None:
    assert ada.get(f"{OWN}?{query}").status_code == 422


def test_a_template_is_printed_under_its_name_with_its_instructions(maria: Person) -> None:
    text = words(handout(maria, f"{ready(maria)}/handout.pdf?name=yes"))
    assert text.startswith("After a spasm 20 May 2026 When to stop")
    assert "unsure. bridge" in text
    assert "Cat and cow 3 min, once a day, 5 days a week slowly" in text


def test_a_clinicians_handout_is_in_the_trail_and_has_no_private_note(
    shared: Settings, ada: Person, maria: Person
) -> None:
    ada.log("guides", exercise="Bridge", instructions="a secret")
    patient = accepted(ada, maria)
    text = words(handout(maria, f"{patient}/handout.pdf?name=yes"))
    assert "For Ada L., 20 May 2026" in text
    assert "secret" not in text
    assert "Maria, physiotherapist made a handout of your programme" in trail(ada)[0]
    assert "made a handout of your programme" in said(ada.get("/account/looks"))
    line = security_lines(shared.data_dir)[-1]
    assert line["event"] == "clinician_printed"
    assert line["about"]
    end(ada)
    assert maria.get(f"{patient}/handout.pdf").status_code == 404


def test_a_handout_is_no_look_at_what_is_new(
    ada: Person, maria: Person, clock: time_machine.Traveller
) -> None:
    patient = accepted(ada, maria)
    maria.get(patient)
    assert "nothing new" in said(maria.get("/patients"))
    clock.shift(60)
    ada.send("/exercises/new", exercise="Bridge", pain_after="8")
    for _ in range(2):
        handout(maria, f"{patient}/handout.pdf")
    assert "pain 7 or more after exercise" in said(maria.get("/patients"))
    assert [text for text in trail(ada) if "handout" in text] == [trail(ada)[0]]


def test_instructions_go_along_where_notes_are_shown(ada: Person, maria: Person) -> None:
    ada.log("guides", exercise="Bridge", instructions="with a towel")
    patient = accepted(ada, maria, notes="yes")
    assert "with a towel" in words(handout(maria, f"{patient}/handout.pdf"))


def test_a_stranger_gets_no_handout(ada: Person, maria: Person, charlie: Person) -> None:
    patient, template = accepted(ada, maria), ready(maria)
    for path in (f"{patient}/handout.pdf", f"{template}/handout.pdf"):
        assert charlie.get(path).status_code == 404


def test_each_exercise_of_the_journals_own_is_drawn() -> None:
    for token in ("bridge", "side_leg_raise", "curl_up", "walking"):
        figure = exercise_figure(token)
        assert figure is not None
        assert len(figure.groups) == 2
        assert all(marks for _, marks in figure.groups)
    assert exercise_figure("none of ours") is None
