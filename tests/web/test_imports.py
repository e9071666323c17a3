"""Files of other trackers, archives and undoing: all through the page."""

import io
import json
import re
import zipfile
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, cast

import pytest
from bs4 import Tag
from fhir.resources.R4B.bundle import Bundle
from flask import Flask
from sqlalchemy import Engine
from time_machine import Traveller
from werkzeug.test import TestResponse

from journal.core.model.kinds import RECORDS
from journal.exchange.out import fhir_codes
from journal.store.accounts import accounts
from journal.store.db.owner_wall import see
from journal.store.db.sessions import session
from journal.store.imports import import_answers
from journal.store.imports.account_data import HOLDINGS
from journal.store.imports.prepared_undo import PreparedUndo, Undone, prepared_undo
from journal.web import entries as entry_doors
from journal.web.support.flash import import_undone
from tests.core.written import written
from tests.exchange.sample_files import SAMPLES
from tests.exchange.trackers.test_app_files import spreadsheet
from tests.exchange.trackers.test_trackers import loop_zip
from tests.people import Form, Person, forms
from tests.store.imports.test_archives import live_in, of_a_newer_journal
from tests.store.making import EXAMPLES, statements
from tests.web.conftest import joined
from tests.web.reading import (
    apply_form,
    bring,
    csv_of,
    listed,
    look,
    one,
    said,
    soup,
    whole_diary,
    words_of,
)
from tests.web.test_busy import JournalOf, another_writes, on_sqlite
from tests.web.test_experiment import action, planned
from tests.web.test_exports import EVERYTHING, SLUGS, a_life

pytestmark = pytest.mark.usefixtures("clock")

AUTUMN = datetime(2026, 9, 30, 12, tzinfo=UTC)
"""After everything that is in the samples."""

DAYLIO = (SAMPLES / "daylio.csv").read_bytes()
GERMAN = (SAMPLES / "table_german.csv").read_bytes()


def name_of(question: str) -> str:
    """The form field of a question."""
    return "q" + sha256(question.encode()).hexdigest()[:16]


def questions_of(answer: TestResponse) -> Form:
    """The form of a page that asks."""
    (form,) = [form for form in forms(answer.text) if name_prefix(form)]
    return form


def name_prefix(form: Form) -> bool:
    return form.action.endswith("/answers") and any(name.startswith("q") for name in form.names)


def said_to(person: Person, page: TestResponse, **answers: str) -> TestResponse:
    """The answer to a page of questions; ``__`` stands for a colon."""
    form = questions_of(page)
    fields = dict(form.fields)
    for question, text in answers.items():
        name = name_of(question.replace("__", ":"))
        assert name in fields, question
        fields[name] = text
    return person.post(form.action, **fields)


def brought(person: Person, page: TestResponse) -> TestResponse:
    form = apply_form(page)
    return person.post(form.action, **dict(form.fields))


def undo_form(answer: TestResponse) -> Form:
    """The first form of a page that undoes something."""
    return next(form for form in forms(answer.text) if form.action.endswith("/undo"))


def undone(person: Person) -> str:
    """What the page says when the latest import is undone."""
    person.get("/")  # where what was said before is read
    form = undo_form(person.get("/import"))
    assert person.post(form.action, **dict(form.fields)).status_code == 303
    return said(person.get("/import"))


# Every tracker, once from the file to the diary


ANSWERS: dict[str, dict[str, str]] = {
    "hevy_pounds.csv": {"month:août": "8"},
    "table_ambiguous.csv": {"order": "day first", "constant:kind": "now"},
    "table_german.csv": {"constant:kind": "now", "scale:schmerz (1-5)": "1-5"},
}
FILES = sorted(file.name for file in SAMPLES.iterdir())


@pytest.mark.parametrize("name", FILES)
def test_every_sample_goes_in_by_the_page_and_comes_out_by_undo(
    ada: Person, clock: Traveller, name: str
) -> None:
    clock.move_to(AUTUMN)
    before = whole_diary(ada)
    page = look(ada, (name, (SAMPLES / name).read_bytes()))
    for _ in range(4):
        assert page.status_code == 200, said(page)
        if "/apply" in page.text:
            break
        answers = {name_of(key): text for key, text in ANSWERS.get(name, {}).items()}
        form = questions_of(page)
        page = ada.post(form.action, **{key: answers.get(key, text) for key, text in form.fields})
    assert "1 new entry" in said(page) or re.search(r"\d+ new entries", said(page))
    assert brought(ada, page).status_code == 303
    assert whole_diary(ada) != before
    again = look(ada, (name, (SAMPLES / name).read_bytes()))
    assert "Your answers are those of last time" in said(again)
    while "/answers" in again.text and "there is nothing to import" not in said(again):
        form = questions_of(again)
        again = ada.post(form.action, **dict(form.fields))
    assert "there is nothing to import" in said(again)
    assert "Import undone" in undone(ada)
    assert whole_diary(ada) == before


def test_loops_zip_goes_in_by_the_page(ada: Person) -> None:
    page = said_to(ada, look(ada, ("loop.zip", loop_zip())), habit__Read="relief:rest")
    assert name_of("amount:Walking") in questions_of(page).names
    page = said_to(ada, page)
    assert brought(ada, page).status_code == 303
    assert "Import undone" in undone(ada)


# Questions


def test_what_a_file_cannot_know_is_asked_with_guesses(ada: Person) -> None:
    page = look(ada, ("daylio.csv", DAYLIO))
    assert "comes from Daylio" in said(page)
    fields = dict(questions_of(page).fields)
    assert fields[name_of("zone")] == "Europe/Vienna"
    assert fields[name_of("activity:walk")] == "exercise"
    assert fields[name_of("activity:friends")] == ""
    assert name_of("mood:rad") not in fields
    page = said_to(ada, page, mood="now")
    assert name_of("mood:rad") in dict(questions_of(page).fields)
    page = said_to(ada, page, mood__rad="2")
    assert "activity “friends”" in said(page)
    assert brought(ada, page).status_code == 303
    assert {entry["level"] for entry in listed(ada, "pain")} == {"2"}


def test_ones_own_exercises_are_offered_for_a_habit(ada: Person) -> None:
    page = look(ada, ("daylio.csv", DAYLIO))
    offered = soup(page).select(f"#{name_of('activity:walk')} optgroup option")
    assert [option["value"] for option in offered] == [
        "exercise:Bridge",
        "exercise:Curl-up",
        "exercise:Side leg raise",
        "exercise:Walking",
    ]
    page = said_to(ada, page, activity__walk="exercise:Walking")
    assert brought(ada, page).status_code == 303
    assert "Walking" in {entry["exercise"] for entry in listed(ada, "exercises")}


def test_any_table_is_asked_about_in_stages_beside_its_first_rows(
    ada: Person, clock: Traveller
) -> None:
    clock.move_to(AUTUMN)
    page = look(ada, ("mein.csv", GERMAN))
    assert [cell.text for cell in soup(page).select(".preview th")] == [
        "Datum",
        "Uhrzeit",
        "Schmerz (1-5)",
        "Seite",
        "Wetter",
        "Bemerkung",
    ]
    assert "nach dem Aufstehen" in said(page)
    assert dict(questions_of(page).fields)[name_of("kind")] == "pain"
    page = said_to(ada, page)
    fields = dict(questions_of(page).fields)
    assert fields[name_of("column:schmerz (1-5)")] == "level"
    page = said_to(ada, page, column__wetter="words", column__seite="")
    fields = dict(questions_of(page).fields)
    assert fields[name_of("column:wetter")] == "words"
    page = ada.post(
        questions_of(page).action,
        **(fields | {name_of("constant:kind"): "now", name_of("scale:schmerz (1-5)"): "1-5"}),
    )
    assert "2 new entries" in said(page)
    assert "column “Seite”" in said(page)
    assert brought(ada, page).status_code == 303
    assert [entry["level"] for entry in listed(ada, "pain")] == ["5", "10"]


def test_what_has_no_guess_is_chosen_beside_the_first_rows_as_they_come_in(ada: Person) -> None:
    rows = "".join(f"2026-02-1{day};{level}\n" for day, level in enumerate([4, "5o", 6, 7]))
    page = said_to(ada, said_to(ada, look(ada, ("levels.csv", f"Date;Pain\n{rows}"))))
    assert [cell.text for cell in soup(page).select(".sample th")] == [
        "Tue 10 Feb 2026", "Thu 12 Feb 2026", "Fri 13 Feb 2026"
    ]  # fmt: skip
    select = soup(page).select(f"select[name={name_of('word:pain:5o')}][required]")
    assert len(select) == 1
    assert "3 new entries" in said(said_to(ada, page, word__pain__5o=""))


def test_another_kind_asks_its_own_columns_anew(ada: Person) -> None:
    page = said_to(ada, said_to(ada, look(ada, ("mein.csv", GERMAN))), kind="relief")
    assert name_of("column:wetter") in questions_of(page).names
    assert "Pain after 20" in page.text


def test_an_answer_that_is_none_is_asked_for_again(ada: Person) -> None:
    page = look(ada, ("mein.csv", GERMAN))
    for wrong in ("", "nothing", "exercise:x"):
        page = said_to(ada, page, kind=wrong)
        assert page.status_code == 200
        assert name_of("kind") in questions_of(page).names
        assert name_of("column:wetter") not in questions_of(page).names


def test_what_is_refused_is_named_by_line_and_column(ada: Person) -> None:
    bad = DAYLIO.replace(b"9:15 pm", b"25:00")
    page = said_to(ada, look(ada, ("daylio.csv", bad)))
    assert page.status_code == 422
    first = soup(page).select(".faults li")[0].select("strong, .soft, q")
    assert [part.text for part in first] == ["Line 2", "time", "25:00"]
    assert "/apply" not in page.text
    assert all(listed(ada, slug) == [] for slug in SLUGS if slug != "programme")


def test_a_file_that_cannot_be_read_is_refused_before_anything_is_asked(ada: Person) -> None:
    page = look(ada, ("daylio.csv", DAYLIO + b'\n2026-01-01,"never closed'))
    assert page.status_code == 422
    assert "not CSV" in said(page)


def test_answers_are_remembered_for_their_owner_only(ada: Person, charlie: Person) -> None:
    said_to(ada, look(ada, ("daylio.csv", DAYLIO)), notes="")
    again = look(ada, ("another.csv", DAYLIO))
    assert "Your answers are those of last time" in said(again)
    assert dict(questions_of(again).fields)[name_of("notes")] == ""
    theirs = look(charlie, ("daylio.csv", DAYLIO))
    assert "last time" not in said(theirs)
    assert dict(questions_of(theirs).fields)[name_of("notes")] == "yes"


def test_the_columns_of_ones_own_table_can_be_told_by_oneself(ada: Person) -> None:
    table = "day,note,schmerz\n2026-05-18,gut,3\n2026-05-19,,7\n"
    page = look(ada, ("mein.csv", table))
    assert "Not imported, as the journal has no such columns: schmerz" in said(page)
    (form,) = [form for form in forms(page.text) if form.action.endswith("/answers")]
    page = ada.post(form.action, **dict(form.fields))
    page = said_to(ada, page, kind="pain")
    page = said_to(ada, page, column__schmerz="level")
    page = said_to(ada, page, constant__kind="day_average")
    assert brought(ada, page).status_code == 303
    assert [entry["level"] for entry in listed(ada, "pain")] == ["3", "7"]


def test_the_page_lists_what_comes_in_each_row_left_out_and_entries_of_the_same_time(
    ada: Person,
) -> None:
    rows = ("2026-05-01,08:00,Walking,fine", "2026-05-02,,Walking,", "2026-05-03,10:00,,x")
    table = "\n".join(["Date,Time,Exercise,Comment", *rows])
    for header, times in (("Comment", 0), ("Remark", 2)):
        page = said_to(
            ada, look(ada, ("mixed.csv", table.replace("Comment", header))), kind="exercises"
        )
        while "/apply" not in page.text:
            page = said_to(ada, page)
        (coming,) = soup(page).select("ul.coming")
        assert [line.text for line in coming.select("li > p.soft")] == [
            "Line 2, Fri 1 May 2026", "Line 3, Sat 2 May 2026, no time noted: at about noon"
        ]  # fmt: skip
        assert "1 row with nothing in the columns for an entry (line 4)" in said(page)
        assert "the time of 1 row, which gives none" in said(page)
        assert (f"{times} new entries are at the same time" in said(page)) == bool(times)
        brought(ada, page)


@pytest.mark.parametrize(
    ("kinds", "sentence"),
    [
        (("now",), "The 1 new pain level is not the average of a day."),
        (("now", "day_worst"), "None of the 2 new pain levels is the average of a day."),
        (("now", "day_average"), ""),
    ],
)
def test_levels_that_give_no_day_its_average_are_told_of_before_they_come_in(
    ada: Person, kinds: tuple[str, ...], sentence: str
) -> None:
    rows = [f"2026-05-01,2026-05-01T08:00,{kind},4" for kind in kinds]
    words = said(look(ada, ("pain.csv", "\n".join(["day,recorded_at,kind,level", *rows]))))
    assert ("average of a day" in words) == bool(sentence)
    assert sentence in words


def looked_through(person: Person, name: str, content: bytes) -> TestResponse:
    """What a file would do, each question answered by its guess."""
    page = look(person, (name, content))
    while "/apply" not in page.text:
        page = said_to(person, page)
    return page


def test_all_that_is_left_out_can_be_downloaded_where_the_page_names_the_first_of_it(
    ada: Person, charlie: Person
) -> None:
    rows = [f"2026-04-{day:02},,word {day}" for day in range(2, 26)]
    table = "\n".join(["Date,Pain,Comment", "2026-04-01,4,fine", *rows]).encode()
    page = looked_through(ada, "table.csv", table)
    (link,) = soup(page).select("a[download]")
    answer = ada.get(str(link["href"]))
    assert answer.mimetype == "text/plain"
    assert "not-imported.txt" in answer.headers["Content-Disposition"]
    lines = answer.get_data(as_text=True).splitlines()
    assert len(lines) == 2 * len(rows)
    assert "the cell “comment: word 25” (line 26)" in lines
    assert charlie.get(str(link["href"])).status_code == 404
    few = "\n".join(["Date,Pain,Comment", "2026-04-01,4,fine", *rows[:3]]).encode()
    assert not soup(looked_through(ada, "few.csv", few)).select("a[download]")


def test_what_is_left_out_of_several_sheets_is_told_by_sheet_and_its_line_there(
    ada: Person,
) -> None:
    sheets: dict[str, list[list[Any]]] = {
        name: [["Date", "Pain", "Note"], [f"{month}-01", 4, "fine"], [f"{month}-02", None, "away"]]
        for name, month in (("April", "2026-04"), ("May", "2026-05"))
    }
    page = looked_through(ada, "sheets.xlsx", spreadsheet(sheets))
    assert "the cell “note: away” (2) (lines April: 3, May: 3)" in said(page)
    (coming,) = soup(page).select("ul.coming")
    assert "Line 2 of “May”, Fri 1 May 2026" in words_of(coming)


def test_answers_can_be_changed_after_the_look(ada: Person) -> None:
    page = said_to(ada, look(ada, ("daylio.csv", DAYLIO)), notes="")
    (form,) = [form for form in forms(page.text) if form.action.endswith("/answers")]
    page = ada.post(form.action, **dict(form.fields))
    page = said_to(ada, page, notes="yes")
    assert brought(ada, page).status_code == 303
    assert listed(ada, "days")


def test_files_of_trackers_come_one_at_a_time(ada: Person) -> None:
    answer = look(ada, EVERYTHING[0], ("daylio.csv", DAYLIO))
    assert answer.status_code == 422
    assert "Import files of other programs one by one" in said(answer)


@pytest.mark.parametrize("members", [{}, {"a.csv": "x"}, {"Habits.csv": "x"}])
def test_a_zip_of_something_else_is_refused(ada: Person, members: dict[str, str]) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    answer = look(ada, ("x.zip", target.getvalue()))
    assert answer.status_code == 422
    assert "neither an archive of the journal nor an export" in said(answer)


def test_a_stranger_answers_no_questions(ada: Person, charlie: Person) -> None:
    form = questions_of(look(ada, ("daylio.csv", DAYLIO)))
    fields = {name: text for name, text in form.fields if name != "csrf_token"}
    assert charlie.post(form.action, **fields).status_code == 404
    assert ada.post(form.action, **fields).status_code == 200


def test_a_file_of_ours_has_nothing_to_answer(ada: Person) -> None:
    form = apply_form(look(ada, EVERYTHING[0]))
    assert ada.post(form.action.replace("apply", "answers")).status_code == 404


def test_only_somebody_signed_in_sends_more_than_a_file_may_hold(
    ada: Person, nobody: Person
) -> None:
    large = b"x" * (17 * 1024 * 1024)
    answer = look(ada, ("large.csv", large))
    assert (answer.status_code, "larger than 16 MiB" in said(answer)) == (422, True)
    answer = look(ada, ("large.zip", b"PK\x03\x04" + large))
    assert (answer.status_code, "damaged or cut short" in said(answer)) == (422, True)
    assert look(nobody, ("large.csv", large)).status_code == 413


# Archives


def archive_of(person: Person) -> bytes:
    answer = person.get("/export/journal.zip")
    assert answer.status_code == 200
    assert answer.content_type == "application/zip"
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="spasm-journal-2026-05-20.zip"'
    )
    return bytes(answer.data)


@pytest.mark.parametrize("seed", [1, 2])
def test_everything_comes_back_in_another_account_to_the_byte(
    ada: Person, charlie: Person, seed: int
) -> None:
    bring(ada, *a_life(seed))
    ada.send("/account/", zone="Asia/Tokyo", clock="12", theme="dark")
    ada.log("pain", kind="now", level="4", note="typed")
    content = archive_of(ada)
    page = look(charlie, ("archive.zip", content))
    assert "An archive of a journal" in said(page)
    assert "Time zone Europe/Vienna Asia/Tokyo" in said(page)
    assert "is replaced by the one in the file" in said(page)
    assert brought(charlie, page).status_code == 303
    assert archive_of(charlie) == content
    assert "there is nothing to import" in said(look(charlie, ("archive.zip", content)))
    assert "Import undone" in undone(charlie)
    assert len(listed(charlie, "programme")) == 4


def test_an_archive_shows_first_what_it_would_change(ada: Person, clock: Traveller) -> None:
    bring(ada, *EVERYTHING)
    clock.shift(60)
    content = archive_of(ada)
    ada.send(f"/pain/{EXAMPLES[0].id}/edit", level="9")  # type: ignore[attr-defined]  # a level has one
    page = look(ada, ("archive.zip", content))
    assert "Line Field Now Then 2 Level 9 4" in said(page)
    assert brought(ada, page).status_code == 303
    assert one(ada, "pain")["level"] == "4"
    assert "0 deleted, 1 back" in undone(ada)
    assert one(ada, "pain")["level"] == "9"


def test_whatever_an_account_holds_is_named_in_words_before_it_changes(
    ada: Person, charlie: Person, engine: Engine
) -> None:
    live_in(engine, owner_of(engine, ada))
    other = owner_of(engine, charlie)
    with session(engine, writes=True) as db:
        import_answers.remember(db, other, "daylio", {"mood": ""})
        import_answers.remember(db, other, "loop", {"zone": "UTC"})
        db.commit()
    page = look(charlie, ("archive.zip", archive_of(ada)))
    (beside,) = [section for section in soup(page).select(".plan") if section.select("h2, h3")]
    parts = {
        heading.text: cast("Tag", heading.find_next_sibling()) for heading in beside.select("h3")
    }
    assert list(parts) == [holding.words.capitalize() for holding in HOLDINGS.values()]
    for holding in HOLDINGS.values():
        rows = parts[holding.words.capitalize()].select("tbody tr")
        assert bool(rows) is not holding.adds, holding.name
    assert "1 new, added to what is there; 0 changed." in parts["Your experiments"].text
    answers = parts["Your answers about files of other apps"].text
    assert "0 new, added to what is there; 1 changed." in answers
    introduction = parts["Your name and questions for the doctor"].select("tbody tr")
    assert [[cell.text for cell in row.select("th, td")][::2] for row in introduction] == [
        ["Name", "Ada L."],
        ["What I want to ask", "Is swimming\nall right?"],
    ]


def owner_of(engine: Engine, person: Person) -> str:
    with session(engine, writes=False) as reading:
        account = accounts.account_named(reading, person.name)
        assert account is not None
        see(account.id)
        return account.id


def test_the_archive_and_its_page_say_all_that_is_inside_and_what_is_not(ada: Person) -> None:
    with zipfile.ZipFile(io.BytesIO(archive_of(ada))) as archive:
        note = " ".join(archive.read("README.txt").decode().split()).lower()
    page = said(ada.get("/export")).lower()
    for holding in HOLDINGS.values():
        assert holding.words in note, holding.name
        assert holding.words in page, holding.name
    left_out = "password, links and clinicians who may look, access of other apps"
    assert left_out in note
    assert left_out in page


def test_an_undo_names_whatever_it_does_not_put_back() -> None:
    words = import_undone(Undone(not_restored=["programme", *HOLDINGS]))
    assert (
        "Not put back: the programme you started with, because another has replaced it; " in words
    )
    for holding in HOLDINGS.values():
        assert f"{holding.words}, because you edited it" in words


def test_an_archive_of_a_newer_journal_says_so_and_what_of_it_is_left_out(
    ada: Person, charlie: Person
) -> None:
    sentence = "A newer journal made this archive. What this one doesn’t know is left out."
    ada.log("pain", kind="day_average", level="4")
    ada.log("pain", kind="now", level="3")
    content = archive_of(ada)
    assert "A newer journal" not in said(look(charlie, ("archive.zip", content)))
    page = look(charlie, ("archive.zip", of_a_newer_journal(content)))
    words = said(page)
    assert (page.status_code, words.count(sentence)) == (200, 1)
    assert "1 row is left out" in words
    assert "guessed" in words
    assert "setting “moon”" in words
    assert "exercise field “colour”" in words
    assert brought(charlie, page).status_code == 303
    assert [level["kind"] for level in listed(charlie, "pain")] == ["now"]


def test_a_damaged_archive_is_refused(ada: Person, charlie: Person) -> None:
    bring(ada, *EVERYTHING)
    content = archive_of(ada)
    at = content.index(b"README.txt") + 40
    broken = content[:at] + bytes([content[at] ^ 255]) + content[at + 1 :]
    for bad, sentence in ((broken, "README.txt"), (content[:-200], "damaged or cut short")):
        answer = look(charlie, ("archive.zip", bad))
        assert answer.status_code == 422
        assert sentence in said(answer)
    assert listed(charlie, "pain") == []


def test_an_experiment_under_way_is_not_joined_by_another(ada: Person, charlie: Person) -> None:
    planned(ada)
    bring(ada, *EVERYTHING)
    content = archive_of(ada)
    form = apply_form(look(charlie, ("archive.zip", content)))
    planned(charlie)
    before = whole_diary(charlie)
    later = charlie.post(form.action, **dict(form.fields))
    for answer in (later, look(charlie, ("archive.zip", content))):
        assert answer.status_code == 422
        assert "You have an experiment running, and so has this archive." in said(answer)
        assert "/apply" not in answer.text
    assert whole_diary(charlie) == before
    charlie.post(action(charlie, "stop"))
    assert brought(charlie, look(charlie, ("archive.zip", content))).status_code == 303


def test_an_archive_comes_by_itself(ada: Person) -> None:
    answer = look(ada, ("archive.zip", archive_of(ada)), EVERYTHING[0])
    assert answer.status_code == 422
    assert "Import an archive by itself" in said(answer)


def test_an_archive_goes_out_in_pieces(ada: Person) -> None:
    bring(ada, *a_life(1))
    answer = ada.get("/export/journal.zip")
    assert "Content-Length" not in answer.headers
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.testzip() is None
        assert archive.read("pain.csv") == csv_of(ada, "pain")


def test_a_download_of_everything_that_is_broken_off_leaves_nothing_open(
    ada: Person, engine: Engine
) -> None:
    bring(ada, *a_life(1))
    before = engine.pool.checkedout()  # type: ignore[attr-defined]  # of a queue pool
    for path in ("/export/journal.zip", "/export/fhir.json"):
        answer = ada.get(path, buffered=False)
        pieces: Any = iter(answer.response)
        assert next(pieces)
        answer.close()
        del pieces
        assert engine.pool.checkedout() == before  # type: ignore[attr-defined]  # of a queue pool


# Undo


def test_an_import_is_undone_in_one_tap_after_it_and_once(ada: Person) -> None:
    before = whole_diary(ada)
    bring(ada, *EVERYTHING)
    form = undo_form(ada.get("/diary?range=all"))
    undone = f"Import undone: {len(EXAMPLES)} deleted, 0 back"
    for sentence in (undone, "This import was already undone"):
        assert ada.post(form.action, **dict(form.fields)).status_code == 303
        assert sentence in said(ada.get("/import"))
    assert whole_diary(ada) == before


def test_past_imports_are_listed_with_their_counts(ada: Person) -> None:
    bring(ada, *EVERYTHING)
    bring(ada, ("edited.csv", written(EXAMPLES[0].with_(level=9))))
    page = said(ada.get("/import"))
    assert "edited.csv 20 May 2026, 14:00: 0 new entries, 1 changed" in page
    assert "pain.csv, episodes.csv" in page
    assert f"{len(EXAMPLES)} new entries, 0 changed" in page


def test_what_was_edited_since_is_named(ada: Person) -> None:
    bring(ada, *EVERYTHING)
    ada.send(f"/pain/{EXAMPLES[0].id}/edit", level="9")  # type: ignore[attr-defined]  # a level has one
    words = undone(ada)
    assert f"{len(EXAMPLES) - 1} deleted" in words
    assert "Not changed, because you edited them since: pain level of 20 May 2026." in words


def test_a_press_that_came_twice_after_the_undo_imports_nothing(ada: Person) -> None:
    form = apply_form(look(ada, EVERYTHING[3]))
    ada.post(form.action, **dict(form.fields))
    undone(ada)
    assert ada.post(form.action, **dict(form.fields)).status_code == 303
    assert "This import was undone" in said(ada.get("/diary"))
    assert listed(ada, "relief") == []


@on_sqlite
def test_others_write_while_the_page_finds_out_what_an_undo_does(
    journal_of: JournalOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = journal_of()
    ada = Person(app).registered("ada")
    written_meanwhile: list[int] = []

    def prepared(*words: Any) -> PreparedUndo:
        with another_writes(app):
            written_meanwhile.append(1)
            return prepared_undo(*words)

    monkeypatch.setattr(entry_doors, "prepared_undo", prepared)
    bring(ada, *EVERYTHING)
    assert "Import undone" in undone(ada)
    assert written_meanwhile


def test_a_stranger_undoes_nothing(ada: Person, charlie: Person) -> None:
    bring(ada, *EVERYTHING)
    form = undo_form(ada.get("/import"))
    assert charlie.post(form.action).status_code == 404
    assert "Past imports" not in said(charlie.get("/import"))
    assert len(listed(ada, "pain")) == 1


# FHIR


@pytest.mark.parametrize(
    ("path", "notes"), [("", False), ("?notes=yes", True), ("?notes=x", False)]
)
def test_observations_go_out_as_a_bundle_that_others_can_read(
    ada: Person, path: str, notes: bool
) -> None:
    bring(ada, *EVERYTHING)
    answer = ada.get(f"/export/fhir.json{path}")
    assert answer.content_type == "application/fhir+json"
    Bundle.model_validate_json(answer.text)
    entries = [entry["resource"] for entry in json.loads(answer.text)["entry"]]
    assert [entry["resourceType"] for entry in entries] == ["Patient"] + ["Observation"] * 9
    assert ("after the drive" in answer.text) is notes


def test_the_page_says_which_codes_are_unverified(ada: Person) -> None:
    page = said(ada.get("/export"))
    assert "not verified against any code system" in page
    assert all(f"{code} {text}" in page for code, text in fhir_codes.OWN_CODES.items())


# Statements


def test_a_look_and_an_import_take_few_statements_however_long_the_diary(
    app: Flask, engine: Engine
) -> None:
    counts = []
    for seed in (1, 2):
        person = joined(app, "counting")
        for _ in range(seed):
            bring(person, *a_life(seed))
        content = archive_of(person)
        person.token()
        with statements(engine) as ran:
            look(person, ("archive.zip", content))
        counts.append(len(ran))
    assert counts[0] == counts[1]


def test_records_of_every_kind_are_in_the_archive() -> None:
    assert set(SLUGS) == set(RECORDS)


def test_a_table_is_shown_as_it_would_come_in_with_days_and_times_of_the_person(
    ada: Person,
) -> None:
    table = "Datum;Schmerz morgens;Schmerz abends\n01.02.2026;3;5\n02.02.2026;4;\n30.02.2026;1;2\n"
    page = look(ada, ("mein.csv", table))
    rows = [
        [" ".join(cell.text.split()) for cell in row.select("th, td")]
        for row in soup(page).select(".sample tbody tr")
    ]
    assert rows == [
        ["Sun 1 Feb 2026", "Pain 3 right now, 09:00"],
        ["Sun 1 Feb 2026", "Pain 5 right now, 20:00"],
        ["Mon 2 Feb 2026", "Pain 4 right now, 09:00"],
    ]
    page = said_to(ada, said_to(ada, said_to(ada, page)))
    assert page.status_code == 422
    assert len(soup(page).select(".faults li")) == 1
    assert "Import the rest, without what can’t be read in this row" in said(page)


SPASMS = "started_at,ended_at\n"


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("2026-05-02T08:00,2026-05-02T09:00\n", None),
        ("2026-05-02T08:00,2026-05-02T09:00\n2026-05-02T09:00,2026-05-02T10:00\n", None),
        (
            "2026-05-02T08:00,2026-05-02T11:00\n2026-05-02T08:30,2026-05-02T09:00\n"
            "2026-05-02T10:00,2026-05-02T12:00\n",
            "3 spasms in the file were at the same time as another one",
        ),
        (
            "2026-05-01T11:00,2026-05-01T13:00\n",
            "1 spasm in the file was at the same time as another one",
        ),
        ("2026-05-02T08:00,\n", "One spasm in the file has no end"),
        ("2026-05-02T08:00,\n2026-05-03T08:00,\n", "2 spasms in the file have no end"),
    ],
    ids=["one", "one after another", "three", "one beside the diary's", "no end", "no ends"],
)
def test_a_look_tells_of_spasms_at_one_time_and_of_those_without_an_end(
    ada: Person, lines: str, sentence: str | None
) -> None:
    ada.log("episodes", started_at="2026-05-01T10:00", ended_at="2026-05-01T12:00")
    words = said(look(ada, ("spasms.csv", SPASMS + lines)))
    if sentence is None:
        assert "at the same time" not in words
        assert "no end" not in words
    else:
        assert sentence in words


def test_the_days_that_were_imported_are_one_tap_away(ada: Person) -> None:
    lines = ["day,recorded_at,zone,kind,level"] + [
        f"{day},{day}T12:00:00+02:00,Europe/Vienna,day_average,{level}"
        for day, level in (("2024-06-03", 4), ("2024-05-30", 7))
    ]
    page = ada.follow(bring(ada, ("pain.csv", "\r\n".join(lines).encode())))
    links = {link.text: str(link["href"]) for link in soup(page).select(".message a")}
    assert list(links) == ["Look at these days", "Their charts"]
    diary = soup(ada.get(links["Look at these days"]))
    days = [item["id"] for item in diary.select(".diary-day[id]")]
    assert (days[0], days[-1]) == ("day-2024-06-03", "day-2024-05-30")
    levels = {level.text for level in diary.select("a.level")}
    assert levels == {"average pain 4", "average pain 7"}
    assert 'value="2024-05-30"' in ada.get(links["Their charts"]).text
