"""The changelog is by version: what is not released yet, then each version with its day."""

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Final

from journal.exchange.own.archive import JOURNAL_VERSION

ROOT: Final = Path(__file__).parents[1]
RELEASE: Final = re.compile(r"(\d+\.\d+\.\d+) - (\d{4}-\d\d-\d\d)")


def headings() -> list[str]:
    """The headings of the sections, from the top."""
    return re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)


def releases() -> list[tuple[str, date]]:
    """Each version that was released, the latest first, with its day."""
    matches = [RELEASE.fullmatch(heading) for heading in headings()[1:]]
    assert None not in matches, headings()
    return [(match[1], date.fromisoformat(match[2])) for match in matches if match]


def test_what_is_not_released_stands_above_every_version() -> None:
    assert headings()[0] == "Unreleased"
    days = [day for _, day in releases()]
    assert days == sorted(days, reverse=True)


def test_the_latest_version_is_that_of_the_package_and_of_archives() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert releases()[0][0] == project["version"] == JOURNAL_VERSION


ENTRIES: Final = {"0.1.0": 68}
"""How many entries each released version has: what came later belongs under Unreleased."""


def test_a_version_that_was_released_gets_no_more_entries() -> None:
    sections = re.split(r"^## ", (ROOT / "CHANGELOG.md").read_text(), flags=re.MULTILINE)[2:]
    counts = {section.split(" ", 1)[0]: section.count("\n* ") for section in sections}
    assert counts == ENTRIES


GROUPS: Final = [
    "Today and the diary",
    "Spasms",
    "Exercises and the programme",
    "Relief and medicines",
    "Insight, experiments and charts",
    "For a doctor",
    "Care teams and sharing",
    "Files and other apps",
    "Without a network",
    "Accounts and settings",
    "Reading and using it on any device",
    "Hosting",
]


def test_each_version_tells_what_is_new_by_what_one_does_with_it() -> None:
    sections = re.split(r"^## ", (ROOT / "CHANGELOG.md").read_text(), flags=re.MULTILINE)[1:]
    for section in sections:
        groups = re.findall(r"^### (.+)$", section, re.MULTILINE)
        assert groups == [name for name in GROUPS if name in groups]
