"""People who use the journal as a browser would: they read the form, fill it in and send it."""

import re
from typing import Any
from uuid import uuid4

from flask import Flask
from selectolax.lexbor import LexborHTMLParser, LexborNode
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


def forms(page: str) -> list[Form]:
    """The forms of a page."""
    return [_form(node) for node in LexborHTMLParser(page).css("form")]


def _form(node: LexborNode) -> Form:
    form = Form(node.attributes.get("action") or "", node.attributes.get("method") or "get")
    for control in node.css("input, select, textarea, button"):
        own = control.attributes
        if not (name := own.get("name")):
            continue
        form.names.add(name)
        if control.tag == "select":
            option = control.css_first("option[selected]") or control.css_first("option")
            form.fields.append((name, _value(option) if option else ""))
        elif control.tag == "textarea":
            form.fields.append((name, control.text()))
        elif control.tag == "input" and (
            own.get("type") not in ("radio", "checkbox") or "checked" in own
        ):
            form.fields.append((name, own.get("value") or ""))
    return form


def _value(option: LexborNode) -> str:
    own = option.attributes
    return (own["value"] or "") if "value" in own else option.text()


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
        for form in forms(self.get(path).text):
            if form.method == "post" and (form.action or path).split("?", 1)[0] == address:
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
