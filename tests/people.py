"""People who use the journal as a browser would: they read the form, fill it in and send it."""

import re
from functools import lru_cache
from html import unescape
from typing import Any
from uuid import uuid4

from flask import Flask
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, encode_multipart

PASSWORD = "a long enough password"


class Form:
    """A form as a browser sees it: where it goes, and what it would send untouched."""

    def __init__(self, action: str, method: str) -> None:
        self.action = action
        self.method = method
        self.fields: list[tuple[str, str]] = []
        self.names: set[str] = set()


FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
ACTION = re.compile(r'<form\b[^<>]*\baction="(?P<action>[^"&]*)"')


def _path(address: str) -> str:
    return address.split("?", 1)[0]


def forms(page: str) -> list[Form]:
    """The forms of a page."""
    return [_form(text) for text in FORM.findall(page)]


SECRET = re.compile(r'name="(csrf_token|client_key)" value="([^"]*)"')
"""What differs each time that a form is shown."""


def _form(text: str) -> Form:
    blank = _read(SECRET.sub(r'name="\1" value=""', text))
    secrets = dict(SECRET.findall(text))
    form = Form(blank.action, blank.method)
    form.fields = [(name, secrets.get(name, value)) for name, value in blank.fields]
    form.names = {*blank.names}
    return form


PART = r"""[^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*)*"""
"""What stands in a tag behind its name."""
START = re.compile(rf"<form\b({PART})>")
CONTROL = re.compile(
    rf"<(?:(input|button)\b({PART})|(select|textarea)\b({PART})>(.*?)</\3)>", re.DOTALL
)
OPTION = re.compile(rf"<option\b({PART})>([^<]*)")
ATTRIBUTE = re.compile(r"""([\w-]+)(?:=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")


def _attributes(tag: str) -> dict[str, str]:
    return {name: unescape("".join(texts)) for name, *texts in ATTRIBUTE.findall(tag)}


@lru_cache(maxsize=1000)  # the same few stand on every page
def _read(text: str) -> Form:
    """A form by regular expressions: a tree of it takes ten times as long."""
    start = START.match(text)
    assert start is not None
    where = _attributes(start[1])
    form = Form(where.get("action", ""), where.get("method", "get"))
    for name, tag, block, block_tag, content in CONTROL.findall(text):
        control = _attributes(tag or block_tag)
        if not (field := control.get("name")):
            continue
        form.names.add(field)
        if block == "select":
            form.fields.append((field, _selected(content)))
        elif block == "textarea":
            form.fields.append((field, unescape(content).removeprefix("\n")))
        elif name == "input" and (
            control.get("type") not in ("radio", "checkbox") or "checked" in control
        ):
            form.fields.append((field, control.get("value", "")))
    return form


def _selected(options: str) -> str:
    """What a choice would send untouched."""
    choices = [(_attributes(tag), text) for tag, text in OPTION.findall(options)]
    marked = [choice for choice in choices if "selected" in choice[0]]
    for attributes, text in (marked or choices)[:1]:
        return attributes.get("value", unescape(text))
    return ""


def _files(fields: dict[str, Any]) -> MultiDict[str, Any]:
    """Fields with their uploads, each a stream and a name, as files."""
    files: MultiDict[str, Any] = MultiDict()
    for name, value in fields.items():
        for upload in value if isinstance(value, list) else [value]:
            files.add(name, FileStorage(*upload) if isinstance(upload, tuple) else upload)
    return files


class Person:
    """A browser with its own cookies, and the name it signed in under."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.browser = app.test_client()
        self.name = ""

    def registered(self, name: str, zone: str = "Europe/Vienna") -> "Person":
        """The same person, with an account."""
        self.name = name
        answer = self.send(
            "/account/register",
            username=name,
            password=PASSWORD,
            password_again=PASSWORD,
            zone=zone,
        )
        assert answer.status_code == 303, answer.text
        return self

    def signed_in(self, name: str, password: str = PASSWORD) -> TestResponse:
        """The answer to signing in."""
        self.name = name
        return self.send("/account/sign-in", username=name, password=password)

    def get(self, path: str, **options: Any) -> TestResponse:
        """Open a page."""
        return self.browser.get(path, **options)

    @staticmethod
    def forms_of(answer: TestResponse) -> list[Form]:
        """The forms of an answer."""
        return forms(answer.text)

    def form(self, path: str, action: str | None = None) -> Form:
        """The form of a page that posts to ``action`` (its own address where None)."""
        address = path.split("?", 1)[0] if action is None else action
        for text in FORM.findall(self.get(path).text):
            # Read only where it may be the one: reading is most of what a page costs here.
            if (match := ACTION.match(text)) and _path(match["action"] or path) != address:
                continue
            form = _form(text)
            if form.method == "post" and _path(form.action or path) == address:
                return form
        raise AssertionError(f"{path} has no form that posts to {address}")

    def send(self, path: str, action: str | None = None, **typed: Any) -> TestResponse:
        """Open a page, type into its form and send it; a list sends a field several times."""
        form = self.form(path, action)
        fields: dict[str, list[str]] = {}
        for name, value in form.fields:
            fields.setdefault(name, []).append(value)
        for name, value in typed.items():
            fields[name] = value if isinstance(value, list) else [value]
        return self.post(form.action or path, **fields)

    def follow(self, answer: TestResponse) -> TestResponse:
        """The page that an answer after a write leads to."""
        assert answer.status_code == 303, answer.text
        return self.get(answer.headers["Location"])

    def token(self) -> str:
        """A valid token against forged requests."""
        state = self.get("/offline/state")
        token = state.json.get("token") if state.json else None
        if token is None:
            page = self.get("/account/sign-in").text
            token = re.findall('name="csrf_token" value="([^"]+)"', page)[0]
        return str(token)

    def post(self, path: str, **fields: Any) -> TestResponse:
        """Send fields straight to an address; the token is added where none is given."""
        if "csrf_token" not in fields:
            fields["csrf_token"] = self.token()
        if any(
            isinstance(value, list) and isinstance(value[0], tuple) for value in fields.values()
        ):
            # Encoded here: the test client would leave its temporary file open.
            boundary, body = encode_multipart(_files(fields))
            kind = f'multipart/form-data; boundary="{boundary}"'
            return self.browser.post(path, data=body, content_type=kind)
        return self.browser.post(path, data=fields)

    def log(self, slug: str, **fields: Any) -> TestResponse:
        """Log an entry of a kind, which must succeed."""
        answer = self.post(f"/{slug}/new", client_key=str(uuid4()), **fields)
        assert answer.status_code == 303, answer.text
        return answer
