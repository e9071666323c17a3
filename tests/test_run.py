"""The one command, before anything is set up."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import run

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("words", [["--help"], ["test", "--help"], ["check", "-h"]])
def test_asking_for_help_installs_nothing(tmp_path: Path, words: list[str]) -> None:
    folder = tmp_path / "journal"
    folder.mkdir()
    shutil.copy(ROOT / "run.py", folder)
    process = subprocess.run(
        [sys.executable, "-B", "run.py", *words],
        cwd=folder,
        env={"PATH": ""},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert process.stderr == ""
    assert "every test" in process.stdout or "Lint" in process.stdout
    assert [file.name for file in folder.iterdir()] == ["run.py"]


def test_without_an_engine_the_run_ends_with_a_sentence_and_tests_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    calls: list[tuple[str, ...]] = []

    def apt(*packages: str) -> bool:
        calls.append(packages)
        return True  # and yet the file is not there, as where a package only leads to another

    monkeypatch.setattr(run, "installed_by_apt", apt)
    monkeypatch.setattr(run, "ENGINES", {str(tmp_path / "firefox"): "firefox-esr"})
    monkeypatch.setattr(run, "run", lambda *_, **__: pytest.fail("it went on"))
    with pytest.raises(SystemExit, match="sudo apt install firefox-esr"):
        run.engines()
    assert calls == [("firefox-esr",)]


def test_what_only_some_tests_need_is_asked_of_apt_and_never_ends_the_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    calls: list[tuple[str, ...]] = []
    monkeypatch.setattr(run, "installed_by_apt", lambda *packages: calls.append(packages))
    run.install({str(tmp_path / "Rscript"): "r-base-core"}, needed=False)
    assert calls == [("r-base-core",)]
    with pytest.raises(SystemExit, match="sudo apt install r-base-core"):
        run.install({str(tmp_path / "Rscript"): "r-base-core"})
