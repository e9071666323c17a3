"""Sentences: the fixed ones with their numbers, both ways alike, and no word that claims more."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.core.insight.comparison import Comparison
from journal.core.insight.experiment_plan import Plan
from journal.core.insight.experiment_result import Result
from journal.core.insight.missing import Missing
from journal.core.insight.questions import DAY_AFTER, WEEK_BEFORE, InsightQuestion, Status
from journal.core.insight.schedule import Days, Verdict, insight, verdict
from journal.core.insight.trend_question import Trend
from journal.core.statistics.distributions import t_quantile
from journal.core.statistics.regression import Fit
from journal.core.statistics.trend import WeeklyTrend
from journal.core.statistics.windows import WindowComparison, window_comparison
from journal.words.experiments import experiment_sentence, experiment_week_sentence
from journal.words.four_weeks import going_sentence, windows_sentence
from journal.words.missing_days import missing_sentence, progress
from journal.words.numbers import Decimals
from journal.words.verdicts import badge, means_sentence, sentence, what_counts
from tests.core.diaries import days

BANNED = re.compile(
    r"\b(causes?|caused|causing|because|due to|leads? to|effects?|effective|works?|helps?|reduces?"
    r"|improves?|worsens?|prevents?|triggers?|proven|significant(ly)?|predicts?|risks?|should)\b",
    re.IGNORECASE,
)
LOOK = date(2026, 5, 1)

AFTER = "On the 41 days after you exercised your pain averaged 3.9; on the other 46 days 4.8."
ALLOWING = "Allowing for slow change and the days of the week, the difference is"
CANNOT_TELL = "Other things may explain it: a diary cannot tell."
SMALLEST = (
    "There may still be one that is too small to see: about {} is the smallest that this diary "
    "would mostly have shown."
)

STAYS = "One that is clear and stays would mostly have shown from about {} on."


def fit(value: float, low: float, high: float) -> Fit:
    """A coefficient with this likely range."""
    unit = Fit((4.8, value, 0.0), 1.0, 8, 87, 87)
    return Fit(unit.beta, (high - low) / (unit.high - unit.low), 8, 87, 87)


def told(
    question: InsightQuestion,
    status: Status,
    value: float,
    low: float,
    high: float,
    *,
    allowing: tuple[float, float, float] | None = None,
    before: float = -0.4,
) -> Verdict:
    """A verdict with these numbers: 41 days after exercise at 3.9, 46 others at 4.8."""
    pain = [*[3.9] * 41, *[4.8] * 46]
    comparison = Comparison(question, pain, [1.0] * 87)
    vars(comparison).update(
        status=status,
        enough=True,
        adjusted=fit(value, low, high),
        lagged=fit(*(allowing or (value, low, high))),
        reverse=fit(before, before - 1, before + 1),
        pairs=[(at, level, float(at < 41)) for at, level in enumerate(pain)],
    )
    return Verdict(question.name, comparison, LOOK, LOOK, Missing(), comparison)


def trending(status: Status, slope: float, low: float, high: float) -> Verdict:
    """A verdict on a trend over 24 weeks with these numbers."""
    trend = Trend([*[4.0] * 161, *[5.0] * 7])
    se = (high - low) / (2 * t_quantile(22))
    vars(trend).update(status=status, test=WeeklyTrend(24, 4.0, slope, 0, 0, 24, se, 1, 22, 0.5))
    return Verdict("trend", trend, LOOK, LOOK, Missing(), trend)


@pytest.mark.parametrize(
    ("status", "before", "ending"),
    [
        ("difference", 0.0, f"It stayed after allowing for the day before. {CANNOT_TELL}"),
        (
            "direction_unclear",
            -0.4,
            "But pain was already lower before you exercised, so the diary cannot tell which came "
            "first.",
        ),
        (
            "direction_unclear",
            0.4,
            "But pain was already higher before you exercised, so the diary cannot tell which "
            "came first.",
        ),
    ],
)
def test_what_was_found_has_its_fixed_sentences(
    status: Status, before: float, ending: str
) -> None:
    day_after = told(DAY_AFTER, status, -0.9, -1.5, -0.3, before=before)
    assert sentence(day_after) == f"{AFTER} {ALLOWING} -0.9 (likely range -1.5 to -0.3). {ending}"
    week = told(WEEK_BEFORE, status, -0.3, -0.5, -0.1, before=before)
    assert sentence(week) == (
        "For each further day with exercise in the week before, your pain was 0.3 lower, allowing "
        f"for slow change and the days of the week (likely range -0.5 to -0.1, from 87 days). "
        f"{ending}"
    )


def test_no_clear_difference_says_how_small_a_one_could_have_shown() -> None:
    assert sentence(told(DAY_AFTER, "no_clear_difference", 0.0, -0.6, 0.6)) == (
        f"Your diary so far shows no clear difference. {AFTER} Allowing for slow change and the "
        f"days of the week, the likely range of the difference is -0.6 to +0.6. "
        f"{SMALLEST.format('1.2')}"
    )
    assert sentence(told(WEEK_BEFORE, "no_clear_difference", 0.0, -0.3, 0.3)) == (
        "Your diary so far shows no clear difference. For each further day with exercise in the "
        f"week before, the likely range is -0.30 to +0.30, from 87 days. {SMALLEST.format('0.6')}"
    )


LARGEST = "not even the largest on a scale of 0 to 10 would be sure to show."


def test_no_size_is_named_that_the_scale_has_no_room_for() -> None:
    unseen = f"There may still be one: so far {LARGEST}"
    no_difference = told(DAY_AFTER, "no_clear_difference", 0.0, -6.0, 6.0)
    assert sentence(no_difference).endswith(unseen)
    assert sentence(trending("no_clear_trend", 0.0, -0.5, 0.5)).endswith(unseen)
    stays = told(DAY_AFTER, "no_clear_difference", -7.0, -13.0, -1.0)
    assert sentence(stays).endswith(f"So far {LARGEST}")
    rising = trending("no_clear_trend", 0.6, 0.1, 1.1)
    assert sentence(rising).endswith(f"So far {LARGEST.replace('largest', 'largest trend')}")


def test_a_range_without_0_is_never_beside_no_clear_difference() -> None:
    verdict = told(DAY_AFTER, "no_clear_difference", -2.1, -2.9, -1.4, allowing=(-0.2, -0.7, 0.3))
    assert sentence(verdict) == (
        f"{AFTER} {ALLOWING} -2.1 (likely range -2.9 to -1.4). But it did not stay after allowing "
        "for the day before (likely range -0.7 to +0.3). So this is no clear difference. "
        f"{STAYS.format('1.5')}"
    )
    weak = told(DAY_AFTER, "no_clear_difference", -0.5, -0.9, -0.1)
    assert sentence(weak) == (
        f"{AFTER} {ALLOWING} -0.5 (likely range -0.9 to -0.1). That is not clear enough yet: in a "
        f"diary that is checked every month, chance alone shows as much too often. "
        f"{STAYS.format('0.8')}"
    )


def test_exercise_on_the_same_weekdays_is_told_with_what_to_do() -> None:
    pain = [float(day * 7 % 5) for day in range(200)]
    exercise = [float(day % 7 in (0, 2, 4)) for day in range(200)]
    verdict = insight(Days(date(2025, 1, 1), pain, exercise)).day_after
    assert sentence(verdict).startswith(
        "You exercise on the same weekdays every week, so your diary"
    )
    regular = insight(Days(date(2025, 1, 1), pain, [float(day % 2) for day in range(200)]))
    assert "too regular a pattern" in sentence(regular.day_after)


def test_the_trend_has_its_fixed_sentences() -> None:
    assert sentence(trending("trend", -0.08, -0.12, -0.04)) == (
        "Over 24 weeks, 24 of which have an average, your weekly average fell by about 0.08 a "
        "week (likely range -0.12 to -0.04). Pain often changes by itself."
    )
    assert sentence(trending("no_clear_trend", 0.01, -0.04, 0.06)) == (
        "Your weekly averages show no clear trend so far (likely range -0.04 to +0.06 a week, "
        f"from 24 weeks). {SMALLEST.format('0.11')}"
    )
    assert sentence(trending("no_clear_trend", -0.06, -0.09, -0.03)) == (
        "Over 24 weeks, 24 of which have an average, your weekly average fell by about 0.06 a "
        "week (likely range -0.09 to -0.03). That is not clear enough to call it a trend: pain "
        "that lingers often drifts so. A trend would mostly have shown from about 0.07 a week on."
    )


def turned(text: str) -> str:
    """A sentence with its direction turned round, and signs left out."""
    swapped = {"lower": "higher", "higher": "lower", "fell": "rose", "rose": "fell"}
    words = [swapped.get(word.strip(","), word.strip(",")) for word in text.split()]
    return re.sub(r"[-+](?=\d)", "", " ".join(words))


@given(st.sampled_from(["difference", "direction_unclear"]), st.floats(0.01, 9))
def test_up_and_down_have_the_same_words(status: Status, value: float) -> None:
    for question in (DAY_AFTER, WEEK_BEFORE):
        ends = (-value - 0.01, -value + 0.01)
        lower = sentence(told(question, status, -value, *ends, before=-0.4))
        ends = (value - 0.01, value + 0.01)
        up = sentence(told(question, status, value, *ends, before=0.4))
        down, up = turned(lower), turned(turned(up))
        assert up.split("range")[0] == down.split("range")[0]
        assert up.rpartition("). ")[2] == down.rpartition("). ")[2]
    fell, rose = (
        trending("trend", sign * value, sign * value - 1, sign * value + 1) for sign in (-1, 1)
    )
    parts = turned(sentence(fell)).partition(" (")
    again = turned(turned(sentence(rose))).partition(" (")
    assert (parts[0], parts[2].partition(")")[2]) == (again[0], again[2].partition(")")[2])


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        (
            Missing(days=12, logged=12, after_exercise=8),
            "12 more days with an average needed. Of these, 8 after exercise.",
        ),
        (
            Missing(days=27, logged=11, after_exercise=3, after_none=1),
            "11 more days with an average needed. Of these, 3 after exercise and 1 after a rest "
            "day. That takes at least 27 days.",
        ),
        (Missing(days=1, logged=1), "1 more day with an average needed."),
        (Missing(days=9), "9 more days needed."),
        (Missing(weeks=1), "1 more week with 4 or more averages needed."),
        (Missing(weeks=5), "5 more weeks with 4 or more averages needed."),
        (Missing(), "Enough is logged for the next check."),
        (
            Missing(variety=True, same_pain=True),
            "So far your pain was the same on all the days that count, so there is nothing to "
            "compare.",
        ),
        (
            Missing(variety=True),
            "So far you exercised equally often in the week before each day that counts, so there "
            "is nothing to compare.",
        ),
        (
            Missing(variety=True, no_exercise=True),
            "So far no exercise is logged before the days that count, so there is nothing to "
            "compare with.",
        ),
        (
            Missing(days=10, logged=10, after_none=10, variety=True, no_rest_day=True),
            "No rest day is confirmed yet, so there is nothing to compare with. Days without "
            "exercise count once you confirm them.",
        ),
    ],
)
def test_what_is_missing_is_named_exactly(missing: Missing, words: str) -> None:
    assert missing_sentence(missing) == words


def test_181_logged_days_without_a_confirmed_rest_day_ask_for_rest_days() -> None:
    pain: list[float | None] = [float(day % 6) for day in range(200)]
    pain[3:200:11] = [None] * len(pain[3:200:11])
    exercise = [1.0 if day % 7 in (0, 1, 3, 5) else None for day in range(200)]
    overview = insight(Days(date(2025, 1, 1), pain, exercise))
    assert "No rest day is confirmed" in sentence(overview.day_after)
    assert "No rest day is confirmed" in sentence(overview.week_before)
    assert progress(overview.day_after.so_far) == "0 of 10 days after a rest day"


@pytest.mark.parametrize(
    ("usual", "last", "words", "progressed"),
    [
        (
            1.0,
            0.0,
            "10 more days with an average needed. Of these, 10 after a rest day.",
            "after a rest day",
        ),
        (
            0.0,
            1.0,
            "10 more days with an average needed. Of these, 10 after exercise.",
            "after exercise",
        ),
    ],
)
def test_one_day_of_the_other_group_that_does_not_count_yet_leaves_the_group_missing(
    usual: float, last: float, words: str, progressed: str
) -> None:
    pain: list[float | None] = [float(day % 6) for day in range(200)]
    exercise = [usual if day % 7 in (0, 1, 3, 5) else None for day in range(199)]
    day_after = insight(Days(date(2025, 1, 1), pain, [*exercise, last])).day_after
    assert sentence(day_after) == words
    assert f"{progress(day_after.so_far)}".endswith(progressed)


def test_exercise_on_as_many_days_every_week_is_told_as_that() -> None:
    pain = [float(day * 7 % 5) for day in range(200)]
    exercise = [float(day % 7 in (0, 2, 4)) for day in range(200)]
    week_before = insight(Days(date(2025, 1, 1), pain, exercise)).week_before
    assert sentence(week_before).startswith("So far you exercised equally often in the week")


def test_rest_days_alone_are_not_told_as_exercise() -> None:
    pain = [float(day * 7 % 5) for day in range(200)]
    week_before = insight(Days(date(2025, 1, 1), pain, [0.0] * 200)).week_before
    assert sentence(week_before).startswith("So far no exercise is logged before the days that")


def test_before_the_first_look_nothing_is_found() -> None:
    analysis = told(DAY_AFTER, "difference", -0.9, -1.5, -0.3).analysis
    early = Verdict("day_after", analysis, None, LOOK, Missing(), analysis)
    assert early.status == "not_enough"
    assert sentence(early) == "Enough is logged for the next check."


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (-1.5, -0.34, "-1.5 to -0.3"),
        (-0.6, 0.04, "-0.6 to 0.0"),
        (-0.124, -0.0299, "-0.12 to -0.03"),
        (-0.0021, 0.0164, "-0.002 to +0.016"),
        (0.0, 0.0, "0.000 to 0.000"),
    ],
)
def test_small_numbers_get_the_decimals_they_need(low: float, high: float, text: str) -> None:
    numbers = Decimals(low, high)
    assert f"{numbers.signed(low)} to {numbers.signed(high)}" == text


def test_descriptions_carry_their_numbers_of_days() -> None:
    analysis = told(DAY_AFTER, "difference", -0.9, -1.5, -0.3).analysis
    assert isinstance(analysis, Comparison)
    assert means_sentence(analysis) == AFTER
    assert means_sentence(Comparison(DAY_AFTER, [5.0] * 8, [1.0] * 8)) is None
    assert windows_sentence(WindowComparison(3.0, 20, 5.0, 28, True, 0.6)) == (
        "In the last 28 days your pain averaged 3.0 (20 days with an average), in the 28 days "
        "before 5.0 (28 days with an average). Your four-week averages usually differ by about "
        "0.6. A difference this size is one people usually notice."
    )
    for windows in (
        WindowComparison(4.0, 20, 5.0, 28, True, None),
        WindowComparison(3.0, 20, 5.0, 28, False, None),
    ):
        assert "notice" not in windows_sentence(windows)


def tried(difference: float, as_large: int, pairs: int = 6) -> Result:
    """A result of walking weeks and rest weeks."""
    means = (4.6 + difference, 4.6)
    low, high = difference - 0.5, difference + 0.5
    return Result(("walking", "rest"), pairs, means, difference, low, high, as_large, 64)


def test_an_experiment_names_no_size_that_the_scale_has_no_room_for() -> None:
    wide = replace(tried(-0.7, 20), low=-9.0, high=7.6)
    assert experiment_sentence(wide).endswith(f"There may still be one: in so few weeks {LARGEST}")


def test_an_experiment_has_its_fixed_sentences() -> None:
    means = "In the 6 weeks of walking your pain averaged 3.9; in the 6 weeks of rest 4.6."
    assert experiment_sentence(tried(-0.7, 2)) == (
        f"{means} The difference is -0.7 (likely range -1.2 to -0.2). Of the 64 orders of these "
        "weeks that could have been drawn, 2 show one as large. Knowing which week it was may "
        "have had a part in it."
    )
    assert experiment_sentence(tried(-0.7, 20)) == (
        f"Your experiment shows no clear difference. {means} The difference is -0.7 (likely range "
        "-1.2 to -0.2). Of the 64 orders of these weeks that could have been drawn, 20 show one "
        "as large. There may still be one that is too small to see: about 0.7 is the smallest "
        "that such an experiment mostly finds."
    )
    painless = replace(tried(0, 64), means=(0.0, 0.0), low=0.0, high=0.0)
    assert experiment_sentence(painless).endswith(
        "64 show one as large. There may still be one that is too small to see yet."
    )
    assert experiment_sentence(tried(0, 1, pairs=1)) == (
        "Only 1 pair of weeks had enough days with an average in both weeks; 6 are needed. "
        "Nothing was compared."
    )
    assert experiment_sentence(replace(tried(-0.7, 2), logging_p=0.03)).startswith(
        "More days have an average in the weeks of one option"
    )


numbers = st.floats(-20, 20)


@given(st.data())
def test_no_sentence_has_a_word_that_claims_too_much(data: st.DataObject) -> None:
    value, low, high = (data.draw(numbers) for _ in range(3))
    statuses: tuple[Status, ...] = ("difference", "direction_unclear", "no_clear_difference")
    sentences = [
        sentence(told(question, status, value, min(low, high), max(low, high) + 0.1))
        for question in (DAY_AFTER, WEEK_BEFORE)
        for status in statuses
    ]
    sentences += [sentence(trending("trend", value, low, high))]
    sentences += [sentence(trending("no_clear_trend", value, low, high))]
    counts = st.integers(0, 100)
    missing = data.draw(st.builds(Missing, *[counts] * 5, st.booleans(), st.booleans()))
    sentences += [missing_sentence(missing)]
    sentences += [experiment_sentence(tried(value, data.draw(counts), data.draw(counts)))]
    sentences += [windows_sentence(WindowComparison(abs(low), 20, abs(high), 20, True, 1.0))]
    sentences += [what_counts(name) for name in ("day_after", "week_before", "trend")]
    assert [text for text in sentences if BANNED.search(text)] == []
    assert all(text[-1] == "." and "nan" not in text and "None" not in text for text in sentences)


READY, NOT_ENOUGH = "Ready for the next check", "Not enough days yet"


@given(days(most=400))
def test_a_diary_that_is_told_of_too_few_days_has_too_few_and_is_told_nothing_else(
    diary: Days,
) -> None:
    for each in insight(diary).verdicts:
        ready = sentence(each) == "Enough is logged for the next check."
        assert (badge(each) == NOT_ENOUGH) is (each.status == "not_enough" and not ready)
        assert (badge(each) == READY) is ready
        if badge(each) == NOT_ENOUGH:
            assert not each.so_far.enough
        if ready:
            assert each.so_far.enough
            assert progress(each.so_far) is None


@given(days(most=400))
def test_so_many_of_so_many_is_less_than_the_rule_asks_for_and_what_the_sentence_counts(
    diary: Days,
) -> None:
    for each in insight(diary).verdicts:
        text = progress(each.so_far)
        if text is None:
            continue
        count, least = map(int, re.findall(r"\d+", text)[:2])
        assert count < (least / 2 if "half" in text else least)
        missing = each.missing
        if isinstance(each.so_far, Trend):
            assert (count, least) == (each.so_far.weeks, 12)
            assert missing.weeks == least - count
        elif "since" in text:
            assert missing.days >= least - count > 0 or missing.logged
        elif "half" in text:
            assert missing.logged >= least - 2 * count
        else:
            assert missing.logged >= least - count


@given(days(most=400))
def test_no_day_belongs_to_two_weeks_of_the_trend_as_the_diary_goes_on(diary: Days) -> None:
    begun = diary.from_day_1()
    counts = [
        verdict("trend", begun.up_to(count)).so_far for count in range(1, len(begun.pain) + 1)
    ]
    weeks = [each.weeks for each in counts[:364] if isinstance(each, Trend)]
    assert weeks == sorted(weeks)


@given(days(most=400))
def test_no_diary_gets_a_word_that_claims_too_much(diary: Days) -> None:
    for each in insight(diary).verdicts:
        assert not BANNED.search(sentence(each))


@pytest.mark.parametrize("claim", ["It works.", "Walking reduces pain", "due to rest", "Effect"])
def test_a_banned_word_is_found(claim: str) -> None:
    assert BANNED.search(claim)


def test_a_week_of_an_experiment_has_its_number_and_its_way() -> None:
    plan = Plan(("walking", "rest"), date(2026, 3, 2), (True, False, True, True, False, False))
    sentences = [
        experiment_week_sentence(plan, day)
        for day in (date(2026, 3, 1), date(2026, 3, 8), date(2026, 3, 16), date(2026, 6, 8))
    ]
    assert sentences == [
        None,
        "Experiment, week 1 of 14: a week as usual",
        "Experiment, week 3 of 14: a week of walking",
        None,
    ]
    assert not [text for text in sentences if text and BANNED.search(text)]


def test_averages_that_never_differ_have_no_range() -> None:
    trend_verdict = verdict("trend", Days(date(2025, 3, 1), [0.0] * 168, [None] * 168))
    assert trend_verdict.status == "no_clear_trend"
    assert sentence(trend_verdict) == "Your weekly average was the same in all 24 weeks."


def test_a_swing_that_is_written_as_nothing_is_left_out() -> None:
    windows = window_comparison([0.0] * 365)
    assert windows is not None
    assert going_sentence(windows) == "About as before."
    assert "usually differ" not in windows_sentence(windows)


def a_line(weekly: float, weeks: int, start: float) -> list[float | None]:
    """Weekly averages that lie on a straight line without any error."""
    return [start + weekly * (day // 7) for day in range(7 * weeks)]


@pytest.mark.parametrize(
    ("pain", "words"),
    [
        (a_line(0.25, 24, 0), "rose by about 0.25 a week (likely range +0.25 to +0.25)"),
        (a_line(-0.5, 12, 10), "fell by about 0.5 a week (likely range -0.5 to -0.5)"),
    ],
)
def test_averages_on_a_straight_line_are_never_told_as_the_same(
    pain: list[float | None], words: str
) -> None:
    trend_verdict = verdict("trend", Days(date(2025, 3, 1), pain, [None] * len(pain)))
    assert trend_verdict.status == "trend"
    assert words in sentence(trend_verdict)


@pytest.mark.parametrize(
    ("pain", "words"),
    [
        ([3.0] * 56, "About as before."),
        ([*[3.0] * 50, 4.0, *[3.0] * 5], "About as before."),
        (
            a_line(0.25, 24, 0),
            "1.0 higher than in the four weeks before. Your four-week averages usually differ by "
            "about 1.0.",
        ),
        ([*[3.0] * 28, *[4.0] * 28], "1.0 higher than in the four weeks before."),
    ],
)
def test_four_weeks_are_called_alike_only_where_they_are(
    pain: list[float | None], words: str
) -> None:
    windows = window_comparison(pain)
    assert windows is not None
    assert going_sentence(windows) == words


@pytest.mark.parametrize(
    ("usual", "words"),
    [
        (
            0.3,
            "The two differ by 1.3, more than your four-week averages usually do (about 0.3). But "
            "your pain went up and down so much in these eight weeks that this can still be "
            "chance.",
        ),
        (1.26, "About as before: your four-week averages usually differ by about 1.3."),
        (1.5, "About as before: your four-week averages usually differ by about 1.5."),
        *(
            (
                usual,
                "The two differ by 1.3. Pain varies so much from day to day that this can be "
                "chance.",
            )
            for usual in (None, 0.0)
        ),
    ],
)
def test_a_difference_that_can_be_chance_says_how_it_can_be_more_than_usual(
    usual: float | None, words: str
) -> None:
    assert going_sentence(WindowComparison(3.8, 23, 2.5, 25, False, usual)) == words
