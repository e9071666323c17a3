"""The experiment: a fair draw, one way a week, and an exact test at the planned end only."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import product
from random import Random

import pytest
import scipy
from hypothesis import given
from hypothesis import strategies as st

from journal.core.insight.experiment import Experiment
from journal.core.insight.experiment_plan import PAIRS_LEAST, PAIRS_MOST, Plan, counts, drawn
from journal.core.insight.experiment_result import ALPHA, power, result, sign_flip_p
from journal.core.model.periods import ONE_DAY, Period

START = date(2026, 3, 2)
WAYS = ("walking", "rest")
SIX = Plan(WAYS, START, (True, False, True, True, False, False))
OVER = SIX.ends_on + ONE_DAY


def logged(plan: Plan, levels: dict[str, float], baseline: float = 5.0) -> dict[date, float]:
    """Every day logged, at one level for each way."""
    pain = dict.fromkeys(plan.baseline, baseline)
    return pain | {day: levels[each.way] for each in plan.blocks for day in each.period}


def weekly(plan: Plan, means: list[float]) -> dict[date, float]:
    """Every day of a week at the level of that week."""
    weeks = zip(plan.blocks, means, strict=True)
    return {day: mean for block, mean in weeks for day in block.period}


def test_two_weeks_as_usual_come_before_weeks_that_follow_the_draw() -> None:
    assert SIX.baseline == Period(START, date(2026, 3, 15))
    assert [block.way for block in SIX.blocks[:4]] == ["walking", "rest", "rest", "walking"]
    assert SIX.blocks[0].period == Period(date(2026, 3, 16), date(2026, 3, 22))
    assert SIX.ends_on == SIX.blocks[-1].period.last == date(2026, 6, 7)
    days = [day for block in SIX.blocks for day in block.period]
    assert [*SIX.baseline, *days] == list(Period(START, SIX.ends_on))


def test_each_day_belongs_to_its_week() -> None:
    assert SIX.block(START) is None
    assert SIX.block(OVER) is None
    for day, way in (
        (14, "walking"),
        (20, "walking"),
        (21, "rest"),
        (34, "rest"),
        (35, "walking"),
    ):
        block = SIX.block(START + timedelta(days=day))
        assert block is not None
        assert block.way == way


def test_the_draw_is_fair_balanced_and_the_same_from_the_same_lot() -> None:
    lot = Random(1)  # noqa: S311 (a test)
    firsts = Counter(
        place
        for _ in range(600)
        for place, first in enumerate(drawn(WAYS, START, 6, lot).order)
        if first
    )
    assert all(240 < firsts[place] < 360 for place in range(6))
    draw, other = (drawn(WAYS, START, 8, Random(7)) for _ in range(2))  # noqa: S311 (a test)
    assert draw == other
    assert Counter(block.way for block in draw.blocks) == {"walking": 8, "rest": 8}


@pytest.mark.parametrize(
    ("ways", "pairs"),
    [
        (("walking", "walking"), 6),
        (("walking", "Walking"), 6),
        (("", "rest"), 6),
        (WAYS, PAIRS_LEAST - 1),
        (WAYS, PAIRS_MOST + 1),
    ],
)
def test_a_plan_that_could_not_be_answered_is_not_drawn(ways: tuple[str, str], pairs: int) -> None:
    with pytest.raises(ValueError, match=r"two different names|pairs of weeks"):
        drawn(ways, START, pairs, Random(1))  # noqa: S311 (a test)


def test_there_is_no_result_before_the_last_day_is_over() -> None:
    pain = logged(SIX, {"walking": 3.0, "rest": 5.0})
    assert result(SIX, pain, SIX.ends_on) is None
    assert result(SIX, pain, START) is None
    assert result(SIX, pain, OVER) == result(SIX, pain, OVER + timedelta(days=900))


def test_a_difference_in_every_pair_is_found() -> None:
    outcome = result(SIX, logged(SIX, {"walking": 3.0, "rest": 5.0}), OVER)
    assert outcome is not None
    assert (outcome.pairs, outcome.means, outcome.difference) == (6, (3, 5), -2)
    assert (outcome.low, outcome.high) == (-2, -2)
    assert (outcome.as_large, outcome.orders, outcome.p) == (2, 64, 2 / 64)
    assert outcome.status == "difference"


def test_the_baseline_has_no_part_in_the_result() -> None:
    levels = {"walking": 3.0, "rest": 5.0}
    first, other = (result(SIX, logged(SIX, levels, before), OVER) for before in (0.0, 10.0))
    assert first == other


def test_a_week_with_three_logged_days_takes_its_pair_along() -> None:
    plan = Plan(WAYS, START, (True,) * 7)
    pain = logged(plan, {"walking": 3.0, "rest": 5.0})
    for day in list(plan.blocks[5].period)[:3]:
        del pain[day]
    whole = result(plan, pain, plan.ends_on + ONE_DAY)
    assert whole is not None
    assert whole.pairs == 7
    del pain[plan.blocks[5].period.last]
    less = result(plan, pain, plan.ends_on + ONE_DAY)
    assert less is not None
    assert (less.pairs, less.orders, less.status) == (6, 64, "difference")


def test_too_few_pairs_compare_nothing() -> None:
    outcome = result(SIX, {}, OVER)
    assert outcome is not None
    assert (outcome.pairs, outcome.status) == (0, "not_enough")


def test_what_stopped_says_only_how_far_it_came() -> None:
    pain = logged(SIX, {"walking": 3.0, "rest": 5.0})
    del pain[START + timedelta(days=15)]
    walking, rest = counts(SIX, pain, START + timedelta(days=22))
    assert (walking.way, walking.weeks, walking.logged) == ("walking", 1, 6)
    assert (rest.way, rest.weeks, rest.logged) == ("rest", 1, 2)
    assert [each.weeks for each in counts(SIX, pain, START)] == [0, 0]


def test_weeks_are_counted_from_the_first_day_of_the_baseline() -> None:
    assert SIX.weeks == 14
    weeks = {days: SIX.week(START + timedelta(days=days)) for days in (-1, 0, 13, 14, 97, 98)}
    assert weeks == {-1: None, 0: 1, 13: 2, 14: 3, 97: 14, 98: None}


def test_a_week_is_known_from_two_days_before_it() -> None:
    for days, way in (
        (-2, None),
        (11, None),
        (12, "walking"),
        (13, "walking"),
        (14, None),
        (18, None),
        (19, "rest"),
        (21, None),
        (96, None),
        (97, None),
        (98, None),
    ):
        coming = SIX.coming(START + timedelta(days=days))
        assert (coming and coming.way) == way, days


NEW = Experiment("a", SIX, datetime(2026, 3, 1, tzinfo=UTC))
FULL = logged(SIX, {"walking": 3.0, "rest": 5.0})


def test_an_experiment_is_planned_then_runs_then_is_over() -> None:
    days = (-1, 0, 97, 98)
    assert [NEW.state(START + timedelta(days=number)) for number in days] == [
        "planned",
        "running",
        "running",
        "over",
    ]
    assert NEW.open


@pytest.mark.parametrize("days", [-1, 0, 97])
def test_what_is_stopped_stays_stopped_and_is_never_opened(days: int) -> None:
    day = START + timedelta(days=days)
    stopped = NEW.stopped(day)
    assert (stopped.stopped_on, stopped.open, stopped.state(OVER)) == (day, False, "stopped")
    assert stopped.stopped(day + ONE_DAY) == stopped
    assert stopped.opened(FULL, OVER) == stopped


def test_a_result_is_worked_out_after_the_end_and_never_again() -> None:
    assert NEW.opened(FULL, SIX.ends_on) == NEW
    experiment = NEW.opened(FULL, OVER)
    assert (experiment.opened_on, experiment.result) == (OVER, result(SIX, FULL, OVER))
    assert (experiment.open, experiment.state(OVER)) == (False, "opened")
    assert experiment.opened({}, OVER + ONE_DAY) == experiment
    assert experiment.stopped(OVER) == experiment
    assert NEW.stopped(OVER) == NEW


def test_all_possible_draws_together_are_refused_as_often_as_said() -> None:
    random = Random(2)  # noqa: S311 (a simulation)
    means = [random.uniform(0, 10) for _ in range(12)]
    p_values = []
    for order in product((True, False), repeat=6):
        plan = Plan(WAYS, START, order)
        judged = result(plan, weekly(plan, means), OVER)
        assert judged is not None
        p_values.append(judged.p)
    for level in (0.05, 0.1, 0.25, 0.5, 1.0):
        assert sum(p <= level for p in p_values) <= level * 64


weeks = st.lists(st.integers(0, 100).map(lambda tenths: tenths / 10), min_size=12, max_size=12)


@given(weeks)
def test_the_test_is_the_exact_permutation_test_of_scipy(means: list[float]) -> None:
    outcome = result(SIX, weekly(SIX, means), OVER)
    assert outcome is not None
    pairs = zip(SIX.order, means[::2], means[1::2], strict=True)
    walking, rest = zip(*((a, b) if first else (b, a) for first, a, b in pairs), strict=True)

    def difference(first: tuple[float, ...], other: tuple[float, ...]) -> float:
        return round(sum(first) - sum(other), 6)

    by_scipy = scipy.stats.permutation_test(
        (walking, rest), difference, permutation_type="samples", vectorized=False
    )
    assert outcome.p == pytest.approx(min(1.0, by_scipy.pvalue))


@given(weeks)
def test_the_interval_leaves_out_zero_just_where_the_test_does(means: list[float]) -> None:
    outcome = result(SIX, weekly(SIX, means), OVER)
    assert outcome is not None
    assert outcome.low <= outcome.difference + 1e-9
    assert outcome.difference - 1e-9 <= outcome.high
    if min(abs(outcome.low), abs(outcome.high)) > 1e-6:
        assert (outcome.p <= ALPHA) is (outcome.low > 0 or outcome.high < 0)


@given(weeks, st.floats(-3, 3))
def test_the_interval_moves_with_the_difference(means: list[float], shift: float) -> None:
    outcome = result(SIX, weekly(SIX, means), OVER)
    moved = [
        mean + shift if block.way == "walking" else mean
        for block, mean in zip(SIX.blocks, means, strict=True)
    ]
    after = result(SIX, weekly(SIX, moved), OVER)
    assert outcome is not None
    assert after is not None
    assert (after.low, after.high) == pytest.approx((outcome.low + shift, outcome.high + shift))


def test_nothing_is_compared_where_logging_differed_between_the_options() -> None:
    pain = logged(SIX, {"walking": 3.0, "rest": 5.0})
    for block in SIX.blocks:
        if block.way == "rest":
            for day in list(block.period)[:3]:
                del pain[day]
    outcome = result(SIX, pain, OVER)
    assert outcome is not None
    assert (outcome.pairs, outcome.status) == (6, "logging_differed")
    assert outcome.logging_p == pytest.approx(2 / 64)


def test_the_sign_flip_test_is_exact() -> None:
    differences = [1.0, -0.5, 2.0, 0.25]
    sums = [
        sum(sign * each for sign, each in zip(signs, differences, strict=True))
        for signs in product((1, -1), repeat=4)
    ]
    expected = sum(abs(each) >= 2.75 - 1e-9 for each in sums) / 16
    assert sign_flip_p(differences) == expected


def test_more_pairs_find_more_and_few_weeks_say_nothing() -> None:
    random = Random(1)  # noqa: S311 (a simulation)
    year = [
        float(min(10, max(0, round(random.gauss(4 + 1.5 * (day // 7 % 3 - 1), 1.5)))))
        for day in range(364)
    ]
    powers = [power(year, pairs) or 0 for pairs in (6, 10, 13)]
    assert 0 < powers[0] < powers[1] < powers[2] < 1
    assert (power(year, 10, -3.0) or 0) > (power(year, 10) or 0)
    assert power(year[:80], 10) is None


def test_the_power_is_that_of_trying_it_out() -> None:
    random = Random(2)  # noqa: S311 (a simulation)
    year = [random.gauss(5, 2.5) for _ in range(364)]
    expected = power(year, 8) or 0
    hits = 0
    for _ in range(400):
        pairs = [
            sum(random.gauss(0, 2.5) for _ in range(7)) / 7
            - sum(random.gauss(0, 2.5) for _ in range(7)) / 7
            - 1
            for _ in range(8)
        ]
        hits += sign_flip_p(pairs) <= ALPHA
    assert hits / 400 == pytest.approx(expected, abs=0.12)


def test_the_first_two_days_of_each_week_are_left_out_where_that_was_settled_before() -> None:
    ten, plain = (
        drawn(WAYS, START, 10, Random(1), settles=settles)  # noqa: S311 (a seed)
        for settles in (True, False)
    )
    assert (ten.settling_days, plain.settling_days, ten.order) == (2, 0, plain.order)
    pain: dict[date, float] = {}
    for block in ten.blocks:
        own = 3.0 if block.way == WAYS[0] else 5.0
        carried = 8.0 - own  # of the week before
        pain |= {day: carried if at < 2 else own for at, day in enumerate(block.period)}
    after = ten.ends_on + timedelta(days=1)
    outcome, whole = result(ten, pain, after), result(plain, pain, after)
    assert outcome
    assert whole
    assert (outcome.difference, outcome.pairs, outcome.status) == (-2.0, 10, "difference")
    assert whole.difference == pytest.approx(-2 * 3 / 7)


@pytest.mark.parametrize(("logged_days", "pairs"), [(3, 10), (2, 9)])
def test_of_five_days_a_week_needs_three(logged_days: int, pairs: int) -> None:
    ten = drawn(WAYS, START, 10, Random(1), settles=True)  # noqa: S311 (a seed)
    pain = {day: 4.0 for block in ten.blocks for day in block.period}
    for day in list(ten.blocks[0].period)[2 + logged_days :]:
        del pain[day]
    outcome = result(ten, pain, ten.ends_on + timedelta(days=1))
    assert outcome
    assert outcome.pairs == pairs
