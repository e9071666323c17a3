"""A session: several exercises sent at once, saved as one."""

from uuid import uuid4

import pytest
from werkzeug.test import TestResponse

from tests.people import Form, Person
from tests.web.reading import listed, problems, said, soup, texts

pytestmark = pytest.mark.usefixtures("clock")

BRIDGE, LEG_RAISE, CURL_UP, WALKING = "0", "1", "2", "3"
"""The numbers under which the starting programme stands in the form."""


def form_of(answer: TestResponse) -> Form:
    (form,) = [form for form in Person.forms_of(answer) if "pain_before" in form.names]
    return form


def typed(answer: TestResponse) -> dict[str, list[str]]:
    return texts(form_of(answer))


def done(person: Person) -> list[dict[str, str]]:
    return listed(person, "exercises")


def test_not_today_is_a_reason_and_never_what_leaves_an_exercise_out(ada: Person) -> None:
    page = soup(ada.get("/session"))
    for select in page.select("select[name$=outcome]"):
        assert [option.text for option in select.select("option")] == [
            "Don’t log",
            "Done",
            "Partly done",
            "Stopped",
            "Skipped",
        ]
    assert [tag.text for tag in page.select('[data-reason="Not today"]')] == ["Not today"]
    assert "“Don’t log” leaves it out." in said(ada.get("/session"))


def test_it_lists_what_is_in_force_today_and_how_often_it_was_done(ada: Person) -> None:
    ada.log("programme", exercise="Bridge", starts_on="2026-05-21", minutes="71")
    ada.log("programme", exercise="Bridge", starts_on="2026-05-01", ends_on="2026-05-19")
    ada.log("exercises", exercise="Walking")
    page = soup(ada.get("/session"))
    assert [tag.text for tag in page.select(".performed [data-name]")] == [
        "Bridge",
        "Side leg raise",
        "Curl-up",
        "Walking",
    ]
    assert [" ".join(tag.get_text(" ").split()) for tag in page.select(".performed .soft")] == [
        "15 times, hold 3 s",
        "8 times, hold 2 s, each side",
        "10 times, hold 2 s",
        "30 min done today",
    ]
    boxes = page.select("input[data-include]")
    assert [box.has_attr("checked") for box in boxes] == [True, True, True, False]


def test_all_of_it_is_saved_with_one_tap(ada: Person) -> None:
    answer = ada.send(
        "/session?next=/programme",
        "/session",
        **{
            "0-outcome": "done",
            "0-completed_at": "2026-05-20T11:20:05Z",
            "1-outcome": "partly",
            "1-completed_at": "2026-05-20T11:10:00Z",
            "1-reps": "5",
            "1-note": "Repetitions: 8 left, 5 right",
            "2-outcome": "skipped",
            "2-reason": "Too sore",
            "pain_before": "6",
            "pain_after": "0",
        },
    )
    assert (answer.status_code, answer.location) == (303, "/programme")
    names = ("exercise", "completed_at", "outcome", "sets", "reps", "hold_seconds", "side")
    assert [[line[name] for name in names] for line in done(ada)] == [
        ["Side leg raise", "2026-05-20T13:10:00+02:00", "partly", "1", "5", "2", "both"],
        ["Bridge", "2026-05-20T13:20:05+02:00", "done", "1", "15", "3", ""],
        ["Curl-up", "2026-05-20T14:00:00+02:00", "skipped", "", "", "", ""],
    ]
    assert [(line["pain_before"], line["pain_after"], line["reason"]) for line in done(ada)] == [
        ("6", "", ""),
        ("", "0", ""),
        ("", "", "Too sore"),
    ]
    assert done(ada)[0]["note"] == "Repetitions: 8 left, 5 right"


def test_one_undo_takes_all_of_it_back(ada: Person) -> None:
    ada.log("exercises", exercise="Walking")
    ada.send("/session", **{"0-outcome": "done", "1-outcome": "done", "2-outcome": "skipped"})
    assert len(done(ada)) == 4
    (path,) = [f.action for f in ada.forms_of(ada.get("/")) if "/changes/" in f.action][-1:]
    ada.post(path)
    assert [line["exercise"] for line in done(ada)] == ["Walking"]


def test_nothing_is_undone_once_one_of_it_was_changed(ada: Person) -> None:
    ada.send("/session", **{"0-outcome": "done", "3-outcome": "done"})
    (path,) = [f.action for f in ada.forms_of(ada.get("/")) if "/changes/" in f.action]
    ada.send(f"/exercises/{done(ada)[1]['id']}/edit", note="slowly")
    ada.post(path)
    assert len(done(ada)) == 2


def test_sent_again_it_is_saved_once(ada: Person) -> None:
    fields = typed(ada.get("/session")) | {"0-outcome": ["done"], "3-outcome": ["done"]}
    for _ in range(2):
        answer = ada.post("/session", **fields)
        assert (answer.status_code, answer.location) == (303, "/")
    assert len(done(ada)) == 2
    page = soup(ada.get("/"))
    assert {tag["data-saved"] for tag in page.select("[data-saved]")} == set(fields["client_key"])


def test_sent_again_after_an_undo_it_stays_undone(ada: Person) -> None:
    fields = typed(ada.get("/session")) | {"0-outcome": ["done"]}
    ada.post("/session", **fields)
    (path,) = [f.action for f in ada.forms_of(ada.get("/")) if "/changes/" in f.action]
    ada.post(path)
    ada.get("/")
    assert ada.post("/session", **fields).status_code == 303
    assert done(ada) == []
    assert "Undone" in said(ada.get("/"))


def test_other_words_under_one_key_are_shown_and_saved_only_when_sent_again(ada: Person) -> None:
    fields = typed(ada.get("/session")) | {"0-outcome": ["done"]}
    ada.post("/session", **fields)
    answer = ada.post("/session", **fields | {"1-outcome": ["stopped"], "1-note": ["a cramp"]})
    assert answer.status_code == 409
    assert "This session is already saved" in said(answer)
    assert len(done(ada)) == 1
    values = typed(answer)
    assert (values["1-outcome"], values["1-note"]) == (["stopped"], ["a cramp"])
    assert ada.post("/session", **values).status_code == 303
    assert len(done(ada)) == 3


@pytest.mark.parametrize(
    ("name", "text", "where"),
    [
        ("1-reps", "eight", "1-reps"),
        ("1-reps", "1001", "1-reps"),
        ("1-minutes", "-1", "1-minutes"),
        ("1-outcome", "nearly", "1-outcome"),
        ("1-side", "upper", "1-side"),
        ("1-reason", "x" * 81, "1-reason"),
        ("1-note", "bell \a", "1-note"),
        ("1-exercise", "", "1-exercise"),
        ("1-exercise", "Levitation", "1-exercise"),
        ("1-zone", "Vienna", "1-zone"),
        ("1-completed_at", "2026-05-20T12:06:00Z", "1-completed_at"),
        ("1-completed_at", "soon", "1-completed_at"),
        ("pain_before", "11", "pain_before"),
        ("pain_after", "a lot", "pain_after"),
    ],
)
def test_one_problem_saves_nothing_and_loses_nothing(
    ada: Person, name: str, text: str, where: str
) -> None:
    fields = typed(ada.get("/session")) | {
        "0-outcome": ["done"],
        "0-note": ["with ease"],
        "1-outcome": ["done"],
        "2-reps": ["7"],
        "pain_after": ["2"],
    }
    fields[name] = [text]
    answer = ada.post("/session", **fields)
    assert answer.status_code == 422
    assert list(problems(answer)) == [where]
    assert done(ada) == []
    values = typed(answer)
    # An outcome or a level that there is none of cannot stay chosen; a level is quoted instead.
    page_fields = (
        fields if name in values and values[name] == [text] else fields | {name: values.get(name)}
    )
    lost = {key: value for key, value in page_fields.items() if values.get(key) != value}
    assert lost.keys() <= {"csrf_token"}
    assert name in ("1-outcome", "1-side", "pain_before", "pain_after") or values[name] == [text]
    assert ada.post("/session", **values | {"2-outcome": ["done"]}).status_code in (303, 422)


def test_a_corrected_form_is_saved_whole(ada: Person) -> None:
    answer = ada.send("/session", **{"0-outcome": "done", "1-outcome": "done", "1-reps": "x"})
    assert answer.status_code == 422
    assert ada.post("/session", **typed(answer) | {"1-reps": ["6"]}).status_code == 303
    assert {line["reps"] for line in done(ada)} == {"15", "6"}


@pytest.mark.parametrize("text", ["", " "])
def test_a_session_of_nothing_says_so(ada: Person, text: str) -> None:
    answer = ada.send("/session", **{"0-outcome": text, "pain_before": "4"})
    assert answer.status_code == 422
    assert "Nothing to save yet" in said(answer)
    checked = soup(answer).select('input[name="pain_before"][checked]')
    assert [box["value"] for box in checked] == ["4"]
    assert ada.post("/session").status_code == 422
    assert done(ada) == []


def test_a_line_of_an_exercise_taken_off_since_is_still_saved(ada: Person) -> None:
    fields = typed(ada.get("/session")) | {"2-outcome": ["done"]}
    (path,) = [
        form.action
        for form in ada.forms_of(ada.get("/programme"))
        if form.action.endswith("/delete") and "Curl-up" in said_before(ada, form.action)
    ]
    ada.log("exercises", exercise="Curl-up")
    ada.post(path)
    assert ada.post("/session", **fields).status_code == 303
    assert [line["exercise"] for line in done(ada)] == ["Curl-up", "Curl-up"]


def said_before(person: Person, action: str) -> str:
    """The name of the exercise whose form goes there."""
    form = soup(person.get("/programme")).find("form", action=action)
    assert form is not None
    return form.find_parent("details").find("summary").text  # type: ignore[union-attr]  # is in one


def test_numbers_are_told_apart_as_they_are_written(ada: Person) -> None:
    answer = ada.post(
        "/session",
        **{
            "0-exercise": "Bridge",
            "0-outcome": "done",
            "00-exercise": "Walking",
            "00-outcome": "done",
            "1000-exercise": "Walking",
            "1000-outcome": "done",
            "x-exercise": "Walking",
        },
    )
    assert answer.status_code == 303
    assert {line["exercise"] for line in done(ada)} == {"Bridge", "Walking"}


def test_several_sessions_a_day_are_several(ada: Person) -> None:
    for _ in range(2):
        assert ada.send("/session", **{"0-outcome": "done"}).status_code == 303
    assert len(done(ada)) == 2
    assert "done 2 times today" in said(ada.get("/session"))


def test_an_empty_programme_says_what_would_be_here(ada: Person) -> None:
    for line in listed(ada, "programme"):
        ada.post(f"/programme/{line['id']}/delete")
    page = ada.get("/session")
    assert "No exercises are planned for today" in said(page)
    assert soup(page).select('main a[href="/programme"]')
    assert "Start a session" not in said(ada.get("/"))


def test_it_is_one_tap_away_from_today_and_from_the_programme(ada: Person) -> None:
    for path in ("/", "/programme"):
        assert soup(ada.get(path)).select('main a[href^="/session"]'), path
    assert not soup(ada.get("/?day=2026-05-19")).select('main a[href^="/session"]')


def test_when_to_stop_stands_on_it(ada: Person) -> None:
    page = ada.get("/session")
    assert "Stop if pain shoots down a leg" in said(page)
    assert soup(page).select('dialog a[href="/safety"]')


def test_a_strangers_exercises_are_neither_shown_nor_logged(ada: Person, charlie: Person) -> None:
    ada.post("/programme/exercises", name="Secret stretch")
    ada.log("programme", exercise="Secret stretch", starts_on="2026-05-01")
    ada.log("exercises", exercise="Bridge")
    page = charlie.get("/session")
    assert "Secret stretch" not in page.text
    assert "done today" not in said(page)
    answer = charlie.send("/session", **{"0-exercise": "Secret stretch", "0-outcome": "done"})
    assert answer.status_code == 422
    assert done(charlie) == []
    assert len(done(ada)) == 1


def test_nobody_is_asked_to_sign_in_and_keeps_what_was_typed(nobody: Person) -> None:
    assert nobody.get("/session").location == "/account/sign-in?next=/session"
    answer = nobody.post(
        "/session",
        client_key=str(uuid4()),
        **{"0-exercise": "Bridge", "0-outcome": "done", "0-note": "typed"},
    )
    assert answer.status_code == 401
    assert "typed" in answer.text
