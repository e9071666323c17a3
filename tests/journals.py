"""Journals for tests: made as a host's is, with templates compiled once for all of them."""

import json
from pathlib import Path
from typing import Final

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from journal.access import security_log
from journal.app import create_app
from journal.config import Settings


class Compiled(BytecodeCache):
    """What templates were compiled to in this process."""

    def __init__(self) -> None:
        self.code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what is known of a template; Jinja compares it with the text."""
        if code := self.code.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a template was compiled to."""
        self.code[bucket.key] = bucket.bytecode_to_string()


COMPILED: Final = Compiled()


def journal(settings: Settings) -> Flask:
    """A journal of these settings, for a test client."""
    app = create_app(settings)
    app.testing = True
    app.jinja_env.bytecode_cache = COMPILED
    return app


def security_lines(folder: Path) -> list[dict[str, str]]:
    """The security log of a journal's data folder."""
    text = (folder / security_log.FILE).read_text()
    return [json.loads(line) for line in text.splitlines()]
