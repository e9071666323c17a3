"""The recipe for R in the README of the archive is run by R; collected where R is installed."""

import json
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from journal.exchange.own.archive import RECIPES
from tests.exchange.own.test_recipes import check, folder

__all__ = ["folder"]

TOLD = r"""
quoted <- function(text) encodeString(enc2utf8(text), quote = '"')
cat(sprintf('{"at": %.0f, "level": %d, "note": %s, "regions": %s, "recalled": %s}\n',
            as.numeric(pain$recorded_at), pain$level, quoted(pain$note), quoted(pain$regions),
            quoted(pain$recalled)), sep = "")
"""


def test_r_reads_it_without_loss(folder: Path) -> None:
    script = folder / "recipe.R"
    script.write_text(RECIPES["R"] + TOLD, encoding="utf-8")
    tool = shutil.which("Rscript")
    assert tool
    process = subprocess.run(
        [tool, "--vanilla", str(script)], cwd=folder, capture_output=True, text=True, check=True
    )
    rows = [json.loads(line) for line in process.stdout.splitlines()]
    for row in rows:
        row["recorded_at"] = datetime.fromtimestamp(row["at"], UTC)
    check(rows)
