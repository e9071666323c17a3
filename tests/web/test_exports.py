"""In and out: the diary as CSV files, and CSV files into the diary."""

import csv
import gc
import io
import random
import zipfile
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import Engine

from journal.core.model.inputs import columns
from journal.core.model.kinds import KINDS, RECORDS
from journal.exchange.own.tidy_csv import LINES_A_PIECE
from tests.core.written import written
from tests.people import Person
from tests.store.making import EXAMPLES, exercise, pain, statements
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
    without_token,
)

pytestmark = pytest.mark.usefixtures("clock")

SLUGS = tuple(RECORDS)
HEADERS = {
    slug: ",".join(
        column.name for column in columns(kind) if column.name not in KINDS[slug].seldom
    )
    for slug, kind in RECORDS.items()
}
"""By the slug of a kind; those of released kinds are spelled out beside the tests of the files."""

EVERYTHING = [
    (f"{slug}.csv", written(example)) for slug, example in zip(SLUGS, EXAMPLES, strict=True)
]


# Out


@pytest.mark.parametrize("slug", SLUGS)
def test_alone_a_file_lacks_columns_that_nothing_uses_and_in_the_archive_none(
    ada: Person, slug: str
) -> None:
    alone = ada.get(f"/export/{slug}.csv").data
    with zipfile.ZipFile(io.BytesIO(ada.get("/export/journal.zip").data)) as archive:
        among_others = archive.read(f"{slug}.csv")
    whole = ",".join([HEADERS[slug], *KINDS[slug].seldom])
    for file, header in ((alone, HEADERS[slug]), (among_others, whole)):
        assert file.decode("utf-8-sig").partition("\r\n")[0] == header


@pytest.mark.parametrize("slug", SLUGS)
def test_a_file_goes_out_as_it_is_written_down(ada: Person, slug: str) -> None:
    bring(ada, *EVERYTHING)
    answer = ada.get(f"/export/{slug}.csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="spasm-journal-{slug}-2026-05-20.csv"'
    )
    assert answer.headers["Cache-Control"] == "no-store"
    # The examples use the columns that are seldom there.
    header = ",".join([HEADERS[slug], *KINDS[slug].seldom])
    assert answer.data.startswith(b"\xef\xbb\xbf" + header.encode() + b"\r\n")
    assert answer.data.endswith(b"\r\n")
    assert answer.data.count(b"\n") == answer.data.count(b"\r\n") == 2


@pytest.mark.parametrize("slug", SLUGS)
def test_a_file_without_notes_has_no_long_text_and_no_reason(ada: Person, slug: str) -> None:
    bring(ada, *EVERYTHING)
    long = [each.name for each in columns(RECORDS[slug]) if getattr(each.field, "lines", False)]
    private = {*long, "reason"} if slug == "exercises" else {*long}
    assert private == set(KINDS[slug].private)
    (entry,) = [line for line in listed(ada, slug) if line["note"]]
    (given_away,) = [line for line in without_notes(ada, slug) if matching(line, entry)]
    assert all(entry[name] for name in private)
    assert given_away == entry | dict.fromkeys(private, "")


def matching(line: dict[str, str], entry: dict[str, str]) -> bool:
    """Whether two lines are of one entry."""
    name = "day" if "id" not in entry else "id"
    return line[name] == entry[name]


def without_notes(person: Person, slug: str) -> list[dict[str, str]]:
    """What the file of a kind says without notes."""
    answer = person.get(f"/export/{slug}.csv?notes=off")
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


@pytest.mark.parametrize("slug", SLUGS)
def test_an_empty_file_has_its_header(charlie: Person, slug: str) -> None:
    content = csv_of(charlie, slug)
    assert content.startswith(b"\xef\xbb\xbf" + HEADERS[slug].encode() + b"\r\n")
    assert content.count(b"\r\n") == (5 if slug == "programme" else 1)


def test_a_large_file_goes_out_in_pieces_and_one_statement(ada: Person, engine: Engine) -> None:
    levels = [pain(kind="now", level=n % 11) for n in range(2_500)]
    bring(ada, ("pain.csv", written(*levels)))
    with statements(engine) as ran:
        answer = ada.get("/export/pain.csv")
        pieces = list(answer.iter_encoded())
    assert "Content-Length" not in answer.headers
    assert len(pieces) >= 5
    assert max(map(len, pieces)) < 200_000
    assert b"".join(pieces).count(b"\r\n") == 2_501
    assert len([statement for statement in ran if "pain_levels" in statement]) == 1


def test_a_download_that_is_broken_off_leaves_nothing_open(ada: Person, engine: Engine) -> None:
    bring(ada, ("pain.csv", written(*[pain(kind="now") for _ in range(2 * LINES_A_PIECE)])))
    before = engine.pool.checkedout()  # type: ignore[attr-defined]  # of a queue pool
    answer = ada.get("/export/pain.csv", buffered=False)
    pieces: Iterator[bytes] = iter(answer.response)  # type: ignore[arg-type]  # as the server sends it
    assert 0 < next(pieces).count(b"\r\n") < LINES_A_PIECE
    answer.close()
    del pieces
    gc.collect(1)  # what was just left open complains when it is collected
    assert engine.pool.checkedout() == before  # type: ignore[attr-defined]  # of a queue pool


@pytest.mark.parametrize("name", ["nothing", "pain.csv", "Pain", "..", "%00", "import"])
def test_there_is_no_file_of_another_kind(ada: Person, name: str) -> None:
    assert ada.get(f"/export/{name}.csv").status_code == 404


def test_the_export_page_leads_to_every_file_and_says_how_many(ada: Person) -> None:
    bring(ada, *EVERYTHING)
    page = ada.get("/export")
    for slug in SLUGS:
        assert f'href="/export/{slug}.csv"' in page.text
        assert f"{slug}.csv, 1 entry" in said(page)


def test_a_stranger_takes_nothing_out(ada: Person, charlie: Person) -> None:
    bring(ada, *EVERYTHING)
    for slug in SLUGS:
        if slug != "programme":
            assert listed(charlie, slug) == []
    assert len(listed(charlie, "programme")) == 4
    assert not {line["note"] for line in listed(charlie, "programme")} & {"uphill"}


@pytest.mark.parametrize(
    "path",
    ["/export", "/import", "/export/pain.csv", "/export/journal.zip", "/export/fhir.json"],
)
def test_nobody_is_asked_to_sign_in(nobody: Person, path: str) -> None:
    answer = nobody.get(path)
    assert (answer.status_code, answer.location) == (302, f"/account/sign-in?next={path}")


# In


def test_a_look_changes_nothing_and_says_what_would_be(ada: Person) -> None:
    answer = look(ada, *EVERYTHING)
    assert answer.status_code == 200
    assert said(answer).count("1 new entry, 0 changed, 0 the same") == len(SLUGS)
    assert "The programme you started with" in said(answer)
    for slug in SLUGS:
        assert len(listed(ada, slug)) == (4 if slug == "programme" else 0)


def test_what_was_looked_at_goes_in_and_once(ada: Person) -> None:
    form = apply_form(look(ada, *EVERYTHING))
    for _ in range(2):
        answer = ada.post(form.action, **dict(form.fields))
        assert (answer.status_code, answer.location) == (303, "/diary?range=all")
    assert "Imported" in said(ada.get("/diary"))
    for (_, content), slug in zip(EVERYTHING, SLUGS, strict=True):
        assert csv_of(ada, slug) == content
    assert ada.post(form.action).status_code == 404


def test_a_file_that_is_in_already_has_nothing_to_import(ada: Person) -> None:
    bring(ada, *EVERYTHING)
    answer = look(ada, *EVERYTHING)
    assert said(answer).count("0 new entries, 0 changed, 1 the same") == len(SLUGS)
    assert "there is nothing to import" in said(answer)
    assert "/apply" not in answer.text


def test_what_would_change_is_shown_before_it_does(ada: Person) -> None:
    bring(ada, *EVERYTHING)
    edited = EXAMPLES[0].with_(level=9, note=None)
    answer = look(ada, ("again.csv", written(edited)))
    assert "1 changed" in said(answer)
    rows = [[c.text for c in row.select("th,td")] for row in soup(answer).select("tbody tr")]
    assert rows == [["2", "Level", "4", "9"], ["2", "Note", "after the drive", "–"]]  # noqa: RUF001 (as shown)
    bring(ada, ("again.csv", written(edited)))
    assert csv_of(ada, "pain") == written(edited)


def test_one_bad_line_is_named_and_nothing_goes_in(ada: Person) -> None:
    bad = (
        "day,kind,level,note\n"
        '2026-05-18,day_average,4,"over\ntwo lines"\n'
        "2026-05-19,day_average,11,\n"
        "2026-05-20,day_average,3\n"
    )
    answer = look(ada, ("relief.csv", EVERYTHING[3][1]), ("bad.csv", bad))
    assert answer.status_code == 422
    assert "Nothing was imported" in said(answer)
    lines = soup(answer).select(".faults li")
    rows = [[part.text for part in row.select("strong, span, q, p + p")] for row in lines]
    assert rows == [
        ["Line 4", "level", "11", "Choose a whole number from 0 to 10."],
        ["Line 5", "note", "3", "This line needs 4 cells."],
    ]
    assert "/apply" not in answer.text
    assert listed(ada, "relief") == listed(ada, "pain") == []


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This file is empty"),
        (b"\xef\xbb\xbf", "This file is empty"),
        (b"a song\nby somebody\n", "a text without a table"),
        (b"\x89PNG\r\n\x1a\n\0\0", "This is a picture"),
        (b"PK\x03\x04\x14\0\0\0", "damaged or cut short"),
        ("kind,level,day,täglich\nnow,ä,2".encode()[:-4] + b"\xff\n", "text is damaged"),
        (b"kind,level,day\nnow,4,2026-05-20\0\n", "NUL"),
        (b"kind,level,level\nnow,4,4\n", "twice"),
        (b'kind,level,note\nnow,4,"never closed\n', "not CSV"),
        (b'kind,level,note\nnow,4,"a"b\n', "not CSV"),
        (b"kind,level," + b",".join(b"c%d" % n for n in range(260)) + b"\n", "256 columns"),
        (b"kind,level,note\nnow,4," + b"x" * 8_193 + b"\n", "8,192 characters"),
        (b"kind,level,recorded_at\nnow,4,2026-05-20T14:06\n", "in the future"),
        (b"kind,level,recorded_at,zone\nnow,4,2026-05-20T10:00,Mars\n", "no such time zone"),
        (b"kind,level,day\nday_average,4,2026-05-22\n", "in the future"),
        (b"id,kind,level,day\nx,day_average,4,2026-05-20\n", "not an id"),
        (b"kind,level,day\n" + b"day_average,4,2026-05-20\n" * 2, "The same as on line 2"),
        (b"kind,level\r" + b"now,4\r", "Choose a date and a time"),
    ],
)  # fmt: skip
def test_what_is_no_such_file_is_refused_with_a_sentence(
    ada: Person, content: bytes, sentence: str
) -> None:
    answer = look(ada, ("file.csv", content))
    assert answer.status_code == 422
    assert sentence in said(answer)
    assert listed(ada, "pain") == []


def test_semicolons_tabs_and_missing_columns_are_understood(ada: Person) -> None:
    bring(
        ada,
        ("a.csv", "kind;level;day\r\nday_average;4;2026-05-20\r\n"),
        ("b.csv", "Kind\tLevel\tDay\nday_worst\t7\t2026-05-20\n"),
    )
    assert [level["level"] for level in listed(ada, "pain")] in (["4", "7"], ["7", "4"])


def test_columns_the_journal_does_not_know_are_named(ada: Person) -> None:
    answer = look(ada, ("a.csv", "kind,level,day,weather\nday_average,4,2026-05-20,<b>rain\n"))
    assert "Not imported" in said(answer)
    assert "weather" in said(answer)


def test_a_name_of_a_file_is_shown_as_text(ada: Person) -> None:
    name = "<script>alert(1)</script>" + "x" * 300 + ".csv"
    answer = look(ada, (name, EVERYTHING[0][1]))
    assert "<script>alert" not in answer.text
    assert answer.status_code == 200


def test_a_press_without_a_file_says_so(ada: Person) -> None:
    assert "Choose a file first" in said(ada.post("/import"))
    assert ada.post("/import").status_code == 422
    many = look(ada, *[(f"{n}.csv", b"x") for n in range(21)])
    assert many.status_code == 422
    assert "at most 20" in said(many)


def test_a_file_that_is_too_large_says_so(ada: Person) -> None:
    line = b"now,4,2026-05-20\n"
    content = b"kind,level,day\n" + line * (16 * 1024 * 1024 // len(line) + 1)
    answer = look(ada, ("large.csv", content))
    assert answer.status_code == 422
    assert "larger than 16 MiB" in said(answer)
    answer = look(ada, ("large.csv", content), ("days.csv", EVERYTHING[5][1]))
    assert answer.status_code == 422
    assert "Together these files are larger than 16 MiB" in said(answer)


def test_files_of_one_name_that_hold_the_same_are_refused_at_the_look(ada: Person) -> None:
    answer = look(ada, ("pain.csv", EVERYTHING[0][1]), ("pain.csv", EVERYTHING[0][1]))
    assert answer.status_code == 422
    assert "This is in pain.csv too" in said(answer)


def test_what_was_looked_at_long_ago_or_before_is_gone(ada: Person) -> None:
    first = apply_form(look(ada, EVERYTHING[0]))
    second = apply_form(look(ada, EVERYTHING[1]))
    assert ada.post(first.action, **dict(first.fields)).status_code == 404
    assert ada.post(second.action, **dict(second.fields)).status_code == 303


def test_a_diary_that_changed_since_the_look_is_looked_at_again(ada: Person) -> None:
    form = apply_form(look(ada, ("a.csv", "kind,level,day\nday_average,4,2026-05-20\n")))
    ada.log("pain", kind="day_average", level="9", note="typed meanwhile")
    again = ada.post(form.action, **dict(form.fields))
    assert again.status_code == 409
    assert "Your diary changed since you looked" in said(again)
    assert "0 new entries, 1 changed" in said(again)
    assert (one(ada, "pain")["level"], one(ada, "pain")["note"]) == ("9", "typed meanwhile")
    form = apply_form(again)
    assert ada.post(form.action, **dict(form.fields)).status_code == 303
    assert one(ada, "pain")["level"] == "4"


def test_a_key_of_something_else_does_not_pass_for_imported(ada: Person) -> None:
    form = apply_form(look(ada, EVERYTHING[3]))
    key = dict(form.fields)["client_key"]
    ada.post("/pain/new", client_key=key, kind="now", level="4")
    assert ada.post(form.action, **dict(form.fields)).status_code == 303
    assert len(listed(ada, "relief")) == 1


def test_a_stranger_imports_none_of_it(ada: Person, charlie: Person) -> None:
    form = apply_form(look(ada, EVERYTHING[0]))
    never = charlie.post(f"/import/{uuid4()}/apply")
    theirs = charlie.post(form.action)
    assert theirs.status_code == 404
    assert without_token(theirs) == without_token(never)
    assert listed(charlie, "pain") == []
    assert ada.post(form.action, **dict(form.fields)).status_code == 303


def test_a_rating_that_moves_makes_room_for_a_new_one(ada: Person) -> None:
    ada.log("pain", kind="day_average", level="3", day="2026-05-20")
    entry = one(ada, "pain")["id"]
    text = f"id,kind,level,day\n{entry},day_average,3,2026-05-19\n,day_average,7,2026-05-20\n"
    bring(ada, ("edited.csv", text))
    assert {(level["day"], level["level"]) for level in listed(ada, "pain")} == {
        ("2026-05-19", "3"),
        ("2026-05-20", "7"),
    }


def test_an_edited_programme_keeps_the_lines_that_stand_in_it(ada: Person) -> None:
    text = csv_of(ada, "programme").decode("utf-8-sig")
    edited = (
        text.replace("Walking,,,,,30,", "Walking,,,,,45,") + ",Bridge,,,,,9,1,7,2026-06-01,,\r\n"
    )
    bring(ada, ("programme.csv", edited))
    assert {(line["exercise"], line["minutes"]) for line in listed(ada, "programme")} == {
        ("Bridge", ""),
        ("Side leg raise", ""),
        ("Curl-up", ""),
        ("Walking", "45"),
        ("Bridge", "9"),
    }


# Round trips


def a_life(seed: int) -> list[tuple[str, bytes]]:
    """Files of every kind with awkward texts, some hundred records in all."""
    dice = random.Random(seed)  # noqa: S311 (a test, not a secret)
    notes = (
        "=1+1",
        "'",
        "''x",
        "-",
        "@a",
        "+",
        "a,b;c\td",
        'say "so"',
        "two\nlines",
        "Zoë 🧘",
        None,
    )
    levels = [
        pain(kind="now", level=dice.randrange(11), note=dice.choice(notes)) for _ in range(99)
    ]
    exercises = [
        exercise(exercise=dice.choice(("Bridge", "=cmd", "Cat, cow")), note=dice.choice(notes))
        for _ in range(99)
    ]
    other_files = [
        (name, content)
        for name, content in EVERYTHING
        if name not in ("pain.csv", "exercises.csv")
    ]
    return [
        ("pain.csv", written(EXAMPLES[0], *levels)),
        ("exercises.csv", written(EXAMPLES[2], *exercises)),
        *other_files,
    ]


def taken_out(person: Person) -> list[tuple[str, bytes]]:
    return [(f"{slug}.csv", csv_of(person, slug)) for slug in SLUGS]


@pytest.mark.parametrize("seed", [1, 2])
def test_what_goes_out_comes_back_to_the_byte_in_another_account(
    ada: Person, charlie: Person, seed: int
) -> None:
    bring(ada, *a_life(seed))
    out = taken_out(ada)
    bring(charlie, *out)
    assert taken_out(charlie) == out
    assert "there is nothing to import" in said(look(ada, *out))


def test_what_was_typed_goes_out_and_comes_back_to_the_byte(ada: Person, charlie: Person) -> None:
    ada.log(
        "pain", kind="day_average", level="4", note="=1+1", interference="0", zone="Asia/Tokyo"
    )
    triggers = ["lifting", "own, words"]
    ada.log("episodes", started_at="2026-05-18T22:00", still_on="yes", triggers=triggers)
    ada.log("exercises", exercise="Bridge", reason="'quoted'")
    ada.log("relief", method="cold", episode_id=one(ada, "episodes")["id"])
    ada.log("checkins", pain="0", enjoyment="10", activity="5")
    ada.send("/days/2026-05-19/edit", no_exercise="no", stress="yes", note="-")
    out = taken_out(ada)
    bring(charlie, *out)
    assert taken_out(charlie) == out


def test_an_account_in_another_zone_and_language_of_time_takes_it_all(
    app: Flask, ada: Person
) -> None:
    bring(ada, *a_life(3))
    out = taken_out(ada)
    away = joined(app, "away", zone="America/St_Johns")
    bring(away, *out)
    assert taken_out(away) == out


def test_files_go_in_one_by_one_and_in_any_order(ada: Person, charlie: Person) -> None:
    bring(ada, *a_life(4))
    out = taken_out(ada)
    for file in reversed(out):
        bring(charlie, file)
    assert taken_out(charlie) == out


def test_the_name_of_a_file_says_nothing(ada: Person, charlie: Person) -> None:
    bring(ada, *EVERYTHING)
    renamed: list[tuple[str, Any]] = [
        (f"{n}.txt", content) for n, (_, content) in enumerate(taken_out(ada))
    ]
    bring(charlie, *renamed)
    assert taken_out(charlie) == taken_out(ada)


def test_what_a_file_has_no_column_for_stays(ada: Person) -> None:
    ada.send("/days/2026-05-19/edit", no_exercise="yes", note="kept")
    ada.post("/pain/new", kind="day_average", level="4", day="2026-05-19", movement="rest")
    bring(ada, ("days.csv", "day,sleep\n2026-05-19,7\n"))
    bring(ada, ("pain.csv", "day,kind,level\n2026-05-19,day_average,6\n"))
    day, pain = one(ada, "days"), one(ada, "pain")
    assert (day["no_exercise"], day["sleep"], day["note"]) == ("yes", "7", "kept")
    assert (pain["level"], pain["movement"]) == ("6", "rest")


def test_every_csv_that_is_exported_comes_in_again_and_changes_nothing(ada: Person) -> None:
    paths = [link["href"] for link in soup(ada.get("/export")).select('a[href$=".csv"]')]
    assert len(paths) == len(RECORDS) + 1
    files = [(str(path).rpartition("/")[2], ada.get(str(path)).data) for path in paths]
    page = look(ada, *files)
    assert page.status_code == 200
    assert "Your diary has all of this already" in said(page)
