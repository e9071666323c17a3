"""What a clinician tells is on Today until it is read, is answered, and both are seen by them."""

from uuid import uuid4

import pytest
from flask import Flask

from tests.people import Form, Person
from tests.web.conftest import joined
from tests.web.reading import listed, problems, said, soup, texts, without_token, words_of
from tests.web.test_care import WANTED, accepted, diary, end, prescription

__all__ = ["diary"]

pytestmark = pytest.mark.usefixtures("clock")


def line(person: Person) -> str:
    """What Today tells of the care team; empty: nothing."""
    return " ".join(
        words_of(part).removesuffix(" Read")
        for part in soup(person.get("/")).select('[aria-label="From your care team"]')
    )


def told(clinician: Person, path: str, words: str) -> None:
    """Send a message."""
    assert clinician.send(path, f"{path}/comments", words=words).status_code == 303


def read_form(person: Person) -> Form:
    """The button of the line on Today."""
    (form,) = [form for form in person.forms_of(person.get("/")) if form.action.endswith("/read")]
    return form


def tap_read(person: Person) -> str:
    """Tap the line on Today; the address it leads to."""
    form = read_form(person)
    answer = person.post(form.action, **dict(form.fields))
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def answer_address(person: Person) -> str:
    """Where the latest message is answered."""
    return str(soup(person.get("/care")).select('a[href$="/answer"]')[0]["href"])


def test_words_are_on_today_until_one_tap_reads_them(diary: Person, maria: Person) -> None:
    path = accepted(diary, maria)
    assert line(diary) == ""
    told(maria, path, "Well done.")
    assert line(diary) == f"{WANTED['label']} sent you a message"
    assert line(diary), "looking at Today reads nothing"
    assert "Not read yet" in said(maria.get(path))
    assert tap_read(diary) == "/care#messages-title"
    assert line(diary) == ""
    assert "Well done." in said(diary.get("/care"))
    assert "Read 20 May 2026" in said(maria.get(path))


def test_messages_that_are_shown_in_full_are_read(diary: Person, maria: Person) -> None:
    path = accepted(diary, maria)
    told(maria, path, "Well done.")
    diary.get("/care?before=1")
    assert line(diary), "an earlier page of the trail shows no messages"
    assert "Well done." in said(diary.get("/care"))
    assert line(diary) == ""
    assert "Read 20 May 2026" in said(maria.get(path))
    told(maria, path, "And slowly.")
    assert line(diary) == f"{WANTED['label']} sent you a message"


def test_words_for_who_ended_the_access_meanwhile_stay_on_the_page(
    diary: Person, maria: Person
) -> None:
    path = accepted(diary, maria)
    comment, line_form, ladder = (
        texts(maria.form(page, action))
        for page, action in (
            (path, f"{path}/comments"),
            (f"{path}/programme/new", None),
            (f"{path}/ladders/new", None),
        )
    )
    end(diary)
    for action, fields in (
        ("comments", comment | {"words": ["Two\nlines."]}),
        ("programme/new", line_form | {"note": ["Two\nlines."]}),
        ("ladders/new", ladder | {"note": ["Two\nlines."]}),
    ):
        answer = maria.post(f"{path}/{action}", **fields)
        assert answer.status_code == 404
        assert "no longer shared with you. Nothing was sent or saved." in said(answer)
        (typed,) = soup(answer).select("textarea")
        assert typed.text.strip() == "Two\nlines."
        assert soup(answer).select("main a[href='/patients']")


def test_what_was_sent_or_saved_is_where_the_page_opens_then(diary: Person, maria: Person) -> None:
    path = accepted(diary, maria)
    answer = maria.send(path, f"{path}/comments", words="Well done.")
    assert answer.headers["Location"] == f"{path}#comment-title"
    new = f"{path}/programme/new"
    (bridge,) = (line["id"] for line in listed(diary, "programme") if line["exercise"] == "Bridge")
    beside = {"exercise": "Bridge", "beside": bridge}
    answer = maria.post(new, **texts(prescription(maria, new)) | beside)
    assert (answer.status_code, answer.location) == (303, f"{path}#programme-title")
    ids = {tag["id"] for tag in soup(maria.get(path)).select("[id]")}
    assert {"comment-title", "programme-title"} <= ids


def test_a_change_and_a_proposal_are_told_by_their_names(diary: Person, maria: Person) -> None:
    path = accepted(diary, maria)
    key = next(row["id"] for row in listed(diary, "programme") if row["exercise"] == "Bridge")
    edit = prescription(maria, f"{path}/programme/{key}/edit")
    assert maria.post(edit.action, **(dict(edit.fields) | {"reps": "20"})).status_code == 303
    assert line(diary) == f"{WANTED['label']} changed your programme"
    tap_read(diary)
    words = said(diary.get("/care"))
    assert f"{WANTED['label']} changed Bridge from 15 to 20 repetitions" in words
    new = f"{path}/flareplans/new"
    assert maria.send(new, note="Heat.", first_days="2").status_code == 303
    assert line(diary) == f"{WANTED['label']} proposed a flare plan"
    told(maria, path, "Try it.")
    assert line(diary) == "New from your care team: 1 message and 1 proposal"
    told(maria, path, "Or not.")
    tap_read(diary)
    told(maria, path, "One.")
    told(maria, path, "Two.")
    assert line(diary) == "New from your care team: 2 messages"


def test_reading_is_of_what_was_shown_and_not_of_what_came_since(
    diary: Person, maria: Person
) -> None:
    path = accepted(diary, maria)
    told(maria, path, "First.")
    (form,) = [form for form in diary.forms_of(diary.get("/")) if form.action.endswith("/read")]
    told(maria, path, "Second.")
    for _ in range(2):
        assert diary.post(form.action, **dict(form.fields)).status_code == 303
    assert line(diary) == f"{WANTED['label']} sent you a message"


def test_an_answer_is_sent_once_and_seen_by_the_clinician(diary: Person, maria: Person) -> None:
    path = accepted(diary, maria)
    told(maria, path, "How is it?")
    address = answer_address(diary)
    for words in ("", " ", "w" * 2_001):
        refused = diary.send(address, words=words)
        assert (refused.status_code, set(problems(refused))) == (422, {"words"})
    for _ in range(2):
        assert diary.send(address, words="Better,\nthank you.").status_code == 303
    assert line(diary) == "", "what is answered is read"
    assert "Ada L. answered, 20 May 2026 Better, thank you." in said(maria.get(path))
    other = diary.send(address, words="No, worse.")
    assert other.status_code == 409
    assert "No, worse." in other.text
    assert "Better," in other.text
    assert "No, worse." not in said(maria.get(path))


@pytest.mark.both_databases
def test_a_message_is_nobody_elses(
    app: Flask, diary: Person, maria: Person, nobody: Person
) -> None:
    path = accepted(diary, maria)
    told(maria, path, "For Ada.")
    address = read_form(diary).action.replace("/read", "/answer")
    never = f"/care/messages/{uuid4()}/answer"
    maria.get(path)  # which says that it was sent
    for person in (maria, joined(app, "stranger")):
        for method, ends in (("GET", "answer"), ("POST", "answer"), ("POST", "read")):
            answers = [
                person.browser.open(
                    url.replace("/answer", f"/{ends}"),
                    method=method,
                    data={"csrf_token": person.token(), "words": "x"},
                )
                for url in (address, never)
            ]
            assert [answer.status_code for answer in answers] == [404, 404]
            assert without_token(answers[0]) == without_token(answers[1])
    assert nobody.get(address).status_code == 302
    assert line(diary) == f"{WANTED['label']} sent you a message"


def test_messages_stay_when_access_ended_and_are_answered_to_nobody(
    diary: Person, maria: Person
) -> None:
    path = accepted(diary, maria)
    (ending,) = [
        form for form in diary.forms_of(diary.get("/care")) if form.action.endswith("/end")
    ]
    told(maria, path, "Goodbye.")
    address = read_form(diary).action.replace("/read", "/answer")
    assert diary.post(ending.action, **dict(ending.fields)).status_code == 303
    assert line(diary) == f"{WANTED['label']} sent you a message"
    tap_read(diary)
    assert line(diary) == ""
    assert address not in diary.get("/care").text
    assert maria.get(path).status_code == 404
