"""Daylio's backup: a zip, or bare Base64, of JSON with the entries, moods and activities."""

import base64
import binascii
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import IO, Any, ClassVar, Final

from journal.exchange.files import zips
from journal.exchange.files.read_file import ReadFile
from journal.exchange.files.table import Row, Table
from journal.exchange.trackers.daylio import Daylio

MEMBER: Final = "backup.daylio"
BYTES_MOST: Final = 64 * 1024 * 1024
MOODS: Final = {"1": "rad", "2": "good", "3": "meh", "4": "bad", "5": "awful"}
"""The moods Daylio begins with, which it names by number."""
COLUMNS: Final = ["full_date", "time", "mood", "activities", "note_title", "note"]
MONTHS: Final = 12


class DaylioBackup(Daylio):
    """The same entries as in its CSV; what else a backup holds is left out."""

    large: ClassVar[bool] = True

    def held(self, stream: IO[bytes], file: ReadFile) -> Table:
        """The entries as the table that Daylio's CSV would be."""
        table = Table(COLUMNS, [])
        try:
            content = _content(stream)
            backup = json.loads(base64.b64decode(content, validate=False))
            entries = backup["dayEntries"]
            moods = {mood["id"]: _mood(mood) for mood in backup["customMoods"]}
            tags = {tag["id"]: str(tag["name"]) for tag in backup["tags"]}
            shift = months_from(entries)
            rows = [
                Row(line, _cells(entry, moods, tags, shift))
                for line, entry in enumerate(entries, start=1)
            ]
        except zips.ZipRefused as why:
            file.refuse_as(1, "", "", why.text)
        except (binascii.Error, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            file.refuse(1, "", "", "daylio_backup_unreadable")
        else:
            table.rows.extend(sorted(rows, key=lambda row: (row["full_date"], row["time"])))
        return table


def _content(stream: IO[bytes]) -> bytes:
    stream.seek(0)
    if not zips.is_zip(stream.read(4)):
        stream.seek(0)
        return stream.read(BYTES_MOST)
    stream.seek(0)
    with zips.opened(stream, unpacked=zips.UNPACKED_LARGE) as archive:
        name = zips.member_named(archive, MEMBER)
        return b"".join(zips.pieces(archive, name, BYTES_MOST))


def is_backup(names: set[str]) -> bool:
    """Whether a zip with these members is a backup of Daylio."""
    return MEMBER in names


def months_from(entries: list[Mapping[str, Any]]) -> int:
    """What is to be added to the months of a file: 1 where it counts them from 0.

    Told by the moment that stands beside, over all entries; it never lies more than a day away.
    """
    votes = {0: 0, 1: 0}
    for entry in entries:
        moment = datetime(1970, 1, 1) + timedelta(milliseconds=int(entry["datetime"]))  # noqa: DTZ001 (only its month counts)
        if moment.day in (1, 2) or moment.day > 27:  # noqa: PLR2004 (near a month's end in some zone)
            continue
        votes[0] += int(entry["month"]) == moment.month
        votes[1] += int(entry["month"]) == moment.month - 1
    if votes[0] == votes[1]:
        return 0 if any(int(entry["month"]) == MONTHS for entry in entries) else 1
    return 1 if votes[1] > votes[0] else 0


def _mood(mood: Mapping[str, Any]) -> str:
    name = str(mood.get("custom_name") or "").strip()
    predefined = str(mood.get("predefined_name_id", ""))
    return name or MOODS.get(
        predefined, predefined if predefined != "-1" else f"mood {mood['id']}"
    )


def _cells(
    entry: Mapping[str, Any], moods: Mapping[int, str], tags: Mapping[int, str], shift: int
) -> dict[str, str]:
    year, month, day = int(entry["year"]), int(entry["month"]) + shift, int(entry["day"])
    names = [tags[tag] for tag in entry.get("tags", ()) if tag in tags]
    return {
        "full_date": f"{year:04}-{month:02}-{day:02}",
        "time": f"{int(entry['hour']):02}:{int(entry['minute']):02}",
        "mood": moods.get(entry["mood"], ""),
        "activities": " | ".join(name.replace("|", "/") for name in names),
        "note_title": str(entry.get("note_title") or ""),
        "note": str(entry.get("note") or ""),
    }
