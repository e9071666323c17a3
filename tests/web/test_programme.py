"""The programme page: what is prescribed, and a person's own list of exercises."""

from uuid import uuid4

import pytest

from tests.people import Person
from tests.web.reading import listed, one, said, soup, texts, undo, without_token

pytestmark = pytest.mark.usefixtures("clock")


def paths(person: Person, name: str) -> dict[str, str]:
    """Where the forms of an exercise post to: rename, delete."""
    page = person.get("/programme")
    (rename,) = [
        form.action
        for form in person.forms_of(page)
        if texts(form).get("name") == [name] and form.action != "/programme/exercises"
    ]
    return {"rename": rename, "delete": f"{rename}/delete", "back": f"{rename}/bring-back"}


def names(person: Person) -> list[str]:
    """The exercises one may choose from."""
    options = soup(person.get("/exercises/new")).select("select[name=exercise] option[value]")
    return [str(option["value"]) for option in options if option["value"]]


def test_it_begins_with_the_four_and_says_how(ada: Person) -> None:
    text = said(ada.get("/programme"))
    for words in ("Bridge", "15 times", "Side leg raise", "each side", "Curl-up", "10 times",
                  "Walking", "30 min", "Lie on your back"):  # fmt: skip
        assert words in text


def test_an_own_exercise_can_be_logged_and_prescribed(ada: Person) -> None:
    assert (
        ada.send("/programme", "/programme/exercises", name="  Cat & <cow>  ").status_code == 303
    )
    assert "Cat & <cow>" in names(ada)
    ada.log("exercises", exercise="Cat & <cow>")
    ada.log("programme", exercise="Cat & <cow>", starts_on="2026-05-20", minutes="5")
    assert "Cat & <cow>" in said(ada.get("/"))
    assert one(ada, "exercises")["exercise"] == "Cat & <cow>"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "Fill this in"),
        ("   ", "Fill this in"),
        ("Bridge", "already"),
        ("bRIDGE", "already"),
        ("x" * 81, "81 characters"),
        ("two\nlines", "one line"),
        ("a\0b", "control character"),
        ("x" * 1_000_000, "1,000,000 characters"),
    ],
)
def test_a_name_that_cannot_be_is_refused_and_kept_in_the_form(
    ada: Person, name: str, sentence: str
) -> None:
    before = names(ada)
    for path in ("/programme/exercises", paths(ada, "Walking")["rename"]):
        answer = ada.post(path, name=name)
        assert answer.status_code == 422
        assert sentence in said(answer)
        field = soup(answer).select_one(f'form[action="{path}"] input[name=name]')
        assert field is not None
        assert str(field["value"]) == name
    assert names(ada) == before


def test_a_new_name_is_the_name_everywhere(ada: Person) -> None:
    ada.log("exercises", exercise="Bridge", completed_at="2026-05-01T09:00")
    assert "Bridge" in said(ada.get("/charts/exercise"))
    assert ada.post(paths(ada, "Bridge")["rename"], name="Glute bridge").status_code == 303
    assert "Glute bridge" in said(ada.get("/charts/exercise"))
    assert one(ada, "exercises")["exercise"] == "Glute bridge"
    assert "Glute bridge" in {line["exercise"] for line in listed(ada, "programme")}
    assert "Bridge" not in names(ada)


def test_an_exercise_that_was_used_keeps_its_history_and_comes_back(ada: Person) -> None:
    ada.log("exercises", exercise="Bridge")
    before = one(ada, "exercises")
    where = paths(ada, "Bridge")
    assert ada.post(where["delete"]).status_code == 303
    assert "What you logged of it stays" in said(ada.get("/programme"))
    assert "Bridge" not in names(ada)
    assert one(ada, "exercises") == before
    assert ada.send(f"/exercises/{before['id']}/edit", note="still editable").status_code == 303
    assert ada.post(where["back"]).status_code == 303
    assert "Bridge" in names(ada)


def test_an_exercise_that_was_never_used_is_gone(ada: Person) -> None:
    ada.post("/programme/exercises", name="Swimming")
    where = paths(ada, "Swimming")
    assert ada.post(where["delete"]).status_code == 303
    assert "Swimming" not in said(ada.get("/programme")).replace("“Swimming” is off your list", "")
    assert ada.post(where["back"]).status_code == 404


def undo_path(person: Person) -> str:
    """Where the message of the last change is undone."""
    page = person.get("/programme")
    (path,) = [form.action for form in person.forms_of(page) if "/changes/" in form.action]
    return path


def test_taking_an_exercise_off_can_be_undone(ada: Person) -> None:
    ada.post("/programme/exercises", name="Swimming")
    for name in ("Bridge", "Swimming"):
        before = (names(ada), listed(ada, "programme"))
        ada.post(paths(ada, name)["delete"])
        path = undo_path(ada)
        assert (names(ada), listed(ada, "programme")) != before
        assert ada.post(path).status_code == 303
        assert f"“{name}” is on your list again, as it was." in said(ada.get("/programme"))
        assert (names(ada), listed(ada, "programme")) == before


def test_an_exercise_sent_off_the_list_twice_is_taken_off_once(ada: Person) -> None:
    ada.post("/programme/exercises", name="Swimming")
    key, where = str(uuid4()), paths(ada, "Swimming")["delete"]
    for _ in range(2):
        assert ada.post(where, client_key=key).status_code == 303
        assert "“Swimming” is off your list" in said(ada.get("/programme"))


def test_what_is_put_back_is_in_the_programme_as_before(ada: Person) -> None:
    before = listed(ada, "programme")
    where = paths(ada, "Bridge")
    ada.log("exercises", exercise="Bridge")
    ada.post(where["delete"])
    key = str(uuid4())
    assert ada.post(where["back"], client_key=key).status_code == 303
    assert "in your list again, and in your programme as before" in said(ada.get("/programme"))
    assert listed(ada, "programme") == before
    assert ada.post(where["back"], client_key=key).status_code == 303
    assert "“Bridge” is in your list." in said(ada.get("/programme"))
    assert listed(ada, "programme") == before


def test_taking_an_exercise_off_ends_its_lines_yesterday(ada: Person) -> None:
    ada.log("programme", exercise="Walking", minutes="77", starts_on="2026-05-01")
    ada.log("programme", exercise="Walking", minutes="78", starts_on="2026-06-01")
    ada.post(paths(ada, "Walking")["delete"])
    assert "“Walking” is off your list and out of your programme." in said(ada.get("/programme"))
    lines = [line for line in listed(ada, "programme") if line["exercise"] == "Walking"]
    assert [(line["minutes"], line["ends_on"]) for line in lines] == [("77", "2026-05-19")]


def test_undoing_what_has_lost_its_exercise_says_so(ada: Person) -> None:
    ada.post("/programme/exercises", name="Swimming")
    ada.log("exercises", exercise="Swimming")
    ada.get("/")
    ada.post(f"/exercises/{one(ada, 'exercises')['id']}/delete")
    (path,) = [f.action for f in ada.forms_of(ada.get("/")) if "/changes/" in f.action]
    ada.post(paths(ada, "Swimming")["delete"])
    assert ada.post(path).status_code == 303
    assert listed(ada, "exercises") == []


def test_what_is_to_come_and_what_is_over_stand_apart(ada: Person) -> None:
    ada.log("programme", exercise="Bridge", starts_on="2026-06-01", minutes="71")
    ada.log(
        "programme", exercise="Bridge", starts_on="2026-01-01", ends_on="2026-02-01", minutes="72"
    )
    page = ada.get("/programme")
    assert "from 1 Jun 2026" in said(page)
    over = soup(page).find("summary", string="Earlier in your programme")
    assert over is not None
    assert "72 min" in over.parent.text  # type: ignore[union-attr]  # a summary is in its details


def since_monday(person: Person) -> str:
    """The form of a line that began two days ago."""
    person.log("programme", exercise="Walking", minutes="10", starts_on="2026-05-18")
    lines = [line for line in listed(person, "programme") if line["minutes"] == "10"]
    return f"/programme/{lines[0]['id']}/edit"


def walks(person: Person) -> list[tuple[str, str, str]]:
    """What is asked of walking, line by line, but for what the journal began with."""
    lines = [line for line in listed(person, "programme") if line["exercise"] == "Walking"]
    walked = [(line["minutes"], line["starts_on"], line["ends_on"]) for line in lines]
    return sorted(line for line in walked if line[0] != "30")


def test_a_dose_that_is_edited_is_asked_for_from_today_on(ada: Person) -> None:
    page = since_monday(ada)
    assert "From today on" in said(ada.get(page))
    assert ada.send(page, minutes="20", note="slowly").status_code == 303
    assert walks(ada) == [("10", "2026-05-18", "2026-05-19"), ("20", "2026-05-20", "")]
    undo(ada)
    assert walks(ada) == [("10", "2026-05-18", "")]


def test_a_slip_of_the_pen_was_always_so(ada: Person) -> None:
    assert ada.send(since_monday(ada), minutes="20", applies="always").status_code == 303
    assert walks(ada) == [("20", "2026-05-18", "")]


def test_an_edit_that_says_nothing_of_when_is_of_the_whole_line(ada: Person) -> None:
    page = since_monday(ada)
    fields = texts(ada.form(page))
    fields.pop("applies")
    assert ada.post(page, **fields | {"minutes": ["20"]}).status_code == 303
    assert walks(ada) == [("20", "2026-05-18", "")]


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ({"ends_on": "2026-05-25"}, [("10", "2026-05-18", "2026-05-25")]),
        ({"starts_on": "2026-05-17", "minutes": "20"}, [("20", "2026-05-17", "")]),
        (
            {"starts_on": "2026-05-24", "minutes": "20"},
            [("10", "2026-05-18", "2026-05-23"), ("20", "2026-05-24", "")],
        ),
    ],
    ids=["only an end", "an earlier first day", "a later first day"],
)
def test_a_line_is_parted_only_where_it_asks_for_something_else_from_a_day_on(
    ada: Person, typed: dict[str, str], lines: list[tuple[str, str, str]]
) -> None:
    assert ada.send(since_monday(ada), **typed).status_code == 303
    assert walks(ada) == lines


def test_what_is_asked_from_today_on_ends_no_earlier(ada: Person) -> None:
    answer = ada.send(since_monday(ada), minutes="20", ends_on="2026-05-19")
    assert answer.status_code == 422
    assert "It can’t end before it starts." in said(answer)
    assert walks(ada) == [("10", "2026-05-18", "")]


def test_a_line_that_begins_today_is_just_edited(ada: Person) -> None:
    line = next(line for line in listed(ada, "programme") if line["exercise"] == "Bridge")
    assert "It was always so" not in said(ada.get(f"/programme/{line['id']}/edit"))


def test_a_stranger_changes_nothing(ada: Person, charlie: Person) -> None:
    where = paths(ada, "Bridge")
    never = f"/programme/exercises/{uuid4()}"
    for path, none in (
        (where["rename"], never),
        (where["delete"], f"{never}/delete"),
        (where["back"], f"{never}/bring-back"),
    ):
        theirs = charlie.post(path, name="Stolen")
        assert theirs.status_code == 404
        assert without_token(theirs) == without_token(charlie.post(none, name="Stolen"))
    assert "Bridge" in names(ada)


def test_nobody_is_asked_to_sign_in(nobody: Person) -> None:
    assert nobody.get("/programme").location.startswith("/account/sign-in?next=/programme")
    assert nobody.post("/programme/exercises", name="Mine").status_code == 401


def test_what_is_taken_off_the_programme_is_not_said_to_be_deleted(ada: Person) -> None:
    line = next(line for line in listed(ada, "programme") if line["exercise"] == "Bridge")
    assert ada.post(f"/programme/{line['id']}/delete").status_code == 303
    page = ada.get("/programme")
    assert "Bridge taken off your programme" in said(page)
    (path,) = [form.action for form in ada.forms_of(page) if "/changes/" in form.action]
    ada.post(path)
    assert "Undone: Bridge is in your programme again" in said(ada.get("/programme"))


def test_an_exercise_out_of_the_programme_is_added_again_with_its_numbers(ada: Person) -> None:
    numbers = {"sets": "2", "reps": "7", "hold_seconds": "4", "times_per_day": "3"}
    ada.post("/programme/exercises", name="Swimming")
    dates = {"starts_on": "2026-05-01", "ends_on": "2026-05-10"}
    ada.log("programme", exercise="Swimming", **numbers, **dates)
    links = soup(ada.get("/programme")).find_all("a", string="Add to my programme")
    (link,) = [link for link in links if "Swimming" in str(link["href"])]
    form = soup(ada.get(str(link["href"])))
    for name, text in numbers.items():
        field = form.select_one(f"[name={name}]")
        assert field is not None
        assert field.get("value") == text, name
    assert not [link for link in links if "Bridge" in str(link["href"])]


@pytest.mark.parametrize("name", ["Bridge", " bRIDGE  "])
def test_an_exercise_that_is_planned_twice_is_said_to_be(ada: Person, name: str) -> None:
    sentence = "Another line of your programme asks for it on the same days too: both count."
    ada.log("programme", exercise=name, reps="8", starts_on="2026-05-20")
    assert sentence in said(ada.get("/programme"))
    ada.log("programme", exercise=name, reps="8", starts_on="2020-01-01", ends_on="2020-02-01")
    assert sentence not in said(ada.get("/programme"))
