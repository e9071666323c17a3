"""Every format is known by its header or its members, and by nothing else."""

import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest

from journal.exchange.files import zips
from journal.exchange.trackers.recognise import recognise
from journal.words.imports import sentence
from tests.exchange.sample_files import SAMPLES, asked, heard, sample
from tests.exchange.trackers.test_trackers import loop_zip

SAMPLED = {
    "daylio.csv": "daylio",
    "daylio_scales.csv": "daylio",
    "daylio_oldest.tsv": "daylio",
    "bearable_2021.csv": "bearable",
    "bearable_2024.csv": "bearable",
    "track_and_graph.csv": "track-and-graph",
    "track_and_graph_legacy.csv": "track-and-graph",
    "cluster_headache.csv": "cluster-headache",
    "migraine_buddy.csv": "migraine-buddy",
    "hevy.csv": "hevy",
    "hevy_pounds.csv": "hevy",
    "strong.csv": "strong",
    "habitbull.csv": "habitbull",
    "fitnotes.csv": "fitnotes",
    "fitbod.csv": "fitbod",
    "strava.csv": "strava",
    "garmin.csv": "garmin",
    "strong_android.csv": "strong",
}


@pytest.mark.parametrize(("name", "word"), SAMPLED.items())
def test_a_sample_is_recognised_by_its_header(name: str, word: str) -> None:
    form = recognise(io.BytesIO(sample(name)))
    assert form is not None
    assert form.word == word


def test_every_sample_of_a_tracker_is_tried() -> None:
    names = {path.name for path in SAMPLES.iterdir() if not path.name.startswith("table_")}
    assert names == set(SAMPLED)


@pytest.mark.parametrize("name", SAMPLED)
def test_the_same_file_twice_adds_nothing(name: str) -> None:
    form = recognise(io.BytesIO(sample(name)))
    assert form is not None
    months = {key: "8" for key in asked(form, sample(name)) if key.startswith("month:")}
    changes = {key.replace(":", "__"): month for key, month in months.items()}
    first, again = (heard(form, sample(name), **changes) for _ in range(2))
    assert first.problems == []
    assert first.records == again.records != []
    ids = [record.id for record in first.records if hasattr(record, "id")]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"day,note\n2026-05-01,ours\n",
        b"start_time,end_time,intensity,colour\n",
        b"PK\x03\x04nonsense",
        b"a" * 100,
        b'"\n',
    ],
)
def test_anything_else_is_not(content: bytes) -> None:
    assert recognise(io.BytesIO(content)) is None


def test_loops_zip_is_recognised_by_its_members() -> None:
    form = recognise(io.BytesIO(loop_zip()))
    assert form is not None
    assert form.word == "loop"


def zipped(*names: str, text: bytes = b"x") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, text)
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (lambda: zipped("../Habits.csv"), "outside"),
        (lambda: zipped("/Habits.csv"), "outside"),
        (lambda: zipped("C:\\Habits.csv"), "outside"),
        (lambda: zipped(*(f"{n}.csv" for n in range(2001))), "at most 2,000"),
        (lambda: zipped(*(f"{n}.csv" for n in range(5)), text=b"0" * (16 << 20)), "64 MiB"),
        (lambda: zipped("Habits.csv")[:-30], "damaged or cut short"),
        (lambda: b"PK\x05\x06", "damaged or cut short"),
    ],
    ids=["above", "root", "drive", "many", "bomb", "cut", "end"],
)
def test_a_dangerous_zip_is_refused_with_a_sentence(
    content: Callable[[], bytes], words: str
) -> None:
    with pytest.raises(zips.ZipRefused) as refused:
        zips.opened(io.BytesIO(content()))
    assert words in sentence(refused.value.text)


def listing(times: int, *, large: bool) -> bytes:
    """A zip that lists its member so often and says it has none; ``large``: zip64."""
    content = zipped("Habits.csv")
    start, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    directory = content[:start] + content[start:end] * times
    length = (end - start) * times
    if not large:
        return directory + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0, 0, length, start, 0)
    record = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 0, 0, length, start)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, len(directory), 1)
    most = (2**16 - 1, 2**32 - 1)
    small = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, most[0], most[0], most[1], most[1], 0)
    return directory + record + locator + small


@pytest.mark.parametrize("large", [False, True])
def test_a_list_of_members_without_end_takes_no_memory(large: bool) -> None:
    content = io.BytesIO(listing(50_000, large=large))
    tracemalloc.start()
    with pytest.raises(zips.ZipRefused, match="zip_lists_too_much most=100"):
        zips.opened(content, members=100)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000
    with pytest.raises(zips.ZipRefused, match="zip_holds_too_many count=200"):
        zips.opened(io.BytesIO(listing(200, large=large)), members=100)


def test_a_locked_zip_is_refused() -> None:
    content = bytearray(zipped("Habits.csv"))
    central = content.index(b"PK\x01\x02")
    content[central + 8] |= 1
    with pytest.raises(zips.ZipRefused, match="zip_locked"):
        zips.opened(io.BytesIO(bytes(content)))


def test_a_member_that_is_larger_than_it_says_is_refused() -> None:
    archive = zips.opened(io.BytesIO(zipped("Habits.csv", text=b"0" * 70_000)))
    with pytest.raises(zips.ZipRefused, match="zip_member_too_large"):
        list(zips.pieces(archive, "Habits.csv", most=65_536))


def test_a_member_with_another_checksum_is_refused() -> None:
    content = zipped("Habits.csv", text=b"some text")
    broken = content.replace(b"PK\x01\x02", b"PK\x01\x02", 1)
    at = broken.index(b"PK\x01\x02") + 16
    broken = broken[:at] + bytes([broken[at] ^ 1]) + broken[at + 1 :]
    archive = zips.opened(io.BytesIO(broken))
    with pytest.raises(zips.ZipRefused, match="zip_member_damaged"):
        list(zips.pieces(archive, "Habits.csv"))
