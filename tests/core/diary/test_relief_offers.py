"""What is offered for relief, and in which order."""

from journal.core.diary.next_use import NextUse
from journal.core.diary.relief_offers import OFFERED_FIRST, LastUse, offers
from journal.core.model import records as r
from tests.core.diary.medicines import HOUR, NOON, item


def test_who_has_nothing_is_offered_what_everybody_is() -> None:
    assert [offer.key for offer in offers([], [])[:6]] == list(OFFERED_FIRST[:6])


def test_what_is_new_on_the_list_comes_first_then_the_last_used() -> None:
    uses = [
        LastUse("cold", None, NOON, NOON),
        LastUse("medicine", "Old", NOON - HOUR, NOON - HOUR),
        LastUse("own", None, NOON, NOON),
        LastUse("massage", None, NOON + HOUR, None),
    ]
    keys = [offer.key for offer in offers([item("o", "Old"), item("n", "New")], uses)[:5]]
    assert keys == ["n", "cold", "o", "nsaid_cream", "nsaid_plaster"]


def test_a_use_is_known_however_its_name_is_typed() -> None:
    (offer,) = offers([item("i", "Ibu", 6)], [LastUse("medicine", "IBU", NOON, None)])[:1]
    assert offer.next_use(NOON) == NextUse(NOON + 6 * HOUR, "time")


def test_without_a_rule_of_its_own_there_is_nothing_to_wait_for() -> None:
    (offer,) = offers([item("i", "Ibu")], [LastUse("medicine", "Ibu", NOON, None)])[:1]
    assert offer.next_use(NOON) is None


def test_the_hours_from_one_use_to_the_next_count_across_doses() -> None:
    listed = [item("i", "Ibu", 6).with_(dose="400", unit="mg"), item("n", "IBU")]
    last = LastUse("medicine", "ibu", NOON, None)
    next_uses = [offer.next_use(NOON) for offer in offers(listed, [last])[:2]]
    assert next_uses == [NextUse(NOON + 6 * HOUR, "time")] * 2


def test_a_plain_method_is_not_marked_by_the_use_of_a_named_one() -> None:
    relief = r.Relief(
        id="r", day=NOON.date(), applied_at=NOON, zone="UTC", method="medicine", name="Ibu"
    )
    (own_offer,) = offers([item("i", "Ibu")], [])[:1]
    (plain_offer,) = offers([], [LastUse("medicine", None, NOON, NOON)])[:1]
    earlier = relief.with_(applied_at=NOON - HOUR)
    assert own_offer.uses([relief, earlier]) == [earlier, relief]
    assert plain_offer.uses([relief]) == []


def test_each_of_two_doses_that_are_offered_has_its_own_uses() -> None:
    listed = [item("s", "Ibu").with_(dose="400", unit="mg"), item("l", "IBU").with_(dose="800")]
    small, large = offers(listed, [])[:2]
    uses = [
        r.Relief(
            id=f"{dose}{unit}", day=NOON.date(), applied_at=NOON, zone="UTC", method="medicine",
            name="ibu", dose=dose, unit=unit,
        )
        for dose, unit in (("400", "MG"), ("800", None), (None, None))
    ]  # fmt: skip
    assert [use.id for use in small.uses(uses, [small, large])] == ["400MG", "NoneNone"]
    assert [use.id for use in large.uses(uses, [small, large])] == ["800None"]


def test_a_use_of_another_dose_is_a_use_of_the_same() -> None:
    listed = item("i", "Ibu").with_(dose="400", unit="mg")
    relief = r.Relief(
        id="r",
        day=NOON.date(),
        applied_at=NOON,
        zone="UTC",
        method="medicine",
        name="Ibu",
        dose="400",
        unit="mg",
    )
    later = relief.with_(applied_at=NOON + HOUR, name="IBU", dose="800")
    (offer,) = offers([listed], [])[:1]
    assert offer.uses([later, relief]) == [relief, later]
