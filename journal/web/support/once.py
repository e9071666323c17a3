"""Sent twice, saved once: what a request said, under which key, and what it made before."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import Final
from uuid import UUID, uuid4, uuid5

from flask import g, request
from flask_login import current_user

from journal.core.model.fields import is_id
from journal.store.db.models import Change
from journal.store.diary.changes import Submission, made_by
from journal.store.diary.row_writing import new_id
from journal.web.support.request import came_at, db, now, owner
from journal.web.support.typed_moments import waited_since

KEYS: Final = UUID("7c2b2a54-8a2f-4a0e-9d6e-4f5b3f0a6c11")
"""The name space of client keys that are no UUIDs."""

ENDS: Final = 4
"""In so many digits the keys of one page differ: it has fewer forms than those count to."""

NOT_CONTENT: Final = frozenset(
    {
        "csrf_token",
        "client_key",
        "version",
        "opened",
        "next",
        "typed_ago",
        "ended_ago",
        "typed_zone",
        "waiting",
        "own_password",
    }
)
"""Fields that say how something is sent, not what."""

TAPPED_ONCE: Final = ("time_not_asked", "1")
"""As a page says it that was opened before an upgrade, when that was no content."""


def next_key() -> str:
    """A fresh key for one more form of a page."""
    return next(page_keys())


def page_keys() -> Iterator[str]:
    """Fresh keys for the forms of a page.

    They are alike but for their ends: random letters do not compress, and a page has dozens of
    forms.
    """
    keys: Iterator[str] | None = g.get("form_keys")
    if keys is None:
        beginning = str(uuid4())[:-ENDS]
        keys = g.form_keys = (f"{beginning}{end:0{ENDS}x}" for end in count())
    return keys


class KeyTaken(Exception):
    """Something else was sent under this key before; ``change`` is what that made."""

    def __init__(self, change: Change) -> None:
        super().__init__(change.id)
        self.change = change


def submission(client_key: str | None) -> Submission:
    """What this form sent, under the key it gave or else a fresh one."""
    content = (
        (name, text.replace("\r\n", "\n"))  # a script sends other line ends than a form
        for name, text in request.form.items(multi=True)
        if name not in NOT_CONTENT and (name, text) != TAPPED_ONCE
    )
    login = getattr(current_user, "login", None)
    return replace(
        submission_of(client_key, content),
        waited_since=waited_since(),
        login=login.id if login else "",
    )


def content_id(this_submission: Submission) -> str:
    """The id of what a submission makes: the same sent again has the same, anything else another.

    A form that is gone back to carries the key of what it made; with other content it makes more.
    """
    return str(uuid5(UUID(this_submission.client_key), this_submission.digest))


def submission_of(
    client_key: str | None, fields: Iterable[tuple[str, str | Sequence[str]]]
) -> Submission:
    """What this request said, under the key it gave or else a fresh one."""
    content = sorted(fields)
    digest = hashlib.sha256(repr((request.path, content)).encode("utf-8", "replace")).hexdigest()
    microsecond = came_at().microsecond
    return Submission(_as_id(client_key or ""), digest, now(), microsecond=microsecond)


def _as_id(client_key: str) -> str:
    """A key as the id it can be: itself if it is a UUID, else always the same one of its own."""
    if not client_key:
        return new_id()
    if is_id(client_key.lower()):
        return client_key.lower()
    return str(uuid5(KEYS, client_key.encode("utf-8", "replace").decode()))


def made_before(submission: Submission, diary_of: str | None = None) -> Change | None:
    """The change that the same submission made before; None: it is sent for the first time.

    ``diary_of``: the account it is about, if that is not the one signed in. Raises KeyTaken.
    """
    change = made_by(db(), diary_of or owner(), submission.client_key)
    if change is not None and change.digest != submission.digest:
        raise KeyTaken(change)
    return change


def submit_once() -> tuple[Submission, Change | None]:
    """What a button sent, and the change it made if it was sent before.

    A key under which something else was sent gives way to a fresh one.
    """
    this_submission = submission(request.form.get("client_key"))
    try:
        return this_submission, made_before(this_submission)
    except KeyTaken:
        return replace(this_submission, client_key=new_id()), None
