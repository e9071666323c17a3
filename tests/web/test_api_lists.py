"""The API beside records: pictures of exercises and programme templates, read and sent."""

import io
from base64 import b64decode, b64encode
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image
from sqlalchemy import Engine, select

from journal.core.model.picture import PICTURES_MOST
from journal.core.model.programme_template import LINES_MOST, TEMPLATES_MOST
from journal.core.model.vocabulary import NOTE_LENGTH
from journal.store.db.models import Change
from journal.store.db.owner_guard import ALL_OWNERS
from journal.store.db.sessions import session
from journal.web.support.openapi import EXAMPLES, document
from tests.people import Person
from tests.schemas import faults
from tests.test_pictures import drawn, made_up
from tests.web.apps import ROOT, App, app_of
from tests.web.reading import said, soup
from tests.web.test_api import refused
from tests.web.test_exercise_pictures import add, address, place, send, shown

pytestmark = pytest.mark.usefixtures("clock")

NEW = EXAMPLES
CHANGED: dict[str, dict[str, Any]] = {"pictures": {"alt": "another"}, "templates": {"lines": []}}


@pytest.fixture
def watch(ada: Person) -> App:
    """An app of Ada's that may read and log."""
    return app_of(ada)


def of_list(app: App, slug: str) -> list[dict[str, Any]]:
    """What the API lists of the pictures or templates."""
    answer = app.get(f"/{slug}").json or {}
    assert answer["next"] is None
    return list(answer["records"])


def picture(content: bytes, exercise: str = "Bridge") -> dict[str, str]:
    """A picture as an app sends it."""
    text = b64encode(content).decode()
    return {"exercise": exercise, "alt": "hips lifted", "picture": text}


@pytest.mark.parametrize("slug", CHANGED)
def test_what_is_sent_is_kept_once_and_read_again(watch: App, slug: str) -> None:
    body = NEW[slug] | {"client_key": str(uuid4())}
    first, again = watch.post(f"/{slug}", body), watch.post(f"/{slug}", body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json == again.json
    answer = first.json or {}
    assert first.headers["Location"] == f"{ROOT}/{slug}/{answer['id']}"
    assert watch.get(f"/{slug}/{answer['id']}").json == answer
    assert [each["id"] for each in of_list(watch, slug)] == [answer["id"]]
    refused(watch.post(f"/{slug}", body | CHANGED[slug]), 409)
    assert len(of_list(watch, slug)) == 1
    responses = document()["paths"][f"/{slug}"]["post"]["responses"]
    schema = responses["201"]["content"]["application/json"]["schema"]
    assert faults(answer, schema, document()) == []


@pytest.mark.parametrize("slug", CHANGED)
def test_a_scope_is_what_a_token_may_do_with_them(ada: Person, slug: str) -> None:
    reader, logger = app_of(ada, "read"), app_of(ada, "log")
    refused(reader.post(f"/{slug}", NEW[slug]), 403)
    answer = logger.post(f"/{slug}", NEW[slug])
    assert (answer.status_code, list(answer.json or {})) == (201, ["id"])
    key = (answer.json or {})["id"]
    for path in (f"/{slug}", f"/{slug}/{key}"):
        refused(logger.get(path), 403)
        assert reader.get(path).status_code == 200


@pytest.mark.both_databases
@pytest.mark.parametrize("slug", CHANGED)
def test_a_strangers_are_as_if_they_had_never_been(watch: App, charlie: Person, slug: str) -> None:
    key = watch.log(slug, **NEW[slug])["id"]
    stranger = app_of(charlie)
    for each in (key, str(uuid4()), "x"):
        refused(stranger.get(f"/{slug}/{each}"), 404)
    assert of_list(stranger, slug) == []


@pytest.mark.parametrize("slug", CHANGED)
def test_what_was_deleted_since_is_not_sent_again(ada: Person, watch: App, slug: str) -> None:
    body = NEW[slug] | {"client_key": str(uuid4())}
    key = (watch.post(f"/{slug}", body).json or {})["id"]
    path = f"/templates/{key}/delete" if slug == "templates" else f"{place(ada)}/delete"
    assert ada.post(path).status_code == 303
    refused(watch.get(f"/{slug}/{key}"), 404)
    refused(watch.post(f"/{slug}", body), 410)
    assert of_list(watch, slug) == []


@pytest.mark.parametrize(
    ("slug", "body", "blamed"),
    [
        ("pictures", {}, {"exercise", "alt", "picture"}),
        ("pictures", NEW["pictures"] | {"exercise": "Headstand"}, {"exercise"}),
        ("pictures", NEW["pictures"] | {"alt": "x" * 201}, {"alt"}),
        ("pictures", NEW["pictures"] | {"picture": "no base64!"}, {"picture"}),
        ("pictures", NEW["pictures"] | {"picture": 4}, {"picture"}),
        ("pictures", picture(b"Just words."), {"picture"}),
        ("pictures", picture(drawn("GIF")), {"picture"}),
        ("pictures", picture(made_up(30_000, 30_000)), {"picture"}),
        ("pictures", NEW["pictures"] | {"width": 3}, {"width"}),
        ("templates", {}, {"name"}),
        ("templates", {"name": "x" * 81, "lines": 0}, {"name", "lines"}),
        ("templates", {"name": "a", "lines": ["Bridge"]}, {"lines"}),
        ("templates", {"name": "a", "lines": {"exercise": "Bridge"}}, {"lines"}),
        (
            "templates",
            {"name": "a", "lines": [{"exercise": "Bridge"}, {"reps": 0, "mood": 1}]},
            {"lines.1.exercise", "lines.1.reps", "lines.1.mood"},
        ),
        ("templates", {"name": "a", "lines": [{"exercise": "a"}] * (LINES_MOST + 1)}, {"lines"}),
        (
            "templates",
            {"name": "a", "lines": [{"exercise": "a", "side": "left", "reps_right": 3}]},
            {"lines.0.reps_right"},
        ),
    ],
)
def test_what_cannot_be_is_named_by_field_and_not_kept(
    watch: App, slug: str, body: dict[str, Any], blamed: set[str]
) -> None:
    problems = refused(watch.post(f"/{slug}", body), 422)
    assert set(problems) == blamed
    assert all(sentence.endswith(".") for sentence in problems.values())
    assert of_list(watch, slug) == []


def test_a_picture_is_made_small_and_shown_in_the_journal(ada: Person, watch: App) -> None:
    answer = watch.log("pictures", **picture(drawn("PNG", (1500, 1000))))
    assert shown(ada) == shown(ada, "/session") == ["hips lifted"]
    assert (answer["exercise"], answer["width"], answer["height"]) == ("Bridge", 1200, 800)
    content = b64decode(answer["picture"])
    assert content == ada.get(address(ada)).data
    assert Image.open(io.BytesIO(content)).format == "JPEG"
    (listed,) = of_list(watch, "pictures")
    assert listed == {name: value for name, value in answer.items() if name != "picture"}


def test_a_picture_that_is_there_is_not_replaced(ada: Person, watch: App) -> None:
    send(ada, drawn(), "her own")
    refused(watch.post("/pictures", NEW["pictures"]), 409)
    assert shown(ada) == ["her own"]


def test_a_picture_as_large_as_one_is_kept_can_be_sent(watch: App) -> None:
    refused(watch.post("/pictures", picture(bytes(200_000))), 422)
    refused(watch.post("/pictures", picture(bytes(400_000))), 413)


def test_a_template_as_long_as_one_can_be_is_sent_as_it_is_read(watch: App) -> None:
    line = {"exercise": "Bridge", "instructions": "\N{FLEXED BICEPS}" * NOTE_LENGTH}
    answer = watch.log("templates", name="All of it", lines=[line] * LINES_MOST)
    instructions = [each["instructions"] for each in answer["lines"]]
    assert instructions == [line["instructions"]] * LINES_MOST
    refused(watch.post("/templates", {"name": "x" * 2_000_000}), 413)


def test_only_so_many_are_kept(ada: Person, watch: App) -> None:
    for number in range(PICTURES_MOST):
        assert send(ada, drawn(), "it", add(ada, f"Own {number}")).status_code == 303
    problems = refused(watch.post("/pictures", NEW["pictures"]), 422)
    assert f"at most {PICTURES_MOST} pictures" in problems["picture"]
    for _ in range(TEMPLATES_MOST):
        watch.log("templates", name="again")
    assert set(refused(watch.post("/templates", {"name": "one more"}), 422)) == {"name"}


def test_a_template_is_listed_and_changed_in_the_journal(ada: Person, watch: App) -> None:
    lines = [{"exercise": "Bridge", "reps": "8"}, {"exercise": "Own", "instructions": "slowly"}]
    answer = watch.log("templates", name="The first weeks", lines=lines)
    page = ada.get(f"/templates/{answer['id']}")
    assert soup(page).h1.get_text(strip=True) == "The first weeks"  # type: ignore[union-attr]
    assert "8 times" in said(page)
    assert "Own" in said(page)
    assert [line["reps"] for line in answer["lines"]] == [8, None]
    assert ada.post(f"/templates/{answer['id']}", name="Later").status_code == 303
    (listed,) = of_list(watch, "templates")
    assert listed == answer | {"name": "Later"}


def test_a_template_of_an_app_is_deleted_and_not_undone(
    ada: Person, watch: App, engine: Engine
) -> None:
    key = watch.log("templates", **EXAMPLES["templates"])["id"]
    with session(engine, writes=False) as reading:
        query = select(Change.id).where(Change.record_key == key)
        (change,) = reading.execute(query, execution_options={ALL_OWNERS: True}).scalars()
    assert ada.post(f"/changes/{change}/undo").status_code == 404
    assert len(of_list(watch, "templates")) == 1
