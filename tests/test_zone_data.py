"""The newer rules of time zones count, wherever they come from."""

import subprocess
import sys
from pathlib import Path

import pytest

from journal.config import ROOT
from journal.zone_data import ZoneData, version_in


@pytest.mark.parametrize(
    ("package", "system", "by_host", "from_package"),
    [
        ("2026b", "2025b", False, True),
        ("2025b", "2026a", False, False),
        ("2026a", "2026a", False, False),
        ("2026a", "", False, True),
        ("2026b", "2025b", True, False),
    ],
)
def test_the_newer_one_counts_unless_the_host_says_which(
    package: str, system: str, by_host: bool, from_package: bool
) -> None:
    assert ZoneData(package, system, by_host).from_package is from_package


@pytest.mark.parametrize(
    ("name", "text"), [("tzdata.zi", "# version 2025b\n# more"), ("+VERSION", "2025b\n")]
)
def test_a_folder_says_its_version(tmp_path: Path, name: str, text: str) -> None:
    assert version_in(tmp_path) == ""
    (tmp_path / name).write_text(text)
    assert version_in(tmp_path) == "2025b"


LOOKS = """
import sys, zoneinfo
from pathlib import Path
old = Path(sys.argv[1])
zoneinfo.reset_tzpath(to=[old])
from journal import zone_data
zone_data.use_newer()
from datetime import datetime, UTC
print(datetime(2026, 12, 1, tzinfo=UTC).astimezone(zoneinfo.ZoneInfo("Europe/Vienna")).utcoffset())
"""


def test_old_rules_of_the_system_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "Europe").mkdir()
    tokyo = Path(sys.modules["tzdata"].__file__ or "").parent / "zoneinfo" / "Asia" / "Tokyo"
    (tmp_path / "Europe" / "Vienna").write_bytes(tokyo.read_bytes())
    for version, offset in (("1999a", "1:00:00"), ("9999a", "9:00:00")):
        (tmp_path / "+VERSION").write_text(version)
        process = subprocess.run(
            [sys.executable, "-c", LOOKS, str(tmp_path)],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert process.stdout.strip() == offset
