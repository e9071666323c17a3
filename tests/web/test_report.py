"""The page for a doctor: what was chosen, of one's own diary, and no private note unasked."""

from datetime import date, timedelta

import pypdfium2
import pytest
import time_machine
from flask import Flask

from journal import pdf
from tests.people import Form, Person
from tests.web.conftest import joined
from tests.web.reading import bring, csv_of, problems, said, soup, words_of

pytestmark = pytest.mark.usefixtures("clock")

DAYS = [f"2026-05-{day:02}" for day in range(1, 21)]
SECRET = "whispered to nobody"
DIARY = (
    (
        "pain.csv",
        "\n".join(["day,kind,level,note", *(f"{day},day_average,4,{SECRET}" for day in DAYS)]),
    ),
    (
        "relief.csv",
        f"applied_at,method,note\n2026-05-03T07:00,medicine,{SECRET}\n2026-05-04T07:00,cold,\n",
    ),
    ("episodes.csv", f"started_at,ended_at,note\n2026-05-10T09:00,2026-05-12T09:00,{SECRET}\n"),
    ("exercises.csv", f"completed_at,exercise,note\n2026-05-10T09:00,Bridge,{SECRET}\n"),
    ("days.csv", f"day,sleep,note\n2026-05-10,3,{SECRET}\n"),
    (
        "checkins.csv",
        f"recorded_at,pain,enjoyment,activity,note\n2026-05-10T09:00,1,2,4,{SECRET}\n",
    ),
)


def with_diary(person: Person) -> Person:
    bring(person, *DIARY)
    return person


def sheets(person: Person, query: str = "") -> str:
    """The words on the sheets, as the browser prints them."""
    articles = soup(person.get(f"/report?{query}")).select("article.sheet")
    return " ".join(words_of(sheet) for sheet in articles)


def printed(person: Person, query: str = "") -> list[str]:
    """The words of each page of the PDF."""
    answer = person.get(f"/report.pdf?{query}")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    with pypdfium2.PdfDocument(answer.data) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_the_page_counts_what_the_diary_holds(ada: Person) -> None:
    page = sheets(with_diary(ada))
    for words in (
        "20 of 28",
        "Days with a spasm 3",
        "1 spasm started in this time. It lasted 2 days",
        "Cold 1 time, Medicine 1 time.",
        "10 May 2026 1 2 4 2.3",
        "Bridge 0 of 1",
        "Done before it was planned, and not counted above: Bridge 1 time.",
        "In the 28 days before, nothing was logged.",
    ):
        assert words in page


def test_a_reason_in_own_words_is_shown_with_private_notes_only(ada: Person) -> None:
    ada.log(
        "exercises", exercise="Bridge", outcome="partly", reason="afraid of the stairs",
        completed_at="2026-05-10T09:00",
    )  # fmt: skip
    assert "afraid of the stairs" not in sheets(ada)
    assert "afraid of the stairs" in sheets(ada, "notes=on")


OTHER_ENTRIES: dict[str, tuple[str, dict[str, str]]] = {
    "a level of a moment": (
        "pain",
        {"kind": "now", "level": "6", "recorded_at": "2026-04-10T09:00"},
    ),
    "a spasm": ("episodes", {"started_at": "2026-04-10T09:00", "ended_at": "2026-04-10T11:00"}),
    "an exercise": ("exercises", {"exercise": "Bridge", "completed_at": "2026-04-10T09:00"}),
    "a skipped exercise": (
        "exercises",
        {"exercise": "Bridge", "outcome": "skipped", "completed_at": "2026-04-10T09:00"},
    ),
    "a relief": ("relief", {"method": "cold", "applied_at": "2026-04-10T09:00"}),
    "a visit": (
        "events",
        {"what": "visit", "name": "Dr Huber", "happened_at": "2026-04-10T09:00"},
    ),
}


@pytest.mark.parametrize("entry", OTHER_ENTRIES)
@pytest.mark.parametrize("query", ["", "&sections=pain"])
def test_a_day_with_any_entry_is_never_told_as_one_with_nothing_logged(
    ada: Person, entry: str, query: str
) -> None:
    slug, fields = OTHER_ENTRIES[entry]
    ada.log(slug, **fields)
    page = sheets(ada, f"from=2026-04-20&to=2026-05-17{query}")
    assert "nothing was logged. Days" not in page
    assert "Before: 0 of 28 (1 with any entry)." in page
    of_the_day = sheets(ada, "from=2026-04-10&to=2026-04-10")
    assert "Days with an average: 0 of 1 (1 with any entry)." in of_the_day
    assert "On the day before, nothing was logged." in of_the_day


@pytest.mark.parametrize("fields", [{"note": "Long drive."}, {"sleep": "3"}])
def test_a_day_of_which_only_something_is_said_is_a_logged_one(
    ada: Person, fields: dict[str, str]
) -> None:
    ada.send("/days/2026-04-10/edit", **fields)
    page = sheets(ada, "from=2026-04-20&to=2026-05-17")
    assert "Before: 0 of 28 (1 with any entry)." in page


def test_a_pause_that_is_over_is_told_and_its_days_ask_for_no_exercise(
    ada: Person, clock: time_machine.Traveller
) -> None:
    query = "from=2026-05-20&to=2026-05-26"
    ada.post("/account/pause")
    clock.shift(timedelta(days=7))
    ada.post("/account/pause/end")
    page = sheets(ada, query)
    assert "The diary was paused: 20 May 2026 to 26 May 2026." in page
    assert "of 7" not in page.partition("Exercises: done and planned")[2]
    assert "paused" not in sheets(ada, "from=2026-04-20&to=2026-04-26")
    ada.post("/account/pause")
    assert "The diary was paused: 20 May 2026 to 27 May 2026." in sheets(ada)


def test_a_pause_that_began_or_ended_today_is_told_at_once(ada: Person) -> None:
    sentence = "The diary was paused: 20 May 2026 to 20 May 2026."
    assert sentence not in sheets(ada)
    ada.post("/account/pause")
    assert sentence in sheets(ada)
    ada.post("/account/pause/end")
    assert sentence not in sheets(ada)


def test_an_average_that_came_too_late_is_told_of_and_counts_for_nothing(ada: Person) -> None:
    ada.log("pain", kind="day_average", level="4", day="2026-05-10")
    page = sheets(ada)
    assert "0 of 28 (1 more came too late to count; 1 with any entry)." in page
    assert "No day in this time has an average that counts" in page
    charts = said(ada.get("/charts?range=4w"))
    assert "0 of 28 days have an average. 1 more came too late to count." in charts
    year = said(ada.get("/charts/year"))
    assert "1 day has an average. 1 of them came too late to count." in year


def test_a_spasm_that_began_before_the_period_is_told_of(ada: Person) -> None:
    page = sheets(with_diary(ada), "from=2026-05-11&to=2026-05-20")
    assert "Counted in whole weeks: 14 May 2026 to 20 May 2026." in page
    assert "No spasm started in this time. 1 began before this time and went on into it." in page


def test_the_pdf_has_the_words_of_the_page(ada: Person) -> None:
    page = sheets(with_diary(ada))
    first, *other_pages = printed(ada)
    assert "20 of 28" in first
    assert "Appendix" not in first
    assert "Appendix" in other_pages[0]
    letters = "".join("".join(page.split()))
    assert len("".join([first, *other_pages])) > len(letters) * 0.8


def test_an_empty_diary_has_a_page_too(ada: Person) -> None:
    page = sheets(ada)
    for words in (
        "0 of 28",
        "No day in this time has an average that counts",
        "No spasm started",
        "Nothing that this summary shows was logged in this time",
    ):
        assert words in page
    assert len(printed(ada)) == 2


@pytest.mark.parametrize("query", ["", "notes=off", "notes=ON", "range=12w", "range=all"])
def test_no_note_is_shown_unasked(ada: Person, query: str) -> None:
    with_diary(ada)
    assert SECRET not in ada.get(f"/report?{query}").text
    assert SECRET not in " ".join(printed(ada, query))


def test_notes_are_shown_when_asked_for(ada: Person) -> None:
    with_diary(ada)
    page = sheets(ada, "notes=on")
    assert page.count(SECRET) == 20 + 6
    assert " ".join(printed(ada, "notes=on")).count(SECRET) == 20 + 6


@pytest.mark.parametrize(
    "slug", ["pain", "episodes", "exercises", "relief", "days", "checkins", "programme"]
)
def test_a_file_without_notes_is_whole_but_for_them(ada: Person, slug: str) -> None:
    with_diary(ada)
    whole = csv_of(ada, slug).decode()
    answer = ada.get(f"/export/{slug}.csv?notes=off")
    assert answer.status_code == 200
    assert answer.text == whole.replace(SECRET, "")
    assert "-without-notes.csv" in answer.headers["Content-Disposition"]
    assert (SECRET in whole) == (slug != "programme")


def test_a_misspelt_wish_gives_no_note_away(ada: Person) -> None:
    with_diary(ada)
    assert SECRET not in ada.get("/export/pain.csv?notes=of").text
    assert SECRET in ada.get("/export/pain.csv?notes=on").text


def test_the_list_of_files_leads_to_those_without_notes(ada: Person) -> None:
    links = [str(link["href"]) for link in soup(ada.get("/export?notes=off")).select(".files a")]
    assert links
    assert all(link.endswith("?notes=off") for link in links)


def test_only_chosen_sections_stand_on_the_page(ada: Person) -> None:
    with_diary(ada)
    page = sheets(ada, "sections=pain,relief")
    assert "Relief used" in page
    for words in ("PEG", "Spasms", "Appendix", "Days with a spasm", "prescribed"):
        assert words not in page
    assert sheets(ada, "sections=pain&sections=relief") == page
    assert "20 of 28" in sheets(ada, "sections=")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("from=yesterday", "YYYY-MM-DD"),
        ("from=2026-05-09&to=2026-05-02", "before the first"),
        ("from=2027-01-01", "in the future"),
        ("range=decade", "Choose one of"),
        ("sections=pain,gossip", "no section called gossip"),
    ],
)
def test_what_cannot_be_read_is_named(ada: Person, query: str, sentence: str) -> None:
    for path in ("/report", "/report.pdf"):
        answer = ada.get(f"{path}?{query}")
        assert answer.status_code == 422
        alerts = [tag.text for tag in soup(answer).select(".choices [role=alert]")]
        assert len(alerts) == 1
        assert sentence in alerts[0]
        assert "0 of 28" in said(answer)


def test_the_dates_are_those_asked_for(ada: Person) -> None:
    with_diary(ada)
    page = sheets(ada, "from=2026-05-02&to=2026-05-08")
    assert "2 May 2026 to 8 May 2026" in page
    assert "7 of 7" in page
    assert "Before: 1 of 7" in page


def test_nothing_of_a_stranger_is_on_the_page(ada: Person, charlie: Person) -> None:
    with_diary(ada)
    ada.send("/report", "/report", name="Ada L.", questions="Only mine?")
    for page in (sheets(charlie, "notes=on&range=all"), " ".join(printed(charlie, "notes=on"))):
        for words in ("Ada L.", "Only mine?", SECRET, "20 of"):
            assert words not in page


def introduction(person: Person, query: str = "") -> Form:
    """The form for the name and the questions."""
    forms = person.forms_of(person.get(f"/report?{query}"))
    (form,) = [form for form in forms if "questions" in form.names]
    return form


def ask(person: Person, **typed: str) -> int:
    """The status of the answer to words for a doctor."""
    form = introduction(person)
    return person.post(form.action, **(dict(form.fields) | typed)).status_code


def test_a_name_and_questions_are_kept_and_printed(ada: Person) -> None:
    assert ada.name in sheets(ada)
    assert ask(ada, name="Ελένη 王", questions="Why?\nWhat now?") == 303
    assert "Ελένη 王" in sheets(ada)
    (first, _) = printed(ada)
    assert "Ελένη 王" in first
    assert "What I want to ask Why? What now?" in first
    assert "Why?" not in sheets(ada, "sections=pain")


def test_many_questions_go_on_to_a_page_of_their_own(ada: Person) -> None:
    questions = "\n".join(f"Question number {number}?" for number in range(30))
    assert ask(ada, name="", questions=questions) == 303
    first, second, _ = printed(ada)
    assert "number 5?" in first
    assert "number 6?" not in first
    assert "number 29?" in second


def test_what_is_too_long_is_refused_and_still_there(ada: Person) -> None:
    answer = ada.post("/report", name="n" * 81, questions="q" * 2001)
    assert answer.status_code == 422
    assert set(problems(answer)) == {"name", "questions"}
    page = soup(answer)
    assert page.select_one("#questions").text.strip() == "q" * 2001  # type: ignore[union-attr]
    assert page.select_one("#name")["value"] == "n" * 81  # type: ignore[index]
    assert "q" * 2001 not in sheets(ada)


def test_words_from_two_windows_are_never_lost(ada: Person) -> None:
    assert ask(ada, questions="first") == 303
    assert ask(ada, questions="second", version="1") == 303
    answer = ada.post("/report", name="", questions="third", version="1")
    assert answer.status_code == 409
    page = soup(answer)
    assert page.select_one("#questions").text.strip() == "third"  # type: ignore[union-attr]
    assert "second" in page.select_one("#questions-beside").text  # type: ignore[union-attr]
    assert "second" in sheets(ada)
    version = page.select_one("input[name=version]")["value"]  # type: ignore[index]
    assert ada.post("/report", name="", questions="third", version=version).status_code == 303
    assert "third" in sheets(ada)


def test_saving_leads_back_to_the_same_choice(ada: Person) -> None:
    form = introduction(ada, "range=12w&sections=pain&notes=on")
    answer = ada.post(form.action, **dict(form.fields))
    assert answer.headers["Location"] == "/report?range=12w&sections=pain&notes=on"


def test_the_clock_of_the_account_is_the_clock_of_the_page(ada: Person) -> None:
    with_diary(ada)
    assert "Spasm, 09:00 to 09:00 on Tue 12 May" in sheets(ada)
    ada.send("/account/", clock="12")
    assert "Spasm, 9:00 am to 9:00 am on Tue 12 May" in sheets(ada)


def test_a_year_is_printed_by_the_day_and_more_by_the_week(app: Flask) -> None:
    person = joined(app, "years")
    days = ("2024-05-01", "2026-05-01")
    lines = ["day,kind,level", *(f"{day},day_average,4" for day in days)]
    bring(person, ("pain.csv", "\n".join(lines)))
    assert "Appendix: the entries" in sheets(person, "range=1y")
    assert "Appendix: week by week" in sheets(person, "range=all")


def test_it_says_that_entries_follow_the_one_page_where_they_do(ada: Person) -> None:
    words = "The summary is one page; your entries come after it."
    assert words in said(ada.get("/report"))
    assert words not in said(ada.get("/report?sections=pain"))


def test_three_numbers_stand_with_their_before_and_spasms_in_a_table(ada: Person) -> None:
    with_diary(ada)
    page = soup(ada.get("/report?from=2026-05-08&to=2026-05-14"))
    tiles = [words_of(tile) for tile in page.select(".tiles div")]
    assert [tile.split(" before: ")[0] for tile in tiles] == [
        "Median pain 4",
        "Days with a spasm 3",
        "Highest level 4",
    ]
    assert all(" before: " in tile for tile in tiles)
    (row,) = page.select("section[aria-labelledby=sheet-spasms] tbody tr")
    assert words_of(row).startswith("10 May 2026 2 days")


def test_four_weeks_are_not_compared_with_the_week_in_which_the_diary_began(ada: Person) -> None:
    days = [date(2026, 5, 17) - timedelta(days=ago) for ago in range(35)]
    lines = [f"{day},day_average,3\n" for day in days]
    spasms = [f"{day}T08:00,{day}T09:00\n" for day in days[:13] + days[28:31]]
    bring(
        ada,
        ("p.csv", "day,kind,level\n" + "".join(lines)),
        ("e.csv", "started_at,ended_at\n" + "".join(spasms)),
    )
    answer = ada.get("/report?from=2026-04-20&to=2026-05-17")
    tiles = [words_of(tile) for tile in soup(answer).select(".tiles div")]
    assert tiles == ["Median pain 3", "Days with a spasm 13", "Highest level 3"]
    page = sheets(ada, "from=2026-04-20&to=2026-05-17")
    assert "Before: 7 of 28." in page
    assert "Its numbers are not shown, as the diary began later than that." in page


@pytest.mark.usefixtures("clock")
def test_the_highest_level_is_the_same_at_the_top_in_the_appendix_and_in_charts(
    ada: Person,
) -> None:
    ada.log("pain", kind="day_average", level="3")
    ada.log("pain", kind="now", level="4", recorded_at="2026-05-20T09:00")
    for day, level in (("20", "7"), ("18", "5")):
        times = {"started_at": f"2026-05-{day}T08:00", "ended_at": f"2026-05-{day}T09:00"}
        ada.log("episodes", **times, peak_level=level)
    page = soup(ada.get("/report?range=4w"))
    assert "Highest level 7" in [words_of(tile) for tile in page.select(".tiles div")]
    rows = [row.select("td")[1] for row in page.select("table.entries tbody tr")]
    assert [words_of(cell) for cell in rows] == ["5", "7"]
    assert "2026 5 Spasm" in printed(ada, "range=4w")[1]
    numbers = words_of(soup(ada.get("/charts?range=4w")).select("table.figures")[0])
    assert "2026-05-20 3 7 yes 2026-05-19 2026-05-18 5 yes" in numbers


def test_the_sheet_of_a_phone_has_a_drawing_of_its_own_which_the_pdf_leaves_out(
    ada: Person,
) -> None:
    with_diary(ada)
    page = soup(ada.get("/report"))
    (narrow,) = page.select("svg.narrow")
    assert str(narrow["viewbox"]).startswith("0 0 340 ")
    assert narrow["aria-hidden"] == "true"
    assert len(printed(ada)) == 2


def test_where_no_pdf_can_be_made_the_browser_is_named_that_prints_the_page(
    ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def give_up(*_given: object) -> bytes:
        raise pdf.NotPrinted("no PDF within 60 s")

    monkeypatch.setattr(pdf, "_printed", give_up)
    answer = ada.get("/report.pdf")
    assert answer.status_code == 500
    assert "No PDF could be made" in said(answer)
    assert "print the page with your browser" in said(answer)


def test_after_one_day_the_page_says_what_is_missing_and_shows_its_dot(ada: Person) -> None:
    ada.log("pain", kind="day_average", level="5")
    page = soup(ada.get("/report"))
    tile = page.select_one(".tiles div")
    assert tile is not None
    assert (
        " ".join(tile.get_text(" ").split()) == "Median pain not yet after 7 days with an average"
    )
    (dot,) = page.select(".drawn-wide circle")
    assert float(str(dot["r"])) > 2
    assert dot["fill"] == "#1b2123"
    assert "not yet" in printed(ada)[0]
