"""Durations: the product-limit estimator against published values and scipy's."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import scipy
from hypothesis import given
from hypothesis import strategies as st

from journal.core.diary.durations import (
    ENDED_LEAST,
    Between,
    HowLong,
    Spell,
    between,
    how_long,
    product_limit,
    quiet_spells,
    typical,
)
from journal.core.model.records import Episode
from journal.words.durations import between_sentence, half_sentence, how_long_sentences

# Remission of 21 patients on 6-MP, in weeks (Freireich 1963; the data of Gehan 1965). The values
# are those that every textbook prints and that R's survival::survfit gives for them.
REMISSION = [
    *(Spell(weeks, True) for weeks in (6, 6, 6, 7, 10, 13, 16, 22, 23)),
    *(Spell(weeks, False) for weeks in (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)),
]
NOW = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)
ID = "11111111-0000-4000-8000-0000000000"


def test_the_remission_data_have_their_published_values() -> None:
    steps = product_limit(REMISSION)
    assert [(step.length, step.at_risk, step.ended) for step in steps] == [
        (6, 21, 3),
        (7, 17, 1),
        (10, 15, 1),
        (13, 12, 1),
        (16, 11, 1),
        (22, 7, 1),
        (23, 6, 1),
    ]
    published = (0.857143, 0.806723, 0.752941, 0.690196, 0.627451, 0.537815, 0.448179)
    assert [step.surviving for step in steps] == pytest.approx(published, abs=5e-7)
    assert typical(steps) == 23


spells = st.lists(st.builds(Spell, st.integers(1, 30).map(float), st.booleans()), min_size=1)


@given(spells.filter(lambda sample: any(each.ended for each in sample)))
def test_it_is_what_scipy_says(sample: list[Spell]) -> None:
    censored = scipy.stats.CensoredData(
        uncensored=[each.length for each in sample if each.ended],
        right=[each.length for each in sample if not each.ended],
    )
    reference = scipy.stats.ecdf(censored).sf
    for step in product_limit(sample):
        assert step.surviving == pytest.approx(
            float(reference.evaluate(step.length)), rel=1e-9, abs=1e-9
        )


def spasm(number: int, hours_ago: float, hours: float | None) -> Episode:
    started = NOW - timedelta(hours=hours_ago)
    return Episode(
        id=f"{ID}{number:02}",
        day=started.date(),
        zone="UTC",
        started_at=started,
        ended_at=None if hours is None else started + timedelta(hours=hours),
    )


def test_a_running_spasm_is_compared_with_those_that_lasted_as_long() -> None:
    ended = [spasm(n, 1000 - 50 * n, hours) for n, hours in enumerate((1, 5, 13, 20, 30, 60))]
    comparison = how_long([*ended, spasm(9, 12, None)], NOW)
    assert comparison == HowLong(
        ended=6, running=1, unmeasured=0, half_minutes=20 * 60, as_long=4, over_by_then=3
    )
    assert how_long_sentences(comparison) == [
        "Half ended within 20 h. This is of 6 spasms whose length is known, and of 1 that is "
        "still going, for as long as it has lasted.",
        "Of the 6, 4 lasted at least as long as this one; 3 of these ended within a day more.",
    ]


def test_a_spasm_whose_length_nobody_gave_counts_neither_as_short_nor_as_running() -> None:
    ended = [spasm(n, 1000 - 50 * n, hours) for n, hours in enumerate((1, 5, 13, 20, 30, 60))]
    lengths = how_long([*ended, spasm(9, 12, None)], NOW)
    assert lengths is not None
    without_length = how_long([*ended, spasm(8, 20, 0), spasm(9, 12, None)], NOW)
    assert without_length == replace(lengths, unmeasured=1)
    assert half_sentence(replace(lengths, unmeasured=14, running=0)) == (
        "Half ended within 20 h. This is of 6 spasms whose length is known. 14 more are left out: "
        "their length is not known."
    )
    assert how_long([spasm(n, 500 - n, 0) for n in range(9)], NOW) is None


def test_nothing_is_said_before_five_ended() -> None:
    ended = [spasm(n, 1000 - 50 * n, 2) for n in range(4)]
    assert how_long([*ended, spasm(9, 12, None)], NOW) is None
    assert how_long([*ended, spasm(8, 100, 1)], NOW) is not None


@given(st.lists(st.sampled_from([None, 0, 0, 1, 5, 13, 60, 500]), min_size=5, max_size=40))
def test_every_spasm_is_told_of_once(hours: list[int | None]) -> None:
    every = [spasm(number, 1000 - number, length) for number, length in enumerate(hours)]
    lengths = how_long(every, NOW)
    if lengths is None:
        assert sum(bool(length) for length in hours) < ENDED_LEAST
        return
    assert lengths.ended + lengths.running + lengths.unmeasured == len(hours)
    if sentence := half_sentence(lengths):
        base = sentence.partition("This is")[2]
        assert sum(map(int, re.findall("[0-9]+", base))) == len(hours)
    assert lengths.over_by_then <= lengths.as_long <= lengths.ended


@given(spells)
def test_every_gap_is_told_of_once(sample: list[Spell]) -> None:
    gaps = between(sample)
    if gaps is None:
        assert sum(spell.ended for spell in sample) < ENDED_LEAST
        return
    assert gaps.ended + gaps.cut == len(sample)
    if sentence := between_sentence(gaps):
        base = sentence.partition("This is")[2]
        assert sum(map(int, re.findall("[0-9]+", base))) == len(sample)


def test_the_time_between_spasms_says_of_how_many_it_is() -> None:
    assert between_sentence(Between(6, 2, 20)) == (
        "Half of the gaps between two spasms were over within 20 days. This is of 6 that are "
        "over, and of 2 of which only a part is known."
    )
    assert between_sentence(Between(6, 0, 1)).endswith("within a day. This is of 6 that are over.")
    assert between_sentence(Between(6, 9, None)) == ""


def test_quiet_times_end_with_a_spasm_or_where_nobody_watched() -> None:
    first, second = spasm(1, 24 * 100, 2), spasm(2, 24 * 90, 2)
    today = NOW.date()
    every_day = {today - timedelta(days=n) for n in range(120)}
    spells = quiet_spells([second, first], every_day, set(), today)
    assert spells == [Spell(10, True), Spell(90, False)]
    paused = {today - timedelta(days=50)}
    assert quiet_spells([first, second], every_day, paused, today)[1] == Spell(40, False)
    until = {day for day in every_day if day <= today - timedelta(days=60)}
    assert quiet_spells([first, second], until, set(), today)[1] == Spell(31, False)
    assert quiet_spells([], every_day, set(), today) == []
    assert date(2026, 5, 20) == today
