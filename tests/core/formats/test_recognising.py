"""Every format is known by its header or its members, and by nothing else."""

import io
import zipfile

import pytest

from journal.core.formats import zips
from journal.core.formats.recognising import recognise
from tests.core.formats.bringing import SAMPLES, asked, heard, sample
from tests.core.formats.test_trackers import loop_zip

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
    "strong_android.csv": "strong",
}


@pytest.mark.parametrize(("name", "word"), SAMPLED.items())
def test_a_sample_is_recognised_by_its_header(name: str, word: str) -> None:
    form = recognise(sample(name))
    assert form is not None
    assert form.word == word


def test_every_sample_of_a_tracker_is_tried() -> None:
    named = {path.name for path in SAMPLES.iterdir() if not path.name.startswith("table_")}
    assert named == set(SAMPLED)


@pytest.mark.parametrize("name", SAMPLED)
def test_the_same_file_twice_adds_nothing(name: str) -> None:
    form = recognise(sample(name))
    assert form is not None
    months = {key: "8" for key in asked(form, sample(name)) if key.startswith("month:")}
    given = {key.replace(":", "__"): said for key, said in months.items()}
    first, again = (heard(form, sample(name), **given) for _ in range(2))
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
    assert recognise(content) is None


def test_loops_zip_is_recognised_by_its_members() -> None:
    form = recognise(loop_zip())
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
        (zipped("../Habits.csv"), "outside"),
        (zipped("/Habits.csv"), "outside"),
        (zipped("C:\\Habits.csv"), "outside"),
        (zipped(*(f"{n}.csv" for n in range(2001))), "at most 2,000"),
        (zipped(*(f"{n}.csv" for n in range(5)), text=b"0" * 16 * 1024 * 1024), "64 MiB"),
        (zipped("Habits.csv")[:-30], "damaged or cut short"),
        (b"PK\x05\x06", "damaged or cut short"),
    ],
    ids=["above", "root", "drive", "many", "bomb", "cut", "end"],
)
def test_a_dangerous_zip_is_refused_with_a_sentence(content: bytes, words: str) -> None:
    with pytest.raises(zips.Refused, match=words):
        zips.opened(io.BytesIO(content))


def test_a_locked_zip_is_refused() -> None:
    content = bytearray(zipped("Habits.csv"))
    central = content.index(b"PK\x01\x02")
    content[central + 8] |= 1
    with pytest.raises(zips.Refused, match="password"):
        zips.opened(io.BytesIO(bytes(content)))


def test_a_member_that_is_larger_than_it_says_is_refused() -> None:
    archive = zips.opened(io.BytesIO(zipped("Habits.csv", text=b"0" * 70_000)))
    with pytest.raises(zips.Refused, match="larger than"):
        list(zips.pieces(archive, "Habits.csv", most=65_536))


def test_a_member_with_another_checksum_is_refused() -> None:
    content = zipped("Habits.csv", text=b"some text")
    broken = content.replace(b"PK\x01\x02", b"PK\x01\x02", 1)
    at = broken.index(b"PK\x01\x02") + 16
    broken = broken[:at] + bytes([broken[at] ^ 1]) + broken[at + 1 :]
    archive = zips.opened(io.BytesIO(broken))
    with pytest.raises(zips.Refused, match="damaged"):
        list(zips.pieces(archive, "Habits.csv"))
