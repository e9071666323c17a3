"""What a person reads off an answer."""

import csv
import io
import json
import re
from functools import lru_cache
from typing import Any
from zipfile import ZipFile

from bs4 import BeautifulSoup
from bs4.element import Tag
from selectolax.lexbor import LexborHTMLParser
from werkzeug.test import TestResponse
from werkzeug.wrappers import Response

from tests.people import PASSWORD, Form, Person, forms


def csv_of(person: Person, slug: str) -> bytes:
    """Everything of a kind, as it goes out."""
    return _exported(person, f"/export/{slug}.csv")


def whole_diary(person: Person) -> dict[str, bytes]:
    """Everything of each kind by the name of its file: one archive in place of many files."""
    with ZipFile(io.BytesIO(_exported(person, "/export/journal.zip"))) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name.endswith(".csv")}


def _exported(person: Person, path: str) -> bytes:
    """What goes out; who asks says so again where that was long ago."""
    answer = person.get(path)
    if answer.status_code == 302:
        assert person.send("/export", own_password=PASSWORD).status_code == 303
        answer = person.get(path)
    assert answer.status_code == 200
    return bytes(answer.data)


def listed(person: Person, slug: str) -> list[dict[str, str]]:
    """Everything of a kind, field by field, oldest first."""
    text = csv_of(person, slug).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def one(person: Person, slug: str) -> dict[str, str]:
    """The only entry of a kind."""
    (entry,) = listed(person, slug)
    return entry


def soup(answer: Response) -> BeautifulSoup:
    """The page of an answer."""
    return _parsed(answer.get_data(as_text=True))


@lru_cache(maxsize=8)  # a test reads the same page several times
def _parsed(page: str) -> BeautifulSoup:
    return BeautifulSoup(page, "html.parser")


def said(answer: Response) -> str:
    """The words of a page, one blank between them."""
    page = LexborHTMLParser(answer.get_data(as_text=True))
    page.strip_tags(["script", "style"])
    assert page.root is not None
    return _joined(page.root.text(separator=" "))


def words_of(part: Tag) -> str:
    """The words of a part of a page, as they are seen: no blank before a mark that ends a word."""
    return _joined(part.get_text(" "))


def _joined(text: str) -> str:
    return re.sub(r" (?=[,.;:])", "", " ".join(text.split()))


def problems(answer: TestResponse) -> dict[str, str]:
    """The first problem at each field of a form."""
    lines = LexborHTMLParser(answer.text).css("p.problem[id$=problem-1]")
    return {str(each.id).removesuffix("-problem-1"): each.text() for each in lines}


def beside(answer: TestResponse) -> dict[str, str]:
    """What is shown at each field that was changed elsewhere too."""
    lines = {tag["id"]: tag.select("p")[0] for tag in soup(answer).select(".beside")}
    return {str(key).removesuffix("-beside"): words_of(line) for key, line in lines.items()}


def entry_form(answer: TestResponse) -> Form:
    """The form of an entry in an answer: the one that carries a version."""
    (form,) = [form for form in forms(answer.text) if "version" in form.names]
    return form


def texts(form: Form) -> dict[str, list[str]]:
    """What a form would send untouched, by field."""
    values: dict[str, list[str]] = {}
    for name, text in form.fields:
        values.setdefault(name, []).append(text)
    return values


def as_read(text: str) -> str:
    """What browsers read where this stands on a page."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")


def typed(answer: TestResponse) -> dict[str, list[str]]:
    """What the form of an entry in an answer would send untouched."""
    return texts(entry_form(answer))


TOKEN = re.compile(r'(?<=name="(?:csrf_token|client_key)" value=")[^"]*| data-place="[^"]*"')


def without_token(answer: TestResponse) -> tuple[int, str]:
    """An answer without what is never the same twice, and without the address it is at."""
    return answer.status_code, TOKEN.sub("", answer.text)


def look(person: Person, *files: tuple[str, bytes | str]) -> TestResponse:
    """The answer to files that are sent in, before anything is imported."""
    uploads = [
        (io.BytesIO(content.encode() if isinstance(content, str) else content), name)
        for name, content in files
    ]
    return person.post("/import", file=uploads)


def apply_form(answer: TestResponse) -> Form:
    """The form of a preview that imports what it shows."""
    (form,) = [form for form in forms(answer.text) if form.action.endswith("/apply")]
    return form


def bring(person: Person, *files: tuple[str, bytes | str]) -> TestResponse:
    """The answer to importing files after a look at what they would do."""
    form = apply_form(look(person, *files))
    answer = person.post(form.action, **dict(form.fields))
    assert answer.status_code == 303
    return answer


def undo(person: Person) -> str:
    """What is said once the undo that the next page offers was taken."""
    page = person.get("/")
    (path,) = [form.action for form in person.forms_of(page) if "/changes/" in form.action]
    assert person.post(path).status_code == 303
    words = said(person.get("/"))
    kinds = "is back|removed|are as they were before|is not begun|still going|as before:"
    assert re.search(rf"Undone[:.] .+ ({kinds}|(in|off) your programme)", words)
    return words


def known(person: Person) -> dict[str, Any]:
    """What a phone keeps of Today."""
    (source,) = soup(person.get("/")).select("#known")
    values: dict[str, Any] = json.loads(source.text)
    return values
