"""``python -m tests.browser.journal_ahead SECONDS COMMAND …``: the journal by another clock.

It speaks the made-up language too, to a browser that asks for it.
"""

import sys
from datetime import datetime, timedelta
from unittest.mock import patch

from argon2 import PasswordHasher
from flask import Flask, Response, request

from journal import app, cli, clock
from journal.access import passwords
from journal.config import Settings
from journal.web.support.languages import LANGUAGES
from tests.browser.clock import script
from tests.words.pseudo import Pseudo


def main(seconds: str, *words: str) -> int:
    """Carry out a command of the journal, by a clock that is so many seconds ahead."""
    ahead = timedelta(seconds=int(seconds))
    machine, create_app = clock.exactly, app.create_app

    def exactly() -> datetime:
        return machine() + ahead

    def created(settings: Settings) -> Flask:
        app = create_app(settings)
        app.extensions[LANGUAGES][Pseudo.code] = Pseudo()
        app.after_request(worker_ahead)
        return app

    def worker_ahead(answer: Response) -> Response:
        if request.path == "/sw.js":
            answer.set_data(script(ahead) + answer.get_data(as_text=True))
        return answer

    with (
        patch.object(clock, "exactly", exactly),
        patch.object(app, "create_app", created),
        patch.object(passwords, "_HASHER", PasswordHasher(1, 8, 1)),  # as in the other tests
    ):
        return cli.main(words)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
