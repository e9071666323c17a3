"""The one command, before anything is set up."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

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
