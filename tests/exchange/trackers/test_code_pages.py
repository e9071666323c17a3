"""Texts in the code pages of Windows: read by the likeliest, and asked where two fit."""

import io

import pytest

from journal.core.model import records as r
from journal.exchange.files.read_file import ReadFile
from journal.exchange.trackers.recognise import format_of
from tests.exchange.sample_files import answered, of
from tests.exchange.trackers.test_kept_tables import brought, guessed

TEXTS = [
    ("cp1250", "Data;Ból;Uwagi", "gorąco, źle spałem"),
    ("cp1250", "Datum;Bolest;Poznámka", "příliš žluťoučký kůň"),
    ("cp1250", "Dátum;Fájdalom;Megjegyzés", "erős görcs, fűtés"),
    ("cp1251", "Дата;Боль;Заметка", "плохо спал"),
    ("cp1252", "Datum;Schmerz;Notiz", "Rücken müde, früh"),
    ("cp1252", "Date;Douleur;Note", "fatigué, à côté, “œuf”"),
    ("cp1252", "Fecha;Dolor;Notas", "mañana, ¿por qué? 3ª vez"),
    ("cp1252", "Datum;Smärta;Anteckning", "åkte tåg, öm"),
    ("cp1252", "Data;Dor;Nota", "não dormi, coração"),
    ("cp1253", "Ημερομηνία;Πόνος;Note", "κακός ύπνος"),
    (
        "cp1254",
        "Tarih;Ağr\N{LATIN SMALL LETTER DOTLESS I};Not",
        "güçlü, şiş, \N{LATIN SMALL LETTER DOTLESS I}ğd\N{LATIN SMALL LETTER DOTLESS I}r",
    ),
]


def table_of(page: str, header: str, note: str) -> bytes:
    """A table of one row in a code page."""
    return f"{header}\n2026-02-03;4;{note}\n".encode(page)


@pytest.mark.parametrize(("page", "header", "note"), TEXTS)
def test_a_text_of_any_code_page_is_read_without_a_question(
    page: str, header: str, note: str
) -> None:
    table = table_of(page, header, note)
    assert "code_page" not in guessed(format_of(io.BytesIO(table)), table)
    (level,) = of(r.PainLevel, brought(table, **{"column__" + _first(header): "recorded_at"}))
    assert (level.level, level.note) == (4, note)


def _first(header: str) -> str:
    return header.partition(";")[0].lower()


def test_which_code_page_is_asked_where_two_give_words() -> None:
    table = table_of("cp1250", "Data;Ból;Uwagi", "rękę")
    form = format_of(io.BytesIO(table))
    answers = guessed(form, table)
    question = next(question for question in form.questions(table, zone="Europe/Warsaw")
                    if question.id == "code_page")  # fmt: skip
    words_by_page = {page: dict(words.values)["words"] for page, words in question.choices}
    assert words_by_page == {"cp1252": "rêkê", "cp1250": "rękę"}
    assert answers["code_page"] == "cp1252"
    answers |= {"code_page": "cp1250"}
    (level,) = of(r.PainLevel, answered(form, table, answers))
    assert level.note == "rękę"


def test_a_name_of_a_column_is_read_by_the_answered_code_page() -> None:
    table = "Data;Ból;Sięganie\n2026-02-03;4;x\n".encode("cp1250")
    form = format_of(io.BytesIO(table))
    questions = form.questions(table, zone="Europe/Warsaw", answers={"code_page": "cp1250"})
    answers = {question.id: question.guess for question in questions} | {"code_page": "cp1250"}
    questions = form.questions(table, zone="Europe/Warsaw", answers=answers)
    assert "column:sięganie" in {question.id for question in questions}


def test_damaged_unicode_is_no_code_page() -> None:
    table = "Data;Ból;Uwagi\n2026-02-03;4;gorąco\n".encode() + b"2026-02-04;5;\xff\n"
    file = ReadFile(ours=False)
    format_of(io.BytesIO(table)).held(io.BytesIO(table), file)
    assert {problem.text.code for problem in file.problems} == {"damaged_text"}
