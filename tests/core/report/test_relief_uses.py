"""The two lists of what was used for relief, on the page for a doctor: they count the same."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from journal.core.model import records as r
from journal.core.model.vocabulary import MEDICINES
from journal.core.report.relief_uses import medicines, relief_uses

NOON = datetime(2026, 5, 10, 12, tzinfo=UTC)

ANYTHING = st.fixed_dictionaries(
    {
        "method": st.sampled_from([*MEDICINES, "cold", "own"]),
        "name": st.sampled_from([None, "Ibuprofen", "IBUPROFEN", "\uff29buprofen", "Naproxen"]),
        "dose": st.sampled_from([None, "400", "600"]),
        "unit": st.sampled_from([None, "mg", "MG", "\u00b5g", "\u03bcg"]),
        "note": st.sampled_from([None, "with food"]),
    }
)


def used(hours: int, **fields: str | None) -> r.Relief:
    """A use so many hours after noon."""
    at = NOON + timedelta(hours=hours)
    return r.Relief(id=f"{hours}", day=at.date(), applied_at=at, zone="UTC", **fields)  # type: ignore[arg-type]


@given(st.lists(ANYTHING, max_size=12), st.booleans())
def test_both_lists_count_the_same_uses_under_the_same_names_and_doses(
    fields: list[dict[str, str | None]], notes: bool
) -> None:
    reliefs = [used(hours, **each) for hours, each in enumerate(fields)]
    all_uses = relief_uses(reliefs)
    assert sum(use.times for use in all_uses) == len(reliefs)
    of_all, of_medicines = (
        [
            (each.method, each.name, each.dose, each.unit, each.times)
            for each in uses
            if each.method in MEDICINES
        ]
        for uses in (all_uses, medicines(reliefs, notes=notes))
    )
    assert of_all == of_medicines


@given(st.lists(st.tuples(st.integers(0, 24 * 70), ANYTHING), max_size=12))
def test_times_and_days_of_a_medicine_are_of_the_same_uses(
    timed_fields: list[tuple[int, dict[str, str | None]]],
) -> None:
    reliefs = [used(hours, **fields) for hours, fields in timed_fields]
    counts = medicines(reliefs, notes=False)
    of_each_day = [
        medicines([use for use in reliefs if use.day == day], notes=False)
        for day in {use.day for use in reliefs}
    ]
    for row in counts:
        assert 1 <= row.days <= row.times
    assert sum(row.days for row in counts) == sum(len(rows) for rows in of_each_day)
    assert sum(row.times for row in counts) == sum(row.times for day in of_each_day for row in day)


def test_a_unit_is_one_however_it_was_typed() -> None:
    reliefs = [
        used(0, method="medicine", name="Ibuprofen", dose="400", unit="MG"),
        used(1, method="medicine", name="IBUPROFEN", dose="400", unit="mg"),
        used(30, method="medicine", name="Ibuprofen", dose="600", unit="mg"),
    ]
    counts = [
        (each.name, each.dose, each.unit, each.times, each.days)
        for each in medicines(reliefs, notes=False)
    ]
    assert counts == [
        ("Ibuprofen", "400", "mg", 2, 1),
        ("Ibuprofen", "600", "mg", 1, 1),
    ]
