"""Which rules of time zones count: the newer of the system's and those of the package tzdata.

Python takes the system's first, however old: then a zone whose rules have changed since is an
hour off, and at night the wrong day is written for ever.
"""

import os
import zoneinfo
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import tzdata  # type: ignore[import-untyped]  # it ships no types

VERSION_FILES: Final = ("tzdata.zi", "+VERSION")


@dataclass(frozen=True, slots=True)
class ZoneData:
    """The versions that are there, such as 2026a; empty: not said, or not there."""

    package: str
    system: str
    chosen_by_host: bool = False
    """Whether PYTHONTZPATH says which counts."""

    @property
    def from_package(self) -> bool:
        """Whether the package's rules count."""
        return not self.chosen_by_host and self.package > self.system


def installed() -> ZoneData:
    """The versions of this machine."""
    paths = (Path(path) for path in zoneinfo.TZPATH)
    system = next((text for path in paths if (text := version_in(path))), "")
    return ZoneData(tzdata.IANA_VERSION, system, "PYTHONTZPATH" in os.environ)


def version_in(folder: Path) -> str:
    """The version of the zone data in a folder; empty where it does not say."""
    for name in VERSION_FILES:
        try:
            with (folder / name).open() as lines:
                return lines.readline().removeprefix("# version").strip()
        except OSError:
            continue
    return ""


def use_newer() -> ZoneData:
    """Let the newer of both count from now on."""
    versions = _INSTALLED
    if versions.from_package:
        zoneinfo.reset_tzpath(to=())
        zoneinfo.ZoneInfo.clear_cache()
    return versions


_INSTALLED: Final = installed()
"""Looked up before the system's are left out."""
