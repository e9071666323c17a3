"""Sentences: the fixed ones with their numbers, both ways alike, and no word that claims more."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.core.insight import sentences
from journal.core.insight.experiment import Plan, Result
from journal.core.insight.questions import (
    DAY_AFTER,
    WEEK_BEFORE,
    Comparison,
    Question,
    Status,
    Trend,
)
from journal.core.insight.schedule import Days, Missing, Verdict, insight
from journal.core.insight.sentences import (
    COUNTS,
    Figures,
    experiment_sentence,
    experiment_week_sentence,
    means_sentence,
    sentence,
    windows_sentence,
)
from journal.core.statistics.estimators import WindowComparison
from journal.core.statistics.regression import Fit
from journal.core.statistics.trend import TheilSen
from tests.core.diaries import days

BANNED = re.compile(
    r"\b(causes?|caused|causing|because|due to|leads? to|effects?|effective|works?|helps?|reduces?"
    r"|improves?|worsens?|prevents?|triggers?|proven|significant(ly)?|predicts?|risks?|should)\b",
    re.IGNORECASE,
)
LOOK = date(2026, 5, 1)

AFTER = "On the 41 days after you exercised your pain averaged 3.9; on the other 46 days 4.8."
ALLOWING = "Allowing for slow change over time the difference"
CANNOT_TELL = "Other things may explain it: a diary cannot tell."
NOT_NONE = "That does not mean there is none."


def told(question: Question, status: Status, value: float, low: float, high: float) -> Verdict:
    """A verdict with these numbers: 41 days after exercise at 3.9, 46 others at 4.8."""
    pain = [*[3.9] * 41, *[4.8] * 46]
    found = Comparison(question, pain, [1.0] * 87)
    unit = Fit((4.8, value, 0.0), 1.0, 8, 87, 87)
    error = (high - low) / (unit.high - unit.low)
    vars(found).update(
        status=status,
        E=Fit(unit.beta, error, 8, 87, 87),
        pairs=[(at, level, float(at < 41)) for at, level in enumerate(pain)],
    )
    return Verdict(question.name, found, LOOK, LOOK, Missing())


def trending(status: Status, slope: float, low: float, high: float) -> Verdict:
    """A verdict on a trend over 24 weeks with these numbers."""
    found = Trend([4.0] * 168)
    vars(found).update(status=status, line=TheilSen(slope, 4.0, low, high))
    return Verdict("trend", found, LOOK, LOOK, Missing())


@pytest.mark.parametrize(
    ("status", "value", "said"),
    [
        (
            "difference",
            -0.9,
            f"{AFTER} {ALLOWING} is -0.9 (likely range -1.5 to -0.3), and it stayed after "
            f"allowing for the day before. {CANNOT_TELL}",
        ),
        (
            "direction_unclear",
            -0.9,
            f"{AFTER} {ALLOWING} is -0.9 (likely range -1.5 to -0.3), but you also tended to "
            "exercise on days when pain was already lower, so the diary cannot say which came "
            "first.",
        ),
        (
            "no_clear_difference",
            0.0,
            "Your diary so far shows no clear difference (on the 41 days after you exercised your "
            "pain averaged 3.9; on the other 46 days 4.8; allowing for slow change over time, "
            f"likely range -0.6 to +0.6). {NOT_NONE}",
        ),
    ],
)
def test_the_day_after_has_its_fixed_sentences(status: Status, value: float, said: str) -> None:
    assert sentence(told(DAY_AFTER, status, value, value - 0.6, value + 0.6)) == said


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (
            "difference",
            "For each further day with exercise in the week before, your pain was 0.3 lower "
            "(likely range -0.5 to -0.1, from 87 days), and it stayed after allowing for the day "
            f"before. {CANNOT_TELL}",
        ),
        (
            "direction_unclear",
            "For each further day with exercise in the week before, your pain was 0.3 lower "
            "(likely range -0.5 to -0.1, from 87 days), but you also tended to exercise on days "
            "when pain was already lower, so the diary cannot say which came first.",
        ),
        (
            "no_clear_difference",
            "Your diary so far shows no clear difference (for each further day with exercise in "
            f"the week before, from 87 days, likely range -0.5 to -0.1). {NOT_NONE}",
        ),
    ],
)
def test_the_week_before_has_its_fixed_sentences(status: Status, said: str) -> None:
    assert sentence(told(WEEK_BEFORE, status, -0.3, -0.5, -0.1)) == said


def test_the_trend_has_its_fixed_sentences() -> None:
    assert sentence(trending("trend", -0.08, -0.12, -0.03)) == (
        "Over the 24 weeks your weekly average fell by about 0.08 a week (likely range -0.12 to "
        "-0.03). Pain often changes by itself."
    )
    assert sentence(trending("no_clear_trend", 0.01, -0.03, 0.06)) == (
        "Your weekly averages show no clear trend so far (likely range -0.03 to +0.06 a week, "
        f"from 24 weeks). {NOT_NONE}"
    )


def turned(text: str) -> str:
    """A sentence with its direction turned round, and signs left out."""
    swapped = {"lower": "higher", "higher": "lower", "fell": "rose", "rose": "fell"}
    words = [swapped.get(word.strip(","), word.strip(",")) for word in text.split()]
    return re.sub(r"[-+](?=\d)", "", " ".join(words))


@given(st.sampled_from(["difference", "direction_unclear"]), st.floats(0.01, 9))
def test_up_and_down_have_the_same_words(status: Status, value: float) -> None:
    for question in (DAY_AFTER, WEEK_BEFORE):
        down = turned(sentence(told(question, status, -value, -value - 0.01, -value + 0.01)))
        up = turned(sentence(told(question, status, value, value - 0.01, value + 0.01)))
        assert turned(up).split("range")[0] == down.split("range")[0]
        assert turned(up).partition(")")[2] == down.partition(")")[2]
    fell, rose = (trending("trend", sign * value, -10, 10) for sign in (-1, 1))
    assert turned(sentence(fell)) == re.sub(r"[-+](?=\d)", "", sentence(rose))


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        (
            Missing(days=12, logged=12, after_exercise=8),
            "12 more logged days needed (8 of them after an exercise day).",
        ),
        (
            Missing(days=27, logged=11, after_exercise=3, after_none=1),
            "11 more logged days needed (3 of them after an exercise day, 1 of them after a day "
            "confirmed to be without exercise), over at least 27 days.",
        ),
        (Missing(days=1, logged=1), "1 more logged day needed."),
        (Missing(days=9), "9 more days needed."),
        (Missing(weeks=1), "1 more week with at least four logged days needed."),
        (Missing(weeks=5), "5 more weeks with at least four logged days needed."),
        (Missing(), "Enough is logged for the next look."),
        (Missing(variety=True), sentences.SAME),
    ],
)
def test_what_is_missing_is_named_exactly(missing: Missing, said: str) -> None:
    found = Comparison(DAY_AFTER, [], [])
    assert sentence(Verdict("day_after", found, None, None, missing)) == said


def test_before_the_first_look_nothing_is_found() -> None:
    found = told(DAY_AFTER, "difference", -0.9, -1.5, -0.3).found
    early = Verdict("day_after", found, None, LOOK, Missing())
    assert early.status == "not_enough"
    assert sentence(early) == "Enough is logged for the next look."


@pytest.mark.parametrize(
    ("low", "high", "written"),
    [
        (-1.5, -0.34, "-1.5 to -0.3"),
        (-0.6, 0.04, "-0.6 to 0.0"),
        (-0.124, -0.0299, "-0.12 to -0.03"),
        (-0.0021, 0.0164, "-0.002 to +0.016"),
        (0.0, 0.0, "0.000 to 0.000"),
    ],
)
def test_small_numbers_get_the_decimals_they_need(low: float, high: float, written: str) -> None:
    assert Figures(low, high).likely(low, high) == f"likely range {written}"


def test_descriptions_carry_their_numbers_of_days() -> None:
    found = told(DAY_AFTER, "difference", -0.9, -1.5, -0.3).found
    assert isinstance(found, Comparison)
    assert means_sentence(found) == AFTER
    assert means_sentence(Comparison(DAY_AFTER, [5.0] * 8, [1.0] * 8)) is None
    assert windows_sentence(WindowComparison(3.0, 20, 5.0, 28)) == (
        "In the last 28 days your pain averaged 3.0 (20 days logged), in the 28 days before 5.0 "
        "(28 days logged). A difference this size is one people usually notice."
    )
    assert "notice" not in windows_sentence(WindowComparison(4.0, 20, 5.0, 28))


def tried(difference: float, as_large: int, pairs: int = 6) -> Result:
    """A result of walking weeks and rest weeks."""
    means = (4.6 + difference, 4.6)
    low, high = difference - 0.5, difference + 0.5
    return Result(("walking", "rest"), pairs, means, difference, low, high, as_large, 64)


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
        f"as large. {NOT_NONE}"
    )
    assert experiment_sentence(tried(0, 1, pairs=1)) == (
        "Only 1 pair of weeks had four logged days in both weeks; 6 are needed. Nothing was "
        "compared."
    )


numbers = st.floats(-20, 20)


@given(st.data())
def test_no_sentence_has_a_word_that_claims_too_much(data: st.DataObject) -> None:
    value, low, high = (data.draw(numbers) for _ in range(3))
    statuses: tuple[Status, ...] = ("difference", "direction_unclear", "no_clear_difference")
    said = [
        sentence(told(question, status, value, min(low, high), max(low, high) + 0.1))
        for question in (DAY_AFTER, WEEK_BEFORE)
        for status in statuses
    ]
    said += [sentence(trending("trend", value, low, high))]
    said += [sentence(trending("no_clear_trend", value, low, high))]
    counts = st.integers(0, 100)
    missing = data.draw(st.builds(Missing, *[counts] * 5, st.booleans()))
    said += [sentence(Verdict("trend", Trend([]), None, None, missing))]
    said += [experiment_sentence(tried(value, data.draw(counts), data.draw(counts)))]
    said += [windows_sentence(WindowComparison(abs(low), 20, abs(high), 20)), *COUNTS.values()]
    assert [text for text in said if BANNED.search(text)] == []
    assert all(text[-1] == "." and "nan" not in text and "None" not in text for text in said)


@given(days(most=400))
def test_no_diary_gets_a_word_that_claims_too_much(there: Days) -> None:
    for verdict in insight(there).verdicts:
        assert not BANNED.search(sentence(verdict))


@pytest.mark.parametrize("claim", ["It works.", "Walking reduces pain", "due to rest", "Effect"])
def test_a_banned_word_is_found(claim: str) -> None:
    assert BANNED.search(claim)


def test_a_week_of_an_experiment_has_its_number_and_its_way() -> None:
    plan = Plan(("walking", "rest"), date(2026, 3, 2), (True, False, True, True, False, False))
    said = [
        experiment_week_sentence(plan, day)
        for day in (date(2026, 3, 1), date(2026, 3, 8), date(2026, 3, 16), date(2026, 6, 8))
    ]
    assert said == [
        None,
        "Experiment, week 1 of 14: a week as usual",
        "Experiment, week 3 of 14: a week of walking",
        None,
    ]
    assert not [text for text in said if text and BANNED.search(text)]
