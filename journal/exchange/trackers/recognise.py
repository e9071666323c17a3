"""Which format a file is of: by its header or its members, never by its name."""

import io
from typing import Final

from journal.exchange.files import zips
from journal.exchange.files.table import ReadFile, column_key, decoded, rows
from journal.exchange.trackers import mapper
from journal.exchange.trackers.base import Format, TableFormat
from journal.exchange.trackers.bearable import Bearable
from journal.exchange.trackers.cluster_headache import ClusterHeadache
from journal.exchange.trackers.daylio import Daylio
from journal.exchange.trackers.loop import Loop
from journal.exchange.trackers.mapper import Mapper
from journal.exchange.trackers.migraine_buddy import MigraineBuddy
from journal.exchange.trackers.own import Own
from journal.exchange.trackers.track_and_graph import TrackAndGraph
from journal.exchange.trackers.workouts import Hevy, Strong

TABLES: Final[tuple[TableFormat, ...]] = (
    Daylio(),
    Bearable(),
    TrackAndGraph(),
    ClusterHeadache(),
    MigraineBuddy(),
    Hevy(),
    Strong(),
)
LOOP: Final = Loop()
"""Every format of another tracker that is known by itself; the column mapper reads the rest."""
OWN: Final = Own()
MAPPER: Final = Mapper()


def format_of(content: bytes) -> Format:
    """The format that reads a file: a tracker's, ours, or for any other table the mapper.

    Ours also for what is no table at all, of which it says so. Raises ``zips.Refused``.
    """
    if (found := recognise(content)) is not None:
        return found
    if zips.is_zip(content):
        zips.opened(io.BytesIO(content)).close()  # a damaged one is told as such
        raise zips.Refused(
            "This zip is neither an archive of the journal nor one of Loop Habit Tracker. "
            "Bring in the .csv files that are in it."
        )
    names = {column_key(name) for name in header(content)} - {""}
    return OWN if OWN.recognises(names) or len(names) < COLUMNS_OF_A_TABLE else MAPPER


COLUMNS_OF_A_TABLE: Final = 2
"""With fewer named columns a text is no table that anything could be said of."""


def remembered_by(form: Format, content: bytes) -> str:
    """The name under which the answers about a file are kept for others like it."""
    return mapper.remembered_by(header(content)) if form is MAPPER else form.word


def recognise(content: bytes) -> Format | None:
    """The tracker a file comes from; None for any other, for our own or an unreadable one."""
    if zips.is_zip(content):
        return _of_zip(content)
    names = {column_key(name) for name in header(content)}
    return next((form for form in TABLES if form.recognises(names)), None)


def header(content: bytes) -> list[str]:
    """The first line of a table as its cells; empty where there is none to be read."""
    text = decoded(content, file := ReadFile())
    _, cells = next(rows(text, file), (1, [])) if text else (1, list[str]())
    return [cell.strip() for cell in cells]


def _of_zip(content: bytes) -> Format | None:
    try:
        with zips.opened(io.BytesIO(content)) as archive:
            return LOOP if LOOP.recognises(set(archive.namelist())) else None
    except zips.Refused:
        return None
