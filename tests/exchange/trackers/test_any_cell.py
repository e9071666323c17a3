"""Whatever stands in a cell of a foreign file: it is read, left out by name, or refused."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.exchange.trackers.base import Format
from journal.exchange.trackers.mapper import Mapper
from journal.exchange.trackers.recognise import TABLES, recognise
from journal.words.imports import sentence
from tests.core.strategies import examples
from tests.exchange.sample_files import NOW, SAMPLES, VIENNA, answered, sample

FRAGMENTS = [
    "",
    "0",
    "7",
    "12/10 points",
    "8/0",
    "-1",
    "1e400",
    "nan",
    "9" * 400,
    "٣",
    "²",
    "2026-05-31",
    "2026-05-31T10:00:00+99:00",
    "0001-01-01 00:00",
    "9999-12-31T23:59:59Z",
    "29 Feb 2025",
    "31/12/9999 23:59",
    "1:10:00",
    "-999999:59:59",
    "999d 999h 99999m",
    "12:00 am",
    "24:00",
    "Symptom",
    "Sleep quality",
    "Factors",
    "a | b ||",
    "|",
    "(Mild)",
    "Pain (",
    ")",
    "x" * 81,
    "walk\n\nwalk",
    "\N{LINE SEPARATOR}",
    "\N{RIGHT-TO-LEFT OVERRIDE}",
    "\x07",
    "🩹",
    ": :",
    "Rest Timer",
]
cells = st.sampled_from(FRAGMENTS) | st.text(st.characters(exclude_characters="\0"), max_size=6)

NAMES = sorted(path.name for path in SAMPLES.iterdir())


def form_of(name: str) -> Format:
    """The format of a sample; the mapper for tables of no tracker."""
    return recognise(io.BytesIO(sample(name))) or Mapper()


def any_answers(form: Format, content: bytes, data: st.DataObject) -> dict[str, str]:
    """Allowed answers to every question: the guess, or any other choice."""
    answers: dict[str, str] = {}
    while fresh := [question for question in form.questions(content, zone=VIENNA, answers=answers)
                    if question.id not in answers]:  # fmt: skip
        for question in fresh:
            choices = [value for value, _ in question.choices] or [VIENNA]
            guess = choices[-1] if question.fault(question.guess) else question.guess
            answers[question.id] = data.draw(st.just(guess) | st.sampled_from(choices))
    return answers


@pytest.mark.parametrize("name", NAMES)
@given(st.data())
@examples(12)
def test_any_cell_is_read_or_refused(name: str, data: st.DataObject) -> None:
    form = form_of(name)
    delimiter = {
        "daylio_oldest.tsv": "\t",
        "strong_android.csv": ";",
        "table_german.csv": ";",
        "table_log.csv": ";",
    }
    text = sample(name).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter.get(name, ",")))
    for row in [row for row in rows if len(row) == len(rows[-1])][1:]:
        for at in data.draw(st.sets(st.integers(0, len(row) - 1), max_size=3)):
            row[at] = data.draw(cells)
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=delimiter.get(name, ",")).writerows(rows)
    content = target.getvalue().encode("utf-8", "replace")
    file = answered(form, content, any_answers(form, content, data))
    assert all(sentence(problem.text) and problem.line > 0 for problem in file.problems)
    for record in file.records:
        assert record.problems(NOW) == []


@given(st.binary(max_size=60), st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", b"#,Started,"]))
def test_no_bytes_break_recognition(content: bytes, start: bytes) -> None:
    form = recognise(io.BytesIO(start + content))
    if form is not None:
        answered(form, start + content, {})


def test_every_tracker_has_a_sample_here() -> None:
    words = {form_of(name).word for name in NAMES}
    assert words == {form.word for form in TABLES} | {"table"}
    assert all(form.questions(b"\xff", zone=VIENNA) == [] for form in TABLES)
