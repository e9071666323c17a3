"""Templates compiled before the workers start: whoever compiles them holds more for good."""

import hashlib
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

import jinja2
from flask import Flask
from jinja2.bccache import Bucket, FileSystemBytecodeCache

from journal.app import create_app
from journal.config import ROOT, Settings
from journal.words import templates

STAMP: Final = "complete"


class CompiledTemplates(FileSystemBytecodeCache):
    """A folder of compiled templates, which nothing depends on: a full disk is no fault here."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep one, if that is possible."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _folder(settings: Settings) -> Path:
    """Where they are kept: by the versions of whatever compiles them."""
    compiler = Path(templates.__file__).read_bytes()
    versions = f"{sys.version} {jinja2.__version__}".encode()
    digest = hashlib.sha256(compiler + versions).hexdigest()[:10]
    return settings.data_dir / "templates" / digest


def use_compiled(app: Flask, settings: Settings) -> None:
    """Let an application take its templates from there, and put there what is missing."""
    folder = _folder(settings)
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        app.jinja_env.bytecode_cache = CompiledTemplates(str(folder))


def compile_templates(settings: Settings) -> None:
    """Compile every template in a process of its own, unless that was done before."""
    stamp = _folder(settings) / f"{STAMP}-{_sources()}"
    if stamp.exists():
        return
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    try:
        app = create_app(settings)
        use_compiled(app, settings)
        for name in app.jinja_env.list_templates(extensions=["html"]):
            app.jinja_env.get_template(name)
        stamp.touch()
    finally:
        os._exit(0)


def _sources() -> str:
    """What changes when any template does."""
    files = sorted((ROOT / "templates").rglob("*.html"))
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()[:10]
