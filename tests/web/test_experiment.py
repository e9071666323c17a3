"""The personal experiment: drawn once, shown a week at a time, worked out once at its end."""

import re
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Engine, select, update

from journal.core.insight.experiment_plan import Plan
from journal.exchange.own.experiments import sealed, unsealed
from journal.store.db import models as m
from tests.people import Person
from tests.store.making import rows_of
from tests.web.conftest import NOON
from tests.web.reading import bring, problems, said, soup, without_token
from tests.web.test_parallel import at_once, posts

PAGE = "/insight/experiment"
START = date(2026, 5, 20)
ORDER = (True, False, True, True, False, False)
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def planned(person: Person, **typed: str) -> str:
    """The id of an experiment of six pairs that begins today, unless told otherwise."""
    key = str(uuid4())
    fields = {"one_way": "walking", "other_way": "rest", "starts_on": "2026-05-20", "pairs": "6"}
    assert person.send(PAGE, client_key=key, **(fields | typed)).status_code == 303
    return key


def order_becomes(engine: Engine, key: str, order: tuple[bool, ...]) -> None:
    """Let another order have been drawn."""
    row, owner = m.ExperimentRow, owner_of(engine, key)
    with engine.begin() as connection:
        connection.execute(
            update(row)
            .where(row.owner_id == owner, row.id == key)
            .values(sealed_order=sealed(order, key))
        )


def owner_of(engine: Engine, key: str) -> str:
    row = m.ExperimentRow
    with engine.connect().execution_options(journal_all_owners=True) as connection:
        owner: str = connection.execute(select(row.owner_id).where(row.id == key)).scalar_one()
    return owner


def days_later(clock: time_machine.Traveller, days: int) -> date:
    """The day so many after the first, at noon."""
    moment: datetime = NOON + timedelta(days=days)
    clock.move_to(moment, tick=False)
    return moment.date()


def log_levels(
    person: Person, plan: Plan, *, walking: int, rest: int, until: date = date.max
) -> None:
    """Log every day of an experiment, at one level for each way."""
    levels = {"walking": walking, "rest": rest}
    rows = [
        f"{day},day_average,{levels[block.way]}"
        for block in plan.blocks
        for day in block.period
        if day <= until
    ]
    bring(person, ("pain.csv", "\n".join(["day,kind,level", *rows, ""])))


def action(person: Person, what: str) -> str:
    """Where the form of the page that does ``what`` posts to."""
    page = soup(person.get(PAGE))
    (form,) = page.select(f'form[action$="/{what}"]')
    return str(form["action"])


@pytest.mark.usefixtures("clock")
def test_the_page_explains_and_safety_is_one_tap_away(ada: Person) -> None:
    page = ada.get(PAGE)
    for words in (
        "physiotherapist",
        "Two weeks as usual",
        "random draw",
        "10 pairs",
        "22 weeks in all",
    ):
        assert words in said(page)
    assert soup(page).select('main a[href="/safety#before"]')


@pytest.mark.usefixtures("clock")
def test_a_plan_is_drawn_by_a_lot_and_sealed(
    ada: Person, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    lots = iter([0.1, 0.9, 0.2, 0.3, 0.8, 0.7])
    monkeypatch.setattr("journal.web.experiment.SystemRandom.random", lambda _: next(lots))
    key = planned(ada)
    row = m.ExperimentRow
    question = select(row).where(row.owner_id == owner_of(engine, key))
    with engine.connect() as connection:
        experiment = connection.execute(question).one()
    assert unsealed(experiment.sealed_order, key) == ORDER
    assert (experiment.one_way, experiment.other_way, experiment.starts_on) == (
        "walking",
        "rest",
        START,
    )
    assert experiment.settling_days == 0
    assert "Experiment, week 1 of 14: a week as usual" in said(ada.get(PAGE))


@pytest.mark.usefixtures("clock")
def test_that_the_first_days_of_weeks_are_left_out_is_settled_with_the_plan(ada: Person) -> None:
    planned(ada, settles="yes")
    assert "The first two days of each week are left out." in said(ada.get(PAGE))


FINE = {"one_way": "walking", "other_way": "rest", "starts_on": "2026-05-20", "pairs": "6"}


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"one_way": " "}, "one_way", "Fill this in."),
        ({"other_way": "x" * 81}, "other_way", "81 characters"),
        ({"other_way": "a\0b"}, "other_way", "control character"),
        ({"other_way": "WALKING"}, "other_way", "another name"),
        ({"starts_on": "tomorrow"}, "starts_on", "YYYY-MM-DD"),
        ({"starts_on": "2026-05-19"}, "starts_on", "Start today"),
        ({"starts_on": "2026-08-21"}, "starts_on", "Start today"),
        ({"starts_on": ""}, "starts_on", "Choose a day."),
        ({"pairs": "5"}, "pairs", "from 6 to 13"),
        ({"pairs": "14"}, "pairs", "from 6 to 13"),
        ({"pairs": "many"}, "pairs", "from 6 to 13"),
        ({"pairs": ""}, "pairs", "Choose a number."),
    ],
)
def test_a_plan_that_cannot_be_is_refused_and_kept_in_the_form(
    ada: Person, typed: dict[str, str], field: str, sentence: str
) -> None:
    answer = ada.post(PAGE, **(FINE | typed))
    assert answer.status_code == 422
    assert list(problems(answer)) == [field]
    assert sentence in problems(answer)[field]
    page = soup(answer)
    values = {
        str(tag["name"]): str(tag["value"]) for tag in page.select("main input[list], .date")
    }
    (pairs,) = page.select("option[selected]")
    values["pairs"] = str(pairs.get("value", pairs.text))
    assert values == FINE | typed


@pytest.mark.usefixtures("clock")
def test_the_last_first_day_there_may_be_is_taken(ada: Person) -> None:
    planned(ada, starts_on="2026-08-20", pairs="13")
    assert "It begins on Thursday 20 August" in said(ada.get(PAGE))
    assert "Experiment" not in said(ada.get("/"))


@pytest.mark.usefixtures("clock")
def test_the_same_plan_sent_twice_is_drawn_once(ada: Person, engine: Engine) -> None:
    key = planned(ada)
    assert ada.post(PAGE, client_key=key, **FINE).status_code == 303
    assert rows_of(engine, owner_of(engine, key))["experiments"] == 1


@pytest.mark.usefixtures("clock")
def test_a_second_plan_is_refused_while_there_is_one(ada: Person, engine: Engine) -> None:
    key = planned(ada)
    answer = ada.post(PAGE, **(FINE | {"one_way": "yoga <b>"}))
    assert answer.status_code == 409
    assert "Not planned: “yoga <b>” and “rest”" in said(answer)
    assert rows_of(engine, owner_of(engine, key))["experiments"] == 1


@pytest.mark.usefixtures("clock")
def test_two_tabs_that_plan_at_once_plan_one(ada: Person) -> None:
    bodies = [FINE | {"client_key": str(uuid4())} for _ in range(4)]
    assert at_once(*posts(ada, PAGE, *bodies)) == [303, 409, 409, 409]


def page_paths(app: Flask) -> list[str]:
    """Every address that is open without an id."""
    return [
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.arguments and rule.rule not in NEVER_TWICE
    ]


NEVER_TWICE = {"/account/signing-in"}
"""Pages with a new secret each time."""


JSON_TOKEN = re.compile(r'"token":"[^"]*"')
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PRINTED = ("application/pdf", "application/zip", WORKBOOK)
"""What is no text: paper and workbook tell of no experiment; in the archive it is sealed."""


def opened(app: Flask, person: Person) -> dict[str, str]:
    """All there is to be read, without what is never the same twice."""
    answers = {path: person.get(path) for path in page_paths(app)}
    pages = {
        path: JSON_TOKEN.sub("", UUID.sub("", without_token(answer)[1]))
        for path, answer in answers.items()
        if answer.mimetype not in PRINTED and path != "/healthz"  # which tells of the disk
    }
    return pages | {"pain.csv": person.get("/export/pain.csv").text}


@pytest.mark.parametrize("pair", [0, 3])
def test_an_order_is_nowhere_to_be_read_before_its_week(
    app: Flask, clock: time_machine.Traveller, ada: Person, engine: Engine, pair: int
) -> None:
    key = planned(ada)
    opened(app, ada)
    other = ORDER[:pair] + tuple(not first for first in ORDER[pair:])
    for day, hidden in ((11 + 14 * pair, True), (12 + 14 * pair, False)):
        days_later(clock, day)
        ada.get("/")
        snapshots = []
        for order in (ORDER, other):
            order_becomes(engine, key, order)
            snapshots.append(opened(app, ada))
        assert len(snapshots[0]) >= 15
        for order in (ORDER, other):  # by chance they stand there for something else
            seal = sealed(order, key)
            with_it, without = ("\n".join(pages.values()).count(seal) for pages in snapshots)
            assert with_it == without
        assert (snapshots[0] == snapshots[1]) is hidden


def test_today_and_the_page_say_which_week_it_is(
    clock: time_machine.Traveller, ada: Person, engine: Engine
) -> None:
    order_becomes(engine, planned(ada), ORDER)
    for day, week in (
        (13, "week 2 of 14: a week as usual"),
        (19, "week 3 of 14: a week of walking"),
        (21, "week 4 of 14: a week of rest"),
        (97, "week 14 of 14: a week of walking"),
    ):
        days_later(clock, day)
        for path in ("/", PAGE):
            assert f"Experiment, {week}" in said(ada.get(path))
        soon = "From Wednesday 10 June: a week of rest."
        assert (soon in said(ada.get(PAGE))) is (day == 19)
    assert "Experiment, week" not in said(ada.get("/?day=2026-06-10"))


def test_a_whole_experiment_comes_to_a_result_that_stays(
    clock: time_machine.Traveller, ada: Person, engine: Engine
) -> None:
    order_becomes(engine, key := planned(ada), ORDER)
    plan = Plan(("walking", "rest"), START, ORDER)
    days_later(clock, 97)
    log_levels(ada, plan, walking=3, rest=5)
    early = ada.post(f"{PAGE}/{key}/result")
    assert early.status_code == 303
    assert "averaged" not in said(ada.get(PAGE))
    days_later(clock, 98)
    assert "Your experiment is over: see the result" in said(ada.get("/"))
    page = said(ada.get(PAGE))
    assert "walking 6 42 rest 6 42" in page
    assert "averaged" not in page
    assert ada.post(action(ada, "result")).status_code == 303
    sentence = (
        "In the 6 weeks of walking your pain averaged 3.0; in the 6 weeks of rest 5.0. "
        "The difference is -2.0 (likely range -2.0 to -2.0). Of the 64 orders of these weeks "
        "that could have been drawn, 2 show one as large."
    )
    first = ada.get(PAGE)
    assert sentence in said(first)
    assert "Worked out on 26 Aug 2026, once" in said(first)
    assert "walking 6 of 6 3.00 rest 6 of 6 5.00" in said(first)
    days_later(clock, 120)
    log_levels(ada, plan, walking=9, rest=1)
    assert ada.post(f"{PAGE}/{key}/result").status_code == 303
    assert ada.post(f"{PAGE}/{key}/stop").status_code == 303
    later = ada.get(PAGE)
    assert str(soup(later).select("article")) == str(soup(first).select("article"))
    assert "Plan one" in said(later)
    assert "xperiment" not in said(ada.get("/"))


def test_too_few_logged_days_compare_nothing(clock: time_machine.Traveller, ada: Person) -> None:
    planned(ada)
    days_later(clock, 98)
    ada.post(action(ada, "result"))
    assert "Only 0 pairs of weeks had enough days with an average" in said(ada.get(PAGE))


def test_what_was_stopped_says_only_how_far_it_came(
    clock: time_machine.Traveller, ada: Person, engine: Engine
) -> None:
    order_becomes(engine, key := planned(ada), ORDER)
    today = days_later(clock, 22)
    log_levels(ada, Plan(("walking", "rest"), START, ORDER), walking=3, rest=5, until=today)
    assert ada.post(action(ada, "stop")).status_code == 303
    for day in (22, 98, 190):
        days_later(clock, day)
        ada.post(f"{PAGE}/{key}/result")
        page = said(ada.get(PAGE))
        assert "stopped on 11 Jun 2026" in page
        assert "walking 1 7 rest 1 2" in page
        assert "averaged" not in page
        assert "xperiment" not in said(ada.get("/"))
    planned(ada, starts_on="2026-11-26")


@pytest.mark.usefixtures("clock")
def test_stopping_asks_first(ada: Person) -> None:
    planned(ada)
    (form,) = soup(ada.get(PAGE)).select('details form[action$="/stop"]')
    details = form.find_parent("details")
    assert details is not None
    assert not details.has_attr("open")
    assert "It can’t be resumed" in details.text


@pytest.mark.usefixtures("clock")
def test_a_stranger_neither_sees_nor_stops_it(ada: Person, charlie: Person) -> None:
    key, never = planned(ada, one_way="tango"), uuid4()
    assert "tango" not in charlie.get(PAGE).text
    for what in ("stop", "result"):
        theirs = charlie.post(f"{PAGE}/{key}/{what}")
        assert theirs.status_code == 404
        assert without_token(theirs) == without_token(charlie.post(f"{PAGE}/{never}/{what}"))
    assert "Experiment, week 1 of 14" in said(ada.get(PAGE))


def test_nobody_is_asked_to_sign_in(nobody: Person) -> None:
    assert nobody.get(PAGE).location.startswith("/account/sign-in?next=/insight/experiment")
    assert nobody.post(PAGE, **FINE).status_code == 401
