"""The picture of an exercise: sent, shown, replaced, removed, in handouts and archives."""

import io
import json
import zipfile
from base64 import b64decode, b64encode
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from werkzeug.test import TestResponse

from journal.core.model.picture import PICTURES_MOST
from tests.people import Person
from tests.test_pictures import drawn, made_up
from tests.web.conftest import NOON, joined
from tests.web.reading import apply_form, look, problems, soup
from tests.web.test_care import accepted, trail
from tests.web.test_patients_list import first_words

pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def noon(clock: time_machine.Traveller) -> None:
    """The clock stands at noon of 20 May 2026."""
    clock.move_to(NOON)


def place(person: Person, exercise: str = "Bridge") -> str:
    """Where the picture of an exercise is sent to."""
    page = soup(person.get("/programme"))
    for line in page.select("#own .names > li"):
        if line.summary and line.summary.get_text(strip=True) == exercise:
            (link,) = line.select('a[href$="/picture"]')
            return str(link["href"])
    raise AssertionError(exercise)


def send(
    person: Person, content: bytes | None, alt: str = "hips lifted", path: str = "", key: str = ""
) -> TestResponse:
    """Send a picture of the bridge."""
    path = path or place(person)
    fields = {"client_key": key or str(uuid4()), "alt": alt}
    file = [(io.BytesIO(content), "a.jpg")] if content is not None else [(io.BytesIO(), "")]
    return person.post(path, **fields, picture=file)


def undo(person: Person) -> None:
    """Take the undo that the next page offers."""
    forms = person.forms_of(person.get("/programme"))
    (path,) = {form.action for form in forms if "/changes/" in form.action}
    assert person.post(path).status_code == 303


def add(person: Person, name: str) -> str:
    """Put an exercise on the list; where its picture is sent to."""
    assert person.post("/programme/exercises", name=name).status_code == 303
    return place(person, name)


def shown(person: Person, page: str = "/programme") -> list[str]:
    """The words of the pictures that a page shows."""
    return [str(image["alt"]) for image in soup(person.get(page)).select("img.own-picture")]


def address(person: Person, page: str = "/programme") -> str:
    (image,) = soup(person.get(page)).select("img.own-picture")
    return str(image["src"])


def taken_out(person: Person) -> bytes:
    content: bytes = person.get("/export/journal.zip").data
    return content


def with_pictures(archive: bytes, pictures: object) -> bytes:
    """An archive that says something else of pictures, and whose manifest fits."""
    import hashlib  # noqa: PLC0415 (here alone)

    old = zipfile.ZipFile(io.BytesIO(archive))
    files = {name: old.read(name) for name in old.namelist()}
    lines = files["journal.json"].decode().split("\n")
    number = next(n for n, line in enumerate(lines) if line.startswith('"settings": '))
    settings = json.loads(lines[number].removeprefix('"settings": ').removesuffix(","))
    settings["exercise_pictures"] = pictures
    lines[number] = f'"settings": {json.dumps(settings)},'
    files["journal.json"] = "\n".join(lines).encode()
    manifest = json.loads(files["manifest.json"])
    manifest["files"]["journal.json"] = {
        "bytes": len(files["journal.json"]),
        "sha256": hashlib.sha256(files["journal.json"]).hexdigest(),
    }
    files["manifest.json"] = json.dumps(manifest).encode()
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as new:
        for name, text in files.items():
            new.writestr(name, text)
    return content.getvalue()


@pytest.mark.both_databases
def test_a_picture_is_shown_in_the_programme_and_the_session(ada: Person) -> None:
    answer = send(ada, drawn("PNG", (300, 200)))
    assert (answer.status_code, answer.location) == (303, "/programme")
    assert shown(ada) == shown(ada, "/session") == shown(ada, place(ada)) == ["hips lifted"]
    with ada.get(address(ada)) as picture:
        assert (picture.status_code, picture.content_type) == (200, "image/jpeg")
        assert picture.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in picture.headers["Content-Security-Policy"]
        assert picture.headers["Cache-Control"] == "private, no-cache"
        assert Image.open(io.BytesIO(picture.data)).size == (300, 200)
        tag = picture.headers["ETag"]
    assert ada.get(address(ada), headers={"If-None-Match": tag}).status_code == 304
    send(ada, drawn("PNG", (200, 300)))
    assert ada.get(address(ada), headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.both_databases
def test_replaced_and_removed_it_can_be_put_back(ada: Person) -> None:
    send(ada, drawn(size=(30, 20)), "first")
    send(ada, drawn(size=(20, 30)), "second")
    undo(ada)
    assert shown(ada, "/session") == ["first"]
    send(ada, drawn(size=(20, 30)), "second")
    assert shown(ada, "/session") == ["second"]
    assert ada.post(f"{place(ada)}/delete").status_code == 303
    undo(ada)
    assert shown(ada, "/session") == ["second"]
    assert Image.open(io.BytesIO(ada.get(address(ada)).data)).size == (20, 30)
    ada.post(f"{place(ada)}/delete")
    assert shown(ada, "/session") == []


def test_the_first_one_is_undone_to_none_and_a_changed_one_not_at_all(ada: Person) -> None:
    send(ada, drawn(), "first")
    forms = ada.forms_of(ada.get("/programme"))
    (earlier,) = [form.action for form in forms if "/changes/" in form.action]
    send(ada, None, "other words")
    assert shown(ada, "/session") == ["other words"]
    ada.post(earlier)
    assert shown(ada, "/session") == ["other words"]
    path = add(ada, "Towel stretch")
    send(ada, drawn(), "towel", path)
    undo(ada)
    assert shown(ada, path) == []


@pytest.mark.both_databases
def test_sent_twice_it_is_saved_once(ada: Person) -> None:
    path, key = place(ada), str(uuid4())
    assert [send(ada, drawn(), "once", path, key).status_code for _ in range(2)] == [303, 303]
    undo(ada)
    assert shown(ada, "/session") == []


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "Choose a picture."),
        (b"Just words.", "could not be read as a picture"),
        (drawn("JPEG", (300, 300))[:-400], "could not be read as a picture"),
        (drawn("GIF"), "could not be read as a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "could not be read as a picture"),
        (made_up(30_000, 30_000), "more than 40 million pixels"),
        (bytes(8_000_001), "larger than 8 MB"),
    ],
)
def test_what_is_no_such_picture_is_refused_and_the_words_are_kept(
    ada: Person, content: bytes | None, sentence: str
) -> None:
    answer = send(ada, content, "typed words")
    assert answer.status_code == 422
    page = soup(answer)
    (problem,) = page.select("#picture-problem")
    assert sentence in problem.get_text()
    assert "picture-problem" in page.select("#picture")[0]["aria-describedby"]
    assert page.select("#alt")[0]["value"] == "typed words"
    assert shown(ada, "/session") == []


@pytest.mark.parametrize("alt", ["", "x" * 201])
def test_a_picture_needs_words_that_fit(ada: Person, alt: str) -> None:
    answer = send(ada, drawn(), alt)
    assert answer.status_code == 422
    assert "alt" in problems(answer)
    assert shown(ada, "/session") == []


def test_only_so_many_are_kept(ada: Person) -> None:
    for number in range(PICTURES_MOST):
        path = add(ada, f"Own {number}")
        assert send(ada, drawn(), "it", path).status_code == 303
    answer = send(ada, drawn())
    assert answer.status_code == 422
    assert f"at most {PICTURES_MOST} pictures" in soup(answer).get_text()
    assert send(ada, drawn(), "another", path).status_code == 303
    assert shown(ada, path) == ["another"], "what was said before is read"
    ada.post(f"{path}/delete")
    forms = ada.forms_of(ada.get("/programme"))
    (back,) = {form.action for form in forms if "/changes/" in form.action}
    assert send(ada, drawn()).status_code == 303
    assert "as many pictures as you can keep" in soup(ada.follow(ada.post(back))).get_text()
    assert shown(ada, path) == [], "an archive of one more could not be imported"
    ada.post(f"{place(ada)}/delete")
    ada.post(back)
    assert shown(ada, path) == ["another"]


@pytest.mark.both_databases
def test_the_pictures_of_a_page_are_one_look_with_it(
    app: Flask, ada: Person, clock: time_machine.Traveller
) -> None:
    send(ada, drawn())
    maria = joined(app, "maria")
    page = accepted(ada, maria, notes="yes")
    picture = address(maria, page)
    clock.shift(60)
    ada.post("/episodes/start", ago="0")
    new = first_words(maria)
    assert list(new.values()) == ["a new spasm"]
    for _ in range(3):
        clock.shift(7 * 3600)  # they come when they are scrolled to
        assert maria.get(picture).status_code == 200
    assert len([line for line in trail(ada) if "viewed your summary" in line]) == 1
    clock.shift(4 * 3600)
    assert maria.get(picture).status_code == 200
    clock.shift(3600)
    assert maria.get(picture).status_code == 200
    lines = trail(ada)
    assert len([line for line in lines if "viewed your summary" in line]) == 1
    assert len([line for line in lines if "saw pictures of your exercises" in line]) == 2
    assert first_words(maria) == new, "they say nothing of what else is new"
    clock.shift(24 * 3600)
    assert "Since your last visit here, 20 May 2026" in soup(maria.get(page)).get_text()


@pytest.mark.both_databases
def test_nobody_else_finds_it(ada: Person, charlie: Person, nobody: Person) -> None:
    send(ada, drawn())
    path, picture = place(ada), address(ada)
    *_, owner_id, exercise_id = picture.split("/")
    assert nobody.get(picture).location.startswith("/account/sign-in")
    wrong = [picture, f"/pictures/{uuid4()}/{exercise_id}", f"/pictures/{owner_id}/{uuid4()}"]
    answers = [charlie.get(each) for each in wrong] + [charlie.get(path)]
    answers += [send(charlie, drawn(), path=path)]
    answers += [charlie.post(f"{path}/delete")]
    assert {answer.status_code for answer in answers} == {404}
    ada.post(f"{path}/delete")
    assert ada.get(picture).status_code == 404
    assert ada.get(f"/pictures/{owner_id}/{uuid4()}").status_code == 404


def test_a_clinician_sees_it_only_where_private_notes_are_shown(app: Flask, ada: Person) -> None:
    send(ada, drawn())
    maria, bea = joined(app, "maria"), joined(app, "bea")
    with_notes, without = accepted(ada, maria, notes="yes"), accepted(ada, bea)
    assert shown(maria, with_notes) == ["hips lifted"]
    picture = address(maria, with_notes)
    assert maria.get(picture).content_type == "image/jpeg"
    assert shown(bea, without) == []
    assert bea.get(picture).status_code == 404
    sizes = [
        sum(len(page.images) for page in PdfReader(io.BytesIO(file.data)).pages)
        for file in (maria.get(f"{with_notes}/handout.pdf"), bea.get(f"{without}/handout.pdf"))
    ]
    assert sizes == [1, 0]


def test_the_handout_has_it_with_its_words(ada: Person) -> None:
    send(ada, drawn("PNG", (300, 200)), "hips lifted, “high” & <slow>")
    answer = ada.get("/programme/handout.pdf")
    assert answer.status_code == 200
    reader = PdfReader(io.BytesIO(answer.data))
    (image,) = [image for page in reader.pages for image in page.images]
    assert image.image is not None
    assert image.image.size == (300, 200)
    count = int(str(reader.trailer["/Size"]))
    objects = [reader.get_object(number) for number in range(1, count)]
    alts = [str(each.get("/Alt")) for each in objects if isinstance(each, DictionaryObject)]
    assert "hips lifted, “high” & <slow>" in alts


@pytest.mark.both_databases
def test_an_archive_brings_it_back_and_undoing_takes_it_away(ada: Person, charlie: Person) -> None:
    path = add(ada, "Towel stretch")
    send(ada, drawn("PNG", (300, 200)), "with a towel", path)
    archive = taken_out(ada)
    assert "the pictures of your exercises" in soup(ada.get("/export")).get_text()
    looked = look(charlie, ("journal.zip", archive))
    assert "pictures of your exercises" in soup(looked).get_text().lower()
    form = apply_form(looked)
    assert charlie.post(form.action, **dict(form.fields)).status_code == 303
    forms = charlie.forms_of(charlie.get("/import"))
    (back,) = {form.action for form in forms if "/changes/" in form.action}
    theirs = place(charlie, "Towel stretch")
    assert shown(charlie, theirs) == ["with a towel"]
    assert charlie.get(address(charlie, theirs)).data == ada.get(address(ada, path)).data
    assert "nothing to import" in soup(look(charlie, ("journal.zip", archive))).get_text()
    assert charlie.post(back).status_code == 303
    assert "Towel stretch" not in soup(charlie.get("/programme")).get_text()


@pytest.mark.parametrize(
    "change",
    [
        {"jpeg": "no base64 at all"},
        {"jpeg": b64encode(b"no picture").decode()},
        {"jpeg": b64encode(drawn("PNG")).decode()},
        {"alt": ""},
        {"exercise": "Another"},
        {"more": "of it"},
    ],
)
def test_an_archive_with_a_bad_picture_is_refused(
    ada: Person, charlie: Person, change: dict[str, str]
) -> None:
    send(ada, drawn("JPEG"))
    archive = taken_out(ada)
    lines = zipfile.ZipFile(io.BytesIO(archive)).read("journal.json").decode().split("\n")
    settings = json.loads(lines[2].removeprefix('"settings": ').removesuffix(","))
    (plain,) = settings["exercise_pictures"].values()
    assert Image.open(io.BytesIO(b64decode(plain["jpeg"]))).format == "JPEG"
    answer = look(charlie, ("journal.zip", with_pictures(archive, {"bridge": plain | change})))
    assert answer.status_code == 422
    assert "is not one that the journal wrote" in soup(answer).get_text()
    assert shown(charlie, "/session") == []


def test_an_exercise_with_a_picture_is_retired_with_it(ada: Person) -> None:
    path = add(ada, "Towel stretch")
    send(ada, drawn(), "with a towel", path)
    ada.post(path.replace("/picture", "/delete"))
    assert shown(ada, path) == ["with a towel"]
