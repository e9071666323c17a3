"""What the preview of an import shows: a few entries of every kind that comes in, and counts."""

from tests.people import Person
from tests.web.reading import listed, look, one, said, soup, words_of
from tests.web.test_imports import brought, looked_through

PLAIN = "".join(f"2026-04-{day:02},4,,,\n" for day in range(1, 29))
DIARY = f"Date,Pain,Spasm?,Medicine,Walk (min)\n{PLAIN}2026-04-29,6,yes,Ibuprofen 400,20\n"


def test_a_few_of_every_kind_are_shown_with_the_count_of_each(ada: Person) -> None:
    page = looked_through(ada, "diary.csv", DIARY.encode())
    headings = [words_of(strong) for strong in soup(page).select("details > p > strong")]
    assert headings == ["Pain levels: 29", "Spasms: 1", "Exercises: 1", "Relief: 1"]
    lists = soup(page).select("ul.coming")
    assert [len(entries.select("li")) for entries in lists] == [5, 1, 1, 1]
    assert "(the first 5)" in said(page)
    assert "Ibuprofen 400" in words_of(lists[3])
    assert soup(page).select("details[open] ul.coming")


def test_of_one_kind_the_first_entries_are_shown(ada: Person) -> None:
    table = "".join(line.split(",")[0] + ",4\n" for line in PLAIN.splitlines())
    page = looked_through(ada, "diary.csv", f"Date,Pain\n{table}".encode())
    (coming,) = soup(page).select("ul.coming")
    assert len(coming.select("li")) == 20
    assert "(the first 20)" in said(page)


def test_entries_of_rows_without_a_time_say_so_from_the_first_preview_to_the_summary(
    ada: Person,
) -> None:
    rows = "2026-04-29,6,yes,Ibuprofen 400,20\n"
    table = f"Date,Pain,Spasm?,Medicine,Walk (min)\n{rows}"
    page = look(ada, ("diary.csv", table))
    headings = [words_of(each) for each in soup(page).select(".sample th")]
    assert headings == ["Wed 29 Apr 2026", *["Wed 29 Apr 2026, no time given"] * 3]
    brought(ada, looked_through(ada, "diary.csv", table.encode()))
    (relief,), (exercise,) = listed(ada, "relief"), listed(ada, "exercises")
    assert (relief["time_not_asked"], exercise["time_not_asked"]) == ("yes", "yes")
    assert "no time was noted" in one(ada, "episodes")["note"]
    summary = said(ada.get("/report?from=2026-04-01&to=2026-04-30"))
    assert "Ibuprofen 400, Medicine, no time given" in summary


def test_who_has_a_row_for_each_day_is_asked_in_words_that_say_so(ada: Person) -> None:
    page = look(ada, ("diary.csv", DIARY))
    (choice,) = soup(page).select("option[selected][value=pain]")
    assert choice.text == "a day with its pain, or one pain level"
    assert "What does a row stand for?" in said(page)
    assert "comes in too: you choose it for each column next." in said(page)


def test_notes_on_days_are_previewed_too(ada: Person) -> None:
    page = look(ada, ("days.csv", "day,sleep,note\n2026-04-29,4,rain\n"))
    assert page.status_code == 200
    assert "Wed 29 Apr 2026" in said(page)
