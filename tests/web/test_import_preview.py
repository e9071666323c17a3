"""What the preview of an import shows: a few entries of every kind that comes in, and counts."""

from tests.people import Person
from tests.web.reading import said, soup, words_of
from tests.web.test_imports import looked_through

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
