"""A spreadsheet reads a file as the README of the archive says: done by LibreOffice, as .ods.

Collected where LibreOffice is installed; ``python3 run.py recipes`` installs it.
"""

import shutil
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

import python_calamine

from tests.exchange.own.test_recipes import check, folder

__all__ = ["folder"]

COMMA, QUOTE, UTF_8, FIRST_LINE, TEXT = 44, 34, 76, 1, 2
"""How LibreOffice numbers what its window for text files asks."""


def test_a_spreadsheet_of_text_columns_holds_it_without_loss(folder: Path) -> None:
    header = (folder / "pain.csv").read_text(encoding="utf-8-sig").partition("\n")[0]
    columns = "/".join(f"{number}/{TEXT}" for number, _ in enumerate(header.split(","), start=1))
    answers = f"CSV:{COMMA},{QUOTE},{UTF_8},{FIRST_LINE},{columns},0,false,false"
    tool = shutil.which("soffice")
    assert tool
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [tool, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "ods",
         f"--infilter={answers}", "pain.csv"],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip
    sheet = python_calamine.load_workbook(str(folder / "pain.ods")).get_sheet_by_index(0)
    names, *cells = sheet.to_python()
    assert {type(cell) for row in cells for cell in row} == {str}
    texts = [dict(zip(map(str, names), map(str, row), strict=True)) for row in cells]
    rows: list[dict[str, Any]] = [
        {**row, "recorded_at": datetime.fromisoformat(row["recorded_at"]),
         "level": int(row["level"])}
        for row in texts
    ]  # fmt: skip
    check(rows)
