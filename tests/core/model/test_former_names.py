"""A name means what is called so now, or else what was called so last."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from journal.core.model import records as r
from journal.core.model.former_names import given_up, meant, method_keys, name_keys

NAMES = st.sampled_from(
    ["Bridge", "bridge", "BRIDGE", "Plank", "Café", "Cafe\u0301", "Walk", "W|lk"]
)


class Names:
    """A list of things, renamed as the store renames them."""

    def __init__(self) -> None:
        self.things: dict[int, str] = {}
        self.once: dict[str, int] = {}
        self.last: dict[str, int] = {}

    def call(self, thing: int, name: str) -> None:
        """Add a thing, or rename it; a name that another has is refused."""
        key = name_keys(name)[0]
        if any(name_keys(n)[0] == key and t != thing for t, n in self.things.items()):
            return
        if thing in self.things:
            names_lost = given_up(name_keys(self.things[thing]), name_keys(name))
            self.once |= dict.fromkeys(names_lost, thing)
        self.things[thing] = name
        self.last[key] = thing

    def means(self, name: str) -> int | None:
        """What a name means."""
        now = {key: thing for thing, name in self.things.items() for key in name_keys(name)}
        return meant(name_keys(name), now, self.once)


@given(st.lists(st.tuples(st.integers(0, 3), NAMES), max_size=20))
def test_each_name_means_what_had_it_last(renames: list[tuple[int, str]]) -> None:
    names = Names()
    for thing, name in renames:
        names.call(thing, name)
        for key, last in names.last.items():
            assert names.means(key) == last
        for listed, own_name in names.things.items():
            assert names.means(own_name) == listed


@given(st.permutations(["Bridge", "Plank", "Walk"]))
def test_a_chain_there_and_back_leads_to_one_thing_all_along(chain: list[str]) -> None:
    names = Names()
    for name in (*chain, *reversed(chain)):
        names.call(1, name)
        assert {names.means(each) for each in chain} <= {1, None}
    assert names.things == {1: chain[0]}
    assert {names.means(name) for name in chain} == {1}


def test_a_new_thing_takes_a_former_name_and_keeps_it_when_it_is_renamed() -> None:
    names = Names()
    for thing, name in ((1, "Bridge"), (1, "Plank"), (2, "bridge"), (2, "Walk")):
        names.call(thing, name)
    assert [names.means(name) for name in ("BRIDGE", "Plank", "Walk")] == [2, 1, 2]


def test_of_two_of_one_name_the_dose_tells_which_is_meant() -> None:
    relief = r.Relief(
        id="11111111-0000-4000-8000-000000000001",
        day=date(2026, 5, 20),
        applied_at=datetime(2026, 5, 20, 9, tzinfo=UTC),
        zone="UTC",
        method="medicine",
    )
    weak, strong = (relief.with_(name="Ibu", dose=dose, unit="mg") for dose in ("400", "600"))
    once = dict.fromkeys(method_keys(strong), "forte")
    now = dict.fromkeys(method_keys(weak), "Ibu")
    assert meant(method_keys(weak), now, once) == "Ibu"
    assert meant(method_keys(strong), now, once) == "forte"
    assert meant(method_keys(weak.with_(dose="200")), now, once) == "Ibu"
    assert meant(method_keys(weak.with_(method="own")), now, once) is None
