"""The recipe for csvkit in the README of the archive is run by csvkit, where it is installed."""

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from journal.exchange.own.archive import RECIPES
from tests.exchange.own.test_recipes import check, folder

__all__ = ["folder"]


def test_csvkit_reads_it_without_loss(folder: Path) -> None:
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    subprocess.run(
        ["/bin/sh", "-c", RECIPES["csvkit"]], cwd=folder, env={"PATH": path, "LANG": "C.UTF-8"},
        check=True,
    )  # fmt: skip
    rows = json.loads((folder / "pain.json").read_text(encoding="utf-8"))
    for row in rows:
        row["recorded_at"] = datetime.fromisoformat(row["recorded_at"])
        row["level"] = int(row["level"])
    check(rows)
