"""The one order of what is offered for relief: nothing moves on a day, however uses arrive."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.core.diary import relief_offers
from journal.core.diary.relief_offers import LastUse, offers
from tests.core.diary.medicines import HOUR, NOON, item

NAMES = ("Ibu", "Naproxen", "Voltaren")
LISTED = [item(name, name) for name in NAMES]
MIDNIGHT = NOON - 12 * HOUR
"""Of the day that is shown."""

USES = st.lists(
    st.tuples(
        st.sampled_from([*((name, name) for name in NAMES), ("IBU", "Ibu"), (None, "cold")]),
        st.integers(-90, 11).map(lambda hours: NOON + timedelta(hours=hours)),
    ),
    unique_by=lambda use: use[1],
    max_size=8,
)
"""Uses, each as it was typed and by the key of its offer, in the order in which they arrive."""

Uses = list[tuple[tuple[str | None, str], datetime]]


def last_uses(uses: Uses) -> list[LastUse]:
    """Of each name as it was typed, the last use, and the last one before the day."""
    moments: dict[str | None, list[datetime]] = {}
    for (name, _), at in uses:
        moments.setdefault(name, []).append(at)
    return [
        LastUse(
            "medicine" if name else "cold",
            name,
            max(ats),
            max((at for at in ats if at < MIDNIGHT), default=None),
        )
        for name, ats in moments.items()
    ]


def keys(uses: Uses) -> list[str]:
    """What is offered, in order."""
    return [offer.key for offer in offers(LISTED, last_uses(uses))]


@given(USES)
def test_the_last_used_before_the_day_comes_first(uses: Uses) -> None:
    last = {key: at for (_, key), at in sorted(uses, key=lambda use: use[1]) if at < MIDNIGHT}
    fresh = [name for name in NAMES if name not in last]
    used = sorted(last, key=lambda key: last[key], reverse=True)
    assert keys(uses)[: len(fresh) + len(used)] == fresh + used


@given(USES, st.data())
def test_a_use_of_the_day_moves_nothing_whenever_it_arrives(
    uses: Uses, data: st.DataObject
) -> None:
    earlier = [use for use in uses if use[1] < MIDNIGHT]
    assert keys(data.draw(st.permutations(uses))) == keys(earlier)


def test_the_name_of_what_is_listed_is_read_a_few_times_however_much_is_listed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names, use_key = list[str | None](), relief_offers.use_key

    def counted(method: str, name: str | None) -> tuple[str, str | None]:
        names.append(name)
        return use_key(method, name)

    monkeypatch.setattr(relief_offers, "use_key", counted)
    for count in (1, 40):
        names.clear()
        offers([item(str(number), f"Cream {number}", hours=4) for number in range(count)], [])
        assert len(names) <= 3 * count
