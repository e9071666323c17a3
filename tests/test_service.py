"""The unit of docs/hosting.md, as systemd itself reads and rates it."""

import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from journal.config import ROOT

WORST_EXPOSURE = 2.0
"""Of 10, as ``systemd-analyze security`` counts what a service could reach."""


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The unit as it is written down, for the user and the Python of this machine."""
    guide = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"(?s)\n(    \[Unit\]\n.*?\n)(?=\n?\S)", guide)
    file = tmp_path / "spasm-journal.service"
    own = dedent(text).replace("User=journal", "User=root")
    own = own.replace("/opt/spasm-journal/.venv/bin/python", sys.executable)
    file.write_text(own.replace("/opt/spasm-journal", str(ROOT)), encoding="utf-8")
    return file


def analysed(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = ["systemd-analyze", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_the_unit_has_no_fault(unit: Path) -> None:
    answer = analysed("verify", "--man=no", unit)
    assert (answer.returncode, answer.stderr) == (0, "")


def test_a_fault_in_it_would_be_found(unit: Path) -> None:
    unit.write_text(unit.read_text().replace("ProtectSystem=strict", "ProtectSystem=perhaps"))
    assert "perhaps" in analysed("verify", "--man=no", unit).stderr


def test_the_service_can_reach_little(unit: Path) -> None:
    answer = analysed("security", "--offline=yes", "--no-pager", unit)
    (exposure,) = re.findall(r"Overall exposure level for \S+: ([\d.]+)", answer.stdout)
    assert float(exposure) <= WORST_EXPOSURE


def test_it_writes_where_the_journal_keeps_its_files(unit: Path) -> None:
    lines = unit.read_text().splitlines()
    assert "StateDirectory=spasm-journal" in lines
    assert "Environment=JOURNAL_DATA_DIR=/var/lib/spasm-journal" in lines
    assert "ProtectSystem=strict" in lines
