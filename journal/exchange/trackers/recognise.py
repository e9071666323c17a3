"""Which format a file is of: by its first bytes, its header or its members, never by its name."""

from typing import IO, Final

from journal.exchange.files import zips
from journal.exchange.files.file_kinds import file_kind, zip_kind
from journal.exchange.files.layout import laid
from journal.exchange.files.read_file import ReadFile
from journal.exchange.files.table import column_key
from journal.exchange.trackers import app_databases, apple_health, daylio_backup
from journal.exchange.trackers.activities import Garmin, Strava
from journal.exchange.trackers.base import Format, TableFormat
from journal.exchange.trackers.bearable import Bearable
from journal.exchange.trackers.cluster_headache import ClusterHeadache
from journal.exchange.trackers.daylio import Daylio
from journal.exchange.trackers.habitbull import HabitBull
from journal.exchange.trackers.loop import Loop
from journal.exchange.trackers.mapper import Mapper
from journal.exchange.trackers.migraine_buddy import MigraineBuddy
from journal.exchange.trackers.own import Own
from journal.exchange.trackers.pause_file import PauseFile
from journal.exchange.trackers.spreadsheet import Spreadsheet
from journal.exchange.trackers.track_and_graph import TrackAndGraph
from journal.exchange.trackers.workout_apps import Fitbod, FitNotes, Hevy, Strong

TABLES: Final[tuple[TableFormat, ...]] = (
    Daylio(),
    Bearable(),
    TrackAndGraph(),
    ClusterHeadache(),
    MigraineBuddy(),
    Hevy(),
    Strong(),
    FitNotes(),
    Fitbod(),
    Strava(),
    Garmin(),
    HabitBull(),
)
"""Every table of another tracker that is known by its header; the column mapper reads the rest."""
LOOP: Final = Loop()
DAYLIO_BACKUP: Final = daylio_backup.DaylioBackup()
APPLE_HEALTH: Final = apple_health.AppleHealth()
LOOP_DATABASE: Final = app_databases.LoopDatabase()
GRAPH_DATABASE: Final = app_databases.GraphDatabase()
SPREADSHEET: Final = Spreadsheet(TABLES)
OWN: Final = Own()
PAUSE_FILE: Final = PauseFile()
MAPPER: Final = Mapper()
COLUMNS_OF_A_TABLE: Final = 2
"""With fewer named columns a text is no table that anything could be said of."""


def format_of(stream: IO[bytes]) -> Format:
    """The format that reads a file: a tracker's, ours, or for any other table the mapper.

    Raises ``zips.ZipRefused`` with what the file is, and what to bring instead.
    """
    kind = file_kind(stream)
    if kind == "zip":
        return _of_zip(stream)
    if kind == "sqlite":
        return _of_database(stream)
    if kind == "daylio_json":
        return DAYLIO_BACKUP
    if kind == "health_xml":
        return APPLE_HEALTH
    if kind != "text":
        raise zips.ZipRefused(f"is_{kind}")
    return _of_text(stream)


def recognise(stream: IO[bytes]) -> Format | None:
    """The tracker a file comes from; None for any other, for our own or an unreadable one."""
    try:
        form = format_of(stream)
    except zips.ZipRefused:
        return None
    return None if form in (OWN, PAUSE_FILE, MAPPER, SPREADSHEET) else form


def _of_text(stream: IO[bytes]) -> Format:
    file = ReadFile()
    laid_table = laid(stream, file, _is_known)
    names = {column_key(name) for name in laid_table.header} - {""}
    tracker = next((form for form in TABLES if form.recognises(names)), None)
    if tracker is not None:
        return tracker
    if OWN.recognises(names):
        return OWN
    if PAUSE_FILE.recognises(names):
        return PAUSE_FILE
    is_list = laid_table.layout.is_list
    if not file.problems and len(names) < COLUMNS_OF_A_TABLE and not is_list:
        raise zips.ZipRefused("is_no_table")
    return MAPPER


def _is_known(names: set[str]) -> bool:
    is_ours = OWN.recognises(names) or PAUSE_FILE.recognises(names)
    return is_ours or any(form.recognises(names) for form in TABLES)


def _of_zip(stream: IO[bytes]) -> Format:
    most = {"members": zips.MEMBERS_LARGE, "unpacked": apple_health.UNPACKED_MOST}
    with zips.opened(stream, **most) as archive:
        names = set(archive.namelist())
        kind = zip_kind(names) or _ods(archive, names)
        if kind in ("xlsx", "ods"):
            return SPREADSHEET
        if kind:
            raise zips.ZipRefused(f"is_{kind}")
        members = set(zips.below_common_folder(names))
        if LOOP.recognises(members):
            return LOOP
        if daylio_backup.is_backup(members):
            return DAYLIO_BACKUP
        if apple_health.recognises(archive, names):
            return APPLE_HEALTH
    raise zips.ZipRefused("is_other_zip")


def _ods(archive: object, names: set[str]) -> str:
    if not {"content.xml", "mimetype"} <= names:
        return ""
    kind = archive.read("mimetype")[:100]  # type: ignore[attr-defined]  # a ZipFile
    return "ods" if b"opendocument.spreadsheet" in kind else "office"


def _of_database(stream: IO[bytes]) -> Format:
    tables = app_databases.tables(stream)
    if tables >= app_databases.LOOP_TABLES:
        return LOOP_DATABASE
    if tables >= app_databases.GRAPH_TABLES:
        return GRAPH_DATABASE
    raise zips.ZipRefused("is_sqlite")
