"""Templates are compiled once, and whoever begins later finds them so."""

import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import DictLoader, Environment

from journal.config import ROOT
from journal.web.support import compiled

COMPILE = """
import sys
from pathlib import Path
from journal.app import create_app
from journal.config import Settings
from journal.web.support import compiled
folder = Path(sys.argv[1])
settings = Settings(folder, f"sqlite:///{folder}/journal.db", secret_key="of a test, long enough")
compiled.compile_templates(lambda: create_app(settings))
"""


def test_every_template_is_compiled_once_in_a_process_that_ends(tmp_path: Path) -> None:
    cache = compiled.compiled()
    assert cache is not None
    subprocess.run([sys.executable, "-c", COMPILE, tmp_path], cwd=ROOT, check=True, timeout=300)
    names = {file.name for file in Path(cache.directory).iterdir() if file.suffix != ".cache"}
    assert names, "nothing says that all of them are there"
    count = len(list((ROOT / "templates").rglob("*.html")))
    assert len(list(Path(cache.directory).glob("*.cache"))) >= count


def test_a_page_finds_what_was_compiled(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    app.jinja_env.get_template("today.html")
    app.jinja_env.cache.clear()  # type: ignore[union-attr]  # there is one

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("compiled anew")

    monkeypatch.setattr(Environment, "compile", refuse)
    assert app.jinja_env.get_template("today.html")


def test_a_full_disk_is_no_fault(tmp_path: Path) -> None:
    cache = compiled.CompiledTemplates(str(tmp_path / "gone"))
    environment = Environment(loader=DictLoader({"it": "six"}), bytecode_cache=cache)  # noqa: S701 (no page)
    assert environment.get_template("it").render() == "six"


def test_where_nothing_may_be_written_they_are_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "__pycache__").write_text("a file where a folder should be")
    monkeypatch.setattr(compiled, "TEMPLATES", tmp_path)
    assert compiled.compiled() is None
