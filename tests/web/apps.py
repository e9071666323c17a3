"""Other apps, as they use the API: with a token, and nothing a browser has."""

import json
from typing import Any
from uuid import uuid4

from flask import Flask
from werkzeug.test import TestResponse

from tests.people import Person
from tests.web.conftest import newcomer
from tests.web.reading import soup

ROOT = "/api/v1"


class App:
    """An app with a token of one person."""

    def __init__(self, app: Flask, secret: str) -> None:
        self.app = app
        self.browser = newcomer(app).browser
        self.headers = {"Authorization": f"Bearer {secret}"}

    def get(self, path: str) -> TestResponse:
        """The answer to a question."""
        return self.browser.get(ROOT + path, headers=self.headers)

    def post(self, path: str, content: object = None, **options: Any) -> TestResponse:
        """The answer to what is sent: an object as JSON, or bytes as they are."""
        if content is not None:
            body = content if isinstance(content, bytes) else json.dumps(content).encode()
            options = {"data": body, "content_type": "application/json"} | options
        return self.browser.post(ROOT + path, headers=self.headers, **options)

    def log(self, slug: str, **fields: Any) -> dict[str, Any]:
        """What the journal keeps of an entry that must succeed."""
        answer = self.post(f"/{slug}", fields)
        assert answer.status_code == 201, answer.text
        return dict(answer.json or {})


def app_of(person: Person, *scopes: str) -> App:
    """An app that this person has given a token with these scopes, or with both."""
    token = person.token()
    answer = person.post(
        "/account/tokens",
        csrf_token=token,
        client_key=str(uuid4()),
        name="an app",
        scopes=list(scopes) or ["read", "log"],
    )
    (secret,) = soup(person.follow(answer)).select("code.secret")
    return App(person.app, secret.text)
