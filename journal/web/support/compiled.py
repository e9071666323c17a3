"""Templates as they were compiled, kept beside them as Python keeps its modules.

Compiling leaves 3 MB behind for good in each worker that does it. So the server has it done before
its workers start, in a process that ends; and whoever begins later finds it done.
"""

import hashlib
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

import jinja2
from flask import Flask
from jinja2.bccache import Bucket, FileSystemBytecodeCache

from journal.config import ROOT
from journal.words import templates as translating

TEMPLATES: Final = ROOT / "templates"


class CompiledTemplates(FileSystemBytecodeCache):
    """A folder of compiled templates, which nothing depends on: a full disk is no fault here."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep one, if that is possible."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def compiled() -> CompiledTemplates | None:
    """Where they are kept, by the versions of all that compiles them; None: it cannot be made."""
    compiler = Path(translating.__file__).read_bytes()
    folder = TEMPLATES / "__pycache__" / _digest(compiler, sys.version, jinja2.__version__)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return CompiledTemplates(str(folder), "%s.cache")


def compile_templates(application: Callable[[], Flask]) -> None:
    """Compile every template of an application, in a process of its own, unless it was done."""
    cache = compiled()
    sources = [file.read_bytes() for file in sorted(TEMPLATES.rglob("*.html"))]
    if cache is None or threading.active_count() > 1:  # only a process of one thread can be split
        return
    stamp = Path(cache.directory, _digest(*sources))
    if stamp.exists():
        return
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    try:
        environment = application().jinja_env
        for name in environment.list_templates(extensions=["html"]):
            environment.get_template(name)
        stamp.touch()
    finally:
        os._exit(0)


def _digest(*parts: str | bytes) -> str:
    whole = b"\0".join(part.encode() if isinstance(part, str) else part for part in parts)
    return hashlib.sha256(whole).hexdigest()[:12]
