"""The archive: nothing is lost either way, damage is noticed, memory stays flat."""

import csv
import io
import json
import tomllib
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.core.model import records as r
from journal.core.model.check_in import CheckIn
from journal.core.model.kinds import RECORDS
from journal.core.model.record_json import as_object
from journal.exchange.files import zips
from journal.exchange.files.read_file import ReadFile
from journal.exchange.own import archive, archive_reading
from journal.exchange.own.archive import AccountRest
from journal.exchange.own.archive_reading import Archive, is_archive
from journal.words.imports import sentence
from tests.core.strategies import NOW, brief
from tests.core.written import values
from tests.exchange.own.test_tidy_csv import diaries

MADE = datetime(2026, 5, 31, 12, 0, tzinfo=UTC)
SETTINGS = {"zone": "Europe/Vienna", "clock": "24"}
EXERCISES = [
    {"name": "Bridge", "instructions": "Lift.\nHold."},
    {"name": "Plank", "retired_at": "2026-01-01T00:00:00+00:00"},
]
HISTORY: list[dict[str, Any]] = [
    {"action": "added", "before": None},
    {"action": "]", "note": "\u2028,\x85"},
]

Diary = dict[type[r.Record], Sequence[r.Record]]


def written(
    diary: Diary, account_rest: AccountRest | None = None, made_at: datetime = MADE
) -> bytes:
    """The archive of some records."""
    rows = {kind: [values(record) for record in records] for kind, records in diary.items()}
    account_rest = account_rest or AccountRest(SETTINGS, EXERCISES, HISTORY)
    return b"".join(archive.pieces(rows, account_rest, made_at=made_at, revision="0036"))


def opened(content: bytes) -> Archive:
    """An archive that is as it was written."""
    archive = Archive.opened(io.BytesIO(content), "0036")
    archive.check()
    return archive


def heard(archive: Archive, kind: type[r.Record]) -> list[r.Record]:
    """The records of a kind in an archive."""
    file = ReadFile()
    reading = archive.records(kind, file, now=NOW, zone="UTC")
    records = [record for _, record in reading]
    assert file.problems == []
    return records


def changed(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The zip with other members."""
    with zipfile.ZipFile(io.BytesIO(content)) as before:
        members = {name: before.read(name) for name in before.namelist()}
    change(members)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for name, member in members.items():
            after.writestr(name, member)
    return target.getvalue()


def manifest_with(**fields: Any) -> Callable[[dict[str, bytes]], None]:  # what JSON can hold
    """A change of the manifest."""

    def change(members: dict[str, bytes]) -> None:
        manifest = json.loads(members["manifest.json"])
        members["manifest.json"] = json.dumps(manifest | fields).encode()

    return change


everything = st.fixed_dictionaries({kind: diaries(kind) for kind in RECORDS.values()})


@given(everything)
@brief
def test_everything_comes_back_and_goes_out_the_same(diary: Diary) -> None:
    content = written(diary)
    archive = opened(content)
    back: Diary = {kind: heard(archive, kind) for kind in RECORDS.values()}
    assert back == diary
    account_rest = AccountRest(archive.settings, archive.exercises(), archive.history())
    assert written(back, account_rest) == content
    journal = json.loads({member[0]: member[2] for member in members_of(content)}["journal.json"])
    assert journal["records"] == {
        slug: [as_object(record) for record in diary[kind]] for slug, kind in RECORDS.items()
    }


plain = st.dictionaries(
    st.text(max_size=5), st.none() | st.text(max_size=9) | st.integers() | st.lists(st.booleans())
)


@given(plain, st.lists(plain, max_size=3), st.lists(plain, max_size=3))
@brief
def test_settings_exercises_and_history_come_back(
    settings: dict[str, Any], exercises: list[dict[str, Any]], history: list[dict[str, Any]]
) -> None:
    archive = opened(written({}, AccountRest(settings, exercises, history)))
    assert archive.settings == settings
    assert list(archive.exercises()) == exercises
    assert list(archive.history()) == history


def test_the_time_of_making_stands_in_the_manifest_only() -> None:
    earlier, other = (written({}, made_at=MADE + timedelta(days=n)) for n in (0, 1))
    assert earlier != other
    manifest = json.loads(members_of(other)[-1][2])
    assert manifest["made_at"] == "2026-06-01T12:00:00+00:00"
    for first, second in zip(members_of(earlier), members_of(other), strict=True):
        assert first == second or first[0] == second[0] == "manifest.json"


def members_of(content: bytes) -> list[tuple[str, tuple[int, ...], bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [
            (member.filename, member.date_time, archive.read(member))
            for member in archive.infolist()
        ]


def test_it_opens_without_the_journal() -> None:
    names = [name for name, _, _ in members_of(written({}))]
    assert names == [
        *(f"{slug}.csv" for slug in RECORDS),
        "journal.json",
        "README.txt",
        "manifest.json",
    ]
    files = {name: member for name, _, member in members_of(written({}))}
    readme = files["README.txt"].decode()
    assert all(name in readme for name in names if name != "README.txt")
    assert json.loads(files["journal.json"]) == {
        "version": 1,
        "settings": SETTINGS,
        "exercises": EXERCISES,
        "history": HISTORY,
        "records": {slug: [] for slug in RECORDS},
    }


def drop(name: str) -> Callable[[dict[str, bytes]], None]:
    """A change that takes a member away."""

    def change(members: dict[str, bytes]) -> None:
        del members[name]

    return change


def put(name: str, content: bytes) -> Callable[[dict[str, bytes]], None]:
    """A change that sets a member."""

    def change(members: dict[str, bytes]) -> None:
        members[name] = content

    return change


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (put("pain.csv", b"id,day\r\n"), "“pain.csv” in this archive is not as it was written"),
        (put("journal.json", b"{}"), "“journal.json” in this archive is not as it was written"),
        (drop("relief.csv"), "“relief.csv” is missing"),
        (drop("manifest.json"), "not an archive of the journal"),
        (drop("journal.json"), "not an archive of the journal"),
        (manifest_with(format="other"), "not an archive of the journal"),
        (manifest_with(version=2), "A newer journal made this archive"),
        (manifest_with(version="1"), "“manifest.json” in this archive is not laid out"),
        (manifest_with(files={}), "“pain.csv” is missing"),
        (manifest_with(files=[]), "“manifest.json” in this archive is not laid out"),
        (manifest_with(files={"pain.csv": {}}), "“manifest.json” in this archive is not laid out"),
        (put("manifest.json", b"["), "“manifest.json” in this archive is not laid out"),
        (put("manifest.json", b"\xff"), "“manifest.json” in this archive is not laid out"),
        (put("manifest.json", b"[" * 100_000), "“manifest.json” in this archive is not laid out"),
        (put("manifest.json", b" " * 2_000_000), "larger than 1 MiB"),
        (put("pain.csv", b"x" * (17 * 1024 * 1024)), "“pain.csv” in this archive is not laid out"),
    ],
)
def test_what_is_not_as_it_was_written_is_refused(
    change: Callable[[dict[str, bytes]], None], words: str
) -> None:
    with pytest.raises(zips.ZipRefused) as refused:
        opened(changed(written({}), change))
    assert words in sentence(refused.value.text)


def test_an_archive_cut_short_anywhere_is_refused() -> None:
    content = written({})
    for end in range(0, len(content) - 1, 97):
        with pytest.raises(zips.ZipRefused):
            opened(content[:end])


def test_a_changed_byte_is_noticed() -> None:
    content = written({})
    at = content.index(b"README.txt") + 40
    broken = content[:at] + bytes([content[at] ^ 255]) + content[at + 1 :]
    with pytest.raises(zips.ZipRefused, match=r"README\.txt"):
        opened(broken)


def test_files_put_beside_are_named_and_left_out() -> None:
    archive = opened(changed(written({}), put("__MACOSX/._pain.csv", b"x")))
    assert [entry.name for entry in archive.not_brought] == ["__MACOSX/._pain.csv"]


def test_another_header_is_a_problem_of_its_line() -> None:
    archive = Archive.opened(
        io.BytesIO(changed(written({}), put("days.csv", b"day,mood\r\n"))), "0036"
    )
    file = ReadFile()
    reading = archive.records(r.DayNote, file, now=NOW, zone="UTC")
    assert list(reading) == []
    assert [(problem.line, sentence(problem.text)) for problem in file.problems] == [
        (1, "This is not the header of days.csv.")
    ]


@pytest.mark.parametrize("content", [b"{}", b'"settings": 1\n', b'"settings": {\n', b"\xff"])
def test_a_strange_journal_json_is_refused(content: bytes) -> None:
    strange = changed(written({}), put("journal.json", content))
    archive = Archive.opened(io.BytesIO(strange), "0036")
    with pytest.raises(zips.ZipRefused, match=r"journal\.json"):
        _ = archive.settings
    with pytest.raises(zips.ZipRefused, match=r"journal\.json"):
        list(archive.history())


def test_a_list_of_exercises_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert archive_reading.EXERCISES_MOST == 200_000
    archive = opened(written({}))
    monkeypatch.setattr(archive_reading, "EXERCISES_MOST", len(EXERCISES))
    assert list(archive.exercises()) == EXERCISES
    monkeypatch.setattr(archive_reading, "EXERCISES_MOST", 1)
    with pytest.raises(zips.ZipRefused, match="archive_too_many_exercises most=1"):
        list(archive.exercises())


def test_only_an_archive_is_one() -> None:
    assert is_archive(io.BytesIO(written({})))
    assert not is_archive(io.BytesIO(b"PK\x03\x04"))
    assert not is_archive(io.BytesIO(changed(written({}), drop("manifest.json"))))


def many(count: int) -> Iterator[tuple[object, ...]]:
    """The values of many check-ins."""
    for number in range(count):
        at = MADE - timedelta(hours=number)
        key = str(UUID(int=number, version=4))
        yield (key, at.date(), at, "UTC", number % 11, 3, 4, f"note {number}")


def peak_of(rows: int) -> int:
    """The most bytes held while an archive of so many rows is written, checked and read."""
    target = io.BytesIO()
    tracemalloc.start()
    history = ({"number": number} for number in range(rows))
    account_rest = AccountRest({}, (), history)
    for piece in archive.pieces(
        {CheckIn: many(rows)}, account_rest, made_at=MADE, revision="0036"
    ):
        target.write(piece)
    reader = Archive.opened(target, "0036")
    reader.check()
    file = ReadFile()
    reading = reader.records(CheckIn, file, now=NOW, zone="UTC")
    assert sum(1 for _ in reading) == sum(1 for _ in reader.history()) == rows
    peak = tracemalloc.get_traced_memory()[1] - len(target.getvalue())
    tracemalloc.stop()
    return peak


def test_memory_does_not_grow_with_the_diary() -> None:
    peak_of(10)
    assert peak_of(8000) < peak_of(1000) + 500_000


def without_column(name: str, column: str) -> bytes:
    """An archive whose file of a kind was written before a column existed."""
    content = written({CheckIn: [], r.DayNote: [r.DayNote(day=date(2026, 5, 1), sleep=4)]})

    def change(members: dict[str, bytes]) -> None:
        rows = list(csv.reader(io.StringIO(members[name].decode("utf-8-sig"), newline="")))
        at = rows[0].index(column)
        target = io.StringIO(newline="")
        csv.writer(target).writerows([*row[:at], *row[at + 1 :]] for row in rows)
        members[name] = target.getvalue().encode()
        vouch(members, name)

    return changed(content, change)


def vouch(members: dict[str, bytes], name: str) -> None:
    """Let the manifest say of a file what it is by now."""
    manifest = json.loads(members["manifest.json"])
    entry = {"bytes": len(members[name]), "sha256": sha256(members[name]).hexdigest()}
    manifest["files"][name] = manifest["files"].get(name, {"rows": 0}) | entry
    members["manifest.json"] = json.dumps(manifest).encode()


def test_an_archive_made_before_a_field_existed_is_read_and_says_nothing_of_it() -> None:
    archive = opened(without_column("days.csv", "stress"))
    file = ReadFile()
    ((_, note),) = archive.records(r.DayNote, file, now=NOW, zone="UTC")
    assert file.problems == []
    assert isinstance(note, r.DayNote)
    assert (note.sleep, note.stress) == (4, None)
    assert file.silent == {"stress"}


def test_a_column_or_kind_of_a_newer_journal_is_named() -> None:
    def mood(members: dict[str, bytes]) -> None:
        members["days.csv"] = b"day,sleep,mood\r\n"
        vouch(members, "days.csv")

    with pytest.raises(zips.ZipRefused) as refused:
        opened(changed(written({}), mood))
    assert "its “days.csv” has “mood”" in sentence(refused.value.text)

    def moods(members: dict[str, bytes]) -> None:
        members["moods.csv"] = b"id\r\n"
        vouch(members, "moods.csv")

    with pytest.raises(zips.ZipRefused) as refused:
        opened(changed(written({}), moods))
    assert "it holds “moods”" in sentence(refused.value.text)


def test_the_manifest_names_the_schema_and_the_journal() -> None:
    manifest = json.loads(members_of(written({}))[-1][2])
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text())
    version = project["project"]["version"]
    assert manifest["schema"] == {"format": 1, "journal": version, "revision": "0036"}


def test_what_a_newer_archive_says_besides_is_left_out_and_named() -> None:
    def besides(members: dict[str, bytes]) -> None:
        members["days.csv"] = b"day,sleep,mood\r\n2026-05-01,4,fine\r\n"
        members["moods.csv"] = b"id\r\n"
        vouch(members, "days.csv")
        vouch(members, "moods.csv")

    newer = manifest_with(schema={"format": 1, "journal": "0.2.0", "revision": "0037"})
    archive = opened(changed(changed(written({}), besides), newer))
    assert archive.newer
    assert [(entry.sort, entry.name) for entry in archive.not_brought] == [
        ("file", "moods.csv"),
        ("column", "days.csv: mood"),
    ]
    (note,) = heard(archive, r.DayNote)
    assert isinstance(note, r.DayNote)
    assert note.sleep == 4


@pytest.mark.parametrize("schema", [{"format": 1, "journal": "0.1.0"}, {"revision": "0036"}])
def test_an_archive_that_names_no_later_revision_is_no_newer(schema: dict[str, Any]) -> None:
    assert not opened(changed(written({}), manifest_with(schema=schema))).newer


@pytest.mark.parametrize("schema", ["0036", {"revision": 36}, None])
def test_a_schema_that_no_journal_wrote_is_refused(schema: object) -> None:
    with pytest.raises(zips.ZipRefused, match="archive_strange"):
        opened(changed(written({}), manifest_with(schema=schema)))


def test_an_archive_packed_again_in_a_folder_is_one() -> None:
    members = {f"my journal/{name}": content for name, _, content in members_of(written({}))}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as again:
        for name, content in (members | {"__MACOSX/my journal/._pain.csv": b"x"}).items():
            again.writestr(name, content)
    assert is_archive(target)
    assert list(opened(target.getvalue()).exercises()) == EXERCISES
