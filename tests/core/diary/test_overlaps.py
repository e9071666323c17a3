"""Which spasms overlap, and what two of them are as one."""

from datetime import UTC, datetime, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from journal.core.diary.overlaps import MOST_AT_ONCE, name_of, overlap, overlapping, united
from journal.core.model.records import Episode

NOON = datetime(2026, 5, 20, 12, tzinfo=UTC)


def spasm(start: int, end: int | None, number: int = 0, **fields: object) -> Episode:
    """A spasm by the seconds after noon at which it began and ended."""
    whole = {
        "id": f"00000000-0000-4000-8000-{number:012}",
        "zone": "UTC",
        "day": NOON.date(),
        "started_at": NOON + timedelta(seconds=start),
        "ended_at": None if end is None else NOON + timedelta(seconds=end),
    }
    return Episode(**(whole | fields))  # type: ignore[arg-type]  # of all types


SPASMS = st.lists(
    st.tuples(st.integers(0, 900), st.none() | st.integers(0, 600)), min_size=2, max_size=7
).map(
    lambda times: [
        spasm(start, None if length is None else start + length, number)
        for number, (start, length) in enumerate(times)
    ]
)


@given(SPASMS)
def test_each_pair_that_overlaps_is_found_once_the_latest_first(spasms: list[Episode]) -> None:
    pairs = overlapping(spasms)
    names = [name_of(pair) for pair in pairs]
    expected = {name_of(pair) for pair in combinations(spasms, 2) if overlap(*pair)}
    assert sorted(names) == sorted(expected)
    assert all(first.started_at <= later.started_at for first, later in pairs)
    beginnings = [later.started_at for _, later in pairs]
    assert beginnings == sorted(beginnings, reverse=True)


def test_of_very_many_at_once_only_those_that_began_last_are_asked_about() -> None:
    spasms = [spasm(number, 6_000, number) for number in range(0, 6_000, 60)]
    pairs = overlapping(spasms)
    assert len(pairs) == sum(min(count, MOST_AT_ONCE) for count in range(100))
    assert pairs[0] == (spasms[98], spasms[99])


@given(SPASMS)
def test_it_is_all_one_which_of_two_is_named_first(spasms: list[Episode]) -> None:
    spasm_a, other = spasms[:2]
    assert overlap(spasm_a, other) == overlap(other, spasm_a)
    assert name_of((spasm_a, other)) == name_of((other, spasm_a))
    whole, swapped = united(spasm_a, other), united(other, spasm_a)
    assert (whole.id, whole.started_at, whole.ended_at) == (
        swapped.id,
        swapped.started_at,
        swapped.ended_at,
    )


@given(SPASMS)
def test_one_of_two_has_the_time_of_both(spasms: list[Episode]) -> None:
    spasm_a, other = spasms[:2]
    whole = united(spasm_a, other)
    assert whole.started_at == min(spasm_a.started_at, other.started_at)
    for each in (spasm_a, other):
        assert whole.ended_at is None or (each.ended_at and each.ended_at <= whole.ended_at)


def test_one_that_ends_in_the_minute_in_which_the_next_begins_is_before_it() -> None:
    assert not overlap(spasm(0, 620), spasm(610, 900, 1))
    assert overlap(spasm(0, 661), spasm(610, 900, 1))


def test_one_of_two_keeps_all_that_was_said_of_either() -> None:
    first = spasm(0, 600, 1, peak_level=4, regions=("neck_left",), note="first", onset="sudden")
    later = spasm(
        60, 900, 2, peak_level=7, regions=("neck_right",), note="later", triggers=("cold",)
    )
    whole = united(first, later)
    assert (whole.id, whole.peak_level, whole.note) == (first.id, 7, "first\nlater")
    assert (whole.regions, whole.triggers) == (("neck_left", "neck_right"), ("cold",))
    assert whole.onset == "sudden"


def test_the_same_words_are_not_said_twice() -> None:
    first, later = spasm(0, 600, note="as said"), spasm(60, 900, 1, note="as said")
    assert united(first, later).note == "as said"
