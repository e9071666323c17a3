"""People who use the journal as a browser would: they read the form, fill it in and send it."""

from html.parser import HTMLParser
from typing import Any
from uuid import uuid4

from flask import Flask
from werkzeug.test import TestResponse

PASSWORD = "a long enough password"


class Form:
    """A form as a browser sees it: where it goes, and what it would send untouched."""

    def __init__(self, action: str, method: str) -> None:
        self.action = action
        self.method = method
        self.fields: list[tuple[str, str]] = []
        self.names: set[str] = set()


class _Forms(HTMLParser):
    """Reads the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.form: Form | None = None
        self.select: str | None = None
        self.options: list[tuple[str, bool]] = []
        self.option: str | None = None
        self.area: str | None = None
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.form = Form(given.get("action") or "", given.get("method") or "get")
            self.forms.append(self.form)
        if self.form is None:
            return
        name = given.get("name") or ""
        if tag in ("input", "select", "textarea", "button") and name:
            self.form.names.add(name)
        if tag == "input" and name:
            kind = given.get("type")
            if kind not in ("radio", "checkbox") or "checked" in given:
                self.form.fields.append((name, given.get("value") or ""))
        elif tag == "select":
            self.select, self.options = name, []
        elif tag == "option" and self.select is not None:
            self._end_option()
            self.option = given.get("value")
            self.options.append((self.option or "", "selected" in given))
            self.words = ""
        elif tag == "textarea":
            self.area, self.words = name, ""

    def handle_data(self, data: str) -> None:
        self.words += data

    def _end_option(self) -> None:
        if self.options and self.option is None:
            _, chosen = self.options[-1]
            self.options[-1] = (self.words.strip(), chosen)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "option":
            self._end_option()
        elif tag == "select" and self.form is not None and self.select:
            chosen = [value for value, selected in self.options if selected]
            value = chosen[0] if chosen else self.options[0][0] if self.options else ""
            self.form.fields.append((self.select, value))
            self.select = None
        elif tag == "textarea" and self.form is not None and self.area:
            self.form.fields.append((self.area, self.words.removeprefix("\n")))
            self.area = None


def forms(page: str) -> list[Form]:
    """The forms of a page."""
    reader = _Forms()
    reader.feed(page)
    return reader.forms


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

    def form(self, path: str, action: str | None = None) -> Form:
        """The form of a page that posts to ``action`` (its own address where None)."""
        wanted = path.split("?")[0] if action is None else action
        for form in forms(self.get(path).text):
            if form.method == "post" and (form.action or path).split("?")[0] == wanted:
                return form
        raise AssertionError(f"{path} has no form that posts to {wanted}")

    def send(self, path: str, action: str | None = None, **typed: Any) -> TestResponse:
        """Open a page, type into its form and send it; a list sends a field several times."""
        form = self.form(path, action)
        fields: dict[str, list[str]] = {}
        for name, value in form.fields:
            fields.setdefault(name, []).append(value)
        for name, value in typed.items():
            fields[name] = value if isinstance(value, list) else [value]
        return self.post(form.action or path, **fields)

    def token(self) -> str:
        """A valid token against forged requests."""
        page = self.get("/safety" if not self.name else "/help").text
        for form in forms(page) or forms(self.get("/account/sign-in").text):
            for name, value in form.fields:
                if name == "csrf_token":
                    return value
        raise AssertionError("no token on the page")

    def post(self, path: str, **fields: Any) -> TestResponse:
        """Send fields straight to an address; the token is added where none is given."""
        if "csrf_token" not in fields:
            fields["csrf_token"] = self.token()
        return self.browser.post(path, data=fields)

    def log(self, word: str, **fields: Any) -> TestResponse:
        """Log an entry of a kind, which must succeed."""
        answer = self.post(f"/{word}/new", client_key=str(uuid4()), **fields)
        assert answer.status_code == 303, answer.text
        return answer
