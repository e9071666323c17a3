"""Diaries of pain and exercise as hypothesis draws them, for what is said of them."""

from datetime import date
from random import Random

from hypothesis import strategies as st

from journal.core.insight.schedule import Days

FIRST_DAY = date(2025, 3, 1)

levels = st.none() | st.integers(0, 10).map(float)
exercise = st.sampled_from([None, 0.0, 1.0])


@st.composite
def days(draw: st.DrawFn, most: int = 200) -> Days:
    """Some consecutive days, logged in part."""
    count = draw(st.integers(0, most))
    random = Random(draw(st.integers(0, 2**32)))  # noqa: S311 (a simulation)
    logged = draw(st.sampled_from([0.3, 0.6, 0.9, 1.0]))
    known_share = draw(st.sampled_from([0.4, 0.9, 1.0]))
    share = draw(st.sampled_from([0.05, 0.5, 1.0]))
    highest = draw(st.sampled_from([0, 3, 10]))
    return Days(
        FIRST_DAY,
        [
            float(random.randint(0, highest)) if random.random() < logged else None
            for _ in range(count)
        ],
        [
            float(random.random() < share) if random.random() < known_share else None
            for _ in range(count)
        ],
    )
